"""Markup: pages of the web, TEI and Markdown, read by what their elements say.

Owns the way from HTML, TEI and Markdown to a `Reading`. Main text, notes and comments are told apart; navigation,
cookie bars, adverts, share buttons and scripts are left out and counted in a remark. TEI's `said`, `quote`, `bibl`,
`note` and `lg` become marks, `said/@who` a voice.

XML is parsed without entities, network or DTD; more than `LARGEST` bytes are refused.
"""

from __future__ import annotations

import re
from typing import Any

from dhkit.readings import LARGEST, Kind, Reading, ReadingError, Writing

_FURNITURE_TAGS = frozenset(
    "script style noscript template nav header footer aside form button iframe svg select input textarea".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|gdpr|banner|advert\w*|ads?|promo\w*|share\w*|"
    r"sharedaddy|social|jp-relatedposts|related\w*|sidebar|widget\w*|subscri\w*|newsletter|pagination|pager|login|"
    r"skip-link|screen-reader-text|post-navigation|site-header|site-footer|comment-respond|comment-form|comments-title|comment-meta|comment-reply|reply|"
    r"wpcnt|pg-boilerplate|pgheader|pg-header|pg-footer|pagenum|page-?number|toc-toggle|edit-?section)(?:$|[\s_-])",
    re.IGNORECASE,
)
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
    _, html = _lxml()
    if len(data) > LARGEST:
        raise ReadingError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read. Cut it into several files.")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text)
    except (ValueError, AssertionError) as error:
        raise ReadingError(f"it is no HTML: {str(error)[:120]}.") from None
    except Exception as error:  # lxml's ParserError is no ValueError
        raise ReadingError(f"it is no HTML that can be read: {str(error)[:120]}.") from None
    writing = Writing()
    _tell_head(root, writing)
    body = root.find("body")
    _Page(writing).read(root if body is None else body)
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
        writing.told.setdefault("title", re.sub(edition, "", " ".join(title.split()), flags=re.IGNORECASE))


class _Page:
    """Walks a page and writes its blocks."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.left_out, self.signed = writing, 0, ""
        self.buffer: list[str] = []
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
        if (tag in _FURNITURE_TAGS and not inside_text) or _FURNITURE.search(signs) or element.get("role") in (
            "navigation", "banner", "contentinfo", "search", "complementary", "dialog"
        ) or element.get("aria-hidden") == "true":  # fmt: skip
            if _NOTES.search(signs) and tag == "aside":
                kind = "note"
            else:
                number = re.search(r"\d+|\b[ivxlc]+\b", " ".join(element.itertext()))
                if "pagenum" in signs.lower() and number:
                    self.writing.turn_page(number.group())
                else:
                    self.left_out += 1
                return
        is_block = tag in _BLOCKS
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
        if tag == "li" and own == "paragraph":
            self.item = _item_sign(element)
        if tag == "br":
            self.buffer.append(_BREAK)
        self._write(element.text)
        for child in element:
            self._walk(child, own)
            self._write(child.tail)
        if is_block:
            self._flush(own)

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


def _item_sign(item: Any) -> str:
    """Give the sign that a browser prints before an item of a list: its number, or a bullet."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "•"
    return f"{1 + sum(1 for e in item.itersiblings('li', preceding=True))}."


def read_markdown(text: str) -> Reading:
    """Read Markdown, its footnotes and block quotations included."""
    import mistune

    rendered = mistune.create_markdown(escape=False, plugins=["footnotes"])(text)
    reading = read_html(b"", f"<html><body>{rendered}</body></html>")
    return Reading(reading.text, "markdown", "", reading.marks, reading.pages, {}, reading.remarks)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_TEI_BLOCKS: dict[str, Kind] = {
    "head": "heading", "p": "paragraph", "ab": "paragraph", "note": "note", "lg": "verse", "bibl": "citation",
    "signed": "signature", "dateline": "paragraph", "salute": "paragraph", "opener": "paragraph", "item": "paragraph",
    "figDesc": "caption", "sp": "paragraph", "titlePart": "title", "byline": "paragraph", "docAuthor": "paragraph",
    "docImprint": "paragraph", "epigraph": "quotation", "cit": "quotation", "l": "verse",
}  # fmt: skip


def read_tei(data: bytes) -> Reading:
    """Read TEI: the header for who and when, the text for what; `fw` is furniture and left out, `pb` turns a page."""
    root = parse_xml(data)
    if _local(root) not in ("TEI", "TEI.2", "teiCorpus"):
        raise ReadingError(f"it is XML with the root {_local(root)!r}; dhkit reads TEI.")
    writing = Writing()
    names: dict[str, str] = {}
    for element in root.iter():
        name = _local(element)
        key = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if name == "person" and key:
            names[f"#{key}"] = " ".join(" ".join(element.itertext()).split())
    header = next((e for e in root.iter() if _local(e) == "teiHeader"), None)
    for element in header.iter() if header is not None else ():
        value = " ".join(" ".join(element.itertext()).split())
        if value and _local(element) in ("title", "author", "editor"):
            writing.told.setdefault(_local(element), value)
        if _local(element) == "date" and (year := _YEAR.search(element.get("when") or value)):
            writing.told.setdefault("year", year[1])
    for text in (e for e in root.iter() if _local(e) == "text"):
        _Tei(writing, names).walk(text, "paragraph", "")
        break
    return writing.finish("tei", "")


class _Tei:
    """Walks the text of a TEI file and writes its blocks; notes wait until their paragraph is whole."""

    def __init__(self, writing: Writing, names: dict[str, str]) -> None:
        self.writing, self.names = writing, names
        self.buffer: list[str] = []
        self.waiting: list[tuple[str, str]] = []

    def walk(self, element: Any, kind: Kind, voice: str) -> None:
        name = _local(element)
        if not name or name in ("fw", "figure", "gap"):
            return
        if name == "pb":
            self.writing.turn_page(element.get("n") or "")
            return
        if name == "note" and any(_local(a) in ("p", "l", "head", "item") for a in element.iterancestors()):
            text = " ".join("".join(element.itertext()).split())
            self.waiting.append((text, self._who(element.get("resp") or "")))
            return
        block = _TEI_BLOCKS.get(name)
        if name in ("said", "quote", "sp"):
            voice = self._who(element.get("who") or "") or voice
            if self._stands_alone(element):
                block = block or "quotation"
            elif name != "sp":
                self._inline(element)
                return
        if name == "bibl" and not self._stands_alone(element):
            block = None
        inner: Kind = kind if kind in ("quotation", "note", "verse") and block in ("paragraph", None) else block or kind
        if name in ("lb", "l") and self.buffer:
            self.buffer.append("\n" if inner == "verse" else " ")
        if block and name != "l":
            self._flush(kind, voice)
        self.buffer.append(element.text or "")
        for child in element:
            self.walk(child, inner, voice)
            self.buffer.append(child.tail or "")
        if block and name != "l":
            self._flush(inner, voice)

    def _who(self, who: str) -> str:
        return self.names.get(who, who.lstrip("#").replace("_", " "))

    def _stands_alone(self, element: Any) -> bool:
        """Say whether an element is a block of its own: nothing around it, or blocks in it."""
        if any(_local(c) in ("p", "lg", "ab") for c in element):
            return True
        return not any(_local(a) in ("p", "ab", "l", "item", "note", "head") for a in element.iterancestors())

    def _inline(self, element: Any) -> None:
        """Write words that a paragraph quotes, in quotation marks where the file leaves these to the element."""
        text = "".join(element.itertext())
        before = "".join(self.buffer).rstrip()[-1:]
        marked = text.lstrip()[:1] in "\"“‘'«„" or before in '"“‘«„'
        self.buffer.append(
            text if marked or (_local(element) == "quote" and len(text.split()) < 2) else f"“{text.strip()}”"
        )

    def _flush(self, kind: Kind, voice: str) -> None:
        self.writing.add("".join(self.buffer), kind, voice)
        self.buffer.clear()
        for text, who in self.waiting:
            self.writing.add(text, "note", who)
        self.waiting.clear()
