"""Drawing evidence anew: which passages are drawn, and by whose lots.

Owns the cluster bootstrap. A statement is never drawn alone: blocks are, or whole works. In come statements, out go
counts per block and how often each block is drawn. Leaves out what is worked out from the draws (`estimates`,
`similarity`).

Lots are whole numbers from a fixed seed, and what is summed over them are whole numbers, so that a draw gives the same
figure on every machine.

    >>> draw_blocks(np.array([0, 0, 1, 1]), 2, make_lots("cohn", "october")).tolist()
    [[1, 1, 0, 2], [2, 1, 1, 0]]
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np

from dhkit.networks import SEED

DRAWS = 2000
"""How often evidence is drawn anew, where nothing else is said."""

MIN_WORKS = 4
"""Fewest works that are drawn whole: two or three say next to nothing of how much the works of a voice differ."""


def make_lots(*names: object, seed: int = SEED) -> np.random.Generator:
    """Make the lots of one group: its own, whichever other groups there are."""
    return np.random.default_rng([seed, crc32("|".join(map(str, names)).encode())])


def name_drawn(n_works: int, min_works: int = MIN_WORKS) -> str:
    """Say what is drawn from so many works: "works" whole, or "blocks" where they are too few for that."""
    return "works" if n_works >= min_works else "blocks"


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


def number(values: Iterable[object]) -> np.ndarray:
    """Number values by their order, from 0."""
    numbers: np.ndarray = np.unique(np.array(list(values), dtype=object), return_inverse=True)[1]
    return numbers
