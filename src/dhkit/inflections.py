"""Inflections: the case forms of a Russian name, and the nominative behind a form.

Owns the only door to pymorphy3, whose dictionary is loaded when the first Cyrillic name is inflected and not before.
In comes a name in the nominative, out come the forms in which a Russian sentence has it. Whose name it is, is
`name_forms`.

Rules:
    1. person: given name, patronymic and family name stand in one case, initials stay; a woman's name that ends in a
       consonant or in *o* stays as it is
    2. phrase: the head noun and the adjectives before it agree (*Октябрьской революции*), what follows stays
    3. group: singular and plural, and every form of an adjective (*большевистский*); a thing named by an adjective
       keeps its gender (*Орловское, Орловского*)
    4. a name in capitals takes small endings if it can be spoken (*НЭПа*), else it stays (*ЦК*)
    5. words that the dictionary lacks go by their endings (*Сорох, Сороха*)
    6. a name in lower case also has a capital (at the head of a sentence), and *ё* may be written *е*

    >>> inflect("Троцкий", kind="person")
    ('Троцкий', 'Троцкого', 'Троцкому', 'Троцким', 'Троцком')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_INITIAL = re.compile(r"(?:[А-ЯЁ][а-яё]?\.)+")
_SPOKEN = re.compile(r"[А-ЯЁ]*[АЕИОУЫЭЮЯ][БВГДЖЗКЛМНПРСТФХЦЧШЩ]")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|\d{4}")
_VOWELS = "аеёиоуыэюя"

# Ending of the nominative → endings of the other cases, genitive to locative; the longest that fits counts.
_MEN = {
    "ский": "ского скому ского ским ском", "цкий": "цкого цкому цкого цким цком", "ый": "ого ому ого ым ом",
    "ой": "ого ому ого ым ом", "ий": "ия ию ия ием ии", "ов": "ова ову ова овым ове", "ев": "ева еву ева евым еве",
    "ёв": "ёва ёву ёва ёвым ёве", "ин": "ина ину ина иным ине", "ын": "ына ыну ына ыным ыне",
}  # fmt: skip
_WOMEN = {
    "ова": "овой овой ову овой овой", "ева": "евой евой еву евой евой", "ёва": "ёвой ёвой ёву ёвой ёвой",
    "ина": "иной иной ину иной иной", "ая": "ой ой ую ой ой", "яя": "ей ей юю ей ей",
}  # fmt: skip
_NOUNS = {
    "ия": "ии ии ию ией ии", "я": "и е ю ей е", "ка": "ки ке ку кой ке", "га": "ги ге гу гой ге",
    "ха": "хи хе ху хой хе", "ша": "ши ше шу шей ше", "ча": "чи че чу чей че", "жа": "жи же жу жей же",
    "ща": "щи ще щу щей ще", "ца": "цы це цу цей це", "а": "ы е у ой е", "ж": "жа жу жа жем же",
    "ш": "ша шу ша шем ше", "ч": "ча чу ча чем че", "щ": "ща щу ща щем ще", "ц": "ца цу ца цем це",
    "й": "я ю я ем е", "ь": "я ю я ем е",
}  # fmt: skip


@cache
def _analyzer() -> Any:
    """Load the dictionary: a seventh of a second, once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@cache
def inflect(name: str, *, kind: str, woman: bool = False) -> tuple[str, ...]:
    """List the forms of a Russian name, the given one first.

    Args:
        name: in the nominative.
        kind: as in the authority file; persons and groups have rules of their own.
        woman: whether a person's name is a woman's.

    >>> inflect("Февральская революция", kind="event")[1:4]
    ('Февральской революции', 'Февральскую революцию', 'Февральской революцией')
    >>> inflect("Коллонтай", kind="person", woman=True), inflect("ЦК", kind="organisation")
    (('Коллонтай',), ('ЦК',))
    """
    words = name.split()
    if _SPOKEN.fullmatch(name) and len(name) > 2:
        forms = [name, *(name + ending for ending in ("а", "у", "ом", "е"))]
    elif not all(_WORD.fullmatch(w) or _INITIAL.fullmatch(w) for w in words) or (len(words) == 1 and name.isupper()):
        forms = [name]  # digits, brackets, letters that are spelt out
    elif kind == "person":
        forms = list(_of_person(words, woman=woman))
    else:
        forms = list(_of_phrase(words, group=kind == "group"))
    forms = [name, *forms]
    forms += [form[:1].upper() + form[1:] for form in forms]
    forms += [form.replace("ё", "е").replace("Ё", "Е") for form in forms]
    return tuple(dict.fromkeys(forms))


def nominatives(word: str, *, woman: bool = False) -> set[str]:
    """List the personal names of which a word may be a case form, itself included, in lower case.

    >>> "подвойский" in nominatives("Подвойского"), "юденич" in nominatives("Юденичу")
    (True, True)
    """
    word = word.lower()
    found = {word}
    wrong = "masc" if woman else "femn"
    for parse in _parses(word):
        if not {"Surn", "Name", "Patr"}.isdisjoint(parse.tag.grammemes) and wrong not in parse.tag:
            nominative = parse.inflect({"nomn", "sing", "femn" if woman else "masc"})
            found.add(nominative.word if nominative else parse.normal_form)
    endings = {**_NOUNS, **(_WOMEN if woman else _MEN)}
    for nominative, others in endings.items():
        found |= {word.removesuffix(e) + nominative for e in others.split() if len(e) > 2 and word.endswith(e)}
    if not woman:
        found |= {word.removesuffix(e) for e in ("ом", "ем", "а", "у", "е") if word.endswith(e) and len(word) > 4}
    return found


def _of_person(words: list[str], *, woman: bool) -> Iterator[str]:
    columns = [_of_name(word, family=i == len(words) - 1, woman=woman) for i, word in enumerate(words)]
    yield from (" ".join(row) for row in zip(*columns, strict=True))


@cache
def _of_name(word: str, *, family: bool, woman: bool) -> list[str]:
    """List the six cases of one personal name, in the order of `CASES`."""
    if _INITIAL.fullmatch(word):
        return [word] * 6
    if "-" in word:
        first, _, last = word.rpartition("-")
        whole = _of_name(last, family=family, woman=woman)
        bends = re.search(r"(?:[оеё]в|ин|[сц]кий|[оеё]ва|ина|[сц]кая)$", first)
        heads = _of_name(first, family=family, woman=woman) if bends else [first] * 6
        return [f"{a}-{b}" for a, b in zip(heads, whole, strict=True)]
    wanted = {"Surn"} if family else {"Name", "Patr"}
    for parse in _parses(word.lower()):
        tag = parse.tag
        fits = {"nomn", "sing", "femn" if woman else "masc"} <= tag.grammemes and parse.is_known
        if fits and not wanted.isdisjoint(tag.grammemes) and "Fixd" not in tag:
            return [_cased(word, parse.inflect({case, "sing"}).word) for case in CASES]
    return [_cased(word, form) for form in _by_ending(word.lower(), woman=woman, personal=True)]


def _by_ending(word: str, *, woman: bool = False, personal: bool = False) -> list[str]:
    own = (_WOMEN if woman else _MEN) if personal else {}
    for ending, others in sorted({**_NOUNS, **own}.items(), key=lambda e: -len(e[0])):
        feminine = ending[-1] in "ая"
        if word.endswith(ending) and (feminine or not woman) and len(word) > len(ending):
            forms = [word, *(word.removesuffix(ending) + other for other in others.split())]
            break
    else:
        if woman or word[-1] in _VOWELS or re.search(r"[иы]х$", word):
            return [word] * 6
        forms = [word, *(word + other for other in ("а", "у", "а", "ом", "е"))]
    if not personal and word[-1] not in "ая":
        forms[3] = word  # a thing's accusative is its nominative
    return forms


def _of_phrase(words: list[str], *, group: bool) -> Iterator[str]:
    """Inflect the head noun and the adjectives before it; what follows stays."""
    numbers = ("plur", "sing") if group else ("",)
    for i, word in reversed(list(enumerate(words))):
        known = [p for p in _parses(word.lower()) if p.is_known or group]
        heads = [p for p in known if "NOUN" in p.tag and "nomn" in p.tag]
        # A place comes before the common noun that is written alike; a group is many, and its one member a man.
        heads.sort(key=lambda p: ("Geox" not in p.tag, group and ("plur" not in p.tag or "femn" in p.tag)))
        for head in heads:
            before = [_adjective(w, head) for w in words[:i]]
            if None not in before:
                for number in numbers:
                    yield from _agreeing(words, [*before, head], number or head.tag.number)
                return
    if not any(p.is_known for p in _parses(words[0].lower())):
        yield from (" ".join((_cased(words[0], form), *words[1:])) for form in _by_ending(words[0].lower()))
    adjectives = [p for p in _parses(words[0].lower()) if "ADJF" in p.tag and "nomn" in p.tag]
    for form in adjectives[0].lexeme if adjectives and len(words) == 1 else ():
        same = form.tag.gender == adjectives[0].tag.gender and form.tag.number == adjectives[0].tag.number
        if "ADJF" in form.tag and (group or same):
            yield _cased(words[0], form.word)


def _adjective(word: str, head: Any) -> Any:
    """Give the reading of a word as an adjective that agrees with a noun in the nominative."""
    for parse in _parses(word.lower()):
        if ("ADJF" in parse.tag or "PRTF" in parse.tag) and "nomn" in parse.tag:
            same_gender = head.tag.number == "plur" or parse.tag.gender == head.tag.gender
            if parse.tag.number == head.tag.number and same_gender:
                return parse
    return None


def _agreeing(words: list[str], parses: list[Any], number: str) -> Iterator[str]:
    noun = parses[-1]
    for case in CASES:
        head = noun.inflect({case, number})
        if head is None:
            continue
        agreement = {case, number} if number == "plur" else {case, number, head.tag.gender or "masc"}
        if case == "accs":
            agreement.add(noun.tag.animacy or "inan")
        row = []
        for parse in parses[:-1]:
            form = parse.inflect(agreement) or parse.inflect(agreement - {"anim", "inan"})
            row.append(form.word if form else parse.word)
        forms = [*row, head.word, *words[len(parses) :]]
        yield " ".join(_cased(word, form) for word, form in zip(words, forms, strict=True))


def _cased(model: str, form: str) -> str:
    """Write a form with the capitals of the nominative."""
    if "-" in model and form.count("-") == model.count("-"):
        return "-".join(_cased(m, f) for m, f in zip(model.split("-"), form.split("-"), strict=True))
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
