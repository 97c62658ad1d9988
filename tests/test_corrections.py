"""Corrections: the file is written and read without loss, and what is not allowed in it is answered in one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.corrections import (
    COLUMNS,
    Correction,
    append_corrections,
    corrections_file,
    read_corrections,
    write_corrections,
)
from dhkit.documents import CorpusError

LINE = Correction(
    table="mentions",
    action="change",
    document="ferry",
    start=5,
    end=12,
    quoted="said ⟦A. Tell⟧ at",
    column="entity",
    value="tell-anna",
    who="N. Keller",
    when="2024-05-31",
    why="her brother, not she",
)
DROP = replace(LINE, action="drop", column="", value="")

CELL = st.text(max_size=30)


@given(CELL, CELL, CELL, st.integers(0, 10**9))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_correction_is_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, who: str, why: str, value: str, start: int
) -> None:
    """Marks, commas, quotation marks, line ends and strange letters in a cell survive, as a single line."""
    path = tmp_path_factory.mktemp("c") / "ferry.csv"
    lines = [replace(LINE, who=f"K {who}", why=why, value=f"x{value}", start=start, end=start + 1), DROP]
    path.write_bytes(write_corrections(lines).encode("utf-8", "surrogatepass"))

    assert lines == read_corrections(path)
    assert write_corrections(lines) == write_corrections(read_corrections(path))
    assert all("\n" not in getattr(lines[0], name) for name in ("who", "why", "value"))


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    """A corpus that nobody has corrected has no file, or one with its header only."""
    assert [] == read_corrections(tmp_path / "none.csv")
    (tmp_path / "ferry.csv").write_text(write_corrections([]), encoding="utf-8")
    assert [] == read_corrections(tmp_path / "ferry.csv")


def test_appending(tmp_path: Path) -> None:
    """What is new is put at the end, what stands there already is not repeated, the order stays."""
    path = tmp_path / "corrections" / "ferry.csv"

    assert 1 == append_corrections(path, [DROP])
    assert 1 == append_corrections(path, [DROP, LINE, LINE])
    assert [DROP, LINE] == read_corrections(path)
    assert [2, 3] == [c.line for c in read_corrections(path)]
    assert ["ferry.csv"] == [p.name for p in path.parent.iterdir()]


def test_appending_nonsense_changes_nothing(tmp_path: Path) -> None:
    """A correction that is not allowed is refused, and the file stays as it was."""
    path = tmp_path / "ferry.csv"
    append_corrections(path, [DROP])
    before = path.read_bytes()

    with pytest.raises(CorpusError, match="frame"):
        append_corrections(path, [LINE, replace(LINE, column="frame")])
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"table": "blocks"}, ["'blocks'", "utterances, mentions, characterisations, citations"]),
        ({"action": "mend"}, ["'mend'", "change, drop, add, confirm"]),
        (
            {"table": "utterances", "action": "drop", "column": "", "value": ""},
            ["utterances cannot be dropped", "voice"],
        ),
        ({"table": "citations", "action": "add"}, ["'entity' of citations cannot be told by add", "work"]),
        ({"start": 12}, ["start 12 must come before end 12"]),
        ({"quoted": "la " * 13}, ["more than 12"]),
        ({"who": ""}, ["who must not be empty"]),
        ({"when": "31.5.2024"}, ["'31.5.2024' is no date", "2024-05-31"]),
        ({"column": "score", "value": "1"}, ["'score'", "It may be entity"]),
        ({"value": ""}, ["entity of mentions needs a value"]),
        ({"action": "drop"}, ["dropped as a whole"]),
        ({"action": "confirm", "column": ""}, ["confirmed as a whole"]),
        ({"table": "characterisations", "column": "polarity", "value": "2"}, ["'2'", "-1, 0, 1"]),
        ({"table": "characterisations", "column": "negated", "value": "yes"}, ["'yes'", "true, false"]),
        ({"table": "characterisations", "column": "voice"}, ["'voice'", "event, relation, frame"]),
        ({"table": "utterances", "column": "state", "value": "sure"}, ["'sure'", "certain, inferred, ambiguous"]),
    ],
)
def test_what_is_not_allowed(changes: dict[str, str | int], words: list[str], tmp_path: Path) -> None:
    """A line that is not allowed is told by file and line, with what stands there and what may."""
    path = tmp_path / "ferry.csv"
    path.write_text(write_corrections([DROP, replace(LINE, **changes)]), encoding="utf-8")

    with pytest.raises(CorpusError) as refused:
        read_corrections(path)
    assert [] == [word for word in (f"{path}, line 3", *words) if word not in str(refused.value)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"table,action\n", ["document, start, end", "missing"]),
        (b"\xff\xfe", ["utf-8"]),
        (write_corrections([DROP]).replace(",5,", ",five,").encode(), ["line 2", "start 'five'", "whole number"]),
    ],
)
def test_broken_files(content: bytes, words: list[str], tmp_path: Path) -> None:
    """A file that is no table of corrections is told as such."""
    (tmp_path / "ferry.csv").write_bytes(content)

    with pytest.raises(CorpusError) as refused:
        read_corrections(tmp_path / "ferry.csv")
    assert [] == [word for word in words if word not in str(refused.value)]


def test_the_file_of_a_corpus(tmp_path: Path) -> None:
    """The corrections of data/raw/NAME are in data/corrections/NAME.csv, beside its tables."""
    assert Path("data/corrections/ferry.csv") == corrections_file(Path("data/raw/ferry"))
    assert (tmp_path / "data" / "corrections" / "ferry.csv").resolve() == corrections_file(tmp_path / "ferry")


def test_columns_are_those_agreed() -> None:
    """The columns of the file are fixed, for people write it in a spreadsheet."""
    agreed = "table action document start end quoted which column value who when why"

    assert agreed.split() == list(COLUMNS)
