"""Networks for other programs: nothing is lost on the way, and GEXF keeps the rules of its schema."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest

from dhkit.cli import main
from dhkit.exports import export_network, refer_to_blocks
from dhkit.graphs import comention_graph

ENTITIES = pd.DataFrame(
    {
        "entity": ["lénine", "ministry-of-r-d", "trotsky"],
        "label": ["Lénine, Vladimir", 'Ministry of "R & D" <old>', "Троцкий, Лев"],
        "kind": ["person", "organisation", "person"],
        "n_blocks": [4, 2, 3],
    }
)
COMENTIONS = pd.DataFrame(
    {
        "source": ["lénine", "lénine"],
        "target": ["ministry-of-r-d", "trotsky"],
        "n_blocks": [2, 3],
        "weight": [-0.125, 0.1 + 0.2],
        "q_value": [1.0, 1.25e-17],
        "voices": ["service; lih", "service"],
    }
)
BLOCKS = pd.DataFrame(
    [("lénine", "trotsky", f"faq:{i}-{i + 5}") for i in (0, 10, 20)]
    + [("lénine", "ministry-of-r-d", f"faq:{i}-{i + 5}") for i in (30, 40)],
    columns=["source", "target", "block"],
)
GRAPH = comention_graph(COMENTIONS, ENTITIES)

# The parts of GEXF 1.2 that a static undirected graph can have, after its published schema: children in any order of
# the kind, and attributes with whether they must be there.
SCHEMA = {
    "gexf": ({"meta", "graph"}, {"version": True, "variant": False}),
    "graph": ({"attributes", "nodes", "edges"}, {"defaultedgetype": False, "mode": False, "idtype": False}),
    "attributes": ({"attribute"}, {"class": True, "mode": False}),
    "attribute": ({"default", "options"}, {"id": True, "title": True, "type": True}),
    "nodes": ({"node"}, {"count": False}),
    "node": ({"attvalues"}, {"id": True, "label": False}),
    "edges": ({"edge"}, {"count": False}),
    "edge": (
        {"attvalues"},
        {"id": True, "source": True, "target": True, "type": False, "label": False, "weight": False},
    ),
    "attvalues": ({"attvalue"}, {}),
    "attvalue": (set(), {"for": True, "value": True}),
}
VALUES = {
    "mode": {"static", "dynamic"},
    "defaultedgetype": {"directed", "undirected", "mutual"},
    "class": {"node", "edge"},
    "type": {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"},
    "version": {"1.2"},
}
READ = {"long": int, "double": float, "boolean": ("true", "false").index, "string": str}


def find_faults(root: ElementTree.Element) -> list[str]:
    """Return what breaks the schema in a GEXF document."""
    space = "{http://www.gexf.net/1.2draft}"
    faults = [] if root.tag == space + "gexf" else [f"root is {root.tag}"]
    for element in root.iter():
        name = element.tag.removeprefix(space)
        children, attributes = SCHEMA.get(name, (set(), {}))
        faults += [f"unknown {name}"] if name not in SCHEMA else []
        faults += [f"{child.tag} in {name}" for child in element if child.tag.removeprefix(space) not in children]
        faults += [
            f"{name} without {key}" for key, needed in attributes.items() if needed and key not in element.attrib
        ]
        faults += [f"{key} at {name}" for key in element.attrib if key not in attributes]
        faults += [f"{key}={value}" for key, value in element.attrib.items() if value not in VALUES.get(key, {value})]
    for of in ("node", "edge"):
        ids = [element.get("id") for element in root.iter(space + of)]
        faults += [f"{of} ids repeat"] if len(set(ids)) < len(ids) else []
        declared = [d for d in root.iter(space + "attributes") if d.get("class") == of]
        types = {a.get("id"): a.get("type") for d in declared for a in d}
        for value in (v for element in root.iter(space + of) for v in element.iter(space + "attvalue")):
            if value.get("for") not in types:
                faults.append(f"{of} value for undeclared {value.get('for')}")
                continue
            try:
                READ[str(types[value.get("for")])](str(value.get("value")))
            except (KeyError, ValueError):
                faults.append(f"{value.attrib} is no {types[value.get('for')]}")
    nodes = {element.get("id") for element in root.iter(space + "node")}
    return faults + [
        f"edge to {e.get(end)}"
        for e in root.iter(space + "edge")
        for end in ("source", "target")
        if e.get(end) not in nodes
    ]


def facts(graph: nx.Graph) -> tuple[dict, dict]:
    """Return nodes and edges with what they bear, whatever the order; GEXF calls the weight by its full name."""
    nodes = {key: {k: v for k, v in graph.nodes[key].items() if k not in ("id", "value")} for key in graph}
    edges = {
        tuple(sorted((a, b))): {k: v for k, v in tie.items() if k not in ("id", "source", "target")}
        for a, b, tie in graph.edges(data=True)
    }
    return nodes, edges


def test_gexf_keeps_its_schema(tmp_path: Path) -> None:
    """The file has the elements, attributes, types and references that the schema asks for, and a broken one has not."""
    export_network(GRAPH, BLOCKS, tmp_path)
    text = (tmp_path / "network.gexf").read_text(encoding="utf-8")

    assert [] == find_faults(ElementTree.fromstring(text))
    assert ["edge to nobody"] == find_faults(
        ElementTree.fromstring(text.replace('target="trotsky"', 'target="nobody"'))
    )
    assert find_faults(ElementTree.fromstring(text.replace('type="long"', 'type="whole"', 1)))


def test_networkx_reads_gexf_back(tmp_path: Path) -> None:
    """Nodes, edges, their values and their blocks come back as they went out; shared blocks are Gephi's weight."""
    export_network(GRAPH, BLOCKS, tmp_path)
    nodes, edges = facts(nx.read_gexf(tmp_path / "network.gexf"))
    known, ties = facts(refer_to_blocks(GRAPH, BLOCKS))
    for tie in edges.values():
        assert tie["weight"] == tie["n_blocks"]
        tie["weight"] = tie.pop("npmi")

    assert known == nodes
    assert ties == edges
    assert "faq:0-5; faq:10-15; faq:20-25" == edges["lénine", "trotsky"]["blocks"]


def test_networkx_reads_graphml_and_cytoscape_back(tmp_path: Path) -> None:
    """The two formats that networkx writes itself lose nothing either."""
    export_network(GRAPH, BLOCKS, tmp_path)
    known = facts(refer_to_blocks(GRAPH, BLOCKS))
    cytoscape = nx.cytoscape_graph(json.loads((tmp_path / "network.cyjs").read_text(encoding="utf-8")))
    names = {key: {**GRAPH.nodes[key]} for key in GRAPH}

    assert known == facts(nx.read_graphml(tmp_path / "network.graphml"))
    assert known[1] == facts(cytoscape)[1]
    assert {key: value["label"] for key, value in names.items()} == dict(cytoscape.nodes(data="label"))
    assert {key: value["name"] for key, value in names.items()} == dict(cytoscape.nodes(data="name"))


def test_edge_list_has_a_row_per_tie(tmp_path: Path) -> None:
    """The CSV has both ends, all values and the blocks, and networkx makes the same edges of it."""
    export_network(GRAPH, BLOCKS, tmp_path)
    frame = pd.read_csv(tmp_path / "network.csv")
    back = nx.from_pandas_edgelist(frame, edge_attr=True)

    assert facts(refer_to_blocks(GRAPH, BLOCKS))[1] == facts(back)[1]
    with (tmp_path / "network.csv").open(encoding="utf-8") as file:
        assert 3 == len(list(csv.reader(file)))


def test_export_gives_the_same_bytes(tmp_path: Path) -> None:
    """A second run changes nothing: no clock and no program's version is in a file."""
    first = [path.read_bytes() for path in export_network(GRAPH, BLOCKS, tmp_path / "one")]

    assert first == [path.read_bytes() for path in export_network(GRAPH, BLOCKS, tmp_path / "two")]
    assert not any(b"NetworkX" in written or b"networkx" in written for written in first[:1])


def test_export_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes four files, says how much is in them, and answers a q that is none."""
    assert 0 == main(["export", "sample", "--target", str(tmp_path / "out")])
    assert "ties written to" in capsys.readouterr().out
    assert ["network.csv", "network.cyjs", "network.gexf", "network.graphml"] == sorted(
        path.name for path in (tmp_path / "out").iterdir()
    )
    assert 2 == main(["export", "sample", "--target", str(tmp_path), "--max-q", "5"])
    assert "a q from 0 to 1" in capsys.readouterr().err
