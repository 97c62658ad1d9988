"""Measure a pipeline on the held-out parts of the treebanks.

    python training/evaluate.py CORPUS PIPELINE [--json FILE]

Raw text goes in; spaCy's scorer compares. Names whose kind a treebank does not annotate are not counted there (an event
in a treebank of persons, places and bodies), nor is what a treebank leaves open.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import spacy
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import DocBin
from spacy.training import Example

from dhkit.pipelines import load_pipeline

TESTS = {
    "gum-test": (),
    "ewt-test": ("EVENT", "WORK"),
    "pud-test": ("EVENT", "WORK"),
    "litbank-test": ("EVENT", "WORK"),
    "politics-test": (),
    "hipe-test": ("EVENT", "WORK", "GROUP"),
}
_SYNTAX = ("gum-test", "ewt-test", "pud-test")
_RENAMED = {"ORG": "ORGANISATION"}


def measure(nlp: spacy.language.Language, path: Path, unknown: tuple[str, ...], *, syntax: bool) -> dict[str, object]:
    """Measure on one part: percentages by layer, and words per second."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    texts = [doc.text for doc in gold]
    started = time.perf_counter()
    told = list(nlp.pipe(texts, batch_size=64))
    seconds = time.perf_counter() - started
    for doc in told:
        doc.ents = [
            spacy.tokens.Span(doc, e.start, e.end, label=_RENAMED.get(e.label_, e.label_))
            for e in doc.ents
            if e.label_ not in unknown
        ]
    examples = [Example(p, g) for p, g in zip(told, gold, strict=True)]
    names = get_ner_prf(examples)
    figures: dict[str, object] = {
        "words": sum(map(len, gold)),
        "words_per_second": round(sum(map(len, gold)) / seconds),
    }
    figures["names"] = _prf(names["ents_p"], names["ents_r"], names["ents_f"])
    figures["kinds"] = {k: _prf(v["p"], v["r"], v["f"]) for k, v in sorted((names["ents_per_type"] or {}).items())}
    if syntax:
        scores = Scorer(nlp).score(examples)
        for ours, theirs in (
            ("xpos", "tag_acc"), ("upos", "pos_acc"), ("features", "morph_acc"), ("lemmas", "lemma_acc"),
            ("uas", "dep_uas"), ("las", "dep_las"), ("sentences", "sents_f"),
        ):  # fmt: skip
            if scores.get(theirs) is not None:
                figures[ours] = round(100 * scores[theirs], 1)
    return figures


def _prf(*shares: float) -> list[float]:
    return [round(100 * (s or 0), 1) for s in shares]


def main() -> None:
    """Print the figures, part by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pipeline", help="a name, as in corpus.toml, or a folder")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    nlp = load_pipeline(options.pipeline, Path(), whole=True)
    parsed = "parser" in nlp.pipe_names
    figures = {
        name: measure(nlp, options.corpus / f"{name}.spacy", unknown, syntax=parsed and name in _SYNTAX)
        for name, unknown in TESTS.items()
    }
    for name, told in figures.items():
        print(name, json.dumps(told))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
