"""Places: where the nodes of a network and their names stand on a drawing.

In comes a graph, or nodes with their places, out go coordinates. Near and far have no meaning beyond the ties. Only
+ - * / and square roots are used, so that every machine draws the same picture. Leaves out what is drawn there
(`network_charts`).

    >>> graph = nx.Graph([("a", "b", {"n_blocks": 2})])
    >>> lay_out(graph)[["entity", "x"]].values.tolist()
    [['a', 1.0], ['b', 0.0]]
"""

from __future__ import annotations

from math import sqrt

import networkx as nx
import pandas as pd

from dhkit.circles import DRAWS, find_circles
from dhkit.graphs import DIGITS, TIE, keep_strongest, list_ties, measure_nodes


def map_network(
    graph: nx.Graph[str],
    comention_blocks: pd.DataFrame | None = None,
    *,
    most: int = 150,
    draws: int = DRAWS,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make of a graph what is needed to draw it: its strongest nodes with their circles and places, and their ties.

    Args:
        graph: made by `graphs.comention_graph`.
        comention_blocks: the table; blocks are drawn anew from it, to say how stable circles and brokers are.
        most: how many nodes are kept, those with the most shared blocks.
        draws: how often blocks are drawn.

    Returns:
        `nodes`, one row per node as in `graphs.measure_nodes` and `circles.find_circles`, with x and y, the strongest
        first; and `ties`, one row per tie, sorted by source and target: n_blocks, weight, q_value, voices, as in
        `circles.find_circles` apart, between, low, high, kept, the names of both ends and their places x, y and x2, y2.
        Circles and measures are those of the nodes that are kept.
    """
    kept = keep_strongest(graph, most)
    circles, bridges = find_circles(kept, comention_blocks, draws=draws)
    nodes = measure_nodes(kept).merge(circles, on="entity").merge(lay_out(kept), on="entity")
    rows = [(a, b, *(tie[name] for name in TIE)) for a, b, tie in list_ties(kept)]
    ties = pd.DataFrame(rows, columns=["source", "target", *TIE])
    ties = ties.astype({"source": "str", "target": "str", "voices": "str", "n_blocks": "int64", "q_value": "float64"})
    ties = ties.merge(bridges, on=["source", "target"])
    nodes = nodes.sort_values(["strength", "entity"], ascending=[False, True], ignore_index=True)
    return nodes, place_ties(ties, nodes)


def place_ties(ties: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Give ties the names and the places of their ends: source_name, target_name, x, y and x2, y2.

    Ties one end of which has no place are left out.
    """
    place = nodes.set_index("entity")
    placed = ties[ties["source"].isin(place.index) & ties["target"].isin(place.index)].copy()
    for end, (x, y) in {"source": ("x", "y"), "target": ("x2", "y2")}.items():
        placed[f"{end}_name"] = placed[end].map(place["name"])
        placed[x], placed[y] = placed[end].map(place["x"]), placed[end].map(place["y"])
    types = {**dict.fromkeys(["source_name", "target_name"], "str"), **dict.fromkeys(["x", "y", "x2", "y2"], "float64")}
    return placed.reset_index(drop=True).astype(types)


def lay_out(graph: nx.Graph[str], *, steps: int = 200) -> pd.DataFrame:
    """Give each node a place on a unit square: tied nodes draw near, all nodes push each other off.

    Only + - * / and square roots are used, and the first places follow a fixed sequence, so that every machine draws
    the same picture. Near and far have no meaning beyond that; a second layout would be as true.

    Returns:
        One row per node, sorted by entity: x and y, 0 to 1.

    Source:
        Fruchterman, T., Reingold, E. (1991), Graph drawing by force-directed placement, Software 21, 1129-1164.
    """
    nodes = sorted(graph)
    number = {node: i for i, node in enumerate(nodes)}
    most = max((tie["n_blocks"] for _, _, tie in list_ties(graph)), default=1)
    ties = [(number[a], number[b], 0.4 + 0.6 * tie["n_blocks"] / most) for a, b, tie in list_ties(graph)]
    x, y = [_halton(i + 1, 2) for i in range(len(nodes))], [_halton(i + 1, 3) for i in range(len(nodes))]
    apart = 1 / sqrt(max(len(nodes), 1))  # the distance at which a tie neither pulls nor pushes
    for step in range(steps):
        dx, dy = [0.5 - v for v in x], [0.5 - v for v in y]  # a light pull to the middle holds loose parts
        for i in range(len(nodes)):
            for j in range(i):
                u, v = x[i] - x[j], y[i] - y[j]
                push = apart * apart / (u * u + v * v + 1e-9)
                dx[i], dy[i], dx[j], dy[j] = dx[i] + u * push, dy[i] + v * push, dx[j] - u * push, dy[j] - v * push
        for i, j, strength in ties:
            u, v = x[i] - x[j], y[i] - y[j]
            pull = strength * sqrt(u * u + v * v) / apart
            dx[i], dy[i], dx[j], dy[j] = dx[i] - u * pull, dy[i] - v * pull, dx[j] + u * pull, dy[j] + v * pull
        longest = 0.1 * (1 - step / steps)
        for i in range(len(nodes)):
            short = min(1.0, longest / (sqrt(dx[i] * dx[i] + dy[i] * dy[i]) + 1e-9))
            x[i], y[i] = x[i] + dx[i] * short, y[i] + dy[i] * short
    return pd.DataFrame({"entity": nodes, "x": _spread(x), "y": _spread(y)}).astype({"entity": "str"})


def _halton(number: int, base: int) -> float:
    """The number-th point of the van der Corput sequence: points that fill 0 to 1 evenly, without chance."""
    value, part = 0.0, 1.0
    while number:
        part /= base
        number, digit = divmod(number, base)
        value += digit * part
    return value


def _spread(values: list[float]) -> list[float]:
    """Stretch values over 0 to 1, half by their size and half by their rank: crowds open, the shape stays."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    rank = {i: r for r, i in enumerate(sorted(range(len(values)), key=lambda i: (values[i], i)))}
    width, last = (high - low) or 1.0, max(len(values) - 1, 1)
    return [round(0.5 * (v - low) / width + 0.5 * rank[i] / last, DIGITS) for i, v in enumerate(values)]


_AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (2, 1), (-2, 1), (2, -1), (-2, -1))
"""Directions in which a name is looked a place for, farther and farther from its node."""


def place_names(
    nodes: pd.DataFrame,
    *,
    width: float,
    height: float,
    letter: float = 6.4,
    line: float = 14,
    most: int | None = None,
) -> pd.DataFrame:
    """Find for each name a place beside its node where it covers neither another name nor another node.

    Names are placed in the order of the rows, in the first place that is free: above, below, right, left, at the
    corners, then the same farther and farther away. A name is moved as far as it takes not to leave the drawing.

    Args:
        nodes: with name, x, y (0 to 1) and radius in the unit of width, the most important first.
        width: width of the drawing.
        height: its height, upwards.
        letter: usual width of a letter.
        line: height of a line.
        most: how many names are placed, the first; the rest stay free to appear above their nodes when asked for.

    Returns:
        The rows with name_x and name_y, the middle of the name; fits: whether a free place was found (the names of the
        others stand above their nodes); led: whether it is so far from its node that a line should lead there.
    """
    discs = [(x * width, y * height, r) for x, y, r in zip(nodes["x"], nodes["y"], nodes["radius"], strict=True)]
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in discs]
    found = []
    for number, ((x, y, r), name) in enumerate(zip(discs, nodes["name"], strict=True)):
        half = letter * len(name) / 2
        above, aside, corner = r + line / 2, r + 1 + half, 0.7 * r + line / 2
        offsets = [(0, above), (0, -above), (aside + 2, 0), (-aside - 2, 0)]
        offsets += [(s * aside, t * corner) for t in (1, -1) for s in (1, -1)]
        for away in range(1, 12):
            offsets += [(s * (0.5 * half + 0.75 * away * line), t * (above + 0.5 * away * line)) for s, t in _AROUND]
        places = [
            (min(max(x + u, half), width - half), min(max(y + v, line / 2), height - line / 2)) for u, v in offsets
        ]
        boxes = [(u - half, v - line / 2, u + half, v + line / 2) for u, v in places]
        wanted = most is None or number < most
        free = [i for i, box in enumerate(boxes) if not any(_overlap(box, t) for t in taken)] if wanted else []
        chosen = free[0] if free else 0
        if free:
            taken.append(boxes[chosen])
        u, v = places[chosen]
        found.append((round(u / width, DIGITS), round(v / height, DIGITS), bool(free), chosen >= len(_NEAR)))
    placed = pd.DataFrame(found, columns=["name_x", "name_y", "fits", "led"], index=nodes.index)
    return nodes.join(placed.astype({"fits": bool, "led": bool}))


_NEAR = range(8)
"""The places that touch the node: above, below, beside, at the corners."""


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
