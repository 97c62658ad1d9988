"""Statements of invented voices, drawn from a known truth: voices have works, works blocks, blocks statements."""

from __future__ import annotations

import numpy as np
import pandas as pd

FRAMES = np.array(["coup", "rising", "chaos"])


def statements(
    seed: int,
    *,
    events: int = 1,
    voices: int = 2,
    works: int = 1,
    more_blocks: float = 2,
    between_works: float = 0.5,
    between_blocks: float = 1.0,
    between_voices: float = 0.0,
) -> pd.DataFrame:
    """Draw statements: frames and polarity hang on the voice, the work and the block, each by so much (in logits).

    A work has one block and as many more as a Poisson draw gives; a block one statement or up to three more.
    """
    lots = np.random.default_rng(seed)
    n_blocks = 1 + lots.poisson(more_blocks, (events, voices, works))
    event, voice, work = np.unravel_index(np.repeat(np.arange(n_blocks.size), n_blocks.ravel()), n_blocks.shape)
    leaning = np.array([0.5, 0.0, -0.5]) + between_blocks * lots.standard_normal((len(event), 3))
    leaning += between_works * lots.standard_normal((*n_blocks.shape, 3))[event, voice, work]
    leaning += between_voices * lots.standard_normal((events, voices, 3))[event, voice]
    block = np.repeat(np.arange(len(event)), 1 + lots.binomial(3, 0.25, len(event)))
    chosen = (leaning[block] + lots.gumbel(size=(len(block), 3))).argmax(axis=1)
    return pd.DataFrame(
        {
            "event": [f"event-{i:03d}" for i in event[block]],
            "voice": [f"voice-{i:03d}" for i in voice[block]],
            "work": [f"work-{i:02d}" for i in work[block]],
            "block": block,
            "frame": FRAMES[chosen],
            "polarity": chosen - 1,
        }
    )


def expect_shares(*, spread: float) -> np.ndarray:
    """Work out the shares of the frames among all that such voices could say, by a very large draw."""
    leaning = np.array([0.5, 0.0, -0.5]) + spread * np.random.default_rng(1).standard_normal((400_000, 3))
    odds = np.exp(leaning)
    shares: np.ndarray = (odds / odds.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares
