"""The charts of comparison, on small invented tables: valid, described, grey where nothing is claimed, with keys."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from invented import statements

from dhkit.agreement_charts import chart_pairs, chart_tree
from dhkit.compare import (
    add_labels,
    compare_pairs,
    estimate_frames,
    estimate_polarity,
    find_differences,
    grow_tree,
    mirror_pairs,
    rank_words,
)
from dhkit.comparison_charts import chart_differences, chart_event, chart_voice, tell_q
from dhkit.keyness_charts import chart_words
from dhkit.renderer import save_picture

SAID = statements(4, events=3, voices=4, works=4, between_voices=1.5)
LITTLE = SAID.groupby(["voice", "event"]).head(1)
"""The same voices with one statement each on each event: too little text for any figure."""

NAMES = [f"voice-{i:03d}" for i in range(4)]
VOICES = pd.DataFrame({"voice": NAMES, "name": NAMES, "family": ["Cohn", "Figes", "Lih", "Service"], "role": ""})
EVENTS = sorted(SAID["event"].unique())
ENTITIES = pd.DataFrame({"entity": EVENTS, "label": ["October", "July Days", "Kronstadt"]})
COUNTS = pd.DataFrame(
    {"voice": ["voice-000"] * 2 + ["voice-001"] * 2, "word": ["coup", "rising"] * 2, "n": [30, 2, 3, 40]}
)


def draw(name: str, said: pd.DataFrame = SAID) -> Any:
    """Draw one of the charts from statements, with few draws."""

    def labelled(frame: pd.DataFrame) -> pd.DataFrame:
        return add_labels(frame, VOICES, ENTITIES)

    match name:
        case "event":
            return chart_event(labelled(estimate_frames(said.query("event == @EVENTS[0]"), draws=50)), title="October")
        case "voice":
            return chart_voice(labelled(estimate_polarity(said.query("voice == @NAMES[0]"), draws=50)), title="Cohn")
        case "words":
            counts = COUNTS if said is SAID else COUNTS.assign(n=1)
            return chart_words(labelled(rank_words(counts)), title="Descriptors of October")
        case "pairs":
            return chart_pairs(labelled(mirror_pairs(compare_pairs(said, draws=50))))
        case "tree":
            return chart_tree(labelled(grow_tree(said, trees=50)))
        case _:
            return chart_differences(labelled(find_differences(said, draws=50)))


NAMES_OF_CHARTS = ("event", "voice", "words", "pairs", "tree", "differences")


def words_in(spec: Any) -> Iterator[str]:
    """Return every text that stands in a specification, data and all."""
    if isinstance(spec, dict):
        for value in spec.values():
            yield from words_in(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from words_in(value)
    elif isinstance(spec, str):
        yield spec


@pytest.mark.parametrize("name", NAMES_OF_CHARTS)
def test_it_can_be_drawn(name: str, tmp_path: Path) -> None:
    """Every chart becomes a picture, with much text and with too little."""
    for said in (SAID, LITTLE):
        picture = save_picture(draw(name, said), tmp_path / "chart.png").read_bytes()
        assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("event", "too little text"),
        ("voice", "too little text"),
        ("words", "no word has enough text"),
        ("pairs", "no two voices to compare"),
        ("tree", "no two voices to compare"),
        ("differences", "too few voices with enough text"),
    ],
)
def test_too_little_text_is_a_grey_mark(name: str, told: str) -> None:
    """Without enough text a chart says so in words, and has no number to show."""
    spec = draw(name, LITTLE).to_dict()

    assert any(told in words for words in words_in(spec))
    assert all(row.get("low") is None or math.isnan(row["low"]) for rows in spec["datasets"].values() for row in rows)


def test_pairs_with_too_little_text_are_grey() -> None:
    """A pair without enough text is a square without a number."""
    pairs = pd.DataFrame(
        {"voice": NAMES[:2], "other": NAMES[1::-1], "n_events": 1, "n": 2, "n_other": 3, "agreement": math.nan,
         "low": math.nan, "high": math.nan, "distance": math.nan, "p_value": math.nan, "q_value": math.nan,
         "enough": False}
    )  # fmt: skip
    (rows,) = chart_pairs(add_labels(pairs, VOICES, ENTITIES)).to_dict()["datasets"].values()

    assert ["·", "·"] == [row["number"] for row in rows]
    assert {"too little text"} == {row["told"] for row in rows}


def test_a_matrix_has_room_for_so_many() -> None:
    """The voices with most statements in common are shown, and the chart says how many there are."""
    pairs = add_labels(mirror_pairs(compare_pairs(SAID, draws=50)), VOICES, ENTITIES)
    spec = chart_pairs(pairs, most=2).to_dict()
    (rows,) = spec["datasets"].values()

    assert 2 == len(rows)
    assert "2 of 4 voices" in spec["title"]["subtitle"][1]


def test_joints_that_do_not_hold_are_broken_and_grey() -> None:
    """Firm joints and loose ones are told apart by a state of each line; those at the root are neither."""
    tree = add_labels(grow_tree(SAID, trees=50), VOICES, ENTITIES)
    forced = tree.assign(firm=tree["node"].ne(tree["node"].min() + 4))
    states = {
        row["state"] for rows in chart_tree(forced).to_dict()["datasets"].values() for row in rows if "state" in row
    }

    assert {"loose", "root"} <= states


def test_the_most_divided_event_stands_first() -> None:
    """Events come by falling division beyond chance; those that could not be tested come last, in one row each."""
    table = pd.DataFrame(
        {"event": [EVENTS[0]] * 2 + [EVENTS[1]] * 2 + [EVENTS[2]] * 2, "measure": ["frames", "polarity"] * 3,
         "n": 20, "n_compared": 20, "n_voices": 3, "unit": "blocks", "n_units": 12, "divided": 0.4, "expected": 0.1,
         "state": ["tested"] * 4 + ["too few voices"] * 2, "beyond_chance": [0.1, 0.0, 0.5, 0.2, None, None],
         "p_value": [0.5, 0.5, 0.001, 0.2, None, None], "q_value": [0.5, 0.5, 0.004, 0.4, None, None],
         "enough": [True] * 4 + [False] * 2}
    )  # fmt: skip
    spec = chart_differences(add_labels(table, VOICES, ENTITIES)).to_dict()
    orders = [layer["encoding"]["y"]["sort"] for layer in spec["layer"]]

    assert ["July Days: frames", "July Days: polarity", "October: frames", "October: polarity", "Kronstadt"] == orders[
        0
    ]
    assert "4 tests, 1 of them show a difference." in spec["description"]


def test_one_event_and_one_voice_at_a_time() -> None:
    """Rows of several events or voices would be laid over each other: the error says which to choose."""
    shares = add_labels(estimate_frames(SAID, draws=20), VOICES, ENTITIES)
    polarity = add_labels(estimate_polarity(SAID, draws=20), VOICES, ENTITIES)

    with pytest.raises(ValueError, match="draws one event, and these rows are of 3"):
        chart_event(shares, title="October")
    with pytest.raises(ValueError, match="draws one voice, and these rows are of 4"):
        chart_voice(polarity, title="Cohn")


@pytest.mark.parametrize(
    ("q", "told"), [(0.0004, "q < 0.001"), (0.012, "q = 0.012"), (0.4, "q = 0.40"), (math.nan, "")]
)
def test_tell_q(q: float, told: str) -> None:
    """Small rates have three digits, large ones two, none has no words."""
    assert told == tell_q(q)
