"""Voices: whose words each stretch of a document is.

Owns the `Utterance`s and the `Voice`s of a document. In come passages, quotations, names and resolved citations; out
come utterances in order that never overlap and leave out citations, furniture and blank space. Every decision carries
its rule and how sure it is: `certain` (the print says so), `inferred` (a rule of reading), `ambiguous` (kept with the
surrounding voice, or given to nobody by name).

Who speaks a passage (`base_voices`):
    1. the document's author, for running text, headings, lists, abstracts, captions, notes
    2. an extract: the author of the citation line below; in an interview book, the person interviewed, but questions
    3. a speaker label (`NAME: …`) for its paragraph; a label that is a person's name for the list items below it
    4. a block quotation: who is announced before it, else the author of the pages cited at its end
    5. a reader's comment: who signs it
Who speaks a quotation of `SHORTEST` words or more (its parts counted together when only a reporting phrase parts them):
    6. who is named next to it (`attribution`), an *I* being the surrounding voice, *he* or *she* the last speaker
    7. the author of the bracket that closes it, or the person quoted there; "quoted by" never gives the words to the
       quoter
    8. who is announced by the line before, in its place or where it was torn from
    9. a dialogue: paragraphs that are all quotation go back and forth between two speakers
    10. who the sentence before, or the only name in the sentence, tells; the same words quoted elsewhere
Shorter scraps stay with the voice around them, and so do paraphrases and the titles of the document's own sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhkit.attribution import ONE_OF_SEVERAL, Cue, ends_in_reporting, find_cue, is_reporting_phrase
from dhkit.author_names import family_name
from dhkit.base_voices import SPEAKER_LABEL, BaseVoices, Decision, is_contributor
from dhkit.documents import Source
from dhkit.lexicons import KnownWork
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.persons import Persons, same_family
from dhkit.placements import place_quotations
from dhkit.quotations import Quotation
from dhkit.rows import Citation, Utterance, Voice, Work, span_key
from dhkit.speakers import Speakers
from dhkit.text import fold

UNSURE = frozenset(("6 only person", ONE_OF_SEVERAL))
SHORTEST = 8
"""Words in quotation marks that take their own voice; fewer are a scrap."""

_NOTE_MARK = re.compile(r"\[\d{1,3}\]|(?<=[^\d\s][.,;:!?\]\"'])(?P<raised>\d{1,2})(?=\s|$)")
_CROSS_REFERENCE = re.compile(
    r"\b(?:see|appendix(?: on)?|section [\w.]+ of(?: the appendix on)?|discuss(?:ed)? (?:in|this in)|detail "
    r"in|argued? in)"
    r"[\s,(]*$"
)
_ADDRESSED = re.compile(
    r"\b(?:to|asked|told|addressed|answered|questioned)\s+(?:the\s+|a\s+|an\s+)?(?P<who>[\w'’ ]{3,40}?)"
    r"(?=\s+(?:who|which|that|what|beside|near|behind|next|standing|at|in|on|from|with)\b|[.,;:?!]|$)"
)
_PRONOUNS = frozenset("him her them me us you it".split())


def find_utterances(
    source: Source,
    passages: Sequence[Passage],
    quotations: Sequence[Quotation],
    names: Sequence[Sequence[Name]],
    citations: Sequence[Citation],
    works: Sequence[Work],
    *,
    known: Sequence[KnownWork],
    persons: Persons,
) -> tuple[list[Utterance], list[Voice], str]:
    """Give every stretch of a document its voice.

    Args:
        source: the document's description; its author is the base voice.
        passages: of the document, in order.
        quotations: of the document.
        names: the names in each passage.
        citations: of the document, resolved.
        works: that they refer to.
        known: the corpus's list of works, for interview books.
        persons: the authority file.

    Returns:
        One `Utterance` per stretch in one voice, in document order; one `Voice` per voice that speaks or reports; the
        key of the author's voice.
    """
    reader = _Reader(source, passages, quotations, names, citations, works, known, persons)
    utterances = [u for i in range(len(passages)) for u in reader.read(i)]
    spoken = {u.voice for u in utterances} | {u.reporter for u in utterances} | {reader.speakers.author}
    voices = sorted((v for v in reader.speakers.rows.values() if v.voice in spoken), key=lambda v: v.voice)
    return sorted(utterances, key=lambda u: u.start), voices, reader.speakers.author


class _Reader:
    """Reads one document passage by passage, remembering who spoke last and what was quoted."""

    def __init__(
        self,
        source: Source,
        passages: Sequence[Passage],
        quotations: Sequence[Quotation],
        names: Sequence[Sequence[Name]],
        citations: Sequence[Citation],
        works: Sequence[Work],
        known: Sequence[KnownWork],
        persons: Persons,
    ) -> None:
        self.passages, self.names, self.all_quotations = passages, names, quotations
        self.speakers = Speakers(persons, source)
        self.works = {w.work: w for w in works}
        self.quotations: list[list[Quotation]] = [[] for _ in passages]
        for q in quotations:
            self.quotations[q.passage].append(q)
        self.citations: list[list[tuple[int, int, Citation]]] = [[] for _ in passages]
        by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        for c in citations:
            i = by_block[c.block]
            clean = passages[i].reading.to_clean(c.start - passages[i].start, c.end - passages[i].start)
            self.citations[i].append((clean.start, clean.end, c))
        self.bases = BaseVoices(passages, names, self.quotations, self.citations, self.works, known, self.speakers)
        self.places = place_quotations(passages, names)
        notes = (re.match(r"\[?(\d+)", p.clean) for p in passages if p.kind == "footnote")
        self.notes = {m[1] for m in notes if m}
        self.last_speaker = ""
        self.dialogue: tuple[str, str] = ("", "")
        self.group = ""
        self.decided: dict[tuple[int, int], Decision] = {}
        self.quoted: dict[str, Decision] = {}

    def read(self, i: int) -> Iterator[Utterance]:
        """Cut a passage into utterances."""
        base = self.bases.decide(i)
        if base is None:
            return
        if self.passages[i].block.group != self.group:
            self.group, self.dialogue = self.passages[i].block.group, ("", "")
        text = self.passages[i].clean
        own = Decision(self.speakers.author, "speaker label", "certain", "prose")
        owner: list[Decision | None] = [base] * len(text)
        if base.kind == "quotation" and (match := SPEAKER_LABEL.match(text)):
            base = self.bases.label_voice(match["name"], base)
            owner[:] = [own] * match.end() + [base] * (len(text) - match.end())
        elif base.kind == "quotation" and is_contributor(text):
            owner[:] = [replace(own, rule="contributor named in brackets")] * len(text)
        for q, voice in self._quoted(i, base):
            owner[q.start : q.end] = [voice] * (q.end - q.start)
            for mark in (q.start - 1, q.end):
                if 0 <= mark < len(text) and text[mark] in "\"'":
                    owner[mark] = None
        for start, end in self._silent(i):
            owner[start:end] = [None] * (end - start)
        yield from _utterances(self.passages[i], owner)
        if text.endswith(":") and (cue := self.bases.announcement(i)) and cue.name is not None:
            self.last_speaker = self.speakers.named(cue.name)
            self._remember_addressee(i, cue.name.end, self.last_speaker)

    def _silent(self, i: int) -> Iterator[tuple[int, int]]:
        """Yield what nobody speaks: citations, and the marks of notes that the document has."""
        yield from ((start, end) for start, end, _ in self.citations[i])
        for match in _NOTE_MARK.finditer(self.passages[i].clean):
            if match["raised"] is None or match["raised"] in self.notes:
                yield match.span()

    # ---- quotations inside a passage -------------------------------------------------------------------------------

    def _quoted(self, i: int, base: Decision) -> Iterator[tuple[Quotation, Decision]]:
        """Yield the quotations of a passage that take a voice of their own, outer before inner."""
        text, outer = self.passages[i].clean, [q for q in self.quotations[i] if q.depth == 1]
        painted = self.bases.painted(i)
        sizes = _sizes(outer, painted, self.all_quotations, self.passages)
        before = ""
        previous: Quotation | None = None
        for q in outer:
            if previous and any(previous.end <= s < q.start for s, *_ in self.citations[i]):
                before = ""  # who spoke before a citation does not go on after it
            cue = find_cue(q, text, painted, self.names[i])
            goes_on = previous is not None and ends_in_reporting(painted[previous.end + 1 : q.start - 1])
            weak = cue is None or not cue.is_close
            last = self.decided.get((previous.passage, previous.start)) if previous and goes_on and weak else None
            voice = last or self._speaker(i, q, cue, base, before)
            previous = q
            if last is not None:
                self.decided[(q.passage, q.start)] = last
            if voice is not None and voice.voice != base.voice and voice.state != "ambiguous":
                before = voice.voice
            if cue is not None and cue.name is not None and cue.is_close:
                before = self.speakers.named(cue.name)
            if sizes[q] >= SHORTEST and voice is not None:
                yield q, voice
                yield from self._nested(i, q, voice)
        self.last_speaker = before or self.last_speaker

    def _speaker(self, i: int, q: Quotation, cue: Cue | None, base: Decision, before: str) -> Decision | None:
        """Decide who speaks a quotation (rules 6 to 10); None where it stays with the voice around it."""
        same_place = q.first != (q.passage, q.start) and self.places.get(i) == self.places.get(q.first[0])
        if same_place and (first := self.decided.get(q.first)):
            return first
        if _CROSS_REFERENCE.search(self.passages[i].clean[: q.start - 1]):
            return None
        voice = self._decide(i, q, cue, base, before)
        if voice.voice == voice.reporter:  # who quotes himself reports nobody
            voice = replace(voice, reporter=base.reporter, work=base.work)
        words = fold(self.passages[i].clean[q.start : q.end])
        if voice.state == "ambiguous" and (same := self._said_before(words)):
            voice = replace(voice, voice=same.voice, rule="the same words quoted before", state="inferred")
        if not q.closed and voice.state == "certain":
            voice = replace(voice, state="inferred")
        self.decided[(q.passage, q.start)] = voice
        if voice.state != "ambiguous" and voice.voice != base.voice:
            self.quoted[words] = voice
        return voice

    def _decide(self, i: int, q: Quotation, cue: Cue | None, base: Decision, before: str) -> Decision:
        bracket = self._bracket(i, q)
        work = self.works.get(bracket.work) if bracket and not self._of_several(i, bracket) else None
        cited_in = work.work if work else (base.work if base.kind == "quotation" else "")
        report = replace(base, kind="quotation", reporter=base.voice, work=cited_in)
        quoted_by = bracket is not None and self._quoted_by(i, q)
        if cue is not None and cue.name is not None and (cue.is_close or cue.rule[0] in "56"):
            state = "certain" if cue.rule[0] in "12356" and cue.rule not in UNSURE else "inferred"
            return replace(report, voice=self.speakers.named(cue.name), rule=f"quotation: {cue.rule}", state=state)
        if cue is not None and cue.pronoun in ("i", "we"):
            self._remember_addressee(i, q.end, base.voice)
            return replace(base, rule="quotation: I", state="inferred")
        if bracket is not None and bracket.quoted:
            voice = self.speakers.person(bracket.quoted)
            return replace(report, voice=voice, rule="person quoted in the bracket", state="certain")
        is_extract = self.passages[i].block.rule == "block quotation"
        if work is not None and work.authors and not (quoted_by or is_extract or self._quotes_another(i, q, cue, work)):
            sure = bracket is not None and bracket.state == "resolved"
            voice = self.speakers.authors(work)
            return replace(report, voice=voice, rule="author of the bracket", state="certain" if sure else "inferred")
        announced = self._announced(i, q)
        if announced is not None and announced.name is not None:
            voice = self.speakers.named(announced.name)
            if not (quoted_by and work and self._is_author(voice, work)):
                return replace(report, voice=voice, rule="announced before", state="inferred")
        voice = self._pronoun(i, q, cue, base, before)
        if voice and not (quoted_by and work and self._is_author(voice, work)):
            return replace(report, voice=voice, rule="quotation: pronoun", state="inferred")
        if voice := self._dialogue(i, q, base):
            return replace(report, voice=voice, rule="dialogue", state="inferred")
        if cue is not None and cue.name is not None:
            voice = self.speakers.named(cue.name)
            if not (quoted_by and work and self._is_author(voice, work)):
                return replace(report, voice=voice, rule=f"quotation: {cue.rule}", state="inferred")
        if quoted_by or (cue is not None and not cue.pronoun and cue.name is None):
            return replace(
                report, voice=self.speakers.unidentified(), rule="quoted by, speaker not told", state="ambiguous"
            )
        if self._is_own_words(i, q):
            rule = "found in this document's text"
            return replace(report, voice=self.speakers.author, rule=rule, state="certain")
        if before and base.kind != "quotation":
            return replace(report, voice=before, rule="quotation: speaker of the one before", state="inferred")
        return replace(base, rule="quotation, speaker not told", state="ambiguous")

    def _is_author(self, voice: str, work: Work) -> bool:
        family = self.speakers.rows[voice].family
        return any(same_family(family_name(a), family) for a in work.authors.split(";"))

    def _said_before(self, words: str) -> Decision | None:
        """Find a longer or equal quotation that held the same words and whose speaker was told."""
        if len(words.split()) < SHORTEST:
            return None
        return next((voice for said, voice in self.quoted.items() if words in said), None)

    def _announced(self, i: int, q: Quotation) -> Cue | None:
        """Find who is announced before a passage that is all quotation, in its own place or where it was torn from."""
        if self.passages[i].clean[: q.start].strip('" '):
            return None
        if i in self.places:
            return self.bases.announcement(self.places[i])
        j = i - 1
        if (
            self.passages[i].kind == "comment"
        ):  # a line that ends in a colon governs the quotations and sources below it
            while j > 0 and self.passages[j].block.group == self.group and self.passages[j].clean[:1] in '"(':
                j -= 1
        if j >= 0 and self.passages[j].clean.endswith(":"):
            return self.bases.announcement(j)
        return None

    def _bracket(self, i: int, q: Quotation) -> Citation | None:
        """Find the citation that closes a quotation: the next in its passage, or at the end of its parts."""
        after = [c for s, e, c in self.citations[i] if s >= q.end]
        if after:
            return after[0]
        parts = [p for p in self.all_quotations if p.first == q.first and p.passage > i]
        if parts and self.places.get(parts[-1].passage) == self.places.get(i):
            return self._bracket(parts[-1].passage, parts[-1])
        following = i + 1
        if following < len(self.passages) and self.passages[i].kind == self.passages[following].kind == "comment":
            whole = self.citations[following]
            if whole and whole[0][0] <= 1 and whole[0][1] >= len(self.passages[following].clean) - 1:
                return whole[0][2]
        return None

    def _of_several(self, i: int, bracket: Citation) -> bool:
        """Say whether a bracket cites several works: then it does not tell whose words they are."""
        return sum((c.start, c.end) == (bracket.start, bracket.end) for *_, c in self.citations[i]) > 1

    def _quoted_by(self, i: int, q: Quotation) -> bool:
        """Say whether the bracket that closes a quotation reports somebody else's words."""
        for start, end, _ in self.citations[i]:
            if start >= q.end:
                opening = self.passages[i].clean[start:end]
                return bool(
                    re.match(r"\[(?:as\s+)?(?:quoted|cited|contained|reproduced|reported)\s", opening, re.IGNORECASE)
                )
        return False

    def _quotes_another(self, i: int, q: Quotation, cue: Cue | None, work: Work) -> bool:
        """Say whether an author of the bracket's work is said to quote somebody who is not named."""
        if cue is None or cue.name is not None or cue.pronoun:
            return False
        sentence = self.passages[i].clean.rfind(". ", 0, q.start) + 1
        families = {fold(n.surface.split()[-1]) for n in self.names[i] if sentence <= n.start < q.start}
        return any(fold(family_name(a)) in families for a in work.authors.split(";"))

    def _is_own_words(self, i: int, q: Quotation) -> bool:
        """Say whether words that a comment quotes stand in the document's own running text."""
        if self.passages[i].kind != "comment":
            return False
        wanted = fold(self.passages[i].clean[q.start : q.end])
        earlier = (fold(p.clean) for p in self.passages[:i] if p.kind in ("paragraph", "bullet"))
        return len(wanted.split()) >= SHORTEST and any(wanted in text for text in earlier)

    # ---- pronouns and dialogues ------------------------------------------------------------------------------------

    def _pronoun(self, i: int, q: Quotation, cue: Cue | None, base: Decision, before: str) -> str:
        """Give whom *he* or *she* means: who answers in a dialogue, the last speaker, the person named last before."""
        if cue is None or cue.pronoun not in ("he", "she"):
            return ""
        if cue.rule[0] == "1" and (answer := self._answer(i, base)):
            return answer
        outer = self.quotations[i]
        people = [
            n
            for n in self.names[i]
            if n.kind == "person" and n.end <= q.start and not any(o.start <= n.start < o.end for o in outer)
        ]
        return before or (self.speakers.named(people[-1]) if people else "") or self.last_speaker

    def _remember_addressee(self, i: int, start: int, speaker: str) -> None:
        """Remember whom *I said to …* or *X shouted to …* addresses: the other voice of the dialogue."""
        match = _ADDRESSED.search(self.passages[i].clean[start : start + 120])
        if not match or match["who"].casefold() in _PRONOUNS:
            return
        inside = range(start + match.start("who"), start + match.end("who"))
        name = next((n for n in self.names[i] if n.start in inside and n.kind == "person"), None)
        other = self.speakers.named(name) if name else self.speakers.described(match["who"].strip())
        self.dialogue = (speaker, other)

    def _dialogue(self, i: int, q: Quotation, base: Decision) -> str:
        """Give the other speaker of a dialogue, where a paragraph is all quotation or says *was the answer*."""
        one, other = self.dialogue
        if not one or base.kind != "quotation" or not self._follows(i):
            return ""
        text = self.passages[i].clean
        rest = (text[: max(0, q.start - 1)] + text[q.end + 1 :]).strip()
        if re.match(r",?\s*(?:was|came|is) (?:the|his|her) (?:answer|reply|response)", rest):
            return other
        if _NOTE_MARK.sub("", rest).strip():
            return ""
        return one if self._spoke(i - 1) == other else other

    def _answer(self, i: int, base: Decision) -> str:
        """Give who answers: the one addressed in the paragraph before, where *she answered* follows at once."""
        one, other = self.dialogue
        if not one or base.kind != "quotation" or not self._follows(i):
            return ""
        return {one: other, other: one}.get(self._spoke(i - 1), "")

    def _follows(self, i: int) -> bool:
        return i > 0 and self.passages[i - 1].block.group == self.passages[i].block.group

    def _spoke(self, i: int) -> str:
        """Give who spoke the last quotation of a passage."""
        spoken = [v.voice for (passage, _), v in self.decided.items() if passage == i]
        return spoken[-1] if spoken else ""

    def _nested(self, i: int, outer: Quotation, voice: Decision) -> Iterator[tuple[Quotation, Decision]]:
        """Cut quotations in the quotation out of it, where the text around them names a speaker."""
        text = self.passages[i].clean
        for q in self.quotations[i]:
            inside = q.depth == outer.depth + 1 and outer.start <= q.start and q.end <= outer.end
            if inside and q.words(self.passages) >= SHORTEST:
                painted = self.bases.painted(i, depth=q.depth)
                cue = find_cue(q, text[: outer.end], painted[: outer.end], self.names[i])
                if cue is not None and cue.name is not None and (cue.is_close or cue.rule[0] == "5"):
                    rule = f"nested quotation: {cue.rule}"
                    speaker = self.speakers.named(cue.name)
                    yield q, replace(voice, voice=speaker, rule=rule, state="inferred", reporter=voice.voice)


def _utterances(passage: Passage, owner: Sequence[Decision | None]) -> Iterator[Utterance]:
    """Make an utterance of each run of one decision, cut at blocks, without marks and blanks at its ends."""
    position = 0
    while position < len(owner):
        voice, start = owner[position], position
        while position < len(owner) and owner[position] is voice:
            position += 1
        piece = passage.clean[start:position]
        if voice is None or not re.search(r"\w", piece):
            continue
        left = len(piece) - len(piece.lstrip(" \"',.;:)"))
        right = len(piece.rstrip(" \"'"))
        for block, span in passage.spans(start + left, start + right):
            text = passage.reading.source[span.start - passage.start : span.end - passage.start]
            first = span.start + len(text) - len(text.lstrip())
            last = span.end - (len(text) - len(text.rstrip()))
            if first < last:
                yield Utterance(
                    utterance=span_key(block.document, first, last),
                    document=block.document,
                    block=block.block,
                    start=first,
                    end=last,
                    voice=voice.voice,
                    reporter=voice.reporter,
                    reporter_work=voice.work,
                    kind=voice.kind,
                    rule=voice.rule,
                    state=voice.state,
                )


def _sizes(
    outer: Sequence[Quotation], painted: str, everything: Sequence[Quotation], passages: Sequence[Passage]
) -> dict[Quotation, int]:
    """Count the words of each quotation with those of the parts that only a reporting phrase separates from it."""
    sizes: dict[Quotation, int] = {}
    run: list[Quotation] = []
    for q in outer:
        gap = painted[run[-1].end + 1 : q.start - 1] if run else ""
        if run and not _is_reporting_gap(gap):
            run = []
        run.append(q)
        total = sum(p.words(passages) for p in run)
        sizes.update(dict.fromkeys(run, total))
    for q in outer:
        parts = [p for p in everything if p.first == q.first]
        if len(parts) > 1:
            sizes[q] = max(sizes[q], sum(p.words(passages) for p in parts))
    return sizes


def _is_reporting_gap(gap: str) -> bool:
    """Say whether nothing, or only a reporting phrase, stands between two quotations of one sentence."""
    return not gap.strip(" ,;:.…–—-") or is_reporting_phrase(gap)
