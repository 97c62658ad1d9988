"""Executes notebooks and saves them in the one form in which they are committed.

Owns the canonical writer. In comes a notebook, out goes the same file with the outputs of a fresh kernel and without
anything that differs from run to run or from machine to machine: times, widget identities, the version of Python.
A notebook whose outputs are what they were is not written at all. What the notebooks say is not known here.

Example:
    >>> [path.name for path in list_notebooks(Path("no such folder"))]
    []
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from dhkit.renderer import MIME_TYPE

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}


class NotebookError(RuntimeError):
    """A notebook did not run to its end; the message names the notebook, the cell and what it said."""


def list_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder in the order in which they are read and run, that of their names."""
    return sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of format 4, or say which file is not one."""
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise ValueError(f"{path} is not a notebook: {str(error).splitlines()[0]}") from error
    return notebook


def execute_notebooks(folder: Path, *, cell_seconds: int = 300) -> Iterator[Path]:
    """Execute the notebooks of a folder in order and yield the path of each when it is saved."""
    for path in list_notebooks(folder):
        yield execute_notebook(path, cell_seconds=cell_seconds)


def execute_notebook(path: Path, *, cell_seconds: int = 300) -> Path:
    """Execute one notebook from its first cell to its last in a fresh kernel and save it in canonical form.

    The kernel is the Python that runs dhkit, whichever kernels are installed beside it, and works in the folder of
    the notebook. The file is replaced only when every cell has run, and only if something in it has changed.

    Args:
        path: The notebook.
        cell_seconds: How long one cell may take.

    Returns:
        The path.

    Raises:
        NotebookError: A cell failed or took too long; the file is as it was.
    """
    before = read_notebook(path)
    notebook = read_notebook(path)
    with tempfile.TemporaryDirectory(prefix="dhkit-") as profile:
        # An empty profile: neither a start-up file of this user nor the history of other sessions has a part in it.
        environment = {**os.environ, "IPYTHONDIR": profile}
        manager = AsyncKernelManager(
            kernel_name=_KERNEL["name"],
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True),
            transport_encryption="auto",  # without it the kernel warns, on stderr, that it talks in plain text
        )
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=cell_seconds,
            coalesce_streams=True,  # what a cell prints slowly comes in pieces, cut where the clock has it
            resources={"metadata": {"path": str(path.resolve().parent)}},
        )
        try:
            client.execute(env=environment, cleanup_kc=True)
        except CellExecutionError as error:
            raise NotebookError(f"{_failed_cell(path, notebook)}: {error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise NotebookError(f"{_failed_cell(path, notebook)}: took more than {cell_seconds} seconds") from error
        except DeadKernelError as error:
            raise NotebookError(f"{_failed_cell(path, notebook)}: its kernel died") from error
    canonical_notebook(notebook)
    keep_pictures(notebook, before)
    write_notebook(notebook, path)
    return path


def canonical_notebook(notebook: NotebookNode) -> NotebookNode:
    """Strip from a notebook, in place, what a second run on another machine would not repeat.

    1. Widgets: their state, and views under identities drawn at random.
    2. Times of execution, and the state of the window (collapsed, scrolled).
    3. The version of Python, and the name its kernel has on this machine.

    Returns:
        The same notebook.
    """
    notebook.metadata = NotebookNode(kernelspec=NotebookNode(_KERNEL), language_info=NotebookNode(_LANGUAGE))
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


def keep_pictures(notebook: NotebookNode, before: NotebookNode) -> None:
    """Put the pictures of an earlier run back beside charts that have not changed.

    A picture of the same chart may differ in a few bytes between machines. The chart is what is compared; its
    picture follows it, and so stays as long as the chart does.
    """
    earlier = {_chart_identity(output): output for output in _chart_outputs(before)}
    for output in _chart_outputs(notebook):
        known = earlier.get(_chart_identity(output))
        if known is not None and "image/png" in known.data:
            output.data["image/png"] = known.data["image/png"]
            output.metadata["image/png"] = known.metadata.get("image/png", {})


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook beside its place and then swap, so that no reader meets half a file."""
    nbformat.validate(notebook)
    text = nbformat.writes(notebook) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _chart_outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME_TYPE in output.get("data", {}):
                yield output


def _chart_identity(output: NotebookNode) -> str:
    return json.dumps(output.data[MIME_TYPE], sort_keys=True)


def _failed_cell(path: Path, notebook: NotebookNode) -> str:
    """Name the last code cell that was begun: cells run in order, so it is the one that did not end well."""
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    begun = [number for number, cell in enumerate(code_cells, start=1) if cell.get("execution_count") is not None]
    return f"{path}: code cell {max(begun, default=1)} failed"
