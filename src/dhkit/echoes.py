"""Echoes: the same words, quoted again.

Owns the finding of an earlier quotation that held the same words, or nearly: inflected to fit its sentence, or in part.
In come folded words and whose they are, out comes whose they were. Only quotations that share two words side by side
are compared, one of the two a longer one, so that a book of ten thousand quotations does not compare each with all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Generic, TypeVar

from rapidfuzz import fuzz

T = TypeVar("T")

_SAME_WORDS = 90  # two wordings so alike are one, inflected to fit its sentence
_TELLING = 5  # letters; pairs like *of the* stand in half of all quotations


class Echoes(Generic[T]):
    """The quotations met so far, each with what was decided of it.

    >>> echoes = Echoes()
    >>> echoes.hear("the ferry was late and so were we all that winter", "harrow")
    >>> echoes.find("ferry was late and so was she all that winter", 8)
    'harrow'
    """

    def __init__(self) -> None:
        self._said: dict[str, T] = {}
        self._order: list[str] = []
        self._with_pair: dict[tuple[str, str], list[int]] = {}

    def hear(self, words: str, decided: T) -> None:
        """Remember a quotation; of the same words the first decision stands."""
        if words not in self._said:
            for pair in set(_pairs(words)):
                self._with_pair.setdefault(pair, []).append(len(self._order))
            self._order.append(words)
            self._said[words] = decided

    def find(self, words: str, shortest: int) -> T | None:
        """Find what was decided of a quotation that held these words, or, of some more than the shortest, nearly."""
        n = len(words.split())
        if n < shortest:
            return None
        near = {i for pair in _pairs(words) for i in self._with_pair.get(pair, ())}
        earlier = [self._order[i] for i in sorted(near)]
        same = next((said for said in earlier if words in said), None)
        if same is None and n >= shortest + 2:
            same = next(
                (
                    said
                    for said in earlier
                    if len(said) >= len(words) and fuzz.partial_ratio(words, said, score_cutoff=_SAME_WORDS)
                ),
                None,
            )
        return self._said[same] if same is not None else None


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    """Yield the words that stand side by side, where one of them is telling."""
    return (pair for pair in pairwise(words.split()) if max(map(len, pair)) >= _TELLING)
