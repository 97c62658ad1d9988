"""What networks look like: one function per chart.

In comes what `places`, `circles` or `layers` have made, out goes an Altair chart; nothing is counted here. The look is
`theme`'s, and every mark carries the keys of what it stands for, as in `charts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from dhkit.graphs import shorten_labels
from dhkit.places import place_names, place_ties
from dhkit.theme import (
    BLUE,
    COLOURS,
    FAINT,
    FONT_SIZE,
    GREY,
    INK,
    VERMILLION,
    WIDTH,
    blues,
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
    squares,
    step,
    tips,
    wrap,
)

LABELS = 40
"""How many nodes bear their names: the strongest."""

_NO_TIE = "no two names stand together in two blocks of voices that are known"
_NO_TWO = "there are no two documents that name anybody"
_MORE = "longer documents, or more names in lexicons/authority.csv, may show ties; a name that is missing ties nobody"
_DRAWN = "source target source_name target_name n_blocks weight q_value x y x2 y2".split()
_UNIT = alt.Scale(domain=[0, 1])
_PLACE: dict[str, Any] = {"x": alt.X("x:Q", axis=None, scale=_UNIT), "y": alt.Y("y:Q", axis=None, scale=_UNIT)}


def chart_network(nodes: pd.DataFrame, ties: pd.DataFrame, *, height: int = 600) -> alt.LayerChart | alt.Chart:
    """Draw a network: discs are entities, lines join those that one voice names in one block.

    The size of a disc is the shared blocks of all its ties, its colour the circle it belongs to, and the paler it is,
    the less sure that is; the width of a line is the shared blocks of the two. The 40 strongest bear their names, with
    a thin line where the name had to move away. Pointing at a disc leaves its neighbours bright and names them.

    Args:
        nodes: the first frame of `places.map_network`.
        ties: the second.
        height: height in pixels.
    """
    if nodes.empty:
        return say_why_empty("Who is named together with whom", _NO_TIE, _MORE)
    circles = nodes.sort_values("community", kind="stable")["circle"].unique().tolist()
    shown = [*circles[: len(COLOURS)], *(["smaller circles"] if len(circles) > len(COLOURS) else [])]
    area = 40 + 560 * nodes["strength"] / max(1, nodes["strength"].max())
    rows = nodes.assign(area=area.round(1), radius=(area / 3.14159) ** 0.5)
    rows = place_names(rows, width=WIDTH, height=height, most=LABELS).drop(columns="radius")
    rows["circle"] = rows["circle"].where(rows["circle"].isin(shown), "smaller circles")
    colours = alt.Scale(domain=shown, range=[*COLOURS, GREY][: len(shown)])
    none = "(!isValid(hover.entity) || !hover.entity.length)"
    on_tie = f"{none} || indexof(hover.entity, datum.source) >= 0 || indexof(hover.entity, datum.target) >= 0"
    on_node = f"{none} || hover.entity[0] === datum.entity || indexof(datum.neighbours, hover.entity[0]) >= 0"
    on_name = f"({on_node}) && (datum.fits || !{none})"
    width = alt.StrokeWidth("n_blocks:Q", scale=alt.Scale(type="sqrt", range=[0.6, 7]), legend=None)
    rules = (
        alt.Chart(
            ties[
                [
                    "source",
                    "target",
                    "source_name",
                    "target_name",
                    "n_blocks",
                    "weight",
                    "q_value",
                    "x",
                    "y",
                    "x2",
                    "y2",
                ]
            ]
        )
        .mark_rule(color="#777777")
        .encode(
            **_PLACE,
            x2="x2",
            y2="y2",
            strokeWidth=width,
            opacity=alt.when(on_tie).then(alt.value(0.45)).otherwise(alt.value(0.04)),
            tooltip=_TIE_TIPS,
        )
    )
    base = alt.Chart(rows).encode(**_PLACE, size=alt.Size("area:Q", scale=None))
    ground = base.mark_circle(color="white", opacity=1)  # so that lines do not shine through pale discs
    sure = alt.FillOpacity(
        "stability:Q",
        title="stability",
        scale=alt.Scale(domain=[0.4, 1], range=[0.1, 1], clamp=True),
        legend=None,  # the subtitle says it: a legend of one colour would be taken for a circle
    )
    discs = (
        base.mark_point(filled=True, strokeWidth=1.6)
        .encode(
            color=alt.Color(
                "circle:N", title=None, scale=colours, legend=alt.Legend(orient="bottom", columns=2, symbolOpacity=1)
            ),
            stroke=alt.Stroke("circle:N", scale=colours, legend=None),
            fillOpacity=sure,
            opacity=alt.when(on_node).then(alt.value(1)).otherwise(alt.value(0.12)),
            description="label:N",
            tooltip=tips(
                label="name",
                kind="kind",
                n_blocks="blocks",
                degree="tied to",
                stability=("stability in its circle", ".2f"),
                between=("broker, 0 to 1", ".3f"),
            ),
        )
        .properties(name="discs")
        .add_params(alt.selection_point(name="hover", on="pointerover", clear="pointerout", fields=["entity"]))
        .add_params(keys("entity"))
    )
    leads = (
        alt.Chart(rows[rows["led"]])
        .mark_rule(color="#999999", strokeWidth=0.7, aria=False)
        .encode(
            x=alt.X("x:Q", axis=None, scale=_UNIT), y=alt.Y("y:Q", axis=None, scale=_UNIT), x2="name_x", y2="name_y",
            opacity=alt.when(on_name).then(alt.value(1)).otherwise(alt.value(0)),
        )
    )  # fmt: skip
    names = (
        alt.Chart(rows)
        .mark_text(fontSize=FONT_SIZE, color="#111111")
        .encode(
            x=alt.X("name_x:Q", axis=None, scale=_UNIT),
            y=alt.Y("name_y:Q", axis=None, scale=_UNIT),
            text="name:N",
            opacity=alt.when(on_name).then(alt.value(1)).otherwise(alt.value(0)),
        )
    )
    halo = names.mark_text(fontSize=FONT_SIZE, color="white", stroke="white", strokeWidth=3)
    return describe(
        alt.LayerChart(layer=[rules, ground, leads, discs, halo, names]).properties(width=WIDTH, height=height),
        "Who is named together with whom",
        f"Network of {many(nodes, 'entity')} with {len(ties)} ties; colours show {len(circles)} circles.",
        [
            f"{len(nodes)} names, {len(ties)} ties; point at one to see its own; circles are called by the strongest;",
            "the paler a disc, the less sure it belongs to its circle when blocks are drawn anew",
        ],
    )


_TIE_TIPS = tips(
    source_name="one", target_name="other", n_blocks="shared blocks", weight=("NPMI", ".2f"), q_value=("q", ".2g")
)


def chart_matrix(nodes: pd.DataFrame, ties: pd.DataFrame, *, most: int = 30) -> alt.LayerChart | alt.Chart:
    """Draw a network as a matrix sorted by circle: a square for each pair, both ways round.

    The number is the shared blocks, the colour the weight, so that a frequent pair is not dark for being frequent.

    Args:
        nodes: the first frame of `places.map_network`.
        ties: the second.
        most: how many of the strongest nodes are shown.
    """
    if ties.empty:
        return say_why_empty("The strongest ties as a matrix", _NO_TIE, _MORE)
    order = nodes.head(most).sort_values("community", kind="stable")["name"].tolist()
    swapped = {"source": "target", "target": "source", "source_name": "target_name", "target_name": "source_name"}
    rows = pd.concat([ties, ties.rename(columns=swapped)])[[*swapped, "n_blocks", "weight", "q_value"]]
    rows = rows[rows["source_name"].isin(order) & rows["target_name"].isin(order)]
    chart = squares(
        rows,
        keys("source", "target"),
        x=alt.X("source_name:N", title=None, sort=order, axis=alt.Axis(labelAngle=-60, orient="top")),
        y=alt.Y("target_name:N", title=None, sort=order),
        color=alt.Color("weight:Q", title="NPMI", scale=blues(domain=[0, 1], clamp=True)),
        number="n_blocks:Q",
        dark=alt.datum.weight > 0.4,
        tooltip=_TIE_TIPS,
    )
    return describe(
        chart.properties(width=alt.Step(19), height=alt.Step(19)),
        "The strongest ties as a matrix",
        f"Shared blocks of {len(order)} entities, both ways round, sorted by circle; colour is how far beyond chance.",
        "number: blocks in which one voice names both; colour: 0 as by chance, 1 never one without the other",
    )


def chart_brokers(nodes: pd.DataFrame, *, most: int = 12) -> alt.LayerChart | alt.Chart:
    """Draw who stands between others, with the interval that drawing blocks anew gives.

    Args:
        nodes: the first frame of `places.map_network`.
        most: how many are shown, those with the highest share.
    """
    rows = nodes[nodes["between"] > 0].sort_values(["between", "entity"], ascending=[False, True]).head(most)
    if rows.empty:
        return say_why_empty("Who stands between others", "nobody: no way between two names leads over a third")
    y = alt.Y("label:N", title=None, sort=rows["label"].tolist())
    x = alt.X("low:Q", title="share of shortest ways between others that lead over it")
    mark = keys("entity")
    tooltip = tips(label="name", between=("share", ".3f"), low=("from", ".3f"), high=("to", ".3f"), degree="tied to")
    spans = alt.Chart(rows).mark_rule(color=BLUE, strokeWidth=2.5).encode(x=x, x2="high", y=y)
    points = (
        alt.Chart(rows, name="brokers")
        .mark_circle(color=BLUE, size=90, opacity=1)
        .encode(x="between:Q", y=y, opacity=bright(mark), tooltip=tooltip)
        .add_params(mark)
    )
    return describe(
        alt.LayerChart(layer=[spans, points]).properties(width=440, height=step(rows["label"])),
        "Who stands between others",
        f"Share of shortest ways over each of {many(rows, 'entity')}, with its interval.",
        "disc: in the network shown; line: 95 of 100 networks of blocks drawn anew",
    )


def chart_layers(
    nodes: pd.DataFrame, layers: Mapping[str, pd.DataFrame], *, size: int = 330
) -> alt.ConcatChart | alt.Chart:
    """Draw one network per layer on the places of the whole, so that two layers can be laid over each other.

    Args:
        nodes: the first frame of `places.map_network`, of the whole network.
        layers: ties (source, target, n_blocks, weight, q_value) by the title of the layer.
        size: width and height of a layer in pixels.
    """
    if nodes.empty or len(layers) < 2:
        why = _NO_TIE if nodes.empty else _NO_TWO
        return say_why_empty("Do two draw the same circle?", why, _MORE if nodes.empty else "")
    panels, mark = [], keys("layer", "source", "target")
    most = max((int(ties["n_blocks"].max()) for ties in layers.values() if len(ties)), default=1)
    width = alt.StrokeWidth("n_blocks:Q", scale=alt.Scale(type="sqrt", domain=[1, most], range=[0.8, 7]), legend=None)
    for number, (title, ties) in enumerate(layers.items()):
        placed = place_ties(ties, nodes)
        ends = {*placed["source"], *placed["target"]}
        rows = nodes[["entity", "name", "label", "x", "y"]].assign(tied=nodes["entity"].isin(ends), radius=4.0)
        rows = place_names(
            rows.sort_values("tied", ascending=False, kind="stable"), width=size, height=size, most=len(ends)
        )
        rules = (
            alt.Chart(placed.drop(columns="voices", errors="ignore"), name=f"layer_{number}")
            .mark_rule(color=BLUE)
            .encode(**_PLACE, x2="x2", y2="y2", strokeWidth=width, opacity=bright(mark), tooltip=_TIE_TIPS)
        )
        discs = (
            alt.Chart(rows)
            .mark_circle(opacity=1)
            .encode(
                **_PLACE,
                size=alt.when("datum.tied").then(alt.value(60)).otherwise(alt.value(14)),
                color=alt.when("datum.tied").then(alt.value(INK)).otherwise(alt.value(GREY)),
                tooltip=tips(label="name"),
            )
        )
        names = (
            alt.Chart(rows[rows["tied"] & rows["fits"]])
            .mark_text(fontSize=FONT_SIZE)
            .encode(
                x=alt.X("name_x:Q", axis=None, scale=_UNIT), y=alt.Y("name_y:Q", axis=None, scale=_UNIT), text="name:N"
            )
        )
        halo = names.mark_text(fontSize=FONT_SIZE, color="white", stroke="white", strokeWidth=3)
        panel = alt.LayerChart(layer=[rules, discs, halo, names]).properties(width=size, height=size)
        panels.append(entitle(panel, title, f"{len(placed)} tie{'' if len(placed) == 1 else 's'}", frame="group"))
    description = f"Networks of {len(layers)} layers on the same places: " + "; ".join(layers) + "."
    shared = shared_keys(mark, *(f"layer_{number}" for number in range(len(layers))))
    return alt.concat(*panels, columns=2, description=description, params=shared)


def chart_difference(
    compared: pd.DataFrame, entities: pd.DataFrame, *, one: str, other: str, most: int = 25, max_q: float = 0.05
) -> alt.LayerChart | alt.Chart:
    """Draw in what two layers differ: how far beyond its own chance each names two together, for ties that one draws.

    Args:
        compared: made by `layers.compare_layers`.
        entities: the table `entities`.
        one: what the first layer is called.
        other: what the second is called.
        most: how many ties are shown, those drawn in both first, then by their shared units.
        max_q: from which q_value on a difference is not held to be one.
    """
    names = pd.Series(shorten_labels(entities).to_numpy(), index=entities["entity"])
    rows = compared.assign(total=compared["n_one"] + compared["n_other"])
    rows = rows[rows["drawn"].ne("neither")]
    rows = rows.sort_values(["total", "source", "target"], ascending=[False, True, True]).head(most)
    if rows.empty:
        if not (one and other):
            return say_why_empty("Two documents: the same ties?", _NO_TWO)
        return say_why_empty(f"{one} and {other}: the same ties?", "neither names two together often enough", _MORE)
    rows["pair"] = rows["source"].map(names) + " – " + rows["target"].map(names)
    verdict = rows["q_value"].le(max_q).map({True: "they differ", False: "no difference shown"})
    untested = {"unnamed": "one layer leaves a name out", "rare": "too rare to test"}
    rows["verdict"] = rows["state"].map(untested).fillna(verdict)
    long = pd.concat(
        rows.assign(
            layer=told,
            n_units=rows[f"n_{side}"],
            expected=rows[f"expected_{side}"].round(3),
            lift=((rows[f"n_{side}"] + 0.5) / (rows[f"expected_{side}"] + 0.5)).round(3),
            draws=rows["drawn"].isin(["both", side]),
        )[["source", "target", "pair", "layer", "n_units", "expected", "lift", "draws", "verdict"]]
        for side, told in (("one", one), ("other", other))
    )
    long["pair"] = wrap(long["pair"], width=34)
    mark = keys("layer", "source", "target")
    base = alt.Chart(long).encode(
        x=alt.X("lift:Q", title="shared units over what chance would give", scale=alt.Scale(type="log", nice=False)),
        y=alt.Y("pair:N", title=None, sort=wrap(rows["pair"], width=34), axis=lines(grid=True)),
        color=alt.Color(
            "layer:N",
            title=None,
            scale=alt.Scale(domain=[one, other], range=[BLUE, VERMILLION]),
            legend=alt.Legend(orient="bottom"),
        ),
        opacity=bright(mark),
        tooltip=tips(
            pair="pair",
            layer="layer",
            n_units="blocks that share them, once per voice",
            expected=("by chance", ".1f"),
            verdict="difference of the two",
        ),
    )
    even = alt.Chart(pd.DataFrame({"lift": [1.0]})).mark_rule(color=GREY).encode(x="lift:Q")
    empty = base.transform_filter("!datum.draws").mark_point(size=80, strokeWidth=1.8, fill="white")
    full = base.transform_filter("datum.draws").mark_point(size=80, strokeWidth=1.8, filled=True)
    discs = [empty, full.properties(name="differences").add_params(mark)]
    words = (
        alt.Chart(long[long["layer"].eq(one)])
        .mark_text(align="left", fontSize=FONT_SIZE, color=FAINT)
        .encode(x=alt.value(318), y=alt.Y("pair:N", sort=wrap(rows["pair"], width=34)), text="verdict:N")
    )
    return describe(
        alt.LayerChart(layer=[even, *discs, words]).properties(width=310, height=step(long["pair"])),
        f"{one} and {other}: the same ties?",
        f"For {len(rows)} pairs, how far beyond its own chance each of two layers names them together.",
        "filled: the layer draws the tie (q 0.05); empty: it does not; words: whether the two differ, tested",
    )


def chart_namings(
    namings: pd.DataFrame, voices: pd.DataFrame, entities: pd.DataFrame, *, most: int = 16
) -> alt.LayerChart | alt.Chart:
    """Draw who names whom: voices against entities, with the blocks as number.

    Args:
        namings: made by `layers.count_namings`, by voice.
        voices: the table `voices`.
        entities: the table `entities`.
        most: how many voices and entities are shown, those with the most blocks.
    """
    if namings.empty:
        return say_why_empty("Who names whom", "no voice that is known names anybody")
    rows = namings.assign(
        voice_label=namings["voice"].map(voices.set_index("voice")["name"]),
        label=namings["entity"].map(entities.set_index("entity")["label"]),
    )
    speak, named = by_size(rows, "voice_label", "n_blocks"), by_size(rows, "label", "n_blocks")
    rows = rows[rows["voice_label"].isin(speak[:most]) & rows["label"].isin(named[:most])]
    rows = rows.assign(voice_label=wrap(rows["voice_label"]))
    chart = squares(
        rows,
        keys("voice", "entity"),
        x=alt.X("label:N", title=None, sort=named[:most], axis=alt.Axis(labelAngle=-50, orient="top")),
        y=alt.Y("voice_label:N", title=None, sort=wrap(speak[:most]), axis=lines()),
        color=alt.Color("n_blocks:Q", legend=None, scale=blues(type="sqrt")),
        number="n_blocks:Q",
        dark=alt.datum.n_blocks > 0.15 * rows["n_blocks"].max(),
        tooltip=tips(voice_label="voice", label="names", n_blocks="in blocks"),
    )
    return describe(
        chart.properties(width=alt.Step(23), height=step(rows["voice_label"])),
        "Who names whom",
        f"Blocks in which each of {many(rows, 'voice')} names each of {many(rows, 'entity')}.",
        f"{shown(speak, most, 'voice')}, {shown(named, most, 'name')}; number: blocks",
    )
