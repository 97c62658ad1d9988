"""What all charts have in common: colours, type, the parameter that leads to the rows, the words around a chart.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; grey means that nothing is claimed. What a
chart shows is decided in `charts`.

    >>> wrap(["Commission of the Central Committee"], width=20)
    ['Commission of the\\nCentral Committee']
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from dhkit import renderer

WIDTH = 760
"""Widest chart, with its labels, in pixels: what fits beside the margin of a notebook and on a printed page."""

BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW = COLOURS = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442",
)  # fmt: skip
GREY, INK, PALE = "#BDBDBD", "#333333", "#EBEBEB"

FAINT = "#767676"
"""Grey that can still be read as words."""

FONT_SIZE = 12

Words = str | tuple[str, str]
"""How a tooltip calls a field, alone or with the format of its numbers."""

_Chart = TypeVar("_Chart", alt.Chart, alt.LayerChart)


def theme() -> alt.theme.ThemeConfig:
    """Give the look of all charts: white ground, type that can be read, colours that can be told apart."""
    words = {"labelFontSize": FONT_SIZE, "titleFontSize": FONT_SIZE, "labelColor": INK, "titleColor": INK}
    plain = {**words, "labelLimit": 1000, "titleFontWeight": "normal"}  # no label is ever cut
    grey = {"gridColor": "#EEEEEE", "domainColor": "#999999", "tickColor": "#999999"}
    title = {"fontSize": 15, "subtitleFontSize": FONT_SIZE, "anchor": "start", "color": INK, "subtitleColor": INK}
    config: Any = {
        "background": "white",
        "view": {"stroke": None},
        "range": {"category": list(COLOURS)},
        "axis": {**plain, **grey, "labelLineHeight": 13},
        "legend": {**plain, "symbolLimit": 40},
        "header": words,
        "title": title,
    }
    return {"config": config}


def use_theme() -> None:
    """Draw all charts from now on in this theme, and show them through dhkit's own renderer."""
    alt.theme.register("dhkit", enable=True)(theme)
    renderer.enable()


def wrap(labels: Iterable[str], *, width: int = 30) -> list[str]:
    """Break labels into lines; an axis drawn with `lines` shows them so."""
    return [textwrap.fill(label, width, break_long_words=False) for label in labels]


def lines(**options: Any) -> alt.Axis:
    """Make an axis whose labels may have several lines, each label centred at its tick."""
    shift: Any = [{"test": f"split(datum.value, '\\n').length == {n}", "value": -6.5 * (n - 1)} for n in range(2, 7)]
    options.setdefault("labelOffset", {"condition": shift, "value": 0})
    return alt.Axis(labelExpr="split(datum.label, '\\n')", **options)


def step(labels: Iterable[str]) -> alt.Step:
    """Give the rows of a chart their height: more where a label has two lines."""
    return alt.Step(30 if any("\n" in label for label in labels) else 21)


def keys(*fields: str) -> alt.Parameter:
    """Make the parameter `mark`: it holds the keys of the marks that are clicked."""
    return alt.selection_point(name="mark", fields=list(fields))


def shared_keys(mark: alt.Parameter, *views: str) -> list[alt.TopLevelSelectionParameter]:
    """Share the parameter `mark` between charts that stand side by side, each called by its name."""
    held: Any = mark.param
    return [alt.TopLevelSelectionParameter(**held.to_dict(), views=list(views))]


def bright(mark: alt.Parameter) -> Any:
    """Let the marks that are clicked stand out; all are bright while none is."""
    return alt.when(mark).then(alt.value(1)).otherwise(alt.value(0.35))


def tips(**fields: Words) -> list[alt.Tooltip]:
    """Make a tooltip: one line per field, under a word a reader knows."""
    return [
        alt.Tooltip(field, title=told) if isinstance(told, str) else alt.Tooltip(field, title=told[0], format=told[1])
        for field, told in fields.items()
    ]


def entitle(chart: _Chart, title: str, subtitle: str | list[str] = "", **options: Any) -> _Chart:
    """Give a chart its title, and below it how to read it, in one line or several."""
    told: dict[str, Any] = {"subtitle": subtitle} if subtitle else {}
    return chart.properties(title=alt.Title(title, offset=10, **told, **options))


def describe(chart: _Chart, title: str, description: str, subtitle: str | list[str] = "") -> _Chart:
    """Give a chart its title, and the sentence that stands for it where it is not seen."""
    return entitle(chart, title, subtitle).properties(description=description)


def squares(
    rows: pd.DataFrame,
    mark: alt.Parameter,
    *,
    x: alt.X,
    y: alt.Y,
    color: Any,
    number: str | alt.Text,
    dark: Any,
    tooltip: Any,
) -> alt.LayerChart:
    """Draw squares with numbers; `dark` says where the number must be white to be read."""
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=tooltip)
    squares = base.mark_rect(stroke="white").encode(color=color, opacity=bright(mark)).add_params(mark)
    ink = alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK))
    numbers = base.mark_text(fontSize=FONT_SIZE).encode(text=number, color=ink)
    return alt.LayerChart(layer=[squares.properties(name="squares"), numbers])


def blues(**options: Any) -> alt.Scale:
    """Make a scale from pale to dark blue."""
    return alt.Scale(range=["#E8F1F8", BLUE, "#003B5C"], **options)


def by_size(rows: pd.DataFrame, column: str, size: str) -> list[str]:
    """The values of a column, that with the largest sum of `size` first."""
    total = rows.groupby(column)[size].sum().sort_index().sort_values(ascending=False, kind="stable")
    return [str(value) for value in total.index]


def shown(found: Any, most: int, one: str = "") -> str:
    """How many of how many are shown, and of what: "25 of 132 voices", "all 3 voices", "1 voice"."""
    told = f"{most} of {len(found)}" if len(found) > most else f"all {len(found)}" if len(found) > 1 else "1"
    return f"{told} {one}{'' if len(found) == 1 else 's'}" if one else told


def many(rows: pd.DataFrame, key: str) -> str:
    """Say how many different ones there are: "1 voice", "5 documents"."""
    n = rows[key].nunique()
    return f"{n} {key if n == 1 else 'entities' if key == 'entity' else key + 's'}"


def say_nothing(words: str) -> alt.Chart:
    """Make a panel that says why it is empty."""
    chart: alt.Chart = alt.Chart(pd.DataFrame({"said": [words]})).mark_text(
        color=FAINT, fontStyle="italic", fontSize=FONT_SIZE
    ).encode(text="said:N").properties(width=420, height=40)  # fmt: skip
    return chart


def say_why_empty(title: str, why: str, then: str = "") -> alt.Chart:
    """Make a chart that says why it is empty, and what to do next; both are its description, too."""
    told = f"{title}: {why}{f'; {then}' if then else ''}."
    return describe(say_nothing(why), title, told, textwrap.wrap(then, 80))
