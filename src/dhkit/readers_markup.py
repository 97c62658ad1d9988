"""Markup: pages of the web and Markdown, read by what their elements say.

Owns the way from HTML and Markdown to a `Reading`. Main text, notes and comments are told apart; navigation, cookie
bars, adverts, share buttons and scripts are left out and counted in a remark.

XML is parsed without entities, network or DTD; more than `LARGEST` bytes are refused.
"""

from __future__ import annotations

import re
from typing import Any

from dhkit.note_links import BACK_ARROW, NOTE_TYPES, NoteLinks, types
from dhkit.readings import LARGEST, Kind, Reading, ReadingError, Writing

_FURNITURE_TAGS = frozenset(
    "script style noscript template nav header footer aside form button iframe svg select input textarea".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|gdpr|banner|advert\w*|ads?|promo\w*|share\w*|"
    r"sharedaddy|social|jp-relatedposts|related\w*|sidebar|widget\w*|subscri\w*|newsletter|pagination|pager|login|"
    r"skip-link|screen-reader-text|post-navigation|site-header|site-footer|comment-respond|comment-form|comments-title|comment-meta|comment-reply|reply|"
    r"wpcnt|pg-boilerplate|pgheader|pg-header|pg-footer|page-?n(?:o|um|umber)s?|pg-?n(?:o|um)|toc-toggle|edit-?section)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:^|[\s_-])(?:page-?n(?:o|um)|pg-?n(?:o|um))", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:-?list|-?area|-?body|-?content)?|commentlist)(?:$|[\s_-])", re.IGNORECASE
)
_ONE_COMMENT = re.compile(r"(?:^|\s)(?:comment|comment-body|pingback)(?:$|\s)|(?:^|\s)comment-\d+", re.IGNORECASE)
_SIGNED = re.compile(r"(?:^|\s)(?:comment-author|author|fn|commenter|username)(?:$|\s)", re.IGNORECASE)
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|fn-?\d*|notes?|fnote)(?:$|[\s_-]|\d)", re.IGNORECASE)
_VERSE = re.compile(r"(?:^|[\s_-])(?:poem|poetry|verse|stanza|lg)(?:$|[\s_-])", re.IGNORECASE)
_QUOTED = re.compile(r"(?:^|[\s_-])(?:blockquot\w*|block-quote|letter|extract|epigraph)(?:$|[\s_-])", re.IGNORECASE)
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote div section article main body pre dt dd dl ul ol table tr td th figure "
    "figcaption hr address center fieldset details summary html cite-block aside".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_EDITION_HEAD = re.compile(r"(?:^|[\s_-])pg-?(?:machine-?)?header(?:$|[\s_-])", re.IGNORECASE)
_ASIDE = re.compile(r"(?:^|[\s_-])(?:side-?note|margin-?note|foot-?note|end-?note)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_MARK = 3  # words of the mark of a note, which is no note
_BREAK = "\n"
_VERSE_AT_MOST = 60  # code points of a line
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def _lxml() -> tuple[Any, Any]:
    try:
        from lxml import etree, html
    except ImportError:
        raise ReadingError("HTML, TEI, EPUB and DOCX need the extra: pip install 'dhkit[formats]'.") from None
    return etree, html


def parse_xml(data: bytes) -> Any:
    """Parse XML that may be hostile: no entities, no network, no DTD, no more than `LARGEST` bytes.

    Raises:
        ReadingError: in one line, what is wrong with it.
    """
    etree, _ = _lxml()
    if len(data) > LARGEST:
        raise ReadingError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read. Cut it into several files.")
    if b"<!ENTITY" in data:
        raise ReadingError("it defines entities of its own, which may unfold without end; save it without its DOCTYPE.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"it is no well-formed XML: {str(error)[:120]}.") from None


def read_html(data: bytes, text: str) -> Reading:
    """Read a web page: its main text, notes and comments; what is around them is left out.

    Args:
        data: the bytes, for their size.
        text: the same, decoded.
    """
    root, links = parse_page(data, text), NoteLinks()
    links.gather(root, "")
    return read_page(root, links, "")


def parse_page(data: bytes, text: str) -> Any:
    """Parse a web page.

    Raises:
        ReadingError: in one line, what is wrong with it.
    """
    _, html = _lxml()
    if len(data) > LARGEST:
        raise ReadingError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read. Cut it into several files.")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return html.document_fromstring(text)
    except (ValueError, AssertionError) as error:
        raise ReadingError(f"it is no HTML: {str(error)[:120]}.") from None
    except Exception as error:  # lxml's ParserError is no ValueError
        raise ReadingError(f"it is no HTML that can be read: {str(error)[:120]}.") from None


def read_page(root: Any, links: NoteLinks, name: str) -> Reading:
    """Read a parsed page, which may be one of several of a work: the links between them tell what is a note."""
    writing = Writing()
    _tell_head(root, writing)
    body = root.find("body")
    _Page(writing, links, links.notes(root, name), name).read(root if body is None else body)
    return writing.finish("html", "")


def _tell_head(root: Any, writing: Writing) -> None:
    """Note what the head of a page says: title, author, year, language."""
    if lang := (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""):
        writing.told["language"] = lang[:2].lower()
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if content and name in ("author", "dc.creator", "citation_author", "article:author"):
            writing.told.setdefault("author", content)
        if content and name in ("dc.title", "citation_title", "og:title"):
            writing.told.setdefault("title", content)
        if name in ("dc.date", "citation_date", "citation_publication_date") and (year := _YEAR.search(content)):
            writing.told.setdefault("year", year[1])
    title = root.findtext(".//title")
    if title and title.strip():
        edition = r"^The Project Gutenberg e-?book of |, by [^,]*$| \| Project Gutenberg$"
        if by := re.search(r", by ([A-ZÀ-Þ][^,|]{3,60}?)\.?(?: \||$)", " ".join(title.split())):
            writing.told.setdefault("author", by[1])
        writing.told.setdefault("title", re.sub(edition, "", " ".join(title.split()), flags=re.IGNORECASE))


class _Page:
    """Walks a page and writes its blocks."""

    def __init__(self, writing: Writing, links: NoteLinks, notes: dict[Any, str], name: str) -> None:
        self.writing, self.left_out, self.signed = writing, 0, ""
        self.links, self.notes, self.name = links, notes, name
        self.buffer: list[str] = []
        self.in_row = False
        self.waiting: list[str] = []  # notes that stand in the middle of a paragraph, until it is whole
        self.item = ""  # what a browser prints before the item of a list that has begun

    def read(self, body: Any) -> None:
        main = body.find(".//main")
        if main is None:
            articles = list(body.iter("article"))
            main = articles[0] if len(articles) == 1 else None
        comments = [e for e in body.iter() if isinstance(e.tag, str) and e.get("id") in ("comments", "disqus_thread")]
        # An article that holds little of the page is a teaser.
        whole = len(" ".join(body.itertext()))
        if main is not None and len(" ".join(main.itertext())) * 3 > whole:
            self._walk(main, "paragraph")
            for comment in comments:
                if main not in list(comment.iterancestors()):
                    self._walk(comment, "comment")
        else:
            self._walk(body, "paragraph")
        if self.left_out:
            self.writing.remarks.append(f"left out as furniture of the page: {self.left_out}")

    def _walk(self, element: Any, kind: Kind) -> None:
        if not isinstance(element.tag, str):
            return
        tag = element.tag.lower()
        signs = f"{element.get('class') or ''} {element.get('id') or ''}"
        inside_text = element.getparent() is not None and tag == "header" and element.find(".//h1") is not None
        if element in self.notes or NOTE_TYPES.search(types(element)):
            kind = "note"
        elif (tag in _FURNITURE_TAGS and not inside_text) or _FURNITURE.search(signs) or element.get("role") in (
            "navigation", "banner", "contentinfo", "search", "complementary", "dialog"
        ) or element.get("aria-hidden") == "true":  # fmt: skip
            if _NOTES.search(signs) and tag == "aside":
                kind = "note"
            else:
                number = re.search(r"\d+|\b[ivxlc]+\b", " ".join(element.itertext()))
                if _PAGE.search(signs) and number:
                    self.writing.turn_page(number.group())
                else:
                    self.left_out += 1
                    if _EDITION_HEAD.search(signs):
                        self._tell_edition(element)
                return
        if tag == "a" and self._write_link(element, kind):
            return
        if tag == "img" and len(initial := (element.get("alt") or "").strip()) == 1:
            self.buffer.append(initial)  # the first letter of a chapter, drawn
        if (
            tag in ("span", "small")
            and _ASIDE.search(signs)
            and len("".join(element.itertext()).split()) > _LONGEST_MARK
        ):
            self.waiting.append("".join(element.itertext()))
            return
        is_row = tag == "tr" and not any(e.tag in _BLOCKS and e.tag not in ("tr", "td", "th") for e in element.iter())
        is_cell = tag in ("td", "th") and self.in_row
        is_block = tag in _BLOCKS and not is_cell
        own = self._kind(tag, signs, kind)
        if own == "comment" and _ONE_COMMENT.search(signs):
            self._flush(kind)
            self.signed = next(
                (
                    " ".join(" ".join(e.itertext()).split()).removesuffix(" says:").removesuffix(":")
                    for e in element.iter()
                    if _SIGNED.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}")
                ),
                "",
            )
        if is_block:
            self._flush(kind)
        if is_row:
            self.in_row = True
        if is_cell and "".join(self.buffer).strip():
            self.buffer.append(" | ")  # a row is a line, as a reader sees it
        if tag == "li" and own == "paragraph":
            self.item = _item_sign(element)
        elif own == "note" and (sign := self.notes.get(element)) and not _starts_with_sign(element):
            self.item = f"[{sign}]"
        if tag == "br":
            self.buffer.append(_BREAK)
        self._write(element.text)
        for child in element:
            self._walk(child, own)
            self._write(child.tail)
        if is_block:
            self._flush(own)
        if is_row:
            self.in_row = False

    def _tell_edition(self, head: Any) -> None:
        """Note what the head of an edition on the net says of the book, before it is left out."""
        for line in "\n".join(head.itertext()).split("\n"):
            if match := re.match(r"\s*(Title|Author|Translator|Editor)\s*:\s*(\S.*)", line):
                self.writing.told.setdefault(match[1].lower(), " ".join(match[2].split()))

    def _write_link(self, link: Any, kind: Kind) -> bool:
        """Write a mark of a note so that it can be told from the words; leave out the arrow that leads back to it."""
        shown = "".join(link.itertext()).strip()
        if kind == "note" and link.get("href") and (BACK_ARROW.fullmatch(shown) or "backlink" in types(link)):
            return True
        if kind != "note" and shown.isdigit() and self.links.is_mark(link, self.name):
            before = "".join(self.buffer[-2:]).rstrip()[-1:]
            self.buffer.append(shown if before in ("[", "(") else f"[{shown}]")
            return True
        return False

    def _write(self, text: str | None) -> None:
        """Write text as a browser shows it: a line end in it is a blank, one from a `br` is a line end."""
        self.buffer.append((text or "").replace("\n", " "))

    def _kind(self, tag: str, signs: str, kind: Kind) -> Kind:
        if kind in ("comment", "note"):
            return kind
        if _COMMENTS.search(signs) and tag in _BLOCKS:
            return "comment"
        if _NOTES.search(signs) and tag in _BLOCKS and tag not in ("body", "main", "article"):
            return "note"
        if tag in _HEADINGS:
            return "heading"
        if tag == "figcaption":
            return "caption"
        if _VERSE.search(signs) and tag in _BLOCKS:
            return "verse"
        if (tag == "blockquote" or (_QUOTED.search(signs) and tag in _BLOCKS)) and kind != "verse":
            return "quotation"
        return kind

    def _flush(self, kind: Kind) -> None:
        text = "".join(self.buffer)
        self.buffer.clear()
        if self.item and text.strip():
            text, self.item = f"{self.item} {text.lstrip()}", ""
        lines = [line for line in text.split("\n") if line.strip()]
        if kind in ("quotation", "paragraph") and len(lines) > 2 and max(map(len, lines)) < _VERSE_AT_MOST:
            kind = "verse"
        self.writing.add(text, kind, self.signed if kind == "comment" else "")
        if text.strip():
            for note in self.waiting:
                self.writing.add(note, "note")
            self.waiting.clear()


def _starts_with_sign(note: Any) -> bool:
    return bool(re.match(r"\W*(?:\d|[*†‡§¶^])", "".join(note.itertext()).strip()))


def _item_sign(item: Any) -> str:
    """Give the sign that a browser prints before an item of a list: its number, or a bullet."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "•"
    return f"{1 + sum(1 for e in item.itersiblings('li', preceding=True))}."


def read_markdown(text: str) -> Reading:
    """Read Markdown, its footnotes and block quotations included."""
    import mistune

    told: dict[str, str] = {}
    if head := re.match(
        r"---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", text, re.DOTALL
    ):  # what pandoc and static sites put before it
        text = text[head.end() :]
        for line in re.finditer(r"(?m)^(title|author|translator|editor|date|year|lang):[ \t]*(\S.*)$", head[1]):
            value = line[2].strip(" \"'")
            if line[1] in ("date", "year"):
                value = year[1] if (year := _YEAR.search(value)) else ""
            name = {"date": "year", "lang": "language"}.get(line[1], line[1])
            told.setdefault(name, value[:2].lower() if name == "language" else value)
        told = {k: v for k, v in told.items() if v}
    rendered = mistune.create_markdown(escape=False, plugins=["footnotes", "table"])(text)
    reading = read_html(b"", f"<html><body>{rendered}</body></html>")
    return Reading(reading.text, "markdown", "", reading.marks, reading.pages, told, reading.remarks)
