"""The command `dhkit authority`: names that the authority file lacks, and what must be mended in it.

Owns its arguments and messages; `suggestions` and `slips` do the work. `cli` adds it to the others.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dhkit.corpus_folders import corpus_folder, tables_at_hand


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of a command line."""
    authority = commands.add_parser(
        "authority",
        help="suggest entries for the authority file, or check it",
        description="The authority file says who and what is named: one line for each person, body, group, place, "
        "event and work, with the forms of its name.",
    )
    tasks = authority.add_subparsers(title="tasks", required=True, metavar="TASK")
    suggest = tasks.add_parser(
        "suggest",
        help="list the names that the authority file lacks, ready to paste",
        description="List who and what the tables of a corpus name, and who speaks in it, that the authority file "
        "does not have: most frequent first, as lines of an authority file, with places and likely identities in the "
        "note. Judge each before you paste it into the authority.csv of your corpus.",
    )
    suggest.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    suggest.add_argument(
        "--least", type=int, default=2, metavar="N", help="times a name must be met to be listed (default: 2)"
    )
    suggest.add_argument("--target", type=Path, metavar="FILE", help="new file to write to (default: the screen)")
    suggest.set_defaults(command=_suggest)
    examine = tasks.add_parser(
        "check",
        help="find what must be mended in an authority file",
        description="Find aliases that two entries claim, malformed Wikidata ids, unknown kinds, labels of persons "
        "that are not 'Family, Given', keys that are none, labels told twice, aliases that are ordinary words. One "
        "line each, with file and line; exit code 1 if there is any.",
    )
    examine.add_argument("corpus", metavar="CORPUS|FILE", help="a corpus, with all its lists, or one authority file")
    examine.set_defaults(command=_check_authority)


def _suggest(options: argparse.Namespace) -> int:
    from dhkit.authority import read_authority
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.oddities import read_present
    from dhkit.suggestions import suggest_entries, write_suggestions

    folder, target = corpus_folder(options.corpus), options.target
    corpus = read_corpus(folder)
    if options.least < 1:
        raise ValueError(f"--least {options.least}: give a number of times, 1 or more.")
    if target and target.exists():
        raise ValueError(f"{target} is there already and stays as it is. Name a new file, and paste from that.")
    tables = tables_at_hand(folder)
    entries = suggest_entries(
        tables,
        read_authority(lexicon_folders(corpus)),
        read_present(corpus),
        source=f"dhkit authority suggest {corpus.name}",
        least=options.least,
    )
    if target:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(write_suggestions(entries))
        print(f"{len(entries)} suggested entries written to {target}")
    else:
        print(write_suggestions(entries).rstrip("\n"))
    return 0


def _check_authority(options: argparse.Namespace) -> int:
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.slips import find_slips

    file = Path(options.corpus)
    if file.suffix == ".csv":
        files = [file]
    else:
        folders = lexicon_folders(read_corpus(corpus_folder(options.corpus)))
        files = [path for folder in folders if (path := folder / "authority.csv").is_file()]
    slips = find_slips(files)
    for slip in slips:
        print(slip, file=sys.stderr)
    if not slips:
        print(f"{options.corpus}: nothing to mend in {', '.join(map(str, files)) or 'no authority file'}")
    return 1 if slips else 0
