"""Noun chunks of texts parsed with Universal Dependencies."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dhkit.noun_chunks import find_noun_chunks
from dhkit.pipelines import load_pipeline

NLP = spacy.blank("en")


def chunks(*tokens: str) -> list[str]:
    """Give the chunks of a sentence written as word/part/relation/head, heads counted from 1, 0 the root."""
    words, parts, relations, heads = zip(*(t.rsplit("/", 3) for t in tokens), strict=True)
    doc = Doc(
        NLP.vocab,
        words=list(words),
        pos=list(parts),
        deps=list(relations),
        heads=[int(h) - 1 if h != "0" else i for i, h in enumerate(heads)],
    )
    return [doc[a:b].text for a, b, _ in find_noun_chunks(doc)]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("the/DET/det/3 old/ADJ/amod/3 loom/NOUN/nsubj/4 broke/VERB/ROOT/0", ["the old loom"]),
        ("Ada/PROPN/nsubj/3 Voss/PROPN/flat/1 left/VERB/ROOT/0", ["Ada Voss"]),
        ("the/DET/det/2 fall/NOUN/nsubj/5 of/ADP/case/4 Velm/PROPN/nmod/2 came/VERB/ROOT/0", ["the fall", "Velm"]),
        ("her/PRON/nmod:poss/2 cloth/NOUN/nsubj/3 tore/VERB/ROOT/0", ["her cloth"]),
        ("water/NOUN/compound/2 mills/NOUN/nsubj/3 turn/VERB/ROOT/0", ["water mills"]),
        ("she/PRON/nsubj/2 left/VERB/ROOT/0", ["she"]),
        ("left/VERB/ROOT/0", []),
    ],
)
def test_chunks(tokens: str, expected: list[str]) -> None:
    """A chunk is a noun with what belongs to it before it and the rest of a name; what depends through *of* is another."""
    assert expected == chunks(*tokens.split())


def test_as_spacy_offers_them() -> None:
    """`doc.noun_chunks` gives them in a text read with the shipped pipeline."""
    doc = load_pipeline("en_dhkit", whole=True)("The old weavers of Velm left the town.")

    assert ["The old weavers", "Velm", "the town"] == [c.text for c in doc.noun_chunks]


def test_an_unparsed_text() -> None:
    """Without a parse the message says what is missing."""
    with pytest.raises(ValueError, match="noun chunks need a parsed text"):
        list(find_noun_chunks(NLP("The old loom.")))
