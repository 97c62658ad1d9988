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
    """Units of one size, where chance is the textbook's: of six units a is in four, b in three, c in five."""
    units = [["a", "b"], ["a", "b"], ["a", "b"], ["a", "c"], ["c", "d"], ["c", "d"]]
    mentions, utterances = tables_of([(f"d:{i}-{i + 1}", "pipes", "certain", names) for i, names in enumerate(units)])
    comentions, _ = count_comentions(mentions, utterances, pd.DataFrame({"entity": list("abcd"), "kind": "person"}))
    tie = comentions.set_index(["source", "target"]).loc["a", "b"]
    even = 4 * 3 / tie["expected"]

    assert 3 == tie["n_blocks"]
    assert log(3 / tie["expected"]) / log(even / 3) == pytest.approx(tie["weight"])
    assert 3 / tie["expected"] > 1.2
    assert 6 * tie["p_value"] >= tie["q_value"] > tie["p_value"]


def test_count_comentions_knows_of_lists() -> None:
    """Where the corpus has long lists, any two names are expected to meet more often, and a tie is less of a finding."""
    names = [f"p{i:02}" for i in range(24)]
    units = {
        "short": [["a", "b"]] * 4 + [[names[i % 24], names[(i + 1) % 24]] for i in range(72)],
        "lists": [["a", "b"]] * 4 + [names] * 6,
    }
    found = {}
    for corpus, listed in units.items():
        spoken = [(f"d:{i}-{i + 1}", "pipes", "certain", named) for i, named in enumerate(listed)]
        mentions, utterances = tables_of(spoken)
        comentions, _ = count_comentions(
            mentions, utterances, pd.DataFrame({"entity": ["a", "b", *names], "kind": "person"})
        )
        found[corpus] = comentions.set_index(["source", "target"]).loc["a", "b"]

    assert 4 == found["short"]["n_blocks"] == found["lists"]["n_blocks"]
    assert found["short"]["expected"] < 0.3 < 1 < found["lists"]["expected"]
    assert found["short"]["q_value"] < 0.01 < 0.05 < found["lists"]["q_value"]


def test_count_comentions_controls_all_pairs() -> None:
    """Pairs never named together are tests too: one pair of six is tested with six in mind."""
    spoken = [(f"d:{i}-{i + 1}", "pipes", "certain", ["a", "b"] if i < 5 else ["c"]) for i in range(9)]
    mentions, utterances = tables_of([*spoken, ("d:9-10", "pipes", "certain", ["d"])])
    entities = pd.DataFrame({"entity": list("abcd"), "kind": "person"})
    comentions, _ = count_comentions(mentions, utterances, entities)

    assert comentions["p_value"][0] < 0.001  # counted over all worlds: 0.00017
    assert 6 * comentions["p_value"][0] == pytest.approx(comentions["q_value"][0])
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
    assert 0 == comentions["q_value"].lt(0.05).sum()
    assert comentions["p_value"].lt(0.05).mean() <= 0.07


def test_count_comentions_by_utterance_and_window() -> None:
    """The smaller the unit, the fewer ties: names of one paragraph may stand in two utterances, or far apart."""
    utterances = pd.DataFrame(
        {
            "utterance": ["u1", "u2"],
            "block": "d:0-99",
            "voice": "pipes",
            "state": "certain",
            "start": [0, 60],
        }
    )
    mentions = pd.DataFrame(
        {
            "utterance": ["u1", "u1", "u2"],
            "document": "d",
            "start": [5, 40, 70],
            "entity": ["lenin", "trotsky", "stalin"],
        }
    )
    sentences = pd.DataFrame({"document": "d", "start": [0, 30, 60]})
    pairs = {
        unit: len(count_comentions(mentions, utterances, ENTITIES, unit=unit, window=1, sentences=sentences)[0])
        for unit in ("block", "utterance", "window")
    }
    two, _ = count_comentions(mentions, utterances, ENTITIES, unit="window", window=2, sentences=sentences)

    assert {"block": 3, "utterance": 1, "window": 0} == pairs
    assert [("lenin", "trotsky")] == list(zip(two["source"], two["target"], strict=True))


def test_count_comentions_of_no_such_unit() -> None:
    """A unit that there is not, and windows without sentences, are answered with what there is."""
    mentions, utterances = tables_of(SPOKEN)

    with pytest.raises(ValueError, match="unit is 'page'; names can be counted together by block, utterance, window"):
        count_comentions(mentions, utterances, ENTITIES, unit="page")
    with pytest.raises(ValueError, match=r"sentences=split_sentences\(texts\)"):
        count_comentions(mentions, utterances, ENTITIES, unit="window")


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
