"""Model names: what a trained pipeline takes for names, made fit to stand in a table.

Owns the judgement of a model's names within one document. In come its parsed passages (`doc.spans["model"]`), out come
`ModelName`s of each passage: the name alone, without article, title and possessive; of the kind that most of its places
in the document speak for. Whose name it is, is `mentions`.

Method: a statistical model judges each place by itself, and errs. A document uses a name in one sense, so its places
vote (one sense per discourse; Gale, Church and Yarowsky 1992). Singular and plural vote together.

1. A name marked in most of its places is marked in all; what is marked in few of many places is not kept.
2. A kind that most of its marks have is given to all of them, where the last word of a full name (*Hester Voss*) and a
   title before it (*Madame Voss*) speak for a person elsewhere, and names listed together (*Voss, Kester and Brandt*)
   speak for one another,
3. unless the name tells its kind itself: by its last word (*Committee*, *Province*; lexicons/name_words.csv) or by the
   ending that makes a group of a name (*Spinnerists*),
4. or its places do, where there are enough of them: nobody is called *the Voss*, and nobody acts *in Voss*. The words
   beside a name vote too, and tell names that the model misses (`name_clues`).
5. No name are words set in capitals among others that are, nor such as the document also prints without a capital
   (*the New Idea*), unless the last of them tells a kind.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dhkit.contained import Phrases
from dhkit.language import MODEL
from dhkit.lexicons import common_words, name_words
from dhkit.name_clues import LISTED, missed_words, read_clues, with_headed
from dhkit.name_contexts import opens_sentence
from dhkit.names import TITLES, Name, has_title
from dhkit.persons import Persons, is_compatible

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_ARTICLE = re.compile(r"(?:the|a|an|this|that|our|their|his|her|its|of|and|or|in|by|for|to|from|with) ", re.IGNORECASE)
_AFTER = re.compile(r"(?:['’]s|['’]|[\s,.;:!?\"”)\]-])+$")
_BEFORE = re.compile(r"^[\s\"“'‘(\[*–—-]+")
_LOWER_TAIL = re.compile(rf" (?!(?i:{'|'.join(sorted(name_words('head')))})$)[a-zß-ÿ][\w-]*$")
_LOWER = re.compile(r"(?<![^\W\d_])[a-zß-ÿ]+(?![^\W\d_])")
_NUMBERED = re.compile(r"[A-Z]?\.?\d+(?:\.\d+)*\.?$")
_DASH = re.compile(r"\.?\s*(?:--+|—)\s*")
_DASH_OR_THE = re.compile(rf"{_DASH.pattern}|(?<!\bof)(?<!\band)(?<!\bfor)(?<!\bin)(?<!\bto)(?<!\bon) (?=the [A-Z])")
_JOINED = re.compile(rf"\s*(?:[,;/&()\[\]]|\band\b|\bor\b)\s*|{_DASH_OR_THE.pattern}")
_JOINTS = {"work": _DASH, "person": _JOINED, "group": _JOINED}
"""By kind, what parts two names that were taken for one; of other kinds a dash, or *the* behind a name."""
_CAPITALS_BEFORE = re.compile(r"\b[A-ZÀ-Þ]{2,}[.,;:]?\s+(?:[A-ZÀ-Þ]\.?\s+)*$")
_CAPITALS_AFTER = re.compile(r"[.,;:]?\s+(?:[A-ZÀ-Þ]\.?\s+)*[A-ZÀ-Þ]{2,}\b")
_LATIN = re.compile(r"[A-ZÀ-Þ]")  # the model reads English
_LONGEST = 9  # words; what is longer is a sentence
_MOST = 0.5  # share of a name's places that must be marked for the rest to be marked too
_HIMSELF = re.compile(r"\s(?:himself|herself)\b")  # behind a person's name only
_TITLES_OF_PERSONS = frozenset("M MM Mme Mlle Madame Monsieur Mademoiselle Mr Mrs Sir".split())  # none is a place's
_PARTICLE = re.compile(r"(?:de|du|des|d['’]|von|van)(?: )?")
FULL_NAME = 5.0  # votes of one full name for its last word: no place alone says so much
CLUE = 1.5  # votes of the words beside a name
CLEAR = 0.6  # share of the votes of several documents with which a kind is believed
_FEW = 0.2  # share below which the marks are taken for errors, where there are enough places to tell
_ENOUGH = 4  # places
_GROUP = re.compile(r"[a-z](?:ists|ites|eviks|crats|aries|ians|icans)$")
_PLURAL = re.compile(r"[a-z](?:ers|s)$")
_IN_THE = re.compile(r"\b(?:in|at|into|inside|near|to|towards) the $")
_PLACED = re.compile(r"\b(?:in|at|near|into|inside|outside|across|throughout) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelName:
    """One name in a clean text; `score` is the share of its places that are marked alike.

    `seen` is whether the model marks it anywhere in the document; else only the words beside it tell it (`name_clues`).
    """

    start: int
    end: int
    surface: str
    kind: str
    score: float
    seen: bool = True


def other_names(model: Sequence[Sequence[ModelName]]) -> frozenset[str]:
    """List the single words by which a document often names a place, a body or a group: they are no family names."""
    often = Counter(n.surface for here in model for n in here if n.kind != "person" and " " not in n.surface)
    return frozenset(surface for surface, count in often.items() if count >= _ENOUGH)


def join_names(listed: Sequence[Name], model: Sequence[ModelName], persons: Persons) -> list[Name]:
    """Add the persons whom the model sees to the names of a passage: people speak whom no list names.

    Args:
        listed: those that lists and clauses tell (`find_names`).
        model: the model's names in the same passage.
        persons: the authority file, indexed by name.

    Returns:
        Names in order, not overlapping; a person whom a clause tells in part (*Pellam said*) is told in full, and a
        listed family name that ends the full name of somebody else (*Ruth Brandt*) is that person's.
    """
    names = list(listed)
    for name in model:
        if name.kind != "person":
            continue
        touched = [n for n in names if n.start < name.end and name.start < n.end]
        inside = all(name.start <= n.start and n.end <= name.end for n in touched)
        plain = all(w.lower() not in common_words() and not w.endswith("ed") for w in name.surface.split()[:-1])
        if inside and all(not n.entity or (plain and _is_relative(name, n, persons)) for n in touched):
            names = [n for n in names if n not in touched]
            names.append(Name(name.start, name.end, name.surface, "person", ""))
    return sorted(names, key=lambda n: n.start)


def _is_relative(name: ModelName, listed: Name, persons: Persons) -> bool:
    """Say whether a full name ends with the family name of a listed person who has another given name."""
    given, _, family = name.surface.rpartition(" ")
    entry = persons.get(listed.entity)
    if not given or listed.surface != family or listed.end != name.end or entry is None or entry.kind != "person":
        return False
    return not is_compatible(given, entry.label.partition(", ")[2])


@dataclass(slots=True)
class _Places:
    """How often a surface stands in a document, and beside what."""

    all: int = 0
    with_article: int = 0
    as_place: int = 0
    in_the: int = 0
    possessive: int = 0
    opening: int = 0


class _Kept(NamedTuple):
    """What a document decides of a surface, as the last fields of `ModelName`."""

    kind: str
    score: float
    seen: bool


def find_model_names(docs: Sequence[Doc]) -> list[list[ModelName]]:
    """Judge the names that the model sees in one document.

    Args:
        docs: its passages, parsed.

    Returns:
        The names of each passage, in order, not overlapping.
    """
    texts = [doc.text for doc in docs]
    common = _common_words(texts)
    bare = [sorted(_bare_names(doc, common)) for doc in docs]
    seen = {doc.text[s:e] for doc, here in zip(docs, bare, strict=True) for s, e, _ in here}
    marked = [with_headed(doc.text, here) for doc, here in zip(docs, bare, strict=True)]
    clues = read_clues(docs, marked)
    told = missed_words(docs, marked, common)
    sure = {doc.text[s:e] for doc, here in zip(docs, told, strict=True) for s, e, _ in here} | clues.keys()
    marked = [sorted([*here, *more]) for here, more in zip(marked, told, strict=True)]
    marks: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, here in zip(texts, marked, strict=True):
        for start, end, kind in here:
            marks[text[start:end]][kind] += 1
    votes = _votes(docs, marked, marks, clues)
    places = _read_places(texts, marks)
    kept: dict[str, _Kept] = {}
    everywhere = set()
    for surface, kinds in marks.items():
        stand, times = places[surface], kinds.total()
        if stand.all >= _ENOUGH and times / stand.all < _FEW:
            continue
        if " " not in surface and stand.opening == stand.all and surface not in sure:
            continue  # a word that only heads sentences may be any word
        kind = _kind_of(surface, _joined(votes, surface, _other_number(surface)), stand)
        if kind in ("place", "organisation", "person") and _is_group(f"{surface}s", votes):
            kind = "group"  # *Spinnerist*, where *Spinnerists* are one
        kept[surface] = _Kept(kind, round(max(kinds.values()) / max(stand.all, times), 2), surface in seen)
        if stand.all >= _ENOUGH and times / stand.all >= _MOST:
            everywhere.add(surface)
    spread = Phrases(everywhere, joints="-")
    return [_names_of(text, here, kept, spread) for text, here in zip(texts, marked, strict=True)]


def _votes(
    docs: Sequence[Doc],
    marked: Sequence[Sequence[tuple[int, int, str]]],
    marks: Mapping[str, Counter[str]],
    clues: Mapping[str, Counter[str]],
) -> dict[str, dict[str, float]]:
    """Let the places of a document vote on what its names are: surface → kind → votes.

    Each mark is a vote, the words beside a name are `CLUE` (`name_contexts`). The last word
    of a person's full name is likely to be that person elsewhere, and so is what a title stands before. Names listed
    together are of one kind: each votes for its neighbours by the shares of its own votes, a listed one wholly.
    """
    own: dict[str, dict[str, float]] = {surface: dict(kinds) for surface, kinds in marks.items()}
    for surface, kinds in clues.items():
        for kind, n in kinds.items() if surface in own else ():
            own[surface][kind] = own[surface].get(kind, 0) + CLUE * n
    pairs: list[tuple[str, str]] = []
    known: dict[str, dict[str, float]] = {}
    for doc, here in zip(docs, marked, strict=True):
        text = doc.text
        listed = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        for start, end, kind in [*here, *listed]:
            last = text[start:end].rpartition(" ")
            if kind == "person" and last[0] and last[2] in own:
                own[last[2]]["person"] = own[last[2]].get("person", 0) + FULL_NAME
            if text[start:end] in own and (has_title(text, start) or _HIMSELF.match(text, end)):
                own[text[start:end]]["person"] = own[text[start:end]].get("person", 0) + FULL_NAME
        known |= {text[a:b]: {kind: 1.0} for a, b, kind in listed}
        for (start, before, _), (after, end, _) in pairwise(sorted([*here, *listed])):
            if LISTED.fullmatch(text[before:after]):
                pairs.append((text[start:before], text[after:end]))
    told = {surface: shares(kinds) for surface, kinds in own.items()} | known
    votes = {surface: dict(kinds) for surface, kinds in own.items()}
    for pair in pairs:
        for surface, beside in (pair, pair[::-1]):
            for kind, share in told[beside].items() if surface in votes else ():
                votes[surface][kind] = votes[surface].get(kind, 0) + share * (CLUE if kind == "person" else 1)
    return votes


def shares(kinds: Mapping[str, float]) -> dict[str, float]:
    """Give each kind its share of the votes."""
    total = sum(kinds.values())
    return {kind: n / total for kind, n in kinds.items()}


def _joined(votes: Mapping[str, Mapping[str, float]], *surfaces: str) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for surface in surfaces:
        for kind, n in votes.get(surface, {}).items():
            total[kind] += n
    return total


def _bare_names(doc: Doc, common: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Cut the model's names of a passage down to the name, and leave out what can be none."""
    text = doc.text
    groups = {e.start_char: e.end_char for e in doc.ents if e.label_ == "group"}
    for span in doc.spans.get(MODEL, ()):
        for start, end in _parts(span):
            first = start
            if span.label_ == "person" and groups.get(start, end) < end:
                first = groups[start]  # *the Spinner Voss* is Voss
            start, end = _trim(text, first, end, span.label_)
            surface = text[start:end]
            if not _can_be_name(surface, span.label_, common) or _is_in_capitals(text, start, end):
                continue
            if span.label_ == "work" and not _is_quoted(text, start, end):
                continue
            if surface.lower() in common_words() and (start == 0 or span[0].is_sent_start):
                continue  # any word has a capital there
            yield start, end, span.label_


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Say whether marks stand around a name: without them the model's titles are slogans and headings."""
    return text[:start].endswith(tuple("\"'“‘_")) and text[end:].startswith(tuple("\"'”’_,."))


def _common_words(texts: Sequence[str]) -> frozenset[str]:
    """List the words that the document also prints without a capital."""
    return frozenset(word for text in texts for word in _LOWER.findall(text))


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Say whether a name is in capitals because the words around it are: they tell nothing."""
    return text[start:end].isupper() and bool(
        _CAPITALS_BEFORE.search(text[max(0, start - 40) : start]) or _CAPITALS_AFTER.match(text, end)
    )


def _parts(span: Span) -> Iterator[tuple[int, int]]:
    """Cut what a dash parts (*Louis XVI.--His*), and a list of persons that was taken for one (*Voss and Brandt*)."""
    at = 0
    for joint in _JOINTS.get(span.label_, _DASH_OR_THE).finditer(span.text):
        yield span.start_char + at, span.start_char + joint.start()
        at = joint.end()
    yield span.start_char + at, span.end_char


def _trim(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Leave marks and possessive outside, a person's title, and the article, unless a work's title begins with it."""
    if match := _BEFORE.match(text[start:end]):
        start += match.end()
    if match := _AFTER.search(text[start:end]):
        kept = re.match(r"\.", match.group()) if re.search(r"\b[A-Z]$", text[start : start + match.start()]) else None
        end = start + match.start() + (1 if kept else 0)
    while kind != "work" and (match := _ARTICLE.match(text[start:end])):
        start += match.end()
    while kind != "work" and (match := _LOWER_TAIL.search(text[start:end])):
        end = start + match.start()  # *Ardanian regime* names the Ardanians only
    while (match := re.match(r"(\w+)\.? ", text[start:end])) and match[1] in TITLES:
        if kind != "person" and not (kind == "place" and match[1] in _TITLES_OF_PERSONS):
            break
        start += match.end()
        if kind == "place" and (particle := _PARTICLE.match(text[start:end])):
            start += particle.end()
        if _ARTICLE.match(text[start:end]):
            return start, start  # *Minister of Dyes* names an office
    return start, max(start, end)


def _can_be_name(surface: str, kind: str, common: frozenset[str]) -> bool:
    words = surface.split()
    if not words or len(words) > _LONGEST or len(surface) < 2 or surface in TITLES or not _LATIN.search(surface):
        return False
    if len(words) > 1:
        usual = kind == "person" and all(w.lower() in common_words() for w in words)  # *Methods Used*
        plain = all(w.lower() in common for w in words) and words[-1] not in name_words("head")  # *the New Idea*
        return not surface.isupper() and not usual and not plain and not _NUMBERED.match(surface)
    if surface in name_words("alone") or _NUMBERED.match(surface):
        return False
    return kind == "group" or surface.lower() not in common


def _read_places(texts: Sequence[str], surfaces: Iterable[str]) -> defaultdict[str, _Places]:
    """Read where each surface stands as a whole word, the longest of several that begin there."""
    places: defaultdict[str, _Places] = defaultdict(_Places)
    phrases = Phrases(surfaces, joints="-")
    for text in texts:
        for start, end, surface in phrases.longest(text):
            here, before = places[surface], text[max(0, start - 12) : start]
            here.all += 1
            here.with_article += before[-5:].lower().strip() == "the"
            here.as_place += _PLACED.search(before) is not None
            here.in_the += _IN_THE.search(before) is not None
            here.opening += opens_sentence(text, start)
            here.possessive += text.startswith(("'s ", "’s "), end)
    return places


def _other_number(surface: str) -> str:
    return surface[:-1] if surface.endswith("s") else f"{surface}s"


def _is_group(plural: str, votes: Mapping[str, Mapping[str, float]]) -> bool:
    return plural in votes and (bool(_GROUP.search(plural)) or _strongest(votes[plural]) == "group")


def _kind_of(surface: str, votes: Mapping[str, float], here: _Places) -> str:
    """Give the kind of a name, the surest sign first."""
    words = surface.split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    told = name_words("head").get(head[:1].upper() + head[1:])
    kind = _strongest(votes)
    is_family = kind == "person" and len(words) == 2 and head in name_words("surname")
    if told and kind != "work" and not is_family:  # *The Loom War* is a title, *Ruth Castle* a person
        return told
    if kind != "work" and (_GROUP.search(surface) or (_is_mostly(votes, "group") and _PLURAL.search(surface))):
        return "group"
    if words[0] in name_words("first") and len(words) > 1 and kind != "work":
        return name_words("first")[words[0]]  # *Faubourg Velm*
    if kind == "person" and len(words) == 1 and here.in_the == here.all:
        return "place"  # *to the Cuve*, and nowhere without it
    if len(words) > 1 or here.all < _ENOUGH:
        return kind
    if kind == "person" and here.with_article / here.all > 0.3:
        return "organisation"
    if kind == "place" and not here.as_place:
        if not here.with_article and here.possessive:
            return "person"
        if here.with_article / here.all > 0.5:
            return "organisation"
    return kind


def _is_mostly(votes: Mapping[str, float], kind: str) -> bool:
    return votes.get(kind, 0.0) >= 0.5 * sum(votes.values()) > 0


def _strongest(kinds: Mapping[str, float]) -> str:
    return min(kinds, key=lambda kind: (-kinds[kind], kind))


def _names_of(
    text: str,
    marked: Sequence[tuple[int, int, str]],
    kept: Mapping[str, _Kept],
    spread: Phrases,
) -> list[ModelName]:
    found: list[ModelName] = []
    for start, end, _ in marked:
        surface = text[start:end]
        if surface in kept and all(end <= f.start or f.end <= start for f in found):
            found.append(ModelName(start, end, surface, *kept[surface]))
    for start, end, surface in spread.longest(text):
        if all(end <= f.start or f.end <= start for f in found):
            found.append(ModelName(start, end, surface, *kept[surface]))
    return sorted(found, key=lambda f: f.start)
