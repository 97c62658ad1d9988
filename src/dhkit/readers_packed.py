"""Packed files: DOCX and EPUB, which are XML and HTML in a zip archive.

Owns the opening of an archive that may be hostile, and the way from its parts to a `Reading`. An archive is read in
memory and nothing of it is ever written; its parts, unpacked, may have `LARGEST` bytes together, and none more than a
thousand times its packed size.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from dhkit.note_links import NoteLinks
from dhkit.readers_markup import parse_page, parse_xml, read_page
from dhkit.readings import LARGEST, Kind, Mark, Reading, ReadingError, Writing

_MOST_PARTS = 5_000
_DENSEST = 1_000  # bytes unpacked for one packed; running text has less than ten
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive whose parts are small enough and stay inside it.

    Raises:
        ReadingError: if it is broken, encrypted, a bomb, or has parts that point out of it.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadingError(f"its archive is broken: {error}. Fetch the file again.") from None
    parts = archive.infolist()
    total = sum(p.file_size for p in parts)
    if len(parts) > _MOST_PARTS or total > LARGEST:
        raise ReadingError(f"its archive unfolds to {len(parts):,} parts of {total:,} bytes; that is no book.")
    for part in parts:
        if part.file_size > 1_000_000 and part.file_size > _DENSEST * max(1, part.compress_size):
            raise ReadingError(f"its part {part.filename!r} unfolds from {part.compress_size:,} to {part.file_size:,}.")
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise ReadingError(f"its part {part.filename!r} points out of the archive; such a file is not read.")
        if part.flag_bits & 1:
            raise ReadingError("it is encrypted; save it without its password.")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read one part, never more of it than it says it has.

    Raises:
        ReadingError: if it is not there or broken.
    """
    try:
        with archive.open(name) as part:
            data = part.read(LARGEST + 1)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReadingError(f"its part {name!r} cannot be read: {str(error)[:100]}.") from None
    if len(data) > LARGEST:
        raise ReadingError(f"its part {name!r} is larger than it says.")
    return data


def read_docx(data: bytes) -> Reading:
    """Read a Word document: paragraphs with their styles; foot- and endnotes behind the paragraph that has their mark.

    Deleted words of tracked changes are left out, inserted ones are text.
    """
    archive = open_archive(data)
    parts = set(archive.namelist())
    writing = Writing()
    if "docProps/core.xml" in parts:
        for element in parse_xml(read_part(archive, "docProps/core.xml")):
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if name in ("title", "creator", "language") and (element.text or "").strip():
                writing.told["author" if name == "creator" else name] = element.text.strip()
    notes: dict[tuple[str, str], str] = {}
    for sort in ("footnote", "endnote"):
        if f"word/{sort}s.xml" in parts:
            for note in parse_xml(read_part(archive, f"word/{sort}s.xml")).iter(f"{_W}{sort}"):
                if note.get(f"{_W}type") in (None, "normal"):
                    notes[sort, note.get(f"{_W}id") or ""] = " ".join(_docx_text(p) for p in note.iter(f"{_W}p"))
    count = 0
    styles = _docx_styles(parse_xml(read_part(archive, "word/styles.xml"))) if "word/styles.xml" in parts else {}
    document = parse_xml(read_part(archive, "word/document.xml"))
    rows = {p: row for row in document.iter(f"{_W}tr") for p in row.iter(f"{_W}p")}
    inset = _docx_inset(document)
    for paragraph in document.iter(f"{_W}p"):
        if (row := rows.get(paragraph)) is not None:
            if paragraph is next(row.iter(f"{_W}p")):  # a row is a line, as a reader sees it
                cells = (" ".join(_docx_text(p) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc"))
                writing.add(" | ".join(cells).replace("\ue010", ""))
            continue
        style = next((s.get(f"{_W}val") or "" for s in paragraph.iter(f"{_W}pStyle")), "")
        style = styles.get(style, style)
        text, cited = _docx_text(paragraph), []
        for reference in paragraph.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"):
            sort = reference.tag.rpartition("}")[2].removesuffix("Reference")
            cited.append(notes.get((sort, reference.get(f"{_W}id") or ""), ""))
        for number in range(count + 1, count + len(cited) + 1):
            text = text.replace("\ue010", f"[{number}]", 1)
        if text.strip() and _is_item(paragraph, style):
            text = f"• {text.lstrip()}"
        kind = _docx_kind(style, text)
        if kind == "paragraph" and paragraph in inset:
            kind = "verse" if text.count("\n") > 1 else "quotation"
        writing.add(text, kind)
        for note in cited:
            count += 1
            writing.add(f"[{count}] {note}", "note")
    return writing.finish("docx", "utf-8")


def _docx_styles(styles: Any) -> dict[str, str]:
    """Give the name of each style, or of the one that it is based on where that says what it is."""
    names, bases = {}, {}
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId") or ""
        for element in style:
            if element.tag == f"{_W}name":
                names[key] = element.get(f"{_W}val") or ""
            elif element.tag == f"{_W}basedOn":
                bases[key] = element.get(f"{_W}val") or ""
    found = {}
    for key, own in names.items():
        above, steps = key, 0
        while _docx_kind(names.get(above, ""), "") == "paragraph" and above in bases and steps < 20:
            above, steps = bases[above], steps + 1
        found[key] = own if _docx_kind(names.get(above, ""), "") == "paragraph" else names[above]
    return found


def _docx_inset(document: Any) -> set[Any]:
    """Find the paragraphs set in from both margins, or far from the left one, where most of the text is not."""
    inset, size, whole = set(), 0, 0
    for paragraph in document.iter(f"{_W}p"):
        length = sum(len(t.text or "") for t in paragraph.iter(f"{_W}t"))
        whole += length
        for indent in paragraph.iter(f"{_W}ind"):
            left = _twips(indent.get(f"{_W}left") or indent.get(f"{_W}start"))
            right = _twips(indent.get(f"{_W}right") or indent.get(f"{_W}end"))
            if (left >= 280 and right >= 280) or left >= 700:
                inset.add(paragraph)
                size += length
    return inset if size * 3 < whole else set()


def _twips(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else 0


def _is_item(paragraph: Any, style: str) -> bool:
    """Say whether a paragraph is an item of a list: Word prints a bullet or number that is no part of its text."""
    return bool(re.match(r"(?i)list ?(?:bullet|number)|aufz", style)) or (
        next(paragraph.iter(f"{_W}numPr"), None) is not None and not _docx_kind(style, "").endswith("heading")
    )


def _docx_kind(style: str, text: str) -> Kind:
    if re.match(r"(?i)title\b", style):
        return "title"
    if re.match(r"(?i)(?:heading|subtitle|berschrift|titre)", style):
        return "heading"
    if re.match(r"(?i)(?:toc|contents|table of contents|verzeichnis)\s?\d", style):
        return "furniture"
    if re.search(r"(?i)verse|poem|poetry", style):
        return "verse"
    if re.search(r"(?i)caption", style):
        return "caption"
    if re.search(r"(?i)quot|citation|extract", style):
        return "verse" if text.count("\n") > 1 else "quotation"
    return "paragraph"


def _docx_text(paragraph: Any) -> str:
    """Join the words of a paragraph; a private sign stands where a note is referred to."""
    pieces = []
    for element in paragraph.iter():
        tag = element.tag
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag == f"{_W}tab":
            pieces.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            pieces.append("\ue010")
    return "".join(pieces)


def read_epub(data: bytes) -> Reading:
    """Read a book in EPUB: its chapters in the order of the spine, its own metadata as what it tells."""
    archive = open_archive(data)
    container = parse_xml(read_part(archive, "META-INF/container.xml"))
    root = next((e.get("full-path") for e in container.iter() if str(e.tag).endswith("}rootfile")), None)
    if not root:
        raise ReadingError("its container names no book.")
    package = parse_xml(read_part(archive, root))
    told: dict[str, str] = {}
    roles = {
        (e.get("refines") or "").lstrip("#"): (e.text or "").strip()
        for e in package.iter()
        if e.get("property") == "role"
    }
    items: dict[str, str] = {}
    spine: list[str] = []
    for element in package.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        value = " ".join((element.text or "").split())
        if name in ("creator", "contributor") and value:
            role = roles.get(element.get("id") or "") or element.get("{http://www.idpf.org/2007/opf}role") or ""
            told.setdefault(
                {"trl": "translator", "edt": "editor"}.get(role, "author" if name == "creator" else role), value
            )
        elif name in ("title", "language") and value:
            told.setdefault(name, value)
        elif name == "date" and (year := re.search(r"\b1[5-9]\d\d|20\d\d\b", value)):
            told.setdefault("year", year.group())
        elif name == "item" and "html" in (element.get("media-type") or "") and element.get("properties") != "nav":
            items[element.get("id") or ""] = element.get("href") or ""
        elif name == "itemref" and element.get("idref"):
            spine.append(element.get("idref") or "")
    told = {k: v for k, v in told.items() if k in ("title", "author", "translator", "editor", "language", "year")}
    writing = Writing(told=told)
    links, chapters = NoteLinks(), []
    for identifier in spine:
        if identifier not in items:
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(items[identifier].partition("#")[0])))
        if name.startswith(("/", "..")):
            raise ReadingError(f"its chapter {items[identifier]!r} points out of the archive; such a file is not read.")
        chapters.append((posixpath.basename(name), _chapter(read_part(archive, name))))
        links.gather(chapters[-1][1], chapters[-1][0])
    for name, chapter in chapters:
        _join(writing, read_page(chapter, links, name))
    if not writing.pieces:
        raise ReadingError("none of its chapters holds text.")
    return writing.finish("epub", "utf-8")


def _chapter(data: bytes) -> Any:
    if b"<!ENTITY" in data:
        raise ReadingError("a chapter defines entities of its own, which may unfold without end.")
    return parse_page(data, data.decode("utf-8-sig", errors="replace"))


def _join(writing: Writing, chapter: Reading) -> None:
    text = chapter.text.rstrip("\n")
    if not text:
        return
    at = writing.length
    writing.marks += [Mark(m.start + at, m.end + at, m.kind, m.voice) for m in chapter.marks]
    writing.pages += [(start + at, number) for start, number in chapter.pages]
    writing.pieces += [text, "\n\n"]
    writing.length += len(text) + 2
    if writing.length > LARGEST:
        raise ReadingError(f"its text is longer than {LARGEST:,} characters.")
