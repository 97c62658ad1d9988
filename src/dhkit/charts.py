"""What the tables look like: one theme, and one function per chart.

In comes a frame that `compare` or `networks` has made, out goes an Altair chart; nothing is counted here. Every chart
has a description for those who do not see it, and every mark carries the keys of what it stands for: the parameter
`mark` holds those of the marks that are clicked, so that `explore` can lead to the passages. Colours are those of
Okabe and Ito, which colour-blind readers tell apart; grey means that nothing is claimed.

    >>> valued = pd.DataFrame({"voice": ["cohn"], "voice_label": ["Cohn"], "n": [7], "n_blocks": [5], "mean": [-0.5],
    ...                        "low": [-0.9], "high": [0.1], "enough": [True]})
    >>> chart_estimates(valued, title="The coup", axis="mean polarity", domain=(-1, 1)).to_dict()["description"]
    'The coup: mean polarity, with its interval, of 1 voice; 0 have too little text.'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from dhkit import renderer

WIDTH = 760
"""Widest chart, with its labels, in pixels: what fits beside the margin of a notebook and on a printed page."""

BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW = COLOURS = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442",
)  # fmt: skip
GREY, INK = "#BDBDBD", "#333333"

TEXT_KINDS = {
    "prose": BLUE, "quotation": ORANGE, "list": SKY, "heading": "#000000", "abstract": PURPLE, "caption": YELLOW,
    "footnote": GREEN, "comment": VERMILLION, "citation": "#7A7A7A", "furniture": GREY, "blank": "#EBEBEB",
}  # fmt: skip
"""Kinds of text in the order in which they are stacked: what somebody says in colour, the rest in grey."""

ENTITY_KINDS = {
    "person": "Persons", "organisation": "Organisations", "group": "Groups", "place": "Places", "event": "Events",
    "work": "Works",
}  # fmt: skip

POLARITY = alt.Scale(domain=[-1, 0, 1], range=[VERMILLION, "#E6E6E6", BLUE])

_C = TypeVar("_C", alt.Chart, alt.LayerChart)
_PALE = "#EEEEEE"
_LINES = alt.Axis(labelExpr="split(datum.label, '\\n')")  # a label may have two lines


def theme() -> alt.theme.ThemeConfig:
    """Give the look of all charts: white ground, type that can be read, colours that can be told apart."""
    words = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK}
    plain = {**words, "labelLimit": 320, "titleFontWeight": "normal"}
    config: Any = {
        "background": "white",
        "view": {"stroke": None},
        "range": {"category": list(COLOURS)},
        "axis": {**plain, "gridColor": _PALE, "domainColor": "#999999", "tickColor": "#999999"},
        "legend": {**plain, "symbolLimit": 40},
        "header": words,
        "title": {"fontSize": 15, "subtitleFontSize": 12, "anchor": "start", "color": INK, "subtitleColor": INK},
    }
    return {"config": config}


def use_theme() -> None:
    """Draw all charts from now on in this theme, and show them through dhkit's own renderer."""
    alt.theme.register("dhkit", enable=True)(theme)
    renderer.enable()


def chart_documents(sizes: pd.DataFrame) -> alt.Chart:
    """Draw what each document is made of: one bar per document, cut by kind of text.

    Args:
        sizes: made by `compare.count_text_by_kind`.
    """
    length = sizes.groupby("document")["n_chars"].transform("sum").map("\n{:,} characters".format)
    rows = sizes.assign(bar=sizes["label"] + length, order=sizes["kind"].map(list(TEXT_KINDS).index))
    kinds = [kind for kind in TEXT_KINDS if kind in set(sizes["kind"])]
    colours = alt.Scale(domain=kinds, range=[TEXT_KINDS[kind] for kind in kinds])
    mark = _mark("document", "kind")
    chart: alt.Chart = (
        alt.Chart(rows, name="bars")
        .mark_bar(height=26)
        .encode(
            x=alt.X("share:Q", title="share of the document's characters", axis=alt.Axis(format="%")),
            y=alt.Y("bar:N", title=None, sort=None, axis=_LINES),
            color=alt.Color("kind:N", title="text", scale=colours, legend=alt.Legend(orient="bottom", columns=6)),
            order="order:Q",
            opacity=_bright(mark),
            tooltip=_tips(label="document", kind="text", n_chars=("characters", ","), share=("share", ".1%")),
        )
        .properties(width=520, height=alt.Step(44))
        .add_params(mark)
    )
    return _about(
        chart,
        "What the documents are made of",
        f"Share of characters by kind of text in {_many(rows, 'document')}.",
    )


def chart_voices(said: pd.DataFrame, *, most: int = 25) -> alt.VConcatChart:
    """Draw who speaks how much: above in their own words, below as others quote them, coloured by document.

    Args:
        said: made by `compare.count_text_by_voice`.
        most: how many voices are shown in each half, those that say most.
    """
    mark = _mark("voice", "document", "manner")
    documents = sorted(said["document_label"].unique())
    colours = alt.Scale(domain=documents, range=list(COLOURS[: len(documents)]))
    halves = []
    for manner, title in (("speaks", "In their own words"), ("is quoted", "As others quote them")):
        rows = said[said["manner"].eq(manner)]
        voices = rows.groupby("label")["n_chars"].sum().sort_values(ascending=False, kind="stable")
        shown = voices.index[:most].tolist()
        half = (
            alt.Chart(rows[rows["label"].isin(shown)], name=manner.replace(" ", "_"))
            .mark_bar(height=13)
            .encode(
                x=alt.X("n_chars:Q", title="characters", axis=alt.Axis(format="~s", tickCount=6)),
                y=alt.Y("label:N", title=None, sort=shown, axis=alt.Axis(minExtent=170)),
                color=alt.Color(
                    "document_label:N", title=None, scale=colours, legend=alt.Legend(orient="bottom", columns=2)
                ),
                opacity=_bright(mark),
                tooltip=_tips(
                    label="voice",
                    document_label="document",
                    n_chars=("characters", ","),
                    n_utterances=("utterances", ","),
                    unsure=("voice not certain", ".0%"),
                ),
            )
            .properties(width=540, height=alt.Step(19))
        )
        halves.append(_titled(half, title, f"{len(shown)} voices of {len(voices)}: those that say most"))
    description = f"Characters in their own words, and as others quote them, of {_many(said, 'voice')}."
    return alt.vconcat(*halves, spacing=24, description=description, params=_shared(mark, "speaks", "is_quoted"))


def chart_entities(entities: pd.DataFrame, *, most: int = 10) -> alt.ConcatChart:
    """Draw the most named entities of each kind, by the blocks in which they are named.

    Args:
        entities: the table `entities`.
        most: how many of each kind are shown.
    """
    mark = _mark("entity")
    panels = []
    for kind, title in ENTITY_KINDS.items():
        found = entities[entities["kind"].eq(kind)].sort_values(["n_blocks", "entity"], ascending=[False, True])
        rows = found.head(most)[["entity", "label", "n_mentions", "n_blocks", "n_voices"]]
        panel = (
            alt.Chart(rows, name=kind)
            .mark_bar(height=12, color=BLUE)
            .encode(
                x=alt.X("n_blocks:Q", title="blocks", axis=alt.Axis(tickCount=4, tickMinStep=1, format=",d")),
                y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(minExtent=190)),
                opacity=_bright(mark),
                tooltip=_tips(
                    label="name", n_blocks=("blocks", ","), n_mentions=("mentions", ","), n_voices="voices that name it"
                ),
            )
            .properties(width=160, height=alt.Step(18))
        )
        if len(rows):
            panels.append(_titled(panel, title, f"{len(rows)} of {len(found)}"))
    description = f"Blocks in which the most named entities are named: {most} of each kind at most."
    shared = _shared(mark, *(str(panel.name) for panel in panels))
    return alt.concat(*panels, columns=2, description=description, params=shared)


def chart_mentions(counts: pd.DataFrame, *, most: int = 25) -> alt.LayerChart:
    """Draw how often each document names the most named entities, and how often for its length.

    Args:
        counts: made by `compare.count_mentions`.
        most: how many entities are shown.
    """
    rows = counts[counts["entity"].isin(counts["entity"].unique()[:most])]
    tips = _tips(label="name", document_label="document", n="mentions", per_10k=("in 10,000 characters", ".1f"))
    colour = alt.Color("per_10k:Q", title=["in 10,000", "characters"], scale=alt.Scale(scheme="blues", type="sqrt"))
    wrapped = alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelExpr="split(datum.label, ', ')")
    chart = _heat(
        rows,
        _mark("entity", "document"),
        x=alt.X("document_label:N", title=None, axis=wrapped),
        y=alt.Y("label:N", title=None, sort=rows["label"].unique().tolist()),
        color=colour,
        number="n:Q",
        dark=alt.datum.per_10k > 0.4 * rows["per_10k"].max(),
        tooltip=tips,
    )
    return _about(
        chart.properties(width=500, height=alt.Step(21)),
        "Who and what each document names",
        f"Mentions of {_many(rows, 'entity')} in {_many(rows, 'document')}.",
        "number: mentions; colour: mentions for the document's length",
    )


def chart_network(nodes: pd.DataFrame, ties: pd.DataFrame, *, labels: int = 40) -> alt.LayerChart:
    """Draw a network: discs are entities, lines join those that one voice names in one block.

    The size of a disc is the shared blocks of all its ties, its colour the circle it belongs to, the width of a line
    the shared blocks of the two. Pointing at a disc leaves its neighbours bright. Places have no meaning of their own.

    Args:
        nodes: the first frame of `networks.map_network`.
        ties: the second.
        labels: how many of the strongest nodes are named at all times; the others when their neighbours are pointed at.
    """
    circles = nodes.sort_values("community", kind="stable")["circle"].unique().tolist()
    shown = [*circles[: len(COLOURS)], *(["smaller circles"] if len(circles) > len(COLOURS) else [])]
    rows = nodes.assign(
        rank=range(len(nodes)), colour=nodes["circle"].where(nodes["circle"].isin(shown), shown[-1:] or "")
    )
    rows = rows.drop(columns=["circle", "community"])
    colours = alt.Scale(domain=shown, range=[*COLOURS, GREY][: len(shown)])
    none = "(!isValid(hover.entity) || !hover.entity.length)"
    on_tie = f"{none} || indexof(hover.entity, datum.source) >= 0 || indexof(hover.entity, datum.target) >= 0"
    on_node = f"{none} || hover.entity[0] === datum.entity || indexof(datum.neighbours, hover.entity[0]) >= 0"
    on_name = f"({on_node}) && (datum.rank < {labels} || !{none})"
    place = {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06])),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.03, 1.05])),
    }
    width = alt.StrokeWidth("n_blocks:Q", title="shared blocks", scale=alt.Scale(range=[0.5, 6]), legend=None)
    lines = (
        alt.Chart(ties.drop(columns=["voices", "weight"]))
        .mark_rule(color="#777777")
        .encode(
            **place,
            x2="x2",
            y2="y2",
            strokeWidth=width,
            opacity=alt.when(on_tie).then(alt.value(0.4)).otherwise(alt.value(0.04)),
            tooltip=_tips(source_name="one", target_name="other", n_blocks="shared blocks", q_value=("q", ".2g")),
        )
    )
    discs = (
        alt.Chart(rows, name="discs")
        .mark_circle(stroke="white", opacity=1)
        .encode(
            **place,
            size=alt.Size("strength:Q", scale=alt.Scale(range=[40, 900]), legend=None),
            color=alt.Color("colour:N", title=None, scale=colours, legend=alt.Legend(orient="bottom", columns=3)),
            opacity=alt.when(on_node).then(alt.value(1)).otherwise(alt.value(0.12)),
            description="label:N",
            tooltip=_tips(
                label="name", kind="kind", n_blocks="blocks", degree="tied to", between=("broker, 0 to 1", ".2f")
            ),
        )
        .add_params(alt.selection_point(name="hover", on="pointerover", clear="pointerout", fields=["entity"]))
        .add_params(_mark("entity"))
    )
    names = (
        alt.Chart(rows)
        .mark_text(dy=-11, fontSize=12)
        .encode(**place, text="name:N", opacity=alt.when(on_name).then(alt.value(1)).otherwise(alt.value(0)))
    )
    halo = names.mark_text(dy=-11, fontSize=12, color="white", stroke="white", strokeWidth=4)
    return _about(
        alt.LayerChart(layer=[lines, discs, halo, names]).properties(width=WIDTH, height=580),
        "Who is named together with whom",
        f"Network of {_many(nodes, 'entity')} with {len(ties)} ties; colours show {len(circles)} circles.",
        f"{len(nodes)} names, {len(ties)} ties; point at one to see its own. Circles are called by their strongest two",
    )


def chart_matrix(nodes: pd.DataFrame, ties: pd.DataFrame, *, most: int = 30) -> alt.LayerChart:
    """Draw a network as a matrix sorted by circle: a square for each pair, both ways round, with its shared blocks.

    Args:
        nodes: the first frame of `networks.map_network`.
        ties: the second.
        most: how many of the strongest nodes are shown.
    """
    order = nodes.head(most).sort_values("community", kind="stable")["name"].tolist()
    swapped = {"source": "target", "target": "source", "source_name": "target_name", "target_name": "source_name"}
    rows = pd.concat([ties, ties.rename(columns=swapped)])[[*swapped, "n_blocks", "weight", "q_value"]]
    rows = rows[rows["source_name"].isin(order) & rows["target_name"].isin(order)]
    chart = _heat(
        rows,
        _mark("source", "target"),
        x=alt.X("source_name:N", title=None, sort=order, axis=alt.Axis(labelAngle=-60, orient="top")),
        y=alt.Y("target_name:N", title=None, sort=order),
        color=alt.Color("n_blocks:Q", legend=None, scale=alt.Scale(scheme="blues", type="sqrt")),
        number="n_blocks:Q",
        dark=alt.datum.n_blocks > 0.4 * rows["n_blocks"].max(),
        tooltip=_tips(
            source_name="one",
            target_name="other",
            n_blocks="shared blocks",
            weight=("NPMI", ".2f"),
            q_value=("q", ".2g"),
        ),
    )
    return _about(
        chart.properties(width=alt.Step(20), height=alt.Step(20)),
        "The strongest ties as a matrix",
        f"Shared blocks of {len(order)} entities, both ways round, sorted by circle.",
        "number: blocks in which one voice names both; names of one circle stand together",
    )


def chart_valuations(valued: pd.DataFrame) -> alt.Chart:
    """Draw how voices value events: size is how often one characterises the other, colour the mean polarity.

    Args:
        valued: made by `compare.compare_polarity` and `compare.add_labels`, one row per voice and event.
    """
    mark = _mark("voice", "event")
    said = [
        f"{row['mean']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f})" if row["enough"] else "too little text"
        for row in valued.to_dict("records")
    ]
    colour = alt.Color("mean:Q", title=["mean", "polarity"], scale=POLARITY, legend=alt.Legend(format="+"))
    chart: alt.Chart = (
        alt.Chart(valued.assign(says=said), name="discs")
        .mark_circle(opacity=1, stroke="#777777", strokeWidth=0.8)
        .encode(
            x=alt.X("event_label:N", title=None, sort=_by_size(valued, "event_label"), axis=_SLANTED),
            y=alt.Y("voice_label:N", title=None, sort=_by_size(valued, "voice_label"), axis=alt.Axis(grid=True)),
            size=alt.Size("n:Q", title=["character-", "isations"], scale=alt.Scale(range=[15, 700])),
            color=alt.when(alt.datum.enough).then(colour).otherwise(alt.value("white")),
            opacity=_bright(mark),
            tooltip=_tips(
                voice_label="voice",
                event_label="event",
                n="characterisations",
                n_blocks="from blocks",
                says="mean polarity",
            ),
        )
        .properties(width=alt.Step(34), height=alt.Step(26))
        .add_params(mark)
    )
    return _about(
        chart,
        "How voices value events",
        f"Mean polarity of what {_many(valued, 'voice')} call {_many(valued, 'event')}.",
        "colour: mean polarity; white: too little text for a mean",
    )


def chart_frames(frames: pd.DataFrame, *, title: str) -> alt.LayerChart:
    """Draw which frames voices use: the uses as a number, their share in all that the voice uses as colour.

    Args:
        frames: made by `compare.count_frames` and `compare.add_labels`, one row per voice and frame.
        title: what is framed.
    """
    rows = frames[frames["n"] > 0].assign(words=frames["frame"].str.replace("_", " "))
    shares = alt.Scale(scheme="blues", domain=[0, 1])
    chart = _heat(
        rows,
        _mark("voice", "frame"),
        x=alt.X("words:N", title=None, sort=_by_size(rows, "words"), axis=_SLANTED),
        y=alt.Y("voice_label:N", title=None, sort=_by_size(rows, "voice_label")),
        color=alt.Color("share:Q", title=["share of", "its uses"], scale=shares, legend=alt.Legend(format="%")),
        number="n:Q",
        dark=alt.datum.share > 0.5,
        tooltip=_tips(voice_label="voice", words="frame", n="uses", n_denied="denials", share=("share", ".0%")),
    )
    return _about(
        chart.properties(width=alt.Step(30), height=alt.Step(22)),
        title,
        f"{title}: frames used by {_many(rows, 'voice')}.",
        "number: uses; colour: share of all that the voice uses",
    )


def chart_estimates(
    estimates: pd.DataFrame, *, title: str, axis: str, domain: tuple[float, float], percent: bool = False
) -> alt.LayerChart:
    """Draw a mean with its interval for each voice, and grey words where there is too little text for one.

    Args:
        estimates: made by `compare.compare_polarity` or `compare.compare_frames` and `compare.add_labels`, one row per
            voice.
        title: what is compared.
        axis: what the mean is.
        domain: the lowest and the highest mean there can be.
        percent: whether it is a share.
    """
    rows = estimates.assign(row=estimates["voice_label"] + estimates["n"].map(" (n = {})".format))
    rows = rows.sort_values(["enough", "mean", "n", "voice"], ascending=[False, True, False, True])
    known, unknown = rows[rows["enough"]], rows[~rows["enough"]].assign(mean=float(domain[0]))
    mark = _mark("voice")
    scale, ticks = alt.Scale(domain=list(domain)), alt.Axis(format="%" if percent else "+.1f")
    y = alt.Y("row:N", title=None, sort=rows["row"].tolist(), axis=alt.Axis(grid=True))
    number = ".0%" if percent else "+.2f"
    lines = (
        alt.Chart(known)
        .mark_rule(color=BLUE, strokeWidth=2.5)
        .encode(x=alt.X("low:Q", title=axis, scale=scale, axis=ticks), x2="high", y=y)
    )
    points = (
        alt.Chart(known, name="means")
        .mark_circle(color=BLUE, size=90, opacity=1)
        .encode(
            x=alt.X("mean:Q", title=axis),
            y=y,
            opacity=_bright(mark),
            tooltip=_tips(
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
        .mark_text(text="too little text", align="left", dx=6, color="#767676", fontStyle="italic", fontSize=12)
        .encode(x=alt.X("mean:Q", title=axis), y=y)
    )
    return _about(
        alt.LayerChart(layer=[lines, points, too_little]).properties(width=440, height=alt.Step(24)),
        title,
        f"{title}: {axis}, with its interval, of {_many(rows, 'voice')}; {len(unknown)} have too little text.",
        "disc: mean; line: where 95 of 100 resamplings of works and blocks put it",
    )


_SLANTED = alt.Axis(labelAngle=-40, orient="top", grid=True)


def _heat(
    rows: pd.DataFrame,
    mark: alt.Parameter,
    *,
    x: alt.X,
    y: alt.Y,
    color: alt.Color,
    number: str,
    dark: Any,
    tooltip: Any,
) -> alt.LayerChart:
    """Draw squares with numbers; `dark` says where the number must be white to be read."""
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=tooltip)
    squares = base.mark_rect(stroke="white").encode(color=color, opacity=_bright(mark)).add_params(mark)
    ink = alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK))
    numbers = base.mark_text(fontSize=12).encode(text=number, color=ink)
    return alt.LayerChart(layer=[squares.properties(name="squares"), numbers])


def _mark(*fields: str) -> alt.Parameter:
    """The parameter that holds the keys of the marks that are clicked."""
    return alt.selection_point(name="mark", fields=list(fields))


def _shared(mark: alt.Parameter, *views: str) -> list[alt.TopLevelSelectionParameter]:
    """The parameter for several charts side by side, each called by its name."""
    held: Any = mark.param
    return [alt.TopLevelSelectionParameter(**held.to_dict(), views=list(views))]


def _bright(mark: alt.Parameter) -> Any:
    return alt.when(mark).then(alt.value(1)).otherwise(alt.value(0.35))


def _tips(**fields: str | tuple[str, str]) -> list[alt.Tooltip]:
    """One line of a tooltip per field, under a title, numbers in a format."""
    return [
        alt.Tooltip(field, title=told) if isinstance(told, str) else alt.Tooltip(field, title=told[0], format=told[1])
        for field, told in fields.items()
    ]


def _by_size(rows: pd.DataFrame, column: str) -> Sequence[str]:
    """The values of a column, that with the largest sum of n first."""
    size = rows.groupby(column)["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    return size.index.tolist()


def _many(rows: pd.DataFrame, key: str) -> str:
    n = rows[key].nunique()
    words = {"entity": "entities"}
    return f"{n} {key if n == 1 else words.get(key, key + 's')}"


def _titled(chart: _C, title: str, subtitle: str = "") -> _C:
    return chart.properties(title=alt.Title(title, subtitle=subtitle, offset=10) if subtitle else alt.Title(title))


def _about(chart: _C, title: str, description: str, subtitle: str = "") -> _C:
    """Give a chart its title and the words that stand for it where it is not seen."""
    return _titled(chart, title, subtitle).properties(description=description)
