"""Writes executed notebooks as a folder of HTML pages that anyone can open, without Jupyter and without a network.

Owns the pages, their index and their look. In come executed notebooks, out goes a folder that works from a disk
(``file://``): one page per notebook with its charts alive, ``index.html``, one style sheet, and one script with
Vega for all pages. The same notebooks give the same bytes. Widgets are not carried over: a live chart appears as the
chart it first was. Nothing is computed here.

Example:
    >>> page_links("See [the voices](02_voices.ipynb#who) and [a table](../data/voices.csv).", {"02_voices.ipynb"})
    'See [the voices](02_voices.html#who) and a table.'
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from jinja2 import Environment
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from dhkit.notebooks import WIDGET_VIEW, list_notebooks, read_notebook
from dhkit.renderer import MIME_TYPE, static_file

QUESTION = "Who says what about which event, and where does it say so?"

BUNDLE = "dhkit-vega.js"
STYLE_SHEET = "dhkit.css"

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")  # a Markdown link, not a picture
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)  # a full address, or a place on the same page
_PROSE = re.compile(r"[*_(\[\"'“‘]*\w")  # how a line of a paragraph begins, unlike one of a list, a heading, a table
_PLACE = re.compile(r"<td( [^>]*)?>#([\w.-]+:\d+-\d+)</td>")  # a permalink in a list of passages
_ADDRESS = re.compile(r'<td id="([^"]+)"')
_BROWSER_ONLY = ("application/javascript", WIDGET_VIEW)  # kinds of output that need a kernel, or a page of Jupyter


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a site: where it lies, and how the index and its neighbours name it."""

    file: str
    heading: str
    summary: str
    """The first paragraph below the heading, as HTML."""


def write_site(notebooks: Path, target: Path, title: str, *, question: str = QUESTION) -> list[Path]:
    """Write the notebooks of a folder as a site and return the paths of its pages, the index first.

    The site is made beside its place and then swapped in: a reader meets the old one or the new one, never half of
    either. A folder that holds anything else than a site is not replaced.

    Args:
        notebooks: A folder of executed notebooks.
        target: The folder of the site. It need not exist.
        title: What the index is headed with.
        question: The question that all notebooks serve.

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
    pages = [_describe(path, notebook, names) for path, notebook in contents.items()]

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
            html = notebook_page(notebook, pages[place], names, site=title, **neighbours)
            _write(new / pages[place].file, html)
            places = dict.fromkeys(_ADDRESS.findall(html), pages[place].file) | places
        finding = next(filter(None, map(_finding, contents.values(), pages)), None)
        index = {"title": title, "question": question, "pages": pages, "finding": finding}
        _write(new / "index.html", _index(places=_as_script(dict(sorted(places.items()))), **index))
        _write(new / STYLE_SHEET, static_file("site.css") + _code_colours())
        _write(new / BUNDLE, static_file("site.js") + static_file("charts.js"))
        _swap(new, target, Path(folder) / "old")
    return [target / "index.html", *(target / page.file for page in pages)]


def notebook_page(
    notebook: NotebookNode,
    page: Page,
    names: Collection[str],
    *,
    site: str,
    previous: Page | None = None,
    next: Page | None = None,  # noqa: A002 - the word on the page
) -> str:
    """Return one notebook as an HTML page.

    Args:
        notebook: An executed notebook.
        page: Its file and heading.
        names: File names of the notebooks of this site: links to them become links to their pages.
        site: Title of the site.
        previous: The page before this one.
        next: The page after this one.
    """
    exporter = HTMLExporter(raw_template=static_file("page.html.j2"))
    about = {"heading": page.heading, "site": site, "previous": previous, "next": next}
    body, _ = exporter.from_notebook_node(_for_page(notebook, names), resources={"page": about})
    return "\n".join(line.rstrip() for line in body.splitlines()) + "\n"


def page_links(markdown: str, names: Collection[str]) -> str:
    """Return a text with its links to notebooks turned into links to their pages.

    1. A link to a notebook of this site leads to its page.
    2. A full address, and a place on the same page, stay.
    3. Any other link names a file that is not part of the site: its words stay, the link goes.
    """

    def for_page(link: re.Match[str]) -> str:
        words, address = link.groups()
        if _ELSEWHERE.match(address):
            return link[0]
        file, mark, place = address.partition("#")
        if file in names:
            return f"[{words}]({Path(file).stem}.html{mark}{place})"
        return words

    return _LINK.sub(for_page, markdown)


def chart_html(spec: dict[str, Any], options: dict[str, Any], picture: str | None) -> str:
    """Return a chart as data in a page, with its picture for those whose browser runs no scripts."""
    script = _as_script({"spec": spec, "options": options})
    description = escape(str(spec.get("description", "Chart")))
    image = f'<noscript><img alt="{description}" src="data:image/png;base64,{picture}"></noscript>' if picture else ""
    return f'<figure class="chart"><script type="application/json">{script}</script>{image}</figure>'


def _for_page(notebook: NotebookNode, names: Collection[str]) -> NotebookNode:
    """Return a copy in which what a page cannot show (charts as data, widgets, notebooks) has become what it can."""
    copy = deepcopy(notebook)
    copy.metadata.pop("widgets", None)
    copy.cells = [cell for cell in copy.cells if cell.source.strip()]
    known: set[str] = set()
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = page_links(cell.source, names)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME_TYPE in data:
                options = output.metadata.get(MIME_TYPE, {}).get("embed_options", {})
                output["data"] = {"text/html": chart_html(data[MIME_TYPE], options, data.get("image/png"))}
            elif "text/html" in data:
                data["text/html"] = _link_places(data["text/html"], known)
            for kind in _BROWSER_ONLY:
                data.pop(kind, None)
    return copy


def _describe(path: Path, notebook: NotebookNode, names: Collection[str]) -> Page:
    """Read the heading and the first paragraph of a notebook from its Markdown cells."""
    prose_cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    lines = [line for cell in prose_cells for line in [*cell.source.splitlines(), ""]]
    place = next((place for place, line in enumerate(lines) if line.startswith("# ")), None)
    heading = path.stem if place is None else re.sub(r"[*_`]", "", lines[place][2:]).strip()
    rest = lines if place is None else lines[place + 1 :]
    from_prose_on = dropwhile(lambda line: not _PROSE.match(line), rest)
    paragraph = "\n".join(takewhile(lambda line: line.strip(), from_prose_on))
    return Page(file=f"{path.stem}.html", heading=heading, summary=markdown2html_mistune(page_links(paragraph, names)))


def _index(**about: Any) -> str:
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(static_file("index.html.j2"))
    return template.render(**about)


def _finding(notebook: NotebookNode, page: Page) -> dict[str, Any] | None:
    """Read the finding that the index shows: what the cells of a notebook that are tagged "finding" show and say."""
    cells = [cell for cell in _for_page(notebook, ()).cells if "finding" in cell.metadata.get("tags", ())]
    outputs = [output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
    charts = [html for html in outputs if html.startswith('<figure class="chart">')]
    told = [markdown2html_mistune(cell.source) for cell in cells if cell.cell_type == "markdown"]
    if not charts or not told:
        return None
    figures = "".join(html for html in outputs if html not in charts)
    return {"chart": "".join(charts), "told": "".join(told), "figures": figures, "page": page}


def _as_script(data: Any) -> str:
    """Write data as JSON that may stand in a page: without "<", which could end its script or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _link_places(html: str, known: set[str]) -> str:
    """Make the permalinks of listed passages links, each to its own row; the first of a place is what is linked to."""

    def link(cell: re.Match[str]) -> str:
        start, address = cell[1] or "", cell[2]
        name = "" if address in known else f' id="{address}"'
        known.add(address)
        return f'<td{name}{start}><a href="#{address}">#{address}</a></td>'

    return _PLACE.sub(link, html)


def _code_colours() -> str:
    """Return the colours of code in light and in dark, both with the contrast that small type needs."""
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    background = ".highlight { background: var(--panel); }"
    return f"\n{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{background}\n"


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
