"""Layers: one network per voice or per document, and in what two of them differ.

In comes what `units.list_named` lists, out go pairs per layer, the difference of two layers, and who names whom. A
layer is held against its own chance: what a document ties together is measured by how often *it* names each of the two.
Leaves out how layers are drawn (`network_charts`).

    >>> named = pd.DataFrame({"unit": [0, 0, 1], "block": ["faq:0-9", "faq:0-9", "lih:0-9"],
    ...                       "voice": ["faq", "faq", "lih"], "entity": ["kester", "orlov", "kester"]})
    >>> count_layers(named)[0][["layer", "source", "target", "n_blocks"]].values.tolist()
    [['faq', 'kester', 'orlov', 1]]
    >>> count_namings(named, by="voice").values.tolist()
    [['faq', 'kester', 1], ['faq', 'orlov', 1], ['lih', 'kester', 1]]
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import stats

from dhkit.chance import Chance, find_q_values, fit_chance
from dhkit.networks import count_pairs, hold_pairs
from dhkit.units import cross_named

LAYERS = ("document", "voice")

_SIDES = ("one", "other")


def _layer_of(named: pd.DataFrame, by: str) -> pd.Series[str]:
    if by not in LAYERS:
        raise ValueError(f"by is {by!r}; a network can be cut into layers by {' or '.join(LAYERS)}")
    return named["voice"] if by == "voice" else named["block"].str.rsplit(":", n=1).str[0]


def choose_layers(named: pd.DataFrame, *given: str, by: str = "document") -> tuple[str, ...]:
    """Choose the layers to be compared: those that are given, and in the place of each empty key the fullest other one.

    Args:
        named: made by `units.list_named`.
        given: keys of documents or voices; an empty one leaves the choice to the corpus.
        by: `document` or `voice`.

    Returns:
        As many keys as are given. Chosen are those with the most units in which two or more are named together, then
        the first in the alphabet; a key stays empty where no other layer names anybody.

    Example:
        >>> named = pd.DataFrame({"unit": [0, 0, 1], "block": ["faq:0-9", "faq:0-9", "lih:0-9"], "voice": "us"})
        >>> choose_layers(named, "", "lih"), choose_layers(named, "", "", "")
        (('faq', 'lih'), ('faq', 'lih', ''))
    """
    layer = _layer_of(named, by)
    shared = named.groupby("unit")["unit"].transform("size").gt(1)
    units = named.assign(layer=layer)[shared].groupby("layer")["unit"].nunique()
    counted = units.reindex(sorted(set(layer)), fill_value=0).sort_values(ascending=False, kind="stable")
    free = iter(key for key in counted.index if key not in given)
    return tuple(key or next(free, "") for key in given)


def count_layers(named: pd.DataFrame, *, by: str = "document") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count and test the pairs of each layer by itself.

    Args:
        named: made by `units.list_named`.
        by: `document` or `voice`.

    Returns:
        Two frames as of `networks.count_comentions`, with the column layer before the others: the key of the document
        or voice, sorted. The false discovery rate is held inside each layer.
    """
    layer = _layer_of(named, by)
    counted = {key: count_pairs(_renumber(rows)) for key, rows in named.groupby(layer, sort=True)}
    comentions, blocks = (
        pd.concat([frames[i].assign(layer=key) for key, frames in counted.items()] or [frame], ignore_index=True)
        for i, frame in enumerate(count_pairs(named.head(0)))
    )
    told = [frame.assign(layer=frame.get("layer", pd.Series(dtype="str"))) for frame in (comentions, blocks)]
    first, second = (frame[["layer", *(name for name in frame if name != "layer")]] for frame in told)
    return first, second


def _renumber(named: pd.DataFrame) -> pd.DataFrame:
    return named.assign(unit=pd.factorize(named["unit"], sort=True)[0])


def compare_layers(
    named: pd.DataFrame,
    one: str,
    other: str,
    *,
    by: str = "document",
    min_blocks: int = 2,
    max_q: float = 0.05,
) -> pd.DataFrame:
    """Compare two layers tie by tie: which ties only one of them draws, and which of these differences are no chance.

    A layer *draws* a tie that has the blocks and the q_value. That the other does not draw it may mean that it has too
    little text; so each difference is tested. Given all units in which either names the two together, as many as its
    expectation lets expect should be the one layer's (a binomial test of two rates): how often each layer names each of
    the two is allowed for, and only what it makes of them is compared. Where one layer does not name one of the two at
    all, there is nothing to test: it does not leave them apart, it leaves them out.

    Args:
        named: made by `units.list_named`.
        one: key of a document or voice.
        other: another.
        by: `document` or `voice`.
        min_blocks: fewest shared units of a tie that is drawn.
        max_q: largest q_value of a tie that is drawn.

    Returns:
        One row per pair that either names together, sorted by source and target: n_one and n_other, the shared units in
        each; expected_one, expected_other; q_one, q_other (1 where they share none); drawn (both, one, other, neither);
        ratio, how many times as far above its expectation the first is as the second (0.5 is added to each count);
        state: tested, rare (under two units in both layers together), unnamed; p_value, two-sided, and q_value, with
        the false discovery rate held over the pairs that are tested, both empty for the rest. No row if a key is
        empty: a corpus may have no second layer (`choose_layers`).

    Raises:
        ValueError: if a layer that is told names nobody.
    """
    layer = _layer_of(named, by)
    if not (one and other):
        named = named.head(0)
    sides = [
        _hold_layer(named[layer[named.index].eq(key)], key, by, sorted(set(layer[named.index]))) for key in (one, other)
    ]
    keys = ["source", "target"]
    frame = sides[0][0].merge(sides[1][0], on=keys, how="outer", suffixes=("_one", "_other"), sort=True)
    frame = frame.sort_values(keys, ignore_index=True)
    for (_, units, chance), side in zip(sides, _SIDES, strict=True):
        ends = [frame[key].map(units) for key in keys]
        known = ends[0].notna() & ends[1].notna()
        expected = pd.Series(0.0, index=frame.index)
        expected[known] = chance.expect(*(end[known].to_numpy(np.int64) for end in ends))
        frame[f"expected_{side}"], frame[f"known_{side}"] = expected, known
        frame[f"n_{side}"] = frame[f"n_{side}"].fillna(0).astype("int64")
        frame[f"q_{side}"] = frame[f"q_{side}"].fillna(1.0)
        frame[f"draws_{side}"] = frame[f"n_{side}"].ge(min_blocks) & frame[f"q_{side}"].le(max_q)
    draws = [frame[f"draws_{side}"] for side in _SIDES]
    frame["drawn"] = np.select([draws[0] & draws[1], draws[0], draws[1]], ["both", "one", "other"], "neither")
    lifts = [(frame[f"n_{side}"] + 0.5) / (frame[f"expected_{side}"] + 0.5) for side in _SIDES]
    frame["ratio"] = lifts[0] / lifts[1]
    total = frame["n_one"] + frame["n_other"]
    named_by_both = frame["known_one"] & frame["known_other"]
    frame["state"] = np.select([~named_by_both, total.lt(2)], ["unnamed", "rare"], "tested")
    rows = frame[frame["state"].eq("tested")]
    share = rows["expected_one"] / (rows["expected_one"] + rows["expected_other"])
    tails = [
        stats.binom.cdf(rows["n_one"], rows["n_one"] + rows["n_other"], share),
        stats.binom.sf(rows["n_one"] - 1, rows["n_one"] + rows["n_other"], share),
    ]
    frame["p_value"], frame["q_value"] = np.nan, np.nan
    frame.loc[rows.index, "p_value"] = np.minimum(1.0, 2 * np.minimum(*tails)) if len(rows) else []
    p_values = frame.loc[rows.index, "p_value"].to_numpy(np.float64)
    frame.loc[rows.index, "q_value"] = find_q_values(p_values, len(rows))
    told = [f"{name}_{side}" for name in ("n", "expected", "q") for side in _SIDES]
    return frame[[*keys, *told, "drawn", "ratio", "state", "p_value", "q_value"]]


def _hold_layer(named: pd.DataFrame, key: str, by: str, known: list[str]) -> tuple[pd.DataFrame, pd.Series, Chance]:
    """The pairs of one layer with n and q, the units of each entity, and the layer's chance."""
    if named.empty and known:
        raise ValueError(f"the {by} {key!r} names nobody; those that do: {', '.join(known)}")
    units, columns, keys = cross_named(_renumber(named))
    first, second, tested = hold_pairs(units, columns, len(keys))
    n_units = np.bincount(columns, minlength=len(keys))
    pairs = pd.DataFrame(
        {"source": keys[first], "target": keys[second], "n": tested["shared"], "q": tested["q_value"]}
    ).astype({"source": "str", "target": "str"})
    return pairs, pd.Series(n_units, index=keys), fit_chance(n_units, np.bincount(units))


def count_namings(named: pd.DataFrame, *, by: str = "voice") -> pd.DataFrame:
    """Count who names whom.

    Args:
        named: made by `units.list_named`.
        by: `voice` or `document`.

    Returns:
        One row per voice (or document) and entity it names, sorted by both: n_blocks.
    """
    rows = named.assign(**{by: _layer_of(named, by)})
    counted = rows.groupby([by, "entity"], sort=True)["block"].nunique()
    return counted.rename("n_blocks").reset_index()


def naming_graph(namings: pd.DataFrame, voices: pd.DataFrame, entities: pd.DataFrame) -> nx.Graph[str]:
    """Make a bipartite graph of voices and the entities they name.

    A historian who is named by others is two nodes: `voice:` and `entity:` stand before the keys.

    Args:
        namings: made by `count_namings`, by voice.
        voices: the table `voices`.
        entities: the table `entities`.

    Returns:
        A graph whose nodes have label and side (voice or entity), and whose edges have n_blocks.
    """
    labels = {
        "voice": voices.set_index("voice")["name"],
        "entity": entities.set_index("entity")["label"],
    }
    graph: nx.Graph[str] = nx.Graph()
    for side, known in labels.items():
        for key in sorted(set(namings[side])):
            graph.add_node(f"{side}:{key}", label=str(known.get(key, key)), side=side)
    for voice, entity, n in namings[["voice", "entity", "n_blocks"]].itertuples(index=False, name=None):
        graph.add_edge(f"voice:{voice}", f"entity:{entity}", n_blocks=int(n))
    return graph
