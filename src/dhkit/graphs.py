"""Networks as graphs: entities are nodes, pairs that are named together often enough are ties.

In comes the table `comentions`, out go a networkx graph and its measures, one row per node. Nothing depends on the
order of sets or on the machine. Leaves out which pairs there are (`networks`), which circles they draw (`circles`),
where they are drawn (`places`) and what the drawing looks like (`network_charts`).

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
from operator import itemgetter
from typing import Any

import networkx as nx
import pandas as pd

from dhkit.networks import KINDS

TIE = ["n_blocks", "weight", "q_value", "voices"]
"""What an edge carries."""

DIGITS = 4
"""To how many digits measures and places are told."""


def shorten_labels(entities: pd.DataFrame) -> pd.Series:
    """Give each entity the shortest name that no other entity of the frame has: of a person the family name.

    Returns:
        Names, with the index of `entities`. Two persons with one family name both keep their full label.

    Example:
        >>> entities = pd.DataFrame({"label": ["Orlov, Pavel", "Kerem"], "kind": ["person", "place"]})
        >>> shorten_labels(entities).tolist()
        ['Orlov', 'Kerem']
    """
    short = entities["label"].where(entities["kind"].ne("person"), entities["label"].str.split(",").str[0])
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
    graph.add_edges_from(zip(kept["source"], kept["target"], _records(kept[TIE]), strict=True))
    return graph


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in record.items()} for record in frame.to_dict("records")]


def list_ties(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """List the edges of a graph in one order, each with its alphabetically first end first."""
    return sorted(((min(a, b), max(a, b), tie) for a, b, tie in graph.edges(data=True)), key=itemgetter(0, 1))


def measure_nodes(graph: nx.Graph[str]) -> pd.DataFrame:
    """Measure how each entity stands in a graph.

    Returns:
        One row per node, sorted by entity: label, name, kind, n_blocks; degree (entities it is tied to), strength
        (shared blocks over all its ties), neighbours (entities it is tied to, a list). Who stands between others is
        measured with its interval by `circles.find_circles`.
    """
    measures = {
        "entity": sorted(graph),
        **{name: [graph.nodes[node][name] for node in sorted(graph)] for name in ("label", "name", "kind", "n_blocks")},
        "degree": [len(graph[node]) for node in sorted(graph)],
        "strength": [graph.degree(node, weight="n_blocks") for node in sorted(graph)],
        "neighbours": [sorted(graph[node]) for node in sorted(graph)],
    }
    counts = dict.fromkeys(
        ["n_blocks", "degree", "strength"], "int64"
    )  # a graph without nodes has columns all the same
    return pd.DataFrame(measures).astype({**dict.fromkeys(["entity", "label", "name", "kind"], "str"), **counts})


def keep_strongest(graph: nx.Graph[str], most: int) -> nx.Graph[str]:
    """Keep the nodes with the most shared blocks, and of these the ones tied to each other."""
    strongest = sorted(graph, key=lambda node: (-graph.degree(node, weight="n_blocks"), node))[:most]
    chosen = set(strongest)
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from((node, graph.nodes[node]) for node in sorted(strongest) if chosen & set(graph[node]))
    kept.add_edges_from((a, b, tie) for a, b, tie in list_ties(graph) if {a, b} <= chosen)
    return kept
