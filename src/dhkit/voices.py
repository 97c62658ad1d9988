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
Who speaks a quotation of eight words or more (`quoted_voices`; its parts counted together when only a reporting phrase
parts them):
    6. who is named next to it (`attribution`), an *I* being the surrounding voice, *he* or *she* the last speaker,
       *they* the body named last; who is only described (*an old weaver*) is a voice without a name
    7. the author of the bracket, or of the note, that closes it, or the person quoted there; "quoted by" never gives
       the words to the quoter
    8. who is announced by the line before, in its place or where it was torn from
    9. a dialogue: paragraphs that are all quotation go back and forth between two speakers
    10. who the sentence before, or the only name in the sentence, tells; the same words quoted elsewhere
Shorter scraps stay with the voice around them, and so do paraphrases and the titles of the document's own sections. A
quotation in a quotation is cut out of it by the same rules; where nobody is named for it, it is ambiguous.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhkit.base_voices import EXCHANGE, SPEAKER_LABEL, BaseVoices, Decision, is_contributor
from dhkit.documents import Source
from dhkit.lexicons import KnownWork
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.persons import Persons
from dhkit.placements import place_quotations
from dhkit.quotations import Quotation, by_passage
from dhkit.quoted_voices import SHORTEST, QuotedVoices
from dhkit.readings import Mark
from dhkit.rows import Citation, Utterance, Voice, Work, span_key
from dhkit.sources import Sources
from dhkit.speakers import Speakers

_NUMBER = re.compile(r"\[?(?:Footnote )?\d{1,3}(?:\]|:)?\.?\s|\(\d{1,3}\)\s")
"""What opens a note and is in nobody's voice."""


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
    said: Sequence[Mark] = (),
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
        said: words inside the blocks whose speaker the file itself tells, in order.

    Returns:
        One `Utterance` per stretch in one voice, in document order; one `Voice` per voice that speaks or reports; the
        key of the author's voice.
    """
    speakers = Speakers(persons, source)
    by_key = {w.work: w for w in works}
    sources = Sources(passages, quotations, citations, place_quotations(passages, names))
    inside = by_passage(quotations, len(passages))
    marks = [[m.span() for m in sources.note_marks(i)] for i in range(len(passages))]
    noted = [sources.noted(i) for i in range(len(passages))]
    bases = BaseVoices(passages, names, inside, sources.inside, marks, noted, by_key, known, speakers)
    quoted = QuotedVoices(passages, names, quotations, by_key, bases, sources)
    utterances = [u for i in range(len(passages)) for u in _read(i, passages, bases, quoted, sources, said)]
    spoken = {u.voice for u in utterances} | {u.reporter for u in utterances} | {speakers.author}
    voices = sorted((v for v in speakers.rows.values() if v.voice in spoken), key=lambda v: v.voice)
    return sorted(utterances, key=lambda u: u.start), voices, speakers.author


def _read(
    i: int,
    passages: Sequence[Passage],
    bases: BaseVoices,
    quoted: QuotedVoices,
    sources: Sources,
    said: Sequence[Mark],
) -> Iterator[Utterance]:
    """Cut a passage into utterances."""
    base = bases.decide(i)
    if base is None:
        return
    text = passages[i].clean
    own = Decision(bases.speakers.author, "speaker label", "certain", "prose")
    owner: list[Decision | None] = [base] * len(text)
    label = 0
    if (base.kind == "quotation" or bases.is_turn(i)) and (match := SPEAKER_LABEL.match(text) or EXCHANGE.match(text)):
        own = replace(own, kind=base.kind if base.kind != "quotation" else "prose")
        base = base if base.kind == "quotation" else replace(base, kind="quotation", reporter=base.voice)
        base = base if base.rule == "marked up: speaker" else bases.label_voice(match["name"], base)
        label = match.end()
        owner[:] = [own] * label + [base] * (len(text) - label)
    elif base.kind == "quotation" and is_contributor(text):
        owner[:] = [replace(own, rule="contributor named in brackets")] * len(text)
    for q, voice in quoted.find(i, base, label=label):
        owner[q.start : q.end] = [voice] * (q.end - q.start)
        for mark in (q.start - 1, q.end):
            if 0 <= mark < len(text) and text[mark] in "\"'":
                owner[mark] = None
    for start, end, voice in _marked_up(passages[i], bases, base, said):
        owner[start:end] = [voice] * (end - start)
    for start, end in _silent(i, sources):
        owner[start:end] = [None] * (end - start)
    yield from _utterances(passages[i], owner)
    quoted.announce(i)


def _marked_up(
    passage: Passage, bases: BaseVoices, base: Decision, said: Sequence[Mark]
) -> Iterator[tuple[int, int, Decision]]:
    """Yield the words of a passage whose speaker the file tells: it is believed before any rule.

    As everywhere, scraps stay with the voice around them; the parts of what one speaker says here count together.
    """
    end = passage.blocks[-1].end
    first = bisect_left(said, passage.start, key=lambda m: m.start)
    last = bisect_left(said, end, lo=first, key=lambda m: m.start)
    here = [m for m in said[first:last] if m.end <= end]
    words: Counter[str] = Counter()
    for m in here:
        words[m.voice] += len(passage.reading.source[m.start - passage.start : m.end - passage.start].split())
    for m in here:
        if words[m.voice] < SHORTEST:
            continue
        clean = passage.reading.to_clean(m.start - passage.start, m.end - passage.start)
        voice = bases.marked(m.voice)
        reporter = base.voice if base.voice != voice else ""
        yield clean.start, clean.end, Decision(voice, "marked up: speaker", "certain", "quotation", reporter)


def _silent(i: int, sources: Sources) -> Iterator[tuple[int, int]]:
    """Yield what nobody speaks: citations, and the marks of notes that the document has."""
    yield from ((start, end) for start, end, _ in sources.inside[i])
    yield from (mark.span() for mark in sources.note_marks(i))
    passage = sources.passages[i]
    if passage.kind == "footnote" and (number := _NUMBER.match(passage.clean)):
        yield number.span()


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
