"""Whether voices differ on an event at all, and which event divides them most.

In come statements (`evidence.list_statements`), out goes one row per event and measure, with a permutation test. The
measure of division is the share of the variety between statements that goes with the voice, 0 to 1: for frames the
uncertainty coefficient (the mutual information of voice and frame over the entropy of the frames), for polarity eta
squared (the squares between voices over all squares). Both grow by chance alone where voices say little, so what chance
gives is worked out, shown and taken off.

**What is shuffled.** If voices do not differ, it does not matter under which of them a passage is filed. Statements
cannot be shuffled: those of a paragraph hang together, and shuffled singly they would make every wordy paragraph a
difference between voices. What is shuffled is the largest unit that the corpus allows: whole **works**, where every
voice compared has two or more; otherwise **blocks**. A voice that is heard through one work cannot be told from that
work by any test, so with `unit` "blocks" a small p says that *these passages* differ by voice, and whether the man or
the book makes the difference is for the reader to judge. How many statements a unit has goes with it.

**How often it is wrong.** Simulated, 500 events a design where voices do not differ: 3 to 6 of 100 tests give p of 0.05
or less, with blocks and with works; statements shuffled singly would give 11 to 17. Where each voice has one work, and
works differ half as much as blocks do, 13 to 18 of 100 do: that is the difference of works that no test can take off.

    >>> said = pd.DataFrame({"voice": ["cohn"] * 6 + ["lih"] * 6, "event": "october", "block": range(12), "work": "w",
    ...                      "frame": ["coup"] * 6 + ["uprising"] * 5 + ["coup"], "polarity": [-1] * 6 + [0] * 6})
    >>> found = find_differences(said)
    >>> found[["measure", "unit", "divided", "expected", "beyond_chance", "p_value"]].values.tolist()
    [['frames', 'blocks', 0.6683, 0.0728, 0.6423, 0.0145], ['polarity', 'blocks', 1.0, 0.0967, 1.0, 0.004]]

Sources:
    Good, P. (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, chapters 3 and 5 (exchangeable units).
    Phipson, B., Smyth, G. (2010), Statistical Applications in Genetics 9, 39 (a p-value of random draws is never 0).
    Theil, H. (1970), American Journal of Sociology 76, 103-154 (the uncertainty coefficient).
    Benjamini, Y., Hochberg, Y. (1995), Journal of the Royal Statistical Society B 57, 289-300.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import factorial, prod
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from dhkit.evidence import DIGITS, MIN_BLOCKS, MIN_STATEMENTS, count_evidence
from dhkit.networks import SEED
from dhkit.resampling import DRAWS, make_lots, number

MEASURES = {"frames": "frame", "polarity": "polarity"}
"""What voices may differ in, and the column that tells it."""

MIN_ARRANGEMENTS = 20
"""Fewest ways of dealing the units out to the voices: with fewer, no outcome is rarer than 1 in 20."""

TESTED, FEW_VOICES, FEW_UNITS, ALL_ALIKE = "tested", "too few voices", "too few passages", "no variety"

_AT_ONCE = 4_000_000  # numbers that are held in memory while units are shuffled

_COLUMNS = [
    "event", "measure", "n", "n_compared", "n_voices", "unit", "n_units", "state",
    "divided", "expected", "beyond_chance", "p_value", "q_value", "enough",
]  # fmt: skip


def find_differences(
    statements: pd.DataFrame,
    *,
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Test for each event whether the voices with enough text on it differ, in frames and in polarity.

    Args:
        statements: made by `evidence.list_statements`.
        min_statements: statements on the event below which a voice is left out.
        min_blocks: the same, for blocks.
        draws: how often units are shuffled.
        seed: start of the drawing of lots; each event has its own.

    Returns:
        One row per event and measure ("frames", "polarity"), sorted: n statements; n_compared of them, by the n_voices
        with enough text; unit that is shuffled, "works" or "blocks", and n_units of them; state, "tested" or why not:
        "too few voices" with enough text, "too few passages" (fewer than 20 ways to deal the units out), "no variety"
        (all statements alike, so that there is nothing to divide); divided, the share of the variety that goes with
        the voice; expected, the same when shuffled; beyond_chance, (divided - expected) / (1 - expected), at most 1,
        about 0 where voices do not differ; p_value; q_value, with the false discovery rate held over all tests of the
        table; enough, true if tested. Figures are empty where it is false, and rounded to four digits.

    Raises:
        ValueError: if draws is less than 19, too few for a p-value of 0.05.
    """
    if draws < 19:
        raise ValueError(f"draws is {draws}; with fewer than 19 no p-value can be 0.05 or less. The default is {DRAWS}")
    voices = count_evidence(statements, min_statements=min_statements, min_blocks=min_blocks)
    compared = statements.merge(voices.loc[voices["enough"], ["voice", "event"]], on=["voice", "event"])
    found: list[dict[str, Any]] = []
    by_event: dict[Any, pd.DataFrame] = dict(list(compared.groupby("event")))
    for event, n in statements.groupby("event").size().items():
        told = by_event.get(event, compared.head(0))
        unit, units = deal_units(told)
        n_voices = told["voice"].nunique()
        row = {"event": event, "n": int(n), "n_compared": len(told), "n_voices": n_voices}
        row |= {"unit": unit, "n_units": len(units)}
        few = n_voices > 1 and count_arrangements(units["voice"].value_counts().tolist()) < MIN_ARRANGEMENTS
        for measure, column in MEASURES.items():
            alike = told[column].nunique() < 2
            state = FEW_VOICES if n_voices < 2 else ALL_ALIKE if alike else FEW_UNITS if few else TESTED
            tested = state == TESTED
            lots = make_lots(event, measure, seed=seed)
            figures = _test(told, unit, measure, draws, lots) if tested else {}
            found.append({**row, "measure": measure, "state": state, **figures, "enough": tested})
    table = pd.DataFrame(found, columns=_COLUMNS)
    figures_of = ["divided", "expected", "beyond_chance", "p_value"]
    table = table.astype({**dict.fromkeys(figures_of, "float64"), "enough": "bool", "event": "str", "measure": "str"})
    return table.assign(q_value=control(table["p_value"]))


def _test(told: pd.DataFrame, unit: str, measure: str, draws: int, lots: np.random.Generator) -> dict[str, float]:
    """Test one event by one measure."""
    divided, shuffled = shuffle(told.assign(stratum=""), unit, measure, draws, lots)
    expected = float(shuffled.mean())
    return {
        "divided": round(divided, DIGITS),
        "expected": round(expected, DIGITS),
        "beyond_chance": round((divided - expected) / (1 - expected), DIGITS),
        "p_value": round(find_p(divided, shuffled), DIGITS),
    }


def deal_units(told: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Find what may be shuffled between voices: works where every voice has two or more on every event, else blocks.

    Returns:
        "works" or "blocks", and one row per unit: event, voice, and the work or the block.
    """
    n_works = told.groupby(["event", "voice"])["work"].nunique()
    unit = "works" if len(n_works) and n_works.min() >= 2 else "blocks"
    return unit, told[["event", "voice", _key(unit)]].drop_duplicates()


def _key(unit: str) -> str:
    return unit.removesuffix("s")


def count_arrangements(sizes: Sequence[int]) -> int:
    """Count the ways of dealing units out to owners who keep as many as they have; who is called what is all one.

    Example:
        >>> count_arrangements([3, 3])
        10
    """
    ways = factorial(sum(sizes)) // prod(factorial(size) for size in sizes)
    return ways // prod(factorial(alike) for alike in Counter(sizes).values())


def shuffle(
    told: pd.DataFrame, unit: str, measure: str, draws: int, lots: np.random.Generator
) -> tuple[float, np.ndarray]:
    """Work out how far voices divide statements, and the same with units shuffled between them.

    Args:
        told: statements with voice, the unit's key, frame or polarity, and `stratum`, inside which units are shuffled.
        unit: "works" or "blocks".
        measure: "frames" or "polarity".
        draws: how often.
        lots: made by `resampling.make_lots`.

    Returns:
        The share that goes with the voice, and that of each draw; over several strata, the variety is added up.
    """
    between, drawn, variety = 0.0, np.zeros(draws), 0.0
    for _, stratum in told.groupby("stratum", sort=True):
        own, shuffled, all_of_it = _divide(*_count_units(stratum, unit, measure), measure, draws, lots)
        between, drawn, variety = between + own, drawn + shuffled, variety + all_of_it
    if variety < 1e-9:
        return 0.0, np.zeros(draws)
    return between / variety, drawn / variety


def _count_units(told: pd.DataFrame, unit: str, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """One row per unit, sorted by voice, with what is counted in it; and where each voice begins."""
    unit_of = number(told["voice"], told[_key(unit)])
    kind = number(told["frame"]) if measure == "frames" else np.zeros(len(told), int)
    counts = np.zeros((unit_of.max() + 1, kind.max() + 1))
    np.add.at(counts, (unit_of, kind), 1)
    if measure == "polarity":  # statements, their sum, their squares
        value = told["polarity"].to_numpy(float)
        counts = np.column_stack([counts, np.bincount(unit_of, value), np.bincount(unit_of, value**2)])
    owner = number(told["voice"])[np.unique(unit_of, return_index=True)[1]]
    return counts, np.flatnonzero(np.diff(owner, prepend=-1))


def _divide(
    units: np.ndarray, starts: np.ndarray, measure: str, draws: int, lots: np.random.Generator
) -> tuple[float, np.ndarray, float]:
    """What lies between voices, the same in each draw, and all the variety there is."""
    split = _split_frames if measure == "frames" else _split_polarity
    own, whole = split(np.add.reduceat(units, starts, axis=0)[None], units.sum(axis=0))
    at_once = max(1, _AT_ONCE // units.size)
    drawn = []
    for first in range(0, draws, at_once):
        orders = np.tile(np.arange(len(units)), (min(at_once, draws - first), 1))
        sums = np.add.reduceat(units[lots.permuted(orders, axis=1)], starts, axis=1)  # draw, voice, what is counted
        drawn.append(split(sums, units.sum(axis=0))[0])
    return float(own[0]), np.concatenate(drawn), whole


def _split_frames(sums: np.ndarray, totals: np.ndarray) -> tuple[np.ndarray, float]:
    """Entropy of all statements less that inside the voices, in nats, times the statements; and that of all."""
    whole = _surprise(totals)
    between: np.ndarray = whole - _surprise(sums).sum(axis=1)
    return between, float(whole)


def _split_polarity(sums: np.ndarray, totals: np.ndarray) -> tuple[np.ndarray, float]:
    """Squares between voices; and all squares around the mean."""
    centre = totals[1] ** 2 / totals[0]
    between: np.ndarray = (sums[..., 1] ** 2 / sums[..., 0]).sum(axis=1) - centre
    return between, float(totals[2] - centre)


def _surprise(counts: np.ndarray) -> np.ndarray:
    """The entropy of each row of counts, times its sum, in nats."""
    sizes = counts.sum(axis=-1)
    logs = counts * np.log(np.where(counts > 0, counts, 1))
    surprise: np.ndarray = sizes * np.log(np.where(sizes > 0, sizes, 1)) - logs.sum(axis=-1)
    return surprise


def find_p(observed: float, shuffled: np.ndarray) -> float:
    """The share of arrangements, the one at hand among them, that divide as much or more."""
    return (1 + int((shuffled >= observed - 1e-9).sum())) / (1 + len(shuffled))


def control(p_values: pd.Series[float]) -> pd.Series[float]:
    """Hold the false discovery rate over all tests that were made; what was not tested stays empty."""
    tested = p_values.dropna()
    controlled = stats.false_discovery_control(tested) if len(tested) else []
    return pd.Series(controlled, index=tested.index, dtype=float).reindex(p_values.index).round(DIGITS)
