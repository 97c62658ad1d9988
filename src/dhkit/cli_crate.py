"""The command `dhkit verify`: hold a folder against the crate that a run has left in it.

Owns the arguments and messages of that command; the rest of the command line is `cli`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the command to those of the command line."""
    verify = commands.add_parser(
        "verify",
        help="check a folder against its RO-Crate, and name the first difference",
        description="Hold corpora, lists, corrections, tables, notebooks and lock of a folder, the documents that are "
        "on this machine, and dhkit itself against the checksums in ro-crate-metadata.json, which dhkit run has "
        "written. Exit code 1 at the first difference, which is named.",
    )
    verify.add_argument("folder", nargs="?", type=Path, default=Path(), help="folder of the project (default: here)")
    verify.set_defaults(command=_verify)


def _verify(options: argparse.Namespace) -> int:
    from dhkit.crate import find_differences, list_parts

    first = next(find_differences(options.folder), None)
    if first is not None:
        print(f"dhkit: {first}", file=sys.stderr)
        return 1
    print(f"{len(list_parts(options.folder))} files are those of the crate")
    return 0
