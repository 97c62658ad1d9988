"""Intervals: on hand-made tables, and against a known truth in five hundred drawn corpora."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from invented import FRAMES, expect_shares, statements
from scipy import stats

from dhkit.estimates import estimate_frames, estimate_means, estimate_polarity
from dhkit.resampling import MIN_WORKS, count_lots, draw_blocks, find_bounds, make_lots

SAID = pd.DataFrame(
    {"voice": "cohn", "event": "october", "work": list("aabbccdd"), "block": range(8), "polarity": -1,
     "frame": ["coup", "coup", "coup", "rising", "coup", "rising", "coup", "coup"]}
)  # fmt: skip


def covered(found: pd.DataFrame, truth: float) -> float:
    """Return in how many of 100 rows with enough text the interval holds the truth."""
    known = found[found["enough"]]
    return 100 * float(((known["low"] <= truth) & (truth <= known["high"])).mean())


@pytest.mark.parametrize(("works", "more_blocks"), [(MIN_WORKS, 3), (8, 2), (16, 1)])
def test_intervals_cover_the_truth_over_works(works: int, more_blocks: float) -> None:
    """From the fewest works that are drawn whole, 93 to 97 of 100 intervals hold what the voice says in all works."""
    drawn = statements(works, voices=500, works=works, more_blocks=more_blocks)
    shares = expect_shares(spread=float(np.hypot(0.5, 1.0)))
    frames = estimate_frames(drawn, [str(FRAMES[1])], draws=300)
    polarity = estimate_polarity(drawn, draws=300)

    assert {"works"} == set(polarity.loc[polarity["enough"], "drawn"])
    assert 93 <= covered(frames, shares[1]) <= 97
    assert 93 <= covered(polarity, float(shares @ [-1, 0, 1])) <= 97


def test_intervals_cover_the_truth_of_one_work() -> None:
    """A voice heard in one work: 93 to 97 of 100 intervals hold what this work says, from a dozen blocks on."""
    drawn = statements(3, voices=500, works=1, more_blocks=12, between_works=0.0)
    shares = expect_shares(spread=1.0)
    found = estimate_polarity(drawn, draws=300)

    assert {"blocks"} == set(found["drawn"])
    assert 93 <= covered(found, float(shares @ [-1, 0, 1])) <= 97
    assert 93 <= covered(estimate_frames(drawn, ["rising"], draws=300), shares[1]) <= 98


def test_few_blocks_promise_too_little_rather_than_too_much() -> None:
    """With five blocks the interval is wider than it need be, never narrower."""
    drawn = statements(5, voices=500, works=1, more_blocks=4, between_works=0.0)

    assert covered(estimate_polarity(drawn, draws=300), float(expect_shares(spread=1.0) @ [-1, 0, 1])) >= 94


def test_all_frames_at_once_are_those_one_by_one() -> None:
    """Frames estimated together come from the same draws as each by itself, and their shares add up."""
    together = estimate_frames(SAID)

    for frame in ("coup", "rising"):
        alone = estimate_frames(SAID, [frame]).reset_index(drop=True)
        assert alone.equals(together[together["frame"].eq(frame)].reset_index(drop=True))
    assert [6, 2] == together["n_used"].tolist()
    assert 1 == together["mean"].sum()


def test_a_frame_never_used_has_a_row() -> None:
    """What a voice never says is told too: a share of 0 with the limit that its blocks allow."""
    other = SAID.assign(voice="lih", frame="chaos")
    found = estimate_frames(pd.concat([SAID, other])).set_index(["voice", "frame"])

    assert (0, 0.0, 0.0, round(1 - 0.025 ** (1 / 8), 4)) == tuple(
        found.loc[("cohn", "chaos"), ["n_used", "mean", "low", "high"]]
    )


def test_an_unknown_frame_is_answered_with_those_known() -> None:
    """Who asks for a frame that nobody uses is told which there are."""
    with pytest.raises(ValueError, match="no characterisation has the frame 'tragedy'; the frames are coup, rising"):
        estimate_frames(SAID, ["tragedy"])


def test_one_block_makes_no_interval() -> None:
    """A minimum of one block would promise a spread that one block cannot show."""
    with pytest.raises(ValueError, match="both must be 2 or more"):
        estimate_polarity(SAID, min_blocks=1)


def test_rows_know_what_was_drawn() -> None:
    """Four works are drawn whole, three are not; a voice with too little text has neither."""
    three = SAID.assign(voice="lih", work=list("aabbccaa"))
    few = SAID.head(3).assign(voice="service")
    found = estimate_polarity(pd.concat([SAID, three, few])).set_index("voice")

    assert ["works", "blocks", ""] == found.loc[["cohn", "lih", "service"], "drawn"].tolist()
    assert found.loc["service", ["mean", "low", "high"]].isna().all()


def test_works_are_drawn_whole() -> None:
    """All blocks of a work come as often as the work does; each draw has as many works as there are."""
    works = np.array([0, 0, 1, 2, 3, 3])
    drawn = draw_blocks(works, 50, make_lots("cohn"))

    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert {4} == set(drawn[:, [0, 2, 3, 4]].sum(axis=1))
    assert {6} == set(draw_blocks(np.array([0, 0, 1, 1, 2, 2]), 50, make_lots("cohn")).sum(axis=1))


def test_lots_are_fair() -> None:
    """Each thing is drawn once on average, and the spread is that of drawing n of n."""
    drawn = count_lots(5, 20_000, make_lots("fair"))

    assert np.allclose(1, drawn.mean(axis=0), atol=0.03)
    assert np.allclose(1 - 1 / 5, drawn.var(axis=0), atol=0.03)


def test_the_interval_is_that_of_an_equivalent_share() -> None:
    """By hand: a spread of p(1-p)/20 over many clusters is Jeffreys' interval of 20 statements."""
    drawn = np.array([0.3, 0.7]) * 0 + 0.4 + np.array([-1, 1]) * (0.4 * 0.6 / 20) ** 0.5
    low, high = find_bounds(0.4, drawn, (0, 1), n_clusters=100_000, n_blocks=20, inside=0.01)

    assert np.allclose(stats.beta.ppf([0.025, 0.975], 8.5, 12.5), [low, high], atol=1e-4)


def test_clusters_alike_by_chance_are_no_certainty() -> None:
    """Where every block is half coup, half rising, no draw moves the share; the statements inside still do."""
    drawn = pd.concat([SAID.assign(frame="coup"), SAID.assign(frame="rising")])
    found = estimate_frames(drawn, ["coup"]).iloc[0]

    assert 0.5 == found["mean"]
    assert found["low"] < 0.3


def test_a_second_run_gives_the_same_bytes() -> None:
    """The order of the rows moves nothing."""
    drawn = statements(1, voices=4, works=5)
    again = drawn.sample(frac=1, random_state=1)

    assert estimate_frames(drawn).to_csv() == estimate_frames(again).to_csv()
    assert estimate_means(drawn, "polarity", domain=(-1, 1)).equals(estimate_polarity(again))
