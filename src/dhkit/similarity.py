"""Who agrees with whom, pair by pair, and how far the passages at hand bear that out.

In come statements (`evidence.list_statements`), out goes one row per pair of voices. They are held against each other
**event by event**: who speaks of a rule and who speaks of a rising use other words for that alone. Only voices with
enough text on the events they share are compared. Leaves out why they agree, and groups of voices (`trees`).

**Agreement** of two voices: take a statement of each on the same event; how often are both in one frame? It is a plain
count of pairs of statements, right on average however few there are, and 1 only where both tell one story only. Two
voices that each tell every event in several ways agree rarely even if they tell them alike; whether they *differ* is
what p and q answer, and `distance` (`profiles`) measures.

Intervals hold the truth in 96 to 100 of 100 simulated draws, 98 to 100 with fewer than a dozen blocks a
side: wider than need be.

    >>> said = pd.DataFrame({"voice": ["cohn"] * 6 + ["lih"] * 6, "event": "october", "block": range(12), "work": "w",
    ...                      "frame": ["coup"] * 6 + ["uprising"] * 5 + ["coup"]})
    >>> compare_pairs(said)[["voice", "other", "agreement", "low", "high", "p_value"]].values.tolist()
    [['cohn', 'lih', 0.1667, 0.0087, 0.7013, 0.0165]]
"""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from dhkit.differences import MIN_ARRANGEMENTS, control, count_arrangements, deal_units, find_p, shuffle
from dhkit.evidence import DIGITS, MIN_BLOCKS, MIN_STATEMENTS, count_evidence
from dhkit.networks import SEED
from dhkit.profiles import Profiles, choose_voices
from dhkit.resampling import DRAWS, count_clusters, find_bounds, make_lots


def compare_pairs(
    statements: pd.DataFrame,
    *,
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compare each two voices on the events of which both speak.

    Args:
        statements: made by `evidence.list_statements`, of one event or several.
        min_statements: statements on shared events below which a voice of a pair has too little text.
        min_blocks: the same, for blocks.
        draws: how often passages are drawn anew, and shuffled for the test.
        seed: start of the drawing of lots.

    Returns:
        One row per unordered pair of voices with enough text for any figure at all, sorted: voice, the first in the
        alphabet, and other; n_events both speak of; n and n_other statements there; agreement, 0 to 1, with low and
        high, its interval, made as in `estimates`; distance, 0 to 1, over all events; p_value of the two not differing
        in their frames (units shuffled inside each event, as in `differences`; empty where there are fewer than 20
        ways to do so), q_value over all pairs of the table; enough, false for "too little text", where figures are
        empty. All are rounded to four digits.
    """
    told, voices = choose_voices(statements, min_statements, min_blocks)
    if len(voices) < 2:
        return pd.DataFrame(columns=_PAIRS)
    profiles = Profiles(told, voices)
    own, drawn = profiles.count(), profiles.count(draws, seed)
    distances = profiles.measure_distances(own)[0]
    found: list[dict[str, Any]] = []
    for pair, ((i, voice), (j, other)) in enumerate(combinations(enumerate(voices), 2)):
        rows = told[told["voice"].isin([voice, other])]
        shared = rows.groupby("event")["voice"].nunique().eq(2)
        rows = rows[rows["event"].isin(shared.index[shared])]
        sides = count_evidence(rows, by=["voice"], min_statements=min_statements, min_blocks=min_blocks)
        n = sides.set_index("voice")["n"].reindex([voice, other], fill_value=0)
        row: dict[str, Any] = {"voice": voice, "other": other, "n_events": int(shared.sum()), "n": int(n.iloc[0])}
        row |= {"n_other": int(n.iloc[1]), "enough": bool(len(sides) == 2 and sides["enough"].all())}
        if row["enough"]:
            agreement = float(profiles.agree(own, i, j)[0])
            low, high = find_bounds(
                agreement,
                _known(profiles.agree(drawn, i, j)),
                (0, 1),
                n_clusters=min(count_clusters(profiles.works[i]), count_clusters(profiles.works[j])),
                n_blocks=int(sides["n_blocks"].min()),
                inside=agreement * (1 - agreement) / int(sides["n_blocks"].min()),
            )
            row |= {"agreement": agreement, "low": low, "high": high, "distance": distances[pair]}
            row["p_value"] = _test_pair(rows, draws, make_lots("pair", voice, other, seed=seed))
        found.append(row)
    table = pd.DataFrame(found, columns=_PAIRS)
    figures = ["agreement", "low", "high", "distance", "p_value"]
    table[figures] = table[figures].astype(float).round(DIGITS)
    return table.assign(q_value=control(table["p_value"]))


def _known(figures: np.ndarray) -> np.ndarray:
    """The draws in which the two share an event at all."""
    known: np.ndarray = figures[~np.isnan(figures)]
    return known


def _test_pair(rows: pd.DataFrame, draws: int, lots: np.random.Generator) -> float:
    """How often two voices are divided as much with units shuffled inside each event; nothing for too few units."""
    unit, units = deal_units(rows)
    sides = units.groupby(["event", "voice"], as_index=False).size()
    dealt = sides.groupby("event")["size"].agg(list)
    if prod(map(count_arrangements, dealt)) < MIN_ARRANGEMENTS:
        return float("nan")
    return find_p(*shuffle(rows.assign(stratum=rows["event"]), unit, "frames", draws, lots))


_PAIRS = [
    "voice", "other", "n_events", "n", "n_other", "agreement", "low", "high", "distance", "p_value", "q_value",
    "enough",
]  # fmt: skip


def mirror_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give each pair both ways round, for a matrix: one row per ordered pair, sorted, with the columns of the pairs."""
    swapped = {"voice": "other", "other": "voice", "n": "n_other", "n_other": "n"}
    both = pd.concat([pairs, pairs.rename(columns=swapped)[pairs.columns]])
    return both.sort_values(["voice", "other"], ignore_index=True)


def list_shared(statements: pd.DataFrame) -> pd.DataFrame:
    """List what stands behind each ordered pair: the statements of one voice on events of which the other speaks, too.

    Args:
        statements: made by `evidence.list_statements`.

    Returns:
        One row per statement and other voice, with all columns of the statement, and `other`.

    Example:
        >>> said = pd.DataFrame({"voice": ["cohn", "cohn", "lih"], "event": ["october", "nep", "october"]})
        >>> list_shared(said).values.tolist()
        [['cohn', 'october', 'lih'], ['lih', 'october', 'cohn']]
    """
    others = statements[["voice", "event"]].drop_duplicates().rename(columns={"voice": "other"})
    pairs = statements.merge(others, on="event")
    return pairs[pairs["voice"].ne(pairs["other"])].reset_index(drop=True)
