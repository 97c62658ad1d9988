"""Writes executed notebooks as a folder of HTML pages that anyone can open, without Jupyter and without a network.

Owns how the pages (`pages`) hang together: index, neighbours, permalinks, look. In come executed notebooks, out goes a
folder that works from a disk (``file://``): one page per notebook with its charts alive, ``index.html``, one style
sheet, one script with Vega for all pages, and for each corpus one file of the passages behind the marks. The same
notebooks and tables give the same bytes. Nothing is computed here.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import Environment
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from dhkit.corpus_folders import has_tables, tables_at_hand
from dhkit.marks import MARKS_TYPE
from dhkit.notebooks import list_notebooks, read_notebook
from dhkit.pages import as_script, describe_page, find_finding, list_marks, notebook_page
from dhkit.passage_files import passage_file, write_passages
from dhkit.renderer import static_file

QUESTION = "Who says what about which event, and where does it say so?"

BUNDLE = "dhkit-vega.js"
STYLE_SHEET = "dhkit.css"

PRIVATE = "For your own use: this copy holds the text of documents that may not be passed on."
"""What stands at the foot of a site made with all texts, whatever their rights."""

ABSENT = "No passages behind marks, since the notebook was not run on this machine:"
"""What stands at the foot, before the corpora that a notebook makes for itself and whose tables are not here."""

OTHERS = (
    "Made with notebooks that were written for another corpus. What they say below their charts is left out; a "
    "sentence that introduces a question may still speak of that corpus."
)
"""What stands at the foot of a site made with the notebooks of another corpus."""

_ADDRESS = re.compile(r'<td id="([^"]+)"')


def write_site(
    notebooks: Path, target: Path, title: str, *, question: str = QUESTION, with_text: bool = False, note: str = ""
) -> list[Path]:
    """Write the notebooks of a folder as a site and return the paths of its pages, the index first.

    The site is made beside its place and then swapped in: a reader meets the old one or the new one, never half of
    either. A folder that holds anything else than a site is not replaced.

    Args:
        notebooks: A folder of executed notebooks.
        target: The folder of the site. It need not exist.
        title: What the index is headed with.
        question: The question that all notebooks serve.
        with_text: Show the text of every document that is on this machine, also where it may not be passed on; the
            pages say so. Without it passages of such documents are given as references.
        note: What stands at the foot of every page.

    Raises:
        FileNotFoundError: The folder has no notebooks.
        ValueError: A notebook has not been run, or the target holds other things.
    """
    sources = list_notebooks(notebooks)
    if not sources:
        raise FileNotFoundError(f"{notebooks} holds no notebook (*.ipynb), so there is nothing to write a site from")
    _check_target(target)
    contents = {path: read_notebook(path) for path in sources}
    for path, notebook in contents.items():
        _check_executed(path, notebook)
    names = {path.name for path in sources}
    absent = [name for notebook in contents.values() for name in _leave_out_absent(notebook, notebooks)]
    pages = [describe_page(path, notebook, names) for path, notebook in contents.items()]
    charts: dict[str, dict[str, Any]] = {}
    for notebook, page in zip(contents.values(), pages, strict=True):
        for name, behind in list_marks(notebook, page):
            charts.setdefault(behind["source"], {})[name] = behind
    files, notes = {}, [note] if note else []
    notes += [f"{ABSENT} {', '.join(dict.fromkeys(absent))}."] if absent else []
    for source, marked in charts.items():
        corpus = notebooks / source
        files[corpus.name], shown = write_passages(corpus, tables_at_hand(corpus), marked, with_text=with_text)
        notes += [PRIVATE] if shown and PRIVATE not in notes else []

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        new = Path(folder) / "site"
        new.mkdir()
        places: dict[str, str] = {}
        for place, notebook in enumerate(contents.values()):
            neighbours = {
                "previous": pages[place - 1] if place else None,
                "next": pages[place + 1] if place + 1 < len(pages) else None,
            }
            html = notebook_page(
                notebook, pages[place], names, site=title, corpora=list(files), note=" ".join(notes), **neighbours
            )
            _write(new / pages[place].file, html)
            places = dict.fromkeys(_ADDRESS.findall(html), pages[place].file) | places
        finding = next(filter(None, map(find_finding, contents.values(), pages)), None)
        index = {"title": title, "question": question, "pages": pages, "finding": finding}
        index |= {"corpora": json.dumps(list(files)) if files else "", "note": " ".join(notes)}
        _write(new / "index.html", _index(places=as_script(dict(sorted(places.items()))), **index))
        _write(new / STYLE_SHEET, static_file("site.css") + _code_colours())
        _write(new / BUNDLE, "".join(map(static_file, ("site.js", "passages.js", "charts.js"))))
        for corpus_name, script in files.items():
            _write(new / passage_file(corpus_name), script)
        _swap(new, target, Path(folder) / "old")
    return [target / "index.html", *(target / page.file for page in pages)]


def _index(**about: Any) -> str:
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(static_file("index.html.j2"))
    return template.render(**about)


def _code_colours() -> str:
    """Return the colours of code in light and in dark, both with the contrast that small type needs."""
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    background = ".highlight { background: var(--panel); }"
    return f"\n{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{background}\n"


def _leave_out_absent(notebook: NotebookNode, folder: Path) -> list[str]:
    """Take from a notebook, in place, the marks of corpora whose tables are not here; give the names of these."""
    absent = []
    for data in (o.get("data", {}) for cell in notebook.cells for o in cell.get("outputs", [])):
        corpus = folder / data[MARKS_TYPE]["source"] if MARKS_TYPE in data else None
        if corpus is not None and not has_tables(corpus):
            del data[MARKS_TYPE]
            absent.append(corpus.name)
    return absent


def _check_target(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ValueError(f"{target} is a file: name a folder for the site")
    if any(target.iterdir()) and not (target / BUNDLE).exists():
        raise ValueError(f"{target} holds other things than a site, and they would be lost: name a new or empty folder")


def _check_executed(path: Path, notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip() and cell.get("execution_count") is None:
            raise ValueError(f"{path} has cells that were not run: execute the notebooks first (dhkit run)")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put a new folder in the place of an old one; if the second step fails, the first is taken back."""
    if not target.exists():
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)
