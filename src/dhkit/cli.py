"""The command line: `dhkit build`, `dhkit check`, `dhkit authority` and others.

Owns the exit codes: 0 done, 1 a check failed, 2 something in the corpus must be mended (one line on stderr says what).
Each command's arguments and messages are its own module's.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from dhkit import (
    __version__,
    cli_adapt,
    cli_authority,
    cli_corrections,
    cli_crate,
    cli_networks,
    cli_new,
    cli_similar,
    cli_site,
    cli_tables,
)

_COMMANDS = (
    cli_new, cli_tables, cli_authority, cli_adapt, cli_similar, cli_corrections, cli_networks, cli_site, cli_crate
)  # fmt: skip
"""In the order in which `dhkit --help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # who waits, or follows a log, sees each line when it is true
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (ValueError, OSError, RuntimeError) as error:  # what can be mended says how, in one line
        print(f"dhkit: {' '.join(str(error).split())}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dhkit", description="Who says what about which event, and where does it say so?"
    )
    parser.add_argument("--version", action="version", version=f"dhkit {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in _COMMANDS:
        module.add_commands(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
