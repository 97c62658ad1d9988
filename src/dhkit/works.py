"""Works: which work a citation means.

Owns resolving: one key per work however it is cited, authors filled in, short forms led back to what they stand for. In
come `FoundCitation`s in document order, out come `Citation` and `Work` rows. A short form is resolved only if one work
remains; else it is ambiguous, with its candidates, or unresolved, with the reason in `rule`.

Steps:
    1. Shelve: every reference with author and title is a work; equal titles (but for misprints) of one author are one.
    2. Title alone: the work of that title on the shelf; of several, the one whose author is named since the last
       citation; of none, a new work by who is said to speak there, or by who is named with the title in the text.
    3. Author and Op. Cit.: the author's work cited last before it; but where only another of his works was cited with
       the very same page, that one if the same words were quoted there, else both are candidates. Ibid.: the work cited
       just before.
    4. Op. Cit. alone: the last work of who is said to speak, or is named, since the last citation; else the work cited
       just before.
    5. Author alone, with or without year (author-date texts): one work for each author and year.
    6. Pages alone: the work in play, which is the last one whose author or title the text names before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dhkit.antecedents import Antecedents
from dhkit.author_names import family_name
from dhkit.citation_forms import FoundCitation
from dhkit.lexicons import KnownWork
from dhkit.names import Name
from dhkit.passages import Passage
from dhkit.persons import Persons, same_family
from dhkit.placements import place_quotations
from dhkit.references import Reference, short_title
from dhkit.rows import Citation, Work, span_key
from dhkit.shelves import Book, Shelf, same_title
from dhkit.text import fold

_GENERIC_TITLE = re.compile(r"\b(?:Works|Writings|Speeches|Letters|Sochineniya|Papers|Documents)\b")

_PROCEEDINGS = re.compile(
    r"\b(?:Congress|Conference|Plenum|Minutes|Proceedings|Protocols?|Stenographic|Resolutions?)\b"
)


@dataclass
class _Answer:
    """What one reference was resolved to."""

    book: Book | None
    rule: str
    state: str = "resolved"
    candidates: tuple[Book, ...] = ()
    antecedent: tuple[int, int] | None = None


def resolve_citations(
    found: Sequence[FoundCitation],
    passages: Sequence[Passage],
    names: Sequence[Sequence[Name]],
    *,
    author: str,
    known: Sequence[KnownWork],
    persons: Persons,
) -> tuple[list[Citation], list[Work]]:
    """Resolve the citations of one document.

    Args:
        found: in document order.
        passages: of the document.
        names: the names in each passage.
        author: the document's author as in corpus.toml; page numbers alone do not refer to the author's own works.
        known: the corpus's list of works.
        persons: the authority file.

    Returns:
        One `Citation` per reference, in document order, and one `Work` per work that is cited. Works that an unresolved
        short form would need are not invented.
    """
    shelf = Shelf(persons)
    for work in known:
        shelf.put(
            Reference(
                "known",
                tuple(a.strip() for a in work.authors.split(";") if a.strip()),
                short_title(work.title),
                work.year,
                work.place,
                work.publisher,
            )
        )
    for citation in found:
        for reference in citation.references:
            if reference.title and reference.authors and not reference.short:
                shelf.put(reference)
    before = Antecedents(found, passages, names, shelf, author)
    for title, author_name in _vote_authors(found, before):
        shelf.put(Reference("vote", (author_name,), title))
    for citation in found:
        for reference in citation.references:
            if citation.form == "footnote" and reference.title and not (reference.authors or _is_nobodys(reference)):
                written_by = before.title_author(reference.title)
                shelf.put(reference, (written_by,) if written_by else ())
    answers: list[tuple[FoundCitation, int, Reference, _Answer]] = []
    places = place_quotations(passages, names)
    for i, citation in sorted(
        enumerate(found), key=lambda c: (places.get(c[1].passage, c[1].passage), c[1].passage, c[1].start)
    ):
        for n, reference in enumerate(citation.references, start=1):
            answer = _resolve(i, reference, before)
            before.remember(i, answer.book, reference)
            answers.append((citation, n, reference, answer))
    # Keys are made last: a later citation may have told the author of an earlier one's title.
    rows = [
        _row(citation, n, reference, answer, passages[citation.passage]) for citation, n, reference, answer in answers
    ]
    used = {book.key: book for *_, answer in answers for book in (answer.book, *answer.candidates) if book is not None}
    rows.sort(key=lambda r: (r.start, r.citation))
    return rows, [
        Work(work=k, authors="; ".join(b.authors), title=b.title, year=b.year[:4], place=b.place, publisher=b.publisher)
        for k, b in sorted(used.items())
    ]


def _is_nobodys(reference: Reference) -> bool:
    """Say whether a title has no author to be told: proceedings, a newspaper, a shelf mark, a book without one."""
    return reference.form in ("archive", "newspaper", "periodical", "title") or bool(
        _PROCEEDINGS.search(reference.title)
    )


def _vote_authors(found: Sequence[FoundCitation], before: Antecedents) -> Iterator[tuple[str, str]]:
    """Name the author of each title that is cited without one: who speaks before most of its citations.

    A title of one word may be a person's (*Lenin*), and words like *Works* are anybody's: they wait for their sentence.
    """
    votes: dict[str, Counter[str]] = {}
    titles: dict[str, str] = {}
    for i, citation in enumerate(found):
        for reference in citation.references:
            if _is_nobodys(reference):
                continue  # who spoke there did not write them
            if reference.authors or reference.short or len(reference.title.split()) < 2:
                continue
            key = next((k for k in titles if same_title(titles[k], reference.title)), reference.title)
            titles.setdefault(key, reference.title)
            votes.setdefault(key, Counter()).update(_not_its_subject(reference.title, before.cue_speakers(i))[:1])
    for key, counted in votes.items():
        if before.shelf.by_title(titles[key]) or not counted:
            continue
        best = max(counted, key=lambda name: counted[name])  # of equal ones the first met
        if counted[best] > 1 or not _GENERIC_TITLE.search(titles[key]):
            yield titles[key], best


def _not_its_subject(title: str, people: Sequence[str]) -> list[str]:
    """Leave out whom a title is about: *On N* is hardly by N, but *Works of N* and *N's Letters* are."""
    if _GENERIC_TITLE.search(title) or re.search(r"['’]s\b", title):
        return list(people)
    words = fold(title).split()
    return [p for p in people if fold(family_name(p)) not in words]


def _resolve(i: int, reference: Reference, before: Antecedents) -> _Answer:
    """Try the steps of the module's docstring."""
    shelf = before.shelf
    if reference.short:
        return _resolve_short(i, reference, before)
    if reference.form == "round" and not reference.title:
        return _resolve_pages(i, before)
    if reference.form == "footnote" and reference.authors and not (reference.title or reference.year):
        return _resolve_author(reference, before)
    if reference.authors or reference.form in ("archive", "periodical"):
        book = shelf.put(reference)
        if reference.form == "short title" and (last := before.last(among=[book])):
            return _Answer(book, "short title", antecedent=before.place(last[0]))
        return _Answer(book, "full reference" if reference.title else "author alone")
    return _resolve_title(i, reference, before)


def _resolve_author(reference: Reference, before: Antecedents) -> _Answer:
    """Resolve an author with a volume or page: the one work, or the one cited last before; else a work of no title."""
    written = [b for b in before.shelf.by_author(reference.authors) if b.title]
    if (last := before.last(among=written)) is not None:
        return _Answer(last[1], "author alone, work cited before", antecedent=before.place(last[0]))
    if len(written) == 1:
        return _Answer(written[0], "author alone, cited with a title later")
    if written:
        return _Answer(None, "author alone, several works", "ambiguous", tuple(written))
    return _Answer(before.shelf.put(reference), "author alone")


def _resolve_title(i: int, reference: Reference, before: Antecedents) -> _Answer:
    shelf = before.shelf
    same = shelf.by_title(reference.title)
    named = before.speakers(i)
    if len(same) > 1 and len({b.families for b in same}) == 1:  # editions of one work
        last = before.last(among=same)
        return _Answer(last[1] if last else same[0], "title cited elsewhere")
    if len(same) > 1:
        fitting = [b for b in same if any(same_family(family_name(s), f) for s in named for f in b.families)]
        if len(fitting) == 1:
            return _Answer(fitting[0], "title, author named before")
        if named and not any(same_family(family_name(s), f) for s in named for b in same for f in b.families):
            same = []
        else:
            return _Answer(None, "several works of that title", "ambiguous", tuple(fitting or same))
    if len(same) == 1:
        book = same[0]
        speaker = before.cue_speakers(i)
        foreign = (
            (len(reference.title.split()) == 1 or _GENERIC_TITLE.search(reference.title))
            and book.authors
            and speaker
            and not any(same_family(family_name(s), f) for s in speaker for f in book.families)
        )
        if not foreign:
            if (
                not book.authors
                and not _is_nobodys(reference)
                and (author := next(iter(speaker), "") or before.title_author(reference.title))
            ):
                book.authors = (author,)
            book.year = book.year or reference.year
            shelf.spell_out(book, reference.title)
            return _Answer(book, "title cited elsewhere")
    if (
        (written := shelf.by_author([reference.title]))
        and len(reference.title.split()) == 1
        and not before.cue_speakers(i)
    ):
        last = before.last(among=written)
        if last:
            return _Answer(last[1], "author alone, work cited before", antecedent=before.place(last[0]))
    if _is_nobodys(reference):
        return _Answer(shelf.put(reference), "title alone")
    author = (
        next(iter(_not_its_subject(reference.title, before.cue_speakers(i))), "")
        or before.title_author(reference.title)
        or (next(iter(_not_its_subject(reference.title, named)), "") if reference.form == "bracket" else "")
    )
    rule = "title, author from the sentence" if author else "title alone"
    return _Answer(shelf.put(reference, (author,) if author else ()), rule)


def _resolve_short(i: int, reference: Reference, before: Antecedents) -> _Answer:
    shelf = before.shelf
    previous = before.last()
    if reference.short == "ibid.":
        if previous is None:
            return _Answer(None, "ibid. with no citation before", "unresolved")
        return _Answer(previous[1], "ibid.", antecedent=before.place(previous[0]))
    if reference.authors:
        written = shelf.by_author(reference.authors)
        if answer := _choose(i, reference, written, before, "op. cit. of the author"):
            if answer.book is not None:
                shelf.add_authors(answer.book, reference.authors)
            return answer
        nameless = [(k, b) for k, b in reversed(before.cited[-5:]) if not b.authors and b.title]
        if nameless:
            nameless[0][1].authors = tuple(shelf.author(a) for a in reference.authors)
            return _Answer(
                nameless[0][1], "op. cit. names the author of a title", antecedent=before.place(nameless[0][0])
            )
        if len(written) == 1:
            return _Answer(written[0], "op. cit., cited only later")
        if written:
            return _Answer(None, "op. cit. before any citation of the author's works", "ambiguous", tuple(written))
        return _Answer(None, "op. cit. of an author who is not cited", "unresolved")
    for rule, people in (
        ("op. cit. of who speaks", before.cue_speakers(i)),
        ("op. cit. of who is named", before.speakers(i)),
    ):
        written = [b for person in people for b in shelf.by_author([person])]
        if answer := _choose(i, reference, written, before, rule):
            return answer
    if previous is None:
        return _Answer(None, "op. cit. with no citation before", "unresolved")
    return _Answer(previous[1], "op. cit. of the last work", antecedent=before.place(previous[0]))


def _choose(i: int, reference: Reference, written: Sequence[Book], before: Antecedents, rule: str) -> _Answer | None:
    """Choose among an author's works the one cited last, unless another has been cited with the very same page.

    Then the words decide, if they were quoted before with that page; else both may be meant.
    """
    last = before.last(among=written)
    if last is None:
        return None
    pages = set(filter(None, reference.pages.split(", ")))
    same_page = [(k, book) for k, book in before.all_cited(written) if pages & before.pages_of(k, book)]
    if not pages or not same_page or any(book is last[1] for _, book in same_page):
        return _Answer(last[1], rule, antecedent=before.place(last[0]))
    for k, book in same_page:
        if before.same_words(i, k):
            return _Answer(book, "op. cit. of the same words and page", antecedent=before.place(k))
    candidates = (last[1], *{b.key: b for _, b in same_page}.values())
    return _Answer(None, "op. cit., another work of the author has that page", "ambiguous", candidates)


def _resolve_pages(i: int, before: Antecedents) -> _Answer:
    listed = before.in_play(i)
    if listed:
        return _Answer(listed[0], "pages of the work in play")
    previous = before.last()
    if previous is not None:
        return _Answer(previous[1], "pages of the work cited before", antecedent=before.place(previous[0]))
    return _Answer(None, "pages with no work named before", "unresolved")


def _row(citation: FoundCitation, n: int, reference: Reference, answer: _Answer, passage: Passage) -> Citation:
    block, span = passage.spans(citation.start, citation.end)[0]
    form = (
        citation.form
        if citation.form in ("line", "source", "round", "footnote")
        else (
            reference.form
            if reference.form in ("archive", "bare author")
            else "short"
            if reference.short
            else "bracket"
        )
    )
    antecedent = answer.antecedent or (None, None)
    return Citation(
        citation=f"{span_key(block.document, span.start, span.end)}#{n}",
        document=block.document,
        block=block.block,
        start=span.start,
        end=span.end,
        work=answer.book.key if answer.book else "",
        pages=reference.pages,
        form=form,
        rule=answer.rule,
        state=answer.state,
        candidates="; ".join(sorted(b.key for b in answer.candidates)),
        quoted=reference.speaker,
        antecedent_start=antecedent[0],
        antecedent_end=antecedent[1],
    )
