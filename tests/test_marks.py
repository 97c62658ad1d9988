"""Every mark of every chart of every notebook leads to what it counts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from marks import Followed, walk_notebook

from dhkit.documents import find_document, read_corpus, read_document
from dhkit.notebooks import list_notebooks

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [path for path in list_notebooks(ROOT / "notebooks") if not path.name.startswith("00_")]
COUNTED = ("n_utterances", "n_mentions", "n_used", "n", "n_blocks")
"""What the rows behind a mark add up to: the first of these that the mark has; blocks are counted once each."""

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


@cache
def charts(path: Path) -> list[Followed]:
    return walk_notebook(path)


def count(chart: Followed, mark: dict[str, Any], behind: pd.DataFrame) -> tuple[str, int]:
    """Say what a mark counts, and how many of it the rows behind have."""
    counted = next((name for name in COUNTED if name in mark), "")
    if counted != "n_blocks":
        return counted, len(behind)
    if "block" not in behind:
        behind = behind.merge(chart.tables["utterances"][["utterance", "block"]], on="utterance")
    return counted, behind["block"].nunique()


@each_notebook
def test_every_mark_has_its_rows(path: Path) -> None:
    """Behind each mark stand as many rows as it counts, each with a place inside its document."""
    for chart in charts(path):
        about = chart.spec["description"]
        marks = list(chart.marks())
        lengths = chart.tables["documents"].set_index("document")["n_chars"]

        assert marks, about
        for mark in marks:
            behind = chart.behind(mark)
            counted, n = count(chart, mark, behind)
            if counted:
                assert mark[counted] == n, (about, mark)
            else:
                assert n, (about, mark)
            if "n_chars" in mark:
                assert mark["n_chars"] == (behind["end"] - behind["start"]).sum(), (about, mark)
            assert behind["start"].ge(0).all(), about
            assert behind["start"].lt(behind["end"]).all(), about
            assert behind["end"].le(behind["document"].map(lengths)).all(), about


@pytest.mark.documents
@each_notebook
def test_every_span_holds_what_was_counted(path: Path) -> None:
    """The characters behind a mark are the name or the descriptor that was counted; elsewhere they are not blank."""
    for chart in charts(path):
        corpus = read_corpus(chart.source)
        if not all(find_document(corpus, source) for source in corpus.documents):
            pytest.skip(f"the documents of {corpus.name} are not on this machine")
        texts = {source.key: read_document(corpus, source).text for source in corpus.documents}
        rows = pd.concat([chart.behind(mark) for mark in chart.marks()]).drop_duplicates(["document", "start", "end"])
        told = next((name for name in ("descriptor", "surface") if name in rows), "")
        for row in rows.to_dict("records"):
            span = texts[row["document"]][row["start"] : row["end"]]
            if told:
                assert letters(row[told]) == letters(span)
            elif row.get("kind") != "blank":
                assert span.strip()


def letters(text: str) -> str:
    """A text without what the undoing of line breaks may take from it or give to it."""
    return "".join(character for character in text if character.isalnum())
