"""Corpus folders: where a corpus stands, and where its tables stand.

In comes what a reader typed, or the folder with corpus.toml; out go folders, and the tables at hand. What is in
corpus.toml is `documents`.

    >>> processed_folder(Path("data/raw/sample")).as_posix()
    'data/processed/sample'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

RAW = Path("data/raw")


def corpus_folder(given: str) -> Path:
    """Give the folder of a corpus that is named as a reader names it: a name in data/raw, or a folder."""
    folder = Path(given)
    return folder if (folder / "corpus.toml").is_file() or "/" in given or given.startswith(".") else RAW / given


def processed_folder(folder: Path) -> Path:
    """Give the folder of a corpus's tables: data/raw/NAME is built into data/processed/NAME."""
    folder = Path(folder)
    if folder.parent.name == "raw":
        return folder.parent.parent / "processed" / folder.name
    root = folder.resolve().parent
    return (root.parent if root.name == "raw" else root / "data") / "processed" / folder.resolve().name


def has_tables(folder: Path) -> bool:
    """Say whether a corpus has been built."""
    return (processed_folder(folder) / "datapackage.json").is_file()


def tables_at_hand(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a corpus.

    Raises:
        ValueError: if there are none yet; it says how to build them.
    """
    from dhkit.tables import read_tables  # brings pandas, which no command needs to say its help

    if not has_tables(folder):
        name = folder.name if folder == RAW / folder.name else folder
        raise ValueError(f"{processed_folder(folder)} holds no tables yet. Build them first: dhkit build {name}")
    return read_tables(processed_folder(folder))
