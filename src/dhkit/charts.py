"""What the tables look like: one function per chart.

In comes a frame that `compare` or `surfaces` has made, out goes an Altair chart; nothing is counted here. Every chart
has a description for those who do not see it, and every mark carries the keys of what it stands for: the parameter
`mark` holds those of the marks that are clicked, so that `explore` can lead to the passages.

    >>> valued = pd.DataFrame({"voice": ["cohn"], "voice_label": ["Cohn"], "n": [7], "n_blocks": [5], "mean": [-0.5],
    ...                        "low": [-0.9], "high": [0.1], "enough": [True]})
    >>> chart_estimates(valued, title="The coup", axis="mean polarity", domain=(-1, 1)).to_dict()["description"]
    'The coup: mean polarity, with its interval, of 1 voice; 0 have too little text.'
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dhkit.compare import MIN_BLOCKS, MIN_STATEMENTS
from dhkit.theme import (
    BLUE,
    COLOURS,
    FONT_SIZE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILLION,
    YELLOW,
    blues,
    bright,
    by_size,
    describe,
    entitle,
    keys,
    lines,
    many,
    say_nothing,
    say_why_empty,
    shared_keys,
    shown,
    squares,
    step,
    tips,
    use_theme,
    wrap,
)

__all__ = [
    "chart_documents",
    "chart_entities",
    "chart_estimates",
    "chart_frames",
    "chart_mentions",
    "chart_valuations",
    "chart_voices",
    "use_theme",
]

TEXT_KINDS = {
    "prose": BLUE, "quotation": ORANGE, "list": SKY, "heading": "#000000", "abstract": PURPLE, "caption": YELLOW,
    "footnote": GREEN, "comment": VERMILLION, "citation": "#7A7A7A", "furniture": GREY, "blank": PALE,
}  # fmt: skip
"""Kinds of text in the order in which they are stacked: what somebody says in colour, the rest in grey."""

ENTITY_KINDS = {
    "person": "Persons", "organisation": "Organisations", "group": "Groups", "place": "Places", "event": "Events",
    "work": "Works",
}  # fmt: skip

NO_EVENT = "no event is characterised by a voice that is known"
_EVENTS = "say in lexicons/events.csv which events there are and by which nouns they are meant, then build anew"
_NAMES = "say in lexicons/authority.csv who is who (dhkit authority suggest lists candidates), then build anew"

POLARITY = alt.Scale(domain=[-1, 0, 1], range=[VERMILLION, "#E6E6E6", BLUE])


def chart_documents(sizes: pd.DataFrame) -> alt.Chart:
    """Draw what each document is made of: one bar per document, cut by kind of text.

    Args:
        sizes: made by `compare.count_text_by_kind`.
    """
    length = sizes.groupby("document")["n_chars"].transform("sum").map("\n{:,} characters".format)
    rows = sizes.assign(bar=wrap(sizes["label"], width=38) + length, order=sizes["kind"].map(list(TEXT_KINDS).index))
    kinds = [kind for kind in TEXT_KINDS if kind in set(sizes["kind"])]
    colours = alt.Scale(domain=kinds, range=[TEXT_KINDS[kind] for kind in kinds])
    axis = alt.Axis(format="%", tickCount=5)
    mark = keys("document", "kind")
    chart: alt.Chart = (
        alt.Chart(rows, name="bars")
        .mark_bar(height=26)
        .encode(
            x=alt.X("share:Q", title="share of the document's characters", scale=alt.Scale(domain=[0, 1]), axis=axis),
            y=alt.Y("bar:N", title=None, sort=None, axis=lines()),
            color=alt.Color("kind:N", title=None, scale=colours, legend=alt.Legend(orient="bottom", columns=6)),
            order="order:Q",
            opacity=bright(mark),
            tooltip=tips(label="document", kind="text", n_chars=("characters", ","), share=("share", ".1%")),
        )
        .properties(width=520, height=alt.Step(64))
        .add_params(mark)
    )
    description = f"Share of characters by kind of text in {many(rows, 'document')}."
    return describe(chart, "What the documents are made of", description)


def chart_voices(said: pd.DataFrame, *, most: int = 25) -> alt.VConcatChart:
    """Draw who speaks how much: above in their own words, below as others quote them, coloured by document.

    Args:
        said: made by `compare.count_text_by_voice`.
        most: how many voices are shown in each half, those that say most.
    """
    mark = keys("voice", "document", "manner")
    documents, colours = sorted(said["document_label"].unique()), list(COLOURS)
    if len(documents) > len(COLOURS):  # a colour that stands for two documents tells neither
        largest = by_size(said, "document_label", "n_chars")[: len(COLOURS) - 1]
        rest = f"{len(documents) - len(largest)} other documents"
        said = said.assign(document_label=said["document_label"].where(said["document_label"].isin(largest), rest))
        documents, colours = [*sorted(largest), rest], [*COLOURS[: len(largest)], GREY]
    scale = alt.Scale(domain=documents, range=colours[: len(documents)])
    halves, drawn = [], []
    for manner, title in (("speaks", "In their own words"), ("is quoted", "As others quote them")):
        rows = said[said["manner"].eq(manner)]
        if rows.empty:
            halves.append(entitle(say_nothing("nobody"), title, frame="group"))
            continue
        rows = rows.assign(label=wrap(rows["label"]))
        drawn.append(manner.replace(" ", "_"))
        voices = by_size(rows, "label", "n_chars")
        half: alt.Chart = (
            alt.Chart(rows[rows["label"].isin(voices[:most])], name=manner.replace(" ", "_"))
            .mark_bar(height=13)
            .encode(
                x=alt.X("n_chars:Q", title="characters", axis=alt.Axis(format=",d", tickCount=5)),
                y=alt.Y("label:N", title=None, sort=voices[:most], axis=lines(minExtent=190)),
                color=alt.Color(
                    "document_label:N", title=None, scale=scale, legend=alt.Legend(orient="bottom", columns=1)
                ),
                opacity=bright(mark),
                tooltip=tips(
                    label="voice",
                    document_label="document",
                    n_chars=("characters", ","),
                    n_utterances=("utterances", ","),
                    unsure=("voice not certain", ".0%"),
                ),
            )
            .properties(width=520, height=step(voices[:most]))
        )
        told = f"{shown(voices, most, 'voice')}, those that say most" if len(voices) > most else many(rows, "voice")
        halves.append(entitle(half, title, told, frame="group"))
    description = f"Characters in their own words, and as others quote them, of {many(said, 'voice')}."
    return alt.vconcat(*halves, spacing=24, description=description, params=shared_keys(mark, *drawn))


def chart_entities(entities: pd.DataFrame, *, most: int = 10) -> alt.ConcatChart | alt.Chart:
    """Draw the most named entities of each kind, by the blocks in which they are named.

    Args:
        entities: the table `entities`.
        most: how many of each kind are shown.
    """
    if entities.empty:
        return say_why_empty("Who and what is named", "no name was found", _NAMES)
    mark = keys("entity")
    columns = ["entity", "label", "kind", "n_mentions", "n_blocks", "n_voices"]
    ranked = entities[columns].sort_values(["n_blocks", "entity"], ascending=[False, True])
    ranked["label"] = wrap(ranked["label"], width=32)
    height = step(ranked.groupby("kind").head(most)["label"])
    panels = []
    for kind, title in ENTITY_KINDS.items():
        found = ranked[ranked["kind"].eq(kind)]
        rows = found.head(most)
        panel: alt.Chart = (
            alt.Chart(rows, name=kind)
            .mark_bar(height=12, color=BLUE)
            .encode(
                x=alt.X("n_blocks:Q", title="blocks", axis=alt.Axis(tickCount=4, tickMinStep=1, format=",d")),
                y=alt.Y("label:N", title=None, sort=None, axis=lines(minExtent=190)),
                opacity=bright(mark),
                tooltip=tips(
                    label="name", n_blocks=("blocks", ","), n_mentions=("mentions", ","), n_voices="voices that name it"
                ),
            )
            .properties(width=150, height=height)
        )
        if len(rows):
            panels.append(entitle(panel, title, f"{shown(found, most)}", frame="group"))
    shared = shared_keys(mark, *(str(panel.name) for panel in panels))
    description = f"Blocks in which the most named entities are named: {most} of each kind at most."
    return alt.concat(*panels, columns=2, description=description, params=shared)


def chart_mentions(counts: pd.DataFrame, *, most: int = 25, documents: int = 10) -> alt.LayerChart | alt.Chart:
    """Draw how often each document names the most named entities, and how often for its length.

    Args:
        counts: made by `surfaces.count_mentions`.
        most: how many entities are shown.
        documents: how many documents are shown, those that name most.
    """
    if counts.empty:
        return say_why_empty("Who and what each document names", "no name was found", _NAMES)
    naming = by_size(counts, "document", "n")
    rows = counts[counts["entity"].isin(counts["entity"].unique()[:most])]
    rows = rows[rows["document"].isin(naming[:documents])]
    rows = rows.assign(document_label=wrap(rows["document_label"], width=16))
    above = 4 + 14 * max((label.count("\n") for label in rows["document_label"]), default=0)
    head = {"orient": "top", "labelAngle": 0, "labelBaseline": "bottom", "labelPadding": above, "labelOffset": 0}
    axis = lines(**head, domain=False, ticks=False)
    chart = squares(
        rows,
        keys("entity", "document"),
        x=alt.X("document_label:N", title=None, axis=axis),
        y=alt.Y("label:N", title=None, sort=rows["label"].unique().tolist()),
        color=alt.Color("per_10k:Q", title=["in 10,000", "characters"], scale=blues(type="sqrt")),
        number="n:Q",
        dark=alt.datum.per_10k > 0.15 * rows["per_10k"].max(),
        tooltip=tips(label="name", document_label="document", n="mentions", per_10k=("in 10,000 characters", ".1f")),
    )
    return describe(
        chart.properties(width=500, height=alt.Step(21)),
        "Who and what each document names",
        f"Mentions of {many(rows, 'entity')} in {many(rows, 'document')}.",
        "number: mentions; colour: mentions for the document's length"
        + (f"; {shown(naming, documents, 'document')}, those that name most" if len(naming) > documents else ""),
    )


def chart_valuations(valued: pd.DataFrame, *, most: int = 20) -> alt.LayerChart | alt.Chart:
    """Draw how voices value events: size is how often one characterises the other, colour the mean polarity.

    Args:
        valued: made by `compare.compare_polarity` and `compare.add_labels`, one row per voice and event.
        most: how many voices are shown, those with the most characterisations.
    """
    if valued.empty:
        return say_why_empty("How voices value events", NO_EVENT, _EVENTS)
    voices, events = by_size(valued, "voice_label", "n"), by_size(valued, "event_label", "n")
    said = [
        f"{row['mean']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f})" if row["enough"] else "too little text"
        for row in valued.to_dict("records")
    ]
    rows = valued.assign(says=said, voice_label=wrap(valued["voice_label"]))
    rows = rows[valued["voice_label"].isin(voices[:most])]
    mark = keys("voice", "event")
    base = alt.Chart(rows).encode(
        x=alt.X("event_label:N", title=None, sort=events, axis=alt.Axis(**_SLANTED, grid=True)),
        y=alt.Y("voice_label:N", title=None, sort=wrap(voices[:most]), axis=lines(grid=True)),
        size=alt.Size("n:Q", title=["character-", "isations"], scale=alt.Scale(range=[20, 700]), legend=_ROUNDS),
        tooltip=tips(
            voice_label="voice",
            event_label="event",
            n="characterisations",
            n_blocks="from blocks",
            says="mean polarity",
        ),
    )
    legend = alt.Legend(format=".1f", values=[-1, -0.5, 0, 0.5, 1])
    colour = alt.Color("mean:Q", title=["mean", "polarity"], scale=POLARITY, legend=legend)
    known = base.transform_filter("datum.enough").mark_circle(stroke="#555555", strokeWidth=0.8, opacity=1)
    unknown = base.transform_filter("!datum.enough").mark_point(color=GREY, fill="white", strokeWidth=1.2, opacity=1)
    layers = [
        unknown.encode(opacity=bright(mark)),
        known.encode(color=colour, opacity=bright(mark)).properties(name="discs").add_params(mark),
    ]
    return describe(
        alt.LayerChart(layer=layers).properties(width=alt.Step(44), height=step(wrap(voices[:most]))),
        "How voices value events",
        f"Mean polarity of what {many(rows, 'voice')} call {many(rows, 'event')}.",
        f"{shown(voices, most, 'voice')}. Colour: mean polarity; empty ring: too little text for a mean",
    )


def chart_frames(frames: pd.DataFrame, *, title: str, by: str = "voice", most: int = 25) -> alt.LayerChart | alt.Chart:
    """Draw which frames are used: the uses as a number, their share in all uses of the row as colour.

    Args:
        frames: made by `compare.count_frames` and `compare.add_labels`, one row per frame and voice (or event).
        title: what is framed.
        by: what the rows of the chart are, `voice` or `event`.
        most: how many rows are shown, those with the most uses.
    """
    if not frames["n"].gt(0).any():
        return say_why_empty(title, NO_EVENT, _EVENTS)
    rows = frames[frames["n"] > 0].assign(words=frames["frame"].str.replace("_", " "))
    order, words = by_size(rows, f"{by}_label", "n"), by_size(rows, "words", "n")
    told = rows["share"].map("{:.0%}".format).where(rows["enough"], "too little text")
    rows = rows.assign(told=told, row=wrap(rows[f"{by}_label"]))[rows[f"{by}_label"].isin(order[:most])]
    shares = alt.Legend(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    colour = alt.Color("share:Q", title=["share of", "its uses"], scale=blues(domain=[0, 1]), legend=shares)
    chart = squares(
        rows,
        keys(by, "frame"),
        x=alt.X("words:N", title=None, sort=words, axis=alt.Axis(**_SLANTED)),
        y=alt.Y("row:N", title=None, sort=wrap(order[:most]), axis=lines()),
        color=alt.when(alt.datum.enough).then(colour).otherwise(alt.value("#F3F3F3")),
        number="n:Q",
        dark=alt.datum.enough & (alt.datum.share > 0.35),
        tooltip=tips(row=by, words="frame", n="uses", n_denied="denials", told="share"),
    )
    return describe(
        chart.properties(width=alt.Step(32), height=step(rows["row"])),
        title,
        f"{title}: how often each frame is used, in {many(rows, by)}.",
        f"{shown(order, most, by)}. Number: uses; colour: share in the row; grey: too little text for a share",
    )


def chart_estimates(
    estimates: pd.DataFrame,
    *,
    title: str,
    axis: str,
    domain: tuple[float, float],
    percent: bool = False,
    most: int = 14,
) -> alt.LayerChart:
    """Draw a mean with its interval for each voice, and grey words where there is too little text for one.

    Args:
        estimates: made by `compare.compare_polarity` or `compare.compare_frames` and `compare.add_labels`, one row per
            voice.
        title: what is compared.
        axis: what the mean is.
        domain: the lowest and the highest mean there can be.
        percent: whether it is a share.
        most: how many voices are shown, those with the most statements.
    """
    rows = estimates.sort_values(["enough", "n", "voice"], ascending=[False, False, True]).head(most)
    rows = rows.sort_values(["enough", "mean", "n", "voice"], ascending=[False, True, False, True])
    counts = rows["n"].map("\N{NO-BREAK SPACE}(n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{})".format)
    rows = rows.assign(row=wrap(rows["voice_label"] + counts, width=36))
    known, unknown = rows[rows["enough"]], rows[~rows["enough"]].assign(mean=float(domain[0]))
    mark, number = keys("voice"), ".0%" if percent else "+.2f"
    ticks = alt.Axis(format="%" if percent else ".1f", tickCount=5)
    y = alt.Y("row:N", title=None, sort=rows["row"].tolist(), axis=lines(grid=True))
    spans = (
        alt.Chart(known)
        .mark_rule(color=BLUE, strokeWidth=2.5)
        .encode(x=alt.X("low:Q", title=axis, scale=alt.Scale(domain=list(domain)), axis=ticks), x2="high", y=y)
    )
    points = (
        alt.Chart(known, name="means")
        .mark_circle(color=BLUE, size=90, opacity=1)
        .encode(
            x=alt.X("mean:Q", title=axis),
            y=y,
            opacity=bright(mark),
            tooltip=tips(
                voice_label="voice",
                mean=(axis, number),
                low=("from", number),
                high=("to", number),
                n="characterisations",
                n_blocks="from blocks",
            ),
        )
        .add_params(mark)
    )
    too_little = (
        alt.Chart(unknown)
        .mark_text(text="too little text", align="left", dx=6, color="#767676", fontStyle="italic", fontSize=FONT_SIZE)
        .encode(x=alt.X("mean:Q", title=axis), y=y)
    )
    more = len(estimates) - len(rows)
    left_out = f", as {'has' if more == 1 else 'have'} {more} more voice{'' if more == 1 else 's'}" if more else ""
    limit = f"too little text: under {MIN_STATEMENTS} statements or {MIN_BLOCKS} blocks{left_out}"
    return describe(
        alt.LayerChart(layer=[spans, points, too_little]).properties(width=440, height=step(rows["row"])),
        title,
        f"{title}: {axis}, with its interval, of {many(estimates, 'voice')}; "
        f"{int((~estimates['enough'].astype(bool)).sum())} have too little text.",
        f"disc: mean; line: its interval; {limit}",
    )


_SLANTED: dict[str, Any] = {"labelAngle": -40, "orient": "top"}
_ROUNDS = alt.Legend(values=[1, 5, 10, 20])
