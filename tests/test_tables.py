"""Tables on disk: what is written is what is read, broken tables are refused, and the old ones stand until then."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.rows import (
    TABLES,
    Block,
    Characterisation,
    Citation,
    Comention,
    ComentionBlock,
    DocumentRow,
    Entity,
    Mention,
    Row,
    Utterance,
    Voice,
    Work,
    columns,
)
from dhkit.tables import (
    check_references,
    check_table,
    describe,
    dtypes,
    read_table,
    read_tables,
    to_frame,
    write_tables,
)

LAW = settings(derandomize=True, deadline=None, max_examples=25)
TITLE = "Ferry: two pages on a late one"

ROWS: dict[str, list[Row]] = {
    "documents": [
        DocumentRow(
            document="ferry",
            file="ferry.txt",
            voice="keller-nadia",
            title="Паром, “late”",
            layout="essay",
            language="en",
            n_chars=90,
            n_words=15,
            sha256="0" * 64,
        ),
        DocumentRow(
            document="lamps",
            file="lamps.txt",
            voice="harrow-edith",
            year=1912,
            layout="notes",
            language="en",
            n_chars=9,
            n_words=2,
            sha256="1" * 64,
        ),
    ],
    "blocks": [
        Block(block="ferry:0-60", document="ferry", start=0, end=60, kind="paragraph", language="en"),
        Block(
            block="ferry:61-90",
            document="ferry",
            start=61,
            end=90,
            kind="footnote",
            language="ru",
            group="ferry:0-60",
            rule="numbered note",
        ),
    ],
    "utterances": [
        Utterance(
            utterance="ferry:0-60",
            document="ferry",
            block="ferry:0-60",
            start=0,
            end=60,
            voice="keller-nadia",
            kind="prose",
            rule="author",
            state="certain",
        )
    ],
    "voices": [
        Voice(voice="harrow-edith", name="Harrow, Edith", family="Harrow"),
        Voice(voice="keller-nadia", name="Keller, Nadia", family="Keller", role="historian", wikidata="Q1"),
    ],
    "works": [Work(work="harrow-lamps", authors="Harrow, Edith", title="Lamps on the Water", year="1912")],
    "citations": [
        Citation(
            citation="ferry:20-30#1",
            document="ferry",
            block="ferry:0-60",
            start=20,
            end=30,
            work="harrow-lamps",
            pages="30-31, xii",
            form="short",
            rule="title",
            state="resolved",
            antecedent_start=3,
            antecedent_end=9,
        ),
        Citation(
            citation="ferry:40-44#1",
            document="ferry",
            block="ferry:0-60",
            start=40,
            end=44,
            form="short",
            rule="nothing fits",
            state="unresolved",
        ),
    ],
    "mentions": [
        Mention(
            mention="ferry:5-12",
            document="ferry",
            utterance="ferry:0-60",
            start=5,
            end=12,
            surface="Сорох",
            kind="person",
            entity="sorokh-davit",
            rule="authority",
            score=0.25,
        )
    ],
    "entities": [
        Entity(entity="night", label="Night, the", kind="event", n_mentions=0, n_blocks=0, n_voices=0),
        Entity(entity="sorokh-davit", label="Sorokh, Davit", kind="person", n_mentions=1, n_blocks=1, n_voices=1),
    ],
    "comentions": [
        Comention(
            source="night",
            target="sorokh-davit",
            n_blocks=1,
            expected=1e-07,
            weight=-0.333333,
            p_value=0.0,
            q_value=1.0,
            voices="keller-nadia",
        )
    ],
    "comention_blocks": [ComentionBlock(source="night", target="sorokh-davit", block="ferry:0-60")],
    "characterisations": [
        Characterisation(
            characterisation="ferry:13-19#night",
            document="ferry",
            utterance="ferry:0-60",
            start=13,
            end=19,
            voice="keller-nadia",
            event="night",
            descriptor='a "late" ferry, no more',
            relation="noun",
            frame="accident",
            polarity=-1,
            negated=True,
            reported=False,
            rule="is a",
        )
    ],
}
"""A whole small corpus: empty cells, a missing year, Cyrillic, marks and commas, a number near nothing."""


def small_tables() -> dict[str, pd.DataFrame]:
    return {name: to_frame(name, rows) for name, rows in ROWS.items()}


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> list[str]:
    """List the tables that differ in values, columns, types or order."""
    return [
        name for name in TABLES if not (one[name].equals(other[name]) and one[name].dtypes.equals(other[name].dtypes))
    ]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# Writing and reading


def test_reading_gives_what_was_written(tmp_path: Path) -> None:
    """Every table comes back as the same frame: values, types, columns, order; empty stays empty."""
    write_tables(tmp_path / "ferry", small_tables(), title=TITLE)

    assert [] == same(small_tables(), read_tables(tmp_path / "ferry"))


def test_second_writing_gives_the_same_bytes(tmp_path: Path) -> None:
    """Writing again, and writing what was read, changes no byte."""
    write_tables(tmp_path / "ferry", small_tables(), title=TITLE)
    first = content(tmp_path / "ferry")
    write_tables(tmp_path / "ferry", read_tables(tmp_path / "ferry"), title=TITLE)

    assert first == content(tmp_path / "ferry")
    assert sorted(first) == sorted(["datapackage.json", *(f"{name}.csv" for name in TABLES)])


def test_empty_tables_are_tables(tmp_path: Path) -> None:
    """A corpus in which nothing was found is written and read with all columns and types."""
    nothing = {name: to_frame(name, []) for name in TABLES}
    write_tables(tmp_path / "silence", nothing, title=TITLE)

    assert [] == same(nothing, read_tables(tmp_path / "silence"))


def test_files_are_utf8_with_line_feeds(tmp_path: Path) -> None:
    """Files are UTF-8 without a mark, lines end in LF on every system, and the last line ends too."""
    write_tables(tmp_path / "ferry", small_tables(), title=TITLE)

    for name, data in content(tmp_path / "ferry").items():
        assert data.decode("utf-8")[0] in "{abcdefghijklmnopqrstuvwxyz", name
        assert b"\r" not in data
        assert data.endswith(b"\n")


WORDS = st.text(
    st.one_of(
        st.sampled_from("aб'\"“,;\n\t |#«é0 "), st.characters(exclude_categories=["Cs"], exclude_characters="\r")
    ),
    max_size=12,
)
"""What a cell may hold: marks, commas, line ends, any script; a carriage return has a test of its own."""

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


@LAW
@given(title=WORDS, role=WORDS, year=st.none() | st.integers(-3000, 3000), score=NUMBERS, negated=st.booleans())
def test_any_cell_survives(
    tmp_path_factory: pytest.TempPathFactory, title: str, role: str, year: int | None, score: float, negated: bool
) -> None:
    """Any text, year, number and truth value is read as it was written; numbers to six digits."""
    rows = {
        **ROWS,
        "documents": [replace(ROWS["documents"][0], title=title, year=year)],
        "blocks": ROWS["blocks"],
        "voices": [replace(row, role=role) for row in ROWS["voices"]],
        "mentions": [replace(ROWS["mentions"][0], score=float(f"{score:.6g}"))],
        "characterisations": [replace(ROWS["characterisations"][0], negated=negated)],
    }
    tables = {name: to_frame(name, given_rows) for name, given_rows in rows.items()}
    folder = tmp_path_factory.mktemp("law") / "ferry"
    write_tables(folder, tables, title=TITLE)

    assert [] == same(tables, read_tables(folder))


@pytest.mark.parametrize(
    "cell", ["", "NA", "nan", "null", "None", "true", "007", "1e5", " lead and trail ", "-", "\ufeff", "a\nb"]
)
def test_cells_that_look_like_something_else(cell: str, tmp_path: Path) -> None:
    """A text that looks like a number, a truth value, a gap or a line end is read as the text it is."""
    tables = small_tables() | {"voices": to_frame("voices", [replace(row, role=cell) for row in ROWS["voices"]])}
    write_tables(tmp_path / "ferry", tables, title=TITLE)

    assert [cell, cell] == list(read_table(tmp_path / "ferry", "voices")["role"])


@pytest.mark.parametrize(
    ("number", "written"),
    [(1.0, "1"), (0.1 + 0.2, "0.3"), (1 / 3, "0.333333"), (1e-7, "1e-07"), (0.0, "0"), (123456.7, "123457")],
)
def test_numbers_have_six_digits(number: float, written: str, tmp_path: Path) -> None:
    """A number is written with at most six digits, the same on every machine."""
    tables = small_tables() | {"comentions": to_frame("comentions", [replace(ROWS["comentions"][0], weight=number)])}
    write_tables(tmp_path / "ferry", tables, title=TITLE)
    with (tmp_path / "ferry" / "comentions.csv").open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))

    assert written == row["weight"]


def test_rows_come_in_the_tables_order() -> None:
    """However rows arrive, a frame has them in the order of the table's key."""
    for name, rows in ROWS.items():
        assert small_tables()[name].equals(to_frame(name, reversed(rows)))


def test_optional_integers_can_be_missing() -> None:
    """An unknown year is a gap, not nought and not a fraction."""
    years = small_tables()["documents"]["year"]

    assert ("Int64", [True, False], 1912) == (str(years.dtype), list(years.isna()), years[1])
    assert {"year": "Int64", "n_chars": "int64"}.items() <= dtypes("documents").items()


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("voyces", ValueError, ["'voyces'", "documents", "characterisations"]),
        ("voices", FileNotFoundError, ["voices.csv", "dhkit build nowhere"]),
    ],
)
def test_reading_what_is_not_there(name: str, error: type[Exception], words: list[str], tmp_path: Path) -> None:
    """An unknown table is answered with those there are, an unbuilt corpus with how to build it."""
    with pytest.raises(error) as refused:
        read_table(tmp_path / "nowhere", name)

    assert [] == [word for word in words if word not in str(refused.value)]


# Broken tables


def broken(table: str, **changes: Any) -> Callable[[], tuple[str, pd.DataFrame]]:
    """Give the first row of a small table other values, without the checks of its class."""
    return lambda: (table, small_tables()[table].assign(**changes))


BROKEN = [
    (lambda: ("voices", small_tables()["voices"].drop(columns="family")), ["table voices", "family", "is missing"]),
    (broken("voices", name=""), ["table voices", "column name", "row 0", "empty", "required"]),
    (broken("documents", sha256=None), ["table documents", "column sha256", "row 0", "empty"]),
    (broken("blocks", kind="paragrafh"), ["table blocks", "column kind", "'paragrafh'", "paragraph", "furniture"]),
    (
        broken("utterances", state="sure"),
        ["table utterances", "column state", "'sure'", "certain, inferred, ambiguous"],
    ),
    (broken("mentions", kind="people"), ["table mentions", "column kind", "'people'", "person, organisation"]),
    (broken("characterisations", polarity=2), ["table characterisations", "column polarity", "2", "-1, 0, 1"]),
    (broken("mentions", surface="la " * 13), ["table mentions", "column surface", "la la", "12 words"]),
    (broken("characterisations", descriptor="x " * 13), ["characterisations", "column descriptor", "12 words"]),
    (broken("voices", voice="one"), ["table voices", "two rows", "'one'", "voice"]),
    (lambda: ("blocks", small_tables()["blocks"][::-1].reset_index(drop=True)), ["table blocks", "order", "start"]),
    (broken("comentions", weight=math.nan), ["table comentions", "column weight", "empty"]),
    (broken("blocks", start="three"), ["table blocks", "column start", "'three'", "integer"]),
    (broken("mentions", start=5.5), ["table mentions", "column start", "5.5", "integer"]),
    (broken("characterisations", negated="yes"), ["table characterisations", "column negated", "'yes'", "boolean"]),
]


@pytest.mark.parametrize(("case", "words"), BROKEN)
def test_check_says_table_column_value_and_what_is_allowed(
    case: Callable[[], tuple[str, pd.DataFrame]], words: list[str]
) -> None:
    """A broken table is refused with its name, the column, the value and what is allowed."""
    with pytest.raises(ValueError, match="table") as refused:
        check_table(*case())

    assert [] == [word for word in words if word not in str(refused.value)]


@pytest.mark.parametrize("table", TABLES)
def test_check_accepts_good_tables(table: str) -> None:
    """A table that keeps the contract passes, so the refusals above are of the faults."""
    check_table(table, small_tables()[table])
    check_table(table, small_tables()[table].assign(remark="a column more is allowed"))


def test_twelve_words_are_allowed() -> None:
    """The limit of what a cell quotes is twelve words, not eleven."""
    check_table("mentions", small_tables()["mentions"].assign(surface="la " * 12))


REFERENCES = [(name, column, *target) for name, table in TABLES.items() for column, target in table.refers.items()]


@pytest.mark.parametrize(("table", "column", "target", "key"), REFERENCES)
def test_references_must_lead_somewhere(table: str, column: str, target: str, key: str) -> None:
    """A key that stands in no row of the table it points to is named, with table and column."""
    tables = small_tables()
    check_references(tables)
    tables[table] = tables[table].assign(**{column: "nobody"})

    with pytest.raises(ValueError, match=f"table {table}, column {column}: 'nobody' is no {key} of table {target}"):
        check_references(tables)


@pytest.mark.parametrize("name", ["section", "continues"])
def test_blocks_refer_to_blocks(name: str) -> None:
    """The heading above a block and the block that it continues must exist too."""
    tables = small_tables()
    tables["blocks"] = tables["blocks"].assign(**{name: "nowhere:0-1"})

    with pytest.raises(ValueError, match=f"table blocks, column {name}: 'nowhere:0-1'"):
        check_references(tables)


# The old tables stand


def break_a_frame(tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    tables["characterisations"] = tables["characterisations"].assign(relation="rhyme")
    return ValueError


def break_a_reference(tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    tables["mentions"] = tables["mentions"].assign(entity="nobody")
    return ValueError


def fill_the_disk(tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    """Let the disk be full when the fourth table is written."""
    whole, written = pd.DataFrame.to_csv, iter(range(99))

    def to_csv(frame: pd.DataFrame, *arguments: Any, **options: Any) -> None:
        if next(written) == 3:
            raise OSError(28, "No space left on device")
        whole(frame, *arguments, **options)

    monkeypatch.setattr(pd.DataFrame, "to_csv", to_csv)
    return OSError


def forbid_the_last_move(tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    """Let the system refuse to put the new folder into the place from which the old one has just been moved."""
    whole = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if target.name == "ferry" and path.name != "ferry":
            raise PermissionError(13, "Permission denied")
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    return OSError


@pytest.mark.parametrize("mishap", [break_a_frame, break_a_reference, fill_the_disk, forbid_the_last_move])
def test_a_failed_writing_changes_nothing(
    mishap: Callable[[dict[str, pd.DataFrame], pytest.MonkeyPatch], type[Exception]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When writing fails, at a check, in the middle or at the swap, the old tables are whole and nothing lies about."""
    write_tables(tmp_path / "ferry", small_tables(), title=TITLE)
    before, tables = content(tmp_path / "ferry"), small_tables()
    tables["voices"] = tables["voices"].assign(role="changed")
    with pytest.raises(mishap(tables, monkeypatch)):
        write_tables(tmp_path / "ferry", tables, title="Another title")

    assert before == content(tmp_path / "ferry")
    assert ["ferry"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("mishap", [break_a_frame, fill_the_disk, forbid_the_last_move])
def test_a_failed_first_writing_leaves_nothing(
    mishap: Callable[[dict[str, pd.DataFrame], pytest.MonkeyPatch], type[Exception]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there were no tables, a failure leaves none that could be taken for whole."""
    tables = small_tables()
    with pytest.raises(mishap(tables, monkeypatch)):
        write_tables(tmp_path / "ferry", tables, title=TITLE)

    assert [] == list(tmp_path.iterdir())


def test_new_tables_replace_all_old_files(tmp_path: Path) -> None:
    """After a writing, the folder holds the new tables and no file of the old ones."""
    write_tables(tmp_path / "deep" / "ferry", small_tables(), title=TITLE)
    (tmp_path / "deep" / "ferry" / "voices.csv").write_text("old", encoding="utf-8")
    write_tables(tmp_path / "deep" / "ferry", small_tables(), title=TITLE)

    assert [] == same(small_tables(), read_tables(tmp_path / "deep" / "ferry"))
    assert ["ferry"] == [path.name for path in (tmp_path / "deep").iterdir()]


def test_other_peoples_files_are_not_swept_away(tmp_path: Path) -> None:
    """A folder that holds something else than tables is refused: writing tables must not cost anybody a file."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter-1.txt").write_text("Ten years of work.", encoding="utf-8")
    with pytest.raises(ValueError, match="thesis"):
        write_tables(tmp_path / "thesis", small_tables(), title=TITLE)

    assert ["chapter-1.txt"] == [path.name for path in (tmp_path / "thesis").iterdir()]


def test_a_file_is_not_overwritten_by_a_folder(tmp_path: Path) -> None:
    """Where a file stands, no folder of tables takes its place."""
    (tmp_path / "thesis").write_text("Ten years of work.", encoding="utf-8")
    with pytest.raises((ValueError, OSError)):
        write_tables(tmp_path / "thesis", small_tables(), title=TITLE)

    assert "Ten years of work." == (tmp_path / "thesis").read_text(encoding="utf-8")


# The data package


@pytest.mark.parametrize("table", TABLES)
def test_data_package_agrees_with_the_files(table: str, tmp_path: Path) -> None:
    """datapackage.json lists each file's columns in the file's order, with type, meaning, vocabulary and key."""
    write_tables(tmp_path / "ferry", small_tables(), title=TITLE)
    package = json.loads((tmp_path / "ferry" / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == table)
    with (tmp_path / "ferry" / resource["path"]).open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))

    assert header == [field["name"] for field in resource["schema"]["fields"]]
    assert [c.type for c in columns(TABLES[table])] == [field["type"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in resource["schema"]["fields"])
    assert list(TABLES[table].key) == resource["schema"]["primaryKey"]


@pytest.mark.parametrize("table", TABLES)
def test_data_package_constraints(table: str) -> None:
    """What a column may hold is told there in the column's own type, and whether it may be empty."""
    resource = next(r for r in describe("ferry", TITLE)["resources"] if r["name"] == table)
    for column, field in zip(columns(TABLES[table]), resource["schema"]["fields"], strict=True):
        constraints = field.get("constraints", {})
        assert column.required == constraints.get("required", False)
        assert list(column.values) == [str(v) for v in constraints.get("enum", [])]
        assert all(isinstance(v, int if column.type == "integer" else str) for v in constraints.get("enum", []))


@pytest.mark.parametrize(("table", "column", "target", "key"), REFERENCES)
def test_data_package_foreign_keys(table: str, column: str, target: str, key: str) -> None:
    """Each reference is a foreign key of the package; one within a table names none, as Frictionless asks."""
    resource = next(r for r in describe("ferry", TITLE)["resources"] if r["name"] == table)
    reference = {"resource": "" if table == target else target, "fields": key}

    assert {"fields": column, "reference": reference} in resource["schema"]["foreignKeys"]


def test_data_package_names_the_corpus(tmp_path: Path) -> None:
    """The package bears the corpus's name and title, in their own letters, and no date or path."""
    write_tables(tmp_path / "ferry", small_tables(), title="Паром")
    text = (tmp_path / "ferry" / "datapackage.json").read_text(encoding="utf-8")

    assert ("ferry", "Паром") == (json.loads(text)["name"], json.loads(text)["title"])
    assert "Паром" in text
    assert str(tmp_path) not in text
