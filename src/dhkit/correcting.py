"""The widget for corrections: a passage, its rows, buttons for right, wrong and another value, and a field for why.

Owns what a scholar sees and presses. In come tables and the folder of a corpus, out go lines appended to
`data/corrections/<corpus>.csv`; the tables stay as they are until `dhkit build`. It begins with the rows that `doubts`
ranks first and that the file has no line about, or with rows of one's own. Computes nothing. What a notebook stores of
it is one line without any text.

Example:
    correct(tables, Path("data/raw/october"), who="N. Keller")
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from dhkit.anchors import NEARBY, quote
from dhkit.corrections import (
    ADDABLE,
    CHANGEABLE,
    DROPPABLE,
    Correction,
    append_corrections,
    corrections_file,
    read_corrections,
)
from dhkit.disguises import reveal, spell_out
from dhkit.documents import CorpusError, read_corpus, read_document
from dhkit.doubts import rank_doubts
from dhkit.explore import passages
from dhkit.rows import TABLES, columns, span_key

_CHOICES = {"voice": "voices", "reporter": "voices", "work": "works", "reporter_work": "works", "entity": "entities",
            "event": "entities"}  # fmt: skip

_SHOWN = {"hand": "touched by hand", "rule": "decided by", "state": "how sure", "score": "how sure",
          "reporter": "reported by", "reporter_work": "in the work"}  # fmt: skip
"""What columns are called whose own name tells a reader little."""

_MISSED = [("a name", "mentions"), ("said of an event", "characterisations"), ("another voice", "utterances"),
           ("a citation", "citations")]  # fmt: skip
"""What a scholar may find missing, as the menu has it: the table to which a row is added."""

_KEPT = "A row of {} cannot be dropped, for every word is in a voice or a citation: change its {} instead"

_WIDE = {"style": {"description_width": "4.5em"}, "layout": {"width": "100%"}}


class Correcting(widgets.VBox):  # type: ignore[misc]
    """One row after the other: shown with its passage, judged with a button, and written down."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], source: Path, proposed: pd.DataFrame, who: str) -> None:
        self.tables, self.source, self.proposed = tables, source, proposed
        self.file = corrections_file(source)
        self.texts = _read_texts(source)
        self.place = 0
        self.who = widgets.Text(value=who, description="who", style=_WIDE["style"], layout={"width": "35%"})
        self.why = widgets.Text(description="why", placeholder="a reason that a reader can check", **_WIDE)
        self.rows = widgets.Dropdown(description="row", style=_WIDE["style"], layout={"width": "auto"})
        self.column = widgets.Dropdown(description="column", style=_WIDE["style"], layout={"width": "35%"})
        self.value = widgets.Combobox(description="value", ensure_option=False, **_WIDE)
        self.right = widgets.Button(description="right as it stands")
        self.wrong = widgets.Button(description="wrong: no such row")
        self.change = widgets.Button(description="change to this value")
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
        self.missed = widgets.Text(
            description="missed",
            placeholder="words of the text here that need a row",
            style=_WIDE["style"],
            layout={"width": "auto", "margin": "12px 2px 2px 2px"},
        )
        self.kind = widgets.Dropdown(description="as", options=_MISSED, style=_WIDE["style"], layout={"width": "50%"})
        self.named = widgets.Combobox(description="value", ensure_option=False, **_WIDE)
        self.add = widgets.Button(description="add this row")
        self.add.on_click(lambda _: self._add())
        self.kind.observe(lambda _: self._offer_named(), "value")
        for button in (self.right, self.wrong, self.change, self.add):
            button.layout.width = "13em"  # their words are longer than a button of the usual width
        super().__init__([
            self.passage,
            self.rows,
            self.cells,
            widgets.HBox([self.who, self.why]),
            widgets.HBox([self.column, self.value]),
            widgets.HBox([self.right, self.wrong, self.change, self.back, self.next], layout={"flex_flow": "row wrap"}),
            self.missed,
            widgets.HBox([self.kind, self.named, self.add]),
            self.said,
        ], layout={"max_width": "900px"})  # fmt: skip
        self._offer_named()
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
        self.rows.options = [(self._name(table, key), (table, key)) for table, key in self._around(proposal)]
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

    def _name(self, table: str, key: str) -> str:
        """Name a row in the menu by what it says."""
        row = {str(name): value for name, value in self._of(table, key).iloc[0].items()}
        told = {
            "utterances": "words of {voice} ({state})",
            "mentions": "name “{surface}” = {entity}",
            "characterisations": "said of {event}: “{descriptor}”",
            "citations": "citation of {work}, {pages}",
        }
        if table == "citations":
            row |= {"work": row["work"] or f"no sure work ({row['state']})", "pages": row["pages"] or "no page"}
        return reveal(f"{told[table].format(**row)} · {row['start']}–{row['end']}")

    def _of(self, table: str, key: str) -> pd.DataFrame:
        frame = self.tables[table]
        return frame[frame.iloc[:, 0].eq(key)]

    @property
    def row(self) -> pd.DataFrame:
        """The row that is being judged, as a frame of one."""
        return self._of(*self.rows.value)

    def _show_row(self) -> None:
        if self.rows.value is None:
            return
        table, _ = self.rows.value
        self.passage.value = passages(self.row, self.tables, self.source).value
        self.cells.value = self._tell_cells()
        self.wrong.disabled = table not in DROPPABLE
        self.wrong.tooltip = _KEPT.format(table, CHANGEABLE[table][0]) if self.wrong.disabled else ""
        self.column.options = CHANGEABLE[table]
        self.column.value = CHANGEABLE[table][0]
        self._offer_values()
        self.said.value = self._tell_place()

    def _tell_cells(self) -> str:
        """What the row says, in the columns that can be changed, and how it came to say so."""
        table, _ = self.rows.value
        (row,) = self.row.to_dict("records")
        names = dict.fromkeys(("surface", "descriptor", *CHANGEABLE[table], "state", "score", "rule", "hand"))
        told = [(_SHOWN.get(name, name), str(row[name])) for name in names if row.get(name, "") not in ("", None)]
        cell = '<td style="text-align:left; padding:0 1em 0 0">'
        lines = "".join(f"<tr>{cell}{spell_out(name)}</td>{cell}{spell_out(value)}</td></tr>" for name, value in told)
        decided = "".join(f"<p><b>Written down already:</b> {spell_out(line)}</p>" for line in self._decided())
        return f'<div style="line-height:1.4"><table>{lines}</table>{decided}</div>'

    def _decided(self) -> list[str]:
        """What the file says of this row and the tables may not have yet."""
        table, key = self.rows.value
        (row,) = self.row.to_dict("records")
        place = (table, row["document"], row["start"], row["end"])
        try:
            lines = read_corrections(self.file)
        except CorpusError as error:
            return [str(error)]
        return [
            f"{c.action}{f' {c.column} = {c.value}' if c.column else ''} ({c.who}{f', {c.why}' if c.why else ''})"
            for c in lines
            if (c.table, c.document, c.start, c.end) == place and c.which in ("", key.partition("#")[2])
        ]

    def _tell_place(self) -> str:
        proposal = self.proposed.iloc[self.place]
        told = f"{self.place + 1} of {len(self.proposed)}"
        if "doubt" in proposal and self.rows.value == (proposal["table"], proposal["key"]):
            told += (
                f". Proposed because the rule is unsure ({proposal['doubt']:.2f} of 1) and {proposal['share']:.2f} of "
                "a mark in the charts hangs on it."
            )
        return told

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
        now = str(self.row[name].iloc[0]) or "empty"
        self.value.placeholder = f"now {reveal(now)}; choose or type another"

    def _offer_named(self) -> None:
        """Offer what an added row may name."""
        column = ADDABLE[self.kind.value]
        known = self.tables[_CHOICES[column]]
        if column == "event":
            known = known[known["kind"].eq("event")]
        self.named.options = [str(key) for key in known.iloc[:, 0]]
        self.named.value = ""
        self.named.placeholder = f"which {column}"

    def _write(self, action: str, column: str = "", value: str = "") -> None:
        """Append one decision about the row, and go on to the next."""
        (row,) = self.row.to_dict("records")
        table, key = self.rows.value
        text = self.texts.get(row["document"])
        start, end = int(row["start"]), int(row["end"])
        quoted = quote(text, start, end) if text else row.get("surface", "")
        which = key.partition("#")[2]
        done = f"{action} {key}" + (f": {column} = {value}" if column else "")
        if self._append(done, table, action, row["document"], start, end, quoted, which, column, value):
            told = self.said.value
            self.go(self.place + 1)
            self.said.value = f"{told} Here is {self.place + 1} of {len(self.proposed)}."

    def _add(self) -> None:
        """Append a row that the rules have missed: the words nearest to the row that is shown."""
        (row,) = self.row.to_dict("records")
        text, words = self.texts.get(row["document"], ""), self.missed.value.split()
        near = range(max(0, int(row["start"]) - NEARBY), min(len(text), int(row["end"]) + NEARBY))
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = [match.span() for match in pattern.finditer(text, near.start, near.stop)] if words else []
        if not found:
            self.said.value = "Give words that stand in the text near this row, as they are printed." if text else (
                "The document is not on this machine, so its words cannot be found.")  # fmt: skip
            return
        start, end = min(found, key=lambda span: (abs(span[0] - int(row["start"])), span))
        table, column, value = self.kind.value, ADDABLE[self.kind.value], self.named.value
        done = f"add {span_key(row['document'], start, end)}: {column} = {value}"
        if self._append(done, table, "add", row["document"], start, end, quote(text, start, end), "", column, value):
            self.missed.value = self.named.value = ""

    def _append(self, done: str, *cells: Any) -> bool:
        """Append a line to the file and say so, or say what is wrong with it."""
        names = ("table", "action", "document", "start", "end", "quoted", "which", "column", "value")
        told = {"who": self.who.value, "when": date.today().isoformat(), "why": self.why.value}
        try:
            append_corrections(self.file, [Correction(**dict(zip(names, cells, strict=True)), **told)])
        except CorpusError as error:
            self.said.value = escape(str(error))
            return False
        self.why.value = ""
        self.said.value = (
            f"Written to {escape(self.file.name)}: {spell_out(done)}. The tables have it after "
            f"<code>dhkit build {escape(self.source.name)}</code>."
        )
        return True


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


def _leave_out_judged(proposed: pd.DataFrame, source: Path) -> pd.DataFrame:
    """Leave out rows that the file has a line about, built in or not: nobody judges a row twice unasked."""
    judged: set[tuple[Any, ...]] = {
        (c.table, c.document, c.start, c.end) for c in read_corrections(corrections_file(source))
    }
    places = zip(*(proposed[name] for name in ("table", "document", "start", "end")), strict=True)
    return proposed[[place not in judged for place in places]].reset_index(drop=True)


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
        CorpusError: if there is a file of corrections that cannot be read.
    """
    if rows is None:
        return Correcting(tables, source, _leave_out_judged(rank_doubts(tables), source), who)
    if table not in CHANGEABLE:
        raise ValueError(f"rows of {table or 'no table'} cannot be corrected. Name one of {', '.join(CHANGEABLE)}.")
    key = columns(TABLES[table])[0].name
    proposed = rows[[key, "document", "start", "end"]].rename(columns={key: "key"}).assign(table=table)
    return Correcting(tables, source, proposed.reset_index(drop=True), who)
