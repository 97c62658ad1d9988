"""The charts of quoting, on frames as small as they can be (`test_chart_forms` has what every chart keeps)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dhkit.quoting import FIRST_HAND, OWN
from dhkit.voice_charts import chart_carriers, chart_manners, chart_quoting

MANNERS = pd.DataFrame(
    {"document": "essay", "label": "Lih, 2014", "manner": [OWN, FIRST_HAND], "share": [0.9, 0.1], "n_chars": [90, 10],
     "n_utterances": [3, 1], "n_voices": [1, 1]}
)  # fmt: skip
QUOTING = pd.DataFrame(
    {"reporter": ["lih", "cohn"], "reporter_label": ["Lih", "Cohn"], "voice": ["lenin", "lenin"],
     "voice_label": ["Lenin", "Lenin"], "n_chars": [900, 100], "n_utterances": [3, 1], "unsure": [0.0, 0.5]}
)  # fmt: skip
CARRIERS = pd.DataFrame(
    {"document": "essay", "label": "Lih, 2014", "work": ["a", "b"], "work_label": ["Dorr, Inside", "Read, Lenin"],
     "n_chars": [80, 20], "n_utterances": [2, 1], "n_voices": [2, 1], "n_citations": [5, 1], "share": [0.8, 0.2]}
)  # fmt: skip

QUOTED: dict[str, alt.Chart | alt.LayerChart] = {
    "chart_manners": chart_manners(MANNERS),
    "chart_quoting": chart_quoting(QUOTING),
    "chart_carriers": chart_carriers(CARRIERS),
}


def test_descriptions() -> None:
    """The sentence says what is counted, and of how many."""
    assert [
        "Share of what is said, by the manner in which it came into 1 document.",
        "Characters that 2 reporters let 1 voice say.",
        "Share of what is quoted in Lih, 2014, by the work it is quoted from; all 2 works.",
    ] == [chart.to_dict()["description"] for chart in QUOTED.values()]


def test_only_the_first_are_drawn() -> None:
    """A long table is cut to those with most, and the chart says how many there are."""
    spec = chart_carriers(CARRIERS, most=1).to_dict()

    assert "1 of 2 works" in spec["title"]["subtitle"]
    assert ["a"] == [row["work"] for rows in spec["datasets"].values() for row in rows]
