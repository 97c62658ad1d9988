"""Book rules: what the pages of a printed book hold besides its running text.

Owns the layout rules of old books: what a marked-up file says itself, lines told by a pattern of a profile, running
heads, verse, letters and documents set in, headings in capitals, turns of a printed exchange. In comes a `Draft`, whose
paragraphs the rules label. Who speaks them is `hands`.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dhkit.author_names import is_person_name
from dhkit.drafts import Draft
from dhkit.paragraphs import Paragraph, is_capitals
from dhkit.readings import Mark
from dhkit.title_pages import clean_name

INSET, VERSE, TURN, SAID = "inset", "verse", "turn", "marked up: said by "
"""Rules by which `hands` knows what to do with a block; behind `SAID` stands a name."""

_KINDS = {
    "note": "footnote", "quotation": "extract", "verse": "extract", "citation": "citation", "comment": "comment",
    "signature": "signature", "caption": "caption", "title": "title", "heading": "heading", "furniture": "furniture",
    "source": "source",
}  # fmt: skip
_CONTENTS_LINE = re.compile(r".*(?:\s{2,}|\.{3,}|\. \. |\t)\s*(?:\d{1,4}|[ivxlc]+)\s*$")
_NUMBERED_NOTE = re.compile(r"(\(\d{1,3}\)|\^\d{1,3}|\{\d{1,3}\})\s*\S")
_SHORTEST_HEAD = 6  # letters
_MOTTO_SOURCE = re.compile(r"(?!BY )[A-ZÀ-Þ.'’ ]{5,40}, _?[A-ZÀ-Þ][^\d]{2,60}")  # *ANNA TELL, Lamps*
_LONGEST_MOTTO = 90  # words
_FEW_LINES = 20  # of a text that is not wrapped: those are of verse, and tell no width
_NOTE = re.compile(
    r"(?:\[(?:\d{1,4}|[A-Z])\]|\(\d{1,3}\)|[*†‡§]{1,3}) ?[^\W\d_].*\.$|.*\b(?:Ibid|pp?\. ?\d[\d ,–-]*\.?$)"
)
_NOTE_BELOW = 15  # paragraphs between a mark and its note at the foot of a page
EPIGRAPH_SOURCE = re.compile(r"(?:—|–|--)\s*[A-ZА-Я][^\n]{3,120}")
"""The line under a motto: a dash, a name, perhaps a title."""

_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*(?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A rule of a profile: paragraphs of at most `words` words that a pattern matches as a whole are of a kind.

    `reach` is "" for the paragraph alone, "before" for all up to the last in the first half, "after" for all from the
    first in the second half on.
    """

    name: str
    kind: str
    match: re.Pattern[str]
    words: int = 10_000
    reach: str = ""

    def __call__(self, draft: Draft) -> None:
        """Label the paragraphs that the pattern matches."""
        total = len(draft.paragraphs)
        hits = [
            i
            for i, p in enumerate(draft.paragraphs)
            if len(p.text.split()) <= self.words and self.match.fullmatch(p.text)
        ]
        if self.reach == "before":
            last = max((i for i in hits if i < max(total / 2, 60)), default=-1)
            hits = list(range(last + 1))
        elif self.reach == "after":
            hits = list(range(min((i for i in hits if i >= total / 3), default=total), total))
        for i in hits:
            draft.label(i, self.kind, self.name)


def label_marked(draft: Draft, marks: Sequence[Mark]) -> None:
    """Label what the file itself says; quotations that follow one another belong together, a citation to them.

    A dash and a name below a quotation or verse, marked up or not, is the source of this motto.
    """
    marks = [m for m in marks if m.kind != "said"]  # inside a block: `voices` reads these
    at = 0
    before: Mark | None = None
    first = 0
    for i, p in enumerate(draft.paragraphs):
        while at < len(marks) and marks[at].end <= p.start:
            at += 1
        mark = marks[at] if at < len(marks) and marks[at].start <= p.start and p.end <= marks[at].end else None
        if mark is not None and (kind := _KINDS.get(mark.kind)):
            rule = f"marked up: {mark.kind}"
            if mark.voice:
                rule = SAID + mark.voice
            elif mark.kind == "verse":
                rule = VERSE
            elif mark.kind == "quotation":
                rule = INSET
            together = before is not None and (before.kind, before.voice) == (mark.kind, mark.voice)
            if not (together and mark.kind in ("quotation", "verse", "comment")) and not (
                mark.kind == "citation" and before is not None and before.kind == "quotation"
            ):
                first = i
            elif rule == INSET and EPIGRAPH_SOURCE.fullmatch(p.text):
                draft.rules[i - 1], kind, rule = "epigraph", "source", "source of an epigraph"
            if mark.kind == "source" and i and draft.rules[i - 1] in (VERSE, INSET):
                first = _make_epigraph(draft, i - 1)
            draft.label(i, kind, rule, group=first)
        elif mark is None and i and draft.rules[i - 1] in (VERSE, INSET) and _is_named_source(p):
            draft.label(i, "source", "source of an epigraph", group=_make_epigraph(draft, i - 1))
        before = mark


def _heads_chapter(draft: Draft, i: int) -> bool:
    """Say whether a paragraph is short and open, and nothing but an argument parts it from the heading of a chapter."""
    if (
        i < 1
        or draft.kinds[i]
        or is_capitals(draft.paragraphs[i].text, least=3)
        or len(draft.paragraphs[i].text.split()) > _LONGEST_MOTTO
    ):
        return False
    return any(
        draft.kinds[j] == "heading" or is_capitals(draft.paragraphs[j].text, least=3) for j in (i - 1, i - 2) if j >= 0
    )


def _make_epigraph(draft: Draft, last: int) -> int:
    """Label the quotation or verse that ends here as a motto; give its first paragraph."""
    first = draft.groups[last]
    for i in range(first, last + 1):
        draft.rules[i] = "epigraph"
    return first


def _is_named_source(p: Paragraph, *, is_set_right: bool = False) -> bool:
    """Say whether a line is a dash and somebody's name, perhaps with a title: *—ANNA TELL, Lamps*.

    A line that is set right needs no dash where the name is in capitals.
    """
    name = re.split(r"[,:;(]", p.text.strip("—–-_ "))[0].strip(" ._")
    if p.lines > 1 or not (EPIGRAPH_SOURCE.fullmatch(p.text) or (is_set_right and name.isupper() and " " in name)):
        return False
    return is_person_name(clean_name(name))


def label_running_heads(draft: Draft) -> None:
    """Label running heads: a short line with a page number whose words stand on three pages or more.

    A note that cites one work again and again (*[12] Ibid., p. 9.*) is none.
    """
    keys = [
        " ".join(re.findall(r"[^\W\d_]{2,}", p.text.casefold())) if p.lines == 1 and len(p.text) < 80 else ""
        for p in draft.paragraphs
    ]
    counts = Counter(k for k in keys if k)
    titles = {
        k
        for k, p in zip(keys, draft.paragraphs, strict=True)
        if k and p.text.upper() == p.text and not re.search(r"\d", p.text)
    }
    seen: set[str] = set()
    for i, (key, p) in enumerate(zip(keys, draft.paragraphs, strict=True)):
        numbered = re.match(r"\W*\d{1,4}\b", p.text) or re.search(r"\b\d{1,4}\W*$", p.text)
        is_capital = p.text.upper() == p.text
        # Where words in capitals stand first, without a number, they are a title; a short chapter has them once more.
        repeated = counts[key] >= 3 and (numbered or (is_capital and counts[key] >= 5 and key in seen))
        of_title = numbered and is_capital and key in titles and len(key) > _SHORTEST_HEAD
        if (repeated or of_title) and not _NOTE.match(p.text):
            draft.label(i, "furniture", "running head")
        if key:
            seen.add(key)


def label_numbered_notes(draft: Draft) -> None:
    """Label notes that a number opens, `(7) …` or `7 …`, to which the same mark behind a word before them points."""
    for i in draft.open():
        match = _NUMBERED_NOTE.match(draft.paragraphs[i].text)
        if match is None:
            continue
        mark = re.compile(rf"(?<=[\w.,;:!?'\"’”])\s?{re.escape(match[1])}(?!\w)")
        if any(mark.search(p.text) for p in draft.paragraphs[max(0, i - _NOTE_BELOW) : i]):
            draft.label(i, "footnote", "raised notes")


def label_open_notes(draft: Draft) -> None:
    """Label the further paragraphs of a note in brackets, to the one that closes the bracket."""
    for i, rule in enumerate(draft.rules):
        depth = _depth(draft.paragraphs[i].text) if rule == "bracketed notes" and draft.groups[i] == i else 0
        if depth < 1 or not draft.paragraphs[i].text.startswith("["):
            continue
        for j in range(i + 1, min(i + _NOTE_BELOW, len(draft.paragraphs))):
            depth += _depth(draft.paragraphs[j].text)
            if draft.kinds[j] and draft.kinds[j] != "furniture":
                break
            if depth < 1:
                for k in range(i + 1, j + 1):
                    draft.label(k, "footnote", "bracketed notes", group=i)
                break


def _depth(text: str) -> int:
    return text.count("[") - text.count("]")


def label_contents(draft: Draft) -> None:
    """Label tables of contents: lines that end in page numbers."""
    for i in draft.open():
        lines = draft.paragraphs[i].text.split("\n")
        if sum(bool(_CONTENTS_LINE.match(line)) for line in lines) * 2 > len(lines):
            draft.label(i, "paragraph", "table of contents")


def label_verse(draft: Draft) -> None:
    """Label verse: short lines that begin with capitals, well inside the width of the prose."""
    width = _width(draft)
    group = None
    for i, p in enumerate(draft.paragraphs):
        if not draft.kinds[i] and _is_verse(p, width):
            group = group if group is not None and draft.rules[i - 1] == VERSE else i
            draft.label(i, "extract", VERSE, group=group)
        elif (
            not draft.kinds[i]
            and _heads_chapter(draft, i - 1)
            and _MOTTO_SOURCE.fullmatch(p.text)
            and _is_named_source(p, is_set_right=True)
        ):
            draft.label(i - 1, "extract", VERSE)
            draft.label(i, "source", "source of an epigraph", group=_make_epigraph(draft, i - 1))
        elif (
            not draft.kinds[i]
            and i
            and draft.rules[i - 1] == VERSE
            and _is_named_source(p, is_set_right=p.indent >= 10)
        ):
            draft.label(i, "source", "source of an epigraph", group=_make_epigraph(draft, i - 1))


def _width(draft: Draft) -> int:
    """Measure how wide the prose of a text is set: the median of the lines inside its longer paragraphs."""
    lines = [len(line.strip()) for p in draft.paragraphs if p.lines > 3 for line in p.text.split("\n")[:-1]]
    return int(statistics.median(lines)) if len(lines) > _FEW_LINES else 70


def _is_verse(p: Paragraph, width: int) -> bool:
    lines = [line.strip() for line in p.text.split("\n")]
    if p.lines < 2 or any(line.upper() == line for line in lines):
        return False
    longest = max(map(len, lines))
    capitals = sum(bool(re.match(r"[\"“‘'_(\[]*[A-ZÀ-ÞА-Я]", line)) for line in lines)
    stopped = sum(bool(re.search(r"[,;:.!?—-][\"”’'_)]*$", line)) for line in lines)
    limit = width * (0.85 if is_inset(p) else 0.7)
    return (
        longest <= max(20, limit)
        and capitals * 4 >= len(lines) * 3
        and (p.lines >= 3 or is_inset(p))
        and stopped * 3 >= len(lines)
        and not re.search(r"\d$", lines[-1])
    )


def is_inset(p: Paragraph) -> bool:
    """Say whether every line of a paragraph is set in."""
    return p.indent >= 2 and all(re.match(r"\s{2,}", line) for line in p.text.split("\n")[1:])


def label_centred(draft: Draft) -> None:
    """Label headings that are centred: a line in capitals with as much room left of it as right.

    Below one of them a line in small letters, centred to the letter, goes on with it: the subtitle of a book.
    """
    width = max((len(line) for p in draft.paragraphs if p.lines > 3 for line in p.text.split("\n")), default=70)
    for i in draft.open():
        p = draft.paragraphs[i]
        letters = re.findall(r"[^\W\d_]", p.text)
        if (
            p.lines == 1
            and p.indent >= 3
            and len(letters) > 2
            and abs(width - len(p.text) - 2 * p.indent) <= (8 if p.text.upper() == p.text else 3)
            and (p.text.upper() == p.text or _goes_on_with_heading(draft, i))
            and (i == 0 or draft.rules[i - 1] != INSET)
        ):
            draft.label(i, "heading", "capitals")


def _goes_on_with_heading(draft: Draft, i: int) -> bool:
    text = draft.paragraphs[i].text
    headed = i > 0 and (draft.rules[i - 1] == "capitals" or draft.kinds[i - 1] == "title")
    return headed and len(text.split()) <= 14 and not _ENDS_SENTENCE.search(text)


def label_insets(draft: Draft) -> None:
    """Label what is set in from the margin: letters, documents, extracts; not where most of the text is."""
    insets = [i for i in draft.open() if is_inset(draft.paragraphs[i])]
    long = [i for i in draft.open() if len(draft.paragraphs[i].text) > 200]
    if sum(i in set(insets) for i in long) * 5 > len(long) * 2:
        return
    group = None
    for i in insets:
        group = group if group is not None and draft.rules[i - 1] == INSET else i
        draft.label(i, "extract", INSET, group=group)


def label_capitals(draft: Draft) -> None:
    """Label headings in capitals: a few words set apart, with text below them."""
    for i in draft.open():
        p = draft.paragraphs[i]
        letters = re.findall(r"[^\W\d_]", p.text)
        if (
            i + 1 < len(draft.paragraphs)
            and len(letters) > 2
            and sum(c.isupper() for c in letters) * 20 >= len(letters) * 19
            and len(p.text.split()) <= 20
        ):
            draft.label(i, "heading", "capitals")


def label_turns(draft: Draft, turn: re.Pattern[str]) -> None:
    """Label the turns of a printed exchange; a paragraph without a label goes on with the turn above it."""
    hits = {i for i in draft.open() if turn.match(draft.paragraphs[i].text)}
    names = Counter(m["name"] for i in hits if (m := turn.match(draft.paragraphs[i].text)))
    group: int | None = None
    for i in draft.open():
        match = turn.match(draft.paragraphs[i].text)
        if match and (names[match["name"]] > 1 or len(names) * 2 > len(hits) or match["name"].isupper()):
            group = i
        elif group is not None and any(k == "heading" for k in draft.kinds[group:i]):
            group = None
        elif group is not None and _looks_like_heading(draft.paragraphs[i]):
            group = None
        if group is not None:
            draft.label(i, "extract", TURN, group=group)


def _looks_like_heading(p: Paragraph) -> bool:
    return p.lines == 1 and len(p.text.split()) <= 8 and p.text.upper() == p.text and not _ENDS_SENTENCE.search(p.text)
