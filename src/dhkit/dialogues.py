"""Dialogues: who answers whom in a quoted conversation.

Owns the memory of two speakers: who spoke, and whom the words were addressed to. In come passages as they are read, out
comes the other voice of the pair, where a passage is all quotation or says only that it is an answer. The memory ends
with the group of passages (an extract, a comment) in which the conversation stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhkit.descriptions import is_person_noun
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.quotations import Quotation
from dhkit.speakers import Speakers

NOTE_MARK = re.compile(r"\[\d{1,3}\]|(?<=[^\d\s][.,;:!?\]\"'])(?P<raised>\d{1,3})(?=\s|$)")
_ADDRESSED = re.compile(
    r"\b(?P<verb>to|asked|told|addressed|answered|questioned)\s+(?P<article>the\s+|a\s+|an\s+)?(?P<who>[\w'’ ]{3,40}?)"
    r"(?=\s+(?:who|which|that|what|beside|near|behind|next|standing|at|in|on|from|with)\b|[.,;:?!]|$)"
)
_PRONOUNS = frozenset("him her them me us you it".split())


def _is_somebody(match: re.Match[str]) -> bool:
    """Say whether a description can be spoken to: not *to the fire*, nor *asked again*."""
    owned = re.match(r"(?:his|her|my|our|their)\b", match["who"], re.IGNORECASE)
    asked = match["verb"].casefold() != "to" and bool(match["article"] or owned)
    return asked or is_person_noun(match["who"].split()[-1])


class Dialogue:
    """Remembers the two voices of a conversation, and who spoke last in each passage."""

    def __init__(self, passages: Sequence[Passage], names: Sequence[Sequence[Name]], speakers: Speakers) -> None:
        """Begin with nobody."""
        self.passages, self.names, self.speakers = passages, names, speakers
        self.pair: tuple[str, str] = ("", "")
        self.group = ""
        self.spoke: dict[int, str] = {}
        self.asked: dict[int, str] = {}

    def enter(self, i: int) -> None:
        """Begin to read a passage: in another group nobody is spoken to yet, unless the passage before spoke too."""
        if self.passages[i].block.group != self.group:
            self.group = self.passages[i].block.group
            if i - 1 not in self.spoke:
                self.pair = ("", "")

    def hear(self, i: int, q: Quotation, voice: str) -> None:
        """Remember who spoke; who answers a question in the paragraph before makes a pair with who asked it."""
        asked = self.asked.get(i - 1, "")
        if asked and voice and asked != voice:
            self.pair = (asked, voice)
        self.spoke[i] = voice
        if self.passages[i].clean[q.end - 1 : q.end] == "?":
            self.asked[i] = voice

    def remember_addressee(self, i: int, start: int, speaker: str, *, before: int | None = None) -> None:
        """Remember whom *I said to …* or *X shouted to …* addresses: the other voice of the dialogue.

        Args:
            i: the passage.
            start: where to look from, 120 signs at most.
            speaker: who speaks to somebody.
            before: where the words begin, if who is addressed stands before them.
        """
        match = _ADDRESSED.search(self.passages[i].clean[start : min(start + 120, before or start + 120)])
        if not match or match["who"].casefold() in _PRONOUNS:
            return
        inside = range(start + match.start("who"), start + match.end("who"))
        name = next((n for n in self.names[i] if n.start in inside and n.kind == "person"), None)
        if name is None and not _is_somebody(match):
            return
        other = self.speakers.named(name) if name else self.speakers.described(match["who"].strip())
        self.pair = (speaker, other)

    def other(self, i: int, q: Quotation) -> str:
        """Give the other speaker, where a paragraph is all quotation or says *was the answer*."""
        one, other = self.pair
        if not one or not self._follows(i):
            return ""
        text = self.passages[i].clean
        rest = (text[: max(0, q.start - 1)] + text[q.end + 1 :]).strip()
        if re.match(r",?\s*(?:was|came|is) (?:the|his|her) (?:answer|reply|response)", rest):
            return other
        if NOTE_MARK.sub("", rest).strip():
            return ""
        return one if self.spoke.get(i - 1) == other else other

    def partner(self, voice: str) -> str:
        """Give the other voice of the pair, if a voice is one of it."""
        one, other = self.pair
        return {one: other, other: one}.get(voice, "")

    def answers(self, i: int) -> str:
        """Give who answers: the one addressed in the paragraph before, where *she answered* follows at once."""
        one = self.pair[0]
        if not one or not self._follows(i):
            return ""
        return self.partner(self.spoke.get(i - 1, ""))

    def _follows(self, i: int) -> bool:
        same = i > 0 and self.passages[i - 1].block.group == self.passages[i].block.group
        return same or (i - 1 in self.spoke and self.passages[i - 1].kind == self.passages[i].kind == "paragraph")
