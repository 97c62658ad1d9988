"""Write the config of a training that goes on from a model.

`python training/resume.py CONFIG MODEL TARGET [STEPS]`; with STEPS the rate of learning falls to nothing within them,
batches are larger and more is dropped out: the last stage, in which a model settles.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.util import load_config


def main(config: Path, model: Path, target: Path, steps: int | None = None) -> None:
    """Take every component from the model; the rest is as it was."""
    described = load_config(config, interpolate=False)
    for name in described["nlp"]["pipeline"]:
        described["components"][name] = {"source": str(model.resolve())}
    training = described["training"]
    training["batcher"]["size"]["start"] = 600
    training["optimizer"]["learn_rate"] = 0.0008
    if steps:
        training["max_steps"], training["dropout"], training["eval_frequency"] = steps, 0.2, 500
        training["batcher"]["size"] = 1500
        training["optimizer"]["learn_rate"] = {
            "@schedules": "warmup_linear.v1",
            "initial_rate": 0.0008,
            "warmup_steps": 50,
            "total_steps": steps,
        }
    described.to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *map(int, sys.argv[4:5]))
