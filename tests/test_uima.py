"""UIMA: corrections survive the way into a CAS and back, at the right characters, whatever letters the text has."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from cassis import load_cas_from_xmi, load_typesystem

from dhkit.corrections import CHANGEABLE, Correction
from dhkit.documents import CorpusError
from dhkit.rows import Mention
from dhkit.tables import to_frame
from dhkit.uima import CORRECTION, ROW, read_cas, write_cas

TEXT = "𝔄n old 🎭 play: Паром & <late>\x0c ferries.\n"
START = TEXT.index("Паром")
LINE = Correction(
    table="mentions",
    action="change",
    document="ferry",
    start=START,
    end=START + 5,
    quoted="play: ⟦Паром⟧ & <late>",
    column="entity",
    value="ferry-the",
    who='N. "K." Keller',
    when="2024-05-31",
    why="a ship, <not>\x01 a play",
)
LINES = [
    LINE,
    replace(LINE, action="drop", column="", value="", why="", when=""),
    replace(LINE, document="lamps", start=0, end=4, quoted=""),
    replace(LINE, start=900, end=905),
]
TEXTS = {"ferry": TEXT, "lamps": "Lamp after lamp."}


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """Give tables with one mention."""
    row = Mention(mention=f"ferry:{START}-{START + 5}", document="ferry", start=START, end=START + 5, surface="Паром",
                  kind="work", entity="parom", rule="authority", score=1.0)  # fmt: skip
    return {name: to_frame(name, [row] if name == "mentions" else []) for name in CHANGEABLE}


def test_corrections_come_back(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """Every cell of every correction comes back, those with a place outside the text too, document by document."""
    written = write_cas(tmp_path / "cas", TEXTS, tables, LINES)

    assert ["ferry.xmi", "lamps.xmi"] == [path.name for path in written]
    assert [LINES[0], LINES[1], LINES[3], LINES[2]] == read_cas(tmp_path / "cas")


def test_marks_stand_at_their_words(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """A row and a correction cover the same words in the CAS as in the source, behind letters of two code units."""
    (path, _) = write_cas(tmp_path / "cas", TEXTS, tables, LINES)
    types = load_typesystem(BytesIO((tmp_path / "cas" / "TypeSystem.xml").read_bytes()))
    cas = load_cas_from_xmi(BytesIO(path.read_bytes()), typesystem=types)
    (row,) = cas.select(ROW)

    assert "Паром" == row.get_covered_text() == cas.select(CORRECTION)[-1].get_covered_text()
    assert ("mentions", "entity = parom") == (row.table, row.told)
    assert len(TEXT) == len(cas.sofa_string)


def test_the_same_bytes(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """The same corrections give the same files."""
    one, other = (write_cas(tmp_path / name, TEXTS, tables, LINES) for name in ("one", "other"))

    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_what_cannot_be_written_or_read(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """A document that is not here, a folder that is there, and a file that is none are told by name."""
    with pytest.raises(CorpusError, match="not on this machine: lamps"):
        write_cas(tmp_path / "cas", {"ferry": TEXT}, tables, LINES)
    write_cas(tmp_path / "cas", TEXTS, tables, LINES)
    with pytest.raises(CorpusError, match="stays as it is"):
        write_cas(tmp_path / "cas", TEXTS, tables, LINES)
    (tmp_path / "cas" / "ferry.xmi").write_text("no xml", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"ferry\.xmi: no XMI"):
        read_cas(tmp_path / "cas")
    with pytest.raises(CorpusError, match=r"TypeSystem\.xml is not there"):
        read_cas(tmp_path)
