"""How the quoting in a corpus looks: one function per chart.

In comes a frame that `quoting` has made, out goes an Altair chart; nothing is counted here. The look is `theme`'s, and
every mark carries the keys of what it stands for, as in `charts`.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from dhkit.quoting import MANNERS
from dhkit.theme import (
    BLUE,
    FONT_SIZE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    SKY,
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
    step,
    tips,
    wrap,
)

_COLOURS = dict(zip(MANNERS, (BLUE, ORANGE, GREEN, SKY, GREY), strict=True))


def chart_manners(counts: pd.DataFrame) -> alt.Chart:
    """Draw how much of each document its author says, and how the rest came into it: one bar per document.

    Args:
        counts: made by `quoting.count_manners`.
    """
    rows = counts.assign(bar=wrap(counts["label"], width=38), order=counts["manner"].map(list(MANNERS).index))
    manners = [manner for manner in MANNERS if manner in set(counts["manner"])]
    mark = keys("document", "manner")
    chart: alt.Chart = (
        alt.Chart(rows, name="manners")
        .mark_bar(height=26)
        .encode(
            x=alt.X(
                "share:Q",
                title="share of what is said in the document",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", tickCount=5),
            ),
            y=alt.Y("bar:N", title=None, sort=None, axis=lines()),
            color=alt.Color(
                "manner:N",
                title=None,
                scale=alt.Scale(domain=manners, range=[_COLOURS[m] for m in manners]),
                legend=alt.Legend(orient="bottom", columns=3),
            ),
            order="order:Q",
            opacity=bright(mark),
            tooltip=tips(
                label="document",
                manner="manner",
                share=("share", ".1%"),
                n_chars=("characters", ","),
                n_utterances=("utterances", ","),
                n_voices="voices",
            ),
        )
        .properties(width=520, height=alt.Step(46))
        .add_params(mark)
    )
    description = f"Share of what is said, by the manner in which it came into {many(rows, 'document')}."
    return describe(chart, "Whose words a document is made of", description)


def chart_quoting(counts: pd.DataFrame, *, reporters: int = 12, voices: int = 22) -> alt.LayerChart | alt.Chart:
    """Draw who lets whom speak, and how long: a square for each reporter and voice.

    Args:
        counts: made by `quoting.count_quoting`.
        reporters: how many are shown, those who report most.
        voices: how many are shown, those who are reported most.
    """
    if counts.empty:
        return say_why_empty(
            "Who lets whom speak",
            "no quotation has a speaker who could be told",
            "dhkit doctor lists what could not be told; an author, a layout or a correction may tell it",
        )
    rows = counts.assign(reporter_label=wrap(counts["reporter_label"]), thousands=counts["n_chars"] / 1000)
    across = by_size(rows, "voice_label", "n_chars")[:voices]
    down = by_size(rows[rows["voice_label"].isin(across)], "reporter_label", "n_chars")[:reporters]
    rows = rows[rows["voice_label"].isin(across) & rows["reporter_label"].isin(down)]
    chart = squares(
        rows,
        keys("reporter", "voice"),
        x=alt.X("voice_label:N", title=None, sort=across, axis=alt.Axis(labelAngle=-40, orient="top")),
        y=alt.Y("reporter_label:N", title=None, sort=down, axis=lines(minExtent=150)),
        color=alt.Color("n_chars:Q", legend=None, scale=blues(type="log")),
        number=alt.Text("thousands:Q", format=".1f"),
        dark=alt.datum.n_chars > 0.08 * rows["n_chars"].max(),
        tooltip=tips(
            reporter_label="who reports",
            voice_label="who speaks",
            n_chars=("characters", ","),
            n_utterances=("utterances", ","),
            unsure=("voice inferred", ".0%"),
        ),
    )
    description = f"Characters that {many(rows, 'reporter')} let {many(rows, 'voice')} say."
    told = f"{shown(counts['voice_label'].unique(), voices, 'voice')}, those reported most"
    return describe(
        chart.properties(width=alt.Step(27), height=step(down)),
        "Who lets whom speak",
        description,
        [f"down: who reports; across: who speaks; {told}", "number and colour: thousands of characters"],
    )


def chart_carriers(counts: pd.DataFrame, *, most: int = 15) -> alt.LayerChart | alt.Chart:
    """Draw which works carry a document's quotations: one bar per work, with the number of its citations.

    Args:
        counts: made by `quoting.count_carriers`, of one document, or of none.
        most: how many works are shown, those that carry most.
    """
    if counts.empty:
        return say_why_empty(
            "Which works carry a document",
            "no quotation is followed by a citation whose work could be told",
            "works.csv lists works by the short forms in which a document cites them",
        )
    rows = counts.head(most).assign(bar=wrap(counts["work_label"].head(most), width=44))
    mark = keys("document", "work")
    order = rows["bar"].tolist()
    base = alt.Chart(rows).encode(
        x=alt.X("share:Q", title="share of all that the document quotes", axis=alt.Axis(format="%", tickCount=5)),
        y=alt.Y("bar:N", title=None, sort=order, axis=lines(minExtent=230)),
        tooltip=tips(
            work_label="work",
            share=("share", ".1%"),
            n_chars=("characters", ","),
            n_citations="citations",
            n_voices="voices heard through it",
        ),
    )
    bars = base.mark_bar(height=13, color=ORANGE).encode(opacity=bright(mark)).add_params(mark).properties(name="works")
    numbers = base.mark_text(align="left", dx=4, fontSize=FONT_SIZE, color=INK).encode(text="n_citations:Q")
    if counts["label"].nunique() > 1:
        raise ValueError(
            f"chart_carriers draws one document, and these counts have {counts['label'].nunique()}. Choose one that "
            "quotes from cited works: counts[counts['document'].eq(KEY)]."
        )
    document = counts["label"].iloc[0]
    chart = alt.LayerChart(layer=[bars, numbers]).properties(width=430, height=step(order))
    description = (
        f"Share of what is quoted in {document}, by the work it is quoted from; {shown(counts, most, 'work')}."
    )
    told = f"{shown(counts, most, 'work')}, those quoted most; number: how often the work is cited"
    return describe(chart, f"What carries {document}", description, told)
