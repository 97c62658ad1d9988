"""Roles: the office or relation by which a person was named before (*the Minister of Marine, Mr. N*).

Owns the memory that leads a description back to a person. In come the passages of a document with their names, out
comes for *the Minister replied* the person last named with that word. A word that stood next to nobody's name leads
nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhkit.names import TITLES, Name
from dhkit.passages import Passage

_SHORT_TITLES = {
    "gen": "general", "capt": "captain", "col": "colonel", "maj": "major", "lieut": "lieutenant", "lt": "lieutenant",
    "sgt": "sergeant", "adm": "admiral", "prof": "professor", "dr": "doctor", "rev": "reverend",
}  # fmt: skip
_TITLE = rf"(?:(?:{'|'.join(sorted(TITLES))})\.?\s+)"
_BEFORE = re.compile(
    rf"\b(?:[Tt]he|(?P<own>[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|\w+['’]s))\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>[\w-]+)"
    rf"(?:\s+{_TITLE}*|\s+of\s+[\w ]{{2,40}},?\s+{_TITLE}*|,\s+(?(own){_TITLE}*|{_TITLE}+))$"
)
_AFTER = re.compile(
    r",\s(?:(?:the|an?|his|her|their|then|formerly)\s)?(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+)"
    r"(?=\s(?:of|to|in|for|at|from)\b|[,.;:])"
)
_RULER = re.compile(r",\s[Tt]he\s(?:King|Queen|Emperor|Empress)(?!\sof\b)")  # who is called so needs no name
_TITLED = re.compile(rf"(?P<title>{'|'.join(sorted(TITLES))})\.?\s+$")


class Roles:
    """The roles of the persons of one document, in the order in which they are told."""

    def __init__(self, passages: Sequence[Passage], names: Sequence[Sequence[Name]]) -> None:
        """Collect them from the words next to each person's name."""
        self.told: dict[str, list[tuple[int, int, Name]]] = {}
        for i, passage in enumerate(passages):
            for name in names[i]:
                if name.kind == "person":
                    for noun in _nouns(passage.clean, name):
                        self.told.setdefault(noun, []).append((i, name.start, name))

    def find(self, i: int, position: int, noun: str) -> Name | None:
        """Give who was last told by a noun before a place in a passage."""
        earlier = [name for j, start, name in self.told.get(noun.casefold(), []) if (j, start) < (i, position)]
        return earlier[-1] if earlier else None


def _nouns(text: str, name: Name) -> Iterator[str]:
    before, after = text[max(0, name.start - 90) : name.start], text[name.end : name.end + 90]
    if match := _BEFORE.search(before):
        yield match["noun"].casefold()
    match = _AFTER.match(after)
    if match and not re.search(r"[^s]s$", match["noun"]) and not _RULER.match(after):  # of one person
        yield match["noun"].casefold()
    if match := _TITLED.search(before):
        title = match["title"].casefold()
        yield _SHORT_TITLES.get(title, title)
