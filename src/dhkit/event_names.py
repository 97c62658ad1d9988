"""Event names: the events that texts name, as proposals for an events.csv.

Owns the forms in which events are named. In come texts, out comes a table with a row for each event that is named often
enough; who makes a corpus judges it.
    1. a word that events end with: *the Great Lantern Rising*, *the Velmish revolution*
    2. a word of what happened, with a place, a person or a date: *the fall of the Gate*, *the night of the 4th of May*
    3. a date that is spoken of as a thing that happened: *since the 4th of May*, *the Ninth of Frost was*, *the men of
       the 9th Frost*. What often follows ordinals, and is no common word, may be a month: no calendar need be known.
    4. a word of 1 alone (*the Rising*) is the event that is named so in full, where one is named twice as often as any
       other; the row says how often

    >>> told = "After the flight to Velm all was over. The flight to Velm! Who planned the flight to Velm?"
    >>> propose_events([told])[["entity", "nouns", "cues"]].values.tolist()
    [['flight-to-velm', 'the flight', 'Flight to Velm|flight to Velm']]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

import pandas as pd

from dhkit.lexicons import common_words, name_words, person_nouns
from dhkit.text import MONTHS, slug

LEAST_NAMED = 3
_MOST, _LEAST_MONTH = 24, 3
COLUMNS = ("entity", "nouns", "cues", "called", "actors", "source")
_TENS = "twenty thirty".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NUMBERS = {word: n for n, word in enumerate(_ORDINALS, 1)} | {
    f"{tens}-{unit}": 10 * (n + 2) + m for n, tens in enumerate(_TENS) for m, unit in enumerate(_ORDINALS[:9], 1)
} | {"thirtieth": 30}  # fmt: skip
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th|d)|(?i:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + "))"
_DATE = re.compile(rf"\b(?P<day>{_ORDINAL}) (?:of )?(?P<month>[A-ZÀ-Þ][a-zà-ÿ]{{2,}})\b(?!-)")
_THING_BEFORE = re.compile(
    r"\b(?:since|after|before|the (?:[a-zà-ÿ]+|[A-ZÀ-Þ]\w+) of|men of|another|that) (?:the )?$", re.IGNORECASE
)
_ON_BEFORE = re.compile(
    r"\b(?:on|of|by|from|till|until|to|and|the (?:morning|evening|night|afternoon|day) of)(?: the)? $"
)
_THING_AFTER = re.compile(r"\s(?:was|had|is|brought|made|gave|could|would|did|proved|showed|taught|began)\b")
_OBJECT = (
    r"(?:the )?(?:[A-ZÀ-Þ][\w’'-]+(?:[ -](?:(?:de|du|la|des) )?[A-ZÀ-Þ][\w’'-]+){0,2}|"
    rf"{_ORDINAL}(?: of)? [A-ZÀ-Þ][a-zà-ÿ]{{2,}})"
)


def propose_events(texts: Sequence[str]) -> pd.DataFrame:
    """Propose the events that the texts name three times or more.

    Returns:
        One row per event in the columns of events.csv, the most frequent first; of one event all forms are cues.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    nouns: dict[str, str] = {}
    for key, noun, form in _find(texts):
        forms[key][form] += 1
        nouns.setdefault(key, noun)
    alone = {key: whole for key in forms if (whole := _in_full(key, forms, nouns))}
    rows: list[dict[str, str]] = []
    for key, whole in alone.items():
        forms[whole] += forms.pop(key)
    for key, counts in sorted(forms.items(), key=lambda e: (-e[1].total(), e[0])):
        if counts.total() >= LEAST_NAMED and len(rows) < _MOST:
            bare = {form for form in counts if _same(form) in alone}
            label = _title(max(sorted(counts.keys() - bare), key=counts.__getitem__))
            cues = "|".join(sorted({label, *counts}))
            only = f", {sum(counts[form] for form in bare)} of them only *{min(bare)}*" if bare else ""
            why = f"dhkit new: named {counts.total()} times{only}; judge it"
            rows.append(dict(zip(COLUMNS, (slug(label), f"the {nouns[key]}", cues, "", "", why), strict=True)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _in_full(key: str, forms: Mapping[str, Counter[str]], nouns: Mapping[str, str]) -> str:
    """Give the event that a noun alone means: the one that is named with it in full twice as often as any other."""
    if key != nouns[key]:
        return ""
    named = sorted(((forms[k].total(), k) for k in forms if k != key and nouns[k] == key), reverse=True)
    if not named or named[0][0] < LEAST_NAMED or (len(named) > 1 and named[0][0] < 2 * named[1][0]):
        return ""
    return named[0][1]


def label_of(row: Mapping[Hashable, str]) -> str:
    """Give the form of an event's name by which its row is keyed."""
    return next(form for form in row["cues"].split("|") if slug(form) == row["entity"])


def _find(texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is the same in all forms of an event, the noun that says what it was, and the form."""
    heads = sorted(word for word, kind in name_words("head").items() if kind == "event")
    named = re.compile(  # the noun may be small behind another word of the name
        rf"\b[Tt]he (?P<form>(?P<before>(?:[A-ZÀ-Þ][\w’'-]+ (?:(?:of|and) (?:the )?)?){{0,3}})"
        rf"(?P<noun>(?i:{'|'.join(heads)}))(?: of {_OBJECT})?)(?![\w-])"
    )
    happened = re.compile(
        rf"\b(?:[Tt]he|[Aa]) (?P<form>(?P<noun>(?i:{'|'.join(sorted(name_words('event of')))}))"
        r" (?:of|to|at|on|from|in) "
        rf"(?P<object>{_OBJECT}))(?![\w-])"
    )
    whole = [" ".join(text.split()) for text in texts]
    months = _find_months(whole)
    for text in whole:
        for match in named.finditer(text):
            if match["before"] or match["noun"][0].isupper():
                form = re.sub(r"['’]s$", "", match["form"])
                yield _same(form), match["noun"].casefold(), form
        taken: list[tuple[int, int]] = []
        for match in happened.finditer(text):
            dated = _DATE.search(match["object"])
            words = re.sub(r"^the ", "", match["object"]).casefold().split()
            if dated["month"] not in months if dated else (len(words) == 1 and words[0] in common_words()):
                continue
            taken.append(match.span())
            form = re.sub(r"['’]s$", "", match["form"])
            yield _same(form), match["noun"].casefold(), form
        for match in _DATE.finditer(text):
            before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 12]
            thing = _THING_BEFORE.search(before) or (_THING_AFTER.match(after) and not _ON_BEFORE.search(before))
            if match["month"] in months and thing and not any(s <= match.start() < e for s, e in taken):
                yield _same(match.group()), "day", match.group()


def _find_months(texts: Sequence[str]) -> set[str]:
    """Find the words that stand as months behind ordinals."""
    known = {month for month in MONTHS if len(month) > 2}
    counts = Counter(match["month"] for text in texts for match in _DATE.finditer(text))
    no_month = {*common_words(), *person_nouns(), *(w.casefold() for w in (*name_words("head"), *name_words("alone")))}
    return known | {
        month
        for month, n in counts.items()
        if n >= _LEAST_MONTH and month.casefold() not in no_month and not month.endswith("s")
    }


def _number(day: str) -> int:
    digits = re.match(r"\d+", day)
    return int(digits.group()) if digits else _NUMBERS.get(day.casefold(), 0)


def _same(form: str) -> str:
    """Give what the forms of one name share: no case, no article, ordinals as figures."""
    form = _DATE.sub(lambda m: f"{_number(m['day'])} {m['month']}", form)
    return re.sub(r"\b(?:the|of)\b|[^\w]+", " ", form.casefold()).strip()


def _title(form: str) -> str:
    small = ("of", "the", "to", "at", "on", "in", "from", "and", "de", "du", "la", "des")
    words = form.split()
    return " ".join(w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(words))
