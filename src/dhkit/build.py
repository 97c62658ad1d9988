"""Build: from the documents of a corpus to its tables.

Owns the order of the steps: documents, blocks, passages, names, quotations, citations, works, voices, entities,
characterisations; then, over all documents, one key for one thing, a scholar's corrections, counts and co-mentions. A
document is built alone (`build_document`), so that processes or a cluster can take it; documents are joined in the
order of corpus.toml, checked, and written at once.

    from pathlib import Path
    tables, reports = build_corpus(Path("data/raw/sample"))
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dhkit.amendments import Outcome, amend
from dhkit.authority import Authority, read_authority
from dhkit.blocks import find_blocks
from dhkit.characterisations import find_characterisations
from dhkit.citations import cited_authors, find_citations
from dhkit.corrections import Correction, corrections_file, read_corrections
from dhkit.documents import Corpus, Document, check_present, find_document, read_corpus, read_document
from dhkit.entities import count_entities
from dhkit.frames import FrameLexicon
from dhkit.language import parse, parse_sentences, pipeline
from dhkit.lexicons import (
    KnownEvent,
    KnownWork,
    frame_set,
    general_adjectives,
    lexicon_folders,
    read_events,
    read_frames,
    read_works,
)
from dhkit.mentions import find_mentions
from dhkit.model_names import find_model_names, join_names, other_names
from dhkit.names import find_names, spread_names
from dhkit.networks import count_comentions
from dhkit.passages import read_passages
from dhkit.persons import Persons
from dhkit.pipelines import SHIPPED, name_pipeline
from dhkit.quotations import find_quotations
from dhkit.reconciliation import apply_keys, reconcile
from dhkit.rows import TABLES, DocumentRow, Row, Voice, Work
from dhkit.tables import check_references, check_table, read_tables, to_frame, write_tables
from dhkit.text import count_words
from dhkit.voices import find_utterances
from dhkit.works import resolve_citations

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Lists:
    """The word lists of a corpus and its pipeline, read once and used for each of its documents."""

    authority: dict[str, Authority]
    works: list[KnownWork]
    events: dict[str, KnownEvent]
    frames: FrameLexicon
    persons: Persons
    pipeline: str = SHIPPED
    folder: Path | None = None

    @classmethod
    def of(cls, corpus: Corpus) -> Lists:
        """Read the lists of a corpus."""
        folders = lexicon_folders(corpus)
        authority = read_authority(folders)
        return cls(
            authority,
            read_works(folders),
            read_events(folders),
            FrameLexicon(read_frames(folders), general_adjectives()),
            Persons(authority.values()),
            corpus.pipeline or SHIPPED,
            corpus.folder,
        )

    @property
    def nlp(self) -> Language:
        """The pipeline that reads the corpus, loaded when first asked for."""
        return pipeline(tuple(self.authority.values()), self.pipeline, self.folder)


@dataclass
class Report:
    """What was found in one document, and what was odd: counts by name, for one line to a reader."""

    document: str
    found: dict[str, int] = field(default_factory=dict)
    odd: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Tell the document's counts in one line."""
        odd = _tell(self.odd)
        return f"{self.document}: {_tell(self.found)}" + (f"; odd: {odd}" if odd else "")


def _tell(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {what}" for what, n in counts.items() if n)


@dataclass
class DocumentTables:
    """The rows of one document by table, what it names that the authority file lacks, and the report."""

    rows: dict[str, Sequence[Row]]
    new: dict[str, Authority]
    report: Report


def build_document(document: Document, lists: Lists) -> DocumentTables:
    """Take one document through all steps.

    Returns:
        The rows of every table that stands on one document, in document order.
    """
    source = document.source
    blocks = find_blocks(document)
    passages = read_passages(document, blocks)
    docs = list(parse((p.clean for p in passages), lists.nlp))
    # The pipeline reads its own language only.
    model = find_model_names(docs) if source.language == lists.nlp.lang else [[] for _ in docs]
    listed = [
        join_names(find_names(doc, lists.persons.given_names), here, lists.persons)
        for doc, here in zip(docs, model, strict=True)
    ]
    names = spread_names([p.clean for p in passages], listed, cited_authors(passages), other_names(model))
    quotations, stray = find_quotations(passages)
    found = find_citations(passages, names, quotations)
    citations, works = resolve_citations(
        found, passages, names, author=source.author, known=lists.works, persons=lists.persons
    )
    utterances, voices, author = find_utterances(
        source, passages, quotations, names, citations, works, known=lists.works, persons=lists.persons
    )
    mentions, new = find_mentions(
        passages,
        docs,
        names,
        utterances,
        works,
        authority=lists.authority,
        events=lists.events,
        persons=lists.persons,
        model=model,
    )
    characterisations = find_characterisations(
        passages,
        docs,
        utterances,
        mentions,
        events=lists.events,
        authority=lists.authority,
        lexicon=lists.frames,
        parse=partial(parse_sentences, name=lists.pipeline, folder=lists.folder),
    )
    row = DocumentRow(
        document=source.key,
        file=source.file,
        voice=author,
        title=source.title,
        year=source.year,
        layout=source.layout,
        language=source.language,
        n_chars=len(document.text),
        n_words=sum(count_words(document.text).values()),
        sha256=source.sha256,
    )
    rows: dict[str, Sequence[Row]] = {
        "documents": [row],
        "blocks": blocks,
        "utterances": utterances,
        "voices": voices,
        "works": works,
        "citations": citations,
        "mentions": mentions,
        "characterisations": characterisations,
    }
    odd = {
        "unpaired quotation marks": len(stray),
        "utterances of unsure voice": sum(u.state == "ambiguous" for u in utterances),
        "unresolved citations": sum(c.state == "unresolved" for c in citations),
        "ambiguous citations": sum(c.state == "ambiguous" for c in citations),
    }
    return DocumentTables(rows, new, Report(source.key, {k: len(v) for k, v in rows.items() if k != "documents"}, odd))


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


def build_rows(folder: Path) -> tuple[dict[str, list[Row]], dict[str, Authority]]:
    """Build the rows of a corpus as the rules have them, before any correction and uncounted.

    Returns:
        The rows by table, and everything that they may name, by key.

    Raises:
        CorpusError: in one line, what is wrong with which file and what to do.
    """
    _, lists, built = _build_each(folder, None, 1)
    return _join_rows(built, lists.authority)


def correct_documents(
    built: Sequence[DocumentTables], lists: Lists, corrections: Sequence[Correction], texts: Mapping[str, str]
) -> tuple[dict[str, pd.DataFrame], list[Outcome]]:
    """Join the rows of several documents, apply a scholar's corrections to them, and count over all.

    Args:
        built: the rows of each document.
        lists: the word lists of the corpus.
        corrections: in the order of their file.
        texts: source texts by document.

    Returns:
        Every table by name, and what became of each correction, in order.

    Raises:
        CorpusError: if a correction names what is not there.
    """
    rows, known = _join_rows(built, lists.authority)
    rows, outcomes = amend(rows, corrections, texts=texts, known=known, lexicon=lists.frames, frames=frame_set())
    return count_rows(rows, known), outcomes


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


def join_documents(built: Sequence[DocumentTables], authority: dict[str, Authority]) -> dict[str, pd.DataFrame]:
    """Join the rows of several documents, as the rules have made them, and count over all of them."""
    return count_rows(*_join_rows(built, authority))


def _join_rows(
    built: Sequence[DocumentTables], authority: dict[str, Authority]
) -> tuple[dict[str, list[Row]], dict[str, Authority]]:
    """Join the rows of several documents; give with them all that they may name, by key."""
    rows: dict[str, list[Row]] = {name: [r for b in built for r in b.rows.get(name, [])] for name in TABLES}
    new = {key: entry for b in reversed(built) for key, entry in b.new.items()}  # the first document's entry stands
    known = {**new, **authority}
    keys = reconcile(rows["mentions"], authority, new)  # type: ignore[arg-type]
    for name in ("mentions", "utterances", "voices", "characterisations"):
        rows[name] = apply_keys(rows[name], keys, known)
    rows["voices"] = _first_of_each(rows["voices"], Voice)
    rows["works"] = _merge_works(rows["works"])
    return rows, known


def count_rows(rows: Mapping[str, Sequence[Row]], known: Mapping[str, Authority]) -> dict[str, pd.DataFrame]:
    """Make the tables of joined rows, and those that count over them."""
    frames = {
        name: to_frame(name, rows[name]) for name in rows if name not in ("entities", "comentions", "comention_blocks")
    }
    mentions, utterances = rows["mentions"], rows["utterances"]
    characterised = {c.event for c in rows["characterisations"]}  # type: ignore[attr-defined]
    frames["entities"] = to_frame("entities", count_entities(mentions, utterances, known, characterised))  # type: ignore[arg-type]
    frames["comentions"], frames["comention_blocks"] = count_comentions(
        frames["mentions"], frames["utterances"], frames["entities"]
    )
    return {name: frames[name] for name in TABLES}


def _first_of_each(rows: Iterable[Row], row_class: type[Row]) -> list[Row]:
    """Keep one row per key: the one that tells most, of equals the first."""
    best: dict[str, Row] = {}
    for row in rows:
        key = getattr(row, row_class.key[0])
        if key not in best or _told(row) > _told(best[key]):
            best[key] = row
    return list(best.values())


def _told(row: Row) -> int:
    return sum(bool(getattr(row, name)) for name in row.__slots__)  # type: ignore[attr-defined]


def _merge_works(rows: Iterable[Row]) -> list[Row]:
    """Join what several documents tell of one work: the first that tells a field."""
    merged: dict[str, dict[str, str]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in ("work", "authors", "title", "year", "place", "publisher")}
        known = merged.setdefault(values["work"], values)
        for name, value in values.items():
            known[name] = known[name] or value
    return [Work(**values) for values in merged.values()]


def processed_folder(folder: Path) -> Path:
    """Give the folder of a corpus's tables: data/raw/NAME is built into data/processed/NAME."""
    folder = Path(folder)
    if folder.parent.name == "raw":
        return folder.parent.parent / "processed" / folder.name
    root = folder.resolve().parent
    return (root.parent if root.name == "raw" else root / "data") / "processed" / folder.resolve().name


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
