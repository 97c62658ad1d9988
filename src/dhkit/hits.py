"""Hits: a descriptor found in a passage, and the words that deny or suppose it.

Owns `Hit`, in clean offsets of its passage, and the signs of denial and supposition that all patterns share. Turning a
hit into a row is `characterisations`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhkit.lexicons import name_words

DENIED = re.compile(
    r"(?i)\b(?:not|never|no|no longer|hardly|nor|neither|rather than|instead of|far from(?: being)?"
    r"|(?:challeng|reject|refut|dispel)\w+ the (?:notion|idea|myth|view) of|myth of"
    r"|den(?:y|ies|ied)(?: that)?(?: it was)?)"
    r"\s+(?:the\s+|a\s+|an\s+|any\s+|such\s+|some\s+)*(?:\w+\s+)?$"
)
"""What denies the noun that follows."""

HYPOTHETICAL = re.compile(
    r"\b(?:will|would|can|could|may|might|must|cannot)\s+(?:\w+\s+){0,2}?"
    r"(?!be (?:seen|found|said|traced|explained|understood))"
    r"(?:be|become|lead|mean|meant|result|end|have|raise|take|bring|transform|produce)\b[^.;:]{0,100}$"
    r"|\bready to\s+\w+\s+(?:an?\s+)?$|\b(?:no talk|theory|theories|concept|prerequisites?|preconditions?|conditions?|"
    r"form|forms|vehicle|instrument|slogan)\s+(?:of|for)\s+(?:an?\s+|the\s+)?$"
)
"""What tells of something possible, necessary or taught, and of no event: *would mean a*, *prerequisites for the*."""

NOUN_ENDS = (
    r"(?=\s*(?:[.,;:!?)\"—–\]-]|$)|\s+(?:that|which|who|of|in|and|or|but|was|were|is|are|under|to|by|for|with|as|over|had|"
    r"has|have|would|could|can|may|did|does|do|not|on|at|from|after|before|since|while|where|when|during|against|into|"
    r"through|within|throughout|without|around|between|became|be|began|started|resistant|based|led|it|he|they|the|a|an)\b)"
)
"""What may follow a noun that is not part of a longer one: *order of things*, but not *order book*."""

FORMER = frozenset(name_words("former"))
"""What makes a regime another than the one that *the regime* means."""

AFFIRMED = re.compile(
    r"(?i)\b(?:not|never|no|hardly)\s+(?:lacking|without|devoid of|free (?:of|from))\s+(?:an?\s+)?(?:\w+\s+)?$"
    r"|\bnot\s+(?:establish|create|build|found|make|invent|start|begin|cause)\s+(?:an?\s+|the\s+)?$"
)
"""What looks like a denial and affirms: *was not lacking*, or denies who did it: *did not establish*."""

_HOLDS = (
    r"(?:(?:argu|believ|claim|contend|conclud|declar|insist|maintain|observ|report|suggest|assert|admit|stress|reason|feel)"
    r"(?:e|es|ed|s|ing)?|(?:accus|idea|notion|myth|legend|view|impression|opinion)\w*|think|thinks|thought|hold|holds|held|"
    r"say|says|said|felt|saw|sees|see)"
)
_VIEW = re.compile(
    rf"(?:\b{_HOLDS}(?:\s+(?:\w+ly|was|is|often|always|then|also))?\s+that\b|\b[Aa]ccording to\b"
    rf"|\bwhat (?:he|she|they|\w+) {_HOLDS}\b)(?=[^.;:!?]*$)"
)
_NAMED = re.compile(
    r"\b(?:describ|portray|present|regard|view|characteri[sz]|depict|dismiss|hail|condemn|celebrat|label|brand|dub|term|"
    r"call|denounc|consider)(?:e|es|ed|s|ing)?\b|\b(?:see|sees|saw|seen|think|thinks|thought)\b"
)
_OWN = re.compile(
    r"\b(?:[Ii]|[Ww]e|[Oo]ne|must|should|can|may|could|cannot|no longer|let us|to)\s+(?:\w+ly\s+)?(?:be\s+)?$"
    r"|\bas\s+[Ii]\s+$"
)

SUPPOSED = re.compile(
    r"\b(?:would|[Ii]f|should it|cannot|to think that|to (?:build|establish|create|impose)|threat of|danger of)\b"
)
"""What makes the noun that follows a supposition or an aim."""


def is_denied(before: str) -> bool:
    """Say whether what stands before a noun denies it.

    >>> is_denied("It was not a "), is_denied("It was not without a ")
    (True, False)
    """
    return bool(DENIED.search(before)) and not AFFIRMED.search(before)


def is_reported(before: str, *, naming: bool = False) -> bool:
    """Say whether what leads to a descriptor gives the view as another's: *Voss held that it was*, *is seen as*.

    What the voice says in its own name (*I think that it was*, *we must call it*) is its own.

    Args:
        before: the sentence up to the descriptor, as far as it is the voice's.
        naming: true if the descriptor is what somebody calls the event.

    >>> is_reported("Some historians believe that the rising was "), is_reported("I believe that the rising was ")
    (True, False)
    >>> is_reported("The rising is often regarded as ", naming=True), is_reported("We call the rising ", naming=True)
    (True, False)
    """
    found = [*_VIEW.finditer(before), *(_NAMED.finditer(before) if naming else ())]
    return bool(found) and not any(_OWN.search(before[: m.start()]) for m in found)


@dataclass(frozen=True, slots=True)
class Hit:
    """One descriptor of one event, in clean offsets of its passage."""

    start: int
    end: int
    event: str
    relation: str
    negated: bool
    rule: str
    judged: int = 0
    """End of the words that judge, where not all do: the object of a deed does not."""
