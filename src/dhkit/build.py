"""Build: from the documents of a corpus to its tables on disk.

Reads the documents and lists, has each document built (`document_tables`), here or in several processes, has them
joined (`joining`) in the order of corpus.toml, and writes the tables at once, or holds those at hand to them.

    from pathlib import Path
    tables, reports = build_corpus(Path("data/raw/sample"))
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from dhkit.amendments import Outcome
from dhkit.authority import Authority
from dhkit.corpus_folders import processed_folder
from dhkit.corrections import corrections_file, read_corrections
from dhkit.document_tables import DocumentTables, Lists, Report, build_document
from dhkit.documents import Corpus, Document, check_present, find_document, read_corpus, read_document
from dhkit.joining import correct_documents, join_rows
from dhkit.pipelines import SHIPPED, name_pipeline
from dhkit.rows import TABLES, Row
from dhkit.tables import check_references, check_table, read_tables, write_tables

_WORTH_A_PROCESS = 200_000  # bytes of a corpus: a process costs two seconds before it reads a word


def build_corpus(
    folder: Path, *, progress: Callable[[str], None] | None = None, processes: int = 1
) -> tuple[dict[str, pd.DataFrame], list[Report]]:
    """Build the tables of a corpus from its documents.

    Args:
        folder: the folder with corpus.toml.
        progress: called with each document's key before it is built (with several processes: before it is waited for).
        processes: how many build at once; the tables are the same. With more than one, a script of your own needs
            `if __name__ == "__main__":` around the call, as Python's processes want it.

    Returns:
        Every table of the contract by name, and one report per document.

    Raises:
        CorpusError: in one line, what is wrong with which file and what to do.
    """
    documents, lists, built = _build_each(folder, progress, processes)
    texts = {document.key: document.text for document in documents}
    corrections = read_corrections(corrections_file(folder))
    tables, outcomes = correct_documents(built, lists, corrections, texts)
    return tables, [_report_corrections(b.report, outcomes) for b in built]


def _build_each(
    folder: Path, progress: Callable[[str], None] | None, processes: int
) -> tuple[list[Document], Lists, list[DocumentTables]]:
    """Read the documents of a corpus and its lists, and build each document."""
    corpus = read_corpus(folder)
    check_present(corpus)
    lists = Lists.of(corpus)
    documents = [read_document(corpus, source) for source in corpus.documents]
    built = []
    with _builder(corpus, documents, lists, processes) as build:
        for document in documents:
            if progress:
                progress(document.key)
            built.append(build(document))
    return documents, lists, built


def choose_processes(folder: Path) -> int:
    """Choose how many processes build a corpus fastest: one for a small one, else one per core, four at most."""
    corpus = read_corpus(folder)
    size = sum(path.stat().st_size for source in corpus.documents if (path := find_document(corpus, source)))
    return min(os.cpu_count() or 1, 4) if size > _WORTH_A_PROCESS else 1


def build_rows(folder: Path, *, processes: int = 1) -> tuple[dict[str, list[Row]], dict[str, Authority]]:
    """Build the rows of a corpus as the rules have them, before any correction and uncounted.

    Args:
        folder: the folder with corpus.toml.
        processes: how many build at once, as for `build_corpus`.

    Returns:
        The rows by table, and everything that they may name, by key.

    Raises:
        CorpusError: in one line, what is wrong with which file and what to do.
    """
    _, lists, built = _build_each(folder, None, processes)
    return join_rows(built, lists.authority)


def _report_corrections(report: Report, outcomes: Sequence[Outcome]) -> Report:
    """Tell how many corrections a document has, and how many of them found nothing to hold on to."""
    here = [o.state for o in outcomes if o.correction.document == report.document]
    stale = {"stale corrections": here.count("stale")} if "stale" in here else {}
    found = {"corrections": len(here) - here.count("stale")} if here else {}
    return replace(report, found=report.found | found, odd=report.odd | stale)


@contextmanager
def _builder(
    corpus: Corpus, documents: Sequence[Document], lists: Lists, processes: int
) -> Iterator[Callable[[Document], DocumentTables]]:
    """Give what builds a document: here, or in one of several processes that have begun with the longest."""
    if min(processes, len(documents)) < 2:
        yield lambda document: build_document(document, lists)
        return
    # Not forked: a process that has threads, like a notebook's, must not be copied.
    with ProcessPoolExecutor(
        min(processes, len(documents)), get_context("spawn"), initializer=_enter, initargs=(corpus.folder,)
    ) as pool:
        longest_first = sorted(documents, key=lambda d: (-len(d.text), d.key))
        waiting = {document.key: pool.submit(_build_here, document) for document in longest_first}
        yield lambda document: waiting[document.key].result()


_HERE: list[Lists] = []


def _enter(folder: Path) -> None:
    """Read a corpus's lists once in a new process."""
    _HERE[:] = [Lists.of(read_corpus(folder))]


def _build_here(document: Document) -> DocumentTables:
    return build_document(document, _HERE[0])


def write_corpus(
    folder: Path,
    target: Path | None = None,
    *,
    progress: Callable[[str], None] | None = None,
    processes: int = 1,
) -> tuple[Path, list[Report]]:
    """Build a corpus and write its tables; the old ones stand until the new are whole.

    Returns:
        The folder of the tables, and one report per document.
    """
    tables, reports = build_corpus(folder, progress=progress, processes=processes)
    target = target or processed_folder(folder)
    corpus = read_corpus(folder)
    pipeline_name = name_pipeline(corpus.pipeline or SHIPPED, corpus.folder)
    write_tables(target, tables, title=corpus.title, pipeline=pipeline_name)
    return target, reports


def check_corpus(folder: Path) -> list[str]:
    """Hold the tables at hand to the contract, and, where the documents are here, to what a rebuild gives.

    Returns:
        One line per problem; none if all is well.
    """
    target, corpus = processed_folder(folder), read_corpus(folder)
    problems = []
    try:
        tables = read_tables(target)
    except ValueError as error:
        return [str(error)]
    for check in (*(partial(check_table, name, tables[name]) for name in TABLES), partial(check_references, tables)):
        try:
            check()
        except ValueError as error:
            problems.append(str(error))
    if all(find_document(corpus, source) for source in corpus.documents):
        with tempfile.TemporaryDirectory() as beside:
            fresh, _ = write_corpus(folder, Path(beside) / target.name)
            problems += [
                f"{target / f.name} differs from a rebuild; run: dhkit build {folder}"
                for f in sorted(fresh.iterdir())
                if not (target / f.name).is_file() or (target / f.name).read_bytes() != f.read_bytes()
            ]
    return problems
