"""The invented book on pages: recognised pages of a scan, and PDF files in two designs.

Owns the breaking of a `Book` (`edition_book`) into pages as a printer breaks it: running heads, page numbers, words
parted at line ends, notes at the foot of the page that points to them, the paragraph going on overleaf.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import NamedTuple

from edition_book import TITLE, Block, Book
from edition_texts import plain, straight
from pdf_files import bind_pdf, show_text

_STARS = ("*", "†", "‡")
_BREAK = re.compile(r"^([a-z]*[aeiou][a-z]*?[bcdfghlmnprstv])([bcdfghlmnprstv][aeiou][a-z]+)")


class Line(NamedTuple):
    """A line of print: its text, how far it is set in (in letters), whether it is small, blank lines above it."""

    text: str
    indent: int = 0
    small: bool = False
    above: int = 0


@dataclass
class Page:
    """A page: its number as printed, the heading of its chapter, its lines and the notes at its foot."""

    number: int
    chapter: str
    lines: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)


def _break_lines(text: str, width: int) -> list[str]:
    """Break a paragraph into lines, parting words at their ends as print does."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if not line or len(word) <= room:
            line = f"{line} {word}".strip()
            continue
        parted = _BREAK.match(word)
        if parted and len(parted[1]) + 1 <= room:
            lines.append(f"{line} {parted[1]}-")
            line = word[len(parted[1]) :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _set(block: Block, text: str, width: int) -> list[Line]:
    if block.kind == "verse":
        return [Line(line, 10, above=int(i == 0)) for i, line in enumerate(text.split("\n"))]
    if block.kind in ("main", "sub", "byline", "docImprint", "head"):
        wide = max(0, (width - len(text)) // 2)
        return [Line(text, wide, above=1)]
    if block.kind in ("signed", "dateline", "source"):
        return [Line(text, max(0, width - len(text) - 2))]
    if block.kind in ("contents", "row"):
        return [Line("   ".join(part.ljust(20) for part in text.split("\t")).rstrip())]
    first, rest = (6, 4) if block.inset else (3, 0)
    lines = _break_lines(text, width - rest)
    lead = int(block.inset or block.kind in ("item", "argument"))
    return [Line(lines[0], first, above=lead), *(Line(line, rest) for line in lines[1:])]


def set_pages(book: Book, *, width: int, height: int, starred: bool) -> list[Page]:
    """Break the book into pages; notes at the foot have stars or numbers, those at the end stand under NOTES."""
    pages = [Page(1, TITLE.upper())]
    blocks = list(book.blocks)
    ends = [n.number for n in book.notes.values() if n.place == "end"]
    anew = {n: str(k) for k, n in enumerate(ends, start=1)} if starred else {n: n for n in ends}
    blocks += [Block("head", "NOTES")] if ends else []
    blocks += [Block("endnote", f"{anew[n]}. {book.notes[n].text}") for n in ends]
    for block in blocks:
        if block.kind == "page":
            continue
        if block.kind == "head" and (pages[-1].lines and len(pages[-1].lines) > 4 and not pages[-1].lines[-1].above):
            pages.append(Page(pages[-1].number + 1, block.text))
        if block.kind == "head":
            pages[-1].chapter = block.text
        text = plain(block.text, mark="\ue000{}\ue001")
        text = text.replace("\t", ".—") if block.kind == "speech" else text
        for line in _set(block, text, width):
            cited = [n for n in re.findall("\ue000(.*?)\ue001", line.text) if book.notes[n].place == "bottom"]
            feet = {n: textwrap.wrap(plain(book.notes[n].text), width + 8) for n in cited}
            room = height - len(pages[-1].lines) - len(pages[-1].foot) - sum(map(len, feet.values()))
            if room < 1:
                pages.append(Page(pages[-1].number + 1, pages[-1].chapter))
            page, shown = pages[-1], line.text
            for n, foot in feet.items():
                sign = _STARS[sum(not f.indent for f in page.foot)] if starred else n
                shown = shown.replace(f"\ue000{n}\ue001", sign)
                gap = " " if starred else ". "
                page.foot += [Line(f"{sign}{gap}{foot[0]}", 0, small=True), *(Line(f, 1, small=True) for f in foot[1:])]
            shown = re.sub("\ue000(.*?)\ue001", lambda m: anew[m[1]], shown)
            page.lines.append(line._replace(text=shown))
    return pages


def save_scan(book: Book) -> bytes:
    """Save pages as a recognised scan: running heads, numbers, notes at the foot with stars, blank lines everywhere."""
    out = ['Full text of "The rising of the seven bridges"']
    for page in set_pages(book, width=58, height=36, starred=True):
        n = page.number
        if n > 1:
            out.append(f"\n{n}  {TITLE.upper()}\n" if n % 2 == 0 else f"\n{page.chapter}  {n}\n")
        out += [("\n" if line.above or line.indent == 3 else "") + line.text for line in page.lines]
        if page.foot:
            out += ["", *(f.text for f in page.foot)]
        out.append("")
    return straight("\n".join(out)).replace("--", "—").encode()


class _Drawn(NamedTuple):
    x: float
    y: float
    size: float
    text: str


def save_design_with_heads(book: Book) -> bytes:
    """Save a PDF with running heads and, in smaller type, numbered notes at the foot."""
    drawn = []
    book = Book(book.blocks, {k: n._replace(place="bottom") for k, n in book.notes.items()}, book.words)
    for page in set_pages(book, width=62, height=38, starred=False):
        head = f"{page.number}   {TITLE.upper()}" if page.number % 2 == 0 else f"{page.chapter}   {page.number}"
        sheet = [_Drawn(72, 740, 9, head)] if page.number > 1 else []
        y = 712.0
        for line in page.lines:
            y -= 15 + 8 * line.above
            sheet.append(_Drawn(72 + 5.5 * line.indent, y, 11, line.text))
        y = 60 + 11 * len(page.foot)
        for line in page.foot:
            sheet.append(_Drawn(72 + 4.5 * line.indent, y, 8, line.text))
            y -= 11
        drawn.append(sheet)
    return write_pdf(drawn)


def save_plain_design(book: Book) -> bytes:
    """Save a PDF of a modern reprint: page numbers at the foot, all notes at the end, headings in larger type."""
    moved = Book(book.blocks, {k: n._replace(place="end") for k, n in book.notes.items()}, book.words)
    drawn = []
    for page in set_pages(moved, width=70, height=42, starred=False):
        y, sheet = 730.0, []
        for line in page.lines:
            is_head = line.above and line.text.isupper()
            y -= 14 + 10 * line.above
            sheet.append(_Drawn(64 + 5 * line.indent, y, 16 if is_head else 10.5, line.text))
        drawn.append([*sheet, _Drawn(290, 40, 9, str(page.number))])
    return write_pdf(drawn)


def write_pdf(pages: list[list[_Drawn]]) -> bytes:
    """Write a PDF by hand: every line in its place and size, in a font that every reader has."""
    shown = (
        "\n".join(f"/F1 {d.size} Tf 1 0 0 1 {d.x:.1f} {d.y:.1f} Tm {show_text(d.text)}" for d in lines)
        for lines in pages
    )
    streams = (f"BT {page} ET".encode("windows-1252") for page in shown)
    return bind_pdf(streams, font=b"Times-Roman", info=b"/Producer (Setter 3.1)")
