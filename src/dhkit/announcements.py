"""Announcements: who is told above a quotation that begins a paragraph.

Owns the line before. In come passages with their names and the base voices, out comes the `Cue` of that line. Whose
voice the cue means is `quoted_voices`; the forms of clauses are `attribution`.
    1. a line that ends in a colon; in older books also one that ends in a comma, behind a reporting verb
    2. where such a line names nobody, whom its only pronouns mean: *This is from the letter in which she tells of it:*
    3. a line that ends in a full stop and speaks of a letter, a speech or the like, if whole paragraphs of quoted words
       follow: *She answered at once. The letter is kept in Velm.*
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhkit.attribution import ONE_OF_SEVERAL, Cue, find_announcement
from dhkit.base_voices import BaseVoices
from dhkit.clauses import WRITING, sentence_ends
from dhkit.names import PERSON, Name
from dhkit.passages import Passage
from dhkit.quotations import LIST_NUMBER, Quotation

_ENDS_IN_COLON = re.compile(r":[ —–-]*$")
_LEADS_ON = re.compile(r"(?:,|;|--|[—–])\s*$")  # older books: a comma, and the words in the next paragraph
_BETWEEN = ("footnote", "furniture", "caption")
_UNSURE = ("6 only person", ONE_OF_SEVERAL, "2 described")
_PRONOUNS = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_ONE_OF_BOTH = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_WORDS_OF = re.compile(
    rf"\b(?:{WRITING}|reply|answer|replies|answers|words|harangue|oration|narrative|defence|protest)\b"
)
_EXTRACT = re.compile(
    r"\W*(?:(?:Footnote|Note)?\s?\w{0,4}[:.\]]\s)?(?:Extracts?|Part|Copy|Translation|Passage)s? "
    r"(?:of|from) (?:an?|the|his|her)\b"
)
_LAST = 2  # sentences of a line that may speak of the words below it


class Announcements:
    """Who is announced above the paragraphs of one document."""

    def __init__(
        self,
        passages: Sequence[Passage],
        names: Sequence[Sequence[Name]],
        bases: BaseVoices,
        places: dict[int, int],
    ) -> None:
        """Take the passages, and where quotations belong that were torn from their place."""
        self.passages, self.names, self.bases, self.places = passages, names, bases, places

    def find(self, i: int, q: Quotation, group: str) -> Cue | None:
        """Find who is announced before a passage that is all quotation, in its own place or where it was torn from.

        Args:
            i: the passage.
            q: the quotation that begins it.
            group: of the comment that is read, or any.
        """
        if LIST_NUMBER.sub("", self.passages[i].clean[: q.start]).strip('" '):
            return None
        if i in self.places:
            return self.bases.announcement(self.places[i])
        j = self.line_before(i)
        if self.passages[i].kind == "comment":
            # a line that ends in a colon governs the quotations and sources below it
            while j > 0 and self.passages[j].block.group == group and self.passages[j].clean[:1] in '"(':
                j -= 1
        if j < 0:
            return None
        whole = not self.passages[i].clean[q.end :].strip('" ')
        return self.of_line(j) or (self._of_writing(j) if whole and self.bases.hands.is_book else None)

    def extract(self, i: int, q: Quotation) -> Cue | None:
        """Find whose letter or report the line above says a quoted paragraph is taken from: *Extract of a letter …*."""
        j = self.line_before(i)
        if j < 0 or self.passages[i].clean[: q.start].strip('" ') or not self.bases.hands.is_book:
            return None
        return self._of_writing(j) if _EXTRACT.match(self.passages[j].clean) else None

    def line_before(self, i: int) -> int:
        """Give the passage above, notes and pictures passed over; where a quotation was torn from, that place."""
        if i in self.places:
            return self.places[i]
        j = i - 1
        while j > 0 and self.passages[j].kind in _BETWEEN and self.passages[i].kind not in _BETWEEN:
            j -= 1
        return j

    def of_line(self, i: int) -> Cue | None:
        """Find who is announced at the end of a passage: behind a colon, or by a clause that only a comma ends."""
        text = self.passages[i].clean
        if _ENDS_IN_COLON.search(text):
            return self.bases.announcement(i) or self._by_pronouns(i)
        if self.passages[i].kind == "paragraph" and _LEADS_ON.search(text):
            cue = self.bases.announcement(i)
            return cue if cue is not None and cue.rule not in _UNSURE else None
        return None

    def _by_pronouns(self, i: int) -> Cue | None:
        """Take the pronouns of the last sentence for a cue, if they can mean but one person."""
        painted = self.bases.painted(i)
        ends = [0, *(e for e in sentence_ends(painted) if e < len(painted.rstrip()))]
        found = list(_ONE_OF_BOTH.finditer(painted, ends[-1]))
        if not found and PERSON not in painted[ends[-1] :] and len(ends) > 1:
            found = list(_ONE_OF_BOTH.finditer(painted, ends[-2], ends[-1]))  # *He wrote to N. One must be told here:*
        told = {_PRONOUNS[m.group().casefold()] for m in found}
        if len(told) != 1 or not self.bases.hands.is_book:
            return None
        return Cue(None, told.pop(), "6 pronoun", position=found[0].start())

    def _of_writing(self, i: int) -> Cue | None:
        """Find whose letter or speech the last sentences of a line tell of."""
        if self.passages[i].kind not in ("paragraph", "footnote"):
            return None
        painted = self.bases.painted(i).rstrip()
        starts = [0, *(e for e in sentence_ends(painted) if e < len(painted))][-_LAST:]
        if not _WORDS_OF.search(painted[starts[0] :]):
            return None
        for start, end in reversed(list(zip(starts, [*starts[1:], len(painted)], strict=True))):
            cue = find_announcement(painted[:end].rstrip(" ."), self.names[i])
            if (
                cue is not None
                and (cue.pronoun not in ("i", "we"))
                and cue.description is None
                and cue.rule not in _UNSURE
            ):
                return cue
            pronouns = {_PRONOUNS[m.group().casefold()] for m in _ONE_OF_BOTH.finditer(painted, start, end)}
            if len(pronouns) == 1:
                first = _ONE_OF_BOTH.search(painted, start, end)
                return Cue(None, pronouns.pop(), "6 pronoun", position=first.start() if first else -1)
        return None
