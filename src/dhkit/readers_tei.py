"""TEI: what a scholar's edition says of its own text is believed.

Owns the way from TEI to a `Reading`. The header tells who and when; `said`, `q` and `quote` with `@who`, `sp`, a `note`
with `@resp` tell who speaks; `lg` is verse, `bibl` a citation, `fw` furniture, `pb` turns a page. A `div` of front or
back matter with `@resp`, a byline or a signature is that person's part. Quotation marks that the file leaves to its
elements are written; a note stands below the paragraph that has its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dhkit.readers_markup import parse_xml
from dhkit.readings import Kind, Mark, Reading, ReadingError, Writing

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_BLOCKS: dict[str, Kind] = {
    "head": "heading", "p": "paragraph", "ab": "paragraph", "note": "note", "lg": "verse", "bibl": "citation",
    "signed": "paragraph", "dateline": "paragraph", "salute": "paragraph", "opener": "paragraph", "item": "paragraph",
    "figDesc": "caption", "sp": "quotation", "speaker": "caption", "stage": "caption", "titlePart": "title",
    "byline": "paragraph", "docAuthor": "paragraph", "docImprint": "paragraph", "docDate": "paragraph",
    "epigraph": "quotation", "cit": "quotation", "l": "verse", "row": "paragraph", "argument": "paragraph",
    "trailer": "furniture", "closer": "paragraph", "floatingText": "quotation", "label": "paragraph",
}  # fmt: skip
_PARAGRAPHS = ("p", "ab", "l", "item", "head", "cell", "signed", "titlePart", "byline")
_IN_BLOCK = ("p", "lg", "ab", "l", "sp", "floatingText", "list", "opener", "div")
_SPOKEN = ("said", "q", "quote", "sp", "lg", "floatingText")
_LEFT_OUT = ("fw", "gap", "graphic", "teiHeader", "del")
_READINGS = ("corr", "lem", "orig", "abbr", "sic", "reg", "expan", "rdg")
_ROLES = {
    "ed": "the editor", "editor": "the editor", "tr": "the translator", "trans": "the translator",
    "translator": "the translator", "au": "", "author": "", "auth": "",
}  # fmt: skip
_NAME = re.compile(r"(?:[Bb]y |BY )?(?P<name>[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){1,4}?)(?:,.*)?[.]?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[ -]?){1,4}")
_OPEN, _CLOSE = "\ue020", "\ue021"  # around words of another voice, while a block is written


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def read_tei(data: bytes) -> Reading:
    """Read TEI: the header for who and when, the text for what.

    Raises:
        ReadingError: if it is no TEI.
    """
    root = parse_xml(data)
    if _local(root) not in ("TEI", "TEI.2", "teiCorpus"):
        raise ReadingError(f"it is XML with the root {_local(root)!r}; dhkit reads TEI.")
    writing = Writing()
    header = next((e for e in root.iter() if _local(e) == "teiHeader"), None)
    if header is not None:
        _tell_header(header, writing)
    text = next((e for e in root.iter() if _local(e) == "text"), None)
    if text is not None:
        _Tei(writing, dict(_names(root)), text).walk(text, "paragraph", "")
    return writing.finish("tei", "utf-8")


def _tell_header(header: Any, writing: Writing) -> None:
    """Note what the header says: title, author, who translated and edited, the year of the book before the file's."""
    told = writing.told
    years: dict[bool, str] = {}
    for element in header.iter():
        name, value = _local(element), _text(element)
        inside = {_local(a) for a in element.iterancestors()}
        if value and name in ("title", "author") and "titleStmt" in inside:
            told.setdefault(name, value)
        if value and name in ("editor", "name", "persName"):
            above = element.getparent()
            roles = f"{element.get('role') or ''} {''.join(_text(e) for e in above if _local(e) == 'resp')}".casefold()
            role = (
                "translator"
                if "transl" in roles
                else "editor"
                if name == "editor" and inside & {"bibl", "biblStruct"}
                else ""
            )
            if role:
                told.setdefault(role, value)
        if name == "date" and (year := _YEAR.search(element.get("when") or value)):
            years.setdefault("sourceDesc" in inside, year[1])
    for element in header.iter():
        if _local(element) in ("title", "author") and (value := _text(element)):
            told.setdefault(_local(element), value)
    if year_told := years.get(True) or years.get(False):
        told.setdefault("year", year_told)


def _names(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the persons to whom a file points, by the pointer."""
    for element in root.iter():
        if (key := element.get(_ID)) and _local(element) in (
            "person", "persName", "name", "editor", "author", "respStmt", "org", "orgName", "castItem", "role",
        ):  # fmt: skip
            named = next((e for e in element.iter() if _local(e) in ("persName", "orgName", "name", "role")), element)
            yield f"#{key}", _text(named)


class _Tei:
    """Walks the text of a TEI file and writes its blocks; notes wait until their paragraph is whole."""

    def __init__(self, writing: Writing, names: dict[str, str], text: Any) -> None:
        self.writing, self.names = writing, names
        self.buffer: list[str] = []
        self.said: list[str] = []  # whose the words between the private signs of the buffer are, in order
        self.waiting: list[tuple[str, Any]] = []
        self.depth = 0
        notes = [e for e in text.iter() if _local(e) == "note"]
        self.numbers = {e: (e.get("n") or str(i)).strip(" .[]()") for i, e in enumerate(notes, start=1)}
        self.pointed = {f"#{e.get(_ID)}": n for e, n in self.numbers.items() if e.get(_ID)}

    def walk(self, element: Any, kind: Kind, voice: str) -> None:
        """Write an element in a block of a kind that somebody speaks."""
        name = _local(element)
        if not name or name in _LEFT_OUT:
            return
        if name in ("choice", "app"):  # one reading: as the editor has it, else as printed
            given = {_local(e): e for e in element}
            chosen = next((given[n] for n in _READINGS if n in given), None)
            if chosen is not None:
                self._walk_into(chosen, kind, voice)
            return
        if name in ("lb", "pb") and element.get("break") == "no":  # inside a word
            self.buffer[:] = ["".join(self.buffer).rstrip().removesuffix("-")]
        if name == "pb":
            self.writing.turn_page(element.get("n") or "")
            return
        if name == "note" and self._is_inside(element, (*_PARAGRAPHS, "lg")):
            self.buffer.append(f"[{self.numbers[element]}]")
            self.waiting.append((self.numbers[element], element))
            return
        if name in ("ref", "ptr") and (number := self.pointed.get(element.get("target") or "")):
            self.buffer.append(f"[{number}]")
            return
        if name == "note":
            self._flush(kind, voice)
            self._write_note(self.numbers[element], element)
            return
        if name == "div":
            self._tell_part(element)
        if name in ("div", "list") and re.fullmatch("contents|toc|index", (element.get("type") or "").casefold()):
            kind = "furniture"  # nobody speaks it
        who = self._who(element) if name in _SPOKEN else ""
        block = _BLOCKS.get(name)
        if name in ("said", "q", "quote"):
            if not self._stands_alone(element):
                self._write_inline(element, kind, who)
                return
            block = "quotation"
        if name == "sp":
            label = next((_text(e) for e in element if _local(e) == "speaker"), "")
            who = who or label.strip(" .:—–-").title()
        if name in ("bibl", "cit", "label") and self._is_inside(element, (*_PARAGRAPHS, "note")):
            block = None
        if name == "docAuthor" and self._is_inside(element, ("byline",)):
            block = None
        if name == "bibl" and self._is_inside(element, ("epigraph",)):
            block = "source"
        if name == "speaker":
            voice = ""
        self._write_block(element, block, kind, who or voice)

    def _write_block(self, element: Any, block: Kind | None, kind: Kind, voice: str) -> None:
        name = _local(element)
        inner: Kind = (
            kind
            if kind in ("quotation", "note", "verse", "furniture") and block in ("paragraph", None)
            else block or kind
        )
        if name in ("lb", "l") and self.buffer and element.get("break") != "no":
            self.buffer.append("\n" if inner == "verse" else " ")
        if name == "cell" and "".join(self.buffer).strip():
            self.buffer.append(" | ")
        is_line = name == "l" and self._is_inside(element, ("lg",))
        if block and not is_line:
            self._flush(kind, voice)
        if name == "item" and element.getparent().get("type") != "contents":
            self.buffer.append("• ")  # as a reader sees it
        self._walk_into(element, inner, voice)
        if block and not is_line:
            self._flush(inner, voice)

    def _walk_into(self, element: Any, kind: Kind, voice: str) -> None:
        self.buffer.append(element.text or "")
        for child in element:
            self.walk(child, kind, voice)
            self.buffer.append(child.tail or "")

    def _who(self, element: Any) -> str:
        """Give who speaks an element; words that are only reported are the reporter's."""
        who = element.get("who") or element.get("resp") or ""
        if not who or element.get("direct") == "false":
            return ""
        if who in self.names:
            return self.names[who]
        told = who.split()[0].rpartition("#")[2].replace("_", " ")
        return _ROLES.get(told.casefold(), told.title() if told.islower() else told)

    def _tell_part(self, div: Any) -> None:
        """Note whose a part of front or back matter is, where the file says so: `@resp`, a byline, a signature."""
        head = next((_text(e) for e in div if _local(e) == "head"), "")
        is_outside = self._is_inside(div, ("front", "back"))
        named = self._who(div)
        for e in div.iter() if is_outside and not named else ():
            if _local(e) in ("docAuthor", "byline", "signed") and not self._is_inside(
                e, ("quote", "floatingText", "q")
            ):
                match = _NAME.fullmatch(_text(e))
                named = match["name"].rstrip(".") if match else ""
                named = "" if _INITIALS.fullmatch(named) else named  # whose they are, the title page tells
        if head and named:
            self.writing.parts.append((head, named.title() if named.isupper() else named))

    def _is_inside(self, element: Any, names: tuple[str, ...]) -> bool:
        """Say whether an element stands in one of these, inside the same note or outside all."""
        for above in element.iterancestors():
            if _local(above) in names:
                return True
            if _local(above) in ("note", "text", "floatingText"):
                return False
        return False

    def _stands_alone(self, element: Any) -> bool:
        """Say whether an element is a block of its own: nothing around it, or blocks in it."""
        if any(_local(c) in _IN_BLOCK for c in element):
            return True
        return not any(_local(a) in (*_PARAGRAPHS, "note") for a in element.iterancestors())

    def _write_inline(self, element: Any, kind: Kind, who: str) -> None:
        """Write words that a paragraph quotes, in quotation marks where the file leaves these to the element."""
        text = "".join(element.itertext())
        before = "".join(self.buffer).rstrip(f" {_OPEN}")[-1:]
        marked = text.lstrip()[:1] in "\"“‘'«„" or before in tuple('"“‘«„')
        bare = marked or not text.strip() or (_local(element) != "said" and len(text.split()) < 2)
        opening, closing = ("", "") if bare else ("‘", "’") if self.depth else ("“", "”")
        self.depth += 1
        self.buffer.append(opening + (_OPEN if who else ""))
        self.said += [who] if who else []
        self._walk_into(element, kind, "")
        self.buffer.append((_CLOSE if who else "") + closing)
        self.depth -= 1

    def _write_note(self, number: str, note: Any) -> None:
        outer, self.buffer = self.buffer, [f"[{number}] "]
        said, self.said = self.said, []
        voice = self._who(note)
        self._walk_into(note, "note", voice)
        self._flush("note", voice)
        self.buffer, self.said = outer, said

    def _flush(self, kind: Kind, voice: str) -> None:
        lines = "".join(self.buffer).split("\n") if kind == "verse" else ["".join(self.buffer)]
        text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
        if text.startswith("[") and text.rstrip("0123456789[] ") == "" and kind == "note":
            return  # the number of a note whose first paragraph is still to come
        start, clean, marks = self.writing.length, "", list[Mark]()
        opened: list[tuple[int, str]] = []
        said = iter(self.said)
        for sign in text:
            if sign == _OPEN:
                opened.append((start + len(clean), next(said)))
            elif sign == _CLOSE:
                first, who = opened.pop()
                marks.append(Mark(first, start + len(clean), "said", who))
            else:
                clean += sign
        self.writing.add(clean, kind, voice)
        self.writing.marks += sorted(marks, key=lambda m: (m.start, -m.end))
        self.buffer.clear()
        self.said.clear()
        waiting, self.waiting = self.waiting, []
        for number, note in waiting:
            self._write_note(number, note)
