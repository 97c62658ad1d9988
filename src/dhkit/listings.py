"""Listings: a small table of figures as a reader wants it, in a notebook and in a terminal.

In comes any frame and what its columns are called, out goes a `Listing` with named columns. Computes nothing.

    >>> show(pd.DataFrame({"title": ["A <b>"]}))._repr_html_().count("A &lt;b&gt;")
    1
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype, is_numeric_dtype

from dhkit.disguises import reveal, spell_out
from dhkit.theme import Words

EMPTY = "nothing: the tables of this corpus have no such row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A small table as a reader wants it: named columns, text to the left, numbers to the right, no row numbers."""

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    """Which columns hold numbers."""

    def __repr__(self) -> str:
        """Show the table where there is no HTML."""
        if not self.body:
            return f"{EMPTY} ({', '.join(self.head)})"
        return reveal(pd.DataFrame([*self.body], columns=[*self.head]).to_string(index=False))

    def _repr_html_(self) -> str:
        sides = [f'style="text-align:{"right" if right else "left"}"' for right in self.right]
        head = "".join(f"<th {side}>{spell_out(name)}</th>" for side, name in zip(sides, self.head, strict=True))
        if not self.body:
            alone = f'<tr><td style="text-align:left" colspan="{len(self.head)}">{EMPTY}</td></tr>'
            return f"<table><thead><tr>{head}</tr></thead><tbody>{alone}</tbody></table>"
        rows = (
            "".join(f"<td {s}>{spell_out(cell)}</td>" for s, cell in zip(sides, row, strict=True)) for row in self.body
        )
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
        )


def show(frame: pd.DataFrame, /, **columns: Words) -> Listing:
    """Show columns of a frame under words that a reader knows.

    Args:
        frame: any frame; its index is not shown.
        columns: the columns shown, in this order: how each is called, alone or with the format of its numbers. All
            columns under their own names if none is given.

    Returns:
        A table. Without a format, whole numbers have commas where one reaches 10,000, others two decimals; what is
        missing is empty.

    Example:
        >>> show(pd.DataFrame({"title": ["Essay"], "n_words": [12000]}), title="title", n_words="words")
        title  words
        Essay 12,000
    """
    told = columns or {str(name): str(name).replace("_", " ") for name in frame}
    named = {name: (words, "") if isinstance(words, str) else words for name, words in told.items()}
    cells = [
        [_tell(value, form or _usual_format(frame[name])) for value in frame[name]] for name, (_, form) in named.items()
    ]
    right = tuple(is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name]) for name in named)
    return Listing(head=tuple(words for words, _ in named.values()), body=tuple(zip(*cells, strict=True)), right=right)


def _usual_format(column: pd.Series) -> str:
    if is_float_dtype(column):
        return ".2f"
    return "," if is_integer_dtype(column) and column.abs().ge(10_000).any() else ""


def _tell(value: Any, form: str) -> str:
    """One cell in words."""
    return "" if pd.isna(value) else format(value, form)
