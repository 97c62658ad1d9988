"""The invented book as plain text, Markdown and web pages, in the forms that these have in the world.

Owns the setting of a `Book` (`edition_book`) as: a hand-made text of an old library (hard-wrapped, italics in low lines,
notes in brackets below their paragraph), recognised pages of a scan, a Windows text, a text saved by a word processor,
Markdown, pages of the web old and new, TEI with voices marked up and without.
"""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape

from edition_book import AUTHOR, SOURCE, TITLE, Block, Book, tag
from lxml import etree

HEAD = (
    f"The Project Gutenberg eBook of {TITLE}\n\nTitle: {TITLE}\n\nAuthor: {AUTHOR}\n\nTranslator: Harriet Lyle Penrow\n"
)
START, END = "*** START OF THE PROJECT GUTENBERG EBOOK ***", "*** END OF THE PROJECT GUTENBERG EBOOK ***"


def plain(text: str, *, mark: str = "[{}]", italics: str = "") -> str:
    """Write a block's text with its note marks and italics as a format has them."""
    text = re.sub("\ue000(.*?)\ue001", lambda m: mark.format(m[1]), text)
    return re.sub("[\ue002\ue003]", italics, text)


def straight(text: str) -> str:
    """Write a text as it was typed before there were curly marks and long dashes."""
    for curly, typed in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("—", "--")):
        text = text.replace(curly, typed)
    return text


def noted(book: Book, block: Block, place: str = "bottom") -> list[str]:
    """List the numbers of the notes to which a block points."""
    return [n for n in re.findall("\ue000(.*?)\ue001", block.text) if book.notes[n].place == place or not place]


def _wrapped(block: Block, text: str, width: int) -> str:
    """Set a block in lines, centred, set in or set right as print has it."""
    if block.kind == "verse":
        return "\n".join(f"    {line}" for line in text.split("\n"))
    if block.kind in ("main", "sub", "byline", "docImprint", "head"):
        return text.center(width).rstrip()
    if block.kind in ("signed", "dateline"):
        return text.rjust(width)
    if block.kind in ("contents", "row"):
        return "   ".join(part.ljust(22) for part in text.split("\t")).rstrip()
    indent = "  " if block.inset else ""
    if block.kind == "source":
        return f"        --{text}"
    if block.kind == "item":
        return textwrap.fill(text, width, initial_indent="  * ", subsequent_indent="    ")
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)


def save_gutenberg(book: Book) -> bytes:
    """Hard-wrapped, straight marks, italics in low lines, each note in brackets below its paragraph."""
    out = [HEAD, START]
    for block in book.blocks:
        if block.kind == "page":
            continue
        text = plain(block.text, italics="_")
        if block.kind == "speech":
            text = "_{}._ {}".format(*[text.split("\t")[0].capitalize(), text.split("\t")[1]])
        text = f"\n\n{text}" if block.kind == "head" else text
        out.append(_wrapped(block, text.strip("\n"), 70) if block.kind != "head" else f"\n\n{text.strip()}")
        notes = (plain(f"[Footnote {n}: {book.notes[n].text}]", italics="_") for n in noted(book, block))
        out += [textwrap.fill(note, 70) for note in notes]
    out += ["\n\nNOTES", *(
        textwrap.fill(plain(f"[{n.number}] {n.text}", italics="_"), 70)
        for n in book.notes.values() if n.place == "end"
    ), END, "The end of the licence."]  # fmt: skip
    return straight("\n\n".join(out)).encode("ascii")


def save_windows(book: Book) -> bytes:
    """Windows-1252 and its line ends, curly marks, wrapped, all notes at the end under a heading, numbered anew."""
    out = []
    for block in book.blocks:
        if block.kind != "page":
            text = plain(block.text, mark="({})")
            text = ".—".join(text.split("\t")) if block.kind == "speech" else text
            out.append(_wrapped(block, text, 76))
    out.append("NOTES")
    out += [textwrap.fill(plain(f"({n.number}) {n.text}"), 76) for n in book.notes.values()]
    return "\n\n".join(out).replace("\n", "\r\n").encode("windows-1252")


def save_processed(book: Book) -> bytes:
    """UTF-16 as a word processor saves text: one line a paragraph, no empty lines, notes at the end in brackets."""
    out = []
    for block in book.blocks:
        if block.kind != "page":
            text = plain(block.text)
            out += [": ".join(text.split("\t")) if block.kind == "speech" else text]
    out += ["Notes", *(plain(f"[{n.number}] {n.text}") for n in book.notes.values())]
    return "\r\n".join(line for text in out for line in text.split("\n")).encode("utf-16")


def save_markdown(book: Book) -> bytes:
    """Markdown: headings, `[^1]`, block quotations with verse in them, a list, a table."""
    out: list[str] = []
    before = ""
    for block in book.blocks:
        text = plain(block.text, mark="[^{}]", italics="*")
        if block.kind == "page":
            continue
        if block.kind in ("main", "head"):
            text = f"{'#' if block.kind == 'main' else '##'} {text}"
        elif block.kind == "verse":
            text = "\n".join(f"> {line}  " for line in text.split("\n"))
        elif block.kind in ("item", "contents"):
            text = f"- {' '.join(text.split(chr(9)))}"
        elif block.kind == "row":
            text = f"| {' | '.join(text.split(chr(9)))} |" + ("" if before == "row" else "\n|---|---|---|")
        elif block.kind == "speech":
            text = "**{}.** {}".format(*text.split("\t"))
        elif block.kind == "source":
            text = f"> — {text}"
        elif block.inset:
            text = f"> {text}"
        together = before == block.kind and block.kind in ("item", "row", "contents")
        quoted = text.startswith(">") and out and out[-1].startswith(">")
        out.append(("" if together else ">\n" if quoted else "\n") + text)
        before = block.kind
    out += [plain(f"\n[^{n.number}]: {n.text}", italics="*") for n in book.notes.values()]
    return "\n".join(out).encode()


def no_note(_number: str, _text: str) -> str:
    """Print no note where its mark stands."""
    return ""


def to_html(text: str, mark: str) -> str:
    """Write a block's text with its note marks and italics as HTML."""
    return re.sub(
        "[\ue002\ue003]", lambda m: "<i>" if m[0] == "\ue002" else "</i>",
        re.sub("\ue000(.*?)\ue001", lambda m: mark.replace("{}", m[1]), escape(text, quote=False)),
    )  # fmt: skip


def html_blocks(book: Book, mark: str, note: Callable[[str, str], str], *, old: bool) -> Iterator[tuple[str, str]]:
    """Yield each block with its kind as HTML, and the notes at the foot below the paragraph that points to them."""
    inset, listed = False, ""
    for block in book.blocks:
        text = to_html(block.text, mark)
        wanted = {"item": "ul", "row": "table", "contents": "ul"}.get(block.kind, "")
        if listed and listed != wanted:
            yield "close", f"</{listed}>"
        if wanted and listed != wanted:
            yield "open", f"<{wanted}>"
        listed = wanted
        is_inset = block.inset and block.kind not in ("verse", "source")
        if is_inset != inset:
            yield "inset", "<blockquote>" if is_inset else "</blockquote>"
        inset = is_inset
        yield block.kind, _html_block(block, text, old=old)
        for n in noted(book, block):
            yield "note", note(n, to_html(book.notes[n].text, ""))


def _html_block(block: Block, text: str, *, old: bool) -> str:
    kind = block.kind
    if kind == "page":
        name = f'<a name="page{text}"></a>'
        return name if old else f'<span class="pagenum" id="Page_{text}">[{text}]</span>'
    if kind == "main":
        return f"<h1>{text}</h1>"
    if kind == "head":
        return f"<h2>{text}</h2>" if not old else f'<h3 align="center">{text}</h3>'
    if kind in ("sub", "byline", "docImprint", "argument"):
        return f"<center>{text}</center>" if old else f'<p class="center">{text}</p>'
    if kind == "verse" and old:
        return f'<div class="poem"><p>{"<br>".join(text.split(chr(10)))}</p></div>'
    if kind == "verse":
        lines = "".join(f'<div class="verse indent0">{line}</div>' for line in text.split("\n"))
        return f'<div class="poetry-container"><div class="poetry"><div class="stanza">{lines}</div></div></div>'
    if kind in ("signed", "dateline"):
        return f'<p align="right">{text}</p>' if old else f'<p class="right smcap">{text}</p>'
    if kind == "source":
        return f'<p align="right">--{text}</p>' if old else f'<p class="right">—{text}</p>'
    if kind in ("item", "contents"):
        return f"<li>{' '.join(text.split(chr(9)))}</li>"
    if kind == "row":
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in text.split(chr(9)))}</tr>"
    if kind == "speech":
        label, said = text.split("\t")
        return (
            f"<p><i>{label.capitalize()}.</i>--{said}</p>"
            if old
            else f'<p><span class="smcap">{label}.</span> {said}</p>'
        )
    return f"<p>{text}</p>"


def save_old_page(book: Book) -> bytes:
    """A page of the nineties: named anchors, notes as paragraphs of a class, no more markup than needed."""

    def note(n: str, text: str) -> str:
        return f'<p class="footnote"><a name="note{n}"></a><a href="#back{n}">{n}</a>. {text}</p>'

    body = [h for _, h in html_blocks(book, '<a name="back{}" href="#note{}"><sup>{}</sup></a>', note, old=True)]
    body += [
        "<hr><h3>NOTES</h3>",
        *(note(n.number, to_html(n.text, "")) for n in book.notes.values() if n.place == "end"),
    ]
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>{TITLE}, by {AUTHOR}'
        f"</title></head>\n<body>\n{chr(10).join(body)}\n</body></html>"
    )
    return page.encode("windows-1252")


def save_new_page(book: Book) -> bytes:
    """A page of a library today: chapters as divisions, page numbers in spans, notes together at the end."""
    mark = '<a id="FNanchor_{}" href="#Footnote_{}" class="fnanchor">[{}]</a>'
    body = [h for kind, h in html_blocks(book, mark, no_note, old=False) if kind != "note"]
    notes = "".join(
        f'<div class="footnote"><p><a id="Footnote_{n.number}" href="#FNanchor_{n.number}" class="label">[{n.number}]</a> '
        f"{to_html(n.text, '')}</p></div>\n"
        for n in book.notes.values()
    )
    head = HEAD.replace("\n\n", "</p>\n<p>").strip()
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Project Gutenberg</title></head>\n'
        f'<body><section class="pg-boilerplate pgheader" id="pg-header"><p>{head}</p><p>{START}</p></section>\n'
        f'{chr(10).join(body)}\n<div class="footnotes"><h3>FOOTNOTES:</h3>\n{notes}</div>\n'
        f'<section class="pg-boilerplate pgheader" id="pg-footer"><p>{END}</p></section></body></html>'
    )
    return page.encode()


def save_tei(book: Book, *, voices: bool) -> bytes:
    """TEI that says who speaks, or TEI of a library that marks the form of a book only."""
    root = copy.deepcopy(etree.parse(SOURCE).getroot())
    etree.strip_tags(root, etree.Comment)
    for e in list(root.iter("{*}*")):
        who = e.attrib.pop("ana", "")
        name = tag(e)
        if name == "q" and voices:
            e.tag, e.attrib["who"] = f"{{{etree.QName(e).namespace}}}said", who
            _unmark(e)
        elif name in ("quote", "lg") and voices and who:
            e.attrib["who"] = who
        elif name == "note" and not voices:
            e.attrib.pop("resp")
            signed = book.notes[e.get("n")].text[-5:]
            if signed.startswith(" —"):
                last = e[-1] if len(e) else None
                if last is None:
                    e.text += signed
                else:
                    last.tail = (last.tail or "") + signed
        elif name == "sp" and not voices:
            e.attrib.pop("who", "")
        elif name == "profileDesc" and not voices:
            e.getparent().remove(e)
    if not voices:
        etree.strip_tags(root, "{*}q")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _unmark(q: etree._Element) -> None:
    """Take the quotation marks around a quotation out: the element says it."""
    before, above = q.getprevious(), q.getparent()
    if before is not None and before.tail:
        before.tail = re.sub("“$", "", before.tail)
    elif before is None and above.text:
        above.text = re.sub("“$", "", above.text)
    q.tail = re.sub("^”", "", q.tail or "")
