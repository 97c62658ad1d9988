"""Page lines: the lines of a PDF page with where and how large they are printed.

Owns `PageLine` and the way to it from what pypdf tells while it reads a page. Size tells a note at the foot from the
text and a heading from both; the place of its first letter tells what is set in, a gap what stands apart. Where a file
tells none of this, lines have their text alone.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_GAP = 1.35  # a step between lines so many times as wide as usual parts paragraphs
_LETTER = 0.5  # width of a letter in its size


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line: its text, its size in points (0: not told), letters by which it is set in, whether it stands apart."""

    text: str
    size: float = 0.0
    indent: int = 0
    is_apart: bool = False


def read_lines(page: Any) -> list[PageLine]:
    """Read the lines of a page in the order of its text, blank ones left out."""
    pieces: list[tuple[str, float, float, float]] = []

    def see(text: str, matrix: Any, placed: Any, _font: Any, size: Any) -> None:
        scale = abs(float(matrix[0])) or 1.0
        x = float(matrix[0]) * float(placed[4]) + float(matrix[4])
        y = float(matrix[3]) * float(placed[5]) + float(matrix[5])
        pieces.append((text, x, y, float(size) * (abs(float(placed[3])) or 1.0) * scale))

    text = page.extract_text(visitor_text=see) or ""
    if "".join(piece[0] for piece in pieces) != text:
        return [PageLine(line.rstrip()) for line in text.split("\n") if line.strip()]
    lines: list[tuple[str, float, float, float]] = []
    shown, sizes, place = "", Counter[float](), None
    for piece, x, y, size in [*pieces, ("\n", 0.0, 0.0, 0.0)]:
        for i, part in enumerate(piece.split("\n")):
            if i:
                if shown.strip() and place is not None:
                    lines.append((shown.rstrip(), *place, sizes.most_common(1)[0][0]))
                shown, sizes, place = "", Counter(), None
            if part.strip():
                sizes[round(size * 2) / 2] += len(part.strip())
                place = place or (x, y)
            shown += part
    return _place(lines)


def _place(lines: Sequence[tuple[str, float, float, float]]) -> list[PageLine]:
    """Tell what is set in and what stands apart on a page."""
    if not lines:
        return []
    left = min(x for _, x, _, _ in lines)
    steps = [a[2] - b[2] for a, b in pairwise(lines)]
    usual = statistics.median(steps) if steps and all(s > 0 for s in steps) else 0.0
    found = []
    for (text, x, _, size), step in zip(lines, [0.0, *steps], strict=True):
        indent = round((x - left) / (_LETTER * size)) if size else 0
        found.append(PageLine(text, size, indent if indent > 1 else 0, bool(usual and step > usual * _GAP)))
    return found


def body_size(pages: Sequence[Sequence[PageLine]]) -> float:
    """Give the size in which most of a text is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def drop_first_indents(pages: Sequence[list[PageLine]]) -> list[list[PageLine]]:
    """Set the first lines of paragraphs flush left where a text sets all of them in: they are no insets.

    The lines keep that they begin something: they stand apart.
    """
    every = [line for page in pages for line in page]
    firsts = Counter(
        b.indent for a, b, c in zip(every, every[1:], every[2:], strict=False) if not a.indent and not c.indent
    )
    firsts.pop(0, None)
    if not firsts or firsts.most_common(1)[0][1] * 12 < len(every):
        return [list(page) for page in pages]
    usual = firsts.most_common(1)[0][0]
    return [
        [
            replace(n, indent=0, is_apart=True) if n.indent == usual and not _is_in_inset(page, i) else n
            for i, n in enumerate(page)
        ]
        for page in pages
    ]


def _is_in_inset(page: Sequence[PageLine], i: int) -> bool:
    """Say whether the lines around one are set in as it is."""
    near = [page[j].indent for j in (i - 1, i + 1) if 0 <= j < len(page)]
    ended = i > 0 and re.search(r"[.!?:…][\"”’')\]]*$", page[i - 1].text)
    return not ended and bool(near) and all(indent > 1 for indent in near)


def is_note(text: str) -> bool:
    """Say whether a small line at the foot of a page opens a note.

    >>> is_note("* So he says."), is_note("12. So he says."), is_note("and so does she.")
    (True, True, False)
    """
    return bool(re.match(r"(?:[\[(]?\d{1,3}[\])]?[.:]?\s?|[*†‡§¶]{1,3}\s?|[a-z]\s)[A-ZÀ-Þ\"“‘'(_]", text))
