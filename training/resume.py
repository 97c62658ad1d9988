"""Write the config of a training that goes on from a model: `python training/resume.py CONFIG MODEL TARGET`."""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.util import load_config


def main(config: Path, model: Path, target: Path) -> None:
    """Take every component from the model; the rest is as it was."""
    described = load_config(config, interpolate=False)
    for name in described["nlp"]["pipeline"]:
        described["components"][name] = {"source": str(model.resolve())}
    described.to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
