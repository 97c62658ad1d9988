"""Inset rules: letters, resolutions and examinations that a book prints whole, told by their form alone.

Owns four layout rules. A **letter** has date or salutation at its head and a name, set to the right or in capitals,
at its foot; its paragraphs need not be set in. **Closings** are name, place and date below a preface. An
**examination** is a run of turns whose speakers stand before them, in italics or as a single letter (*Q.*, *A.*). A
**resolution** is a run of paragraphs that begin with *Whereas* or *Resolved*. In comes a `Draft`, whose paragraphs the
rules label; who speaks is `base_voices`.
"""

from __future__ import annotations

import re
from collections import Counter

from dhkit.author_names import is_person_name
from dhkit.book_rules import INSET
from dhkit.drafts import Draft
from dhkit.paragraphs import Paragraph
from dhkit.text import MONTHS
from dhkit.title_pages import INITIALS, clean_name

EXAMINED = "turn of an examination"
LONGEST_LETTER = 20
"""Paragraphs between the head and the foot of a letter; a longer one is a chapter."""

_SET_RIGHT = 24  # code points of indent: a date or a signature, hardly an extract
_DATED = re.compile(rf"[^.!?]{{0,60}}?\b(?:{'|'.join(MONTHS)})\b[^.!?]{{0,20}}\.?|[^.!?]{{0,40}}\b1[5-9]\d\d\.?")
_SALUTATION = re.compile(
    r"[\"“]?_?(?:(?:my|dear|honou?red|sir|sire|madam|madame|monseigneur|monsieur|messieurs|gentlemen|citizens?|lords?|"
    r"excellency|your)\b[\w' ]{0,40})(?:,|:|--|[—–]|\.--)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:I am|I remain|[Yy]ours?|[Bb]elieve me|[Ff]arewell|obedient|faithful|affectionate\w*|servant|friend)\b"
)
_RESOLVES = re.compile(r"[\"“_]*(?:WHEREAS|Whereas|RESOLVED|Resolved|BE IT|Be it)(?![a-z])")
_TURN = re.compile(
    r"(?:_(?P<name>[A-ZÀ-Þ][^_\n]{0,40}?)(?:[.:]_\s?[.:—–-]{0,3}|_\s?[.:—–-]{1,3})|"
    r"(?P<letter>[QA])\.(?:\s?(?:--|[—–]))?|"
    r"(?P<plain>(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3}?)(?::|\.\s?(?:--|[—–]))|"
    r"(?P<capitals>[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{1,30})[.:])\s*(?=\S)"
)


def label_letters(draft: Draft) -> None:
    """Label letters from the date or salutation at their head to the name at their foot, which says whose they are."""
    for j, p in enumerate(draft.paragraphs):
        closed = _is_free(draft, j) and _is_below_closing(draft, j)
        if not (closed or (_is_free(draft, j) and _is_signature(p))):
            continue
        head = None
        for i in range(j - 1, max(-1, j - LONGEST_LETTER), -1):
            if draft.kinds[i] in ("footnote", "furniture"):
                continue  # the letter goes on overleaf
            if (
                _is_free(draft, i)
                and _is_head(draft.paragraphs[i])
                and not (closed and _CLOSING.search(draft.paragraphs[i].text))
            ):
                head = i
            if head or not _is_free(draft, i) or _is_signature(draft.paragraphs[i]):
                break
        if head is None or j - head < 2:
            continue
        while _is_free(draft, head - 1) and _is_head(draft.paragraphs[head - 1]):
            head -= 1
        for i in (i for i in range(head, j + 1) if _is_free(draft, i)):
            draft.kinds[i], draft.rules[i], draft.groups[i] = "extract", INSET, head


def label_closings(draft: Draft) -> None:
    """Label what is set in below the last paragraph of a part, who wrote it, where and when: its words."""
    i = 1
    while i < len(draft.paragraphs):
        end = i
        while end < len(draft.paragraphs) and not draft.kinds[end] and _closes(draft.paragraphs[end]):
            end += 1
        before = draft.paragraphs[i - 1]
        follows = end == len(draft.paragraphs) or draft.kinds[end] in ("heading", "furniture")
        if (
            end > i
            and follows
            and not _is_of_letter(draft, i)
            and not draft.kinds[i - 1]
            and before.indent < 2
            and before.lines > 1
        ):
            for j in range(i, end):
                draft.label(j, "paragraph", "closing line")
        i = max(end, i + 1)


def _is_of_letter(draft: Draft, i: int) -> bool:
    """Say whether a letter has begun above, which the line would sign."""
    for j in range(i - 1, max(-1, i - LONGEST_LETTER), -1):
        if draft.kinds[j] == "heading":
            return False
        if _is_head(draft.paragraphs[j]):
            return True
    return False


def _closes(p: Paragraph) -> bool:
    text = p.text.strip(' _"“”.—–-')
    if p.lines > 2 or p.indent < 2 or not text or len(text.split()) > 8:
        return False
    return bool(INITIALS.fullmatch(f"{text}.") or _DATED.fullmatch(text) or is_person_name(clean_name(text)))


def _is_free(draft: Draft, i: int) -> bool:
    """Say whether a paragraph has no label but that of an inset, which a letter may take over."""
    return i >= 0 and (not draft.kinds[i] or draft.rules[i] == INSET)


def _is_signature(p: Paragraph) -> bool:
    text = p.text.strip(' _"“”.—–-')
    if p.lines > 1 or not text or len(text.split()) > 6 or not is_person_name(clean_name(text)):
        return False
    return p.indent >= _SET_RIGHT or (p.indent >= 2 and text.isupper())


def _is_below_closing(draft: Draft, j: int) -> bool:
    """Say whether a line is a name below *Your obedient servant,*: then it signs, wherever on the page it is set."""
    text = draft.paragraphs[j].text.strip(' _"“”.—–-')
    before = next((i for i in range(j - 1, -1, -1) if draft.kinds[i] not in ("footnote", "furniture")), None)
    above = draft.paragraphs[before].text if before is not None else ""
    return (
        draft.paragraphs[j].lines == 1
        and 0 < len(text.split()) <= 6
        and is_person_name(clean_name(text))
        and len(above.split()) <= 10
        and above.rstrip(" _").endswith(",")
        and bool(_CLOSING.search(above))
    )


def _is_head(p: Paragraph) -> bool:
    text = p.text.strip(' _"“”')
    if p.lines == 1 and p.indent >= _SET_RIGHT and _DATED.fullmatch(text):
        return True
    return bool(_SALUTATION.match(p.text))


def label_resolutions(draft: Draft) -> None:
    """Label a resolution: paragraphs that begin with *Whereas* or *Resolved*, two or more in a row."""
    i = 0
    while i < len(draft.paragraphs):
        end = i
        while end < len(draft.paragraphs) and not draft.kinds[end] and _RESOLVES.match(draft.paragraphs[end].text):
            end += 1
        if end - i > 1:
            for j in range(i, end):
                draft.label(j, "extract", INSET, group=i)
        i = max(end, i + 1)


def label_examinations(draft: Draft) -> None:
    """Label the turns of an examination: three and more in a row, of which two are of one speaker."""
    matches = [_TURN.match(p.text) if not draft.kinds[i] else None for i, p in enumerate(draft.paragraphs)]
    i = 0
    while i < len(matches):
        end = i
        while end < len(matches) and matches[end] is not None:
            end += 1
        names = Counter(m["name"] or m["letter"] or m["plain"] or m["capitals"] for m in matches[i:end] if m)
        if end - i >= 3 and len(names) > 1 and max(names.values()) > 1:
            for j in range(i, end):
                draft.label(j, "extract", EXAMINED, group=j)
        i = max(end, i + 1)
