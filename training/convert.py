"""Bring the treebanks into spaCy's binary format: what is trained on, what stops a training, what is measured.

    python training/convert.py TREEBANKS TARGET

No document is in two parts. Folders whose name ends in -nc serve tests only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from random import Random

from renaming import Renamer
from spacy.tokens import Doc, DocBin
from treebanks import crossner, docred, grobid, gum, hipe, litbank, ud, wikigold

DOMAINS = ("ai", "literature", "music", "science")


def main() -> None:
    """Write every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    for name, docs in parts(options.treebanks).items():
        path = options.target / f"{name}.spacy"
        path.parent.mkdir(parents=True, exist_ok=True)
        DocBin(docs=docs, store_user_data=False).to_disk(path)
        print(f"{name}: {len(docs)} texts, {sum(map(len, docs))} tokens, {sum(len(d.ents) for d in docs)} names")


def parts(home: Path) -> dict[str, list[Doc]]:
    """Read every part of every treebank; one seed for all that is drawn."""
    random = Random(7)
    works = dict(litbank(home / "litbank/coref-brat.tar.gz", random))
    titles = sorted(works)
    Random(11).shuffle(titles)
    politics = {p: list(crossner(home / f"crossner/politics-{p}.txt.gz", random)) for p in ("train", "dev", "test")}
    gum_train = list(gum(home / "gum-open/train.conllu.gz", random))
    gum_dev = list(gum(home / "gum-open/dev.conllu.gz", random))
    ewt_dev = list(ud(home / "ewt/dev.conllu.gz", random, home / "uner-ewt/dev.iob2.gz"))
    of_works = lambda some: list(chain.from_iterable(works[t] for t in some))  # noqa: E731
    named = [
        *gum_train,
        *of_works(titles[25:]),
        *politics["train"],
        *politics["dev"],
        *chain.from_iterable(
            crossner(home / f"crossner/{d}-{p}.txt.gz", random) for d in DOMAINS for p in ("train", "dev", "test")
        ),
        *wikigold(home / "wikigold/wikigold.conll.txt.gz", random),
        *docred(home / "re-docred/dev_revised.json.gz", random),
        *docred(home / "re-docred/test_revised.json.gz", random),
        *grobid(home / "grobid-ner/xml-final.tar.gz", random),
        *ewt_dev,
    ]
    renamer = Renamer(random)
    return {
        "syntax-train/treebanks": [*gum_train, *ud(home / "ewt/train.conllu.gz", random)],
        "syntax-dev": [*gum_dev, *ewt_dev],
        "names-train/treebanks": named,
        "names-train/renamed": _copies(named, renamer, random),
        "names-dev": [*gum_dev, *of_works(titles[15:25])],
        "gum-test": list(gum(home / "gum-open/test.conllu.gz", random)),
        "ewt-test": list(ud(home / "ewt/test.conllu.gz", random, home / "uner-ewt/test.iob2.gz")),
        "pud-test": list(ud(home / "pud/test.conllu.gz", random, home / "uner-pud/test.iob2.gz")),
        "litbank-test": of_works(titles[:15]),
        "politics-test": politics["test"],
        "hipe-test": list(hipe(home / "hipe2020-en-nc/test.tsv.gz", random)),
    }


def _copies(docs: Iterable[Doc], renamer: Renamer, random: Random) -> list[Doc]:
    return [copy for doc in docs if random.random() < 0.5 and (copy := renamer.rename(doc))]


if __name__ == "__main__":
    main()
