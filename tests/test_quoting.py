"""Quoting: whom a document quotes, through whom, and which works carry it, on tables worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dhkit.marks import choose
from dhkit.quoting import (
    FIRST_HAND,
    MANNERS,
    NOT_TOLD,
    OTHERS,
    OWN,
    THROUGH,
    count_carriers,
    count_manners,
    count_quoting,
    count_through,
    label_works,
    trace_quotations,
)

ROWS = [  # utterance, voice, reporter, reporter_work, state, start, end
    ("a", "winter", "", "", "certain", 0, 100),
    ("b", "brandt", "winter", "loom", "certain", 100, 140),  # her own book
    ("c", "kester", "winter", "loom", "inferred", 140, 170),  # quoted in Brandt's book
    ("d", "voss", "brandt", "loom", "certain", 170, 190),  # inside Brandt's words
    ("e", "pellam", "", "", "certain", 190, 200),  # a reader's comment
    ("f", "winter", "", "", "ambiguous", 200, 210),
    ("g", "kester", "winter", "", "certain", 210, 230),  # no work named
    ("h", "brandt-calder", "winter", "dust", "certain", 230, 260),  # two authors are one voice
]
NAMES = ["utterance", "voice", "reporter", "reporter_work", "state", "start", "end"]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """Give the tables of one document with one utterance of each manner."""
    voices = {
        "winter": "Winter, Edda", "brandt": "Brandt, Ada", "kester": "Kester, Jonas", "voss": "Voss, Mira",
        "pellam": "Pellam, Cora", "brandt-calder": "Brandt, Ada; Calder, Ruth",
    }  # fmt: skip
    families = ["Winter", "Brandt", "Kester", "Voss", "Pellam", "Brandt & Calder"]
    return {
        "utterances": pd.DataFrame(ROWS, columns=NAMES).assign(document="essay"),
        "voices": pd.DataFrame({"voice": [*voices], "name": [*voices.values()], "family": families, "role": ""}),
        "documents": pd.DataFrame({"document": ["essay"], "voice": ["winter"], "title": ["Who?"], "year": [1931]}),
        "works": pd.DataFrame(
            {"work": ["loom", "dust", "acts"], "authors": ["Brandt, Ada", "Brandt, Ada; Calder, Ruth", ""],
             "title": ["The Dry Loom", "Dust", "Acts"], "year": ["1930", "", "1911"]}
        ),
        "citations": pd.DataFrame({"citation": ["1", "2", "3"], "document": "essay", "work": ["loom", "loom", "acts"]}),
    }  # fmt: skip


def test_manners(tables: dict[str, pd.DataFrame]) -> None:
    """Each utterance came in by one manner; a co-author's words from the common book are at first hand."""
    traced = trace_quotations(tables)

    assert [OWN, FIRST_HAND, THROUGH, THROUGH, OTHERS, NOT_TOLD, FIRST_HAND, FIRST_HAND] == traced["manner"].tolist()
    assert ["", "", "Brandt", "Brandt", "", "", "", ""] == traced["through"].tolist()
    assert len(ROWS) == len(traced)
    assert tables["utterances"].columns.tolist() == [*NAMES, "document"]  # the table itself is left as it was


def test_count_manners(tables: dict[str, pd.DataFrame]) -> None:
    """The shares of a document add up to all that is said in it, in the order of the manners."""
    counts = count_manners(trace_quotations(tables), tables)

    assert [*MANNERS] == counts["manner"].tolist()
    assert [100, 90, 50, 10, 10] == counts["n_chars"].tolist()
    assert 1.0 == pytest.approx(counts["share"].sum(), abs=0.001)
    assert {"Winter, 1931"} == set(counts["label"])


def test_count_quoting(tables: dict[str, pd.DataFrame]) -> None:
    """One row per reporter and voice, that which says most first; what is inferred is told."""
    counts = count_quoting(trace_quotations(tables), tables)

    assert [
        ("Winter", "Kester", 50),
        ("Winter", "Brandt", 40),
        ("Winter", "Brandt & Calder", 30),
        ("Brandt", "Voss", 20),
    ] == [*zip(counts["reporter_label"], counts["voice_label"], counts["n_chars"], strict=True)]
    assert [0.6, 0.0, 0.0, 0.0] == counts["unsure"].tolist()


def test_count_through(tables: dict[str, pd.DataFrame]) -> None:
    """Only what came through another is counted, by who speaks and through whom."""
    counts = count_through(trace_quotations(tables), tables)

    assert [("Kester", "Brandt", 30), ("Voss", "Brandt", 20)] == [
        *zip(counts["voice_label"], counts["through"], counts["n_chars"], strict=True)
    ]


def test_count_carriers(tables: dict[str, pd.DataFrame]) -> None:
    """A work carries what is quoted from it, its author's words or others'; its citations are counted beside."""
    counts = count_carriers(trace_quotations(tables), tables)

    assert [("Brandt, The Dry Loom", 90, 2, 3), ("Brandt & Calder, Dust", 30, 0, 1)] == [
        *zip(counts["work_label"], counts["n_chars"], counts["n_citations"], counts["n_voices"], strict=True)
    ]
    assert [0.6429, 0.2143] == counts["share"].tolist()


def test_every_mark_leads_to_what_was_counted(tables: dict[str, pd.DataFrame]) -> None:
    """The rows that have a mark's keys are those it counts: to the character, for each of the three counts."""
    traced = trace_quotations(tables)
    told = traced[traced["state"].ne("ambiguous")]
    for counts, rows, keys in (
        (count_manners(traced, tables), traced, ["document", "manner"]),
        (count_quoting(traced, tables), told, ["reporter", "voice"]),
        (count_carriers(traced, tables), traced.rename(columns={"reporter_work": "work"}), ["document", "work"]),
    ):
        for mark in counts.to_dict("records"):
            behind = choose(rows, [{key: mark[key] for key in keys}])
            assert mark["n_chars"] == behind["n_chars"].sum()
            assert mark["n_utterances"] == len(behind)


def test_label_works(tables: dict[str, pd.DataFrame]) -> None:
    """A work is called by its authors and title, or by what is told of these."""
    works = pd.concat(
        [tables["works"], pd.DataFrame({"work": ["x"], "authors": ["Voss, Mira"], "title": [""], "year": ["1911"]})]
    )

    assert ["Brandt, The Dry Loom", "Brandt & Calder, Dust", "Acts", "Voss, 1911"] == label_works(works).tolist()
