"""Contained: which of many phrases stand in a text, found in one reading of it.

Owns the index of phrases by their first word. However many names a long book has, each of its words is looked up once;
trying every name against every place takes the square of the time.

    >>> phrases = Phrases(["Long Mole", "Mole", "St. Thekla"])
    >>> list(phrases.find("By St. Thekla, on the Long Mole, no mole."))
    [(3, 13, 'St. Thekla'), (22, 31, 'Long Mole'), (27, 31, 'Mole')]
    >>> list(phrases.longest("By St. Thekla, on the Long Mole, no mole."))
    [(3, 13, 'St. Thekla'), (22, 31, 'Long Mole')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class Phrases:
    """Phrases that are looked for as whole words."""

    def __init__(self, phrases: Iterable[str], *, joints: str = "") -> None:
        """Index the phrases.

        Args:
            phrases: as they are printed; one without a word is never found.
            joints: signs that join words: a phrase is part of another there (*Mole* in *Mole-end*; not in *Mole--so*).
        """
        self.joints = joints
        self._by_first: dict[str, list[tuple[int, str]]] = {}
        for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
            if first := _WORD.search(phrase):
                self._by_first.setdefault(first.group(), []).append((first.start(), phrase))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and phrase of each place of each phrase; where several begin, the longest first."""
        for word in _WORD.finditer(text):
            for offset, phrase in self._by_first.get(word.group(), ()):
                start = word.start() - offset
                end = start + len(phrase)
                if start >= 0 and text.startswith(phrase, start) and self._stands_alone(text, start, end):
                    yield start, end, phrase

    def longest(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the places that overlap no earlier one; of phrases that begin at one place the longest."""
        position = 0
        for start, end, phrase in sorted(self.find(text), key=lambda f: (f[0], -f[1])):
            if start >= position:
                yield start, end, phrase
                position = end

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        return not (self._joins(text[max(0, start - 2) : start][::-1]) or self._joins(text[end : end + 2]))

    def _joins(self, signs: str) -> bool:
        """Say whether the nearest of two signs beside a phrase goes on with a word, or the other over a joint."""
        return _WORD.match(signs[1:] if signs[:1] in self.joints else signs) is not None
