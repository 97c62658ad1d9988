"""The table contract as row classes: names, columns, vocabularies and keys that other people's programs rely on."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from dhkit.corrections import CHANGEABLE
from dhkit.rows import TABLES, Block, Column, Voice, columns, span_key

CONTRACT = {
    "documents": "document file voice title year layout language n_chars n_words sha256",
    "blocks": "block document start end kind section language",
    "utterances": "utterance document block start end voice reporter kind rule state",
    "voices": "voice name family role wikidata",
    "works": "work authors title year place publisher",
    "citations": "citation document block start end work pages form rule state antecedent_start antecedent_end",
    "mentions": "mention document utterance start end surface kind entity rule score",
    "entities": "entity label kind wikidata n_mentions n_blocks n_voices",
    "comentions": "source target n_blocks expected weight p_value q_value voices",
    "comention_blocks": "source target block",
    "characterisations": (
        "characterisation document utterance start end voice event descriptor relation frame polarity negated rule"
    ),
}
"""The tables and columns that are fixed; a table may have more columns."""

VOCABULARIES = {
    ("utterances", "kind"): "prose quotation list heading abstract caption footnote comment",
    ("utterances", "state"): "certain inferred ambiguous",
    ("citations", "state"): "resolved ambiguous unresolved",
    ("mentions", "kind"): "person organisation group place event work",
    ("entities", "kind"): "person organisation group place event work",
    ("characterisations", "relation"): "noun modifier predicate comparison apposition naming",
    ("characterisations", "polarity"): "-1 0 1",
}

OFFSETS = ("start", "end")
COLUMNS = [(table, column) for table in TABLES for column in columns(TABLES[table])]


def column_of(table: str, name: str) -> Column:
    return next(c for c in columns(TABLES[table]) if c.name == name)


def test_tables_are_those_of_the_contract() -> None:
    """There are the eleven tables of the contract, in its order."""
    assert list(CONTRACT) == list(TABLES)


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_of_the_contract(table: str) -> None:
    """Every fixed column is there, and the fixed ones come in the contract's order."""
    fixed = CONTRACT[table].split()

    assert fixed == [c.name for c in columns(TABLES[table]) if c.name in fixed]


@pytest.mark.parametrize(("table", "column"), VOCABULARIES, ids=".".join)
def test_vocabularies_of_the_contract(table: str, column: str) -> None:
    """A column with a closed vocabulary allows the contract's words and no others."""
    assert tuple(VOCABULARIES[table, column].split()) == column_of(table, column).values


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda v: v if isinstance(v, str) else v.name)
def test_columns_are_described(table: str, column: Column) -> None:
    """Every column says what it holds and has a type of Frictionless Table Schema: the class is the data dictionary."""
    assert column.description
    assert column.type in {"string", "integer", "number", "boolean"}


@pytest.mark.parametrize("table", TABLES)
def test_grain_is_told(table: str) -> None:
    """Every row class says in its first line what one row is."""
    assert (TABLES[table].__doc__ or "").startswith("One ")


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_required_columns(table: str) -> None:
    """What identifies a row can never be empty."""
    assert all(column_of(table, name).required for name in TABLES[table].key)


@pytest.mark.parametrize("table", TABLES)
def test_references_lead_to_a_column(table: str) -> None:
    """A column that names other rows exists, and points to the first column of a table, which is its key."""
    for column, (target, key) in TABLES[table].refers.items():
        assert column_of(table, column).type == "string"
        assert key == columns(TABLES[target])[0].name


@pytest.mark.parametrize("table", [t for t in TABLES if set(OFFSETS) <= {c.name for c in columns(TABLES[t])}])
def test_stretches_are_whole_numbers(table: str) -> None:
    """A row that stands for a stretch has document, start and end, and none of them may be empty."""
    assert [("integer", True)] * 2 == [(column_of(table, o).type, column_of(table, o).required) for o in OFFSETS]
    assert TABLES[table].refers["document"] == ("documents", "document")


@pytest.mark.parametrize(
    ("table", "column", "type_", "required"),
    [
        ("documents", "year", "integer", False),
        ("documents", "title", "string", False),
        ("documents", "n_chars", "integer", True),
        ("citations", "antecedent_start", "integer", False),
        ("citations", "work", "string", False),
        ("mentions", "score", "number", True),
        ("characterisations", "negated", "boolean", True),
        ("utterances", "voice", "string", True),
        ("utterances", "reporter", "string", False),
    ],
)
def test_types_follow_annotations(table: str, column: str, type_: str, required: bool) -> None:
    """Type and emptiness of a column are read off the class: one declaration, record and schema."""
    declared = column_of(table, column)

    assert (type_, required) == (declared.type, declared.required)


@pytest.mark.parametrize(
    ("document", "start", "end", "key"),
    [("essay", 0, 4, "essay:0-4"), ("keller-2011", 120, 4000, "keller-2011:120-4000")],
)
def test_span_key(document: str, start: int, end: int, key: str) -> None:
    """A stretch's key is made of document and characters, so a rerun gives it again."""
    assert key == span_key(document, start, end)


def test_rows_are_frozen() -> None:
    """A later step cannot write into an earlier result."""
    voice = Voice(voice="quill-theodor", name="Quill, Theodor", family="Quill")

    with pytest.raises(FrozenInstanceError):
        voice.role = "anarchist"  # type: ignore[misc]


def test_rows_are_made_by_name() -> None:
    """A row's values are given by name, and a required one cannot be left out."""
    with pytest.raises(TypeError, match="positional"):
        Voice("quill-theodor", "Quill, Theodor", "Quill")  # type: ignore[misc]
    with pytest.raises(TypeError, match="language"):
        Block(block="d:0-1", document="d", start=0, end=1, kind="paragraph")  # type: ignore[call-arg]


def test_tables_that_can_be_corrected_show_the_hand() -> None:
    """The tables that can be corrected, and no others, have a column that shows which rows a hand has touched."""
    assert set(CHANGEABLE) == {table for table, column in COLUMNS if column.name == "hand"}
    assert not column_of("mentions", "hand").required
