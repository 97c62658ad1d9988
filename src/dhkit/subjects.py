"""Subjects: whose verb stands at the end of a sentence that leads to somebody's words.

Owns the way back from *… and said boldly to the carrier,* to the subject of the sentence. In comes the lead of a
quotation, painted (`names.paint`), out comes the match of a subject: name, pronoun or description. Older books put much
between the two: *The widow, who had never crossed the river, looked at her boots, laughed, and said,*.
    1. The lead ends in a reporting verb, with an adverb, an addressee or *these words* behind it, or in *with this
       announcement*.
    2. The subject opens the sentence, or the main clause behind a clause with *As*, *When*, *Having* and the like.
    3. A later clause with a subject of its own takes the verb: *The widow slept, but the miller sat up and said,*.
"""

from __future__ import annotations

import re
from functools import cache

from dhkit.clauses import PRONOUN, SPEAKER
from dhkit.descriptions import describe, description_pattern, is_person_noun
from dhkit.lexicons import speaker_nouns
from dhkit.names import TITLES, verb_pattern

_LONGEST = 700  # characters of a lead; what is longer has no more to tell
_UNDER = (
    r"(?i:as|when|while|whilst|after|before|on|upon|in|at|by|with|from|to|for|having|seeing|turning|if|though|although|"
    r"since|under|during|notwithstanding|instead|without|once|there|at last|"
    r"(?!only|early)[a-z]+(?:ing|ed|ly))\b"
)
_NO_WORD = r"[^\w\ue000-\ue004]*"  # the signs of names are no letters
_LEADING = (
    _NO_WORD
    + r"(?:(?i:and|but|yet|then|now|still|so|however|next|again|finally|suddenly|meanwhile|thus|"
    + r"here|thereupon|hereupon|upon this|at this)\b,?\s+)*"
)
_TAIL = (
    r"(?:\s+(?:to|unto|at|with|in|on|upon|from|before|of|for|over|through)\s[^.;:!?\"]{1,90}?|\s+\w+ly|"
    r"\s+(?:him|her|me|us|them|aloud|out|again|back|thus|as follows|these words|the following words|"
    r"these \w+ words|this|(?:anything|nothing|no) (?:more|further|else|but)(?: than| but)?|(?:only|merely|but) this)|"
    r"\s+(?:as|while|when)\s(?:he|she|they|I|we)\s[^.;:!?,\"]{1,60}?|"
    r"\s+the\s[^.;:!?,\"]{1,60}?){0,3}"
    r"\s*(?:[,:;]|--|[—–])[\s—–-]*$"
)
_WITH_WORDS = (
    r"\b(?:with|in|by|made|gave|returned|uttered|pronounced|wrote|sent|issued|addressed)\s(?:[^.;:!?\"]{0,60}?\s)?"
    r"(?:this|these|the following|that)\s(?:[\w-]+,?\s){0,4}?"
    r"(?:announcement|answer|reply|word|message|speech|sentence|remark|question|exclamation|letter|note|report|warning|"
    r"advice|appeal|proclamation|order|address|language|term|line|verdict)s?\s*[,:—–-]*\s*$"
)
_FINITE = (
    r"(?:(?:also|then|at once|himself|herself|\w+ly)(?:,?\s+))?(?:\w+ed|was|were|is|are|had|has|could|would|should|"
    r"might|must|can|will|rose|took|came|went|stood|said|says|cried|ran|fell|threw|gave|made|sat|spoke|began|broke|drew|held|"
    r"wrote|read|told|put|got|let|left|bent|understood|misunderstood|caught|taught|bought|brought|sought|fought|won|lost|paid|chose|swore|tore|bore|forgot|"
    r"begged|drank|flew|threw|grew|slept|wept|kept|crept|arose|drove|rode|struck|sent|spent|built|fled|led|bade|"
    r"met|shook|sprang|knew|saw|thought|felt|heard|replie[ds]|answers|writes|adds|asks|does|did)\b"
)


@cache
def _verb_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{verb_pattern()}{_TAIL}|{_WITH_WORDS})")


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(
        rf"{_LEADING}(?:(?:[Tt]he|[Aa]n?)\s+(?P<office>(?:\w+\s+){{1,2}}?))??(?:{SPEAKER}(?!['’])|{PRONOUN}|"
        rf"{description_pattern()}(?=,|\s+(?:also|now|too|however|himself|herself|alone|still|then)\b|\s+(?:who\b|{_FINITE})))"
    )


@cache
def _with_verb() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{SPEAKER}(?!['’])|{PRONOUN}|{description_pattern()})(?=\s+{_FINITE})")


@cache
def _own_subject() -> re.Pattern[str]:
    """Give the pattern of a later clause that has a subject of its own, and so takes the verb behind it."""
    return re.compile(
        rf"(?:;|[,;]?\s+(?:and|but|when|while|whereupon|until|till))\s+(?:(?:the\s+)?{SPEAKER}(?!['’])|{PRONOUN}|{description_pattern()})"
        rf"(?=,?\s+(?:who\b|{_FINITE}|\w+ing\b))"
    )


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"{SPEAKER},?\s+who(?:\s+\w+ly|\s+then|\s+at once|\s+himself|\s+had|,[^,]{{1,60}},)*\s*$")


def find_subject(lead: str) -> re.Match[str] | None:
    """Find the subject of the reporting verb with which a lead ends; None where it is not plain.

    >>> lead = "But the miller, a man of few words, looked at the sky, and said to his son, "
    >>> find_subject(lead)["described"].split(",")[0]
    'the miller'
    >>> find_subject("When the flour had come, she laughed and cried, ")["pronoun"]
    'she'
    >>> find_subject("The miller slept late. ") is None
    True
    """
    if len(lead) > _LONGEST or '"' in lead.rstrip():
        return None
    end = next((m for m in _verb_at_end().finditer(lead) if m.end() == len(lead)), None)
    if end is None:
        return None
    before = lead[: end.start()]
    if relative := _relative().search(before):
        return relative
    found = _main_clause(before)
    if found is None and (whole := _main_clause(lead)) and whole.end() <= end.start():
        found = whole  # its verb stands right behind it: *The widow said to her son as he left,*
    for match in _own_subject().finditer(lead, found.end() if found else 0, len(lead)):
        if match.end() <= end.start() and _may_speak(match):
            found = match
    return found


def opening_subject(sentence: str) -> re.Match[str] | None:
    """Find the subject of a sentence's last main clause, also if no comma parts it: *As they slept the miller rose*."""
    if found := _main_clause(sentence):
        later = [m for m in _own_subject().finditer(sentence, found.end()) if not m["pronoun"] and _may_speak(m)]
        return later[-1] if later else found
    if not re.match(rf"{_LEADING}{_UNDER}", sentence):
        return None
    clause = sentence.partition(",")[0]
    inner = [m for m in _with_verb().finditer(clause) if not m["pronoun"] and _may_speak(m)]
    return inner[-1] if inner else None


def _main_clause(lead: str) -> re.Match[str] | None:
    """Find the subject of the main clause of a sentence."""
    position = 0
    for _ in range(8):
        match = _subject().match(lead, position)
        opens = re.match(rf"{_LEADING}{_UNDER}", lead[position:])
        if match and not opens:
            return match if _may_speak(match) else None
        following = re.search(r",\s+", lead[position:])
        aside = re.match(
            r"(?:(?:it|this|that|there)\s(?:was|is|seem\w*|must|had)|which|who|whom|might|could|would)\b",
            lead[position:],
        )
        if not (opens or aside) or following is None:
            return None
        position += following.end()
    return None


def _may_speak(match: re.Match[str]) -> bool:
    """Say whether a subject is somebody: a name, a pronoun, or a description whose noun is a person's or a body's."""
    office = (match.groupdict().get("office") or "").split()
    if office and not (is_person_noun(office[-1]) or office[-1] in TITLES):
        return False  # *a letter to N*
    described = match.groupdict().get("described")
    if not described:
        return True
    if re.match(r"(?:[Oo]ne|[Aa]nother) of\b[^,]*[\ue001\ue002]$", described):
        return True  # *one of the Swiss*
    words = re.match(r"[^,;]*?(?=\s(?:of|from|in|at|who|with|near)\s|,|$)", described)
    noun = words.group().split()[-1].casefold() if words and words.group().split() else ""
    return is_person_noun(noun) or describe(f"the {noun}").sort == "body" or speaker_nouns().get(noun) == "person"
