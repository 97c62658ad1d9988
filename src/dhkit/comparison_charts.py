"""How voices compared look: one function per chart.

In comes a frame that `estimates` or `differences` has made, with the labels of `compare.add_labels`; out goes an Altair
chart. Nothing is counted here; words are drawn in `keyness_charts`, who agrees with whom in `agreement_charts`. A grey
mark means that nothing is claimed: too little text, or not to be told from chance. Every mark carries the keys of what
it stands for, as in `charts`.
"""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from dhkit.theme import (
    BLUE,
    FAINT,
    FONT_SIZE,
    INK,
    bright,
    by_size,
    describe,
    entitle,
    keys,
    lines,
    many,
    say_why_empty,
    shared_keys,
    shown,
    step,
    tips,
    wrap,
)

SURE = 0.05
"""The false discovery rate up to which a difference is drawn as one."""
_TOO_LITTLE = "too little text"
_NOTHING_SAID = "no known voice characterises an event in its own name"
_THEN = "say in lexicons/events.csv which events there are and by which nouns they are meant, then build anew"


def chart_event(shares: pd.DataFrame, *, title: str, frames: int = 4, voices: int = 12) -> alt.HConcatChart | alt.Chart:
    """Draw one event as voices tell it: the share of each frame, with its interval; one panel per frame.

    Args:
        shares: made by `estimates.estimate_frames` and `compare.add_labels`, of one event.
        title: what the event is called.
        frames: how many frames are shown, those used most.
        voices: how many voices are shown: those with enough text, then those with most statements.

    Raises:
        ValueError: if the rows are of several events.
    """
    if shares["event"].nunique() > 1:
        raise ValueError(
            f"chart_event draws one event, and these rows are of {shares['event'].nunique()}. Choose one: "
            "shares[shares['event'].eq(KEY)]."
        )
    if shares.empty:
        return say_why_empty(title, _NOTHING_SAID, _THEN)
    told = shares.drop_duplicates("voice").sort_values(["enough", "n", "voice"], ascending=[False, False, True])
    order = told["voice"].head(voices).tolist()
    names = by_size(shares, "frame", "n_used")[:frames]
    rows = shares[shares["voice"].isin(order)]
    rows = rows.assign(row=wrap(_with_n(rows), width=34), words=rows["frame"].str.replace("_", " "))
    sort = rows.drop_duplicates("voice").set_index("voice")["row"].reindex(order).tolist()
    mark = keys("voice", "event", "frame")
    panels = []
    for place, name in enumerate(names):
        y = down(sort) if place == 0 else alt.Y("row:N", sort=sort, axis=alt.Axis(labels=False, title=None, grid=True))
        panel = _intervals(
            rows[rows["frame"].eq(name)],
            mark,
            name=f"frame_{place}",
            y=y,
            axis="share",
            domain=(0, 1),
            percent=True,
            grey=_TOO_LITTLE if place == 0 else "–",
            tooltip=tips(voice_label="voice", words="frame", told="share", n_used="uses", n="of statements",
                         n_blocks="from blocks", n_works="from works"),
        )  # fmt: skip
        panels.append(entitle(panel.properties(width=118, height=step(sort)), name.replace("_", " "), frame="group"))
    enough = int(told["enough"].sum())
    return alt.hconcat(
        *panels,
        spacing=14,
        title=alt.Title(
            title, subtitle=f"share of each frame in a voice's statements (n); {_legend(told, voices)}", offset=10
        ),
        description=f"{title}: shares of {len(names)} frames in what {many(shares, 'voice')} call it, with intervals; "
        f"{enough} {'has' if enough == 1 else 'have'} enough text.",
        params=shared_keys(mark, *(f"frame_{place}" for place in range(len(names)))),
    )


def chart_voice(estimates: pd.DataFrame, *, title: str, most: int = 14) -> alt.LayerChart | alt.Chart:
    """Draw one voice across events: the mean polarity of what it calls each, with its interval.

    Args:
        estimates: made by `estimates.estimate_polarity` and `compare.add_labels`, of one voice.
        title: what the voice is called.
        most: how many events are shown: those with enough text, then those with most statements.

    Raises:
        ValueError: if the rows are of several voices.
    """
    if estimates["voice"].nunique() > 1:
        raise ValueError(
            f"chart_voice draws one voice, and these rows are of {estimates['voice'].nunique()}. Choose one: "
            "estimates[estimates['voice'].eq(KEY)]."
        )
    if estimates.empty:
        return say_why_empty(title, _NOTHING_SAID, _THEN)
    rows = estimates.sort_values(["enough", "n", "event"], ascending=[False, False, True]).head(most)
    rows = rows.assign(row=wrap(_with_n(rows, "event"), width=36))
    chart = _intervals(
        rows,
        keys("voice", "event"),
        name="means",
        y=down(rows["row"].tolist()),
        axis="mean polarity: −1 condemns, 1 praises",
        domain=(-1, 1),
        tooltip=tips(event_label="event", told="mean polarity", n="statements", n_blocks="from blocks",
                     n_works="from works"),
        add=True,
    )  # fmt: skip
    return describe(
        chart.properties(width=440, height=step(rows["row"])),
        title,
        f"{title}: mean polarity of what it calls {many(estimates, 'event')}, with intervals; "
        f"{int((~estimates['enough'].astype(bool)).sum())} with too little text.",
        _legend(estimates, most, "event"),
    )


def chart_differences(differences: pd.DataFrame, *, most: int = 10) -> alt.LayerChart | alt.Chart:
    """Draw which events divide the voices: how much of the variety goes with the voice, beyond chance.

    Args:
        differences: made by `differences.find_differences` and `compare.add_labels`, of one measure or both.
        most: how many events are shown: those tested, the most divided first, then those with most statements.
    """
    if differences.empty:
        return say_why_empty("Which events divide the voices", _NOTHING_SAID, _THEN)
    ranked = differences.assign(top=differences.groupby("event")["beyond_chance"].transform("max").fillna(-9.0))
    ranked = ranked.sort_values(["top", "n", "event", "measure"], ascending=[False, False, True, True])
    order = ranked["event"].drop_duplicates().head(most).tolist()
    rows = ranked[ranked["event"].isin(order)]
    untested = ~rows.groupby("event")["enough"].transform("any")
    rows = rows[~untested | ~rows["event"].duplicated()]
    measured = ": " + rows["measure"] if rows["measure"].nunique() > 1 else pd.Series("", rows.index)
    rows = rows.assign(
        row=wrap(rows["event_label"] + measured.mask(untested, ""), width=40),
        told=rows["q_value"].map(tell_q),
        sure=rows["q_value"].le(SURE),
        why=rows["state"].where(rows["state"].ne("too few voices"), "too few voices with enough text"),
    )
    rows["said"] = [
        f"{row['told']} ({row['n_voices']} voices, {row['n_units']} {row['unit']})" if row["enough"] else row["why"]
        for row in rows.to_dict("records")
    ]
    low = min(0.0, float(rows["beyond_chance"].min())) if rows["enough"].any() else 0.0
    x: dict[str, Any] = {
        "title": "variety that goes with the voice, beyond chance",
        "scale": alt.Scale(domain=[round(low, 2), 1]),
    }
    y = down(rows["row"].tolist())
    mark = keys("event")
    known, unknown = rows[rows["enough"]], rows[~rows["enough"]].assign(beyond_chance=0.0)
    colour: Any = alt.when(alt.datum.sure).then(alt.value(BLUE)).otherwise(alt.value(FAINT))
    axis = alt.Axis(format=".0%", tickCount=5)
    bars = alt.Chart(known).mark_rule(strokeWidth=2.5).encode(
        x=alt.X("zero:Q", axis=axis, **x), x2="beyond_chance", y=y, color=colour
    ).transform_calculate(zero="0")  # fmt: skip
    discs = alt.Chart(known, name="events").mark_circle(size=90, opacity=1).encode(
        x=alt.X("beyond_chance:Q", axis=axis, **x), y=y, color=colour, opacity=bright(mark),
        tooltip=tips(event_label="event", measure="measured by", divided=("goes with the voice", ".0%"),
                     expected=("by chance alone", ".0%"), beyond_chance=("beyond chance", ".0%"),
                     p_value=("p", ".3f"), told="false discovery rate", n_compared="statements", n_voices="voices",
                     n_units="units shuffled"),
    ).add_params(mark)  # fmt: skip
    said = alt.Chart(known).mark_text(align="left", dx=9, color=INK, fontSize=FONT_SIZE).encode(
        x=alt.X("ends:Q", axis=axis, **x), y=y, text="said:N"
    ).transform_calculate(ends="max(0, datum.beyond_chance)")  # fmt: skip
    grey = alt.Chart(unknown).mark_text(
        align="left", dx=6, color=FAINT, fontStyle="italic", fontSize=FONT_SIZE
    ).encode(x=alt.X("beyond_chance:Q", axis=axis, **x), y=y, text="said:N")  # fmt: skip
    tested = int(differences["enough"].astype(bool).sum())
    sure = int(differences["q_value"].le(SURE).sum())
    return describe(
        alt.LayerChart(layer=[bars, discs, said, grey]).properties(width=440, height=step(rows["row"])),
        "Which events divide the voices",
        f"How much of what is said of {many(differences, 'event')} goes with the voice; {tested} tests, {sure} of them "
        "show a difference.",
        f"{shown(differences['event'].unique(), most, 'event')}. Blue: a difference (q ≤ {SURE}); grey: none that "
        "can be told from chance",
    )


def _intervals(
    rows: pd.DataFrame,
    mark: alt.Parameter,
    *,
    name: str,
    y: alt.Y,
    axis: str,
    domain: tuple[float, float],
    tooltip: list[alt.Tooltip],
    percent: bool = False,
    grey: str = _TOO_LITTLE,
    add: bool = False,
) -> alt.LayerChart:
    """Discs with lines for means with intervals; grey words where there is too little text."""
    rows = rows.assign(told=tell_intervals(rows, "mean", "{:.0%}" if percent else "{:+.2f}"))
    known, unknown = rows[rows["enough"]], rows[~rows["enough"]].assign(mean=float(domain[0]))
    ticks = alt.Axis(format="%" if percent else ".1f", tickCount=3 if percent else 5)
    x: dict[str, Any] = {"title": axis, "scale": alt.Scale(domain=list(domain)), "axis": ticks}
    spans = alt.Chart(known).mark_rule(color=BLUE, strokeWidth=2.5).encode(x=alt.X("low:Q", **x), x2="high", y=y)
    discs = alt.Chart(known, name=name).mark_circle(color=BLUE, size=90, opacity=1)
    discs = discs.encode(x=alt.X("mean:Q", **x), y=y, opacity=bright(mark), tooltip=tooltip)
    words = alt.Chart(unknown).mark_text(
        text=grey, align="left", dx=6, color=FAINT, fontStyle="italic", fontSize=FONT_SIZE
    ).encode(x=alt.X("mean:Q", **x), y=y, tooltip=tooltip)  # fmt: skip
    return alt.LayerChart(layer=[spans, discs.add_params(mark) if add else discs, words])


def down(order: list[str], **options: Any) -> alt.Y:
    """Set rows one under the other in a given order, each with a pale line."""
    return alt.Y("row:N", title=None, sort=order, axis=lines(grid=True, **options))


def _with_n(rows: pd.DataFrame, key: str = "voice") -> pd.Series[str]:
    """Labels with the number of statements behind them, which no line break parts from its bracket."""
    return rows[f"{key}_label"] + rows["n"].map("\N{NO-BREAK SPACE}(n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{})".format)


def tell_intervals(rows: pd.DataFrame, mean: str, form: str) -> list[str]:
    """Tell means with their intervals in words."""
    return [
        f"{form.format(row[mean])} ({form.format(row['low'])} to {form.format(row['high'])})"
        if row["enough"]
        else _TOO_LITTLE
        for row in rows.to_dict("records")
    ]


def tell_q(q: float) -> str:
    """Tell a false discovery rate in words; nothing where there is none."""
    return "" if math.isnan(q) else "q < 0.001" if q < 0.001 else f"q = {q:.3f}" if q < 0.1 else f"q = {q:.2f}"


def _legend(rows: pd.DataFrame, most: int, one: str = "voice") -> str:
    return f"line: interval; {shown(rows, most, one)}"
