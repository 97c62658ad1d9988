r"""Tables of quotations: one row is one quotation with author, work, year and page.

Owns the way from CSV (comma, semicolon or tab) to a `Reading`. Each row becomes the quotation and, below it, a citation
line; both are marked, and the quotation's voice is the row's author.

    >>> reading = read_table("text;author;work;year;page\nNo one slept.;Marou, Ilse;The Long Siege;1931;12\n")
    >>> reading.text
    'No one slept.\n\nMarou, Ilse. The Long Siege. 1931, p. 12.\n'
"""

from __future__ import annotations

import csv
import io
import re

from dhkit.readings import Reading, ReadingError, Writing

COLUMNS = ("text", "author", "work", "year", "page")
"""Columns of a table of quotations; only `text` is needed, others are left alone."""

_OTHERS = {
    "quotation": "text", "quote": "text", "passage": "text", "title": "work", "book": "work", "source": "work",
    "pages": "page", "date": "year", "speaker": "author", "name": "author",
}  # fmt: skip


def read_table(text: str) -> Reading:
    """Read a table of quotations.

    Raises:
        ReadingError: if it has no column of texts, or a cell is longer than any quotation.
    """
    sample = text[:5000].partition("\n")[0]
    delimiter = max(",;\t", key=sample.count)
    csv.field_size_limit(2_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(f"it is no table: {error}.") from None
    head = [_OTHERS.get(name.strip().casefold(), name.strip().casefold()) for name in (rows[0] if rows else [])]
    if "text" not in head:
        raise ReadingError(f"it has the columns {', '.join(head) or 'none'}; needed is text, useful {COLUMNS[1:]}.")
    writing = Writing()
    untold = 0
    for cells in rows[1:]:
        row = {name: " ".join(cell.split()) for name, cell in zip(head, cells, strict=False)}
        if not row.get("text"):
            continue
        # who edits speaks all the same
        author = re.sub(r",? \(?[Ee]ds?\.?\)?$", "", row.get("author", "")).rstrip(".")
        work = row.get("work", "").rstrip(".")
        untold += not author
        writing.add(row["text"].strip('"“”'), "quotation", author)
        year, page = row.get("year", ""), row.get("page", "")
        dated = ", ".join(p for p in (year, f"p. {page}" if page else "") if p)
        writing.add(". ".join(p for p in (author, work, dated) if p) + ("." if author or work else ""), "citation")
    if untold:
        writing.remarks.append(f"quotations without an author, whose voice is not told: {untold}")
    return writing.finish("table", "")
