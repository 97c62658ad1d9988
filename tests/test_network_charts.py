"""Charts of networks: that they mark what is not sure (`test_chart_forms` has what every chart keeps)."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
from specs import everywhere
from test_graphs import TWO_CIRCLES, graph_of

from dhkit import network_charts as charts
from dhkit.layers import compare_layers, count_layers, count_namings
from dhkit.places import map_network

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

NETWORKS: dict[str, Any] = {
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


def test_network_shows_stability() -> None:
    """How sure a node's circle is stands in the fill of its disc, and the subtitle says so."""
    fills = [fill for fill in everywhere(NETWORKS["chart_network"].to_dict(), "fillOpacity") if "field" in fill]

    assert ["stability"] == [fill["field"] for fill in fills]
    assert "the paler a disc, the less sure" in NETWORKS["chart_network"].to_dict()["title"]["subtitle"][1]


def test_difference_says_where_a_name_is_left_out() -> None:
    """A layer that does not name one of two is not said to keep them apart."""
    rows = [
        row for rows in NETWORKS["chart_difference"].to_dict()["datasets"].values() for row in rows if "pair" in row
    ]

    assert {"one layer leaves a name out"} == {row["verdict"] for row in rows if row["pair"] == "A – C"}


def test_nothing_to_draw_is_said_in_words() -> None:
    """No broker and no tie are answers, not empty frames with axes."""
    nobody = charts.chart_brokers(NODES.assign(between=0.0))
    nothing = charts.chart_difference(compare_layers(NAMED, "faq", "lih", max_q=-1), PEOPLE, one="FAQ", other="Lih")

    assert isinstance(nobody, alt.Chart)
    assert "nobody" in nobody.to_dict()["description"]
    assert "neither names two together often enough" in str(nothing.to_dict())
