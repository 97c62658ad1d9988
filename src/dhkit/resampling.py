"""Drawing evidence anew: which passages are drawn, by whose lots, and how far what is drawn spreads.

Owns the cluster bootstrap. A statement is never drawn alone: blocks are, or whole works. In come the works of blocks,
out goes how often each block is drawn, and the interval of a mean. Leaves out what the mean is of (`estimates`,
`similarity`).

Lots are whole numbers from a fixed seed, and what is summed over them are whole numbers, so that a draw gives the same
figure on every machine.

    >>> draw_blocks(np.array([0, 0, 1, 1]), 2, make_lots("cohn", "october")).tolist()
    [[1, 1, 0, 2], [2, 1, 1, 0]]
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from scipy import special

from dhkit.networks import SEED

DRAWS = 2000
"""How often evidence is drawn anew, where nothing else is said."""

MIN_WORKS = 4
"""Fewest works that are drawn whole: two or three say next to nothing of how much the works of a voice differ."""


TAIL = 0.025
"""What an interval leaves out on each side: it holds 95 in 100."""

_NOTHING = 1e-9


def make_lots(*names: object, seed: int = SEED) -> np.random.Generator:
    """Make the lots of one group: its own, whichever other groups there are."""
    return np.random.default_rng([seed, crc32("|".join(map(str, names)).encode())])


def name_drawn(n_works: int, min_works: int = MIN_WORKS) -> str:
    """Say what is drawn from so many works: "works" whole, or "blocks" where they are too few for that."""
    return "works" if n_works >= min_works else "blocks"


def count_clusters(works: np.ndarray, min_works: int = MIN_WORKS) -> int:
    """Count what is drawn: works, or blocks where these are too few; `works` is the number of each block's work."""
    n_works = int(works.max()) + 1
    return n_works if name_drawn(n_works, min_works) == "works" else len(works)


def draw_blocks(works: np.ndarray, draws: int, lots: np.random.Generator, *, min_works: int = MIN_WORKS) -> np.ndarray:
    """Draw works with replacement, all their blocks with them; blocks where there are too few works.

    Inside a drawn work blocks are not drawn again: the spread between works already holds that of their blocks, and
    drawing both counts it twice (Davison and Hinkley 1997, section 3.8, strategy 2).

    Args:
        works: the number of the work of each block, from 0.
        draws: how often.
        lots: made by `make_lots`.
        min_works: works below which blocks are drawn.

    Returns:
        One row per draw, one column per block: how often it is drawn.
    """
    n_works = int(works.max()) + 1
    if name_drawn(n_works, min_works) == "works":
        counts: np.ndarray = count_lots(n_works, draws, lots)[:, works]
        return counts
    return count_lots(len(works), draws, lots)


def count_lots(n: int, draws: int, lots: np.random.Generator) -> np.ndarray:
    """Draw n of n with replacement: one row per draw, one column per thing, how often it is drawn."""
    drawn = lots.integers(0, n, size=(draws, n)) + n * np.arange(draws)[:, None]
    return np.bincount(drawn.ravel(), minlength=draws * n).reshape(draws, n)


def number(first: pd.Series[Any], second: pd.Series[Any] | None = None) -> np.ndarray:
    """Number the values of a column, or the pairs of two, by their order, from 0.

    Example:
        >>> number(pd.Series(["lih", "cohn", "lih"]), pd.Series(["a", "a", "b"])).tolist()
        [1, 0, 2]
    """
    numbers: np.ndarray = pd.factorize(first, sort=True)[0]
    if second is not None:
        others = pd.factorize(second, sort=True)[0]
        numbers = pd.factorize(numbers * (others.max(initial=0) + 1) + others, sort=True)[0]
    return numbers


def find_bounds(
    mean: float,
    drawn: np.ndarray,
    domain: tuple[float, float],
    *,
    n_clusters: int,
    n_blocks: int,
    inside: float,
) -> tuple[float, float]:
    """Find the interval of a mean from the means of drawn clusters; `estimates` says how, and how often it is right.

    Args:
        mean: the mean of what is at hand.
        drawn: the mean in each draw.
        domain: the lowest and the highest mean there can be.
        n_clusters: how many clusters are drawn, 2 or more.
        n_blocks: how many blocks these are; what a block may say that agrees with none before it.
        inside: the variance of the mean if all statements were independent; 0 where all are alike.

    Returns:
        The lower and the upper limit.
    """
    lowest, width = domain[0], domain[1] - domain[0]
    if inside < _NOTHING:
        others = 1 - TAIL ** (1 / n_blocks)
        return mean - others * (mean - lowest), mean + others * (domain[1] - mean)
    flat = float(np.ptp(drawn)) < _NOTHING  # clusters alike by chance, each with variety inside
    spread = inside if flat else float(drawn.var()) * n_clusters / (n_clusters - 1)
    wider = (special.stdtrit(n_clusters - 1, TAIL) / special.ndtri(TAIL)) ** 2  # Student over normal
    share = (mean - lowest) / width
    size = share * (1 - share) * width**2 / (spread * wider)  # independent statements that spread as far
    low, high = special.betaincinv(share * size + 0.5, (1 - share) * size + 0.5, [TAIL, 1 - TAIL])
    return float(lowest + width * low), float(lowest + width * high)
