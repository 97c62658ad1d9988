"""Templates: the notebooks as a new corpus gets them, with its name set and without what was found in another.

Owns the copy. In come the notebooks of a clone, or those that the package brings along; out go notebooks whose cell of
parameters names the corpus, without outputs. A cell tagged `reading` says what somebody read in the charts of one
corpus: in a copy a guide stands in its place (`guides/NOTEBOOK.md`, by the cell's id), which says what to look for.
Notebooks that read no corpus of one's choice are not copied.

    >>> sorted(read_guides("01_documents"))
    ['01-05', '01-09', '01-12', '01-15']
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from nbformat import NotebookNode

from dhkit.notebooks import list_notebooks, read_notebook, write_notebook

READING = "reading"
"""The tag of a cell that speaks of one corpus."""

_FINDING = "finding"  # what the site opens with: somebody has to have found it
_PACKAGE = Path(__file__).parent
_CORPUS = re.compile(r'(?m)^CORPUS = "(?P<name>[^"]*)".*$')
_ID = re.compile(r"(?m)^<!-- (\S+) -->\n")
_NO_GUIDE = "*Write here what you read in what stands above.*"


def find_templates(folder: Path) -> Path | None:
    """Find the notebooks to copy: in a folder, else in the clone that dhkit runs from, else in the package.

    Returns:
        The first of these that holds a notebook with a parameter CORPUS, or nothing.
    """
    for place in (folder, _PACKAGE.parents[1] / "notebooks", _PACKAGE / "static" / "notebooks"):
        if any(_takes_corpus(read_notebook(path)) for path in list_notebooks(place)):
            return place
    return None


def read_guides(notebook: str) -> dict[str, str]:
    """Read what stands in a copy in the place of readings: Markdown by the id of the cell; empty if there is none.

    Args:
        notebook: its file name without suffix.
    """
    path = _PACKAGE / "guides" / f"{notebook}.md"
    if not path.is_file():
        return {}
    _, *parts = _ID.split(path.read_text(encoding="utf-8"))
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def copy_notebooks(source: Path, target: Path, corpus: Path) -> list[Path]:
    """Copy notebooks for a corpus; what is there already stays.

    Args:
        source: folder of notebooks (`find_templates`).
        target: folder of the copies; if it exists, nothing is copied.
        corpus: folder of the corpus.toml.

    Returns:
        The paths of the copies, in order.
    """
    from dhkit.corpus_folders import processed_folder

    if target.exists():
        return []
    found = [(path, read_notebook(path)) for path in list_notebooks(source)]
    chosen = [(path, notebook) for path, notebook in found if _takes_corpus(notebook)]
    target.mkdir(parents=True)
    for path, notebook in chosen:
        guides = read_guides(path.stem)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.source = _CORPUS.sub(f'CORPUS = "{corpus.name}"', cell.source)
                for name, folder in (("processed", processed_folder(corpus)), ("raw", corpus)):
                    there = Path(os.path.relpath(folder.resolve().parent, target.resolve())).as_posix()
                    cell.source = cell.source.replace(f'Path("../data/{name}")', f'Path("{there}")')
                cell.outputs, cell.execution_count = [], None
            elif READING in cell.metadata.get("tags", []):
                cell.source = guides.get(cell.id, _NO_GUIDE)
                tags = [tag for tag in cell.metadata["tags"] if tag not in (READING, _FINDING)]
                cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
        write_notebook(notebook, target / path.name)
    return [target / path.name for path, _ in chosen]


def find_corpora(folder: Path) -> list[str]:
    """List the corpora that the notebooks of a folder name in their cells of parameters."""
    found = (_read_corpora(read_notebook(path)) for path in list_notebooks(folder))
    return sorted({name for names in found for name in names})


def _takes_corpus(notebook: NotebookNode) -> bool:
    return bool(_read_corpora(notebook))


def _read_corpora(notebook: NotebookNode) -> list[str]:
    code = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    return [match["name"] for source in code if (match := _CORPUS.search(source))]
