"""Characterisations: what a voice says an event was, or was like.

Owns `Characterisation`s: the order of the patterns, and which voice, frame and polarity a descriptor has. In come
utterances with their sentences, mentions and the frame lexicon, out come rows in document order.

The patterns, by the number that stands in `rule`: `predication` (1 predicate, 2 naming, 3 comparison), `modifiers`
(4 modifier, 5 noun of the event), `framing` (6 framing noun, 7 regime, 8 deed), and, where a parser reads the text,
`dependencies` (9 predicate to 13 apposition). Which event is meant is chosen in `topics`. What is said plainly is
found; what is said between the lines is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhkit.authority import Authority
from dhkit.dependencies import find_by_parse, needs_parse
from dhkit.frames import FrameLexicon
from dhkit.framing import find_deeds, find_framing, find_regime
from dhkit.hits import Hit, is_reported
from dhkit.lexicons import KnownEvent
from dhkit.modifiers import find_modifiers, find_nouns_of
from dhkit.passages import Passage
from dhkit.predication import find_namings, find_predicates
from dhkit.rows import Characterisation, Mention, Utterance, span_key
from dhkit.topics import Scene, Subject, Topics

if TYPE_CHECKING:
    from spacy.tokens import Doc

    Parse = Callable[[Sequence[str]], Iterable[Doc | None]]

_SILENT = ("citation", "source", "furniture", "signature")
_CLAIMED = frozenset(["dictatorship", "violence"])
"""Frames that others blame: those whose rule it is claim it where they speak of it at all."""

_TITLED = re.compile(r"(?:appendix(?: on)?|section [\w.]+|see|in)\s+\"[^\"]*\"", re.IGNORECASE)
_NEAR = 40  # code points from the beginning of a sentence in which its subject stands


@dataclass
class _Sentence:
    """One sentence, the event that the sentence before was about, and what has been found in it."""

    scene: Scene
    span: tuple[int, int]
    topic: str
    hits: list[Hit]


def find_characterisations(
    passages: Sequence[Passage],
    docs: Sequence[Doc],
    utterances: Sequence[Utterance],
    mentions: Sequence[Mention],
    *,
    events: Mapping[str, KnownEvent],
    authority: Mapping[str, Authority],
    lexicon: FrameLexicon,
    parse: Parse = lambda texts: [None] * len(texts),
) -> list[Characterisation]:
    """Find what the voices of one document say of events.

    Args:
        passages: of the document, in order.
        docs: their clean text, cut into sentences.
        utterances: of the document.
        mentions: of the document.
        events: the events that are characterised.
        authority: the authority file, for the names of events.
        lexicon: descriptors with frame and polarity.
        parse: gives the parse of each of several sentences, or None; without it the patterns 9 to 13 are not tried.

    Returns:
        One `Characterisation` per descriptor, event and place, in document order. The voice is the utterance's.
    """
    sentences = [[(s.start_char, s.end_char) for s in doc.sents] for doc in docs]
    topics = Topics(passages, sentences, mentions, events, authority)
    by_block: dict[str, list[Utterance]] = {}
    for u in utterances:
        by_block.setdefault(u.block, []).append(u)
    spoken = [i for i, passage in enumerate(passages) if passage.kind not in _SILENT]
    read = {i: list(_read_sentences(topics.scene(i), topics, lexicon)) for i in spoken}
    _add_parsed([s for i in spoken for s in read[i]], topics, lexicon, parse)
    rows: dict[str, Characterisation] = {}
    for i in spoken:
        passage = passages[i]
        for hit in _keep(topics.scene(i).text, [hit for sentence in read[i] for hit in sentence.hits]):
            block, span = max(passage.spans(hit.start, hit.end), key=lambda p: len(p[1]))
            said = (u for u in by_block.get(block.block, ()) if u.start <= span.start and span.end <= u.end)
            utterance = next(said, None)
            if utterance is None:
                continue
            descriptor = " ".join(passage.clean[hit.start : hit.end].split()[:12])
            frame, polarity = lexicon.judge(passage.clean[hit.start : hit.judged] if hit.judged else descriptor)
            if frame in _CLAIMED and utterance.voice in events[hit.event].actors:
                polarity = abs(polarity)
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
                reported=is_reported(_lead(topics.scene(i), passage, utterance, hit), naming=hit.relation == "naming"),
                rule=hit.rule,
            )
    return sorted(rows.values(), key=lambda r: (r.start, r.end))


def _lead(scene: Scene, passage: Passage, utterance: Utterance, hit: Hit) -> str:
    """Give the sentence of a hit up to it, as far as it is in the same voice."""
    begun = passage.reading.to_clean(
        max(0, utterance.start - passage.start), max(0, utterance.start - passage.start)
    ).start
    sentence = max((s for s, e in scene.sentences if s <= hit.start < e), default=hit.start)
    return scene.text[max(begun, sentence) : hit.start]


def _read_sentences(scene: Scene, topics: Topics, lexicon: FrameLexicon) -> Iterator[_Sentence]:
    """Read the sentences of a passage in order, each knowing which event the one before was about."""
    topic, told = "", False
    for span in scene.sentences:
        hits, subjects = list(_patterns(scene, span, topic, topics, lexicon, told=told)), scene.inside(*span)
        yield _Sentence(scene, span, topic, hits)
        topic = _topic(subjects, span[0], hits)
        told = any(h.relation == "predicate" for h in hits)


def _add_parsed(sentences: Sequence[_Sentence], topics: Topics, lexicon: FrameLexicon, parse: Parse) -> None:
    """Add what only a parse tells, of the sentences that need one; all are parsed in one go, which is quickest."""
    asked = [s for s in sentences if needs_parse(s.scene, s.span, s.topic, topics, lexicon)]
    for s, doc in zip(asked, parse([s.scene.text[slice(*s.span)] for s in asked]), strict=True):
        if doc is not None:
            s.hits += find_by_parse(s.scene, s.span, doc, s.topic, topics, lexicon)


def _keep(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Keep, of overlapping descriptors of a passage, the first; what stands in a title says nothing."""
    titles = [m.span() for m in _TITLED.finditer(text)]
    kept: list[Hit] = []
    for hit in hits:
        if any(s <= hit.start < e for s, e in titles):
            continue
        if all(hit.end <= k.start or k.end <= hit.start for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _patterns(
    scene: Scene, sentence: tuple[int, int], topic: str, topics: Topics, lexicon: FrameLexicon, *, told: bool
) -> Iterator[Hit]:
    yield from find_predicates(scene, sentence, topic, lexicon, told=told)
    yield from find_namings(scene, sentence, lexicon)
    yield from find_modifiers(scene, sentence, topics, lexicon)
    yield from find_nouns_of(scene, sentence, topics, lexicon)
    yield from find_framing(scene, sentence, topics, lexicon)
    yield from find_regime(scene, sentence, topics, lexicon)
    yield from find_deeds(scene, sentence, topics, lexicon)


def _topic(subjects: Sequence[Subject], start: int, found: Sequence[Hit]) -> str:
    """Give the event that a sentence is about: what its predicate told, or the one event near its beginning."""
    told = [h.event for h in found if h.relation == "predicate"]
    if told:
        return told[-1]
    return subjects[0][2] if subjects and len({e for *_, e in subjects}) == 1 and subjects[0][0] - start < _NEAR else ""
