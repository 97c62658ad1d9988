"""The charts of documents, names and events, on frames as small as they can be (`test_chart_forms` has the rest)."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd
from specs import everywhere
from test_graphs import ENTITIES

from dhkit import charts
from dhkit.compare import add_labels, count_frames, estimate_means
from dhkit.renderer import save_picture

VOICES = pd.DataFrame(
    {"voice": ["cohn", "lih"], "name": ["Cohn, Norman", "Lih, Lars T."], "family": ["Cohn", "Lih"], "role": ["", ""]}
)

SIZES = pd.DataFrame(
    {
        "document": ["essay", "essay", "web"],
        "label": ["Lih, 2014", "Lih, 2014", "October"],
        "kind": ["prose", "blank", "quotation"],
        "n_chars": [900, 100, 500],
        "share": [0.9, 0.1, 1.0],
    }
)

SAID = pd.DataFrame(
    {
        "voice": ["lih", "cohn", "cohn"],
        "label": ["Lih", "Cohn", "Cohn"],
        "document": ["essay", "essay", "web"],
        "document_label": ["Lih, 2014", "Lih, 2014", "October"],
        "manner": ["speaks", "is quoted", "is quoted"],
        "n_chars": [800, 100, 500],
        "n_utterances": [8, 1, 2],
        "unsure": [0.0, 0.5, 1.0],
    }
)

COUNTS = pd.DataFrame(
    {
        "entity": ["lenin", "lenin", "stalin"],
        "label": ["Lenin, Vladimir", "Lenin, Vladimir", "Stalin, Joseph"],
        "document": ["essay", "web", "web"],
        "document_label": ["Lih, 2014", "October", "October"],
        "n": [5, 2, 1],
        "per_10k": [50.0, 40.0, 20.0],
    }
)

SAYINGS = pd.DataFrame(
    {
        "voice": ["cohn"] * 6 + ["lih"],
        "event": "october-revolution",
        "frame": ["coup", "coup", "violence", "coup", "uprising", "coup", "mass_movement"],
        "polarity": [-1, -1, -1, 0, 1, -1, 1],
        "negated": False,
        "work": "pursuit",
        "block": [f"b{i}" for i in range(7)],
    }
)

EVENTS = pd.DataFrame({"entity": ["october-revolution"], "label": ["October Revolution"]})
VALUED = add_labels(estimate_means(SAYINGS, "polarity", domain=(-1, 1), draws=50), VOICES, EVENTS)
FRAMES = add_labels(count_frames(SAYINGS), VOICES, EVENTS)
NAMED = ENTITIES.assign(n_mentions=9, n_voices=2)

ALL: dict[str, alt.TopLevelMixin] = {
    "chart_documents": charts.chart_documents(SIZES),
    "chart_voices": charts.chart_voices(SAID),
    "chart_entities": charts.chart_entities(NAMED),
    "chart_mentions": charts.chart_mentions(COUNTS),
    "chart_valuations": charts.chart_valuations(VALUED),
    "chart_frames": charts.chart_frames(FRAMES, title="October"),
    "chart_estimates": charts.chart_estimates(VALUED, title="October", axis="mean polarity", domain=(-1, 1)),
}


def test_too_little_text_has_no_number() -> None:
    """A voice below the minimum has grey words, and no mean, in the chart of estimates."""
    spec = ALL["chart_estimates"].to_dict()
    by_voice = {row["voice"]: row for rows in spec["datasets"].values() for row in rows}

    assert by_voice["lih"]["mean"] == -1.0  # the left edge: where the words begin
    assert by_voice["lih"]["low"] is None
    assert "1 have too little text" in spec["description"]


def test_documents_show_the_rest_too() -> None:
    """Kinds are stacked in one order, and no kind of text is left out of the legend."""
    spec = ALL["chart_documents"].to_dict()

    assert ["prose", "quotation", "blank"] == spec["encoding"]["color"]["scale"]["domain"]


def test_voices_keep_the_loudest() -> None:
    """Each half is cut by itself, to those that say most."""
    spec = charts.chart_voices(pd.concat([SAID, SAID.assign(voice="x", label="X", n_chars=1)]), most=1).to_dict()

    assert {"Lih", "Cohn"} == {row["label"] for rows in spec["datasets"].values() for row in rows}


def test_use_theme() -> None:
    """After one call charts have a white ground and type of 12 points at least, and dhkit's renderer shows them."""
    charts.use_theme()
    config = ALL["chart_documents"].to_dict()["config"]

    assert ("dhkit", "dhkit") == (alt.theme.active, alt.renderers.active)
    assert "white" == config["background"]
    assert min(size for key in ("labelFontSize", "titleFontSize") for size in everywhere(config, key)) >= 12


def test_save_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    """A picture for a README is written where it is wanted, and a second run changes nothing."""
    chart = charts.chart_documents(SIZES)
    first = save_picture(chart, tmp_path / "new" / "one.png").read_bytes()

    assert first.startswith(b"\x89PNG")
    assert first == save_picture(chart, tmp_path / "two.png").read_bytes()
