"""How long a corpus takes from text to tables, against spaCy's bare pipeline on the same passages.

Run by hand: `python benchmarks/build.py [CORPUS_FOLDER]`; prints the best of three, in seconds and words per second.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from dhkit.blocks import find_blocks
from dhkit.document_tables import Lists, build_document
from dhkit.documents import read_corpus, read_document
from dhkit.language import parse
from dhkit.passages import read_passages
from dhkit.text import count_words

ROUNDS = 3


def main(folder: Path) -> None:
    """Time a corpus and print what it took."""
    corpus = read_corpus(folder)
    started = perf_counter()
    lists = Lists.of(corpus)
    nlp = lists.nlp
    loaded = perf_counter() - started
    documents = [read_document(corpus, source) for source in corpus.documents]
    texts = [p.clean for d in documents for p in read_passages(d, find_blocks(d))]
    words = sum(sum(count_words(text).values()) for text in texts)
    bare, whole = [], []
    for _ in range(ROUNDS):
        started = perf_counter()
        list(parse(texts, nlp))
        bare.append(perf_counter() - started)
        started = perf_counter()
        for document in documents:
            build_document(document, lists)
        whole.append(perf_counter() - started)
    sys.stdout.write(
        f"{corpus.name}: {len(documents)} documents, {words} words\n"
        f"lists and pipeline   {loaded:6.2f} s\n"
        f"nlp.pipe alone       {min(bare):6.2f} s  {words / min(bare):8.0f} words/s\n"
        f"documents to tables  {min(whole):6.2f} s  {words / min(whole):8.0f} words/s\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data/raw/october"))
