"""Signed words: who puts his name below paragraphs of quoted words, and whose words go on from above.

Owns what the foot and the head of a quoted paragraph tell, where the words around it say nothing. In come the passages
of a document with their quotations, out comes a name as printed, or the quotation above. Whose voice that is decides
`quoted_voices`.
    1. *(Signed) N.* behind quoted words, or in the lines below them, tells whose they are
    2. a paragraph that is all quotation, below one that ends in quoted words, goes on with them, if both are too long
       for a turn of talk and the one above asks nothing
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhkit.author_names import is_person_name
from dhkit.passages import Passage
from dhkit.quotations import LIST_NUMBER, Quotation
from dhkit.sources import Sources
from dhkit.title_pages import clean_name

_NO_TURN = 25  # words; in a conversation the turns are shorter
_BELOW = 2  # lines in which a signature stands, below the words
_NOTE = re.compile(r"\[(?:(?:[Ff]oot)?[Nn]ote\b[^\]]*|\d{1,3}|[*†‡]{1,3})\]")
_SIGNED = re.compile(
    r"\(?\bSigned\b[,.:)\s]*[\"'_*]*(?P<name>[A-ZÀ-Þ][\w.'’-]*(?:\s(?:(?:de|du|des|la|le|von|van)\s)*[A-ZÀ-Þ][\w.'’-]*){0,4})"
)


class SignedWords:
    """The quoted paragraphs of one document."""

    def __init__(
        self, passages: Sequence[Passage], quotations: Sequence[Sequence[Quotation]], sources: Sources
    ) -> None:
        """Take the passages with their quotations, and which parts belong together."""
        self.passages, self.quotations, self.sources = passages, quotations, sources

    def signature(self, i: int, q: Quotation) -> str:
        """Give the name behind *Signed* at the foot of a quotation, or nothing."""
        parts = [p for p in self.sources.parts.get(q.first, ()) if p.passage >= i]
        last = parts[-1] if parts else q
        text = self.passages[last.passage].clean
        below = self.passages[last.passage + 1 : last.passage + 1 + _BELOW]
        places = [text[max(last.start, last.end - 80) :], *(p.clean[:80] for p in below if p.kind != "heading")]
        for place, lines in enumerate(places):
            match = _SIGNED.match(lines.lstrip("\"'( ")) if place else _SIGNED.search(lines)
            if match and is_person_name(name := clean_name(match["name"])):
                return name
        return ""

    def above(self, i: int, q: Quotation, above: int) -> Quotation | None:
        """Give the quotation that ends the passage above, if a passage that is all quotation goes on with it."""
        if above < 0 or not self._is_whole(i, q) or q.words(self.passages) < _NO_TURN:
            return None
        outer = [o for o in self.quotations[above] if o.depth == 1]
        last = max(outer, key=lambda o: o.end, default=None)
        text = self.passages[above].clean
        if last is None or _rest(text[last.end :]) or text[last.end - 1 : last.end] == "?":
            return None
        return last if sum(o.words(self.passages) for o in outer) >= _NO_TURN else None

    def _is_whole(self, i: int, q: Quotation) -> bool:
        text = self.passages[i].clean
        return not _rest(LIST_NUMBER.sub("", text[: q.start])) and not _rest(text[q.end :])


def _rest(text: str) -> str:
    """Give what stands beside a quotation but for marks and notes."""
    return _NOTE.sub("", text).strip("\"'. ")
