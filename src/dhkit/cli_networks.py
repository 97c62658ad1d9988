"""The command line for networks: `dhkit export`.

Owns the arguments and messages of the command; `exports` writes the files. `cli` adds it to the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dhkit.corpus_folders import corpus_folder, tables_at_hand


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands for networks to a command line."""
    export = commands.add_parser(
        "export",
        help="write the network of a corpus for Gephi, Cytoscape and others",
        description="Write who is named together with whom as GEXF, GraphML, a CSV of edges and Cytoscape JSON. Each "
        "edge bears its blocks (keys of blocks.csv), what chance would give, q and the voices.",
        epilog="Example: dhkit export october --target build/network --min-blocks 2 --max-q 0.05",
    )
    export.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    export.add_argument("--target", type=Path, required=True, metavar="FOLDER", help="folder for the files")
    export.add_argument(
        "--min-blocks", type=int, default=2, metavar="N", help="fewest shared blocks of a tie (default: 2)"
    )
    export.add_argument(
        "--max-q",
        type=float,
        default=1.0,
        metavar="X",
        help="largest q of a tie (default: 1, all)",
    )
    export.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> int:
    from dhkit.exports import export_network
    from dhkit.graphs import comention_graph

    if options.min_blocks < 1 or not 0 <= options.max_q <= 1:
        raise ValueError(
            f"--min-blocks {options.min_blocks} --max-q {options.max_q}: give 1 block or more, and a q from 0 to 1."
        )
    tables = tables_at_hand(corpus_folder(options.corpus))
    graph = comention_graph(
        tables["comentions"], tables["entities"], min_blocks=options.min_blocks, max_q=options.max_q
    )
    written = export_network(graph, tables["comention_blocks"], options.target)
    names = ", ".join(path.name for path in written)
    print(f"{len(graph)} names and {graph.number_of_edges()} ties written to {options.target}: {names}")
    return 0
