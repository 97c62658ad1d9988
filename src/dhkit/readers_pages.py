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

from dhkit.readings import LARGEST, Reading, ReadingError, Writing

_NUMBER = re.compile(r"[\[(—–-]{0,2}\s*(?:p\.?\s*)?(?:\d{1,4}|[ivxlc]{1,8})\s*[\])—–-]{0,2}")
_MOST_PAGES = 5_000
_EDGE = 2  # lines at the head and at the foot of a page that may be no text
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
        pages = [(page.extract_text() or "").split("\n") for page in reader.pages]
        labels = list(reader.page_labels)
        told = {"title": reader.metadata.title or "", "author": reader.metadata.author or ""} if reader.metadata else {}
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"it cannot be read as a PDF: {str(error)[:100]}.") from None
    pages = [[line.rstrip() for line in lines if line.strip()] for lines in pages]
    if sum(len(line) for lines in pages for line in lines) < 20 * max(1, len(pages)):
        raise ReadingError(
            "its pages hold pictures and hardly a letter: it has no text layer. Have it recognised (OCR)."
        )
    writing = Writing(told={k: str(v).strip() for k, v in told.items() if str(v).strip()})
    _write_pages(writing, pages, labels)
    return writing.finish("pdf", "utf-8")


def _write_pages(writing: Writing, pages: Sequence[list[str]], labels: Sequence[str]) -> None:
    edges = [[*lines[:_EDGE], *lines[-_EDGE:]] for lines in pages]
    heads = find_running_heads(edges)
    width = statistics.median([len(line) for lines in pages for line in lines] or [60])
    left_out = 0
    open_lines: list[str] = []
    for number, lines in enumerate(pages):
        kept = list(lines)
        for end in (0, -1):
            for _ in range(_EDGE):
                if kept and (is_page_number(kept[end]) or running_key(kept[end]) in heads):
                    kept.pop(end)
                    left_out += 1
        if not open_lines:
            writing.turn_page(labels[number])
        else:  # the paragraph goes on: the page begins inside it
            position = writing.length + sum(len(line) + 1 for line in open_lines)
            writing.pages.append((position, labels[number]))
        for line in kept:
            # A short last line, or an indented first one, parts paragraphs.
            before = open_lines[-1] if open_lines else ""
            if before and (
                (len(before) < width * 0.8 and _ENDS_SENTENCE.search(before))
                or (line.startswith(("  ", "\t")) and not before.startswith("  "))
                or (len(before) < width * 0.6 and before[:1].isupper() and line[:1].isupper() and len(open_lines) == 1)
            ):
                _write(writing, open_lines)
            open_lines.append(line.strip())
    _write(writing, open_lines)
    if left_out:
        writing.remarks.append(f"running heads and page numbers left out: {left_out}")


def _write(writing: Writing, lines: list[str]) -> None:
    """Write a paragraph with its lines as printed, so that hyphens at their ends can be told."""
    text = "\n".join(lines)
    if text.strip():
        writing.pieces += [text, "\n\n"]
        writing.length += len(text) + 2
    lines.clear()
