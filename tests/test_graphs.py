"""Graphs of co-mentions, small enough to check by eye."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from dhkit.graphs import comention_graph, measure_nodes, shorten_labels

ENTITIES = pd.DataFrame(
    {
        "entity": ["lenin", "stalin", "trotsky", "what-is-to-be-done"],
        "label": ["Lenin, Vladimir", "Stalin, Joseph", "Trotsky, Leon", "What Is to Be Done?"],
        "kind": ["person", "person", "person", "work"],
        "n_blocks": [4, 2, 2, 1],
    }
)


def graph_of(ties: dict[tuple[str, str], int]) -> nx.Graph[str]:
    """Return a graph of persons from pairs and their shared blocks."""
    names = sorted({name for pair in ties for name in pair})
    entities = pd.DataFrame({"entity": names, "label": names, "kind": "person", "n_blocks": 1})
    rows = [(*pair, n, 0.5, 0.01, "") for pair, n in sorted(ties.items())]
    pairs = pd.DataFrame(rows, columns=["source", "target", "n_blocks", "weight", "q_value", "voices"])
    return comention_graph(pairs, entities, min_blocks=1)


TWO_CIRCLES = {("a", "b"): 5, ("a", "c"): 4, ("b", "c"): 4, ("c", "x"): 2, ("x", "y"): 6, ("x", "z"): 5, ("y", "z"): 5}


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


def test_measure_nodes_of_two_circles() -> None:
    """Degree counts ties, strength adds shared blocks, neighbours are told by key."""
    measures = measure_nodes(graph_of(TWO_CIRCLES)).set_index("entity")

    assert [2, 3] == measures["degree"][["a", "x"]].tolist()
    assert [9, 13] == measures["strength"][["a", "x"]].tolist()
    assert ["a", "b", "x"] == measures["neighbours"]["c"]
