"""Old notes: how books before the manuals of style cite at the foot of a page.

Owns the forms of nineteenth-century notes. In comes the clean text of a note, out come spans with their references:
    1. author, title, volume or page: `Tell, The Long Siege, vol. ii. p. 214`; `Anna Tell, Lamps (1868), i. 12`
    2. a title that says whose it is: `Memoirs of Madame de Corvelle, vol. i, p. 22`
    3. an author alone with volume and page: `Marou, iii. 99`, `See Marou, p. 33`
    4. `Ibid., p. 12`; `Op. cit., ii. 5` stands behind an author
A page or volume must end it: a sentence that only names a book cites nothing.

    >>> [(start, end, (reference,))] = find_old_notes("[3] Tell, Long Siege, vol. ii. p. 9.")
    >>> start, end, reference.authors, reference.title, reference.pages
    (4, 35, ('Tell',), 'Long Siege', '9')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhkit.author_names import is_person_name
from dhkit.references import Reference

_ROMAN = r"[ivxlcIVXLC]{1,7}"
_PLACE = (
    rf"(?:(?:vol|t|tom|book|bk|part|pt)s?\. ?(?P<volume>{_ROMAN}|\d{{1,2}})[.,]* ?"
    rf"(?:(?:ch|chap|c)\. ?(?:{_ROMAN}|\d+)[.,]* ?)?"
    rf"(?:pp?\. ?)?(?P<first>\d{{1,4}}(?:[-–]\d{{1,4}})?)?|pp?\. ?(?P<page>\d{{1,4}}(?:[-–]\d{{1,4}})?)|"
    rf"(?P<roman>{_ROMAN})\. ?(?P<second>\d{{1,4}}(?:[-–]\d{{1,4}})?))(?!\w)"
)
_PARTICLES = r"(?:(?:de|du|des|la|le|von|van|di|da|M|Mme|Mr|Dr|Count|Madame)\.? |d')"
_AUTHOR = rf"(?P<authors>(?:{_PARTICLES}){{0,2}}[A-ZÀ-Þ][\w.'’-]+(?: (?:{_PARTICLES})?[A-ZÀ-Þ][\w.'’-]+){{0,3}})"
_YEAR = r"(?: ?\((?:[^()]{0,40}\W)?(?P<year>1[5-9]\d\d)\))?"
_TITLE = r"(?P<title>[\"']?[A-ZÀ-Þ][^;()\"]{2,90}?[\"']?)"
_FORMS = (
    re.compile(rf"{_AUTHOR}, ?{_TITLE}{_YEAR}[,.]* ?{_PLACE}"),
    re.compile(
        rf"(?P<title>(?:Memoirs?|Mémoires|Letters|Lettres|Correspondence|Diary|Journal|Recollections|Souvenirs|Works|"
        rf"Œuvres|Life|History|Histoire) (?:of|de|d'|du|des) (?P<authors>[^;()\"]{{3,60}}?)){_YEAR}[,.]* ?{_PLACE}"
    ),
    re.compile(rf"{_AUTHOR}{_YEAR}, ?{_PLACE}"),
    re.compile(rf"(?P<short>[Ii]bid(?:em)?)\.,? ?{_PLACE}"),
)
_OF_PERSON = ("Life", "History", "Histoire", "Journal")  # its subject is not its author


def find_old_notes(text: str) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    """Yield start, end and reference of each citation of a note, none inside another."""
    taken: list[tuple[int, int]] = []
    found = []
    for form in (_FORMS[3], _FORMS[1], _FORMS[0], _FORMS[2]):
        for match in form.finditer(text):
            start, end = match.span()
            if not any(s < end and start < e for s, e in taken) and (reference := _read(match)) is not None:
                taken.append((start, end))
                found.append((start, end, (reference,)))
    yield from sorted(found, key=lambda f: f[0])


def _read(match: re.Match[str]) -> Reference | None:
    groups = match.groupdict()
    pages = groups["first"] or groups["page"] or groups["second"] or ""
    volume = groups["volume"] or groups["roman"] or ""
    if groups.get("short"):
        return Reference("short", short="ibid.", pages=pages, volume=volume)
    author = re.sub(r"^(?:See(?: also)?|Cf\.?|Compare|And|In) ", "", groups.get("authors") or "").strip(" ,.")
    title = (groups.get("title") or "").strip(" ,.'\"")
    if author.endswith("_") and not title:  # *Travels*, vol. i. p. 9: italics are a work's
        author, title = "", author.strip("_ ")
    if title.startswith(_OF_PERSON):
        author = "" if match.re is _FORMS[1] else author
    if author and not is_person_name(re.sub(rf"^{_PARTICLES}", "", author)):
        return None
    if re.fullmatch(r"(?i)op\. cit|loc\. cit", title):
        return Reference("short", (author,), short="op. cit.", pages=pages, volume=volume)
    authors = (re.sub(r"^(?:Madame|Mme\.?|M\.|Count|Mr\.?|Dr\.?) ", "", author),) if author else ()
    return Reference("footnote", authors, title, groups.get("year") or "", pages=pages, volume=volume)
