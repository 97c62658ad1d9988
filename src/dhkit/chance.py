"""What chance alone would bring together, if every unit kept its number of names and every name its number of units.

Owns the null model of co-mentions. A long list brings many pairs together, whoever stands in it, and a name that is
everywhere meets everybody; chance has to keep both. In comes which unit names whom, out go, for each pair, the units it
would share and how probable its count is. Leaves out who is named where (`networks`) and drawing such worlds one by one
(`rewiring`).

**The approximation**, in three steps. (1) The odds that an entity stands in a unit are a factor of the entity times one
of the unit, fitted so that every unit has its number of names and every entity its number of units *on average*.
(2) Blocks are short, and their number of names is known, not drawn: two names in one unit hinder each other, by Hájek's
formula, and the pairs of all units of one size are scaled to be as many as they are. Without this step one would expect
a fifth too many. (3) A pair of a and b units that is expected to share m of them meets as often as in ``a * b / m``
units of one size. On these, its *even* units, the number it shares follows the hypergeometric distribution, with a and
b exact. The same even units stand in its weight.

**Why not draw lots.** Curveball worlds are exact, but a million would be needed to see a p of one in a million, and
with 10,000 pairs and more the false discovery rate asks for such. Step 3 takes seconds for 100,000 units. Held against
them (`benchmarks/networks.py`): where chance brings a pair together, p is right within a few per cent.

    >>> model = fit_chance(np.array([2, 1]), np.array([2, 1]))
    >>> model.expect(np.array([2]), np.array([1])).tolist()
    [1.0]

Sources:
    Saracco, F. et al. (2015), Randomizing bipartite networks, Scientific Reports 5, 10595 (step 1).
    Hájek, J. (1964), Asymptotic theory of rejective sampling, Annals of Mathematical Statistics 35, 1491-1523 (step 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

_CLOSE = 1e-12
_ROUNDS = 5000  # far more than a corpus needs: some dozens


@dataclass(frozen=True)
class Chance:
    """The fitted null: for each pair of numbers of units, the units that two such entities are expected to share."""

    counts: np.ndarray
    """The numbers of units that entities have, each once, ascending."""
    shared: np.ndarray
    """Expected shared units of two different entities, one row and one column per number."""

    def expect(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Give the units that pairs are expected to share, from the units of their two ends."""
        here, there = np.searchsorted(self.counts, first), np.searchsorted(self.counts, second)
        expected: np.ndarray = self.shared[here, there]
        return expected

    def even_units(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Give in how many units of one size two entities would meet as often as they are expected to."""
        expected = self.expect(first, second)
        a_times_b = np.asarray(first, np.float64) * second
        even: np.ndarray = np.divide(a_times_b, expected, out=np.full(len(a_times_b), np.inf), where=expected > 0)
        return even


def fit_chance(n_units: np.ndarray, n_names: np.ndarray) -> Chance:
    """Fit the null to a corpus.

    Args:
        n_units: of each entity, the units that name it, 1 or more.
        n_names: of each unit, the entities that it names, 1 or more.

    Raises:
        ValueError: if the two do not add up to the same number of namings.
    """
    if n_units.sum() != n_names.sum():
        raise ValueError(
            f"the entities are named {n_units.sum()} times, the units name {n_names.sum()}: both must count the same "
            "namings, each entity once per unit"
        )
    counts, n_entities = np.unique(n_units, return_counts=True)
    sizes, n_sized = np.unique(n_names, return_counts=True)
    shared = np.zeros((len(counts), len(counts)))
    if not len(counts):
        return Chance(counts, shared)
    present = _fit_presence(counts, n_entities, sizes, n_sized)
    pairs = np.triu(np.outer(n_entities, n_entities) - np.diag((n_entities * (n_entities + 1)) // 2)).astype(np.float64)
    for size, units, p in zip(sizes, n_sized, present.T, strict=True):
        if size == 1:  # one name alone meets nobody
            continue
        free = p * (1 - p)
        slack = float(n_entities @ free)
        hindered = np.outer(free, free) / slack if slack > _CLOSE else 0.0
        joint = np.clip(np.outer(p, p) - hindered, 0, np.minimum.outer(p, p))
        total = float((pairs * joint).sum())
        if total > 0:
            joint = np.minimum(joint * (size * (size - 1) / 2 / total), np.minimum.outer(p, p))
        shared += units * joint
    return Chance(counts, np.minimum(shared, np.minimum.outer(counts, counts)))


def _fit_presence(counts: np.ndarray, n_entities: np.ndarray, sizes: np.ndarray, n_sized: np.ndarray) -> np.ndarray:
    """Probability that an entity of so many units stands in a unit of so many names: a row per count, column per size.

    What stands everywhere, and a unit that names everybody, have no finite odds: they are taken out first, again and
    again, since the rest may then be full in turn.
    """
    present = np.full((len(counts), len(sizes)), np.nan)
    rows, columns = np.ones(len(counts), bool), np.ones(len(sizes), bool)
    left, room = counts.astype(np.float64), sizes.astype(np.float64)
    while rows.any() and columns.any():
        n_left, n_room = n_sized[columns].sum(), n_entities[rows].sum()
        full_row, full_column = rows & (left >= n_left), columns & (room >= n_room)
        if full_row.any():
            present[np.ix_(full_row, columns)] = 1.0
            rows, room = rows & ~full_row, room - n_entities[full_row].sum() * columns
        elif full_column.any():
            present[np.ix_(rows, full_column)] = 1.0
            columns, left = columns & ~full_column, left - n_sized[full_column].sum() * rows
        elif (rows & (left <= 0)).any() or (columns & (room <= 0)).any():
            none_row, none_column = rows & (left <= 0), columns & (room <= 0)
            present[np.ix_(none_row, columns)] = 0.0
            present[np.ix_(rows, none_column)] = 0.0
            rows, columns = rows & ~none_row, columns & ~none_column
        else:
            odds = _fit_odds(left[rows], n_entities[rows], room[columns], n_sized[columns])
            present[np.ix_(rows, columns)] = odds / (1 + odds)
            break
    known: np.ndarray = np.nan_to_num(present)
    return known


def _fit_odds(left: np.ndarray, n_entities: np.ndarray, room: np.ndarray, n_sized: np.ndarray) -> np.ndarray:
    x, y = left / np.sqrt(left @ n_entities), room / np.sqrt(room @ n_sized)
    for _ in range(_ROUNDS):
        last = x, y
        x = left / (n_sized * y / (1 + np.outer(x, y))).sum(axis=1)
        y = room / (n_entities[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        if max(np.abs(x / last[0] - 1).max(), np.abs(y / last[1] - 1).max()) < _CLOSE:
            break
    return np.outer(x, y)


def find_p_values(shared: np.ndarray, first: np.ndarray, second: np.ndarray, even_units: np.ndarray) -> np.ndarray:
    """Find the probability of so many shared units or more.

    Args:
        shared: units that each pair shares.
        first: units of its one end.
        second: units of the other.
        even_units: made by `Chance.even_units`; need not be whole.

    Example:
        >>> find_p_values(np.array([2]), np.array([2]), np.array([2]), np.array([5.0])).round(6).tolist()
        [0.1]
    """
    k, a, b = (np.asarray(values, np.float64) for values in (shared, first, second))
    n = np.maximum(even_units, np.maximum(a, b))
    upwards = k > a * b / n  # the shorter tail is added up
    start = np.where(upwards, k, k - 1)
    p = np.where(upwards, 0.0, 1.0)
    possible = (start >= 0) & (n - a - b + start + 1 > _CLOSE) & np.isfinite(n)
    where = np.flatnonzero(possible)
    k, a, b, n, up = start[where], a[where], b[where], n[where], upwards[where]
    term = np.exp(_log_choose(a, k) + _log_choose(n - a, b - k) - _log_choose(n, b))
    tail = term.copy()
    going = np.arange(len(where))
    while len(going):
        i, u = k[going], up[going]
        more = (a[going] - i) * (b[going] - i) / ((i + 1) * (n[going] - a[going] - b[going] + i + 1))
        fewer = i * (n[going] - a[going] - b[going] + i) / ((a[going] - i + 1) * (b[going] - i + 1))
        term[going] *= np.maximum(np.where(u, more, fewer), 0)
        tail[going] += term[going]
        k[going] += np.where(u, 1, -1)
        going = going[term[going] > _CLOSE * _CLOSE * tail[going]]
    p[where] = np.where(up, tail, 1 - tail)
    certain: np.ndarray = np.clip(p, 0, 1)
    return certain


def _log_choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    chosen: np.ndarray = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return chosen


def find_q_values(p_values: np.ndarray, n_pairs: float) -> np.ndarray:
    """Hold the false discovery rate over all pairs; those never together have p = 1 and need no row.

    Source:
        Benjamini, Y., Hochberg, Y. (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    if len(p_values) == 0:
        return np.empty(0)
    q_values: np.ndarray = np.minimum(1.0, stats.false_discovery_control(p_values) * n_pairs / len(p_values))
    return q_values


def weigh(shared: np.ndarray, first: np.ndarray, second: np.ndarray, even_units: np.ndarray) -> np.ndarray:
    """Weigh ties by normalised pointwise mutual information: 0 as by chance, 1 never one without the other.

    Frequency is not rewarded: two names of three units each that share them all weigh as much as two of three hundred.

    Source:
        Bouma, G. (2009), Normalized (pointwise) mutual information in collocation extraction, Proceedings of GSCL.
    """
    k, a, b = (np.asarray(values, np.float64) for values in (shared, first, second))
    n = np.maximum(even_units, np.maximum(a, b))
    always = k >= n  # both in every unit: nothing to be surprised at, and nothing to divide by
    told = np.log(np.where(always, 1.0, k * n / (a * b)))
    weight: np.ndarray = np.where(always, 1.0, told / -np.log(np.where(always, 0.5, k / n)))
    bounded: np.ndarray = np.clip(weight, -1, 1)
    return bounded
