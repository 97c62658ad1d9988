"""Agreement, distance and trees of voices, on tables worked out on paper and on a known truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from invented import expect_shares, statements
from scipy.spatial.distance import jensenshannon

from dhkit.profiles import PRIOR_BLOCKS, Profiles
from dhkit.similarity import compare_pairs, mirror_pairs
from dhkit.trees import FIRM, grow_tree


def tell(**told: str) -> pd.DataFrame:
    """Return one statement per block; a voice's frames by their first letters, "c" coup, "r" rising, "v" violence."""
    names = {"c": "coup", "r": "rising", "v": "violence"}
    rows = [(voice, names[letter], i) for voice, letters in told.items() for i, letter in enumerate(letters)]
    return pd.DataFrame(rows, columns=["voice", "frame", "block"]).assign(event="october", work="w")


GROUPS = tell(cohn="cccccccccr", figes="cccccccccc", lih="rrrrrrrrrr", rabinowitch="rrrrrrrrrc")


def test_agreement_by_hand() -> None:
    """Four of six coup against one of five: of 30 pairs of statements 4 are both coup and 8 both rising."""
    found = compare_pairs(tell(cohn="ccccrr", lih="crrrr")).iloc[0]

    assert (6, 5, 1) == tuple(found[["n", "n_other", "n_events"]])
    assert round((4 * 1 + 2 * 4) / 30, 4) == found["agreement"]
    assert found["low"] < found["agreement"] < found["high"]


def test_events_are_held_apart() -> None:
    """Two who tell each of two events alike agree wholly, though no event is told as the other is."""
    first, second = tell(cohn="ccccc", lih="ccccc"), tell(cohn="rrr", lih="rrrrrrrrrr").assign(event="regime", work="v")
    found = compare_pairs(pd.concat([first, second])).iloc[0]

    assert (1.0, 0.0, 2) == (found["agreement"], round(found["distance"], 1), found["n_events"])


def test_distance_is_that_of_jensen_and_shannon() -> None:
    """By hand and scipy: profiles drawn towards that of both by the weight of three blocks."""
    told = tell(cohn="cccccr", lih="crrrrr")
    everybody, weight = np.array([0.5, 0.5]), 6 / (6 + PRIOR_BLOCKS)
    one = weight * np.array([5, 1]) / 6 + (1 - weight) * everybody
    other = weight * np.array([1, 5]) / 6 + (1 - weight) * everybody
    profiles = Profiles(told, ["cohn", "lih"])

    assert np.isclose(jensenshannon(one, other, base=2), profiles.measure_distances(profiles.count())[0, 0])


def test_little_text_is_drawn_to_the_middle() -> None:
    """The same shares lie further apart the more blocks bear them out."""
    few, many = tell(cohn="ccccc", lih="rrrrr"), tell(cohn="c" * 40, lih="r" * 40)

    assert compare_pairs(few)["distance"][0] < compare_pairs(many)["distance"][0] <= 1


@pytest.mark.parametrize(("works", "more_blocks"), [(1, 15), (8, 2)])
def test_agreement_covers_the_truth(works: int, more_blocks: float) -> None:
    """At least 93 of 100 intervals hold the truth; with few blocks they are wider than need be."""
    drawn = statements(9, events=80, voices=2, works=works, more_blocks=more_blocks, between_works=0.5 * (works > 1))
    truth = (expect_shares(spread=float(np.hypot(0.5 * (works > 1), 1.0))) ** 2).sum()
    found = pd.concat([compare_pairs(told, draws=99) for _, told in drawn.groupby("event")])

    assert len(found) == found["enough"].sum() == 80
    assert ((found["low"] <= truth) & (truth <= found["high"])).mean() >= 0.93


def test_pairs_that_differ_are_told_from_pairs_that_do_not() -> None:
    """Within the two camps p is large, across it is small."""
    found = compare_pairs(GROUPS).set_index(["voice", "other"])

    assert found.loc[("cohn", "figes"), "p_value"] > 0.2
    assert found.loc[("figes", "lih"), "q_value"] < 0.01


def test_pairs_without_a_shared_event_have_too_little_text() -> None:
    """Who speaks of other events is compared in nothing; there is a row that says so."""
    found = compare_pairs(pd.concat([GROUPS, tell(service="ccccc").assign(event="regime")]))
    alone = found[found["other"].eq("service") | found["voice"].eq("service")]

    assert 4 == len(alone)
    assert not alone["enough"].any()
    assert alone[["agreement", "low", "high", "distance", "p_value", "q_value"]].isna().all(axis=None)


def test_too_few_ways_to_shuffle_leave_p_empty() -> None:
    """Three blocks each can be dealt out in ten ways: an agreement, no p."""
    told = pd.concat([tell(cohn="ccr", lih="crr")] * 2)
    found = compare_pairs(told).iloc[0]

    assert found["enough"]
    assert pd.isna(found["p_value"])


def test_mirror_pairs() -> None:
    """Each pair stands both ways round, with the statements of each side on its side."""
    both = mirror_pairs(compare_pairs(tell(cohn="ccccrr", lih="crrrr")))

    assert [["cohn", "lih", 6, 5], ["lih", "cohn", 5, 6]] == both[["voice", "other", "n", "n_other"]].values.tolist()


def test_tree_of_two_camps_is_firm() -> None:
    """Two camps that many passages bear out are joined in nearly every tree; the root joins all."""
    tree = grow_tree(GROUPS).set_index("voices")

    assert {"cohn; figes", "lih; rabinowitch"} <= set(tree.index[tree["firm"]])
    assert [4, -1, 1.0] == tree.loc["cohn; figes; lih; rabinowitch", ["n_voices", "parent", "support"]].tolist()
    assert [0, 1, 2, 3] == sorted(tree.loc[tree["voice"].ne(""), "position"])


def test_tree_of_chance_is_not_firm() -> None:
    """Six voices that draw from one truth, from few blocks: nearly all joints are of chance, and say so."""
    drawn = statements(12, voices=6, works=1, more_blocks=7, between_works=0.0)
    joints = grow_tree(drawn).query("voice == '' and parent >= 0")

    assert 4 == len(joints)
    assert joints["support"].lt(FIRM).sum() >= 3


def test_heights_rise_to_the_root() -> None:
    """A joint stands no lower than what it joins, and between its two ends."""
    tree = grow_tree(statements(2, voices=7, works=2, between_voices=1.0, more_blocks=5)).set_index("node")
    inner = tree[tree["parent"].ge(0)]

    assert (inner["height"].to_numpy() <= tree.loc[inner["parent"], "height"].to_numpy()).all()
    for node, ends in inner.groupby("parent")["position"]:
        assert np.isclose(ends.mean(), tree.loc[node, "position"], atol=1e-3)


@pytest.mark.parametrize("told", [tell(), tell(cohn="ccc"), tell(cohn="cccccc")])
def test_nobody_to_compare(told: pd.DataFrame) -> None:
    """Without two voices there is no pair and no joint."""
    assert 0 == len(compare_pairs(told))
    assert 0 == grow_tree(told)["voice"].eq("").sum()


def test_a_second_run_gives_the_same_bytes() -> None:
    """The order of the rows moves neither pairs nor tree."""
    drawn = statements(6, events=2, voices=4, works=5)
    again = drawn.sample(frac=1, random_state=3)

    assert compare_pairs(drawn, draws=50).to_csv() == compare_pairs(again, draws=50).to_csv()
    assert grow_tree(drawn, trees=50).to_csv() == grow_tree(again, trees=50).to_csv()
