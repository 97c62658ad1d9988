r"""Paragraphs: the first cut of a document, before anybody says what a paragraph is.

Owns the grouping of lines. In comes the source text and the way its lines are wrapped, out come `Paragraph`s in order;
they cover all but white space. Leaves their kinds to `layouts`.

    >>> [p.text for p in find_paragraphs("One line\nof two.\n\nAnother.", wrap="hard")]
    ['One line\nof two.', 'Another.']
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Wrap = Literal["none", "hard", "mixed", "book"]

# A line longer than this was not wrapped by hand; books and mail wrap at 60 to 80.
_WRAPPED_AT_MOST = 110
_LONGEST = 30_000  # code points; a paragraph has a tenth of it
_SENTENCES = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-ZÀ-ÞА-Я])|\n")
_WRAPPED_AT_LEAST = 20  # lines that another follows, before anything can be told from their lengths
_RAGGED = 4  # code points by which a full line may be shorter than the widest: printers do not wrap alike
_BULLET = re.compile(r"[-–—•*·] +\S")
_NUMBERED = re.compile(r"(\d{1,3})([.)]?)\s+(?=[^\W\d_a-zа-я]|[\"“‘'])")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*(\[?\d+\]?)?\s*$")
_KEYWORDS = re.compile(r"(?:Key ?words?|Ключевые слова)\s*:", re.IGNORECASE)
_ENDS_QUOTED_SOURCE = re.compile(r"[\]\"”][.)]?\s*$")


_PAGE_NUMBER = re.compile(r"[\[{(]?(?:Pg\.?|Page)?\s*(?:\d{1,4}|[ivxlc]{2,7})[\])}]?")
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40}(?::|\.[—–]|\.--)")
_LONG_LINES = 6  # of a text whose lines are paragraphs
_VERSE_LINE = 60  # code points of a line of verse at most
_DATED = re.compile(r"\b1[5-9]\d\d\b")
_ADDRESS = re.compile(r"(?:My |Dear |Sirs?\b|Your |I am|I remain|Madame?\b|Gentlemen\b|Citizens?\b)")
_MOTTO_SOURCE = re.compile(
    r"(?:--|[—–])?\s?[A-ZÀ-Þ][A-ZÀ-Þ.'’]*(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’]+){1,3}, _?[A-ZÀ-Þ][^.]{2,60}\.?"
)
_SHORT_LINE = 50  # code points; a line so short ends its paragraph if the next is set in
_BOOK_NOTE = re.compile(r"\[(?:\d{1,4}|[A-Z]|Footnote\b[^\]]*)\]? ?[A-Z_\"“‘']|\[Footnote|[*†‡§]{1,3} ?[A-Z_\"“‘']")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that belong together.

    `blank_before` counts the empty lines above it, `indent` the blanks before its first letter, `number` is set where
    it opens with a number in running order, `lines` counts its lines.
    """

    start: int
    end: int
    text: str
    blank_before: int
    indent: int
    lines: int
    number: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    blank_before: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def body(self) -> str:
        return self.text.strip()


def _lines(source: str) -> Iterator[_Line]:
    position, blank = 0, 0
    for raw in re.split(r"(?<=\n)", source):
        if raw.strip():
            yield _Line(position, raw.rstrip(), blank)
            blank = 0
        else:
            blank += 1
        position += len(raw)


def find_paragraphs(source: str, *, wrap: Wrap) -> list[Paragraph]:
    """Group the lines of a text into paragraphs.

    1. An empty line ends a paragraph.
    2. Unwrapped text (`none`): every line is a paragraph, unless it goes on in lower case in mid-sentence. A text that
       is plainly wrapped all the same (a page saved from print) is read as a `book`.
    3. Wrapped text (`hard`): lines go on until an empty line. A new paragraph begins in between at a bullet; at a
       number that continues the running count, where a sentence has ended; at a quotation mark, after a source in
       brackets or inside a quotation that is still open; at an indented line (a new page) after a sentence has ended
       or after a note.
    4. `book`: as printed, unless each line is a paragraph (a text saved by a word processor): then only verse, and what
       breaks off in mid-sentence, goes on. A line longer than a wrapped one stands alone unless it goes on in
       mid-sentence. The others
       go on until an empty line; a page number, a note or a speaker behind the end of a sentence, a heading in
       capitals, and a line set in deeper than the one before, where that ends a sentence or is short, begin anew.
    5. `mixed`: a line longer than a wrapped one stands alone unless it goes on in mid-sentence; the others are wrapped.
    6. What is longer than any paragraph (a book on one line) is cut where sentences end.

    Returns:
        The paragraphs in order, trimmed of white space.
    """
    groups: list[list[_Line]] = []
    numbers: list[int | None] = []
    count = 0
    if wrap == "none" and is_wrapped(source):
        wrap = "book"
    unwrapped = wrap == "book" and is_unwrapped(source)
    for line in _lines(source):
        match = _NUMBERED.match(line.body)
        number = int(match[1]) if match and int(match[1]) in (1, count + 1) else None
        if groups and (
            _goes_on_unwrapped(groups[-1][-1], line)
            if unwrapped
            else _goes_on(groups[-1], line, number, numbers[-1], wrap)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
            numbers.append(number)
            count = number if number is not None else count
    return [
        piece
        for lines, number in zip(groups, numbers, strict=True)
        for piece in _cut(source, _paragraph(source, lines, number))
    ]


def is_wrapped(source: str) -> bool:
    r"""Say whether the lines of a text are wrapped: most that another follows at once had no room for its first word.

    >>> line = "The ferry was late again, and the lamps on the quay had burnt"
    >>> is_wrapped("\n".join([line] * 40)), is_wrapped("\n".join(["A short line", line] * 40))
    (True, False)
    """
    lines = [line.strip() for line in source.split("\n")]
    followed = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if len(followed) < _WRAPPED_AT_LEAST:
        return False
    widths = sorted(len(a) for a, _ in followed)
    width = widths[len(widths) * 9 // 10]
    full = sum(len(a) + 1 + len(b.split()[0]) > width - _RAGGED for a, b in followed)
    return 30 <= width <= _WRAPPED_AT_MOST and full > 0.7 * len(followed)


def is_unwrapped(source: str) -> bool:
    r"""Say whether a text has one line for each paragraph: longer lines than print has hold most of it, often at once.

    >>> is_unwrapped("\n".join(["The ferry was late again. " * 9] * 9)), is_unwrapped("One line\nof two.")
    (True, False)
    """
    lines = [line.strip() for line in source.split("\n")]
    long = [line for line in lines if len(line) > _WRAPPED_AT_MOST]
    followed = sum(bool(a and b) and len(a) > _WRAPPED_AT_MOST for a, b in itertools.pairwise(lines))
    return len(long) > _LONG_LINES and 2 * sum(map(len, long)) > len(source) and followed * 2 > len(long)


def _goes_on_unwrapped(above: _Line, line: _Line) -> bool:
    """Say whether a line of an unwrapped book goes on with the one above: in verse, and in mid-sentence.

    Verse is two lines or more that begin with capitals and are short; the last but one ends neither a sentence nor a
    line of address, date or name.
    """
    before = above.body
    if line.blank_before or _BOOK_NOTE.match(line.body) or _BULLET.match(line.body):
        return False
    if max(len(before), len(line.body)) < _VERSE_LINE and not is_capitals(before) and not is_capitals(line.body):
        if _DATED.search(before) or _DATED.search(line.body) or _ADDRESS.match(line.body) or _ADDRESS.match(before):
            return False
        return bool(re.search(r"(?:[^\W\d_]|[,;:—-])[\"”’')]?$", before)) and line.body[:1].isupper()
    return line.body[:1].islower() and not _ENDS_SENTENCE.search(before)


def _goes_on(lines: list[_Line], line: _Line, number: int | None, numbered: int | None, wrap: Wrap) -> bool:
    """Say whether a line belongs to the paragraph of the lines above it."""
    before = lines[-1].body
    if line.blank_before or _BULLET.match(line.body) or _KEYWORDS.match(line.body):
        return False
    if wrap == "none":
        return line.body[:1].islower() and not _ENDS_SENTENCE.search(before)
    if wrap == "book":
        return _goes_on_in_book(lines, line)
    if wrap == "mixed" and max(len(before), len(line.body)) > _WRAPPED_AT_MOST:
        titled = len(lines) == 1 and len(before) < _WRAPPED_AT_MOST / 2 and line.body[:1].isupper()
        return not (titled or _ENDS_SENTENCE.search(before) or _ENDS_QUOTED_SOURCE.search(before))
    if number is not None and (_ENDS_SENTENCE.search(before) or _ENDS_QUOTED_SOURCE.search(before)):
        return False
    if numbered is not None and len(lines) <= 3 and before.endswith("?"):
        return False  # a numbered question is a heading, whatever follows
    if line.body[0] in '"“„«' and _ENDS_QUOTED_SOURCE.search(before):
        return False
    if line.body[0] in '"“' and _ENDS_SENTENCE.search(before) and _is_inside_quotation(lines):
        return False
    turned = line.indent and not lines[-1].indent
    return not (turned and (_ENDS_SENTENCE.search(before) or _short_inset(lines)))


def _goes_on_in_book(lines: list[_Line], line: _Line) -> bool:
    """Say whether a line of a printed book belongs to the lines above it."""
    before = lines[-1].body
    if max(len(before), len(line.body)) > _WRAPPED_AT_MOST:
        return line.body[:1].islower() and not _ENDS_SENTENCE.search(before)
    if _PAGE_NUMBER.fullmatch(line.body) or _PAGE_NUMBER.fullmatch(before):
        return False
    ended = bool(_ENDS_SENTENCE.search(before))
    if ended and (_BOOK_NOTE.match(line.body) or _SPEAKER.match(line.body)):
        return False
    if ended and _MOTTO_SOURCE.fullmatch(line.body):
        return False
    if is_capitals(before) != is_capitals(line.body):
        return False  # a heading, where no empty line parts it from the text
    return not (line.indent >= 2 and not lines[-1].indent and (ended or len(before) < _SHORT_LINE))


def is_capitals(text: str, *, least: int = 4) -> bool:
    """Say whether words are set in capitals: all letters are, and there are enough to tell."""
    return text.isupper() and len(re.findall(r"[^\W\d_]", text)) >= least


def _is_inside_quotation(lines: list[_Line]) -> bool:
    """Say whether the lines open a quotation that they do not close: each of its paragraphs opens with a mark."""
    text = "\n".join(line.body for line in lines)
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”")


def _short_inset(lines: list[_Line]) -> bool:
    """Say whether the lines may be a caption or note set apart: few, and with an empty line above."""
    return len(lines) <= 3 and lines[0].blank_before > 0 and not lines[-1].body.endswith("-")


def _paragraph(source: str, lines: list[_Line], number: int | None) -> Paragraph:
    first, last = lines[0], lines[-1]
    start, end = first.start + first.indent, last.start + len(last.text)
    return Paragraph(start, end, source[start:end], first.blank_before, first.indent, len(lines), number)


def _cut(source: str, whole: Paragraph) -> Iterator[Paragraph]:
    """Cut a text that is too long for a paragraph, at the last sentence that fits, else at the last blank."""
    piece = whole
    while piece.end - piece.start > _LONGEST:
        window = source[piece.start : piece.start + _LONGEST]
        ends = [m.end() for m in _SENTENCES.finditer(window)]
        end = piece.start + (ends[-1] if ends else window.rfind(" ") + 1 or _LONGEST)
        text = source[piece.start : end].rstrip()
        yield replace(piece, end=piece.start + len(text), text=text, lines=text.count("\n") + 1)
        rest = source[end : whole.end]
        start = whole.end - len(rest.lstrip())
        piece = replace(
            piece, start=start, end=whole.end, text=source[start : whole.end], blank_before=1, indent=0, number=None
        )
    yield replace(piece, lines=piece.text.count("\n") + 1) if piece is not whole else whole
