"""Extract rules: what compiled quotations and the lines that name their sources look like.

Owns the layout rules of compilations: citation lines, sources in prose, and the joining of an extract's paragraphs to
the line below them. In comes a `Draft`, whose paragraphs the rules label.
"""

from __future__ import annotations

import re

from dhkit.drafts import Draft
from dhkit.text import MONTHS

_PAGE_END = re.compile(
    r"(?:\b(?:pp?|pages?|[Vv]ol|ch|с|стр)\b\.?\s*[\divxlc]+(?:\s*[-–,&]\s*[\divxlc]+)*|[\w.,]\s+\d{1,4}(?:\s*[-–]\s*\d{1,4})?|\b[cC©]?\d{4})\.?$"
)
_CONNECTING = frozenset("and of the for on in de van von du la le der den ed eds editor by".split())
_SOURCE_LINE = re.compile(
    r"(?:Statement|Speech|Address|Letter|Interview|Report|Testimony|Message|Telegram|Memorandum|Remarks?|Declaration|Appeal|Diary|Quoted|Cited|From|Source)\b.*\b(?:by|from|of|with|to|at|in|regarding)\b.*"
)
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATED = re.compile(
    rf"{_MONTH} \d{{1,2}}, \d{{4}}:\s|"
    rf"(?:\d{{1,2}} )?(?:{_MONTH}|Spring|Summer|Autumn|Winter)?\s*\d{{3,4}}\b[^.!?]{{0,40}}:\s|\d{{4}}[,:]\s"
)
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")


def is_citation_line(text: str) -> bool:
    """Say whether a line is a bibliographic reference: an author opens it, a page, volume or year ends it.

    >>> is_citation_line("Marou, Ilse. The Long Siege. Vienna: Adler, c1931, p. 12-14")
    True
    >>> is_citation_line("In 1911 he left the harbour, and came back only in 1913")
    False
    """
    text = re.sub(r"\s*\[[^\]]*\]$", "", text)  # what the compiler adds in brackets: where else it can be read
    if (
        not 15 < len(text) <= 280
        or "\n" in text
        or not (text[0].isupper() or re.match(r"(?:van|von|de|der|den|du|la|le|di|da) ", text))
        or not _PAGE_END.search(text)
        or not _opens_with_author(text)
    ):
        return False
    separators = len(re.findall(r"[.,:;]\s", text))
    has_year = bool(re.search(r"\b[cC©]?(1[5-9]|20)\d\d\b", text))
    ends_in_year = bool(re.search(r",\s*[cC©]?(?:1[5-9]|20)\d\d\.?$", text))
    has_page = bool(re.search(r"\b(?:pp?|pages?|с)\b\.?\s*[\divxlc]+|\s\d{1,3}\.?$", text))
    return separators >= 3 and (
        (has_year and has_page) or (has_page and separators >= 4) or (ends_in_year and ":" in text)
    )


def _opens_with_author(text: str) -> bool:
    """Say whether a line opens with names: up to the first stop after a full word, nearly all words are capitalised."""
    opening = re.match(r".{2,120}?[^\W\d_]{3,}\)?[.,;](?=\s)", text)
    if not opening:
        return False
    words = [w for w in re.findall(r"[^\W\d_][\w'’]*", opening.group()) if w not in _CONNECTING]
    return bool(words) and sum(w[0].isupper() for w in words) == len(words) <= 14


def label_citation_lines(draft: Draft) -> None:
    """Label the citation line under an extract."""
    for i in draft.open():
        if is_citation_line(draft.paragraphs[i].text):
            draft.label(i, "citation", "citation line")


def label_source_lines(draft: Draft) -> None:
    """Label a source given in prose under an extract: *Statement by …*, one line, no final stop."""
    for i in draft.open():
        text = draft.paragraphs[i].text
        if len(text) < 160 and i and _SOURCE_LINE.fullmatch(text) and not _ENDS_SENTENCE.search(text):
            draft.label(i, "source", "source in prose")


def group_extracts(draft: Draft) -> None:
    """Join paragraphs to the citation line that follows them; two empty lines before it part them from it.

    Paragraphs with no citation line are labelled all the same: their source is not given.
    """
    pending: list[int] = []
    for i, paragraph in enumerate(draft.paragraphs):
        if draft.kinds[i] in ("furniture", "title"):
            pending = []
            continue
        if paragraph.blank_before >= 2:
            pending = []
        if not draft.kinds[i]:
            kind = "chronology" if _DATED.match(paragraph.text) else "extract"
            draft.label(
                i,
                kind,
                "dated line" if kind == "chronology" else "compiled extract",
                group=pending[0] if pending else i,
            )
            pending.append(i)
        elif draft.kinds[i] in ("citation", "source"):
            draft.groups[i] = pending[0] if pending else i
            pending = []
