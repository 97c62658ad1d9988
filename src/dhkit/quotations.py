"""Quotations: what stands in quotation marks.

Owns the pairing of marks: straight and curly, nested, single inside double, over paragraphs, and odd ones. In come
passages in order, out come `Quotation`s in order. A mark without a partner costs at most its own paragraph: it is
reported, and the rest of the paragraph's marks still pair. Who is quoted is `attribution` and `voices`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dhkit.passages import Passage

_PARAGRAPHS = 12  # over which a quotation runs whose paragraphs are not opened anew; a missing mark costs no more
_OPENING, _CLOSING = "“„‟«〝", "”»〞"
_BEFORE_OPENING = " ([{—–-/\"'‘“"


LIST_NUMBER = re.compile(r"^\(?\d{1,2}[.)]\s")
"""The number of a quotation in a list of them: *1. "…"*."""
_Marks = tuple[list[tuple[int, int]], list[int], list[int]]
"""The pairs of double marks of a passage, the openings and the closings left over."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks, in clean offsets of its passage, marks left out.

    `depth` is 1 for the outermost; `first` is passage and start of the first part of a quotation that runs over
    paragraphs (its own otherwise). `closed` is false where the closing mark is missing and the paragraph's end stands
    for it.
    """

    passage: int
    start: int
    end: int
    depth: int
    first: tuple[int, int]
    closed: bool = True

    def words(self, passages: Sequence[Passage]) -> int:
        """Count the words of this part; *[n]obody* and *i.e.* are one word each, and the mark of a note is none."""
        text = re.sub(r"\[(\w{1,2})\](?=\w)", r"\1", passages[self.passage].clean[self.start : self.end])
        text = re.sub(r"\[\d{1,3}\]", "", text)
        return len(re.findall(r"\w+(?:['’-]\w+|\.(?=\w\b)\w)*", text))


@dataclass(frozen=True, slots=True)
class StrayMark:
    """One quotation mark without a partner, in clean offsets of its passage."""

    passage: int
    position: int


def find_quotations(passages: Sequence[Passage]) -> tuple[list[Quotation], list[StrayMark]]:
    """Pair the quotation marks of a document.

    1. A curly mark opens or closes by its shape, a straight one by its neighbours; where those do not tell, it closes
       what is open.
    2. Marks pair innermost first; double marks may nest.
    3. A paragraph that ends inside a quotation hands it on to the next one if that begins with an opening mark of the
       same kind; of single marks only curly ones can tell that.
    4. Single marks pair inside double ones, or alone; an apostrophe is none.
    5. One that is opened at the head of a paragraph or behind a colon, and whose closing mark stands alone at the end
       of a later paragraph, runs to there, if neither a mark nor a heading stands in between: some printers do not
       open each of its paragraphs.
    6. A mark that nothing closes opens a quotation to the end of its paragraph, and is reported: a double one, and a
       single one that is curly and stands behind a colon. So is a double one that closes nothing; it quotes nothing.

    Returns:
        The quotations in order of passage, start and depth; and the marks left over.
    """
    found: list[Quotation] = []
    stray: list[StrayMark] = []
    pending: tuple[int, int] | None = None  # passage and index of the part that goes on
    marks = [_pair_doubles(passage) for passage in passages]
    reach: tuple[int, tuple[int, int]] | None = None  # the passage that closes a quotation, and its first part
    for i, passage in enumerate(passages):
        pairs, opened, unopened = marks[i]
        if reach is not None:
            end = unopened[0] if i == reach[0] else len(passage.clean)
            found.append(Quotation(i, 0, end, 1, reach[1]))
            unopened = unopened[1:]
            reach = reach if i < reach[0] else None
        stray += [StrayMark(i, p) for p in unopened]
        text = passage.clean
        goes_on = pending is not None and text[:1] == passages[i - 1].clean[found[pending[1]].start - 1]
        if pending is not None and not goes_on:
            _leave_open(found, stray, pending[1])
        singles = _pair_singles(passage, pairs)
        both = [*pairs, *singles]
        following = passages[i + 1] if i + 1 < len(passages) else None
        runs_on = following is not None and following.clean[:1] == '"' and following.kind == passage.kind
        around = opened[0] if opened and runs_on else len(text)
        for start, end in both:
            first = found[pending[1]].first if goes_on and pending is not None and start == 1 else (i, start)
            found.append(Quotation(i, start, end, _depth(start, end, both) + (around < start), first))
        tail = opened[0] if opened else None
        carried = pending
        pending = None
        if tail is not None and following is not None and following.clean[:1] == '"' and following.kind == passage.kind:
            first = found[carried[1]].first if goes_on and carried is not None and tail == 0 else (i, tail + 1)
            found.append(Quotation(i, tail + 1, len(text), 1, first))
            pending = (i, len(found) - 1)
            opened = opened[1:]
        elif tail is not None and (closing := _find_closing(passages, marks, i)):
            reach = closing, (i, tail + 1)
            found.append(Quotation(i, tail + 1, len(text), 1, (i, tail + 1)))
            opened = opened[1:]
        single = _open_single(passage, both) if pending is None and following is not None else None
        if single is not None and following is not None and following.kind == passage.kind and _opens_single(following):
            first = found[carried[1]].first if goes_on and carried is not None and single == 0 else (i, single + 1)
            found.append(Quotation(i, single + 1, len(text), 1, first))
            pending = (i, len(found) - 1)
        elif (p := _unclosed_single(passage, both)) is not None:
            stray.append(StrayMark(i, p))
            found.append(Quotation(i, p + 1, len(text), 1, (i, p + 1), closed=False))
        for p in opened:
            stray.append(StrayMark(i, p))
            if not text[p + 1 : p + 2].isspace():
                found.append(Quotation(i, p + 1, len(text), 1 + opened.index(p), (i, p + 1), closed=False))
    if pending is not None:
        _leave_open(found, stray, pending[1])
    stray.sort(key=lambda s: (s.passage, s.position))
    return sorted(found, key=lambda q: (q.passage, q.start, -q.end)), stray


def by_passage(quotations: Iterable[Quotation], passages: int) -> list[list[Quotation]]:
    """Give the quotations of each of so many passages, in order."""
    inside: list[list[Quotation]] = [[] for _ in range(passages)]
    for q in quotations:
        inside[q.passage].append(q)
    return inside


def _find_closing(passages: Sequence[Passage], marks: Sequence[_Marks], i: int) -> int:
    """Find the passage that closes what passage `i` has opened, if no mark stands before the one that closes it."""
    opened = marks[i][1][0]
    if len(marks[i][1]) > 1 or (opened and not passages[i].clean[:opened].rstrip().endswith((":", ":—", ":--"))):
        return 0
    for j in range(i + 1, min(i + 1 + _PARAGRAPHS, len(passages))):
        pairs, opens, closes = marks[j]
        if passages[j].kind != passages[i].kind or pairs or opens:
            return 0
        if closes:
            return (
                j
                if len(closes) == 1 and re.fullmatch(r'"[^\w"]*(?:\[?\d*\]?)?\W*', passages[j].clean[closes[0] :])
                else 0
            )
    return 0


def _leave_open(found: list[Quotation], stray: list[StrayMark], i: int) -> None:
    """Mark a part that nothing closed: it ends with its own paragraph."""
    stray.append(StrayMark(found[i].passage, found[i].start - 1))
    found[i] = replace(found[i], closed=False)


def _pair_doubles(passage: Passage) -> _Marks:
    """Pair double marks innermost first; give the inner spans in order, the openings and the closings left over."""
    text = passage.clean
    opened: list[int] = []
    unopened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in re.finditer('"', text):
        i = match.start()
        shape = passage.source(i)
        if shape in _OPENING:  # the mark that opens in English closes what „ has opened
            opens = not (shape == "“" and opened and passage.source(opened[-1]) == "„")
        elif shape in _CLOSING:
            opens = not opened and text[i - 1 : i] in ("", " ") and '"' in text[i + 1 :]  # printed the wrong way round
        else:
            opens = _opens(text, i, bool(opened))
        if opens:
            opened.append(i)
        elif opened:
            pairs.append((opened.pop() + 1, i))
        elif not text[i - 1 : i].isdigit():  # a mark behind a figure is inches or seconds
            unopened.append(i)
    return sorted(pairs), opened, unopened


def _opens(text: str, i: int, inside: bool) -> bool:
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if before in _BEFORE_OPENING and not after.isspace():
        return not (inside and before in "-–—\"'" and not after.isalnum())
    if not before.isspace():
        return False
    return not inside and not after.isspace()


def _pair_singles(passage: Passage, doubles: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pair single marks; an opening one stands after a blank or bracket, a closing one is no apostrophe.

    Of several marks that may close, a plural's possessive (*the weavers' hall*) gives way to a surer one after it: one
    behind a stop, before one, or at the end of the double quotation around it.
    """
    text = passage.clean
    pairs: list[tuple[int, int]] = []
    position = 0
    for match in re.finditer(r"(?<![\w.,!?])'(?=[\w\[.…\"])", text):
        start = match.end()
        if start <= position or passage.source(match.start()) == "’":
            continue
        limit = min((e for s, e in doubles if s <= start < e), default=len(text))
        if re.match(r"\d0s\b", text[start:limit]):
            continue  # the '80s
        closings = [m.start() for m in re.finditer(r"(?<=[\w.,;:!?…\]\"])'(?!\w)", text[:limit]) if m.start() > start]
        later_opening = re.search(r"(?<![\w.,!?])'(?=\w)", text[start:limit])
        bound = start + later_opening.start() if later_opening else limit
        closings = [c for c in closings if c <= bound] or closings[:1]
        if not closings:
            continue
        end = next((c for c in closings if not _is_possessive(text, c, limit)), closings[0])
        pairs.append((start, end))
        position = end
    return pairs


def _unclosed_single(passage: Passage, pairs: Sequence[tuple[int, int]]) -> int | None:
    """Find a curly single mark that opens a quotation after a colon and that nothing closes."""
    for match in re.finditer(r"(?<=: )'(?=[\w\[])", passage.clean):
        p = match.start()
        if passage.source(p) in "‘‚‹" and not any(s - 1 <= p < e for s, e in pairs):
            return p
    return None


def _opens_single(passage: Passage) -> bool:
    """Say whether a curly single mark opens a passage."""
    return passage.clean[:1] == "'" and passage.source(0) in "‘‚‹"


def _open_single(passage: Passage, pairs: Sequence[tuple[int, int]]) -> int | None:
    """Find a curly single mark at the head of a passage, or behind a stop, that no mark of the passage closes."""
    for match in re.finditer(r"(?:(?<=^)|(?<=[:.,!?—-] ))'(?=[\w\[])", passage.clean):
        p = match.start()
        if passage.source(p) in "‘‚‹" and not any(s - 1 <= p < e for s, e in pairs):
            return p
    return None


def _is_possessive(text: str, mark: int, limit: int) -> bool:
    """Say whether a mark is probably a plural's possessive: behind an *s*, before another word of the sentence."""
    return text[mark - 1] == "s" and mark + 1 < limit and bool(re.match(r" [\w\[]", text[mark + 1 :]))


def _depth(start: int, end: int, pairs: list[tuple[int, int]]) -> int:
    """Count the pairs around a pair, and itself."""
    return 1 + sum(s <= start and end <= e and (s, e) != (start, end) for s, e in pairs)
