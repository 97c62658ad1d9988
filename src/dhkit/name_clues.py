"""Name clues: what all places of a document together tell of its capitalised words.

Owns the votes that do not come from a trained pipeline. In come the passages of one document with the names marked in
them, out come names that a word at their head tells, words that the pipeline misses, and votes for those that it sees.
What the words beside one place tell is `name_contexts`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dhkit.name_contexts import (
    headed_names,
    is_second_half,
    opens_sentence,
    single_words,
    told_kind,
    uses_monsieur,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

LISTED = re.compile(r"\s*(?:,|,?\s(?:and|or)|&)\s+")


def with_headed(text: str, here: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Put the names that a word at their head tells in the place of the model's."""
    headed = list(headed_names(text))
    return sorted([*(m for m in here if all(m[1] <= s or e <= m[0] for s, e, _ in headed)), *headed])


def read_clues(docs: Sequence[Doc], marked: Sequence[Sequence[tuple[int, int, str]]]) -> dict[str, Counter[str]]:
    """Count what the words beside the single words that the model marks tell of them: surface → kind → places."""
    monsieur = uses_monsieur([doc.text for doc in docs])
    clues: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for doc, here in zip(docs, marked, strict=True):
        for start, end, _ in here:
            if " " not in doc.text[start:end] and (kind := told_kind(doc.text, start, end, monsieur=monsieur)):
                clues[doc.text[start:end]][kind] += 1
    return clues


def missed_words(
    docs: Sequence[Doc], marked: Sequence[Sequence[tuple[int, int, str]]], common: frozenset[str]
) -> list[list[tuple[int, int, str]]]:
    """Mark the single words that the model misses and whose places tell what they are (`name_contexts`)."""
    monsieur = uses_monsieur([doc.text for doc in docs])
    seen = {doc.text[s:e] for doc, here in zip(docs, marked, strict=True) for s, e, _ in here}
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: list[list[tuple[int, int, str]]] = []
    for doc, here in zip(docs, marked, strict=True):
        text, free = doc.text, []
        listed = ((e.start_char, e.end_char, e.label_) for e in doc.ents if not is_second_half(text, e.start_char))
        sure = [*here, *listed]
        for start, end in single_words(text, common):
            if any(start < e and s < end for s, e, _ in sure):
                continue
            kind = told_kind(text, start, end, monsieur=monsieur) or _listed_kind(text, start, end, sure)
            kinds[text[start:end]][kind] += bool(kind)
            free.append((start, end, kind))
        places.append(free)
    best = {word: max(sorted(n), key=lambda k: n[k]) for word, n in kinds.items() if n.total()}
    return [
        [
            (start, end, best[doc.text[start:end]])
            for start, end, kind in here
            if doc.text[start:end] in best
            and (kind or (not opens_sentence(doc.text, start) and doc.text[start:end] not in seen))
        ]
        for doc, here in zip(docs, places, strict=True)
    ]


def _listed_kind(text: str, start: int, end: int, sure: Sequence[tuple[int, int, str]]) -> str:
    """Tell whether a person stands beside a word in a list."""
    return next(
        (
            kind
            for s, e, kind in sure
            if kind == "person"
            and LISTED.fullmatch(text[end:s] if s >= end else text[e:start])
            and "," in text[min(s, start) - 60 if min(s, start) > 60 else 0 : max(e, end) + 60]
        ),
        "",
    )
