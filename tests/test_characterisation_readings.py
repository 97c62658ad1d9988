"""A hundred characterisations drawn at random and read against the text: is it one, of that event, meant so?

`readings/characterisations.csv` was drawn from the tables of the corpus `october` with a fixed seed and judged, by a
reader who had not made the rules, by reading the documents: "right" (87 of the 100), or the first thing that is wrong
("none" where nothing is characterised; event, voice, extent, polarity, denial). A hundred drawn before it, 74 of which
were right, showed what to mend and are not kept. A row about which the tables say something else today has to be read
again, or was mended.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from scipy.stats import binomtest

from dhkit.tables import read_tables

TABLES = Path(__file__).parents[1] / "data" / "processed" / "october"
READ = Path(__file__).parent / "readings" / "characterisations.csv"
VERDICTS = {"right", "none", "event", "voice", "extent", "polarity", "denial"}


def read_rows() -> list[dict[str, str]]:
    with READ.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def verdict_today(row: dict[str, str], today: dict[tuple[str, int, int, str], tuple[int, bool]]) -> str:
    """Give the verdict on a row, or "changed" or "mended" if the tables no longer say what was judged."""
    found = today.get((row["document"], int(row["start"]), int(row["end"]), row["event"]))
    if found == (int(row["polarity"]), row["negated"] == "true"):
        return row["verdict"]
    return "changed" if row["verdict"] == "right" else "mended"


def test_the_reading_is_whole() -> None:
    """A hundred rows, each once, each with a verdict, and a remark where it is not right."""
    rows = read_rows()

    assert 100 == len({(r["document"], r["start"], r["event"]) for r in rows}) == len(rows)
    assert {r["verdict"] for r in rows} <= VERDICTS
    assert all(r["remark"] for r in rows if r["verdict"] != "right")


def test_four_in_five_are_right() -> None:
    """Of what stands in the tables as it was judged, at least 80 in 100 are right, and hardly any row is unread."""
    table = read_tables(TABLES)["characterisations"]
    today = {(c.document, c.start, c.end, c.event): (c.polarity, c.negated) for c in table.itertuples(index=False)}
    verdicts = Counter(verdict_today(row, today) for row in read_rows())
    judged = verdicts.total() - verdicts["changed"] - verdicts["mended"]

    assert verdicts["changed"] <= 5
    assert verdicts["right"] / judged >= 0.80


def test_the_interval_of_the_reading() -> None:
    """87 of 100: a share of 0.79 to 0.92 of the whole table (Wilson's interval), as the documentation says."""
    right = sum(row["verdict"] == "right" for row in read_rows())
    interval = binomtest(right, 100).proportion_ci(method="wilson")

    assert (87, 0.79, 0.92) == (right, round(interval.low, 2), round(interval.high, 2))
