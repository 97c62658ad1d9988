"""Average the weights of one model at several stages of its training: `python training/average.py TARGET MODEL MODEL…`.

Stages of one training lie in one valley; their mean lies nearer its bottom than the last of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy


def main(target: Path, *stages: Path) -> None:
    """Write the first model with the mean weights of all."""
    models = [spacy.load(path) for path in stages]
    for name in models[0].pipe_names:
        nodes = [list(nlp.get_pipe(name).model.walk()) for nlp in models]  # type: ignore[attr-defined]
        for same in zip(*nodes, strict=True):
            for weights in same[0].param_names:
                if same[0].has_param(weights):
                    same[0].set_param(weights, sum(node.get_param(weights) for node in same) / len(same))
    models[0].to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
