"""Comparing freely: one widget to choose what is compared, and the code that makes the same comparison without it.

Owns the choice (`Choice`): events, voices, frames, minimum evidence, unit of resampling. In come statements
(`evidence.list_statements`), out goes a chart of shares with intervals that follows the menus, what a test says of the
choice, the passages behind a mark, and the choice as Python. Nothing is computed here: every figure is made by
`estimates` and `differences`, from the same lots, so that a voice has the interval here that it has everywhere.

    >>> Choice(events=("october",), min_blocks=2).options()
    {'min_statements': 5, 'min_blocks': 2, 'min_works': 4}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import ipywidgets as widgets
import pandas as pd
from altair.utils.schemapi import debug_mode

from dhkit import compare
from dhkit.comparison_charts import chart_event
from dhkit.disguises import reveal
from dhkit.explore import FollowedChart, list_marked
from dhkit.resampling import MIN_WORKS

UNITS = {
    f"works; blocks below {MIN_WORKS} works": MIN_WORKS,
    "works; blocks below 2 works": 2,
    "blocks": 10**6,
}
"""What is drawn anew, and the fewest works of which that is true: no voice has a million."""

_FRAMES = 4
"""Panels shown where no frame is chosen: those used most."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is compared. No voice chosen means all, no frame chosen those used most."""

    events: tuple[str, ...]
    voices: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    min_statements: int = compare.MIN_STATEMENTS
    min_blocks: int = compare.MIN_BLOCKS
    min_works: int = MIN_WORKS

    def options(self) -> dict[str, int]:
        """The options of `estimates` that are chosen."""
        return {
            "min_statements": self.min_statements, "min_blocks": self.min_blocks, "min_works": self.min_works
        }  # fmt: skip

    def code(self) -> str:
        """The choice as Python: run below `statements` and `tables`, it draws the same chart."""
        told = [f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__]
        return "\n".join(
            [
                "from dhkit import comparing",
                "",
                "choice = comparing.Choice(",
                *(f"    {line}," for line in told),
                ")",
                "shares = comparing.estimate(statements, choice, tables)",
                "comparing.draw(shares, choice)",
            ]
        )


def choose_statements(statements: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Keep the statements of the chosen voices on the chosen events, in their order."""
    kept = statements[statements["event"].isin(choice.events)]
    return kept[kept["voice"].isin(choice.voices)] if choice.voices else kept


def estimate(statements: pd.DataFrame, choice: Choice, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Estimate the shares of frames for a choice.

    Args:
        statements: made by `evidence.list_statements`.
        choice: what is compared.
        tables: the tables of the corpus, by name: `voices` and `entities` give the labels.

    Returns:
        As `estimates.estimate_frames`, with labels. Where nothing is left of the statements, no row.

    Raises:
        ValueError: if a chosen frame is used by nobody in the chosen events; lists those there are.
    """
    kept = choose_statements(statements, choice)
    options: dict[str, Any] = {**choice.options()}
    shares = compare.estimate_frames(kept, list(choice.frames) or None, **options)
    return compare.add_labels(shares, tables["voices"], tables["entities"])


def draw(shares: pd.DataFrame, choice: Choice) -> alt.HConcatChart | alt.Chart:
    """Draw the shares of a choice: a row for each voice, or for each voice and event where several are chosen."""
    labels = shares["event_label"].drop_duplicates().tolist()
    return chart_event(
        tell_apart(shares, choice),
        title=f"{', '.join(labels)}: in which frames?",
        frames=len(choice.frames) or _FRAMES,
    )


def tell_apart(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Make a voice on each of several events a row of its own; with one event, all stays as it is."""
    if len(choice.events) < 2:
        return rows
    apart = rows.assign(voice=rows["voice"] + "|" + rows["event"], event="|".join(choice.events))
    return (
        apart.assign(voice_label=rows["voice_label"] + ": " + rows["event_label"]) if "voice_label" in rows else apart
    )


def tell_test(statements: pd.DataFrame, choice: Choice, labels: Mapping[str, str]) -> list[str]:
    """Say for each chosen event whether the chosen voices differ in their frames, in a sentence."""
    kept = choose_statements(statements, choice)
    enough = {"min_statements": choice.min_statements, "min_blocks": choice.min_blocks}
    tested = compare.find_differences(kept, **enough)
    said = []
    for row in tested[tested["measure"].eq("frames")].to_dict("records"):
        answer = f"p = {row['p_value']:.3f}" if row["enough"] else f"not tested: {row['state']}"
        said.append(
            f"{labels[row['event']]}: {answer} ({row['n_voices']} with enough text, {row['n_units']} {row['unit']})"
        )
    return said


class Explorer(widgets.VBox):  # type: ignore[misc]
    """Menus, the chart that follows them, the passages behind a mark, and the code of what is chosen."""

    def __init__(self, statements: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path) -> None:
        self._statements, self._tables, self._source = statements, tables, source
        self._labels = _labels(tables["entities"].set_index("entity")["label"])
        self.events = _menu("events", statements["event"], self._labels, "19em")
        self.events.value = (compare.find_disputed_event(statements),)
        self.voices = _menu("voices", statements["voice"], _labels(compare.label_voices(tables["voices"])), "27em")
        words = {frame: frame.replace("_", " ") for frame in statements["frame"].unique()}
        self.frames = _menu("frames", statements["frame"], words, "16em")
        wide = {"style": {"description_width": "9em"}, "layout": {"width": "24em"}, "continuous_update": False}
        self.least = widgets.IntSlider(compare.MIN_STATEMENTS, 2, 20, description="least statements", **wide)
        self.blocks = widgets.IntSlider(compare.MIN_BLOCKS, 2, 10, description="least blocks", **wide)
        del wide["continuous_update"]
        self.unit = widgets.Dropdown(
            options=list(UNITS.items()), description="drawn anew", **(wide | {"layout": {"width": "30em"}})
        )
        self.said, self.code = widgets.HTML(), widgets.HTML()
        self.followed = FollowedChart(self._draw(), self._rows(), source)
        self.followed.live.selections.observe(self._list, ["mark"])
        self._show()
        menus = (self.events, self.voices, self.frames, self.least, self.blocks, self.unit)
        for menu in menus:
            menu.observe(self._change, "value")
        lists = widgets.HBox(menus[:3], layout={"flex_flow": "row wrap"})
        numbers = widgets.HBox(menus[3:], layout={"flex_flow": "row wrap"})
        super().__init__([lists, numbers, self.said, self.followed, self.code])

    @property
    def choice(self) -> Choice:
        """What is chosen now; frames that the chosen statements do not have are left out."""
        chosen = Choice(events=self.events.value, voices=self.voices.value)
        told = set(choose_statements(self._statements, chosen)["frame"])
        return Choice(
            events=self.events.value,
            voices=self.voices.value,
            frames=tuple(frame for frame in self.frames.value if frame in told),
            min_statements=self.least.value,
            min_blocks=self.blocks.value,
            min_works=self.unit.value,
        )

    def __repr__(self) -> str:
        """Say what this is, without an address in memory."""
        return "Explorer: menus for events, voices, frames, evidence and unit; run in JupyterLab"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle, about = self.followed._repr_mimebundle_(**kwargs)
        return {**bundle, **super()._repr_mimebundle_(**kwargs), "text/plain": repr(self)}, about

    def _draw(self) -> alt.HConcatChart | alt.Chart:
        return draw(estimate(self._statements, self.choice, self._tables), self.choice)

    def _rows(self) -> pd.DataFrame:
        """The statements that are drawn, under the keys of the marks."""
        return tell_apart(choose_statements(self._statements, self.choice), self.choice)

    def _change(self, _: Any) -> None:
        if choose_statements(self._statements, self.choice).empty:
            self.said.value = "<p>Nothing is left: none of these voices speaks of these events. Choose another.</p>"
            return
        # A form that held when it was first drawn holds again, and checking it takes half the time.
        with debug_mode(False):
            self.followed.redraw(self._draw(), self._rows())
        self.followed.below.show([], 0)
        self._show()

    def _show(self) -> None:
        """Say what the test says, and show the code."""
        tested = "; ".join(tell_test(self._statements, self.choice, self._labels))
        self.said.value = (
            f"<p>Do they differ in their frames? {escape(reveal(tested))}. <em>A choice made after looking makes p too "
            "small: it is a finding only if the choice was made before.</em></p>"
        )
        self.code.value = (
            f"<details><summary>The same as code</summary><pre>{escape(self.choice.code())}</pre></details>"
        )

    def _list(self, change: Mapping[str, Any]) -> None:
        list_marked(self.followed.below, change["new"].value, self.followed.rows, self._tables, self._source)


def explore(statements: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path) -> Explorer | FollowedChart:
    """Compare freely: menus for events, voices, frames, minimum evidence and unit, and the chart that follows them.

    Args:
        statements: made by `evidence.list_statements`.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml, for the passages behind a mark.

    Returns:
        The menus; without statements, which leave nothing to choose, a chart that says so.
    """
    if statements.empty:
        chart = chart_event(compare.estimate_frames(statements), title="Comparing freely")
        return FollowedChart(chart, statements, source)
    return Explorer(statements, tables, source)


def _labels(labels: pd.Series[str]) -> dict[str, str]:
    return {str(key): str(label) for key, label in labels.items()}


def _menu(name: str, keys: pd.Series[str], labels: Mapping[str, str], width: str) -> widgets.SelectMultiple:
    """A menu of the keys that occur, the most frequent first, each with the number of its statements."""
    counts = keys.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    options = [(reveal(f"{labels[str(key)]} ({n})"), str(key)) for key, n in counts.items()]
    return widgets.SelectMultiple(
        options=options, rows=6, description=name, layout={"width": width}, style={"description_width": "4em"}
    )
