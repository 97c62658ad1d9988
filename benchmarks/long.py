"""How long a book of any length takes from text to tables, and how much memory.

Run by hand: `python benchmarks/long.py [WORDS…]`, or `--new WORDS…` for `dhkit new`. The book is invented
(`tests/long_book.py`); each length is built in a process of its own, so that its peak of memory is its own.

Measured on two cores shared with other work (Python 3.11, spaCy 3.8): see the end of this file.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from dhkit import document_tables, joining
from dhkit.build import build_corpus
from dhkit.corpus_folders import processed_folder
from dhkit.new_corpus import create_corpus
from dhkit.tables import read_tables

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from long_book import write_book

LENGTHS = 50_000, 100_000, 200_000, 400_000, 1_000_000
STAGES = (
    "find_blocks read_passages parse find_model_names join_names find_names spread_names find_quotations "
    "find_citations resolve_citations find_utterances find_mentions find_characterisations"
).split()


def time_stages(module: Any, names: list[str], spent: Counter[str]) -> None:
    """Have each function of a module note what it takes of the processor, and what it yields, bit by bit."""

    def clock(name: str, call: Callable[[], Any]) -> Any:
        started = process_time()
        try:
            return call()
        finally:
            spent[name] += process_time() - started

    def drain(name: str, items: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := clock(name, partial(next, items, end))) is not end:
            yield item

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            result = clock(name, partial(function, *args, **kwargs))
            return drain(name, result) if isinstance(result, Iterator) else result

        return call

    for name in names:
        if hasattr(module, name):
            setattr(module, name, timed(name, getattr(module, name)))


def measure(words: int, *, new: bool) -> None:
    """Build one book and print what it took."""
    spent: Counter[str] = Counter()
    time_stages(document_tables, STAGES, spent)
    time_stages(joining, ["join_rows", "count_rows", "reconcile", "count_comentions"], spent)
    with tempfile.TemporaryDirectory() as made:
        folder, book = Path(made), write_book(words)
        file = folder / "book.txt"
        file.write_text(book, encoding="utf-8")
        started = perf_counter()
        if new:
            create_corpus("long", [file], folder / "raw", say=lambda _: None)
            tables = read_tables(processed_folder(folder / "raw" / "long"))
        else:
            sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
            (folder / "corpus.toml").write_text(
                f'title = "Long"\n[[documents]]\nkey = "book"\nfile = "book.txt"\nsha256 = "{sha256}"\n'
                'author = "Vane, Margaret"\ntitle = "The Harbours of the South"\nyear = 1888\nlayout = "book"\n',
                encoding="utf-8",
            )
            tables, _ = build_corpus(folder)
        took = perf_counter() - started
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 2**20
    sys.stdout.write(
        f"{len(book.split()):>9,} words {took:7.1f} s {peak:5.2f} GB {sum(map(len, tables.values())):>9,} rows\n"
    )
    sys.stdout.write(f"    {', '.join(f'{len(table):,} {name}' for name, table in tables.items())}\n")
    for name, seconds in spent.most_common():
        sys.stdout.write(f"    {name:<24}{seconds:7.1f} s\n")


def main(arguments: list[str]) -> None:
    """Measure each length in a process of its own."""
    new = "--new" in arguments
    lengths = [int(a.replace(",", "")) for a in arguments if not a.startswith("--")] or list(LENGTHS)
    if "--here" in arguments:
        measure(lengths[0], new=new)
        return
    for words in lengths:
        subprocess.run(
            [sys.executable, __file__, str(words), "--here", *["--new"] * new], check=True, stdout=sys.stdout
        )


if __name__ == "__main__":
    main(sys.argv[1:])

# Whole times by the clock, stages by the processor. With four other builds on the two cores:
#     100,000 words  17 s  0.47 GB       400,000 words   96 s  0.56 GB
#     200,000 words  44 s  0.50 GB     1,000,000 words  574 s  0.73 GB
