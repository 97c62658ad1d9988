"""Document tables: from one document to its rows.

Owns the order of the steps: blocks, passages, names, quotations, citations, works, voices, mentions, characterisations.
A document knows nothing of the others, so that processes or a cluster can take it; `joining` puts documents together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dhkit.authority import Authority, read_authority
from dhkit.blocks import find_blocks
from dhkit.characterisations import find_characterisations
from dhkit.citations import cited_authors, find_citations
from dhkit.documents import Corpus, Document
from dhkit.frames import FrameLexicon
from dhkit.language import parse, parse_sentences, pipeline
from dhkit.lexicons import (
    KnownEvent,
    KnownWork,
    general_adjectives,
    lexicon_folders,
    read_events,
    read_frames,
    read_works,
)
from dhkit.mentions import find_mentions
from dhkit.model_names import find_model_names, join_names, other_names
from dhkit.names import find_names, spread_names
from dhkit.passages import read_passages
from dhkit.persons import Persons
from dhkit.pipelines import SHIPPED
from dhkit.quotations import find_quotations
from dhkit.rows import DocumentRow, Row
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
        source, passages, quotations, names, citations, works, known=lists.works, persons=lists.persons,
        said=[m for m in document.marks if m.kind == "said"],
    )  # fmt: skip
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
    rows: dict[str, Sequence[Row]] = {
        "documents": [_describe(document, author)],
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


def _describe(document: Document, author: str) -> DocumentRow:
    source = document.source
    return DocumentRow(
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
