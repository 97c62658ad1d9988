"""Silver: lessons made of what dhkit itself finds in a corpus, for a pipeline to learn from.

Owns the judgement of names over all documents of a corpus, and which stretches are left open. In come documents with
their passages, utterances and mentions (the authority file's names, the rules', and the model's after each document's
votes), out come `Lesson`s. Another teacher would hand in mentions of its own: nothing here asks who found them.

Method: a document's places vote on what a name is (`model_names`); here the documents vote together, and are told what
no place by itself tells. A pupil that learns from it is better than its teacher was in each document.

1. Every mention is a vote for its kind, and weighs as much as its score.
2. Names that are listed together are of one kind (*Voss, Kester and Brandt*): each votes for its neighbours, by shares.
3. A word that ends a person's full name anywhere in the corpus (*Hester Voss*) is likely to be a person elsewhere.
4. A name whose last word tells its kind (*Water Directorate*) is not put to the vote, nor what lists or rules know.
5. Nothing is taught of a name whose votes are divided, that few places of its document speak for, or that stands in no
   utterance, as citations and page furniture do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhkit.documents import Document
from dhkit.learning import Lesson
from dhkit.lexicons import name_words
from dhkit.model_names import CLEAR, FULL_NAME, shares
from dhkit.name_clues import LISTED
from dhkit.passages import Passage
from dhkit.rows import Mention, Utterance

_ROUNDS = 2  # in the second, neighbours vote as the first has made them
_FEW = 0.3  # score below which a model's name is not taught


@dataclass(frozen=True, slots=True)
class Told:
    """What a teacher tells of one document."""

    document: Document
    passages: Sequence[Passage]
    utterances: Sequence[Utterance]
    mentions: Sequence[Mention]


def make_lessons(told: Sequence[Told]) -> list[Lesson]:
    """Make one lesson of each passage in which somebody speaks.

    Returns:
        The lessons in the order of documents and passages; names and open stretches in offsets of the clean text.
    """
    kinds = judge_kinds(told)
    return [lesson for one in told for lesson in _lessons_of(one, kinds)]


def judge_kinds(told: Sequence[Told]) -> dict[str, str]:
    """Judge what the names of a corpus are, over all its documents.

    Returns:
        Surface → kind, for every name that the model alone found; an empty kind where the votes are divided.
    """
    own: defaultdict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    full: Counter[str] = Counter()
    for mention in (m for one in told for m in one.mentions):
        own[mention.surface][mention.kind] += mention.score
        words = mention.surface.split()
        if mention.kind == "person" and len(words) > 1:
            full[words[-1]] += 1
    for surface in full.keys() & own.keys():
        own[surface]["person"] += FULL_NAME * full[surface]
    listed = [pair for one in told for pair in _listed(one)]
    told_kinds = {surface: shares(votes) for surface, votes in own.items()}
    for _ in range(_ROUNDS):
        votes = {surface: defaultdict(float, counts) for surface, counts in own.items()}
        for pair in listed:
            for surface, beside in (pair, pair[::-1]):
                for kind, share in told_kinds[beside].items():
                    votes[surface][kind] += share
        told_kinds = {surface: shares(counts) for surface, counts in votes.items()}
    return {surface: _clear_kind(counts) for surface, counts in told_kinds.items()}


def _listed(one: Told) -> Iterator[tuple[str, str]]:
    """Find names that stand together in a list."""
    text = one.document.text
    for a, b in pairwise(sorted(one.mentions, key=lambda m: m.start)):
        if LISTED.fullmatch(text[a.end : b.start]):
            yield a.surface, b.surface


def _clear_kind(shares: Mapping[str, float]) -> str:
    kind = min(shares, key=lambda k: (-shares[k], k))
    return kind if shares[kind] >= CLEAR else ""


def _lessons_of(one: Told, kinds: Mapping[str, str]) -> Iterator[Lesson]:
    spoken: defaultdict[str, list[Utterance]] = defaultdict(list)
    for utterance in one.utterances:
        spoken[utterance.block].append(utterance)
    for passage in one.passages:
        here = [(u.start, u.end) for b in passage.blocks for u in spoken[b.block]]
        if not here:
            continue
        names: list[tuple[int, int, str]] = []
        unsure = list(_gaps(sorted(_clean(passage, a, z) for a, z in here), len(passage.clean)))
        for m in one.mentions:
            if any(b.start <= m.start < b.end for b in passage.blocks):
                start, end = _clean(passage, m.start, m.end)
                kind = _taught_kind(m, kinds)
                if kind:
                    names.append((start, end, kind))
                else:
                    unsure.append((start, end))
        yield Lesson(passage.clean, tuple(names), tuple(unsure))


def _taught_kind(mention: Mention, kinds: Mapping[str, str]) -> str:
    if mention.rule not in ("model", "context"):
        return mention.kind
    if mention.score < _FEW:
        return ""
    return mention.kind if mention.surface.split()[-1] in name_words("head") else kinds[mention.surface]


def _clean(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Give the stretch of a passage's clean text that a stretch of the document became."""
    span = passage.reading.to_clean(start - passage.start, end - passage.start)
    return span.start, span.end


def _gaps(stretches: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Give what lies between stretches, up to the end."""
    at = 0
    for start, end in stretches:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length
