"""Source text and the way back to it.

Owns `Span` (a stretch of a document) and `NormalisedText` (a cleaned reading of a stretch together with every edit that
made it). In comes a string, out goes a reading whose every character leads back to the source. Offsets are Unicode code
points, half-open. Nothing here knows what a quotation, a name or a document is.

    >>> reading = normalise("They would under-\\nstand self-\\norganisation.")
    >>> reading.clean
    'They would understand self-organisation.'
    >>> reading.to_source(11, 21)
    Span(start=11, end=23)
    >>> restore(reading.clean, reading.edits) == reading.source
    True
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

MONTHS = tuple("January February March April May June July August September October November December".split())
"""In English whatever the locale is, as `calendar` does not give them."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points, `start` to `end`.

    >>> Span(3, 8).overlaps(Span(7, 9)), Span(3, 8).contains(Span(4, 8)), len(Span(3, 8))
    (True, True, 5)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it starts."""
        if not 0 <= self.start <= self.end:
            raise ValueError(
                f"span {self.start} to {self.end}: a span starts at 0 or later and does not end before it starts"
            )

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """Move by so many code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: at `start` of the source, `removed` gave way to `inserted`, because of `rule`."""

    start: int
    removed: str
    inserted: str
    rule: str

    @property
    def end(self) -> int:
        """Where the removed characters end in the source."""
        return self.start + len(self.removed)


@dataclass(frozen=True)
class NormalisedText:
    """A source stretch, the edits made to it in order, and the clean reading that results.

    A position inside an edit has no character of its own on the other side: a start falls to the edit's first
    character, an end to its last, so that a mapped span never loses text.
    """

    source: str
    edits: tuple[Edit, ...] = ()
    clean: str = field(init=False)

    def __post_init__(self) -> None:
        """Apply the edits, refusing any that are out of order or do not stand in the source."""
        pieces, position = [], 0
        for edit in self.edits:
            if edit.start < position or self.source[edit.start : edit.end] != edit.removed:
                raise ValueError(f"edit {edit} does not fit the source at {edit.start}, or overlaps the edit before it")
            pieces += [self.source[position : edit.start], edit.inserted]
            position = edit.end
        object.__setattr__(self, "clean", "".join([*pieces, self.source[position:]]))

    @cached_property
    def _anchors(self) -> tuple[list[int], list[int]]:
        """For each edit, where it begins in the source and in the clean reading."""
        in_source, in_clean, shift = [], [], 0
        for edit in self.edits:
            in_source.append(edit.start)
            in_clean.append(edit.start + shift)
            shift += len(edit.inserted) - len(edit.removed)
        return in_source, in_clean

    def to_source(self, start: int, end: int) -> Span:
        """Give the source stretch that a stretch of the clean reading was made from."""
        return (
            Span(self._back(start, last=False), self._back(end - 1, last=True) + 1)
            if end > start
            else Span(*[self._back(start, last=False)] * 2)
        )

    def to_clean(self, start: int, end: int) -> Span:
        """Give the stretch of the clean reading that a stretch of the source became."""
        if end <= start:
            return Span(*[self._forth(start, last=False)] * 2)
        first, last = self._forth(start, last=False), self._forth(end - 1, last=True)
        return Span(first, max(first, last))

    def _back(self, position: int, *, last: bool) -> int:
        _, in_clean = self._anchors
        i = bisect_right(in_clean, position) - 1
        # Of several edits at one clean position (deletions), the one that inserted the character is the last.
        if i < 0:
            return position
        edit, offset = self.edits[i], position - in_clean[i]
        if offset < len(edit.inserted):
            if len(edit.inserted) == len(edit.removed):
                return edit.start + offset
            return max(edit.start, edit.end - 1) if last else edit.start
        return edit.end + offset - len(edit.inserted)

    def _forth(self, position: int, *, last: bool) -> int:
        """Map one source character; for `last`, to just after it."""
        in_source, in_clean = self._anchors
        i = bisect_right(in_source, position) - 1
        if i < 0:
            return position + last
        edit, offset = self.edits[i], position - in_source[i]
        if offset < len(edit.removed):
            if len(edit.inserted) == len(edit.removed):
                return in_clean[i] + offset + last
            return in_clean[i] + (len(edit.inserted) if last else 0)
        return in_clean[i] + len(edit.inserted) + offset - len(edit.removed) + last


def restore(clean: str, edits: Iterable[Edit]) -> str:
    """Rebuild the source from a clean reading and its edits: the proof that nothing was lost."""
    pieces, position, shift = [], 0, 0
    for edit in edits:
        at = edit.start + shift
        pieces += [clean[position:at], edit.removed]
        position = at + len(edit.inserted)
        shift += len(edit.inserted) - len(edit.removed)
    return "".join([*pieces, clean[position:]])


_DOUBLE_MARKS = "“”„‟«»″〝〞"
_SINGLE_MARKS = "‘’‚‛‹›′ʼ`´"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LINE_JOIN = re.compile(
    rf"(?P<hyphen>(?<=[^\W\d_])[-\u2010\u2011\u00ad])?(?P<range>(?<=\d)[-–—])?(?:[^\S\n]|[{_UNSEEN}])*\n(?:\s|[{_UNSEEN}])*"
)
_BLANKS = re.compile(rf"(?:[^\S\n]|[{_UNSEEN}])+")
# Italics as editions of old books write them in plain text: _Memoirs_.
_EMPHASIS = re.compile(r"(?<!\w)(_)(?=[^\s_])([^_]{1,300}?)(?<=\S)(_)(?!\w)")
# First members that English hyphenates: a break behind one of them was there before the line ended.
_HYPHENATING = frozenset(
    "self semi quasi half well ill cross neo pseudo ultra anglo franco russo sino euro afro austro".split()
)
# These as often open a solid word (present, exploit, programme): the rest must be a word of its own.
_SOMETIMES_HYPHENATING = frozenset("non anti pre post pro ex co counter pan vice re sub".split())
_BROKEN_WORD = re.compile(r"[^\W\d_]+[-\u2010\u2011][^\S\n]*\n\s*[^\W\d_]+")


def count_words(text: str) -> dict[str, int]:
    """Count the words and hyphenated compounds that stand unbroken in a text, case folded.

    It is the evidence for `normalise`: a word broken at a line end is joined the way the same text writes it elsewhere.

    >>> count_words("Self-rule, self-rule and un-\\nder")
    {'self-rule': 2, 'and': 1}
    """
    counts: dict[str, int] = {}
    for match in re.finditer(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*", _BROKEN_WORD.sub(" ", text)):
        word = match.group().casefold().replace("\u2010", "-").replace("\u2011", "-")
        counts[word] = counts.get(word, 0) + 1
    return counts


def keeps_hyphen(before: str, after: str, words: dict[str, int]) -> bool:
    """Decide whether a hyphen at a line end belongs to the word.

    1. The text writes the word elsewhere, with or without hyphen: as there (with, if it writes both, the commoner).
    2. A capital or a digit follows (*Anglo-/American*): kept.
    3. The part before is a prefix that English hyphenates (*self-*), or one that it sometimes does (*non-*) and the
       text has the rest as a word: kept. Else the word was broken: dropped.

    >>> keeps_hyphen("self", "rule", {}), keeps_hyphen("under", "stand", {})
    (True, False)
    """
    solid, hyphened = words.get((before + after).casefold(), 0), words.get(f"{before}-{after}".casefold(), 0)
    if solid or hyphened:
        return hyphened > solid
    if before.isupper() and after.isupper() and len(before) > 1 and len(after) > 1:
        return False  # a heading in capitals
    if not after[:1].islower() or before.casefold() in _HYPHENATING:
        return True
    return before.casefold() in _SOMETIMES_HYPHENATING and after.casefold() in words


def _edits(source: str, shown: str, words: dict[str, int]) -> Iterator[Edit]:
    """Yield the edits of every rule; `shown` is the source with hidden stretches blanked out."""
    for match in _LINE_JOIN.finditer(shown):
        start, end = match.span()
        if match["hyphen"]:
            before = re.search(r"[^\W\d_]*$", shown[max(0, start - 40) : start])
            after = re.match(r"\w*", shown[end : end + 40])
            if not after or not after.group():
                yield Edit(start + 1, source[start + 1 : end], " ", "unwrap")
            elif match["hyphen"] == "\u00ad":
                yield Edit(start, source[start:end], "", "dehyphenate")
            elif keeps_hyphen(before.group() if before else "", after.group(), words):
                yield Edit(start + 1, source[start + 1 : end], "", "unwrap")
            else:
                yield Edit(start, source[start:end], "", "dehyphenate")
        elif match["range"] and shown[end : end + 1].isdigit():
            yield Edit(start + 1, source[start + 1 : end], "", "unwrap")
        elif end < len(shown) and start > 0:
            start += len(match["range"] or "")
            yield Edit(start, source[start:end], " ", "unwrap")
    for match in _BLANKS.finditer(shown):
        seen = match.group().strip(_UNSEEN)
        if match.group() != " ":
            blank = " " if any(c not in _UNSEEN for c in seen) else ""
            yield Edit(match.start(), source[match.start() : match.end()], blank, "spaces" if blank else "invisible")
    for match in _EMPHASIS.finditer(shown):
        for group in (1, 3):
            yield Edit(match.start(group), "_", "", "emphasis")
    for position, character in enumerate(shown):
        if character in _DOUBLE_MARKS:
            yield Edit(position, character, '"', "quotes")
        elif character in _SINGLE_MARKS:
            yield Edit(position, character, "'", "quotes")


def normalise(source: str, *, hidden: Collection[Span] = (), words: dict[str, int] | None = None) -> NormalisedText:
    """Unwrap lines, join broken words, unify quotation marks and spaces, drop marks of italics; record each edit.

    Args:
        source: a paragraph, or a run of text that reads as one.
        hidden: stretches that interrupt the reading (a footnote in mid-sentence); they go with the line break there.
        words: the words of the whole document (`count_words`), evidence for joining what a line end broke.

    Returns:
        The reading. Every white space in it is one blank; quotation marks are straight; a rule's name is in its edits.

    >>> normalise("the la-\\n1 A note.\\nbour", hidden=[Span(8, 17)]).clean
    'the labour'
    """
    shown = source
    for span in hidden:
        shown = shown[: span.start] + "\n" * len(span) + shown[span.end :]
    kept: list[Edit] = []
    position = 0
    for edit in sorted(_edits(source, shown, words or {}), key=lambda e: (e.start, -e.end)):
        if edit.start >= position:
            kept.append(edit)
            position = edit.end
    return NormalisedText(source, tuple(kept))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Casefold and drop accents and punctuation, for comparing names and titles.

    >>> fold("Guérard, Denis")
    'guerard denis'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def slug(text: str) -> str:
    """Make a key of a name or title: lower-case ASCII letters and digits joined by hyphens, other letters spelt out.

    >>> slug("Guérard, Denis"), slug("Ленин"), slug("Łódź")
    ('guerard-denis', 'lenin', 'lodz')
    """
    spelt = "".join(c if c.isascii() else _SPELT.get(c, f"u{ord(c):x}") for c in fold(text))
    return "-".join(re.findall(r"[a-z0-9]+", spelt))


_SPELT = dict(
    zip("абвгдезиклмнопрстуфыэіїґłøđðħıŋ", "abvgdeziklmnoprstufyeiigloddhin", strict=True),
    ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ъ="", ь="", ю="iu", я="ia", є="ie",
    æ="ae", œ="oe", þ="th", ß="ss",
)  # fmt: skip
