"""Figures: what the charts of a corpus are drawn from, in few numbers, and how two states of its tables differ in them.

Owns the figures by which a correction is weighed. In come tables, out comes one row per figure; in come two states, out
come the figures that differ. A share or a mean is given as its two counts, so that nobody reads one of four as 25 %.
Drawn with intervals they are in `estimates`.

    >>> tell_figure(("share", "october", "coup", 12, 40, 11, 39))
    'coup of october: 12 of 40 (30 %) → 11 of 39 (28 %)'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from dhkit.evidence import list_statements

KEYS = ["figure", "subject", "part"]
COUNTS = ["before", "of_before", "after", "of_after"]


def measure_figures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count what the charts show.

    Args:
        tables: utterances, mentions, characterisations and citations at least.

    Returns:
        One row per figure, sorted: figure; subject and part, what is counted of what; n; of, from how many, 0 where it
        is a plain count. The figures:
            mentions of an entity; citations of a work; characters (code points) of a voice;
            statements of a voice about an event; share of a frame in an event's statements;
            value of an event: sum of polarities of its statements; unsure utterances; unresolved citations.
    """
    utterances, citations = tables["utterances"], tables["citations"]
    said = list_statements(tables["characterisations"], utterances)
    length = utterances["end"] - utterances["start"]
    counted = [
        _figure("mentions", tables["mentions"].groupby("entity").size()),
        _figure("citations", citations[citations["work"].ne("")].groupby("work").size()),
        _figure("characters", length.groupby(utterances["voice"]).sum()),
        _figure("statements", said.groupby(["voice", "event"]).size()),
        _figure("share", said.groupby(["event", "frame"]).size(), of=said.groupby("event").size()),
        _figure("value", said.groupby("event")["polarity"].sum(), of=said.groupby("event").size()),
        _figure("unsure", utterances["state"].eq("ambiguous").groupby(utterances["document"]).sum()),
        _figure("unresolved", citations["state"].ne("resolved").groupby(citations["document"]).sum()),
    ]
    return pd.concat(counted, ignore_index=True).sort_values(KEYS, ignore_index=True)


def _figure(name: str, counts: pd.Series, *, of: pd.Series | None = None) -> pd.DataFrame:
    index = counts.index.to_frame(index=False).set_axis(["subject", "part"][: counts.index.nlevels], axis=1)
    frame = index.assign(figure=name, n=counts.to_numpy(dtype="int64"), of=0)
    if of is not None:
        frame["of"] = frame["subject"].map(of).astype("int64")
    return frame.assign(part=frame.get("part", ""))[[*KEYS, "n", "of"]]


def compare_figures(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """List the figures in which two states of the tables differ.

    Returns:
        One row per figure that differs, sorted: figure, subject, part; before, of_before, after, of_after. What a state
        does not have is 0 there.
    """
    both = before.merge(after, on=KEYS, how="outer", suffixes=("_before", "_after"))
    both = both.rename(columns={"n_before": "before", "n_after": "after"})
    both[COUNTS] = both[COUNTS].fillna(0).astype("int64")
    differs = both["before"].ne(both["after"]) | both["of_before"].ne(both["of_after"])
    return both.loc[differs, [*KEYS, *COUNTS]].sort_values(KEYS, ignore_index=True)


def tell_figures(differing: pd.DataFrame) -> list[str]:
    """Tell the figures that differ, one in a line; shares only of frames whose own count differs."""
    own = differing[differing["figure"].ne("share") | differing["before"].ne(differing["after"])]
    return [tell_figure(row) for row in own[[*KEYS, *COUNTS]].itertuples(index=False, name=None)]


def tell_figure(row: Iterable[str | int]) -> str:
    """Tell one figure before and after; the row is figure, subject, part, before, of_before, after, of_after."""
    figure, subject, part, *counts = row
    before, of_before, after, of_after = (int(n) for n in counts)
    if figure == "share":
        return f"{part} of {subject}: {_share(before, of_before)} → {_share(after, of_after)}"
    if figure == "value":
        return f"mean value of {subject}: {_mean(before, of_before)} → {_mean(after, of_after)}"
    told = {
        "mentions": f"mentions of {subject}",
        "citations": f"citations of {subject}",
        "characters": f"characters in the voice {subject}",
        "statements": f"statements of {subject} about {part}",
        "unsure": f"utterances of unsure voice in {subject}",
        "unresolved": f"citations without one sure work in {subject}",
    }
    return f"{told[str(figure)]}: {before:,} → {after:,}"


def _share(n: int, of: int) -> str:
    return f"{n} of {of} ({n / of:.0%})".replace("%", " %") if of else "none"


def _mean(total: int, of: int) -> str:
    return f"{total / of:+.2f} (n {of})" if of else "none"
