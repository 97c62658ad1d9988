"""Circles, their stability and who stands between, on graphs small enough to check by eye."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from test_graphs import TWO_CIRCLES, graph_of

from dhkit.circles import find_circles


def blocks_of(ties: dict[tuple[str, str], int]) -> pd.DataFrame:
    """Return a block of its own for each shared block of each pair."""
    rows = [(*pair, f"{a}{b}:{i}") for pair, n in ties.items() for i in range(n) for a, b in [pair]]
    return pd.DataFrame(rows, columns=["source", "target", "block"])


def test_find_circles_of_two_triangles() -> None:
    """Two triangles joined by one thin tie are two circles, each named by its strongest."""
    found = find_circles(graph_of(TWO_CIRCLES))[0].set_index("entity")

    assert [found["community"]["a"]] * 3 == found["community"][["a", "b", "c"]].tolist()
    assert [found["community"]["x"]] * 3 == found["community"][["x", "y", "z"]].tolist()
    assert ["c · a", "x · y"] == sorted(found["circle"].unique())
    assert 2 == found["community"].max()
    assert [1.0] * 6 == found["stability"].tolist()


def test_find_circles_is_less_sure_of_who_stands_between() -> None:
    """A node that hangs on either circle by one block each is the least stable, and the broker."""
    ties = {**TWO_CIRCLES, ("a", "m"): 1, ("m", "y"): 1}
    del ties["c", "x"]
    found = find_circles(graph_of(ties), blocks_of(ties))[0].set_index("entity")

    assert "m" == found["stability"].idxmin()
    assert found["stability"]["m"] < 0.9
    assert "m" == found["between"].idxmax()
    assert found["low"]["m"] < found["between"]["m"] <= found["high"]["m"]


def test_find_circles_finds_bridges() -> None:
    """The tie between two circles is the one that is apart; ties of many blocks are hardly ever lost in a draw."""
    bridges = find_circles(graph_of(TWO_CIRCLES), blocks_of(TWO_CIRCLES))[1].set_index(["source", "target"])

    assert [("c", "x")] == bridges.index[bridges["apart"]].tolist()
    assert ("c", "x") == bridges["between"].idxmax()
    assert bridges.loc[("c", "x"), "kept"] < 0.95 < bridges.loc[("x", "y"), "kept"]


def test_betweenness_is_that_of_networkx() -> None:
    """What is found over the ties is the measure everybody knows, in graphs of several parts too."""
    graph = graph_of({**TWO_CIRCLES, ("p", "q"): 2, ("q", "r"): 2})
    found = find_circles(graph)[0].set_index("entity")["between"]

    assert nx.betweenness_centrality(graph) == pytest.approx(found.to_dict(), abs=1e-4)


def test_find_circles_of_nothing_and_of_other_blocks() -> None:
    """No tie gives empty frames; blocks that were not counted with the graph are the caller's mistake."""
    nodes, bridges = find_circles(nx.Graph(), blocks_of({}))

    assert (0, 0) == (len(nodes), len(bridges))
    with pytest.raises(ValueError, match="31 shared blocks, comention_blocks has 5 of them"):
        find_circles(graph_of(TWO_CIRCLES), blocks_of({("a", "b"): 5}))
