"""Placements: where a quotation belongs that is printed away from its place.

Owns the matching of torn quotations (printed at a document's end under numbered headings) to the sentences that
announce them. In come passages, out comes for each torn passage the index of the passage that announces it. Both stand
in the document's order, so they are aligned in order; who is announced and who is named as the source decide where
the order leaves a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.references import parse_bracket
from dhkit.text import fold

_AGREES, _QUOTED, _BEGUN, _PAIRED = 3.0, 2.0, 2.0, 1.0
_LEFT_OVER, _EMPTY, _NEVER = -1.5, -0.5, float("-inf")


def place_quotations(passages: Sequence[Passage], names: Sequence[Sequence[Name]]) -> dict[int, int]:
    """Match each torn quotation to the passage that announces it.

    1. A gap is a paragraph that ends in a colon and is followed by plain text in no quotation marks: what it announces
       is missing there.
    2. A paragraph that announces somebody by name and is followed by a quotation may have lost the first part of it: a
       torn quotation that is not closed.
    3. Otherwise a torn quotation that is not closed goes on in the torn paragraph below it.

    Returns:
        Index of a torn passage → index of the passage that announces it, for those that found a place.
    """
    torn = [i for i, p in enumerate(passages) if p.block.rule == "torn quotation"]
    if not torn:
        return {}
    colons = [i for i, p in enumerate(passages[: torn[0]]) if p.kind == "paragraph" and p.clean.endswith(":")]
    begun = {i for i in colons if passages[i + 1].clean[:1] == '"' and _last_names(passages, names, i)}
    gaps = [i for i in colons if i in begun or _is_plain(passages[i + 1])]
    unclosed = {i for i in torn if not re.search(r"[\"\]]\W*$", passages[i].clean)}
    weights = [[_weight(passages, names, t, g, t in unclosed, g in begun) for g in gaps] for t in torn]
    goes_on = [t - 1 in unclosed for t in torn]
    placed = _align(torn, gaps, weights, goes_on, [g in begun for g in gaps])
    for t in torn:
        if t not in placed and t - 1 in unclosed and t - 1 in placed:
            placed[t] = placed[t - 1]
    return dict(sorted(placed.items()))


def _is_plain(passage: Passage) -> bool:
    return passage.kind == "paragraph" and passage.clean[:1] not in ('"', "'")


def _last_names(passages: Sequence[Passage], names: Sequence[Sequence[Name]], i: int) -> set[str]:
    """Give the family names in a passage's last sentence; a possessive (*N's book*) announces nobody."""
    text = passages[i].clean
    starts = [m.end() for m in re.finditer(r"[.!?][\"')\]]*\s+|\]\s+", text)]
    last = starts[-1] if starts else 0
    people = [n for n in names[i] if n.kind == "person" and n.start >= last]
    return {fold(n.surface).split()[-1] for n in people if not re.match(r"['’]", text[n.end :])}


def _weight(
    passages: Sequence[Passage], names: Sequence[Sequence[Name]], torn: int, gap: int, unclosed: bool, begun: bool
) -> float:
    """Weigh a pair by who is announced right before the gap and who is named in the quotation's bracket.

    The same name agrees; so does somebody announced with a source that quotes an unnamed person. An author's own words
    under the announcement of somebody else do not belong there, nor a closed quotation before the rest of another.
    """
    if begun:
        return _BEGUN if unclosed else _NEVER
    text = passages[torn].clean
    bracket = text[text.rfind("[") + 1 : text.rfind("]")] if text.endswith("]") else ""
    announced = _last_names(passages, names, gap)
    if announced & set(fold(bracket).split()):
        return _AGREES
    reference = parse_bracket(bracket, bare_authors=False)[0] if bracket else None
    if announced and reference is not None and reference.quoted:
        return _QUOTED
    return _NEVER if announced and reference is not None and reference.authors else _PAIRED


def _align(
    torn: Sequence[int],
    gaps: Sequence[int],
    weights: Sequence[Sequence[float]],
    goes_on: Sequence[bool],
    begun: Sequence[bool],
) -> dict[int, int]:
    """Align two sequences in order for the greatest weight; of equal ones, the earliest pairs.

    A torn quotation left over and a gap left empty cost something, but for paragraphs that go on with the one above.
    """
    skip_torn = [0.0 if on else _LEFT_OVER for on in goes_on]
    skip_gap = [0.0 if b else _EMPTY for b in begun]
    best = [[0.0] * (len(gaps) + 1) for _ in range(len(torn) + 1)]
    for i in range(len(torn), -1, -1):
        for j in range(len(gaps), -1, -1):
            options = []
            if i < len(torn):
                options.append(best[i + 1][j] + skip_torn[i])
            if j < len(gaps):
                options.append(best[i][j + 1] + skip_gap[j])
            if i < len(torn) and j < len(gaps):
                options.append(best[i + 1][j + 1] + weights[i][j])
            best[i][j] = max(options, default=0.0)
    pairs, i, j = {}, 0, 0
    while i < len(torn) and j < len(gaps):
        if best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs[torn[i]] = gaps[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1] + skip_gap[j]:
            j += 1
        else:
            i += 1
    return pairs
