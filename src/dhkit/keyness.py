"""Which words are whose: the words that a voice uses more than all the others together, and fewer.

In comes a table of counts, voice by word, out goes the same table with three measures. Counts are made here from the
descriptors of the tables (`count_descriptors`) or from passages that the caller reads from his own documents
(`count_words`). Leaves out where the words stand and what they mean.

Each voice i is held against all others j. With y the count of the word, n that of all words of the side:

- **log_odds**, how much more likely the word is with the voice, in logarithms of odds, and **z**, the same in standard
  errors. A prior of a0 words, spread like all voices together (a of them this word), keeps rare words from leading the
  list: log((yi + a) / (ni + a0 - yi - a)) - log((yj + a) / (nj + a0 - yj - a)), over the root of
  1 / (yi + a) + 1 / (yj + a). Monroe, B., Colaresi, M., Quinn, K. (2008), Fightin' words, Political Analysis 16,
  372-403 (the model with an informative Dirichlet prior). Lists are ranked by z.
- **g2**, how surprising the difference is: 2 times the sum of o log(o / e) over the four cells (this word and others,
  voice and others), e from the margins; p_value from chi-squared with one degree of freedom. Dunning, T. (1993),
  Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19, 61-74; for corpora
  Rayson, P., Garside, R. (2000), Comparing corpora using frequency profiling (they leave two of the cells out).
- **log_ratio**, how large the difference is: log2 of the two shares, (yi / ni) / (yj / nj), with 0.5 for a count of
  0; 1 means twice as often. Hardie, A. (2014), Log ratio: an informal introduction.

z and p take every word for an independent witness. Words come in bunches, so both promise too much (Lijffijt, J. et al.
(2016), Digital Scholarship in the Humanities 31, 374-397): hence `enough`, which asks for several blocks.

    >>> counts = pd.DataFrame({"voice": ["cohn", "cohn", "lih", "lih"], "word": ["coup", "rising"] * 2,
    ...                        "n": [9, 1, 2, 8], "n_blocks": [6, 1, 2, 6]})
    >>> found = rank_words(counts)
    >>> found[["voice", "word", "n", "n_others", "g2", "log_ratio", "enough"]].head(2).values.tolist()
    [['cohn', 'coup', 9, 2, 11.0158, 2.1699, True], ['cohn', 'rising', 1, 8, 11.0158, -3.0, True]]
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy import stats

from dhkit.evidence import DIGITS, MIN_BLOCKS, MIN_STATEMENTS

_ARTICLE = re.compile(r"^(?:an?|the|this|that|its?|his|her|their|our) ")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def add_words(statements: pd.DataFrame) -> pd.DataFrame:
    """Add to statements the column word: the descriptor in lower case, without the article before it.

    Example:
        >>> add_words(pd.DataFrame({"descriptor": ["The Coup", "an insurrection"]}))["word"].tolist()
        ['coup', 'insurrection']
    """
    return statements.assign(word=statements["descriptor"].str.lower().str.replace(_ARTICLE, "", regex=True))


def count_descriptors(statements: pd.DataFrame, *, words: bool = False) -> pd.DataFrame:
    """Count the descriptors of each voice, or the words they are made of.

    Args:
        statements: made by `evidence.list_statements`.
        words: whether descriptors are taken apart ("party dictatorship" counts for *party* and for *dictatorship*).

    Returns:
        One row per voice and word (or descriptor), sorted: n times, in n_blocks of the voice_blocks in which it speaks.
    """
    called = add_words(statements)
    if words:
        called = called.assign(word=called["word"].str.findall(_WORD)).explode("word").dropna(subset="word")
    return _count(called)


def count_words(passages: pd.DataFrame) -> pd.DataFrame:
    """Count the words of passages, such as all that a voice says where an event is named.

    Words are runs of letters, in lower case; common ones stay in, since every voice uses them alike and they rank low.

    Args:
        passages: voice, block, and text, which the tables do not hold: the caller reads it from the documents.

    Returns:
        One row per voice and word, sorted: n times, in n_blocks of the voice_blocks in which it speaks.

    Example:
        >>> count_words(pd.DataFrame({"voice": ["cohn"], "block": ["b1"], "text": ["A coup, a coup!"]})).values.tolist()
        [['cohn', 'a', 2, 1, 1], ['cohn', 'coup', 2, 1, 1]]
    """
    words = passages["text"].str.lower().str.findall(_WORD)
    return _count(passages[["voice", "block"]].assign(word=words).explode("word").dropna(subset="word"))


def _count(told: pd.DataFrame) -> pd.DataFrame:
    counts = told.groupby(["voice", "word"], as_index=False).agg(n=("block", "size"), n_blocks=("block", "nunique"))
    return counts.assign(voice_blocks=counts["voice"].map(told.groupby("voice")["block"].nunique()))


def rank_words(
    counts: pd.DataFrame,
    *,
    prior: float | None = None,
    min_uses: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """Rank the words of each voice by how much they are its own, against all other voices.

    Args:
        counts: voice, word, n, and where they are known n_blocks and voice_blocks, as `count_words` gives them; one
            row per voice and word. Count one event, or keyness tells who speaks of which event.
        prior: how many words the prior is worth, a0; as many as voices use on average, if none is given.
        min_uses: uses by all voices below which a word has too little text, and words of one below which a voice has.
        min_blocks: the same for blocks, those of the word on the side that uses it more; not asked where unknown.

    Returns:
        One row per voice and word, sorted by voice and falling z, also for words that only others use, where there is
        enough text to say so: n uses among the voice's n_all words; n_others those of all others; log_odds, z, g2,
        p_value, log_ratio, as above, and q_value, p_value with the false discovery rate held over all rows with enough
        text, rounded to four digits; enough, false for "too little text", where all these are empty. No row where there
        are fewer than two voices or two words: nothing can be held against anything.

    Raises:
        ValueError: if a voice has a word twice, or the prior is not above 0.
    """
    if prior is not None and prior <= 0:
        raise ValueError(f"the prior is {prior}; it is a number of words, above 0. Leave it out for the usual one")
    if (twice := counts.duplicated(["voice", "word"])).any():
        voice, word = counts.loc[twice, ["voice", "word"]].iloc[0]
        raise ValueError(f"the word {word!r} has two rows for {voice!r}; add them up: one row per voice and word")
    if counts[["voice", "word"]].nunique().lt(2).any():
        whole = ["n", "n_all", "n_others"]
        columns = {"voice": "str", "word": "str", **dict.fromkeys(whole, "int64"), **dict.fromkeys(_FIGURES, "float64")}
        return counts.head(0).reindex(columns=[*columns, "enough"]).astype({**columns, "enough": "bool"})
    table = counts.pivot(index="voice", columns="word", values="n").fillna(0).sort_index().sort_index(axis=1)
    own = table.to_numpy(float)
    figures = _measure(own, own.sum() / len(own) if prior is None else prior)
    enough = (own.sum(axis=0) >= min_uses) & (own.sum(axis=1, keepdims=True) >= min_uses)
    if "n_blocks" in counts:
        enough &= _count_blocks_of_words(counts, own) >= min_blocks
    if "voice_blocks" in counts:
        enough &= counts.groupby("voice")["voice_blocks"].max().sort_index().to_numpy()[:, None] >= min_blocks
    index = pd.MultiIndex.from_product([table.index, table.columns])
    found = pd.DataFrame({name: values.ravel() for name, values in figures.items()}, index=index).reset_index()
    found["enough"] = enough.ravel()
    tested = found.loc[found["enough"], "p_value"]
    found["q_value"] = pd.Series(
        stats.false_discovery_control(tested) if len(tested) else [], tested.index, dtype=float
    )
    found[_FIGURES] = found[_FIGURES].round(DIGITS).where(found["enough"])
    found[["n", "n_all", "n_others"]] = found[["n", "n_all", "n_others"]].astype(int)
    found = found[found["enough"] | (found["n"] > 0)]
    found = found.sort_values(["voice", "z", "word"], ascending=[True, False, True], ignore_index=True)
    return found[["voice", "word", "n", "n_all", "n_others", *_FIGURES, "enough"]]


_FIGURES = ["log_odds", "z", "g2", "p_value", "q_value", "log_ratio"]


def _count_blocks_of_words(counts: pd.DataFrame, own: np.ndarray) -> np.ndarray:
    """In how many blocks each word stands, on the side that uses it more for its size."""
    blocks = counts.pivot(index="voice", columns="word", values="n_blocks").fillna(0).sort_index().sort_index(axis=1)
    known = blocks.to_numpy(float)
    sizes = own.sum(axis=1, keepdims=True)
    more = own * (own.sum() - sizes) >= (own.sum(axis=0) - own) * sizes
    return np.where(more, known, known.sum(axis=0) - known)


def _measure(own: np.ndarray, prior: float) -> dict[str, np.ndarray]:
    """The three measures of each voice (row) and word (column)."""
    total = own.sum()
    size = np.broadcast_to(own.sum(axis=1, keepdims=True), own.shape)
    others, others_size = own.sum(axis=0) - own, total - size

    share = prior * own.sum(axis=0) / total
    odds = np.log((own + share) / (size + prior - own - share))
    others_odds = np.log((others + share) / (others_size + prior - others - share))
    log_odds = odds - others_odds
    error = np.sqrt(1 / (own + share) + 1 / (others + share))

    g2 = 2 * sum(
        np.where(seen > 0, seen * np.log(np.where(seen > 0, seen, 1) * total / (row * column)), 0)
        for seen, row, column in (
            (own, size, own + others),
            (others, others_size, own + others),
            (size - own, size, total - own - others),
            (others_size - others, others_size, total - own - others),
        )
    )
    g2 = np.maximum(g2, 0)
    ratio = np.log2(np.where(own > 0, own, 0.5) / size) - np.log2(np.where(others > 0, others, 0.5) / others_size)
    return {
        "n": own, "n_all": size, "n_others": others, "log_odds": log_odds, "z": log_odds / error,
        "g2": g2, "p_value": stats.chi2.sf(g2, 1), "log_ratio": ratio,
    }  # fmt: skip
