"""Front matter: what a book prints around its text: imprint, table of contents, arguments of chapters, index.

Owns four layout rules. In comes a `Draft`, whose paragraphs the rules label; headings are `book_rules`, and who
translated or introduced the book is `title_pages`.
    1. **title page**: before the first prose, lines that name press, year, edition, volume, or a hand of the book; they
       are headings, though some are set in
    2. **contents**: under a heading that says so, whatever is set as a list, to the heading above the first prose
    3. **arguments**: right below the heading of a chapter, what it is about, in capitals or as a run of short phrases
    4. **index**: under a heading that says so, lines that end in pages
"""

from __future__ import annotations

import re

from dhkit.book_rules import is_inset
from dhkit.drafts import Draft
from dhkit.paragraphs import Paragraph

_TITLE_WORDS = 10
_TITLE_PAGE = 40  # paragraphs in which a title page has ended
_IMPRINT = re.compile(
    r"(?:by|from the pen of)[:,]?|(?:author|editor|translator) of\b.*|"
    r".*\b(?:one|two|three|four|five|six|ten|\w+ty|\d+) (?:vols?\b|volumes\b).*|"
    r"(?:vol|volume|tome)\.? ?(?:[ivxlc\d]+|the \w+|one|two|three|first|second|third)\W*|"
    r"(?:now )?(?:first )?(?:translated|edited|re-?edited|abridged|revised|annotated|selected|arranged|collected|"
    r"illustrated)\b.*|with (?:an? |the |some |numerous |many |\w+ |notes).*|"
    r"from (?:unpublished|original|authentic|the \w+ of|the (?:\w+ )?[a-z]+(?:n|ch|sh|ese))\b.*|"
    r"(?:the )?(?:\w+ )?(?:edition|impression|thousand|printing)\b.*|.*\b(?:copyright|all rights reserved|"
    r"entered according|printed (?:by|in|at|and|for)|published (?:by|in|at)|publishers?|booksellers?|"
    r"(?:university|clarendon) press|& ?(?:co|sons?|brothers)\b|and (?:co\.|company|sons?\b)|co(?:mpany)?\.?$)[^\n]*|"
    r"(?:[a-z .,'’&:-]+[,:.;]? )?\W*(?:1[5-9]\d\d|20[0-2]\d|m[dclxvi]{3,})\W*|"
    r"(?:london|paris|new york|boston|philadelphia|chicago|dublin|edinburgh|glasgow|oxford|cambridge|leipzig|berlin|"
    r"toronto|melbourne)\b[^a-z]{0,3}(?:[:,.].*|\W*)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+(?:the\s+)?[^\n]{3,70}", re.IGNORECASE)
_BOXED = re.compile(r"[+|*=#-][-=+*]{8,}.*[-=+*]{8,}[+|*=#-]?", re.DOTALL)
_CONTENTS = re.compile(
    r"(?:table of )?contents(?: of [^\n]{1,40})?\W*|list of (?:illustrations|plates|maps)\W*", re.IGNORECASE
)
_INDEX = re.compile(r"(?:general |analytical |alphabetical )?index(?: of [^\n]{1,40})?\W*", re.IGNORECASE)
_ENTRY = re.compile(r"(?:,|\s)\s?(?:\d{1,4}(?:\W+\d{1,4})*|_?idem_?)\W*$")
_PAGE_AT_END = re.compile(r"(?m)(?:\s{2,}|\s\||\. ?\.|,\s|\t)\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\W+(?:\d{1,4}))*\W*$")
_JOINED = re.compile(r"\w\W{0,2}(?:--|[—–])\W?[A-ZÀ-Þ0-9]")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]_]*$")
_PHRASE = 6.5  # words of a phrase of an argument, on the average; sentences of prose are longer
_HEADINGS = 8  # lines between a table of contents and the text
_LONGEST_ARGUMENT = 250  # words


def label_title_pages(draft: Draft) -> None:
    """Label the lines of a title page as headings, set in or not: press, year, edition, by whom."""
    for i, p in enumerate(draft.paragraphs[:_TITLE_PAGE]):
        if draft.kinds[i] == "furniture":
            continue
        if draft.rules[i].startswith("marked up") and draft.kinds[i] in ("title", "heading"):
            if _CONTENTS.fullmatch(p.text):
                return
            continue
        if draft.kinds[i] or _is_prose(p) or _CONTENTS.fullmatch(p.text):
            return
        if _BOXED.fullmatch(p.text):
            draft.label(i, "furniture", "title page")
            continue
        lines = [line.strip(" _*") for line in p.text.split("\n")]
        whole = " ".join(lines)
        if all(_IMPRINT.fullmatch(line) for line in lines) or _IMPRINT.fullmatch(whole) or _BYLINE.fullmatch(whole):
            draft.label(i, "heading", "title page")
        elif is_inset(p) and whole.isupper() and len(whole.split()) <= 20:
            draft.label(i, "heading", "title page")
        elif i and draft.rules[i - 1] == "title page" and re.search(r"(?i)\bby\W*$", draft.paragraphs[i - 1].text):
            draft.label(i, "heading", "title page")  # the name below a line that is only *by*
        elif len(whole.split()) > _TITLE_WORDS and whole.rstrip().endswith((".", "!", "?")) and not whole.isupper():
            return  # a sentence: the text has begun


def _is_prose(p: Paragraph) -> bool:
    """Say whether a paragraph is running text: some lines, sentences, no list."""
    words = len(p.text.split())
    return words > 25 and bool(_ENDS_SENTENCE.search(p.text)) and not _BOXED.fullmatch(p.text) and not _is_listed(p)


def _is_listed(p: Paragraph) -> bool:
    """Say whether a paragraph is set as a list: pages at line ends, phrases joined by dashes, or short phrases."""
    lines = p.text.split("\n")
    if sum(bool(_PAGE_AT_END.search(line)) for line in lines) * 4 >= len(lines) or _PAGE_AT_END.search(p.text):
        return True
    return _is_run_of_phrases(p.text)


def _is_run_of_phrases(text: str) -> bool:
    words = len(text.split())
    joints = len(_JOINED.findall(" ".join(text.split())))
    if joints >= 2 and words / (joints + 1) <= 14:
        return True
    phrases = [s for s in re.split(r"[.;]\W+(?=[A-ZÀ-Þ0-9])", text) if s.strip()]
    return len(phrases) >= 3 and words / len(phrases) <= _PHRASE and not re.search(r"[\"“”]", text)


def label_contents_lists(draft: Draft) -> None:
    """Label a table of contents in whatever form, from its heading to the headings above the first prose."""
    for start, p in enumerate(draft.paragraphs):
        if draft.kinds[start] not in ("", "heading") or not _CONTENTS.fullmatch(p.text.strip(" _")):  # marked up or not
            continue
        seen: set[str] = set()
        end = start + 1
        while end < len(draft.paragraphs):
            q = draft.paragraphs[end]
            key = re.sub(r"\W*(?:PAGE)?\W*$", "", " ".join(q.text.split()).casefold())
            listed = _is_listed(q)
            if _is_prose(q) or (key in seen and not listed and _continues_to_prose(draft, end)):
                break
            if not _PAGE_AT_END.search(q.text):
                seen.add(key)
            end += 1
        if end == len(draft.paragraphs):
            continue
        least = max(start + 1, end - _HEADINGS)
        while end > least and _is_line(draft.paragraphs[end - 1]):
            end -= 1
        draft.label(start, "heading", "parts of a book")
        for i in range(start + 1, end):
            draft.label(i, "furniture", "contents of a book")


def _is_line(p: Paragraph) -> bool:
    """Say whether a paragraph may be a heading: a line or two, and no entry with a page."""
    listed = (p.indent >= 2 and not p.text.isupper()) or re.match(r"[*•·-]\s", p.text)
    return (
        len(p.text.split()) <= 14 and not listed and not _PAGE_AT_END.search(p.text) and not _is_run_of_phrases(p.text)
    )


def _continues_to_prose(draft: Draft, i: int) -> bool:
    """Say whether a heading that comes a second time opens the text: prose stands a few paragraphs below it."""
    for p in draft.paragraphs[i + 1 : i + 7]:
        if _is_prose(p):
            return True
        if _PAGE_AT_END.search(p.text):
            return False
    return False


def label_arguments(draft: Draft) -> None:
    """Label what a chapter is about, right below its heading: in capitals, or a run of short phrases."""
    for i in draft.open():
        p = draft.paragraphs[i]
        if i == 0 or len(p.text.split()) > _LONGEST_ARGUMENT or not _is_headed(draft, i):
            continue
        if _is_run_of_phrases(p.text):
            draft.label(i, "abstract", "argument of a chapter")
        elif is_inset(p) and p.text.upper() == p.text and len(re.findall(r"[^\W\d_]", p.text)) > 2:
            draft.label(i, "abstract" if p.text.count("\n") > 1 else "heading", "argument of a chapter")


def _is_headed(draft: Draft, i: int) -> bool:
    before = draft.paragraphs[i - 1]
    if draft.rules[i - 1] == "argument of a chapter" or draft.kinds[i - 1] == "heading":
        return True
    letters = re.findall(r"[^\W\d_]", before.text)
    capitals = sum(c.isupper() for c in letters) * 20 >= len(letters) * 19
    return not draft.kinds[i - 1] and len(letters) > 2 and capitals and len(before.text.split()) <= 20


def label_indexes(draft: Draft) -> None:
    """Label the entries of an index: below a heading that says so, paragraphs that end in pages, and single letters."""
    inside = False
    for i, p in enumerate(draft.paragraphs):
        if _INDEX.fullmatch(p.text.strip(" _")):
            inside = i * 2 > len(draft.paragraphs)
        elif inside and (len(p.text.strip(" .")) == 1 or _ENTRY.search(p.text)):
            draft.label(i, "furniture", "index")
        elif inside and _is_prose(p) and draft.rules[i - 1] == "index":
            inside = False
