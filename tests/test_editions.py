"""One invented book in fourteen formats: its voices come out alike, and its title page is read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from edition_book import read_book
from editions import FORMATS, Share, measure, prepare

from dhkit.new_corpus import describe, look_at

# Measured: 1.000 where TEI says who speaks; else see the README. What is missing in all of them alike are speakers told
# by the words around a quotation (`quoted_voices`), and, without indents, where a document set in ends. The floors are a
# little under what was measured.
FLOORS = {"voices.xml": 0.99, "scan.txt": 0.85, "utf16.txt": 0.85}
FLOOR = 0.88


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("editions")
    prepare(made)
    return made


@pytest.fixture(scope="module")
def shares(folder: Path) -> dict[str, Share]:
    return measure(folder, read_book())


@pytest.mark.parametrize("name", FORMATS)
def test_voices_of_a_format(name: str, shares: dict[str, Share]) -> None:
    """Whatever format a book is saved in, no word of it is lost and nearly all have their voice."""
    share = shares[name]
    assert share.lost == 0
    assert share.of() >= FLOORS.get(name, FLOOR), share.wrong
    assert share.of("own") >= 0.98, share.wrong
    assert share.of("note") >= 0.85, share.wrong


def test_formats_agree(shares: dict[str, Share]) -> None:
    """Where the form of a book is kept, its format makes no difference to a share of 0.02."""
    kept = [shares[name].of() for name in FORMATS if name not in FLOORS]
    assert max(kept) - min(kept) < 0.02


def test_proposals(folder: Path) -> None:
    """What `dhkit new` proposes of title, author, year, translator, editor and introduction is right in every format."""
    described = describe("istreva", look_at([folder / name for name in FORMATS]))
    for entry in tomllib.loads(described)["documents"]:
        found = {k: entry.get(k) for k in ("title", "author", "year", "layout", "translator", "editor", "parts")}
        assert found == {
            "title": "The Rising of the Seven Bridges",
            "author": "Dorrec, Casimir",
            "year": 1891,
            "layout": "book",
            "translator": "Harriet Lyle Penrow",
            "editor": "J. F. Coldicott",
            "parts": {"INTRODUCTION": "Wharram, Alfred T."},
        }, entry["file"]
