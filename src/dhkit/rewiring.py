"""Worlds that chance could have made: the same names and the same units, but who stands with whom is drawn by lot.

Owns the curveball sampler. In comes which unit names whom, out comes another such table with each unit's number of
names and each entity's number of units kept. It is exact, and slow: the measure that `chance` is held against, and the
source of shuffled corpora in which every tie that is found is a false one.

    >>> worlds = rewire([[0, 1], [0, 2], [1]], draws=2)
    >>> [[len(unit) for unit in world] for world in worlds]
    [[2, 2, 1], [2, 2, 1]]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse

from dhkit.networks import SEED

SETTLING, APART = 10, 2
"""Trades per unit before the first world, and between one and the next."""


def rewire(units: Sequence[Sequence[int]], *, draws: int, seed: int = SEED) -> Iterator[list[list[int]]]:
    """Draw worlds one after the other: two units lay the names that only one of them has together and deal them anew.

    Args:
        units: of each unit, the numbers of the entities it names, each once.
        draws: how many worlds.
        seed: where the drawing of lots begins.

    Yields:
        The units of a world, in the order of those given, each sorted.

    Source:
        Strona, G. et al. (2014), Nature Communications 5, 4114; that all worlds are equally probable: Carstens, C.
        (2015), Physical Review E 91, 042812.
    """
    lots = np.random.default_rng(seed)
    held = [sorted(unit) for unit in units]
    for number in range(draws):
        for one, other in lots.integers(0, max(len(held), 1), (len(held) * (APART if number else SETTLING), 2)):
            if one == other:
                continue
            mine, theirs = set(held[one]), set(held[other])
            both, pool = mine & theirs, sorted(mine ^ theirs)
            if len(both) < min(len(mine), len(theirs)):
                dealt = [pool[i] for i in lots.permutation(len(pool))]
                n_mine = len(mine) - len(both)
                held[one], held[other] = sorted({*both, *dealt[:n_mine]}), sorted({*both, *dealt[n_mine:]})
        yield [list(unit) for unit in held]


def count_shared(units: Sequence[Sequence[int]], n_entities: int) -> np.ndarray:
    """Count the units that two entities share: one row and one column per entity, its own units on the diagonal.

    Example:
        >>> count_shared([[0, 1], [0]], 2).tolist()
        [[2, 1], [1, 1]]
    """
    ends = np.cumsum([0, *map(len, units)])
    names = np.array([name for unit in units for name in unit], np.int64)
    named = sparse.csr_array((np.ones(len(names), np.int64), names, ends), shape=(len(units), n_entities))
    shared: np.ndarray = (named.T @ named).toarray()
    return shared
