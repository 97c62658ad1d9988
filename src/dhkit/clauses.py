"""Clauses: the forms of words that introduce or close quoted words.

Owns the patterns of reporting clauses and phrases over a painted text (`names.paint`). In come the lexicons of verbs,
phrases and speakers, out come compiled patterns; each has a group `name`, `pronoun`, `described` or `indefinite` that
holds the speaker. In which order they are tried, and who is excluded, is `attribution`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dhkit.descriptions import description_pattern, indefinite_pattern
from dhkit.lexicons import reporting_phrases, reporting_verbs
from dhkit.names import BODY, CITED, PERSON, QUOTED, verb_pattern

SIGN = f"[{PERSON}{BODY}]"
SPEAKER = f"(?P<name>{SIGN}++)"  # all of it: no possessive may hide behind its last letter
PRONOUN = r"(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b)"
ADVERB = (
    r"(?:\s+(?:also|then|later|once|himself|herself|themselves|even|further|now|never|always|still|again|rightly|often|"
    r"simply|only|so|thus|(?:so )?\w+ly|goes on|went on|had|has|have|did|would|could|may|might|must|"
    r"(?:is|was|are|were) to|(?:was|were)(?=\s+(?:\w+\s+)?\w+ing\b)|"
    r"(?:is|was|are|were) (?:said|supposed|reported|alleged|known|believed) to(?: have)?|there|here|in turn|at once|"
    r"brothers|sisters)|"
    r",\s(?:at least|however|too|indeed|moreover|in turn|in his turn|in her turn|on (?:his|her|their) side|"
    r"for (?:his|her|their) part|at last|at length),)*"
)
"""What may stand between a name and its verb: *the Fesk brothers say*."""
CONVINCED = r"(?:was|were|is|are) (?:convinced|certain|adamant|sure|of the opinion)"
SAYING = (
    r"(?:affirmation|remark|claim|statement|words|comment|observation|description|narrative|reflection|assertion|argument|view|belief|conviction|injunction|"
    r"conclusion|promise|warning|reply|answer|contention|formula|phrase|dictum|testimony|judgement|judgment|slogan|"
    r"summary|account|version|report|verdict|opinion|story|complaint|admission|confession|recollection)s?"
)
WRITING = (
    r"(?:account|address|appeal|article|cable|circular|declaration|diary|dispatch|editorial|essay|evidence|interview|"
    r"leaflet|letter|manifesto|memoirs?|memorandum|message|note|order|pamphlet|proclamation|recollections|reminiscences|"
    r"report|resolution|speech|statement|story|telegram|testimony|version)s?"
)
QUOTING = r"\b(?:quote|quotes|quoted|quoting|cite|cites|cited|citing)\b"

PREPOSED = re.compile(
    rf"(?:^|\W)(?:by|of|to|with|from|for|on|about|against|than|like|unlike)\s+(?:the\s+|a\s+|an\s+)?(?:{SIGN}+\s+and\s+)*$|"
    rf"\b(?:author|biograph\w+|brother|child|colleague|daughter|death|enem\w+|follower|friend|histor\w+|life|memoirs?|"
    rf"opponent|portrait|pupil|sister|son|study|supporter|widow|wife|works?)s?\b[^.:;!?,\"]{{0,40}}\sof\b"
    rf"(?:(?!\b(?:when|while|after|before|because|but|where|if|as|that)\b)[^.:;!?,\"]){{0,140}}$",
    re.IGNORECASE,
)
"""What stands before a name that is no subject: a preposition, or the noun of which it is the complement."""

SPOKEN_TO = re.compile(
    rf"[Aa]s for {SIGN}|{SIGN}(?:\s+\w+)?\s+(?:was|were|is|are|been)\s+(?:told|informed|asked|assured|warned|advised)\b"
)
"""Where the only person of a sentence is not who speaks: *as for N*, *N was told*."""

AGENT = re.compile(r"\b(?:by|of|to|against|about|as for)\s+(?:\w+\s+)?$", re.IGNORECASE)
SUBJECT_BEFORE = rf"(?:{SIGN}|\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)){ADVERB}\s+$"
JOINED_BEFORE = re.compile(rf"{SIGN}\s+(?P<joint>and|or|nor)\s+$")
_TIME = (
    r"(?:,?\s+(?:in|on|at|before|after|during|from|of|by|within)\s[^.,;:!?\"]{1,50},?|"
    r",?\s+(?:yesterday|today|then|later),?)?"
)
_OPENS_CLAUSE = (
    r"(?:\s+(?:he|she|it|they|this|these|those|there|we|you|I|one|the\s+[\w-]+|his\s+[\w-]+|her\s+[\w-]+|their\s+[\w-]+)"
    r"(?:\s+(?:was|were|is|are|had|has|have|would|could|should|must|will|did|do|not|no|only|the|a|an|in|to|be|been)){0,4})?"
)
_ADDRESSEE = (
    rf"(?:\s+(?:(?:to|at|with)\s+)?(?:him|her|me|us|them|you|{SIGN}+)|"
    r"(?:(?<=told)|(?<=asked)|(?<=answered)|(?<=addressed)|(?<=said)(?=\s+to\b)|(?<=wrote)(?=\s+to\b))(?:\s+to)?"
    r"\s+(?:the|an?|his|her|my)\s+(?:[\w-]+\s+){0,2}?[\w-]+(?=\s*[,:]))?"
)
AT_QUOTATION = re.compile(
    rf"{_ADDRESSEE}{_TIME}(?:\s+(?:that|as follows|how|whether|why|what)|,\s+that)?{_OPENS_CLAUSE}[\s,:;–—(\[-]*$"
)
"""What may stand between a verb and the words it introduces: an addressee, a date, *that*, first words of a clause."""

SENTENCE_END = re.compile(
    f"(?:[.!?…][\"')\\]]*(?:\\[\\d+\\])?|{CITED}\\.?)\\s+(?=[\"'(\\[]?[A-ZА-Я{PERSON}-{QUOTED}])|{CITED}\\.?\\s+|"
    f"[.!?…][\"')\\]]+(?:--|[—–])\\s?(?=[\"'(\\[]?[A-ZА-Я{PERSON}-{QUOTED}])"  # "…!"--N turned to him
)


# Behind a verb the description goes as far as the words do: *said an elderly carter, whose sleeve …*.
_DESCRIPTION_ENDS = (
    r"(?=\s*(?:[.,;:!?()\"'—–]|$)|\s+(?:who|whose|of|in|at|to|from|with|when|as|on|by|after|before|and|yesterday|last|this|"
    r"\w+ly)\b)"
)


@lru_cache(maxsize=64)
def sentence_ends(painted: str) -> tuple[int, ...]:
    """List where the sentences of a painted text end."""
    return tuple(m.end() for m in SENTENCE_END.finditer(painted))


@cache
def after_patterns() -> tuple[re.Pattern[str], ...]:
    """List the clauses that follow quoted words, the surest first; each matches from the closing mark on."""
    verbs = verb_pattern()
    gap = r"[\s,;–—-]*"
    return (
        # "…," N said M had asked: the words are the inner subject's
        re.compile(rf"{gap}{SIGN}+{ADVERB}\s+{verbs}\s+(?:that\s+)?{SPEAKER}\s+had\s+(?:{verbs}|requested|asked)"),
        re.compile(
            rf"{gap}(?:(?:again|also|then|further|thus|once)\s+)?{verbs}\s+(?:(?!of\b)\w+\s+){{0,2}}?{SPEAKER}(?!['’])"
        ),
        re.compile(
            rf"{gap}{verbs}\s+(?:the|an?|his|her)\s+(?:[\w-]+\s+){{0,4}}?[\w-]+,\s+{SPEAKER}"
        ),  # the envoy, Sir N
        re.compile(rf"{gap}{verbs}\s+(?:the|a|an|another)\s+(?:(?!of\b)\w+\s+){{1,4}}?{SPEAKER}(?!['’])"),
        re.compile(rf"{gap}(?:as\s+)?(?:{SPEAKER}(?:,[^,.;:\"]{{1,60}},)?|{PRONOUN}){ADVERB}\s+{verbs}"),
        # "…," said he: the usual order of older books
        re.compile(
            rf"{gap}{verbs}\s+{PRONOUN}(?!['’\w]|\s+(?:would|had|was|were|is|has|have|could|did|will|should)\b)"
        ),
        re.compile(rf"{gap}according to (?:\w+\s+){{0,2}}?{SPEAKER}"),
        re.compile(
            rf"{gap}to (?:quote|cite|use the words of) (?:[\w\ue000\ue001-]+['’]s?\s+|\w+\s+){{0,3}}?{SPEAKER}(?!['’])"
        ),
        re.compile(rf"\s*\({SPEAKER}\)"),
        re.compile(rf"{gap}(?:as\s+)?{description_pattern()}{ADVERB}\s+{verbs}"),
        re.compile(rf"{gap}{verbs}\s+{description_pattern()}{_DESCRIPTION_ENDS}"),
    )


@cache
def demonstrative_pattern() -> re.Pattern[str]:
    """Give the pattern of *"…," said this woman*; its noun must be a person's, or *"…" said that day* would match."""
    return re.compile(
        rf"[\s,;–—-]*{verb_pattern()}\s+(?P<described>[Tt]h(?:is|at)\s+(?:\w+\s+)?[A-Za-z]+){_DESCRIPTION_ENDS}"
    )


@cache
def later_pattern() -> re.Pattern[str]:
    """Give the pattern of a clause near the end of its sentence (*…, as N put it* and *…, he claimed*)."""
    verbs = verb_pattern()
    return re.compile(
        rf"\bas\s+(?:{SPEAKER}|{PRONOUN}){ADVERB}\s+{verbs}|"
        rf"[,–—]\s*(?:{SPEAKER.replace('<name>', '<last_name>')}|{PRONOUN.replace('<pronoun>', '<last_pronoun>')})"
        rf"{ADVERB}\s+{verbs}\s*[.!?]?\s*$"
    )


@cache
def before_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """List the clauses and phrases that lead to quoted words, with the number of their rule."""
    verbs = verb_pattern()
    phrases = "|".join(
        _phrase(p)
        for p in reporting_phrases()
        if not re.match(r"(?:quoted|cited) (?:by|in|from)", p, re.IGNORECASE) and p.casefold() != "for x"
    )
    return (
        ("3 phrase", re.compile(rf"(?:{phrases})(?![^,:]{{90}})")),
        ("3 phrase", re.compile(rf"(?:^|[.;,]\s*)[Ff]or\s+{SPEAKER},")),
        ("3 phrase", re.compile(rf"{SPEAKER}['’]s?\s+(?:\w+\s+){{0,2}}?{SAYING}\b")),
        (
            "3 phrase",
            re.compile(rf"{SPEAKER}['’]s?\s+(?:\w+\s+){{0,2}}?(?:{WRITING}|entry|poem|song|toast)\b(?=[^.;!?]*:\s*$)"),
        ),
        (
            "3 phrase",  # *Let us listen to the mayor N:*
            re.compile(
                rf"\b(?:listen to|hear|turn to|(?:by|from) the (?:hand|pen|lips) of)\s+(?:\w+\s+){{0,3}}?{SPEAKER}"
                r"(?!['’])(?=[^.;!?]{0,60}:[\s—–-]*$)"
            ),
        ),
        (
            "3 phrase",  # *N last night issued the following statement:*
            re.compile(
                rf"{SPEAKER}(?:\s+[\w-]+){{0,3}}?\s+(?:issue[sd]?|made|gave|sent|released?|wrote|published)\s+"
                r"(?:the following|this)\b"
            ),
        ),
        (
            "3 phrase",  # *an account provided by N*, *an article signed by N on … which said*
            re.compile(
                rf"\b{WRITING},?[\"'{QUOTED}\s]+"
                r"(?:(?:signed|written|drafted|issued|provided|given|sent|published|handed in|dictated)\s+"
                r"(?:[^.,;:!?]{0,40}?\s)?)?(?:by|of|from)\s+"
                rf"(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,2}}?{SPEAKER}(?:[^.;:!?]{{0,80}}?\bwhich\s+{verbs})?"
            ),
        ),
        (
            "3 phrase",  # *he presented the resolutions of the Council:*
            re.compile(
                r"\b(?:resolutions?|address|petition|proclamation|declaration|decree|protest|manifesto|answer|reply)\s+of\s+"
                r"(?P<described>the\s+(?:[A-Z]\w+(?:\s+[A-Z]\w+)?|[a-z]+))(?=\s*[^.;!?\w]|\s+(?:was|were|to|in|on|at|written)\b)"
                r"(?=[^.;!?]*:[\s—–-]*$)"
            ),
        ),
        (
            "3 phrase",
            re.compile(rf"\b(?:signed|written|drafted|issued)\s+by\s+{SPEAKER}[^.;:!?]{{0,80}}?\bwhich\s+{verbs}"),
        ),
        (
            "2 before",
            re.compile(
                rf"(?P<subject>{SPEAKER}(?!['’]s)(?:\s+the\s+[\w-]+)?(?:,[^,]{{1,60}},|,?\s+who)?|{PRONOUN}){ADVERB}\s+(?P<verb>{verbs}|{CONVINCED})"
            ),
        ),
        # *N, who was there, and who had been asked, said:*
        ("2 before", re.compile(rf"^\W*{SPEAKER},\s[^.;:!?\"]{{1,200}},\s+(?P<verb>{verbs})(?=\s*:\W*$)")),
        ("2 before", re.compile(rf"(?P<verb>{verbs})\s+(?:by\s+)?{SPEAKER}(?!['’])")),
        ("2 before", re.compile(rf"\bof\s+(?:the\s+)?{SPEAKER}\s+to\s+(?P<verb>{verbs})")),
    )


@cache
def programme_pattern() -> re.Pattern[str]:
    """Give the pattern of a sentence that tells what somebody wanted: *They favoured …, and the "…"*."""
    wanted = r"(?:favou?red|favou?rs?|demanded|demands?|called for|calls? for|advocated?|advocates|proposed|proposes?)"
    return re.compile(rf"\W*(?:{SPEAKER}(?!['’])|{PRONOUN}){ADVERB}\s+{wanted}\s(?=[^.;:!?]{{0,80}}$)")


@cache
def participle_pattern() -> str:
    """Give the regular expression of the participles of reporting verbs: *saying*, *pointing out*."""
    forms = [form for form in reporting_verbs() if form.split()[0].endswith("ing")]
    return r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=lambda v: (-len(v), v))) + r")\b"


@cache
def touching_patterns() -> tuple[re.Pattern[str], ...]:
    """List the clauses of somebody unnamed, which count only where they touch the quotation."""
    verbs = rf"(?!h[eo]ld){verb_pattern()}"  # a congress held in Velm says nothing
    return (
        re.compile(rf"{description_pattern()}{ADVERB}\s+(?P<verb>{verbs})"),
        re.compile(rf"^\W*{description_pattern()}{ADVERB}\s+(?P<verb>{verbs})\b[^.;:!?\"]{{0,80}}:\W*$"),
        re.compile(rf"{indefinite_pattern()}{ADVERB}\s+(?P<verb>{verbs})"),
        re.compile(
            rf"{description_pattern()}{ADVERB}\s+(?:\w+ed|went|came|spoke|stood|rose|got|began|wrote|met|took|gave|sent)\b"
            rf"[^.;:!?\"]{{0,80}}?,?\s(?:by\s)?(?P<verb>{participle_pattern()})"
        ),
        re.compile(rf"(?P<verb>{verbs})\s+by\s+{description_pattern()}(?=\s+that\b|\s*[,:])"),
    )


def _phrase(phrase: str) -> str:
    speaker = SPEAKER.replace("?P<name>", "?:")
    pattern = re.escape(phrase)
    if "X" in phrase:
        return pattern.replace("X", speaker).replace("'s", "['’]s?")
    return pattern + r"\s+(?:\w+\s+){0,2}?" + speaker


RAN_THUS = re.compile(
    r"\W*(?:[Ii]t|[Tt]h(?:is|ese)|[Tt]he (?:letter|note|billet|message|paper|telegram|d[ei]spatch|address|"
    r"answer|reply)|[Tt]hey|[Ii]n (?:it|this)[\w ]*)(?:\s[\w,]+){0,3}?"
    r"\s(?:contained|ran|runs?|reads?|began|begins|ended|ends|was|were|concluded)\b"
    r"[^.;!?\"]{0,60}[:,][\s—–-]*"
)
"""A sentence that says no more than that words follow: *It contained these words:*."""


@cache
def written_by() -> re.Pattern[str]:
    """Give the pattern of whose a letter is: *a note from N*, *dictated by her Majesty*."""
    return re.compile(
        rf"(?:\b{WRITING}\b[^.;!?]{{0,60}}?\bfrom|\b(?:written|dictated|signed|sent|drawn up|drafted|penned|addressed)"
        rf"\b[^.;!?]{{0,60}}?\bby)\s+(?:the\s+(?:\w+\s+){{1,2}}?)?(?:{SPEAKER}(?!['’])|{description_pattern()})"
    )


_ASIDE = re.compile(
    rf"{_ADDRESSEE}(?:\s+(?:in|on|at)\s+(?:(?:the|a|that|this|his|her|their)\s+)?[\w-]+)?(?:\s+\w+ly)?[ ,;:.…–—-]*"
)


ANSWERED = re.compile(
    r"[\s,;–—-]*(?:was|were|came|is|rang|rose)\s(?:out\s)?(?:the|his|her|their|this|a)\s(?:[\w-]+\s){0,2}?"
    r"(?:reply|answer|response|cry|shout|exclamation|murmur|rejoinder|retort|whisper)\b"
)
"""A clause that reports, and names nobody: *"…," was the answer*."""


def is_reporting_phrase(painted: str) -> bool:
    """Say whether a painted stretch is a reporting phrase and nothing more: *, noted N,* or *he said to me,*."""
    if (m := ANSWERED.match(painted)) and _ASIDE.fullmatch(painted, m.end()):
        return True
    patterns = (*after_patterns(), demonstrative_pattern())
    return any((m := p.match(painted)) and _ASIDE.fullmatch(painted, m.end()) for p in patterns)


def is_reporting_opening(painted: str) -> bool:
    """Say whether a stretch opens with a reporting clause and goes on to a comma: *he said, with a sigh,*."""
    return any(
        (m := p.match(painted)) and re.fullmatch(r"[^.!?]{0,90},\s*", painted[m.end() :]) for p in after_patterns()
    )


def ends_in_reporting(painted: str) -> bool:
    """Say whether a stretch between two quotations is one reporting clause, with an aside, that ends in a full stop."""
    return any(
        (m := p.match(painted)) and re.fullmatch(r"[^.!?]{0,80}\.\s*", painted[m.end() :]) for p in after_patterns()
    )
