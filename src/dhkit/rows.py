"""The table contract: one frozen row class per table is record, schema and data dictionary in one.

Owns what one row of each table is, which columns it has and what they mean. `tables` reads, writes and checks frames
against these classes; inside a document the same classes are the records that steps hand to each other. A stretch of a
document is `document`, `start`, `end`: code points into the source text, half-open. Keys are made from content
(`document:start-end`, or a name), so that a rerun gives the same keys and tables of several documents concatenate.

    >>> [c.name for c in columns(Voice)]
    ['voice', 'name', 'family', 'role', 'wikidata']
    >>> span_key("lih", 10, 25)
    'lih:10-25'
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, get_type_hints

BLOCK_KINDS = (
    "title", "heading", "paragraph", "bullet", "label", "extract", "citation", "source", "chronology", "abstract",
    "keywords", "caption", "footnote", "comment", "signature", "dateline", "furniture",
)  # fmt: skip
UTTERANCE_KINDS = ("prose", "quotation", "list", "heading", "abstract", "caption", "footnote", "comment")
UTTERANCE_STATES = ("certain", "inferred", "ambiguous")
CITATION_STATES = ("resolved", "ambiguous", "unresolved")
ENTITY_KINDS = ("person", "organisation", "group", "place", "event", "work")
RELATIONS = ("noun", "modifier", "predicate", "comparison", "apposition", "naming")


HAND = "what a hand has done to the row (data/corrections): added, confirmed, or changed and which columns; else empty"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, its type, what it holds, and the words it may hold (empty: any)."""

    name: str
    type: str  # string, integer, number, boolean: the names of Frictionless Table Schema
    required: bool
    description: str
    values: tuple[str, ...] = ()


def _col(description: str, values: tuple[str, ...] = (), *, optional: bool = False, default: Any = None) -> Any:
    """Declare a column; `optional` columns may be empty."""
    meta = {"description": description, "values": values, "optional": optional}
    return field(metadata=meta) if default is None and not optional else field(metadata=meta, default=default)


def _text(description: str) -> Any:
    return _col(description, optional=True, default="")


class Row:
    """What every row class has: the columns that order and identify its rows, and the columns that name other rows."""

    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[dict[str, tuple[str, str]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(Row):
    """One source file."""

    key: ClassVar = ("document",)
    refers: ClassVar = {"voice": ("voices", "voice")}
    document: str = _col("key of the document, from corpus.toml")
    file: str = _col("file name")
    voice: str = _col("voice of the document's author")
    title: str = _text("title of the document")
    year: int | None = _col("year of publication, empty if unknown", optional=True)
    layout: str = _col("layout profile by which it was read")
    language: str = _col("main language, ISO 639-1")
    n_chars: int = _col("length in code points")
    n_words: int = _col("words: runs of letters, hyphenated compounds as one")
    sha256: str = _col("checksum of the file's bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Row):
    """One paragraph, heading, bullet, extract, footnote, caption, comment, citation line or piece of page furniture."""

    key: ClassVar = ("document", "start", "end")
    refers: ClassVar = {
        "document": ("documents", "document"),
        "section": ("blocks", "block"),
        "group": ("blocks", "block"),
        "continues": ("blocks", "block"),
    }
    block: str = _col("key: document:start-end")
    document: str = _col("document")
    start: int = _col("first code point in the source text")
    end: int = _col("code point after the last")
    kind: str = _col("what the block is", BLOCK_KINDS)
    section: str = _text("key of the heading under which it stands, empty before the first")
    language: str = _col("language of the block, ISO 639-1")
    group: str = _text(
        "key of the first block of what belongs together: an extract and its citation line, a comment, a footnote"
    )
    continues: str = _text("key of the block whose sentence goes on here, after an interruption")
    rule: str = _text("the layout rule that decided the kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance(Row):
    """One stretch in one voice; utterances of a document never overlap; citations and furniture are in none."""

    key: ClassVar = ("document", "start", "end")
    refers: ClassVar = {
        "document": ("documents", "document"),
        "block": ("blocks", "block"),
        "voice": ("voices", "voice"),
        "reporter": ("voices", "voice"),
    }
    utterance: str = _col("key: document:start-end")
    document: str = _col("document")
    block: str = _col("block in which it stands")
    start: int = _col("first code point in the source text")
    end: int = _col("code point after the last")
    voice: str = _col("whose words these are")
    reporter: str = _text("the voice that reports them, empty where the voice speaks for itself")
    reporter_work: str = _text("the cited work in which they are reported, empty if none is named")
    kind: str = _col("how the words are set", UTTERANCE_KINDS)
    rule: str = _col("how voice and extent were decided")
    state: str = _col("how sure the attribution is", UTTERANCE_STATES)
    hand: str = _text(HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Row):
    """One person or body that speaks."""

    key: ClassVar = ("voice",)
    voice: str = _col("key, made from the name")
    name: str = _col("name as in a bibliography")
    family: str = _col("family name, or the shortest usual name of a body")
    role: str = _text("who this is, in a few words")
    wikidata: str = _text("Wikidata item, where certain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Row):
    """One cited work."""

    key: ClassVar = ("work",)
    work: str = _col("key, made from first author and title")
    authors: str = _text("Family, Given; Family, Given")
    title: str = _text("title without subtitle where one is told apart")
    year: str = _text("year as printed, digits only; empty if no citation gives one")
    place: str = _text("place of publication")
    publisher: str = _text("publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Row):
    """One cited work in one place; a bracket with two works gives two rows with the same span."""

    key: ClassVar = ("document", "start", "end", "citation")
    refers: ClassVar = {"document": ("documents", "document"), "block": ("blocks", "block"), "work": ("works", "work")}
    citation: str = _col("key: document:start-end#n, n counting the works of one bracket from 1")
    document: str = _col("document")
    block: str = _col("block in which it stands")
    start: int = _col("first code point in the source text")
    end: int = _col("code point after the last")
    work: str = _text("the work meant, empty if unresolved")
    pages: str = _text("pages as printed, digits and ranges, joined by ', '")
    form: str = _col("the numbered form in which it is printed")
    rule: str = _col("how the work was found")
    state: str = _col("whether exactly one work is meant", CITATION_STATES)
    candidates: str = _text("if ambiguous: the works it may mean, joined by '; '")
    quoted: str = _text("'quoted by': the person whose words the work reports, as printed")
    antecedent_start: int | None = _col("where the earlier citation stands that a short form points to", optional=True)
    antecedent_end: int | None = _col("where that citation ends", optional=True)
    hand: str = _text(HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Row):
    """One name in one place."""

    key: ClassVar = ("document", "start", "end")
    refers: ClassVar = {
        "document": ("documents", "document"),
        "utterance": ("utterances", "utterance"),
        "entity": ("entities", "entity"),
    }
    mention: str = _col("key: document:start-end")
    document: str = _col("document")
    utterance: str = _text("utterance in which it stands, empty in a chronology that nobody signs")
    start: int = _col("first code point in the source text")
    end: int = _col("code point after the last")
    surface: str = _col("the name as printed, line breaks undone")
    kind: str = _col("kind of the thing named", ENTITY_KINDS)
    entity: str = _col("the thing named")
    rule: str = _col("authority, pattern, or model and how it was linked")
    score: float = _col("1 for the authority file, lower for weaker rules")
    hand: str = _text(HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Row):
    """One person, body, group, place, event or work that is named, or one event that is characterised."""

    key: ClassVar = ("entity",)
    entity: str = _col("key, made from the label")
    label: str = _col("person: Family, Given; others the usual English name")
    kind: str = _col("kind", ENTITY_KINDS)
    wikidata: str = _text("Wikidata item, where certain")
    n_mentions: int = _col("mentions in the corpus")
    n_blocks: int = _col("blocks with at least one mention")
    n_voices: int = _col("voices that name it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comention(Row):
    """One unordered pair of entities that one voice names in one block, at least once."""

    key: ClassVar = ("source", "target")
    refers: ClassVar = {"source": ("entities", "entity"), "target": ("entities", "entity")}
    source: str = _col("entity, the alphabetically first of the pair")
    target: str = _col("the other entity")
    n_blocks: int = _col("blocks in which one voice names both")
    expected: float = _col(
        "blocks expected by chance, each block keeping its number of names and each name its number of blocks"
    )
    weight: float = _col(
        "normalised pointwise mutual information, -1 to 1: 0 as by chance, 1 never one without the other"
    )
    p_value: float = _col("probability of so many shared blocks or more by chance")
    q_value: float = _col("the same after controlling the false discovery rate over all pairs")
    voices: str = _text("voices that name both in one block, joined by '; '")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComentionBlock(Row):
    """One block in which one pair of entities is named by one voice."""

    key: ClassVar = ("source", "target", "block")
    refers: ClassVar = {
        "source": ("entities", "entity"),
        "target": ("entities", "entity"),
        "block": ("blocks", "block"),
    }
    source: str = _col("entity, the alphabetically first of the pair")
    target: str = _col("the other entity")
    block: str = _col("block in which both are named")


@dataclass(frozen=True, slots=True, kw_only=True)
class Characterisation(Row):
    """One descriptor of one event in one place."""

    key: ClassVar = ("document", "start", "end", "event")
    refers: ClassVar = {
        "document": ("documents", "document"),
        "utterance": ("utterances", "utterance"),
        "voice": ("voices", "voice"),
        "event": ("entities", "entity"),
    }
    characterisation: str = _col("key: document:start-end#event")
    document: str = _col("document")
    utterance: str = _col("utterance in which it stands")
    start: int = _col("first code point in the source text")
    end: int = _col("code point after the last")
    voice: str = _col("the voice that characterises")
    event: str = _col("the event characterised")
    descriptor: str = _col("the characterising words, line breaks undone, at most 12")
    relation: str = _col("how descriptor and event are joined", RELATIONS)
    frame: str = _col("the frame of the descriptor, from lexicons/frame_set.csv")
    polarity: int = _col("-1, 0, 1: how the descriptor values the event", ("-1", "0", "1"))
    negated: bool = _col("true if the voice denies the descriptor")
    reported: bool = _col("true if the voice gives the view as another's (some hold that it was a coup)")
    rule: str = _col("pattern and how the event was found")
    hand: str = _text(HAND)


TABLES: dict[str, type[Row]] = {
    "documents": DocumentRow,
    "blocks": Block,
    "utterances": Utterance,
    "voices": Voice,
    "works": Work,
    "citations": Citation,
    "mentions": Mention,
    "entities": Entity,
    "comentions": Comention,
    "comention_blocks": ComentionBlock,
    "characterisations": Characterisation,
}

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def columns(row_class: type[Row]) -> list[Column]:
    """List the columns of a table in their order."""
    return [*_declared(row_class)]  # type: ignore[arg-type]


@cache
def _declared(row_class: type[Row]) -> tuple[Column, ...]:
    """Read the declaration once: it is asked for with every row, and its types are spelt as strings."""
    hints = get_type_hints(row_class)
    listed = []
    for f in fields(row_class):  # type: ignore[arg-type]
        hint = hints[f.name]
        base = next(t for t in getattr(hint, "__args__", (hint,)) if t is not type(None))
        meta = f.metadata
        listed.append(Column(f.name, _TYPES[base], not meta["optional"], meta["description"], tuple(meta["values"])))
    return tuple(listed)


def span_key(document: str, start: int, end: int) -> str:
    """Make the key of a stretch of a document; it is also its permalink."""
    return f"{document}:{start}-{end}"
