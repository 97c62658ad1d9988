"""Names: where somebody or something is named in a clean text, known or not.

Owns `Name`s and the painting over of a text, by which patterns see names, quoted words and citations as single signs.
In comes a parsed text, out come its names in order. Which entity a name means in the end is `entities`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dhkit.author_names import RULER
from dhkit.contained import Phrases
from dhkit.lexicons import common_words, given_name_sexes, name_words, person_nouns, reporting_verbs, weak_verbs
from dhkit.text import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dhkit.quotations import Quotation

# Signs of the private use area that stand for a character of a name, of quoted words or of a citation.
PERSON, BODY, OTHER, QUOTED, CITED = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_STOP = frozenset(
    "the a an this that these those it its his her their he she they we i you my our your as in on at of for "
    "from with by to and or but if when while "
    "after before since because although though however indeed thus so then there here what who why how "
    "where which one two all some many most no not "
    "yet even only both such under over during until unlike like another other every each few first second "
    "third last next also again once still "
    "anyway well yes oh others several".split()
)
TITLES = frozenset(name_words("title"))
"""Words before a name that are no part of it."""

# These name a person whatever follows: *General Strike* and *Prince Regent* are nobody's names.
_PERSONAL_TITLE = re.compile(
    rf"\b(?:{'|'.join(sorted(title for title, kind in name_words('title').items() if kind == 'person'))})\.? "
    r"(?:(?:de|du|des|von|van) |d['’])?$"
)
_TITLE_BEFORE = re.compile(rf"\b(?:(?:{'|'.join(sorted(TITLES))})\.? )+$")
_LETTER = "[A-ZÀ-ÞА-Я]"
_CAPITALISED = re.compile(
    rf"\b{_LETTER}(?:\.|[\w’'-]*\w)(?:\s+(?:(?:de|van|von)\s+(?:der\s+)?)?{_LETTER}(?:\.|[\w’-]*\w)){{0,3}}"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name in a clean text: offsets, kind, and the entity if the authority file knows it.

    `full` is set where a name was found only because the same document tells elsewhere that it is a person's
    (`spread_names`): it is the fullest form told.
    """

    start: int
    end: int
    surface: str
    kind: str
    entity: str
    full: str = ""


def has_title(text: str, start: int) -> bool:
    """Say whether a title that only persons bear stands before a place (*Madame Voss*)."""
    return _PERSONAL_TITLE.search(text[max(0, start - 40) : start]) is not None


def find_names(doc: Doc, given_names: frozenset[str] = frozenset()) -> list[Name]:
    """List the names in a text: those of the authority file, then names that it does not know.

    Unknown names are capitalised words next to a reporting verb or behind a title (*Mr.*, *Captain*), or two and more
    that begin with a known given name, stand right before a bracket, or are a given name and a ruler's number. Titles
    are no part of a name.

    Args:
        doc: the parsed clean text.
        given_names: given names of the persons in the authority file.

    Returns:
        In order, not overlapping. An unknown name is taken for a person, with an empty entity.
    """
    text = doc.text
    known = [Name(e.start_char, e.end_char, e.text, e.label_, e.id_) for e in doc.ents]
    taken = [False] * (len(text) + 1)
    for name in known:
        taken[name.start : name.end] = [True] * (name.end - name.start)
    unknown = []
    for match in _CAPITALISED.finditer(text):
        start, end = match.span()
        words = match.group().split()
        while words and (
            words[0].casefold().rstrip(".") in _STOP
            or words[0].rstrip(".") in TITLES
            or taken[start]
            or (len(words) > 1 and re.search(r"['’]s$", words[0]))
        ):
            start += len(words[0]) + 1
            words = words[1:]
        titled = has_title(text, start) or _is_of_office(text, start, end)
        explained = text[end : end + 2] == " [" and text[start - 1] != "["
        personal = titled or (len(words) > 1 and (words[0] in given_names or _is_ruler(words) or explained))
        if not titled and (
            all(w in given_names for w in words)
            or (words and words[0] not in given_names and re.search(r"\b[Tt]he $", text[:start]))
        ):
            continue  # a given name alone tells nobody, and with an article stands a thing (*the Mandate says*)
        if words and not any(taken[start:end]) and (personal or _near_verb(text, start, end)):
            end -= 2 * bool(re.search(r"['’]s$", text[start:end]))  # *Tell's words* names Tell
            unknown.append(Name(start, end, text[start:end], "person", ""))
    return sorted([*known, *unknown], key=lambda n: n.start)


def _is_ruler(words: Sequence[str]) -> bool:
    """Say whether words are a given name and a number (*Otto IV*)."""
    return RULER.fullmatch(" ".join(words)) is not None and fold(words[0]) in given_name_sexes()


_OFFICE_BEFORE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er) (?P<noun>[a-z]+(?:-[a-z]+)*) $")
_NO_OFFICE = frozenset("assembly company crowd general men people women guard".split())


def _is_of_office(text: str, start: int, end: int) -> bool:
    """Say whether a word for a person stands before a name that nothing follows: *the grocer Sarn,*."""
    match = _OFFICE_BEFORE.search(text[max(0, start - 40) : start])
    if match is None or match["noun"] in _NO_OFFICE or match["noun"] not in person_nouns():
        return False
    words = text[start:end].split()
    plain = len(words) == 1 and words[0].casefold() not in common_words() and words[0] not in name_words("head")
    return plain and not re.match(r"\s(?:of|and)\b|['’]", text[end:])


_FAMILY = "\ue005"
_FULL_NAME = re.compile(
    rf"(?<![\w{_FAMILY}])(?<![\w{_FAMILY}]-)"
    rf"(?:[A-ZÀ-ÞА-Я{_FAMILY}](?:\.|[\w{_FAMILY}’'-]*(?:[^\W\d_]|{_FAMILY})) ){{0,2}}"
    rf"(?P<family>{_FAMILY}+)"
)
_ABSTRACT = re.compile(r"(?:ism|ists?|ity|tion|ment|ness|ship|ics)$")


def spread_names(
    texts: Sequence[str],
    names: Sequence[Sequence[Name]],
    authors: Sequence[str],
    others: Collection[str] = (),
) -> list[list[Name]]:
    """Find again the persons whom the document tells: authors that it cites, and who speaks or has a title somewhere.

    Args:
        texts: clean text of every passage.
        names: those found in each passage (`find_names`).
        authors: as the document's references print them, "Family, Given" or a family name.
        others: words that are the name of something else there (*Velm*, a town, in *the Lady of Velm*).

    Returns:
        The names of each passage in order. A family name that the document also uses with *the*, or that two persons
        told share, is nobody's.
    """
    known = {word for here in names for n in here if n.entity for word in n.surface.split()}
    told: dict[str, set[str]] = {}
    for author in authors:
        family, _, given = author.partition(", ")
        told.setdefault(family, set()).add(f"{given} {family}".strip())
    for name in (n for here in names for n in here if n.kind == "person" and not n.entity):
        if _ABSTRACT.search(name.surface):
            continue  # *Orvanism argues* makes nobody of it
        told.setdefault(name.surface.split()[-1], set()).add(name.surface)
    whole = "\n".join(texts)
    with_article = set(re.findall(r"\b(?:[Tt]he|[Aa]n?|[Tt]his) ([^\W\d_]+(?:-[^\W\d_]+)*)", whole))
    nobody = known | TITLES | set(others) | with_article
    people: dict[str, str] = {}
    for family, forms in told.items():
        first = {form.rpartition(" ")[0] for form in forms} - {""}
        plain = re.fullmatch(r"[A-ZÀ-ÞА-Я][^\W\d_]*[^\W\d_A-ZÀ-ÞА-Я](?:-[A-ZÀ-ÞА-Я][^\W\d_]+)?", family)
        if plain and family not in nobody and len({g.split()[0][0] for g in first}) < 2:
            people[family] = max(sorted(forms), key=len)
    if not people:
        return _spread_given([list(here) for here in names])
    families = Phrases(people, joints="-")
    spread = []
    for text, here in zip(texts, names, strict=True):
        taken = [(n.start, n.end) for n in here]
        new = []
        places = [(start, end) for start, end, _ in families.find(text)]
        for match in _FULL_NAME.finditer(_cover(text, places)) if places else ():
            full = people[text[match.start("family") : match.end()]]
            opening = text[match.start() : match.end()].split()[0]
            start = match.start() if full.startswith(opening) else match.start("family")
            if _has_other_given_name(text, match.start("family"), full, taken):
                continue
            if not any(s < match.end() and start < e for s, e in taken):
                new.append(Name(start, match.end(), text[start : match.end()], "person", "", full))
        spread.append(sorted([*here, *new], key=lambda n: n.start))
    return _spread_given(spread)


def _spread_given(names: list[list[Name]]) -> list[list[Name]]:
    """Let a given name alone mean the only person of the document who is named in full with it."""
    full: dict[str, set[tuple[str, str]]] = {}
    for name in (n for here in names for n in here if n.kind == "person"):
        words = (name.full or name.surface).split()
        if len(words) > 1 and fold(words[0]) in given_name_sexes():  # *Tell 104* in a list of votes is nobody's
            full.setdefault(words[0], set()).add((words[-1], name.entity))
    alone = {given: next(iter(whose))[0] for given, whose in full.items() if len(whose) == 1}
    families = {family for whose in full.values() for family, _ in whose}
    return [
        [
            replace(n, full=f"{n.surface} {alone[n.surface]}")
            if n.kind == "person" and not n.entity and not n.full and n.surface in alone and n.surface not in families
            else n
            for n in here
        ]
        for here in names
    ]


def _cover(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Paint the family names over, so that one pattern finds them all, however many they are."""
    covered = list(text)
    for start, end in places:
        covered[start:end] = _FAMILY * (end - start)
    return "".join(covered)


_GIVEN_BEFORE = re.compile(r"([A-ZÀ-ÞА-Я][^\W\d_]+) $")


def _has_other_given_name(text: str, family: int, full: str, taken: Sequence[tuple[int, int]]) -> bool:
    """Say whether a family name stands behind a given name that is not the person's: *Clara Pellam* is not Jonas."""
    before = _GIVEN_BEFORE.search(text[max(0, family - 30) : family])
    if before is None or before[1] in full.split() or before[1] in TITLES or before[1].casefold() in _STOP:
        return False
    start = family - len(before.group())
    opens = start == 0 or re.search(r"[.!?:;\"“(\[\n]\s*$", text[:start])
    return not opens and not any(s <= start < e for s, e in taken)


@cache
def verb_pattern(*, weak: bool = True) -> str:
    """Give the regular expression of the verbs that introduce somebody's words; *quote* and *cite* do not.

    Args:
        weak: whether verbs count that report only next to the words (*ordered*, *published*).
    """
    forms = [
        form
        for form, lemma in reporting_verbs().items()
        if lemma not in ("quote", "cite") and (weak or form not in weak_verbs())
    ]
    return r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=lambda v: (-len(v), v))) + r")\b"


@cache
def _next_to_verb() -> tuple[re.Pattern[str], re.Pattern[str]]:
    dated = r"(?: \(\d{4}[^()]{0,30}\))?"  # Fesk (1990, p. 12) argues
    verbs = verb_pattern(weak=False)  # *Party rules* names nobody
    by = r"\b(?:account|article|letter|report|speech|statement|story|testimony) (?:\w+(?:ed|en|t) )?(?:by|from) "
    quoting = r"\bto (?:quote|cite) (?:the )?(?:[\w-]+'s )?"
    # *N, taking his hat, said to her, "…"*
    late = rf",\s[^.,;:!?\"]{{3,90}},\s+(?:and\s+)?(?:\w+ly\s+)?{verb_pattern()}[^.,;:!?\"]{{0,50}}[,:]\s*(?:\"|$)"
    return (
        re.compile(rf"{dated}\s*,?\s*(?:who\s+)?{verbs}|{late}"),
        re.compile(rf"(?:{verbs}\s+|{by}|{quoting}|\b(?:named|called) )$"),
    )


def _near_verb(text: str, start: int, end: int) -> bool:
    after, before = _next_to_verb()
    return bool(after.match(text, end) or before.search(text[max(0, start - 45) : start]))


def paint(
    text: str,
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    cited: Sequence[tuple[int, int]] = (),
    *,
    depth: int = 1,
) -> str:
    """Paint names, words quoted at one depth and citations over, so that only the reporting text is left.

    Painting is character by character, so offsets stay. A citation ends a sentence, but for one in round brackets
    behind a name, which is painted white (*Fesk (1990, p. 12) argues that …*). So is a title before a person's name,
    whose stop ends no sentence.
    """
    painted = list(text)
    for name in names:
        mark = PERSON if name.kind == "person" else BODY if _can_speak(name, text) else OTHER
        painted[name.start : name.end] = mark * (name.end - name.start)
        if name.kind == "person" and (title := _TITLE_BEFORE.search(text[max(0, name.start - 40) : name.start])):
            painted[name.start - len(title.group()) : name.start] = " " * len(title.group())
    for quotation in quotations:
        if quotation.depth == depth:
            last = text[quotation.end - 1 : quotation.end]
            painted[quotation.start : quotation.end] = QUOTED * (quotation.end - quotation.start)
            if last in ".!?…" and quotation.end > quotation.start:
                painted[quotation.end - 1] = last
    ends = {name.end for name in names}
    for start, end in cited:
        is_aside = text[start] == "(" and start - 1 in ends
        painted[start:end] = (" " if is_aside else CITED) * (end - start)
    return "".join(painted)


def _can_speak(name: Name, text: str) -> bool:
    """Say whether a body or group may speak: not where its name is an adjective (*Bolshevik leaders*)."""
    if name.kind == "organisation":
        return True
    return name.kind == "group" and name.surface.endswith("s") and text[name.start - 1 : name.start] != "-"
