"""The laws of every built corpus: each row is about its slice of the source, a rebuild gives the committed bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from dhkit.build import check_corpus
from dhkit.documents import find_document, read_corpus, read_document
from dhkit.rows import TABLES, span_key
from dhkit.tables import check_references, check_table, read_tables
from dhkit.text import count_words, fold, normalise

ROOT = Path(__file__).parents[1]
RAW, PROCESSED = ROOT / "data" / "raw", ROOT / "data" / "processed"
CORPORA = ("october", "sample")
MOST_WORDS = 12

STRETCHES = [t for t in TABLES if {"document", "start", "end"} <= set(TABLES[t].__dataclass_fields__)]
"""The tables whose rows stand for a stretch of a document."""

UNHEARD = ("furniture", "dateline", "citation", "source", "chronology")
"""Blocks that need not be in anybody's voice."""

NAMES = {"documents": ("title",), "voices": ("name", "family", "role"), "works": ("authors", "title", "publisher")}
"""Columns with names and titles, which may be long and stand in a document too."""


class Built(NamedTuple):
    """A built corpus together with its documents."""

    tables: dict[str, pd.DataFrame]
    texts: dict[str, str]

    def rows(self, table: str) -> Iterator[tuple[object, str]]:
        """Give each row of a table with the slice of the source it is about."""
        for row in self.tables[table].itertuples():
            yield row, self.texts[row.document][row.start : row.end]


@pytest.fixture(scope="module", params=CORPORA)
def tables(request: pytest.FixtureRequest) -> dict[str, pd.DataFrame]:
    """Give the tables of a corpus, whether its documents are here or not."""
    return read_tables(PROCESSED / request.param)


def present(name: str) -> bool:
    corpus = read_corpus(RAW / name)
    return all(find_document(corpus, source) for source in corpus.documents)


WITH_TEXT = [pytest.param(name, marks=pytest.mark.documents if name != "sample" else ()) for name in CORPORA]


@pytest.fixture(scope="module", params=WITH_TEXT)
def name(request: pytest.FixtureRequest) -> str:
    """Give the name of a corpus whose documents are on this machine."""
    if not present(request.param):
        pytest.skip(f"the documents of {request.param} are not on this machine")
    return str(request.param)


@pytest.fixture(scope="module")
def built(name: str) -> Built:
    """Give the tables of a corpus and its documents."""
    corpus = read_corpus(RAW / name)
    return Built(read_tables(PROCESSED / name), {s.key: read_document(corpus, s).text for s in corpus.documents})


def inside(inner: pd.DataFrame, outer: pd.DataFrame, key: str) -> list[str]:
    """List the rows whose stretch is empty, in another document, or reaches out of the row that they name."""
    both = inner.merge(outer, on=key, suffixes=("", "_outer"), validate="many_to_one")
    good = (both.document == both.document_outer) & (both.start_outer <= both.start) & (both.end <= both.end_outer)
    return both[~(good & (both.start < both.end))].iloc[:, 0].tolist()


def of(document: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of one document."""
    return frame[frame.document == document]


def blank_out(text: str, *frames: pd.DataFrame) -> str:
    """Give a text with blanks in the place of the stretches of some rows."""
    left = list(text)
    for frame in frames:
        for start, end in zip(frame.start, frame.end, strict=True):
            left[start:end] = " " * (end - start)
    return "".join(left)


# The contract


@pytest.mark.parametrize("table", TABLES)
def test_tables_keep_the_contract(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """Columns, vocabularies, order and length of cells are as declared, and no two rows have one key."""
    check_table(table, tables[table])


def test_keys_lead_somewhere(tables: dict[str, pd.DataFrame]) -> None:
    """Every key that a row names is the key of a row."""
    check_references(tables)


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """The key column of a table tells its rows apart."""
    keys = tables[table].iloc[:, 0] if table not in ("comentions", "comention_blocks") else tables[table].index

    assert [] == keys[keys.duplicated()].tolist()


@pytest.mark.parametrize("table", STRETCHES)
def test_keys_are_made_of_the_stretch(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """A stretch's key says its document and characters, so that it is the same after a rebuild."""
    odd = [
        row[1]
        for row in tables[table].itertuples()
        if not re.fullmatch(re.escape(span_key(row.document, row.start, row.end)) + r"(#.+)?", row[1])
    ]

    assert [] == odd


# Stretches


@pytest.mark.parametrize("table", ["utterances", "citations"])
def test_stretches_lie_in_their_block(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """An utterance or a citation lies inside the block that it names."""
    assert [] == inside(tables[table], tables["blocks"][["block", "document", "start", "end"]], "block")


@pytest.mark.parametrize("table", ["mentions", "characterisations"])
def test_stretches_lie_in_their_utterance(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """A mention or a characterisation lies inside the utterance that it names."""
    named = tables[table][tables[table].utterance.ne("")]

    assert [] == inside(named, tables["utterances"][["utterance", "document", "start", "end"]], "utterance")


def test_only_chronologies_name_without_a_voice(tables: dict[str, pd.DataFrame]) -> None:
    """A mention in no utterance stands in a chronology that nobody signs."""
    mute = tables["mentions"][tables["mentions"].utterance.eq("")]
    lines = tables["blocks"][tables["blocks"].kind.eq("chronology")]
    homes = [
        row.mention
        for row in mute.itertuples()
        if not ((lines.document == row.document) & (lines.start <= row.start) & (row.end <= lines.end)).any()
    ]

    assert [] == homes


@pytest.mark.parametrize("table", ["blocks", "utterances", "mentions"])
def test_stretches_do_not_overlap(table: str, tables: dict[str, pd.DataFrame]) -> None:
    """No character is in two blocks, two voices or two names."""
    for _, rows in tables[table].groupby("document"):
        ordered = rows.sort_values("start")
        assert [] == ordered.iloc[1:, 0][ordered.start.iloc[1:].to_numpy() < ordered.end.iloc[:-1].to_numpy()].tolist()


def test_a_citation_is_in_nobodys_voice(tables: dict[str, pd.DataFrame]) -> None:
    """Citations are in no utterance."""
    for document, cited in tables["citations"].groupby("document"):
        said = of(document, tables["utterances"])
        both = cited.merge(said, how="cross", suffixes=("", "_said"))
        assert [] == both[(both.start < both.end_said) & (both.start_said < both.end)].citation.tolist()


def test_sections_and_groups_stay_in_their_document(tables: dict[str, pd.DataFrame]) -> None:
    """Heading, group and beginning of a block are blocks of the same document, none of which comes after it."""
    starts = tables["blocks"].set_index("block").start.to_dict()
    for row in tables["blocks"].itertuples():
        for key in filter(None, (row.section, row.group, row.continues)):
            assert key.rpartition(":")[0] == row.document
            assert starts[key] <= row.start


@pytest.mark.parametrize("table", STRETCHES)
def test_stretches_lie_in_their_document(table: str, built: Built) -> None:
    """A row's stretch lies in its document, is not empty, and neither begins nor ends in white space."""
    assert [] == [row[1] for row, text in built.rows(table) if not text or text != text.strip() or row.end < row.start]


def test_blocks_cover_all_but_white_space(built: Built) -> None:
    """What is in no block is white space: nothing of a document is lost on the way."""
    for document, text in built.texts.items():
        assert "" == blank_out(text, of(document, built.tables["blocks"])).strip()


def test_every_word_is_in_a_voice(built: Built) -> None:
    """Each word is somebody's or part of a citation; only furniture and lines that nobody says are left out."""
    for document, text in built.texts.items():
        blocks = of(document, built.tables["blocks"])
        heard = [of(document, built.tables[t]) for t in ("utterances", "citations")]
        left = blank_out(text, *heard, blocks[blocks.kind.isin(UNHEARD)])
        assert [] == re.findall(r"[^\W\d_]{2,}", left)


# What is written of a slice


@pytest.mark.parametrize(("table", "column"), [("mentions", "surface"), ("characterisations", "descriptor")])
def test_what_is_quoted_stands_in_the_source(table: str, column: str, built: Built) -> None:
    """A surface or descriptor is what the source says there, line breaks undone as the whole document undoes them."""
    words = {document: count_words(text) for document, text in built.texts.items()}

    assert [] == [
        (row[1], getattr(row, column), text)
        for row, text in built.rows(table)
        if getattr(row, column) != normalise(text, words=words[row.document]).clean
    ]


def test_documents_are_measured(built: Built) -> None:
    """Length and number of words are those of the text."""
    for row in built.tables["documents"].itertuples():
        text = built.texts[row.document]
        assert (len(text), sum(count_words(text).values())) == (row.n_chars, row.n_words)


def test_no_cell_holds_running_text(built: Built) -> None:
    """No cell holds more than twelve words that follow each other in a document; names and titles aside."""
    runs: set[tuple[str, ...]] = set()
    for text in built.texts.values():
        said = [fold(word) for word in normalise(text).clean.split()]
        runs |= set(zip(*(said[i:] for i in range(MOST_WORDS + 1)), strict=False))
    for table, frame in built.tables.items():
        for column in frame.select_dtypes("str").columns.difference(NAMES.get(table, ())):
            for cell in set(frame[column]):
                words = [fold(word) for word in cell.split()]  # a key is one word, whatever title it is made of
                quoted = set(zip(*(words[i:] for i in range(MOST_WORDS + 1)), strict=False))
                assert not runs & quoted, f"table {table}, column {column}: {cell!r}"


# Counts and pointers


def test_voices_of_characterisations(tables: dict[str, pd.DataFrame]) -> None:
    """What is said of an event is said by the voice of the utterance in which it stands."""
    both = tables["characterisations"].merge(tables["utterances"], on="utterance", suffixes=("", "_said"))

    assert [] == both[both.voice != both.voice_said].characterisation.tolist()


def test_nobody_reports_himself(tables: dict[str, pd.DataFrame]) -> None:
    """A reporter is another voice than the one reported; whoever speaks for himself has none."""
    said = tables["utterances"]

    assert [] == said[said.voice == said.reporter].utterance.tolist()


def test_entities_are_counted(tables: dict[str, pd.DataFrame]) -> None:
    """Mentions, blocks and voices of an entity are those of its mentions."""
    said = tables["mentions"].merge(tables["utterances"][["utterance", "block", "voice"]], on="utterance", how="left")
    counted = said.groupby("entity").agg({"mention": "size", "voice": "nunique"})
    entities = tables["entities"].set_index("entity").join(counted).fillna({"mention": 0, "voice": 0})

    assert [] == entities[entities.n_mentions != entities.mention].index.tolist()
    assert [] == entities[entities.n_voices != entities.voice].index.tolist()
    assert (entities.n_blocks <= entities.n_mentions).all()


def test_entities_are_named_or_characterised(tables: dict[str, pd.DataFrame]) -> None:
    """An entity is in the table because a text names it or characterises it."""
    seen = set(tables["mentions"].entity) | set(tables["characterisations"].event)

    assert set() == set(tables["entities"].entity) - seen


def test_kinds_of_mentions(tables: dict[str, pd.DataFrame]) -> None:
    """A mention is of the kind of what it names, and what is characterised is an event."""
    kinds = tables["entities"].set_index("entity").kind

    assert [] == tables["mentions"][tables["mentions"].kind != tables["mentions"].entity.map(kinds)].mention.tolist()
    assert {"event"} == set(tables["characterisations"].event.map(kinds))


def test_pairs_are_counted(tables: dict[str, pd.DataFrame]) -> None:
    """A pair comes once, in the order of the alphabet, with as many blocks as are listed for it."""
    pairs = tables["comentions"].set_index(["source", "target"]).n_blocks
    listed = tables["comention_blocks"].groupby(["source", "target"]).size()

    assert all(source < target for source, target in pairs.index)
    assert pairs.sort_index().to_dict() == listed.to_dict()


@pytest.mark.parametrize(
    ("column", "low", "high"), [("weight", -1, 1), ("p_value", 0, 1), ("q_value", 0, 1), ("expected", 0, float("inf"))]
)
def test_figures_of_pairs(column: str, low: float, high: float, tables: dict[str, pd.DataFrame]) -> None:
    """Weights lie between -1 and 1, probabilities between 0 and 1."""
    assert tables["comentions"][column].between(low, high).all()


def test_both_of_a_pair_stand_in_its_blocks(tables: dict[str, pd.DataFrame]) -> None:
    """In a block that is listed for a pair, one voice names both."""
    said = tables["mentions"].merge(tables["utterances"][["utterance", "block", "voice"]], on="utterance")
    named = said.groupby(["block", "voice"]).entity.agg(set)
    together = {
        (source, target, block)
        for (block, _), entities in named.items()
        for source in entities
        for target in entities
        if source < target
    }

    assert set() == set(tables["comention_blocks"].itertuples(index=False, name=None)) - together


@pytest.mark.parametrize(
    ("state", "has_work", "has_candidates"),
    [("resolved", True, False), ("unresolved", False, False), ("ambiguous", False, True)],
)
def test_states_of_citations(state: str, has_work: bool, has_candidates: bool, tables: dict[str, pd.DataFrame]) -> None:
    """A resolved citation has its work, an unresolved one none, an ambiguous one lists those it may mean."""
    cited = tables["citations"][tables["citations"].state == state]

    assert [] == cited[cited.work.ne("") != has_work].citation.tolist()
    assert [] == cited[cited.candidates.ne("") != has_candidates].citation.tolist()


def test_antecedents_are_citations(tables: dict[str, pd.DataFrame]) -> None:
    """A short form points to another citation of the same work in the same document."""
    cited = tables["citations"]
    places = set(cited[["document", "start", "end", "work"]].itertuples(index=False, name=None))
    short = cited[cited.antecedent_start.notna()]

    assert [] == [
        row.citation
        for row in short.itertuples()
        if row.antecedent_start == row.start
        or (row.document, row.antecedent_start, row.antecedent_end, row.work) not in places
    ]


# Rebuilding


def test_a_rebuild_gives_the_committed_bytes(name: str) -> None:
    """The tables in the repository are those that the documents and the code of the repository give."""
    assert [] == check_corpus(RAW / name)


def test_chance_has_no_part_in_a_build(name: str, tmp_path: Path) -> None:
    """Two processes that order their sets differently write the same bytes."""
    built = [
        subprocess.Popen(
            [sys.executable, "-m", "dhkit.cli", "build", str(RAW / name), "--target", str(tmp_path / seed / name)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.DEVNULL,
        )
        for seed in ("1", "2")
    ]
    assert [0, 0] == [process.wait() for process in built]
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / seed / name).iterdir()} for seed in ("1", "2")
    )

    assert [] == [file for file in first.keys() | second.keys() if first.get(file) != second.get(file)]
    assert len(first) == len(TABLES) + 1
