"""Places of nodes and names on a drawing, on graphs small enough to check by eye."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from test_graphs import ENTITIES, TWO_CIRCLES, graph_of

from dhkit.graphs import comention_graph
from dhkit.places import lay_out, map_network, place_names


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
        "import tests.test_graphs as t, dhkit.places as n;"
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
    """The first name stands above its node; the next avoids it; one that must move away is led there by a line."""
    nodes = pd.DataFrame(
        {"name": ["Lenin", "Trotsky", "Kamenev"], "x": [0.5, 0.5, 0.5], "y": [0.5, 0.6, 0.55], "radius": 5.0}
    )
    placed = place_names(nodes, width=200, height=100, letter=6, line=10)
    narrow = place_names(nodes, width=90, height=100, letter=6, line=10)

    assert [True, True, True] == placed["fits"].tolist()
    assert [False, False, False] == placed["led"].tolist()
    assert [True, True, True] == narrow["fits"].tolist()
    assert [False, False, True] == narrow["led"].tolist()
    assert (0.5, 0.4) == tuple(placed.loc[0, ["name_x", "name_y"]])
    assert (0.5, 0.7) == tuple(placed.loc[1, ["name_x", "name_y"]])


def test_place_names_of_a_crowd() -> None:
    """Of 150 nodes the 40 strongest bear their names, no name covers another, none leaves the drawing."""
    lots = np.random.default_rng(5)
    x, y = lots.random((2, 150)).round(4)
    nodes = pd.DataFrame({"name": [f"Somebody {i:03}" for i in range(150)], "x": x, "y": y, "radius": 5.0})
    named = place_names(nodes, width=760, height=600, most=40).query("fits")
    left, half = named["name_x"].to_numpy() * 760, 6.4 * 12 / 2
    low = named["name_y"].to_numpy() * 600
    beside = np.abs(left[:, None] - left) >= 2 * half - 0.1
    above = np.abs(low[:, None] - low) >= 14 - 0.1

    assert list(range(40)) == named.index.tolist()
    assert (beside | above | np.eye(40, dtype=bool)).all()
    assert left.min() >= half - 0.1
    assert left.max() <= 760 - half + 0.1
