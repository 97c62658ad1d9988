"""The command `dhkit adapt`: let the pipeline learn the names of a corpus.

Owns its arguments and messages; `adapt` does the work. `cli` adds it to the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dhkit.corpus_folders import corpus_folder


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of a command line."""
    adapt = commands.add_parser(
        "adapt",
        help="let the pipeline learn the names of a corpus from the corpus itself",
        description="Let a copy of the trained pipeline learn from the names that dhkit finds in the documents of a "
        "corpus (the authority file's, and those on which the documents agree), so that it errs less on them. It needs "
        "no labels and takes some minutes. The corpus stays as it is: the command writes a folder and prints the line "
        "for corpus.toml that has the corpus read with it.",
        epilog="Example: dhkit adapt october --gold my_passages --errors 10",
    )
    adapt.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    adapt.add_argument(
        "--gold",
        type=Path,
        metavar="FOLDER",
        help="passages annotated by hand (NAME.ann, segments.json): they are not learnt from, and what is gained and "
        "lost is measured on them; without them nothing is measured",
    )
    adapt.add_argument(
        "--target", type=Path, metavar="FOLDER", help="folder for the adapted pipeline (default: the corpus's own)"
    )
    adapt.add_argument(
        "--seed", type=int, default=0, metavar="N", help="number that fixes the random draws (default: 0)"
    )
    adapt.add_argument("--steps", type=int, metavar="N", help="steps of learning (default: by the length of the texts)")
    adapt.add_argument(
        "--errors",
        type=int,
        default=0,
        metavar="N",
        help="list up to N names gained and N lost (default: counts only)",
    )
    adapt.set_defaults(command=_adapt)


def _adapt(options: argparse.Namespace) -> int:
    from dhkit.adapt import adapt_corpus
    from dhkit.learning import Course

    for name, least in (("seed", 0), ("steps", 1), ("errors", 0)):
        given = getattr(options, name)
        if given is not None and given < least:
            raise ValueError(f"--{name} {given}: give a whole number, {least} or more.")
    course = Course(seed=options.seed, steps=options.steps)
    folder = corpus_folder(options.corpus)
    done = adapt_corpus(folder, gold=options.gold, target=options.target, course=course, progress=_tell_progress)
    left_out = f"; {done.left_out} passages with annotations were not read" if options.gold else ""
    print(f"{done.base} has learnt from {done.names} names in {done.passages} passages{left_out}")
    for line in done.report(errors=options.errors):
        print(line)
    print(f"adapted pipeline written to {done.path}")
    if options.target is not None:
        print(f"To use it, move it into {folder}.")
    print(f"To read the corpus with it, put this line above the first [[documents]] of {folder / 'corpus.toml'}:")
    print(f'pipeline = "{done.name}"')
    return 0


def _tell_progress(what: str, n: int, total: int) -> None:
    """Tell each document, and every fiftieth step."""
    if what != "step":
        print(f"reading {what} ({n} of {total})")
    elif n % 50 == 0 or n == total:
        print(f"learning: step {n} of {total}")
