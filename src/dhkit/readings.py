r"""Readings: what a reader makes of a file, the text and what the file itself says about stretches of it.

Owns `Reading` and `Mark`, which every reader of `readers` gives, and `Writing`, with which they are made. The text is
what all offsets of the tables count in: code points, one block a line, an empty line between two blocks. A mark is what
the file says and no rule has to guess: a note, a quotation, a line of verse, who says it.

    >>> writing = Writing()
    >>> writing.add("The Ferry", "heading")
    >>> writing.add("It was late.")
    >>> reading = writing.finish("html", "utf-8")
    >>> reading.text, reading.marks
    ('The Ferry\n\nIt was late.\n', (Mark(start=0, end=9, kind='heading', voice=''),))
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "title", "heading", "paragraph", "note", "quotation", "verse", "citation", "comment", "signature", "caption",
    "furniture", "source", "said",
]  # fmt: skip
LARGEST = 64_000_000
"""Bytes that a file may have when it is unpacked, and code points of its text: some ten million words."""


class ReadingError(ValueError):
    """A file that cannot be read, in one line: what it is, what was met, what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file says of one stretch of its text (code points, half-open); `voice` is who it says speaks there.

    `said` are words inside a block that somebody speaks; every other kind is of whole blocks.
    """

    start: int
    end: int
    kind: Kind
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as its reader extracted it.

    `pages` are the places where a page begins, with its number as printed or counted; `told` is what the file says of
    itself (title, author, year, language, translator, editor); `parts` are headings of parts by other hands, each with
    who it says wrote it; `remarks` what a person should know, one line each.
    """

    text: str
    format: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


@dataclass
class Writing:
    """A text while a reader writes it, block by block."""

    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, kind: Kind = "paragraph", voice: str = "") -> None:
        """Add a block; verse keeps its lines, everything else is one line. Nothing is added for white space.

        Raises:
            ReadingError: if the text grows beyond `LARGEST`.
        """
        lines = [" ".join(line.split()) for line in (text.split("\n") if kind == "verse" else [text])]
        block = "\n".join(line for line in lines if line)
        if not block:
            return
        if self.length + len(block) > LARGEST:
            raise ReadingError(f"its text is longer than {LARGEST:,} characters; cut it into several files.")
        if kind != "paragraph" or voice:
            self.marks.append(Mark(self.length, self.length + len(block), kind, voice))
        self.pieces += [block, "\n\n"]
        self.length += len(block) + 2

    def turn_page(self, number: str) -> None:
        """Note that a page begins here."""
        self.pages.append((self.length, number))

    def finish(self, form: str, encoding: str) -> Reading:
        """Give the reading; the text ends with one line end."""
        text = re.sub(r"\n\n\Z", "\n", "".join(self.pieces))
        marks, pages, remarks = tuple(self.marks), tuple(self.pages), tuple(self.remarks)
        return Reading(text, form, encoding, marks, pages, self.told, remarks, tuple(self.parts))
