"""An invented old book, read from its TEI source as a printer would have it: blocks in order, notes beside them.

Owns `Book`, from which `edition_texts`, `edition_pages` and `edition_packed` set every format, and the `Truth`: the words
of the book with whose they are. Marks in a block's text: a note's number between U+E000 and U+E001, italics between
U+E002 and U+E003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

SOURCE = Path(__file__).parent / "editions" / "rising.xml"
TITLE, AUTHOR, YEAR = "The Rising of the Seven Bridges", "Casimir Dorrec", 1891
_SIGNED = {"penrow": " —TR.", "coldicott": " —ED."}
_NOBODYS = {"bibl", "docImprint", "contents"}
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Block(NamedTuple):
    """What is set as a paragraph: `kind` says what it is, `inset` whether it stands in a letter or document."""

    kind: str
    text: str
    inset: bool = False


class Note(NamedTuple):
    """A note: its number, its text with the signature that print gives it, at the foot of its page or at the end."""

    number: str
    text: str
    place: str


class Word(NamedTuple):
    """A word of the book, its letters only: whose it is, and as what (own, quoted, note, introduction)."""

    letters: str
    voice: str
    sort: str


@dataclass(frozen=True)
class Book:
    """Blocks and notes of the book, and its words with their voices."""

    blocks: tuple[Block, ...]
    notes: dict[str, Note]
    words: tuple[Word, ...]


def tag(element: Any) -> str:
    """Give the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def cut_words(text: str) -> list[tuple[str, int, int]]:
    """Cut a text into words: letters, start, end; a word that a line end breaks is one."""
    broken = r"(?:[-\u00ad]\n\s*|[-'’])"
    return [
        (re.sub(r"[\W_]", "", m[0]).casefold(), m.start(), m.end())
        for m in re.finditer(rf"[^\W\d_]+(?:{broken}[^\W\d_]+)*", text)
    ]


def read_book() -> Book:
    """Read the source of the book."""
    text = next(e for e in etree.parse(SOURCE).getroot().iter() if tag(e) == "text")
    notes = {}
    for e in (e for e in text.iter() if tag(e) == "note"):
        signed = _SIGNED.get(e.get("resp")[1:], "")
        notes[e.get("n")] = Note(e.get("n"), _flat(e) + signed, e.get("place"))
    return Book(tuple(_blocks(text)), notes, tuple(_words(text, "dorrec", "own")))


def _flat(element: Any) -> str:
    """Give the text of an element with marks for notes and italics."""
    pieces = [element.text or ""]
    for child in element:
        if tag(child) == "note":
            pieces.append(f"\ue000{child.get('n')}\ue001")
        elif tag(child) in ("hi", "bibl"):
            pieces.append(f"\ue002{_flat(child)}\ue003")
        else:
            pieces.append(_flat(child))
        pieces.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(pieces)).strip("\n")


def _blocks(element: Any, inset: bool = False) -> Iterator[Block]:
    for e in element:
        name, kind = tag(e), e.get("type", "")
        if name == "pb":
            yield Block("page", e.get("n"))
        elif name == "list" and kind == "contents":
            yield from (Block("contents", f"{_flat(i)}\t{i.get('n')}") for i in e)
        elif name in ("titlePart", "byline", "docImprint", "head", "p", "item", "dateline", "salute", "signed"):
            yield Block({"titlePart": kind, "byline": "byline"}.get(name, name), _flat(e), inset)
        elif name == "argument":
            yield Block("argument", _flat(e[0]))
        elif name == "cit":
            yield Block("verse", "\n".join(_flat(line) for line in e.iter() if tag(line) == "l"), True)
            yield Block("source", _flat(e[1]), True)
        elif name == "lg":
            yield Block("verse", "\n".join(map(_flat, e)), True)
        elif name == "row":
            yield Block("row", "\t".join(map(_flat, e)))
        elif name == "sp":
            yield Block("speech", f"{_flat(e[0])}\t{_flat(e[1])}")
        else:
            yield from _blocks(e, inset or name == "quote")


def _words(element: Any, voice: str, sort: str) -> Iterator[Word]:
    """Yield the words of an element; those of a note come where its paragraph ends."""
    name = tag(element)
    if name in _NOBODYS or element.get("type") == "contents":
        return
    if name == "note":
        voice, sort = element.get("resp")[1:], "note"
    elif other := element.get("ana"):
        voice = other[1:]
        sort = sort if sort == "note" else "introduction" if name == "div" else "quoted"
    if name == "speaker":
        voice, sort = "dorrec", "own"
    waiting = []
    yield from (Word(w, voice, sort) for w, *_ in cut_words(element.text or ""))
    for child in element:
        if tag(child) == "note":
            waiting.append(child)
        else:
            yield from _words(child, voice, sort)
        yield from (Word(w, voice, sort) for w, *_ in cut_words(child.tail or ""))
    for note in waiting:
        yield from _words(note, voice, sort)
