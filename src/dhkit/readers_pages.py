"""Pages: PDF files with a text layer, and what a page prints around its text.

Owns the way from a PDF to a `Reading`, and the recognition of running heads and page numbers, which stand on many pages
and are no part of the text: they are left out and counted in a remark. The pages are kept for citing; hyphens at line
ends stay in the text and are joined where it is read. A scan without a text layer is refused.
"""

from __future__ import annotations

import io
import logging
import re
import statistics
from collections import Counter
from collections.abc import Sequence

from dhkit.page_lines import PageLine, body_size, drop_first_indents, is_note, read_lines
from dhkit.readings import LARGEST, Kind, Mark, Reading, ReadingError, Writing

_NUMBER = re.compile(r"[\[(—–-]{0,2}\s*(?:p\.?\s*)?(?:\d{1,4}|[ivxlc]{1,8})\s*[\])—–-]{0,2}")
_MOST_PAGES = 5_000
_EDGE = 2  # lines at the head and at the foot of a page that may be no text
_SMALL, _LARGE = 0.93, 1.12  # times the size of the text: a note, a heading
_DEEPEST = 12  # letters by which the first line of a paragraph is set in at most
_TITLE_WIDTH = 0.75  # of a line: no line of a title page is wider
_LONGEST_HEADING = 200  # code points
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*$")


def running_key(line: str) -> str:
    """Give what is the same in a running head on every page: its letters, without page numbers and case.

    >>> running_key("CHAP. III.]  THE FERRY  123") == running_key("124  CHAP. III.] The Ferry")
    True
    """
    return " ".join(re.findall(r"[^\W\d_]+", line.casefold()))


def find_running_heads(edges: Sequence[Sequence[str]]) -> set[str]:
    """Find the running heads among the lines at the edges of pages: those on three pages, or on one in twenty."""
    counts = Counter(key for page in edges for key in {running_key(line) for line in page if len(line) < 90} if key)
    least = max(3, len(edges) // 20)
    return {key for key, n in counts.items() if n >= least}


def is_page_number(line: str) -> bool:
    """Say whether a line is a page number and nothing else.

    >>> is_page_number("- 123 -"), is_page_number("xiv"), is_page_number("1789.")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(line.strip()))


def read_pdf(data: bytes) -> Reading:
    """Read the text layer of a PDF page by page.

    Raises:
        ReadingError: if it is broken, locked, endless, or has no text layer.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ReadingError("PDF needs the extra: pip install 'dhkit[formats]'.") from None
    if len(data) > LARGEST:
        raise ReadingError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of is told in one line, or read all the same
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("it is locked with a password; save it without.")
        if len(reader.pages) > _MOST_PAGES:
            raise ReadingError(f"it has {len(reader.pages):,} pages; at most {_MOST_PAGES:,} are read.")
        pages = [read_lines(page) for page in reader.pages]
        labels = list(reader.page_labels)
        told = {"title": reader.metadata.title or "", "author": reader.metadata.author or ""} if reader.metadata else {}
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"it cannot be read as a PDF: {str(error)[:100]}.") from None
    if sum(len(line.text) for lines in pages for line in lines) < 20 * max(1, len(pages)):
        raise ReadingError(
            "its pages hold pictures and hardly a letter: it has no text layer. Have it recognised (OCR)."
        )
    writing = Writing(told={k: str(v).strip() for k, v in told.items() if str(v).strip()})
    _write_pages(writing, pages, labels)
    return writing.finish("pdf", "utf-8")


def _write_pages(writing: Writing, pages: Sequence[list[PageLine]], labels: Sequence[str]) -> None:
    body = body_size(pages)
    kept, left_out = _strip_edges(pages)
    cut = [_cut_foot(lines, body) for lines in kept]
    width = statistics.median([len(line.text) for lines, _ in cut for line in lines] or [60])
    open_lines: list[PageLine] = []
    notes: list[str] = []
    for number, (lines, (_, foot)) in enumerate(zip(drop_first_indents([c[0] for c in cut]), cut, strict=True)):
        if not open_lines:
            writing.turn_page(labels[number])
        else:  # the paragraph goes on: the page begins inside it
            position = writing.length + sum(len(_shown(line)) + 1 for line in open_lines)
            writing.pages.append((position, labels[number]))
        for i, line in enumerate(lines):
            if open_lines and _begins_paragraph(line, open_lines, width, body, turned=i == 0):
                _write(writing, open_lines, body)
                _write_notes(writing, notes)
            open_lines.append(line)
        for line in foot:
            if is_note(line.text) or not notes:
                notes.append(line.text)
            else:
                notes[-1] += f"\n{line.text}"
    _write(writing, open_lines, body)
    _write_notes(writing, notes)
    if left_out:
        writing.remarks.append(f"running heads and page numbers left out: {left_out}")


def _strip_edges(pages: Sequence[list[PageLine]]) -> tuple[list[list[PageLine]], int]:
    """Take running heads and page numbers away; a title that later runs above the pages stays where it stands first."""
    edges = [[*(n.text for n in lines[:_EDGE]), *(n.text for n in lines[-_EDGE:])] for lines in pages]
    heads = find_running_heads(edges)
    seen: set[str] = set()
    width = statistics.median([len(n.text) for lines in pages for n in lines] or [60])
    left_out, stripped = 0, []
    for lines in pages:
        kept = list(lines)
        for end in (0, -1):
            for _ in range(_EDGE):
                if not kept:
                    break
                text = kept[end].text
                key = running_key(text)
                alone = len(kept) > 1 and len(kept[1].text) > _TITLE_WIDTH * width  # not one line of a title page
                is_head = key in heads and (key in seen or bool(re.search(r"\d", text)) or alone)
                if not (is_page_number(text) or is_head):
                    break
                kept.pop(end)
                left_out += 1
        seen |= {running_key(n.text) for n in lines}
        stripped.append(kept)
    return stripped, left_out


def _cut_foot(lines: list[PageLine], body: float) -> tuple[list[PageLine], list[PageLine]]:
    """Part the text of a page from the smaller notes at its foot."""
    end = len(lines)
    while end and lines[end - 1].size and lines[end - 1].size <= body * _SMALL:
        end -= 1
    if end == 0 or not any(is_note(line.text) for line in lines[end:]):
        return lines, []
    return lines[:end], lines[end:]


def _begins_paragraph(line: PageLine, above: list[PageLine], width: float, body: float, *, turned: bool) -> bool:
    """Say whether a line begins a paragraph: it stands apart, is set otherwise, or the one above was a last line."""
    before, text = above[-1], line.text
    short = len(before.text) < width * 0.8
    if (line.size > body * _LARGE) != (before.size > body * _LARGE):
        return True
    if line.is_apart and not turned:
        return True
    if abs(line.indent - before.indent) > 1 and not (turned and not short):
        # Only below a full first line is a line set in less than it.
        first = len(above) == 1 and before.indent <= _DEEPEST and len(before.text) + before.indent >= width * 0.7
        return line.indent > before.indent or not first
    return (
        (short and bool(_ENDS_SENTENCE.search(before.text)))
        or text.startswith(("  ", "\t"))
        or (
            len(before.text) < width * 0.6
            and before.text[:1].isupper()
            and text[:1].isupper()
            and len(above) == 1
            and not line.indent
        )
    )


def _shown(line: PageLine) -> str:
    return " " * line.indent + line.text.strip()


def _write(writing: Writing, lines: list[PageLine], body: float) -> None:
    """Write a paragraph with its lines as printed, so that hyphens at their ends can be told."""
    text = "\n".join(map(_shown, lines))
    if text.strip():
        if lines[0].size > body * _LARGE and len(text) < _LONGEST_HEADING:
            text = "\n".join(line.text.strip() for line in lines)
            kind: Kind = "heading" if writing.marks else "title"
            writing.marks.append(Mark(writing.length, writing.length + len(text), kind))
        writing.pieces += [text, "\n\n"]
        writing.length += len(text) + 2
    lines.clear()


def _write_notes(writing: Writing, notes: list[str]) -> None:
    """Write the notes to which a paragraph points below it: a page may end in mid-sentence."""
    for text in notes:
        writing.marks.append(Mark(writing.length, writing.length + len(text), "note"))
        writing.pieces += [text, "\n\n"]
        writing.length += len(text) + 2
    notes.clear()
