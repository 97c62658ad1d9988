"""How each voice tells events: in which frames, event by event, and how far such profiles lie apart.

Owns the matrices behind `similarity` and `trees`: statements of each voice by event and frame, as they are or as drawn
anew. Leaves out which pairs have enough text (`similarity`) and who joins whom (`trees`).

**Distance** of two voices: for each event the Jensen-Shannon distance of their frame profiles, squared, in bits,
weighted by the event's share in all statements and added up; and the root of that. It is a true distance, 0 to 1, and
is defined where one voice never uses a frame, as Kullback and Leibler's is not. A profile of few blocks is mostly
chance, and chance makes everybody look remote. So each profile is drawn towards that of all voices on the event, which
weighs as much as `PRIOR_BLOCKS` blocks, the fewest that count as enough: who has no more is half himself and half
everybody. An event of which a voice says nothing does not part it from the average.

    >>> said = pd.DataFrame({"voice": ["cohn"] * 6 + ["lih"] * 6, "event": "october", "block": range(12), "work": "w",
    ...                      "frame": ["coup"] * 6 + ["uprising"] * 5 + ["coup"]})
    >>> profiles = Profiles(said, ["cohn", "lih"])
    >>> profiles.measure_distances(profiles.count()).round(4).tolist()
    [[0.4952]]

Sources:
    Endres, D., Schindelin, J. (2003), IEEE Transactions on Information Theory 49, 1858-1860 (a true distance).
    Agresti, A., Hitchcock, D. (2005), Statistical Methods and Applications 14, 297-330 (shrinking shares).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from dhkit.evidence import MIN_BLOCKS, count_evidence
from dhkit.networks import SEED
from dhkit.resampling import draw_blocks, make_lots, number

PRIOR_BLOCKS = MIN_BLOCKS
"""How many blocks the profile of all voices weighs in that of each."""


def choose_voices(statements: pd.DataFrame, min_statements: int, min_blocks: int) -> tuple[pd.DataFrame, list[str]]:
    """Choose the voices with enough text over all events: what they state, and their keys, sorted."""
    evidence = count_evidence(statements, by=["voice"], min_statements=min_statements, min_blocks=min_blocks)
    voices = evidence.loc[evidence["enough"], "voice"].tolist()
    return statements[statements["voice"].isin(voices)].reset_index(drop=True), voices


class Profiles:
    """Statements of chosen voices as matrices: a row per block of a voice, a column per frame of an event.

    Args:
        told: statements (`evidence.list_statements`) of the voices, with an index from 0.
        voices: their keys.
    """

    def __init__(self, told: pd.DataFrame, voices: list[str]) -> None:
        column = number(told["event"], told["frame"])
        kinds = np.unique(column, return_index=True)[1]
        self.voices = voices
        self.event = number(told["event"].iloc[kinds])
        self.weight = (np.bincount(number(told["event"])) / max(1, len(told)))[self.event]
        self.blocks, self.works = [], []
        for voice in voices:
            rows = np.flatnonzero(told["voice"].eq(voice))
            block = number(told["work"].iloc[rows], told["block"].iloc[rows])
            counts = np.zeros((block.max() + 1, len(kinds)))
            np.add.at(counts, (block, column[rows]), 1)
            self.blocks.append(counts)
            self.works.append(number(told["work"].iloc[rows].iloc[np.unique(block, return_index=True)[1]]))

    def count(self, draws: int = 0, seed: int = SEED) -> list[tuple[np.ndarray, np.ndarray]]:
        """Count for each voice its statements by draw and column, and its blocks that speak of the column's event.

        Without draws they are counted once, as they are.
        """
        counted = []
        for voice, blocks, works in zip(self.voices, self.blocks, self.works, strict=True):
            speaks = (self._by_event(blocks) > 0).astype(float)
            drawn = np.ones((1, len(blocks)))
            if draws:
                drawn = draw_blocks(works, draws, make_lots("similarity", voice, seed=seed)).astype(float)
            counted.append((drawn @ blocks, drawn @ speaks))
        return counted

    def _by_event(self, counts: np.ndarray) -> np.ndarray:
        """The sums over the frames of an event, in the place of each frame."""
        starts = np.flatnonzero(np.diff(self.event, prepend=-1))
        sums: np.ndarray = np.add.reduceat(counts, starts, axis=-1)[..., self.event]
        return sums

    def agree(self, counted: list[tuple[np.ndarray, np.ndarray]], i: int, j: int) -> np.ndarray:
        """Find the share of pairs of statements on one event, one of each voice, that are in one frame; by draw."""
        one, other = counted[i][0], counted[j][0]
        first = np.flatnonzero(np.diff(self.event, prepend=-1))
        pairs = (self._by_event(one) * self._by_event(other))[:, first].sum(axis=1)
        shares: np.ndarray = np.where(pairs > 0, (one * other).sum(axis=1) / np.maximum(pairs, 1), np.nan)
        return shares

    def measure_distances(self, counted: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        """Measure how far each two voices lie apart: a row per draw, a column per pair in the order of combinations."""
        everybody = self._share(np.sum([counts for counts, _ in counted], axis=0))
        profiles = []
        for counts, blocks in counted:
            own = blocks / (blocks + PRIOR_BLOCKS)
            profiles.append(own * self._share(counts) + (1 - own) * everybody)
        surprise = [self._surprise(profile) for profile in profiles]
        squares = [
            self._surprise((profiles[i] + profiles[j]) / 2) - (surprise[i] + surprise[j]) / 2
            for i, j in combinations(range(len(profiles)), 2)
        ]
        # Rounded, so that what is equally far apart is so on every machine, and joins in the order of the voices.
        distances: np.ndarray = np.sqrt(np.maximum(np.column_stack(squares).round(9), 0))
        return distances

    def _share(self, counts: np.ndarray) -> np.ndarray:
        shares: np.ndarray = counts / np.maximum(self._by_event(counts), 1)
        return shares

    def _surprise(self, profile: np.ndarray) -> np.ndarray:
        """The entropy of each draw's profile, in bits, events weighted by their share in all statements."""
        surprise: np.ndarray = -(self.weight * profile * np.log2(np.where(profile > 0, profile, 1))).sum(axis=1)
        return surprise
