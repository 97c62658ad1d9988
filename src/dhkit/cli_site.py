"""The commands for the notebooks: `dhkit run`, `dhkit site`.

Owns their arguments and messages; `notebooks`, `site` and `crate` do the work. `cli` adds them to the others.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from dhkit.cli_tables import build_tables
from dhkit.corpus_folders import RAW, has_tables, processed_folder, tables_at_hand

_WHICH = "folder of the notebooks (default: notebooks, else the one folder notebooks-NAME that dhkit new has made)"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands for notebooks to a command line."""
    run = commands.add_parser(
        "run",
        help="build all corpora, execute the notebooks, write the site and the crate",
        description="Build every corpus in data/raw whose documents are on this machine (of the others the tables at "
        "hand serve), execute the notebooks in order, write the site, and describe it all with checksums in "
        "ro-crate-metadata.json.",
    )
    run.add_argument("--notebooks", type=Path, help=_WHICH)
    run.add_argument(
        "--target", type=Path, default=Path("build/site"), help="folder for the site (default: build/site)"
    )
    run.set_defaults(command=_run, with_text=False, corpus=None)

    site = commands.add_parser(
        "site",
        help="write the executed notebooks as HTML pages",
        description="Write one HTML page per notebook and an index. The pages need no network and open from "
        "the file system.",
    )
    site.add_argument("--notebooks", type=Path, help=_WHICH)
    site.add_argument("--target", type=Path, help="folder for the site (default: build/site, or build/site-CORPUS)")
    site.add_argument(
        "--corpus",
        help="a corpus in data/raw, such as sample: a copy of the notebooks is executed on it, without what they say "
        "of the corpus for which they were written",
    )
    site.add_argument(
        "--with-text",
        action="store_true",
        help="show the text of all documents on this machine behind the marks, for your own use: without it, documents "
        "that may not be passed on are given as references",
    )
    site.set_defaults(command=_site)


def _folder(given: Path | None) -> Path:
    """The folder that is meant: as given, `notebooks`, or where that is not, the only one of a corpus of one's own."""
    own = sorted(path for path in Path().glob("notebooks-*") if path.is_dir())
    if given or Path("notebooks").is_dir() or not own:
        return given or Path("notebooks")
    if len(own) > 1:
        raise ValueError(
            f"there are several folders of notebooks: name one with --notebooks, {' or '.join(map(str, own))}"
        )
    return own[0]


def _run(options: argparse.Namespace) -> int:
    from dhkit.crate import write_crate
    from dhkit.documents import DocumentMissing
    from dhkit.notebooks import execute_notebooks

    options.notebooks = _folder(options.notebooks)
    for path in sorted(RAW.glob("*/corpus.toml")):
        try:
            build_tables(path.parent)
        except DocumentMissing as error:
            if not has_tables(path.parent):
                raise
            print(f"{error} The tables at hand serve: {processed_folder(path.parent)}.")
    for notebook in execute_notebooks(options.notebooks):
        print(f"executed {notebook}")
    code = _site(options)
    print(f"described with checksums in {write_crate(Path())}; to check it: dhkit verify")
    return code


def _site(options: argparse.Namespace) -> int:
    from dhkit.site import write_site

    if options.corpus:
        return _site_of(options)
    target = options.target or Path("build/site")
    notebooks = _folder(options.notebooks)
    pages = write_site(notebooks, target, _title_of(notebooks), with_text=options.with_text)
    print(f"{len(pages)} pages written to {target}; open {target / 'index.html'}")
    return 0


def _title_of(notebooks: Path) -> str:
    """The title of the corpus that the notebooks read, if it is one and described here."""
    from dhkit.documents import read_corpus
    from dhkit.templates import find_corpora

    read = [RAW / name for name in find_corpora(notebooks) if (RAW / name / "corpus.toml").is_file()]
    return read_corpus(read[0]).title if len(read) == 1 else "dhkit"


def _site_of(options: argparse.Namespace) -> int:
    """Execute a copy of the notebooks on another corpus, beside them, and write its site."""
    from dhkit.documents import read_corpus
    from dhkit.notebooks import execute_notebooks
    from dhkit.site import OTHERS, write_site
    from dhkit.templates import copy_notebooks, find_templates

    title = read_corpus(RAW / options.corpus).title
    tables_at_hand(RAW / options.corpus)
    target = options.target or Path(f"build/site-{options.corpus}")
    source = find_templates(_folder(options.notebooks))
    if source is None:
        raise ValueError(f"{_folder(options.notebooks)} holds no notebook that has a parameter CORPUS")
    with tempfile.TemporaryDirectory(prefix="dhkit-") as folder:
        copy = Path(folder) / "notebooks"
        copy_notebooks(source, copy, RAW / options.corpus)
        for notebook in execute_notebooks(copy):
            print(f"executed {notebook.name} on {options.corpus}")
        pages = write_site(copy, target, title, with_text=options.with_text, note=OTHERS)
    print(f"{len(pages)} pages written to {target}; open {target / 'index.html'}")
    return 0
