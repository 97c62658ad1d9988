"""Cells that a spreadsheet would run: guarded in every file, and whole again when read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhkit.cells import free, guard
from dhkit.lexicons import list_rows
from dhkit.tables import read_tables, write_tables

SAMPLE = Path(__file__).parents[1] / "data" / "processed" / "sample"
FORMULAS = ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "＝1", '=HYPERLINK("//x")', "'=1", "''-1"]


@given(st.text() | st.text(alphabet="'=+-@\ta", max_size=5))
@example("'")
def test_guard_can_be_undone(text: str) -> None:
    """Whatever a cell holds, reading gives it back, and no two cells look alike when guarded."""
    assert text == free(guard(text))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula(formula: str) -> None:
    """What a spreadsheet would run begins with an apostrophe."""
    assert guard(formula).startswith("'")
    assert guard(formula) != formula


@pytest.mark.parametrize("text", ["'All Power to the Soviets'", "", "a=b", "1917", "'", "— Yes"])
def test_other_cells_stay(text: str) -> None:
    """Text that no spreadsheet runs is written as it is."""
    assert text == guard(text) == free(text)


def test_tables_are_guarded_in_the_file_and_whole_in_memory(tmp_path: Path) -> None:
    """A name that would run in a spreadsheet is safe in the file of the table, and comes back as the source has it."""
    tables = read_tables(SAMPLE)
    for table, column in (("mentions", "surface"), ("entities", "label"), ("documents", "title"), ("works", "title")):
        changed = tables[table][column].astype("str").tolist()
        changed[: len(FORMULAS)] = [text for text in FORMULAS if "\n" not in text][: len(changed)]
        tables[table] = tables[table].assign(**{column: changed})
    write_tables(tmp_path / "sample", tables, title="Sample")
    for path in (tmp_path / "sample").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [(name, cell) for row in csv.DictReader(file) for name, cell in row.items()]
        numbers = {"weight", "polarity", "expected"}
        assert [] == [cell for name, cell in cells if cell[:1] in tuple("=+-@\t") and name not in numbers]

    again = read_tables(tmp_path / "sample")
    for name, table in tables.items():
        assert table.astype("str").equals(again[name].astype("str")), name


def test_word_lists_are_read_whole(tmp_path: Path) -> None:
    """A line that dhkit suggests for a word list, guarded, is read as it was meant."""
    (tmp_path / "authority.csv").write_text("entity,label,kind\nx,'=Gruppe,person\n", encoding="utf-8")

    assert ["=Gruppe"] == [row["label"] for _, row in list_rows([tmp_path], "authority.csv")]
