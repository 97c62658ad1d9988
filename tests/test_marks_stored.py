"""What a notebook stores behind the marks of its charts, and what a site makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from test_explore import STRETCH, TABLES, TEXT, corpus  # noqa: F401 - a fixture

from dhkit.marks import store_marks
from dhkit.passage_files import write_passages

ROWS = pd.DataFrame(
    [("essay", 3, 9, "a", 1), ("faq", 1, 2, "b", 1), ("essay", 20, 31, "a", 1), ("essay", 40, 41, "a", 2)],
    columns=["document", "start", "end", "voice", "n"],
)
SPEC = {
    "params": [{"name": "mark", "select": {"type": "point", "fields": ["voice", "n"]}}],
    "datasets": {"data": [{"voice": "a", "n": 1}, {"voice": "c", "n": 1}, {"words": 3}]},
}
MORE = {
    "utterances": TABLES["utterances"].assign(state=["certain", "ambiguous"]),
    "blocks": pd.DataFrame([("essay", 0, 57, "paragraph")], columns=["document", "start", "end", "kind"]),
    "documents": TABLES["documents"].assign(n_chars=len(TEXT)),
}


def test_store_marks_keeps_what_is_drawn() -> None:
    """The places of a mark stand in the order of the rows; of rows that the chart does not draw nothing is stored."""
    stored = store_marks(SPEC, ROWS, Path("../data/raw/x"))

    assert {"source": "../data/raw/x", "fields": ["voice", "n"], "marks": [["a", 1, "essay:3-9 20-31"]]} == stored
    assert json.loads(json.dumps(stored)) == stored


def test_store_marks_of_a_chart_without_marks_is_nothing() -> None:
    """A chart of which nothing can be clicked stores nothing; rows without a key of the marks are refused."""
    assert store_marks({"datasets": {}}, ROWS, Path("x")) is None
    with pytest.raises(ValueError, match="marks are told by voice, the rows have"):
        store_marks(SPEC, ROWS.drop(columns="voice"), Path("x"))


@pytest.mark.parametrize("with_text", [False, True])
def test_write_passages_gives_text_by_its_rights(corpus: Path, with_text: bool) -> None:  # noqa: F811
    """The file has the text if its rights allow it, or if it is asked for, and then says whose it is; never markup."""
    is_open = "BSD" in (corpus / "corpus.toml").read_text(encoding="utf-8")
    script, private = write_passages(
        corpus, {**TABLES, **MORE}, {"02/1": {"marks": [["a", "essay:3-9"]]}}, with_text=with_text
    )
    held = json.loads(script.partition("] = ")[2].removesuffix(";\n"))
    (document,) = held["documents"]

    assert (is_open or with_text) == ("text" in document)
    assert (["essay"] if with_text and not is_open else []) == private
    assert "<" not in script
    assert {"02/1": [["a", "essay:3-9"]]} == held["charts"]
    start, end, voice, reporter, work, state = document["utterances"][1]
    assert (40, 56) == (start, end)
    told = [held["words"][number] for number in (voice, reporter, work, state)]
    assert ["Cohn", "Lih", "Cohn, Norman, Pursuit, 1957, p. 12", "ambiguous"] == told
    assert STRETCH[0] < end


def test_write_passages_keeps_places_where_characters_disguise_text(corpus: Path) -> None:  # noqa: F811
    """What hides or reorders text is made visible, one character for one, so that every place stays what it was."""
    script, _ = write_passages(corpus, {**TABLES, **MORE}, {}, with_text=True)
    held = json.loads(script.partition("] = ")[2].removesuffix(";\n"))

    assert "a coup" == held["documents"][0]["text"][STRETCH[0] : STRETCH[1]].replace("\n", " ")
