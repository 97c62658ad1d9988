"""Broken quotations: quotations that are one, parted only by a phrase that says who speaks (*"…," said N, "…"*).

Owns what may stand between two parts, and how long the whole is. In come the passages with their quotations and the
voices that were found for them, out come numbers of words. Who speaks is `quoted_voices`; the phrases are `clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dhkit.clauses import is_reporting_opening, is_reporting_phrase
from dhkit.passages import Passage
from dhkit.quotations import Quotation
from dhkit.sources import Sources


class BrokenQuotations:
    """The parts of the quotations of one document."""

    def __init__(self, passages: Sequence[Passage], sources: Sources) -> None:
        """Take the passages, and which parts go on over paragraphs."""
        self.passages, self.sources = passages, sources

    def sizes(self, run_of: Sequence[Quotation], voices: Mapping[Quotation, str], painted: str) -> dict[Quotation, int]:
        """Count the words of each quotation, with those of the parts that only a reporting phrase separates from it.

        Parts belong together if one voice speaks them; what goes on over paragraphs counts as a whole.
        """
        sizes: dict[Quotation, int] = {}
        run: list[Quotation] = []
        for q in run_of:
            text = self.passages[q.passage].clean
            gap = text[run[-1].end - 1] + painted[run[-1].end : q.start - 1] if run else ""
            follows = text[q.start : q.start + 1]
            if run and not (_is_reporting_gap(gap, follows) and voices[run[-1]] == voices[q]):
                run = []
            run.append(q)
            total = sum(p.words(self.passages) for p in run)
            sizes.update(dict.fromkeys(run, total))
        for q in run_of:
            parts = self.sources.parts[q.first]
            if len(parts) > 1:
                sizes[q] = max(sizes[q], sum(p.words(self.passages) for p in parts))
        return sizes


def is_broken(text: str, painted: str, one: Quotation, other: Quotation) -> bool:
    """Say whether two quotations are one, broken by a reporting phrase: *"…," shouted the Minister, "…"*."""
    gap = text[one.end - 1] + painted[one.end : other.start - 1]
    return bool(re.search(r"\w|[\ue000-\ue004]", gap[1:])) and _is_reporting_gap(
        gap, text[other.start : other.start + 1]
    )


def _is_reporting_gap(gap: str, follows: str) -> bool:
    """Say whether a reporting phrase, or nothing that ends a sentence, stands between two quotations.

    Args:
        gap: painted, behind the last sign of the first quotation, which is its stop where it has one.
        follows: first letter of the second quotation; in lower case it goes on with a sentence that a comma broke, and
            the reporting phrase may have an aside.
    """
    inside = gap[1:].lstrip("\"'")
    if re.match(r"\s*(?:He|She|They|It|We)\b", inside):
        return False  # a sentence of its own
    if re.fullmatch(r"[^.!?…]?[\"']?\s*[,;:–—-]?\s*", gap) or is_reporting_phrase(inside):
        return True
    return follows.islower() and gap[:1] == "," and is_reporting_opening(inside)
