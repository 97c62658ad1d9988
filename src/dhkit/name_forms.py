"""Name forms: what a name of the authority file looks like in a text, beside the forms that are listed.

Owns the rules by which an entry is known in forms that nobody lists. In come the entries of the authority file, out
come the names in a text with their keys. A form that any entry lists is that entry's, and a form that two entries could
claim is nobody's; an ordinary English word is never a form. Matching the listed forms is `language`.

Rules:
    1. Russian cases: every Cyrillic alias also in the other cases (`inflections`); groups in the singular too
    2. spelling: the family name of a Russian person in any usual spelling (`spellings`), alone only where the file
       lists the name alone, and in Cyrillic even where the file has no Cyrillic. Russian is who has two of these: a
       Russian given name, an alias in Cyrillic, a family name with a Russian ending
    3. given names: a person's family name with his given name in another spelling or language (*Nicholas*, *Nikolai*),
       with initials (*V.I.*), a patronymic, or both; where these tell of somebody else it is nobody's
    4. places, bodies and groups have rule 1 alone: a spelling of theirs that is not listed may be a common word
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from dhkit.authority import Authority
from dhkit.inflections import inflect, nominatives
from dhkit.lexicons import common_words
from dhkit.spellings import given_key, has_cyrillic, is_russian_given, is_woman, romanise, spelling_key

_RUSSIAN_END = re.compile(
    r"(?:[oe]v|[oe]va|[iy]n|ina|[sz]ki[iy]?|[sz]ky|aia|aya|oi|oy|ich|enko|[iy]uk|dze|shvili|[iy]an)$", re.IGNORECASE
)
_PATRONYMIC = re.compile(r"(?:ich|itch|ič|vna|ich'|ична|вна|ич|ича|ичу|ичем|иче|вны|вне|вну|вной)$", re.IGNORECASE)
_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĐŁŃŚŠŹŻŽА-ЯЁІ"
_NAME = re.compile(rf"(?<![\w'’-])[{_UPPER}][^\W\d_]+(?:['’-][^\W\d_]+)*(?:['’](?![\w]))?")
_INITIAL = rf"(?!(?:Mr|Ms|Dr|St|Lt)\.)[{_UPPER}][^\W\d_]?\."
_BEFORE = re.compile(rf"(?:(?:{_INITIAL} ?|[{_UPPER}][^\W\d_]+(?:['’][^\W\d_]*)? ))+$")
_GIVEN = re.compile(rf"{_INITIAL}|[{_UPPER}][\w'’]*")
_MOST_GIVEN = 3


@dataclass(slots=True)
class _Person:
    """One person of the file: keys of the given names, further initials, family names that the file has alone."""

    entity: str
    woman: bool = False
    russian: bool = False
    given: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    further: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)


class NameForms:
    """The forms of an authority file that it need not list."""

    def __init__(self, entries: Iterable[Authority]) -> None:
        """Index the persons by the keys of their family names; Cyrillic is not touched yet."""
        self.entries = tuple(entries)
        self.listed = {name for entry in self.entries for name in entry.names}
        # Any of these before a family name tells another person than the one known by it.
        self.given = {
            entry.label.partition(", ")[2].split()[0]
            for entry in self.entries
            if entry.kind == "person" and ", " in entry.label
        }
        self.families: dict[str, dict[str, _Person]] = {}
        for entry in self.entries:
            if entry.kind == "person" and ", " in entry.label:
                self._add(entry)

    def _add(self, entry: Authority) -> None:
        family, _, given = entry.label.partition(", ")
        names = [name.split() for name in entry.names]
        firsts = {words[0] for words in names if len(words) > 1 and "." not in words[0]} | {given.split()[0]}
        person = _Person(entry.entity, woman=is_woman(given.split()[0]))
        # Two of three signs: *Anna Tell* has one, *Karl Marx* (*Маркс*) another.
        signs = (any(map(is_russian_given, firsts)), any(map(has_cyrillic, entry.aliases)), _RUSSIAN_END.search(family))
        person.russian = sum(map(bool, signs)) > 1
        key = spelling_key if person.russian else str.casefold
        own = {key(family)}
        for words in names:
            person.alone |= {key(words[0])} if len(words) == 1 else set()
        for words in names:
            is_own = key(words[-1]) in own | person.alone
            if len(words) == 1 or not is_own or not re.match(rf"(?:{_INITIAL})+$|[^\W\d_]+$", words[0]):
                continue
            person.written.add(words[0].casefold())
            person.given.add(given_key(words[0]))
            person.further |= {w[0].casefold() for w in re.findall(_INITIAL, " ".join(words[:-1]))[1:]}
        person.further |= {name[0].casefold() for name in given.split()[1:]}
        person.given |= {given_key(g) for g in given.split()[:1]}
        person.written |= {g.casefold() for g in given.split()[:1]}
        for name in own | person.alone:
            self.families.setdefault(name, {})[entry.entity] = person

    def russian(self) -> dict[str, str]:
        """Inflect the Cyrillic names: form → entity; listed forms are left out.

        >>> from dhkit.authority import Authority
        >>> forms = NameForms([Authority("kerem", "Kerem", "place", "", ("Kerem", "Керем"), "", "")]).russian()
        >>> sorted(forms)
        ['Керема', 'Кереме', 'Керемом', 'Керему']
        """
        return {form: min(who) for form, who in self._owners.items() if len(who) == 1}

    @cached_property
    def _owners(self) -> dict[str, set[str]]:
        """List for each unlisted case form the entries that could claim it."""
        owners: dict[str, set[str]] = {}
        for entry in self.entries:
            woman = entry.kind == "person" and is_woman(entry.label.partition(", ")[2].partition(" ")[0])
            for name in filter(has_cyrillic, entry.names):
                for form in inflect(name, kind=entry.kind, woman=woman):
                    for written in (form, re.sub(r"(?<=\.) (?=[А-ЯЁ][а-яё]?\.)", "", form)):
                        if written not in self.listed:
                            owners.setdefault(written, set()).add(entry.entity)
        return owners

    def _is_contested(self, form: str, entity: str) -> bool:
        return has_cyrillic(form) and not self._owners.get(form, set()) <= {entity}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find persons in forms that are not listed, by rules 2 and 3: start, end, entity; in order."""
        for match in _NAME.finditer(text):
            word = re.sub(r"['’]s?$", "", match.group())
            end = match.start() + len(word)
            persons = self._persons(word)
            if not persons:
                continue
            before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
            given = list(_GIVEN.finditer(before.group())) if before else []
            offset = match.start() - len(before.group()) if before else 0
            for n in range(min(_MOST_GIVEN, len(given)), 0, -1):
                told = [g.group() for g in given[-n:]]
                fitting = [p for p in persons if _may_be(told, p, alone=self._is_alone(word, p))]
                start = offset + given[-n].start()
                if len(fitting) == 1:
                    if text[start:end] not in self.listed and not self._is_contested(
                        text[start:end], fitting[0].entity
                    ):
                        yield start, end, fitting[0].entity
                    break
            else:
                lone = [p for p in persons if p.russian and self._is_alone(word, p)]
                told_given = given[-1].group() if given else ""
                tells_another = told_given.endswith(".") or is_russian_given(told_given) or told_given in self.given
                spoken = word.casefold() in common_words()
                theirs = len(lone) == 1 and not tells_another and word not in self.listed
                if theirs and not spoken and not self._is_contested(word, lone[0].entity):
                    yield match.start(), end, lone[0].entity

    def _persons(self, word: str) -> list[_Person]:
        """List the persons who have a family name, in any spelling or, in Cyrillic, in any case."""
        exact, key = self.families.get(word.casefold(), {}), spelling_key(word)
        found = {**exact, **{e: p for e, p in self.families.get(key, {}).items() if p.russian}}
        if has_cyrillic(word):
            for nominative in _guess(word):
                found |= {
                    entity: person
                    for entity, person in self.families.get(spelling_key(nominative), {}).items()
                    if person.russian and nominative in nominatives(word, woman=person.woman)
                }
        return [found[entity] for entity in sorted(found)]

    @staticmethod
    def _is_alone(word: str, person: _Person) -> bool:
        if not person.russian:
            return word.casefold() in person.alone
        words = nominatives(word, woman=person.woman) if has_cyrillic(word) else {word}
        return any(spelling_key(w) in person.alone for w in words)


@cache
def _guess(word: str) -> tuple[str, ...]:
    return tuple(sorted(nominatives(word) | nominatives(word, woman=True)))


def _may_be(told: list[str], person: _Person, *, alone: bool) -> bool:
    """Say whether given names, initials and patronymics before a family name may be a person's.

    An initial alone tells only where the family name alone would tell too.
    """
    first, further = told[0], told[1:]
    if first.endswith("."):
        short = romanise(first.rstrip(".")).casefold()
        starts = any(w.startswith(short) for w in person.written)
        starts = starts or (person.russian and any(k.startswith(spelling_key(short)) for k in person.given))
        if not starts or not (alone or further):
            return False
    elif not _same_given(first, person):
        return False
    for name in further:
        short = romanise(name.rstrip("."))[:1].casefold()
        if name.endswith("."):
            if person.further and short not in person.further:
                return False
        elif name.casefold() not in person.written and not (person.russian and _PATRONYMIC.search(name)):
            return False
    return True


def _same_given(name: str, person: _Person) -> bool:
    if name.casefold() in person.written:
        return True
    if not person.russian:
        return False
    forms = nominatives(name, woman=person.woman) if has_cyrillic(name) else {name}
    return any(given_key(form) in person.given for form in forms)
