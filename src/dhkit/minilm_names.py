"""Names by MiniLM: a small network that reads the sentence encoder's states, as a component of a spaCy pipeline.

Owns how the encoder's states become names. In come documents of words, out come `doc.ents` with the labels of
`en_dhkit`. Its weights lie in `en_dhkit_minilm` (model card there); the encoder's own come with the extra
`dhkit[minilm]`. It runs with numpy alone. Which pipeline it stands in is `pipelines`; how it is made is `training/`.

Method:
    1. a text is read in stretches of whole sentences, `STRETCH` words at most
    2. of each word the encoder's states of its first piece after three layers; and its small form, first and last three
       letters and shape (*Xxxx*) by hashed tables, since the encoder does not tell *March* from *march*
    3. two layers of LSTM in both directions (Hochreiter and Schmidhuber 1997; Lample and others 2016)
    4. the likeliest row of tags in which no name begins in its middle (Viterbi)

    >>> stretches("He left . She stayed until Monday .".split(), longest=5)
    [(0, 3), (3, 8)]
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from dhkit.minilm import MiniLM, load_minilm
from dhkit.wordpieces import cut_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

LABELS = ("PERSON", "ORGANISATION", "GROUP", "PLACE", "EVENT", "WORK")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
"""What a word may be: no name, the beginning of one, its continuation."""

STRETCH = 96
"""Words that are read together, at most."""

LAYERS = (3, 5, 6)
"""The encoder's layers whose states are looked at."""

TABLES = ((6000, 48), (2000, 24), (3000, 32), (800, 24))
"""Rows and width of the tables for form, beginning, end and shape of a word."""

FILE = "names.npz"

_DOCUMENTS_AT_ONCE = 64
_ENDS = frozenset(". ! ? … ...".split())
_CLOSES = frozenset("\" ' '' ” ’ ) ] »".split())


def stretches(words: Sequence[str], longest: int = STRETCH) -> list[tuple[int, int]]:
    """Cut a text into stretches of whole sentences; a sentence longer than that is cut where it must be.

    Returns:
        First word and word after the last of each, in order.
    """
    edges = [0]
    for i, word in enumerate(words[:-1]):
        ends = word in _ENDS or (word in _CLOSES and i > 0 and words[i - 1] in _ENDS)
        if (ends and words[i + 1] not in _CLOSES) or i + 1 - edges[-1] == longest:
            edges.append(i + 1)
    cut = [0]
    for edge, following in pairwise([*edges[1:], len(words)]):
        if following - cut[-1] > longest:
            cut.append(edge)
    return list(pairwise([*cut, len(words)])) if words else []


@cache
def hashes(word: str) -> tuple[int, ...]:
    """Give the rows of the tables for one word: small form, first and last three letters, shape."""
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "d", word)))
    shape = re.sub(r"(.)\1{3,}", r"\1\1\1\1", shape)
    forms = (f"n{word.lower()}", f"p{word[:3]}", f"s{word[-3:]}", f"x{shape}")
    return tuple(zlib.crc32(form.encode()) % rows for form, (rows, _) in zip(forms, TABLES, strict=True))


def read_states(encoder: MiniLM, texts: Sequence[Sequence[str]]) -> list[NDArray[np.float16]]:
    """Read stretches with the encoder.

    Returns:
        For each the states of its words, words × 1152, in half precision, in which the network was taught.
    """
    found: list[NDArray[np.float16]] = [np.zeros((0, 0), dtype=np.float16)] * len(texts)
    pieces = [[cut_word(word) for word in text] for text in texts]
    for i, states in encoder.read([list(chain.from_iterable(text)) for text in pieces]):
        firsts, at = [], 1
        for cut in pieces[i]:
            firsts.append(at if cut and at < len(states[0]) else 0)  # 0: the piece before the text
            at += len(cut)
        found[i] = np.concatenate([states[layer][firsts] for layer in LAYERS], axis=1).astype(np.float16)
    return found


class NameNetwork:
    """The network over the encoder's states; its arrays are named in `training/minilm_names.py`, which makes them."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = {name: array.astype(np.float32) for name, array in arrays.items()}

    def score(self, states: NDArray[np.float32], rows: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[Any]:
        """Score the tags of each word of stretches of like length: stretches × words × tags."""
        told = self.arrays
        x = np.maximum(states @ told["project.weight"].T + told["project.bias"], 0)
        x = np.concatenate([x, *(told[f"tables.{k}.weight"][rows[..., k]] for k in range(len(TABLES)))], axis=-1)
        steps = np.arange(x.shape[1])
        back = np.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[..., None]
        for layer in range(2):
            forth = self._read(x, f"l{layer}")
            backwards = self._read(np.take_along_axis(x, back, axis=1), f"l{layer}_reverse")
            x = np.concatenate([forth, np.take_along_axis(backwards, back, axis=1)], axis=-1)
        scores: NDArray[Any] = x @ told["tags.weight"].T + told["tags.bias"]
        return scores

    def _read(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        """Read from left to right (LSTM): stretches × words × half of the width."""
        told = self.arrays
        gates = x @ told[f"lstm.weight_ih_{name}"].T + (told[f"lstm.bias_ih_{name}"] + told[f"lstm.bias_hh_{name}"])
        again = told[f"lstm.weight_hh_{name}"].T
        width = len(again)
        state = np.zeros((len(x), width), dtype=np.float32)
        kept = state.copy()
        read = np.empty((*x.shape[:2], width), dtype=np.float32)
        for step in range(x.shape[1]):
            z = gates[:, step] + state @ again
            enter, forget, leave = (_sigmoid(z[:, k * width : (k + 1) * width]) for k in (0, 1, 3))
            kept = forget * kept + enter * np.tanh(z[:, 2 * width : 3 * width])
            state = read[:, step] = leave * np.tanh(kept)
        return read

    def find(self, encoder: MiniLM, texts: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
        """Find the names of stretches: first word, word after the last, label, in order."""
        states = read_states(encoder, texts)
        found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
        order = sorted((i for i in range(len(texts)) if texts[i]), key=lambda i: (len(texts[i]), i))
        for group in (order[k : k + 32] for k in range(0, len(order), 32)):
            lengths = np.array([len(texts[i]) for i in group])
            joined = np.zeros((len(group), lengths.max(), states[group[0]].shape[1]), dtype=np.float32)
            rows = np.zeros((len(group), lengths.max(), len(TABLES)), dtype=np.int64)
            for row, i in enumerate(group):
                joined[row, : lengths[row]] = states[i]
                rows[row, : lengths[row]] = [hashes(word) for word in texts[i]]
            for i, scores in zip(group, self.score(joined, rows, lengths), strict=True):
                found[i] = spans_of(best_path(scores[: len(texts[i])]))
        return found


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return cast("NDArray[np.float32]", np.float32(0.5) * (np.tanh(np.float32(0.5) * x) + np.float32(1)))


_ALLOWED = np.array(
    [[0.0 if not b.startswith("I-") or (a[2:] == b[2:] and a != "O") else -1e9 for b in TAGS] for a in TAGS]
)


def best_path(scores: NDArray[Any]) -> list[int]:
    """Find the likeliest row of tags in which no name begins in its middle.

    >>> scores = np.zeros((2, len(TAGS)))
    >>> scores[0, TAGS.index("B-PLACE")], scores[1, TAGS.index("I-PERSON")], scores[1, TAGS.index("I-PLACE")] = 2, 3, 2
    >>> spans_of(best_path(scores))
    [(0, 2, 'PLACE')]
    """
    best = scores[0] + _ALLOWED[0]
    back = []
    for row in scores[1:]:
        ways = best[:, None] + _ALLOWED
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, str]]:
    """Read the names off a row of tags."""
    found: list[tuple[int, int, str]] = []
    for i, number in enumerate(path):
        place, _, label = TAGS[number].partition("-")
        if place == "B":
            found.append((i, i + 1, label))
        elif place == "I" and found:
            found[-1] = (found[-1][0], i + 1, label)
    return found


class MinilmNames:
    """The component: marks the names of documents."""

    labels = LABELS

    def __init__(self, folder: Path) -> None:
        self.encoder = load_minilm()
        with np.load(folder / FILE) as arrays:
            self.network = NameNetwork(arrays)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the names of one document."""
        self._mark([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Mark the names of documents, some at once."""
        waiting = iter(stream)
        while docs := list(islice(waiting, _DOCUMENTS_AT_ONCE)):
            self._mark(docs)
            yield from docs

    def _mark(self, docs: Sequence[Doc]) -> None:
        told = [[token for token in doc if not token.is_space] for doc in docs]
        words = [[token.text for token in tokens] for tokens in told]
        places = [(i, start, end) for i, text in enumerate(words) for start, end in stretches(text)]
        found = self.network.find(self.encoder, [words[i][start:end] for i, start, end in places])
        names: list[list[Span]] = [[] for _ in docs]
        for (i, offset, _), spans in zip(places, found, strict=True):
            for start, end, label in spans:
                first, last = told[i][offset + start], told[i][offset + end - 1]
                span = docs[i].char_span(first.idx, last.idx + len(last), label=label)
                names[i] += [span] if span is not None else []
        for doc, marked in zip(docs, names, strict=True):
            doc.ents = tuple(marked)
