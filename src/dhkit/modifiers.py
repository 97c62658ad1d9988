"""Modifiers: adjectives that judge an event, and nouns that an event is the event of.

Owns the patterns inside one noun phrase. In come a scene and one of its sentences, out come `Hit`s.

Patterns (E an event named, or a noun that means it; D the descriptor):
    4. modifier: evaluating adjectives right before E, or a quoted one that denies (*the "popular" regime*)
    5. noun of E: `the D of E` (*the tragedy of the revolution*), `D, namely E`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhkit.frames import FrameLexicon
from dhkit.hits import FORMER, Hit
from dhkit.topics import EVENT, Scene, Topics, event_at

_UNDOING = frozenset(
    "suppression repression crushing smashing elimination abolition banning overthrow liquidation persecution "
    "destruction defeat replacement transfer".split()
)


def find_modifiers(scene: Scene, span: tuple[int, int], topics: Topics, lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find evaluating adjectives (pattern 4) in a sentence."""
    offset, subjects = span[0], scene.inside(*span)
    sentence = scene.painted[span[0] : span[1]]
    for start, _, event in subjects:
        before = sentence[: start - offset]
        words = list(re.finditer(r"[\w-]+", before))
        run: list[re.Match[str]] = []
        for word in reversed(words[-4:]):
            gap = before[word.end() : run[0].start() if run else len(before)]
            if gap.strip(" ,") or not (lexicon.judges(word.group()) or (run and word.group() == "and")):
                break
            run.insert(0, word)
        while run and run[0].group() == "and":
            run.pop(0)
        if run:
            yield Hit(offset + run[0].start(), offset + run[-1].end(), event, "modifier", False, "4 modifier")
        quoted = re.search(r"[\"'](?P<d>[\w-]+)[\"']\s+$", before)
        if quoted and not run and quoted["d"].casefold() in lexicon.adjectives:
            first = offset + quoted.start("d")
            yield Hit(first, offset + quoted.end("d"), event, "modifier", True, "4 modifier in quotation marks")
    plain = scene.text[slice(*span)]
    for match in topics.modified.finditer(plain) if topics.modified else ():
        known = [(w, lexicon.adjectives.get(w.group())) for w in re.finditer(r"[\w-]+", match["words"])]
        judged = [w for w, entry in known if entry and lexicon.judges(w.group())]
        if (
            judged
            and FORMER.isdisjoint(match["words"].split())
            and all(entry or w.group() == "and" for w, entry in known)
        ):
            at = span[0] + match.start("words")
            event = topics.usual[match["noun"].casefold()]
            yield Hit(at + judged[0].start(), at + judged[-1].end(), event, "modifier", False, "4 modifier")


def find_nouns_of(scene: Scene, span: tuple[int, int], topics: Topics, lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find nouns of an event (pattern 5) in a sentence."""
    offset, subjects = span[0], scene.inside(*span)
    sentence = scene.painted[span[0] : span[1]]
    pattern = rf"(?P<d>(?:an?\s+)?(?:[\w'-]+\s+)?[\w'-]+)\"?\s+of\s+(?:the\s+)?(?P<event>{EVENT}+)"
    for match in re.finditer(pattern, sentence):
        words = match["d"].split()
        found = lexicon.find(" ".join(words[-2:]))
        event = event_at(subjects, offset + match.start("event"))
        if not event or not found or found[-1].part == "adjective":
            continue
        if found[-1].lemma in _UNDOING:
            continue  # what was done to an event is not what it was
        if "generic" in found[-1].note and found[-1].polarity >= 0:
            continue  # *the success of the revolution* may be an aim
        if not re.search(re.escape(found[-1].lemma), match["d"], re.IGNORECASE):
            continue
        noun = match.start("d") + match["d"].casefold().rindex(found[-1].lemma.casefold().split()[0])
        start = lexicon.first_word(sentence, noun)
        # *The big bang of the revolution* in February is the February revolution's.
        closer = topics.called(found[-1].lemma.casefold()) - {event}
        event = topics.cued(scene.text[slice(*span)], closer, match.start()) or event
        yield Hit(offset + start, offset + match.end("d"), event, "noun", False, "5 noun of the event")

    natured = rf"\b(?P<adj>[\w-]+)\s+(?:character|nature|essence)\s+of\s+(?:the\s+)?(?P<event>{EVENT}+)"
    for match in re.finditer(natured, sentence):
        event = event_at(subjects, offset + match.start("event"))
        if event and match["adj"].casefold() in lexicon.adjectives and match["adj"] not in ("true", "real", "very"):
            end = sentence.index(" of", match.start())
            yield Hit(offset + match.start(), offset + end, event, "noun", False, "5 noun of the event")
    heady = (
        rf"\b(?P<d>(?P<adj>[\w-]+)\s+(?:days|hours|weeks|months|years|spirit|atmosphere|period|"
        rf"times|experience|example|character|nature|outcome|consequences|results))\s+of\s+(?:the\s+)?(?P<event>{EVENT}+)"
    )
    for match in re.finditer(rf"(?P<d>[^,;.:()]+?),\s+namely\s+(?:the\s+)?(?P<event>{EVENT}+)", sentence):
        nouns = [
            n for n in lexicon.nouns.finditer(match["d"]) if "classifying" not in lexicon.frames[n[1].casefold()].note
        ]
        if nouns and lexicon.judge(nouns[-1].group())[0] != "other":
            start = lexicon.first_word(sentence, match.start("d") + nouns[-1].start())
            event = event_at(subjects, offset + match.start("event"))
            end = match.start("d") + nouns[-1].end()
            yield Hit(offset + start, offset + end, event, "apposition", False, "5 namely the event")
    for match in re.finditer(heady, sentence):
        event = event_at(subjects, offset + match.start("event"))
        if event and lexicon.judges(match["adj"]):
            yield Hit(offset + match.start("d"), offset + match.end("d"), event, "noun", False, "5 noun of the event")
