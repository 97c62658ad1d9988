"""Corrections: what a scholar has decided against, or beyond, the rules; one file for each corpus.

Owns `data/corrections/<corpus>.csv`: reading, checking and writing it. In comes the file, out come `Correction`s in
its order. What they do to the tables is `amendments`; how a place is found again is `anchors`. One row is one decision
about one row of a table:

    change    one column of the row has another value
    drop      the row is wrong altogether (mentions, characterisations)
    add       a row that the rules have missed: a mention (column entity), a characterisation (column event), another
              voice within an utterance (column voice) or a citation (column work)
    confirm   the row is right as it stands, however unsure the rule was

Cells are single lines. Later lines overrule earlier ones.

    >>> line = Correction(table="mentions", action="drop", document="ferry", start=5, end=12, who="A. Tell")
    >>> correction_key(line)
    'mentions drop ferry:5-12'
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from dhkit.anchors import MOST_WORDS, UNWRITABLE
from dhkit.documents import CorpusError
from dhkit.rows import TABLES, Column, columns, span_key

ACTIONS = ("change", "drop", "add", "confirm")

CHANGEABLE: dict[str, tuple[str, ...]] = {
    "utterances": ("voice", "reporter", "reporter_work", "kind", "state"),
    "mentions": ("entity",),
    "characterisations": ("event", "relation", "frame", "polarity", "negated", "reported"),
    "citations": ("work", "pages"),
}
"""Tables that can be corrected, and their columns that can be changed. The extent of a row is its identity: who
disagrees with it drops the row and adds another. The voice of a characterisation is that of its utterance."""

ADDABLE = {"utterances": "voice", "mentions": "entity", "characterisations": "event", "citations": "work"}
"""The column whose value an added row needs; of a citation it may be empty, where nobody knows the work."""

DROPPABLE = ("mentions", "characterisations")
"""Tables of which rows can be dropped. Every word is in a voice or a citation, so those can be changed only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of a scholar about one row of a table. Offsets are code points, half-open."""

    table: str
    action: str
    document: str
    start: int
    end: int
    quoted: str = ""
    """The words there, at most twelve with their context (`anchors.quote`)."""
    which: str = ""
    """What follows # in the key of the row, where several rows share the place; else empty."""
    column: str = ""
    value: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = field(default=0, compare=False)
    """Line of the file in which it ends, for messages; 0 where it comes from elsewhere."""

    def __post_init__(self) -> None:
        """Make every cell a single line that every format can hold, so that what is written is what is read."""
        for name in COLUMNS:
            if isinstance(value := getattr(self, name), str):
                object.__setattr__(self, name, " ".join(value.split()).translate(UNWRITABLE))


COLUMNS = tuple(f.name for f in fields(Correction) if f.name != "line")
"""Columns of the file, in their order."""


def corrections_file(folder: Path) -> Path:
    """Give the file of a corpus's corrections: data/raw/NAME is corrected by data/corrections/NAME.csv.

    >>> corrections_file(Path("data/raw/sample")).as_posix()
    'data/corrections/sample.csv'
    """
    folder = Path(folder)
    if folder.parent.name == "raw":
        return folder.parent.parent / "corrections" / f"{folder.name}.csv"
    root = folder.resolve().parent
    return (root.parent if root.name == "raw" else root / "data") / "corrections" / f"{folder.resolve().name}.csv"


def correction_key(correction: Correction) -> str:
    """Name a correction by what it does where."""
    place = span_key(correction.document, correction.start, correction.end)
    which = f"#{correction.which}" if correction.which else ""
    told = f" {correction.column} = {correction.value}" if correction.column else ""
    return f"{correction.table} {correction.action} {place}{which}{told}"


def read_corrections(path: Path) -> list[Correction]:
    """Read a file of corrections, in its order; none where there is no file.

    Raises:
        CorpusError: naming file, line, what stands there and what is allowed.
    """
    if not Path(path).is_file():
        return []
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path}: byte {error.start} is not utf-8. Save the file as utf-8 (in a spreadsheet: CSV UTF-8)."
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if missing := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
        raise CorpusError(f"{path}: column {', '.join(missing)} is missing. Needed are {', '.join(COLUMNS)}.")
    return [_read_row(row, f"{path}, line {reader.line_num}", reader.line_num) for row in reader]


def _read_row(row: dict[str, Any], where: str, line: int) -> Correction:
    cells: dict[str, Any] = {name: row[name] or "" for name in COLUMNS}
    for name in ("start", "end"):
        if not cells[name].strip().isdecimal():
            raise CorpusError(f"{where}: {name} {cells[name]!r} must be a whole number, a code point of the document.")
    correction = Correction(**{**cells, "start": int(cells["start"]), "end": int(cells["end"])}, line=line)
    check_correction(correction, where)
    return correction


def check_correction(correction: Correction, where: str) -> None:
    """Hold one correction to what is allowed; whether its keys exist is told when it is applied.

    Raises:
        CorpusError: beginning with `where`.
    """
    table, action = correction.table, correction.action
    if table not in CHANGEABLE:
        raise CorpusError(f"{where}: table {table!r} cannot be corrected. Those that can: {', '.join(CHANGEABLE)}.")
    if action not in ACTIONS:
        raise CorpusError(f"{where}: action {action!r} is not allowed. Allowed are {', '.join(ACTIONS)}.")
    if action == "drop" and table not in DROPPABLE:
        raise CorpusError(
            f"{where}: rows of {table} cannot be dropped, for every word is in a voice or a citation. Change its "
            f"{' or '.join(CHANGEABLE[table][:2])} instead."
        )
    if not 0 <= correction.start < correction.end:
        raise CorpusError(f"{where}: start {correction.start} must come before end {correction.end}.")
    if len(correction.quoted.split()) > MOST_WORDS:
        raise CorpusError(f"{where}: the quoted words are more than {MOST_WORDS}. Leave out some of the context.")
    if not correction.document or not correction.who:
        raise CorpusError(f"{where}: document and who must not be empty.")
    try:
        date.fromisoformat(correction.when or "1917-01-01")
    except ValueError:
        raise CorpusError(f"{where}: when {correction.when!r} is no date. Write it like 2024-05-31.") from None
    _check_cell(correction, where)


def _check_cell(correction: Correction, where: str) -> None:
    """Hold column and value to what the action needs and the table allows."""
    table, action, column = correction.table, correction.action, correction.column
    if action in ("drop", "confirm"):
        if column or correction.value:
            raise CorpusError(f"{where}: a row is {_DONE[action]} as a whole; leave column and value empty.")
        return
    allowed = CHANGEABLE[table] if action == "change" else (ADDABLE[table],)
    if column not in allowed:
        raise CorpusError(f"{where}: column {column!r} of {table} cannot be told by {action}. It may be "
                          f"{', '.join(allowed)}.")  # fmt: skip
    parse_value(correction, where)


_DONE = {"drop": "dropped", "confirm": "confirmed"}


def parse_value(correction: Correction, where: str) -> str | int | bool:
    """Read the value of a correction as its column declares it.

    Raises:
        CorpusError: beginning with `where`, if the column does not allow it.
    """
    column, value = _declared(correction.table, correction.column), correction.value
    words = ("true", "false") if column.type == "boolean" else column.values
    if words and value not in words:
        raise CorpusError(
            f"{where}: {value!r} is not allowed in {column.name} of {correction.table}. Allowed are {', '.join(words)}."
        )
    if column.required and not value:
        raise CorpusError(f"{where}: {column.name} of {correction.table} needs a value: say which {column.name} it is.")
    if column.type == "boolean":
        return value == "true"
    return int(value) if column.type == "integer" else value


def _declared(table: str, name: str) -> Column:
    return next(c for c in columns(TABLES[table]) if c.name == name)


def write_corrections(corrections: Iterable[Correction]) -> str:
    """Write corrections as the text of their file: header, given order, UTF-8 to be, LF."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows([getattr(c, name) for name in COLUMNS] for c in corrections)
    return written.getvalue()


def append_corrections(path: Path, new: Iterable[Correction]) -> int:
    """Append corrections to a file, which is made if it is not there; what stands in it already is not repeated.

    Returns:
        How many were appended.

    Raises:
        CorpusError: if the file or one of the new is not as it should be; the file stays as it was.
    """
    known = read_corrections(path)
    fresh: list[Correction] = []
    for correction in new:
        check_correction(correction, correction_key(correction))
        if correction not in known and correction not in fresh:
            fresh.append(correction)
    if fresh or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(write_corrections([*known, *fresh]).encode("utf-8"))
        beside.replace(path)
    return len(fresh)
