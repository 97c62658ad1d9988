"""Co-mentions, on hand-made tables whose results are worked out on paper."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest

from dhkit.networks import KINDS, count_comentions, locate_comentions
from dhkit.tables import check_table

# Who names whom: block, voice, state of the attribution, entities named. Five units count; the ambiguous one does not.
SPOKEN = [
    ("d:1-9", "pipes", "certain", ["lenin", "trotsky", "stalin", "what-is-to-be-done"]),
    ("d:1-9", "sukhanov", "inferred", ["lenin", "trotsky"]),
    ("d:10-19", "pipes", "certain", ["lenin", "trotsky", "lenin"]),
    ("d:20-29", "pipes", "certain", ["lenin"]),
    ("d:30-39", "pipes", "certain", ["stalin"]),
    ("d:30-39", "sukhanov", "ambiguous", ["lenin"]),
]

ENTITIES = pd.DataFrame(
    {
        "entity": ["lenin", "stalin", "trotsky", "what-is-to-be-done"],
        "label": ["Lenin, Vladimir", "Stalin, Joseph", "Trotsky, Leon", "What Is to Be Done?"],
        "kind": ["person", "person", "person", "work"],
        "n_blocks": [4, 2, 2, 1],
    }
)


def tables_of(spoken: list[tuple[str, str, str, list[str]]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return mentions and utterances, with the columns that count."""
    utterances = pd.DataFrame(
        [(f"u{i}", block, voice, state) for i, (block, voice, state, _) in enumerate(spoken)],
        columns=["utterance", "block", "voice", "state"],
    )
    mentions = [(f"u{i}", entity) for i, (_, _, _, named) in enumerate(spoken) for entity in named]
    return pd.DataFrame(mentions, columns=["utterance", "entity"]), utterances


def test_count_comentions_by_block_and_voice() -> None:
    """A tie needs one block and one voice; ambiguous voices and works make none; blocks are counted once."""
    mentions, utterances = tables_of(SPOKEN)
    comentions, blocks = count_comentions(mentions, utterances, ENTITIES)

    assert [
        ("lenin", "stalin", 1, "pipes"),
        ("lenin", "trotsky", 2, "pipes; sukhanov"),
        ("stalin", "trotsky", 1, "pipes"),
    ] == list(comentions[["source", "target", "n_blocks", "voices"]].itertuples(index=False, name=None))
    assert [
        ("lenin", "stalin", "d:1-9"),
        ("lenin", "trotsky", "d:1-9"),
        ("lenin", "trotsky", "d:10-19"),
        ("stalin", "trotsky", "d:1-9"),
    ] == list(blocks.itertuples(index=False, name=None))


def test_count_comentions_against_chance() -> None:
    """Of five units Lenin is in four, Trotsky in three, Stalin in two: the figures follow by hand."""
    mentions, utterances = tables_of(SPOKEN)
    comentions, _ = count_comentions(mentions, utterances, ENTITIES)

    assert [1.6, 2.4, 1.2] == pytest.approx(comentions["expected"].tolist())
    assert [1.0, 4 / 10, 9 / 10] == pytest.approx(comentions["p_value"].tolist())
    assert [1.0, 1.0, 1.0] == pytest.approx(comentions["q_value"].tolist())
    assert log(15 / 12) / log(5 / 3) == pytest.approx(comentions["weight"][1])


def test_count_comentions_controls_all_pairs() -> None:
    """Pairs never named together are tests too: one pair of six is tested with six in mind."""
    spoken = [(f"d:{i}-{i + 1}", "pipes", "certain", ["a", "b"] if i < 5 else ["c"]) for i in range(9)]
    mentions, utterances = tables_of([*spoken, ("d:9-10", "pipes", "certain", ["d"])])
    entities = pd.DataFrame({"entity": list("abcd"), "kind": "person"})
    comentions, _ = count_comentions(mentions, utterances, entities)

    assert 1 / 252 == pytest.approx(comentions["p_value"][0])
    assert 6 / 252 == pytest.approx(comentions["q_value"][0])
    assert 1.0 == pytest.approx(comentions["weight"][0])


def test_count_comentions_finds_little_in_noise() -> None:
    """Names strewn over blocks without regard to each other give next to no ties that chance does not explain."""
    lots = np.random.default_rng(7)
    names = [f"p{i:02}" for i in range(30)]
    spoken = [
        (f"d:{i}-{i + 1}", "pipes", "certain", [n for n, r in zip(names, lots.random(30), strict=True) if r < 0.2])
        for i in range(300)
    ]
    mentions, utterances = tables_of(spoken)
    comentions, _ = count_comentions(mentions, utterances, pd.DataFrame({"entity": names, "kind": "person"}))

    assert 435 == len(comentions)
    assert comentions["q_value"].lt(0.05).mean() <= 0.05
    assert comentions["p_value"].lt(0.05).mean() <= 0.07


@pytest.mark.parametrize(
    "spoken", [SPOKEN, [], [("d:1-9", "pipes", "certain", ["lenin"])]], ids=["some", "none", "one"]
)
def test_count_comentions_keeps_the_contract(spoken: list[tuple[str, str, str, list[str]]]) -> None:
    """The frames are tables of the contract, empty ones too."""
    mentions, utterances = tables_of(spoken)
    comentions, blocks = count_comentions(mentions, utterances, ENTITIES)

    check_table("comentions", comentions)
    check_table("comention_blocks", blocks)


def test_count_comentions_by_kind() -> None:
    """Kinds can be chosen, works among them."""
    mentions, utterances = tables_of(SPOKEN)
    comentions, _ = count_comentions(mentions, utterances, ENTITIES, kinds=[*KINDS, "work"])

    assert 6 == len(comentions)


def test_locate_comentions_both_ways() -> None:
    """A pair leads to its passages whichever of the two is named first."""
    shared = pd.DataFrame({"source": ["lenin"], "target": ["stalin"], "block": ["d:1-9"]})
    blocks = pd.DataFrame({"block": ["d:1-9", "d:10-19"], "document": "d", "start": [1, 10], "end": [9, 19]})

    assert [("lenin", "stalin", "d:1-9", "d", 1, 9), ("stalin", "lenin", "d:1-9", "d", 1, 9)] == list(
        locate_comentions(shared, blocks).itertuples(index=False, name=None)
    )
