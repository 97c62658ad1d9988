"""Notes: citations in numbered notes, in the manner of Chicago and its like.

Owns the grammar of a note. In comes the clean text of a note, out come spans with their references; a note may cite
several works, between prose of its own. Which passages are notes is `layouts`; which work is meant is `works`.

Forms:
    1. chapter: `Given Family, "Title," in Book, ed. Given Family (Place: Publisher, 1931), 27`
    2. article: `Given Family, "Title," Journal 12, no. 3 (1974): 211–15`
    3. newspaper: `"Title," The Beacon, 10 November 1911, 1`
    4. book: `Given Family and Given Family, Title: Subtitle, trans. Given Family, vol. 2 (Place: Publisher, 1958), 76`
    5. short title: `Family, Short Title, 99`; `Family and Family, "Short Title," 29`
    6. `Ibid.`, `Ibid., 46`; `Family, op. cit., 12`
    7. a title without author; a newspaper and its day; a letter before the place where it stands
    8. archive: a sentence with a shelf mark, `ABC, fond 21, file 6, fols. 1–14`
Before a reference may stand *see*, *see also*, *compare*, *cf.*, *printed in*, and *quoted in*, which belongs to it;
several are joined by semicolons, by *and*, or by *quoted in*. Prose may stand before the first, up to a semicolon.

    >>> [(start, end, references)] = find_note_citations("3. Tell, Long Siege, 9; see also Ibid., 12.")
    >>> [(r.authors, r.title, r.short, r.pages) for r in references]
    [(('Tell',), 'Long Siege', '', '9'), ((), '', 'ibid.', '12')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dhkit.author_names import is_body_name, split_authors
from dhkit.references import Reference, short_title
from dhkit.text import MONTHS

_NUMBER = re.compile(r"\s*\[?(?:Footnote )?(?:\d{1,4}|[A-Z])?(?:\]|:|\.|\b)\s+|\s*\(\d{1,3}\)\s+|[*†‡§]{1,3}\s*")
_LEAD_IN = re.compile(
    r"(?:(?P<quoted>(?:[Aa]s )?[Qq]uoted (?:in|by|from)|(?:[Aa]s )?[Cc]ited (?:in|by)) |"
    r"(?:[Ss]ee(?: also| further)?|[Cc]ompare|[Cc]f\.|[Ff]or example,?|[Ee]\.g\.,?|[Ff]ollowing|[Ff]rom|"
    r"(?:[Rr]e)?[Pp]rinted in)\s)"
)
_WORD = r"[^\W\d_a-zа-яß-ÿ][\w'’.-]*"
_NAME = (
    rf"(?:(?:de(?: la)?|van(?: de[nr])?|von(?: der)?|du|da|di) )?"
    rf"{_WORD}(?: (?:{_WORD}|de|van|von|der|den|la|le|du|di|al|of|the)){{0,6}}"
)
_AUTHORS = rf"(?P<authors>{_NAME}(?:, {_NAME}){{1,3}},? (?:and|&) {_NAME}|{_NAME}(?:,? (?:and|&) {_NAME}| et al\.)?)"
_QUOTED = r"\"(?P<article>[^\"]{2,200}?)[,.?!]?\""
_IMPRINT = r"\((?P<imprint>[^()]*\b(?:1[5-9]|20)\d\d\b[^()]*)\)"
_PAGE = r"(?:\d+(?:[–-]\d+)?|[ivxlc]+(?:[–-][ivxlc]+)?)"
_PAGES = rf"(?:pp?\. ?)?(?:(?P<part>\d{{1,2}}):)?(?P<pages>{_PAGE}(?:(?:, | and ){_PAGE})*)(?:n\.? ?\d+)?(?![\w(])"
_ROLE = r"(?:, (?:eds?|trans)\.)?"
_HAND = r", (?:(?:eds?|trans|rev|vols?)\.|\d\w+ ed\.|\d+ vols\.)"
_HANDS = rf"(?:{_HAND}(?:(?!{_HAND})[^();\"])*?)*"
_MONTH = "|".join(MONTHS)
_END = r"(?=\s*[.;,)(]|\s*$)"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "chapter",
        re.compile(rf"{_AUTHORS}, {_QUOTED},? in (?P<book>{_WORD}[^();\"]{{2,140}}?) {_IMPRINT}(?:, {_PAGES})?{_END}"),
    ),
    (
        "article",
        re.compile(
            rf"(?:{_AUTHORS}, )?{_QUOTED},? (?P<journal>{_WORD}[^();\",]{{2,80}}?),? "
            rf"(?:vol\. )?\d+(?:, (?:no|nos)\. [\d–-]+)? {_IMPRINT}(?:[:,] {_PAGES})?{_END}"
        ),
    ),
    (
        "newspaper",
        re.compile(
            rf"(?:{_AUTHORS}, )?{_QUOTED},? (?P<journal>{_WORD}[\w' ]{{2,50}}?), "
            rf"(?P<imprint>\d{{1,2}} (?:{_MONTH}) \d{{4}}|(?:{_MONTH}) \d{{1,2}}, \d{{4}})(?:, {_PAGES})?{_END}"
        ),
    ),
    (
        "book",
        re.compile(
            rf"{_AUTHORS}{_ROLE}, (?P<title>[^\W_a-z][^();\"]{{1,160}}?){_HANDS}, (?=pp?\.){_PAGES} {_IMPRINT}{_END}"
        ),
    ),
    (
        "book",
        re.compile(
            rf"{_AUTHORS}{_ROLE}, (?P<title>[^\W_a-z][^();\"]{{1,160}}?){_HANDS} {_IMPRINT}"
            rf"(?:, (?:vol\. \d+, )?{_PAGES})?{_END}"
        ),
    ),
    (
        "short title",
        re.compile(
            rf"{_AUTHORS}, (?:{_QUOTED}|(?P<title>(?!(?:{_MONTH})\b){_WORD}[^();\",.\d]{{1,80}}"
            r"(?: (?:in|of|since|after|before) (?:1[5-9]|20)\d\d)?)),? "
            rf"(?!(?:1[5-9]|20)\d\d\b){_PAGES}{_END}"
        ),
    ),
    (
        "book",
        re.compile(rf"(?P<title>{_WORD} [^();\"]{{1,160}}?){_HANDS} {_IMPRINT}, (?:vol\. \d+, )?{_PAGES}{_END}"),
    ),
    (
        "newspaper",
        re.compile(
            rf"(?P<title>(?:The )?{_WORD} {_WORD}(?: {_WORD})?), "
            rf"(?P<imprint>\d{{1,2}} (?:{_MONTH}) \d{{4}}|(?:{_MONTH}) \d{{1,2}}, \d{{4}})"
            rf"(?:, {_PAGES})?(?=\s*[.;]|\s*$)"
        ),
    ),
    ("op. cit.", re.compile(rf"(?:{_AUTHORS},? )?(?P<short>[Oo]p\. ?[Cc]it\.)(?:,? {_PAGES})?{_END}")),
    ("ibid.", re.compile(rf"(?P<short>[Ii]bid(?:em)?\.?)(?:,? {_PAGES})?{_END}")),
)
_SHELF_MARK = re.compile(
    r"(?P<mark>\b[A-ZА-Я][A-ZА-Я]{1,9}(?: \w+)?, "
    r"(?:fond|fund|f\.|box|folder|file|series|RG|record group|Add\.? MSS?|MSS?)\.? ?\d"
    r"[^;]*?)(?:, (?:fols?|ff|pp?|ll?)\.? ?(?P<pages>\d+(?:[–-]\d+)?(?:, \d+(?:[–-]\d+)?)*))?(?=[.;]|$)"
)
_SHORT_MARK = re.compile(  # *ABC, Petitions 9, fol. 71*
    r"(?P<mark>\b[A-ZА-Я][A-ZА-Я]{1,9}, [A-ZА-Я][\w ]{2,50} \d+(?:/\d+)*)"
    r"(?:, (?:fols?|ff|pp?|ll?|sheets?|nos?)\.? ?(?P<pages>\d+(?:[–-]\d+)?(?:, \d+(?:[–-]\d+)?)*))(?=[.;]|$)"
)
# A letter before the place where it is printed or kept: *N to M, 11 January 1864, in Family, Title, 250*.
_LETTER = re.compile(
    rf"(?P<writer>{_NAME}) to (?:the |his |her )?{_NAME}, (?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},)? \d{{4}}, "
    r"(?P<how>(?:quoted |cited |printed )?in )?"
)
_QUOTED_IN = re.compile(rf"(?P<speaker>{_NAME}), (?:as )?(?:quoted|cited) (?:in|by) ")
_PAPER = re.compile(  # *N, smith of Velm, petition of 2 September 1863*
    rf"(?P<writer>{_NAME})(?:, [^,;.]{{2,40}})?, "
    r"(?:affidavit|deposition|diary|letter|memorandum|petition|report|statement|testimony)\b"
)
_SEMICOLON = re.compile(r"\s*;\s+")
_JOINT = re.compile(r"\s*;\s+(?:and\s+)?|,?\s+and\s+|,\s+(?=(?:as\s+)?(?:quoted|cited)\s+(?:in|by)\s)")
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bSt)(?<!\bal)(?<!\bed)(?<!\bno)(?<!\bpp)(?<!\bp)(?<!\bvol)(?<!\beds)(?<!\bfol)(?<!\bfols)(?<!\btrans)(?<!\b[Ii]bid)"
    r"\.\s+(?=[\"A-ZА-Я])"
)


def cites_by_notes(notes: Iterable[str]) -> bool:
    """Say whether notes cite in this manner: three of them at least open with a reference.

    >>> cites_by_notes(["1. Ibid., 4.", "2. Tell, Long Siege, 9.", "3. Tell, Long Siege, 12."])
    True
    """
    opening = 0
    for text in notes:
        start = match.end() if (match := _NUMBER.match(text)) else 0
        opening += any(first <= start + 20 for first, *_ in find_note_citations(text))
    return opening >= 3


def find_note_citations(text: str) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    """Yield start, end and references of the citations of a note; those joined by semicolons are one citation."""
    position = match.end() if (match := _NUMBER.match(text)) else 0
    while position < len(text):
        sentence = _SENTENCE.search(text, position)
        stop = sentence.start() if sentence else len(text)
        yield from _in_sentence(text, position, stop)
        position = sentence.end() if sentence else len(text)


def _in_sentence(text: str, start: int, stop: int) -> Iterator[tuple[int, int, tuple[Reference, ...]]]:
    leads = [m.start() for m in _LEAD_IN.finditer(text, start + 1, stop)]
    after_prose = [m.end() for m in _SEMICOLON.finditer(text, start + 1, stop)]
    for opening in (start, *sorted({*leads, *after_prose})):
        position, first, end, references = opening, -1, opening, []
        while found := _shelf_mark(text, position, stop) or _reference(text, position, stop):
            begin, end, reference = found
            first = begin if first < 0 else first
            references.append(reference)
            following = _JOINT.match(text, end, stop)
            if not following:
                break
            position = following.end()
        if references:
            yield first, end, tuple(references)
            return


def _shelf_mark(text: str, start: int, stop: int) -> tuple[int, int, Reference] | None:
    """Read a shelf mark up to the next semicolon, with what describes the paper before it."""
    semicolon = text.find(";", start, stop)
    end = semicolon if semicolon > 0 else stop
    mark = _SHELF_MARK.search(text, start, end) or _SHORT_MARK.search(text, start, end)
    if not mark:
        return None
    lead = _LEAD_IN.match(text, start, end)
    begin = lead.end() if lead and not lead["quoted"] else start
    writer = _LETTER.match(text, begin, end) or _PAPER.match(text, begin, end)
    said_by = writer["writer"] if writer else ""
    return begin, mark.end(), Reference("archive", title=mark["mark"], pages=mark["pages"] or "", speaker=said_by)


def _reference(text: str, start: int, stop: int) -> tuple[int, int, Reference] | None:
    """Read one reference: where it begins (with *quoted in*, without *see*), where it ends, and what it says."""
    if (letter := _LETTER.match(text, start, stop)) and (found := _reference(text, letter.end(), stop)):
        return start, found[1], replace(found[2], quoted=bool(letter["how"]), speaker=letter["writer"])
    if (said := _QUOTED_IN.match(text, start, stop)) and (found := _reference(text, said.end(), stop)):
        return start, found[1], replace(found[2], quoted=True, speaker=said["speaker"])
    lead = _LEAD_IN.match(text, start, stop)
    begin = lead.end() if lead else start
    for form, pattern in _FORMS:
        if match := pattern.match(text, begin, stop):
            quoted = bool(lead and lead["quoted"])
            return (start if quoted else begin), match.end(), replace(_read(form, match), quoted=quoted)
    return None


def _read(form: str, match: re.Match[str]) -> Reference:
    groups = match.groupdict()
    named = re.sub(r",? (?:eds?|trans)\.?$| et al\.$", "", groups.get("authors") or "")
    authors: tuple[str, ...] = (named,) if is_body_name(named) else ()
    if named and not authors:
        authors = tuple(a for part in re.split(r", (?:and |& )?", named) for a in split_authors(part))
    title = short_title(groups.get("article") or groups.get("title") or "").rstrip("?")
    volume = re.search(r"\bvol\. ([\divxlc]+)", match.group())
    imprint = groups.get("imprint") or ""
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", imprint)
    place, colon, publisher = imprint.partition(":")
    return Reference(
        form,
        authors,
        title,
        year.group() if year else "",
        place.strip() if colon and form in ("book", "chapter") else "",
        re.sub(r",?\s*\b(?:1[5-9]|20)\d\d\b.*", "", publisher).strip() if colon and form in ("book", "chapter") else "",
        (groups.get("pages") or "").replace(" and ", ", "),
        groups.get("part") or (volume[1] if volume else ""),
        short={"op. cit.": "op. cit.", "ibid.": "ibid."}.get(form, ""),
    )
