"""Attribution: who is said to speak what stands in quotation marks.

Owns the reporting clause. In come the clean text of a passage, the names in it and its quotations, out comes for each
quotation a `Cue`: a name, a pronoun, or the narrator's own *I*, with the numbered rule that found it. Leaves the voice
to `voices`, which knows brackets, extracts and labels, and which resolves pronouns.

Rules, in the order in which they are tried; N is a name, V a reporting verb (lexicons/reporting.csv):
    1. after the quotation: `"…," V N`, `"…," N V`, `"…," he V`, `"…," according to N`, `"…" (N)`
    2. before it: `N V: "…"`, `N V that "…"`, `As N V, "…"`, `he V, "…"`, `N …, saying "…"`, `N, who …: "…"`
    3. a phrase: `to quote N, "…"`, `in N's words`, `according to N`, `for N,`, `N's claim that`, `N quotes N`
    5. later in the sentence: `"…" …, as N V`
    6. the sentence before, where it ends in a colon
    7. the only person named before it in its sentence
    8. the sentence before, where it says that somebody tells, and the quotation opens its own

A name does not speak where it stands behind a preposition or as a possessive (*the biography of N says*), nor in rule 7
where the quoted words name it. `N quotes one of the leaders` is a cue of nobody: the quoter's voice would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dhkit.lexicons import reporting_phrases
from dhkit.names import BODY, CITED, PERSON, QUOTED, Name, verb_pattern

if TYPE_CHECKING:
    from dhkit.quotations import Quotation

_SIGN = f"[{PERSON}{BODY}]"
_SPEAKER = f"(?P<name>{_SIGN}+)"
_PRONOUN = r"(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b)"
_ADVERB = (
    r"(?:\s+(?:also|then|later|once|himself|herself|even|further|now|never|always|still|again|rightly|often|simply|only|"
    r"\w+ly|goes on|went on|had|has|have|did|would|could|may|might|was|to|must|"
    r"brothers|sisters))*"  # *the Fesk brothers say*: what may stand between a name and its verb
)
_CONVINCED = r"(?:was|were|is|are) (?:convinced|certain|adamant|sure|of the opinion)"
_SAYING = (
    r"(?:affirmation|remark|claim|statement|words|comment|observation|assertion|argument|view|belief|conviction|injunction|"
    r"conclusion|promise|warning|reply|answer|contention|formula|phrase|dictum|testimony|judgement|judgment|slogan|"
    r"summary|account|version|report|verdict)"
)
_QUOTING = r"\b(?:quote|quotes|quoted|quoting|cite|cites|cited|citing)\b"
_PREPOSED = re.compile(
    rf"(?:^|\W)(?:by|of|to|with|from|for|on|about|against|than|like|unlike)\s+(?:the\s+|a\s+|an\s+)?(?:{_SIGN}+\s+and\s+)*$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\b(?:by|of|to|against|about|as for)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SUBJECT_BEFORE = rf"(?:{_SIGN}|\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)){_ADVERB}\s+$"
_JOINED_BEFORE = re.compile(rf"{_SIGN}\s+(?P<joint>and|or|nor)\s+$")
_AT_QUOTATION = re.compile(r"(?:\s+(?:that|as follows|how))?[\s,:;(\[]*$")
UNNAMED = "2 somebody unnamed"
ONE_OF_SEVERAL = "2 one of several"  # *N and N said*: the words are given to the nearest, and never as certain
_FAR = 40  # characters between the writer's own verb and the quotation
_SENTENCE_END = re.compile(
    f"(?:[.!?…][\"')\\]]*(?:\\[\\d+\\])?|{CITED}\\.?)\\s+(?=[\"'(\\[]?[A-ZА-Я{PERSON}-{QUOTED}])|{CITED}\\.?\\s+"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Who speaks: a `name`, or a `pronoun`, or, with neither, somebody who is not named; `rule` says by which rule."""

    name: Name | None
    pronoun: str
    rule: str

    @property
    def is_close(self) -> bool:
        """Whether a reporting clause or phrase next to the words tells the speaker."""
        return self.rule[0] in "123"


def find_cue(quotation: Quotation, text: str, painted: str, names: Sequence[Name]) -> Cue | None:
    """Find who is said to speak a quotation, from the words around it.

    Args:
        quotation: in clean offsets of the text.
        text: the clean text of the passage.
        painted: the same as `names.paint` leaves it.
        names: the names in it.

    Returns:
        The cue of the first rule that holds, or None.
    """
    start, end = quotation.start - 1, min(quotation.end + 1, len(text))
    ends = [m.end() for m in _SENTENCE_END.finditer(painted)]
    sentence = max((e for e in ends if e <= start), default=0)
    stop = min((e for e in ends if e >= end), default=len(text))
    lead, tail = painted[sentence:start], painted[end:stop]
    asked = text[quotation.end - 1 : quotation.end] in ("?", "!")  # it ends the quoted sentence, not the reporting one
    following = painted[end : end + 120] if asked else tail
    if (cue := _after(following, end, names)) and not re.match(r"[^.,;:]{0,60}?(?:\bthat\b|[\s,:]\")", following):
        return cue
    if cue := _before(lead, sentence, names):
        return cue
    if cue := _later(tail, end, names):
        return cue
    quoted = text[quotation.start : quotation.end]
    if not lead.strip(" ([") and sentence > 0:
        previous = max((e for e in ends if e < sentence), default=0)
        earlier = painted[previous:sentence]
        rule = "6" if earlier.rstrip().endswith(":") else "8 sentence before"
        if (cue := _before(earlier, previous, names, rule=rule)) and not _names_itself(cue, quoted):
            return cue
    cue = _only_person(lead, sentence, names)
    return cue if cue and not _names_itself(cue, quoted) else None


def _names_itself(cue: Cue, quoted: str) -> bool:
    """Say whether quoted words name their supposed speaker: then they are hardly his."""
    return cue.name is not None and cue.name.surface.split()[-1] in quoted


def find_announcement(painted: str, names: Sequence[Name]) -> Cue | None:
    """Find who is announced at the end of a passage that introduces a block quotation (rule 6)."""
    ends = [m.end() for m in _SENTENCE_END.finditer(painted)]
    sentence = max((e for e in ends if e < len(painted.rstrip())), default=0)
    lead = painted[sentence:]
    return _before(lead, sentence, names, rule="6") or _only_person(lead, sentence, names, rule="6 only person")


def is_reporting_phrase(painted: str) -> bool:
    """Say whether a painted stretch is a reporting phrase and nothing more: *, noted N,* or *he went on*."""
    return any((m := p.match(painted)) and not painted[m.end() :].strip(" ,;:.…–—-") for p in _after_patterns())


def ends_in_reporting(painted: str) -> bool:
    """Say whether a stretch between two quotations is one reporting clause, with an aside, that ends in a full stop."""
    return any(
        (m := p.match(painted)) and re.fullmatch(r"[^.!?]{0,80}\.\s*", painted[m.end() :]) for p in _after_patterns()
    )


def _name_at(names: Sequence[Name], start: int) -> Name | None:
    return next((n for n in names if n.start <= start < n.end), None)


def _cue(match: re.Match[str], offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    groups = match.groupdict()
    if groups.get("name"):
        return Cue(_name_at(names, offset + match.start("name")), "", rule)
    return Cue(None, groups["pronoun"].casefold(), rule) if groups.get("pronoun") else None


@cache
def _after_patterns() -> tuple[re.Pattern[str], ...]:
    verbs = verb_pattern()
    return (
        re.compile(rf"[\s,;–—-]*{verbs}\s+(?:\w+\s+){{0,2}}?{_SPEAKER}"),
        re.compile(rf"[\s,;–—-]*(?:as\s+)?(?:{_SPEAKER}|{_PRONOUN}){_ADVERB}\s+{verbs}"),
        re.compile(rf"[\s,;–—-]*according to (?:\w+\s+){{0,2}}?{_SPEAKER}"),
        re.compile(rf"\s*\({_SPEAKER}\)"),
    )


def _after(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    for pattern in _after_patterns():
        if match := pattern.match(tail):
            return _cue(match, offset, names, "1 after")
    return None


@cache
def _before_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    verbs = verb_pattern()
    phrases = "|".join(
        _phrase(p)
        for p in reporting_phrases()
        if not re.match(r"(?:quoted|cited) (?:by|in|from)", p, re.IGNORECASE) and p.casefold() != "for x"
    )
    return (
        ("3 phrase", re.compile(rf"(?:{phrases})(?![^,:]{{90}})")),
        ("3 phrase", re.compile(rf"(?:^|[.;,]\s*)[Ff]or\s+{_SPEAKER},")),
        ("3 phrase", re.compile(rf"{_SPEAKER}['’]s?\s+(?:\w+\s+){{0,2}}?{_SAYING}\b")),
        (
            "2 before",
            re.compile(
                rf"(?P<subject>{_SPEAKER}(?!['’]s)(?:,[^,]{{1,60}},|,?\s+who)?|{_PRONOUN}){_ADVERB}\s+(?:{verbs}|{_CONVINCED})"
            ),
        ),
        ("2 before", re.compile(rf"{verbs}\s+(?:by\s+)?{_SPEAKER}")),
    )


def _phrase(phrase: str) -> str:
    speaker = _SPEAKER.replace("?P<name>", "?:")
    pattern = re.escape(phrase)
    if "X" in phrase:
        return pattern.replace("X", speaker).replace("'s", "['’]s?")
    return pattern + r"\s+(?:\w+\s+){0,2}?" + speaker


def _before(lead: str, offset: int, names: Sequence[Name], *, rule: str = "") -> Cue | None:
    """Find the reporting clause before the quotation: the one that touches it, else the last."""
    if cue := _subject_of_participle(lead, offset, names, rule or "2 before"):
        return cue
    candidates = list(_clauses(lead, offset, names, rule))
    if not candidates:
        return None
    touching = [c for c in candidates if _AT_QUOTATION.match(lead, c[0])]
    end, cue = max(touching or candidates, key=lambda c: c[0])
    # *We conclude … with X's summary: "…"*: the writer's own clause far off gives way to the only person named.
    if cue.pronoun in ("i", "we") and len(lead) - end > _FAR and (person := _only_person(lead, offset, names)):
        return person
    return cue


def _clauses(lead: str, offset: int, names: Sequence[Name], rule: str) -> Iterator[tuple[int, Cue]]:
    """Yield every reporting clause and phrase of a lead, with where it ends."""
    for label, pattern in _before_patterns():
        for match in pattern.finditer(lead):
            before = lead[: match.start()]
            if before.endswith("("):
                continue  # an aside: (according to N)
            if pattern.groups == 1 and label == "2 before" and re.search(_SUBJECT_BEFORE, before):
                continue  # N told N: the second is spoken to
            if "subject" in pattern.groupindex and (
                (match["name"] and _PREPOSED.search(before)) or re.search(r"(?<!\bwas)(?<!\bis) \w+ing$", match.group())
            ):
                continue
            if "subject" in pattern.groupindex and match["name"] and (joined := _JOINED_BEFORE.search(before)):
                cue = _joint(match, joined["joint"], offset, names)
            elif "name" in pattern.groupindex:
                cue = _cue(match, offset, names, rule or label)
            elif inner := re.search(_SIGN, match.group()):
                cue = Cue(_name_at(names, offset + match.start() + inner.start()), "", rule or label)
            if cue is not None:
                yield match.end(), cue
    for match in re.finditer(rf"\b(?P<his>[Hh]is|[Hh]er)\s+(?:\w+\s+)?{_SAYING}\b", lead):
        yield match.end(), Cue(None, "he" if match["his"].lower() == "his" else "she", rule or "3 phrase")
    for match in re.finditer(
        rf"(?<!\bto ){_QUOTING}(?!\s+(?:\w+\s+){{0,2}}?{_SIGN})|{_SIGN}['’]s\s+\w+\s+{verb_pattern()}", lead
    ):
        yield match.end(), Cue(None, "", rule or UNNAMED)
    opening = re.match(rf"\W*(?:{_SPEAKER}(?!['’])|(?P<pronoun>[Hh]e|[Ss]he)\b)", lead)
    if opening and lead.rstrip().endswith(":") and (cue := _cue(opening, offset, names, rule or "2 colon")):
        yield opening.end(), cue


def _joint(match: re.Match[str], joint: str, offset: int, names: Sequence[Name]) -> Cue | None:
    """Read *N and N said* as one of several, and *neither N nor N said* as nobody."""
    return Cue(None, "", UNNAMED) if joint == "nor" else _cue(match, offset, names, ONE_OF_SEVERAL)


def _subject_of_participle(lead: str, offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    """Find the subject of *N came round, saying: "…"* and of *N, who replied by saying "…"*.

    It is the pronoun nearest before, else the first person, else the first body: a *that*-clause may name others.
    """
    if not re.search(
        rf"(?:,\s(?:\w+ly\s)?|\bby\s)(?:{verb_pattern()})(?<=ing)(?:\s*\([^)]*\))?(?:\s+that)?[\s,:]*$", lead
    ):
        return None
    if match := re.search(rf"{_SPEAKER},\s+who\b[^,;]*$", lead):
        return _cue(match, offset, names, rule)
    found = [m for m in re.finditer(rf"{_SPEAKER}(?!['’])|{_PRONOUN}", lead) if not _PREPOSED.search(lead[: m.start()])]
    pronouns = [m for m in found if m["pronoun"]]
    persons = [m for m in found if m["name"] and m["name"][0] == PERSON]
    best = [*pronouns[-1:], *persons[:1], *found[:1]]
    return _cue(best[0], offset, names, rule) if best else None


def _later(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    pattern = re.compile(rf"\bas\s+(?:{_SPEAKER}|{_PRONOUN}){_ADVERB}\s+{verb_pattern()}")
    match = pattern.search(tail)
    return _cue(match, offset, names, "5 later") if match else None


def _only_person(lead: str, offset: int, names: Sequence[Name], *, rule: str = "7 only person") -> Cue | None:
    """Find the only person that a sentence names, but for possessives and what stands behind a preposition."""
    inside = [n for n in names if offset <= n.start < offset + len(lead) and n.kind == "person"]
    if len({n.entity or n.surface for n in inside}) != 1 or re.search(rf"[Aa]s for {_SIGN}", lead):
        return None
    free = [
        n
        for n in inside
        if not re.match(r"['’]", lead[n.end - offset :]) and not _AGENT.search(lead[: n.start - offset])
    ]
    return Cue(free[-1], "", rule) if free else None
