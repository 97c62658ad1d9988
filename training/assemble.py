"""Join the two trained models into the pipeline that dhkit ships.

    python training/assemble.py CORPUS SYNTAX NAMES TARGET --version 0.1.0

Tags, features and trees come from the one model, names (with word vectors of their own) from the other, lemmas from
rules and tables: spaCy's English rules, before them the forms of the treebanks, since Universal Dependencies lemmatise
pronouns, auxiliaries and determiners in their own way. Weights are rounded so that they compress; strings that nothing
needs are left out; a checksum is written.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import DocBin
from treebanks import NLP

from dhkit.pipelines import checksum

_OPEN = ("PROPN", "X", "NUM", "SYM", "PUNCT")


def forms(corpus: Path) -> dict[str, dict[str, list[str]]]:
    """Collect the lemmas of the treebanks' forms: part of speech → form → the usual lemma, where it is met twice."""
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(corpus / "syntax-train" / "treebanks.spacy").get_docs(NLP.vocab):
        for token in doc:
            if token.pos_ not in _OPEN and (token.text.isalpha() or "'" in token.text):
                seen[token.pos_, token.lower_.replace("’", "'")][token.lemma_] += 1
    table: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (part, form), lemmas in sorted(seen.items()):
        lemma, often = lemmas.most_common(1)[0]
        if lemmas.total() >= 2 and often / lemmas.total() > 0.5:
            for printed in {form, form.replace("'", "’")}:
                table[part.lower()][printed] = [lemma]
    return table


def add_lemmatizer(nlp: Language, corpus: Path) -> None:
    """Add the rule lemmatizer, with the treebanks' forms among its exceptions."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="parser")
    lemmatizer.initialize()  # type: ignore[attr-defined]
    lookups = Lookups()
    for name in lemmatizer.lookups.tables:  # type: ignore[attr-defined]
        lookups.add_table(name, dict(lemmatizer.lookups.get_table(name)))  # type: ignore[attr-defined]
    exceptions = lookups.get_table("lemma_exc")
    for part, told in forms(corpus).items():
        exceptions[part] = {**exceptions.get(part, {}), **told}
    lemmatizer.lookups = lookups  # type: ignore[attr-defined]


def round_weights(nlp: Language, levels: int = 16) -> int:
    """Round each weight to a multiple of a power of two, about 1/16 of the spread of its array.

    Returns:
        The number of weights.
    """
    count = 0
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if not hasattr(model, "walk"):
            continue
        for node in model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    weights = node.get_param(name)
                    spread = float(np.sqrt((weights**2).mean())) or 1.0
                    step = 2.0 ** np.floor(np.log2(spread / levels))
                    node.set_param(name, (np.round(weights / step) * step).astype("float32"))
                    count += weights.size
    return count


def needed_strings(nlp: Language) -> list[str]:
    """List the strings that labels and tables are made of; every other word is known by its hash alone."""
    strings = {"", "dhkit"}
    for _, component in nlp.pipeline:
        for label in getattr(component, "labels", ()):
            strings.update(str(label).replace("=", "|").split("|"))
            strings.update({str(label), *str(label).split("|")})
            strings.update(str(label).partition("-")[::2])

    return sorted(strings)


def main() -> None:
    """Join, round, write, sum up."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "syntax", "names", "target"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    nlp, names = spacy.load(options.syntax), spacy.load(options.names)
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=names)
    add_lemmatizer(nlp, options.corpus)
    count = round_weights(nlp)
    for entry in ("performance", "labels"):
        nlp.meta.pop(entry, None)
    nlp.meta.update(
        name="dhkit",
        version=options.version,
        description="Tags, trees, lemmas and names for historians' English. The model card is README.md.",
        author="the dhkit developers",
        license="CC BY-SA 4.0",
        url="",
    )
    beside = options.target.with_name(f".{options.target.name}")
    shutil.rmtree(beside, ignore_errors=True)
    nlp.to_disk(beside)
    (beside / "vocab" / "strings.json").write_text(
        json.dumps(needed_strings(nlp), ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    card = options.target / "README.md"
    if card.is_file():
        shutil.copy(card, beside)
    total = checksum(beside)
    (beside / "checksum.json").write_text(
        json.dumps({"version": options.version, "sha256": total}, indent=1) + "\n", encoding="utf-8"
    )
    shutil.rmtree(options.target, ignore_errors=True)
    beside.rename(options.target)
    size = sum(f.stat().st_size for f in options.target.rglob("*") if f.is_file())
    print(f"{options.target}: {count} weights, {size / 1e6:.1f} MB on disk, sha256 {total}")


if __name__ == "__main__":
    main()
