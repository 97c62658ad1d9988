"""Save texts of the sample corpus as a researcher would find them: a Word file, a web page, an EPUB, a PDF, a table.

Owns `data/raw/sample/saved`, on which notebook 07 shows how a source set is made one's own. The texts are those of
``data/raw/sample/annotated``; what the annotation says of a block (heading, quotation, note, comment) becomes what a
writer of the format would have made of it. Every file is the same to the byte whenever and wherever it is written::

    python tests/save_sample.py           # write the files
    python tests/save_sample.py --check   # say whether they are up to date, write nothing
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from pdf_files import bind_pdf, show_text

from dhkit.gold import TaggedSpan, parse

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "raw" / "sample"

_MADE = (2026, 1, 1, 0, 0, 0)  # an archive dates its parts
_COLUMNS, _LINES = 72, 40  # of a page of the PDF


class Block(NamedTuple):
    """A block of a text: `kind` is that of the voice in it (heading, prose, quotation, list, footnote, comment)."""

    kind: str
    text: str


def cut_blocks(name: str) -> list[Block]:
    """Cut an annotated text at its empty lines; a block in which more than one kind stands is prose."""
    text, spans = parse((SAMPLE / "annotated" / f"{name}.ann").read_text(encoding="utf-8"))
    blocks = []
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", re.sub(r"(?m)^ +$", lambda m: "\n" * len(m[0]), text)):
        kinds = list(_kinds(spans, match.start(), match.end()))
        blocks.append(Block(kinds[0] if len(set(kinds)) == 1 else "prose", match[0]))
    return blocks


def _kinds(spans: Sequence[TaggedSpan], start: int, end: int) -> Iterator[str]:
    for span in spans:
        if span.start < end and start < span.end and span.layer in "vc":
            yield "citation" if span.layer == "c" else span.attributes.split("|")[1]


def pack(parts: Mapping[str, str]) -> bytes:
    """Pack the parts of a DOCX or EPUB into an archive that has no clock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return buffer.getvalue()


def save_page(name: str, title: str, author: str) -> bytes:
    """Save a text as a page of a weblog: its notes in a list, readers' comments below, and what stands around both."""
    body: list[str] = []
    notes: list[str] = []
    comments: list[str] = []
    for block in cut_blocks(name)[1:]:
        text = escape(" ".join(block.text.split()), quote=False)
        if number := re.match(r"\[(\d+)\]\. ", text):
            notes.append(f'<li id="fn{number[1]}">{text[number.end() :]}</li>')
            continue
        text = re.sub(r"\[(\d+)\]", r'<sup><a href="#fn\1">[\1]</a></sup>', text)
        if comments or block.kind == "comment":
            comments.append(text)
        elif block.kind == "heading":
            body.append(f"<h2>{text}</h2>")
        elif block.kind == "list":
            items = re.split(r"(?:^| )(?:\d\.|•) ", text)[1:]
            body.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        else:
            tag = "blockquote" if block.kind == "quotation" else "p"
            body.append(f"<{tag}>{text}</{tag}>")
    page = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="windows-1252"><title>{title} | The Reading Room</title>
<meta name="author" content="{author}"></head>
<body><nav class="menu"><a href="/">Home</a> <a href="/talks">Talks</a></nav>
<div class="cookie-banner">This site keeps cookies. <button>I do not mind</button></div>
<main><article><h1>{title}</h1>
<p class="byline">by {author}</p>
{chr(10).join(body)}
<ol class="footnotes">{chr(10).join(notes)}</ol></article>
<div class="sharedaddy">Share this: by post, by ferry</div>
<ol id="comments" class="commentlist">{chr(10).join(_comments(comments))}</ol></main>
<aside class="sidebar">Eels, fresh, every Friday</aside><footer>The Reading Room, Selvara</footer></body></html>
"""
    return page.encode("windows-1252")


def _comments(blocks: Sequence[str]) -> Iterator[str]:
    """Put each comment, whose last block is its signature, into the form that weblogs have."""
    starts = [i for i, text in enumerate(blocks) if re.match(r"\d+\. ", text)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        *said, signature = blocks[start:end]
        paragraphs = "".join(f"<p>{re.sub(r'^[0-9]+[.] ', '', text)}</p>" for text in said)
        yield (
            f'<li class="comment"><div class="comment-author vcard"><cite class="fn">{signature}</cite></div>'
            f'<div class="comment-content">{paragraphs}</div></li>'
        )


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def save_word(name: str, author: str) -> bytes:
    """Save a text as a Word document: headings and bullets by style, title and author in its properties."""
    text, spans = parse((SAMPLE / "annotated" / f"{name}.ann").read_text(encoding="utf-8"))
    headings = {s.start for s in spans if s.layer == "v" and s.attributes.endswith("|heading")}
    title, paragraphs = "", []
    for match in re.finditer(r"[^\n]+", text):
        style = "Heading1" if match.start() in headings else "ListBullet" if match[0].startswith("- ") else "Normal"
        if not title:
            style, title = "Title", match[0]
        words = escape(match[0].removeprefix("- ").strip(), quote=False)
        paragraphs.append(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        )
    return pack(
        {
            "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
            '.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-'
            'package.core-properties+xml"/></Types>',
            "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
            f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="c" '
            f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:creator>{author}'
            "</dc:creator></cp:coreProperties>",
            "word/document.xml": f"{_XML}<w:document {_W}><w:body>{''.join(paragraphs)}</w:body></w:document>",
        }
    )


def save_book(name: str, title: str, author: str, year: int) -> bytes:
    """Save a text as an EPUB: a title page, a file for each part, and the notes, linked, in a file of their own."""
    parts: list[list[str]] = [[f"<h1>{title}</h1>", f"<p>{author}</p>", f"<p>{year}</p>"]]
    notes: list[str] = []
    for block in cut_blocks(name)[2:]:
        text = escape(" ".join(block.text.split()), quote=False)
        if text == "Notes":
            continue
        if re.match(r"1\. ", text):
            lines = [escape(line, quote=False).partition(". ") for line in block.text.split("\n")]
            notes = [f'<p class="footnote" id="n{n}"><a href="#r{n}">{n}</a>. {words}</p>' for n, _, words in lines]
            continue
        linked = re.sub(
            r"(?<=[.”,;?!’])(\d{1,2})(?=\s|$)", r'<sup id="r\1"><a href="notes.xhtml#n\1">\1</a></sup>', text
        )
        if block.kind == "heading":
            parts.append([f"<h2>{text}</h2>"])
        elif block.kind in ("quotation", "citation"):
            parts[-1].append(f"<blockquote><p>{linked}</p></blockquote>")
        else:
            parts[-1].append(f"<p>{linked}</p>")
    files = {f"part{i}.xhtml": "\n".join(part) for i, part in enumerate(parts)}
    files["notes.xhtml"] = "\n".join(["<h2>Notes</h2>", *notes])
    items = "".join(f'<item id="{n[:-6]}" href="{n}" media-type="application/xhtml+xml"/>' for n in files)
    spine = "".join(f'<itemref idref="{n[:-6]}"/>' for n in files)
    package = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">dhkit-sample-{name}</dc:identifier><dc:title>'
        f"{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language><dc:date>{year}</dc:date>"
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        f'{_XML}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
        'full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{}</title></head><body>\n{}\n</body></html>'
    chapters = {f"OEBPS/{n}": f"{_XML}{page.format(escape(title), body)}" for n, body in files.items()}
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    return pack(head | chapters)


def save_print(name: str, title: str) -> bytes:
    """Save a text as a PDF of narrow pages, each with a running head and its number."""
    lines: list[str] = []
    for block in cut_blocks(name):
        text = " ".join(block.text.split())
        if block.kind == "heading":
            lines += ["", text.center(_COLUMNS).rstrip(), ""]
        else:
            lines += textwrap.wrap(text, _COLUMNS, initial_indent="   ", break_on_hyphens=True)
    pages = [lines[i : i + _LINES] for i in range(0, len(lines), _LINES)]
    heads = [f"{title.upper()}   {n}" if n % 2 else f"{n}   {title.upper()}" for n in range(1, len(pages) + 1)]
    return write_pdf([[head, "", *page] for head, page in zip(heads, pages, strict=True)], title)


def write_pdf(pages: Sequence[Sequence[str]], title: str) -> bytes:
    """Write a PDF by hand: one content stream a page, one of the fonts that every reader has."""
    shown = (" T* ".join(map(show_text, lines)) for lines in pages)
    streams = (f"BT /F1 9 Tf 13 TL 72 720 Td {page} ET".encode("windows-1252") for page in shown)
    return bind_pdf(streams, font=b"Courier", info=b"/Title (%s)" % title.encode("windows-1252"))


def save_table(name: str) -> bytes:
    """Save the extracts of a compilation as a table with a row for each: text, author, work, year, page."""
    text, spans = parse((SAMPLE / "annotated" / f"{name}.ann").read_text(encoding="utf-8"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("text", "author", "work", "year", "page"))
    before = 0
    for citation in (s for s in spans if s.layer == "c"):
        family, title, year, pages = citation.attributes.split("|")
        line, place = text[citation.start : citation.end], title.casefold()
        said = [
            s for s in spans if s.layer == "v" and before <= s.start < citation.start and "|quotation" in s.attributes
        ]
        before = citation.end
        if not said or len({s.attributes for s in said}) > 1 or place not in line.casefold():
            continue  # an interview of two voices, a source that is no work
        author = line[: line.casefold().index(place)].strip(' .,“"') if family else ""
        writer.writerow((" ".join(text[s.start : s.end] for s in said), author, title, year, pages))
    return out.getvalue().encode("utf-8-sig")


FILES: dict[str, Callable[[], bytes]] = {
    "dispatches.pdf": lambda: save_print("newspaper", "Dispatches from Selvara"),
    "fourteen-telegrams.epub": lambda: save_book("endnotes", "Fourteen Telegrams", "Isaura Thane", 2014),
    "methods.docx": lambda: save_word("notes", "J. Weller"),
    "quotations.csv": lambda: save_table("compilation"),
    "waiting-for-the-ferry.html": lambda: save_page("essay", "Waiting for the Ferry", "Nadia Keller"),
}
"""What lies in the folder, and how each is made."""


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with ``--check`` name those that are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    check = parser.parse_args(arguments).check
    stale = 0
    for name, save in FILES.items():
        path, content = SAMPLE / "saved" / name, save()
        if path.exists() and path.read_bytes() == content:
            continue
        stale += 1
        sys.stdout.write(f"{'out of date' if check else 'wrote'}: {name}\n")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
