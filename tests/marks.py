"""Every mark of every chart of a notebook, with the rows that it leads to.

A notebook is run here cell by cell, without a kernel, and what it hands to `follow` is kept. A chart's marks are read
from its specification: the views that its parameter `mark` listens to, the rows of each, and the keys of each row.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import altair as alt
import pandas as pd

from dhkit import explore
from dhkit.marks import choose
from dhkit.notebooks import read_notebook

_FILTERS = {
    "datum.enough": lambda row: row["enough"],
    "!datum.enough": lambda row: not row["enough"],
    "datum.draws": lambda row: row["draws"],
    "!datum.draws": lambda row: not row["draws"],
}


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One chart of a notebook, and what its marks are said to stand for."""

    spec: dict[str, Any]
    rows: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    source: Path

    def marks(self) -> Iterator[dict[str, Any]]:
        """The rows that are drawn as marks which can be clicked."""
        held = next(param for param in self.spec["params"] if param["name"] == "mark")
        views = held.get("views") or [self.spec["name"]]
        for view in views:
            yield from _drawn(self.spec, view, self.spec["datasets"])

    def behind(self, mark: dict[str, Any]) -> pd.DataFrame:
        """The rows that a click on a mark lists."""
        held = next(param for param in self.spec["params"] if param["name"] == "mark")
        return choose(self.rows, [{field: mark[field] for field in held["select"]["fields"]}])


def walk_notebook(path: Path) -> list[Followed]:
    """Run the cells of a notebook and return its charts, in their order."""
    found: list[Followed] = []

    def keep(chart: Any, rows: pd.DataFrame, tables: dict[str, pd.DataFrame], source: Path, **_: Any) -> None:
        found.append(Followed(spec=chart.to_dict(), rows=rows, tables=tables, source=source.resolve()))

    names: dict[str, Any] = {"__name__": "__main__"}
    with chdir(path.parent), patch.object(explore, "follow", keep), alt.theme.enable(alt.theme.active):
        for cell in read_notebook(path).cells:
            if cell.cell_type == "code":
                with redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, str(path), "exec"), names)
    return found


def _drawn(
    spec: dict[str, Any], view: str, sets: dict[str, Any], data: str = "", filters: tuple[str, ...] = ()
) -> Iterator[dict[str, Any]]:
    data = spec.get("data", {}).get("name", data)
    for step in spec.get("transform", []):
        assert set(step) <= {"filter", "calculate", "as"}, step
        filters += (step["filter"],) if "filter" in step else ()
    if spec.get("name") == view:
        yield from (row for row in sets[data] if all(_FILTERS[told](row) for told in filters))
    for kind in ("layer", "concat", "hconcat", "vconcat"):
        for part in spec.get(kind, []):
            yield from _drawn(part, view, sets, data, filters)
