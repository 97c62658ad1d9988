"""Networks for other programs: Gephi, Cytoscape, networkx, spreadsheets.

In comes a graph of `graphs`, out go four files that hold the same network: GEXF, GraphML, a CSV of edges and Cytoscape
JSON. Each edge bears the keys of its blocks, so that whoever looks at a line elsewhere finds the passages here. No
clock stands in a file: the same network gives the same bytes.

    >>> graph = nx.Graph([("a", "b", {"n_blocks": 2})])
    >>> write_gexf(graph).splitlines()[1]
    '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pandas as pd

from dhkit.graphs import list_ties

_NAMESPACE = "http://www.gexf.net/1.2draft"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def refer_to_blocks(graph: nx.Graph[str], comention_blocks: pd.DataFrame) -> nx.Graph[str]:
    """Give each edge of a graph the keys of the blocks in which its pair is named, joined by "; " (`blocks`).

    What a node or an edge bears becomes plain text, whole numbers, numbers or truth values, in the order of the keys.
    """
    behind = comention_blocks.sort_values(["source", "target", "block"]).groupby(["source", "target"])["block"]
    blocks = behind.agg("; ".join).to_dict()
    told: nx.Graph[str] = nx.Graph()
    told.add_nodes_from((node, _plain(graph.nodes[node])) for node in sorted(graph))
    for source, target, tie in list_ties(graph):
        told.add_edge(source, target, **_plain(tie), blocks=blocks.get((source, target), ""))
    return told


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in values.items()}


def write_gexf(graph: nx.Graph[str]) -> str:
    """Write a graph as GEXF 1.2, the format of Gephi; `label` of a node is its label there."""
    root = ElementTree.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    inside = ElementTree.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    nodes = [(node, dict(graph.nodes[node])) for node in graph]
    ties = list_ties(graph)
    told = {"node": _declare(inside, "node", [values for _, values in nodes])}
    told["edge"] = _declare(inside, "edge", [values for *_, values in ties])
    listed = ElementTree.SubElement(inside, "nodes")
    for key, values in nodes:
        node = ElementTree.SubElement(listed, "node", {"id": key, "label": str(values.get("label", key))})
        _tell(node, values, told["node"])
    listed = ElementTree.SubElement(inside, "edges")
    for number, (source, target, values) in enumerate(ties):
        ends = {"id": str(number), "source": source, "target": target}
        if "n_blocks" in values:
            ends["weight"] = repr(float(values["n_blocks"]))
        _tell(ElementTree.SubElement(listed, "edge", ends), values, told["edge"])
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _declare(inside: ElementTree.Element, of: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Declare what nodes or edges bear; give the number of each by name.

    The weight of an edge has a place of its own, which Gephi draws: there stand the shared blocks, here the NPMI.
    """
    types = {name: type(value) for values in rows for name, value in values.items()}
    if types:
        declared = ElementTree.SubElement(inside, "attributes", {"class": of, "mode": "static"})
    numbers = {name: f"{of}-{name}" for name in sorted(types)}
    for name, number in numbers.items():
        known = {"id": number, "title": "npmi" if (of, name) == ("edge", "weight") else name}
        ElementTree.SubElement(declared, "attribute", {**known, "type": _TYPES[types[name]]})
    return numbers


def _tell(element: ElementTree.Element, values: dict[str, Any], numbers: dict[str, str]) -> None:
    if values:
        listed = ElementTree.SubElement(element, "attvalues")
        for name in sorted(values):
            told = str(values[name]).lower() if isinstance(values[name], bool) else str(values[name])
            ElementTree.SubElement(listed, "attvalue", {"for": numbers[name], "value": told})


def write_graphml(graph: nx.Graph[str]) -> str:
    """Write a graph as GraphML."""
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


def write_edges(graph: nx.Graph[str]) -> str:
    """Write the edges of a graph as CSV: source, target and what an edge bears."""
    ties = list_ties(graph)
    columns = list(dict.fromkeys(name for *_, values in ties for name in values))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["source", "target", *columns])
    writer.writerows([a, b, *(values.get(name, "") for name in columns)] for a, b, values in ties)
    return file.getvalue()


def write_cytoscape(graph: nx.Graph[str]) -> str:
    """Write a graph as Cytoscape JSON."""
    return json.dumps(nx.cytoscape_data(graph), ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[nx.Graph[str]], str]] = {
    "network.gexf": write_gexf,
    "network.graphml": write_graphml,
    "network.csv": write_edges,
    "network.cyjs": write_cytoscape,
}
"""The files of an export, and what writes each."""


def export_network(graph: nx.Graph[str], comention_blocks: pd.DataFrame, target: Path) -> list[Path]:
    """Write a network in every format.

    Args:
        graph: made by `graphs.comention_graph`.
        comention_blocks: the table.
        target: folder, made where it is not there; files of these names in it are replaced.

    Returns:
        The files that were written.
    """
    told = refer_to_blocks(graph, comention_blocks)
    target.mkdir(parents=True, exist_ok=True)
    for name, write in FORMATS.items():
        (target / name).write_text(write(told), encoding="utf-8", newline="\n")
    return [target / name for name in FORMATS]
