"""Parallels: passages of different voices that say alike, or in the same words.

Owns the search for parallel passages. In come the tables of a corpus and the texts of its documents; out come pairs of
passages, or the passages nearest to words of the reader's own, as references: voice, document and span. No row holds
text; `add_text` adds it for those who may see it. It needs the extra `dhkit[minilm]` (`minilm`), or another encoder.

Method: utterances in English, of a voice that is told, are cut into passages of whole sentences; each passage becomes
a vector (`minilm`), and the cosine of two vectors says how alike they are. Likeness of sense is no agreement: a thesis
and its denial lie near each other. Cosines may differ in the last digit on another machine, so these rows are a finding
aid and not among the tables of a corpus.

What two passages have word for word is told apart from likeness of sense, since it is most often one text quoted twice:
text reuse. A run of `RUN` words in common counts, longer than usual phrases are; or that the shorter stands in the
longer but for spelling and slips of print (`ALIKE`).

Left out: two passages of one voice, of one cited work, or in one block, where one is the other's context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz

from dhkit.minilm import load_minilm
from dhkit.text import count_words, fold, normalise

WORDS = 12
"""Words of the shortest passage that is compared: of less, the cosine says little."""

LONGEST = 80
"""Words of the longest passage, unless one sentence is longer: more would hide one thought among others."""

SIMILARITY = 0.6
"""Cosine of the least similar pair that is told."""

MOST = 100
"""Pairs that are told, the most similar first."""

RUN = 8
"""Words in one run that make the wording the same."""

ALIKE = 90.0
"""Percent of letters that agree, at the best place of the shorter in the longer, that make the wording the same."""

SAME_WORDS, LIKE_SENSE = KINDS = ("same words", "like sense")

Encoder = Callable[[Sequence[str]], NDArray[np.float32]]
"""Makes one vector of length 1 for each text, in order."""

_DIGITS = 3
_ROWS = 1024  # passages that are compared with as many others at once
_NO_PASSAGE = ("heading", "caption")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…][\"')\]]*\s+(?=[\"'(\[]?[A-Z])")  # not behind an initial
_SIDES = ("utterance", "document", "start", "end", "voice")


def cut_passages(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str], *, words: int = WORDS) -> pd.DataFrame:
    """Cut the utterances of a corpus into passages.

    1. Headings, captions, blocks in another language than English and words whose voice is ambiguous are no passages.
    2. Whole sentences are joined up to `LONGEST` words, so that the passages of an utterance are of about one length.

    Args:
        tables: `utterances` and `blocks` of the contract.
        texts: source text of each document at hand, by key; utterances of others are left out.
        words: words of the shortest passage.

    Returns:
        One row per passage, in the order of the utterances: utterance, document, block, start, end (code points in the
        source text), voice, work (in which the words are reported, or empty), passage (its words, unwrapped).

    Raises:
        ValueError: if `words` is no whole number from 1 to `LONGEST`.
    """
    if not 1 <= words <= LONGEST:
        raise ValueError(f"least {words}: a passage has 1 word at least, and {LONGEST} at most.")
    spoken = tables["utterances"]
    language = spoken["block"].map(tables["blocks"].set_index("block")["language"])
    spoken = spoken[
        language.eq("en")
        & ~spoken["kind"].isin(_NO_PASSAGE)
        & spoken["state"].ne("ambiguous")
        & spoken["document"].isin(list(texts))
    ]
    known = {document: count_words(texts[document]) for document in spoken["document"].unique()}
    columns = ("utterance", "document", "block", "start", "end", "voice", "work", "passage")
    rows = []
    for row in spoken.to_dict("records"):
        document, offset = str(row["document"]), int(row["start"])
        reading = normalise(texts[document][offset : int(row["end"])], words=known[document])
        for start, end in _cut(reading.clean, words):
            span = reading.to_source(start, end).shift(offset)
            told = (row["utterance"], document, row["block"], span.start, span.end, row["voice"], row["reporter_work"])
            rows.append((*told, reading.clean[start:end]))
    return pd.DataFrame(rows, columns=list(columns))


def _cut(clean: str, words: int) -> Iterator[tuple[int, int]]:
    """Join sentences to passages of about one length, as few as `LONGEST` allows."""
    edges = sorted({0, *(m.end() for m in _SENTENCE_END.finditer(clean)), len(clean)})
    counts = [len(re.findall(r"\w+", clean[a:b])) for a, b in pairwise(edges)]
    aim = sum(counts) / max(1, -(-sum(counts) // LONGEST))
    start = count = 0
    for i, (edge, more) in enumerate(zip(edges[1:], counts, strict=True)):
        count += more
        following = counts[i + 1] if i + 1 < len(counts) else LONGEST
        if edge == len(clean) or count + following > LONGEST or count + following / 2 > aim:
            passage = clean[start:edge]
            if count >= words:
                yield start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip())
            start, count = edge, 0


def find_parallels(
    passages: pd.DataFrame,
    *,
    similarity: float = SIMILARITY,
    most: int = MOST,
    voice: str = "",
    encode: Encoder | None = None,
) -> pd.DataFrame:
    """Find the pairs of passages of different voices that are most alike.

    Args:
        passages: `cut_passages`.
        similarity: cosine of the least similar pair, -1 to 1.
        most: pairs that are told, at most.
        voice: key of a voice; only pairs in which it takes part.
        encode: another encoder than MiniLM.

    Returns:
        One row per pair, the most similar first, then by place: similarity (cosine, to three digits), kind (`same
        words`, `like sense`), shared_words (length of the longest run of words in common), and for both sides, `_a`
        standing first in the corpus: utterance, document, start, end (code points), voice.

    Raises:
        CorpusError: if the extra is not installed.
    """
    passages = passages.reset_index(drop=True)
    vectors = _encode(passages, encode)
    keys = {name: pd.factorize(passages[name])[0] for name in ("voice", "block", "work")}
    keys["work"] = np.where(passages["work"].eq(""), -1 - np.arange(len(passages)), keys["work"])
    wanted = passages["voice"].eq(voice).to_numpy() if voice else np.ones(len(passages), dtype=bool)
    best: list[tuple[float, int, int]] = []
    least = similarity
    for a in range(0, len(passages), _ROWS):
        for b in range(a, len(passages), _ROWS):
            one, other = slice(a, a + _ROWS), slice(b, b + _ROWS)
            cosines = np.round(vectors[one] @ vectors[other].T, _DIGITS)
            allowed = (cosines >= least) & (wanted[one, None] | wanted[None, other])
            for values in keys.values():
                allowed &= values[one, None] != values[None, other]
            if a == b:
                allowed = np.triu(allowed, 1)
            best += [(-float(cosines[i, j]), a + int(i), b + int(j)) for i, j in np.argwhere(allowed)]
            best = sorted(best)[:most]
            least = -best[-1][0] if len(best) == most else similarity
    return _pairs(passages, best)


def _pairs(passages: pd.DataFrame, best: Sequence[tuple[float, int, int]]) -> pd.DataFrame:
    spoken = passages["passage"].tolist()
    shared = [share_words(spoken[a], spoken[b]) for _, a, b in best]
    same = [
        run >= RUN or fuzz.partial_ratio(fold(spoken[a]), fold(spoken[b])) >= ALIKE
        for run, (_, a, b) in zip(shared, best, strict=True)
    ]
    pairs = pd.DataFrame(
        {
            "similarity": [round(-cosine, _DIGITS) for cosine, _, _ in best],
            "kind": [SAME_WORDS if words else LIKE_SENSE for words in same],
            "shared_words": shared,
        }
    )
    for side, which in (("a", 1), ("b", 2)):
        taken = passages[list(_SIDES)].iloc[[int(pair[which]) for pair in best]].reset_index(drop=True)
        pairs = pairs.join(taken.add_suffix(f"_{side}"))
    return pairs


def share_words(one: str, other: str) -> int:
    """Count the words of the longest run that two passages have in common; case, accents and marks do not matter.

    >>> share_words("He said: 'All power to the Soviets!'", "all power, to the soviets")
    5
    """
    a, b = fold(one).split(), fold(other).split()
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size


def find_like(
    passages: pd.DataFrame, query: str, *, most: int = MOST, voice: str = "", encode: Encoder | None = None
) -> pd.DataFrame:
    """Find the passages nearest to words of the reader's own.

    Returns:
        One row per passage, the most similar first, then by place: similarity (cosine, to three digits), utterance,
        document, start, end (code points), voice.

    Raises:
        ValueError: if the query has no word.
        CorpusError: if the extra is not installed.
    """
    if not fold(query):
        raise ValueError("the query has no word: give a thought in a sentence, as somebody might have put it.")
    spoken = passages[passages["voice"].eq(voice)] if voice else passages
    asked = pd.DataFrame({"passage": [query]})
    cosines = np.round(_encode(spoken, encode) @ _encode(asked, encode)[0], _DIGITS)
    order = np.argsort(-cosines, kind="stable")[:most]
    found = spoken.iloc[order][list(_SIDES)].reset_index(drop=True)
    found.insert(0, "similarity", [round(float(cosines[i]), _DIGITS) for i in order])
    return found


def _encode(passages: pd.DataFrame, encode: Encoder | None) -> NDArray[np.float32]:
    return (encode or load_minilm().encode)([str(words) for words in passages["passage"]])


def add_text(found: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Add the words of each passage, on one line, to what was found: for reading, not for keeping.

    >>> row = {"document": ["faq"], "start": [4], "end": [16]}
    >>> add_text(pd.DataFrame(row), {"faq": "So: all is\\nwell."})["text"].tolist()
    ['all is well.']
    """
    read = found.copy()
    for side in ("", "_a", "_b"):
        if f"document{side}" in found:
            places = zip(*(found[f"{name}{side}"] for name in ("document", "start", "end")), strict=True)
            read[f"text{side}"] = [normalise(texts[d][s:e]).clean for d, s, e in cast("Any", places)]
    return read
