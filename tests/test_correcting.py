"""The widget for corrections: what a press of a button writes, and what is stored of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from dhkit.correcting import Correcting, correct
from dhkit.corrections import corrections_file, read_corrections
from dhkit.tables import read_tables

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a copy of the sample, with room for corrections beside it."""
    folder = tmp_path / "data" / "raw" / "sample"
    shutil.copytree(DATA / "raw" / "sample", folder)
    return folder


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """Read the tables of the sample."""
    return read_tables(DATA / "processed" / "sample")


@pytest.fixture
def widget(source: Path, tables: dict[str, pd.DataFrame]) -> Correcting:
    """Show the mentions of one entity."""
    rows = tables["mentions"][tables["mentions"]["entity"].eq("selvara")]
    return correct(tables, source, who="N. Keller", rows=rows, table="mentions")


def test_right_wrong_and_another_value(widget: Correcting, source: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Each button appends one line about the row that is shown, with its words, and goes on to the next."""
    keys = widget.proposed["key"].tolist()
    widget.why.value = "it is the town"
    widget.right.click()
    widget.wrong.click()
    widget.column.value, widget.value.value = "entity", "diet"
    widget.change.click()
    written = read_corrections(corrections_file(source))

    assert ["confirm", "drop", "change"] == [c.action for c in written]
    assert keys[:3] == [f"{c.document}:{c.start}-{c.end}" for c in written]
    assert ["it is the town", "", ""] == [c.why for c in written]
    assert ("entity", "diet") == (written[2].column, written[2].value)
    surfaces = tables["mentions"].set_index("mention")["surface"]
    assert all(f"⟦{surfaces[key]}⟧" in c.quoted for key, c in zip(keys[:3], written, strict=True))
    assert {"N. Keller"} == {c.who for c in written}


def test_what_is_not_allowed_is_said(widget: Correcting, source: Path) -> None:
    """Nothing is written without a name or a value; the widget says what is missing and stays."""
    widget.who.value = ""
    widget.right.click()
    assert "who must not be empty" in widget.said.value
    widget.who.value = "N. Keller"
    widget.change.click()
    assert "needs a value" in widget.said.value
    assert (0, []) == (widget.place, read_corrections(corrections_file(source)))


def test_a_missed_row_is_added(widget: Correcting, source: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Words typed as they are printed become an added row, at the place nearest to the row that is shown."""
    row = widget.row.iloc[0]
    text = widget.texts[row["document"]]
    words = text[row["start"] : row["end"] + 30].rsplit(None, 1)[0]
    widget.missed.value, widget.kind.value = " ".join(words.split()), "utterances"
    assert set(tables["voices"]["voice"]) == set(widget.named.options)
    widget.add.click()
    assert "voice of utterances needs a value" in widget.said.value
    widget.named.value = tables["voices"]["voice"].iloc[0]
    widget.add.click()

    (line,) = read_corrections(corrections_file(source))
    assert ("utterances", "add", "voice", widget.named.options[0]) == (line.table, line.action, line.column, line.value)
    assert words == text[line.start : line.end]
    assert (0, "") == (widget.place, widget.missed.value)
    widget.missed.value = "words that nobody has printed"
    widget.add.click()
    assert "Give words that stand in the text" in widget.said.value


def test_the_rows_of_the_passage(widget: Correcting, tables: dict[str, pd.DataFrame]) -> None:
    """Other rows of the passage can be judged too; an utterance can be changed, not dropped."""
    offered = [value for _, value in widget.rows.options]
    utterance = next(value for value in offered if value[0] == "utterances")
    assert not widget.wrong.disabled
    widget.rows.value = utterance

    assert widget.wrong.disabled
    assert ("voice", "reporter", "reporter_work", "kind", "state") == tuple(widget.column.options)
    assert set(tables["voices"]["voice"]) == set(widget.value.options)


def test_it_begins_with_the_weightiest_doubt(source: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Without rows of one's own the doubts are shown in their order, and the ends of the list hold."""
    shown = correct(tables, source)
    first = shown.rows.value
    shown.back.click()
    assert first == shown.rows.value == tuple(shown.proposed.iloc[0][["table", "key"]])
    shown.next.click()
    assert 1 == shown.place


def test_nothing_of_a_text_is_stored(widget: Correcting) -> None:
    """What a notebook keeps of the widget is a line that is the same on every machine."""
    bundle = widget._repr_mimebundle_()

    assert f"Correcting: {len(widget.proposed)} rows to look at" == bundle["text/plain"]
    assert {"text/plain", "application/vnd.jupyter.widget-view+json"} == set(bundle)


def test_without_the_documents(source: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Where documents are absent a row can still be judged, by its surface."""
    for path in source.glob("*.txt"):
        path.unlink()
    shown = correct(tables, source, who="N. Keller", rows=tables["mentions"].head(1), table="mentions")
    shown.wrong.click()

    assert "text not on this machine" in shown.passage.value
    assert [tables["mentions"]["surface"].iloc[0]] == [c.quoted for c in read_corrections(corrections_file(source))]


def test_rows_of_other_tables(source: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Rows that cannot be corrected are refused, with the tables that can."""
    with pytest.raises(ValueError, match="rows of works cannot be corrected"):
        correct(tables, source, rows=tables["works"], table="works")
