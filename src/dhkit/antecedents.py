"""Antecedents: what stands before a short citation, and may be what it stands for.

Owns the memory of one document while its citations are resolved in order: the works cited so far with their pages, who
is said to speak or is named since, and whose titles the text names. Which of them a citation means is `works`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from dhkit.author_names import invert_name, is_person_name
from dhkit.citation_forms import FoundCitation
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.references import Reference
from dhkit.shelves import Book, Shelf

_WORDS = 8  # so many quoted words are no chance
_SAME_WORDS = 90


class Antecedents:
    """What the text tells about a short form: works cited before it, speakers and persons named since, titles named."""

    def __init__(
        self,
        found: Sequence[FoundCitation],
        passages: Sequence[Passage],
        names: Sequence[Sequence[Name]],
        shelf: Shelf,
        author: str,
    ) -> None:
        """Take the citations of a document in their order; nothing has been cited yet."""
        self.found, self.passages, self.names, self.shelf = found, passages, names, shelf
        self.author = author
        self.cited: list[tuple[int, Book]] = []
        self.places: dict[int, list[int]] = {}  # order of a book → where it stands among the cited
        self.pages: dict[tuple[int, int], set[str]] = {}
        self.title_authors: dict[str, str] = {}

    def remember(self, i: int, book: Book | None, reference: Reference) -> None:
        """Note that a citation was resolved to a work, with the pages that it gives."""
        if book is not None:
            self.places.setdefault(book.order, []).append(len(self.cited))
            self.cited.append((i, book))
            self.pages.setdefault((i, book.order), set()).update(reference.pages.split(", "))

    def last(self, *, among: Sequence[Book] | None = None) -> tuple[int, Book] | None:
        """Give the work cited last, of any or of some."""
        if among is None:
            return self.cited[-1] if self.cited else None
        last = max((self.places[b.order][-1] for b in among if b.order in self.places), default=None)
        return self.cited[last] if last is not None else None

    def all_cited(self, among: Sequence[Book]) -> list[tuple[int, Book]]:
        """List the places in which some works are cited, the last first."""
        orders = {b.order for b in among}
        return [self.cited[at] for at in sorted((a for o in orders for a in self.places.get(o, ())), reverse=True)]

    def pages_of(self, i: int, book: Book) -> set[str]:
        """List the pages of a work that a citation gives."""
        return self.pages.get((i, book.order), set())

    def same_words(self, i: int, k: int) -> bool:
        """Say whether two citations close the same quoted words."""
        return any(
            len(a.split()) >= _WORDS and len(b.split()) >= _WORDS and fuzz.partial_ratio(a, b) >= _SAME_WORDS
            for a in self.found[i].words
            for b in self.found[k].words
        )

    def speakers(self, i: int) -> list[str]:
        """Name who is said to speak before a citation and since the one before it, nearest first, then who is named."""
        citation = self.found[i]
        heard = [self._full(n) for n in reversed(citation.cues)]
        named = [self._full(n) for n in reversed(citation.named)]
        return list(dict.fromkeys([*heard, *named]))

    def cue_speakers(self, i: int) -> list[str]:
        """Name the persons who are said to speak before a citation and since the one before it, nearest first."""
        return list(dict.fromkeys(self._full(n) for n in reversed(self.found[i].cues) if n.kind == "person"))

    def title_author(self, title: str) -> str:
        """Name the person who stands nearest before a title, or right after it, where the text names that work."""
        if title not in self.title_authors:
            self.title_authors[title] = self._title_author(title)
        return self.title_authors[title]

    def _title_author(self, title: str) -> str:
        if len(title.split()) < 2:
            return ""
        for p, passage in enumerate(self.passages):
            at = passage.clean.find(title)
            if at < 0 or any(c.passage == p and c.start <= at < c.end for c in self.found if c.form != "footnote"):
                continue
            people = [n for n in self.names[p] if n.kind == "person" and not at <= n.start < at + len(title)]
            before = [n for n in people if n.end <= at]
            after = [n for n in people if n.start >= at and n.start - at < len(title) + 60]
            if passage.kind == "footnote":
                before, after = after, before
            if near := (before[-1:] or after[:1]):
                return self._full(near[0])
        return ""

    def in_play(self, i: int) -> list[Book]:
        """List works whose author or title the text names before a citation, nearest first."""
        citation = self.found[i]
        listed: list[Book] = []
        for p in range(citation.passage, max(-1, citation.passage - 12), -1):
            text = self.passages[p].clean[: citation.start if p == citation.passage else None]
            hits = [(text.rfind(b.title), b) for b in self.shelf.books if len(b.title) > 8 and b.title in text]
            for name in self.names[p]:
                if (
                    name.kind == "person"
                    and (p < citation.passage or name.start < citation.start)
                    and self._full(name) != self.author
                ):
                    hits += [(name.start, b) for b in self.shelf.by_author([self._full(name)]) if b.title]
            for _, book in sorted(hits, key=lambda h: (-h[0], h[1].order)):
                if not any(book is b for b in listed):
                    listed.append(book)
        return listed

    def place(self, i: int) -> tuple[int, int]:
        """Give where a citation stands in the document."""
        citation = self.found[i]
        span = self.passages[citation.passage].span(citation.start, citation.end)
        return span.start, span.end

    def _full(self, name: Name) -> str:
        entry = self.shelf.persons.get(name.entity) if name.entity else None
        if entry is not None:
            return entry.label if entry.kind == "person" else (entry.family or entry.label)
        printed = name.full or name.surface
        return self.shelf.author(invert_name(printed) if is_person_name(printed) else printed)
