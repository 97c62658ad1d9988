"""Oddities: what in a corpus a reader should look at before trusting its tables.

Owns the examination of a built corpus. In come its tables, its authority file and, where they are on this machine, its
documents; out comes one row per odd place, and a report that can be read. Nothing is mended here: an oddity is a thing
of the source, or an admission of the rules that read it.

Sorts:
    1. quotation mark without a partner: counted in the documents, since no table holds marks
    2. citation unresolved: a short form that nothing before it explains, with the reason
    3. citation ambiguous: several works remain, with the candidates
    4. voice not told: a stretch whose speaker the rules could not tell, with the rule that gave up
    5. speaker not in the authority file: a voice known by its name alone, once, where it is heard first
    6. short block no rule explained: plain text for want of a rule, and too short to be running text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dhkit.blocks import find_blocks
from dhkit.compare import label_documents
from dhkit.documents import Corpus, CorpusError, Document, find_document, read_document
from dhkit.passages import read_passages
from dhkit.persons import Persons
from dhkit.proposals import propose_profile
from dhkit.quotations import find_quotations
from dhkit.readings import Reading
from dhkit.rows import span_key

MARK, UNRESOLVED, AMBIGUOUS, NOT_TOLD, UNLISTED, UNEXPLAINED = SORTS = (
    "quotation mark without a partner",
    "citation unresolved",
    "citation ambiguous",
    "voice not told",
    "speaker not in the authority file",
    "short block no rule explained",
)
SHORT = 80
"""Code points below which a plain block is suspicious: headings and captions are short, paragraphs are not."""

PLACES = 10
"""Places of one sort that the report lists, unless told otherwise."""

_SURE = 0.5  # of 1: evidence for another profile that is worth saying
_ALIKE = frozenset((("quotations", "compilation"), ("newspaper", "transcript"), ("faq", "notes")))
_CONTEXT = 32  # code points shown before and after an odd place
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def read_present(corpus: Corpus) -> dict[str, Document]:
    """Read the documents of a corpus that are on this machine, by key; one that has changed is not the document."""
    present = {}
    for source in corpus.documents:
        try:
            if find_document(corpus, source):
                present[source.key] = read_document(corpus, source)
        except CorpusError:
            continue
    return present


def find_oddities(
    tables: Mapping[str, pd.DataFrame], persons: Persons, documents: Mapping[str, Document]
) -> pd.DataFrame:
    """List the odd places of a corpus.

    Args:
        tables: of the contract.
        persons: the authority file, indexed by name.
        documents: those on this machine, by key; quotation marks are counted in these alone.

    Returns:
        One row per odd place, in the order of the sorts, then by document and start: sort, document, start, end (code
        points), note (the reason, the candidates, or the name).
    """
    rows = [
        *(row for document in documents.values() for row in _stray_marks(document)),
        *_citations(tables["citations"], "unresolved", UNRESOLVED, "rule"),
        *_citations(tables["citations"], "ambiguous", AMBIGUOUS, "candidates"),
        *_not_told(tables["utterances"]),
        *_unlisted(tables, persons),
        *_unexplained(tables["blocks"]),
    ]
    found = pd.DataFrame(rows, columns=["sort", "document", "start", "end", "note"])
    order = found.assign(rank=found["sort"].map(SORTS.index))
    return order.sort_values(["rank", "document", "start"], ignore_index=True).drop(columns="rank")


def _stray_marks(document: Document) -> Iterator[tuple[Any, ...]]:
    passages = read_passages(document, find_blocks(document))
    for mark in find_quotations(passages)[1]:
        passage = passages[mark.passage]
        span = passage.span(mark.position, mark.position + 1)
        yield MARK, document.key, span.start, span.end, f"in a block of the kind {passage.kind}"


def _citations(citations: pd.DataFrame, state: str, sort: str, note: str) -> Iterator[tuple[Any, ...]]:
    for row in _records(citations[citations["state"].eq(state)]):
        yield sort, row["document"], row["start"], row["end"], row[note]


def _not_told(utterances: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in _records(utterances[utterances["state"].eq("ambiguous")]):
        yield NOT_TOLD, row["document"], row["start"], row["end"], row["rule"]


def _unlisted(tables: Mapping[str, pd.DataFrame], persons: Persons) -> Iterator[tuple[Any, ...]]:
    """Yield voices that no list knows; those whose names stand in square brackets are described, not named.

    Two authors who are one voice are known if each of them is.
    """
    voices = tables["voices"].set_index("voice")["name"]
    authors = set(tables["documents"]["voice"])
    heard = tables["utterances"].drop_duplicates("voice")
    said = tables["utterances"]["voice"].value_counts()
    for row in _records(heard):
        voice = str(row["voice"])
        name = str(voices[voice])
        known = persons.get(voice) or all(persons.find(part) for part in name.split("; "))
        if not known and voice not in authors and not name.startswith("["):
            n = int(said[voice])
            times = f"{n} stretches" if n > 1 else "1 stretch"
            yield UNLISTED, row["document"], row["start"], row["end"], f"{name}, {times}"


def _unexplained(blocks: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    plain = blocks[blocks["rule"].eq("no other rule") & blocks["continues"].eq("")]
    for row in _records(plain[(plain["end"] - plain["start"]).lt(SHORT)]):
        yield UNEXPLAINED, row["document"], row["start"], row["end"], f"{row['end'] - row['start']} characters"


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def share_states(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Measure how sure the voices of each document are.

    Returns:
        One row per document, in their order: label, certain, inferred, ambiguous (shares of the code points that
        anybody speaks, 0 to 1), n_chars (these code points), n_plain and n_blocks (blocks that no rule explained, and
        all).
    """
    utterances, blocks = tables["utterances"], tables["blocks"]
    sized = utterances.assign(n_chars=utterances["end"] - utterances["start"])
    shares = sized.pivot_table(index="document", columns="state", values="n_chars", aggfunc="sum", fill_value=0)
    shares = shares.reindex(columns=["certain", "inferred", "ambiguous"], fill_value=0)
    total = shares.sum(axis=1)
    shares = shares.div(total, axis=0).assign(n_chars=total)
    plain = blocks["rule"].eq("no other rule").groupby(blocks["document"])
    labels = label_documents(tables["documents"], tables["voices"])
    shares = shares.reindex(labels.index, fill_value=0)  # nobody may speak in a document
    counted: dict[str, pd.Series[Any]] = {"n_plain": plain.sum(), "n_blocks": plain.size()}
    shares = shares.assign(**{k: n.reindex(labels.index, fill_value=0).astype(int) for k, n in counted.items()})
    shares = shares.reset_index()
    shares.insert(1, "label", shares["document"].map(labels))
    return shares


def report(
    corpus: Corpus,
    tables: Mapping[str, pd.DataFrame],
    oddities: pd.DataFrame,
    documents: Mapping[str, Document],
    *,
    places: int = PLACES,
) -> str:
    """Write the report of an examination, for reading on a screen.

    Args:
        corpus: its description.
        tables: its tables.
        oddities: made by `find_oddities`.
        documents: those on this machine: their words are shown around an odd place.
        places: of each sort listed; 0 lists all.
    """
    head = ("document", "certain", "inferred", "ambiguous", "characters", "plain blocks")
    lines = [
        f"{corpus.name}: {corpus.title}",
        "",
        "How sure are the voices? Shares of the characters that anybody speaks",
    ]
    lines.append("  {:34}{:>9}{:>10}{:>11}{:>12}{:>14}".format(*head))
    for row in _records(share_states(tables)):
        plain = f"{row['n_plain']} of {row['n_blocks']}"
        shares = f"{row['certain']:>9.1%}{row['inferred']:>10.1%}{row['ambiguous']:>11.1%}"
        lines.append(f"  {_cut(row['label'], 33):34}{shares}{row['n_chars']:>12,}{plain:>14}")
    lines.append("  (plain: running text for want of another rule)")
    lines += ["", "Which rules explained the blocks?"]
    for document, rules in tables["blocks"].groupby("document", sort=False)["rule"]:
        lines.append(f"  {document}: {', '.join(f'{rule} {n}' for rule, n in rules.value_counts().items())}")
    for told in doubt_profiles(documents):
        lines.append(f"  {told}")
    for sort in SORTS:
        found = oddities[oddities["sort"].eq(sort)]
        unseen = [s.key for s in corpus.documents if s.key not in documents] if sort == MARK else []
        lines += ["", f"{len(found)} × {sort}"]
        if unseen:
            lines.append(f"  not counted, since their text is not on this machine: {', '.join(unseen)}")
        shown = found if not places else found.head(places)
        lines += [f"  {_place(row, documents)}" for row in _records(shown)]
        if len(shown) < len(found):
            lines.append(f"  … and {len(found) - len(shown)} more; --places 0 lists all")
    return "\n".join(lines)


def doubt_profiles(documents: Mapping[str, Document]) -> list[str]:
    """Say, one line each, which documents look as if another layout profile fitted them better."""
    doubts = []
    for document in documents.values():
        reading = Reading(document.text, document.source.format or "text", "", document.marks)
        guess, layout = propose_profile(reading), document.source.layout
        if guess.value != layout and guess.weight >= _SURE and (layout, guess.value) not in _ALIKE:
            doubts.append(
                f"{document.key} is read as {layout}, but looks like {guess.value} ({guess.reason}): "
                f'try layout = "{guess.value}" in corpus.toml'
            )
    return doubts


def _place(row: Mapping[str, Any], documents: Mapping[str, Document]) -> str:
    start, end = int(row["start"]), int(row["end"])
    where = f"{span_key(row['document'], start, end)}  {_cut(row['note'], 70)}"
    document = documents.get(row["document"])
    if document is None:
        return where
    before = document.text[max(0, start - _CONTEXT) : start]
    meant = document.text[start : min(end, start + _CONTEXT)]
    after = document.text[end : end + _CONTEXT] if end - start < _CONTEXT else " …"
    return f"{where}\n      … {_line(before)}▸{_line(meant)}◂{_line(after)}"


def _line(text: str) -> str:
    """Set a stretch of a document on one line, without what would move the cursor or turn the line around."""
    return re.sub(r"\s+", " ", _UNSEEN.sub(" ", text))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
