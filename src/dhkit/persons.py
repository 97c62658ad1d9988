"""Persons: from a name as printed to the one person it means.

Owns the matching of names to the authority file. In comes a name in any order, out comes its authority entry if exactly
one fits. Two people of one name are never merged in silence: if two fit, none is given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import fuzz

from dhkit.author_names import RULER
from dhkit.authority import Authority
from dhkit.name_forms import NameForms
from dhkit.text import fold

# Two family names so alike are one name misprinted (Getlzer, Skawa); shorter names must agree to the letter.
_MISPRINT = 79
_SHORTEST_MISPRINT = 5
# A commission or the editors of a body publish for it.
_PART_OF_BODY = re.compile(r"(?:[Tt]he |A )?(?:Commission|Editors|Editorial Board|Staff|Members) of (?:the )?(?=[A-Z])")


class Persons:
    """The persons and bodies of the authority file, found by any of their names."""

    def __init__(self, entries: Iterable[Authority]) -> None:
        """Index the entries that can speak or write: persons, organisations and groups."""
        self._by_name: dict[str, set[str]] = {}
        self._by_family: dict[str, set[str]] = {}
        self._entries: dict[str, Authority] = {}
        entries = list(entries)
        self._forms = NameForms(entries)
        for entry in entries:
            if entry.kind not in ("person", "organisation", "group"):
                continue
            self._entries[entry.entity] = entry
            for name in (*entry.names, entry.label, entry.family):
                if name:
                    self._by_name.setdefault(fold(name), set()).add(entry.entity)
            if entry.kind == "person":
                self._by_family.setdefault(fold(entry.label.partition(",")[0]), set()).add(entry.entity)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """List the given names of the persons, initials left out."""
        labels = [e.label.partition(", ")[2].split() for e in self._entries.values() if e.kind == "person"]
        return frozenset(words[0] for words in labels if words and len(words[0].rstrip(".")) > 2)

    def find(self, name: str) -> Authority | None:
        """Find the one entry that a name means, in either order, with initials for given names.

        Returns:
            The entry, or None if nobody or more than one fits.
        """
        family, _, given = (p.strip() for p in name.partition(","))
        for form in (f"{given} {family}".strip(), name):
            exact = self._by_name.get(fold(form), set())
            if len(exact) == 1:
                return self._entries[min(exact)]
        if body := _PART_OF_BODY.match(name):
            return self.find(name[body.end() :])
        if by_rule := self._by_rule(f"{given} {family}".strip()):
            return by_rule
        if not given:
            return None
        fitting = {
            e
            for e in self._by_family.get(fold(family), set())
            if is_compatible(given, self._entries[e].label.partition(",")[2])
        }
        return self._entries[min(fitting)] if len(fitting) == 1 else None

    def _by_rule(self, name: str) -> Authority | None:
        """Find the person of a name in an unlisted spelling, if the whole name is his."""
        found = [entity for start, end, entity in self._forms.find(name) if (start, end) == (0, len(name))]
        return self._entries[found[0]] if found else None

    def get(self, entity: str) -> Authority | None:
        """Give the entry of a key."""
        return self._entries.get(entity)


def is_compatible(given: str, known: str) -> bool:
    """Say whether two strings of given names may be one person's: equal, or initials of each other."""
    for a, b in zip(fold(given).split(), fold(known).split(), strict=False):
        if not (
            a == b
            or (len(a) == 1 and b.startswith(a))
            or (len(b) == 1 and a.startswith(b))
            or fuzz.ratio(a, b) >= _MISPRINT
        ):
            return False
    return bool(given.strip() and known.strip())


def fullest_names(names: Iterable[str]) -> dict[str, str]:
    """Find the fullest form of each full name: initials are a given name's where nobody else can be meant.

    Args:
        names: full names as printed, given names first.

    Returns:
        Form → the fullest form of the same person's name; a form that two unlike names fit is left out.

    >>> fullest_names(["O. Voss", "Otto Voss", "H. Kade", "Hans Kade", "Hilda Kade"])["O. Voss"]
    'Otto Voss'
    """
    families: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        families[name.rpartition(" ")[2]].add(name)
    fullest: dict[str, str] = {}
    for family in families.values():
        for form in family:
            given = _given(form)
            fuller = [other for other in family if len(other) > len(form) and is_compatible(given, _given(other))]
            most = max(sorted(fuller), key=len, default="")
            if all(other == most or is_compatible(_given(other), _given(most)) for other in fuller):
                fullest[form] = most or form
    return fullest


def _given(name: str) -> str:
    return name.rpartition(" ")[0]


def same_family(a: str, b: str) -> bool:
    """Say whether two family names are one, allowing for a misprint in longer ones.

    >>> same_family("Ketlser", "Ketsler"), same_family("Guérin", "Guerin"), same_family("Marx", "Mark")
    (True, True, False)
    >>> same_family("Orvan XVI", "Orvan XIV")  # rulers are told apart by their number
    False
    """
    numbered = RULER.fullmatch(a) or RULER.fullmatch(b)
    a, b = fold(a), fold(b)
    if a == b or numbered:
        return a == b
    if min(len(a), len(b)) < _SHORTEST_MISPRINT or a[:1] != b[:1]:
        return False
    return sorted(a) == sorted(b) or (min(len(a), len(b)) > _SHORTEST_MISPRINT + 1 and fuzz.ratio(a, b) >= 92)
