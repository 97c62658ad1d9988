"""Counts over mentions, on hand-made tables whose results are worked out on paper."""

from __future__ import annotations

import pandas as pd

from dhkit.surfaces import count_finders, count_mentions, count_namers, count_surfaces

VOICES = pd.DataFrame(
    {"voice": ["brandt", "calder"], "name": ["Brandt, Ada", "Calder, Ruth"], "family": ["Brandt", "Calder"], "role": ""}
)
DOCUMENTS = pd.DataFrame(
    {
        "document": ["essay", "web"],
        "voice": ["brandt", "calder"],
        "title": ["The Dry Loom", "Looms"],
        "year": pd.array([2014, None], dtype="Int64"),
        "n_chars": [200, 100],
    }
)
ENTITIES = pd.DataFrame(
    {"entity": ["velm", "voss"], "label": ["Velm", "Voss, Hester"], "kind": ["place", "person"], "n_mentions": [2, 4]}
)
MENTIONS = pd.DataFrame(
    [
        ("voss", "Voss", "person", "authority", "essay", "u1"),
        ("voss", "Hester Voss", "person", "authority", "essay", "u2"),
        ("voss", "Voss", "person", "surname", "web", "u3"),
        ("voss", "H. Voss", "person", "model", "web", ""),
        ("velm", "Velm", "place", "model", "essay", "u1"),
        ("velm", "Velm", "place", "authority", "essay", "u2"),
    ],
    columns=["entity", "surface", "kind", "rule", "document", "utterance"],
)
UTTERANCES = pd.DataFrame({"utterance": ["u1", "u2", "u3"], "voice": ["brandt", "calder", "brandt"]})


def test_mentions_for_the_length_of_the_document() -> None:
    """Two mentions in 200 code points are 100 in 10,000."""
    counts = count_mentions(MENTIONS, ENTITIES, DOCUMENTS, VOICES)

    assert [
        ("voss", "Brandt, 2014", 2, 100.0),
        ("voss", "Calder", 2, 200.0),
        ("velm", "Brandt, 2014", 2, 100.0),
    ] == list(counts[["entity", "document_label", "n", "per_10k"]].itertuples(index=False, name=None))


def test_surfaces() -> None:
    """The entity with most forms comes first, and of its forms the most usual."""
    counts = count_surfaces(MENTIONS, ENTITIES)

    assert [("Voss", 2, 2, 3), ("H. Voss", 1, 1, 3), ("Hester Voss", 1, 1, 3), ("Velm", 2, 1, 1)] == list(
        counts[["surface", "n", "n_documents", "n_forms"]].itertuples(index=False, name=None)
    )


def test_one_form_with_either_apostrophe() -> None:
    """A curly mark makes no other form."""
    rows = MENTIONS.head(2).assign(surface=["Weavers' Hall", "Weavers’ Hall"])

    assert [2] == count_surfaces(rows, ENTITIES)["n"].tolist()


def test_namers() -> None:
    """Words count for the voice that says them; a mention in no utterance has no voice."""
    counts = count_namers(MENTIONS, UTTERANCES, ENTITIES, VOICES)

    assert [
        ("brandt", "voss", 2, 0.6667), ("brandt", "velm", 1, 0.3333), ("calder", "velm", 1, 0.5), ("calder", "voss", 1, 0.5),
    ] == list(counts[["voice", "entity", "n", "share"]].itertuples(index=False, name=None))  # fmt: skip
    assert "Brandt" == counts["voice_label"].iloc[0]


def test_finders() -> None:
    """A name is found by the authority file, by the model, or by any other rule of the document."""
    counts = count_finders(MENTIONS)

    assert [
        ("person", "authority file", 2, 1, 0.5), ("person", "model", 1, 1, 0.25), ("person", "rules", 1, 1, 0.25),
        ("place", "authority file", 1, 1, 0.5), ("place", "model", 1, 1, 0.5),
    ] == list(counts.itertuples(index=False, name=None))  # fmt: skip
