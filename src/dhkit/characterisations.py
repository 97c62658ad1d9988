"""Characterisations: what a voice says an event was, or was like.

Owns the patterns that join a descriptor to an event, and the choice of the event. In come utterances with their parsed
text, mentions and the frame lexicon, out come `Characterisation`s in document order. It works on words and marks alone,
without a dependency parser, and finds what is said plainly; what is said between the lines it does not find.

Patterns, in order of preference (E is an event named, or a noun that means it: *the insurrection*; D the descriptor):
    1. predicate: `E was (not) D`, `E became D`, `E amounted to D`; also *it was D* after a sentence about one event
    2. naming: `V call E D`, `E is regarded as D`, `the notion of D`, `E as D`
    3. comparison: `E … like D`, `E resembled D`
    4. modifier: an evaluating adjective before E
    5. noun of E: `the D of E` (*the tragedy of the revolution*)
    6. framing noun: a noun that names an event by a judgement (*the coup*, *the seizure of power*)

Choice of the event for pattern 6 and for pronouns (in `rule`): named in the sentence; a cue of the sentence (lexicons/
events.csv); named before in the paragraph; the noun's usual event; the event most named in the section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dhkit.lexicons import Authority, Frame, KnownEvent
from dhkit.passages import Passage
from dhkit.rows import Characterisation, Mention, Utterance, span_key

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EVENT = "\ue010"
_BE = (
    r"(?:was|were|is|are|has been|had been|became|becomes|become|remained|remains|represented|represents|"
    r"constituted|constitutes|meant|marked|amounted to|amounts to|proved(?: to be)?|seemed(?: to be)?|"
    r"appeared(?: to be)?|turned into|may be called|can be called)"
)
_NOT = r"(?P<neg>\s+(?:not|never|no|neither|hardly|scarcely|anything but|far from(?: being)?|by no means|n't))?"
_ADVERB = (
    r"(?:\s+(?:merely|simply|only|indeed|essentially|basically|largely|mainly|above all|in fact|in effect|really|"
    r"truly|also|therefore|thus|rather|already|still|more than|nothing but|nothing more than|nothing less than|"
    r"just|both|largely|clearly|certainly|undoubtedly))*"
)
_DESCRIPTOR = r"(?P<d>[\w\"'\[][^,;:.!?()—–]*)"
_CUT = re.compile(
    r"\s+(?:which|that|who|whose|whom|because|when|while|whereas|but|under|in|on|at|by|with|from|for|to|"
    r"since|after|before|during|until|through|where|as|if|than|and (?:the|it|he|she|they|in|so|not|we|its|"
    r"his|their|was|were|had|that|then|to)|or (?:the|it)|led|was|were|is|are|had|has|would|could|did|carried|"
    r"made|and\s+\w+ed)\b.*|\s+--?\s.*|\s*\".*$"
)
_KEPT_PREPOSITION = re.compile(
    r"^(?:a|an|the|no|one)\s+[\w'’-]+(?:\s+[\w'’-]+)?\s+(?:by|in|against|from)\s+(?:a|an|the|its)?\s*[\w'’-]+"
)
_NAMING = (
    r"(?:call(?:s|ed|ing)?|term(?:s|ed)?|label(?:s|led)?|brand(?:s|ed)?|dub(?:s|bed)?|name[sd]?|consider(?:s|ed)?)"
)
_AS = (
    r"(?:see|sees|seen|saw|describe[sd]?|regard(?:s|ed)?|view(?:s|ed)?|portray(?:s|ed)?|present(?:s|ed)?|"
    r"denounce[sd]?|dismiss(?:es|ed)?|hail(?:s|ed)?|interpret(?:s|ed)?|treat(?:s|ed)?|celebrate[sd]?|"
    r"remember(?:s|ed)?|condemn(?:s|ed)?|speaks?|spoke|thinks? of|thought of|characteri[sz]e[sd]?)"
)
_DENIED = re.compile(
    r"\b(?:not|never|no|hardly|nor|neither|rather than|instead of|far from(?: being)?|challenge[sd]? the "
    r"notion of|rejects? the notion of|rejected the notion of|myth of|den(?:y|ies|ied)(?: that)?(?: it "
    r"was)?)\s+(?:the\s+|a\s+|an\s+|any\s+|such\s+|some\s+)*(?:\w+\s+)?$"
)
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Hit:
    """One descriptor in clean offsets of its passage."""

    start: int
    end: int
    event: str
    relation: str
    negated: bool
    rule: str


class FrameLexicon:
    """Looks descriptors up: the longest entries in them decide frame and polarity."""

    def __init__(self, frames: Mapping[str, Frame]) -> None:
        """Compile the entries into patterns, longest first."""
        self.frames = {lemma.casefold(): f for lemma, f in frames.items()}
        self.adjectives = {w: f for w, f in self.frames.items() if f.part == "adjective"}

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return self._pattern(self.frames)

    @cached_property
    def framing(self) -> re.Pattern[str]:
        """Match the nouns that may stand for an event alone."""
        return self._pattern({w: f for w, f in self.frames.items() if f.note == "framing"})

    @staticmethod
    def _pattern(entries: Mapping[str, Frame]) -> re.Pattern[str]:
        words = sorted(entries, key=lambda w: (-len(w), w))
        return re.compile(r"\b(" + "|".join(re.escape(w) for w in words) + r")(?:s|es)?\b", re.IGNORECASE)

    def find(self, text: str) -> list[Frame]:
        """List the entries in a descriptor, in order, classifying adjectives left out."""
        found = [self.frames[m[1].casefold()] for m in self._all.finditer(text)]
        return [f for f in found if f.note != "classifying"]

    def judge(self, text: str) -> tuple[str, int]:
        """Give frame and polarity of a descriptor: the last noun's or phrase's frame, the strongest word's value.

        An adjective's value outweighs a noun that has none (*a heroic insurrection*), and a noun's outweighs an
        adjective's where they differ (*a splendid betrayal*).
        """
        found = self.find(text)
        heads = [f for f in found if f.part != "adjective"]
        frame = next(
            (f.frame for f in reversed(heads) if f.frame != "other"),
            next((f.frame for f in found if f.frame != "other"), "other"),
        )
        polarity = next(
            (f.polarity for f in reversed(heads) if f.polarity), next((f.polarity for f in found if f.polarity), 0)
        )
        return frame, polarity


def find_characterisations(
    passages: Sequence[Passage],
    docs: Sequence[Doc],
    utterances: Sequence[Utterance],
    mentions: Sequence[Mention],
    *,
    events: Mapping[str, KnownEvent],
    authority: Mapping[str, Authority],
    lexicon: FrameLexicon,
) -> list[Characterisation]:
    """Find what the voices of one document say of events.

    Args:
        passages: of the document, in order.
        docs: their parsed clean text.
        utterances: of the document.
        mentions: of the document.
        events: the events that are characterised.
        authority: the authority file, for the names of events.
        lexicon: descriptors with frame and polarity.

    Returns:
        One `Characterisation` per descriptor, event and place, in document order. The voice is the utterance's.
    """
    finder = _Finder(passages, docs, mentions, events, authority, lexicon)
    by_block: dict[str, list[Utterance]] = {}
    for u in utterances:
        by_block.setdefault(u.block, []).append(u)
    rows: dict[str, Characterisation] = {}
    for i, passage in enumerate(passages):
        if passage.kind in ("citation", "source", "furniture", "signature"):
            continue
        for hit in finder.find(i):
            block, span = max(passage.spans(hit.start, hit.end), key=lambda p: len(p[1]))
            utterance = next(
                (u for u in by_block.get(block.block, ()) if u.start <= span.start and span.end <= u.end), None
            )
            if utterance is None:
                continue
            descriptor = " ".join(passage.clean[hit.start : hit.end].split()[:12])
            frame, polarity = lexicon.judge(descriptor)
            key = f"{span_key(block.document, span.start, span.end)}#{hit.event}"
            rows[key] = Characterisation(
                characterisation=key,
                document=block.document,
                utterance=utterance.utterance,
                start=span.start,
                end=span.end,
                voice=utterance.voice,
                event=hit.event,
                descriptor=descriptor,
                relation=hit.relation,
                frame=frame,
                polarity=polarity,
                negated=hit.negated,
                rule=hit.rule,
            )
    return sorted(rows.values(), key=lambda r: (r.start, r.end))


class _Finder:
    """Finds descriptors in the passages of one document."""

    def __init__(
        self,
        passages: Sequence[Passage],
        docs: Sequence[Doc],
        mentions: Sequence[Mention],
        events: Mapping[str, KnownEvent],
        authority: Mapping[str, Authority],
        lexicon: FrameLexicon,
    ) -> None:
        self.passages, self.docs, self.events, self.authority, self.lexicon = passages, docs, events, authority, lexicon
        self.nouns = {n.casefold(): e.entity for e in events.values() for n in e.nouns}
        ordered = sorted(self.nouns, key=lambda n: (-len(n), n))
        self.noun_pattern = (
            re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b(?!['’-])", re.IGNORECASE)
            if ordered
            else None
        )
        self.usual = {re.sub(r"^(?:the|our|that) ", "", n): e for n, e in sorted(self.nouns.items())}
        self.named: list[list[tuple[int, int, str]]] = [[] for _ in passages]
        by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        starts = sorted((b.start, b.block) for p in passages for b in p.blocks)
        for m in mentions:
            if m.kind == "event" and m.entity in events:
                block = max(s for s in starts if s[0] <= m.start)[1]
                i = by_block[block]
                clean = passages[i].reading.to_clean(m.start - passages[i].start, m.end - passages[i].start)
                self.named[i].append((clean.start, clean.end, m.entity))
        self.sections = self._count_sections()

    def _count_sections(self) -> dict[str, str]:
        """Find the event most named in each section and each extract."""
        counts: dict[str, Counter[str]] = {}
        for passage, named in zip(self.passages, self.named, strict=True):
            for scope in (passage.block.section, passage.block.group):
                counts.setdefault(scope, Counter()).update(e for *_, e in named)
        return {scope: min(c, key=lambda e: (-c[e], e)) for scope, c in counts.items() if c}

    def find(self, i: int) -> list[_Hit]:
        """Find the descriptors of a passage; of overlapping ones the first pattern's, then the longest."""
        text = self.passages[i].clean
        painted, subjects = self._paint(i, text)
        hits: list[_Hit] = []
        topic = ""
        for sentence in self.docs[i].sents:
            start, end = sentence.start_char, sentence.end_char
            inside = [s for s in subjects if start <= s[0] < end]
            hits += self._sentence(i, painted, start, end, inside, topic)
            events = {e for *_, e in inside}
            topic = events.pop() if len(events) == 1 else ("" if events else topic)
        kept: list[_Hit] = []
        for hit in hits:
            if all(hit.end <= k.start or k.end <= hit.start for k in kept):
                kept.append(hit)
        return sorted(kept, key=lambda h: h.start)

    def _paint(self, i: int, text: str) -> tuple[str, list[tuple[int, int, str]]]:
        """Paint event names and nouns that mean an event over; give them with their events."""
        subjects = list(self.named[i])
        if self.noun_pattern is not None:
            for match in self.noun_pattern.finditer(text):
                if all(match.end() <= s or e <= match.start() for s, e, _ in subjects):
                    subjects.append((match.start(), match.end(), self.nouns[match.group().casefold()]))
        painted = list(text)
        for start, end, _ in subjects:
            painted[start:end] = _EVENT * (end - start)
        return "".join(painted), sorted(subjects)

    def _sentence(
        self, i: int, painted: str, start: int, end: int, subjects: Sequence[tuple[int, int, str]], topic: str
    ) -> Iterator[_Hit]:
        sentence = painted[start:end]
        yield from self._predicates(sentence, start, subjects, topic)
        yield from self._naming(sentence, start, subjects, topic)
        yield from self._modifiers(sentence, start, subjects)
        yield from self._nouns_of(sentence, start, subjects)
        yield from self._framing(i, sentence, start, subjects)

    # ---- patterns --------------------------------------------------------------------------------------------------

    def _predicates(
        self, sentence: str, offset: int, subjects: Sequence[tuple[int, int, str]], topic: str
    ) -> Iterator[_Hit]:
        pattern = re.compile(
            rf"(?:(?P<event>{_EVENT}+)(?:\s+(?:itself|of \d{{4}}|in \d{{4}}|in \w+))?|(?P<it>\b(?:[Ii]t|"
            rf"[Tt]his|[Tt]hey|[Tt]hat|[Tt]hese events)))\s+{_BE}{_NOT}{_ADVERB}\s+{_DESCRIPTOR}"
        )
        for match in pattern.finditer(sentence):
            event = (
                _at(subjects, offset + match.start("event"))
                if match["event"]
                else (topic if not subjects or offset + match.start() < subjects[0][0] else "")
            )
            if event:
                rule = (
                    "1 predicate, event named"
                    if match["event"]
                    else "1 predicate, pronoun for the event of the sentence before"
                )
                yield from self._coordinated(match, offset, event, bool(match["neg"]), rule)

    def _coordinated(self, match: re.Match[str], offset: int, event: str, negated: bool, rule: str) -> Iterator[_Hit]:
        """Cut a predicate to its descriptor; *neither A nor B* and *not A but B* give two."""
        position = offset + match.start("d")
        parts = re.split(r"(\s+nor\s+|,?\s+but\s+)", match["d"])
        for k in range(0, len(parts), 2):
            denied = negated and not (k and "but" in parts[k - 1])
            if (cut := self._cut(parts[k], predicate=True)) is not None:
                first, last = cut
                yield _Hit(position + first, position + last, event, "predicate", denied, rule)
            position += len(parts[k]) + (len(parts[k + 1]) if k + 1 < len(parts) else 0)

    def _cut(self, text: str, *, predicate: bool) -> tuple[int, int] | None:
        """Cut a descriptor to its phrase; None if it holds nothing that characterises."""
        lead = re.match(r"[\s\"'\[]*(?:the\s+)?", text)
        first = lead.end() if lead else 0
        body = text[first:]
        kept = _KEPT_PREPOSITION.match(body)
        end = kept.end() if kept else 0
        body = body[:end] + _CUT.sub("", body[end:])
        words = list(re.finditer(r"\S+", body))[:_MAX_WORDS]
        if not words:
            return None
        body = body[: words[-1].end()].rstrip(" \"'-]")
        if not re.match(r"[^\W\d_]", body) or _EVENT in body or re.fullmatch(r"\d+.*", body):
            return None
        known = bool(self.lexicon.find(body))
        nominal = bool(re.match(r"(?:a|an)\s+[^\W\d_]", body)) and len(body.split()) >= 2
        if not known and not (predicate and nominal):
            return None
        if (
            not nominal
            and re.match(r"\w+(?:ed|ing)\b", body)
            and body.split()[0].casefold() not in self.lexicon.adjectives
        ):
            return None
        return first, first + len(body)

    def _naming(
        self, sentence: str, offset: int, subjects: Sequence[tuple[int, int, str]], topic: str
    ) -> Iterator[_Hit]:
        target = rf"(?:(?P<event>{_EVENT}+)|(?P<it>\bit\b|\bthis\b))"
        patterns = (
            rf"\b{_NAMING}\s+{target}\s+{_DESCRIPTOR}",
            rf"\b{_AS}\s+(?:of\s+)?(?:only\s+)?{target}\s+(?:merely\s+|simply\s+)?as\s+{_DESCRIPTOR}",
            rf"{target}(?:\s+\w+){{0,3}}?\s+(?:called|termed|labelled|named|dubbed)\s+{_DESCRIPTOR}",
            rf"{target}(?:\s+\w+){{0,4}}?\s+as\s+(?P<d>(?:a|an)\s[^,;:.!?()—–]*)",
            rf"{target}(?:\s+\w+){{0,3}}?\s+(?:like|resembled|compared (?:to|with))\s+(?P<d>(?:an?|the)\s[^,;:.!?()—–]*)",
        )
        for n, pattern in enumerate(patterns):
            for match in re.finditer(pattern, sentence):
                event = _at(subjects, offset + match.start("event")) if match["event"] else topic
                cut = self._cut(match["d"], predicate=n in (0, 1, 4))
                if event and cut:
                    denied = bool(
                        re.search(
                            r"\b(?:not|never|hardly|cannot|no longer)\b[^,;]{0,25}$",
                            sentence[: match.start()] + " " + sentence[match.start() : match.start("d")],
                        )
                    )
                    start = offset + match.start("d")
                    yield _Hit(
                        start + cut[0],
                        start + cut[1],
                        event,
                        "comparison" if n == 4 else "naming",
                        denied,
                        f"{3 if n == 4 else 2} {'comparison' if n == 4 else 'naming'}",
                    )
        for match in re.finditer(
            r"\b(?:the\s+)?(?P<verb>\w+\s+)?(?:notion|idea|myth|view|claim|picture|story|legend) "
            r"of\s+(?P<d>(?:a|an)\s[^,;:.!?()—–]*)",
            sentence,
        ):
            event = next((e for *_, e in subjects), topic)
            cut = self._cut(match["d"], predicate=False)
            if event and cut:
                denied = bool(
                    re.search(
                        r"\b(?:challeng|reject|refut|dispel|den(?:y|ied)|abandon|myth|legend)",
                        sentence[max(0, match.start() - 30) : match.start("d")],
                    )
                )
                start = offset + match.start("d")
                yield _Hit(start + cut[0], start + cut[1], event, "naming", denied, "2 naming")

    def _modifiers(self, sentence: str, offset: int, subjects: Sequence[tuple[int, int, str]]) -> Iterator[_Hit]:
        for start, _, event in subjects:
            before = sentence[: start - offset]
            match = re.search(
                r"(?:^|\b(?:the|this|that|a|an|our|their|his|its|so)\s+|[\s\"'(])(?P<d>(?:[\w-]+\s+(?:and\s+|,\s*)?){1,3})$",
                before,
            )
            if not match:
                continue
            words = [(m.start(), m.group()) for m in re.finditer(r"[\w-]+", match["d"])]
            judged = [
                (at, w)
                for at, w in words
                if (f := self.lexicon.adjectives.get(w.casefold()))
                and f.note != "classifying"
                and (f.polarity or f.frame != "other")
            ]
            if judged:
                first = match.start("d") + judged[0][0]
                last = match.start("d") + judged[-1][0] + len(judged[-1][1])
                yield _Hit(offset + first, offset + last, event, "modifier", False, "4 modifier")

    def _nouns_of(self, sentence: str, offset: int, subjects: Sequence[tuple[int, int, str]]) -> Iterator[_Hit]:
        for match in re.finditer(
            rf"(?P<d>(?:(?:a|an)\s+)?(?:[\w'-]+\s+)?[\w'-]+)\s+of\s+(?:the\s+)?(?P<event>{_EVENT}+)", sentence
        ):
            words = match["d"].split()
            head = self.lexicon.find(words[-1])
            event = _at(subjects, offset + match.start("event"))
            if event and head and any(f.part == "noun" and f.note != "generic" for f in head):
                lead = re.match(r"(?:the|this|that|in|of|by|to|and|from|with|as|was|for)\s+", match["d"])
                start = offset + match.start("d") + (lead.end() if lead else 0)
                yield _Hit(start, offset + match.end("d"), event, "noun", False, "5 noun of the event")

    def _framing(self, i: int, sentence: str, offset: int, subjects: Sequence[tuple[int, int, str]]) -> Iterator[_Hit]:
        text = self.passages[i].clean
        for match in self.lexicon.framing.finditer(text[offset : offset + len(sentence)]):
            start, end = offset + match.start(), offset + match.end()
            covering = next(((s, e, event) for s, e, event in subjects if s <= start and end <= e), None)
            if covering is not None and not self._frames_inside(match.group(), covering, text):
                continue
            before = text[offset:start]
            article = re.search(
                r"\b(?P<article>a|an|the|this|that|such|his|their|its|our|[A-Z]\w+(?:['’]s)?)\s+(?P<adjectives>(?:[\w-]+\s+){0,2})$",
                before,
            )
            if covering is None and not article:
                continue
            adjectives = article["adjectives"] if article else ""
            if adjectives and not all(w.casefold() in self.lexicon.adjectives for w in adjectives.split()):
                adjectives = ""
                if not re.search(r"\b(?:a|an|the|this|that|such|his|their|its|our|[A-Z]\w+(?:['’]s)?)\s+$", before):
                    continue
            event, how = (
                (covering[2], "named by it")
                if covering
                else self._choose(i, match.group(), start, offset, sentence, subjects)
            )
            if not event:
                continue
            first = start
            if article and article["article"] in ("a", "an") and covering is None:
                first = offset + article.start("article")
            elif adjectives:
                first = start - len(adjectives)
            yield _Hit(first, end, event, "noun", bool(_DENIED.search(text[offset:first])), f"6 framing noun, {how}")

    def _frames_inside(self, noun: str, covering: tuple[int, int, str], text: str) -> bool:
        """Say whether a framing noun inside a name judges: the event has a plain name with another head noun."""
        plain = self.authority[covering[2]].label.split()[-1].casefold()
        return (
            noun.casefold() != plain and plain in ("revolution", "affair", "days", "night", "war", "rule", "regime")
        ) or text[covering[0] : covering[1]].casefold().startswith("the ")

    def _choose(
        self, i: int, noun: str, at: int, offset: int, sentence: str, subjects: Sequence[tuple[int, int, str]]
    ) -> tuple[str, str]:
        """Choose the event that a framing noun means."""
        named = [s for s in subjects if offset <= s[0] < offset + len(sentence)]
        if named:
            return min(named, key=lambda s: abs(s[0] - at))[2], "event named in the sentence"
        text = self.passages[i].clean[offset : offset + len(sentence)]
        cued = [
            (text.find(c), e.entity)
            for e in self.events.values()
            for c in e.cues
            if re.search(rf"\b{re.escape(c)}\b", text)
        ]
        if cued:
            return min(cued, key=lambda c: (abs(c[0] + offset - at), c[1]))[1], "cue in the sentence"
        before = [s for s in self.named[i] if s[1] <= at]
        if before:
            return before[-1][2], "event named before"
        if noun.casefold() in self.usual:
            return self.usual[noun.casefold()], "usual meaning"
        passage = self.passages[i]
        for scope in (passage.block.group, passage.block.section):
            if scope in self.sections:
                return self.sections[scope], "event of the section"
        return "", ""


def _at(subjects: Sequence[tuple[int, int, str]], position: int) -> str:
    return next((e for s, end, e in subjects if s <= position < end), "")
