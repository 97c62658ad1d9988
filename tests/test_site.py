"""Pages that work from a disk."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dhkit.marks import MARKS_TYPE
from dhkit.pages import chart_html, page_links
from dhkit.renderer import MIME_TYPE
from dhkit.site import ABSENT, BUNDLE, write_site

SPEC = {"description": "A < B & C", "mark": "bar", "title": "</script><script>alert(1)</script><!--"}


def executed(source: str, *outputs: NotebookNode) -> NotebookNode:
    return new_code_cell(source, execution_count=1, outputs=list(outputs), id="code")


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Two executed notebooks, with a chart and a widget."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    chart = new_output("display_data", data={MIME_TYPE: SPEC, "image/png": "AAAA", "text/plain": "Chart"})
    widget = new_output(
        "display_data",
        data={"application/vnd.jupyter.widget-view+json": {"model_id": "ab"}, "text/plain": "Run in JupyterLab"},
    )
    contents = [new_markdown_cell("# Contents\n\nBegin with [voices](01_voices.ipynb).\n\nNot this.", id="a")]
    voices = [
        new_markdown_cell("# Who *speaks*, and how much?", id="b"),
        new_markdown_cell("- a list\n\nThe `voices` table\nis read.\n\n## Next", id="c"),
        executed("show <chart>", chart, widget),
    ]
    nbformat.write(new_notebook(cells=contents), folder / "00_contents.ipynb")
    nbformat.write(new_notebook(cells=voices), folder / "01_voices.ipynb")
    return folder


def test_write_site_gives_index_pages_and_one_bundle(notebooks: Path, tmp_path: Path) -> None:
    """A site is an index, a page for each notebook, one style sheet and one script."""
    pages = write_site(notebooks, tmp_path / "build" / "site", "October")
    files = {path.name for path in (tmp_path / "build" / "site").iterdir()}

    assert ["index.html", "00_contents.html", "01_voices.html"] == [page.name for page in pages]
    assert {"index.html", "00_contents.html", "01_voices.html", "dhkit.css", BUNDLE} == files
    assert ["site"] == [path.name for path in (tmp_path / "build").iterdir()]


def test_write_site_lists_headings_and_first_paragraphs(notebooks: Path, tmp_path: Path) -> None:
    """The index names each notebook by its heading and first paragraph, and says the question."""
    write_site(notebooks, tmp_path / "site", "October & after", question="Who says what?")
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")

    assert "<h1>October &amp; after</h1>" in index
    assert "Who says what?" in index
    assert '<a href="01_voices.html">Who speaks, and how much?</a>' in index
    assert "<p>The <code>voices</code> table\nis read.</p>" in index
    assert '<p>Begin with <a href="01_voices.html">voices</a>.</p>' in index
    assert "Not this" not in index


def test_write_site_gives_the_same_bytes(notebooks: Path, tmp_path: Path) -> None:
    """Neither the clock nor the place of a site is in its bytes, and an old site is replaced whole."""
    first = {path.name: path.read_bytes() for path in write_site(notebooks, tmp_path / "here", "October")}
    (tmp_path / "here" / "99_gone.html").write_text("an old page", encoding="utf-8")
    again = {path.name: path.read_bytes() for path in write_site(notebooks, tmp_path / "here", "October")}
    elsewhere = {path.name: path.read_bytes() for path in write_site(notebooks, tmp_path / "a" / "b", "October")}

    assert first == again == elsewhere
    assert not (tmp_path / "here" / "99_gone.html").exists()


def test_write_site_asks_no_network(notebooks: Path, tmp_path: Path) -> None:
    """Pages load files that lie beside them, and nothing else."""
    for page in write_site(notebooks, tmp_path / "site", "October"):
        html = re.sub(r"<script type=\"application/json\">.*?</script>", "", page.read_text(encoding="utf-8"))
        loaded = re.findall(r'(?:src|href)="([^"#]+)"', html)

        assert {address for address in loaded if not address.startswith("data:")} <= {
            path.name for path in (tmp_path / "site").iterdir()
        }
        assert "import(" not in html


def test_page_holds_chart_code_and_words_for_widgets(notebooks: Path, tmp_path: Path) -> None:
    """A page has the chart as data, its picture for want of scripts, the code folded, and the words of a widget."""
    write_site(notebooks, tmp_path / "site", "October")
    html = (tmp_path / "site" / "01_voices.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html)

    assert {"spec": SPEC, "options": {}} == json.loads(data)
    assert "<noscript>" in html
    assert "Run in JupyterLab" in html
    assert "<details" in html
    assert "alert(1)</script>" not in html
    assert "model_id" not in html


def test_chart_html_cannot_end_its_script() -> None:
    """Text in a chart can neither end the script that holds it nor begin another."""
    html = chart_html(SPEC, {}, None)

    assert 1 == html.count("</script")
    assert "<!--" not in html


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[v](01_voices.ipynb)", "[v](01_voices.html)"),
        ("[v](01_voices.ipynb#who)", "[v](01_voices.html#who)"),
        ("[other](02_absent.ipynb)", "other"),
        ("[table](../data/x.csv)", "table"),
        ("[page](https://example.org/a)", "[page](https://example.org/a)"),
        ("[mail](mailto:a@example.org)", "[mail](mailto:a@example.org)"),
        ("[below](#below)", "[below](#below)"),
        ("![picture](x.png)", "![picture](x.png)"),
        ("a [1] (b)", "a [1] (b)"),
    ],
)
def test_page_links(markdown: str, expected: str) -> None:
    """Links lead to pages of the site or to the world; what is not part of the site is words only."""
    assert expected == page_links(markdown, {"01_voices.ipynb"})


def test_write_site_keeps_other_folders(notebooks: Path, tmp_path: Path) -> None:
    """A folder that is not a site is not replaced by one."""
    target = tmp_path / "papers"
    target.mkdir()
    (target / "thesis.txt").write_text("ten years of work", encoding="utf-8")

    with pytest.raises(ValueError, match="papers holds other things than a site"):
        write_site(notebooks, target, "October")
    assert ["thesis.txt"] == [path.name for path in target.iterdir()]


def test_write_site_refuses_what_was_not_run(notebooks: Path, tmp_path: Path) -> None:
    """A notebook that was not run is named, and nothing is written."""
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1", id="x")]), notebooks / "02_new.ipynb")

    with pytest.raises(ValueError, match=r"02_new\.ipynb has cells that were not run"):
        write_site(notebooks, tmp_path / "site", "October")
    assert not (tmp_path / "site").exists()


def test_write_site_needs_notebooks(tmp_path: Path) -> None:
    """An empty folder is named."""
    with pytest.raises(FileNotFoundError, match="holds no notebook"):
        write_site(tmp_path, tmp_path / "site", "October")


def test_index_shows_the_finding_that_is_tagged(tmp_path: Path) -> None:
    """What cells tagged "finding" show and say stands on the index, with the way to its page; else there is none."""
    chart = new_output("display_data", data={MIME_TYPE: SPEC, "text/plain": "Chart"})
    cells = [
        new_markdown_cell("# Do they differ?\n\nA question.", id="a"),
        executed("draw()", chart),
        new_markdown_cell("Hardly, *by this*.", id="c"),
    ]
    for tags, shown in (([], 0), (["finding"], 1)):
        for cell in cells[1:]:
            cell.metadata["tags"] = tags
        folder = tmp_path / f"notebooks{shown}"
        folder.mkdir()
        nbformat.write(new_notebook(cells=cells), folder / "06_compared.ipynb")
        index = write_site(folder, tmp_path / f"site{shown}", "October")[0].read_text(encoding="utf-8")

        assert shown == index.count('<figure class="chart">') == index.count("Hardly, <em>by this</em>.")
        assert shown == index.count('<p>Where it comes from: <a href="06_compared.html">')


def test_permalinks_are_links_to_their_rows(tmp_path: Path) -> None:
    """A listed passage can be linked to from its page and from the index; listed twice, the first is meant."""
    listed = new_output(
        "display_data", data={"text/html": "<table><tr><td>Lih</td><td>#essay:3-9</td></tr></table>" * 2}
    )
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=[executed("passages()", listed)]), tmp_path / "notebooks" / "01_a.ipynb")
    index, page = (path.read_text(encoding="utf-8") for path in write_site(tmp_path / "notebooks", tmp_path / "s", "x"))

    assert 1 == page.count('<td id="essay:3-9"><a href="#essay:3-9">#essay:3-9</a></td>')
    assert 2 == page.count('<a href="#essay:3-9">')
    assert '{"essay:3-9":"01_a.html"}' in index


def test_write_site_says_which_corpus_is_not_here(notebooks: Path, tmp_path: Path) -> None:
    """A corpus that a notebook makes for itself may not be here: then its marks lead nowhere, and the pages say so."""
    path = notebooks / "01_voices.ipynb"
    notebook = nbformat.read(path, as_version=4)
    output = next(o for cell in notebook.cells for o in cell.get("outputs", []) if MIME_TYPE in o.get("data", {}))
    output.data[MARKS_TYPE] = {"source": "../build/own/data/raw/lanterns", "marks": {}}
    nbformat.write(notebook, path)

    page = write_site(notebooks, tmp_path / "site", "October")[-1].read_text(encoding="utf-8")

    assert f"{ABSENT} lanterns." in page
    assert not (tmp_path / "site" / "passages-lanterns.js").exists()
