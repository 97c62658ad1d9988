"""Readers: what a file is, and which reader takes it.

Owns the recognition of formats, by what is in a file and only then by its name, and the one function that reads any of
them. Every `ReadingError` is one line and names the file.

    >>> find_format("talk.html", b"<!doctype html><p>Yes")
    'html'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dhkit.readers_markup import read_html, read_markdown
from dhkit.readers_packed import read_docx, read_epub
from dhkit.readers_pages import read_pdf
from dhkit.readers_table import read_table
from dhkit.readers_tei import read_tei
from dhkit.readers_text import read_text
from dhkit.readings import LARGEST, Reading, ReadingError

FORMATS = ("text", "html", "markdown", "docx", "epub", "tei", "pdf", "table")
"""What can be read; `format` in corpus.toml names one where a file's own signs mislead."""

_DECODED: dict[str, Callable[[str], Reading]] = {"markdown": read_markdown, "table": read_table}
_PACKED: dict[str, Callable[[bytes], Reading]] = {
    "docx": read_docx,
    "epub": read_epub,
    "tei": read_tei,
    "pdf": read_pdf,
}
_SUFFIXES = {
    ".htm": "html", ".html": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown", ".docx": "docx",
    ".epub": "epub", ".xml": "tei", ".tei": "tei", ".pdf": "pdf", ".csv": "table", ".tsv": "table",
}  # fmt: skip
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc); save it as .docx",
    b"{\\rtf": "RTF; save it as .docx or as text",
    b"\x89PNG": "a picture; have it recognised (OCR) first",
    b"\xff\xd8\xff": "a picture; have it recognised (OCR) first",
    b"\x1f\x8b": "a packed file; unpack it first",
    b"AT&TFORM": "DjVu; save its text layer as text",
}


def find_format(name: str, data: bytes) -> str:
    """Find what a file is, by its first bytes, then by its name.

    Raises:
        ReadingError: if it is of a known kind that is not read, with what to do.
    """
    suffix = _SUFFIXES.get(Path(name).suffix.casefold(), "text")
    for sign, what in _OTHERS.items():
        if data.startswith(sign):
            raise ReadingError(f"it is {what}.")
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK"):
        return "epub" if b"epub+zip" in data[:200] or suffix == "epub" else "docx"
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<tei" in head or b"<teicorpus" in head or (suffix == "tei" and head.startswith(b"<")):
        return "tei"
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", head, re.DOTALL):
        return "html"
    return suffix if suffix in ("html", "markdown", "table") else "text"


def read_file(path: Path, *, form: str = "", encoding: str = "") -> Reading:
    """Read a file of any format.

    Args:
        path: the file.
        form: its format, where its own signs mislead.
        encoding: of its text, where it should not be found out.

    Raises:
        ReadingError: one line: the file, what was met, what to do.
    """
    if path.stat().st_size > LARGEST:
        raise ReadingError(f"{path}: it has {path.stat().st_size:,} bytes; at most {LARGEST:,} are read. Cut it up.")
    return read_bytes(path.read_bytes(), str(path), form=form, encoding=encoding)


def read_bytes(data: bytes, name: str, *, form: str = "", encoding: str = "") -> Reading:
    """Read the bytes of a file whose name is known; see `read_file`."""
    try:
        form = form or find_format(name, data)
        if form not in FORMATS:
            raise ReadingError(f"format {form!r} is not read; allowed are {', '.join(FORMATS)}.")
        if form in _PACKED:
            return _PACKED[form](data)
        if form == "html" and not encoding and (told := _declared(data)):
            encoding = told
        plain = read_text(data, encoding)
        if form == "text":
            return plain
        text = plain.text.lstrip("\ufeff")
        reading = read_html(data, text) if form == "html" else _DECODED[form](text)
        remarks = (*plain.remarks, *reading.remarks)
        return Reading(reading.text, form, plain.encoding, reading.marks, reading.pages, reading.told, remarks)
    except (UnicodeError, LookupError) as error:
        raise ReadingError(f"{name}: it is not in the encoding {encoding!r}: {str(error)[:80]}.") from None
    except ReadingError as error:
        raise ReadingError(f"{name}: {error}") from None


def _declared(data: bytes) -> str:
    """Give the encoding that a page declares, if its bytes are in it."""
    match = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:3000])
    if match is None:
        return ""
    name = match[1].decode("ascii").lower()
    name = "windows-1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name  # as browsers do
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return ""
    return name
