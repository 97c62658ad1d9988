"""UIMA: a document with its rows and corrections as CAS XMI, which INCEpTION opens, and corrections back from it.

Owns the translation, through dkpro-cassis (the extra `uima`). In come a document's text, its rows and its corrections,
out comes one CAS: the text as its sofa; one annotation `dhkit.Row` for each row that can be corrected (table, key, and
its columns as told in one line), to be read; one annotation `dhkit.Correction` for each correction, with every cell.
In comes such a CAS, edited perhaps, out come its corrections in their order. Offsets are code points here and UTF-16 in
the file; cassis turns the ones into the others.

Since a CAS holds the whole text, it is for one's own use and belongs in no repository. A correction whose place lies
outside the text stands at the text's beginning and keeps its own offsets in its features.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dhkit.anchors import UNWRITABLE
from dhkit.corrections import CHANGEABLE, COLUMNS, Correction, check_correction
from dhkit.documents import CorpusError

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

ROW, CORRECTION = "dhkit.Row", "dhkit.Correction"
_ROW_CELLS = ("table", "key", "told")


def check_extra() -> None:
    """Make sure that dkpro-cassis is installed.

    Raises:
        CorpusError: saying how to install it.
    """
    if find_spec("cassis") is None:
        raise CorpusError("UIMA CAS needs an extra that is not installed. Install it: pip install 'dhkit[uima]'")


def make_cas(text: str, tables: Mapping[str, pd.DataFrame], corrections: Iterable[Correction], document: str) -> Cas:
    """Make the CAS of one document.

    Args:
        text: the source text.
        tables: the tables of the corpus; the rows of this document are shown.
        corrections: of the corpus, in the order of the file; those of this document are taken.
        document: the key of the document.
    """
    from cassis import Cas

    types = _make_types()
    cas = Cas(typesystem=types)
    cas.sofa_string = text.translate({c: r for c, r in UNWRITABLE.items() if chr(c) not in "\t\n\r"})
    cas.sofa_mime = "text/plain"
    row_type, correction_type = types.get_type(ROW), types.get_type(CORRECTION)
    for table in CHANGEABLE:
        frame = tables[table]
        for row in frame[frame["document"].eq(document)].to_dict("records"):
            names = [n for n in CHANGEABLE[table] if row[n] != ""]
            told = ", ".join(f"{n} = {row[n]}" for n in names)
            key = row[str(frame.columns[0])]
            cas.add(row_type(begin=row["start"], end=row["end"], table=table, key=key, told=told))
    for number, line in enumerate(c for c in corrections if c.document == document):
        inside = line.end <= len(text)
        cells = {f"cell_{name}": str(getattr(line, name)) for name in COLUMNS}
        begin, end = (line.start, line.end) if inside else (0, 0)
        cas.add(correction_type(begin=begin, end=end, number=number, **cells))
    return cas


def _make_types() -> TypeSystem:
    from cassis import TypeSystem

    types = TypeSystem()
    row = types.create_type(ROW, "uima.tcas.Annotation", description="One row of a table of dhkit, to be read")
    for name in _ROW_CELLS:
        types.create_feature(row, name, "uima.cas.String")
    correction = types.create_type(CORRECTION, "uima.tcas.Annotation", description="One correction of a scholar")
    types.create_feature(correction, "number", "uima.cas.Integer", description="its place in the file")
    for name in COLUMNS:
        types.create_feature(correction, f"cell_{name}", "uima.cas.String", description=f"column {name} of the file")
    return types


def write_cas(
    folder: Path, texts: Mapping[str, str], tables: Mapping[str, pd.DataFrame], corrections: Iterable[Correction]
) -> list[Path]:
    """Write DOCUMENT.xmi for each document, and TypeSystem.xml, which readers of XMI want beside it, into a new folder.

    Raises:
        CorpusError: if the folder is there already, the extra is not installed, or a corrected document is not here.
    """
    check_extra()
    corrections = list(corrections)
    if absent := sorted({c.document for c in corrections} - set(texts)):
        raise CorpusError(f"not on this machine: {', '.join(absent)}. A CAS holds the text, so the documents must be.")
    if folder.exists():
        raise CorpusError(f"{folder} is there already and stays as it is. Name a new folder.")
    folder.mkdir(parents=True)
    (folder / "TypeSystem.xml").write_text(_make_types().to_xml(), encoding="utf-8", newline="\n")
    written = []
    for document, text in sorted(texts.items()):
        path = folder / f"{document}.xmi"
        path.write_text(make_cas(text, tables, corrections, document).to_xmi(), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def read_cas(folder: Path) -> list[Correction]:
    """Read the corrections of the CAS in a folder, document by document, each in the order of its file.

    Raises:
        CorpusError: naming the file, if it is no XMI or one of its corrections is not allowed.
    """
    check_extra()
    from cassis import load_cas_from_xmi, load_typesystem

    if not (folder / "TypeSystem.xml").is_file():
        raise CorpusError(f"{folder / 'TypeSystem.xml'} is not there; an XMI cannot be read without its types.")
    types = load_typesystem(BytesIO((folder / "TypeSystem.xml").read_bytes()))
    found: list[Correction] = []
    for path in sorted(folder.glob("*.xmi")):
        try:
            cas = load_cas_from_xmi(BytesIO(path.read_bytes()), typesystem=types)
            marks: list[Any] = sorted(cas.select(CORRECTION), key=lambda mark: mark.number)
        except Exception as error:
            raise CorpusError(f"{path}: no XMI with corrections ({type(error).__name__}: {error}).") from error
        found += [_read_mark(mark, f"{path}, correction {mark.number + 1}") for mark in marks]
    return found


def _read_mark(mark: Any, where: str) -> Correction:
    cells: dict[str, Any] = {name: getattr(mark, f"cell_{name}") or "" for name in COLUMNS}
    try:
        correction = Correction(**{**cells, "start": int(cells["start"]), "end": int(cells["end"])})
    except ValueError as error:
        raise CorpusError(f"{where}: start and end must be whole numbers ({error}).") from error
    check_correction(correction, where)
    return correction
