"""What every chart keeps, whatever it shows: it can be drawn, it says what it shows, its marks know their rows."""

from __future__ import annotations

from typing import Any

import pytest
from specs import everywhere
from test_charts import ALL
from test_comparison_charts import draw
from test_network_charts import NETWORKS
from test_voice_charts import QUOTED

from dhkit import agreement_charts, charts, comparison_charts, keyness_charts, network_charts, voice_charts
from dhkit.renderer import chart_picture

MODULES = (charts, voice_charts, comparison_charts, keyness_charts, agreement_charts, network_charts)

KEYS = {
    "chart_documents": "document kind", "chart_voices": "voice document manner", "chart_entities": "entity",
    "chart_mentions": "entity document", "chart_valuations": "voice event", "chart_frames": "voice frame",
    "chart_estimates": "voice", "chart_manners": "document manner", "chart_quoting": "reporter voice",
    "chart_carriers": "document work", "chart_event": "voice event frame", "chart_voice": "voice event",
    "chart_words": "voice word", "chart_pairs": "voice other", "chart_tree": "voice", "chart_differences": "event",
    "chart_network": "entity", "chart_matrix": "source target", "chart_brokers": "entity",
    "chart_layers": "layer source target", "chart_difference": "layer source target", "chart_namings": "voice entity",
}  # fmt: skip
"""By which columns a mark of each chart finds the rows that it stands for."""

DRAWN = ALL | NETWORKS | QUOTED


def spec_of(name: str) -> Any:
    return (DRAWN[name] if name in DRAWN else draw(name.removeprefix("chart_"))).to_dict(validate=True)


SPECS: dict[str, dict[str, Any]] = {name: spec_of(name) for name in KEYS}

each_chart = pytest.mark.parametrize("name", KEYS)


def test_every_chart_is_tested() -> None:
    """No chart function of any module is left out below."""
    assert {name for module in MODULES for name in vars(module) if name.startswith("chart_")} == set(KEYS)


@each_chart
def test_chart_can_be_drawn(name: str) -> None:
    """The specification gives a picture."""
    assert chart_picture(SPECS[name]).startswith(b"\x89PNG")


@each_chart
def test_chart_says_what_it_shows(name: str) -> None:
    """Who does not see the chart hears a sentence, and not two."""
    descriptions = [told for told in everywhere(SPECS[name], "description") if isinstance(told, str)]

    assert [SPECS[name]["description"]] == descriptions
    assert descriptions[0].endswith(".")


@each_chart
def test_marks_know_their_rows(name: str) -> None:
    """The parameter `mark` holds keys that are columns of the chart's rows, in charts that have a name."""
    marks = [param for params in everywhere(SPECS[name], "params") for param in params if param["name"] == "mark"]
    columns = [set(row) for rows in SPECS[name]["datasets"].values() for row in rows]

    assert marks
    for mark in marks:
        assert KEYS[name].split() == mark["select"]["fields"]
        assert any(set(mark["select"]["fields"]) <= held for held in columns)
        assert not [view for view in mark.get("views", []) if view.startswith("view_")]


@each_chart
def test_tooltips_have_titles(name: str) -> None:
    """A reader sees words in a tooltip, not the names of columns."""
    tips = [tip for tips in everywhere(SPECS[name], "tooltip") if isinstance(tips, list) for tip in tips]

    assert tips
    assert [] == [tip for tip in tips if "title" not in tip or "_" in tip["title"]]
