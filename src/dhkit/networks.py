"""Who is named together with whom, and how far that is more than chance.

Owns co-mentions: two entities that one voice names in one unit. In come the tables of mentions, utterances and
entities, out go the tables `comentions` and `comention_blocks` of the contract. Leaves out what a unit is (`units`),
what chance would bring (`chance`), what the pairs make together (`graphs`) and how names were found (`entities`). No
text is read here.

    >>> mentions = pd.DataFrame({"utterance": ["u1", "u1", "u2"], "entity": ["kester", "orlov", "kester"]})
    >>> utterances = pd.DataFrame({"utterance": ["u1", "u2"], "block": ["faq:0-90", "faq:91-99"],
    ...                            "voice": "service", "state": "certain"})
    >>> entities = pd.DataFrame({"entity": ["kester", "orlov"], "kind": "person"})
    >>> comentions, blocks = count_comentions(mentions, utterances, entities)
    >>> comentions[["source", "target", "n_blocks", "expected", "voices"]].values.tolist()
    [['kester', 'orlov', 1, 1.0, 'service']]
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse

from dhkit.chance import find_p_values, find_q_values, fit_chance, weigh
from dhkit.tables import dtypes
from dhkit.units import KINDS, cross_named, list_named

__all__ = ["KINDS", "SEED", "count_comentions", "count_pairs", "hold_pairs", "locate_comentions"]

SEED = 1917
"""Where every drawing of lots in the analysis begins, so that a second run gives the same result."""


def count_comentions(
    mentions: pd.DataFrame,
    utterances: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    kinds: Collection[str] = KINDS,
    unit: str = "block",
    window: int = 3,
    sentences: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the blocks in which one voice names two entities, and hold the count against chance.

    Chance means: every unit names as many entities as it does and every entity is named in as many units as it is,
    but who stands with whom is drawn by lot (`chance`). Where lists of forty names bring everybody together, any two
    are expected to meet more often; so are two names that are everywhere. Where a pair met does not matter to it: two
    who meet in lists only are as much of a finding as two who meet in short passages.

    Args:
        mentions: the table `mentions`.
        utterances: the table `utterances`; it gives block and voice.
        entities: the table `entities`; it gives the kind.
        kinds: kinds of entity to count.
        unit: `block`, `utterance` or `window`: how near two names must stand (`units` argues for the block).
        window: sentences in a window.
        sentences: made by `units.split_sentences`, for windows.

    Returns:
        Two frames with the columns and types of the contract.

        `comentions`, one row per unordered pair named together at least once, sorted by source and target:
        n_blocks counts distinct blocks; expected (in units), weight (normalised pointwise mutual information,
        -1 never together, 0 as chance, 1 only together) and p_value (so many shared units or more) follow the null;
        q_value is p_value with the false discovery rate held over **all** pairs of entities, those never together
        included; voices are joined by "; ".

        `comention_blocks`, one row per pair and block, sorted by source, target and block's key.
    """
    return count_pairs(
        list_named(mentions, utterances, entities, kinds=kinds, unit=unit, window=window, sentences=sentences)
    )


def count_pairs(named: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count and test the pairs of what `units.list_named` lists, or of some of its rows; as `count_comentions`."""
    units, columns, keys = cross_named(named)
    first, second, tested = hold_pairs(units, columns, len(keys))
    # A pair and a unit are numbers until the last step: names take ten times as long.
    order = np.argsort(units, kind="stable")
    left, right = _pair_up(units[order])
    left, right = order[left], order[right]
    swap = columns[left] > columns[right]
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    pair = np.searchsorted(first * len(keys) + second, columns[left] * len(keys) + columns[right])
    comentions = pd.DataFrame({"source": keys[first], "target": keys[second], **tested})

    block, n_shared = _distinct(pair, named["block"].iloc[left], len(first))
    voice, n_voices = _distinct(pair, named["voice"].iloc[left], len(first))
    comentions["n_blocks"] = n_shared
    ends = np.cumsum(n_voices)
    comentions["voices"] = ["; ".join(voice[end - n : end]) for end, n in zip(ends, n_voices, strict=True)]
    source, target = (np.repeat(keys[end], n_shared) for end in (first, second))
    blocks = pd.DataFrame({"source": source, "target": target, "block": block})
    return _in_contract("comentions", comentions), _in_contract("comention_blocks", blocks)


def hold_pairs(
    units: np.ndarray, columns: np.ndarray, n_entities: int
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Hold each pair of entities against chance.

    Args:
        units: the unit of each naming, as a number from 0.
        columns: the entity of each naming, as a number from 0; each once per unit.
        n_entities: how many entities there are.

    Returns:
        Of each pair that shares a unit its first and second entity, in this order, and by name its shared units
        (`shared`), expected, weight, p_value, q_value.
    """
    incidence = sparse.csr_array(
        (np.ones(len(units), np.int64), (units, columns)), shape=(units.max(initial=-1) + 1, n_entities)
    )
    together = sparse.triu(incidence.T @ incidence, k=1).tocoo()
    order = np.lexsort((together.col, together.row))
    first, second, shared = together.row[order], together.col[order], together.data[order]
    n_units, n_names = np.bincount(columns, minlength=n_entities), np.bincount(units)
    chance = fit_chance(n_units[n_units > 0], n_names[n_names > 0])
    # Most pairs of a large corpus share their three numbers with many others: each triple is worked out once.
    triples = np.stack([shared, n_units[first], n_units[second]]).astype(np.int64)
    cases, where = np.unique(triples, axis=1, return_inverse=True) if len(shared) else (triples, np.empty(0, np.int64))
    k, a, b = cases
    even = chance.even_units(a, b)
    p_value = find_p_values(k, a, b, even)[where]
    return (
        first.astype(np.int64),
        second.astype(np.int64),
        {
            "shared": shared,
            "expected": chance.expect(a, b)[where],
            "weight": weigh(k, a, b, even)[where],
            "p_value": p_value,
            # A pair never named together has p = 1. It counts as a test all the same, without a row of its own.
            "q_value": find_q_values(p_value, n_entities * (n_entities - 1) / 2),
        },
    )


def _pair_up(units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of places of a sorted array that hold the same unit."""
    places = np.arange(len(units))
    after = np.searchsorted(units, units, "right") - places - 1  # namings behind each, in the same unit
    left = np.repeat(places, after)
    step = np.arange(len(left)) - np.repeat(np.cumsum(after) - after, after)
    return left, left + 1 + step


def _distinct(pair: np.ndarray, values: pd.Series, n_pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """The different values of each pair, sorted inside it, and how many these are."""
    numbers, names = pd.factorize(values, sort=True)
    found = np.unique(pair * max(len(names), 1) + numbers)
    return np.asarray(names)[found % max(len(names), 1)], np.bincount(found // max(len(names), 1), minlength=n_pairs)


def _in_contract(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    types = dtypes(name)
    return frame[list(types)].astype(types)


def locate_comentions(comention_blocks: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Find the passages in which pairs are named together, each pair both ways round.

    Returns:
        One row per ordered pair and block, sorted by source, target, document and start: block, and its document,
        start and end.
    """
    there = comention_blocks.merge(blocks[["block", "document", "start", "end"]], on="block")
    back = there.rename(columns={"source": "target", "target": "source"})
    both = pd.concat([there, back[there.columns]])
    return both.sort_values(["source", "target", "document", "start"], ignore_index=True)
