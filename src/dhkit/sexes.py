"""Sexes: whether a person can be *he* or *she*, as far as the page tells.

Owns what titles (*Madame*, *Sir*), given names and words for a person (*the widow*) tell. In come the passages of one
document with their names, out comes "m", "f", or nothing where the page does not tell or tells both. No list decides
against the page: a family name that stands behind *Mr.* and *Mrs.* is neither's. Which person a pronoun means is
`quoted_voices`.

    >>> sex_of_given("Charlotte"), sex_of_given("Camillo"), sex_of_given("Nadezhda"), sex_of_given("Quill")
    ('f', 'm', 'f', '')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dhkit.lexicons import given_name_sexes, person_nouns, title_sexes
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.rows import Voice
from dhkit.text import fold

_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+$")


def sex_of_given(name: str) -> str:
    """Give the sex of a given name, or nothing."""
    return given_name_sexes().get(fold(name), "")


class Sexes:
    """What one document tells of the persons it names."""

    def __init__(self, passages: Sequence[Passage], names: Sequence[Sequence[Name]]) -> None:
        """Read the titles before the names of persons."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for passage, here in zip(passages, names, strict=True):
            for name in here:
                if name.kind == "person" and (sex := _of_words(name, passage.clean)):
                    told[fold(name.surface.split()[-1])].add(sex)
        self._family = {family: min(sexes) for family, sexes in told.items() if len(sexes) == 1}

    def of_name(self, name: Name, text: str) -> str:
        """Give the sex of a person at one place: by title and given name there, else by those of the family name."""
        return _of_words(name, text) or self._family.get(fold(name.surface.split()[-1]), "")

    def of_voice(self, voice: Voice) -> str:
        """Give the sex of a voice: by given name, by the word that describes it, else by its family name's titles."""
        if voice.name.startswith("["):
            return person_nouns().get(voice.name.strip("[]").split()[-1].casefold(), "")
        family, _, given = voice.name.partition(", ")
        return (sex_of_given(given.split()[0]) if given else "") or self._family.get(fold(family), "")


def _of_words(name: Name, text: str) -> str:
    """Give the sex that the title before a name, or its first word, tells."""
    words = name.surface.split()
    for word in (words[0], *(match[1] for match in [_BEFORE.search(text[: name.start])] if match)):
        if sex := title_sexes().get(word.rstrip(".").casefold(), ""):
            return sex
    return sex_of_given(words[0]) if len(words) > 1 else ""


def sex_of_title(text: str) -> str:
    """Give the sex that a name tells with the titles and given names before it.

    >>> sex_of_title("Madame Tell"), sex_of_title("Anna Tell"), sex_of_title("The Tell")
    ('f', 'f', '')
    """
    words = [w.rstrip(".") for w in text.split()]
    return next((sex for w in words if (sex := title_sexes().get(w.casefold(), "") or sex_of_given(w))), "")


def may_be(sex: str, pronoun: str) -> bool:
    """Say whether a person of that sex can be meant by a pronoun.

    >>> may_be("f", "he"), may_be("f", "she"), may_be("", "he"), may_be("m", "they")
    (False, True, True, True)
    """
    return not sex or {"he": "m", "she": "f"}.get(pronoun, sex) == sex
