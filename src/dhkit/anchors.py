"""Anchors: the few words by which a correction holds on to its place, and the search for them when the text has moved.

Owns quotes and finding them again. In comes a document's text and a stretch, out goes a quote of at most twelve words,
with the stretch in brackets ⟦ ⟧ and what stands before and after it: *they called ⟦a hasty coup⟧ what was*. Of a
long stretch the quote has the first and the last words. In comes another state of the text and the quote, out comes
where the stretch is now. Who corrects what is `corrections`. (Quote and context are the W3C's TextQuoteSelector.)

Order of the search:
    1. in place: the words stand where they stood
    2. the whole quote with its context, or a long stretch, stands elsewhere: the occurrence nearest to the old place
    3. the stretch alone stands once within 2,000 code points of the old place
    4. nearly the same words stand within 2,000 code points (rapidfuzz, 85 of 100)
    5. lost

    >>> text = "It was, said Tell, a hasty coup in the fog."
    >>> quote(text, 19, 31)
    'was, said Tell, ⟦a hasty coup⟧ in the fog.'
    >>> find_anchor("A new first line. " + text, 19, 31, quote(text, 19, 31))
    Anchor(start=37, end=49, state='moved')
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcodes

MOST_WORDS = 12
"""Words of a quote at most: the law of the tables."""

NEARBY = 2_000
"""Code points before and after the old place within which words are searched that are not unmistakable."""

UNWRITABLE = dict.fromkeys([*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
"""Characters that XML cannot hold, and what stands for them in a quote; one for one, so that no place is moved."""

_UNMISTAKABLE = 5  # words of a stretch that need no context
_CONTEXT = 3  # words before and after
_FAR = 200  # code points in which they stand
_ALIKE = 85
_GAP = " … "
_PIECES = re.compile(r"\s+|[^\s⟦⟧]+|[⟦⟧]")
_BRACKETS = {"⟦": "[", "⟧": "]"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch stands now: code points, half-open, and whether it is `in place`, `moved` or `lost`."""

    start: int
    end: int
    state: str


def quote(text: str, start: int, end: int) -> str:
    """Quote a stretch in at most twelve words, white space single.

    Args:
        text: the source text.
        start: first code point of the stretch.
        end: code point after the last.

    Raises:
        ValueError: if there is no word in the stretch.
    """
    words = flatten(text[start:end]).split()
    if not words or not 0 <= start < end <= len(text):
        raise ValueError(f"nothing to quote at {start} to {end}: the text has {len(text)} code points")
    if len(words) > MOST_WORDS:
        return f"⟦{' '.join(words[:6])}{_GAP}{' '.join(words[-5:])}⟧"
    room = min(_CONTEXT, (MOST_WORDS - len(words)) // 2)
    before = _last_words(flatten(text[max(0, start - _FAR) : start]), room)
    after = _first_words(flatten(text[end : end + _FAR]), room)
    return f"{before}⟦{flatten(text[start:end]).strip()}⟧{after}".strip()


def _last_words(text: str, n: int) -> str:
    found = re.search(rf"(?:\S+\s*){{1,{n}}}$", text) if n else None
    return found.group().lstrip("=+-@") if found else ""  # a spreadsheet would take these for a formula


def _first_words(text: str, n: int) -> str:
    found = re.match(rf"(?:\s*\S+){{1,{n}}}", text) if n else None
    return found.group() if found else ""


def split_quote(quoted: str) -> tuple[str, str, str]:
    """Split a quote into what stands before, the stretch, and what stands after; without brackets all is the stretch.

    >>> split_quote("said Tell, ⟦a coup⟧ in"), split_quote("a coup")
    (('said Tell, ', 'a coup', ' in'), ('', 'a coup', ''))
    """
    before, opened, rest = quoted.partition("⟦")
    if not opened:
        return "", flatten(quoted).strip(), ""
    stretch, _, after = rest.rpartition("⟧")
    return flatten(before), stretch.strip(), flatten(after)


def find_anchor(text: str, start: int, end: int, quoted: str) -> Anchor:
    """Find a quoted stretch in a text that may have changed since.

    Args:
        text: the source text as it is now.
        start: first code point of the stretch as it was.
        end: code point after the last.
        quoted: as `quote` gave it, or words typed by hand.
    """
    before, stretch, after = split_quote(quoted)
    head, _, tail = stretch.partition(_GAP)
    here = flatten(text[start:end]).strip()
    if stretch and (here == stretch or (tail and here.startswith(head) and here.endswith(tail))):
        return Anchor(start, end, "in place")
    flat, places = _flatten(text)
    old, length = bisect_left(places, start), end - start
    found = _choose(flat, old, before, stretch, after, length) if head else None
    if found is None:
        return Anchor(start, end, "lost")
    return Anchor(places[found[0]], places[found[1] - 1] + 1, "moved")


def _choose(flat: str, old: int, before: str, stretch: str, after: str, length: int) -> tuple[int, int] | None:
    head, _, tail = stretch.partition(_GAP)
    low, high = max(0, old - NEARBY), old + length + NEARBY
    if before or after or len(stretch.split()) >= _UNMISTAKABLE:
        led, followed = before + head, tail + after if tail else ""
        whole = _occurrences(flat, led if tail else led + after, followed, length)
        if nearest := _nearest([(s + len(before), e - len(after)) for s, e in whole], old):
            return nearest
    alone = [(s, e) for s, e in _occurrences(flat, head, tail, length) if low <= s and e <= high]
    if alone:
        return alone[0] if len(alone) == 1 else None  # several, and nothing tells which
    return _nearly(flat, low, high, before, stretch, after)


def _occurrences(flat: str, head: str, tail: str, length: int) -> Iterator[tuple[int, int]]:
    """Find the stretches of whole words that begin with `head` and end with `tail` (empty: that are `head`)."""
    if not head.strip():
        return
    for first in re.finditer(rf"(?<!\w){re.escape(head)}" if head[:1].isalnum() else re.escape(head), flat):
        end = flat.find(tail, first.end(), first.start() + 2 * length + 100) + len(tail) if tail else first.end()
        whole = end >= len(flat) or not (flat[end - 1].isalnum() and flat[end].isalnum())
        if end >= first.end() and whole:  # where the tail is not there, the end lies before
            yield first.start(), end


def _nearest(found: list[tuple[int, int]], old: int) -> tuple[int, int] | None:
    ranked = sorted(found, key=lambda place: abs(place[0] - old))
    if len(ranked) > 1 and abs(ranked[0][0] - old) == abs(ranked[1][0] - old):
        return None
    return ranked[0] if ranked else None


def _nearly(flat: str, low: int, high: int, before: str, stretch: str, after: str) -> tuple[int, int] | None:
    """Find nearly the same words, and in them the stretch, by the edits that make the one of the other."""
    head, _, tail = stretch.partition(_GAP)
    first = _align(before, head, after if not tail else "", flat, low, high)
    if first is None or not tail:
        return first
    last = _align("", tail, after, flat, first[1], high)
    return (first[0], last[1]) if last else None


def _align(before: str, words: str, after: str, flat: str, low: int, high: int) -> tuple[int, int] | None:
    whole, room = before + words + after, flat[low:high]
    if len(whole) > len(room):  # the shorter would be sought in the longer
        return None
    found = fuzz.partial_ratio_alignment(whole, room, score_cutoff=_ALIKE)
    if found is None:
        return None
    spare = len(whole) // 4
    begin = max(low, low + found.dest_start - spare)
    edits = Levenshtein.opcodes(whole, flat[begin : low + found.dest_end + spare])
    start = begin + _shift(edits, len(before))
    end = begin + _shift(edits, len(before) + len(words) - 1) + 1
    while start > low and flat[start - 1].isalnum() and flat[start].isalnum():  # no word is cut in two
        start -= 1
    while end < len(flat) and flat[end - 1].isalnum() and flat[end].isalnum():
        end += 1
    found_words = flat[start:end].strip()
    if fuzz.ratio(words, found_words) < _ALIKE:  # the context alone is no stretch
        return None
    start += len(flat[start:end]) - len(flat[start:end].lstrip())
    return start, start + len(found_words)


def _shift(edits: Opcodes, position: int) -> int:
    """Give where a character stands after edits; of one taken out, where it stood."""
    edit = next(e for e in edits if e.src_start <= position < e.src_end)
    return min(edit.dest_start + position - edit.src_start, max(edit.dest_end - 1, edit.dest_start))


def flatten(text: str) -> str:
    """Give a text with single white space; the brackets that mark a stretch give way to square ones."""
    return _flatten(text)[0]


@lru_cache(maxsize=16)
def _flatten(text: str) -> tuple[str, list[int]]:
    """Flatten a text; give with each character the place in the source that it stands for."""
    pieces: list[str] = []
    places: list[int] = []
    for found in _PIECES.finditer(text):
        piece = found.group()
        if piece.isspace() or piece in _BRACKETS:
            pieces.append(_BRACKETS.get(piece, " "))
            places.append(found.start())
        else:
            pieces.append(piece.translate(UNWRITABLE))
            places.extend(range(found.start(), found.end()))
    return "".join(pieces), places
