"""A document read from a string, with a small world of invented people, so that a test is text in and pairs out.

Ardania is no country, Velm no town, and nobody named here ever lived. `read` takes a text through the same steps as
`build` does; its properties give what was found as readable pairs. No trained pipeline reads it unless a test asks for
one: what the rules find is then all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from textwrap import dedent
from typing import Any

from dhkit.attribution import Cue, find_cue
from dhkit.authority import Authority
from dhkit.blocks import find_blocks
from dhkit.citation_forms import FoundCitation
from dhkit.citations import cited_authors, find_citations
from dhkit.document_tables import DocumentTables, Lists, build_document
from dhkit.documents import Document, Source
from dhkit.frames import FrameLexicon
from dhkit.language import parse
from dhkit.lexicons import SHIPPED, KnownEvent, KnownWork, read_frames
from dhkit.names import Name, find_names, paint, spread_names
from dhkit.passages import Passage, read_passages
from dhkit.persons import Persons
from dhkit.pipelines import NO_PIPELINE
from dhkit.quotations import Quotation, StrayMark, find_quotations
from dhkit.text import slug


def entry(kind: str, label: str, *aliases: str, family: str = "", note: str = "") -> Authority:
    """Make an entry of an authority file."""
    return Authority(slug(label), label, kind, family, aliases, "", note)


def person(label: str, *aliases: str, note: str = "") -> Authority:
    """Make a person's entry, known by full name and family name."""
    family = label.partition(",")[0]
    return entry("person", label, family, *aliases, family=family, note=note)


WORLD = (
    person("Brandt, Ada", note="historian"),
    person("Calder, Ruth", note="historian"),
    person("Lorrimer, Piet", note="historian"),
    person("Kester, Jonas", note="head of the Council; a remark for editors"),
    person("Voss, Hester"),
    person("Demshin, Ilya", "Демшин"),
    person("Oakley, Simon"),
    person("Ferrow, Lucas"),
    entry("organisation", "Council of Weavers", "Council of Weavers", "Weavers' Council", family="Council of Weavers"),
    entry("organisation", "Water Directorate", "Water Directorate"),
    entry("organisation", "Loom Party", "Loom Party", "Loom party"),
    entry("organisation", "Dye Assembly", "Dye Assembly"),
    entry("organisation", "Dyers Soviet", "Dyers Soviet"),
    entry("group", "Spinners", "Spinners", "Spinner"),
    entry("group", "Ardanians", "Ardanians", "Ardanian"),
    entry("group", "Left", "the Left"),
    entry("place", "Velm", "Velm"),
    entry("place", "Ardania", "Ardania"),
    entry("place", "Mill Bridge", "Mill Bridge"),
    entry("event", "Shuttle Night", "Shuttle Night", "Velm coup"),
    entry("event", "March Revolution", "March Revolution", "March revolution"),
    entry("event", "March Flood", "March Flood"),
    entry("event", "Mill War", "Mill War"),
    entry("event", "Council rule"),
    entry("event", "Third Congress of Spinners", "Third Congress of Spinners"),
    entry("work", "The Dry Loom", "The Dry Loom"),
)

EVENTS = (
    KnownEvent(
        "shuttle-night",
        ("the takeover", "the insurrection", "that night"),
        ("Mill Bridge", "October"),
        tuple("coup|insurrection|takeover|seizure of power|conspiracy|revolt|putsch|adventure".split("|")),
        ("council-of-weavers", "kester-jonas"),
    ),
    KnownEvent("march-revolution", ("the revolution", "the Revolution"), ("March",), ("tragedy", "upheaval"), ()),
    KnownEvent("mill-war", ("the war",), ("trenches",), ("tragedy", "bloodbath"), ()),
    KnownEvent(
        "council-rule",
        ("the regime", "the rule of the Council"),
        ("one-party",),
        ("dictatorship", "tyranny", "one-party state", "dictatorship of one party"),
        ("council-of-weavers",),
        ("looms", "weavers", "power"),
    ),
)

LISTS = Lists(
    authority={e.entity: e for e in sorted(WORLD, key=lambda e: e.entity)},
    works=[],
    events={e.entity: e for e in EVENTS},
    frames=FrameLexicon(read_frames([SHIPPED])),
    persons=Persons(WORLD),
    pipeline=NO_PIPELINE,
)

AUTHOR = "Winter, Edda"


@dataclass(frozen=True)
class Reading:
    """One document taken through all steps; nothing is computed before it is asked for."""

    document: Document
    lists: Lists

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages in order."""
        return read_passages(self.document, find_blocks(self.document))

    @cached_property
    def names(self) -> list[list[Name]]:
        """The names of each passage."""
        docs = parse((p.clean for p in self.passages), self.lists.nlp)
        listed = [find_names(doc, self.lists.persons.given_names) for doc in docs]
        return spread_names([p.clean for p in self.passages], listed, cited_authors(self.passages))

    @cached_property
    def marks(self) -> tuple[list[Quotation], list[StrayMark]]:
        """Quotations, and marks without a partner."""
        return find_quotations(self.passages)

    @cached_property
    def found(self) -> list[FoundCitation]:
        """The citations, not yet resolved."""
        return find_citations(self.passages, self.names, self.marks[0])

    @cached_property
    def built(self) -> DocumentTables:
        """What `build` makes of the document."""
        return build_document(self.document, self.lists)

    def rows(self, table: str) -> list[Any]:
        """Give the rows of a table."""
        return list(self.built.rows[table])

    def stretch(self, row: Any) -> str:
        """Give the words that a row is about, line breaks undone."""
        return " ".join(self.document.text[row.start : row.end].split())

    @property
    def quoted(self) -> list[tuple[str, int]]:
        """Give (words, depth) of each quotation."""
        return [(self.passages[q.passage].clean[q.start : q.end], q.depth) for q in self.marks[0]]

    @property
    def cue(self) -> Cue | None:
        """Give the cue of the first quotation."""
        q = self.marks[0][0]
        inside = [o for o in self.marks[0] if o.passage == q.passage]
        cited = [(c.start, c.end) for c in self.found if c.passage == q.passage]
        text = self.passages[q.passage].clean
        return find_cue(q, text, paint(text, self.names[q.passage], inside, cited), self.names[q.passage])

    @property
    def heard(self) -> list[tuple[str, str]]:
        """Give (words, family name of the voice) of each utterance."""
        family = {v.voice: v.family for v in self.rows("voices")}
        return [(self.stretch(u), family[u.voice]) for u in self.rows("utterances")]

    @property
    def cited(self) -> list[tuple[str, str, str]]:
        """Give (words, work or state, pages) of each citation."""
        return [(self.stretch(c), c.work or c.state, c.pages) for c in self.rows("citations")]

    @property
    def named(self) -> list[tuple[str, str]]:
        """Give (surface, entity) of each mention."""
        return [(m.surface, m.entity) for m in self.rows("mentions")]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Give (descriptor, event) of each characterisation, a denied descriptor with *not* before it."""
        return [("not " * c.negated + c.descriptor, c.event) for c in self.rows("characterisations")]


def read(
    text: str,
    layout: str = "article",
    *,
    author: str = AUTHOR,
    title: str = "",
    works: Sequence[KnownWork] = (),
    pipeline: str = NO_PIPELINE,
    language: str = "en",
) -> Reading:
    """Read a text as a document of some layout."""
    source = Source(
        key="d", file="d.txt", sha256="", author=author, title=title, year=None, language=language, layout=layout,
        rights="", encoding="utf-8",
    )  # fmt: skip
    lists = replace(LISTS, works=list(works), pipeline=pipeline)
    return Reading(Document(source=source, text=dedent(text).strip("\n")), lists)
