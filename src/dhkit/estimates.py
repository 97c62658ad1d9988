"""How large a share or a mean is, and how far another choice of passages could move it.

In come statements (`evidence.list_statements`), out go means with intervals, one row per voice and event. Leaves out
whether voices differ (`differences`): intervals that overlap are no proof that they agree.

**The interval.** Works are drawn anew with replacement, each with all its blocks; a voice with fewer works than
`resampling.MIN_WORKS` has its blocks drawn instead, and `drawn` says which. From works the interval speaks of what the
voice would say in other works; from blocks only of what other passages *of these same works* would say. The spread of
the drawn means, widened for few clusters (m drawn ones: variance times m / (m - 1), Student's t with m - 1 degrees of
freedom), gives the number of independent statements that would spread as far; the interval is the one for a share of
so many, on the scale of the domain, and so never leaves it. Where all statements agree, no draw differs, but the next
block may: m blocks that agree allow a share of up to 1 - 0.025^(1/m) that do not (46 in 100 for six blocks).

**How often it is right.** Simulated, 500 voices a design (works and blocks differ by 0.5 and 1.0 in logits, one to four
statements a block), nominal 95. Over works: from four works of two or three blocks each up to twenty works, 95 to 97 of
100 intervals hold the truth for polarity, 94 to 98 for shares of 0.3 to 0.5. Inside one work, where the truth is what
that work says: 95 to 96 for polarity from eight blocks on, 95 to 98 for such shares from a dozen on. With less text
(five blocks; six works of one block) and for rare frames (0.1) they are wider than need be and hold it in 97 to 100.
Two or three works are not enough to say what the voice writes elsewhere, by any method; hence `drawn`. None of this
covers what nobody excerpted, nor errors in finding descriptors.

    >>> said = pd.DataFrame({"voice": "cohn", "event": "october", "frame": ["coup"] * 8 + ["violence"] * 4,
    ...                      "polarity": -1, "block": range(12), "work": list("abcbdecdfaef")})
    >>> estimate_frames(said)[["frame", "n_used", "drawn", "mean", "low", "high"]].values.tolist()
    [['coup', 8, 'works', 0.6667, 0.2485, 0.9379], ['violence', 4, 'works', 0.3333, 0.0621, 0.7515]]

Sources:
    Davison, A., Hinkley, D. (1997), Bootstrap Methods and their Application, section 3.8 (what to draw in clusters).
    Korn, E., Graubard, B. (1998), Survey Methodology 24, 193-201 (the effective number and its degrees of freedom).
    Franco, C. et al. (2019), Journal of Survey Statistics and Methodology 7, 334-364 (Jeffreys' interval on it).
    Clopper, C., Pearson, E. (1934), Biometrika 26, 404-413 (all agree: the exact limit for no exception among m).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dhkit.evidence import DIGITS, MIN_BLOCKS, MIN_STATEMENTS, count_evidence
from dhkit.networks import SEED
from dhkit.resampling import DRAWS, MIN_WORKS, count_clusters, draw_blocks, find_bounds, make_lots, name_drawn, number

FIGURES = ["n", "n_blocks", "n_works", "drawn", "mean", "low", "high", "enough"]


def estimate_polarity(statements: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Estimate how voices value events: the mean polarity of what they call them, with its interval.

    Args:
        statements: made by `evidence.list_statements`.
        options: as in `estimate_means`.

    Returns:
        As `estimate_means`, the mean being that of polarity, -1 to 1.
    """
    return estimate_means(statements, "polarity", domain=(-1, 1), **options)


def estimate_frames(
    statements: pd.DataFrame,
    frames: Sequence[str] | None = None,
    *,
    by: Sequence[str] = ("voice", "event"),
    **options: Any,
) -> pd.DataFrame:
    """Estimate how large a share each frame has in what voices call events, with its interval.

    Args:
        statements: made by `evidence.list_statements`.
        frames: the frames wanted; all that occur if none are named.
        by: columns whose combinations are compared.
        options: as in `estimate_means`.

    Returns:
        One row per combination and frame, sorted, also where the combination never uses the frame: n statements of the
        combination, n_used those in this frame; the rest as `estimate_means`, the mean being the share, 0 to 1. Frames
        that nobody uses of an event have rows there only if they were asked for.

    Raises:
        ValueError: if no statement has a frame that is asked for; lists those there are.
    """
    known = sorted(statements["frame"].unique())
    if unknown := sorted(set(frames or ()) - set(known)):
        raise ValueError(f"no characterisation has the frame {unknown[0]!r}; the frames are {', '.join(known)}")
    names = sorted(frames or known)
    values = (statements[["frame"]].to_numpy() == np.array([names], dtype=object)).astype(float)
    found = _estimate(statements, values, names, domain=(0, 1), by=by, **options).rename(columns={"value": "frame"})
    found["n_used"] = (found["sum"]).astype(int)
    if "event" in by and frames is None:
        told = found.groupby(["event", "frame"])["n_used"].transform("sum")
        found = found[told > 0]
    return found.loc[:, [*by, "frame", "n_used", *FIGURES]].reset_index(drop=True)


def estimate_means(
    statements: pd.DataFrame,
    value: str,
    *,
    domain: tuple[float, float],
    by: Sequence[str] = ("voice", "event"),
    **options: Any,
) -> pd.DataFrame:
    """Estimate the mean of a value in each group of statements, with its interval.

    Args:
        statements: statements with `work`, `block`, the columns of `by` and the value.
        value: name of a column of numbers.
        domain: the lowest and the highest value there can be.
        by: columns whose combinations are compared.
        options: min_statements and min_blocks, below which a group has too little text; min_works, below which its
            blocks are drawn; draws, how often; seed, the start of the drawing of lots.

    Returns:
        One row per combination, sorted: n statements, n_blocks, n_works; drawn, "works" or "blocks"; mean, low and
        high, rounded to four digits; enough, false for "too little text". There drawn, mean, low and high are empty:
        no number is better than a bad one. A group's figures are its own, whichever other groups there are.
    """
    found = _estimate(statements, statements[[value]].to_numpy(float), [value], domain=domain, by=by, **options)
    return found[[*by, *FIGURES]]


def _estimate(
    statements: pd.DataFrame,
    values: np.ndarray,
    names: Sequence[str],
    *,
    domain: tuple[float, float],
    by: Sequence[str],
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
    min_works: int = MIN_WORKS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Estimate several values at once, from the same draws: one row per group and value."""
    if min(min_blocks, min_works) < 2:
        raise ValueError(
            f"min_blocks is {min_blocks} and min_works {min_works}, but one block or work shows no spread, so that no "
            "interval can be made of it; both must be 2 or more"
        )
    evidence = count_evidence(statements, by=by, min_statements=min_statements, min_blocks=min_blocks)
    places = statements.groupby(list(by), sort=True).indices
    rows = statements.reset_index(drop=True)
    found: list[dict[str, Any]] = []
    for group in _records(evidence):
        keys = tuple(str(group[name]) for name in by)
        told = rows.loc[places[keys if len(keys) > 1 else keys[0]], ["work", "block"]]
        own = values[told.index]
        figures = [{"mean": np.nan, "low": np.nan, "high": np.nan}] * len(names)
        drawn = ""
        if group["enough"]:
            drawn = name_drawn(group["n_works"], min_works)
            lots = make_lots(*keys, seed=seed)
            figures = list(_bound(told, own, domain, draws=draws, lots=lots, min_works=min_works))
        sums = own.sum(axis=0)
        found += [
            {**group, "value": name, "sum": total, "drawn": drawn, **figure}
            for name, total, figure in zip(names, sums, figures, strict=True)
        ]
    table = pd.DataFrame(found, columns=[*by, "value", "sum", *FIGURES])
    return table.astype({**dict.fromkeys(["mean", "low", "high"], "float64"), "enough": "bool"})  # without rows, too


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _bound(
    told: pd.DataFrame,
    values: np.ndarray,
    domain: tuple[float, float],
    *,
    draws: int,
    lots: np.random.Generator,
    min_works: int,
) -> Iterator[dict[str, float]]:
    """Mean and interval of each column of values in one group."""
    block = number(told["work"], told["block"])
    sizes = np.bincount(block)
    works = number(told["work"].iloc[np.unique(block, return_index=True)[1]])
    sums = np.zeros((len(sizes), values.shape[1]))
    np.add.at(sums, block, values)
    drawn = draw_blocks(works, draws, lots, min_works=min_works)
    means = (drawn @ sums) / (drawn @ sizes)[:, None]
    n_clusters = count_clusters(works, min_works)

    for value, drawn_means in zip(values.T, means.T, strict=True):
        mean, inside = float(value.mean()), float(value.var()) / len(value)
        low, high = find_bounds(mean, drawn_means, domain, n_clusters=n_clusters, n_blocks=len(sizes), inside=inside)
        yield {"mean": round(mean, DIGITS), "low": round(low, DIGITS), "high": round(high, DIGITS)}
