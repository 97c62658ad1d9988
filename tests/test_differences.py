"""Tests of difference: what may be shuffled, what the statistic is, and how often chance alone raises an alarm."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from invented import statements
from scipy import stats

from dhkit.differences import count_arrangements, deal_units, find_differences, find_p, shuffle
from dhkit.resampling import make_lots

APART = pd.DataFrame(
    {"voice": ["cohn"] * 6 + ["lih"] * 6, "event": "october", "block": range(12), "work": "w",
     "frame": ["coup"] * 6 + ["uprising"] * 5 + ["coup"], "polarity": [-1] * 6 + [0] * 6}
)  # fmt: skip


def alarms(found: pd.DataFrame, measure: str) -> float:
    """Return in how many of 100 tests of a measure p is 0.05 or less."""
    tested = found[found["enough"] & found["measure"].eq(measure)]
    assert len(tested) >= 0.9 * found["event"].nunique()
    return 100 * float(tested["p_value"].le(0.05).mean())


@pytest.mark.parametrize(
    ("unit", "design"),
    [
        ("blocks", {"voices": 3, "works": 1, "more_blocks": 5, "between_works": 0.0, "between_blocks": 2.0}),
        ("works", {"voices": 3, "works": 3, "more_blocks": 2, "between_works": 0.8}),
    ],
)
def test_chance_raises_no_more_alarms_than_promised(unit: str, design: dict[str, float]) -> None:
    """Where voices do not differ, at most 5 of 100 tests say so at 0.05, up to three standard errors of 500 tests."""
    found = find_differences(statements(21, events=500, **design), draws=99)  # type: ignore[arg-type]

    assert {unit} == set(found["unit"])
    most = 5 + 3 * 100 * (0.05 * 0.95 / 500) ** 0.5
    assert alarms(found, "frames") <= most
    assert alarms(found, "polarity") <= most


def test_shuffled_statements_would_raise_too_many() -> None:
    """Why blocks are shuffled: single statements, filed as if each were a block, double the false alarms of the test above."""
    drawn = statements(21, events=250, voices=3, works=1, more_blocks=5, between_works=0.0, between_blocks=2.0)
    found = find_differences(drawn.assign(block=range(len(drawn))), draws=99)

    assert alarms(found, "frames") >= 10


def test_real_differences_are_found() -> None:
    """The same design with voices that differ as much as blocks do: most tests see it where there is text enough."""
    drawn = statements(22, events=100, voices=3, works=1, more_blocks=14, between_works=0.0, between_voices=1.5)
    found = find_differences(drawn, draws=99).query("measure == 'frames'")

    assert found["p_value"].le(0.05).mean() >= 0.7


def test_false_discoveries_are_held_over_the_table() -> None:
    """Over 100 events where nobody differs, hardly any q is 0.05 or less; q is scipy's, over all tests made."""
    found = find_differences(statements(21, events=100, voices=3, works=1, more_blocks=5, between_works=0.0), draws=99)
    tested = found[found["enough"]]

    assert tested["q_value"].le(0.05).sum() == 0
    assert np.allclose(stats.false_discovery_control(tested["p_value"]), tested["q_value"], atol=1e-4)


def test_division_by_frames_is_g2_over_entropy() -> None:
    """The share of the variety is G² of the table of voices and frames, over twice the entropy of all statements."""
    table = pd.crosstab(APART["voice"], APART["frame"])
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    expected = g2 / (2 * stats.entropy(table.sum()) * len(APART))
    found, _ = shuffle(APART.assign(stratum=""), "blocks", "frames", 19, make_lots("x"))

    assert np.isclose(expected, found)


def test_division_by_polarity_is_eta_squared() -> None:
    """By hand: means -1 and 0 around -0.5 leave no square inside the voices."""
    found, _ = shuffle(APART.assign(stratum=""), "blocks", "polarity", 19, make_lots("x"))
    mixed, _ = shuffle(
        APART.assign(stratum="", polarity=[-1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "blocks",
        "polarity",
        19,
        make_lots("x"),
    )

    assert np.isclose(1, found)
    assert np.isclose((6 * 0.25**2 * 2) / (3 * 0.75**2 + 9 * 0.25**2), mixed)


def test_p_agrees_with_scipy() -> None:
    """Where every block has one statement, p is that of scipy's permutation test of the same statistic."""
    voice = APART["voice"].to_numpy()
    polarity = np.array([-1, 1, 0, -1, -1, 0, 1, 0, 1, 1, -1, 0])

    def between(x: np.ndarray, y: np.ndarray) -> float:
        return float(len(x) * (x.mean() - polarity.mean()) ** 2 + len(y) * (y.mean() - polarity.mean()) ** 2)

    exact = stats.permutation_test(
        (polarity[voice == "cohn"], polarity[voice == "lih"]), between, n_resamples=np.inf, alternative="greater"
    )
    found = find_differences(APART.assign(polarity=polarity), draws=20_000).set_index("measure")

    assert np.isclose(exact.pvalue, found["p_value"]["polarity"], atol=0.015)


def test_shuffling_moves_whole_blocks() -> None:
    """Ten statements in each block are one unit: p is as with one statement each."""
    often = pd.concat([APART] * 10)

    assert find_differences(APART)["p_value"].equals(find_differences(often)["p_value"])


def test_works_are_shuffled_where_voices_have_several() -> None:
    """Two works each: works; one voice with a single work: blocks."""
    several = APART.assign(work=list("abab") * 3)

    assert "works" == deal_units(several)[0]
    assert 4 == len(deal_units(several)[1])
    assert "blocks" == deal_units(several.assign(work=several["work"].mask(several["voice"].eq("lih"), "a")))[0]


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (APART, "tested"),
        (APART[APART["voice"].eq("cohn")], "too few voices"),
        (APART.drop([0, 1, 2]), "too few voices"),
        (APART.assign(block=[0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]), "too few passages"),
        (APART.assign(work=list("ab") * 6), "too few passages"),
        (APART.assign(frame="coup", polarity=0), "no variety"),
    ],
    ids=["enough", "one voice", "one with enough", "ten ways", "three ways", "all alike"],
)
def test_what_cannot_be_tested_says_so(rows: pd.DataFrame, state: str) -> None:
    """Every event has its rows; figures are empty where there is no test, and the state says why."""
    found = find_differences(rows, draws=99)

    assert [state] * 2 == found["state"].tolist()
    figures = ["divided", "expected", "beyond_chance", "p_value", "q_value"]
    assert found[figures].isna().all(axis=None) == (state != "tested")
    assert (state == "tested") == found["enough"].all()


@pytest.mark.parametrize(("sizes", "ways"), [((3, 3), 10), ((4, 2), 15), ((2, 2, 2), 15), ((1, 1, 1), 1), ((5,), 1)])
def test_count_arrangements(sizes: tuple[int, ...], ways: int) -> None:
    """By hand: 6 units for two owners of 3 are 20 ways, of which each two are one with the names exchanged."""
    owners = pd.Series([f"owner-{i}" for i, size in enumerate(sizes) for _ in range(size)])

    assert ways == count_arrangements(owners)


def test_p_is_never_nothing() -> None:
    """The arrangement at hand is one of those that could be; equal ones count, whatever the last digit says."""
    assert 0.01 == find_p(1.0, np.zeros(99))
    assert 1.0 == find_p(0.1 + 0.2, np.full(99, 0.3))


def test_too_few_draws_are_refused() -> None:
    """Fewer than 19 draws cannot give 0.05."""
    with pytest.raises(ValueError, match="with fewer than 19"):
        find_differences(APART, draws=10)
