"""References: one printed reference taken apart.

Owns `Reference` and the grammar of brackets and notes: authors, title, pages, and the short forms that stand for a
work. In comes the inside of a bracket, out come `Reference`s. Full lines are `citation_lines`; finding references in a
text is `citations`, knowing which work is meant is `works`.

    >>> [r.authors for r in parse_bracket("Tell; Marou, 1931, p. 5", bare_authors=True)]
    [('Tell',), ('Marou',)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dhkit.author_names import invert_name, is_person_name, split_authors

_ARTICLE = 10  # pages at least that an article fills
YEAR = re.compile(r"(?<!\d)[cC©]?((?:1[5-9]|20)\d\d)(?!\d)(?!\s*[-–]\s*\d)")
_PAGES = re.compile(r"(?:\band\s+)?\b(?:pp?|PP?|pages?|pgs?|с|С|стр|s)\b\.?\s*(?=[\divxlc])", re.UNICODE)
_PAGE_NUMBERS = re.compile(r"\b(?:\d+|[ivxlc]+)(?:\s*[-–]\s*(?:\d+|[ivxlc]+))?\b(?:\s*об)?")
_ARCHIVE = re.compile(r"(?:[А-ЯЁ]{3,10}\.?\s*)?(?:Ф|Оп|Д|Л|Ед|Кор)\.\s*[\d]")
_ARCHIVE_SHEET = re.compile(r"\s*\bЛл?\.\s*(?P<sheets>[\d–,\s-]+(?:\s*об)?)")
_BODY = re.compile(
    r"(?:(?:Central |Executive |Editorial )*(?:Committee|Commission|Council|Academy|Institute|Society|Union|"
    r"Association|Ministry|Party|Board|Collective) of\b|"
    r".+ (?:Committee|Commission|Bureau|Group|Collective|Council|Institute|Society)$)"
)
_LEAD_IN = re.compile(
    r"(?i:(?:as\s+)?(?P<quoted>quoted|cited|reproduced|reported|contained)\s+(?:by|in)|see(?:\s+also)?|cf\.?|in|from)\s+(?=[A-ZА-ЯЁ\"“'‘])"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as printed, taken apart; empty where the print does not say.

    `authors` are "Family, Given" where the print tells them apart. `short` is "op. cit." or "ibid." for the forms that
    stand for an earlier one; `quoted` is true for "quoted by", with `speaker` the person before it.
    """

    form: str
    authors: tuple[str, ...] = ()
    title: str = ""
    year: str = ""
    place: str = ""
    publisher: str = ""
    pages: str = ""
    volume: str = ""
    short: str = ""
    quoted: bool = False
    speaker: str = ""


def short_title(title: str) -> str:
    """Cut the subtitle off a title, and the quotation marks around it.

    >>> short_title('"The Long Siege": A Memoir,')
    'The Long Siege'
    """
    title = title.strip(" ,;.")
    if match := re.match(r"[\"“](.+?),?[\"”]", title):
        title = match[1]
    head = re.split(r"[:;]\s|\?:\s|\s[–—-]\s", title, maxsplit=1)[0].strip('"“”,. ')
    return head or title


def printed_pages(text: str) -> str:
    """List the pages of a stretch that names them: `p. 78, p. 77 and pp. 80-1` gives `78, 77, 80-1`."""
    return ", ".join(
        re.sub(r"\s*([-–])\s*", r"\1", m.group())
        for m in _PAGE_NUMBERS.finditer(text)
        if re.search(r"\d|^[ivxlc]+$", m.group())
    )


def modernise(text: str) -> str:
    """Write a reference of the old way as it is written now: author and volume.

    >>> modernise("Dulay: History of Velm, viii. 434, &c"), modernise("Ibid. iii. 4")
    ('Dulay, History of Velm, vol. 8, p. 434', 'Ibid., vol. 3, p. 4')
    """
    text = re.sub(r"^((?:[A-Z][\w.'’-]*\s?){1,3}):\s", lambda m: f"{m[1].strip()}, ", text)
    text = re.sub(r",?\s?&c\b\.?", "", text)
    return re.sub(
        r",?\s([ivxlc]{1,6})\.\s?(\d{1,4}(?:\s?[-–]\s?\d+)?)(?=$|;|\s*$)",
        lambda m: f", vol. {_arabic(m[1])}, p. {m[2]}",
        text,
    )


def _arabic(numeral: str) -> int:
    """Read a Roman numeral in small letters."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[sign] for sign in numeral]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def parse_bracket(text: str, *, bare_authors: bool) -> list[Reference]:
    """Take the inside of a bracket apart: one reference for each work.

    Forms (1 to 6 as in notes, 7 and 8 as in author-date texts and archives):
        1. `Title, p. 318 and p. 342`          2. `Given Family, Title, vol. 2, p. 41`
        3. `Op. Cit., p. 77`, `Family, Op. Cit., p. 77`, `Ibid.`
        4. `quoted by Family, Op. Cit., p. 77`; `Given Family, quoted by Family, Title, p. 106`
        5. `"Article," Journal, vol. 4, pp. 1-50, p. 18`, with or without author
        6. `contained in Given Family (ed.), Title, p. 133`
        7. `Family; Family, ch. 5; Family, Family, 2005, p. 3`
        8. `РГАСПИ. Ф. 17. Оп. 3. Д. 337; Д. 339. Л. 4`, the later parts short for the first

    Args:
        text: without the brackets.
        bare_authors: whether the text cites by authors alone (*[Lewin; Getty]*), so that `A, B` are two authors.
    """
    text = " ".join(text.split())
    references: list[Reference] = []
    shelf = ""
    for part in re.split(r"\s*;\s*", text) if bare_authors or _ARCHIVE.match(text) else _split_works(text):
        if _ARCHIVE.match(part):
            reference = _parse_archive(part, shelf)
            shelf = reference.title
            references.append(reference)
        elif bare_authors:
            references.append(_parse_author_date(part))
        else:
            references.append(_parse_note(part))
    return references


def _split_works(text: str) -> list[str]:
    """Split the works of a bracket: each part has its own page or is a short form (*Title, p. 4; Op. Cit., p. 8*)."""
    for joint in (r"\s*;\s+(?=[\"“A-ZА-ЯЁ])", r"(?<=\d)\s+and\s+(?=[\"“]|[A-ZА-ЯЁ][\w'’]{2,}|[A-Z]\w* [A-Z])"):
        parts = re.split(joint, text)
        if len(parts) > 1 and all(_PAGES.search(p) or re.search(r"\b(?:[Oo]p\.?\s?[Cc]it|[Ii]bid)", p) for p in parts):
            return parts
    return [text]


def _parse_archive(text: str, shelf: str) -> Reference:
    """Read a shelf mark; a part that begins below the archive takes what is missing from the mark before it."""
    sheet = _ARCHIVE_SHEET.search(text)
    mark = (text[: sheet.start()] if sheet else re.sub(r"\s*\([^)]*\)$", "", text)).strip(" .")
    bare = re.split(r",\s*\d", mark)[0] if "," in mark else mark
    levels = re.findall(r"(?:Ф|Оп|Д|Ед)\.\s*\d+", shelf)
    if not re.match(r"[А-ЯЁ]{3,}", bare) and shelf:
        first = re.match(r"(Ф|Оп|Д|Ед)\.", bare)
        archive = re.match(r"[А-ЯЁ]{3,10}", shelf)
        kept = [
            lv
            for lv in levels
            if first and "Ф Оп Д Ед".split().index(lv.split(".")[0]) < "Ф Оп Д Ед".split().index(first[1])
        ]
        bare = ". ".join([archive.group() if archive else "", *kept, bare]).strip(". ")
    pages = ", ".join(p.strip() for p in sheet["sheets"].split(",") if p.strip()) if sheet else ""
    return Reference("archive", title=bare, pages=pages)


def _parse_author_date(text: str) -> Reference:
    """Read `Family, Family, 2005, ch. 1, p. 3`; a title with an ellipsis or of several words stands for a work."""
    head, pages = _cut_pages(text)
    head = re.sub(r"(?<=\w) (?=(?:1[5-9]|20)\d\d\b)", ", ", head)
    pieces = [p.strip(" .") for p in head.split(",") if p.strip(" .")]
    year = next((p for p in pieces if YEAR.fullmatch(p)), "")
    pieces = [p for p in pieces if p != year and not re.fullmatch(r"(?:ch|vol|гл|т)\.?\s*[\divxlc]+", p)]
    if text.rstrip().endswith("…") or "…" in head or any(len(p.split()) > 3 for p in pieces):
        return Reference("bare author", (), short_title(head.rstrip("… ").rstrip(" ,")), year, pages=pages)
    authors = tuple(a for p in pieces for a in split_authors(p))
    return Reference("bare author", authors, "", year, pages=pages)


def _cut_pages(text: str) -> tuple[str, str]:
    """Cut the pages off the end of a reference; of two page lists (an article's and the cited), the last."""
    marked = list(_PAGES.finditer(text))
    if not marked:
        return text, ""
    first = marked[0].start()
    tail = text[first:]
    # Words of three letters and more between two page lists: the first was the article's extent in its journal.
    last_word = max(
        (
            m.end()
            for m in re.finditer(r"[^\W\d_]{3,}[^,]*,|\([Ee]ds?\.\),?|\b(?:19|20)\d\d,", tail)
            if not re.match(r"(?:and|pages?|pgs)\b", m.group())
        ),
        default=0,
    )
    cited = tail[last_word:]
    extent = re.match(r"pp\.?\s*(\d+)\s*[-–]\s*(\d+),\s*(?=pp?\.)", cited)
    if extent and text.lstrip()[:1] in '"“' and abs(int(extent[2]) - int(extent[1])) >= _ARTICLE:
        cited = cited[extent.end() :]  # the article's own pages in its journal, then the page meant
    mark = _PAGES.search(cited)
    between = (", " + tail[: last_word + (mark.start() if mark else 0)].rstrip(" ,")) if last_word else ""
    return text[:first].rstrip(" ,") + between, printed_pages(_PAGES.sub(" ", cited[mark.start() if mark else 0 :]))


def _parse_note(text: str) -> Reference:
    """Read a bracket or note in the manner of forms 1 to 6."""
    speaker, quoted = "", False
    if match := re.match(r"(?P<speaker>[^,]{3,60}),\s+(?=(?:as\s+)?(?:quoted|cited)\s)", text, re.IGNORECASE):
        speaker, text = match["speaker"], text[match.end() :]
    if match := _LEAD_IN.match(text):
        quoted, text = bool(match["quoted"] and match["quoted"].lower() != "contained"), text[match.end() :]
    head, pages = _cut_pages(text)
    volume = ""
    if match := re.search(r",?\s*\b[Vv]ol(?:ume|s)?\b\.?\s*([\divxlcIVXLC]+)\b", head):
        volume, head = match[1], head[: match.start()] + head[match.end() :]
    short = ""
    if match := re.search(r",?\s*\b(op\.?\s*cit|loc\.?\s*cit|ibid|idem)\b\.?,?", head, re.IGNORECASE):
        short = "ibid." if match[1].lower().startswith(("ibid", "idem")) else "op. cit."
        head = (head[: match.start()] + head[match.end() :]).strip(" ,.")
    base = Reference("bracket", pages=pages, volume=volume, short=short, quoted=quoted, speaker=speaker)
    head = re.sub(r"\s*\((?:[Ee]ds?)\.?\)", "", head).strip(" ,")
    if short:
        return replace(base, authors=split_authors(head) if head else ())
    pieces = [p.strip() for p in re.split(r",\s+(?=(?:[^\"“”]*[\"“][^\"“”]*[\"”])*[^\"“”]*$)", head) if p.strip(" ,")]
    dated = any(re.fullmatch(r"[^\W\d_]{3,} \d{1,2}", p) for p in pieces)  # a day: the year is that of the words
    years = [m[1] for p in pieces[2:] if (m := re.fullmatch(r"(?:[A-Z][a-z]+ )?((?:1[5-9]|20)\d\d)", p)) and not dated]
    pieces = [
        p
        for k, p in enumerate(pieces)
        if not (k and re.fullmatch(r"[IVXLC]+|\d{1,3}|[^\W\d_]+\.? \d{1,2}|(?:1[5-9]|20)\d\d", p))
    ]
    authors: tuple[str, ...] = ()
    if len(pieces) > 1 and _BODY.match(pieces[0]):
        authors, pieces = (pieces[0],), pieces[1:]
    elif len(pieces) > 1 and _is_author(pieces[0]):
        authors, pieces = split_authors(pieces[0]), pieces[1:]
    elif (
        pieces
        and (match := re.match(r"(?P<name>[A-Z][\w.]+(?: [A-Z][\w.-]+){1,2})['’]s? (?P<title>[A-Z].+)", pieces[0]))
        and is_person_name(match["name"])
    ):
        authors, pieces = (invert_name(match["name"]),), [match["title"], *pieces[1:]]
    return replace(
        base, authors=authors, title=short_title(pieces[0]) if pieces else "", year=years[-1] if years else ""
    )


def _is_author(text: str) -> bool:
    return all(is_person_name(p) for p in re.split(r"\s+(?:&|and)\s+", text)) and len(text.split()) <= 8
