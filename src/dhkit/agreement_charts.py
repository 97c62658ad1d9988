"""Who agrees with whom, as a matrix and as a tree: one function per chart.

In comes a frame that `similarity` or `trees` has made, with the labels of `compare.add_labels`; out goes an Altair
chart. Nothing is counted here. What the passages do not bear out is drawn grey: pairs with too little text, joints that
other passages would undo. Every mark carries the keys of what it stands for, as in `charts`.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dhkit.comparison_charts import SURE, tell_intervals, tell_q
from dhkit.theme import (
    BLUE,
    FAINT,
    FONT_SIZE,
    GREY,
    INK,
    blues,
    bright,
    by_size,
    describe,
    keys,
    lines,
    many,
    say_why_empty,
    shown,
    squares,
    tips,
    wrap,
)

_NOBODY = "too little text: there are no two voices to compare"
_THEN = "voices are compared that have enough statements in enough blocks on the same event"


def chart_pairs(pairs: pd.DataFrame, *, most: int = 12) -> alt.LayerChart | alt.Chart:
    """Draw who agrees with whom: a square for each two voices, with the share of their statements in one frame.

    Args:
        pairs: made by `similarity.mirror_pairs` and `compare.add_labels`, each pair both ways round. A mark is told by
            voice and other: the rows behind are the statements of the voice, one for each other.
        most: how many voices are shown, those with most statements in pairs with enough text.
    """
    if pairs.empty:
        return say_why_empty("Who agrees with whom", _NOBODY, _THEN)
    names = by_size(pairs.assign(n=pairs["n"].where(pairs["enough"], 0)), "voice", "n")
    pairs = pairs[pairs["voice"].isin(names[:most]) & pairs["other"].isin(names[:most])]
    order = sorted(pairs["voice_label"].unique())
    rows = pairs.assign(
        row=wrap(pairs["voice_label"], width=28),
        across=pairs["other_label"],
        number=pairs["agreement"].map("{:.0%}".format).where(pairs["enough"], "·"),
        told=tell_intervals(pairs, "agreement", "{:.0%}"),
        doubt=pairs["q_value"].map(tell_q).where(pairs["q_value"].notna(), "not tested"),
        differ=pairs["q_value"].le(SURE),
        shade=pairs["agreement"].fillna(0),
    )
    shares = alt.Legend(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    colour = alt.Color("shade:Q", title="agreement", scale=blues(domain=[0, 1]), legend=shares)
    x = alt.X("across:N", title=None, sort=order, axis=alt.Axis(labelAngle=-40, orient="top"))
    y = alt.Y("row:N", title=None, sort=wrap(order, width=28), axis=lines())
    chart = squares(
        rows,
        keys("voice", "other"),
        x=x,
        y=y,
        color=alt.when(alt.datum.enough).then(colour).otherwise(alt.value("#F3F3F3")),
        number="number:N",
        dark=alt.datum.enough & (alt.datum.shade > 0.3),
        tooltip=tips(voice_label="one", other_label="other", told="agreement", n="statements of the one",
                     n_other="of the other", n_events="events both speak of", doubt="do they differ?"),
    )  # fmt: skip
    frames = (
        alt.Chart(rows)
        .transform_filter("datum.differ")
        .mark_rect(filled=False, stroke=INK, strokeWidth=2.5, aria=False)
        .encode(x=x, y=y)
    )
    drawn = alt.LayerChart(layer=[chart, frames]).properties(width=alt.Step(46), height=alt.Step(34))
    return describe(
        drawn,
        "Who agrees with whom",
        f"Share of statements on shared events in one frame, for each two of {many(pairs, 'voice')}.",
        [
            "number: of 100 pairs of their statements on one event, those in one frame",
            f"grey: too little text; framed: they differ (q ≤ {SURE}); {shown(names, most, 'voice')}",
        ],
    )


def chart_tree(tree: pd.DataFrame, *, title: str = "Which voices stand together") -> alt.LayerChart | alt.Chart:
    """Draw the tree of voices: firm joints as dark lines, the others as broken grey ones, each with its support.

    Args:
        tree: made by `trees.grow_tree` and `compare.add_labels`.
        title: what is compared.
    """
    if not tree["voice"].eq("").any():  # no joint
        return say_why_empty(title, _NOBODY, _THEN)
    rows = tree.assign(row=wrap(tree["voice_label"].fillna(""), width=44))
    leaves, joints = rows[rows["voice"].ne("")].sort_values("position"), rows[rows["voice"].eq("")]
    ends = rows[rows["parent"].ge(0)].merge(
        joints[["node", "height", "position", "firm", "support"]], left_on="parent", right_on="node",
        suffixes=("", "_up"),
    )  # fmt: skip
    root = ends["parent"].eq(tree["node"].max())
    arms = ends.assign(state=ends["firm_up"].map({True: "firm", False: "loose"}).mask(root, "root"))
    labels = leaves["row"].tolist()
    names = f"{[label.split(chr(10)) for label in labels]}[datum.value]"
    high = max([*tree["height"], 0.001]) * 1.15
    x: dict[str, Any] = {
        "scale": alt.Scale(domain=[0, round(high, 4)], nice=False),
        "title": "distance",
        "axis": alt.Axis(tickCount=5, grid=False),
    }
    y: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=[-0.6, len(leaves) - 0.4], reverse=True, nice=False, zero=False),
        "axis": alt.Axis(values=list(range(len(leaves))), labelExpr=names, grid=False, ticks=False, domain=False,
                         labelPadding=10),
    }  # fmt: skip
    style: dict[str, Any] = {
        "color": alt.when(alt.datum.state == "firm").then(alt.value(BLUE)).otherwise(alt.value(GREY)),
        "strokeDash": alt.when(alt.datum.state == "loose").then(alt.value([4, 3])).otherwise(alt.value([1, 0])),
    }
    mark = keys("voice")
    along = alt.Chart(arms).mark_rule(strokeWidth=2.5).encode(
        x=alt.X("height:Q", **x), x2="height_up", y=alt.Y("position:Q", **y), **style
    )  # fmt: skip
    across = alt.Chart(arms).mark_rule(strokeWidth=2.5).encode(
        x=alt.X("height_up:Q", **x), y=alt.Y("position:Q", **y), y2="position_up", **style
    )  # fmt: skip
    support = alt.Chart(joints[joints["parent"].ge(0)]).mark_text(
        align="left", baseline="bottom", dx=4, dy=-3, fontSize=FONT_SIZE
    ).encode(
        x=alt.X("height:Q", **x), y=alt.Y("position:Q", **y), text=alt.Text("support:Q", format=".0%"),
        color=alt.when(alt.datum.firm).then(alt.value(INK)).otherwise(alt.value(FAINT)),
        tooltip=tips(n_voices="voices joined", height=("distance", ".2f"), support=("trees with them", ".0%")),
    )  # fmt: skip
    discs = (
        alt.Chart(leaves, name="voices")
        .mark_circle(color=INK, size=60, opacity=1)
        .encode(
            x=alt.X("height:Q", **x),
            y=alt.Y("position:Q", **y),
            opacity=bright(mark),
            tooltip=tips(voice_label="voice"),
        )
        .add_params(mark)
    )
    inner = joints[joints["parent"].ge(0)]
    height = (44 if any("\n" in label for label in labels) else 32) * len(leaves)
    drawn = alt.LayerChart(layer=[along, across, support, discs]).properties(width=420, height=max(60, height))
    return describe(
        drawn,
        title,
        f"{title}: a tree of {many(leaves, 'voice')}; {int(inner['firm'].sum())} of {len(inner)} joints below the root "
        "are firm.",
        [
            "joined further left: events are told more alike; broken grey: not borne out by the passages",
            "number: share of trees grown from passages drawn anew that join just these voices",
        ],
    )
