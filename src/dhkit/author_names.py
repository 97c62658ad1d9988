"""Author names: the forms in which persons and bodies are printed as authors.

Owns telling a personal name from a title or a body, and the order of a bibliography. In come strings, out come names as
"Family, Given". Whom a name means is `persons`.
"""

from __future__ import annotations

import re

from dhkit.lexicons import forms_of_address

INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.$")
RULER = re.compile(r"\S+ [IVX]\.?|\S+(?: \S+)* [IVX]{2,}\.?")
"""A name with a ruler's number, *Otto I*; a single letter behind two names (*Anna Paula V.*) is none."""
_PARTICLES = frozenset("de van von der den du la le del di da al el".split())
CORPORATE = re.compile(
    r"\b(?:of|Committee|Commission|Group|Party|Academy|Institute|Society|Union|Congress|Council|Association|Ministry|Board|Collective|Press)\b"
)
NOBLE = "Duke|Duchess|Earl|Count|Countess|Marquis|Marquess|Viscount|Prince|Princess|Archduke|Archduchess"
"""Titles that name a person with *of* and a place."""


def is_person_name(text: str) -> bool:
    """Say whether a string has the form of a personal name: one to five capitalised words, initials, particles.

    >>> is_person_name("Robert v. Dahlen"), is_person_name("C. Sorano"), is_person_name("The Long Siege")
    (True, True, False)
    """
    words = text.replace("’", "'").split()
    if len(words) > 2 and re.fullmatch(r"[A-ZÀ-ÞА-Я]\.?", words[-1]):
        words = words[:-1]  # a second family name, abbreviated
    if not 1 <= len(words) <= 5 or re.search(r"\d|[?!:;\"“”]", text):
        return False
    named = [
        w
        for w in words
        if not INITIAL.match(w) and w.casefold().rstrip(".") not in _PARTICLES and w not in ("v.", "Jr.", "Sr.")
    ]
    if (
        not named
        or named[-1] != words[-1]
        or words[0] in ("The", "A", "An", "In", "On", "Of", "What", "Why", "How", "From")
    ):
        return False
    return all(re.fullmatch(r"[^\W\d_][\w'’.-]*", w) and w[0].isupper() for w in named) and len(named[-1]) > 2


def is_body_name(text: str) -> bool:
    """Say whether a name is a body's, which has no family name: a word like *Committee* or *of* stands in it.

    >>> is_body_name("Socialist Clarity Group"), is_body_name("Anna Tell")
    (True, False)
    """
    return bool(CORPORATE.search(text))


def invert_name(name: str) -> str:
    """Put a name into the order of a bibliography.

    >>> invert_name("Robert V. Dahlen"), invert_name("Tell"), invert_name("Ludwig van Beethoven")
    ('Dahlen, Robert V.', 'Tell', 'Beethoven, Ludwig van')
    >>> invert_name("Pablo Tell C."), invert_name("Gilbert La Torre")
    ('Tell, Pablo C.', 'La Torre, Gilbert')

    Rulers have no family name to begin with:

    >>> invert_name("Orvan XVI."), invert_name("Otto I")
    ('Orvan XVI', 'Otto I')
    """
    name = " ".join(name.split()).strip(" ,")
    if "," in name or " " not in name:
        return name
    if RULER.fullmatch(name):
        return name.rstrip(".")
    if second := re.fullmatch(r"(?P<given>.+) (?P<family>[^\W\d_]{2,}) (?P<initial>[A-ZÀ-ÞА-Я])\.?", name):
        return f"{second['family']}, {second['given']} {second['initial']}."  # a second family name, abbreviated
    given, family = name.rsplit(" ", 1)
    if joined := re.fullmatch(r"(?:(?P<given>.+) )?(?P<joined>La|Le|Les|Du|Des)", given):
        given, family = joined["given"] or "", f"{joined['joined']} {family}"
    return f"{family}, {given}" if given else family


def family_name(name: str) -> str:
    """Give the family name of an author in bibliographic order.

    >>> family_name("Tell, Anna"), family_name("Harbour Committee")
    ('Tell', 'Harbour Committee')
    """
    return name.split(",")[0].strip()


def split_authors(text: str) -> tuple[str, ...]:
    """Split joined authors: `Marou, Roy & Zora Marou`, `Daniel and Gabriel Adler-Veit`, `Marou and Tell`.

    >>> split_authors("Daniel and Gabriel Adler-Veit")
    ('Adler-Veit, Daniel', 'Adler-Veit, Gabriel')
    """
    parts = [p.strip(" ,") for p in re.split(r"\s+(?:&|and|und|и)\s+|\s*&\s*", text) if p.strip(" ,")]
    if len(parts) == 2 and "," not in parts[0] and " " not in parts[0] and " " in parts[1]:
        family = parts[1].rsplit(" ", 1)[1]
        return (f"{family}, {parts[0]}", invert_name(parts[1]))
    return tuple(invert_name(p) for p in parts)


def is_headed(surface: str) -> bool:
    """Say whether a noble title and *of* open a name, or end its form in a list (*Velm, Duke of*)."""
    return re.match(rf"(?:Grand )?(?:{NOBLE}) of |.*, (?:Grand )?(?:{NOBLE}) of$", surface) is not None


def bears_surname(label: str) -> bool:
    """Say whether a person's label has a family name that may stand alone for that person."""
    given = label.partition(", ")[2]
    return not is_headed(label) and given.rstrip(".") not in forms_of_address("f")
