"""Framing: nouns that name an event by a judgement, and nouns for what an event did.

Owns the patterns of nouns that stand for an event alone. In come a scene, the events' list and the frame lexicon, out
come `Hit`s. Which event is meant is chosen in `topics`.

Patterns:
    6. framing noun: a noun that names an event by a judgement (*the coup*, *the seizure of power*). Another's revolt is
       another event; suppositions (*would be a dictatorship*) and doctrines are left out.
    7. regime: adjectives that judge before *regime*, *state*, *measures*, for the event that *the regime* means
    8. deed: a noun for what was done, with what it was done to (*the suppression of the soviets*, *monopoly of power*):
       frames.csv marks such nouns `deed`, events.csv lists for each event its `objects`. One that judges by itself
       needs no object beside the event's actors (*Kester's terror*, *repression under the Council*), and what they are
       is a `trait` (*the tyranny of the Council*, *this tyranny*)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhkit.frames import FrameLexicon
from dhkit.hits import FORMER, NOUN_ENDS, SUPPOSED, Hit, is_denied
from dhkit.topics import DOCTRINE, WEAK, Scene, Subject, Topics

_LEADING = re.compile(
    r"\b(?P<article>an?|the|this|that|such|his|their|its|our)\s+(?P<adjectives>(?:[\w-]+\s+){0,2})$", re.IGNORECASE
)
_OWNER = re.compile(r"(?:[A-Z][\w-]+['’]s?|[A-Z][\w-]+)\s+$")
_COMPLEMENT = re.compile(r"\s+of\s+(?:one|a single|a|the|individual)\s+(?:party|person|leader|clique|minority|mob)\b")
_REGIME = (
    r"\b(?:such\s+)?(?P<article>an?|the|this|that|its|their|such)\s+(?P<d>(?:[\w-]+(?:,|\s+and)?\s+){0,3}?[\w-]+)\s+"
    r"(?:regime|state|system|rule|order|dictatorship|autocracy|government|"
    rf"(?P<doings>actions|measures|methods|practices?|polic(?:y|ies)|tendencies|impulses?))\b{NOUN_ENDS}"
)
_HARD = frozenset(["dictatorship", "violence", "betrayal", "democracy"])
_OWNS = re.compile(r"(?:['’]s?)?\s+(?:[a-z][\w-]*\s+)?")
_UNDER = re.compile(r"\s+(?:under|by)\s+(?:the\s+)?")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_THESE = re.compile(r"\b(?:[Tt]his|[Tt]hese|[Ss]uch)\s+(?:[a-z-]+\s+)?$")
_NEAR = 30  # code points before a noun in which a supposition concerns it
_CLAIMED = re.compile(r"\b(?:have|has|had|was|is|became|become|as|but)\s+an?\s+$")
_BARE = re.compile(r"\b(?:for|against|of|favour of|preparing|successful|armed)\s+$")


def find_framing(scene: Scene, sentence: tuple[int, int], topics: Topics, lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find framing nouns (pattern 6) in a sentence."""
    offset, until = sentence
    text, plain = scene.text, scene.text[offset:until]
    subjects = scene.inside(offset, until)
    for match in lexicon.framing.finditer(plain):
        start, end = offset + match.start(), offset + match.end()
        noun = match[1].casefold()
        if len(match.group()) > len(noun) and not re.search(
            r"\b(?:the|these|those)\s+(?:\w+\s+)?$", text[offset:start]
        ):
            continue  # *coups* in general
        before = text[offset:start]
        covering = next((s for s in subjects if s[0] <= start and end <= s[1]), None)
        if covering is not None:
            if _frames_inside(noun, covering, text, topics):
                yield Hit(start, end, covering[2], "noun", is_denied(before), "6 framing noun, named by it")
            continue
        leading = _LEADING.search(before)
        adjectives = leading["adjectives"] if leading else ""
        if adjectives and not all(w.casefold() in lexicon.adjectives for w in adjectives.split()):
            continue
        if not FORMER.isdisjoint(adjectives.casefold().split()):
            continue
        many = " " in noun or "-" in noun
        if not (leading or many or _BARE.search(before) or _OWNER.search(before)):
            continue
        if _is_anothers(scene, start, end, noun, topics) or _is_no_event(noun, before, text[end:], lexicon):
            continue
        event, how = topics.choose(scene, start, sentence, topics.called(noun), noun=noun)
        if not event or ("loose" in lexicon.frames[noun].note and how in WEAK):
            continue  # a plot need not be the event that a document mostly speaks of
        first = start
        judged = [w for w in adjectives.split() if lexicon.judges(w)]
        if leading and leading["article"].casefold() in ("a", "an"):
            first = offset + leading.start("article")
        elif judged and adjectives.split()[-len(judged) :] == judged:
            first = start - len(" ".join(judged)) - 1
        if complement := _COMPLEMENT.match(text[end:]):
            end += complement.end()
        yield Hit(first, end, event, "noun", is_denied(text[offset:first]), f"6 framing noun, {how}")


def _is_no_event(noun: str, before: str, after: str, lexicon: FrameLexicon) -> bool:
    """Say whether a doctrine, a supposition or a part of another word stands there."""
    supposed = lexicon.judge(noun)[0] == "dictatorship" and SUPPOSED.search(before[-_NEAR:])
    doctrine = DOCTRINE.match(after) and not _CLAIMED.search(before)
    return bool(doctrine or supposed or re.match(r"\s+[a-z]+(?:ism|ness)\b", after))


def _frames_inside(noun: str, covering: Subject, text: str, topics: Topics) -> bool:
    """Say whether a framing noun inside a name judges: the event has a plain name with another head noun."""
    label = topics.authority[covering[2]].label.split()
    called = topics.events[covering[2]].called
    if text[covering[0] : covering[1]].casefold().startswith("the "):
        return noun in called
    return len(label) > 1 and noun != label[-1].casefold() and noun in called


def _is_anothers(scene: Scene, start: int, end: int, noun: str, topics: Topics) -> bool:
    """Say whether a framing noun is somebody's who is no actor of an event that may be called so."""
    actors = {a for e in topics.called(noun) for a in topics.events[e].actors}
    if not actors:
        return False
    text = scene.text
    owner = re.search(r"\b[A-Z][\w-]+(?=['’]s?\s+(?:[A-Z]\w+\s+)?$)", text[:start])
    if owner and not any(s <= owner.start() < e for s, e, _ in scene.others):
        return True  # somebody whom the authority file lacks
    for s, e, entity in scene.others:
        between = text[e:start] if e <= start else text[end:s]
        before = e <= start and re.fullmatch(r"(?:['’]s?)?\s+(?:[A-Z]\w+\s+)?", between)
        after = s >= end and re.fullmatch(r"\s+(?:of|by|in|against)\s+(?:the\s+)?(?:\w+\s+){0,2}", between)
        if (before or after) and entity not in actors:
            return True
    return False


def find_regime(scene: Scene, sentence: tuple[int, int], topics: Topics, lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find evaluated regimes (pattern 7) in a sentence."""
    offset, until = sentence
    painted = scene.painted[offset:until]
    for match in re.finditer(_REGIME, painted) if topics.regime else ():
        words = [w for w in re.findall(r"[\w-]+", match["d"].casefold()) if not w.endswith("ly") and w != "and"]
        known = [entry for w in words if (entry := lexicon.adjectives.get(w))]
        judged = [entry for entry in known if not entry.note and entry.frame != "other"]
        if not judged or len(known) < len(words) or not FORMER.isdisjoint(words):
            continue
        if match["doings"] and all(entry.frame not in _HARD or not entry.polarity for entry in judged):
            continue
        indefinite = (match["article"] or "").casefold() in ("a", "an")
        first = offset + (match.start("article") if indefinite else match.start("d"))
        end = offset + (match.end() if indefinite else match.end("d"))
        denied = is_denied(painted[: match.start()])
        if not SUPPOSED.search(painted[max(0, match.start() - 60) : match.start()]):
            yield Hit(first, end, topics.regime, "noun" if indefinite else "modifier", denied, "7 regime")


def find_deeds(scene: Scene, sentence: tuple[int, int], topics: Topics, lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find what an event did (pattern 8) in a sentence: a deed with its object, or with those who did it."""
    offset, until = sentence
    text = scene.text[offset:until]
    for deed in lexicon.deeds.finditer(text) if lexicon.deeds else ():
        found = _object_of(text, deed, topics, lexicon)
        fitting = topics.acting_on(found["object"]) if found else _done_by(scene, offset, deed, topics, lexicon)
        if not fitting or SUPPOSED.search(text[max(0, deed.start() - _NEAR) : deed.start()]):
            continue
        event, how = topics.choose(scene, offset + deed.start(), sentence, fitting)
        if event:
            first, end = lexicon.first_word(text, deed.start()), found.end() if found else deed.end()
            denied = is_denied(text[:first])
            rule = f"8 deed{'' if found else ' of its actors'}, {how}"
            yield Hit(offset + first, offset + end, event, "noun", denied, rule, offset + deed.end())


def _object_of(text: str, deed: re.Match[str], topics: Topics, lexicon: FrameLexicon) -> re.Match[str] | None:
    """Match the object of a deed behind it; what is an adjective there (*of soviet industry*) is none."""
    found = topics.objects.match(text, deed.end()) if topics.objects else None
    if found is None or (
        "trait" in lexicon.frames[deed[1].casefold()].note and found["link"] not in ("over", "against")
    ):
        return None
    if found["object"].casefold() in lexicon.adjectives and not re.match(NOUN_ENDS, text[found.end() :]):
        return None
    return found


def _done_by(scene: Scene, offset: int, deed: re.Match[str], topics: Topics, lexicon: FrameLexicon) -> frozenset[str]:
    """List the events whose actors stand beside a deed that is valued: *Kester's tyranny*, *terror under Kester*."""
    entry = lexicon.frames[deed[1].casefold()]
    if not entry.polarity:
        return frozenset()
    lead = scene.text[: offset + deed.start()]
    if _THESE.search(lead) and (topics.acts_in(lead) or any(e == topics.regime for *_, e in scene.subjects)):
        return frozenset([topics.regime] if topics.regime else topics.deeds)
    start, end = offset + deed.start(), offset + deed.end()
    for s, e, entity in scene.others:
        before = e <= start and _OWNS.fullmatch(scene.text[e:start])
        between = scene.text[end:s] if s >= end else ""
        after = _UNDER.fullmatch(between) or ("trait" in entry.note and _OF.fullmatch(between))
        if before or after:
            return topics.done_by(entity)
    return frozenset()
