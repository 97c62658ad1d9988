"""Who is named together with whom, and how far that is more than chance.

Owns co-mentions: two entities that one voice names in one block. In come the tables of mentions, utterances and
entities, out go the tables `comentions` and `comention_blocks` of the contract. Leaves out what the pairs make together
(`graphs`) and how names were found (`entities`). No text is read here.

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
from scipy import sparse, stats

from dhkit.tables import dtypes

KINDS = ("person", "organisation", "group", "place", "event")
"""The kinds of entity that make a network: all but works. A title stands beside its author because that is how one
cites, so works would tie every historian to his own books and say nothing about who is thought of together."""

SEED = 1917
"""Where every drawing of lots in the analysis begins, so that a second run gives the same result."""


def count_comentions(
    mentions: pd.DataFrame,
    utterances: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    kinds: Collection[str] = KINDS,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the blocks in which one voice names two entities, and hold the count against chance.

    The unit is **one block in one voice**: what Pipes says and what Kester says inside Pipes's paragraph are two units,
    so that nobody is tied to a name which only somebody else spoke. A block is a paragraph, bullet or extract: long
    enough for a relation to be stated, short enough that a name at its head and one at its foot belong to one
    argument. Utterances whose voice is ambiguous are left out, and so are works (see `KINDS`).

    Chance means: every entity is named in as many units as it is, but independently of every other. The number of
    shared units then follows the hypergeometric distribution over all units that name anything at all. (A null that
    also keeps the number of names of each unit is stricter where blocks differ much in length.)

    Args:
        mentions: the table `mentions`.
        utterances: the table `utterances`; it gives block and voice.
        entities: the table `entities`; it gives the kind.
        kinds: kinds of entity to count.

    Returns:
        Two frames with the columns and types of the contract.

        `comentions`, one row per unordered pair named together at least once, sorted by source and target:
        n_blocks counts distinct blocks; expected (in units), weight (normalised pointwise mutual information,
        -1 never together, 0 as chance, 1 only together) and p_value (so many shared units or more) follow the null;
        q_value is p_value with the false discovery rate held over **all** pairs of entities, those never together
        included; voices are joined by "; ".

        `comention_blocks`, one row per pair and block, sorted by source, target and block's key.

    Source:
        Bouma, G. (2009), Normalized (pointwise) mutual information in collocation extraction, Proceedings of GSCL.
        Benjamini, Y., Hochberg, Y. (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    named = _names_by_unit(mentions, utterances, entities, kinds)
    keys = np.sort(named["entity"].unique())
    units = named.groupby(["block", "voice"], sort=True).ngroup().to_numpy()
    columns = np.searchsorted(keys, named["entity"])
    incidence = sparse.csr_array(
        (np.ones(len(named), np.int64), (units, columns)), shape=(units.max(initial=-1) + 1, len(keys))
    )

    together = sparse.triu(incidence.T @ incidence, k=1).tocoo()
    order = np.lexsort((together.col, together.row))
    first, second, shared = together.row[order], together.col[order], together.data[order]
    n_named = incidence.sum(axis=0)
    tested = _test_pairs(shared, n_named[first], n_named[second], n_units=incidence.shape[0], n_entities=len(keys))

    named = named.assign(unit=units, number=columns)
    pairs = named.merge(named[["unit", "number"]], on="unit", suffixes=("", "_other"))
    pairs = pairs[pairs["number"] < pairs["number_other"]]
    pairs = pd.DataFrame(
        {
            "source": keys[pairs["number"]],
            "target": keys[pairs["number_other"]],
            "block": pairs["block"],
            "voice": pairs["voice"],
        }
    )
    pair = ["source", "target"]
    blocks = pairs[[*pair, "block"]].drop_duplicates().sort_values([*pair, "block"], ignore_index=True)
    voices = (
        pairs[[*pair, "voice"]].drop_duplicates().sort_values([*pair, "voice"]).groupby(pair)["voice"].agg("; ".join)
    )

    comentions = pd.DataFrame({"source": keys[first], "target": keys[second], **tested})
    comentions["n_blocks"] = blocks.groupby(pair).size().to_numpy(np.int64)
    comentions["voices"] = voices.to_numpy()
    return _in_contract("comentions", comentions), _in_contract("comention_blocks", blocks)


def _names_by_unit(
    mentions: pd.DataFrame, utterances: pd.DataFrame, entities: pd.DataFrame, kinds: Collection[str]
) -> pd.DataFrame:
    """One row per block, voice and entity that the voice names in the block."""
    spoken = utterances.loc[utterances["state"].ne("ambiguous"), ["utterance", "block", "voice"]]
    counted = entities.loc[entities["kind"].isin(list(kinds)), ["entity"]]
    named = mentions[["utterance", "entity"]].merge(spoken, on="utterance").merge(counted, on="entity")
    return named[["block", "voice", "entity"]].drop_duplicates(ignore_index=True)


def _test_pairs(
    shared: np.ndarray, first: np.ndarray, second: np.ndarray, *, n_units: int, n_entities: int
) -> dict[str, np.ndarray]:
    """Expected units, weight, p and q of each pair, from its shared units and those of its two ends."""
    if len(shared) == 0:
        return {name: np.empty(0) for name in ("expected", "weight", "p_value", "q_value")}
    # Most pairs of a large corpus share their three numbers with many others: each triple is worked out once.
    cases, where = np.unique(np.stack([shared, first, second]), axis=1, return_inverse=True)
    k, a, b = cases.astype(np.float64)
    p_value = stats.hypergeom.sf(k - 1, n_units, a, b)
    certain = k == n_units  # both are named in every unit: nothing to be surprised at, and nothing to divide by
    information = np.log(np.where(certain, n_units, k)) + np.log(n_units) - np.log(a) - np.log(b)
    weight = np.where(certain, 1.0, information / -np.log(np.where(certain, 0.5, k / n_units)))
    p_value, tested = p_value[where], {"expected": (a * b / n_units)[where], "weight": weight[where]}
    # A pair never named together has p = 1. It counts as a test all the same, without a row of its own.
    n_pairs = n_entities * (n_entities - 1) / 2
    q_value = np.minimum(1.0, stats.false_discovery_control(np.minimum(p_value, 1.0)) * n_pairs / len(p_value))
    return {**tested, "p_value": p_value, "q_value": q_value}


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
