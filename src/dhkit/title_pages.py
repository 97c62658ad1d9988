"""Title pages: who wrote, translated, edited and introduced a book, as its first pages print it.

Owns the forms of a title page and of the names on it. In comes the text of the first pages, out come names by role.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dhkit.author_names import is_person_name

INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\. ?-?){1,4}(?:(?:de la|de|du|van|von|[dD]['’]) ?)?[A-ZÀ-Þ]\.?")
"""Initials alone, as a note or a preface is signed: *A. B.*, *A.B. de C.*"""

_NAME = r"(?:(?i:his|her) \w+,? )?(?P<name>(?:[Tt]he |THE )?[A-ZÀ-Þ][^\n,;:(\[]{2,50})"
_TITLE_PAGE = {
    "translator": (
        re.compile(
            rf"(?i:translat(?:ed|ion)\b(?:(?!\b(?:with|edited|preface|introduc\w+|notes)\b)[^.]){{0,80}}?\bby)\s+{_NAME}"
        ),
        re.compile(rf"(?m)^Translator:\s*{_NAME}"),
    ),
    "editor": (
        re.compile(rf"(?i:(?:edited|annotated|arranged)\b[^.\n]{{0,80}}?\bby)\s+{_NAME}"),
        re.compile(rf"(?m)^(?:Editor|Annotator):\s*{_NAME}"),
    ),
    "introduction": (
        re.compile(
            rf"(?i:(?:introduction|introductory (?:note|essay)|preface|prefatory note|foreword|biographical (?:notice|"
            rf"sketch)|memoir)\b[^.\n]{{0,40}}?\bby)\s+{_NAME}"
        ),
        re.compile(rf"(?m)^(?:Commentator|Contributor|Author of introduction[^:]*):\s*{_NAME}"),
    ),
}
_TITLES = re.compile(
    r"(?:(?:Mr|Mrs|Miss|Dr|Sir|Prof|Professor|General|Gen|Colonel|Col|Captain|Capt|Major|Admiral|Count|Countess|Comte|"
    r"Comtesse|Baron|Baroness|Prince|Princess|Duke|Duchess|Marquis|Marquise|Lord|Lady|Rev|Reverend|Madame|Mme|M|"
    r"Monsieur|Citizen|Father|Abbé|Canon|Dean)\.?\s+)+",
    re.IGNORECASE,
)


PARTICLES = frozenset("de del della der di du la le of ten van von zu".split())
"""Words in a name that keep their small letter."""


def strip_titles(name: str) -> str:
    """Give a name without the titles before it.

    >>> strip_titles("Count Ottavio Bresci"), strip_titles("DR. Anselm Wiebe"), strip_titles("Dean")
    ('Ottavio Bresci', 'Anselm Wiebe', 'Dean')
    """
    return _TITLES.sub("", name, count=1) if _TITLES.match(name) else name


def read_title_page(page: str) -> dict[str, str]:
    """Read who translated, edited and introduced a book; a role that the page does not tell is left out.

    >>> read_title_page("LAMPS\\nTranslated from the Orvanian by Clara Holme\\nWith an Introduction by the Dean of Ely")
    {'translator': 'Clara Holme', 'introduction': 'the Dean of Ely'}
    """
    told: dict[str, str] = {}
    for role, patterns in _TITLE_PAGE.items():
        for match in (m for pattern in patterns if (m := pattern.search(page))):
            name = clean_name(match["name"])
            if is_person_name(name) or name.lower().startswith("the "):
                told.setdefault(role, name)
    return told


def clean_name(text: str) -> str:
    """Give a name as prose writes it: no capitals throughout, no degrees behind it, no stop.

    >>> clean_name("J. HOLLAND ROSE, LITT.D."), clean_name("CLARA DE HOLME.")
    ('J. Holland Rose', 'Clara de Holme')
    """
    text = re.split(r",|\s+(?:and|AND|with|WITH)\s", text.strip(" _*"))[0]
    first, *rest = [w.title() if w.isupper() and len(w) > 2 and "." not in w[:-1] else w for w in text.split()] or [""]
    name = " ".join([first, *(w.lower() if w.lower() in PARTICLES else w for w in rest)])
    return name if INITIALS.fullmatch(name) else name.rstrip(" .")


_ROMAN = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_IMPRINT_YEAR = re.compile(  # with stops in it
    r"(?:[A-Z][A-Za-z ]+:|.*(?i:publish|press\b|print|& ?co\b|\bstreet)).*\b(?P<year>1[5-9]\d\d)\W*"
)
_YEAR_LINE = re.compile(
    r"(?:[^\d.]{0,60}\W)?((?:1[5-9]|20)\d\d)\W*|(?i:copyright),? (?:\(?c\)?,? )?((?:1[5-9]|20)\d\d)\b.*"
)
_INTRODUCTION = re.compile(
    r"(?m)^[ \t_*]*((?:(?:GENERAL|HISTORICAL|BIOGRAPHICAL|CRITICAL|General|Historical|Biographical|Critical) )?"
    r"(?:INTRODUCTION|INTRODUCTORY (?:NOTE|ESSAY)|FOREWORD|PREFATORY NOTE|Introduction|Foreword))[ \t_*.]*\r?$"
)
_UNFINISHED = re.compile(r"(?i)(?:^|\s)(?:the|an?|of|and|in|on|from|to|for|with|or,?)$")
_MOST_LINES = 5  # of a title


def read_year(line: str) -> str:
    """Read the year that ends a line of a title page, in Roman numerals too.

    >>> read_year("VELM: TELL AND SONS, WEIR STREET. 1891."), read_year("MDCCCXCI."), read_year("In 1891 he died.")
    ('1891', '1891', '')
    """
    if match := _YEAR_LINE.fullmatch(line):
        return match[1] or match[2]
    if match := _IMPRINT_YEAR.fullmatch(line):
        return str(match["year"])
    roman = re.fullmatch(r"(?:[^a-z\d]{0,40}[\s,.])?(M[DCLXVI]{4,})\W*", line)
    if not roman:
        return ""
    values = [_ROMAN[sign] for sign in roman[1]]
    year = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return str(year) if 1500 <= year < 2040 else ""


def find_introduction(text: str) -> tuple[str, int] | None:
    """Find the heading of an introduction as printed, and where; the first may stand in the contents."""
    found = [(m[1], m.start(1)) for m in _INTRODUCTION.finditer(text[: len(text) // 2 + 20_000])]
    return found[-1] if found else None


def first_name_first(name: str) -> str:
    """Give a name in the order in which a title page prints it.

    >>> first_name_first("Tell, Anna"), first_name_first("Anna Tell")
    ('Anna Tell', 'Anna Tell')
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def join_title(page: str, lines: list[tuple[int, str]]) -> tuple[int, str, bool] | None:
    """Join the lines over which a title page prints a title; none if the first line is no title.

    They are in capitals and right below one another, or the line above leaves its phrase unfinished. Told too is
    whether a stop ends it.
    """
    if not lines or len(lines[0][1].split()) >= 20 or lines[0][1].endswith((",", ";")):
        return None
    start, title = lines[0]
    if title.endswith(".") and not title.isupper():
        return None
    for (before, line), (at, below) in list(pairwise(lines))[:_MOST_LINES]:
        gap = page[before:at].count("\n")
        together = gap < 2 and line.isupper() and below.isupper() and not line.endswith(".")
        if not (together or _UNFINISHED.search(line)) or re.match(r"(?i)(?:by|translated|edited|with an?)\b", below):
            break
        title += f" {below}"
    return start, title.rstrip(" .:;"), title.endswith(".")
