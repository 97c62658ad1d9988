"""Which voices stand together: a tree of voices, and which of its joints the passages at hand bear out.

In come statements (`evidence.list_statements`), out goes one row per voice and per joint. The least distant voices are
joined (`profiles` says what distance is), then groups by the mean distance of their voices. Works, or blocks where
these are too few, are then drawn anew for every voice (`resampling`) and the tree is grown again: a joint is as firm as
the share of trees that hold just its voices together. Any table of distances makes a tree, also one of pure chance;
only its firm joints are to be read.

    >>> frames = ["coup"] * 16 + ["uprising"] * 8
    >>> said = pd.DataFrame({"voice": ["cohn"] * 8 + ["figes"] * 8 + ["lih"] * 8, "event": "october",
    ...                      "block": range(24), "work": "w", "frame": frames})
    >>> grow_tree(said)[["voices", "height", "support", "firm"]].values.tolist()[3:]
    [['cohn; figes', 0.0, 1.0, True], ['cohn; figes; lih', 0.6575, 1.0, True]]

Sources:
    Felsenstein, J. (1985), Evolution 39, 783-791 (the share of bootstrap trees with a joint).
    Hillis, D., Bull, J. (1993), Systematic Biology 42, 182-192 (from 70 in 100 on it was usually right, where known).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import average, leaves_list

from dhkit.evidence import DIGITS, MIN_BLOCKS, MIN_STATEMENTS
from dhkit.networks import SEED
from dhkit.profiles import Profiles, choose_voices

FIRM = 0.7
"""Share of trees from which a joint is read."""

TREES = 1000


def grow_tree(
    statements: pd.DataFrame,
    *,
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
    trees: int = TREES,
    seed: int = SEED,
) -> pd.DataFrame:
    """Join the voices that are least distant, then the groups, into one tree; and see which joints hold.

    Groups are joined by the mean distance of their voices (average linkage).

    Args:
        statements: made by `evidence.list_statements`, of one event or several.
        min_statements: statements below which a voice is left out.
        min_blocks: the same, for blocks.
        trees: how many trees are grown from passages drawn anew.
        seed: start of the drawing of lots.

    Returns:
        One row per voice, then one per joint, from the first joined to the root: node, its number; voice, empty for a
        joint; voices under it, joined by "; ", and n_voices; height, the distance at which it is joined, 0 for a
        voice; parent, the node above it, -1 for the root; position, its place across the tree; support, the share of
        trees that hold just these voices together (1 for a voice and for the root); firm, whether that is `FIRM` or
        more. Heights, positions and support are rounded to four digits. There is no joint where fewer than two voices
        have enough text.
    """
    chosen, names = choose_voices(statements, min_statements, min_blocks)
    table = pd.DataFrame({"node": range(len(names)), "voice": names, "voices": names, "n_voices": 1, "height": 0.0})
    table = table.assign(parent=-1, position=0.0, support=1.0)
    if len(names) > 1:
        profiles = Profiles(chosen, names)
        joints = average(profiles.measure_distances(profiles.count())[0])
        again = profiles.measure_distances(profiles.count(trees, seed))
        table = _add_joints(table, joints, Counter(clade for drawn in again for clade in _list_clades(average(drawn))))
        table["support"] = table["support"].where(table["n_voices"].eq(1), table["support"] / trees)
    figures = ["height", "position", "support"]
    return table.assign(**table[figures].astype(float).round(DIGITS), firm=table["support"].ge(FIRM))


def _add_joints(table: pd.DataFrame, joints: np.ndarray, held: Mapping[frozenset[int], int]) -> pd.DataFrame:
    """Add the joints to the voices of a tree, with the number of drawn trees that hold each."""
    names, places = table["voice"].tolist(), np.argsort(leaves_list(joints)).astype(float)
    nodes = table.assign(position=places).to_dict("records")
    for node, ((left, right, height, size), clade) in enumerate(
        zip(joints, _list_clades(joints), strict=True), start=len(names)
    ):
        ends = nodes[int(left)], nodes[int(right)]
        nodes.append(
            {
                "node": node,
                "voice": "",
                "voices": "; ".join(names[leaf] for leaf in sorted(clade)),
                "n_voices": int(size),
                "height": height,
                "parent": -1,
                "position": sum(end["position"] for end in ends) / 2,
                "support": held[clade],
            }
        )
        for end in ends:
            end["parent"] = node
    return pd.DataFrame(nodes)


def _list_clades(joints: np.ndarray) -> list[frozenset[int]]:
    """The voices under each joint, in the order of the joints."""
    n_voices = len(joints) + 1
    under = [frozenset([i]) for i in range(n_voices)]
    for left, right, _, _ in joints:
        under.append(under[int(left)] | under[int(right)])
    return under[n_voices:]
