"""Passage files: one script per corpus for the pages of a site, from which a click lists what stands behind a mark.

In come the tables of a corpus and the places that notebooks have stored behind the marks of their charts (`marks`), out
goes a file that works from a disk: who speaks where, in which work and on which page, how each document is cut into
blocks, and the text of those documents whose rights allow it to be passed on; of all, for one's own use, where this is
asked for. Offsets are code points, as in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dhkit.compare import label_documents, label_voices
from dhkit.disguises import reveal
from dhkit.documents import read_corpus
from dhkit.excerpts import describe_work, is_open, read_text
from dhkit.pages import as_script

Charts = Mapping[str, Mapping[str, Any]]
"""What `marks.store_marks` has given, by the name of the chart."""


def passage_file(corpus: str) -> str:
    """Give the name of a corpus's file beside the pages."""
    return f"passages-{corpus}.js"


def write_passages(
    folder: Path, tables: Mapping[str, pd.DataFrame], charts: Charts, *, with_text: bool = False
) -> tuple[str, list[str]]:
    """Write the passage file of a corpus.

    Args:
        folder: the folder with corpus.toml.
        tables: the tables of the corpus, by name.
        charts: what stands behind the marks of each chart.
        with_text: the text of every document that is on this machine, whatever its rights.

    Returns:
        The script, and the keys of the documents whose text is in it although their rights do not allow it to be
        passed on.

    Raises:
        CorpusError: if there is no corpus in the folder.
    """
    corpus = read_corpus(folder)
    words = _Words()
    labels = label_documents(tables["documents"], tables["voices"])
    lengths = tables["documents"].set_index("document")["n_chars"]
    documents, private = [], []
    for source in corpus.documents:
        if source.key not in lengths:
            continue
        told: dict[str, Any] = {"key": source.key, "label": labels[source.key], "length": int(lengths[source.key])}
        text = read_text(corpus, source) if with_text or is_open(source) else None
        if text is not None:
            told["text"] = reveal(text)  # one character for one: places stay what they are
            private += [] if is_open(source) else [source.key]
        told["blocks"] = list(_blocks(_of(tables["blocks"], source.key), words))
        told["utterances"] = list(_utterances(_of(tables["utterances"], source.key), tables, words))
        documents.append(told)
    held = {
        "documents": documents,
        "words": words.listed(),
        "charts": {name: chart["marks"] for name, chart in charts.items()},
    }
    return f"window.dhkitCorpora[{as_script(folder.name)}] = {as_script(held)};\n", private


class _Words:
    """Names and titles, each written once and then told by its number; the first says nothing."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, word: str) -> int:
        return self._numbers.setdefault(reveal(word), len(self._numbers))

    def listed(self) -> list[str]:
        return list(self._numbers)


def _of(rows: pd.DataFrame, document: str) -> list[dict[Any, Any]]:
    return rows[rows["document"].eq(document)].sort_values("start").to_dict("records")


def _blocks(rows: Iterable[Mapping[Any, Any]], words: _Words) -> Iterable[list[int]]:
    for row in rows:
        yield [row["start"], row["end"], words.number(row["kind"])]


def _utterances(
    rows: Iterable[Mapping[Any, Any]], tables: Mapping[str, pd.DataFrame], words: _Words
) -> Iterable[list[int]]:
    voices = {"": "", **label_voices(tables["voices"])}
    for row in rows:
        told = (voices[row["voice"]], voices[row["reporter"]], describe_work(row, tables), row["state"])
        yield [row["start"], row["end"], *map(words.number, told)]
