"""Frames: what a descriptor says of an event, by the frame lexicon.

Owns the look-up of descriptors in `lexicons/frames.csv` and the cutting of a predicate to the phrase that
characterises. In come words, out come frame, polarity and extent. Which event is meant is `topics`.

What the column `note` of frames.csv says of a word, several at once where they hold:
    classifying: an adjective that sorts and does not judge (*agrarian*)
    generic: counts only where grammar says that it characterises (*a question of power*)
    framing: a noun that may stand for an event alone (*the coup*), and `loose` if many other things are called so (*the
        plot*): the event must then be told nearby
    deed, trait: a noun for what is done to somebody (*suppression*), or for what those who do it are (*tyranny*)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from dhkit.lexicons import Frame

MAX_WORDS = 8
"""Words of a descriptor at most."""

_ENDS_PHRASE = re.compile(
    r"\s+(?:which|that|who|whose|whom|because|when|while|whereas|but|under|in|on|at|by|with|from|for|to|since|after"
    r"|before|during|until|through|where|as|if|than|responding|depended|depends|elected|leading|based|led|was|were|is"
    r"|are|had|has|would|could|did|carried|made|and (?:the|it|he|she|they|in|so|not|we|its|his|their|was|were|had|that"
    r"|then|to|\w+ed)|or (?:the|it))\b.*|\s+--?\s.*|\s*\".*$"
)
_KEPT_PREPOSITION = re.compile(
    r"^(?:a|an|the|no|one)\s+[\w'’-]+(?:\s+[\w'’-]+)?\s+(?:by|in|against|from)\s+(?:a|an|the|its)?\s*[\w'’-]+"
)
_LEAD = re.compile(r"(?:[\"']?[\w-]+[\"']?,?\s+(?:and\s+)?){0,4}$")
_PLAIN_HEADS = frozenset(
    "one first last next only same time date day year moment reason question matter fact case number part member way "
    "thing result place kind sort body government creation possibility".split()
)


class FrameLexicon:
    """Looks descriptors up: the longest entries in them decide frame and polarity."""

    def __init__(self, frames: Mapping[str, Frame], general: Mapping[str, Frame] | None = None) -> None:
        """Compile the entries into patterns, longest first.

        Args:
            frames: the entries of frames.csv, by lemma.
            general: adjectives of a general lexicon, by lemma; they value what frames.csv lacks, and frame nothing.
        """
        self.frames = {**(general or {}), **{lemma.casefold(): f for lemma, f in frames.items()}}
        self.adjectives = {w: f for w, f in self.frames.items() if f.part == "adjective"}

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return _pattern(self.frames)

    @cached_property
    def nouns(self) -> re.Pattern[str]:
        """Match the nouns."""
        return _pattern({w: f for w, f in self.frames.items() if f.part == "noun"})

    @cached_property
    def framing(self) -> re.Pattern[str]:
        """Match the nouns that may stand for an event alone."""
        return _pattern({w: f for w, f in self.frames.items() if "framing" in f.note})

    @cached_property
    def deeds(self) -> re.Pattern[str] | None:
        """Match the nouns for what an event does to something, and for what those who do it are."""
        deeds = {w: f for w, f in self.frames.items() if "deed" in f.note or "trait" in f.note}
        return _pattern(deeds) if deeds else None

    def find(self, text: str) -> list[Frame]:
        """List the entries in a descriptor, in order, classifying adjectives left out."""
        found = [self.frames[" ".join(m[1].casefold().split())] for m in self._all.finditer(text)]
        return [f for f in found if "classifying" not in f.note]

    def judges(self, word: str) -> bool:
        """Say whether an adjective values or frames what it stands before."""
        entry = self.adjectives.get(word.casefold())
        return entry is not None and not entry.note and bool(entry.polarity or entry.frame != "other")

    def first_word(self, text: str, start: int) -> int:
        """Give where the phrase of a noun begins: at *a* or *an*, or at the adjectives before it that judge.

        Args:
            text: what the noun stands in.
            start: where the noun begins.
        """
        lead = _LEAD.search(text[:start])
        words = list(re.finditer(r"[\"']?([\w-]+)[\"']?,?\s+", lead.group())) if lead else []
        first = start
        for word in reversed(words):
            at = lead.start() + word.start(1)  # type: ignore[union-attr]
            if word[1].casefold() in ("a", "an"):
                return at
            if self.judges(word[1]):
                first = at
            elif word[1] != "and" and word[1].casefold() not in self.adjectives:
                break
        return first

    def judge(self, text: str) -> tuple[str, int]:
        """Give frame and polarity of a descriptor: the last noun's or phrase's frame, the strongest word's value.

        An adjective's value outweighs a noun that has none (*a heroic insurrection*), and a noun's outweighs an
        adjective's where they differ (*a splendid betrayal*).
        """
        found = self.find(text)
        heads = [f for f in found if f.part != "adjective"]
        framed = [f.frame for f in (*reversed(heads), *found) if f.frame != "other"]
        valued = [f.polarity for f in (*reversed(heads), *found) if f.polarity]
        return (framed or ["other"])[0], (valued or [0])[0]

    def cut(self, text: str, *, nominal_suffices: bool) -> tuple[int, int] | None:
        """Cut the words after *was* or *as* to the phrase that characterises.

        The article *the* is left out, *a* and *an* are kept. A phrase counts if the lexicon has a word of it, or, where
        `nominal_suffices`, if it is a noun phrase with *a* or *an* whose head is not a plain one (*a matter of*).

        Returns:
            Start and end in the text, or None if nothing there characterises.
        """
        lead = re.match(r"[\s\"'\[]*(?P<the>the\s+)?", text)
        first = lead.end() if lead else 0
        definite = bool(lead and lead["the"])
        kept = _KEPT_PREPOSITION.match(text[first:])
        end = kept.end() if kept else 0
        body = text[first:][:end] + _ENDS_PHRASE.sub("", text[first:][end:])
        words = list(re.finditer(r"\S+", body))[:MAX_WORDS]
        if not words:
            return None
        body = body[: words[-1].end()].rstrip(" \"'-]")
        if not re.match(r"[^\W\d_]", body) or not body.isprintable() or re.search(r"[\ue000-\ue0ff]", body):
            return None
        nominal = re.match(r"(?:a|an)\s+(?:[\w-]+\s+)*?(?P<head>[^\W\d_][\w'-]*)(?:\s+of\b|$)", body)
        known = [f for f in self.find(body) if "generic" not in f.note or nominal or definite]
        if not nominal_suffices:
            known = [f for f in known if f.frame != "other" or f.polarity]
        plain = nominal is not None and nominal["head"].casefold() in _PLAIN_HEADS
        if not known and (not nominal or plain or not nominal_suffices):
            return None
        opening = body.split()[0].casefold()
        if not nominal and re.match(r"\w+(?:ed|ing)$", opening) and opening not in self.adjectives:
            return None
        return first, first + len(body)


def _pattern(entries: Mapping[str, Frame]) -> re.Pattern[str]:
    words = sorted(entries, key=lambda w: (-len(w), w))
    return re.compile(r"\b(" + "|".join(re.escape(w) for w in words) + r")(?:s|es)?\b", re.IGNORECASE)
