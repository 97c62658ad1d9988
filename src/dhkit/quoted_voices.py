"""Quoted voices: who speaks what stands in quotation marks, and which quotations take a voice of their own.

Owns rules 6 to 10 of `voices`. In come the passages of a document with their names, quotations and citations, out come
for each passage the quotations that take their own voice, each with a `Decision`. What a passage is before anything is
quoted in it is `base_voices`; the words around a quotation are `attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhkit.announcements import Announcements
from dhkit.attribution import INDEFINITE, INSIDE, ONE_OF_SEVERAL, Cue, find_cue
from dhkit.author_names import family_name
from dhkit.base_voices import BaseVoices, Decision
from dhkit.broken_quotations import BrokenQuotations, is_broken
from dhkit.clauses import SENTENCE_END, ends_in_reporting
from dhkit.descriptions import is_person_noun
from dhkit.dialogues import Dialogue
from dhkit.echoes import Echoes
from dhkit.lexicons import common_words
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.persons import same_family
from dhkit.pronouns import Pronouns
from dhkit.quotations import Quotation, by_passage
from dhkit.roles import Roles
from dhkit.rows import Citation, Work
from dhkit.signed_words import SignedWords
from dhkit.sources import Sources
from dhkit.text import fold

SHORTEST = 8
"""Words in quotation marks that take their own voice; fewer are a scrap."""

NOT_TOLD = "quotation, speaker not told"
_UNSURE = frozenset(("6 only person", ONE_OF_SEVERAL, "2 described", INSIDE))
_CROSS_REFERENCE = re.compile(
    r"(?:(?<!would )(?<!will )(?<!could )(?<!to )(?<!not )\b[Ss]ee|\bappendix(?: on)?|"
    r"\bsection (?:on|[\w.]+ of(?: the appendix on)?)|\bdiscuss(?:ed)? (?:in|this in)|\bdetail in|\bargued? in)[\s,(]*$"
)
# *Moreover, "…"* goes on with who spoke before.
_GOES_ON = re.compile(
    r"[^\w\ue000-\ue004]*(?:(?:moreover|further|furthermore|also|again|then|thus|hence|elsewhere|later|finally|indeed|similarly|"
    r"in addition|in other words|and|or|but|yet|so|they|were|was|for)\b[^\w\ue000-\ue004]*){1,4}$",
    re.IGNORECASE,
)


class QuotedVoices:
    """Decides who speaks the quotations of one document, remembering who spoke last and what was quoted."""

    def __init__(
        self,
        passages: Sequence[Passage],
        names: Sequence[Sequence[Name]],
        quotations: Sequence[Quotation],
        works: dict[str, Work],
        bases: BaseVoices,
        sources: Sources,
    ) -> None:
        """Take the document's passages with what is in each, and the base voices."""
        self.passages, self.names = passages, names
        self.works, self.bases, self.sources, self.speakers = works, bases, sources, bases.speakers
        self.quotations = by_passage(quotations, len(passages))
        self.places = sources.places
        self.dialogue = Dialogue(passages, names, self.speakers)
        self.roles = Roles(passages, names)
        self.signed = SignedWords(passages, self.quotations, sources)
        self.broken = BrokenQuotations(passages, sources)
        self.pronouns = Pronouns(passages, names, self.quotations, bases, self.dialogue, self.roles)
        self.announcements = Announcements(passages, names, bases, sources.places)
        self.last_speaker = ""
        self.decided: dict[tuple[int, int], Decision] = {}
        self.quoted: Echoes[Decision] = Echoes()

    def find(self, i: int, base: Decision, *, label: int = 0) -> Iterator[tuple[Quotation, Decision]]:
        """Yield the quotations of a passage that take a voice of their own, outer before inner.

        Args:
            i: the passage.
            base: its base voice.
            label: where a speaker label at its head ends; words quoted right behind it are the labelled speaker's.
        """
        if self.passages[i].kind in ("extract", "chronology") and self.passages[i].block.group != self.dialogue.group:
            self.last_speaker = ""  # in another book *he* is somebody else
        self.dialogue.enter(i)
        outer = [q for q in self.quotations[i] if q.depth == 1]
        voices = self._decide_in_order(i, base, outer, label)
        for q, size in self.broken.sizes(outer, _keys(voices), self.bases.painted(i)).items():
            voice = voices[q]
            if size >= SHORTEST and voice is not None:
                yield q, voice
                yield from self._nested(i, q, voice)

    def announce(self, i: int) -> None:
        """Remember who is announced at the end of a passage, and to whom he speaks."""
        cue = self.announcements.of_line(i)
        if cue is not None and cue.name is not None:
            self.last_speaker = self.speakers.named(cue.name)
            self.dialogue.remember_addressee(i, cue.name.end, self.last_speaker)

    def _decide_in_order(
        self, i: int, base: Decision, outer: Sequence[Quotation], label: int
    ) -> dict[Quotation, Decision | None]:
        text, painted = self.passages[i].clean, self.bases.painted(i)
        voices: dict[Quotation, Decision | None] = {}
        before = ""
        previous: Quotation | None = None
        for q in outer:
            if label and not text[label : q.start - 1].strip():
                voices[q] = None  # FESK: "Did he?"
                continue
            if base.rule.endswith(", signed") and not (text[: q.start - 1] + text[q.end + 1 :]).strip(" _"):
                voices[q] = None  # each paragraph of a letter may stand in quotation marks
                continue
            if previous and any(previous.end <= s < q.start for s, *_ in self.sources.inside[i]):
                before = ""  # who spoke before a citation does not go on after it
            cue = find_cue(q, text, painted, self.names[i])
            goes_on = previous is not None and (
                ends_in_reporting(painted[previous.end + 1 : q.start - 1]) or is_broken(text, painted, previous, q)
            )
            weak = cue is None or not cue.is_close
            last = self.decided.get((previous.passage, previous.start)) if previous and goes_on and weak else None
            voice = last or self._speaker(i, q, cue, base, before)
            voices[q] = voice
            previous = q
            if last is not None:
                self.decided[(q.passage, q.start)] = last
            if voice is not None and voice.voice != base.voice and voice.state != "ambiguous":
                before = voice.voice
            if cue is not None and cue.name is not None and cue.is_close:
                before = self.speakers.named(cue.name)
            if voice is not None:
                self.dialogue.hear(i, q, voice.voice)
        self.last_speaker = before or self.last_speaker
        return voices

    def _speaker(self, i: int, q: Quotation, cue: Cue | None, base: Decision, before: str) -> Decision | None:
        """Decide who speaks a quotation (rules 6 to 10); None where it stays with the voice around it."""
        same_place = q.first != (q.passage, q.start) and self.places.get(i) == self.places.get(q.first[0])
        if same_place and (first := self.decided.get(q.first)):
            return first
        if _CROSS_REFERENCE.search(self.passages[i].clean[: q.start - 1]):
            return None
        words = fold(self.passages[i].clean[q.start : q.end])
        voice = self._decide(i, q, cue, base, before)
        if (voice.state == "ambiguous" or voice.rule == "author of the bracket") and (
            same := self.quoted.find(words, SHORTEST)
        ):
            rule = "the same words quoted before"
            voice = replace(self._report(i, q, base), voice=same.voice, rule=rule, state="inferred")
        if voice.voice == voice.reporter:  # who quotes himself reports nobody
            voice = replace(voice, reporter=base.reporter, work=base.work)
        if not q.closed and voice.state == "certain":
            voice = replace(voice, state="inferred")
        self.decided[(q.passage, q.start)] = voice
        if voice.state != "ambiguous" and voice.voice != base.voice:
            self.quoted.hear(words, voice)
        return voice

    def _report(self, i: int, q: Quotation, base: Decision) -> Decision:
        """Make the decision of somebody's reported words, its voice still open."""
        work = self._work(i, q)
        cited = work.work if work else (base.work if base.kind == "quotation" else "")
        return replace(base, kind="quotation", reporter=base.voice, work=cited)

    def _work(self, i: int, q: Quotation) -> Work | None:
        """Give the work of the citation that closes a quotation; a bracket of several works tells none."""
        citation = self.sources.closing(i, q)
        return self.works.get(citation.work) if citation and not self.sources.is_of_several(citation) else None

    def _decide(self, i: int, q: Quotation, cue: Cue | None, base: Decision, before: str) -> Decision:
        if cue is not None and cue.pronoun and cue.rule.startswith("8 subject") and not self.bases.hands.is_book:
            cue = None  # a sentence that opens with *He* leads to his words in a tale only
        bracket, work = self.sources.closing(i, q), self._work(i, q)
        report = self._report(i, q, base)
        quoted_by = self.sources.is_quoted_by(i, q)
        if cue is not None and cue.name is not None and (cue.is_close or cue.rule[0] in "56"):
            state = "certain" if cue.rule[0] in "12356" and cue.rule not in _UNSURE else "inferred"
            voice = self._joint_voice(cue, work) or self.speakers.named(cue.name)
            if cue.rule[0] == "1":
                self.dialogue.remember_addressee(i, q.end, voice)
            return replace(report, voice=voice, rule=f"quotation: {cue.rule}", state=state)
        if cue is not None and cue.pronoun in ("i", "we"):
            self.dialogue.remember_addressee(i, max(0, q.start - 120), base.voice, before=q.start)
            self.dialogue.remember_addressee(i, q.end, base.voice)
            return replace(base, rule="quotation: I", state="inferred")
        if bracket is not None and bracket.quoted:
            voice = self.speakers.person(bracket.quoted)
            return replace(report, voice=voice, rule="person quoted in the bracket", state="certain")
        if cue is not None and cue.description is not None and (voice := self._by_role(i, q, cue)):
            return replace(report, voice=voice, rule="told by office or relation", state="inferred")
        if cue is not None and (voice := self._by_epithet(i, q, cue)):
            return replace(report, voice=voice, rule="told by an epithet", state="inferred")
        if cue is not None and cue.description is not None and not (work and cue.description.sort == "scholar"):
            return self._described(cue, report)
        taken = self.announcements.extract(i, q) if cue is None or not cue.is_close else None
        if taken is not None and taken.name is not None:
            return replace(report, voice=self.speakers.named(taken.name), rule="announced before", state="inferred")
        if (cue is None or not cue.is_close) and (name := self.sources.behind_dash(i, q, self.names)):
            return replace(report, voice=self.speakers.person(name), rule="source behind a dash", state="inferred")
        if before and self._goes_on(i, q):
            return replace(report, voice=before, rule="quotation: speaker of the one before", state="inferred")
        is_extract = self.passages[i].block.rule == "block quotation"
        indefinite = cue is not None and cue.rule == INDEFINITE
        if (
            work is not None
            and work.authors
            and not (quoted_by or is_extract or indefinite or self._quotes_another(i, q, cue, work))
        ):
            voice = self.speakers.authors(work)
            sure = bracket is not None and bracket.state == "resolved" and self._is_covered(i, q, bracket)
            return replace(report, voice=voice, rule="author of the bracket", state="certain" if sure else "inferred")
        return self._decide_from_afar(i, q, cue, base, before, report, quoted_by=quoted_by, work=work)

    def _joint_voice(self, cue: Cue, work: Work | None) -> str:
        """Give the voice of all authors of a cited work, where the words before name them together.

        A family name alone means all who have it (*the Fesk brothers*); *Fesk and Kadran argue* means both.
        """
        authors = [a.strip() for a in work.authors.split(";")] if work else []
        if work is None or cue.name is None or len(authors) < 2:
            return ""
        families = {fold(family_name(a)) for a in authors}
        name = cue.name.surface if len(families) == 1 else cue.name.surface.split()[-1]
        together = len(families) == 1 or cue.rule == ONE_OF_SEVERAL
        return self.speakers.authors(work) if together and any(same_family(name, f) for f in families) else ""

    def _decide_from_afar(
        self,
        i: int,
        q: Quotation,
        cue: Cue | None,
        base: Decision,
        before: str,
        report: Decision,
        *,
        quoted_by: bool,
        work: Work | None,
    ) -> Decision:
        """Decide by what stands further off: an announcement, a pronoun, a dialogue, the only name."""

        def may_speak(voice: str) -> bool:
            return bool(voice) and not (quoted_by and work and self._is_author(voice, work))

        if self.bases.hands.is_book and (name := self.signed.signature(i, q)):
            return replace(report, voice=self.speakers.person(name), rule="signed below", state="inferred")
        announced = self.announcements.find(i, q, self.dialogue.group)
        if announced is not None and (voice := self._by_announcement(i, announced)) and may_speak(voice):
            return replace(report, voice=voice, rule="announced before", state="inferred")
        if may_speak(voice := self.pronouns.find(i, q, cue, before, self.last_speaker)):
            return replace(report, voice=voice, rule="quotation: pronoun", state="inferred")
        if voice := self.dialogue.other(i, q):
            return replace(report, voice=voice, rule="dialogue", state="inferred")
        if cue is not None and cue.name is not None and may_speak(voice := self.speakers.named(cue.name)):
            return replace(report, voice=voice, rule=f"quotation: {cue.rule}", state="inferred")
        if announced is not None and announced.description is not None:
            return self._described(announced, report)
        other_sex = cue is not None and bool(before) and not self.pronouns.may_mean(before, cue)
        goes_on = bool(before) and base.kind != "quotation" and not other_sex and not self._announces_unknown(i, q)
        goes_on = goes_on and not (self.bases.hands.is_book and self._names_another(i, q, before))
        if quoted_by and goes_on and may_speak(before) and cue is None:
            return replace(report, voice=before, rule="quotation: speaker of the one before", state="inferred")
        if quoted_by or (cue is not None and cue.is_nobody):
            nobody = self.speakers.unidentified()
            return replace(report, voice=nobody, rule="quoted by, speaker not told", state="ambiguous")
        if self._is_own_words(i, q):
            rule = "found in this document's text"
            return replace(report, voice=self.speakers.author, rule=rule, state="certain")
        if goes_on:
            return replace(report, voice=before, rule="quotation: speaker of the one before", state="inferred")
        if cue is None and (above := self._goes_on_below(i, q, base)):
            return replace(report, voice=above, rule="goes on with the words above", state="inferred")
        return replace(base, rule=NOT_TOLD, state="ambiguous")

    def _by_announcement(self, i: int, cue: Cue) -> str:
        """Give the voice that a line before a quotation announces, by name or pronoun, or by an office told before."""
        if cue.name is not None:
            return self.speakers.named(cue.name)
        j = self.announcements.line_before(i)
        end = len(self.passages[j].clean)
        if cue.pronoun in ("he", "she"):
            return self.pronouns.find(j, Quotation(j, end, end, 1, (j, end)), cue, "", self.last_speaker)
        if cue.description is not None:
            return self._by_role(j, Quotation(j, end, end, 1, (j, end)), cue)
        return ""

    def _by_role(self, i: int, q: Quotation, cue: Cue) -> str:
        """Give the person last named by the word that describes a speaker: *the Minister replied*."""
        if cue.description is None or not cue.description.definite:
            return ""
        position = cue.position if cue.position >= 0 else q.start
        noun = cue.description.label.split()[-1]
        if noun in ("latter", "former"):
            return self._of_two(i, position, noun)
        if noun == "Majesty":
            noun = "queen" if self.passages[i].clean[cue.position :][:4].casefold() == "her " else "king"
        name = self.roles.find(i, position, noun)
        return self.speakers.named(name) if name else ""

    def _of_two(self, i: int, position: int, which: str) -> str:
        """Give the person named last before *the latter*, or the one named before him, for *the former*."""
        voices = [self.speakers.named(n) for n in self.names[i] if n.kind == "person" and n.end <= position]
        two = list(dict.fromkeys(reversed(voices)))[:2]
        return two[0] if two and which == "latter" else (two[1] if len(two) > 1 else "")

    def _by_epithet(self, i: int, q: Quotation, cue: Cue) -> str:
        """Give the person named last before a byname that is no office: *"…," exclaimed the great Deliverer*."""
        told = cue.description
        if told is None or not told.definite or told.sort != "person" or not self.bases.hands.is_book:
            return ""
        byname = told.label.split()[-1]
        if not byname[:1].isupper() or is_person_noun(byname):
            return ""
        quoted = [(o.start, o.end) for o in self.quotations[i]]
        people = [n for n in self.names[i] if n.kind == "person" and n.end < q.start]
        people = [n for n in people if not any(s <= n.start < e for s, e in quoted)]
        return self.speakers.named(people[-1]) if people else ""

    def _described(self, cue: Cue, report: Decision) -> Decision:
        """Give the voice of a speaker who is described; of a writing nobody knows who speaks, nor of a scholar."""
        if cue.description is None or cue.description.sort in ("text", "scholar"):
            return replace(
                report, voice=self.speakers.unidentified(), rule="a writing, author not told", state="ambiguous"
            )
        if cue.description.sort == "named":
            voice = self.speakers.body(cue.description.label)
            return replace(report, voice=voice, rule=f"quotation: {cue.rule}", state="certain")
        voice = self.speakers.described(cue.description.label)
        return replace(report, voice=voice, rule="speaker described, not named", state="inferred")

    def _goes_on(self, i: int, q: Quotation) -> bool:
        """Say whether only words like *Moreover* stand between the sentence before and a quotation."""
        lead = self.bases.painted(i)[: q.start - 1]
        start = max((m.end() for m in SENTENCE_END.finditer(lead + "A")), default=0)
        return bool(lead[start:].strip()) and bool(_GOES_ON.fullmatch(lead[start:]))

    def _goes_on_below(self, i: int, q: Quotation, base: Decision) -> str:
        """Give whose words above a paragraph goes on with, that is all quotation."""
        last = self.signed.above(i, q, self.announcements.line_before(i)) if self.bases.hands.is_book else None
        told = self.decided.get((last.passage, last.start)) if last is not None else None
        return told.voice if told is not None and told.voice != base.voice and told.state != "ambiguous" else ""

    def _announces_unknown(self, i: int, q: Quotation) -> bool:
        """Say whether the sentence that leads to a quotation begins with somebody in no list: *N frowned: "…"*."""
        lead = self.bases.painted(i)[: q.start - 1]
        start = max((m.end() for m in SENTENCE_END.finditer(lead + "A")), default=0)
        opening = re.match(r"[^\w\ue000-\ue004]*([A-ZÀ-Þ][\w’'-]+) [a-zß-ÿ]", lead[start:])
        if opening is None or not lead.rstrip(" —–-").endswith(":"):
            return False
        return opening[1].casefold() not in common_words()

    def _names_another(self, i: int, q: Quotation, before: str) -> bool:
        """Say whether somebody else is named since the quotation before: then its speaker need not go on."""
        ends = [o.end for o in self.quotations[i] if o.end < q.start]
        since = [n for n in self.names[i] if n.kind == "person" and max(ends, default=0) <= n.start < q.start]
        return any(self.speakers.named(n) != before for n in since)

    def _is_covered(self, i: int, q: Quotation, bracket: Citation) -> bool:
        """Say whether a bracket plainly closes a quotation: it is the last before it, or there is a page for each."""
        marks = [o for o in self.quotations[i] if o.depth == 1 and o.start > q.end]
        place = next((s for s, _, c in self.sources.inside[i] if c is bracket), None)
        if place is None:  # the source stands in a note
            place = next((m.start() for m in self.sources.note_marks(i) if m.start() > q.end), None)
        between = [o for o in marks if place is not None and o.start < place]
        if not between:
            return True
        gap = self.bases.painted(i)[q.end + 1 : place]
        return len(between) < len(bracket.pages.split(",")) or not SENTENCE_END.search(gap[:-1])

    def _is_author(self, voice: str, work: Work) -> bool:
        family = self.speakers.rows[voice].family
        return any(same_family(family_name(a), family) for a in work.authors.split(";"))

    def _quotes_another(self, i: int, q: Quotation, cue: Cue | None, work: Work) -> bool:
        """Say whether an author of the bracket's work is said to quote somebody who is not named."""
        if cue is None or not cue.is_nobody:
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

    def _nested(self, i: int, outer: Quotation, voice: Decision) -> Iterator[tuple[Quotation, Decision]]:
        """Cut longer quotations in a quotation out of it: whose they are the words around them tell, or nobody does."""
        text = self.passages[i].clean
        inner = [
            q
            for q in self.quotations[i]
            if q.depth == outer.depth + 1 and outer.start <= q.start and q.end <= outer.end
        ]
        if not inner:
            return
        painted = self.bases.painted(i, depth=outer.depth + 1)[: outer.end]
        # The marks around the outer quotation would part its first sentence from the clause that reports the inner one.
        cues = {q: find_cue(q, text[: outer.end], painted, self.names[i]) for q in inner}
        voices: dict[Quotation, Decision | None] = {}
        previous: Quotation | None = None
        for q in inner:
            cue = cues[q]
            weak = cue is None or not cue.is_close
            if previous is not None and weak and is_broken(text, painted, previous, q):
                voices[q] = voices[previous]  # '…,' said the mayor, '…'
                continue
            previous = q
            name = cue.name if cue is not None else None
            if cue is not None and cue.pronoun in ("he", "she"):  # *N campaigned: its '…' was useless, he claimed*
                people = [n for n in self.names[i] if n.kind == "person" and outer.start <= n.start < q.start]
                name = people[-1] if people else None
            if cue is not None and name is not None and self.speakers.named(name) != voice.voice:
                said = replace(voice, voice=self.speakers.named(name), reporter=voice.voice, state="inferred")
                voices[q] = replace(said, rule=f"nested quotation: {cue.rule}")
            elif cue is not None and cue.description is not None and cue.description.sort in ("person", "body"):
                said = replace(voice, voice=self.speakers.described(cue.description.label), reporter=voice.voice)
                voices[q] = replace(said, rule="nested quotation: speaker described", state="inferred")
            else:
                voices[q] = replace(voice, rule="nested quotation, speaker not told", state="ambiguous")
        for q, size in self.broken.sizes(inner, _keys(voices), painted).items():
            if size >= SHORTEST and (decided := voices[q]) is not None:
                yield q, decided


def _keys(voices: dict[Quotation, Decision | None]) -> dict[Quotation, str]:
    return {q: decision.voice if decision else "" for q, decision in voices.items()}
