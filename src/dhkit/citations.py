"""Citations: where a document refers to a work, and who is named before it.

In come passages, out come `FoundCitation`s in order, each found by its form (`citation_forms`), with who is named and
who is said to speak before it. Which work is meant is `works`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhkit.attribution import Cue, find_announcement, find_cue
from dhkit.author_names import is_body_name, is_person_name
from dhkit.citation_forms import FoundCitation, find_forms, find_manner
from dhkit.names import Name, paint
from dhkit.passages import Passage
from dhkit.placements import place_quotations
from dhkit.quotations import Quotation, by_passage
from dhkit.text import fold


def find_citations(
    passages: Sequence[Passage], names: Sequence[Sequence[Name]], quotations: Sequence[Quotation]
) -> list[FoundCitation]:
    """Find the citations of a document.

    Args:
        passages: of one document, in order.
        names: the names in each passage.
        quotations: of the document.

    Returns:
        In order of passage and start; the forms are numbered in `citation_forms`.
    """
    manner = find_manner(passages)
    places = place_quotations(passages, names)
    heard: dict[int, Name] = {}  # who spoke last, by passage
    carried: dict[int, Name] = {}  # who is announced, while no citation closes the quotation
    found: list[FoundCitation] = []
    quoted = by_passage(quotations, len(passages))
    for i, passage in enumerate(passages):
        if passage.kind == "furniture":
            continue
        here = [c for c in find_forms(i, passages, manner) if not _is_place_and_date(c, names[i])]
        announcing = places.get(i, _announcing_line(i, passages))
        announced = (
            _announced(
                passages[announcing],
                names[announcing],
                quoted[announcing],
                find_forms(announcing, passages, manner),
            )
            if announcing is not None
            else None
        )
        if announced is None and passage.clean[:1] == '"' and i - 1 in carried:
            announced = carried[i - 1]  # a quotation over paragraphs is the announced one's to its end
        if announced is not None and not here:
            carried[i] = announced
        before = announced or heard.get(i - 1)
        here, last = _with_context(here, passage, names[i], quoted[i], before=before, announced=announced)
        found += here
        if last is not None:
            heard[i] = last
    return found


def cited_authors(passages: Sequence[Passage]) -> list[str]:
    """List the persons whom a document cites as authors, as its references print them, in order.

    Returns:
        "Family, Given" or a family name alone, each once; bodies are left out.
    """
    manner = find_manner(passages)
    authors = [
        author
        for i, passage in enumerate(passages)
        if passage.kind != "furniture"
        for citation in find_forms(i, passages, manner)
        for reference in citation.references
        for author in reference.authors
    ]
    return [
        a for a in dict.fromkeys(authors) if not is_body_name(a) and is_person_name(" ".join(reversed(a.split(", "))))
    ]


def _announcing_line(i: int, passages: Sequence[Passage]) -> int | None:
    """Find the line ending in a colon that governs a passage: the one before; in a comment, one above its sources."""
    if i == 0:
        return None
    passage, j = passages[i], i - 1
    if passage.kind == "comment" and passage.clean[:1] in '"(':
        while j > 0 and passages[j].block.group == passage.block.group and passages[j].clean[:1] in '"(':
            j -= 1
    elif passage.clean[:1] != '"':
        return None
    return j if passages[j].clean.endswith(":") else None


def _is_place_and_date(citation: FoundCitation, names: Sequence[Name]) -> bool:
    """Say whether a name and a year are a known place, or event, and its year: *(Velm 1911)*."""
    places = [n for n in names if n.kind in ("place", "event") and citation.start <= n.start < citation.end]
    if any(r.pages for r in citation.references):
        return False
    if citation.form == "author-date":
        return bool(places)
    return any(r.form == "newspaper" and r.title == n.surface for r in citation.references for n in places)


def _announced(
    passage: Passage, names: Sequence[Name], quotations: Sequence[Quotation], citations: Sequence[FoundCitation]
) -> Name | None:
    """Give who is announced at the end of the passage before a block quotation; a cited author announces nothing."""
    cited = [(c.start, c.end) for c in citations]
    cue = find_announcement(paint(passage.clean, names, quotations, cited), names)
    return cue.name if cue else None


def _with_context(
    here: list[FoundCitation],
    passage: Passage,
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    *,
    before: Name | None,
    announced: Name | None,
) -> tuple[list[FoundCitation], Name | None]:
    """Add to each citation who is named, and who is said to speak, between the one before and it.

    Returns:
        The citations, and who spoke last in the passage.
    """
    cited = [(c.start, c.end) for c in here]
    painted = paint(passage.clean, names, quotations, cited)
    outer = [q for q in quotations if q.depth == 1]
    unquoted = [
        n
        for n in names
        if n.kind == "person"
        and not any(q.start <= n.start < q.end for q in outer)
        and not any(s <= n.start < e for s, e in cited)
    ]
    cues = _resolve_pronouns(
        [(q.start, cue) for q in outer if (cue := find_cue(q, passage.clean, painted, names))], unquoted, before
    )
    spoken: list[FoundCitation] = []
    position = 0
    for c in here:
        heard = [name for at, name in cues if position <= at < c.start]
        if announced is not None and not spoken:
            heard = [announced, *heard]
        inside = [n for n in unquoted if position <= n.start < c.start]
        if inside and passage.clean[inside[-1].end : c.start].strip(" ,(") == "":
            heard = [*heard, inside[-1]]  # a name right before the bracket is the author
        if not heard and before is not None and c.start <= 1 and c.end >= len(passage.clean) - 1:
            heard = [before]  # a line of its own closes what stands above it
        words = tuple(fold(passage.clean[q.start : q.end]) for q in outer if position <= q.start < c.start)
        spoken.append(replace(c, cues=tuple(heard), named=tuple(inside), words=words))
        position = c.end
    last = cues[-1][1] if cues else (spoken[-1].cues[-1] if spoken and spoken[-1].cues else None)
    return spoken, last


def _resolve_pronouns(
    cues: Sequence[tuple[int, Cue]], people: Sequence[Name], before: Name | None
) -> list[tuple[int, Name]]:
    """Give each cue its name.

    *He* is who spoke last in the passage, else the person named last before it, else who spoke before the passage.
    """
    heard: list[tuple[int, Name]] = []
    for at, cue in cues:
        name = cue.name if cue.rule[0] in "1235" else None
        if name is None and cue.pronoun in ("he", "she"):
            earlier = [n for n in people if n.end <= at]
            name = heard[-1][1] if heard else (earlier[-1] if earlier else before)
        if name is not None:
            heard.append((at, name))
    return heard
