"""The null model, held against every world that there is, and against worlds drawn by lot."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from dhkit.chance import find_p_values, find_q_values, fit_chance, weigh
from dhkit.networks import hold_pairs
from dhkit.rewiring import count_shared, rewire

# Units of each entity, names of each unit: few enough that all worlds can be counted.
SMALL = {
    "a pair and strangers": ([5, 5, 4, 1], [2] * 5 + [1] * 5),
    "five units": ([4, 2, 3], [3, 2, 2, 1, 1]),
    "six and eight": ([6, 5, 4, 3, 2, 2], [5, 4, 3, 3, 2, 2, 2, 1]),
    "a list of all": ([3, 3, 2, 2, 1, 1, 1, 1], [8, 2, 2, 1, 1]),
    "all alike": ([4, 4, 4, 4], [2] * 8),
    "seven and eleven": ([8, 6, 5, 3, 2, 1, 1], [5, 4, 3, 3, 3, 2, 2, 1, 1, 1, 1]),
}


def count_worlds(n_units: list[int], n_names: list[int], one: int, other: int) -> dict[int, float]:
    """Return how probable each number of shared units is, by counting all worlds."""
    ways = Counter({(tuple(n_units), 0): 1})
    for size in n_names:
        grown: Counter[tuple[tuple[int, ...], int]] = Counter()
        for (left, shared), number in ways.items():
            for unit in combinations([i for i, n in enumerate(left) if n], size):
                after = tuple(n - (i in unit) for i, n in enumerate(left))
                grown[after, shared + (one in unit and other in unit)] += number
        ways = grown
    full = {shared: number for (left, shared), number in ways.items() if not any(left)}
    return {shared: number / sum(full.values()) for shared, number in sorted(full.items())}


def strew(n_units: int, n_entities: int, seed: int) -> list[list[int]]:
    """Return units of uneven length that name some entities far oftener than others, without any ties."""
    lots = np.random.default_rng(seed)
    fame = 1 / np.arange(1, n_entities + 1)
    sizes = np.minimum(1 + lots.negative_binomial(1, 0.25, n_units), n_entities // 2)
    return [sorted(lots.choice(n_entities, size, replace=False, p=fame / fame.sum()).tolist()) for size in sizes]


@pytest.mark.parametrize(("n_units", "n_names"), SMALL.values(), ids=SMALL)
def test_chance_agrees_with_all_worlds(n_units: list[int], n_names: list[int]) -> None:
    """Expected units are right within 0.17 of a unit and p within 0.16, and a small p is never too small by a tenth."""
    model = fit_chance(np.array(n_units), np.array(n_names))
    for one, other in combinations(range(len(n_units)), 2):
        exact = count_worlds(n_units, n_names, one, other)
        a, b = np.array([n_units[one]]), np.array([n_units[other]])

        assert sum(k * p for k, p in exact.items()) == pytest.approx(model.expect(a, b)[0], abs=0.17)
        for k in exact:
            p_exact = sum(p for j, p in exact.items() if j >= k)
            p = find_p_values(np.array([k]), a, b, model.even_units(a, b))[0]
            assert p_exact == pytest.approx(p, abs=0.16)
            assert p > 0.9 * p_exact or p_exact > 0.2


def test_chance_keeps_the_number_of_pairs() -> None:
    """Expected units over all pairs add up to the pairs that units of these sizes hold."""
    units = strew(300, 60, seed=1)
    shared = count_shared(units, 60)
    n_units = np.diag(shared)[np.diag(shared) > 0]
    first, second = np.triu_indices(len(n_units), 1)
    model = fit_chance(n_units, np.array([len(unit) for unit in units]))

    assert sum(len(u) * (len(u) - 1) / 2 for u in units) == pytest.approx(
        model.expect(n_units[first], n_units[second]).sum(), rel=0.005
    )


def test_chance_agrees_with_curveball() -> None:
    """In a middling corpus, p of those that meet now and then is right within a few per cent of what lots give."""
    units = strew(150, 40, seed=2)
    observed = count_shared(units, 40)
    worlds = np.array([count_shared(world, 40) for world in rewire(units, draws=400)])
    first, second = np.triu_indices(40, 1)
    drawn = (worlds >= observed).mean(axis=0)[first, second]
    n_units = np.diag(observed)
    kept = (drawn > 0.1) & (drawn < 0.9)
    model = fit_chance(n_units, np.array([len(unit) for unit in units]))
    a, b = n_units[first][kept], n_units[second][kept]
    p = find_p_values(observed[first, second][kept], a, b, model.even_units(a, b))

    assert kept.sum() > 100
    assert 1.0 == pytest.approx(np.median(p / drawn[kept]), abs=0.05)
    assert np.quantile(np.abs(p - drawn[kept]), 0.9) < 0.06  # of which 0.025 is the lots'
    assert np.abs(p - drawn[kept]).max() < 0.15


def test_shuffled_corpora_have_no_more_false_ties_than_promised() -> None:
    """Where all ties are false, p is under 0.05 for at most 5 pairs in 100, and hardly a world has a tie of q 0.05.

    The null that forgets how long a unit is fails both, so the test can tell.
    """
    units, forgetful, p_low, with_tie, draws = strew(400, 80, seed=3), 0, [], 0, 40
    for world in rewire(units, draws=draws):
        columns = np.array([name for unit in world for name in unit])
        rows = np.repeat(np.arange(len(world)), [len(unit) for unit in world])
        first, second, tested = hold_pairs(rows, columns, 80)
        n_units = np.bincount(columns, minlength=80)
        plain = stats.hypergeom.sf(tested["shared"] - 1, len(world), n_units[first], n_units[second])
        often = tested["expected"] > 2  # where p is not held down by counts being whole
        p_low.append((tested["p_value"][often] < 0.05).mean())
        with_tie += bool((tested["q_value"] <= 0.05).any())
        forgetful += bool((find_q_values(plain, 80 * 79 / 2) <= 0.05).any())

    assert np.mean(p_low) <= 0.055
    assert with_tie <= 5  # of 40 at 0.05: two expected, more than five in one of a hundred
    assert forgetful > 20


def test_find_p_values_of_even_units_is_hypergeometric() -> None:
    """With a whole number of units the tail is the textbook's, on both sides of the mean and far out."""
    k, a, b, n = (np.array(v) for v in zip((3, 9, 4, 50.0), (1, 9, 4, 50.0), (40, 60, 50, 900.0), strict=True))

    assert stats.hypergeom.sf(k - 1, n, a, b) == pytest.approx(find_p_values(k, a, b, n), rel=1e-9)


@pytest.mark.parametrize(
    ("n_units", "n_names", "expected"),
    [
        ([2, 1], [2, 1], 1.0),  # who stands everywhere meets everybody
        ([3, 3], [2, 2, 2], 3.0),
        ([1, 1], [1, 1], 0.0),  # units of one name bring nobody together
    ],
)
def test_fit_chance_at_the_limits(n_units: list[int], n_names: list[int], expected: float) -> None:
    """Where there is one world only, its count is expected."""
    model = fit_chance(np.array(n_units), np.array(n_names))

    assert expected == pytest.approx(model.expect(np.array(n_units[:1]), np.array(n_units[1:]))[0])


def test_fit_chance_of_two_counts() -> None:
    """Namings that do not add up are the caller's mistake, and the message says what to count."""
    with pytest.raises(ValueError, match="named 3 times, the units name 2: both must count the same"):
        fit_chance(np.array([2, 1]), np.array([2]))


def test_weigh_does_not_reward_frequency() -> None:
    """Always together weighs 1 whether rare or frequent; as by chance weighs 0; less than chance is negative."""
    k, a, b = np.array([3, 100, 10, 1]), np.array([3, 100, 100, 100]), np.array([3, 100, 100, 100])

    assert [1.0, 1.0, 0.0] == pytest.approx(weigh(k, a, b, np.full(4, 1000.0))[:3].tolist(), abs=1e-9)
    assert weigh(k, a, b, np.full(4, 1000.0))[3] < -0.2
