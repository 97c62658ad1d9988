"""Title pages: who wrote, translated, edited and introduced a book, as its first pages print it.

Owns the forms of a title page and of the names on it. In comes the text of the first pages, out come names by role.
"""

from __future__ import annotations

import re

from dhkit.author_names import is_person_name

INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\. ?-?){1,4}(?:(?:de la|de|du|van|von|[dD]['’]) ?)?[A-ZÀ-Þ]\.?")
"""Initials alone, as a note or a preface is signed: *A. B.*, *A.B. de C.*"""

_NAME = r"(?P<name>(?:[Tt]he |THE )?[A-ZÀ-Þ][^\n,;:(\[]{2,50})"
_TITLE_PAGE = {
    "translator": (
        re.compile(rf"(?i:translat(?:ed|ion)\b[^.\n]{{0,80}}?\bby)\s+{_NAME}"),
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
