"""The commands for the tables of a corpus: `dhkit build`, `dhkit check`, `dhkit doctor`.

Owns their arguments and messages; `build` and `oddities` do the work. `cli` adds them to the others.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dhkit.corpus_folders import corpus_folder, tables_at_hand


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands for tables to a command line."""
    build = commands.add_parser(
        "build",
        help="build the tables of a corpus from its documents",
        description="Read the documents of a corpus and write its tables as CSV with datapackage.json. "
        "The old tables stand until the new ones are whole.",
    )
    build.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    build.add_argument("--target", type=Path, help="folder for the tables (default: data/processed/CORPUS)")
    build.set_defaults(command=_build)

    check = commands.add_parser(
        "check",
        help="check the tables of a corpus, and that a rebuild gives the same bytes",
        description="Hold the tables of a corpus to the table contract. Where its documents are on this machine, "
        "build them anew and compare byte by byte.",
    )
    check.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    check.set_defaults(command=_check)

    doctor = commands.add_parser(
        "doctor",
        help="report everything odd in a corpus, with places",
        description="Report what a reader should look at before trusting the tables of a corpus: how sure the voices "
        "are, quotation marks without a partner, citations that are unresolved or ambiguous, words whose speaker is "
        "not told, speakers whom no list knows, blocks that no rule explained. Each with its places; with the words "
        "around them where the documents are on this machine.",
    )
    doctor.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    doctor.add_argument(
        "--places", type=int, default=10, metavar="N", help="places shown of each sort (default: 10; 0 shows all)"
    )
    doctor.set_defaults(command=_doctor)


def _build(options: argparse.Namespace) -> int:
    build_tables(corpus_folder(options.corpus), options.target)
    return 0


def build_tables(folder: Path, target: Path | None = None) -> None:
    """Build a corpus, and tell how far it is and what was found."""
    from tqdm import tqdm

    from dhkit.build import choose_processes, write_corpus
    from dhkit.documents import read_corpus

    corpus = read_corpus(folder)
    keys = [source.key for source in corpus.documents]
    with tqdm(total=len(keys), unit="document", leave=False, disable=not sys.stderr.isatty()) as bar:

        def advance(key: str) -> None:
            if bar.disable:
                print(f"reading {key} ({keys.index(key) + 1} of {len(keys)})")
            bar.update()
            bar.set_description(key)

        written, reports = write_corpus(folder, target, progress=advance, processes=choose_processes(folder))
    for report in reports:
        print(report)
    print(f"tables of {corpus.name} written to {written}")


def _check(options: argparse.Namespace) -> int:
    from dhkit.build import check_corpus

    problems = check_corpus(corpus_folder(options.corpus))
    for problem in problems:
        print(f"dhkit: {problem}", file=sys.stderr)
    if not problems:
        print(f"{options.corpus}: the tables keep the contract")
    return 1 if problems else 0


def _doctor(options: argparse.Namespace) -> int:
    from dhkit.authority import read_authority
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.oddities import find_oddities, read_present, report
    from dhkit.persons import Persons

    folder = corpus_folder(options.corpus)
    corpus = read_corpus(folder)
    if options.places < 0:
        raise ValueError(f"--places {options.places}: give a number of places, or 0 for all of them.")
    tables, documents = tables_at_hand(folder), read_present(corpus)
    persons = Persons(read_authority(lexicon_folders(corpus)).values())
    oddities = find_oddities(tables, persons, documents)
    print(report(corpus, tables, oddities, documents, places=options.places))
    return 0
