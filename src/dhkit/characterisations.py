"""Characterisations: what a voice says an event was, or was like.

Owns the patterns that join a descriptor to an event, and the choice of the event. In come utterances with their parsed
text, mentions and the frame lexicon, out come `Characterisation`s in document order. It works on words and marks alone,
without a dependency parser, and finds what is said plainly; what is said between the lines it does not find.

Patterns, in order of preference (E is an event named, or a noun that means it: *the insurrection*; D the descriptor):
    1. predicate: `E was (not) D`, `E became D`, `E amounted to D`; `E …; it was D`; *It was D* after a sentence on E
    2. naming: `V call E D`, `E is regarded as D`, `the notion of D`; a list item `E: D`
    3. comparison: `E … like D`, `E resembled D`
    4. modifier: evaluating adjectives right before E, or a quoted one that denies (*the "popular" regime*)
    5. noun of E: `the D of E` (*the tragedy of the revolution*)
    6. framing noun: a noun that names an event by a judgement (*the coup*, *the seizure of power*)
    7. regime: an evaluating adjective before *regime*, *state*, *system*, *rule*, for the event that *the regime* means

Choice of the event for pattern 6 (in `rule`): the event that holds the noun in its own name; else, of the events that
may be called so (events.csv), the one named in the sentence, told by a cue in the sentence, named before in the
paragraph, or the one the noun usually means. A revolt of somebody who is not the event's actor is another event and is
left out, as are suppositions (*would be a dictatorship*) and the titles of texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhkit.authority import Authority
from dhkit.frames import FrameLexicon
from dhkit.lexicons import KnownEvent
from dhkit.passages import Passage
from dhkit.rows import Characterisation, Mention, Utterance, span_key

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EVENT = "\ue010"
_BE = (
    r"(?:was|were|is|are|has been|had been|(?:had |has |would )?becom(?:es?|ing)|became|remain(?:ed|s)"
    r"|represent(?:ed|s)|constitute[ds]|meant(?! that)|marked|amount(?:ed|s) to|proved(?: to be)?|seem(?:ed|"
    r"s)(?: to be)?"
    r"|appeared(?: to be)?|turned into|turned out to be|degenerated into|(?:was |were )?reduced to"
    r"|(?:may|can|could|cannot|must) be (?:called|seen as|described as|regarded as))"
)
_NOT = (
    r"(?P<neg>\s+(?:not|never|no|neither|hardly|scarcely|anything but|far from(?: being)?|by no means|no longer)|n't)?"
)
_ADVERB = (
    r"(?:,?\s+(?:merely|simply|only|indeed|essentially|basically|largely|mainly|above all|in fact|in effect|in truth"
    r"|in practice|in reality|effectively|really|truly|also|therefore|thus|rather|already|still|more than|"
    r"little more than"
    r"|nothing but|nothing more than|nothing less than|just|both|clearly|certainly|undoubtedly|quickly|soon),?)*"
)
_DESCRIPTOR = r"(?P<d>[\w\"'\[][^,;:.!?()—–]*)"
_CLEFT = re.compile(
    r"(?:it|this|that)\s+(?:was|is)\s+(?:not |only |simply |quite )?(?:because|why|how|where|when|what|true|clear"
    r"|surprising|ironic|possible|important|worth|good|better|to\b|an? (?:good|huge|matter|question|pity|shame)\b)"
    r"|\bit (?:was|is) [^.,;]{1,40}\b(?:that|which|who|to)\b",
    re.IGNORECASE,
)
_NAMING = r"(?:call(?:s|ed|ing)?|term(?:s|ed)?|label(?:s|led)?|brand(?:s|ed)?|dub(?:s|bed)?|consider(?:s|ed)?)"
_AS = (
    r"(?:see[sn]?|saw|describe[sd]?|regard(?:s|ed)?|view(?:s|ed)?|portray(?:s|ed)?|present(?:s|ed)?|denounce[sd]?"
    r"|dismiss(?:es|ed)?|hail(?:s|ed)?|interpret(?:s|ed)?|treat(?:s|ed)?|celebrate[sd]?|remember(?:s|ed)?"
    r"|condemn(?:s|ed)?|speaks?|spoke|thinks? of|thought of|characteri[sz]e[sd]?)"
)
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|no longer|hardly|nor|neither|rather than|instead of|far from(?: being)?"
    r"|(?:challeng|reject|refut|dispel)\w+ the (?:notion|idea|myth|view) of|myth of|den(?:y|ies|ied)(?: "
    r"that)?(?: it was)?)"
    r"\s+(?:the\s+|a\s+|an\s+|any\s+|such\s+|some\s+)*(?:\w+\s+)?$"
)
_SUPPOSED = re.compile(
    r"\b(?:would|[Ii]f|should it|cannot|to think that|to (?:build|establish|create|impose)|threat of|danger of)\b"
)
_DENYING = re.compile(
    r"\b(?:cannot|could not|no longer)\s+(?:\w+\s+)*$|\bden(?:y|ies|ied) that\b|\b(?:nobody|no one)\s+\w+\s+that\b",
    re.IGNORECASE,
)
_INTENDED = re.compile(r"(?:supposed|meant|intended|expected|bound|going|to)\s+(?:to\s+)?", re.IGNORECASE)
_CONDITION = re.compile(r"(?:^|\W)(?:if|whether)\s+(?:the\s+)?$", re.IGNORECASE)
_LESS = re.compile(r"(?:less|not so much)\s+(?=an?\s)", re.IGNORECASE)
_PREPOSED = re.compile(
    r"\b(?:with|of|to|for|in|at|from|against|after|before|during|until|since|by|on|about)\s+(?:the\s+)?$", re.IGNORECASE
)
_HEAD_OF = re.compile(
    r"\b(?:experience|essence|nature|character|meaning|result|outcome|fate|lesson|suppression|crushing) of (?:the )?$"
)
_DOCTRINE = re.compile(
    r"\s+of\s+(?:the\s+|a\s+)?(?:proletariat|working|class|peasant|workers|revolutionary|individual|bourgeois|masses)"
)
_LEADING = re.compile(
    r"\b(?P<article>an?|the|this|that|such|his|their|its|our)\s+(?P<adjectives>(?:[\w-]+\s+){0,2})$", re.IGNORECASE
)
_OWNER = re.compile(r"(?:[A-Z][\w-]+['’]s?|[A-Z][\w-]+)\s+$")
_TITLED = re.compile(r"(?:appendix(?: on)?|section [\w.]+|see|in)\s+\"[^\"]*\"", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s+of\s+(?:one|a single|a|the|individual)\s+(?:party|person|leader|clique|minority|mob)\b")
_REGIME = r"(?:regime|state|system|rule|order|dictatorship|autocracy|government)"


@dataclass(frozen=True, slots=True)
class _Hit:
    """One descriptor in clean offsets of its passage."""

    start: int
    end: int
    event: str
    relation: str
    negated: bool
    rule: str


Subject = tuple[int, int, str]
"""Start, end and event of a stretch that names an event or means one."""


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
            said = (u for u in by_block.get(block.block, ()) if u.start <= span.start and span.end <= u.end)
            utterance = next(said, None)
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
        self.noun_pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b(?!['’-])", re.IGNORECASE)
        self.usual = {re.sub(r"^(?:the|our|that) ", "", n): e for n, e in sorted(self.nouns.items())}
        self.regime = self.usual.get("regime", "")
        self.named: list[list[Subject]] = [[] for _ in passages]
        self.others: list[list[Subject]] = [[] for _ in passages]
        by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        starts = sorted((b.start, b.block) for p in passages for b in p.blocks)
        for m in mentions:
            i = by_block[max(s for s in starts if s[0] <= m.start)[1]]
            clean = passages[i].reading.to_clean(m.start - passages[i].start, m.end - passages[i].start)
            of_event = m.kind == "event" and m.entity in events
            (self.named if of_event else self.others)[i].append((clean.start, clean.end, m.entity))

    def find(self, i: int) -> list[_Hit]:
        """Find the descriptors of a passage; of overlapping ones the first pattern's, then the longest."""
        text = self.passages[i].clean
        painted, subjects = self._paint(i, text)
        titles = [m.span() for m in _TITLED.finditer(text)]
        hits: list[_Hit] = []
        topic = ""
        for sentence in self.docs[i].sents:
            start, end = sentence.start_char, sentence.end_char
            inside = [s for s in subjects if start <= s[0] < end]
            found = list(self._sentence(i, painted, start, end, inside, topic))
            hits += found
            topic = _topic(inside, start, found)
        kept: list[_Hit] = []
        for hit in hits:
            if any(s <= hit.start < e for s, e in titles):
                continue
            if all(hit.end <= k.start or k.end <= hit.start for k in kept):
                kept.append(hit)
        return sorted(kept, key=lambda h: h.start)

    def _paint(self, i: int, text: str) -> tuple[str, list[Subject]]:
        """Paint event names and nouns that mean an event over; give them with their events."""
        subjects = list(self.named[i])
        for match in self.noun_pattern.finditer(text) if self.nouns else ():
            if _DOCTRINE.match(text[match.end() :]):
                continue
            if all(match.end() <= s or e <= match.start() for s, e, _ in subjects):
                subjects.append((match.start(), match.end(), self.nouns[match.group().casefold()]))
        painted = list(text)
        for start, end, _ in subjects:
            painted[start:end] = _EVENT * (end - start)
        return "".join(painted), sorted(subjects)

    def _sentence(
        self, i: int, painted: str, start: int, end: int, subjects: Sequence[Subject], topic: str
    ) -> Iterator[_Hit]:
        sentence = painted[start:end]
        yield from self._predicates(sentence, start, subjects, topic)
        yield from self._namings(sentence, start, subjects)
        yield from self._modifiers(sentence, start, subjects)
        yield from self._nouns_of(sentence, start, subjects)
        yield from self._framing(i, sentence, start, subjects)
        yield from self._regimes(sentence, start)

    # ---- patterns --------------------------------------------------------------------------------------------------

    def _predicates(self, sentence: str, offset: int, subjects: Sequence[Subject], topic: str) -> Iterator[_Hit]:
        named = re.compile(
            rf"(?P<event>{_EVENT}+)(?:\s+(?:itself|of \d{{4}}|in \d{{4}}|in "
            rf"\w+))?,?\s+{_BE}{_NOT}{_ADVERB}\s+{_DESCRIPTOR}"
        )
        last = ""
        for match in named.finditer(sentence):
            before = sentence[: match.start()]
            if (_PREPOSED.search(before) and not _HEAD_OF.search(before)) or _CONDITION.search(before):
                continue
            last = _at(subjects, offset + match.start("event"))
            yield from self._coordinated(match, offset, last, "1 predicate, event named")
        pronoun = re.compile(
            rf"(?:^|(?P<clause>[;:—–]|--)\s*)(?P<it>[Ii]t|[Tt]his|[Tt]hey)\s+{_BE}{_NOT}{_ADVERB}\s+{_DESCRIPTOR}"
        )
        for match in pronoun.finditer(sentence):
            here = [s for s in subjects if s[0] < offset + match.start()]
            event = (here[0][2] if len({e for *_, e in here}) == 1 else last) if match["clause"] else topic
            if (
                event
                and not _CLEFT.search(sentence[match.start("it") :])
                and (match["clause"] or match["it"] != "They" or topic)
            ):
                rule = "1 predicate, pronoun for the event of the clause before"
                yield from self._coordinated(match, offset, event, rule, strict=not match["clause"])

    def _coordinated(
        self, match: re.Match[str], offset: int, event: str, rule: str, *, strict: bool = False
    ) -> Iterator[_Hit]:
        """Cut a predicate to its descriptor; *neither A nor B*, *not A but B* and *less A than B* give two."""
        if _INTENDED.match(match["d"]):
            return
        less = _LESS.match(match["d"])
        position = offset + match.start("d") + (less.end() if less else 0)
        parts = re.split(
            r"(\s+nor\s+|,?\s+but\s+|\s+(?:than|as)\s+)" if less else r"(\s+nor\s+|,?\s+but\s+)",
            match["d"][less.end() if less else 0 :],
        )
        denies = bool(less or match["neg"] or _DENYING.search(match.string[: match.start("d")]))
        for k in range(0, len(parts), 2):
            denied = denies and not (k and parts[k - 1].strip(" ,") != "nor")
            cut = self.lexicon.cut(parts[k], nominal_suffices=not strict)
            if event and cut:
                yield _Hit(position + cut[0], position + cut[1], event, "predicate", denied, rule)
            position += len(parts[k]) + (len(parts[k + 1]) if k + 1 < len(parts) else 0)

    def _namings(self, sentence: str, offset: int, subjects: Sequence[Subject]) -> Iterator[_Hit]:
        event_sign = rf"(?P<event>{_EVENT}+)"
        noun_phrase = r"(?P<d>(?:an?|the)\s[^,;:.!?()—–]*)"
        patterns = (
            ("naming", rf"\b{_NAMING}\s+(?:the\s+)?{event_sign}\s+{_DESCRIPTOR}"),
            (
                "naming",
                rf"\b{_AS}\s+(?:of\s+)?(?:only\s+)?(?:the\s+)?{event_sign}\s+(?:merely\s+|simply\s+)?as\s+{_DESCRIPTOR}",
            ),
            ("naming", rf"{event_sign}\s+(?:\w+\s+){{0,3}}?(?:called|termed|labelled|dubbed)\s+{_DESCRIPTOR}"),
            ("naming", rf"{event_sign}\s+(?:\w+\s+){{0,4}}?{_AS}\s+as\s+{noun_phrase}"),
            ("apposition", rf"^\W*{event_sign}(?:\s+\([^)]*\))?:\s+(?P<d>(?i:an?)\s[^,;:.!?()—–]*)"),
            (
                "comparison",
                rf"{event_sign}(?:\s+\w+){{0,3}}?\s+(?:like|resembled|compared (?:to|with))\s+{noun_phrase}",
            ),
        )
        for relation, pattern in patterns:
            for match in re.finditer(pattern, sentence):
                cut = self.lexicon.cut(match["d"], nominal_suffices=True)
                if cut:
                    said = sentence[: match.start("d")]
                    denied = bool(re.search(r"\b(?:not|never|hardly|cannot|no longer)\b[^,;]{0,40}$", said))
                    start, event = offset + match.start("d"), _at(subjects, offset + match.start("event"))
                    rule = {"comparison": "3 comparison", "apposition": "2 list item"}.get(relation, "2 naming")
                    yield _Hit(start + cut[0], start + cut[1], event, relation, denied, rule)
        for match in re.finditer(r"\b(?:notion|idea|myth|picture|legend) of\s+(?P<d>an?\s[^,;:.!?()—–]*)", sentence):
            event = next((e for *_, e in subjects), "")
            cut = self.lexicon.cut(match["d"], nominal_suffices=False)
            if event and cut:
                said = sentence[max(0, match.start() - 30) : match.start("d")]
                denied = bool(re.search(r"\b(?:challeng|reject|refut|dispel|den(?:y|ied)|abandon|myth|legend)", said))
                start = offset + match.start("d")
                yield _Hit(start + cut[0], start + cut[1], event, "naming", denied, "2 naming")

    def _modifiers(self, sentence: str, offset: int, subjects: Sequence[Subject]) -> Iterator[_Hit]:
        for start, _, event in subjects:
            before = sentence[: start - offset]
            words = list(re.finditer(r"[\w-]+", before))
            run: list[re.Match[str]] = []
            for word in reversed(words[-4:]):
                gap = before[word.end() : run[0].start() if run else len(before)]
                if gap.strip(" ,") or not (self.lexicon.judges(word.group()) or (run and word.group() == "and")):
                    break
                run.insert(0, word)
            while run and run[0].group() == "and":
                run.pop(0)
            if run:
                yield _Hit(offset + run[0].start(), offset + run[-1].end(), event, "modifier", False, "4 modifier")
            quoted = re.search(r"[\"'](?P<d>[\w-]+)[\"']\s+$", before)
            if quoted and not run and quoted["d"].casefold() in self.lexicon.adjectives:
                first = offset + quoted.start("d")
                yield _Hit(first, offset + quoted.end("d"), event, "modifier", True, "4 modifier in quotation marks")

    def _nouns_of(self, sentence: str, offset: int, subjects: Sequence[Subject]) -> Iterator[_Hit]:
        pattern = rf"(?P<d>(?:an?\s+)?(?:[\w'-]+\s+)?[\w'-]+)\"?\s+of\s+(?:the\s+)?(?P<event>{_EVENT}+)"
        for match in re.finditer(pattern, sentence):
            words = match["d"].split()
            found = self.lexicon.find(" ".join(words[-2:]))
            event = _at(subjects, offset + match.start("event"))
            if not event or not found or found[-1].part == "adjective" or found[-1].note == "generic":
                continue
            if not re.search(re.escape(found[-1].lemma), match["d"], re.IGNORECASE):
                continue
            start = match.start("d") + match["d"].casefold().rindex(found[-1].lemma.casefold().split()[0])
            while (lead := re.search(r"([\w-]+)\s+$", sentence[:start])) and self.lexicon.judges(lead[1]):
                start = lead.start()
            if article := re.search(r"\b(?:a|an)\s+$", sentence[:start]):
                start = article.start()
            end = offset + match.end("d")
            yield _Hit(offset + start, end, event, "noun", False, "5 noun of the event")

        heady = (
            rf"\b(?P<d>(?P<adj>[\w-]+)\s+(?:days|hours|weeks|months|years|spirit|atmosphere|period|"
            rf"times))\s+of\s+(?:the\s+)?(?P<event>{_EVENT}+)"
        )
        for match in re.finditer(heady, sentence):
            event = _at(subjects, offset + match.start("event"))
            if event and self.lexicon.judges(match["adj"]):
                yield _Hit(
                    offset + match.start("d"), offset + match.end("d"), event, "noun", False, "5 noun of the event"
                )

    def _framing(self, i: int, sentence: str, offset: int, subjects: Sequence[Subject]) -> Iterator[_Hit]:
        text = self.passages[i].clean
        plain = text[offset : offset + len(sentence)]
        for match in self.lexicon.framing.finditer(plain):
            start, end = offset + match.start(), offset + match.end()
            noun = match[1].casefold()
            before = text[offset:start]
            covering = next((s for s in subjects if s[0] <= start and end <= s[1]), None)
            if covering is not None:
                if self._frames_inside(noun, covering, text):
                    denied = bool(_DENIED.search(before))
                    yield _Hit(start, end, covering[2], "noun", denied, "6 framing noun, named by it")
                continue
            leading = _LEADING.search(before)
            adjectives = leading["adjectives"] if leading else ""
            if adjectives and not all(w.casefold() in self.lexicon.adjectives for w in adjectives.split()):
                continue
            many = " " in noun or "-" in noun
            free = re.search(r"\b(?:for|against|of|favour of|preparing|successful|armed)\s+$", before)
            if not (leading or many or free or _OWNER.search(before)) or self._is_anothers(i, start, end, noun):
                continue
            if (
                _DOCTRINE.match(text[end:])
                or (self.lexicon.judge(noun)[0] == "dictatorship" and _SUPPOSED.search(before[-60:]))
                or re.match(r"\s+[a-z]+(?:ism|ness)\b", text[end:])
            ):
                continue
            event, how = self._choose(i, noun, start, offset, sentence, subjects)
            if not event:
                continue
            first = start
            judged = [w for w in adjectives.split() if self.lexicon.judges(w)]
            if leading and leading["article"].casefold() in ("a", "an"):
                first = offset + leading.start("article")
            elif judged and adjectives.split()[-len(judged) :] == judged:
                first = start - len(" ".join(judged)) - 1
            if complement := _COMPLEMENT.match(text[end:]):
                end += complement.end()
            yield _Hit(first, end, event, "noun", bool(_DENIED.search(text[offset:first])), f"6 framing noun, {how}")

    def _regimes(self, sentence: str, offset: int) -> Iterator[_Hit]:
        pattern = (
            rf"\b(?P<article>an?|the|this|that|its|"
            rf"their)\s+(?P<d>(?:\w+ly\s+)?(?P<adj>[\w-]+)(?:\s+and\s+(?P<and>[\w-]+))?)\s+{_REGIME}\b"
        )
        for match in re.finditer(pattern, sentence) if self.regime else ():
            entry = self.lexicon.adjectives.get(match["adj"].casefold())
            if entry is None or entry.note or not entry.polarity or entry.frame == "other":
                continue
            indefinite = match["article"].casefold() in ("a", "an")
            first = offset + (match.start("article") if indefinite else match.start("d"))
            end = offset + (match.end() if indefinite else match.end("d"))
            denied = bool(_DENIED.search(sentence[: match.start()]))
            if not _SUPPOSED.search(sentence[max(0, match.start() - 60) : match.start()]):
                yield _Hit(first, end, self.regime, "noun" if indefinite else "modifier", denied, "7 regime")

    # ---- the choice of the event -----------------------------------------------------------------------------------

    def _frames_inside(self, noun: str, covering: Subject, text: str) -> bool:
        """Say whether a framing noun inside a name judges: the event has a plain name with another head noun."""
        label = self.authority[covering[2]].label.split()
        plain = label[-1].casefold()
        if text[covering[0] : covering[1]].casefold().startswith("the "):
            return noun in self.events[covering[2]].called
        return len(label) > 1 and noun != plain and noun in self.events[covering[2]].called

    def _is_anothers(self, i: int, start: int, end: int, noun: str) -> bool:
        """Say whether a framing noun is somebody's who is no actor of an event that may be called so."""
        actors = {a for e in self.events.values() if noun in e.called for a in e.actors}
        if not actors:
            return False
        text = self.passages[i].clean
        owner = re.search(r"\b[A-Z][\w-]+(?=['’]s?\s+(?:[A-Z]\w+\s+)?$)", text[:start])
        if owner and not any(s <= owner.start() < e for s, e, _ in self.others[i]):
            return True  # somebody whom the authority file lacks
        for s, e, entity in self.others[i]:
            between = text[e:start] if e <= start else text[end:s]
            before = e <= start and re.fullmatch(r"(?:['’]s?)?\s+(?:[A-Z]\w+\s+)?", between)
            after = s >= end and re.fullmatch(r"\s+(?:of|by|in|against)\s+(?:the\s+)?(?:\w+\s+){0,2}", between)
            if (before or after) and entity not in actors:
                return True
        return False

    def _choose(
        self, i: int, noun: str, at: int, offset: int, sentence: str, subjects: Sequence[Subject]
    ) -> tuple[str, str]:
        """Choose the event that a framing noun means, of those that may be called so."""
        fitting = {e.entity for e in self.events.values() if noun in e.called}
        named = [s for s in subjects if s[2] in fitting]
        if named:
            return min(named, key=lambda s: abs(s[0] - at))[2], "event named in the sentence"
        text = self.passages[i].clean[offset : offset + len(sentence)]
        cued = [
            (abs(m.start() + offset - at), e.entity)
            for e in self.events.values()
            if e.entity in fitting
            for c in e.cues
            for m in re.finditer(rf"\b{re.escape(c)}\b", text)
        ]
        if cued:
            return min(cued)[1], "cue in the sentence"
        before = [s for s in self.named[i] if s[1] <= at and s[2] in fitting]
        if before:
            return before[-1][2], "event named before"
        if self.usual.get(noun) in fitting:
            return self.usual[noun], "usual meaning"
        return (min(fitting), "the only event called so") if len(fitting) == 1 else ("", "")


def _topic(subjects: Sequence[Subject], start: int, found: Sequence[_Hit]) -> str:
    """Give the event that a sentence is about: what its predicate told, or the one event near its beginning."""
    told = [h.event for h in found if h.relation == "predicate"]
    if told:
        return told[-1]
    return subjects[0][2] if subjects and len({e for *_, e in subjects}) == 1 and subjects[0][0] - start < 40 else ""


def _at(subjects: Sequence[Subject], position: int) -> str:
    return next((e for s, end, e in subjects if s <= position < end), "")
