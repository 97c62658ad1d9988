"""Circles: who is named more with each other than with the rest, who stands between, and how sure that is.

In come a graph and the blocks behind its ties, out go one row per node and one per tie. No division is shown that one
seed or a handful of blocks have made: blocks are drawn anew with replacement a hundred times, each time the ties are
counted and divided again from another seed, and circles are what these divisions agree on. A draw can lose a tie but
not win one, and whether a tie is beyond chance is not asked again: the intervals are of the network that is shown, and
rather too narrow than too wide.

    >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c")])
    >>> nx.set_edge_attributes(graph, 2, "n_blocks")
    >>> nx.set_node_attributes(graph, {node: node.upper() for node in graph}, "name")
    >>> nodes, _ = find_circles(graph)
    >>> nodes[["entity", "circle", "stability"]].values.tolist()
    [['a', 'A · B', 1.0], ['b', 'A · B', 1.0], ['c', 'A · B', 1.0]]

Sources:
    Blondel, V. et al. (2008), Fast unfolding of communities in large networks (Louvain), as in networkx.
    Fred, A., Jain, A. (2005), Combining multiple clusterings using evidence accumulation, IEEE TPAMI 27, 835-850.
    Freeman, L. (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from dhkit.graphs import DIGITS, list_ties
from dhkit.networks import SEED
from dhkit.resampling import TAIL, count_lots, make_lots

DRAWS = 100
"""How often blocks are drawn and the network divided anew."""

TOGETHER = 0.5
"""Two groups are one circle while their members are together in more than this share of the divisions, on average."""


def find_circles(
    graph: nx.Graph[str],
    comention_blocks: pd.DataFrame | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Divide a graph into circles and find who stands between them, each with how sure it is.

    Args:
        graph: made by `graphs.comention_graph`; ties count by their shared blocks.
        comention_blocks: the table `comention_blocks`, or the rows of a layer; without it blocks are not drawn, and
            what is told is only how far another seed would divide otherwise.
        draws: how often blocks are drawn and divided.
        seed: where the drawing of lots begins.

    Returns:
        `nodes`, one row per node, sorted by entity: community counts from 1, the largest first; circle names it by its
        two nodes with the most shared blocks; stability (0 to 1) is the share of divisions in which the node is with
        another of its circle, on average over these, or alone, if it is a circle of its own; between (0 to 1) the share
        of shortest ways between others that lead over it (high for brokers), low and high its interval (95 in 100).

        `bridges`, one row per tie, sorted by source and target: apart, whether it joins two circles; between, low and
        high, the share of all shortest ways that take it; kept, the share of draws in which it has a block.
    """
    nodes, ties = sorted(graph), list_ties(graph)
    number = {node: i for i, node in enumerate(nodes)}  # sets of numbers have one order, sets of names have not
    ends = np.array([(number[a], number[b]) for a, b, _ in ties], np.int64).reshape(-1, 2)
    counts = np.array([tie["n_blocks"] for *_, tie in ties], np.int64)
    drawn = _draw_ties(ties, counts, comention_blocks, draws, seed)

    together = np.zeros((len(nodes), len(nodes)))
    between, on_ties = np.zeros((draws, len(nodes))), np.zeros((draws, len(ties)))
    for draw in range(draws):
        weights = drawn[draw]
        part = _divide(len(nodes), ends, weights, seed + draw)
        together += part[:, None] == part[None, :]
        if draw == 0 or comention_blocks is not None:  # what is not drawn anew is the same in each draw
            between[draw], on_ties[draw] = _stand_between(len(nodes), ends[weights > 0], weights > 0)
        else:
            between[draw], on_ties[draw] = between[0], on_ties[0]
    together /= draws
    at_hand, on_tie = _stand_between(len(nodes), ends, np.ones(len(ties), bool))
    found = pd.DataFrame({"entity": nodes, **_name_circles(graph, nodes, together)})
    found["between"] = at_hand.round(DIGITS)
    bridges = pd.DataFrame([(a, b) for a, b, _ in ties], columns=["source", "target"])
    community = found["community"].to_numpy()
    bridges["apart"] = community[ends[:, 0]] != community[ends[:, 1]]
    bridges["between"] = on_tie.round(DIGITS)
    for frame, values in ((found, between), (bridges, on_ties)):
        low, high = np.quantile(values, [TAIL, 1 - TAIL], axis=0)
        # The network at hand is one of those that could be: its own value is never left out.
        frame["low"] = np.minimum(low, frame["between"]).round(DIGITS)
        frame["high"] = np.maximum(high, frame["between"]).round(DIGITS)
    bridges["kept"] = (drawn > 0).mean(axis=0).round(DIGITS)
    return found.astype({"entity": "str"}), bridges.astype({"source": "str", "target": "str"})


def _draw_ties(
    ties: list[tuple[str, str, dict[str, object]]],
    counts: np.ndarray,
    comention_blocks: pd.DataFrame | None,
    draws: int,
    seed: int,
) -> np.ndarray:
    """Shared blocks of each tie in each draw: a row per draw, a column per tie."""
    if comention_blocks is None or not ties:
        return np.tile(counts, (draws, 1))
    order = pd.DataFrame([(a, b, i) for i, (a, b, _) in enumerate(ties)], columns=["source", "target", "tie"])
    behind = comention_blocks.merge(order, on=["source", "target"])
    if len(behind) != counts.sum():
        raise ValueError(
            f"the ties of the graph have {counts.sum()} shared blocks, comention_blocks has {len(behind)} of them: "
            "give the table that was counted together with the graph's comentions"
        )
    block, names = pd.factorize(behind["block"], sort=True)
    lots = count_lots(len(names), draws, make_lots("circles", seed=seed))
    drawn = np.zeros((draws, len(ties)), np.int64)
    np.add.at(drawn.T, behind["tie"].to_numpy(), lots.T[block])
    return drawn


def _divide(n_nodes: int, ends: np.ndarray, weights: np.ndarray, seed: int) -> np.ndarray:
    graph: nx.Graph[int] = nx.empty_graph(n_nodes)
    graph.add_weighted_edges_from((int(a), int(b), int(w)) for (a, b), w in zip(ends, weights, strict=True) if w)
    part = np.zeros(n_nodes, np.int64)
    for label, members in enumerate(nx.community.louvain_communities(graph, weight="weight", seed=seed)):
        part[sorted(members)] = label
    return part


def _stand_between(n_nodes: int, ends: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Betweenness of nodes and of ties, each as a share of the pairs of nodes that could need them."""
    graph: nx.Graph[int] = nx.empty_graph(n_nodes)
    graph.add_edges_from((int(a), int(b)) for a, b in ends)
    over = nx.edge_betweenness_centrality(graph, normalized=False)
    ways = np.array([over.get((a, b), over.get((b, a), 0.0)) for a, b in ends.tolist()])
    at_node = np.zeros(n_nodes)
    for end in ends.T:
        np.add.at(at_node, end, ways)
    reached = np.zeros(n_nodes)
    for part in nx.connected_components(graph):
        reached[sorted(part)] = len(part) - 1
    # Of the ways over a node's ties, those that begin there are counted once, those that go through twice.
    through = (at_node - reached) / 2 / max((n_nodes - 1) * (n_nodes - 2) / 2, 1)
    on_ties = np.zeros(len(present))
    on_ties[present] = ways / max(n_nodes * (n_nodes - 1) / 2, 1)
    return np.clip(through, 0, 1), on_ties


def _name_circles(graph: nx.Graph[str], nodes: list[str], together: np.ndarray) -> dict[str, list[object]]:
    """Community, name of the circle and stability of each node, from how often two are in one part."""
    strength = dict(graph.degree(weight="n_blocks"))
    if len(nodes) > 1:
        tree = hierarchy.linkage(squareform(1 - together, checks=False), "average")
        label = hierarchy.fcluster(tree, 1 - TOGETHER, "distance")
    else:
        label = np.zeros(len(nodes), np.int64)
    parts = sorted((np.flatnonzero(label == one).tolist() for one in set(label.tolist())), key=lambda p: (-len(p), p))
    found: dict[str, list[object]] = {name: [None] * len(nodes) for name in ("community", "circle", "stability")}
    for community, part in enumerate(parts, start=1):
        strongest = sorted((nodes[i] for i in part), key=lambda node: (-strength[node], node))[:2]
        for i in part:
            others = [j for j in part if j != i]
            alone = 1 - np.delete(together[i], i).max(initial=0.0)
            found["community"][i] = community
            found["circle"][i] = " · ".join(graph.nodes[node]["name"] for node in strongest)
            found["stability"][i] = round(float(together[i, others].mean() if others else alone), DIGITS)
    return found
