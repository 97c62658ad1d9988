"""Doubts: what a rule admits times what hangs on the row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dhkit.doubts import rank_doubts
from dhkit.tables import read_tables

SAMPLE = Path(__file__).parents[1] / "data" / "processed" / "sample"


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """Read the tables of the sample."""
    return read_tables(SAMPLE)


def test_doubts_are_unsure_rows(tables: dict[str, pd.DataFrame]) -> None:
    """Every doubt is a row that a rule was unsure of, none of them twice, the weightiest first."""
    ranked = rank_doubts(tables)

    assert len(ranked)
    assert not ranked.duplicated(["table", "key"]).any()
    assert ranked["weight"].is_monotonic_decreasing
    for row in ranked.itertuples():
        assert row.key in set(tables[row.table].iloc[:, 0])
    sure = tables["utterances"][tables["utterances"]["state"].eq("certain")]["utterance"]
    assert ranked[ranked["table"].eq("utterances")]["key"].isin(sure).sum() == 0


def test_what_is_judged_is_no_doubt_any_more(tables: dict[str, pd.DataFrame]) -> None:
    """A row that a hand has touched is not proposed again."""
    first = rank_doubts(tables).iloc[0]
    frame = tables[first.table]
    touched = frame.assign(hand=frame["hand"].mask(frame.iloc[:, 0].eq(first.key), "confirmed"))
    left = rank_doubts({**tables, first.table: touched})

    assert first.key not in set(left[left["table"].eq(first.table)]["key"])
    assert len(rank_doubts(tables)) - 1 == len(left)


def test_what_moves_a_mark_more_comes_first(tables: dict[str, pd.DataFrame]) -> None:
    """Of two mentions equally unsure, the one of ten weighs more than the one of a hundred."""
    mentions = tables["mentions"].iloc[:110]
    mentions = mentions.assign(entity=["few"] * 10 + ["many"] * 100, score=0.5, hand="")
    ranked = rank_doubts({**tables, "mentions": mentions})
    ranked = ranked[ranked["table"].eq("mentions")]

    assert set(mentions["mention"].iloc[:10]) == set(ranked["key"].iloc[:10])
    assert {0.05} == set(ranked["weight"].iloc[:10])
