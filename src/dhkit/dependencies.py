"""Dependencies: what a sentence says of an event, by its parse.

Owns the patterns that need a dependency parser (Universal Dependencies). In come a scene, one of its sentences and the
parse of that sentence, out come `Hit`s. Without a parser the patterns of `predication` stand alone.

Patterns (E an event: a name, a noun that means it, *which* after it, or *it*, *this*, *this process* where the
sentence before is about it; D the descriptor):
    9. predicate: D has a copula and E is its subject (*E, as all knew, was D*), or E is the subject of *become*,
       *remain*, *mean* … with the object or complement D; adjectives and nouns joined to D count too. What became of an
       event's objects (*the councils became rubber stamps*) is said of the event.
    10. inverse predicate: E has a copula and D is its subject (*the one success was E*)
    11. naming: E is the object of *call*, *consider*, *see … as*, or the subject of their passive; D their complement
    12. change: E *turns*, *is transformed*, *degenerates*, *leads* … into or to D
    13. apposition: D stands beside E, after a comma or *namely*, and has a word that judges

Source: the relations are those of Universal Dependencies 2 (de Marneffe et al. 2021, Computational Linguistics 47).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dhkit.frames import MAX_WORDS, FrameLexicon
from dhkit.hits import SUPPOSED, Hit
from dhkit.topics import Scene, Topics, event_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BECOME = frozenset("become remain represent constitute mean mark prove seem appear".split())
_CALL = frozenset("make call term label brand dub consider think deem pronounce declare find".split())
_AS = frozenset(
    "see describe regard view portray present denounce dismiss hail interpret treat celebrate remember condemn depict "
    "characterise characterize perceive conceive recognise recognize speak think welcome experience know".split()
)
_CHANGE = frozenset("turn transform convert degenerate develop lead descend evolve deteriorate grow end result".split())
_FEASIBLE = frozenset(
    "possible impossible necessary difficult easy easier clear inevitable".split()
)  # *made E possible*
_INTO = frozenset("into to in as".split())
_THIS = frozenset("it this that these".split())
_GENERIC = frozenset(
    "process event development policy system experience situation move action measure outcome victory regime rule "
    "struggle state step".split()
)
_PART_OF = frozenset("experience essence nature character meaning result outcome fate lesson history story".split())
_DENIALS = frozenset("not longer n't never no neither hardly scarcely nothing".split())
_LEFT_OUT = frozenset(
    "cop aux aux:pass nsubj nsubj:pass csubj expl mark punct acl:relcl acl advcl parataxis obl obl:unmarked cc "
    "discourse vocative dislocated appos ccomp obl:tmod obl:npmod obl:agent cc:preconj".split()
)
_COMPLEMENT = re.compile(r"\s+(?:of|for|against|in)\s+")
_MAY_POINT_BACK = re.compile(r"\b(?:it|this|that|these|such)\b", re.IGNORECASE)
_MAY_BECOME = re.compile(r"\bbec[oa]m", re.IGNORECASE)
_SUBJECT = ("nsubj", "nsubj:pass")


def find_by_parse(
    scene: Scene, sentence: tuple[int, int], parse: Doc, topic: str, topics: Topics, lexicon: FrameLexicon
) -> Iterator[Hit]:
    """Find what a sentence says of an event (patterns 9 to 13).

    Args:
        scene: the passage.
        sentence: its start and end in the passage.
        parse: the sentence's parse, its offsets from the sentence's start.
        topic: the event that the sentence before was about, or nothing.
        topics: the events of the document.
        lexicon: descriptors with frame and polarity.
    """
    reader = _Reader(scene, sentence, topic, topics, lexicon)
    for token in parse:
        yield from reader.read(token)


def needs_parse(scene: Scene, sentence: tuple[int, int], topic: str, topics: Topics, lexicon: FrameLexicon) -> bool:
    """Say whether a sentence may say something that only a parse tells: a parse costs a hundred times the question."""
    text = scene.text[slice(*sentence)]
    about = scene.inside(*sentence) or (topic and _MAY_POINT_BACK.search(text))
    if not about and not (topics.objects and _MAY_BECOME.search(text)):
        return False
    return any(word.frame != "other" or word.polarity for word in lexicon.find(scene.painted[slice(*sentence)]))


class _Reader:
    """Reads one sentence's parse."""

    def __init__(
        self, scene: Scene, sentence: tuple[int, int], topic: str, topics: Topics, lexicon: FrameLexicon
    ) -> None:
        self.scene, self.sentence, self.offset, self.topic = scene, sentence, sentence[0], topic
        self.topics, self.lexicon = topics, lexicon

    def read(self, token: Token) -> Iterator[Hit]:
        """Try each pattern at a token that may be the head of what is said."""
        subjects = [c for c in token.children if c.dep_ in _SUBJECT]
        lemma = token.lemma_.casefold()
        if any(c.dep_ == "cop" for c in token.children):
            for subject in subjects:
                event, how = self.event(subject)
                if event:
                    yield from self.hits(token, event, "predicate", f"9 predicate, {how}", token)
                elif (event := self.named(token)) and self.is_noun(subject):
                    yield from self.hits(subject, event, "predicate", "10 inverse predicate", token, known=True)
        elif lemma in _BECOME:
            for subject in subjects:
                event, how = self.event(subject) if lemma != "become" else self.changed(subject)
                for child in token.children:
                    if event and child.dep_ in ("xcomp", "obj") and child.pos_ in ("NOUN", "ADJ", "PROPN"):
                        yield from self.hits(child, event, "predicate", f"9 predicate, {how}", token)
        if token.dep_ == "ccomp" and not subjects and token.head.dep_ == "acl:relcl":
            event = self.named(token.head.head)  # *a war he thought was inevitable*
            yield from self.hits(token, event, "predicate", "9 predicate, event named", token) if event else ()
        yield from self.namings(token, lemma)
        if token.dep_ == "appos":
            yield from self.appositions(token)

    def namings(self, verb: Token, lemma: str) -> Iterator[Hit]:
        """Read *call E D*, *see E as D* and *turn E into D*, active and passive."""
        if lemma not in _CALL | _AS | _CHANGE:
            return
        wanted = ("obj", "nsubj:pass") if lemma in _CALL | _AS else ("obj", "nsubj:pass", "nsubj")
        for thing in (c for c in verb.children if c.dep_ in wanted):
            event, how = self.event(thing)
            for child in verb.children if event else ():
                cases = {c.lemma_.casefold() for c in child.children if c.dep_ in ("case", "mark")}
                if lemma in _CALL and child.dep_ == "xcomp" and not cases and child.lower_ not in _FEASIBLE:
                    yield from self.hits(child, event, "naming", f"11 naming, {how}", verb)
                elif lemma in _AS and child.dep_ in ("obl", "advcl", "xcomp") and "as" in cases:
                    yield from self.hits(child, event, "naming", f"11 naming, {how}", verb)
                elif lemma in _CHANGE and child.dep_ == "obl" and cases & _INTO:
                    known = "into" not in cases
                    yield from self.hits(child, event, "predicate", f"12 change, {how}", verb, known=known)

    def appositions(self, token: Token) -> Iterator[Hit]:
        """Read a noun beside an event, in either order."""
        for thing, other in ((token, token.head), (token.head, token)):
            event = self.named(other)
            if event and self.is_noun(thing) and abs(thing.i - other.i) < MAX_WORDS:
                yield from self.hits(thing, event, "apposition", "13 apposition", thing, known=True)

    def is_noun(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and not self.named(token)

    def named(self, token: Token) -> str:
        """Give the event that a word is part of the name of."""
        return event_at(self.scene.subjects, self.offset + token.idx)

    def event(self, token: Token) -> tuple[str, str]:
        """Give the event that a subject or object means, and how it is told."""
        if event := self.named(token):
            return event, "event named"
        lemma = token.lemma_.casefold()
        if lemma in _PART_OF:
            of = (self.named(c) for c in token.children if c.dep_ == "nmod")
            return next(filter(None, of), ""), "event named"
        if token.pos_ == "PRON" and lemma in ("which", "that") and token.head.dep_ == "acl:relcl":
            return self.named(token.head.head), "event named"
        if token.pos_ in ("PRON", "DET") and lemma in _THIS:
            return ("" if _is_cleft(token) else self.topic), "pronoun for the event of the sentence before"
        if lemma in _GENERIC and any(c.dep_ == "det" and c.lower_ in ("this", "such", "that") for c in token.children):
            return self.topic, "noun for the event of the sentence before"
        return "", ""

    def changed(self, token: Token) -> tuple[str, str]:
        """Give the event that a subject of *become* means, or the event that made the subject become something."""
        event, how = self.event(token)
        if not event and (fitting := self.topics.acting_on(token.text)):
            event, how = self.topics.choose(self.scene, self.offset + token.idx, self.sentence, fitting)
            how = f"object of the event, {how}"
        return event, how

    def hits(
        self, head: Token, event: str, relation: str, rule: str, verb: Token, *, known: bool = False
    ) -> Iterator[Hit]:
        """Give the phrase of a head as a hit, and those joined to it."""
        denied = _is_denied(verb) or _is_denied(head)
        before = self.scene.text[max(0, self.offset + verb.idx - 60) : self.offset + verb.idx]
        if SUPPOSED.search(before):
            return
        strict = known or not rule.endswith("event named")
        for one in (head, *(c for c in head.conjuncts if c.i > head.i and not _has_subject(c))):
            span = self.phrase(one)
            if span and self.characterises(span, strict=strict or one is not head):
                yield Hit(*span, event, relation, denied, rule)

    def phrase(self, head: Token) -> tuple[int, int] | None:
        """Give the extent of a phrase: with *a* but without *the*, without clauses and adverbials."""
        words = sorted(_words_of(head), key=lambda t: t.i)[:MAX_WORDS]
        while words and (words[0].lower_ in ("the", "this", "that", "not", "only", "also") or words[0].is_punct):
            words.pop(0)
        while words and (words[-1].is_punct or words[-1].pos_ in ("ADP", "CCONJ", "DET", "PART")):
            words.pop()
        if head not in words:
            return None
        return self.offset + words[0].idx, self.offset + words[-1].idx + len(words[-1])

    def characterises(self, span: tuple[int, int], *, strict: bool) -> bool:
        """Say whether a phrase characterises: the lexicon has a word of it, or it is a noun with *a*."""
        text = self.scene.text[slice(*span)]
        if self.lexicon.cut(text, nominal_suffices=not strict) is None:
            return False
        return not strict or self.lexicon.judge(_COMPLEMENT.split(text)[0])[0] != "other"


def _words_of(head: Token) -> Iterator[Token]:
    """List the words of a phrase, stepwise: what breaks its run is left out with all that hangs on it."""
    yield head
    for child in head.children:
        if child.dep_ in _LEFT_OUT or child.dep_ == "conj" or (child.dep_ == "advmod" and child.lower_ in _DENIALS):
            continue
        if child.dep_ == "case" or (child.dep_ == "nmod" and not _is_of(child)):
            continue
        yield from (child,) if child.dep_ in ("det", "advmod", "case") else _whole(child)


def _whole(token: Token) -> Iterator[Token]:
    for word in token.subtree:
        if not any(a.dep_ in ("acl:relcl", "advcl") for a in (word, *word.ancestors) if a.i > token.i):
            yield word


def _is_of(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ in ("of", "by", "against", "for", "over", "'s") for c in token.children)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in _SUBJECT for c in token.children)


def _is_denied(token: Token) -> bool:
    return any(c.lower_ in _DENIALS and c.dep_ in ("advmod", "det", "cc:preconj") for c in token.children)


def _is_cleft(token: Token) -> bool:
    """Say whether *it* opens a cleft or an impersonal clause: *it was Voss who*, *it is clear that*."""
    return any(c.dep_ in ("csubj", "ccomp", "advcl", "acl:relcl", "xcomp", "expl") for c in token.head.children)
