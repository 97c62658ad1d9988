"""Layout rules: what the paragraphs of a kind of document are.

Owns the rules by which a paragraph becomes a heading, an extract, a citation line, a footnote and so on. Rules are
general and reused: a profile (`layout_profiles`) only chooses them. Each rule labels paragraphs that no earlier rule
has labelled; what is left is a plain paragraph. In come `Paragraph`s, out come their kinds and groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhkit.author_names import is_person_name
from dhkit.book_rules import EPIGRAPH_SOURCE, label_marked
from dhkit.drafts import Draft, Profile
from dhkit.paragraphs import Paragraph
from dhkit.readings import Mark
from dhkit.text import MONTHS

_WEB_FURNITURE = re.compile(
    r"leave a (reply|comment)|(one|\d+) thoughts? on\b|fill in your details|you are commenting (using|as)|"
    r"connecting to %s|(wordpress\.com|facebook|google|twitter) (logo|photo|picture)|log (in|out)\b|sign (in|up)\b|"
    r"notify me of|share this|like this|subscribe\b|skip to (main )?content|(this (web)?site|we) uses? cookies|"
    r"accept (all )?cookies|cookies? (policy|settings)|privacy (policy|notice)|%\w bloggers|your email address|"
    r"(previous|next|older|newer) (post|entry)|related( posts)?:?$|posted (in|by|on)\b|tagged\b|search( for)?:?$|"
    r"menu$|©|copyright\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)})\.? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}}\.?$"
)
_KEYWORDS = re.compile(r"(?:Key ?words?|Ключевые слова)\s*:", re.IGNORECASE)
_NOTE = re.compile(r"\[(\d+)\]\.?\s")
_NOTES_HEADING = re.compile(r"(?:end|foot)?notes(?: and references)?\s*:?|references|примечания", re.IGNORECASE)
_LONGEST_EPIGRAPH = 90  # words
_LONGEST_QUOTATION = 12  # paragraphs, where they are not opened anew
_PAGE_REFERENCE_END = re.compile(r"\((?:pp?\.?\s*)?\d+(?:\s*[-–,]\s*\d+)*\)[.,]?[\"”]?(?:\[\d+\])?$|\[\d+\]$")
_BYLINE = re.compile(
    r"(?:By|BY|by) (?!(?:our|an?|the|special) )(?P<name>[^\W\d_][^\n]{0,48} [^\n]{2,48})", re.IGNORECASE
)
_NO_TITLE = re.compile(r"[A-Z][A-Z.'’-]+(?:,? [A-Z][\w.'’-]*)*: |(?:In )?\d{3,4}\b[^:]{0,40}: ")  # a turn; a dated line
_BULLET = re.compile(r"[-–—•*·]\s+")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*(?:\[\d+\])?$")


def label_furniture(draft: Draft) -> None:
    """Label the furniture of a web page: from its first formula at the foot (or to its last at the head) on."""
    hits = [i for i, p in enumerate(draft.paragraphs) if len(p.text) < 160 and _WEB_FURNITURE.match(p.text)]
    total = len(draft.paragraphs)
    foot = next((i for i in hits if i > total / 2 and _all_short(draft.paragraphs[i:])), total)
    head = max((i for i in hits if i < total / 2 and _all_short(draft.paragraphs[: i + 1])), default=-1)
    for i in [*range(head + 1), *range(foot, total)]:
        draft.label(i, "furniture", "web furniture")


def _all_short(paragraphs: list[Paragraph]) -> bool:
    return all(len(p.text) < 220 for p in paragraphs)


def label_title(draft: Draft) -> None:
    """Label the first paragraph as the title if it is short and no sentence."""
    for i in draft.open()[:1]:
        if _is_heading_like(draft.paragraphs[i].text, words=25) and not _NO_TITLE.match(draft.paragraphs[i].text):
            draft.label(i, "title", "first line")


def label_dateline(draft: Draft) -> None:
    """Label a line that is a date and nothing else."""
    for i in draft.open():
        if _DATELINE.match(draft.paragraphs[i].text):
            draft.label(i, "dateline", "date alone")


def label_keywords(draft: Draft) -> None:
    """Label keywords, and the abstract before them: the paragraphs since the start or the last keywords."""
    before: list[int] = []
    for i, paragraph in enumerate(draft.paragraphs):
        if _KEYWORDS.match(paragraph.text):
            for j in before:
                draft.label(j, "abstract", "before keywords")
            draft.label(i, "keywords", "keywords")
            before = []
        elif not draft.kinds[i]:
            before.append(i)


def label_footnotes(draft: Draft) -> None:
    """Label footnotes at the foot of a page: the next number in order, then small print until the page turns."""
    expected = 1
    for i in draft.open():
        paragraph = draft.paragraphs[i]
        if paragraph.number == expected and paragraph.blank_before:
            draft.label(i, "footnote", "numbered foot of page")
            expected += 1


def label_captions(draft: Draft) -> None:
    """Label captions: a few words with no final stop, set apart, where the text before or after goes on."""
    for i in draft.open():
        p = draft.paragraphs[i]
        if (
            not p.blank_before
            or len(p.text.split()) > 25
            or _ENDS_SENTENCE.search(p.text)
            or p.text.endswith((":", ",", "]"))
        ):
            continue
        after = draft.paragraphs[i + 1] if i + 1 < len(draft.paragraphs) else None
        if after and i and after.blank_before == 0 and after.indent:
            draft.label(i, "caption", "set apart at a page's edge")


def label_numbered_headings(draft: Draft) -> None:
    """Label numbered headings: a number in running order, a short line or two, a question or no stop at all."""
    for i in draft.open():
        p = draft.paragraphs[i]
        if (
            p.number is not None
            and p.lines <= 3
            and len(p.text.split()) <= 25
            and (p.text.endswith("?") or not _ENDS_SENTENCE.search(p.text))
            and not re.match(r"\d+[.)]", p.text)
        ):
            draft.label(i, "heading", "numbered heading")


def label_torn_quotations(draft: Draft) -> None:
    """Label quotations printed away from the text: a paragraph that is all quotation, under a numbered heading."""
    under_heading = False
    for i, p in enumerate(draft.paragraphs):
        if draft.rules[i] == "numbered heading":
            under_heading = True
        elif under_heading and not draft.kinds[i] and p.text[0] in '"“':
            draft.label(i, "extract", "torn quotation")
        elif under_heading and not draft.kinds[i]:
            under_heading = False


def label_block_quotations(draft: Draft) -> None:
    """Label block quotations that the sentence before announces with a colon.

    They are one paragraph, or as many as it takes to reach the page or note mark that closes them (at most eight). A
    paragraph that is wholly in quotation marks, after a colon, is one too. So are the paragraphs below one that opens
    with a mark, down to the one that closes it, where no other mark stands between.
    """
    for i in draft.open():
        before = i - 1
        if (
            before < 0
            or draft.kinds[before] not in ("", "paragraph", "bullet")
            or draft.rules[before] == "block quotation"
            or not draft.paragraphs[before].text.rstrip(" —–-").endswith(":")
        ):
            continue
        if draft.kinds[i] or _is_heading_like(draft.paragraphs[i].text, words=12):
            continue
        end = i
        while _is_open(draft.paragraphs[end].text) and end + 1 < len(draft.paragraphs):
            if draft.kinds[end + 1] or draft.paragraphs[end + 1].text[0] not in '"“‘':
                break
            end += 1  # each paragraph opens, only the last closes
        if end == i and _is_open(draft.paragraphs[i].text):
            end = _find_closing(draft, i)
        if re.search(
            r"\(\w*\.?\s*\d+[\d,–\s-]*\):$", draft.paragraphs[before].text
        ):  # the page stands in the announcement: look for a closing mark
            for j in range(i, min(i + 8, len(draft.paragraphs))):
                if draft.kinds[j] or (draft.paragraphs[j].text.endswith(":") and j == i):
                    break
                if _PAGE_REFERENCE_END.search(draft.paragraphs[j].text):
                    end = j
                    break
        for j in range(i, end + 1):
            draft.label(j, "extract", "block quotation", group=i)


def _find_closing(draft: Draft, i: int) -> int:
    """Find the paragraph whose end closes what paragraph `i` opens; `i` if a mark or a heading comes first."""
    for j in range(i + 1, min(i + _LONGEST_QUOTATION, len(draft.paragraphs))):
        marks = re.findall('["“”]', draft.paragraphs[j].text)
        if draft.kinds[j] or len(marks) > 1 or _is_heading_like(draft.paragraphs[j].text, words=12):
            return i
        if marks:
            return j if re.search(r'["”]\W*(?:\[?\d*\]?)?\W*$', draft.paragraphs[j].text) else i
    return i


def _is_open(text: str) -> bool:
    """Say whether a paragraph opens with a quotation mark and leaves it open."""
    if text[0] == "‘":
        return not text.rstrip(" .,;!?").endswith("’")
    return text[0] in '"“' and (text.count('"') % 2 == 1 or text.count("“") > text.count("”"))


def label_bylines(draft: Draft) -> None:
    """Label a line that names who wrote what follows: *By Given Family*."""
    for i in draft.open():
        match = _BYLINE.fullmatch(draft.paragraphs[i].text.rstrip(". "))
        if match and is_person_name(match["name"].title() if match["name"].isupper() else match["name"]):
            draft.label(i, "heading", "byline")


def label_end_notes(draft: Draft) -> None:
    """Label notes at the end: `[1].` and so on, or `1.` under a heading that says so, each with its paragraphs."""
    heading = next(
        (
            i
            for i, p in enumerate(draft.paragraphs)
            if draft.kinds[i] in ("", "heading") and _NOTES_HEADING.fullmatch(p.text)
        ),
        None,
    )
    note: int | None = None
    for i in draft.open():
        p = draft.paragraphs[i]
        marked = _NOTE.match(p.text) and p.indent == 0
        listed = heading is not None and i > heading and p.number is not None and p.indent == 0
        if marked or listed:
            note = i
            draft.label(i, "footnote", "numbered note")
        elif note is not None and p.indent == 0 and p.number is None and (heading is None or p.blank_before < 2):
            draft.label(i, "footnote", "numbered note", group=note)
        else:
            note = None
    if heading is not None and any(rule == "numbered note" for rule in draft.rules[heading:]):
        draft.label(heading, "heading", "heading of the notes")


def label_epigraphs(draft: Draft) -> None:
    """Label a motto and the line under it that says where it is from: a dash, a name, perhaps a title."""
    for i in draft.open():
        p = draft.paragraphs[i]
        before = draft.paragraphs[i - 1] if i else None
        if (
            before is not None
            and not draft.kinds[i - 1]
            and EPIGRAPH_SOURCE.fullmatch(p.text)
            and len(before.text.split()) <= _LONGEST_EPIGRAPH
        ):
            draft.label(i - 1, "extract", "epigraph")
            draft.label(i, "source", "source of an epigraph", group=i - 1)


def label_comments(draft: Draft) -> None:
    """Label readers' comments: numbered, indented, after the notes; the last short line of each is its signature."""
    notes = [i for i, rule in enumerate(draft.rules) if rule == "numbered note"]
    first = notes[-1] + 1 if notes else _first_comment(draft)
    after = [i for i in draft.open() if i >= first]
    starts = [i for i in after if draft.paragraphs[i].number is not None and draft.paragraphs[i].indent]
    for start, stop in zip(starts, [*starts[1:], len(draft.paragraphs)], strict=False):
        inside = [i for i in after if start <= i < stop]
        if len(inside) > 1 and _is_signature(draft.paragraphs[inside[-1]].text):
            draft.label(inside[-1], "signature", "last line of a comment", group=start)
        for i in inside:
            draft.label(i, "comment", "reader's comment", group=start)


def _first_comment(draft: Draft) -> int:
    """Find where comments begin without notes before them: the last count from one, indented to the end and signed."""
    total = len(draft.paragraphs)
    starts = [i for i in draft.open() if draft.paragraphs[i].number == 1 and draft.paragraphs[i].indent]
    for start in starts[-1:]:
        rest = range(start, total)
        ends = [i for i in rest if i + 1 == total or draft.paragraphs[i + 1].number is not None]
        if all(draft.paragraphs[i].indent for i in rest) and any(
            i > start and _is_signature(draft.paragraphs[i].text) for i in ends
        ):
            return start
    return total


def _is_signature(text: str) -> bool:
    words = text.strip(" ,.").split()
    return 1 <= len(words) <= 5 and all(w[0].isupper() or w in ("de", "van", "von", "di", "del", "la") for w in words)


def label_bullets(draft: Draft) -> None:
    """Label list items: a bullet, or a number in running order with a stop or bracket."""
    for i in draft.open():
        p = draft.paragraphs[i]
        if _BULLET.match(p.text) or (p.number is not None and re.match(r"\d+[.)]\s", p.text)):
            draft.label(i, "bullet", "list item")


def label_labels(draft: Draft) -> None:
    """Label items that end in a colon and introduce the items below them."""
    for i in draft.open():
        text = draft.paragraphs[i].text
        if _BULLET.match(text) and text.endswith(":") and len(text.split()) <= 12:
            draft.label(i, "label", "ends in a colon")


def label_headings(draft: Draft) -> None:
    """Label headings: a short line that is no sentence, with text below it."""
    for i in draft.open():
        if i + 1 < len(draft.paragraphs) and _is_heading_like(draft.paragraphs[i].text, words=14):
            draft.label(i, "heading", "short line, no sentence")


def label_set_off_headings(draft: Draft) -> None:
    """Label headings in wrapped text: one short line between empty lines, no sentence, with text below it."""
    for i in draft.open():
        p = draft.paragraphs[i]
        after = draft.paragraphs[i + 1] if i + 1 < len(draft.paragraphs) else None
        alone = p.lines == 1 and not p.indent and (p.blank_before or i == 0)
        followed = after is not None and after.blank_before and not draft.kinds[i + 1]
        if alone and followed and not re.search(r"[:?\"“”]", p.text) and _is_heading_like(p.text, words=12):
            draft.label(i, "heading", "short line set off")  # a question may be a turn of an exchange


def _is_heading_like(text: str, *, words: int) -> bool:
    if len(text.split()) > words or "\n" in text or text[0] in '"“(…[' or text[0].islower():
        return False
    stopped = _ENDS_SENTENCE.search(text) and not text.endswith("?")
    return not text.rstrip(" —–-").endswith((":", ";", ",")) and (
        not stopped or (": " in text and len(text.split()) <= 10)
    )


def label_paragraphs(paragraphs: list[Paragraph], profile: Profile, marks: Sequence[Mark] = ()) -> Draft:
    """Try the rules of a profile in order; what none of them explains is a plain paragraph.

    What the file itself says (`marks`) goes before any rule.
    """
    draft = Draft(paragraphs)
    label_marked(draft, marks)
    for rule in profile.rules:
        rule(draft)
    for i in draft.open():
        draft.label(i, "paragraph", "no other rule")
    return draft
