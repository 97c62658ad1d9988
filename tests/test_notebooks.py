"""Notebooks: the rules for those in the repository, and the writer that saves them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from specs import everywhere

from dhkit.notebooks import (
    NotebookError,
    canonical_notebook,
    execute_notebook,
    keep_pictures,
    list_notebooks,
    read_notebook,
)
from dhkit.renderer import MIME_TYPE

ROOT = Path(__file__).parents[1]
NOTEBOOKS = list_notebooks(ROOT / "notebooks")
MOST_ROWS = 2000  # what a browser draws as SVG without making the reader wait

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def code_cells(path: Path) -> list[NotebookNode]:
    return [cell for cell in read_notebook(path).cells if cell.cell_type == "code" and cell.source.strip()]


def outputs(path: Path) -> list[NotebookNode]:
    return [output for cell in code_cells(path) for output in cell.outputs]


def charts(path: Path) -> list[dict[str, Any]]:
    return [output.data[MIME_TYPE] for output in outputs(path) if MIME_TYPE in output.get("data", {})]


def nodes(path: Path) -> Iterator[ast.AST]:
    for cell in code_cells(path):
        yield from ast.walk(ast.parse(cell.source))


def test_there_are_notebooks() -> None:
    """The rules below hold for something."""
    assert NOTEBOOKS, "notebooks/ holds no notebook"


@each_notebook
def test_every_cell_was_run_in_order(path: Path) -> None:
    """Cells are numbered 1 to n: outputs are those of a fresh kernel. nbval alone would pass a cell never run."""
    counts = [cell.execution_count for cell in code_cells(path)]

    assert list(range(1, len(counts) + 1)) == counts


@each_notebook
def test_silent_on_stderr(path: Path) -> None:
    """No warning, no log line, no error is left for the reader to worry about."""
    loud = [output for output in outputs(path) if output.output_type == "error" or output.get("name") == "stderr"]

    assert [] == loud


@each_notebook
def test_plain_python(path: Path) -> None:
    """Cells hold Python and nothing else: no magics, no shell."""
    for cell in code_cells(path):
        ast.parse(cell.source)


@each_notebook
def test_defines_nothing(path: Path) -> None:
    """Code that has a name lives in the package, where it is tested."""
    definitions = [
        ast.unparse(node).splitlines()[0]
        for node in nodes(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        or (isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and isinstance(node.value, ast.Lambda))
    ]

    assert [] == definitions


@each_notebook
def test_nothing_is_exempt(path: Path) -> None:
    """No cell is marked so that its outputs are not compared."""
    cells = read_notebook(path).cells
    marked = [cell.source for cell in cells if re.search(r"\bNBVAL_|PYTEST_VALIDATE_", cell.source)]
    tagged = [tag for cell in cells for tag in cell.metadata.get("tags", []) if tag.startswith(("nbval", "raises-"))]

    assert [] == marked
    assert [] == tagged


@each_notebook
def test_no_trailing_semicolon(path: Path) -> None:
    """A semicolon hides an output in JupyterLab only: assign to _ where nothing should be shown."""
    assert [] == [cell.source for cell in code_cells(path) if cell.source.rstrip().endswith(";")]


@each_notebook
def test_no_captured_outputs(path: Path) -> None:
    """What a front end would put elsewhere (Output, interact, clear_output) cannot be compared without one."""
    forbidden = {
        "Output",
        "interact",
        "interact_manual",
        "interactive",
        "interactive_output",
        "clear_output",
        "update_display",
        "display_id",
    }
    used = {node.id for node in nodes(path) if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
    used |= {alias.name for node in nodes(path) if isinstance(node, ast.ImportFrom) for alias in node.names}
    used |= {word.arg for node in nodes(path) if isinstance(node, ast.Call) for word in node.keywords if word.arg}

    assert set() == used & forbidden


@each_notebook
def test_charts_say_what_they_show(path: Path) -> None:
    """Every chart has a description: it is what a screen reader speaks and a terminal prints."""
    for chart in charts(path):
        assert chart.get("description", "").strip(), f"a chart without description: {chart.get('title')}"


@each_notebook
def test_charts_are_drawn_at_once(path: Path) -> None:
    """No chart holds more than 2,000 rows: aggregate in pandas."""
    for chart in charts(path):
        inline = [
            len(data["values"]) for data in everywhere(chart, "data") if isinstance(data, dict) and "values" in data
        ]
        rows = [len(values) for values in chart.get("datasets", {}).values()]

        assert max(rows + inline, default=0) <= MOST_ROWS, chart.get("description")


@each_notebook
def test_parameters_are_named(path: Path) -> None:
    """Parameters, and charts that carry one, have a name of their own: Altair's are alike for selections alike."""
    for chart in charts(path):
        params = [param for group in everywhere(chart, "params") for param in group]
        names = [param["name"] for param in params] + [view for param in params for view in param.get("views", [])]

        assert [] == [name for name in names if re.fullmatch(r"(param|view)_[0-9a-f]+", name)]


@each_notebook
def test_no_picture_stands_alone(path: Path) -> None:
    """A picture is never compared, so none is the only form of an output."""
    alone = [set(o.data) for o in outputs(path) if "image/png" in o.get("data", {}) and MIME_TYPE not in o.data]

    assert [] == alone


@each_notebook
def test_title_is_a_question(path: Path) -> None:
    """A notebook asks one question, and its title is that question."""
    first = read_notebook(path).cells[0]
    title = first.source.splitlines()[0]

    assert first.cell_type == "markdown"
    assert title.startswith("# ")
    if not path.name.startswith("00_"):
        assert title.endswith("?")


@each_notebook
def test_saved_in_canonical_form(path: Path) -> None:
    """A notebook is committed as the writer saves it (make notebooks), so that a rerun changes nothing."""
    text = path.read_text(encoding="utf-8")

    assert nbformat.writes(canonical_notebook(read_notebook(path))) + "\n" == text
    assert str(ROOT) not in text
    assert str(Path.home()) + "/" not in text


@pytest.fixture
def notebook_file(tmp_path: Path) -> Path:
    """A notebook with a chart's worth of things that change from run to run."""
    cells = [
        new_markdown_cell("# Two and two?", id="title"),
        new_code_cell("import pathlib\n\nprint(pathlib.Path.cwd().name)", id="where"),
        new_code_cell("import ipywidgets\n\nipywidgets.IntSlider()", id="widget"),
        new_code_cell("2 + 2", id="sum", metadata={"tags": ["kept"], "collapsed": True}),
    ]
    path = tmp_path / "01_sum.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": {"name": "elsewhere", "display_name": "x"}}), path)
    return path


def test_execute_notebook_leaves_no_trace_of_the_run(notebook_file: Path) -> None:
    """A second run gives the same bytes, and nothing of this machine is in them."""
    execute_notebook(notebook_file)
    first = notebook_file.read_bytes()
    execute_notebook(notebook_file)
    notebook = read_notebook(notebook_file)

    assert first == notebook_file.read_bytes()
    assert [1, 2, 3] == [cell.execution_count for cell in notebook.cells[1:]]
    assert f"{notebook_file.parent.name}\n" == notebook.cells[1].outputs[0].text
    assert ["text/plain"] == list(notebook.cells[2].outputs[0].data)
    assert {"tags": ["kept"]} == notebook.cells[3].metadata
    assert "python3" == notebook.metadata.kernelspec.name
    assert "version" not in notebook.metadata.language_info
    assert [notebook_file] == list(notebook_file.parent.iterdir())


def test_execute_notebook_names_the_cell_that_failed(notebook_file: Path) -> None:
    """A failing notebook is named with its cell and reason, and its file is left as it was."""
    notebook = read_notebook(notebook_file)
    notebook.cells[2].source = "1 / 0"
    nbformat.write(notebook, notebook_file)
    before = notebook_file.read_bytes()

    with pytest.raises(NotebookError, match=r"01_sum\.ipynb: code cell 2 failed: ZeroDivisionError: division by zero"):
        execute_notebook(notebook_file)
    assert before == notebook_file.read_bytes()


def test_execute_notebook_stops_a_cell_that_does_not_end(notebook_file: Path) -> None:
    """A cell that takes too long is stopped and named."""
    notebook = read_notebook(notebook_file)
    notebook.cells[1].source = "while True:\n    pass"
    nbformat.write(notebook, notebook_file)

    with pytest.raises(NotebookError, match="code cell 1 failed: took more than 1 seconds"):
        execute_notebook(notebook_file, cell_seconds=1)


def test_read_notebook_names_a_file_that_is_none(tmp_path: Path) -> None:
    """A file that is not a notebook is named."""
    path = tmp_path / "x.ipynb"
    path.write_text("no JSON", encoding="utf-8")

    with pytest.raises(ValueError, match=r"x\.ipynb is not a notebook"):
        read_notebook(path)


@pytest.mark.parametrize(("chart", "picture"), [({"mark": "bar"}, "old"), ({"mark": "line"}, "new")])
def test_keep_pictures_of_charts_that_have_not_changed(chart: dict[str, str], picture: str) -> None:
    """A picture follows its chart: unchanged chart, unchanged picture."""

    def notebook_with(spec: dict[str, str], png: str) -> NotebookNode:
        output = new_output("display_data", data={MIME_TYPE: spec, "image/png": png}, metadata={"image/png": {}})
        return new_notebook(cells=[new_code_cell("chart", outputs=[output])])

    notebook = notebook_with(chart, "new")
    keep_pictures(notebook, notebook_with({"mark": "bar"}, "old"))

    assert picture == notebook.cells[0].outputs[0].data["image/png"]
