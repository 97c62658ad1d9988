"""Shelves: the works of one document, each once, however it is cited.

Owns `Book`, a work while its citations are being resolved, `Shelf`, which finds a work by author or title, and what
makes two titles one. Deciding which work a citation means is `works`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from dhkit.author_names import family_name
from dhkit.persons import Persons, is_compatible, same_family
from dhkit.references import Reference
from dhkit.text import fold, slug

_SAME_TITLE = 88
_SHORTEST_TITLE = 8
_SHORTEST_WORD = 3  # code points of an abbreviated word


@dataclass
class Book:
    """One work while a document's citations are resolved; what later citations tell is filled in."""

    authors: tuple[str, ...]
    title: str
    year: str = ""
    place: str = ""
    publisher: str = ""
    order: int = 0
    is_edition: bool = False
    """Whether the same work stands on the shelf with another year."""

    @property
    def families(self) -> tuple[str, ...]:
        """Family names of the authors."""
        return tuple(family_name(a) for a in self.authors)

    @property
    def key(self) -> str:
        """Key of the work: first author and title, or year."""
        first = self.families[0] if self.families else ""
        year = self.year if self.is_edition and self.title else ""
        return slug(" ".join(filter(None, (first, self.title or self.year, year)))) or "untitled"


@dataclass
class Shelf:
    """The works of a document, in the order in which they were met."""

    persons: Persons
    books: list[Book] = field(default_factory=list)
    _titled: dict[str, tuple[int, list[Book]]] = field(default_factory=dict)
    """Title → how many books were held to it, and those that have it: each title meets each book once."""

    def author(self, name: str) -> str:
        """Give an author's name as the authority file has it, or as printed."""
        entry = self.persons.find(name)
        if entry is None:
            return name
        return entry.label if entry.kind == "person" else (entry.family or entry.label)

    def by_author(self, authors: Iterable[str]) -> list[Book]:
        """List the works that all of these wrote, in the order of the shelf."""
        families = [family_name(a) for a in authors]
        return [
            b for b in self.books if b.families and all(any(same_family(f, g) for g in b.families) for f in families)
        ]

    def by_title(self, title: str) -> list[Book]:
        """List the works of that title."""
        seen, found = self._titled.get(title, (0, []))
        found = [*found, *(b for b in self.books[seen:] if b.title and same_title(b.title, title))]
        self._titled[title] = len(self.books), found
        return found

    def put(self, reference: Reference, authors: Sequence[str] = ()) -> Book:
        """Find the work of a full reference, or shelve it; fill in what this reference tells and others did not."""
        names = tuple(self.author(a) for a in (authors or reference.authors))
        fitting = [
            b
            for b in (self.by_title(reference.title) if reference.title else self.by_author(names))
            if not b.authors or not names or any(same_family(family_name(n), f) for n in names for f in b.families)
            if reference.title or (not b.title and b.year == reference.year)
        ]
        if not fitting and names and (begun := self._begun(names, reference.title)):
            fitting = [begun]
        issue = reference.form == "periodical"  # each year of a periodical is a work
        edition = (issue or bool(fitting)) and all(
            reference.year and b.year not in ("", reference.year) for b in fitting
        )
        same_year = [b for b in fitting if reference.year and b.year == reference.year]
        if fitting and not edition and (same_year or not issue):
            book = (same_year or fitting)[0]
            self.add_authors(book, names)
            book.year = book.year or reference.year
            self.spell_out(book, reference.title)
            book.place, book.publisher = book.place or reference.place, book.publisher or reference.publisher
            return book
        self.books.append(
            Book(names, reference.title, reference.year, reference.place, reference.publisher, len(self.books), edition)
        )
        return self.books[-1]

    def spell_out(self, book: Book, title: str) -> None:
        """Give a work whose title was met with words cut short the title in full."""
        if _abbreviates(book.title, title):
            book.title = title
            self._titled.clear()

    def _begun(self, authors: Sequence[str], title: str) -> Book | None:
        """Find the one work of an author whose title begins with a single word: *Considerations* for the long title."""
        if " " in title or len(title) < _SHORTEST_TITLE:
            return None
        begun = [b for b in self.by_author(authors) if fold(b.title).startswith(fold(title) + " ")]
        return begun[0] if len(begun) == 1 else None

    def add_authors(self, book: Book, authors: Sequence[str]) -> None:
        """Tell a work's authors as fully as they are printed; a misprinted name does not replace the one known.

        Authors are added where those known are among those told; two brothers have one family name. Another person of
        the family name is another author.
        """
        names = tuple(self.author(a) for a in authors)
        fuller = len(" ".join(names)) > len(" ".join(book.authors))
        if names and (not book.authors or (fuller and all(any(_is_same(k, n) for n in names) for k in book.authors))):
            book.authors = names


def _is_same(known: str, told: str) -> bool:
    """Say whether two printed names may be one author's: family names to the letter, given names if both are told."""
    (family, _, given), (other, _, theirs) = known.partition(","), told.partition(",")
    return family == other and (not given.strip() or not theirs.strip() or is_compatible(given, theirs))


def same_title(a: str, b: str) -> bool:
    """Say whether two titles are one, but for an article, a misprint, or a subtitle left out.

    >>> same_title("The Long Siege", "Long Siege"), same_title("Stalin", "Stalin's Kampf")
    (True, False)
    """
    x, y = (re.sub(r"^(?:the|a|an) ", "", fold(t)) for t in (a, b))
    if x == y:
        return True
    if min(len(x), len(y)) < _SHORTEST_TITLE or re.findall(r"\d+", x) != re.findall(r"\d+", y):
        return False
    if _abbreviates(a, b) or _abbreviates(b, a):
        return True
    longer, shorter = sorted((x, y), key=len, reverse=True)
    return fuzz.ratio(x, y) >= _SAME_TITLE or (len(shorter.split()) >= 2 and longer.startswith(shorter + " "))


def _abbreviates(a: str, b: str) -> bool:
    """Say whether one title is the other with words cut short: *Hist. Parl.* is *Histoire Parlementaire*."""
    if "." not in a:
        return False
    words, full = (re.findall(r"[\w'’]+\.?", t.casefold()) for t in (a + ".", b))
    cut = [w.endswith(".") and len(w) > _SHORTEST_WORD for w in words]
    return (
        len(words) == len(full)
        and any(cut)
        and words != full
        and all(
            fold(f).startswith(fold(w)) if c else fold(f) == fold(w) for w, f, c in zip(words, full, cut, strict=True)
        )
    )
