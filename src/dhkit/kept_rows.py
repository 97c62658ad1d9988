"""Kept rows: what the rules find in a corpus, set aside so that a correction is weighed without a new reading.

Owns one hidden file beside the tables, `data/processed/.NAME.rows.json`, which git ignores and anybody may delete. In
comes the folder of a corpus, out come its rows before any correction, and all that they may name. They are taken from
the file if it was made from exactly the same: documents, lists, profiles, pipeline, and dhkit itself to the
byte; else from the documents, and the file is written anew. Like the tables it holds facts and no running text.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from dataclasses import astuple, fields
from importlib import metadata
from pathlib import Path
from typing import Any

from dhkit.authority import Authority
from dhkit.build import build_rows
from dhkit.corpus_folders import processed_folder
from dhkit.crate import describe_code
from dhkit.documents import find_document, read_corpus
from dhkit.lexicons import lexicon_folders
from dhkit.pipelines import SHIPPED, name_pipeline
from dhkit.rows import TABLES, Row, columns

Kept = tuple[dict[str, list[Row]], dict[str, Authority]]

_READERS = ("spacy", "thinc", "numpy", "rapidfuzz")


def kept_file(folder: Path) -> Path:
    """Give the hidden file of a corpus.

    >>> kept_file(Path("data/raw/sample")).as_posix()
    'data/processed/.sample.rows.json'
    """
    tables = processed_folder(folder)
    return tables.with_name(f".{tables.name}.rows.json")


def rows_by_rules(folder: Path, *, processes: int = 1) -> Kept:
    """Give the rows of a corpus before any correction, uncounted, and everything that they may name, by key.

    Args:
        folder: the folder with corpus.toml; all its documents must be on this machine.
        processes: how many read at once, as for `build.build_corpus`.

    Raises:
        CorpusError: in one line, what is wrong with which file and what to do.
    """
    path, made_from = kept_file(folder), stamp(folder)
    kept = _read(path, made_from)
    if kept is None:
        kept = build_rows(folder, processes=processes)
        _write(path, made_from, kept)
    return kept


def stamp(folder: Path) -> str:
    """Give one checksum over everything that decides what the rules find in a corpus."""
    total = hashlib.sha256()
    for part in _parts(Path(folder)):
        total.update(f"{part}\n".encode("utf-8", "replace"))
    return total.hexdigest()


def _parts(folder: Path) -> Iterator[str]:
    corpus = read_corpus(folder)
    yield str(describe_code()["sha256"])
    yield name_pipeline(corpus.pipeline or SHIPPED, corpus.folder)
    yield platform.python_version()
    yield from (f"{name} {metadata.version(name)}" for name in _READERS)
    for source in corpus.documents:
        path = find_document(corpus, source)
        yield f"{source.key} {hashlib.sha256(path.read_bytes()).hexdigest() if path else 'absent'}"
    inside = {path for own in (folder, *lexicon_folders(corpus)) for path in own.rglob("*") if path.is_file()}
    for path in sorted(inside):
        yield f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _write(path: Path, made_from: str, kept: Kept) -> None:
    """Write the file at once or not at all; where it cannot be written, the next call reads the documents again."""
    rows, known = kept
    held = {
        "made_from": made_from,
        "rows": {
            name: [[getattr(row, column.name) for column in columns(TABLES[name])] for row in rows[name]]
            for name in rows
        },
        "known": [astuple(entry) for entry in known.values()],
    }
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(held, ensure_ascii=True), encoding="utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)


def _read(path: Path, made_from: str) -> Kept | None:
    """Read the file; none if there is none, if it is of another state, or not as it was written."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["made_from"] != made_from:
            return None
        rows = {name: [_make(name, cells) for cells in listed] for name, listed in held["rows"].items()}
        known = [_make_entry(cells) for cells in held["known"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rows, {entry.entity: entry for entry in known}


def _make(table: str, cells: list[Any]) -> Row:
    made: Any = TABLES[table]
    row: Row = made(**dict(zip((c.name for c in columns(made)), cells, strict=True)))
    return row


def _make_entry(cells: list[Any]) -> Authority:
    told = dict(zip((f.name for f in fields(Authority)), cells, strict=True))
    return Authority(**{**told, "aliases": tuple(told["aliases"])})
