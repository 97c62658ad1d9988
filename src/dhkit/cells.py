"""Cells of CSV files that a spreadsheet may open: text that would run there is guarded, and read back whole.

Words of a document may begin with `=`, `+`, `-` or `@` (*=HYPERLINK(...)*, a dash of dialogue), and a spreadsheet takes
such a cell for a formula: it can send what stands in other cells to a stranger, or start a program. Yet the tables are
read by machines, and a table must give what the source says. So the guard can be undone: **one apostrophe is set before
such a cell, and before one that begins with apostrophes and such a character**; reading takes one apostrophe away from
exactly these. All other cells, *'All Power to the Soviets'* among them, are as they were, numbers too: a column of
numbers holds nothing that a document says. Who reads the files without dhkit finds one apostrophe too many in these
cells, and none anywhere else.

    >>> guard("=1+1"), guard("'=1+1"), guard("'All Power'"), free(guard("=1+1"))
    ("'=1+1", "''=1+1", "'All Power'", '=1+1')

Sources:
    OWASP, CSV Injection (which characters; the apostrophe). The rule that undoes it is ours.
"""

from __future__ import annotations

import re

import pandas as pd
from pandas.api.types import is_string_dtype

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def guard(cell: str) -> str:
    """Set an apostrophe before text that a spreadsheet would run."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def free(cell: str) -> str:
    """Take the apostrophe of `guard` away, and no other."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guard_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Guard every column of text of a frame; numbers and truth values stay as they are.

    Example:
        >>> guard_frame(pd.DataFrame({"surface": ["@lenin"], "polarity": [-1]})).values.tolist()
        [["'@lenin", -1]]
    """
    texts = [name for name in frame if is_string_dtype(frame[name])]
    return frame.assign(**{str(name): [guard(cell) for cell in frame[name]] for name in texts})
