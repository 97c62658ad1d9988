"""Pages: one executed notebook as an HTML page, and what the index tells of it.

In comes a notebook as it was executed, out goes its page: charts as data, each with the way to the places behind its
marks, prose with its links turned to pages, permalinks as links, code folded away. Widgets are not carried over: a live
chart appears as the chart it first was. Where pages lie and how they hang together is `site`.

Example:
    >>> page_links("See [the voices](02_voices.ipynb#who) and [a table](../data/voices.csv).", {"02_voices.ipynb"})
    'See [the voices](02_voices.html#who) and a table.'
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

from dhkit.marks import MARKS_TYPE
from dhkit.notebooks import WIDGET_VIEW
from dhkit.renderer import MIME_TYPE, static_file

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")  # a Markdown link, not a picture
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)  # a full address, or a place on the same page
_PROSE = re.compile(r"[*_(\[\"'“‘]*\w")  # how a line of a paragraph begins, unlike one of a list, a heading, a table
_PLACE = re.compile(r"<td( [^>]*)?>#([\w.-]+:\d+-\d+)</td>")  # a permalink in a list of passages
_BROWSER_ONLY = (
    "application/javascript",
    WIDGET_VIEW,
    MARKS_TYPE,
)  # what needs a kernel, a page of Jupyter, or a script


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a site: where it lies, and how the index and its neighbours name it."""

    file: str
    heading: str
    summary: str
    """The first paragraph below the heading, as HTML."""


def notebook_page(
    notebook: NotebookNode,
    page: Page,
    names: Collection[str],
    *,
    site: str,
    previous: Page | None = None,
    next: Page | None = None,  # noqa: A002 - the word on the page
    corpora: Collection[str] = (),
    note: str = "",
) -> str:
    """Return one notebook as an HTML page.

    Args:
        notebook: An executed notebook.
        page: Its file and heading.
        names: File names of the notebooks of this site: links to them become links to their pages.
        site: Title of the site.
        previous: The page before this one.
        next: The page after this one.
        corpora: Names of the corpora whose passage files lie beside the pages.
        note: What stands at its foot.
    """
    exporter = HTMLExporter(raw_template=static_file("page.html.j2"))
    about = {"heading": page.heading, "site": site, "previous": previous, "next": next}
    about |= {"corpora": json.dumps(list(corpora)) if corpora else "", "note": note}
    body, _ = exporter.from_notebook_node(_for_page(notebook, names, page), resources={"page": about})
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


def chart_html(spec: dict[str, Any], options: dict[str, Any], picture: str | None, **behind: str) -> str:
    """Return a chart as data in a page, with its picture for those whose browser runs no scripts.

    Args:
        spec: The chart.
        options: For vega-embed.
        picture: The chart as PNG in base64.
        behind: Where its marks lead, if they lead anywhere: `corpus`, and as `marks` the chart's name in its file.
    """
    script = as_script({"spec": spec, "options": options})
    description = escape(str(spec.get("description", "Chart")))
    image = f'<noscript><img alt="{description}" src="data:image/png;base64,{picture}"></noscript>' if picture else ""
    ways = "".join(f' data-{name}="{escape(value)}"' for name, value in behind.items())
    return f'<figure class="chart"{ways}><script type="application/json">{script}</script>{image}</figure>'


def list_marks(notebook: NotebookNode, page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    """List what stands behind the marks of a notebook's charts, each under the name that the chart has on its page."""
    for name, data in _charts(notebook, page):
        if MARKS_TYPE in data:
            yield name, data[MARKS_TYPE]


def _charts(notebook: NotebookNode, page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    drawn = (output["data"] for output in outputs if MIME_TYPE in output.get("data", {}))
    for place, data in enumerate(drawn, start=1):
        yield f"{Path(page.file).stem}/{place}", data


def _for_page(notebook: NotebookNode, names: Collection[str], page: Page) -> NotebookNode:
    """Return a copy in which what a page cannot show (charts as data, widgets, notebooks) has become what it can."""
    copy = deepcopy(notebook)
    copy.metadata.pop("widgets", None)
    copy.cells = [cell for cell in copy.cells if cell.source.strip()]
    known: set[str] = set()
    charts = {id(data): name for name, data in _charts(copy, page)}
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = page_links(cell.source, names)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME_TYPE in data:
                options = output.metadata.get(MIME_TYPE, {}).get("embed_options", {})
                marks = data.get(MARKS_TYPE)
                behind = {"corpus": Path(marks["source"]).name, "marks": charts[id(data)]} if marks else {}
                output["data"] = {"text/html": chart_html(data[MIME_TYPE], options, data.get("image/png"), **behind)}
            elif "text/html" in data:
                data["text/html"] = _link_places(data["text/html"], known)
            for kind in _BROWSER_ONLY:
                data.pop(kind, None)
    return copy


def describe_page(path: Path, notebook: NotebookNode, names: Collection[str]) -> Page:
    """Read the heading and the first paragraph of a notebook from its Markdown cells."""
    prose_cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    lines = [line for cell in prose_cells for line in [*cell.source.splitlines(), ""]]
    place = next((place for place, line in enumerate(lines) if line.startswith("# ")), None)
    heading = path.stem if place is None else re.sub(r"[*_`]", "", lines[place][2:]).strip()
    rest = lines if place is None else lines[place + 1 :]
    from_prose_on = dropwhile(lambda line: not _PROSE.match(line), rest)
    paragraph = "\n".join(takewhile(lambda line: line.strip(), from_prose_on))
    return Page(file=f"{path.stem}.html", heading=heading, summary=markdown2html_mistune(page_links(paragraph, names)))


def find_finding(notebook: NotebookNode, page: Page) -> dict[str, Any] | None:
    """Read the finding that the index shows: what the cells of a notebook that are tagged "finding" show and say."""
    cells = [cell for cell in _for_page(notebook, (), page).cells if "finding" in cell.metadata.get("tags", ())]
    outputs = [output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
    charts = [html for html in outputs if html.startswith('<figure class="chart"')]
    told = [markdown2html_mistune(cell.source) for cell in cells if cell.cell_type == "markdown"]
    if not charts or not told:
        return None
    figures = "".join(html for html in outputs if html not in charts)
    return {"chart": "".join(charts), "told": "".join(told), "figures": figures, "page": page}


def as_script(data: Any) -> str:
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
