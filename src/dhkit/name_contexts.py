"""Name contexts: what the words beside a capitalised word tell of it, where a trained pipeline sees no name or errs.

Owns the clues of one place. In comes a clean text, out come the names that a word at their head tells, and the
capitalised words with the kind that the words beside them speak for. What all places tell together is `name_clues`.

Rules:
    1. a noble title and *of* name a person as a whole (*the Duke of Velm*), French words for streets and buildings
       with *de* a place (*Rue de la Cuve*, *Place du Métier*)
    2. person: before *, who*, *himself*, *and his wife* or a verb of what persons do (*Voss hesitated*); behind a
       title, *M.* included where the document uses it as one (*M. de Voss*, *MM.*, *Madame*)
    3. place: behind *in*, *at*, *near*, *into* and the like, where no verb of saying follows
    4. names listed together (*Voss, Kester and Brandt*) are of one kind

    >>> [(text[a:b], kind) for text in ["The Duke of Velm left."] for a, b, kind in headed_names(text)]
    [('Duke of Velm', 'person')]
    >>> told_kind("Then Voss, who wove, left.", 5, 9), told_kind("They wove at Velm.", 13, 17)
    ('person', 'place')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dhkit.author_names import NOBLE
from dhkit.lexicons import common_words, name_words
from dhkit.names import TITLES, verb_pattern

_WORD = "[A-ZÀ-Þ][\\w’']*[a-zß-ÿ](?:-[A-ZÀ-Þ][a-zß-ÿ]+)*"
_FRENCH = "Rue|Place|Quai|Pont|Porte|Hôtel|Hotel|Palais|Château|Chateau|Champ|Faubourg|Jardin|Fort|Villa|Plaza|Calle"
_HEADED = re.compile(
    rf"\b(?:(?P<person>(?:Grand )?(?:{NOBLE}) of {_WORD}(?: {_WORD})?(?<!['’]s))"
    rf"|(?P<place>(?:Rue|Quai|Faubourg|Hôtel|Hotel|Château|Chateau) (?:Saint-|Sainte-|St\. ){_WORD}"
    rf"|(?:{_FRENCH}) (?:(?:des? l[a']|du|des|de|d'|del|de los) ?)?{_WORD}(?: {_WORD})?))(?!\w)"
)
_ONE = re.compile(rf"(?<![\w'’-]){_WORD}(?![\w-])")
_ACTS = (
    "began|went|marched|galloped|rode|wept|trembled|bowed|knelt|dined|spoke|rushed|hastened|wrote|approached|died|"
    "resigned|refused|proposed|thought|knew|felt|saw|hesitated|"
    "smiled|hoped|wished|believed|loved|hated|followed|commanded|presided|was (?:born|killed|arrested|executed|elected|"
    "appointed|wounded|guillotined|shot|hanged|imprisoned)|had been (?:born|arrested|elected|appointed)"
)
_PERSON_AFTER = re.compile(
    r"(?:,? (?:himself|herself)\b|, (?:who|whose|whom)\b|,? (?:and|with) his wife\b"
    rf"|,? (?:{_ACTS})\b|,? {verb_pattern(weak=False)})"
)
_PLACE_BEFORE = re.compile(
    r"\b(?i:in|at|near|into|inside|outside|throughout|inhabitants of|town of|city of|village of|siege of|"
    r"gates of|walls of|bridge of|plains? of|road to|environs of) $"
)
_TITLE = "|".join(sorted(t for t in TITLES if len(t) > 2)) + "|Mr|Dr"
_TITLE_BEFORE = re.compile(rf"\b(?:{_TITLE})\.? $")
_PARTICLE_BEFORE = re.compile(rf"\b(?:(?:{_TITLE})\.?|MM?\.) (?P<particle>(?:d[eu] (?:la )?|des |d'|de l'))$")
_MONSIEUR = re.compile(r"\b(?:M\. (?:d[eu] |des |d')|MM\. |Monsieur|Madame|Mademoiselle)")
_M_BEFORE = re.compile(r"(?:^|[^\w.]\s*|\b[a-z]\w*\.? |\W\s)MM?\. (?:d[eu] (?:la |l')?|des |d')?$")
_CAPITAL_BEFORE = re.compile(r"([A-ZÀ-Þ][\w'’]*[.]?) $")
_CAPITAL_AFTER = re.compile(r"['’]?s? (?:[A-ZÀ-Þ][\w]|[A-Z]\.)")
_ARTICLE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Oo]ur|[Nn]o|[Ss]ome|[Mm]any) $")
_OPENS = re.compile(r"(?:^|[.!?:•*\"“\n–—-])\s*$")
_NO_PERSON_END = re.compile(r"(?:isms?|ists|ites|ness|ment|tion|ity|ers|ian|ians|ly|ing|ed)$")
_ABSTRACT = re.compile(r"(?:isms?|ness|ly|ing|[^e]ed)(?:$|-)")


def uses_monsieur(texts: Iterable[str]) -> bool:
    """Say whether a document uses *M.* as a title."""
    return any(_MONSIEUR.search(text) for text in texts)


def headed_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the names whose kind the word at their head tells: start, end, kind."""
    for match in _HEADED.finditer(text):
        kind = "person" if match["person"] else "place"
        if (
            kind == "person"
            or not text[match.start() :].startswith(("Place ", "Fort ", "Champ "))
            or " d" in match.group()
        ):
            yield match.start(), match.end(), kind


def single_words(text: str, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Find capitalised words that stand alone and may be names: no ordinary words, none of a row of them."""
    for match in _ONE.finditer(text):
        start, end = match.span()
        end -= 2 * match.group().endswith(("'s", "’s"))
        word = text[start:end]
        before = _CAPITAL_BEFORE.search(text[max(0, start - 25) : start])
        if (
            len(word) < 4
            or _ABSTRACT.search(word)
            or word.casefold() in common_words()
            or word.casefold() in common
            or word in TITLES
            or word in name_words("alone")
            or word in name_words("head")
            or _ARTICLE_BEFORE.search(text[max(0, start - 7) : start])
            or _CAPITAL_AFTER.match(text, end)
            or (before and before[1].rstrip(".") not in TITLES and before[1].casefold() not in common_words() | common)
        ):
            continue
        yield start, end


def told_kind(text: str, start: int, end: int, *, monsieur: bool = False) -> str:
    """Tell the kind that the words beside a capitalised word speak for, or nothing."""
    before = text[max(0, start - 40) : start]
    if _TITLE_BEFORE.search(before) or (monsieur and _M_BEFORE.search(before)):
        return "person"
    plain = not _NO_PERSON_END.search(text[start:end])
    if _PERSON_AFTER.match(text, end) and plain:
        return "person"
    if _PLACE_BEFORE.search(before) and not text.startswith(("'", "’"), end):
        return "place"
    return ""


def opens_sentence(text: str, start: int) -> bool:
    """Say whether a word stands where any word has a capital."""
    return _OPENS.search(text[max(0, start - 6) : start]) is not None


def start_of_name(text: str, start: int) -> int:
    """Move the start of a name to the particle between its title and itself (*M. de La Cuve*)."""
    match = _PARTICLE_BEFORE.search(text[max(0, start - 40) : start])
    return start - len(match["particle"]) if match else start


def is_second_half(text: str, start: int) -> bool:
    """Say whether a word is the second half of a double name (*Voss-Velm*)."""
    return re.search(r"(?<![\w-])[A-ZÀ-Þ][a-zß-ÿ]{3,}-$", text[max(0, start - 25) : start]) is not None
