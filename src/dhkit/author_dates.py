"""Author-date citations in round brackets: *(Fesk 1990: 12)*, *(Fesk and Kadran, 1990, p. 12; Holm 2001)*.

Owns that form. In comes the clean text of a passage, out come spans with their references. A name and a year in round
brackets may also be a place and a date, so the form counts only in a text that shows the custom: see `cites_by_date`.

Forms:
    1. all in the bracket, one reference or several parted by semicolons
    2. the names before it: *Fesk (1990, p. 12)*; the citation is the bracket
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dhkit.author_names import split_authors
from dhkit.references import Reference
from dhkit.text import MONTHS

_MONTH = "|".join(f"{m[:3]}|{m[:4]}|{m}" for m in MONTHS)
_NAME = rf"(?!(?:{_MONTH})\b)[A-ZА-ЯЁ][\w'’-]+"
_NAMES = rf"(?P<names>{_NAME}(?:,? (?:and|&) {_NAME}|, {_NAME})*(?: et al\.)?)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d[a-z]?)"
_PAGES = r"(?:, (?:pp?\. ?)?|: ?)(?P<pages>\d{1,4}(?:[-–]\d+)?(?:, \d{1,4}(?:[-–]\d+)?)*)"
_REFERENCE = re.compile(rf"(?:(?:see|cf\.|e\.g\.)(?: also)?,? )?{_NAMES},? {_YEAR}(?:{_PAGES})?")
_ROUND = re.compile(r"\(([^()]{6,300})\)")
_AFTER_NAMES = re.compile(rf"{_NAMES}(?:['’]s?)? (?P<bracket>\({_YEAR}{_PAGES}\))")


def cites_by_date(texts: Iterable[str]) -> bool:
    """Say whether texts cite by author and date: at least two such citations give pages, which no date does.

    >>> cites_by_date(["(Fesk 1990: 12)", "Holm (2001, p. 4) agrees"])
    True
    >>> cites_by_date(["(Velm 1911)", "(Fesk 1990: 12)"])
    False
    """
    return sum(any(r.pages for r in references) for text in texts for *_, references in find_author_dates(text)) >= 2


def find_author_dates(text: str) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    """Yield start, end and references of the author-date citations of a text.

    >>> [(r.authors, r.year, r.pages) for *_, rs in find_author_dates("So (Fesk 1990: 12; Holm, 2001).") for r in rs]
    [(('Fesk',), '1990', '12'), (('Holm',), '2001', '')]
    """
    for match in _ROUND.finditer(text):
        parts = [_REFERENCE.fullmatch(part) for part in re.split(r";\s*", " ".join(match[1].split()))]
        if all(parts):
            yield match.start(), match.end(), tuple(_reference(part) for part in parts if part)
    for match in _AFTER_NAMES.finditer(text):
        yield match.start("bracket"), match.end("bracket"), (_reference(match),)


def _reference(match: re.Match[str]) -> Reference:
    names = re.sub(r" et al\.$", "", match["names"])
    authors = tuple(a for part in names.split(", ") for a in split_authors(part))
    return Reference("author-date", authors, "", match["year"], pages=match["pages"] or "")
