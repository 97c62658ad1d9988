"""The widget for corrections: a passage, its rows, buttons for right, wrong and another value, and a field for why.

Owns what a scholar sees and presses. In come tables and the folder of a corpus, out go lines appended to
`data/corrections/<corpus>.csv`; the tables stay as they are until `dhkit build`. It begins with the rows that `doubts`
ranks first, or with rows of one's own. Computes nothing. What a notebook stores of it is one line without any text.

Example:
    correct(tables, Path("data/raw/october"), who="N. Keller")
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from dhkit.anchors import quote
from dhkit.corrections import CHANGEABLE, DROPPABLE, Correction, append_corrections, corrections_file
from dhkit.documents import CorpusError, read_corpus, read_document
from dhkit.doubts import rank_doubts
from dhkit.explore import passages, show
from dhkit.rows import TABLES, columns

_CHOICES = {"voice": "voices", "reporter": "voices", "work": "works", "reporter_work": "works", "entity": "entities",
            "event": "entities"}  # fmt: skip


class Correcting(widgets.VBox):  # type: ignore[misc]
    """One row after the other: shown with its passage, judged with a button, and written down."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], source: Path, proposed: pd.DataFrame, who: str) -> None:
        self.tables, self.source, self.proposed = tables, source, proposed
        self.file = corrections_file(source)
        self.texts = _read_texts(source)
        self.place = 0
        self.who = widgets.Text(value=who, description="who")
        self.why = widgets.Text(description="why", placeholder="a reason that a reader can check")
        self.rows = widgets.Dropdown(description="row")
        self.column = widgets.Dropdown(description="column")
        self.value = widgets.Combobox(description="value", ensure_option=False)
        self.right = widgets.Button(description="right", tooltip="The row is right as it stands")
        self.wrong = widgets.Button(description="wrong", tooltip="There should be no such row")
        self.change = widgets.Button(description="change value", tooltip="The column has the value given here")
        self.back = widgets.Button(description="previous")
        self.next = widgets.Button(description="next")
        self.passage, self.cells, self.said = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.right.on_click(lambda _: self._write("confirm"))
        self.wrong.on_click(lambda _: self._write("drop"))
        self.change.on_click(lambda _: self._write("change", self.column.value, self.value.value))
        self.back.on_click(lambda _: self.go(self.place - 1))
        self.next.on_click(lambda _: self.go(self.place + 1))
        self.rows.observe(lambda _: self._show_row(), "value")
        self.column.observe(lambda _: self._offer_values(), "value")
        verdict = widgets.HBox([self.right, self.wrong, self.column, self.value, self.change])
        fields = widgets.HBox([self.who, self.why, self.back, self.next])
        super().__init__([self.passage, self.rows, self.cells, verdict, fields, self.said])
        self.go(0)

    def __repr__(self) -> str:
        """Say what this is, without any text of a document: this is stored."""
        return f"Correcting: {len(self.proposed)} rows to look at"

    def go(self, place: int) -> None:
        """Show the proposal at a place in their order; before the first and after the last there is none."""
        if self.proposed.empty:
            self.said.value = "Nothing is proposed: every row is sure, or a hand has touched it."
            return
        self.place = min(max(place, 0), len(self.proposed) - 1)
        proposal = self.proposed.iloc[self.place]
        around = self._around(proposal)
        self.rows.options = [(f"{table} {key}", (table, key)) for table, key in around]
        self.rows.value = (proposal["table"], proposal["key"])
        self._show_row()

    def _around(self, proposal: pd.Series) -> list[tuple[str, str]]:
        """List the rows that can be corrected in the passage of a proposal, the proposal first."""
        listed = [(str(proposal["table"]), str(proposal["key"]))]
        for table in CHANGEABLE:
            frame = self.tables[table]
            here = frame[frame["document"].eq(proposal["document"]) & frame["start"].lt(proposal["end"])]
            listed += [(table, str(key)) for key in here.loc[here["end"].gt(proposal["start"]), here.columns[0]]]
        return list(dict.fromkeys(listed))

    @property
    def row(self) -> pd.DataFrame:
        """The row that is being judged, as a frame of one."""
        table, key = self.rows.value
        frame = self.tables[table]
        return frame[frame.iloc[:, 0].eq(key)]

    def _show_row(self) -> None:
        if self.rows.value is None:
            return
        table, _ = self.rows.value
        self.passage.value = passages(self.row, self.tables, self.source).value
        told = self.row.drop(columns=["document", "start", "end"]).T.reset_index().set_axis(["column", "value"], axis=1)
        self.cells.value = show(told.astype(str))._repr_html_()
        self.wrong.disabled = table not in DROPPABLE
        self.column.options = CHANGEABLE[table]
        self.column.value = CHANGEABLE[table][0]
        self._offer_values()
        self.said.value = f"{self.place + 1} of {len(self.proposed)}"

    def _offer_values(self) -> None:
        table, name = self.rows.value[0], self.column.value
        if name is None:
            return
        declared = next(c for c in columns(TABLES[table]) if c.name == name)
        known = self.tables[_CHOICES[name]].iloc[:, 0].tolist() if name in _CHOICES else list(declared.values)
        if declared.type == "boolean":
            known = ["true", "false"]
        elif name == "frame":
            known = sorted(self.tables["characterisations"]["frame"].unique())
        self.value.options = [str(key) for key in known]
        self.value.value = ""

    def _write(self, action: str, column: str = "", value: str = "") -> None:
        """Append one decision to the file, or say what is wrong with it."""
        (row,) = self.row.to_dict("records")
        table, key = self.rows.value
        text = self.texts.get(row["document"])
        correction = Correction(
            table=table,
            action=action,
            document=row["document"],
            start=int(row["start"]),
            end=int(row["end"]),
            quoted=quote(text, int(row["start"]), int(row["end"])) if text else row.get("surface", ""),
            which=key.partition("#")[2],
            column=column,
            value=value,
            who=self.who.value,
            when=date.today().isoformat(),
            why=self.why.value,
        )
        try:
            append_corrections(self.file, [correction])
        except CorpusError as error:
            self.said.value = escape(str(error))
            return
        self.why.value = ""
        self.go(self.place + 1)
        self.said.value = f"written to {escape(self.file.name)}: {escape(f'{action} {key}')}"


def _read_texts(source: Path) -> dict[str, str]:
    """Read the texts of the documents that are on this machine and are those of the corpus."""
    corpus = read_corpus(source)
    texts = {}
    for described in corpus.documents:
        try:
            texts[described.key] = read_document(corpus, described).text
        except CorpusError:
            continue
    return texts


def correct(
    tables: Mapping[str, pd.DataFrame],
    source: Path,
    *,
    who: str = "",
    rows: pd.DataFrame | None = None,
    table: str = "",
) -> Correcting:
    """Show rows one after the other, to be judged; what is decided is appended to the corpus's file of corrections.

    Args:
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml. Where documents are absent, rows are judged without their text.
        who: who decides; it stands in the file.
        rows: rows of one table, to be looked at in their order; the weightiest doubts if none are given.
        table: the table of `rows`.

    Raises:
        ValueError: if `rows` are given without their table, or of a table that cannot be corrected.
    """
    if rows is None:
        return Correcting(tables, source, rank_doubts(tables), who)
    if table not in CHANGEABLE:
        raise ValueError(f"rows of {table or 'no table'} cannot be corrected. Name one of {', '.join(CHANGEABLE)}.")
    key = columns(TABLES[table])[0].name
    proposed = rows[[key, "document", "start", "end"]].rename(columns={key: "key"}).assign(table=table)
    return Correcting(tables, source, proposed.reset_index(drop=True), who)
