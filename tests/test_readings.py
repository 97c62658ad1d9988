"""What people read in the documents, held against what the rules make of them.

`readings/op_cit.csv` was written by reading the FAQ of the corpus `october`, without sight of the tables: each *Op. Cit.*
with the work it means and the evidence, in our words. Places are code points of the document, which is not here.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from dhkit.author_names import family_name
from dhkit.tables import read_tables
from dhkit.text import fold

TABLES = Path(__file__).parents[1] / "data" / "processed" / "october"
READ = Path(__file__).parent / "readings" / "op_cit.csv"


def read_rows() -> list[dict[str, str]]:
    with READ.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """Give the committed tables; a law proves that a rebuild gives the same."""
    return read_tables(TABLES)


def answer(row: dict[str, str], tables: dict[str, pd.DataFrame]) -> str:
    """Say whether the tables are right about a place, wrong, or in doubt."""
    citations = tables["citations"]
    here = citations[
        citations["document"].eq("anarchist-faq")
        & citations["start"].eq(int(row["start"]))
        & citations["end"].eq(int(row["end"]))
    ]
    (found,) = here.to_dict("records")
    if found["state"] != "resolved":
        return str(found["state"])
    work = tables["works"].set_index("work").loc[found["work"]]
    authors = " & ".join(family_name(a) for a in work["authors"].split("; "))
    same = (fold(authors), fold(work["title"])) == (fold(row["authors"]), fold(row["title"]))
    return "right" if same and found["pages"] == row["pages"] else "wrong"


def test_every_op_cit_has_been_read() -> None:
    """The table lists all 51, in the order of the document, each with its evidence."""
    rows = read_rows()
    starts = [int(row["start"]) for row in rows]

    assert 51 == len(rows)
    assert sorted(set(starts)) == starts
    assert all(row["evidence"] and row["authors"] and row["title"] for row in rows)


def test_op_cit_is_right_or_in_doubt(tables: dict[str, pd.DataFrame]) -> None:
    """Fifty are led to the work that a reader finds; the one that a reader doubts is said to be ambiguous."""
    answers = [answer(row, tables) for row in read_rows()]

    assert {"right": 50, "ambiguous": 1} == {name: answers.count(name) for name in set(answers)}
    assert ["ambiguous"] == [a for a, row in zip(answers, read_rows(), strict=True) if row["state"] == "ambiguous"]


def test_a_short_form_keeps_its_antecedent(tables: dict[str, pd.DataFrame]) -> None:
    """Every resolved *Op. Cit.* says where the citation stands that it stands for, which cites the same work."""
    citations = tables["citations"]
    places = {(c["document"], c["start"], c["end"]): set() for c in citations.to_dict("records")}
    for c in citations.to_dict("records"):
        places[c["document"], c["start"], c["end"]].add(c["work"])
    short = citations[citations["form"].eq("short") & citations["state"].eq("resolved")]

    assert len(short) >= 50
    for c in short.to_dict("records"):
        assert c["work"] in places[c["document"], c["antecedent_start"], c["antecedent_end"]]
