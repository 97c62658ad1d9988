"""The command `dhkit new`: a corpus of one's own from a folder of files.

Owns its arguments and what it says; the work is `new_corpus`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dhkit.corpus_folders import RAW, tables_at_hand


def add_commands(commands: Any) -> None:
    """Add `new` to the commands of the command line."""
    new = commands.add_parser(
        "new",
        help="make a corpus of your own files",
        description="Look at files (text in any encoding, HTML, Markdown, Word, EPUB, TEI, PDF, CSV of quotations), "
        "propose for each its title, author, year, language and layout with the reason, write data/raw/NAME with first "
        "lists of names and events, build it, copy the notebooks, and say what to check first.",
        epilog="Example: dhkit new marenna ~/texts/*.txt ~/texts/memoir.epub",
    )
    new.add_argument("name", help="name of the corpus: lower-case letters, digits, hyphens")
    new.add_argument("files", nargs="+", type=Path, metavar="FILES", help="files, or a folder of files")
    new.add_argument("--raw", type=Path, default=RAW, help="folder of corpora (default: data/raw)")
    new.add_argument(
        "--notebooks",
        type=Path,
        default=Path("notebooks"),
        help="notebooks to copy (default: notebooks, else those that dhkit brings along)",
    )
    new.set_defaults(command=_new)


def _new(options: argparse.Namespace) -> int:
    from dhkit.new_corpus import create_corpus, look_at, tell_first_steps
    from dhkit.templates import copy_notebooks, find_templates

    folder = create_corpus(options.name, options.files, options.raw, say=print)
    target = options.notebooks.with_name(f"{options.notebooks.name}-{options.name}")
    templates = find_templates(options.notebooks)
    if templates is None:
        print(f"no notebooks were copied: {options.notebooks} holds none that has a parameter CORPUS")
    elif copies := copy_notebooks(templates, target, folder):
        print(f"{len(copies)} notebooks copied to {target}, with CORPUS = {options.name!r}; to read them, jupyter lab;")
        print(f"to run them all and write a site: dhkit run --notebooks {target} --target build/{options.name}")
    else:
        print(f"{target} is there already and stays as it is")
    print("\nLook at this first:")
    files = look_at(options.files)
    for number, line in enumerate(tell_first_steps(files, tables_at_hand(folder), folder), start=1):
        print(f"{number:3}. {line}")
    return 0
