"""Keyness, against formulas by hand and scipy's tests, on tables of a few words."""

from __future__ import annotations

from math import log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dhkit.keyness import add_words, count_descriptors, count_words, rank_words

COUNTS = pd.DataFrame(
    [
        ("cohn", "coup", 12), ("cohn", "rising", 3), ("cohn", "plot", 5),
        ("figes", "coup", 2), ("figes", "rising", 9), ("figes", "folly", 7),
        ("lih", "rising", 14), ("lih", "coup", 4),
    ],
    columns=["voice", "word", "n"],
)  # fmt: skip

STATEMENTS = pd.DataFrame(
    {"voice": ["cohn", "cohn", "cohn", "lih"], "block": ["a", "a", "b", "a"],
     "descriptor": ["The Coup", "a party dictatorship", "coup", "the party's coup"]}
)  # fmt: skip


def ranked(voice: str, word: str, **options: float) -> pd.Series[float]:
    found = rank_words(COUNTS, **options).set_index(["voice", "word"])  # type: ignore[arg-type]
    return found.loc[(voice, word)]


@pytest.mark.parametrize(("voice", "word"), [("cohn", "coup"), ("lih", "rising"), ("cohn", "folly")])
def test_g2_is_that_of_scipy(voice: str, word: str) -> None:
    """G² and its p are scipy's log-likelihood test of the two by two table, without correction."""
    here, said = COUNTS["voice"].eq(voice), COUNTS["word"].eq(word)
    table = [[COUNTS["n"][a & b].sum() for b in (said, ~said)] for a in (here, ~here)]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    found = ranked(voice, word)

    assert np.allclose([expected.statistic, expected.pvalue], [found["g2"], found["p_value"]], atol=1e-4)


def test_log_odds_by_hand() -> None:
    """Cohn has 12 of 20 words, the others 6 of 36; a prior of 10 words has 10 × 18 / 56 of this one."""
    a = 10 * 18 / 56
    odds = log((12 + a) / (20 + 10 - 12 - a)) - log((6 + a) / (36 + 10 - 6 - a))
    found = ranked("cohn", "coup", prior=10)

    assert np.allclose([odds, odds / sqrt(1 / (12 + a) + 1 / (6 + a))], [found["log_odds"], found["z"]], atol=1e-4)


def test_a_strong_prior_draws_all_voices_together() -> None:
    """The more the prior weighs, the less a word is anybody's own."""
    assert ranked("cohn", "coup", prior=1)["log_odds"] > ranked("cohn", "coup", prior=1000)["log_odds"] > 0


def test_the_usual_prior_is_worth_an_average_voice() -> None:
    """56 words of three voices: without a prior named it weighs a third of them."""
    assert ranked("cohn", "coup").equals(ranked("cohn", "coup", prior=56 / 3))


def test_log_ratio_by_hand() -> None:
    """12 of 20 against 6 of 36; what is never used counts as half a use."""
    assert round(log2((12 / 20) / (6 / 36)), 4) == ranked("cohn", "coup")["log_ratio"]
    assert round(log2((0.5 / 20) / (7 / 36)), 4) == ranked("cohn", "folly")["log_ratio"]


def test_sides_add_up() -> None:
    """Each voice is held against all the others; with two voices the figures are each other's mirror."""
    two = rank_words(COUNTS[COUNTS["voice"].ne("figes")], min_uses=1).pivot(index="word", columns="voice", values="z")

    assert np.allclose(two["cohn"], -two["lih"])
    assert [18] * 3 == [sum(ranked(v, "coup")[["n", "n_others"]]) for v in ("cohn", "figes", "lih")]


def test_the_most_own_word_comes_first() -> None:
    """Rows of a voice are sorted by falling z."""
    first = rank_words(COUNTS).groupby("voice")["word"].first()

    assert ["coup", "folly", "rising"] == first[["cohn", "figes", "lih"]].tolist()


def test_shuffled_words_are_nobodys_own() -> None:
    """Where voices draw from one vocabulary, at most 5 of 100 of 500 voices and words have p of 0.05 or less."""
    lots = np.random.default_rng(4)
    drawn = lots.multinomial(200, np.full(50, 1 / 50), size=10)
    counts = pd.DataFrame(
        [(f"voice-{v}", f"word-{w:02d}", n) for v, row in enumerate(drawn) for w, n in enumerate(row) if n],
        columns=["voice", "word", "n"],
    )
    found = rank_words(counts)

    assert found["p_value"].le(0.05).mean() <= 0.05 + 3 * (0.05 * 0.95 / 500) ** 0.5
    assert found["q_value"].le(0.05).sum() == 0


@pytest.mark.parametrize(
    ("change", "enough"),
    [
        ({}, True),
        ({"n": 2, "n_others": 2}, False),
        ({"n_blocks": 2}, False),
        ({"voice_blocks": 2}, False),
    ],
)
def test_too_little_text_has_no_figure(change: dict[str, int], enough: bool) -> None:
    """Few uses, few blocks with the word or few blocks of the voice: the row stays, its figures do not."""
    row = {"n": 6, "n_others": 1, "n_blocks": 4, "voice_blocks": 5} | change
    counts = pd.DataFrame(
        [
            ("cohn", "coup", row["n"], row["n_blocks"], row["voice_blocks"]),
            ("cohn", "rising", 9, 5, row["voice_blocks"]),
            ("lih", "coup", row["n_others"], 1, 8),
            ("lih", "rising", 20, 8, 8),
        ],
        columns=["voice", "word", "n", "n_blocks", "voice_blocks"],
    )
    found = rank_words(counts).set_index(["voice", "word"]).loc[("cohn", "coup")]

    assert enough == found["enough"]
    assert enough == pd.notna(found["z"]) == pd.notna(found["q_value"])


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (pd.concat([COUNTS, COUNTS.head(1)]), "the word 'coup' has two rows for 'cohn'"),
    ],
)
def test_what_cannot_be_ranked_is_refused(counts: pd.DataFrame, message: str) -> None:
    """A word counted twice is two answers to one question."""
    with pytest.raises(ValueError, match=message):
        rank_words(counts)


@pytest.mark.parametrize(
    "counts", [COUNTS[COUNTS["voice"].eq("lih")], COUNTS[COUNTS["word"].eq("coup")], COUNTS.head(0)]
)
def test_nothing_is_ranked_against_nothing(counts: pd.DataFrame) -> None:
    """One voice, one word, or none: no row, in the columns that a ranking has."""
    found = rank_words(counts)

    assert found.empty
    assert list(found) == list(rank_words(COUNTS))


def test_a_prior_of_nothing_is_refused() -> None:
    """Without a prior a word that one side lacks has endless odds."""
    with pytest.raises(ValueError, match="above 0"):
        rank_words(COUNTS, prior=0)


def test_count_descriptors() -> None:
    """Descriptors count in lower case and without article; or their words do, in their blocks."""
    assert [["cohn", "coup", 2, 2, 2], ["cohn", "party dictatorship", 1, 1, 2], ["lih", "party's coup", 1, 1, 1]] == (
        count_descriptors(STATEMENTS).values.tolist()
    )
    assert ["coup", "dictatorship", "party", "coup", "party's"] == count_descriptors(STATEMENTS, words=True)[
        "word"
    ].tolist()
    assert ["coup", "party dictatorship", "coup", "party's coup"] == add_words(STATEMENTS)["word"].tolist()


def test_count_words() -> None:
    """Words are letters with what joins them; numbers and signs are none; other scripts are."""
    told = pd.DataFrame(
        {"voice": "lih", "block": ["a", "b"], "text": ["The so-called coup: 25 October!", "Власть, the"]}
    )

    assert [["coup", 1], ["october", 1], ["so-called", 1], ["the", 2], ["власть", 1]] == (
        count_words(told)[["word", "n"]].values.tolist()
    )
