"""Which words are whose, as a chart: one panel per voice.

In comes a frame that `keyness` has made, with the labels of `compare.add_labels`; out goes an Altair chart. Nothing is
counted here. Every mark carries the keys of what it stands for, voice and word: for descriptors the rows behind are
those of `keyness.add_words`.
"""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from dhkit.comparison_charts import SURE, down, tell_q
from dhkit.theme import (
    BLUE,
    FAINT,
    FONT_SIZE,
    INK,
    bright,
    by_size,
    entitle,
    keys,
    many,
    say_nothing,
    shared_keys,
    step,
    tips,
    wrap,
)


def chart_words(ranked: pd.DataFrame, *, title: str, voices: int = 6, most: int = 6) -> alt.ConcatChart:
    """Draw the words that are a voice's own: how much likelier they are with it than with all others; a panel a voice.

    Args:
        ranked: made by `keyness.rank_words` and `compare.add_labels`.
        title: what is counted.
        voices: how many voices are shown, those with most words.
        most: how many words of each, those with the highest z; words that it uses less than the others are left out.
    """
    own = ranked[ranked["enough"] & ranked["log_odds"].gt(0)]
    some = set(own["voice"])
    names = [voice for voice in by_size(ranked.drop_duplicates("voice"), "voice", "n_all") if voice in some][:voices]
    rows = own[own["voice"].isin(names)].groupby("voice").head(most)
    rows = rows.assign(
        row=wrap(rows["word"], width=24), sure=rows["q_value"].le(SURE), told=rows["q_value"].map(tell_q), zero=0.0,
        times=rows["n"].astype("str") + " of " + (rows["n"] + rows["n_others"]).astype("str"),
    )  # fmt: skip
    ends = [0.0, math.ceil(1.3 * float(rows["log_odds"].max())) if len(rows) else 1]
    mark = keys("voice", "word")
    panels: list[alt.Chart | alt.LayerChart] = []
    for place, voice in enumerate(names):
        of_voice = rows[rows["voice"].eq(voice)]
        base = alt.Chart(of_voice).encode(y=down(of_voice["row"].tolist(), minExtent=130))
        x: dict[str, Any] = {"title": "log-odds against all others", "scale": alt.Scale(domain=ends)}
        x["axis"] = alt.Axis(tickCount=4)
        colour: Any = alt.when(alt.datum.sure).then(alt.value(BLUE)).otherwise(alt.value(FAINT))
        spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("zero:Q", **x), x2="log_odds", color=colour)
        discs = base.mark_circle(size=80, opacity=1).encode(
            x=alt.X("log_odds:Q", **x),
            color=colour,
            opacity=bright(mark),
            tooltip=tips(voice_label="voice", word="word", n="times", n_others="times with all others",
                         log_odds=("log-odds", ".2f"), log_ratio=("log2 of the shares", ".1f"), g2=("G²", ".1f"),
                         told="false discovery rate"),
        ).properties(name=f"words_{place}")  # fmt: skip
        numbers = base.mark_text(align="left", dx=9, color=INK, fontSize=FONT_SIZE).encode(
            x=alt.X("log_odds:Q", **x), text="times:N"
        )
        label, n = of_voice["voice_label"].iloc[0], of_voice["n_all"].iloc[0]
        panel = alt.LayerChart(layer=[spans, discs, numbers]).properties(width=200, height=step(of_voice["row"]))
        panels.append(entitle(panel, label, f"n = {n}", limit=330, fontSize=13))
    if not panels:
        panels = [say_nothing("no word has enough text to be anybody's own")]
    return alt.concat(
        *panels,
        columns=2,
        spacing=16,
        title=alt.Title(
            title, subtitle=["words that one voice uses more than all others; number: its uses of all",
                             f"blue: more than chance would give (q ≤ {SURE}); grey: may be chance"], offset=10
        ),
        description=f"{title}: the words that set {many(own, 'voice')} apart from all others, by log-odds.",
        params=shared_keys(mark, *(f"words_{place}" for place in range(len(names)))) if names else alt.Undefined,
    )  # fmt: skip
