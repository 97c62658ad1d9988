"""What the tables look like: one theme, and one function per chart.

In comes a frame that `compare` or `networks` has made, out goes an Altair chart; nothing is counted here. Every chart
has a description for those who do not see it, and carries in each mark the keys of what it stands for: the parameter
`mark` holds the keys of the marks that are clicked, so that `explore` can lead to the passages. Colours are those of
Okabe and Ito, which colour-blind readers tell apart; grey means that nothing is claimed.

    >>> estimates = pd.DataFrame({"voice": ["cohn"], "voice_label": ["Cohn"], "n": [7], "n_blocks": [5], "mean": [-0.5],
    ...                           "low": [-0.9], "high": [0.1], "enough": [True]})
    >>> chart_estimates(estimates, title="Cohn", axis="mean polarity", domain=(-1, 1)).to_dict()["description"]
    'Cohn: mean polarity of 1 voice, with intervals; 0 of them have too little text.'
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

import altair as alt
import pandas as pd

from dhkit import renderer

WIDTH = 760
"""Widest chart, with its labels, in pixels: what fits beside the margin of a notebook and on a printed page."""

BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442",
)  # fmt: skip
COLOURS = [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW]
GREY, INK = "#BDBDBD", "#333333"

TEXT_KINDS = {
    "prose": BLUE, "quotation": ORANGE, "list": SKY, "heading": "#000000", "abstract": PURPLE, "caption": YELLOW,
    "footnote": GREEN, "comment": VERMILLION, "citation": "#7A7A7A", "furniture": GREY, "blank": "#EBEBEB",
}  # fmt: skip
"""Kinds of text in the order in which they are stacked, with their colours: voices in colour, the rest in grey."""

ENTITY_KINDS = {
    "person": "Persons", "organisation": "Organisations", "group": "Groups", "place": "Places", "event": "Events",
    "work": "Works",
}  # fmt: skip

_POLARITY = alt.Scale(domain=[-1, 0, 1], range=[VERMILLION, "#E6E6E6", BLUE])
_TWO_LINES = "split(datum.label, '\\n')"


def theme() -> alt.theme.ThemeConfig:
    """Give the look of all charts: white ground, type that can be read, colours that can be told apart."""
    label = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "labelLimit": 320}
    return {
        "config": {
            "background": "white",
            "view": {"stroke": None},
            "range": {"category": COLOURS},
            "axis": {**label, "titleFontWeight": "normal", "gridColor": "#EEEEEE", "domainColor": "#999999"},
            "legend": {**label, "titleFontWeight": "normal", "symbolLimit": 40},
            "header": label,
            "title": {"fontSize": 15, "subtitleFontSize": 12, "anchor": "start", "color": INK, "subtitleColor": INK},
        }
    }


def use_theme() -> None:
    """Draw all charts from now on in this theme, and show them through dhkit's own renderer."""
    alt.theme.register("dhkit", enable=True)(theme)
    renderer.enable()


def chart_documents(sizes: pd.DataFrame) -> alt.Chart:
    """Draw what each document is made of: one bar per document, cut by kind of text.

    Args:
        sizes: made by `compare.count_text_by_kind`.
    """
    length = sizes.groupby("document")["n_chars"].transform("sum")
    titles = sizes["label"] + "\n" + length.map("{:,} characters".format)
    rows = sizes.assign(title=titles, order=sizes["kind"].map(list(TEXT_KINDS).index))
    kinds = [kind for kind in TEXT_KINDS if kind in set(rows["kind"])]
    mark = _marks("document", "kind")
    return (
        _chart(rows, f"What {_number(rows, 'document', 'document')} are made of: share of characters by kind of text.")
        .mark_bar(height=26)
        .encode(
            x=alt.X("share:Q", title="share of the document's characters", axis=alt.Axis(format="%")),
            y=alt.Y("title:N", title=None, sort=None, axis=alt.Axis(labelExpr=_TWO_LINES)),
            color=alt.Color(
                "kind:N",
                title="kind of text",
                scale=alt.Scale(domain=kinds, range=[TEXT_KINDS[kind] for kind in kinds]),
                legend=alt.Legend(orient="bottom", columns=6),
            ),
            order="order:Q",
            opacity=_faded(mark),
            tooltip=[
                alt.Tooltip("label", title="document"),
                "kind",
                alt.Tooltip("n_chars", title="characters", format=","),
                alt.Tooltip("share", format=".1%"),
            ],
        )
        .add_params(mark)
        .properties(title="What the documents are made of", width=520, height=alt.Step(44))
    )


def chart_voices(said: pd.DataFrame, *, most: int = 25) -> alt.VConcatChart:
    """Draw who speaks how much: above in their own words, below as quoted by others, coloured by document.

    Args:
        said: made by `compare.count_text_by_voice`.
        most: how many voices are shown in each half, those that say most.
    """
    mark = _marks("voice", "document", "manner")
    documents = sorted(said["document_label"].unique())
    halves = []
    for manner, title in (("speaks", "In their own words"), ("is quoted", "As others quote them")):
        rows = said[said["manner"].eq(manner)]
        total = rows.groupby("voice")["n_chars"].sum().sort_values(ascending=False, kind="stable")
        rows = rows[rows["voice"].isin(total.index[:most])]
        rows = rows.assign(total=rows["voice"].map(total))
        more = f"the {min(most, len(total))} that say most of {len(total)}"
        halves.append(
            _chart(rows, "")
            .mark_bar(height=13)
            .encode(
                x=alt.X("n_chars:Q", title="characters", axis=alt.Axis(format="~s", tickCount=6)),
                y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("total", order="descending")),
                color=alt.Color(
                    "document_label:N",
                    title="document",
                    scale=alt.Scale(domain=documents, range=COLOURS[: len(documents)]),
                    legend=alt.Legend(orient="bottom", columns=2),
                ),
                opacity=_faded(mark),
                tooltip=[
                    alt.Tooltip("label", title="voice"),
                    alt.Tooltip("document_label", title="document"),
                    alt.Tooltip("n_chars", title="characters", format=","),
                    alt.Tooltip("n_utterances", title="utterances", format=","),
                    alt.Tooltip("unsure", title="not certain", format=".0%"),
                ],
            )
            .add_params(mark)
            .properties(title={"text": title, "subtitle": more}, width=520, height=alt.Step(18), name=_name(manner))
        )
    description = "Who speaks how much, in characters: voices in their own words, and voices as others quote them."
    return alt.vconcat(*halves, spacing=24).properties(description=description)


def chart_entities(entities: pd.DataFrame, *, most: int = 10) -> alt.ConcatChart:
    """Draw the most named entities of each kind, by the blocks in which they are named.

    Args:
        entities: the table `entities`.
        most: how many of each kind are shown.
    """
    mark = _marks("entity")
    panels = []
    for kind, title in ENTITY_KINDS.items():
        of_kind = entities[entities["kind"].eq(kind)]
        rows = of_kind.sort_values(["n_blocks", "entity"], ascending=[False, True]).head(most)
        if len(rows):
            panels.append(
                _chart(rows[["entity", "label", "n_mentions", "n_blocks", "n_voices"]], "")
                .mark_bar(height=12, color=BLUE)
                .encode(
                    x=alt.X("n_blocks:Q", title="blocks", axis=alt.Axis(tickCount=4, tickMinStep=1, format=",d")),
                    y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(minExtent=190, maxExtent=190)),
                    opacity=_faded(mark),
                    tooltip=[
                        alt.Tooltip("label", title="name"),
                        alt.Tooltip("n_blocks", title="blocks", format=","),
                        alt.Tooltip("n_mentions", title="mentions", format=","),
                        alt.Tooltip("n_voices", title="voices that name it", format=","),
                    ],
                )
                .add_params(mark)
                .properties(
                    title={"text": title, "subtitle": f"{len(rows)} of {len(of_kind)}"},
                    width=170,
                    height=alt.Step(18),
                    name=_name(kind),
                )
            )
    description = f"The most named persons, bodies, groups, places, events and works: {most} of each at most."
    return alt.concat(*panels, columns=2).properties(description=description)


def chart_mentions(counts: pd.DataFrame, *, most: int = 25) -> alt.LayerChart:
    """Draw how often each document names the most named entities, for its length.

    Args:
        counts: made by `compare.count_mentions`.
        most: how many entities are shown.
    """
    rows = counts[counts["entity"].isin(counts["entity"].drop_duplicates().head(most))]
    mark = _marks("entity", "document")
    base = _chart(rows, f"How often each document names {_number(rows, 'entity', 'entity', 'entities')}.").encode(
        x=alt.X(
            "document_label:N",
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, labelExpr=_wrapped(18), domain=False, ticks=False),
        ),
        y=alt.Y("label:N", title=None, sort=None),
        tooltip=[
            alt.Tooltip("label", title="name"),
            alt.Tooltip("document_label", title="document"),
            alt.Tooltip("n", title="mentions", format=","),
            alt.Tooltip("per_10k", title="in 10,000 characters", format=".1f"),
        ],
    )
    cells = base.mark_rect().encode(
        color=alt.Color("per_10k:Q", title=["in 10,000", "characters"], scale=alt.Scale(scheme="blues", type="sqrt")),
        opacity=_faded(mark),
    )
    numbers = base.mark_text(fontSize=12).encode(
        text=alt.Text("n:Q", format=","),
        color=alt.when(alt.datum.per_10k > 0.4 * float(rows["per_10k"].max())).then(alt.value("white")).otherwise(
            alt.value(INK)
        ),
    )
    title = {"text": "Who and what each document names", "subtitle": "number: mentions; colour: mentions for its length"}
    return _layer(cells.add_params(mark).properties(name="cells"), numbers).properties(
        title=title, width=480, height=alt.Step(21)
    )


def chart_network(nodes: pd.DataFrame, ties: pd.DataFrame, *, labels: int = 40) -> alt.LayerChart:
    """Draw a network: who is named together with whom.

    Circles are entities, their size the shared blocks of all their ties, their colour the circle they belong to; lines
    are ties, their width the shared blocks. Pointing at one shows its neighbours. Places have no meaning of their own.

    Args:
        nodes: the first frame of `networks.map_network`.
        ties: the second.
        labels: how many of the strongest nodes are named at all times.
    """
    hover = alt.selection_point(name="hover", on="pointerover", clear="pointerout", fields=["entity"], empty=True)
    mark = _marks("entity")
    none = "(!isValid(hover.entity) || !hover.entity.length)"
    on_tie = f"{none} || indexof(hover.entity, datum.source) >= 0 || indexof(hover.entity, datum.target) >= 0"
    on_node = f"{none} || hover.entity[0] === datum.entity || indexof(datum.neighbours, hover.entity[0]) >= 0"
    largest = nodes["circle"].drop_duplicates().tolist()
    named = nodes.sort_values(["community", "entity"])["circle"].drop_duplicates().head(len(COLOURS)).tolist()
    rows = nodes.assign(shown=nodes["circle"].where(nodes["circle"].isin(named), "others"), rank=range(len(nodes)))
    shown = [*named, "others"] if len(largest) > len(named) else named
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.05, 1.05]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.03, 1.03]))
    lines = (
        _chart(ties[["source", "target", "source_name", "target_name", "n_blocks", "q_value", "x", "y", "x2", "y2"]], "")
        .mark_rule(color="#777777")
        .encode(
            x=x,
            y=y,
            x2="x2",
            y2="y2",
            strokeWidth=alt.StrokeWidth("n_blocks:Q", title="shared blocks", scale=alt.Scale(range=[0.6, 6])),
            opacity=alt.when(on_tie).then(alt.value(0.45)).otherwise(alt.value(0.05)),
            tooltip=[
                alt.Tooltip("source_name", title="one"),
                alt.Tooltip("target_name", title="other"),
                alt.Tooltip("n_blocks", title="shared blocks"),
                alt.Tooltip("q_value", title="q (chance)", format=".2g"),
            ],
        )
    )
    points = (
        _chart(rows, "", name="nodes")
        .mark_circle(stroke="white", opacity=1)
        .encode(
            x=x,
            y=y,
            size=alt.Size("strength:Q", title=["shared blocks", "of all ties"], scale=alt.Scale(range=[40, 900])),
            color=alt.Color(
                "shown:N",
                title="circle around",
                scale=alt.Scale(domain=shown, range=[*COLOURS[: len(named)], GREY][: len(shown)]),
                legend=alt.Legend(orient="bottom", columns=3),
            ),
            opacity=alt.when(on_node).then(alt.value(1)).otherwise(alt.value(0.12)),
            description="label:N",
            tooltip=[
                alt.Tooltip("label", title="name"),
                alt.Tooltip("kind"),
                alt.Tooltip("n_blocks", title="blocks"),
                alt.Tooltip("degree", title="named together with"),
                alt.Tooltip("between", title="broker (0 to 1)", format=".2f"),
            ],
        )
        .add_params(hover, mark)
    )
    words = (
        _chart(rows, "")
        .mark_text(fontSize=12, dy=-11, color="#111111", stroke="white", strokeWidth=3, strokeOpacity=0.8)
        .encode(
            x=x,
            y=y,
            text="name:N",
            opacity=alt.when(f"({on_node}) && (datum.rank < {labels} || !{none})").then(alt.value(1)).otherwise(
                alt.value(0)
            ),
        )
    )
    front = words.mark_text(fontSize=12, dy=-11, color="#111111")
    count = f"{_number(nodes, 'entity', 'entity', 'entities')} and {len(ties)} ties"
    description = f"Network of {count}: entities that one voice names in one block, coloured by circle."
    return _layer(lines, points, words, front).properties(
        title={"text": "Who is named together with whom", "subtitle": f"{count}; point at a name to see its ties"},
        width=WIDTH,
        height=560,
        description=description,
    )


def chart_matrix(nodes: pd.DataFrame, ties: pd.DataFrame, *, most: int = 30) -> alt.Chart:
    """Draw the same network as a matrix, sorted by circle: a square for each pair, both ways round.

    Args:
        nodes: the first frame of `networks.map_network`.
        ties: the second.
        most: how many of the strongest nodes are shown.
    """
    order = nodes.head(most).sort_values(["community", "strength", "entity"], ascending=[True, False, True])["name"]
    pair = ["source", "target", "source_name", "target_name", "n_blocks", "weight", "q_value"]
    back = {"source": "target", "target": "source", "source_name": "target_name", "target_name": "source_name"}
    rows = pd.concat([ties[pair], ties[pair].rename(columns=back)[pair]], ignore_index=True)
    rows = rows[rows["source_name"].isin(order) & rows["target_name"].isin(order)]
    mark = _marks("source", "target")
    return (
        _chart(rows, f"Shared blocks of {len(order)} entities, as a matrix sorted by circle.")
        .mark_rect(stroke="white")
        .encode(
            x=alt.X("source_name:N", title=None, sort=order.tolist(), axis=alt.Axis(labelAngle=-60, orient="top")),
            y=alt.Y("target_name:N", title=None, sort=order.tolist()),
            color=alt.Color("n_blocks:Q", title="shared blocks", scale=alt.Scale(scheme="blues", type="sqrt")),
            opacity=_faded(mark),
            tooltip=[
                alt.Tooltip("source_name", title="one"),
                alt.Tooltip("target_name", title="other"),
                alt.Tooltip("n_blocks", title="shared blocks"),
                alt.Tooltip("weight", title="NPMI", format=".2f"),
                alt.Tooltip("q_value", title="q (chance)", format=".2g"),
            ],
        )
        .add_params(mark)
        .properties(title="The same as a matrix", width=alt.Step(17), height=alt.Step(17))
    )


def chart_valuations(valuations: pd.DataFrame) -> alt.Chart:
    """Draw how each voice values each event: size is how often it characterises it, colour its mean polarity.

    Args:
        valuations: made by `compare.compare_polarity` and `compare.add_labels`.
    """
    mark = _marks("voice", "event")
    rows = valuations.sort_values(["voice_label", "event_label"])
    total = rows.groupby("voice_label")["n"].transform("sum")
    rows = rows.assign(total=total, total_event=rows.groupby("event_label")["n"].transform("sum"))
    count = f"{_number(rows, 'voice', 'voice')} and {_number(rows, 'event', 'event')}"
    return (
        _chart(rows, f"How voices value events: {count}; grey where there is too little text.")
        .mark_circle(opacity=1, stroke="#777777", strokeWidth=0.7)
        .encode(
            x=alt.X(
                "event_label:N",
                title=None,
                sort=alt.EncodingSortField("total_event", order="descending"),
                axis=alt.Axis(labelAngle=-40, orient="top", grid=True),
            ),
            y=alt.Y(
                "voice_label:N",
                title=None,
                sort=alt.EncodingSortField("total", order="descending"),
                axis=alt.Axis(grid=True),
            ),
            size=alt.Size("n:Q", title="characterisations", scale=alt.Scale(range=[15, 700])),
            color=alt.when(alt.datum.enough).then(
                alt.Color("mean:Q", title="mean polarity", scale=_POLARITY)
            ).otherwise(alt.value("#FFFFFF")),
            opacity=_faded(mark),
            tooltip=[
                alt.Tooltip("voice_label", title="voice"),
                alt.Tooltip("event_label", title="event"),
                alt.Tooltip("n", title="characterisations"),
                alt.Tooltip("n_blocks", title="from blocks"),
                alt.Tooltip("says", title="polarity"),
            ],
        )
        .transform_calculate(says=_SAYS)
        .add_params(mark)
        .properties(
            title={"text": "How voices value events", "subtitle": "colour: mean polarity; white: too little text"},
            width=alt.Step(34),
            height=alt.Step(26),
        )
    )


_SAYS = (
    "datum.enough ? format(datum.mean, '+.2f') + ' (' + format(datum.low, '+.2f') + ' to ' + format(datum.high, '+.2f')"
    " + ')' : 'too little text'"
)


def chart_frames(frames: pd.DataFrame, *, title: str) -> alt.LayerChart:
    """Draw which frames voices use: the share of each frame in colour, its uses as a number.

    Args:
        frames: made by `compare.count_frames` and `compare.add_labels`, for one event or all.
        title: what is framed.
    """
    mark = _marks("voice", "frame")
    rows = frames[frames["n"] > 0]
    rows = rows.assign(total=rows.groupby("voice_label")["n"].transform("sum"))
    rows = rows.assign(total_frame=rows.groupby("frame")["n"].transform("sum"), words=rows["frame"].str.replace("_", " "))
    base = _chart(rows, f"{title}: the frames that {_number(rows, 'voice', 'voice')} use.").encode(
        x=alt.X(
            "words:N",
            title=None,
            sort=alt.EncodingSortField("total_frame", order="descending"),
            axis=alt.Axis(labelAngle=-40, orient="top"),
        ),
        y=alt.Y("voice_label:N", title=None, sort=alt.EncodingSortField("total", order="descending")),
        tooltip=[
            alt.Tooltip("voice_label", title="voice"),
            alt.Tooltip("words", title="frame"),
            alt.Tooltip("n", title="uses"),
            alt.Tooltip("n_denied", title="denials"),
            alt.Tooltip("share", format=".0%"),
        ],
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "share:Q",
            title=["share of the", "voice's uses"],
            scale=alt.Scale(scheme="blues", domain=[0, 1]),
            legend=alt.Legend(format="%"),
        ),
        opacity=_faded(mark),
    )
    numbers = base.mark_text(fontSize=12).encode(
        text="n:Q", color=alt.when(alt.datum.share > 0.5).then(alt.value("white")).otherwise(alt.value(INK))
    )
    return _layer(cells.add_params(mark).properties(name="cells"), numbers).properties(
        title={"text": title, "subtitle": "number: uses; colour: share of the voice's uses"},
        width=alt.Step(30),
        height=alt.Step(22),
    )


def chart_estimates(
    estimates: pd.DataFrame, *, title: str, axis: str, domain: tuple[float, float], percent: bool = False
) -> alt.LayerChart:
    """Draw a mean with its interval for each voice; grey words instead of a number where there is too little text.

    Args:
        estimates: made by `compare.estimate_means` or what calls it, and `compare.add_labels`; one row per voice.
        title: what is compared.
        axis: what the mean is.
        domain: lowest and highest mean there can be.
        percent: whether the mean is a share.
    """
    sure = estimates["enough"].astype(bool)
    rows = estimates.assign(row=estimates["voice_label"] + estimates["n"].map(" (n = {})".format))
    rows = rows.sort_values(["enough", "mean", "n", "voice"], ascending=[False, True, False, True])
    mark = _marks("voice")
    y = alt.Y("row:N", title=None, sort=rows["row"].tolist(), axis=alt.Axis(grid=True))
    x = alt.X("mean:Q", title=axis, scale=alt.Scale(domain=list(domain)), axis=alt.Axis(format="%" if percent else "+.1f"))
    numbers = ".0%" if percent else "+.2f"
    tooltip = [
        alt.Tooltip("voice_label", title="voice"),
        alt.Tooltip("mean", title=axis, format=numbers),
        alt.Tooltip("low", title="from", format=numbers),
        alt.Tooltip("high", title="to", format=numbers),
        alt.Tooltip("n", title="characterisations"),
        alt.Tooltip("n_blocks", title="from blocks"),
    ]
    known, unknown = rows[rows["enough"].astype(bool)], rows[~rows["enough"].astype(bool)]
    middle = pd.DataFrame({"mean": [0.0 if domain[0] < 0 else float(domain[0])]})
    layers = [
        _chart(middle, "").mark_rule(color="#999999", strokeDash=[4, 3]).encode(x="mean:Q"),
        _chart(known, "").mark_rule(color=BLUE, strokeWidth=2.5).encode(x=x, x2="high:Q", y=y).transform_calculate(
            mean="datum.low"
        ),
        _chart(known, "", name="means").mark_point(color=BLUE, fill="white", size=70, opacity=1).encode(
            x=x, y=y, opacity=_faded(mark), tooltip=tooltip
        ).add_params(mark),
        _chart(unknown.assign(mean=float(domain[0])), "").mark_text(
            text="too little text", align="left", dx=6, color="#767676", fontSize=12, fontStyle="italic"
        ).encode(x=x, y=y),
    ]
    description = (
        f"{title}: {axis} of {_number(rows, 'voice', 'voice')}, with intervals; "
        f"{int((~sure).sum())} of them have too little text."
    )
    return _layer(*layers).properties(
        title={"text": title, "subtitle": "point: mean; line: where 95 of 100 resamplings fall"},
        width=440,
        height=alt.Step(24),
        description=description,
    )


def _chart(rows: pd.DataFrame, description: str, *, name: str = "") -> alt.Chart:
    """Begin a chart on rows; only the description of a whole chart is spoken, that of a part stays empty."""
    about: dict[str, Any] = {"description": description} if description else {}
    return alt.Chart(rows, **about, **({"name": name} if name else {}))
