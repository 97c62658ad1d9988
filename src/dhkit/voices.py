"""Voices: whose words each stretch of a document is.

Owns the `Utterance`s and the `Voice`s of a document. In come passages, quotations, names and resolved citations; out
come utterances in order that never overlap and leave out citations, furniture and blank space. Every decision carries
its rule and how sure it is: `certain` (the print says so), `inferred` (a rule of reading), `ambiguous` (kept with the
surrounding voice, or given to nobody by name).

Who speaks a passage (its base voice):
    1. the document's author, for running text, headings, lists, abstracts, captions, notes
    2. an extract: the author of the citation line below; in an interview book, the person interviewed
    3. a speaker label (`NAME: …`) for its paragraph; a label that is a person's name for the list items below it
    4. a block quotation: who is announced before it, else the author of the pages cited at its end
    5. a reader's comment: who signs it
Who speaks a quotation of `SHORTEST` words or more (its parts counted together when only a reporting phrase parts them):
    6. who is named next to it (`attribution`), an *I* being the surrounding voice, *he* or *she* the last speaker
    7. a dialogue: paragraphs that are all quotation go back and forth between two speakers
    8. the author of the bracket that closes it, or the person quoted there; "quoted by" never gives the words to the
       quoter
    9. whoever the announcement or the sentence names alone
Shorter scraps stay with the voice around them, and so do paraphrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dhkit.attribution import Cue, Name, find_announcement, find_cue, is_reporting_phrase, paint
from dhkit.documents import Source
from dhkit.lexicons import KnownWork
from dhkit.passages import Passage
from dhkit.persons import Persons
from dhkit.placements import place_quotations
from dhkit.quotations import Quotation
from dhkit.references import family_name, invert_name, is_person_name
from dhkit.rows import Citation, Utterance, Voice, Work, span_key
from dhkit.text import fold, slug
from dhkit.works import same_title

SHORTEST = 8  # words in quotation marks that take their own voice; fewer are a scrap
UNIDENTIFIED = "unidentified"

_KINDS = {
    "title": "heading",
    "heading": "heading",
    "paragraph": "prose",
    "bullet": "list",
    "label": "list",
    "extract": "quotation",
    "chronology": "quotation",
    "abstract": "abstract",
    "keywords": "abstract",
    "caption": "caption",
    "footnote": "footnote",
    "comment": "comment",
    "signature": "comment",
}
"""Kind of block → how the words of its base voice are set; other blocks have no voice."""
_SPEAKER_LABEL = re.compile(r"(?P<name>[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]+(?:,? [A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]*){0,2}):\s+")
_CONTRIBUTOR = re.compile(r"\((?P<name>[^()]{4,40}?)(?:['’]s comments? only)?\)$")
_NOTE_MARK = re.compile(r"\[\d{1,3}\]|(?<=[.,;:!?\]\"'])\d{1,2}(?=\s|$)")
_BETWEEN_PARTS = re.compile(r"[\s,;:.–—-]*(?:(?:and|but|that|then|as)\s)?[^\"]{0,60}$")
_ADDRESSED = re.compile(
    r"\b(?:to|asked|told|addressed|answered|questioned)\s+(?:the\s+|a\s+|an\s+)?(?P<who>[\w'’ "
    r"]{3,40}?)(?=\s+(?:who|which|that|what|beside|near|behind|next|standing|at|in|on|from|with)\b|[.,;:?!]|"
    r"$)"
)


@dataclass(frozen=True, slots=True)
class _Voice:
    """A decision: whose words, by which rule, how sure, reported by whom in which work."""

    voice: str
    rule: str
    state: str
    kind: str
    reporter: str = ""
    work: str = ""


class _Speakers:
    """The voices met in a document, one key per person or body."""

    def __init__(self, persons: Persons, source: Source) -> None:
        self.persons = persons
        self.rows: dict[str, Voice] = {}
        self.author = self._put(_author_voice(source, persons))

    def _put(self, voice: Voice) -> str:
        self.rows.setdefault(voice.voice, voice)
        return voice.voice

    def unidentified(self) -> str:
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
        return self._entry(entry.entity) if entry else self.person(name.surface)

    def _entry(self, entity: str) -> str:
        entry = self.persons.get(entity)
        assert entry is not None  # called with keys of the authority file only
        family = entry.family or (entry.label.partition(",")[0])
        return self._put(Voice(voice=entity, name=entry.label, family=family, role=entry.role, wikidata=entry.wikidata))

    def person(self, name: str) -> str:
        """Give the voice of a person or body by name, in either order."""
        name = " ".join(name.split()).strip(" .,:")
        entry = self.persons.find(name)
        if entry is not None:
            return self._entry(entry.entity)
        known = [
            v
            for v in self.rows.values()
            if fold(v.family) == fold(family_name(name)) and "," not in name and " " not in name
        ]
        if len(known) == 1:
            return known[0].voice
        label = invert_name(name) if is_person_name(name) else name
        return self._put(Voice(voice=slug(label) or UNIDENTIFIED, name=label, family=family_name(label)))

    def unnamed(self, description: str) -> str:
        """Give the voice of a person who is described, not named (*the hotel porter*)."""
        words = description.split()[-2:] if len(description.split()) > 2 else description.split()
        label = " ".join(words)
        return self._put(
            Voice(
                voice=slug(label) or UNIDENTIFIED,
                name=f"[{label}]",
                family=label[:1].upper() + label[1:],
                role="described, not named, by who reports",
            )
        )

    def authors(self, work: Work) -> str:
        """Give the voice of a work's authors; two authors are one voice of both names."""
        names = [a.strip() for a in work.authors.split(";") if a.strip()]
        if len(names) == 1:
            return self.person(names[0])
        families = [family_name(n) for n in names]
        return self._put(Voice(voice=slug(" ".join(families)), name="; ".join(names), family=" & ".join(families)))


def _author_voice(source: Source, persons: Persons) -> Voice:
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
        return Voice(
            voice=entry.entity,
            name=entry.label,
            family=entry.family or entry.label.partition(",")[0],
            role=entry.role,
            wikidata=entry.wikidata,
        )
    return Voice(voice=source.voice, name=source.author, family=family_name(source.author), role="author of a document")


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
    """Reads one document passage by passage, remembering who spoke last."""

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
        self.source, self.passages, self.names, self.known = source, passages, names, known
        self.speakers = _Speakers(persons, source)
        self.works = {w.work: w for w in works}
        self.quotations: list[list[Quotation]] = [[] for _ in passages]
        for q in quotations:
            self.quotations[q.passage].append(q)
        self.all_quotations = quotations
        self.citations: list[list[tuple[int, int, Citation]]] = [[] for _ in passages]
        by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        for c in citations:
            i = by_block[c.block]
            clean = passages[i].reading.to_clean(c.start - passages[i].start, c.end - passages[i].start)
            self.citations[i].append((clean.start, clean.end, c))
        self.groups = self._group_sources()
        self.places = place_quotations(passages, names)
        self.bases: dict[int, _Voice | None] = {}
        self.last_speaker = ""
        self.dialogue: tuple[str, str] = ("", "")
        self.by_first: dict[tuple[int, int], _Voice] = {}

    def _group_sources(self) -> dict[str, Citation]:
        """Map each group of blocks (an extract) to the citation line that closes it."""
        return {
            p.block.group: c
            for i, p in enumerate(self.passages)
            if p.kind in ("citation", "source")
            for *_, c in self.citations[i][:1]
        }

    # ---- the base voice of a passage -------------------------------------------------------------------------------

    def base(self, i: int) -> _Voice | None:
        """Decide who speaks a passage; None for furniture, citation lines and dates alone."""
        if i not in self.bases:
            self.bases[i] = self._base(i)
        return self.bases[i]

    def _base(self, i: int) -> _Voice | None:
        passage = self.passages[i]
        kind = _KINDS.get(passage.kind)
        if kind is None:
            return None
        rule = passage.block.rule
        if passage.kind in ("extract", "chronology") and rule not in ("torn quotation", "block quotation"):
            return self._extract(i)
        if rule == "block quotation":
            return self._block_quotation(i)
        if passage.kind in ("comment", "signature"):
            return self._comment(i)
        if passage.kind == "bullet" and (labelled := self._labelled(i)):
            return labelled
        kind = "prose" if rule == "torn quotation" else kind
        return _Voice(self.speakers.author, "the document's author", "certain", kind)

    def _extract(self, i: int) -> _Voice | None:
        passage = self.passages[i]
        citation = self.groups.get(passage.block.group)
        if citation is None and passage.kind == "chronology":
            return None
        if citation is None or not citation.work or not self.works[citation.work].authors:
            return _Voice(
                self.speakers.unidentified(), "extract with no source", "ambiguous", "quotation", self.speakers.author
            )
        work = self.works[citation.work]
        voice, rule, state = self.speakers.authors(work), "citation line below", "certain"
        if speaker := self._interviewed(work):
            voice, rule = self.speakers.person(speaker), "interview book, person interviewed"
        first = next(j for j, p in enumerate(self.passages) if p.block.group == passage.block.group)
        if (match := _CONTRIBUTOR.match(self.passages[first].clean)) and is_person_name(match["name"]) and first < i:
            voice, rule, state = self.speakers.person(match["name"]), "contributor named in brackets", "inferred"
        return _Voice(voice, rule, state, "quotation", self.speakers.author, work.work)

    def _interviewed(self, work: Work) -> str:
        family = family_name(work.authors)
        return next(
            (
                k.speaker
                for k in self.known
                if k.speaker and same_title(k.title, work.title) and fold(family_name(k.authors)) == fold(family)
            ),
            "",
        )

    def _block_quotation(self, i: int) -> _Voice:
        passage = self.passages[i]
        first = next(j for j, p in enumerate(self.passages) if p.block.group == passage.block.group)
        group = [j for j, p in enumerate(self.passages) if p.block.group == passage.block.group]
        inside = [c for j in group for *_, c in self.citations[j]]
        cited = inside[-1] if inside else next((c for *_, c in reversed(self.citations[first - 1])), None)
        work = self.works.get(cited.work) if cited else None
        cue = self._announcement(first - 1)
        if cue and cue.name is not None:
            voice = self.speakers.named(cue.name)
            return _Voice(
                voice,
                "announced before",
                "certain" if cue.rule == "6" else "inferred",
                "quotation",
                self.speakers.author,
                work.work if work else "",
            )
        if work and work.authors:
            return _Voice(
                self.speakers.authors(work),
                "author of the pages cited",
                "inferred",
                "quotation",
                self.speakers.author,
                work.work,
            )
        return _Voice(
            self.speakers.unidentified(),
            "block quotation, speaker not told",
            "ambiguous",
            "quotation",
            self.speakers.author,
        )

    def _announcement(self, i: int) -> Cue | None:
        """Find who is announced at the end of a passage."""
        passage = self.passages[i]
        return find_announcement(self._painted(i), self.names[i]) if passage.kind not in ("heading", "title") else None

    def _comment(self, i: int) -> _Voice:
        group = self.passages[i].block.group
        signature = next((p.clean for p in self.passages if p.block.group == group and p.kind == "signature"), "")
        if signature:
            return _Voice(self.speakers.person(signature), "signature", "certain", "comment")
        return _Voice(self.speakers.unidentified(), "comment without a signature", "ambiguous", "comment")

    def _labelled(self, i: int) -> _Voice | None:
        """Find the person whose view a list item gives: the label above it.

        A label that names a person a second time, and items that address the reader, are the document's own again.
        """
        seen: list[str] = []
        for j in range(i - 1, -1, -1):
            kind = self.passages[j].kind
            if kind == "heading":
                return None
            if kind == "label":
                label = _label_name(self.passages[j].clean)
                entry = self.speakers.persons.find(label) if label else None
                if entry is None or entry.kind != "person":
                    return None
                seen = [
                    _label_name(p.clean)
                    for p in self.passages[:j]
                    if p.kind == "label" and p.block.section == self.passages[j].block.section
                ]
                if label in seen or any(
                    re.search(r"\byou(?:r)?\b", p.clean, re.IGNORECASE) for p in self.passages[j + 1 : i + 1]
                ):
                    return None
                return _Voice(
                    self.speakers.person(label), "label above the list", "inferred", "list", self.speakers.author
                )
        return None

    # ---- quotations inside a passage -------------------------------------------------------------------------------

    def _painted(self, i: int, depth: int = 1) -> str:
        cited = [(s, e) for s, e, _ in self.citations[i]]
        return paint(self.passages[i].clean, self.names[i], self.quotations[i], cited, depth=depth)

    def read(self, i: int) -> Iterator[Utterance]:
        """Cut a passage into utterances."""
        base = self.base(i)
        if base is None:
            return
        text = self.passages[i].clean
        owner: list[_Voice | None] = [base] * len(text)
        if match := _SPEAKER_LABEL.match(text) if base.kind == "quotation" else None:
            labelled = self._speaker_label(match["name"], base)
            owner[: match.end()] = [_Voice(self.speakers.author, "speaker label", "certain", "prose")] * match.end()
            owner[match.end() :] = [labelled] * (len(text) - match.end())
            base = labelled
        elif base.kind == "quotation" and _CONTRIBUTOR.match(text) and is_person_name(text.strip("()")):
            owner[:] = [_Voice(self.speakers.author, "contributor named in brackets", "certain", "prose")] * len(text)
        for q, voice in self._quoted(i, base):
            owner[q.start : q.end] = [voice] * (q.end - q.start)
            for mark in (q.start - 1, q.end):
                if 0 <= mark < len(text) and text[mark] in "\"'":
                    owner[mark] = None
        for start, end, _ in self.citations[i]:
            owner[start:end] = [None] * (end - start)
        for match in _NOTE_MARK.finditer(text):
            owner[match.start() : match.end()] = [None] * (match.end() - match.start())
        yield from self._utterances(self.passages[i], owner)
        if text.endswith(":") and (cue := self._announcement(i)) and cue.name is not None:
            self.last_speaker = self.speakers.named(cue.name)
            self._remember_addressee(i, cue.name.end, self.last_speaker)

    def _speaker_label(self, label: str, base: _Voice) -> _Voice:
        """Give the voice of a label in capitals: `CHUEV:`, `IVANOVICH, SHOTA:`."""
        family, _, given = label.title().partition(", ")
        for voice in self.speakers.rows.values():
            if fold(voice.family) == fold(family) and not given:
                return replace(base, voice=voice.voice, rule="speaker label", state="certain")
        name = f"{family}, {given}" if given else family
        return replace(base, voice=self.speakers.person(name), rule="speaker label", state="certain")

    def _quoted(self, i: int, base: _Voice) -> Iterator[tuple[Quotation, _Voice]]:
        """Yield the quotations of a passage that take a voice of their own, outer before inner."""
        text, outer = self.passages[i].clean, [q for q in self.quotations[i] if q.depth == 1]
        painted = self._painted(i)
        sizes = _sizes(outer, painted, self.all_quotations, self.passages)
        speaker = ""
        for q in outer:
            cue = find_cue(q, text, painted, self.names[i])
            voice = self._speaker(i, q, cue, base, speaker)
            if voice is not None and voice.voice != base.voice and voice.state != "ambiguous":
                speaker = voice.voice
            if cue is not None and cue.name is not None and cue.rule[0] in "123":
                speaker = self.speakers.named(cue.name)
            if sizes[q] >= SHORTEST and voice is not None:
                yield q, voice
                yield from self._nested(i, q, voice)
        if speaker:
            self.last_speaker = speaker

    def _speaker(self, i: int, q: Quotation, cue: Cue | None, base: _Voice, before: str) -> _Voice | None:
        """Decide who speaks a quotation (rules 6 to 9); None where it stays with the voice around it."""
        bracket = self._bracket(i, q)
        work = self.works.get(bracket.work) if bracket and not self._of_several(i, bracket) else None
        report = replace(
            base,
            kind="quotation",
            reporter=base.voice,
            work=work.work if work else (base.work if base.kind == "quotation" else ""),
        )
        if q.first != (q.passage, q.start) and (first := self.by_first.get(q.first)):
            return first
        voice = self._decide(i, q, cue, base, before, bracket, work, report)
        if voice is not None:
            self.by_first[(q.passage, q.start)] = voice
            if not q.closed and voice.state == "certain":
                voice = replace(voice, state="inferred")
        return voice

    def _decide(
        self,
        i: int,
        q: Quotation,
        cue: Cue | None,
        base: _Voice,
        before: str,
        bracket: Citation | None,
        work: Work | None,
        report: _Voice,
    ) -> _Voice | None:
        text = self.passages[i].clean
        if cue is not None and cue.name is not None and cue.rule[0] in "12346":
            return replace(report, voice=self.speakers.named(cue.name), rule=f"quotation: {cue.rule}", state="certain")
        if cue is not None and cue.pronoun in ("i", "we"):
            self._remember_addressee(i, q.end, base.voice)
            return replace(base, rule="quotation: I", state="inferred")
        if bracket is not None and bracket.quoted:
            return replace(
                report, voice=self.speakers.person(bracket.quoted), rule="person quoted in the bracket", state="certain"
            )
        quoted_by = bracket is not None and self._quoted_by(i, q)
        announced = self._announced(i, q)
        if work is not None and work.authors and not quoted_by and self.passages[i].block.rule != "block quotation":
            return replace(
                report,
                voice=self.speakers.authors(work),
                rule="author of the bracket",
                state="certain" if bracket and bracket.state == "resolved" else "inferred",
            )
        if announced is not None and announced.name is not None:
            return replace(report, voice=self.speakers.named(announced.name), rule="announced before", state="inferred")
        if (
            cue is not None
            and cue.rule[0] == "1"
            and cue.pronoun in ("he", "she")
            and (answer := self._answer(i, base))
        ):
            return replace(report, voice=answer, rule="dialogue", state="inferred")
        if cue is not None and cue.pronoun in ("he", "she"):
            voice = before or self._last_person(i, q) or self.last_speaker
            if voice:
                return replace(report, voice=voice, rule="quotation: pronoun", state="inferred")
        if dialogue := self._dialogue(i, q, base):
            return replace(report, voice=dialogue, rule="dialogue", state="inferred")
        if cue is not None and cue.name is not None:
            return replace(report, voice=self.speakers.named(cue.name), rule=f"quotation: {cue.rule}", state="inferred")
        if quoted_by:
            return replace(
                report, voice=self.speakers.unidentified(), rule="quoted by, speaker not told", state="ambiguous"
            )
        if _is_own_words(text[q.start : q.end], self.passages, i):
            return replace(report, voice=self.speakers.author, rule="found in this document's text", state="certain")
        if before and base.kind != "quotation":
            return replace(report, voice=before, rule="quotation: speaker of the one before", state="inferred")
        return replace(base, rule="quotation, speaker not told", state="ambiguous")

    def _announced(self, i: int, q: Quotation) -> Cue | None:
        """Find who is announced before a passage that is all quotation, in its own place or where it was torn from."""
        text = self.passages[i].clean
        if text[: q.start].strip('" '):
            return None
        if i in self.places:
            return self._announcement(self.places[i])
        if i and self.passages[i - 1].clean.endswith(":"):
            return self._announcement(i - 1)
        return None

    def _bracket(self, i: int, q: Quotation) -> Citation | None:
        """Find the citation that closes a quotation: the next in its passage, or at the end of its parts."""
        after = [c for s, e, c in self.citations[i] if s >= q.end]
        if after:
            return after[0]
        parts = [p for p in self.all_quotations if p.first == q.first and p.passage > i]
        if parts:
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
                return bool(
                    re.match(
                        r"\[(?:as\s+)?(?:quoted|cited|contained|reproduced|reported)\s",
                        self.passages[i].clean[start:end],
                        re.IGNORECASE,
                    )
                )
        return False

    def _last_person(self, i: int, q: Quotation) -> str:
        people = [
            n
            for n in self.names[i]
            if n.kind == "person"
            and n.end <= q.start
            and not any(o.start <= n.start < o.end for o in self.quotations[i])
        ]
        return self.speakers.named(people[-1]) if people else ""

    def _remember_addressee(self, i: int, start: int, speaker: str) -> None:
        """Remember whom *I said to …* or *X shouted to …* addresses: the other voice of the dialogue."""
        tail = self.passages[i].clean[start : start + 120]
        match = _ADDRESSED.search(tail)
        if not match or match["who"].casefold() in ("him", "her", "them", "me", "us", "you", "it"):
            return
        inside = range(start + match.start("who"), start + match.end("who"))
        name = next((n for n in self.names[i] if n.start in inside and n.kind == "person"), None)
        self.dialogue = (speaker, self.speakers.named(name) if name else self.speakers.unnamed(match["who"].strip()))

    def _dialogue(self, i: int, q: Quotation, base: _Voice) -> str:
        """Give the other speaker of a dialogue, where a paragraph is all quotation or says *was the answer*."""
        one, other = self.dialogue
        if (
            not one
            or base.kind != "quotation"
            or i == 0
            or self.passages[i - 1].block.group != self.passages[i].block.group
        ):
            return ""
        text = self.passages[i].clean
        rest = (text[: max(0, q.start - 1)] + text[q.end + 1 :]).strip()
        if re.match(r",?\s*(?:was|came|is) (?:the|his|her) (?:answer|reply|response)", rest):
            return other
        if _NOTE_MARK.sub("", rest).strip():
            return ""
        previous = self.by_passage.get(i - 1, one)
        return one if previous == other else other

    def _answer(self, i: int, base: _Voice) -> str:
        """Give who answers: the one addressed in the paragraph before, where *she answered* follows at once."""
        one, other = self.dialogue
        if (
            not one
            or base.kind != "quotation"
            or i == 0
            or self.passages[i - 1].block.group != self.passages[i].block.group
        ):
            return ""
        return {one: other, other: one}.get(self.by_passage.get(i - 1, ""), "")

    @property
    def by_passage(self) -> dict[int, str]:
        """Who spoke the last whole quotation of a passage."""
        return {passage: v.voice for (passage, _), v in self.by_first.items()}

    def _nested(self, i: int, outer: Quotation, voice: _Voice) -> Iterator[tuple[Quotation, _Voice]]:
        """Cut quotations in the quotation out of it, where the text around them names a speaker."""
        text = self.passages[i].clean
        for q in self.quotations[i]:
            if (
                q.depth == outer.depth + 1
                and outer.start <= q.start
                and q.end <= outer.end
                and q.words(self.passages) >= SHORTEST
            ):
                painted = self._painted(i, depth=q.depth)
                cue = find_cue(q, text[: outer.end], painted[: outer.end], self.names[i])
                if cue is not None and cue.name is not None and cue.rule[0] in "1235":
                    yield (
                        q,
                        replace(
                            voice,
                            voice=self.speakers.named(cue.name),
                            rule=f"nested quotation: {cue.rule}",
                            state="inferred",
                            reporter=voice.voice,
                        ),
                    )

    # ---- utterances ------------------------------------------------------------------------------------------------

    def _utterances(self, passage: Passage, owner: list[_Voice | None]) -> Iterator[Utterance]:
        position = 0
        while position < len(owner):
            voice, start = owner[position], position
            while position < len(owner) and owner[position] is voice:
                position += 1
            if voice is None:
                continue
            piece = passage.clean[start:position]
            left = len(piece) - len(piece.lstrip(" \"',.;:)"))
            right = len(piece.rstrip(" \"'"))
            if not re.search(r"\w", piece):
                continue
            for block, span in passage.spans(start + left, start + right):
                text = passage.reading.source[span.start - passage.start : span.end - passage.start]
                lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
                first, last = span.start + lead, span.end - trail
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


def _label_name(text: str) -> str:
    return re.sub(r"^[-–•*]\s*", "", text).rstrip(": ")


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
        for p in run:
            sizes[p] = total
    for q in outer:
        parts = [p for p in everything if p.first == q.first]
        if len(parts) > 1:
            sizes[q] = max(sizes[q], sum(p.words(passages) for p in parts))
    return sizes


def _is_reporting_gap(gap: str) -> bool:
    """Say whether nothing, or only a reporting phrase, stands between two quotations of one sentence."""
    return not gap.strip(" ,;:.…–—-") or is_reporting_phrase(gap)


def _is_own_words(quoted: str, passages: Sequence[Passage], i: int) -> bool:
    """Say whether quoted words stand in the document's own running text before a comment quotes them."""
    if passages[i].kind != "comment":
        return False
    wanted = fold(quoted)
    return len(wanted) > 40 and any(wanted in fold(p.clean) for p in passages[:i] if p.kind in ("paragraph", "bullet"))
