"""Attribution: who is said to say what stands in quotation marks.

Owns the reporting clause. In come the clean text of a passage, the names in it and its quotations, out comes for each
quotation a `Cue`: a name, a pronoun, or the narrator's own *I*, with the numbered rule that found it. Leaves the voice
to `voices`, which knows brackets, extracts and labels, and which resolves pronouns.

Rules, in the order in which they are tried; N is a name, V a reporting verb (lexicons/reporting.csv):
    1. after the quotation: `"…," V N`, `"…," N V`, `"…," he V`
    2. before it, next to it: `N V: "…"`, `N V that "…"`, `As N V, "…"`, `he V, "…"`, `[N V] "…"`
    3. a phrase: `to quote N, "…"`, `in N's words`, `according to N`, `for N`
    4. between the parts of a broken quotation: as 1, for the part that follows
    5. later in the sentence: `"…" …, as N V`
    6. the sentence before, where it ends in a colon or the quotation opens its paragraph
    7. the only person named before it in its sentence
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dhkit.lexicons import reporting_phrases, reporting_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dhkit.quotations import Quotation

# Names are painted over by these, one character each, so that patterns see names and offsets stay.
_PERSON, _BODY, _OTHER, _QUOTED, _CITED = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_SPEAKER = f"(?P<name>[{_PERSON}{_BODY}]+)"
_PRONOUN = r"(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b)"
_ADVERB = (
    r"(?:\s+(?:brothers|sisters|also|then|later|once|himself|herself|even|further|now|never|always|still|again|"
    r"rightly|clearly|constantly|explicitly|repeatedly|often|simply|only|truly|himself,|\w+ly|had|has|have|did|"
    r"would|could|may|might|was|to|must))*"
)
_STOP = frozenset(
    "the a an this that these those it its his her their he she they we i you my our your as in on at of for "
    "from with by to and or but if when while "
    "after before since because although though however indeed thus so then there here what who why how "
    "where which one two all some many most no not "
    "yet even only both such under over during until unlike like another other every each few first second "
    "third last next also again once still "
    "anyway well yes oh".split()
)
_CAPITALISED = re.compile(
    r"\b[A-ZÀ-ÞА-Я](?:\w*\.|[\w’'-]*\w)(?:\s+(?:[A-ZÀ-ÞА-Я](?:\.|[\w’-]*\w)|de|van|von|der)){0,3}"
)
_FAR = 40  # characters between the writer's own verb and the quotation
_SENTENCE_END = re.compile(
    f"(?:[.!?…][\"')\\]]*(?:\\[\\d+\\])?|{_CITED}\\.?)\\s+(?=[\"'(\\[]?[A-ZА-Я\ue000-\ue003])|{_CITED}\\.?\\s+"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name in a clean text: offsets, kind, and the entity if the authority file knows it."""

    start: int
    end: int
    surface: str
    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Who speaks: a `name`, or a `pronoun`; `rule` says by which numbered rule."""

    name: Name | None
    pronoun: str
    rule: str

    @property
    def certain(self) -> bool:
        """Whether a reporting clause names the speaker next to the words."""
        return self.name is not None and self.rule[0] in "1234"


def find_names(doc: Doc, given_names: frozenset[str] = frozenset()) -> list[Name]:
    """List the names in a text: those of the authority file, then names that it does not know.

    Unknown names are capitalised words next to a reporting verb, or two and more that begin with a known given name or
    stand right before a bracket.

    Args:
        doc: the parsed clean text.
        given_names: given names of the persons in the authority file.

    Returns:
        In order, not overlapping. An unknown name is taken for a person, with an empty entity.
    """
    text = doc.text
    known = [Name(e.start_char, e.end_char, e.text, e.label_, e.id_) for e in doc.ents]
    taken = [False] * (len(text) + 1)
    for name in known:
        taken[name.start : name.end] = [True] * (name.end - name.start)
    unknown = []
    for match in _CAPITALISED.finditer(text):
        start, end = match.span()
        words = match.group().split()
        while words and words[0].casefold().rstrip(".") in _STOP:
            start += len(words[0]) + 1
            words = words[1:]
        personal = len(words) > 1 and (
            words[0] in given_names or (text[end : end + 2] == " [" and text[start - 1] != "[")
        )
        if words and not any(taken[start:end]) and (personal or _near_verb(text, start, end)):
            unknown.append(Name(start, end, text[start:end], "person", ""))
    return sorted([*known, *unknown], key=lambda n: n.start)


@cache
def _verbs() -> str:
    return r"\b(?:" + "|".join(sorted(map(re.escape, reporting_verbs()), key=lambda v: (-len(v), v))) + r")\b"


@cache
def _next_to_verb() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\s*,?\s*(?:who\s+)?{_verbs()}"), re.compile(rf"{_verbs()}\s+$")


def _near_verb(text: str, start: int, end: int) -> bool:
    after, before = _next_to_verb()
    return bool(after.match(text, end) or before.search(text[max(0, start - 25) : start]))


def paint(
    text: str,
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    cited: Sequence[tuple[int, int]] = (),
    *,
    depth: int = 1,
) -> str:
    """Paint names, words quoted at one depth and citations over, so that only the reporting text is left.

    Painting is character by character, so offsets stay. A citation ends a sentence.
    """
    painted = list(text)
    for name in names:
        mark = _PERSON if name.kind == "person" else _BODY if _can_speak(name, text) else _OTHER
        painted[name.start : name.end] = mark * (name.end - name.start)
    for quotation in quotations:
        if quotation.depth == depth:
            last = text[quotation.end - 1 : quotation.end]
            painted[quotation.start : quotation.end] = _QUOTED * (quotation.end - quotation.start)
            if last in ".!?…" and quotation.end > quotation.start:
                painted[quotation.end - 1] = last
    for start, end in cited:
        painted[start:end] = _CITED * (end - start)
    return "".join(painted)


def _can_speak(name: Name, text: str) -> bool:
    """Say whether a body or group may speak: not where its name is an adjective (*Bolshevik leaders*)."""
    if name.kind == "organisation":
        return True
    return name.kind == "group" and name.surface.endswith("s") and text[name.start - 1 : name.start] != "-"


def find_cue(quotation: Quotation, text: str, painted: str, names: Sequence[Name]) -> Cue | None:
    """Find who is said to speak a quotation, from the words around it.

    Args:
        quotation: in clean offsets of the text.
        text: the clean text of the passage.
        painted: the same as `paint` leaves it.
        names: the names in it.

    Returns:
        The cue of the first rule that holds, or None.
    """
    start, end = quotation.start - 1, min(quotation.end + 1, len(text))
    ends = [m.end() for m in _SENTENCE_END.finditer(painted)]
    sentence = max((e for e in ends if e <= start), default=0)
    stop = min((e for e in ends if e >= end), default=len(text))
    lead, tail = painted[sentence:start], painted[end:stop]
    if text[quotation.end - 1 : quotation.end] in ("?", "!"):  # it ends the quoted sentence, not the reporting one
        tail = painted[end : end + 120]
    if (cue := _after(tail, end, names)) and not re.match(r"[^.,;:]{0,60}?(?:\bthat\b|[\s,:]\")", tail):
        return cue
    tail = painted[end:stop]
    if cue := _before(lead, sentence, names):
        return cue
    if cue := _later(tail, end, names):
        return cue
    if not lead.strip(" ([") and sentence > 0:
        previous = max((e for e in ends if e < sentence), default=0)
        earlier = painted[previous:sentence]
        if earlier.rstrip().endswith(":") and (cue := _before(earlier, previous, names, rule="6")):
            return cue
    return _only_person(lead, sentence, names)


def find_announcement(painted: str, names: Sequence[Name]) -> Cue | None:
    """Find who is announced at the end of a passage that introduces a block quotation (rule 6)."""
    ends = [m.end() for m in _SENTENCE_END.finditer(painted)]
    sentence = max((e for e in ends if e < len(painted.rstrip())), default=0)
    lead = painted[sentence:]
    return _before(lead, sentence, names, rule="6") or _only_person(lead, sentence, names, rule="6")


def is_reporting_phrase(painted: str) -> bool:
    """Say whether a painted stretch is a reporting phrase and nothing more: *, noted N,* or *he went on*."""
    return any((m := p.match(painted)) and not painted[m.end() :].strip(" ,;:.…–—-") for p in _after_patterns())


def _name_at(names: Sequence[Name], start: int) -> Name | None:
    return next((n for n in names if n.start <= start < n.end), None)


def _cue(match: re.Match[str], offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    groups = match.groupdict()
    if groups.get("name"):
        return Cue(_name_at(names, offset + match.start("name")), "", rule)
    return Cue(None, groups["pronoun"].casefold(), rule) if groups.get("pronoun") else None


@cache
def _after_patterns() -> tuple[re.Pattern[str], ...]:
    verbs = _verbs()
    return (
        re.compile(rf"[\s,;–—-]*{verbs}\s+(?:\w+\s+){{0,2}}?{_SPEAKER}"),
        re.compile(rf"[\s,;–—-]*(?:as\s+)?(?:{_SPEAKER}|{_PRONOUN}){_ADVERB}\s+{verbs}"),
    )


def _after(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    for pattern in _after_patterns():
        if match := pattern.match(tail):
            return _cue(match, offset, names, "1 after")
    return None


@cache
def _before_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    verbs = _verbs()
    phrases = "|".join(
        _phrase(p)
        for p in reporting_phrases()
        if not re.match(r"(?:quoted|cited) (?:by|in|from)", p, re.IGNORECASE) and p.casefold() != "for x"
    )
    return (
        ("3 phrase", re.compile(rf"(?:{phrases})(?![^,:]{{90}})")),
        ("3 phrase", re.compile(rf"(?:^|[.;,]\s*)[Ff]or\s+{_SPEAKER},")),
        (
            "2 before",
            re.compile(rf"(?:{_SPEAKER}(?!['’]s)(?:,[^,]{{1,60}},)?|{_PRONOUN}){_ADVERB}\s+(?P<verb>{verbs})"),
        ),
        ("2 before", re.compile(rf"(?P<verb>{verbs})\s+(?:by\s+)?{_SPEAKER}")),
    )


def _phrase(phrase: str) -> str:
    pattern = re.escape(phrase)
    if "X" in phrase:
        return pattern.replace("X", _SPEAKER.replace("?P<name>", "")).replace("'s", "['’]s?")
    return pattern + r"\s+(?:\w+\s+){0,2}?" + _SPEAKER.replace("?P<name>", "")


def _before(lead: str, offset: int, names: Sequence[Name], *, rule: str = "") -> Cue | None:
    """Find the last reporting clause before the quotation; a phrase beats a verb at the same place."""
    if cue := _participle(lead, offset, names, rule or "2 before"):
        return cue
    best: tuple[int, str, Cue] | None = None
    for label, pattern in _before_patterns():
        for match in pattern.finditer(lead):
            cue = (
                _cue(match, offset, names, rule or label)
                if "name" in pattern.groupindex
                else _phrase_cue(match, offset, names, rule or label)
            )
            if cue and (best is None or match.end() > best[0]):
                best = (match.end(), label, cue)
    if best is None:
        return None
    # *We conclude … with X's summary: "…"*: the writer's own clause far off gives way to the only person named.
    if best[2].pronoun in ("i", "we") and len(lead) - best[0] > _FAR and (person := _only_person(lead, offset, names)):
        return person
    return best[2]


def _participle(lead: str, offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    """Find the subject of *X came round, saying: "…"*: whoever the sentence begins with."""
    if not re.search(rf",\s(?:\w+ly\s)?(?:{_verbs()})(?<=ing)(?:\s+that)?[\s,:]*$", lead):
        return None
    match = re.search(rf"{_SPEAKER}(?!['’]s)|{_PRONOUN}", lead)
    return _cue(match, offset, names, rule) if match else None


def _phrase_cue(match: re.Match[str], offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    inner = re.search(f"[{_PERSON}{_BODY}]", match.group())
    return Cue(_name_at(names, offset + match.start() + inner.start()), "", rule) if inner else None


def _later(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    pattern = re.compile(rf"\bas\s+(?:{_SPEAKER}|{_PRONOUN}){_ADVERB}\s+{_verbs()}")
    match = pattern.search(tail)
    return _cue(match, offset, names, "5 later") if match else None


def _only_person(lead: str, offset: int, names: Sequence[Name], *, rule: str = "7 only person") -> Cue | None:
    inside = [n for n in names if offset <= n.start < offset + len(lead) and n.kind == "person"]
    people = {n.entity or n.surface for n in inside}
    return Cue(inside[-1], "", rule) if len(people) == 1 else None
