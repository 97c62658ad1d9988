"""Speakers: the voices that one document lets speak, one key for each person or body.

Owns the way from a name, an author, a label or a description to a `Voice` row. In come names as printed, out come keys;
the rows are collected as they are met. Who speaks where is `base_voices` and `voices`.
"""

from __future__ import annotations

from dhkit.author_names import family_name, invert_name, is_body_name, is_person_name
from dhkit.documents import Source
from dhkit.names import Name
from dhkit.persons import Persons
from dhkit.rows import Voice, Work
from dhkit.text import fold, slug

UNIDENTIFIED = "unidentified"
"""Key of the voice of words whose speaker the text does not tell."""


class Speakers:
    """The voices met in a document; `author` is the key of its author's."""

    def __init__(self, persons: Persons, source: Source) -> None:
        """Begin with the document's author."""
        self.persons, self.source = persons, source
        self.document = source.key
        self.is_unnamed = not source.author
        self.rows: dict[str, Voice] = {}
        self._families: dict[str, list[Voice]] = {}
        self._bodies: set[str] = set()
        self.author = self._put(author_voice(source, persons))

    def _put(self, voice: Voice) -> str:
        if voice.voice not in self.rows:
            self.rows[voice.voice] = voice
            self._families.setdefault(fold(voice.family), []).append(voice)
        return voice.voice

    def of_family(self, name: str) -> list[Voice]:
        """List the voices met that have a family name, in the order of their first words."""
        return self._families.get(fold(name), [])

    def unidentified(self) -> str:
        """Give the voice of words whose speaker is not told."""
        return self._put(
            Voice(
                voice=UNIDENTIFIED,
                name="[unidentified speaker]",
                family="[unidentified]",
                role="words whose speaker the text does not tell",
            )
        )

    def named(self, name: Name) -> str:
        """Give the voice of a name in the text."""
        entry = self.persons.get(name.entity) if name.entity else None
        return self._of_entity(entry.entity) if entry else self.person(name.full or name.surface)

    def _of_entity(self, entity: str) -> str:
        entry = self.persons.get(entity)
        if entry is None:
            raise KeyError(entity)
        family = entry.family or entry.label.partition(",")[0]
        return self._put(Voice(voice=entity, name=entry.label, family=family, role=entry.role, wikidata=entry.wikidata))

    def person(self, name: str) -> str:
        """Give the voice of a person or body by name, in either order; a family name alone means who was met before."""
        name = " ".join(name.split()).strip(" .,:")
        entry = self.persons.find(name)
        if entry is not None:
            return self._of_entity(entry.entity)
        if is_body_name(name):
            return self._put(Voice(voice=slug(name), name=name, family=name))
        known = self.of_family(name)
        if len(known) == 1:
            return known[0].voice
        label = invert_name(name) if is_person_name(name) else name
        return self._put(Voice(voice=slug(label) or UNIDENTIFIED, name=label, family=family_name(label)))

    def body(self, name: str) -> str:
        """Give the voice of a body or paper by its proper name (*the Velm Gazette*)."""
        entry = self.persons.find(name)
        voice = self._of_entity(entry.entity) if entry else self._put(Voice(voice=slug(name), name=name, family=name))
        self._bodies.add(voice)
        return voice

    def is_body(self, voice: str) -> bool:
        """Say whether a voice is a body's or a paper's."""
        entry = self.persons.get(voice)
        return entry.kind != "person" if entry else voice in self._bodies or is_body_name(self.rows[voice].name)

    def described(self, description: str) -> str:
        """Give the voice of a person who is described, not named (*the hotel porter*): this document's own."""
        label = " ".join(description.split()[-3:])
        return self._put(
            Voice(
                voice=f"{slug(label) or UNIDENTIFIED}-in-{self.document}",
                name=f"[{label}]",
                family=_shortest(label),
                role="described, not named, by who reports",
            )
        )

    def authors(self, work: Work) -> str:
        """Give the voice of a work's authors; two authors are one voice of both names."""
        names = [a.strip() for a in work.authors.split(";") if a.strip()]
        if len(names) == 1:
            return self.person(names[0])
        families = list(dict.fromkeys(family_name(n) for n in names))  # two brothers have one
        key = slug(" ".join(families if len(families) > 1 else names))
        return self._put(Voice(voice=key, name="; ".join(names), family=" & ".join(families)))


def _shortest(label: str) -> str:
    """Give the shortest usual name of who is described: the noun, with whose it is (*docker's wife*)."""
    words = label.split()
    start = -2 if len(words) > 1 and words[-2].endswith(("'s", "’s")) else -1
    short = " ".join(words[start:])
    return short[:1].upper() + short[1:]


def author_voice(source: Source, persons: Persons) -> Voice:
    """Give the voice of a document's author, as corpus.toml names it; an unnamed one is told by the document."""
    if not source.author:
        title = " ".join(source.title.split()[:8])
        return Voice(
            voice=source.voice,
            name=f"[unnamed author of {title}]",
            family=f"[author of {source.key}]",
            role=f"author of a document ({source.layout})",
        )
    entry = persons.find(source.author)
    if entry is not None:
        family = entry.family or entry.label.partition(",")[0]
        return Voice(voice=entry.entity, name=entry.label, family=family, role=entry.role, wikidata=entry.wikidata)
    return Voice(voice=source.voice, name=source.author, family=family_name(source.author), role="author of a document")
