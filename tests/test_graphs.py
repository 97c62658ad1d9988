"""Graphs of co-mentions, small enough to check by eye."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd

from dhkit.graphs import (
    comention_graph,
    find_communities,
    lay_out,
    map_network,
    measure_nodes,
    place_names,
    shorten_labels,
)

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
    pairs = pd.DataFrame(columns=["source", "target", "n_blocks", "weight", "q_value", "voices"])
    nodes, ties = map_network(comention_graph(pairs, ENTITIES))

    assert (0, 0) == (len(nodes), len(ties))
    assert "circle" in nodes


def test_map_network_has_no_order_of_its_own() -> None:
    """The same graph gives the same drawing, whatever order Python's sets have in a process."""
    code = (
        "import tests.test_graphs as t, dhkit.graphs as n;"
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


def test_place_names_finds_free_places() -> None:
    """The first name stands above its node; the next avoids it; one that finds no place is marked, not lost."""
    nodes = pd.DataFrame(
        {"name": ["Lenin", "Trotsky", "Kamenev"], "x": [0.5, 0.5, 0.5], "y": [0.5, 0.6, 0.55], "radius": 5.0}
    )
    placed = place_names(nodes, width=200, height=100, letter=6, line=10)

    narrow = place_names(nodes, width=90, height=100, letter=6, line=10)

    assert [True, True, True] == placed["fits"].tolist()
    assert [True, True, False] == narrow["fits"].tolist()
    assert (0.5, 0.4) == tuple(placed.loc[0, ["name_x", "name_y"]])
    assert (0.5, 0.7) == tuple(placed.loc[1, ["name_x", "name_y"]])
    assert (0.645, 0.55) == tuple(placed.loc[2, ["name_x", "name_y"]])
