"""From a mark or a row back to the page: the passages behind what was counted.

Owns the widgets of the notebooks. In come rows of any table that stand for a stretch of a document, out goes a list of
their passages (`excerpts`): document, voice, reporter, work, page, permalink, and the text with the counted stretch
marked, where the document is on this machine, with the blocks before and after a click away. Computes nothing.

What a notebook **stores** is the same on every machine: the references, the places behind each mark of a chart
(`marks`), and the text only of documents whose rights allow it to be passed on. All other text lives in the widget
while the kernel runs and is not saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
from altair.typing import ChartType

from dhkit.disguises import spell_out
from dhkit.excerpts import NOT_HERE, Excerpt, find_excerpts
from dhkit.listings import show
from dhkit.marks import MARKS_TYPE, choose, store_marks
from dhkit.renderer import LiveChart, render

__all__ = ["FollowedChart", "PassageList", "follow", "list_marked", "passages", "show"]

CLICK = "Click a mark of the chart, and its passages are listed here; shift-click adds a mark."

NO_ROWS = "No passage: the tables of this corpus have no such row."

NONE = "No passage: this mark stands for nothing that was counted."

MOST = 12
"""Passages shown at once: what can be read; the head of the list says how many there are."""

_COLUMNS = ("document", "voice", "reported by", "work, page", "permalink")


class PassageList(widgets.HTML):  # type: ignore[misc]
    """A list of passages: live with all the text this machine has, stored with no more than may be passed on."""

    def __init__(self, listed: list[Excerpt], n_rows: int, *, nothing: str = CLICK) -> None:
        super().__init__()
        self.nothing = nothing
        self.show(listed, n_rows)

    def show(self, listed: list[Excerpt], n_rows: int) -> None:
        """Show other passages."""
        self.heading = f"{n_rows} passage{'' if n_rows == 1 else 's'}"
        if len(listed) < n_rows:
            self.heading += f", the first {len(listed)} shown"
        self.stored = _table(self.heading, [(p.references, p.stored) for p in listed]) if listed else self._say()
        absent = bool(listed) and all(p.live == NOT_HERE for p in listed)  # said once, not at every passage
        told = f"{self.heading}; {NOT_HERE}" if absent else self.heading
        shown = [(p.references, "" if absent else p.before + p.live + p.after) for p in listed]
        live = _table(told, shown) if listed else self._say()
        self.value = f'<div style="line-height:1.4">{live}</div>'  # a widget's own lines are as high as a button

    def _say(self) -> str:
        return f"<p>{spell_out(self.heading if self.heading != '0 passages' else self.nothing)}</p>"

    def __repr__(self) -> str:
        """Say how many there are, and nothing of their text: this is stored."""
        return f"Passages: {self.heading}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(**kwargs), "text/html": self.stored, "text/plain": repr(self)}


class FollowedChart(widgets.VBox):  # type: ignore[misc]
    """A chart and, below it, the passages behind the marks that are clicked; stored, the chart and their places."""

    def __init__(self, chart: ChartType, rows: pd.DataFrame, source: Path) -> None:
        self.chart, self.rows, self.source = chart, rows, source
        self.live = LiveChart(chart)
        self.below = PassageList([], 0)
        super().__init__([self.live, self.below])

    def redraw(self, chart: ChartType, rows: pd.DataFrame) -> None:
        """Draw another chart with the same parameter `mark` in its place; its form is not checked again."""
        self.chart, self.rows = chart, rows
        self.live.spec = chart.to_dict(validate=False)

    def __repr__(self) -> str:
        """Say what this is, without an address in memory."""
        return "FollowedChart()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        spec = self.chart.to_dict()
        still, about = render(spec)
        behind = store_marks(spec, self.rows, self.source)
        marks = {MARKS_TYPE: behind} if behind else {}
        return {**super()._repr_mimebundle_(**kwargs), **still, **marks}, about


def passages(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path, *, most: int = MOST) -> PassageList:
    """List the passages behind rows.

    Args:
        rows: rows of any table with document, start and end; where they have `utterance` or `block`, this gives voice
            and context.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml. The documents may be absent: then the text is said not to be here.
        most: how many are listed, the first.

    Returns:
        One entry per row, in the order of the rows.
    """
    return PassageList(find_excerpts(rows.head(most), tables, source), len(rows), nothing=NO_ROWS)


def follow(
    chart: ChartType,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    source: Path,
    *,
    most: int = MOST,
) -> FollowedChart:
    """Show a chart so that a click on a mark lists the passages behind it (shift-click adds a mark).

    Args:
        chart: a chart of `charts`; its parameter `mark` names the keys of a mark.
        rows: what was counted, one row per passage, with the columns that are keys of the marks.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml.
        most: how many passages are listed at once.
    """
    followed = FollowedChart(chart, rows, source)

    def show_marked(change: Mapping[str, Any]) -> None:
        list_marked(followed.below, change["new"].value, rows, tables, source, most=most)

    followed.live.selections.observe(show_marked, ["mark"])
    return followed


def list_marked(
    below: PassageList,
    marked: list[dict[str, Any]] | None,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    source: Path,
    *,
    most: int = MOST,
) -> None:
    """List the passages behind marks in a list that is shown.

    Args:
        below: the list.
        marked: the keys of each mark that is clicked.
        rows: what was counted, one row per passage.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml.
        most: how many passages are listed at once.
    """
    chosen = choose(rows, marked)
    below.show(find_excerpts(chosen.head(most), tables, source), len(chosen))
    if marked and chosen.empty:
        below.value = f"<p>{NONE}</p>"


def _table(heading: str, listed: list[tuple[tuple[str, ...], str]]) -> str:
    """A table with one line of references per passage and, where it may be seen, its text below."""
    used = [any(cells) for cells in zip(*(references for references, _ in listed), strict=True)]  # no empty columns
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in compress(_COLUMNS, used))
    body = []
    for references, text in listed:
        style = "text-align:left" + ("; border-top:1px solid #BBB; font-weight:600" if text else "")
        *told, permalink = compress(references, used)
        cells = "".join(f'<td style="{style}">{spell_out(cell)}</td>' for cell in told)
        cells += f'<td style="{style}; white-space:nowrap">{spell_out(permalink)}</td>'  # one place, one line
        body.append(f"<tr>{cells}</tr>")
        if text:
            body.append(f'<tr><td style="text-align:left" colspan="{sum(used)}">{text}</td></tr>')
    return f"<table><caption>{heading}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
