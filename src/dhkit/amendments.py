"""Amendments: the rows of a corpus as its corrections have them.

Owns the application of corrections to rows. In come the rows of all documents as the rules have made them, the
corrections in the order of their file, and the documents' texts; out come the rows as they now stand, and for each
correction what became of it. Counting over the rows (entities, co-mentions) comes after, so it follows. The file itself
is `corrections`, the search for a place `anchors`.

What becomes of a correction:
    applied   done, where the words stood
    moved     done, at another place: the text, or the extent that a rule gives the row, has changed since
    agrees    nothing to do: the rules now say the same; the row counts as confirmed
    stale     not done, and why: the words are lost, no row stands there, or the row is gone

What follows of itself from a change is `consequences`; how an utterance is cut around an added stretch is `splits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from dhkit.anchors import Anchor, find_anchor
from dhkit.authority import Authority
from dhkit.consequences import change_row, follow_voice, follow_work, touch, vouch
from dhkit.corrections import ADDABLE, CHANGEABLE, Correction, correction_key, parse_value
from dhkit.documents import CorpusError
from dhkit.frames import FrameLexicon
from dhkit.rows import TABLES, Characterisation, Citation, Mention, Row, Utterance, Voice, columns, span_key
from dhkit.splits import cut, find_in_the_way, settle, voice_within
from dhkit.text import count_words, normalise

_SAME = 0.5  # share of their joint extent that two stretches have in common if one stands for the other
_MOST_WORDS = 12

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction: `state` as above, where, and in words what the file does not say."""

    correction: Correction
    state: str
    start: int
    end: int
    told: str = ""

    def __str__(self) -> str:
        """Tell it in one line."""
        place = span_key(self.correction.document, self.start, self.end)
        where = f" (now {place})" if self.state == "moved" else ""
        line = f"line {self.correction.line}, " if self.correction.line else ""
        return f"{line}{correction_key(self.correction)}: {self.state}{where}" + (f", {self.told}" if self.told else "")


class Stale(Exception):  # noqa: N818 - reads as a sentence where it is caught
    """A correction that has nothing to hold on to; the message says why."""


def amend(
    rows: Mapping[str, Sequence[Row]],
    corrections: Iterable[Correction],
    *,
    texts: Mapping[str, str],
    known: Mapping[str, Authority],
    lexicon: FrameLexicon,
    frames: Iterable[str] = (),
) -> tuple[Rows, list[Outcome]]:
    """Apply corrections to the rows of a corpus, one after the other.

    Args:
        rows: of all documents, by table; they stay as they are.
        corrections: in the order in which they are to be applied.
        texts: source texts by document. Of a document that is not here, places are taken as they are told.
        known: everything that can be named: the authority file and what the documents name beside it.
        lexicon: gives an added characterisation its frame and polarity, until a further line changes them.
        frames: the frames that there are.

    Returns:
        The rows by table, with `hand` where one was touched, and one outcome per correction, in order.

    Raises:
        CorpusError: if a correction names a document, voice, entity, work or frame that there is not.
    """
    book = _Book(rows, texts, known, lexicon, frozenset(frames))
    outcomes = [book.apply(correction) for correction in corrections]
    return book.rows(), outcomes


def amend_each(
    rows: Mapping[str, Sequence[Row]],
    corrections: Iterable[Correction],
    *,
    texts: Mapping[str, str],
    known: Mapping[str, Authority],
    lexicon: FrameLexicon,
    frames: Iterable[str] = (),
) -> Iterator[tuple[Rows, Outcome]]:
    """Do as `amend`, and yield after each correction the rows as they stand then, and what became of it."""
    book = _Book(rows, texts, known, lexicon, frozenset(frames))
    for correction in corrections:
        outcome = book.apply(correction)
        yield book.rows(), outcome


class _Book:
    """The rows while corrections are applied, by the keys under which the rules have put them."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        texts: Mapping[str, str],
        known: Mapping[str, Authority],
        lexicon: FrameLexicon,
        frames: frozenset[str],
    ) -> None:
        self.others = {name: list(rows[name]) for name in rows if name not in CHANGEABLE}
        keys = {name: attrgetter(_key(name)) for name in CHANGEABLE}
        self.tables: dict[str, dict[str, Any]] = {
            name: {key(row): row for row in rows.get(name, ())} for name, key in keys.items()
        }
        self.gone: dict[str, dict[str, Correction]] = {name: {} for name in CHANGEABLE}
        self.texts, self.known, self.lexicon, self.frames = texts, known, lexicon, frames
        self.words: dict[str, dict[str, int]] = {}

    def rows(self) -> Rows:
        return self.others | {name: list(table.values()) for name, table in self.tables.items()}

    def apply(self, correction: Correction) -> Outcome:
        where = f"corrections, {f'line {correction.line}' if correction.line else correction_key(correction)}"
        documents = {r.document for r in self.others["documents"]}  # type: ignore[attr-defined]
        if correction.document not in documents:
            raise CorpusError(
                f"{where}: no document {correction.document!r}. There are {', '.join(sorted(documents))}."
            )
        self._check_value(correction, where)
        anchor = self._anchor(correction)
        try:
            if anchor.state == "lost":
                raise Stale("the quoted words are not found near their place any more")
            if correction.action == "add":
                return self._add(correction, anchor)
            key, row = self._find(correction, anchor)
            state = "moved" if (row.start, row.end) != (correction.start, correction.end) else "applied"
            if correction.action == "drop":
                del self.tables[correction.table][key]
                self.gone[correction.table][key] = correction
            elif correction.action == "confirm":
                self.tables[correction.table][key] = touch(vouch(row), "confirmed")
            elif getattr(row, correction.column) == parse_value(correction, where):
                self.tables[correction.table][key] = touch(vouch(row), "confirmed")
                state = "agrees"
            else:
                self._change(correction, key, row, where)
        except Stale as why:
            return Outcome(correction, "stale", anchor.start, anchor.end, str(why))
        return Outcome(correction, state, row.start, row.end)

    def _check_value(self, correction: Correction, where: str) -> None:
        """Make sure that the thing a correction names is there."""
        if correction.action not in ("change", "add"):
            return
        value, column = str(parse_value(correction, where)), correction.column
        voices = {r.voice for r in self.others["voices"]}  # type: ignore[attr-defined]
        speakers = {key for key, entry in self.known.items() if entry.kind in ("person", "organisation", "group")}
        works = {r.work for r in self.others["works"]}  # type: ignore[attr-defined]
        events = {key for key, entry in self.known.items() if entry.kind == "event"}
        there: dict[str, tuple[set[str] | frozenset[str], str]] = {
            "voice": (voices | speakers, "voices.csv, nor the authority file, has it as a voice"),
            "reporter": (voices | speakers | {""}, "voices.csv, nor the authority file, has it as a voice"),
            "reporter_work": (works | {""}, "works.csv has it as a work"),
            "work": (works | {""}, "works.csv has it as a work"),
            "entity": (set(self.known), "entities.csv, nor the authority file, has it as an entity"),
            "event": (events, "entities.csv, nor the authority file, has it as an event"),
            "frame": (self.frames or {value}, "frame_set.csv has it as a frame"),
        }
        if column in there and value not in there[column][0]:
            raise CorpusError(
                f"{where}: {column} {value!r} is unknown: neither {there[column][1]}. "
                f"{_suggest(value, there[column][0])}"
            )

    def _anchor(self, correction: Correction) -> Anchor:
        text = self.texts.get(correction.document)
        if text is None or not correction.quoted:
            return Anchor(correction.start, correction.end, "in place")
        return find_anchor(text, correction.start, correction.end, correction.quoted)

    def _find(self, correction: Correction, anchor: Anchor) -> tuple[str, Any]:
        """Find the row that a correction means: the one at the place, else the one that shares most of it."""
        table = self.tables[correction.table]
        place = span_key(correction.document, anchor.start, anchor.end)
        near = [
            (key, row)
            for key, row in table.items()
            if row.document == correction.document
            and _shared(row, anchor) >= _SAME
            and (not correction.which or key.partition("#")[2] == correction.which)
        ]
        here = [(key, row) for key, row in near if (row.start, row.end) == (anchor.start, anchor.end)] or near
        if len(here) == 1:
            return here[0]
        if here:
            raise Stale(f"{len(here)} rows stand there; say which: {', '.join(key for key, _ in here)}")
        suffix = f"#{correction.which}" if correction.which else ""
        if dropped := self.gone[correction.table].get(place + suffix):
            raise Stale(f"the row was dropped by line {dropped.line}" if dropped.line else "the row was dropped")
        raise Stale(f"the words are at {place}, but the rules find no row of {correction.table} there")

    def _change(self, correction: Correction, key: str, row: Any, where: str) -> None:
        """Put a value into a row, with what follows of itself."""
        column, value = correction.column, parse_value(correction, where)
        table = self.tables[correction.table]
        if column in ("voice", "reporter") and value:
            self._seat(str(value))
        changed = change_row(row, column, value, self.known)
        if column == "event" and any(r.characterisation == changed.characterisation for r in table.values()):
            raise Stale(f"another row says so already: {changed.characterisation}; drop this one")
        table[key] = changed
        if column == "voice":
            follow_voice(self.tables["characterisations"], row.utterance, str(value))
        if column == "work":
            follow_work(table, row, changed)

    def _seat(self, voice: str) -> None:
        """Give a speaker of the authority file his row among the voices."""
        if any(r.voice == voice for r in self.others["voices"]):  # type: ignore[attr-defined]
            return
        entry = self.known[voice]
        family = entry.family or entry.label.partition(",")[0]
        new = Voice(voice=voice, name=entry.label, family=family, role=entry.role, wikidata=entry.wikidata)
        self.others["voices"].append(new)

    def _add(self, correction: Correction, anchor: Anchor) -> Outcome:
        """Add a row that the rules have missed."""
        document, value, (start, end) = correction.document, correction.value, self._trim(correction, anchor)
        if correction.document not in self.texts:
            raise Stale("its document is not on this machine, so the words cannot be read")
        if correction.table == "utterances":
            state = self._add_voice(document, start, end, value) or _state(anchor)
            return Outcome(correction, state, start, end)
        if correction.table == "citations":
            state, told = self._add_citation(correction, start, end)
            return Outcome(correction, state or _state(anchor), start, end, told)
        key = span_key(document, start, end) + (f"#{value}" if correction.table == "characterisations" else "")
        table, column = self.tables[correction.table], ADDABLE[correction.table]
        there = next((k for k, r in table.items() if getattr(r, _key(correction.table)) == key), None)
        if there is not None and getattr(table[there], column) == value:
            table[there] = touch(vouch(table[there]), "confirmed")
            return Outcome(correction, "agrees", start, end)
        if key in table:
            raise Stale("the row that the rules had put there was changed by an earlier line; change it further")
        utterance = self._utterance(document, start, end)
        words = self.words.setdefault(document, count_words(self.texts[document]))
        surface = normalise(self.texts[document][start:end], words=words).clean
        if len(surface.split()) > _MOST_WORDS:
            raise Stale(f"a row quotes at most {_MOST_WORDS} words; choose a shorter stretch")
        place: dict[str, Any] = {"document": document, "utterance": utterance.utterance, "start": start, "end": end}
        if correction.table == "mentions":
            crossed = [k for k, r in table.items() if r.document == document and r.start < end and start < r.end]
            if crossed:
                raise Stale(f"there is a mention already: {', '.join(crossed)}; drop or change it first")
            kind = self.known[value].kind
            new: Row = Mention(
                mention=key, surface=surface, kind=kind, entity=value, rule="by hand", score=1.0, **place
            )
        else:
            frame, polarity = self.lexicon.judge(surface)
            new = Characterisation(
                characterisation=key,
                voice=utterance.voice,
                event=value,
                descriptor=surface,
                relation="noun",
                frame=frame,
                polarity=polarity,
                negated=False,
                reported=False,
                rule="by hand",
                **place,
            )
        table[key] = touch(new, "added")
        return Outcome(correction, _state(anchor), start, end)

    def _add_voice(self, document: str, start: int, end: int, voice: str) -> str:
        """Add an utterance of another voice within one; say so if it is there already."""
        around = self._utterance(document, start, end)
        if (around.start, around.end) == (start, end):
            if around.voice != voice:
                raise Stale("it is an utterance already; change its voice instead")
            self._replace_utterance(around, [touch(vouch(around), "confirmed")])
            return "agrees"
        if around.voice == voice:
            raise Stale(f"the words are in that voice already, in {around.utterance}")
        self._seat(voice)
        self._split(around, start, end, [voice_within(around, voice, start, end, self._kind(around.block))])
        return ""

    def _add_citation(self, correction: Correction, start: int, end: int) -> tuple[str, str]:
        """Add a citation in the words of a voice, or another work to a citation; tell if it is there, and what goes."""
        document, work, told = correction.document, correction.value, ""
        table = self.tables["citations"]
        near = {k: r for k, r in table.items() if r.document == document and r.start < end and start < r.end}
        if crossed := [k for k, r in near.items() if (r.start, r.end) != (start, end)]:
            raise Stale(f"there is a citation already: {', '.join(crossed)}; change it instead")
        for key, row in near.items():
            if row.work == work:
                table[key] = touch(row, "confirmed")
                return "agrees", told
        if near:
            block = next(iter(near.values())).block
        else:
            around = self._utterance(document, start, end)
            block = around.block
            names = {k: r for k, r in self.tables["mentions"].items() if r.utterance == around.utterance}
            inside = {k: r for k, r in names.items() if start <= r.start and r.end <= end}
            self._split(around, start, end, [], leaving=inside)
            for key in inside:
                del self.tables["mentions"][key]
                self.gone["mentions"][key] = correction
            told = f"names in it are none any more: {', '.join(inside)}" if inside else ""
        number = 1 + max((int(r.citation.partition("#")[2]) for r in near.values()), default=0)
        key = f"{span_key(document, start, end)}#{number}"
        table[key] = Citation(
            citation=key,
            document=document,
            block=block,
            start=start,
            end=end,
            work=work,
            form="by hand",
            rule="by hand",
            state="resolved" if work else "unresolved",
            hand="added",
        )
        return "", told

    def _split(
        self, around: Utterance, start: int, end: int, within: list[Utterance], *, leaving: Iterable[str] = ()
    ) -> None:
        """Cut an utterance around a stretch; what stands in it goes to the utterance within, or leaves."""
        for name in ("mentions", "characterisations"):
            rows = [row for key, row in self.tables[name].items() if key not in leaving]
            if found := find_in_the_way(rows, around, start, end, within=bool(within)):
                told = ", ".join(span_key(r.document, r.start, r.end) for r in found)
                where = "cross its limits" if within else "would be cut or stand in it"
                raise Stale(f"rows of {name} {where}: {told}; drop them first")
        pieces = [*cut(around, start, end, self.texts[around.document]), *within]
        self._replace_utterance(around, pieces)
        for name in ("mentions", "characterisations"):
            settle(self.tables[name], around, pieces, leaving=leaving)

    def _replace_utterance(self, old: Utterance, new: Iterable[Utterance]) -> None:
        table = self.tables["utterances"]
        del table[next(key for key, row in table.items() if row.utterance == old.utterance)]
        table.update({row.utterance: row for row in new})

    def _kind(self, block: str) -> str:
        return next(str(b.kind) for b in self.others["blocks"] if b.block == block)  # type: ignore[attr-defined]

    def _trim(self, correction: Correction, anchor: Anchor) -> tuple[int, int]:
        """Leave out white space at either end of a stretch."""
        text = self.texts.get(correction.document)
        if text is None:
            return anchor.start, anchor.end
        if anchor.end > len(text) or not (stretch := text[anchor.start : anchor.end]).strip():
            raise Stale("no words stand there")
        return anchor.start + len(stretch) - len(stretch.lstrip()), anchor.end - len(stretch) + len(stretch.rstrip())

    def _utterance(self, document: str, start: int, end: int) -> Utterance:
        for row in self.tables["utterances"].values():
            if row.document == document and row.start <= start and end <= row.end:
                found: Utterance = row
                return found
        raise Stale("the stretch is not within the words of one voice")


def _state(anchor: Anchor) -> str:
    return "moved" if anchor.state == "moved" else "applied"


@cache  # asked for each row
def _key(table: str) -> str:
    return columns(TABLES[table])[0].name


def _shared(row: Any, anchor: Anchor) -> float:
    common: int = min(row.end, anchor.end) - max(row.start, anchor.start)
    return common / int(max(row.end, anchor.end) - min(row.start, anchor.start))


def _suggest(value: str, there: Iterable[str]) -> str:
    from rapidfuzz import process

    near = ", ".join(str(key) for key, _, _ in process.extract(value, sorted(there - {""}), limit=3))  # type: ignore[operator]
    return f"Nearest: {near}." if near else "There is none yet."
