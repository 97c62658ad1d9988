"""Predication: what an event was, what it is called, and what it is like, told by words and marks.

Owns the patterns that need no parser. In come a scene and one of its sentences, out come `Hit`s. What the words leave
open (*the rising, as all knew, was …*) is found by `dependencies` where a parser reads the text.

Patterns (E an event named, or a noun that means it; D the descriptor):
    1. predicate: `E was (not) D`, `E became D`, `E amounted to D`; `E …; it was D`; *It was D* after a sentence on E
    2. naming: `V call E D`, `E is regarded as D`, `the notion of D`; a list item `E: D`
    3. comparison: `E … like D`, `E resembled D`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhkit.frames import FrameLexicon
from dhkit.hits import Hit
from dhkit.topics import EVENT, Scene, event_at

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


def find_predicates(
    scene: Scene, span: tuple[int, int], topic: str, lexicon: FrameLexicon, *, told: bool = False
) -> Iterator[Hit]:
    """Find predicates (pattern 1) in a sentence.

    Args:
        scene: the passage.
        span: start and end of the sentence.
        topic: the event that the sentence before was about, or nothing.
        lexicon: descriptors with frame and polarity.
        told: true if the sentence before said what the event was: then *It was a makeshift* goes on about it, though
            no list has the noun.
    """
    offset, subjects = span[0], scene.inside(*span)
    sentence = scene.painted[span[0] : span[1]]
    named = re.compile(
        rf"(?P<event>{EVENT}+)(?:\s+(?:itself|of \d{{4}}|in \d{{4}}|in "
        rf"\w+))?,?\s+{_BE}{_NOT}{_ADVERB}\s+{_DESCRIPTOR}"
    )
    last = ""
    for match in named.finditer(sentence):
        before = sentence[: match.start()]
        if (_PREPOSED.search(before) and not _HEAD_OF.search(before)) or _CONDITION.search(before):
            continue
        last = event_at(subjects, offset + match.start("event"))
        yield from _coordinated(lexicon, match, offset, last, "1 predicate, event named")
    pronoun = re.compile(
        r"(?:^|(?P<clause>[;:—–]|--)\s*|^(?:For|To|In the eyes of)\s+[^,;:.]{2,50}?,?\s+)"
        rf"(?P<it>[Ii]t|[Tt]his|[Tt]hey)\s+{_BE}{_NOT}{_ADVERB}\s+{_DESCRIPTOR}"
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
            yield from _coordinated(lexicon, match, offset, event, rule, strict=not (match["clause"] or told))


def _coordinated(
    lexicon: FrameLexicon, match: re.Match[str], offset: int, event: str, rule: str, *, strict: bool = False
) -> Iterator[Hit]:
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
        cut = lexicon.cut(parts[k], nominal_suffices=not strict)
        if event and cut:
            yield Hit(position + cut[0], position + cut[1], event, "predicate", denied, rule)
        position += len(parts[k]) + (len(parts[k + 1]) if k + 1 < len(parts) else 0)


def find_namings(scene: Scene, span: tuple[int, int], lexicon: FrameLexicon) -> Iterator[Hit]:
    """Find namings and comparisons (patterns 2 and 3) in a sentence."""
    offset, subjects = span[0], scene.inside(*span)
    sentence = scene.painted[span[0] : span[1]]
    event_sign = rf"(?P<event>{EVENT}+)"
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
            cut = lexicon.cut(match["d"], nominal_suffices=True)
            if cut:
                said = sentence[: match.start("d")]
                denied = bool(re.search(r"\b(?:not|never|hardly|cannot|no longer)\b[^,;]{0,40}$", said))
                start, event = offset + match.start("d"), event_at(subjects, offset + match.start("event"))
                rule = {"comparison": "3 comparison", "apposition": "2 list item"}.get(relation, "2 naming")
                yield Hit(start + cut[0], start + cut[1], event, relation, denied, rule)
    for match in re.finditer(r"\b(?:notion|idea|myth|picture|legend) of\s+(?P<d>an?\s[^,;:.!?()—–]*)", sentence):
        event = next((e for *_, e in subjects), "")
        cut = lexicon.cut(match["d"], nominal_suffices=False)
        if event and cut:
            said = sentence[max(0, match.start() - 30) : match.start("d")]
            denied = bool(re.search(r"\b(?:challeng|reject|refut|dispel|den(?:y|ied)|abandon|myth|legend)", said))
            start = offset + match.start("d")
            yield Hit(start + cut[0], start + cut[1], event, "naming", denied, "2 naming")
