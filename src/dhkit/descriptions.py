"""Descriptions: speakers who are described, not named (*an old weaver*, *his mother*, *one of the delegates*).

Owns the noun phrase that stands for a speaker. Out come a pattern and, for what it matched, a `Description`; the nouns
of lexicons/speakers.csv tell persons and bodies from scholars and from writings. Who of them speaks is `attribution`;
what voice it makes is `speakers`.

    >>> describe("an old weaver")
    Description(label='old weaver', sort='person', definite=False)
    >>> describe("the historian").sort
    'scholar'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dhkit.lexicons import person_nouns, speaker_nouns

_DETERMINER = r"(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Aa]ny|[Ss]ome|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)"
_NO_NOUN = (
    r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|who|whom|which|that|this|these|those|there|and|or|but|[Aa]s|if|when|while|"
    r"was|were|is|are|be|been|had|has|have|did|do|does|would|could|should|may|might|must|can|will|not|never|to|of|in|on|"
    r"at|by|for|with|from|than|then|so|also|more|most|same|only|even|[Oo]ther|first|last|next|following|(?![Kk]ing\b)\w+ing)"
)
_ONE_OF = r"(?:[Oo]ne|[Aa]nother|[Aa]n? \w+|[Mm]any|[Ss]ome|[Ss]everal) of"


@dataclass(frozen=True, slots=True)
class Description:
    """Who is described: `label` without article; `sort` is person, body, scholar, text, or named (a proper name)."""

    label: str
    sort: str
    definite: bool = False
    """Whether an article or possessive points to somebody told before."""


@cache
def description_pattern() -> str:
    """Give the regular expression of a noun phrase that describes a speaker, and of what belongs to it.

    Forms:
        1. an article or possessive, up to three words, a noun: *the old weaver*, *a Velm shopkeeper*, *her mother*
        2. one of them: *one of the delegates*, *another of his friends*
        3. somebody's: *the report's author*, *Brandt's mother*

    Any noun will do, since only who speaks can be the subject of a reporting verb; the lexicon tells the sorts apart.
    """
    before = rf"(?:(?!{_DETERMINER}\s|{_NO_NOUN}\b)(?:[^\W\d_][\w'’-]*|[\ue000-\ue002]+)\s+){{0,3}}?"
    noun = rf"(?!{_DETERMINER}\b|{_NO_NOUN}\b|\w+ly\b)[^\W\d_][\w-]+(?![\w'’-])"
    tail = (
        r"(?:\s+(?:of|from|in|at|who|with|near)\s(?:(?!\b(?:and|or|but)\b)[^,.;:!?\"()\[\]]){2,70}?)?"
        r"(?:,\s[^,.;:!?\"]{2,60},)?"
    )
    return (
        rf"(?P<described>(?<!\w)(?:{_ONE_OF}\s+(?:the|his|her|their|these|those|its|our)\s+{before}(?:[\ue001-\ue002]+(?=\s)|{noun})"
        rf"|(?:{_DETERMINER}\s+{before}|[\ue000\ue001]+['’]s?\s+{before}){noun})(?!\s[A-ZÀ-Þ][a-z]))(?:{tail})"
    )


@cache
def indefinite_pattern() -> str:
    """Give the regular expression of a pronoun that stands for somebody unnamed: *one argued*, *others say*."""
    return (
        r"(?<!\w)(?P<indefinite>[Oo]ne|[Aa]nother|[Oo]thers|[Ss]ome|[Mm]any|[Ss]everal)(?:\sof\s(?:them|these|those))?"
    )


def describe(phrase: str) -> Description:
    """Read a phrase that the pattern matched."""
    words = phrase.split()
    is_one = words[0].casefold() in ("one", "another", "a", "an")
    definite = not is_one and words[0].casefold() not in ("any", "some", "many", "several", "as")
    start = next((i + 1 for i, w in enumerate(words) if w == "of"), 0)
    if is_one and words[0].casefold() != "one" and start > 2 and is_person_noun(words[start - 2]):
        words, start = words[: start - 1], 0  # *a deputy of the Right* is a deputy
    words = words[start:]
    while len(words) > 1 and re.fullmatch(_DETERMINER + r"|[Aa]s|[Tt]his|[Tt]hat|these|those", words[0]):
        words = words[1:]
    noun = _forms().get(words[-1].casefold(), words[-1])
    sort = speaker_nouns().get(noun, "person")
    if len(words) > 1 and all(w[0].isupper() for w in words):
        sort = "named"  # *the Velm Gazette*
    if sort == "scholar" and any(re.search(r"['’]s?$", w) for w in words):
        sort = "person"  # *the report's author* is not who is cited
    return Description(" ".join([*words[:-1], noun if is_one else words[-1]][-3:]), sort, definite)


_PERSON_ENDING = re.compile(r"(?:man|woman|men|women|ist|ess|smith|wright|monger|keeper|bearer|master|mistress)s?$")


def is_person_noun(noun: str) -> bool:
    """Say whether a noun is one for a person: listed in lexicons/person_nouns.csv, or with an ending that tells.

    >>> is_person_noun("turnpike-keeper"), is_person_noun("widow"), is_person_noun("fire")
    (True, True, False)
    """
    noun = noun.casefold()
    known = person_nouns()
    return noun in known or noun.removesuffix("s") in known or bool(_PERSON_ENDING.search(noun))


@cache
def _forms() -> dict[str, str]:
    """List the nouns of the lexicon and their plurals: form → noun."""
    return {form: noun for noun in (*person_nouns(), *speaker_nouns()) for form in (noun, _plural(noun))}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
