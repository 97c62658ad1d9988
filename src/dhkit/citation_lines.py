"""Citation lines: a full reference on a line of its own, taken apart.

Owns the grammar of the line under an extract: authors, title, imprint, volume, pages. In comes the line, out comes a
`Reference`. Brackets and notes are `references`.

    >>> reference = parse_line("Marou, Ilse. The Long Siege: A Memoir. Vienna: Adler, c1931, p. 12-14")
    >>> reference.authors, reference.title, reference.year, reference.pages
    (('Marou, Ilse',), 'The Long Siege', '1931', '12-14')
"""

from __future__ import annotations

import re

from dhkit.author_names import CORPORATE, INITIAL, invert_name, is_person_name, split_authors
from dhkit.references import YEAR, Reference, printed_pages, short_title


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
        pages, rest = printed_pages(match[1]), rest[: match.start()]
    elif (match := re.search(r",\s*(\d{1,4}(?:\s*[-–]\s*\d+)?)\.?$", rest)) and not YEAR.fullmatch(match[1]):
        pages, rest = match[1], rest[: match.start()]
    if match := re.search(r"[,.]?\s*[Vv]ol(?:ume)?s?\.?\s*([\divxlcIVXLC]+)\s*(?=,|$)", rest):
        volume, rest = match[1], rest[: match.start()] + rest[match.end() :]
    years = list(YEAR.finditer(rest))
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
    if (match := re.match(r"(?P<body>.{5,140}?),? Eds?\.\s+", text)) and CORPORATE.search(match["body"]):
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
            if INITIAL.match(word):
                single = re.fullmatch(r"[^\W\d_]{2,}\.", following)
                if not INITIAL.match(following) and not (len(given) == 1 and single and following[0].isupper()):
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
    if CORPORATE.search(head):
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
