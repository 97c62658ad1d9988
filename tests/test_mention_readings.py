"""A hundred mentions drawn at random and read against the text: how many are names, of that kind, of that thing.

`readings/mentions.csv` was drawn from the tables of the corpus `october` with a fixed seed and judged by reading the
documents: "right" (93 of the 100 as drawn), or what is wrong (extent, kind, entity, no name). It stays as it was drawn; a
place about which the tables say something else today has to be read again, or was mended.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from dhkit.tables import read_tables

TABLES = Path(__file__).parents[1] / "data" / "processed" / "october"
READ = Path(__file__).parent / "readings" / "mentions.csv"
VERDICTS = {"right", "extent", "kind", "entity", "no name"}


def read_rows() -> list[dict[str, str]]:
    with READ.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def verdict_today(row: dict[str, str], today: dict[tuple[str, int, int], tuple[str, str]]) -> str:
    """Give the verdict on a place, or "changed" if the tables no longer say what was judged."""
    found = today.get((row["document"], int(row["start"]), int(row["end"])))
    if found == (row["kind"], row["entity"]):
        return row["verdict"]
    return "changed" if row["verdict"] == "right" else "mended"


def test_the_reading_is_whole() -> None:
    """A hundred places, each once, each with a verdict, and a remark where it is not right."""
    rows = read_rows()

    assert 100 == len({(r["document"], r["start"]) for r in rows}) == len(rows)
    assert {r["verdict"] for r in rows} <= VERDICTS
    assert all(r["remark"] for r in rows if r["verdict"] != "right")


def test_ninety_three_in_a_hundred_are_right() -> None:
    """Of what stands in the tables as it was judged, at least 93 in 100 are right, and hardly any place is unread."""
    mentions = read_tables(TABLES)["mentions"]
    today = {
        (m.document, m.start, m.end): (m.kind, m.entity)
        for m in mentions[["document", "start", "end", "kind", "entity"]].itertuples(index=False)
    }
    verdicts = Counter(verdict_today(row, today) for row in read_rows())
    judged = verdicts.total() - verdicts["changed"] - verdicts["mended"]

    assert verdicts["changed"] <= 5
    assert verdicts["right"] / judged >= 0.93
