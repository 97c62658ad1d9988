"""The notebooks of a new corpus: what is copied, and that each runs on whatever the tables hold."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from dhkit.cli import main
from dhkit.notebooks import list_notebooks, read_notebook
from dhkit.renderer import MIME_TYPE
from dhkit.templates import READING, copy_notebooks, find_corpora, find_templates, read_guides

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [path for path in list_notebooks(ROOT / "notebooks") if read_guides(path.stem)]

CORPORA = {
    "paragraph": {"a.txt": "The ferry was late that morning, and nobody on the quay could say why it had not come.\n"},
    "rumours": {
        "rumours.txt": "Rumours\n\n"
        + "\n\n".join(
            f'"They say the bridge of {town} is down tonight, and Harold Pell with it, and the mill is on fire."'
            for town in ("Orsk", "Velm", "Tarn")
        )
    },
    "lamps": {
        "lamps.txt": "The Lamps of Velm\n\nBy Anna Tell\n\nThe Velm Rising began in May. It was a coup, and Harold Pell led "
        "it.\n\nThe Velm Rising was not a popular movement. Harold Pell had two hundred men; Colonel Baretti had the guns."
        "\n\nThe Velm Rising was a tragedy. Harold Pell and Colonel Baretti knew it.\n",
        "letters.txt": "Letters from Orsk\n\nBy Carlo Orsini\n\nHarold Pell wrote: \"The Velm Rising was a heroic rising, "
        'whatever Colonel Baretti may print about it."\n\nColonel Baretti left Orsk. Harold Pell stayed in Velm.\n',
    },
}  # fmt: skip
"""From next to nothing to next to nothing of everything: no name; no voice that is known; an event, two authors."""


@pytest.fixture(scope="module", params=CORPORA)
def copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of notebooks that `dhkit new` has made for a corpus, in an empty folder."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    (folder / "texts").mkdir()
    for name, text in CORPORA[request.param].items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        assert main(["new", request.param, "texts"]) == 0
    return folder / f"notebooks-{request.param}"


def run_cells(path: Path) -> list[Any]:
    """Run the code of a notebook in this process, in the notebook's folder; give what its cells show, as bundles."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    with contextlib.chdir(path.parent):
        for cell in read_notebook(path).cells:
            if cell.cell_type != "code":
                continue
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, f"{path.name}#{cell.id}", "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), f"{path.name}#{cell.id}", "eval"), names)
                told = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {"text/plain": repr(value)}
                shown.append(told[0] if isinstance(told, tuple) else told)
    return shown


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS])
def test_notebooks_run_on_any_corpus(copies: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every cell runs, without a warning (they are errors here) or a word on stderr, and every chart says what it shows."""
    shown = run_cells(copies / name)

    assert capsys.readouterr().err == ""
    assert shown
    for chart in (told[MIME_TYPE] for told in shown if MIME_TYPE in told):
        assert chart["description"].strip()
        assert not re.search(r"\bnan\b|\bNone\b|\b0 of 0\b", chart["description"])


def test_copies_name_their_corpus(copies: Path) -> None:
    """All copies read one corpus, the new one: its title heads their site."""
    assert [copies.name.removeprefix("notebooks-")] == find_corpora(copies)


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS])
def test_copies_say_nothing_of_another_corpus(copies: Path, name: str) -> None:
    """What was found in the corpus of the repository is not said of another: no reading of it, no name, no output."""
    notebook = read_notebook(copies / name)
    readings = [
        cell.source
        for cell in read_notebook(ROOT / "notebooks" / name).cells
        if READING in cell.metadata.get("tags", [])
    ]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert readings
    assert not [cell.id for cell in notebook.cells if cell.source in readings]
    assert not [cell.source for cell in notebook.cells if "october" in cell.source.casefold()]
    assert not [cell.id for cell in code if cell.outputs or cell.execution_count]
    assert f'CORPUS = "{copies.name.removeprefix("notebooks-")}"' in code[1].source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_reading_has_its_guide(path: Path) -> None:
    """The cells tagged as readings, and those that have a guide to stand in their place, are the same."""
    tagged = [cell.id for cell in read_notebook(path).cells if READING in cell.metadata.get("tags", [])]

    assert tagged == list(read_guides(path.stem))
    assert all(read_guides(path.stem).values())


def test_notebooks_know_no_event_or_voice() -> None:
    """Which event, voice or document is looked at is decided in the cell of parameters, or by the tables."""
    from dhkit.tables import read_tables

    tables = read_tables(ROOT / "data" / "processed" / "october")
    known = {*tables["documents"]["document"], *tables["characterisations"]["event"], *tables["utterances"]["voice"]}
    for path in NOTEBOOKS:
        for cell in read_notebook(path).cells:
            if cell.cell_type == "code" and "CORPUS =" not in cell.source:
                told = {n.value for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Constant)}
                assert not told & known, (path.name, cell.source)


def test_a_corpus_elsewhere_is_found_from_its_notebooks(tmp_path: Path) -> None:
    """Where the corpus does not stand in data/raw beside the notebooks, the copies say where it does."""
    source = find_templates(tmp_path / "none")
    assert source == ROOT / "notebooks"
    copied = copy_notebooks(source, tmp_path / "there" / "notebooks", tmp_path / "here" / "raw" / "mine")
    parameters = read_notebook(copied[1]).cells[2].source

    assert 'Path("../../here/processed") / CORPUS' in parameters
    assert 'Path("../../here/raw") / CORPUS' in parameters
    assert copy_notebooks(source, tmp_path / "there" / "notebooks", tmp_path / "here" / "raw" / "mine") == []
