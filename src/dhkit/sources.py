"""Sources: the citation that closes a quotation, in a bracket behind it or in the note to which a mark points.

Owns finding it. In come the passages of a document with its citations, out comes for a quotation the `Citation` that
tells where its words stand. Whose words they are is `quoted_voices`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from dhkit.author_names import is_person_name
from dhkit.dialogues import NOTE_MARK
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.quotations import Quotation
from dhkit.rows import Citation
from dhkit.title_pages import clean_name

_REPORTS = re.compile(r"[\[(]?(?:as\s+)?(?:quoted|cited|contained|reproduced|reported)\s", re.IGNORECASE)


_BEHIND_DASH = re.compile(
    r"[\"')\s]*(?:--|[—–])\s?_?(?:(?:M|Mme|Madame|Mr|Sir|Lord|Count|General)\.? )?"
    r"(?:(?P<owner>[A-ZÀ-Þ][\w.-]+(?: [A-ZÀ-Þ][\w.-]+){0,2})['’]s?\s[^\"]{3,90}|"
    r"(?P<name>[A-ZÀ-Þ][^\W_][\w.'’-]*?"
    r"(?: (?:d[eu] |la |von )?[A-ZÀ-Þ][^\W_][\w.'’-]*?){0,3})(?:_|(?=[,.\]]))"
    r"(?:[^\"]{0,80}|(?P<title>,\s?\"[^\"]{3,90}\"[^\"]{0,30})))"
    r"[\])._]*$"
)


class Sources:
    """The citations of one document by passage, in clean offsets, and its notes by number."""

    def __init__(
        self,
        passages: Sequence[Passage],
        quotations: Sequence[Quotation],
        citations: Sequence[Citation],
        places: dict[int, int],
    ) -> None:
        """Take the passages with their quotations and citations, and where torn quotations belong."""
        self.passages, self.places = passages, places
        self.parts: dict[tuple[int, int], list[Quotation]] = {}
        for q in quotations:
            self.parts.setdefault(q.first, []).append(q)
        self.of_one_span = Counter((c.start, c.end) for c in citations)
        self.inside: list[list[tuple[int, int, Citation]]] = [[] for _ in passages]
        self.by_block = {b.block: i for i, p in enumerate(passages) for b in p.blocks}
        for c in citations:
            i = self.by_block[c.block]
            clean = passages[i].reading.to_clean(c.start - passages[i].start, c.end - passages[i].start)
            self.inside[i].append((clean.start, clean.end, c))
        self.notes: dict[str, list[int]] = {}
        for i, p in enumerate(passages):
            if p.kind == "footnote" and (match := re.match(r"\[?(?:Footnote )?(\d+)", p.clean)):
                self.notes.setdefault(match[1], []).append(i)

    def note_marks(self, i: int) -> Iterator[re.Match[str]]:
        """Yield the marks in a passage that point to a note which the document has."""
        for match in NOTE_MARK.finditer(self.passages[i].clean):
            if match["raised"] is None or match["raised"] in self.notes:
                yield match

    @cached_property
    def _marks(self) -> dict[str, dict[tuple[int, int], int]]:
        """The marks of the running text by number: passage and place, with how many of that number stand before."""
        marks: dict[str, dict[tuple[int, int], int]] = {}
        for i, p in enumerate(self.passages):
            for m in self.note_marks(i) if p.kind != "footnote" else ():
                here = marks.setdefault(m.group().strip("[]"), {})
                here[i, m.start()] = len(here)
        return marks

    def noted(self, i: int) -> list[Citation]:
        """List the first citation of each note to which the marks of a passage point."""
        return [c for mark in self.note_marks(i) if (c := self._in_note(i, mark)) is not None]

    def closing(self, i: int, q: Quotation) -> Citation | None:
        """Find the citation that closes a quotation: the next in its passage or its note, or that of its last part."""
        cited = [
            *self.inside[i],
            *((m.start(), m.end(), c) for m in self.note_marks(i) if (c := self._in_note(i, m)) is not None),
        ]
        text = self.passages[i].clean
        within = [c for s, e, c in cited if q.start < s < q.end and not text[e : q.end].strip(" .,;!?")]
        if within:
            return within[0]  # "… to nobody else [Family, Title, p. 4]."
        after = [(s, c) for s, _, c in cited if s >= q.end]
        if after:
            return min(after, key=lambda found: found[0])[1]
        parts = [p for p in self.parts.get(q.first, ()) if p.passage > i]
        if parts and self.places.get(parts[-1].passage) == self.places.get(i):
            return self.closing(parts[-1].passage, parts[-1])
        following = i + 1
        if following < len(self.passages) and self.passages[i].kind == self.passages[following].kind == "comment":
            whole = self.inside[following]
            if whole and whole[0][0] <= 1 and whole[0][1] >= len(self.passages[following].clean) - 1:
                return whole[0][2]
        return None

    def _in_note(self, i: int, mark: re.Match[str]) -> Citation | None:
        """Give the first citation of the note that a mark points to: the nearest note of that number below.

        Where notes count anew in each chapter and stand together at the end, the third mark 1 means the third note 1.
        """
        number = mark.group().strip("[]")
        found = self.notes.get(number, [])
        at = bisect_right(found, i)
        if len(found) > 1 and at == 0 and len(marks := self._marks.get(number, {})) == len(found):
            at = marks.get((i, mark.start()), 0) if next(reversed(marks))[0] < found[0] else 0
        return self.inside[found[at]][0][2] if at < len(found) and self.inside[found[at]] else None

    def behind_dash(self, i: int, q: Quotation, names: Sequence[Sequence[Name]]) -> str:
        """Give the name behind a dash at the end of a quotation: *"…"--_Marou_, p. 573*, *"…"--Tell's Lamps*.

        It ends its paragraph, and is a person's: one named there or elsewhere, or whose work it is.
        """
        parts = [p for p in self.parts.get(q.first, ()) if p.passage >= i]
        last = parts[-1] if parts else q
        text = self.passages[last.passage].clean
        match = _BEHIND_DASH.match(text, last.end)
        if match is None:
            return ""
        if owner := match["owner"]:
            return owner
        start, end = match.span("name")
        told = [n for n in names[last.passage] if n.kind == "person" and n.start < end and start < n.end]
        if told:
            return told[0].full or told[0].surface
        family = match["name"].split()[-1]
        elsewhere = any(n.kind == "person" and n.surface.split()[-1] == family for here in names for n in here)
        cited = bool(match["title"]) or bool(re.match(r"_?,? (?:vol|p|pp|t|tom|[ivxlc]+)\b", text[end:]))
        return clean_name(match["name"]) if is_person_name(match["name"]) and (elsewhere or cited) else ""

    def is_of_several(self, citation: Citation) -> bool:
        """Say whether a bracket cites several works: then it does not tell whose words they are."""
        return self.of_one_span[citation.start, citation.end] > 1

    def is_quoted_by(self, i: int, q: Quotation) -> bool:
        """Say whether the citation that closes a quotation reports somebody else's words (*quoted in …*)."""
        citation = self.closing(i, q)
        if citation is None:
            return False
        passage = self.passages[self.by_block[citation.block]]
        inside = passage.reading.to_clean(citation.start - passage.start, citation.end - passage.start)
        lead = passage.clean[max(0, inside.start - 12) : inside.start]
        return bool(
            _REPORTS.match(passage.clean[inside.start : inside.end])
            or re.search(r"\b(?:quoted|cited) (?:in|by|from)\s+$", lead, re.IGNORECASE)
        )
