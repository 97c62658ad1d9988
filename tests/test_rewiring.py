"""Worlds drawn by lot: what they keep, and that all are drawn alike."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dhkit.rewiring import count_shared, rewire

UNITS = [[0, 1, 2], [0, 3], [1], [0, 2, 3]]


def test_rewire_keeps_both_margins() -> None:
    """Each unit has as many names as before, each entity as many units, and no name stands twice in one unit."""
    for world in rewire(UNITS, draws=20):
        assert [3, 2, 1, 3] == [len(set(unit)) for unit in world]
        assert [3, 2, 2, 2] == np.bincount([name for unit in world for name in unit]).tolist()


def test_rewire_draws_every_world_alike() -> None:
    """Of three units with two, one and one names and three entities, all five worlds come equally often."""
    drawn = Counter(str(world) for world in rewire([[0, 1], [0], [2]], draws=2000))

    assert 5 == len(drawn)
    assert max(drawn.values()) < 1.25 * min(drawn.values())


def test_rewire_is_repeated_by_its_seed() -> None:
    """The same seed gives the same worlds, another seed others; what was given stays as it was."""
    first, again, other = (list(rewire(UNITS, draws=9, seed=seed)) for seed in (1, 1, 2))

    assert first == again
    assert first != other
    assert [[0, 1, 2], [0, 3], [1], [0, 2, 3]] == UNITS


def test_rewire_nothing() -> None:
    """A corpus without names has one world, without names."""
    assert [[]] == list(rewire([], draws=1))


def test_count_shared_has_own_units_on_the_diagonal() -> None:
    """Two entities share the units that name both."""
    assert [[3, 1, 2, 2], [1, 2, 1, 0], [2, 1, 2, 1], [2, 0, 1, 2]] == count_shared(UNITS, 4).tolist()
