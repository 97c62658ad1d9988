"""Note links: which blocks of a web page or electronic book are notes, because marks in the text point to them.

Owns the reading of such links. In come the parsed pages of one work by file name, out come for a page its notes and
their numbers, and the links that are marks. A note says so itself (`epub:type`, `role`), links back to its mark, or
opens with the sign that the mark shows; a link to a page of the book is none.

    >>> from lxml import html
    >>> page = html.document_fromstring('<p>Late.<a href="#n1"><sup>1</sup></a></p><p id="n1">1. By an hour.</p>')
    >>> links = NoteLinks()
    >>> links.gather(page, "")
    >>> [note.text for note in links.notes(page, "")]
    ['1. By an hour.']
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

_MARK = re.compile(
    r"[\[({]?\s*(?:note\s*)?(?P<sign>\d{1,4}|[*†‡§¶]{1,3}|[a-zA-Z]|[ivxl]{1,5})\s*[\])}]?[.:]?", re.IGNORECASE
)
_PAGE = re.compile(r"(?:p|pg|page|pagenum)[_-]?[\divxlc]+", re.IGNORECASE)
_BLOCKS = ("p", "li", "div", "aside", "dd", "dt", "td", "section", "blockquote")
NOTE_TYPES = re.compile(r"(?:^|\s)(?:doc-)?(?:footnotes?|endnotes?|rearnotes?|note)(?:$|\s)")
BACK_ARROW = re.compile(r"[↩↵↑⏎^←⇑▲\ufe0e\s]+|\[?(?:back|return|up)\]?\.?", re.IGNORECASE)
"""What a link from a note back to its mark shows, and nobody has written."""


def types(element: Any) -> str:
    """Give what an element says it is, in the words of EPUB and of ARIA."""
    return f"{element.get('epub:type') or ''} {element.get('role') or ''}"


@dataclass
class NoteLinks:
    """The marks of notes in the pages of one work: by file and anchor, the sign shown and the anchors around it."""

    marks: dict[tuple[str, str], tuple[str, frozenset[str]]] = field(default_factory=dict)

    def gather(self, page: Any, name: str) -> None:
        """Gather the links of a page that look like marks of notes."""
        for link in page.iter("a"):
            target = self._target(link, name)
            match = _MARK.fullmatch(" ".join("".join(link.itertext()).split()))
            said = re.search(r"noteref", types(link))
            if target and (match or said) and not _PAGE.fullmatch(target[1]):
                around = [link, link.getparent(), *link.iter("*")]
                if (before := link.getprevious()) is not None:
                    around.append(before)
                anchors = frozenset(a for e in around for a in (e.get("id"), e.get("name")) if a)
                self.marks.setdefault(target, (match["sign"] if match else "", anchors))

    @staticmethod
    def _target(link: Any, name: str) -> tuple[str, str] | None:
        file, _, anchor = unquote(link.get("href") or "").partition("#")
        return (posixpath.basename(file) or name, anchor) if anchor else None

    def notes(self, page: Any, name: str) -> dict[Any, str]:
        """Give the notes of a page with the sign of each."""
        found: dict[Any, str] = {}
        for element in page.iter():
            for anchor in {element.get("id"), element.get("name")} - {None} if isinstance(element.tag, str) else ():
                told = self.marks.get((name, anchor))
                block = _block_of(element) if told else None
                if told and block is not None and self._is_note(block, *told):
                    found.setdefault(block, told[0])
        return found

    def _is_note(self, block: Any, sign: str, anchors: frozenset[str]) -> bool:
        if NOTE_TYPES.search(types(block)):
            return True
        back = {unquote(a.get("href") or "").rpartition("#")[2] for a in block.iter("a")}
        opened = _MARK.match("".join(block.itertext()).strip())
        return bool(anchors & back or (sign and opened and opened["sign"] == sign))

    def is_mark(self, link: Any, name: str) -> bool:
        """Say whether a link is the mark of a note."""
        return self._target(link, name) in self.marks


def _block_of(element: Any) -> Any:
    """Give the block that an anchor opens; none if words stand before it."""
    for above in _above(element):
        if above.tag in _BLOCKS:
            return above
        before = above.getprevious()
        words = above.getparent().text if before is None else "".join(before.itertext()) + (before.tail or "")
        if (words or "").strip(" []("):
            return None
    return None


def _above(element: Any) -> Iterator[Any]:
    while element is not None and element.getparent() is not None:
        yield element
        element = element.getparent()
