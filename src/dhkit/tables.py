"""Frames and files of the table contract: rows to frame, check, write, read.

Owns the way between row classes (`rows`), pandas frames and a folder of CSV files with `datapackage.json` (Frictionless
Table Schema) beside them. Leaves out what the columns mean (`rows`) and which step makes them (`build`). Writing is
deterministic to the byte: fixed column and row order, fixed number formats, LF, UTF-8. Text that a spreadsheet would
take for a formula is guarded in the file and whole when read (`cells`).

    >>> from dhkit.rows import Voice
    >>> voices = to_frame("voices", [Voice(voice="tell-anna", name="Tell, Anna", family="Tell")])
    >>> voices.loc[0, "family"]
    'Tell'
"""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dhkit.cells import free, guard
from dhkit.rows import TABLES, Column, Row, columns

_DTYPES = {"string": "str", "integer": "int64", "number": "float64", "boolean": "bool"}
_MAX_WORDS = 12  # the contract: no table holds running text


def dtypes(name: str) -> dict[str, str]:
    """Give the pandas type of each column of a table; optional integers are nullable."""
    return {c.name: "Int64" if c.type == "integer" and not c.required else _DTYPES[c.type] for c in _columns(name)}


def to_frame(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Make a frame of one table from its rows, in the table's own row order.

    Returns:
        One row per record, columns as declared in `rows`, sorted by the table's key.
    """
    table = TABLES[name]
    names = [c.name for c in _columns(name)]
    records = sorted((r for r in rows), key=lambda r: tuple(getattr(r, k) for k in table.key))
    frame = pd.DataFrame([*map(attrgetter(*names), records)], columns=names)
    return frame.astype(dtypes(name))


def to_rows(name: str, frame: pd.DataFrame) -> list[Row]:
    """Make the rows of one table from its frame: what `to_frame` has done, undone.

    >>> from dhkit.rows import Work
    >>> to_rows("works", to_frame("works", [Work(work="lamps")])) == [Work(work="lamps")]
    True
    """
    made: Any = TABLES[name]
    names = [c.name for c in _columns(name)]
    return [
        made(**{key: None if value is pd.NA else value for key, value in zip(names, cells, strict=True)})
        for cells in frame[names].astype(object).itertuples(index=False)
    ]


def check_table(name: str, frame: pd.DataFrame) -> None:
    """Hold a frame to its declaration: columns, types, vocabularies, unique keys, row order, short texts.

    Raises:
        ValueError: naming the table, the column, the first offending value and what is allowed.
    """
    declared, table = _columns(name), TABLES[name]
    missing = [c.name for c in declared if c.name not in frame.columns]
    if missing:
        raise ValueError(f"table {name}: column {', '.join(missing)} is missing; it has {', '.join(frame.columns)}")
    for column in declared:
        _check_column(name, column, frame[column.name])
    keys = frame[list(table.key)]
    if (twice := keys.duplicated()).any():
        raise ValueError(
            f"table {name}: two rows have the key {tuple(keys[twice].iloc[0])}; {', '.join(table.key)} must "
            f"tell rows apart"
        )
    if not frame.equals(frame.sort_values(list(table.key), ignore_index=True)):
        raise ValueError(f"table {name}: rows are not in the order of {', '.join(table.key)}; make it with to_frame")


def _check_column(name: str, column: Column, values: pd.Series[Any]) -> None:
    where = f"table {name}, column {column.name}"
    for value in values:
        if not _is_of_type(value, column):
            raise ValueError(f"{where}: {value!r} is no {column.type}, which the contract wants there")
    if column.type == "string" and (torn := [v for v in values if "\r" in str(v)]):
        raise ValueError(f"{where}: {torn[0]!r} holds a carriage return, which a CSV file does not keep; leave it out")
    empty = [i for i, value in enumerate(values) if pd.isna(value) or value == ""]
    if column.required and empty:
        raise ValueError(f"{where}: row {empty[0]} is empty; a value is required")
    if column.values and not (odd := values[~values.astype(str).isin(column.values)]).empty:
        raise ValueError(f"{where}: {odd.iloc[0]!r} is not allowed; allowed are {', '.join(column.values)}")
    long = [v for v in values if column.name in ("surface", "descriptor") and len(str(v).split()) > _MAX_WORDS]
    if long:
        raise ValueError(f"{where}: {long[0]!r} has more than {_MAX_WORDS} words; tables hold no running text")


def _is_of_type(value: Any, column: Column) -> bool:
    """Say whether a cell holds what its column declares; an empty cell is a matter of what is required."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return True
    if column.type == "boolean":
        return isinstance(value, (bool, np.bool_))
    if column.type == "integer":
        return isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    return isinstance(value, str) if column.type == "string" else isinstance(value, (int, float, np.number))


def check_references(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that every key that a row names exists in the table it points to.

    Raises:
        ValueError: naming the table, the column and the first key that leads nowhere.
    """
    for name, frame in tables.items():
        for column, (target, key) in TABLES[name].refers.items():
            values = frame[column]
            lost = values[values.ne("") & ~values.isin(tables[target][key])]
            if not lost.empty:
                raise ValueError(f"table {name}, column {column}: {lost.iloc[0]!r} is no {key} of table {target}")


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame], *, title: str, pipeline: str = "") -> None:
    """Check all tables, write them beside the old ones, then swap: the old tables stand until the new are whole.

    Args:
        folder: the folder of the built corpus; its former tables are replaced.
        tables: every table of the contract, by name.
        title: title of the corpus, for `datapackage.json`.
        pipeline: what read the corpus, for the same (`pipelines.name_pipeline`).

    Raises:
        ValueError: if a table breaks the contract, or the folder holds other things than tables.
    """
    for name in TABLES:
        check_table(name, tables[name])
    check_references(tables)
    _check_target(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in TABLES:
            _write_csv(beside / f"{name}.csv", name, tables[name])
        package = json.dumps(describe(folder.name, title, pipeline), indent=2, ensure_ascii=False)
        (beside / "datapackage.json").write_text(package + "\n", encoding="utf-8", newline="\n")
        beside.chmod(0o755)
        _swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check_target(folder: Path) -> None:
    """Make sure that nothing but former tables stands where the new ones go."""
    if folder.is_file() or any(parent.is_file() for parent in folder.parents):
        raise ValueError(f"{folder} cannot be a folder for tables, for a file stands there; name another one")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "datapackage.json").is_file():
        raise ValueError(f"{folder} holds other things than tables, and they would be lost; name a new or empty folder")


def _swap(new: Path, old: Path) -> None:
    """Put a finished folder in the place of the old one; the old one is whole until the new one stands."""
    if not old.exists():
        new.rename(old)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{old.name}-old-", dir=old.parent))
    old.rename(aside / old.name)
    try:
        new.rename(old)
    except OSError:
        (aside / old.name).rename(old)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_csv(path: Path, name: str, frame: pd.DataFrame) -> None:
    out = frame[[c.name for c in _columns(name)]].copy()
    for column in _columns(name):
        if column.type == "number":
            out[column.name] = [f"{v:.6g}" for v in out[column.name]]
        elif column.type == "boolean":
            out[column.name] = ["true" if v else "false" for v in out[column.name]]
        elif column.type == "string":
            out[column.name] = [guard(str(v)) for v in out[column.name]]
    out.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read one table of a built corpus, with the types of the contract.

    Raises:
        FileNotFoundError: if the corpus was not built there; says how to build it.
        ValueError: if `name` is no table of the contract; lists them.
    """
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
    path = Path(folder) / f"{name}.csv"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there; build the corpus first: dhkit build {Path(folder).name}")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    missing = [c.name for c in _columns(name) if c.name not in frame.columns]
    if missing:
        raise ValueError(f"{path}: column {', '.join(missing)} of the table {name} is missing; build it again")
    for column in _columns(name):
        try:
            frame[column.name] = pd.Series(
                [_parse(v, column) for v in frame[column.name]], dtype=dtypes(name)[column.name]
            )
        except (ValueError, KeyError):
            odd = next(v for v in frame[column.name] if not _parses(v, column))
            raise ValueError(
                f"{path}: table {name}, column {column.name}: {odd!r} is no {column.type}; build it again"
            ) from None
    return frame


def _parse(cell: str, column: Column) -> Any:
    """Read a cell as its column declares it; an empty one is empty text, or missing."""
    if column.type == "string":
        return free(cell)
    if cell == "":
        return pd.NA if column.type == "integer" and not column.required else math.nan
    if column.type == "boolean":
        return {"true": True, "false": False}[cell]
    return int(cell) if column.type == "integer" else float(cell)


def _parses(cell: str, column: Column) -> bool:
    try:
        _parse(cell, column)
    except (ValueError, KeyError):
        return False
    return cell != "" or column.type in ("string", "number") or not column.required


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every table of a built corpus, by name.

    Example:
        tables = read_tables(Path("data/processed/october")); tables["voices"]
    """
    return {name: read_table(folder, name) for name in TABLES}


def describe(name: str, title: str, pipeline: str = "") -> dict[str, Any]:
    """Describe the tables as a Frictionless data package: the data dictionary that travels with them."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        **({"pipeline": pipeline} if pipeline else {}),
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(name: str) -> dict[str, Any]:
    table = TABLES[name]
    schema_fields = []
    for column in _columns(name):
        described: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
        constraints: dict[str, Any] = {"required": True} if column.required else {}
        if column.values:
            constraints["enum"] = [int(v) for v in column.values] if column.type == "integer" else list(column.values)
        if constraints:
            described["constraints"] = constraints
        schema_fields.append(described)
    schema: dict[str, Any] = {"fields": schema_fields, "primaryKey": list(table.key), "missingValues": [""]}
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": "" if target == name else target, "fields": key}}
            for column, (target, key) in table.refers.items()
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": (table.__doc__ or "").strip(),
        "encoding": "utf-8",
        "schema": schema,
    }


def _columns(name: str) -> list[Column]:
    return columns(TABLES[name])
