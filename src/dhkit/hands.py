"""Hands: who else than the author wrote parts of a book.

Owns the reading of a title page (*with an introduction by N*, *translated by N*), of the headings of prefaces, of the
signatures below them, and of notes that are signed. In come the passages of one document, out comes for a passage the
`Hand` that wrote it; none where it is the author's.

Whose a preface is, in this order: corpus.toml (`parts`); a heading or byline that names its author; its signature; a
heading that says *Translator's* or *Editor's*; for an *Introduction*, the title page; else it is the author's. It
ends with its signature, or with the next heading of a part or chapter. In a book that has an editor, a line that tells
of the author by name and ends in a colon is the editor's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dhkit.author_names import family_name, is_person_name
from dhkit.passages import Passage
from dhkit.speakers import Speakers
from dhkit.text import fold
from dhkit.title_pages import INITIALS, PARTICLES, clean_name, read_title_page

_FRONT = re.compile(
    r"(?i)^\W*(?:(?!with\b)[\w'’]+ ){0,3}?(?:introduction|introductory|preface|prefatory|foreword|prologue|"
    r"advertisement|notice|memoir|sketch|note|afterword|postscript|epilogue|appendix|index|glossary)\b"
)
_CHAPTER = re.compile(r"(?:chapter|chap\.|book|part|volume|letter|lecture)\b|[ivxlc]+\.?(?:\W|$)", re.IGNORECASE)
_NOTE_SIGNED = re.compile(
    r"(?:--|[—–-]|\(|\[|\.\s)\s*_?(?:(?P<role>Trans(?:lator)?s?|Tr|Eds?|Editor|Author)\b\.?|note (?:by|of) (?:the )?"
    rf"(?P<long>translator|editor|author)\.?|(?P<initials>{INITIALS.pattern}))_?[\])]*\.?[\])]*$",
    re.IGNORECASE,
)
_NOTE_OPENED = re.compile(
    r"\W*(?:\d+\W+)?(?:note (?:by|of) (?:the )?)?(?P<role>translator|editor)(?:['’]s)? ?(?:note|:)", re.IGNORECASE
)
_OF_THE_AUTHOR = re.compile(
    r"(?i)\b(?:note|text|words|manuscript|remark|hand)s? of the author\b|"
    r"\bthe author['’]s (?:note|text|manuscript|own|hand)\b"
)
_LEADS_TO_WORDS = re.compile(r":[\s—–-]*$")
_SIGNED_BY_ROLE = re.compile(r"(?:the )?(?P<role>author|translator|editor)s?", re.IGNORECASE)
_DATE_OR_PLACE = re.compile(r"[^.]{0,60}\b1[5-9]\d\d\b.{0,3}|[A-Z][\w' ]{2,30}[,.]")
_PLACED = re.compile(
    r"(?P<name>[^\n.]{0,30}(?:\b[A-Z]\. ?)*[^\n.]{3,30}[a-zA-Z]{2})\.\s[A-Z][^.]{2,40}(?:\.\s[^.]{2,30})?\d{4}"
)
_DATED = re.compile(
    r"[\s.,_]+(?:(?:\d{1,2}(?:st|nd|rd|th)?,? )?[A-Z][a-z]+\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?)?1[5-9]\d\d\W*$"
)
_RUN_IN = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’ ]{5,60}[.:]?(?:--|[—–])")  # a heading that opens its first paragraph
_NOTE_LIKE = re.compile(r"[\[(]?\d{1,3}[\])]\s|[*†‡§]")
_AT_HEAD = 60  # passages among which a title page is looked for


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote a passage: voice, rule and how sure."""

    voice: str
    rule: str
    state: str


class Hands:
    """The other hands of one document, by passage."""

    def __init__(self, passages: Sequence[Passage], speakers: Speakers) -> None:
        """Read title page, headings, signatures and notes; a document with no part of a book has one hand."""
        self.passages, self.speakers = passages, speakers
        source = speakers.source
        self.named = {"translator": source.translator, "editor": source.editor, "introduction": ""}
        self.parts = {fold(heading): author for heading, author in source.parts}
        self.of: dict[int, Hand] = {}
        self.is_book = source.layout == "book" or any(map(_is_of_book, passages))
        if not self.is_book:
            return
        self._read_title_page()
        self._read_parts()
        self._read_presentations()
        for i, p in enumerate(passages):
            if (p.kind == "footnote" or _NOTE_LIKE.match(p.clean)) and (hand := self._of_note(p.clean)):
                self.of[i] = hand

    def _read_title_page(self) -> None:
        page = "\n".join(p.reading.source for p in self.passages[:_AT_HEAD] if len(p.clean) < 3000)
        for role, name in read_title_page(page).items():
            self.named[role] = self.named[role] or name

    def _read_parts(self) -> None:
        heads = [i for i, p in enumerate(self.passages) if _is_heading(p)]
        for i in heads:
            text = self.passages[i].clean
            given = self.parts.get(fold(text))
            if not (given or _FRONT.search(text)) or len(text.split()) > 16:
                continue
            hard = next((j for j in heads if j > i and _begins_part(self.passages[j])), len(self.passages))
            soft = next((j for j in heads if j > i + 1 and self._is_of_whole(j, heads)), hard)
            signed = self._signature(i, hard)
            name, rule, state = self._whose(i, given, signed[1] if signed else "")
            if not name:
                continue
            voice = self._voice(name)
            if voice == self.speakers.author:
                continue
            end = self._behind(signed[0], hard) if signed else min(soft, hard)
            for j in range(i, end):
                self.of.setdefault(j, Hand(voice, rule, state))

    def _read_presentations(self) -> None:
        """Give the editor the lines that tell of the author by name and lead to his words: *Tell then continued:*."""
        family = family_name(self.speakers.source.author)
        if not self.named["editor"] or not family:
            return
        voice = self._voice(self.named["editor"])
        for i, p in enumerate(self.passages[:-1]):
            presents = p.kind == "paragraph" and _LEADS_TO_WORDS.search(p.clean) and '"' not in p.clean
            names_him = re.search(rf"\b{re.escape(family)}\b(?!['’])", p.clean)
            if presents and names_him and self.passages[i + 1].clean[:1] not in ('"', "'"):
                self.of.setdefault(i, Hand(voice, "line that presents the author", "inferred"))

    def _is_of_whole(self, j: int, heads: Sequence[int]) -> bool:
        """Say whether a heading is none inside a part: not in capitals only, or the book's title, or told before."""
        if self.passages[j].block.rule != "capitals":
            return True
        words = fold(self.passages[j].clean).strip(" .")
        told = [fold(self.speakers.source.title), *(fold(self.passages[k].clean) for k in heads if k < j)]
        return len(words) > 6 and any(re.search(rf"\b{re.escape(words)}\b", text) for text in told)

    def _whose(self, i: int, given: str | None, signature: str) -> tuple[str, str, str]:
        """Tell whose a part is: name, rule, state; no name where it is the author's."""
        text = self.passages[i].clean
        if given:
            return given, "part by another hand: corpus.toml", "certain"
        below = self.passages[i + 1].clean if i + 1 < len(self.passages) else ""
        for line in (text, below if len(below.split()) < 8 else ""):
            if (match := re.search(r"\b(?:[Bb]y|BY) (?!the\b|THE\b)(.+)$", line)) and is_person_name(
                clean_name(match[1])
            ):
                return clean_name(match[1]), "part by another hand: heading", "certain"
        if signature:
            return signature, "part by another hand: signature", "certain"
        for role in ("translator", "editor"):
            if re.search(rf"(?i)\b{role}", text):
                return self.named[role] or f"the {role}", f"part by another hand: {role}'s", "certain"
        if self.named["introduction"] and re.match(
            r"(?i)(?:general |historical |biographical )?(?:introduct|memoir|notice|sketch|foreword|prefatory)", text
        ):
            return self.named["introduction"], "part by another hand: title page", "inferred"
        return "", "", ""

    def _signature(self, start: int, end: int) -> tuple[int, str] | None:
        """Find the signature of a part: a name or initials alone, at its end but for a place and a date."""
        for i in range(start + 1, end):
            name = self._signed(self.passages[i].clean)
            if name and all(
                len(self.passages[j].clean) < 60 and _DATE_OR_PLACE.fullmatch(self.passages[j].clean.strip(" _"))
                for j in range(i + 1, self._behind(i, end))
            ) and (self._behind(i, end) == end or self._ends_part(self._behind(i, end))):  # fmt: skip
                return i, name
        return None

    def _ends_part(self, i: int) -> bool:
        """Say whether a passage is no more of the part above: a heading, in its line or not, or furniture."""
        p = self.passages[i]
        return _is_heading(p) or p.kind == "furniture" or bool(_RUN_IN.match(p.clean))

    def _signed(self, text: str) -> str:
        text = text.strip(" _—–-.*")
        placed = _PLACED.fullmatch(text)  # *Anna Tell. Velm, Orvania. March 1888*
        text = placed["name"] if placed else _DATED.sub("", text).strip(" _—–-.*")
        if not text or len(text.split()) > 6:
            return ""
        if role := _SIGNED_BY_ROLE.fullmatch(text):
            return f"the {role['role'].lower()}"
        if INITIALS.fullmatch(f"{text}."):
            return self._by_initials(f"{text}.") or f"{text}."
        name = clean_name(text)
        is_set_off = text.isupper() or " " in text
        return name if is_set_off and " " in name and is_person_name(name) and not _FRONT.search(name) else ""

    def _behind(self, i: int, end: int) -> int:
        """Give the passage behind a signature and the lines of place and date below it."""
        j = i + 1
        while (
            j < end
            and len(self.passages[j].clean) < 60
            and _DATE_OR_PLACE.fullmatch(self.passages[j].clean.strip(" _"))
        ):
            j += 1
        return j

    def _by_initials(self, initials: str) -> str:
        letters = re.findall(r"[A-ZÀ-Þ]", initials)
        names = [self.speakers.source.author, *self.named.values(), *self.parts.values()]
        return next((n for n in names if n and _initials(n) == letters), "")

    def _of_note(self, text: str) -> Hand | None:
        """Tell whose a note is that is signed, or says whose it is."""
        match = _NOTE_SIGNED.search(text[-60:]) or _NOTE_OPENED.match(text)
        if match is None and _OF_THE_AUTHOR.search(text):
            name = self.named["editor"] or self.named["translator"]
            return Hand(self._voice(name), "note that tells of the author", "inferred") if name else None
        if match is None:
            return None
        groups = match.groupdict()
        if initials := groups.get("initials"):
            bare = re.sub(r"(?:de la|de|du|van|von|d['’])(?= ?[A-Z])", "", initials)
            if not bare.isupper() and not re.fullmatch(r"[^a-z]+", bare):
                return None
            name = self._by_initials(initials)
            if not name or self._voice(name) == self.speakers.author:
                return None
            return Hand(self._voice(name), "signed note", "certain")
        role = (groups.get("role") or groups.get("long") or "").lower()
        if role.startswith("auth"):
            return None
        role = "translator" if role.startswith("tr") else "editor"
        return Hand(self._voice(self.named[role] or f"the {role}"), f"note of the {role}", "certain")

    def voice(self, name: str) -> str:
        """Give the voice of a name or of a role, as told by title page or corpus.toml."""
        return self._voice(name)

    def _voice(self, name: str) -> str:
        if name == "the author" or fold(family_name(name)) == fold(family_name(self.speakers.source.author)):
            return self.speakers.author
        if name in ("the translator", "the editor"):
            known = self.named[name.removeprefix("the ")]
            return self.speakers.person(known) if known else self.speakers.described(name)
        known = next((n for n in self.named.values() if n and _may_be_signed(n, name)), "")
        return self.speakers.person(known or re.sub(r"(?i)^the ", "", name))


def _initials(name: str) -> list[str]:
    family, _, given = name.partition(", ")
    words = f"{given} {family}".replace(".", ". ").split()
    return [w[0] for w in words if w[0].isupper() and w.casefold() not in PARTICLES]


def _may_be_signed(name: str, signature: str) -> bool:
    """Say whether a signature is a shorter form of a name: *A. Tell* of *Anna Maria Tell*."""
    full, short = (_family_last(n).replace(".", ". ").split() for n in (name, signature))
    if len(short) < 2 or len(short) > len(full) or fold(full[-1]) != fold(short[-1]):
        return False
    return all(any(fold(w).startswith(fold(s.rstrip("."))) for w in full) for s in short)


def _family_last(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def _is_of_book(p: Passage) -> bool:
    return p.block.rule in ("parts of a book", "chapters") or p.block.rule.startswith("marked up")


def _is_heading(p: Passage) -> bool:
    return p.kind in ("heading", "title")


def _begins_part(p: Passage) -> bool:
    rule = p.block.rule
    return rule in ("parts of a book", "chapters") or (
        rule.startswith("marked up") and bool(_FRONT.search(p.clean) or _CHAPTER.match(p.clean))
    )
