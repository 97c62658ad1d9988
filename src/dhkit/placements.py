"""Placements: where a quotation belongs that is printed away from its place.

Owns the matching of torn quotations (printed at a document's end under numbered headings) to the sentences that
announce them and are followed by nothing. In come passages, out comes for each torn passage the index of the passage
that announces it. Both stand in the document's order, so they are aligned in order; a name that the announcement and
the quotation's source share outweighs a gap in the order.
"""

from __future__ import annotations

from collections.abc import Sequence

from dhkit.attribution import Name
from dhkit.passages import Passage
from dhkit.references import parse_bracket
from dhkit.text import fold

_AGREES, _PAIRED, _DISAGREES = 3.0, 1.0, -1.0
_NEAR = 160  # characters before a gap in which somebody is announced


def place_quotations(passages: Sequence[Passage], names: Sequence[Sequence[Name]]) -> dict[int, int]:
    """Match each torn quotation to the passage that announces it.

    A gap is a paragraph that ends in a colon and is followed by a plain paragraph in no quotation marks. A torn
    quotation's paragraphs after its first follow the first.

    Returns:
        Index of a torn passage → index of the passage that announces it, for those that found a place.
    """
    torn = [i for i, p in enumerate(passages) if p.block.rule == "torn quotation"]
    heads = [i for i in torn if i - 1 not in torn or passages[i - 1].clean.rstrip().endswith(('"', "]"))]
    gaps = [
        i
        for i, p in enumerate(passages[: torn[0]] if torn else [])
        if p.kind == "paragraph" and p.clean.endswith(":") and _is_plain(passages[i + 1])
    ]
    pairs = _align(heads, gaps, [[_agreement(passages, names, t, g) for g in gaps] for t in heads])
    placed: dict[int, int] = {}
    for i in torn:
        if i in pairs:
            placed[i] = pairs[i]
        elif i - 1 in placed and i not in heads:
            placed[i] = placed[i - 1]
    return placed


def _is_plain(passage: Passage) -> bool:
    return passage.kind == "paragraph" and passage.clean[:1] not in ('"', "'")


def _agreement(passages: Sequence[Passage], names: Sequence[Sequence[Name]], torn: int, gap: int) -> float:
    """Weigh a pair by who is announced right before the gap and who is named in the quotation's bracket.

    The same name agrees; so does somebody announced with a source that quotes an unnamed person. An author's own words
    under the announcement of somebody else disagree.
    """
    text = passages[torn].clean
    bracket = text[text.rfind("[") + 1 : text.rfind("]")] if "[" in text else ""
    announced = {
        fold(n.surface).split()[-1]
        for n in names[gap]
        if n.kind == "person" and n.start > len(passages[gap].clean) - _NEAR
    }
    if announced & set(fold(bracket).split()):
        return _AGREES
    reference = parse_bracket(bracket, bare_authors=False)[0] if bracket else None
    if announced and reference is not None and reference.quoted:
        return _AGREES - 1
    return _DISAGREES if announced and reference is not None and reference.authors else _PAIRED


def _align(torn: Sequence[int], gaps: Sequence[int], weights: Sequence[Sequence[float]]) -> dict[int, int]:
    """Align two sequences in order for the greatest weight; of equal ones, the earliest pairs."""
    best = [[0.0] * (len(gaps) + 1) for _ in range(len(torn) + 1)]
    for i in range(len(torn) - 1, -1, -1):
        for j in range(len(gaps) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j + 1] + weights[i][j], best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(torn) and j < len(gaps):
        if best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs[torn[i]] = gaps[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
