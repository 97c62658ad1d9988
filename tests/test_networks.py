"""Co-mentions and their graph, on hand-made tables whose results are worked out on paper."""

from __future__ import annotations

import os
import subprocess
import sys
from math import log
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from dhkit.networks import (
    KINDS,
    comention_graph,
    count_comentions,
    find_communities,
    lay_out,
    map_network,
    measure_nodes,
    shorten_labels,
)
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


def graph_of(ties: dict[tuple[str, str], int]) -> nx.Graph[str]:
    """Return a graph of persons from pairs and their shared blocks."""
    names = sorted({name for pair in ties for name in pair})
    entities = pd.DataFrame({"entity": names, "label": names, "kind": "person", "n_blocks": 1})
    pairs = pd.DataFrame([(*pair, n, 0.5, 0.01, "") for pair, n in sorted(ties.items())])
    pairs.columns = pd.Index(["source", "target", "n_blocks", "weight", "q_value", "voices"])
    return comention_graph(pairs, entities, min_blocks=1)


TWO_CIRCLES = {("a", "b"): 5, ("a", "c"): 4, ("b", "c"): 4, ("c", "x"): 2, ("x", "y"): 6, ("x", "z"): 5, ("y", "z"): 5}


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


def test_shorten_labels_keeps_namesakes_apart() -> None:
    """Two persons of one family name keep their full labels; others than persons keep theirs."""
    labels = ["Stalin, Joseph", "Stalin, Vasily", "Lenin, Vladimir", "Moscow, city"]
    entities = pd.DataFrame({"label": labels, "kind": ["person", "person", "person", "place"]})

    assert ["Stalin, Joseph", "Stalin, Vasily", "Lenin", "Moscow, city"] == shorten_labels(entities).tolist()


def test_comention_graph_keeps_strong_ties() -> None:
    """Ties below the thresholds, and entities left out, are not in the graph; nobody is there without a tie."""
    pairs = pd.DataFrame(
        {
            "source": ["lenin", "lenin", "stalin"],
            "target": ["stalin", "trotsky", "trotsky"],
            "n_blocks": [1, 2, 3],
            "weight": [0.1, 0.2, 0.3],
            "q_value": [0.01, 0.2, 0.03],
            "voices": ["a", "b", "c"],
        }
    )

    assert [("lenin", "trotsky"), ("stalin", "trotsky")] == list(comention_graph(pairs, ENTITIES).edges)
    assert [("stalin", "trotsky")] == list(comention_graph(pairs, ENTITIES, max_q=0.05).edges)
    assert [("lenin", "trotsky")] == list(comention_graph(pairs, ENTITIES, without=["stalin"]).edges)
    assert [] == list(comention_graph(pairs, ENTITIES, kinds=["place"]).nodes)


def test_find_communities_of_two_circles() -> None:
    """Two triangles joined by one thin tie are two circles, each named by its strongest."""
    found = find_communities(graph_of(TWO_CIRCLES)).set_index("entity")

    assert [found["community"]["a"]] * 3 == found["community"][["a", "b", "c"]].tolist()
    assert [found["community"]["x"]] * 3 == found["community"][["x", "y", "z"]].tolist()
    assert ["c · a", "x · y"] == sorted(found["circle"].unique())
    assert 2 == found["community"].max()


def test_measure_nodes_of_two_circles() -> None:
    """Those on the bridge are brokers; strength adds shared blocks."""
    measures = measure_nodes(graph_of(TWO_CIRCLES)).set_index("entity")

    assert [2, 3] == measures["degree"][["a", "x"]].tolist()
    assert [9, 13] == measures["strength"][["a", "x"]].tolist()
    assert [0.0, 0.6] == measures["between"][["a", "x"]].tolist()
    assert ["a", "b", "x"] == measures["neighbours"]["c"]


def test_lay_out_draws_tied_nodes_near() -> None:
    """Places fill the unit square, nobody sits on another, and a tie is shorter than a non-tie on average."""
    graph = graph_of(TWO_CIRCLES)
    places = lay_out(graph).set_index("entity")
    gap = {
        (a, b): ((places["x"][a] - places["x"][b]) ** 2 + (places["y"][a] - places["y"][b]) ** 2) ** 0.5
        for a in graph
        for b in graph
        if a < b
    }
    tied = [d for pair, d in gap.items() if graph.has_edge(*pair)]
    free = [d for pair, d in gap.items() if not graph.has_edge(*pair)]

    assert (0.0, 1.0) == (places["x"].min(), places["x"].max())
    assert min(gap.values()) > 0.05
    assert sum(tied) / len(tied) < sum(free) / len(free)


def test_map_network_keeps_the_strongest() -> None:
    """Nodes are cut to the most tied; ties know the names and places of both ends."""
    nodes, ties = map_network(graph_of(TWO_CIRCLES), most=4)
    places = nodes.set_index("entity")

    assert ["c", "x", "y", "z"] == sorted(nodes["entity"])
    assert [("c", "x"), ("x", "y"), ("x", "z"), ("y", "z")] == list(zip(ties["source"], ties["target"], strict=True))
    assert places.loc[ties["target"], "x"].tolist() == ties["x2"].tolist()
    assert nodes["strength"].is_monotonic_decreasing


def test_map_network_of_nothing() -> None:
    """No tie is an answer, not an error."""
    nodes, ties = map_network(comention_graph(count_comentions(*tables_of([]), ENTITIES)[0], ENTITIES))

    assert (0, 0) == (len(nodes), len(ties))
    assert "circle" in nodes


def test_map_network_has_no_order_of_its_own() -> None:
    """The same graph gives the same drawing, whatever order Python's sets have in a process."""
    code = (
        "import tests.test_networks as t, dhkit.networks as n;"
        "nodes, ties = n.map_network(t.graph_of(t.TWO_CIRCLES), most=5);"
        "print(nodes.to_csv(), ties.to_csv())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])},
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(printed)
