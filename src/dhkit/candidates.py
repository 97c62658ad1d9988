"""Candidates: what may be a mention, and which of several that overlap stands.

Owns `Found`, a name in the clean text of a passage with the entity it may mean. Who finds candidates is `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhkit.author_names import is_headed
from dhkit.lexicons import name_words


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate mention in clean offsets of its passage."""

    start: int
    end: int
    kind: str
    entity: str
    label: str
    rule: str
    score: float


def join(taken: Sequence[Found], more: Iterable[Found]) -> list[Found]:
    """Add what overlaps nothing taken."""
    joined = list(taken)
    for found in more:
        if all(found.end <= t.start or t.end <= found.start for t in joined):
            joined.append(found)
    return joined


def may_stand(found: Found, surer: Sequence[Found]) -> bool:
    """Say whether a model's name may stand: where nothing surer does, or from it to a head (*Velm Dye Council*)."""
    touched = [c for c in surer if c.start < found.end and found.start < c.end]
    if not touched:
        return True
    if (
        found.kind == "person"
        and is_headed(found.label)
        and all(found.start <= c.start and c.end <= found.end for c in touched)
    ):
        return True  # *the Duke of Velm*, where Velm is listed
    (first, *more), words = touched, found.label.split()
    opens = not more and first.start == found.start and first.end < found.end and first.kind in ("group", "place")
    plain = not re.search(r"[,\d&]|\b(?:and|or|on|in)\b", found.label)
    return opens and plain and found.kind != "person" and words[-1] in name_words("head")
