"""Documents that attack: their words are shown in Lab and on a page, and do nothing there."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ROOT, Lab, Watched, needs_chromium, serve_lab, watch
from playwright.sync_api import Page

from dhkit.documents import read_corpus
from dhkit.site import write_site
from dhkit.tables import read_tables, write_tables

pytestmark = needs_chromium

ATTACKS = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=2>",
    '"]);window.hacked=3;//',
    "'+(window.hacked=4)+'",
    "</script><svg onload=window.hacked=5>",
    "\x1b[8mhidden\x1b[0m \u202eabc",
)
INJECTED = "img[src='x'], svg[onload], .jp-OutputArea-output script, .widget-html-content script, td script, li script"
NOTEBOOKS = ("02_voices.ipynb", "06_historians_compared.ipynb")


def attack_tables(tables: dict[str, Any]) -> dict[str, Any]:
    """Put attacks into every name, title and descriptor that a chart, a table or a menu shows."""
    for table, columns in {"voices": ("name", "family"), "entities": ("label",), "documents": ("title",),
                           "works": ("title",), "characterisations": ("descriptor",)}.items():  # fmt: skip
        for column in columns:
            old = tables[table][column]
            new = [f"{ATTACKS[place % len(ATTACKS)]}{place}" for place in range(len(old))]
            tables[table] = tables[table].assign(**{column: new})
    return tables


def attack_text(text: str, spans: list[tuple[int, int]]) -> str:
    """Overwrite what stands before each span with an attack of the same length; the span itself stays."""
    letters = list(text)
    taken = {place for start, end in spans for place in range(start, end)}
    for number, (start, _) in enumerate(sorted(spans)):
        attack = ATTACKS[number % len(ATTACKS)]
        places = range(start - len(attack), start)
        if places.start >= 0 and not taken & set(places):
            letters[places.start : start] = attack
    return "".join(letters)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus under attack, and notebooks that read it."""
    work = tmp_path_factory.mktemp("hostile")
    tables = attack_tables(read_tables(ROOT / "data" / "processed" / "sample"))
    write_tables(work / "home" / "data" / "processed" / "sample", tables, title="Sample")
    raw = work / "home" / "data" / "raw" / "sample"
    shutil.copytree(ROOT / "data" / "raw" / "sample", raw)
    about = (raw / "corpus.toml").read_text(encoding="utf-8")
    said = tables["characterisations"]
    for source in read_corpus(raw).documents:
        rows = said[said["document"].eq(source.key)]
        old = (raw / source.file).read_bytes()
        new = attack_text(old.decode(), list(zip(rows["start"], rows["end"], strict=True))).encode()
        (raw / source.file).write_bytes(new)
        about = about.replace(hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest())
    (raw / "corpus.toml").write_text(about, encoding="utf-8")
    (work / "home" / "notebooks").mkdir()
    for name in NOTEBOOKS:
        cells = (ROOT / "notebooks" / name).read_text(encoding="utf-8")
        attacked = cells.replace('CORPUS = \\"october\\"', 'CORPUS = \\"sample\\"')
        assert attacked != cells
        (work / "home" / "notebooks" / name).write_text(attacked, encoding="utf-8")
    return work


@pytest.fixture(scope="module")
def lab(home: Path) -> Iterator[Lab]:
    """A JupyterLab on them."""
    with serve_lab(home / "home" / "notebooks", home) as address, watch(address, "file:") as watched:
        yield Lab(watched, address)


def check_unharmed(watched: Watched, page: Page) -> None:
    assert page.evaluate("() => window.hacked") is None
    assert 0 == page.locator(INJECTED).count()
    assert ([], []) == (watched.outside, watched.errors)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_hostile_text_in_lab_and_on_a_page(lab: Lab, home: Path, name: str) -> None:
    """Nothing runs in Lab, nor on the page made of what Lab saved; tags are shown as tags, disguises as what they are."""
    with lab.opened(name) as run:
        assert ([], []) == (run["errors"], run["stderr"])
        lab.wait_for_charts(len(run["charts"]))
        listed = "".join(lab.click_mark(number, chart) for number, chart in enumerate(run["charts"]))
        shown = lab.panel.inner_text()
        check_unharmed(lab.watched, lab.page)
        lab.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    assert "onerror" in listed + shown
    assert not re.search("[\x1b\u202e]", listed)
    assert not re.search("[\x1b\u202e]", json.dumps(run["charts"], ensure_ascii=False))

    folder = home / "home" / f"site-of-{name}"
    folder.mkdir(parents=True)
    shutil.copy(home / "home" / "notebooks" / name, folder / name)
    check_pages(lab.watched, write_site(folder, home / "site", ATTACKS[0], question=ATTACKS[1]))


def check_pages(watched: Watched, pages: list[Path]) -> None:
    """Open the pages of a site, and click a mark of each chart: no word of charts or passages runs."""
    page = watched.new_page()
    for path in pages:
        page.goto(path.as_uri())
        drawn = page.locator("figure.chart").count()
        if drawn:
            page.locator("figure.chart svg.marks").nth(drawn - 1).wait_for()
        for figure in page.locator("figure.chart").all():
            marks = figure.locator("svg [role=button]")
            if marks.count():
                marks.first.press("Enter")
                listed = figure.locator("xpath=following-sibling::section").locator("li")
                listed.first.wait_for()
                assert not re.search("[\x1b\u202e]", "".join(listed.all_inner_texts()))
        check_unharmed(watched, page)
    page.close()
