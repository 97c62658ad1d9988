"""References: one printed reference taken apart.

Owns the grammar of a reference: authors, title, imprint, pages, and the short forms that stand for one. In come strings
(a citation line, the inside of a bracket), out come `Reference`s. Finding them in a text is `citations`, knowing which
work is meant is `works`.

    >>> reference = parse_line("Marou, Ilse. The Long Siege: A Memoir. Vienna: Adler, c1931, p. 12-14")
    >>> reference.authors, reference.title, reference.year, reference.pages
    (('Marou, Ilse',), 'The Long Siege', '1931', '12-14')
    >>> [r.authors for r in parse_bracket("Tell; Marou, 1931, p. 5", bare_authors=True)]
    [('Tell',), ('Marou',)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_YEAR = re.compile(r"(?<!\d)[cC©]?((?:1[5-9]|20)\d\d)(?!\d)(?!\s*[-–]\s*\d)")
_PAGES = re.compile(r"(?:\band\s+)?\b(?:pp?|PP?|pages?|pgs?|с|С|стр|s)\b\.?\s*(?=[\divxlc])", re.UNICODE)
_PAGE_NUMBERS = re.compile(r"[\divxlc]+(?:\s*[-–]\s*[\divxlc]+)?(?:\s*об)?")
_ARCHIVE = re.compile(r"(?:[А-ЯЁ]{3,10}\.?\s*)?(?:Ф|Оп|Д|Л|Ед|Кор)\.\s*[\d]")
_ARCHIVE_SHEET = re.compile(r"\s*\bЛл?\.\s*(?P<sheets>[\d–,\s-]+(?:\s*об)?)")
_INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.$")
_LEAD_IN = re.compile(
    r"(?i:(?:as\s+)?(?P<quoted>quoted|cited|reproduced|reported|contained)\s+(?:by|in)|see(?:\s+also)?|cf\.?|in|from)\s+(?=[A-ZА-ЯЁ\"“'‘])"
)
_PARTICLES = frozenset("de van von der den du la le del di da al el".split())
_CORPORATE = re.compile(
    r"\b(?:of|Committee|Commission|Group|Party|Academy|Institute|Society|Union|Congress|Council|Association|Ministry|Board|Collective|Press)\b"
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


def is_person_name(text: str) -> bool:
    """Say whether a string has the form of a personal name: one to five capitalised words, initials, particles.

    >>> is_person_name("Robert v. Daniels"), is_person_name("C. Sirianni"), is_person_name("The Long Siege")
    (True, True, False)
    """
    words = text.replace("’", "'").split()
    if not 1 <= len(words) <= 5 or re.search(r"\d|[?!:;\"“”]", text):
        return False
    named = [
        w
        for w in words
        if not _INITIAL.match(w) and w.casefold().rstrip(".") not in _PARTICLES and w not in ("v.", "Jr.", "Sr.")
    ]
    if (
        not named
        or named[-1] != words[-1]
        or words[0] in ("The", "A", "An", "In", "On", "Of", "What", "Why", "How", "From")
    ):
        return False
    return all(re.fullmatch(r"[^\W\d_][\w'’.-]*", w) and w[0].isupper() for w in named) and len(named[-1]) > 2


def is_body_name(text: str) -> bool:
    """Say whether a name is a body's, which has no family name: a word like *Committee* or *of* stands in it.

    >>> is_body_name("Socialist Clarity Group"), is_body_name("Anna Tell")
    (True, False)
    """
    return bool(_CORPORATE.search(text))


def invert_name(name: str) -> str:
    """Put a name into the order of a bibliography.

    >>> invert_name("Robert V. Daniels"), invert_name("Tell"), invert_name("Ludwig van Beethoven")
    ('Daniels, Robert V.', 'Tell', 'Beethoven, Ludwig van')
    """
    name = " ".join(name.split()).strip(" ,")
    if "," in name or " " not in name:
        return name
    given, family = name.rsplit(" ", 1)
    return f"{family}, {given}"


def family_name(name: str) -> str:
    """Give the family name of an author in bibliographic order.

    >>> family_name("Tell, Anna"), family_name("Harbour Committee")
    ('Tell', 'Harbour Committee')
    """
    return name.split(",")[0].strip()


def split_authors(text: str) -> tuple[str, ...]:
    """Split joined authors: `Medvedev, Roy & Zhores Medvedev`, `Daniel and Gabriel Cohn-Bendit`, `Marou and Tell`.

    >>> split_authors("Daniel and Gabriel Cohn-Bendit")
    ('Cohn-Bendit, Daniel', 'Cohn-Bendit, Gabriel')
    """
    parts = [p.strip(" ,") for p in re.split(r"\s+(?:&|and|und|и)\s+|\s*&\s*", text) if p.strip(" ,")]
    if len(parts) == 2 and "," not in parts[0] and " " not in parts[0] and " " in parts[1]:
        family = parts[1].rsplit(" ", 1)[1]
        return (f"{family}, {parts[0]}", invert_name(parts[1]))
    return tuple(invert_name(p) for p in parts)


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


def _printed_pages(text: str) -> str:
    """List the pages of a stretch that names them: `p. 78, p. 77 and pp. 80-1` gives `78, 77, 80-1`."""
    return ", ".join(
        re.sub(r"\s*([-–])\s*", r"\1", m.group())
        for m in _PAGE_NUMBERS.finditer(text)
        if re.search(r"\d|^[ivxlc]+$", m.group())
    )


def parse_line(text: str) -> Reference:
    """Take a citation line apart, from its end to its front: pages, year, imprint, then author and title.

    Forms:
        1. `Family, Given. Title. Place: Publisher, c1940, p. 62`, also with commas for stops, no colon, no year.
        2. Several authors: `Family, Given & Given Family.`, `Family and Family.`
        3. A body, with or without `Ed.`: `Commission of the Academy, Ed. Title. …`
        4. A volume: `Title. Place: Publisher, 1952, Vol. 6, p. 342-343`, `Title, Vol. 14, …`
        5. A name in its natural order: `Given Family. Title, Place: Publisher, 1958, p. 77`
    """
    rest = " ".join(re.sub(r"\s*\[[^\]]*\]\s*$", "", text).split())
    pages = volume = year = ""
    if match := re.search(
        r"[,.]?\s*(?:pp?|PP?|pages?|с|стр)\.?\s*([\divxlc]+(?:\s*[-–]\s*[\divxlc]+)?(?:\s*(?:,|&|and)\s*(?:pp?\.?\s*)?[\divxlc]+(?:\s*[-–]\s*\d+)?)*)\.?$",
        rest,
    ):
        pages, rest = _printed_pages(match[1]), rest[: match.start()]
    elif (match := re.search(r",\s*(\d{1,4}(?:\s*[-–]\s*\d+)?)\.?$", rest)) and not _YEAR.fullmatch(match[1]):
        pages, rest = match[1], rest[: match.start()]
    if match := re.search(r"[,.]?\s*[Vv]ol(?:ume)?s?\.?\s*([\divxlcIVXLC]+)\s*(?=,|$)", rest):
        volume, rest = match[1], rest[: match.start()] + rest[match.end() :]
    years = list(_YEAR.finditer(rest))
    if years and years[-1].start() > len(rest) / 3:
        year = years[-1][1]
        if years[-1].end() >= len(rest) - 2:
            rest = rest[: years[-1].start()].rstrip(" ,.")
    authors, rest = _split_author_opening(rest)
    title, place, publisher = _split_imprint(rest)
    return Reference("line", authors, short_title(title), year, place, publisher, pages, volume)


def _split_author_opening(text: str) -> tuple[tuple[str, ...], str]:
    """Split the authors off the front of a citation line."""
    text = re.sub(r"\s+,", ",", text)
    if (match := re.match(r"(?P<body>.{5,140}?),? Eds?\.\s+", text)) and _CORPORATE.search(match["body"]):
        return (match["body"],), text[match.end() :]
    words = text.split(" ")
    if re.match(r"[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+)?,\s", text):  # Family, Given
        i = next(k for k, w in enumerate(words) if w.endswith(",")) + 1
        given: list[str] = []
        while i < len(words) and len(given) < 6:
            word = words[i]
            following = words[i + 1] if i + 1 < len(words) else ""
            given.append(word)
            i += 1
            if following in ("&", "and") and len(given) <= 3:
                second = [following]
                i += 1
                while i < len(words):
                    second.append(words[i])
                    i += 1
                    if re.search(r"[^\W\d_]{2,}[.,]$", words[i - 1]):
                        break
                if len(second) > 2 and second[1].endswith(",") is False and second[-1].endswith(",") and i < len(words):
                    second.append(words[i])  # "& Rook, Clara."
                    i += 1
                    joined = " ".join(second[1:])
                    return _authors(" ".join(words[: i - len(second)]), invert_name(joined.rstrip(".,"))), " ".join(
                        words[i:]
                    )
                if second[-1].endswith(",") and i < len(words) and len(second) == 2:
                    joined = f"{second[1]} {words[i].rstrip('.')}"
                    return _authors(" ".join(words[: i - 2]), joined), " ".join(words[i + 1 :])
                return _authors(
                    " ".join(words[: i - len(second)]), invert_name(" ".join(second[1:]).rstrip(".,"))
                ), " ".join(words[i:])
            if following.rstrip(".,") in ("Ed", "Eds", "ed", "eds", "editor"):
                i += 1
                break
            if _INITIAL.match(word):
                single = re.fullmatch(r"[^\W\d_]{2,}\.", following)
                if not _INITIAL.match(following) and not (len(given) == 1 and single and following[0].isupper()):
                    break
            elif word.endswith((".", ",")):
                break
        return _authors(" ".join(words[:i])), " ".join(words[i:])
    opening = re.match(r".{3,140}?[^\W\d_]{3,}\)?[.,]\s", text)
    if not opening:
        return (), text
    head, rest = opening.group().strip(" .,"), text[opening.end() :]
    if match := re.match(r"(?:Eds?|eds?)\.?\s+", rest):
        rest = rest[match.end() :]
    if _CORPORATE.search(head):
        return (head,), rest
    if re.search(r"\s(?:&|and)\s", head):
        return split_authors(head), rest
    return ((invert_name(head),) if is_person_name(head) and head.count(" ") <= 3 else (head,)), rest


def _authors(first: str, *others: str) -> tuple[str, ...]:
    first = re.sub(r",?\s*\b[Ee]ds?\b\.?[.,]?$", "", first.strip()).strip(" ,")
    if not re.search(r"(?:^|[\s.])[^\W\d_]\.$", first):
        first = first.rstrip(".")
    return tuple(" ".join(a.split()) for a in (first, *others) if a.strip(" .,"))


def _split_imprint(text: str) -> tuple[str, str, str]:
    """Split title, place and publisher.

    The place stands between the last full stop and the last colon, or between commas.
    """
    text = text.strip(" .,")
    head, colon, publisher = text.rpartition(": ")
    if not colon:
        head, colon, publisher = text.rpartition(" : ")
    if colon and "?" not in publisher:
        stops = [
            m
            for m in re.finditer(r"[.?!](?=\s)", head)
            if not re.search(r"(?:^|[\s.])(?:[A-Z]|St|Mt|Ft)$", head[: m.start()])
        ]
        stop = stops[-1] if stops else None
        if stop is None:
            commas = list(re.finditer(r",(?=\s)", head))
            stop = commas[-1] if commas else None
        if stop is not None:
            return head[: stop.start()], head[stop.end() :].strip(" ,"), publisher.strip(" ,.")
    parts = re.split(r"(?<=[^\W\d_]{2})\.\s+", text, maxsplit=1)
    if len(parts) == 2:
        place, _, publisher = parts[1].partition(", ")
        return parts[0], place, publisher.strip(" .")
    pieces = text.split(", ")
    return pieces[0], pieces[1] if len(pieces) > 1 else "", ", ".join(pieces[2:])


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
    for part in re.split(r"\s*;\s*", text) if bare_authors or _ARCHIVE.match(text) else [text]:
        if _ARCHIVE.match(part):
            reference = _parse_archive(part, shelf)
            shelf = reference.title
            references.append(reference)
        elif bare_authors:
            references.append(_parse_author_date(part))
        else:
            references.append(_parse_note(part))
    return references


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
    year = next((p for p in pieces if _YEAR.fullmatch(p)), "")
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
    mark = _PAGES.search(cited)
    between = (", " + tail[: last_word + (mark.start() if mark else 0)].rstrip(" ,")) if last_word else ""
    return text[:first].rstrip(" ,") + between, _printed_pages(_PAGES.sub(" ", cited[mark.start() if mark else 0 :]))


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
    if len(pieces) > 1 and _is_author(pieces[0]):
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
