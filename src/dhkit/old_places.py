"""Old places: where in a work a note of an old book points, *vol. ii. p. 214*, *i. 12*, *liv. ii. ch. 4*.

Owns the grammar of volumes, parts, chapters and pages. In comes the text of a note, out come `Place`s with their
offsets. What stands before a place, the work, is `old_notes`.

    >>> [(p.volume, p.pages) for p in find_places("Tell, Lamps, vol. ii. ch. 4, pp. 12, 14-16; Marou, iii. 99, &c.")]
    [('ii', '12, 14-16'), ('iii', '99')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROMAN = r"[ivxlcIVXLC]{1,7}"
_PAGE = r"\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?![\w,]*\d{3})(?!\w)"
_LIST = rf"{_PAGE}(?:(?:, ?| and | & )(?!1[5-9]\d\d\b){_PAGE})*"
_PREFACE = r"(?:[Ii]ntroduction|[Ii]ntrod\.|[Pp]reface|[Pp]ref\.|[Aa]ppendix|[Aa]pp\.|[Nn]ote|n\.)"
_KEPT = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<volume>(?:[Vv]ols?|[Tt]om[ei]?s?|[Tt]|V)\. ?(?:{_ROMAN}|\d{{1,3}})(?:,? (?:and|et|&) {_ROMAN})?(?!\w))|"
    rf"(?P<part>(?:[Bb]ooks?|[Bb]k\.|[Pp]art|[Pp]t\.|[Ll]iv(?:re|\.)|[Ll]ib\.|[Cc]hap(?:ter|s?\.)|[Cc]h\.|c\.|[Ss]ect(?:ion|\.)|§|"
    rf"[Nn]o?s?\.|[Ll]etter|[Ll]ecture) ?(?:{_ROMAN}|\d+)(?!\w)(?:[,.] ?\d+(?=,))*)|"
    rf"(?P<paged>(?:pp?\.|pages?) ?(?P<list>{_LIST}|[ivxlc]+(?![\w.])))|"
    rf"(?P<preface>{_PREFACE}(?=[,.]? ?(?:p|N|n|V|v)))|"
    rf"(?P<roman>{_ROMAN})(?:\.,?|,(?= ?p)|,(?= \d)) ?(?=\d|p|c\.|ch)|"
    rf"(?P<bare>{_LIST})(?=\s*(?:[.;:)\]&(]|,? ?&|,? (?:and the|et|seqq?|note)\b|--|[—–]|,? ?$|, (?!\d)))"
    rf")"
)
_BETWEEN = re.compile(r"[.,:]*\s*")
_TAIL = re.compile(r"(?:,? ?(?:&c\b\.?|et seqq?\b\.?|seqq?\b\.?|passim\b|note\b))+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a work: its offsets, volume and pages; `bare` if nothing but numbers say that it is one."""

    start: int
    end: int
    volume: str
    pages: str
    bare: bool


def find_places(text: str) -> Iterator[Place]:
    """Yield the places that a text names, in order; numbers that follow one another are one place."""
    position = 0
    while match := _KEPT.search(text, position):
        if match["bare"] and not re.search(r"(?:[\"_.)],?|\bib\.|\d,) ?$", text[: match.start()]):
            position = match.end()
            continue  # a number in a sentence
        units, end = [match], match.end()
        while following := _KEPT.match(text, _BETWEEN.match(text, end).end()):  # type: ignore[union-attr]
            if units[-1]["paged"] or units[-1]["bare"]:
                break
            units.append(following)
            end = following.end()
        if place := _place(text, units):
            yield place
            end = place.end
        position = end


def _place(text: str, units: list[re.Match[str]]) -> Place | None:
    last = units[-1]
    if last["roman"] or last["preface"]:
        units = units[:-1]  # a numeral behind which nothing stands is a king's
        if not units:
            return None
        last = units[-1]
    volume = next(
        (
            re.sub(r"^[A-Za-z]+\.?\s?", "", u["volume"]) if u["volume"] else u["roman"]
            for u in units
            if u["volume"] or u["roman"]
        ),
        "",
    )
    pages = next((u["list"] or u["bare"] for u in reversed(units) if u["paged"] or u["bare"]), "")
    if last["bare"] and re.fullmatch(r"1[5-9]\d\d|20\d\d", pages):
        return None
    end = last.end()
    if tail := _TAIL.match(text, end):
        end = tail.end()
    return Place(
        units[0].start(), end, volume.strip(), re.sub(r"\s*([-–])\s*", r"\1", re.sub(r",? (?:and|&) ", ", ", pages)),
        bare=len(units) == 1 and bool(last["bare"]),
    )  # fmt: skip
