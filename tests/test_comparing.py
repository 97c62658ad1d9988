"""Comparing freely: what the menus show is what the code beside them computes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from altair.jupyter.jupyter_chart import PointSelection

from dhkit import compare
from dhkit.comparing import UNITS, Choice, Explorer, choose_statements, estimate, explore
from dhkit.tables import read_tables

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "data" / "raw" / "october"
TABLES = read_tables(ROOT / "data" / "processed" / "october")
STATEMENTS = compare.list_statements(TABLES["characterisations"], TABLES["utterances"])
EVENTS = STATEMENTS["event"].value_counts().index.tolist()
VOICES = STATEMENTS["voice"].value_counts().index.tolist()


@pytest.fixture
def explorer() -> Explorer:
    """The menus as they are first shown."""
    return explore(STATEMENTS, TABLES, SOURCE)


CHANGES = [
    ("events", (EVENTS[0],)),
    ("events", tuple(EVENTS[:3])),
    ("voices", tuple(VOICES[:3])),
    ("frames", ("coup", "uprising")),
    ("least", 2),
    ("blocks", 2),
    ("unit", UNITS["blocks"]),
]


@pytest.mark.parametrize(("menu", "value"), CHANGES)
def test_code_draws_what_is_shown(explorer: Explorer, menu: str, value: Any) -> None:
    """The code that is shown, run as it stands, gives the chart that is shown."""
    getattr(explorer, menu).value = value
    *lines, last = explorer.choice.code().splitlines()
    names = {"statements": STATEMENTS, "tables": TABLES}
    exec("\n".join(lines), names)

    assert explorer.followed.live.spec == eval(last, names).to_dict()
    assert explorer.choice == names["choice"]


def test_a_voice_has_its_figures_whoever_is_chosen_beside_it() -> None:
    """Leaving voices and frames out changes no figure of those that stay."""
    event = compare.find_disputed_event(STATEMENTS)
    whole = estimate(STATEMENTS, Choice(events=(event,)), TABLES)
    enough = whole.loc[whole["enough"], "voice"].unique().tolist()
    part = estimate(STATEMENTS, Choice(events=(event,), voices=tuple(enough[:2]), frames=("coup",)), TABLES)
    same = whole[whole["voice"].isin(enough[:2]) & whole["frame"].eq("coup")].reset_index(drop=True)

    pd.testing.assert_frame_equal(same, part)


def test_the_unit_is_what_is_drawn() -> None:
    """Blocks only means that nobody's works are drawn; a low bound draws works of all who have two."""
    choice = {name: Choice(events=(EVENTS[0],), min_works=least) for name, least in UNITS.items()}
    drawn = {name: set(estimate(STATEMENTS, chosen, TABLES)["drawn"]) - {""} for name, chosen in choice.items()}

    assert {"blocks"} == drawn["blocks"]
    assert "works" in drawn["works; blocks below 2 works"]


def test_marks_lead_to_their_passages(explorer: Explorer) -> None:
    """A click lists passages after the chart was drawn anew, too, and with several events at once."""
    explorer.events.value = tuple(EVENTS[:2])
    voice, event = VOICES[0], EVENTS[0]
    frame = STATEMENTS[STATEMENTS["voice"].eq(voice) & STATEMENTS["event"].eq(event)]["frame"].iloc[0]
    clicked = [{"voice": f"{voice}|{event}", "event": "|".join(EVENTS[:2]), "frame": frame}]
    explorer.followed.live.selections._set_value("mark", PointSelection("mark", value=clicked, store=[]))
    told = STATEMENTS[["voice", "event", "frame"]].eq([voice, event, frame]).all(axis=1).sum()

    assert explorer.followed.below.heading.startswith(f"{told} passage")


def test_a_choice_of_nothing_says_so(explorer: Explorer) -> None:
    """Voices that do not speak of the events leave the last chart, and a sentence."""
    kronstadt = STATEMENTS.loc[STATEMENTS["event"].eq("kronstadt"), "voice"]
    silent = next(voice for voice in VOICES if voice not in set(kronstadt))
    explorer.voices.value = (silent,)
    explorer.events.value = ("kronstadt",)

    assert choose_statements(STATEMENTS, explorer.choice).empty
    assert "Nothing is left" in explorer.said.value


def test_a_change_takes_less_than_300_milliseconds(explorer: Explorer) -> None:
    """A reader who moves a menu does not wait: half of the changes, and nearly all of them, are quicker."""
    taken = []
    for menu, value in CHANGES:
        start = time.process_time()  # what it costs, whatever else the machine does meanwhile
        getattr(explorer, menu).value = value
        taken.append(time.process_time() - start)

    assert sorted(taken)[len(taken) // 2] < 0.3, taken


def test_what_is_stored_has_no_address(explorer: Explorer) -> None:
    """A notebook stores the chart as it was first shown, and words that are the same on every machine."""
    bundle, _ = explorer._repr_mimebundle_()

    assert "application/vnd.vegalite.v6+json" in bundle
    assert "0x" not in bundle["text/plain"]
