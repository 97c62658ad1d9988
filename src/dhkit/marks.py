"""Marks: which rows stand behind a mark of a chart, and their places as a notebook stores them.

A mark is told by its keys: the values of the fields that the chart's parameter `mark` names. In come a chart's
specification and the rows that were counted, out go the rows of a mark, or the places behind every mark of the chart,
without any text, for a page that has no kernel.

    >>> fold_places([("essay", 3, 9), ("essay", 20, 31), ("faq", 4, 5)])
    'essay:3-9 20-31 faq:4-5'
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from dhkit.disguises import reveal_all

MARKS_TYPE = "application/vnd.dhkit.marks+json"
"""The type of the places behind the marks of a chart in a notebook, beside the chart."""


def choose(rows: pd.DataFrame, marked: list[dict[str, Any]] | None) -> pd.DataFrame:
    """Keep the rows behind marks, in their order: those that agree with one of the marks in all of its keys.

    Raises:
        ValueError: if a key of the marks is no column of the rows.

    Example:
        >>> rows = pd.DataFrame({"voice": ["cohn", "lih", "cohn"], "event": ["october", "october", "nep"]})
        >>> choose(rows, [{"voice": "cohn", "event": "october"}]).index.tolist()
        [0]
    """
    chosen = pd.Series(data=False, index=rows.index)
    for mark in marked or []:
        _check_keys(mark, rows)
        agrees = pd.Series(data=True, index=rows.index)
        for key, value in mark.items():
            agrees &= rows[key].map(reveal_all).eq(value)  # as the chart has it
        chosen |= agrees
    return rows[chosen]


def store_marks(spec: dict[str, Any], rows: pd.DataFrame, source: Path) -> dict[str, Any] | None:
    """Give the places behind the marks of a chart as data that a notebook can store.

    Args:
        spec: the chart's specification; its parameter `mark` names the keys of a mark.
        rows: what was counted, one row per passage, with document, start, end and the keys.
        source: folder of the corpus.toml, as the notebook names it.

    Returns:
        The source, the fields that are keys, and for each mark that is drawn its keys and its places, in the order of
        the rows. None for a chart without the parameter: nothing of it can be clicked.

    Raises:
        ValueError: if a key of the marks is no column of the rows.
    """
    fields = list_keys(spec)
    if not fields:
        return None
    _check_keys(fields, rows)
    drawn = {
        tuple(reveal_all(row[field]) for field in fields)
        for held in spec.get("datasets", {}).values()
        for row in held
        if all(field in row for field in fields)
    }
    told = rows[fields].map(reveal_all)  # as the chart has it
    marks = []
    for keys, behind in rows.groupby([told[field] for field in fields], sort=False):
        plain = [key.item() if hasattr(key, "item") else key for key in keys]
        if tuple(plain) in drawn:
            marks.append([*plain, fold_places(behind[["document", "start", "end"]].itertuples(index=False, name=None))])
    return {"source": source.as_posix(), "fields": fields, "marks": marks}


def list_keys(spec: dict[str, Any]) -> list[str]:
    """List the fields that tell the marks of a chart apart; none where no mark can be clicked."""
    held = next((param for param in spec.get("params", ()) if param["name"] == "mark"), None)
    return list(held["select"]["fields"]) if held else []


def fold_places(places: Iterable[tuple[str, int, int]]) -> str:
    """Write places in a row, the document where it changes."""
    return " ".join(
        f"{document}:{' '.join(f'{start}-{end}' for _, start, end in here)}"
        for document, here in groupby(places, key=lambda place: place[0])
    )


def _check_keys(fields: Iterable[str], rows: pd.DataFrame) -> None:
    if unknown := sorted(set(fields) - set(rows.columns)):
        raise ValueError(f"marks are told by {', '.join(unknown)}, the rows have {', '.join(rows.columns)}")
