"""Charts of networks: that they can be drawn, say what they show, and mark what is not sure."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest
from test_charts import everywhere
from test_graphs import TWO_CIRCLES, graph_of

from dhkit import network_charts as charts
from dhkit.layers import compare_layers, count_layers, count_namings
from dhkit.places import map_network
from dhkit.renderer import chart_picture

NODES, TIES = map_network(graph_of(TWO_CIRCLES), draws=10)
NAMED = pd.DataFrame(
    [
        (unit, f"{document}:{unit}-{unit + 1}", document, entity)
        for unit, (document, entities) in enumerate([("faq", "abc")] * 6 + [("faq", "x")] * 9 + [("lih", "abx")] * 8)
        for entity in entities
    ],
    columns=["unit", "block", "voice", "entity"],
)
PEOPLE = pd.DataFrame({"entity": list("abcxyz"), "label": list("ABCXYZ"), "kind": "person"})
LAYERS = dict(iter(count_layers(NAMED)[0].groupby("layer")))

ALL: dict[str, Any] = {
    "chart_network": charts.chart_network(NODES, TIES),
    "chart_matrix": charts.chart_matrix(NODES, TIES),
    "chart_brokers": charts.chart_brokers(NODES),
    "chart_layers": charts.chart_layers(NODES, LAYERS),
    "chart_difference": charts.chart_difference(
        compare_layers(NAMED, "faq", "lih", max_q=1), PEOPLE, one="FAQ", other="Lih"
    ),
    "chart_namings": charts.chart_namings(
        count_namings(NAMED), pd.DataFrame({"voice": ["faq", "lih"], "name": ["FAQ", "Lih"]}), PEOPLE
    ),
}

each_chart = pytest.mark.parametrize("name", ALL)


def test_every_chart_is_tested() -> None:
    """No chart function is left out below."""
    assert {name for name in dir(charts) if name.startswith("chart_")} == set(ALL)


@each_chart
def test_chart_can_be_drawn(name: str) -> None:
    """The specification is valid and gives a picture."""
    assert chart_picture(ALL[name].to_dict()).startswith(b"\x89PNG")


@each_chart
def test_chart_says_what_it_shows(name: str) -> None:
    """Who does not see the chart hears a sentence, and not two."""
    descriptions = [d for d in everywhere(ALL[name].to_dict(), "description") if isinstance(d, str)]

    assert [ALL[name].to_dict()["description"]] == descriptions
    assert descriptions[0].endswith(".")


@each_chart
def test_marks_know_their_rows(name: str) -> None:
    """The parameter `mark` holds keys that are columns of the chart's rows, in charts that have a name."""
    spec = ALL[name].to_dict()
    marks = [p for params in everywhere(spec, "params") for p in params if p["name"] == "mark"]
    columns = [set(row) for rows in spec["datasets"].values() for row in rows]

    assert marks
    for mark in marks:
        assert any(set(mark["select"]["fields"]) <= held for held in columns)
        assert not [view for view in mark.get("views", []) if view.startswith("view_")]


@each_chart
def test_tooltips_have_titles(name: str) -> None:
    """A reader sees words in a tooltip, not the names of columns."""
    tips = [tip for tips in everywhere(ALL[name].to_dict(), "tooltip") if isinstance(tips, list) for tip in tips]

    assert tips
    assert [] == [tip for tip in tips if "title" not in tip or "_" in tip["title"]]


def test_network_shows_stability() -> None:
    """How sure a node's circle is stands in the fill of its disc, and the subtitle says so."""
    fills = [fill for fill in everywhere(ALL["chart_network"].to_dict(), "fillOpacity") if "field" in fill]

    assert ["stability"] == [fill["field"] for fill in fills]
    assert "the paler a disc, the less sure" in ALL["chart_network"].to_dict()["title"]["subtitle"][1]


def test_difference_says_where_a_name_is_left_out() -> None:
    """A layer that does not name one of two is not said to keep them apart."""
    rows = [row for rows in ALL["chart_difference"].to_dict()["datasets"].values() for row in rows if "pair" in row]

    assert {"one layer leaves a name out"} == {row["verdict"] for row in rows if row["pair"] == "A – C"}


def test_nothing_to_draw_is_said_in_words() -> None:
    """No broker and no tie are answers, not empty frames with axes."""
    nobody = charts.chart_brokers(NODES.assign(between=0.0))
    nothing = charts.chart_difference(compare_layers(NAMED, "faq", "lih", max_q=-1), PEOPLE, one="FAQ", other="Lih")

    assert isinstance(nobody, alt.Chart)
    assert "nobody" in nobody.to_dict()["description"]
    assert "neither names two together often enough" in str(nothing.to_dict())
