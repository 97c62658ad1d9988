"""Citation forms: what a citation looks like in a passage, and how a document cites.

In come passages, out come `FoundCitation`s with their references as printed. What stands before a citation, the
evidence for resolving short forms, is added by `citations`; the grammar inside is in `references`.

Forms found (the grammar inside is in `references`):
    1. line: a citation line under an extract
    2. source: a source line in prose (*Statement by …*)
    3. bracket: pages, volume, *Op. Cit.* or *Ibid.* in square brackets, over line ends too
    4. bracket: bare authors with or without year, in texts that cite so (*[Lewin; Getty, ch. 5]*)
    5. bracket: archive shelf marks
    6. bracket: a title alone, right after a closing quotation mark
    7. round: page numbers alone in round brackets after quoted words, or a reference with pages in round brackets,
       also in the old way (*(Dulay: History of Velm, viii. 434.)*, *(Ibid. iii. 4.)*)
    8. round: author and date, in texts that cite so (`author_dates`)
    9. footnote: title with place, publisher and year in round brackets; "As cited in …, p. 206"; "see p. 206" for the
       work cited just before
    10. footnote: full references, short titles, *Ibid.* and shelf marks, in documents that cite so (`notes`)
    11. epigraph: the line under a motto (*—Given Family, Title (1912)*)
    12. round: a newspaper and its date right after quoted words (*(Daily Loom, July 30, 1944)*); a line of its own in
        round brackets under a quotation
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dhkit.author_dates import cites_by_date, find_author_dates
from dhkit.author_names import is_body_name, is_person_name, split_authors
from dhkit.citation_lines import parse_line
from dhkit.names import Name
from dhkit.notes import cites_by_notes, find_note_citations
from dhkit.old_notes import find_old_notes
from dhkit.passages import Passage
from dhkit.references import Reference, modernise, parse_bracket
from dhkit.text import MONTHS

_BRACKET = re.compile(r"\[([^\[\]]{2,500})\]")
_SIGNS = re.compile(
    r"\b(?:[Pp]{1,2}|pages?|с|стр)\.?\s?(?:\d|[ivxl]+\b)|\b[Oo]p\.?\s?[Cc]it|\b[Ii]bid|\bvol\.\s?\d|(?:Ф|Оп|Д)\.\s?\d"
)
_BARE = re.compile(
    r"[A-ZА-Я][\w'’.-]+(?:(?:,| &| and) [A-ZА-Я][\w'’.-]+)*(?:,? (?:1[5-9]|20)\d\d)?(?:,? (?:ch|p|pp|с|"
    r"vol)\. ?[\d–-]+)?"
)
_ROUND_PAGES = re.compile(r"\((?:pp?\.\s?)?(\d{1,4}(?:\s?[-–]\s?\d+)?(?:,\s?\d{1,4}(?:\s?[-–]\s?\d+)?)*)\)")
_ROUND_REFERENCE = re.compile(r"\(([A-ZА-Я][^()]{2,160}?,\s(?:pp?\.|pages?|s\.)\s?[\d][\d\s,–-]*)\.?\)")
_OLD_REFERENCE = re.compile(
    r"\(([A-ZА-Я][^()]{1,160}?[,.]?\s[ivxlc]{1,6}\.\s?\d{1,4}(?:\s?[-–]\s?\d+)?(?:,\s?&c)?(?:;\s[^()]{2,120}?)?)\.?\)"
)
_OLD_NOTES = frozenset(
    (
        "bracketed notes",
        "starred notes",
        "raised notes",
        "returning notes",
        "numbered notes",
        "end notes",
        "marked up: note",
    )
)
_SHORT_IN_ITALICS = re.compile(r"_((?:[Ii]b(?:id(?:em)?)?|[Oo]p\. ?[Cc]it|[Ll]oc\. ?[Cc]it|[Uu]bi supra)\.?,?)_")
_INNER_NOTE = re.compile(r"\[(?:Footnote|Note):? [^\[\]]{3,}\]")
_LONGEST_REFERENCE = 30  # words before its imprint; more are a sentence
_MONTHS = "|".join(MONTHS)
_NEWSPAPER = re.compile(
    rf"\(([A-Z][\w.' ]{{3,50}}), ((?:{_MONTHS}) \d{{1,2}}, \d{{4}}|\d{{1,2}} (?:{_MONTHS}) \d{{4}})"
    r"(?:, (?:pp?\. ?)?(\d+))?\)"
)
_IMPRINT = re.compile(
    r"\((?P<imprint>[^()]*?\b(?:1[5-9]|20)\d\d\b[^()]*)\)(?:,\s(?:pp?\.\s?)?(?P<after>\d+(?:[-–]\d+)?))?"
)
_AS_CITED = re.compile(
    r"(?:[Aa]s )?[Cc]ited in (?P<reference>[^.]{2,30}, [\"“].{3,80}?[,”\"]+ pp?\. ?[\d–-]+)|"
    r"(?P<ibid>\b[Ii]bid\.,? pp?\. ?[\d–-]+)|(?<=; )(?:[^;.]{0,60}, )?see (?P<page>pp?\. ?[\d–-]+)"
)


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """One citation in one place, in clean offsets of its passage, not yet resolved.

    `cues` are the speakers of the quotations since the last citation, nearest last; `named` the persons named there;
    `words` the quotations themselves, folded.
    """

    passage: int
    start: int
    end: int
    form: str
    references: tuple[Reference, ...]
    cues: tuple[Name, ...] = ()
    named: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document cites: by bare authors, by author and date, in notes."""

    bare_authors: bool
    dated: bool
    noted: bool


def find_manner(passages: Sequence[Passage]) -> Manner:
    """Find out how a document cites."""
    return Manner(
        cites_by_author(passages),
        cites_by_date(p.clean for p in passages),
        cites_by_notes(p.clean for p in passages if p.kind == "footnote"),
    )


def cites_by_author(passages: Sequence[Passage]) -> bool:
    """Say whether a document cites by bare authors: brackets of several, or with a year, and no *Op. Cit.*."""
    inner = [m[1] for p in passages for m in _BRACKET.finditer(p.clean)]
    bare = [t for t in inner if all(_BARE.fullmatch(part) for part in re.split(r";\s*", t))]
    telling = sum(bool(re.search(r";|, (?:1[5-9]|20)\d\d", text)) for text in bare)
    return telling >= 2 and not any(re.search(r"[Oo]p\.?\s?[Cc]it", text) for text in inner)


def find_forms(i: int, passages: Sequence[Passage], manner: Manner) -> list[FoundCitation]:
    """Find the citations of the passage i, none inside another, as they are printed and without their context."""
    passage = passages[i]
    text = passage.clean
    if passage.kind == "citation":
        return [FoundCitation(i, 0, len(text), "line", (parse_line(text),))]
    if passage.block.rule == "source of an epigraph":
        return _epigraph(i, text)
    if passage.kind == "source":
        return [FoundCitation(i, 0, len(text), "source", (_parse_source(text),))]
    found = [
        FoundCitation(i, m.start(), m.end(), r[0].form, tuple(r))
        for m in _BRACKET.finditer(text)
        if (r := _bracket(text, m, manner.bare_authors))
    ]
    if manner.dated:
        found += [FoundCitation(i, start, end, "author-date", refs) for start, end, refs in find_author_dates(text)]
    if (
        i
        and passages[i - 1].kind == passage.kind
        and not _ROUND_REFERENCE.search(text)
        and (whole := _whole_line(i, text, passages[i - 1].clean))
    ):
        found.append(whole)
    found += _round(i, passage)
    if passage.kind != "footnote":
        for match in _INNER_NOTE.finditer(text):
            inner = _old_notes(i, passage, *match.span())
            found = [c for c in found if c.end <= match.start() or c.start >= match.end()] + inner
    if passage.kind == "footnote":
        if manner.noted:
            found += [FoundCitation(i, start, end, "footnote", refs) for start, end, refs in find_note_citations(text)]
        found += _footnote(i, text)
        if passage.block.rule in _OLD_NOTES:
            found = [c for c in found if c.start > 0 or c.end < len(text) - 1]  # the note's own brackets
            found = _longest(found, _old_notes(i, passage, 0, len(text)))
    return _without_overlaps(found)


def _epigraph(i: int, text: str) -> list[FoundCitation]:
    """Read the line under a motto: *—Given Family, Title (1912)*; a name alone cites nothing."""
    dash = re.match(r"[—–-]+\s*", text)
    if not dash:
        return []
    rest = text[dash.end() :].rstrip(" .")
    cited = [(s, e, refs) for s, e, refs in find_note_citations(rest) if s == 0]
    if cited:
        return [FoundCitation(i, dash.end(), dash.end() + cited[0][1], "source", cited[0][2])]
    references = parse_bracket(rest, bare_authors=False)
    return [FoundCitation(i, dash.end(), dash.end() + len(rest), "source", tuple(references))] if "," in rest else []


def _whole_line(i: int, text: str, before: str) -> FoundCitation | None:
    """Read a line of its own in round brackets under a quotation, if it holds a year: *(Congress, March 1921.)*."""
    match = re.fullmatch(r"\(([A-ZА-Я][^()]{3,120})\)\.?", text)
    if not match or not before.rstrip(" .").endswith(('"', "'")) or not re.search(r"\b(?:1[5-9]|20)\d\d\b", match[1]):
        return None
    words = match[1].split()
    if sum(w[0].isupper() or w[0].isdigit() for w in words) < len(words) / 2:
        return None  # a sentence, not a source
    year = re.findall(r"\b(?:1[5-9]|20)\d\d\b", match[1])[-1]
    title = re.split(rf",|\s(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s)?(?:{_MONTHS})\b|\s\d{{4}}\b", match[1])[0].strip(
        " ."
    )
    return FoundCitation(i, 0, len(text), "round", (Reference("round", title=title, year=year),))


def _without_overlaps(found: list[FoundCitation]) -> list[FoundCitation]:
    kept: list[FoundCitation] = []
    for citation in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _old_notes(i: int, passage: Passage, first: int, last: int) -> list[FoundCitation]:
    """Find the citations of a note of an old book, or of the part of a passage that is one."""
    text = _with_italics(passage, first, last)
    return [
        FoundCitation(
            i, first + start - text.count("_", 0, start), first + end - text.count("_", 0, end), "footnote", references
        )
        for start, end, references in find_old_notes(text)
    ]


def _with_italics(passage: Passage, start: int, end: int) -> str:
    """Give a stretch of a passage with its marks of italics, which tell a title from a name; `clean` has none."""
    marks, shift = [], 0
    for edit in passage.reading.edits:
        if edit.rule == "emphasis" and start <= edit.start + shift <= end:
            marks.append(edit.start + shift)
        shift += len(edit.inserted) - len(edit.removed)
    return _SHORT_IN_ITALICS.sub(r"\1", "_".join(passage.clean[a:b] for a, b in pairwise([start, *marks, end])))


def _longest(found: list[FoundCitation], old: list[FoundCitation]) -> list[FoundCitation]:
    """Join citations found in two ways: of those that overlap the longest stands, of equal ones the first."""
    kept: list[FoundCitation] = []
    for citation in sorted([*found, *old], key=lambda c: c.start - c.end):
        if not any(citation.start < other.end and other.start < citation.end for other in kept):
            kept.append(citation)
    return kept


def _bracket(text: str, match: re.Match[str], bare_authors: bool) -> list[Reference]:
    inner = match[1]
    if _SIGNS.search(inner) or (
        bare_authors
        and all(_BARE.fullmatch(p) or p.endswith("…") or _SIGNS.search(p) for p in re.split(r";\s*", inner))
    ):
        return parse_bracket(inner, bare_authors=bare_authors)
    words = inner.split()
    capitals = sum(w[0].isupper() for w in words)
    if (
        capitals >= 2
        and capitals >= len(words) / 2
        and words[0][0].isupper()
        and text[: match.start()].rstrip().endswith('"')
    ):
        return parse_bracket(inner, bare_authors=False)
    return []


def _parse_source(text: str) -> Reference:
    """Read *Statement by NAME on …, 1953*: the author after *by*, *of* or *from*, the kind of text as title."""
    kind = text.split(" ", 1)[0]
    author = re.search(r"\b(?:by|from|of|with)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*\s?(?:of\s)?){1,5})", text)
    name = re.sub(r"\s+of$", "", author[1].strip()) if author else ""
    years = re.findall(r"\b(?:1[5-9]|20)\d\d\b", text)
    return Reference(
        "source",
        split_authors(name) if is_person_name(name) and not is_body_name(name) else ((name,) if name else ()),
        kind,
        years[-1] if years else "",
    )


def _round(i: int, passage: Passage) -> list[FoundCitation]:
    text, found = passage.clean, []
    for match in _ROUND_PAGES.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        paged = match.group().startswith("(p")
        closes = (
            before.endswith(('"', "'")) or after[:1] == ":" or (passage.kind == "extract" and after.strip(" .") == "")
        )
        if paged or (closes and not re.match(r"(?:1[5-9]|20)\d\d\b", match[1])):
            found.append(
                FoundCitation(
                    i,
                    match.start(),
                    match.end(),
                    "round",
                    (Reference("round", pages=re.sub(r"\s", "", match[1]).replace(",", ", ")),),
                )
            )
    found += [
        FoundCitation(i, m.start(), m.end(), "round", _old_round(passage, m)) for m in _OLD_REFERENCE.finditer(text)
    ]
    found += [
        FoundCitation(i, m.start(), m.end(), "round", tuple(parse_bracket(modernise(m[1]), bare_authors=False)))
        for m in _ROUND_REFERENCE.finditer(text)
    ]
    found += [
        FoundCitation(
            i, match.start(), match.end(), "round",
            (Reference("newspaper", title=match[1], year=match[2][-4:], pages=match[3] or ""),),
        )
        for match in _NEWSPAPER.finditer(text)
        if text[: match.start()].rstrip().endswith('"')
    ]  # fmt: skip
    return found


def _old_round(passage: Passage, match: re.Match[str]) -> tuple[Reference, ...]:
    """Read what stands in round brackets in the old way, as a note or, failing that, as a bracket is read."""
    noted = find_old_notes(_with_italics(passage, *match.span(1)))
    return tuple(r for *_, references in noted for r in references) or tuple(
        parse_bracket(modernise(match[1]), bare_authors=False)
    )


def _footnote(i: int, text: str) -> list[FoundCitation]:
    found = []
    for match in _AS_CITED.finditer(text):
        if match["page"]:  # the work cited just before
            page = replace(parse_bracket(match["page"], bare_authors=False)[0], title="", short="ibid.")
            found.append(FoundCitation(i, match.start("page"), match.end("page"), "footnote", (page,)))
            continue
        reference = parse_bracket(
            (match["reference"] or match["ibid"]).replace("“", '"').replace("”", '"'), bare_authors=False
        )
        found.append(FoundCitation(i, match.start(), match.end(), "footnote", tuple(reference)))
    for match in _IMPRINT.finditer(text):
        start = _reference_start(text, match.start())
        if start < match.start() - 3 and len(text[start : match.start()].split()) <= _LONGEST_REFERENCE:
            found.append(
                FoundCitation(i, start, match.end(), "footnote", (_parse_footnote(text[start : match.start()], match),))
            )
    return found


def _reference_start(text: str, end: int) -> int:
    """Find where a footnote's reference begins: after the number, or after the last *see* or sentence before it."""
    head = text[:end]
    starts = [
        m.end()
        for m in re.finditer(
            r"^\[?\d+\]?\.?\s+|\b(?:[Ss]ee(?: also)?|[Cc]f\.|,\s[Ii]n)\s+(?=[A-Z\"])|[.;]\s+(?=[A-Z\"])", head
        )
    ]
    for start in reversed(starts):
        opening = head[start:]
        if (
            opening.count('"') % 2 == 0
            and not re.search(r"\b[A-Z][a-z]{0,2}\.\s*$", head[max(0, start - 6) : start])
            and re.match(r"[\"A-ZА-Я]", opening)
        ):
            return start
    return end


def _parse_footnote(head: str, imprint: re.Match[str]) -> Reference:
    """Read `Given Family, Title, p. 38 (Place: Publisher, 1960)` and its like; an article's year may stand alone."""
    reference = parse_bracket(head.strip(" ,"), bare_authors=False)[0]
    inside = imprint["imprint"]
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", inside)
    place, colon, publisher = inside.partition(":")
    publisher = publisher if colon else inside
    return Reference(
        "footnote",
        reference.authors,
        reference.title,
        year.group() if year else "",
        _without_year(place) if colon else "",
        _without_year(publisher),
        reference.pages or imprint["after"] or "",
        reference.volume,
    )


def _without_year(text: str) -> str:
    return re.sub(r",?\s*\b(?:1[5-9]|20)\d\d\b\s*", "", text).strip(" ,:")
