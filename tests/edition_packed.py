"""The invented book in packed files: a Word document with its own notes, and electronic books of two generations."""

from __future__ import annotations

import re
from html import escape

from edition_book import AUTHOR, TITLE, Block, Book
from edition_texts import html_blocks, no_note, plain, to_html
from save_sample import pack

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_STYLES = {
    "main": "Title",
    "sub": "Subtitle",
    "head": "Heading1",
    "item": "ListBullet",
    "contents": "TOC1",
    "verse": "Quote",
}


def save_word(book: Book) -> bytes:
    """Save a Word document: styles for headings and quotations, real foot- and endnotes, a table, nothing told of itself."""
    body, row = [], []
    for block in book.blocks:
        if row and block.kind != "row":
            body.append(f"<w:tbl>{''.join(row)}</w:tbl>")
            row = []
        if block.kind == "row":
            cells = "".join(f"<w:tc>{_paragraph(book, 'Normal', c)}</w:tc>" for c in block.text.split("\t"))
            row.append(f"<w:tr>{cells}</w:tr>")
        elif block.kind != "page":
            style = _STYLES.get(block.kind, "Quote" if block.inset else "Normal")
            text = block.text.replace("\t", ". ") if block.kind == "speech" else block.text
            body.append(_paragraph(book, style, text))
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{_OF}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
    }
    for sort, place in (("footnote", "bottom"), ("endnote", "end")):
        notes = "".join(
            f'<w:{sort} w:id="{n.number}">{_paragraph(book, "FootnoteText", n.text)}</w:{sort}>'
            for n in book.notes.values()
            if n.place == place
        )
        parts[f"word/{sort}s.xml"] = f"{_XML}<w:{sort}s {_W}>{notes}</w:{sort}s>"
    return pack(parts)


def _paragraph(book: Book, style: str, text: str) -> str:
    runs = []
    for piece in re.split("(\ue000.*?\ue001|\n)", re.sub("[\ue002\ue003]", "", text)):
        if piece.startswith("\ue000"):
            sort = "footnote" if book.notes[piece[1:-1]].place == "bottom" else "endnote"
            runs.append(f'<w:r><w:{sort}Reference w:id="{piece[1:-1]}"/></w:r>')
        elif piece == "\n":
            runs.append("<w:r><w:br/></w:r>")
        elif piece:
            runs.append(f'<w:r><w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>')
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _chapters(book: Book, mark: str, *, asides: bool) -> list[list[str]]:
    """Cut the book into files at its headings; notes as asides below their paragraph, or none."""

    def note(n: str, text: str) -> str:
        return f'<aside epub:type="footnote" id="n{n}"><p>{n}. {text}</p></aside>'

    chapters: list[list[str]] = [[]]
    before = Block("", "")
    marked = re.compile('id="r([0-9]+)"')
    for kind, text in html_blocks(book, mark, no_note, old=False):
        if kind == "head" and before.kind != "head":
            chapters.append([])
        before = Block(kind, "")
        if kind == "note":
            continue
        chapters[-1].append(text.replace("<br>", "<br/>"))
        if asides:
            chapters[-1] += [note(n, to_html(book.notes[n].text, "")) for n in marked.findall(text)]
    return chapters


def _epub(chapters: list[list[str]], *, version: str) -> bytes:
    files = {f"c{i:02}.xhtml": "\n".join(c) for i, c in enumerate(chapters)}
    items = "".join(f'<item id="{n[:3]}" href="{n}" media-type="application/xhtml+xml"/>' for n in files)
    spine = "".join(f'<itemref idref="{n[:3]}"/>' for n in files)
    opf = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="{version}">'
        f"<metadata><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:language>en</dc:language>"
        f"<dc:date>2011-03-02</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    return pack(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": opf,
        }
        | {
            f"OEBPS/{name}": f'{_XML}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            f"<head><title>{TITLE}</title></head><body>{body}</body></html>"
            for name, body in files.items()
        }
    )


def save_new_epub(book: Book) -> bytes:
    """Save an EPUB 3: each note an aside below the paragraph that points to it."""
    return _epub(
        _chapters(book, '<a epub:type="noteref" id="r{}" href="#n{}"><sup>{}</sup></a>', asides=True), version="3.0"
    )


def save_old_epub(book: Book) -> bytes:
    """Save an EPUB 2: all notes in a file of their own at its end, each with a link back to its mark."""
    chapters = _chapters(book, '<a id="r{}" href="c99.xhtml#n{}"><sup>{}</sup></a>', asides=False)
    number = len(chapters)
    chapters = [[t.replace("c99.xhtml", f"c{number:02}.xhtml") for t in c] for c in chapters]
    notes = [
        f'<p id="n{n.number}"><a href="c01.xhtml#r{n.number}">{n.number}</a> {plain(to_html(n.text, ""))}</p>'
        for n in book.notes.values()
    ]
    return _epub([*chapters, ["<h2>NOTES</h2>", *notes]], version="2.0")
