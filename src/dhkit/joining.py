"""Joining: from the rows of several documents to the tables of a corpus.

Owns what needs all documents: one key for one thing, one row for one voice and one work, a scholar's corrections, and
the tables that count (entities, co-mentions). The documents stand in the order of corpus.toml, and of two that tell
equally much the first is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from dhkit.amendments import Outcome, amend
from dhkit.authority import Authority
from dhkit.corrections import Correction
from dhkit.document_tables import DocumentTables, Lists
from dhkit.entities import count_entities
from dhkit.lexicons import frame_set
from dhkit.networks import count_comentions
from dhkit.reconciliation import apply_keys, reconcile
from dhkit.rows import TABLES, Row, Voice, Work
from dhkit.tables import to_frame


def join_documents(built: Sequence[DocumentTables], authority: dict[str, Authority]) -> dict[str, pd.DataFrame]:
    """Join the rows of several documents, as the rules have made them, and count over all of them."""
    return count_rows(*join_rows(built, authority))


def correct_documents(
    built: Sequence[DocumentTables], lists: Lists, corrections: Sequence[Correction], texts: Mapping[str, str]
) -> tuple[dict[str, pd.DataFrame], list[Outcome]]:
    """Join the rows of several documents, apply a scholar's corrections to them, and count over all.

    Args:
        built: the rows of each document.
        lists: the word lists of the corpus.
        corrections: in the order of their file.
        texts: source texts by document.

    Returns:
        Every table by name, and what became of each correction, in order.

    Raises:
        CorpusError: if a correction names what is not there.
    """
    rows, known = join_rows(built, lists.authority)
    rows, outcomes = amend(rows, corrections, texts=texts, known=known, lexicon=lists.frames, frames=frame_set())
    return count_rows(rows, known), outcomes


def join_rows(
    built: Sequence[DocumentTables], authority: dict[str, Authority]
) -> tuple[dict[str, list[Row]], dict[str, Authority]]:
    """Join the rows of several documents; give with them all that they may name, by key."""
    rows: dict[str, list[Row]] = {name: [r for b in built for r in b.rows.get(name, [])] for name in TABLES}
    new = {key: entry for b in reversed(built) for key, entry in b.new.items()}  # the first document's entry stands
    known = {**new, **authority}
    keys = reconcile(rows["mentions"], authority, new)  # type: ignore[arg-type]
    for name in ("mentions", "utterances", "voices", "characterisations"):
        rows[name] = apply_keys(rows[name], keys, known)
    rows["voices"] = _first_of_each(rows["voices"], Voice)
    rows["works"] = _merge_works(rows["works"])
    return rows, known


def count_rows(rows: Mapping[str, Sequence[Row]], known: Mapping[str, Authority]) -> dict[str, pd.DataFrame]:
    """Make the tables of joined rows, and those that count over them."""
    frames = {
        name: to_frame(name, rows[name]) for name in rows if name not in ("entities", "comentions", "comention_blocks")
    }
    mentions, utterances = rows["mentions"], rows["utterances"]
    characterised = {c.event for c in rows["characterisations"]}  # type: ignore[attr-defined]
    frames["entities"] = to_frame("entities", count_entities(mentions, utterances, known, characterised))  # type: ignore[arg-type]
    frames["comentions"], frames["comention_blocks"] = count_comentions(
        frames["mentions"], frames["utterances"], frames["entities"]
    )
    return {name: frames[name] for name in TABLES}


def _first_of_each(rows: Iterable[Row], row_class: type[Row]) -> list[Row]:
    """Keep one row per key: the one that tells most, of equals the first."""
    best: dict[str, Row] = {}
    for row in rows:
        key = getattr(row, row_class.key[0])
        if key not in best or _told(row) > _told(best[key]):
            best[key] = row
    return list(best.values())


def _told(row: Row) -> int:
    return sum(bool(getattr(row, name)) for name in row.__slots__)  # type: ignore[attr-defined]


def _merge_works(rows: Iterable[Row]) -> list[Row]:
    """Join what several documents tell of one work: the first that tells a field."""
    merged: dict[str, dict[str, str]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in ("work", "authors", "title", "year", "place", "publisher")}
        known = merged.setdefault(values["work"], values)
        for name, value in values.items():
            known[name] = known[name] or value
    return [Work(**values) for values in merged.values()]
