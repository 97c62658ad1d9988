"""Networks as graphs: who belongs to which circle, who stands between circles, and where each is drawn.

In comes the table `comentions`, out go a networkx graph, its communities, its measures and the places of its nodes and
names on a drawing, each as a frame with one row per node. Nothing depends on the order of sets or on the machine.
Leaves out which pairs there are (`networks`) and what the drawing looks like (`charts`).

    >>> comentions = pd.DataFrame({"source": ["kester"], "target": ["orlov"], "n_blocks": [4], "weight": [0.5],
    ...                            "q_value": [0.01], "voices": ["service"]})
    >>> entities = pd.DataFrame({"entity": ["kester", "orlov"], "label": ["Kester, Jan", "Orlov, Pavel"],
    ...                          "kind": ["person", "person"], "n_blocks": [9, 6]})
    >>> graph = comention_graph(comentions, entities)
    >>> graph.nodes["kester"]["name"], graph.edges["kester", "orlov"]["n_blocks"]
    ('Kester', 4)
"""

from __future__ import annotations

from collections.abc import Collection
from math import sqrt
from operator import itemgetter
from typing import Any

import networkx as nx
import pandas as pd

from dhkit.networks import KINDS, SEED

_TIE = ["n_blocks", "weight", "q_value", "voices"]  # what an edge carries
_DIGITS = 4


def shorten_labels(entities: pd.DataFrame) -> pd.Series:
    """Give each entity the shortest name that no other entity of the frame has: of a person the family name.

    Returns:
        Names, with the index of `entities`. Two persons with one family name both keep their full label.

    Example:
        >>> entities = pd.DataFrame({"label": ["Orlov, Pavel", "Kerem"], "kind": ["person", "place"]})
        >>> shorten_labels(entities).tolist()
        ['Orlov', 'Kerem']
    """
    short = entities["label"].where(entities["kind"].ne("person"), entities["label"].str.partition(",")[0])
    return short.mask(short.duplicated(keep=False), entities["label"]).rename("name")


def comention_graph(
    comentions: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    min_blocks: int = 2,
    max_q: float = 1.0,
    kinds: Collection[str] = KINDS,
    without: Collection[str] = (),
) -> nx.Graph[str]:
    """Make a graph of the pairs that are named together often enough.

    Args:
        comentions: the table `comentions`.
        entities: the table `entities`.
        min_blocks: fewest shared blocks of a tie; one block alone may be a list of names.
        max_q: largest q_value of a tie; 0.05 keeps those that chance does not explain, 1 keeps all.
        kinds: kinds of entity that may be nodes.
        without: entities left out, for example those that everybody names.

    Returns:
        A graph whose nodes are entities that have a tie (label, short name, kind, n_blocks) and whose edges are pairs
        (n_blocks, weight, q_value, voices), in the order of their keys.
    """
    known = entities.assign(name=shorten_labels(entities)).set_index("entity", drop=False)
    known = known[known["kind"].isin(list(kinds)) & ~known.index.isin(list(without))]
    kept = comentions[comentions["n_blocks"].ge(min_blocks) & comentions["q_value"].le(max_q)]
    kept = kept[kept["source"].isin(known.index) & kept["target"].isin(known.index)].sort_values(["source", "target"])
    ends = known.loc[sorted({*kept["source"], *kept["target"]}), ["label", "name", "kind", "n_blocks"]]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(zip(ends.index, _records(ends), strict=True))
    graph.add_edges_from(zip(kept["source"], kept["target"], _records(kept[_TIE]), strict=True))
    return graph


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in record.items()} for record in frame.to_dict("records")]


def _list_ties(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """The edges of a graph in one order, each with its alphabetically first end first."""
    return sorted(((min(a, b), max(a, b), tie) for a, b, tie in graph.edges(data=True)), key=itemgetter(0, 1))


def find_communities(graph: nx.Graph[str], *, seed: int = SEED) -> pd.DataFrame:
    """Divide a graph into communities: entities named more with each other than with the rest.

    Returns:
        One row per node, sorted by entity: community counts from 1, the largest first; circle names it by its two
        nodes with the most shared blocks. Ties count by their shared blocks.

    Source:
        Blondel, V. and others (2008), Fast unfolding of communities in large networks (Louvain), as in networkx.
    """
    nodes, strength = sorted(graph), dict(graph.degree(weight="n_blocks"))
    number = {node: i for i, node in enumerate(nodes)}  # sets of numbers have one order, sets of names have not
    numbered: nx.Graph[int] = nx.empty_graph(len(nodes))
    numbered.add_weighted_edges_from((number[a], number[b], tie["n_blocks"]) for a, b, tie in _list_ties(graph))
    found = [sorted(part) for part in nx.community.louvain_communities(numbered, weight="weight", seed=seed)]
    rows = []
    for community, part in enumerate(sorted(found, key=lambda part: (-len(part), part)), start=1):
        strongest = sorted((nodes[i] for i in part), key=lambda node: (-strength[node], node))[:2]
        circle = " · ".join(graph.nodes[node]["name"] for node in strongest)
        rows += [(nodes[i], community, circle) for i in part]
    return pd.DataFrame(sorted(rows), columns=["entity", "community", "circle"]).astype({"entity": "str"})


def measure_nodes(graph: nx.Graph[str]) -> pd.DataFrame:
    """Measure how each entity stands in a graph.

    Returns:
        One row per node, sorted by entity: label, name, kind, n_blocks; degree (entities it is tied to), strength
        (shared blocks over all its ties), between (0 to 1: share of shortest ways between others that lead over it;
        high for brokers, whose circles have little else in common), neighbours (entities it is tied to, a list).
    """
    between = nx.betweenness_centrality(graph)
    measures = {
        "entity": sorted(graph),
        **{name: [graph.nodes[node][name] for node in sorted(graph)] for name in ("label", "name", "kind", "n_blocks")},
        "degree": [len(graph[node]) for node in sorted(graph)],
        "strength": [graph.degree(node, weight="n_blocks") for node in sorted(graph)],
        "between": [round(between[node], _DIGITS) for node in sorted(graph)],
        "neighbours": [sorted(graph[node]) for node in sorted(graph)],
    }
    return pd.DataFrame(measures).astype({"entity": "str"})


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
    most = max((tie["n_blocks"] for _, _, tie in _list_ties(graph)), default=1)
    ties = [(number[a], number[b], 0.4 + 0.6 * tie["n_blocks"] / most) for a, b, tie in _list_ties(graph)]
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
    return [round(0.5 * (v - low) / width + 0.5 * rank[i] / last, _DIGITS) for i, v in enumerate(values)]


def map_network(graph: nx.Graph[str], *, most: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make of a graph what is needed to draw it: its most tied nodes with their places, and the ties between them.

    Args:
        graph: made by `comention_graph`.
        most: how many nodes are kept, those with the most shared blocks.

    Returns:
        `nodes`, one row per node as in `measure_nodes`, with community, circle, x and y, the strongest first; and
        `ties`, one row per tie, sorted by source and target: n_blocks, weight, q_value, voices, the names of both
        ends and their places x, y and x2, y2. Communities and measures are those of the nodes that are kept.
    """
    strongest = sorted(graph, key=lambda node: (-graph.degree(node, weight="n_blocks"), node))[:most]
    chosen = set(strongest)
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from((node, graph.nodes[node]) for node in sorted(strongest) if chosen & set(graph[node]))
    kept.add_edges_from((a, b, tie) for a, b, tie in _list_ties(graph) if {a, b} <= chosen)
    nodes = measure_nodes(kept).merge(find_communities(kept), on="entity").merge(lay_out(kept), on="entity")
    place = nodes.set_index("entity")
    rows = [(a, b, *(tie[name] for name in _TIE)) for a, b, tie in _list_ties(kept)]
    ties = pd.DataFrame(rows, columns=["source", "target", *_TIE])
    for end, (x, y) in {"source": ("x", "y"), "target": ("x2", "y2")}.items():
        ties[f"{end}_name"] = ties[end].map(place["name"])
        ties[x], ties[y] = ties[end].map(place["x"]), ties[end].map(place["y"])
    return nodes.sort_values(["strength", "entity"], ascending=[False, True], ignore_index=True), ties


def place_names(
    nodes: pd.DataFrame, *, width: float, height: float, letter: float = 6.4, line: float = 14
) -> pd.DataFrame:
    """Find for each name a place beside its node where it covers neither another name nor another node.

    Names are placed in the order of the rows, in the first place that is free: above, below, right, left, at the
    corners, farther above, farther below. A name is moved as far as it takes not to leave the drawing at the sides.

    Args:
        nodes: with name, x, y (0 to 1) and radius in the unit of width, the most important first.
        width: width of the drawing.
        height: its height, upwards.
        letter: usual width of a letter.
        line: height of a line.

    Returns:
        The rows with name_x and name_y, the middle of the name, and fits: whether a free place was found; the names of
        the others stand above their nodes.
    """
    discs = [(x * width, y * height, r) for x, y, r in zip(nodes["x"], nodes["y"], nodes["radius"], strict=True)]
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in discs]
    found = []
    for (x, y, r), name in zip(discs, nodes["name"], strict=True):
        half = letter * len(name) / 2
        u, v, aside, corner = r + 3 + half, r + line / 2, r + 1 + half, 0.7 * r + line / 2
        places = [(x, y + v), (x, y - v), (x + u, y), (x - u, y)]
        places += [(x + s * aside, y + t * corner) for t in (1, -1) for s in (1, -1)]
        places += [(x, y + v + line / 2), (x, y - v - line / 2)]
        places = [(min(max(u, half), width - half), v) for u, v in places]
        boxes = [(u - half, v - line / 2, u + half, v + line / 2) for u, v in places]
        free = [place for place, box in zip(places, boxes, strict=True) if not any(_overlap(box, t) for t in taken)]
        u, v = free[0] if free else places[0]
        if free:
            taken.append(boxes[places.index(free[0])])
        found.append((round(u / width, _DIGITS), round(v / height, _DIGITS), bool(free)))
    places_found = pd.DataFrame(found, columns=["name_x", "name_y", "fits"], index=nodes.index)
    return nodes.join(places_found)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
