"""How long co-mentions of many blocks take, and how near the null comes to worlds drawn by lot.

Run by hand: `python benchmarks/networks.py [TABLES_FOLDER]`. The first lines need no corpus. With the tables of one,
p of its pairs is held against curveball worlds of the same corpus (some minutes).

Measured on two cores shared with other work (Python 3.11, numpy 2.4, scipy 1.17): see the end of this file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from dhkit.chance import find_p_values, fit_chance
from dhkit.networks import count_comentions
from dhkit.rewiring import count_shared, rewire
from dhkit.tables import read_tables
from dhkit.units import cross_named, list_named

BLOCKS, ENTITIES, WORLDS = 100_000, 5_000, 1_000


def make_tables(n_blocks: int, n_entities: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make tables of blocks with four names on average, and some lists; fame falls as in real corpora (Zipf)."""
    lots = np.random.default_rng(1)
    fame = np.cumsum(1 / np.arange(1, n_entities + 1))
    sizes = 1 + lots.negative_binomial(1, 0.25, n_blocks)
    drawn = np.searchsorted(fame, lots.random(sizes.sum()) * fame[-1])
    keys = np.array([f"block:{i:06}" for i in range(n_blocks)])
    utterances = pd.DataFrame(
        {
            "utterance": keys,
            "block": keys,
            "voice": np.char.add("voice-", lots.integers(0, 300, n_blocks).astype(str)),
            "state": "certain",
        }
    )
    names = np.array([f"entity-{i:04}" for i in range(n_entities)])
    mentions = pd.DataFrame({"utterance": np.repeat(keys, sizes), "entity": names[drawn]})
    return mentions, utterances, pd.DataFrame({"entity": names, "kind": "person"})


def main(tables_folder: Path | None) -> None:
    """Time a large corpus; hold the p of a real one against lots."""
    mentions, utterances, entities = make_tables(BLOCKS, ENTITIES)
    started = perf_counter()
    comentions, _ = count_comentions(mentions, utterances, entities)
    took = perf_counter() - started
    false = int(comentions["q_value"].le(0.05).sum())
    sys.stdout.write(
        f"{BLOCKS:,} blocks, {len(mentions):,} mentions of {ENTITIES:,} entities: {len(comentions):,} pairs "
        f"in {took:.1f} s; {false} of them with q 0.05 or less, where all are false\n"
    )
    if tables_folder is None:
        return
    tables = read_tables(tables_folder)
    named = list_named(tables["mentions"], tables["utterances"], tables["entities"])
    units, columns, keys = cross_named(named)
    held = [
        columns[part].tolist()
        for part in np.split(np.argsort(units, kind="stable"), np.cumsum(np.bincount(units))[:-1])
    ]
    observed = count_shared(held, len(keys))
    reached, mean = np.zeros_like(observed), np.zeros(observed.shape)
    started = perf_counter()
    for world in rewire(held, draws=WORLDS):
        shared = count_shared(world, len(keys))
        reached += shared >= observed
        mean += shared / WORLDS
    first, second = np.triu_indices(len(keys), 1)
    n_units = np.diag(observed)
    model = fit_chance(n_units, np.bincount(units))
    drawn, met = reached[first, second] / WORLDS, observed[first, second] > 0
    kept = met & (drawn > 0.02) & (drawn < 0.9)
    a, b = n_units[first][kept], n_units[second][kept]
    ratio = find_p_values(observed[first, second][kept], a, b, model.even_units(a, b)) / drawn[kept]
    often = mean[first, second] > 0.5
    expected = model.expect(n_units[first][often], n_units[second][often]) / mean[first, second][often]
    plain = n_units[first][often] * n_units[second][often] / len(held) / mean[first, second][often]
    took = perf_counter() - started
    sys.stdout.write(
        f"{tables_folder.name}: {len(held)} units, {len(keys)} entities, {WORLDS} worlds in {took:.0f} s\n"
        f"expected over drawn, {often.sum()} pairs over 0.5: {_spread(expected)}; forgetting lengths {_spread(plain)}\n"
        f"p over drawn p, {kept.sum()} pairs from 0.02 to 0.9: {_spread(ratio)}\n"
    )


def _spread(values: np.ndarray) -> str:
    return "median {1:.3f} (5 to 95 in 100: {0:.2f} to {2:.2f})".format(*np.percentile(values, [5, 50, 95]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
