"""Topics: which event a stretch of a document speaks of.

Owns the reading of events in one document: where they are named, where a noun means one by itself (*the regime*), and
which is in play where none is named. In come passages, mentions and the list of events, out come `Scene`s and, for a
stretch, the event with the reason for which it was chosen. What is said of the event is the patterns' part.

An event in play is, in this order, and the reason says which:
    1. *event named in the sentence*, the nearest
    2. *cue in the sentence*: a word that the list gives (*Winter Palace*)
    3. *event named before* in the passage, the last
    4. *actor in the sentence*: somebody who acted in only one of the events that fit (events.csv)
    5. *event of the heading* under which the passage stands
    6. *usual meaning* of the noun
    7. *the only event called so*, or *that did so*
    8. *the event of the document*, where most of the document's mentions of the events that fit are of one
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from dhkit.authority import Authority
from dhkit.lexicons import KnownEvent
from dhkit.passages import Passage
from dhkit.rows import Mention

EVENT = "\ue010"
"""The sign that stands for each character of an event's name in a painted text."""

DOCTRINE = re.compile(
    r"\s+of\s+(?:the\s+|a\s+)?(?:proletariat|working|class|peasant|workers|revolutionary|individual|bourgeois|masses)"
)
"""What follows a noun that names a doctrine and no event: *dictatorship of the proletariat*."""

OF_THE_DOCUMENT = "the event of the document"
ACTOR = "actor in the sentence"
WEAK = frozenset([OF_THE_DOCUMENT, ACTOR])
"""Reasons that suffice only for a noun by which few other things are called."""

_MOST = 0.6  # share of a document's mentions that makes an event the document's
_ENOUGH = 5

Subject = tuple[int, int, str]
"""Start, end and event of a stretch that names an event or means one."""


@dataclass(frozen=True)
class Scene:
    """One passage with its events: clean text, the text with events painted over, and who else is named in it.

    `subjects` name an event or mean one, `named` name one, `others` are further names; `sentences` are start and end.
    """

    number: int
    text: str
    painted: str
    sentences: Sequence[tuple[int, int]]
    subjects: Sequence[Subject]
    named: Sequence[Subject]
    others: Sequence[Subject]

    def inside(self, start: int, end: int) -> list[Subject]:
        """List the subjects that begin in a stretch."""
        return [s for s in self.subjects if start <= s[0] < end]


class Topics:
    """The events of one document."""

    def __init__(
        self,
        passages: Sequence[Passage],
        sentences: Sequence[Sequence[tuple[int, int]]],
        mentions: Sequence[Mention],
        events: Mapping[str, KnownEvent],
        authority: Mapping[str, Authority],
    ) -> None:
        """Find where events are named.

        Args:
            passages: of the document, in order.
            sentences: start and end of the sentences of each passage.
            mentions: of the document.
            events: those that are characterised.
            authority: the authority file, for the names of events.
        """
        self.passages, self.sentences, self.events, self.authority = passages, sentences, events, authority
        self.nouns = {n.casefold(): e.entity for e in events.values() for n in e.nouns}
        ordered = sorted(self.nouns, key=lambda n: (-len(n), n))
        self._noun = re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b(?!['’-])", re.IGNORECASE)
        self.usual = {re.sub(r"^(?:the|our|that) ", "", n): e for n, e in sorted(self.nouns.items())}
        self.objects = _objects_pattern(events)
        self.modified = _modified_pattern(self.usual)
        self.regime = self.usual.get("regime", "")
        self._named: list[list[Subject]] = [[] for _ in passages]
        self._others: list[list[Subject]] = [[] for _ in passages]
        by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        starts = sorted((b.start, b.block) for p in passages for b in p.blocks)
        for m in mentions:
            i = by_block[starts[bisect_right(starts, m.start, key=itemgetter(0)) - 1][1]]
            clean = passages[i].reading.to_clean(m.start - passages[i].start, m.end - passages[i].start)
            of_event = m.kind == "event" and m.entity in events
            (self._named if of_event else self._others)[i].append((clean.start, clean.end, m.entity))
        self._scenes: dict[int, Scene] = {}

    def scene(self, i: int) -> Scene:
        """Give the scene of a passage."""
        if i not in self._scenes:
            self._scenes[i] = self._read(i)
        return self._scenes[i]

    def _read(self, i: int) -> Scene:
        text, subjects = self.passages[i].clean, list(self._named[i])
        for match in self._noun.finditer(text) if self.nouns else ():
            if DOCTRINE.match(text[match.end() :]):
                continue
            if all(match.end() <= s or e <= match.start() for s, e, _ in subjects):
                subjects.append((match.start(), match.end(), self.nouns[match.group().casefold()]))
        painted = list(text)
        for start, end, _ in subjects:
            painted[start:end] = EVENT * (end - start)
        return Scene(
            i, text, "".join(painted), self.sentences[i], sorted(subjects), sorted(self._named[i]), self._others[i]
        )

    def called(self, noun: str) -> frozenset[str]:
        """List the events that may be called by a noun."""
        return frozenset(e.entity for e in self.events.values() if noun in e.called)

    def acting_on(self, thing: str) -> frozenset[str]:
        """List the events that did something to a thing."""
        thing = thing.casefold()
        return frozenset(e.entity for e in self.events.values() if thing in e.objects)

    def acts_in(self, text: str) -> bool:
        """Say whether a text tells of an object of an event."""
        return any(
            re.search(rf"\b{re.escape(o)}\b", text, re.IGNORECASE) for e in self.deeds for o in self.events[e].objects
        )

    def done_by(self, actor: str) -> frozenset[str]:
        """List the events that are told by what somebody did to their objects."""
        return frozenset(e.entity for e in self.events.values() if e.objects and actor in e.actors)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The events that are told by what was done to their objects."""
        return frozenset(e.entity for e in self.events.values() if e.objects)

    def choose(
        self, scene: Scene, at: int, sentence: tuple[int, int], among: Collection[str], *, noun: str = ""
    ) -> tuple[str, str]:
        """Choose the event that is in play at a place.

        Args:
            scene: the passage.
            at: the place, in its clean text.
            sentence: start and end of the sentence.
            among: the events that fit.
            noun: the noun that means the event, if one does.

        Returns:
            The event and the reason; both empty where none can be told.
        """
        here = [s for s in scene.inside(*sentence) if s[2] in among]
        if here:
            return min(here, key=lambda s: abs(s[0] - at))[2], "event named in the sentence"
        if cued := self.cued(scene.text[sentence[0] : sentence[1]], among, at - sentence[0]):
            return cued, "cue in the sentence"
        before = [s for s in scene.named if s[1] <= at and s[2] in among]
        if before:
            return before[-1][2], "event named before"
        if actor := self._acting(scene, sentence, among):
            return actor, ACTOR
        if (heading := self._heading(scene.number)) in among:
            return heading, "event of the heading"
        if self.usual.get(noun) in among:
            return self.usual[noun], "usual meaning"
        if len(among) == 1:
            return min(among), "the only event called so" if noun else "the only event that did so"
        return self._main(among)

    def _acting(self, scene: Scene, sentence: tuple[int, int], among: Collection[str]) -> str:
        """Give the only event among whose actors somebody named in the sentence is."""
        named = {entity for s, _, entity in scene.others if sentence[0] <= s < sentence[1]}
        acting = {entity for entity in among if named & set(self.events[entity].actors)}
        return min(acting) if len(acting) == 1 else ""

    def cued(self, text: str, among: Collection[str], at: int = 0) -> str:
        """Give the event whose cue stands nearest to a place of a text, or nothing."""
        found = [
            (abs(m.start() - at), entity)
            for entity in among
            for cue in self.events[entity].cues
            for m in re.finditer(rf"\b{re.escape(cue)}\b", text)
        ]
        return min(found)[1] if found else ""

    def _heading(self, i: int) -> str:
        at = self._by_block.get(self.passages[i].block.section)
        if at is None or at == i:
            return ""
        scene = self.scene(at)
        return scene.subjects[0][2] if scene.subjects else self.cued(scene.text, self.events)

    @cached_property
    def _by_block(self) -> dict[str, int]:
        return {p.block.block: i for i, p in enumerate(self.passages)}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(s[2] for i in range(len(self.passages)) for s in self.scene(i).subjects)

    def _main(self, among: Collection[str]) -> tuple[str, str]:
        counts = Counter({e: self._counts[e] for e in sorted(among) if self._counts[e]})
        if counts:
            event, times = counts.most_common(1)[0]
            if times >= _ENOUGH and times >= _MOST * counts.total():
                return event, OF_THE_DOCUMENT
        return "", ""


def _objects_pattern(events: Mapping[str, KnownEvent]) -> re.Pattern[str] | None:
    """Match the object of a deed with its preposition: *of the workers' councils*, *against Parliament*."""
    objects = sorted({o for e in events.values() for o in e.objects}, key=lambda o: (-len(o), o))
    if not objects:
        return None
    return re.compile(
        r"\s+(?P<link>of|against|on|over|for|in|to|upon)\s+"
        r"(?:the |its |all |these |any |their )?\"?(?:the )?(?:[\w'-]+ )??"
        rf"(?P<object>{'|'.join(map(re.escape, objects))})\b(?!['’-]| (?-i:[A-Z]))",
        re.IGNORECASE,
    )


def _modified_pattern(usual: Mapping[str, str]) -> re.Pattern[str] | None:
    """Match a noun that means an event with words between it and its article: *the inevitable revolution*."""
    nouns = sorted((n for n in usual if re.fullmatch(r"[a-z]+", n)), key=lambda n: (-len(n), n))
    if not nouns:
        return None
    return re.compile(
        rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Oo]ur)\s+(?P<words>(?:[a-z-]+\s+){{1,3}})(?P<noun>{'|'.join(nouns)})\b(?!['’-])"
    )


def event_at(subjects: Sequence[Subject], position: int) -> str:
    """Give the event named at a position, or nothing."""
    return next((e for s, end, e in subjects if s <= position < end), "")
