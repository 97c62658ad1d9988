"""Attribution: who is said to speak what stands in quotation marks.

Owns the choice among reporting clauses. In come the clean text of a passage, the names in it and its quotations, out
comes for each quotation a `Cue`: a name, a pronoun, a description, or the narrator's own *I*, with the numbered rule
that found it. The forms of words are `clauses`. Leaves the voice to `voices`, which knows brackets, extracts and
labels, and which resolves pronouns.

Rules, nearly in the order in which they are tried (6 and 8 before 7); N is a name, V a verb of lexicons/reporting.csv:
    1. after the quotation: `"…," V N`, `"…," N V`, `"…," he V`, `"…," according to N`, `"…" (N)`, `"…," said the
       porter`
    2. before it: `N V: "…"`, `N V that "…"`, `As N V, "…"`, `he V, "…"`, `N …, saying "…"`, `N, who …: "…"`,
       `an old weaver V: "…"`; a clause that touches the opening mark goes before one behind the closing mark, unless
       the quotation ends in a comma
    3. a phrase: `to quote N, "…"`, `in N's words`, `according to N`, `for N,`, `N's claim that`, `N quotes N`
    5. later in the sentence: `"…" …, as N V`; `… "…" …, he V.`
    6. the sentence before, where it ends in a colon
    7. the only person named before it in its sentence; who *favoured*, *demanded* or *called for* what it says
    8. the sentence before, where it says that somebody tells, and the quotation opens its own, or behind *It ran thus:*
       where it says whose the letter is

A name does not speak where it stands behind a preposition or as a possessive (*the biography of N says*), nor in rule 7
where the quoted words name it. `N quotes one of the leaders` and `one argued that` are cues of nobody: the quoter's
voice would be wrong. Verbs that the lexicon calls weak (*ordered*, *published*) count only next to the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhkit import clauses
from dhkit.clauses import ANSWERED, AT_QUOTATION, PRONOUN, SIGN, SPEAKER
from dhkit.descriptions import Description, describe, description_pattern, is_person_noun
from dhkit.lexicons import weak_verbs
from dhkit.names import OTHER, PERSON, Name, verb_pattern
from dhkit.subjects import find_subject

if TYPE_CHECKING:
    from dhkit.quotations import Quotation

_DESCRIBED_OPENING = re.compile(
    rf"\W*(?:(?:and|but|while|yet)\s+)?{description_pattern()}\s+\w+(?:ed|ose|oke|ame|ode|aw)\b"
)
UNNAMED = "2 somebody unnamed"
INSIDE = "2 inside"  # *"For six years, says N, I slept"*
_INSIDE = re.compile(
    r"(?:,|--|[—–])\s?(?:says|said|writes|wrote|adds|observes|remarks|exclaims|exclaimed|cries|cried)\s"
    r"(?P<who>[\w.'’ -]{2,60}?)(?:\[\d+\])?(?:,|--|[—–]|(?=\[\d+\]))"
)
INDEFINITE = "2 somebody indefinite"
ONE_OF_SEVERAL = "2 one of several"  # *N and N said*: the words are given to the nearest, and never as certain
_LONGEST = 1200  # characters of a sentence that are looked at on either side: endless ones have no more to tell
_FAR = 40  # characters between the writer's own verb and the quotation


@dataclass(frozen=True, slots=True)
class Cue:
    """Who speaks: a `name`, a `pronoun`, a `description`, or, with none, somebody unnamed; `rule` says how we know."""

    name: Name | None
    pronoun: str
    rule: str
    description: Description | None = None
    position: int = -1
    """Where the pronoun stands, or the description begins."""

    @property
    def is_close(self) -> bool:
        """Whether a reporting clause or phrase next to the words tells the speaker."""
        return self.rule[0] in "123"

    @property
    def is_nobody(self) -> bool:
        """Whether it says only that somebody speaks whom it does not tell."""
        return self.name is None and not self.pronoun and self.description is None


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
    ends = clauses.sentence_ends(painted)
    sentence = max(max((e for e in ends if e <= start), default=0), start - _LONGEST)
    stop = min(min((e for e in ends if e >= end), default=len(text)), end + _LONGEST)
    lead, tail = painted[sentence:start], painted[end:stop]
    last = text[quotation.end - 1 : quotation.end]
    following = painted[end : end + 120] if last in ("?", "!") else tail  # they end the quoted sentence, not this one
    before = _touching(lead, sentence, names)
    # *N asked, "Why?" M answered, "Because."*: the question has its own clause.
    if not (before and last in (".", "?", "!", "…")) and (cue := _after(following, end, names)):
        return cue
    if cue := before or _before(lead, sentence, names) or _subject(lead, sentence, names):
        return cue
    if cue := _later(tail, end, names):
        return cue
    if ANSWERED.match(following):  # *"…," was the answer*
        return Cue(None, "", INDEFINITE)
    quoted = text[quotation.start : quotation.end]
    if not lead.strip(" ([") and sentence > 0:
        previous = max((e for e in ends if e < sentence), default=0)
        earlier = painted[previous:sentence]
        rule = "6" if earlier.rstrip(" —–-").endswith(":") else "8 sentence before"
        if (cue := _before(earlier, previous, names, rule=rule)) and not _names_itself(cue, quoted):
            return cue
        about = re.match(r"(?:He|She|His|Her)\b", quoted)  # words about him are not his
        if not about and (cue := _subject_before(earlier, previous, names)) and not _names_itself(cue, quoted):
            return cue
    if clauses.RAN_THUS.fullmatch(lead) and sentence > 0:
        previous = max((e for e in ends if e < sentence), default=0)
        if cue := _writer(painted[previous:sentence], previous, names):
            return cue
    if cue := _inside(quotation, text, names):
        return cue
    if match := clauses.programme_pattern().match(lead):
        return _cue(match, sentence, names, "7 programme")
    cue = _only_person(lead, sentence, names)
    return cue if cue and not _names_itself(cue, quoted) else None


def _inside(quotation: Quotation, text: str, names: Sequence[Name]) -> Cue | None:
    """Find a clause inside the words that some printers do not part from them: *"For six years, says N, I slept."*."""
    match = _INSIDE.search(text, quotation.start, quotation.end)
    if match is None or re.search("[\"']\\w", text[quotation.start : match.start()]):
        return None
    start, end = match.span("who")
    if name := next((n for n in names if n.start < end and start < n.end and n.kind == "person"), None):
        return Cue(name, "", INSIDE)
    if match["who"] in ("he", "she"):
        return Cue(None, match["who"], INSIDE, position=start)
    described = re.fullmatch(r"(?:the|an?|one of the|his|her) (?:[\w-]+ ){0,3}[\w-]+", match["who"])
    if described and is_person_noun(match["who"].split()[-1]):
        return Cue(None, "", INSIDE, describe(match["who"]), start)
    return None


def _writer(earlier: str, offset: int, names: Sequence[Name]) -> Cue | None:
    """Find by whom the letter is of which a sentence tells: *I had a note from N. It ran thus: "…"*."""
    found = list(clauses.written_by().finditer(earlier))
    return _cue(found[-1], offset, names, "8 writer before") if found else None


def _subject_before(earlier: str, offset: int, names: Sequence[Name]) -> Cue | None:
    """Find the only person of the sentence before, if it opens with him: *Mr. N showed me the book. "…"*."""
    if pronoun := re.match(r"\W*(?P<pronoun>He|She)\b(?![^.]*\b(?:asked|told|said|heard|read|received)\b)", earlier):
        return _cue(pronoun, offset, names, "8 subject before")
    opening = re.match(rf"\W*(?:(?:And|But|Yet|Now|Then|Thus|Here|So)\s+)?{PERSON}+(?!['’])", earlier)
    return _only_person(earlier, offset, names, rule="8 subject before") if opening else None


def _names_itself(cue: Cue, quoted: str) -> bool:
    """Say whether quoted words name their supposed speaker: then they are hardly his."""
    return cue.name is not None and cue.name.surface.split()[-1] in quoted


def find_announcement(painted: str, names: Sequence[Name]) -> Cue | None:
    """Find who is announced at the end of a passage that introduces a block quotation (rule 6)."""
    ends = clauses.sentence_ends(painted)
    sentence = max((e for e in ends if e < len(painted.rstrip())), default=0)
    lead = painted[sentence:]
    cue = _before(lead, sentence, names, rule="6") or _touching(lead, sentence, names, rule="6")
    cue = cue or _subject(lead.rstrip(" —–-"), sentence, names, rule="6")
    return cue or _only_person(lead, sentence, names, rule="6 only person")


def _name_at(names: Sequence[Name], start: int) -> Name | None:
    return next((n for n in names if n.start <= start < n.end), None)


def _cue(match: re.Match[str], offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    groups = match.groupdict()
    for group in ("name", "last_name"):
        if groups.get(group):
            return Cue(_name_at(names, offset + match.start(group)), "", rule)
    for group in ("pronoun", "last_pronoun"):
        if groups.get(group):
            return Cue(None, groups[group].casefold(), rule, position=offset + match.start(group))
    if groups.get("described"):
        description = describe(_named_description(match["described"], offset, match, names))
        return Cue(None, "", rule, description, offset + match.start("described"))
    return Cue(None, "", INDEFINITE) if groups.get("indefinite") else None


def _named_description(phrase: str, offset: int, match: re.Match[str], names: Sequence[Name]) -> str:
    """Put the names back that are painted over in a description (*N's mother*)."""
    for sign in reversed(list(re.finditer(rf"[{PERSON}-{OTHER}]+", phrase))):
        name = _name_at(names, offset + match.start("described") + sign.start())
        phrase = phrase[: sign.start()] + (name.surface if name else "") + phrase[sign.end() :]
    return phrase


def _after(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    inner, *others = clauses.after_patterns()
    if match := inner.match(tail):
        return _cue(match, offset, names, "1 after")
    match = clauses.demonstrative_pattern().match(tail)
    if match and is_person_noun(match["described"].split()[-1]):
        return _cue(match, offset, names, "1 after")
    if re.match(r"[^.,;:]{0,60}?(?:\bthat\b|[\s,:]\")", tail):
        return None  # *"…" N said that …*: the clause leads on to other words
    for pattern in others:
        if match := pattern.match(tail):
            return _cue(match, offset, names, "1 after")
    return None


def _touching(lead: str, offset: int, names: Sequence[Name], *, rule: str = "") -> Cue | None:
    """Find the reporting clause that ends where the quotation begins."""
    named = [c for c in _clauses(lead, offset, names, rule) if AT_QUOTATION.match(lead, c[0])]
    if named and not _is_participle(lead):
        return max(named, key=lambda c: c[0])[1]
    if _is_participle(lead) and (cue := _subject_of_participle(lead, offset, names, rule or "2 before")):
        return cue
    found = [
        (match.start("verb"), match)
        for pattern in clauses.touching_patterns()
        for match in pattern.finditer(lead)
        if AT_QUOTATION.match(lead, match.end())
    ]
    if not found:
        return max(named, key=lambda c: c[0])[1] if named else None
    best = max(found, key=lambda f: f[0])[1]
    if re.match(
        r"(?:his|her|their)\s(?:\w+\s)?(?:voice|tones?|accents?|manner|way|lips)\b",
        best.groupdict().get("described") or "",
    ):
        return None  # *said in his voice of thunder*: he speaks
    return _cue(best, offset, names, rule or "2 described")


def _subject(lead: str, offset: int, names: Sequence[Name], *, rule: str = "2 subject") -> Cue | None:
    """Find the subject of the sentence that ends in a reporting verb, however far before: *N rose, and said, "…"*."""
    match = find_subject(lead)
    return _cue(match, offset, names, rule) if match else None


def _before(lead: str, offset: int, names: Sequence[Name], *, rule: str = "") -> Cue | None:
    """Find the reporting clause before the quotation: the one that touches it, else the last."""
    if cue := _subject_of_participle(lead, offset, names, rule or "2 before"):
        return cue
    candidates = list(_clauses(lead, offset, names, rule))
    if not candidates:
        return None
    touching = [c for c in candidates if AT_QUOTATION.match(lead, c[0])]
    end, cue = max(touching or candidates, key=lambda c: c[0])
    # *We conclude … with X's summary: "…"*: the writer's own clause far off gives way to the only person named.
    if cue.pronoun in ("i", "we") and len(lead) - end > _FAR and (person := _only_person(lead, offset, names)):
        return person
    return cue


def _clauses(lead: str, offset: int, names: Sequence[Name], rule: str) -> Iterator[tuple[int, Cue]]:
    """Yield every reporting clause and phrase of a lead, with where it ends."""
    for label, pattern in clauses.before_patterns():
        for match in pattern.finditer(lead):
            before = lead[: match.start()]
            if before.endswith("("):
                continue  # an aside: (according to N)
            groups = match.groupdict()
            if groups.get("verb") in weak_verbs() and not AT_QUOTATION.match(lead, match.end()):
                continue  # *N published the book, and "…"*: the verb has an object of its own
            if label == "2 before" and "subject" not in groups and re.search(clauses.SUBJECT_BEFORE, before):
                continue  # N told N: the second is spoken to
            if "subject" in groups and (
                (match["name"] and clauses.PREPOSED.search(before))
                or re.search(r"(?<!\bwas)(?<!\bis) \w+ing$", match.group())
            ):
                continue
            if "subject" in groups and match["name"] and (joined := clauses.JOINED_BEFORE.search(before)):
                cue = _joint(match, joined["joint"], offset, names)
            elif "name" in groups or "described" in groups:
                cue = _cue(match, offset, names, rule or label)
            elif inner := re.search(SIGN, match.group()):
                cue = Cue(_name_at(names, offset + match.start() + inner.start()), "", rule or label)
            if cue is not None:
                yield match.end(), cue
    for match in re.finditer(rf"\b(?P<his>[Hh]is|[Hh]er|[Tt]heir)\s+(?:\w+\s+)?{clauses.SAYING}\b", lead):
        pronoun = {"his": "he", "her": "she", "their": "they"}[match["his"].lower()]
        yield match.end(), Cue(None, pronoun, rule or "3 phrase", position=offset + match.start())
    for match in re.finditer(
        rf"(?<!\bto ){clauses.QUOTING}(?!\s+(?:\w+\s+){{0,2}}?{SIGN})|{SIGN}['’]s\s+\w+\s+{verb_pattern()}", lead
    ):
        yield match.end(), Cue(None, "", rule or UNNAMED)
    opening = re.match(rf"\W*(?:(?:and|but|while|yet)\s+)?(?:{SPEAKER}(?!['’])|(?P<pronoun>[Hh]e|[Ss]he)\b)", lead)
    if opening and lead.rstrip(" —–-").endswith(":") and (cue := _cue(opening, offset, names, rule or "2 colon")):
        yield opening.end(), cue
    opening = _DESCRIBED_OPENING.match(lead) if lead.rstrip(" —–-").endswith(":") else None
    if opening and not re.search(SIGN, opening.group()):
        cue = _cue(opening, offset, names, rule or "2 described")
        if cue is not None and cue.description is not None and is_person_noun(cue.description.label.split()[-1]):
            yield opening.end(), cue  # *The orator turned upon him: "…"*


def _joint(match: re.Match[str], joint: str, offset: int, names: Sequence[Name]) -> Cue | None:
    """Read *N and N said* as one of several, and *neither N nor N said* as nobody."""
    return Cue(None, "", UNNAMED) if joint == "nor" else _cue(match, offset, names, ONE_OF_SEVERAL)


def _is_participle(lead: str) -> bool:
    """Say whether a lead ends in a participle that reports: *…, saying that* or *… by pointing out*."""
    return bool(
        re.search(
            rf"(?:,\s(?:\w+ly\s)?|\bby\s){clauses.participle_pattern()}(?:\s*\([^)]*\))?(?:\s+that)?[\s,:]*$", lead
        )
    )


def _subject_of_participle(lead: str, offset: int, names: Sequence[Name], rule: str) -> Cue | None:
    """Find the subject of *N came round, saying: "…"* and of *N, who replied by saying "…"*.

    It is the pronoun nearest before, but for those of a *that*-clause; else the first person, else the first body.
    """
    if not _is_participle(lead):
        return None
    if match := re.search(rf"{SPEAKER},\s+who\b[^,;]*$", lead):
        return _cue(match, offset, names, rule)
    found = [
        m for m in re.finditer(rf"{SPEAKER}(?!['’])|{PRONOUN}", lead) if not clauses.PREPOSED.search(lead[: m.start()])
    ]
    pronouns = [m for m in found if m["pronoun"] and not re.search(r"\b(?:that|which|as|when|if) $", lead[: m.start()])]
    persons = [m for m in found if m["name"] and m["name"][0] == PERSON]
    best = [*pronouns[-1:], *persons[:1], *found[:1]]
    return _cue(best[0], offset, names, rule) if best else None


def _later(tail: str, offset: int, names: Sequence[Name]) -> Cue | None:
    match = clauses.later_pattern().search(tail)
    return _cue(match, offset, names, "5 later") if match else None


def _only_person(lead: str, offset: int, names: Sequence[Name], *, rule: str = "7 only person") -> Cue | None:
    """Find the only person that a sentence names, but for possessives and what stands behind a preposition."""
    inside = [n for n in names if offset <= n.start < offset + len(lead) and n.kind == "person"]
    subjects = [n for n in inside if not re.match(r"['’]", lead[n.end - offset :])]
    inside = subjects or inside  # *N's wife told M*: M is the only one
    if len({n.entity or n.surface for n in inside}) != 1 or clauses.SPOKEN_TO.search(lead):
        return None
    free = [
        n
        for n in inside
        if not re.match(r"['’]", lead[n.end - offset :]) and not clauses.AGENT.search(lead[: n.start - offset])
    ]
    return Cue(free[-1], "", rule) if free else None
