"""Old notes: how books before the manuals of style cite at the foot of a page.

Owns the forms of nineteenth-century notes. In comes the clean text of a note, out come spans with their references. A
place (`old_places`) is found first; before it stands, back to a stop, a semicolon, a dash or a word like *see*:
    1. author and title: `Tell, The Long Siege, vol. ii. p. 214`; `Tell: Lamps, i. 12`; `Tell, "Lamps," etc., p. 4`;
       `Anna Tell, Lamps (1868), i. 12`; `Tell's Long Siege, p. 9`; `Tell, on "Lamps," p. 9`
    2. a title that says whose it is: `Memoirs of Madame de Corvelle, vol. i, p. 22`; `"Lamps," by A. Tell, i. 4`
    3. an author alone: `Marou, iii. 99`, `Marou et Tell, XV. 3`, `Mme. de Corvelle, ch. iv.`, `Marou (p. 33)`
    4. a title alone: `"Memoirs of the Weir," ii. 4`, `Hist. Parl. xv. 199`, `Works, Vol. IV. p. 3`
    5. `Ibid., p. 12`, `ib. iii. 4`; `Marou, op. cit., ii. 5`, `Marou, as above, p. 9`, `Marou, ibid. ii. 5`
    6. a periodical and its day, without a place: `"Beacon," sitting of May 3, 1790`
    7. an archive and its shelf mark: `Archives of Velm, AF II. 45`
A place or a day must end it: a sentence that only names a book cites nothing.

    >>> [(start, end, (reference,))] = find_old_notes("[3] Tell, Long Siege, vol. ii. p. 9.")
    >>> start, end, reference.authors, reference.title, reference.pages
    (4, 35, ('Tell',), 'Long Siege', '9')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhkit.author_names import invert_name, is_person_name
from dhkit.lexicons import common_words, given_name_sexes, title_words
from dhkit.names import TITLES
from dhkit.old_places import Place, find_places
from dhkit.references import Reference, short_title
from dhkit.text import fold

_NUMBER = re.compile(
    r"\s*(?:\[(?:Footnote )?(?:\d{1,4}|[A-Z]|[*†‡])?(?:\]|:)\.?|\[Footnote:?|"
    r"\(?\d{1,4}\)?\.? ?(?:\((?:return|back)\))?|[*†‡§¶]{1,3}) ?\[?\s*"
)
_STOPS = re.compile(
    r";\s|(?<=[.)?!\"\d]) ?(?:--|[—–]) ?|\s(?:--|[—–])\s|\)\.?\s|(?<=[.?!]\")\s(?=[A-ZÀ-Þ])|\s\((?=[^()]+$)|"
    r"(?<=[a-zß-ÿ\"\d)][a-zß-ÿ\"\d)][a-zß-ÿ\"\d)])[.?!]\s(?=[A-ZÀ-Þ\"_])|(?<=[\"_)])[.?!]?\s(?=\")|,?\s&c\.?\s?"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-ZÀ-Þ][a-zß-ÿ]{1,5}|vols?|chap|tom|part|etc|trans|edit|seqq?|ibid|cit|sess)$"
)
_LEAD_IN = re.compile(
    r"(?:(?P<quoted>\b(?:[Qq]uoted|[Cc]ited) (?:in|by|from))|"
    r"\b(?:[Ss]ee(?: also| further| especially| too)?|[Cc]f\.|[Cc]ompare(?: also)?|[Vv]ide|[Cc]onsult|also|"
    r"[Aa]ccording to|[Pp]refixed to|[Tt]ranslated into|"
    r"(?:[Gg]iven|(?:[Rr]e)?[Pp]rinted|[Pp]ublished|[Rr]eported|[Ee]xcerpted|[Rr]elated|[Ff]ound|[Tt]old) (?:in|by)))"
    r"[:,]? (?=[A-ZÀ-Þ\"_'\d]|de |d'|von |van |ib|les? )"
)
_WEAK = re.compile(r"(?:^|\s|\()(?:in(?: (?:his|her|their|the))?|from|by|and)\s(?=[A-ZÀ-Þ\"_])")
_RANKS = (
    "M MM Mme Mlle Mr Mrs Dr Rev Abbé Marquis Marquise Vicomte Comte Comtesse Duc Duchesse Baron Baroness Madame Madam"
)
_RANK = rf"(?:(?:{'|'.join(sorted({*TITLES, *_RANKS.split()}))})(?:\. ?| )(?:the )?)"
_PART = r"(?:[Dd]e(?: la)?|[Dd]u|[Dd]es|d'|[Ll]a|[Ll]e|[Vv]on|[Vv]an(?: der| den)?|di|da)"
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]*\.?"
_NAME = rf"{_RANK}{{0,2}}(?:{_PART} ?)?{_CAPITAL}(?: (?:{_PART} ?)?{_CAPITAL}){{0,3}}"
_AUTHORS = rf"(?P<authors>{_NAME}(?:,? (?:and|et|&) {_NAME})?)"
_MARKED = r"(?:\"(?P<quoted>[^\"]{2,160}?)[,.]?\"|_(?P<italic>[^_]{2,160}?)[,.:]?_)"
_BY = rf"(?:,? (?:by|par) (?:the )?(?P<by>{_NAME}))?"
_OWNED = r"(?:Memoirs?|Mémoires|Letters|Lettres|Correspondence|Diary|Recollections|Souvenirs|Works|Œuvres)"
_TITLE = r"[^;\"_]{2,110}"
_HALF_A_TITLE = re.compile(  # *Rising at Velm: The Weaving Republic*, where a subtitle follows a colon
    r"[A-ZÀ-Þ][a-zß-ÿ'’-]+(?: (?:at|in|of|on|for|and|the|a|an|from|to|[A-ZÀ-Þ][a-zß-ÿ'’-]+))+: [A-ZÀ-Þ]"
)
_SHORT = r"(?P<short>[Ii]b(?:id(?:em)?)?\b\.{0,2}|[Ii]d(?:em)?\.)"
_AFORE = r"(?P<afore>[Oo]p\. ?[Cc]it\.?|[Ll]oc\. ?[Cc]it\.?|l\. ?c\.|as above|ubi supra|[Uu]t supra|supra)"
_IMPRINT = re.compile(
    r"[,.]? ?\((?:[^()]{0,60}\W)?(?P<year>1[5-9]\d\d)[^()]{0,30}\),?$|"
    r"(?:,|(?<=,\")) (?:[A-ZÀ-Þ][\w.-]+,? ){0,2}(?P<bare>1[5-9]\d\d),?$"
)
_IMPRINT_AFTER = re.compile(r",? \((?:[^()]{0,60}\W)?(1[5-9]\d\d)\)|, [A-ZÀ-Þ][\w-]+,? (1[5-9]\d\d)(?=[.;]|$)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Fév|Avr|Mai|Juin|Juil|Août|Déc)[a-zé]*\.?"
_NTH = r"\d{1,2}(?:st|nd|d|rd|th|er)?"
_DAY = (
    rf"(?:{_MONTH} {_NTH}(?:,? (?:and )?\d{{1,2}}){{0,4}},? (?P<year>1[5-9]\d\d)|"
    rf"{_NTH} {_MONTH},? (?P<later>1[5-9]\d\d))"
)
_PERIODICAL = re.compile(
    rf"(?:{_MARKED}|(?P<plain>(?!See )(?:The |Le |La |Les )?{_CAPITAL}(?: (?:de |of |du |des )?{_CAPITAL}){{0,3}}))"
    rf"(?: [Nn]ewspaper)?,? (?:(?:[Nn]os?\. ?\d+|sitting of|[Ss]éance du|du|of|for),? )*{_DAY}"
    r"(?:,? pp?\. ?(?P<pages>\d+))?"
)
_ARCHIVE = re.compile(
    r"\"?(?P<mark>(?:Archives|Arch\.)(?: (?:[Nn]ationales|de|du|des|d'|of|the|[A-ZÀ-Þ][\w-]*\.?)){1,5},?\"?,? "
    r"(?P<shelf>[A-Z]{1,4}(?:[,.]? ?[IVX]+(?![a-z]))?[.,]* ?\d+(?:[,.] ?\d+)*))(?![\w-])"
)
_SINGLE_QUOTED = re.compile(r"(?<=[ (])'([A-ZÀ-Þ][^'\"]{2,80})'(?=[ ,.;:)])")
_LONGEST_PERIODICAL = 8  # words
_HEADS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_AUTHORS},? )?{_SHORT}(?:,? [A-ZÀ-Þ][a-zß-ÿ]+)?",
        rf"{_SHORT},? {_MARKED}",
        rf"{_AUTHORS},? {_AFORE}",
        rf"{_AUTHORS}(?:[,:]? (?:on |in (?:his |her |the )?)?|['’]s? ){_MARKED}{_BY}(?:[,. (].{{0,60}})?",
        rf"(?:The |Les? |La )?{_MARKED}{_BY}(?:,.{{0,40}}| Newspaper)?",
        rf"(?P<title>{_OWNED} (?:of|de|d'|du|des) (?P<owner>{_NAME}))",
        rf"(?P<title>[A-ZÀ-Þ]{_TITLE}?),? by (?P<by>{_NAME})",
        rf"(?P<authors>{_NAME})['’]s? (?P<title>[A-ZÀ-Þ]{_TITLE})",
        rf"{_AUTHORS}[,:] ?(?P<title>(?:[A-ZÀ-Þ]|\d|l'|les? ){_TITLE})",
        rf"{_AUTHORS}",
        rf"(?P<title>(?:[A-ZÀ-Þ]|L'){_TITLE})",
    )
)
_SENTENCE_WORDS = frozenset("is are was were has have had be been that which who whom not will would says said".split())
_LONGEST = 14  # words of a title without marks


def find_old_notes(text: str) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    """Yield start, end and reference of each citation of a note, none inside another."""
    text = _SINGLE_QUOTED.sub(r'"\1"', text)
    opening = match.end() if (match := _NUMBER.match(text)) else 0
    found: list[tuple[int, int, tuple[Reference, ...]]] = [
        (match.start(), match.end(), (reference,))
        for match in _PERIODICAL.finditer(text)
        if (reference := _periodical(match))
    ]
    for match in _ARCHIVE.finditer(text):
        mark = Reference("archive", title=match["mark"].replace('"', ""))
        found.append((match.start(), match.end(), (mark,)))
    boundary = opening
    for place in find_places(text):
        begin = max([boundary, *(end for start, end, _ in found if end <= place.start)])
        if any(start < place.end and place.start < end for start, end, _ in found) or begin > place.start:
            continue
        if cited := _before(text, begin, place):
            found.append(cited)
            boundary = cited[1]
        else:
            boundary = place.end
    for match in re.finditer(r"(?:(?<=: )|(?<=; )|(?<=-- )|^)Ibid\.?(?=\]?$|;| --)", text[opening:]):
        start, end = opening + match.start(), opening + match.end()
        if not any(first < end and start < last for first, last, _ in found):
            found.append((start, end, (Reference("short", short="ibid."),)))
    yield from sorted(found, key=lambda f: f[0])


def _periodical(match: re.Match[str]) -> Reference | None:
    title = (match["quoted"] or match["italic"] or match["plain"] or "").strip()
    words = [fold(w) for w in title.split()]
    if len(words) > _LONGEST_PERIODICAL:
        return None
    if match["plain"] and not any(title_words().get(w) == "periodical" for w in words):
        return None
    return Reference("periodical", title=title, year=match["year"] or match["later"], pages=match["pages"] or "")


def _before(text: str, begin: int, place: Place) -> tuple[int, int, tuple[Reference, ...]] | None:
    """Read the work that stands before a place: the whole stretch, or what follows a word like *see*."""
    start = max([begin, *_stops(text, begin, place.start)])
    head = text[start : place.start]
    head = head[len(head) - len(head.lstrip(" ,.;:)([")) :] if head.strip() else ""
    start = place.start - len(head)
    leads = list(_LEAD_IN.finditer(_masked(head)))
    quoted = bool(leads and leads[-1]["quoted"])
    starts = [leads[-1].end()] if leads else [0]
    colon = head.find(": ", starts[0])
    if colon > 0 and not _authors(head[starts[0] : colon]) and not _HALF_A_TITLE.fullmatch(head, starts[0], colon + 3):
        starts = [colon + 2]  # *Article VI.: Tell's Treaties*
    starts += [m.end() for m in _WEAK.finditer(_masked(head)) if m.end() > starts[0]]
    starts += [m.end() for m in re.finditer(r"[:,(] ?(?=[A-ZÀ-Þ\"_])", _masked(head)) if m.end() > starts[0]]
    first, *others = starts
    for at in (first, *sorted(others)):
        if reference := _read(head[at:], place, opens=at == first):
            end, year = place.end, reference.year
            if text[end : end + 1] == ")" and text[place.start - 1 : place.start] == "(":
                end += 1
            if not year and (after := _IMPRINT_AFTER.match(text, end)):
                end, year = after.end(), after[1] or after[2]
            whole = Reference(
                reference.form, reference.authors, reference.title, year, pages=place.pages, volume=place.volume,
                short=reference.short, quoted=quoted,
            )  # fmt: skip
            return start + at, end, (whole,)
    return None


def _masked(text: str) -> str:
    """Hide what stands inside quotation marks and italics, so that no stop is found there."""
    return re.sub(r"\"[^\"]{2,160}\"|_[^_]{2,160}_", lambda m: m[0][0] + "x" * (len(m[0]) - 3) + m[0][-2:], text)


def _stops(text: str, begin: int, end: int) -> Iterator[int]:
    """Yield where a new stretch begins: behind stops, but not behind an abbreviation or the brackets of an imprint."""
    masked = _masked(text[begin:end])
    for match in _STOPS.finditer(masked):
        before = masked[: match.start()]
        if not masked[match.end() :].strip():
            continue
        if match[0].startswith(")") and re.search(r"\([^()]*1[5-9]\d\d,?$", before):
            continue
        if match[0][0] in ".?!" and _ABBREVIATED.search(before):
            continue
        yield begin + match.end()


def _read(head: str, place: Place, *, opens: bool) -> Reference | None:
    """Read the work before a place; a stretch that is no reference from end to end is none."""
    head = (
        head.strip(" ,.:;(") if not re.search(r"(?:[Cc]it|[Ii]b(?:id)?|\bl\. c)\.+[ ,(]*$", head) else head.strip(" ,(")
    )
    year = ""
    if imprint := _IMPRINT.search(head):
        year, head = imprint["year"] or imprint["bare"], head[: imprint.start()].strip(" ,.")
    head = re.sub(
        r",? (?:tr|trans|ed|edit)\. [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+)*$|,? \(?\d\w+ ed(?:it|ition)?\.?\)?$", "", head
    )
    for words in dict.fromkeys((head, head.replace("_", ""))):  # a title may be in italics in part
        for number, pattern in enumerate(_HEADS):
            match = pattern.fullmatch(words)
            if match and (reference := _reference(number, match, place, year, opens=opens)):
                return reference
    return None


def _reference(number: int, match: re.Match[str], place: Place, year: str, *, opens: bool) -> Reference | None:
    groups = match.groupdict()
    authors = _authors(groups.get("authors") or groups.get("owner") or groups.get("by") or "")
    if groups.get("authors") and not authors:
        return None
    if groups.get("short") or groups.get("afore"):
        return Reference("short", authors, short="op. cit." if authors else "ibid.")
    title = groups.get("quoted") or groups.get("italic") or ""
    if groups.get("italic") and not authors and " " not in title and (named := _authors(title)):
        return Reference("footnote", named, year=year)  # a name in italics
    if title and len(title.split()) > (_LONGEST if authors else _LONGEST - 2):
        return None  # words that are quoted, no title
    if title:
        return Reference("footnote" if authors else "title", authors, short_title(title), year)
    if place.bare:
        return None  # a number behind plain words is no page
    title = (groups.get("title") or "").strip(" ,.:")
    if title and (
        not _is_title(title)
        or (number == len(_HEADS) - 1 and (", in " in title or not _begins_title(title, opens=opens)))
    ):
        return None
    if number == len(_HEADS) - 2 and (not _is_author(groups["authors"]) or not (place.volume or place.pages or opens)):
        return None
    return Reference("footnote" if authors else "title", authors, short_title(title) if title else "", year)


def _authors(text: str) -> tuple[str, ...]:
    """Split authors and put each into the order of a bibliography, without ranks and a particle that stands alone."""
    names = []
    for part in filter(None, re.split(r",? (?:and|et|&) ", text)):
        bare = re.sub(rf"^{_RANK}+|['’]s?$", "", part) or part
        if re.fullmatch(r"(?:[Dd]e|von|Von) \S+", bare):
            bare = bare.split(" ", 1)[1]
        if any(_is_no_name(w) for w in bare.split()) or not is_person_name(
            re.sub(rf"^{_PART} ?(?=[A-ZÀ-Þ])", "", bare)
        ):
            return ()
        names.append(invert_name(bare))
    return tuple(names)


def _is_no_name(word: str) -> bool:
    """Say whether a capitalised word is none of a name: a title's, a number, *Ibid.*, *Art.*."""
    return fold(word) in title_words() or bool(
        re.fullmatch(
            r"[IVXLC]{2,}\.?|(?:Art|No|Vol|Ib|Ibid|Id|Idem|See|Cf|Vide|Compare|Also|And|The|In|On|At|For|From|By|Of|To|This|That)\.?",
            word,
        )
    )


def _is_author(text: str) -> bool:
    """Say whether capitalised words alone are an author: no abbreviated word, not a ruler's given name."""
    words = text.split()
    if any(re.fullmatch(r"[IVXLC]{2,}\.?", w) for w in words[1:]):
        return False
    if len(words) > 1 and all(fold(w) in common_words() for w in words):
        return False
    if any(re.fullmatch(r"[A-ZÀ-Þ]\w{2,}\.", w) and not re.fullmatch(rf"{_RANK}", w + " ") for w in words):
        return False
    return not (len(words) == 1 and fold(words[0]) in given_name_sexes() and words[0] != words[0].upper())


def _is_title(title: str) -> bool:
    if not _SENTENCE_WORDS.isdisjoint(title.split()) or re.match(r"(?:See|Cf\.|Compare|Vide|Also|And|But|For) ", title):
        return False
    return len(title.split()) <= _LONGEST and title.count("(") == title.count(")")


def _begins_title(title: str, *, opens: bool) -> bool:
    """Say whether words without marks are a title: a word like *History* opens it, or one is abbreviated."""
    words = [w.strip(".,") for w in re.sub(r"['’]s\b|--", " ", title).split()]
    known = any(fold(w) in title_words() for w in words)
    small = [w for w in words if w[:1].islower()]
    return known or (opens and len(words) >= 2 and len(small) <= (len(words) + 1) / 2 and len(words) <= 9)
