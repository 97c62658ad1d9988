"""The site in a real browser, from a disk: each mark lists its passages, as text where it may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ROOT, SCREENS, Watched, needs_chromium, notebooks_run_here, watch
from marks import walk_notebook
from playwright.sync_api import Locator

from dhkit.documents import find_document, read_corpus, read_document
from dhkit.explore import NONE
from dhkit.notebooks import execute_notebooks, list_notebooks
from dhkit.site import PRIVATE, write_site
from dhkit.templates import copy_notebooks

WITH_CHARTS = [path.stem for path in list_notebooks(ROOT / "notebooks") if not path.name.startswith("00_")]
PERMALINK = re.compile(r"#[\w.-]+:\d+-\d+")
PRESS_ALL = """async figure => {
  const told = figure.nextElementSibling.querySelector('.told');
  const listed = [];
  for (const mark of figure.querySelectorAll('svg [role=button]')) {
    const before = new Promise(done => new MutationObserver((_, observer) => {
      observer.disconnect();
      done();
    }).observe(told, { childList: true }));
    mark.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await Promise.race([before, new Promise(done => setTimeout(done, 3000))]);
    const link = figure.nextElementSibling.querySelector('a');
    listed.push([mark.__data__.datum, told.textContent, link ? link.hash : '']);
  }
  return listed;
}"""
"""Press Enter on every mark of a chart, and give the row that each draws, what is then told, and the first place."""

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the notebooks in the repository, of a corpus whose documents may not be passed on."""
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(notebooks_run_here(), folder, "October")
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two notebooks executed on the corpus that may be shown in full."""
    home = tmp_path_factory.mktemp("sample")
    (home / "data").symlink_to(ROOT / "data")
    copy_notebooks(ROOT / "notebooks", home / "notebooks", ROOT / "data" / "raw" / "sample")
    for path in list_notebooks(home / "notebooks"):
        if path.stem not in ("02_voices", "05_characterisations"):
            path.unlink()
    list(execute_notebooks(home / "notebooks"))
    write_site(home / "notebooks", home / "site", "Sample")
    return home / "site"


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    """A browser that may read files of this disk, and nothing else."""
    with watch("file:") as page:
        yield page


def charts(watched: Watched, site: Path, name: str) -> list[Locator]:
    """Open a page and give its charts, when all are drawn."""
    watched.page.goto("about:blank")
    watched.page.goto((site / f"{name}.html").as_uri())
    figures = watched.page.locator("figure.chart")
    figures.last.locator("svg.marks").wait_for()
    return list(figures.all())


def click(watched: Watched, mark: Locator, **options: Any) -> None:
    """Click the middle of a mark, as a hand would."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    for key in options.get("modifiers", ()):
        watched.page.keyboard.down(key)
    watched.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for key in options.get("modifiers", ()):
        watched.page.keyboard.up(key)


def below(figure: Locator) -> Locator:
    return figure.locator("xpath=following-sibling::section")


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_a_click_lists_the_places_behind_a_mark(watched: Watched, site: Path, name: str) -> None:
    """A click on a mark of any chart lists document, block and place; words only where the text may be passed on."""
    may_be_shown = name.startswith("07_")  # it reads files of the sample, the others read other people's documents
    for figure in charts(watched, site, name):
        click(watched, figure.locator("svg [role=button]").first)
        below(figure).locator("li").first.wait_for()

        assert PERMALINK.search(below(figure).inner_text())
        assert re.search(r"block \d+ of \d+", below(figure).inner_text())
        assert may_be_shown == bool(below(figure).locator(".quote").count())
    assert ([], []) == (watched.outside, watched.errors)


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_every_mark_lists_what_it_counts(watched: Watched, site: Path, name: str) -> None:
    """Enter on each mark of each chart lists as many passages as rows stand behind it, the first of them first."""
    figures = charts(watched, site, name)
    followed = walk_notebook(ROOT / "notebooks" / f"{name}.ipynb")

    for figure, chart in zip(figures, followed, strict=False):  # a chart with menus stands last, and is not walked
        pressed = figure.evaluate(PRESS_ALL)
        assert len(pressed) == len(list(chart.marks())), chart.spec["description"]
        for datum, told, place in pressed:
            behind = chart.behind(datum)
            if behind.empty:  # a share of nought has its point, too
                assert (NONE, "") == (told, place)
                continue
            first = behind.iloc[0]
            assert re.fullmatch(rf"{len(behind)} passages?(, the first \d+ shown)?", told), (datum, told)
            assert f"#{first['document']}:{first['start']}-{first['end']}" == place
    assert [] == watched.errors


def test_keys_walk_the_marks_of_a_chart(watched: Watched, site: Path) -> None:
    """One mark of a chart is reached by Tab, arrows lead to the others, Enter lists and Shift with Enter adds."""
    figure = charts(watched, site, "02_voices")[0]
    marks, page = figure.locator("svg [role=button]"), watched.page
    assert 1 == figure.locator("svg [tabindex='0']").count()

    marks.first.focus()
    told = []
    for key in ("Enter", "ArrowRight", "Shift+Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
        told.append(int(below(figure).locator(".told").inner_text().split()[0]))
    assert told[0] == told[1] < told[2]
    assert marks.nth(1).evaluate("mark => mark === document.activeElement")


def test_the_text_is_shown_where_it_may_be(watched: Watched, sample: Path) -> None:
    """What was counted is marked in the words of the document; the blocks before and after are one click away."""
    figure = charts(watched, sample, "05_characterisations")[0]
    panel = below(figure)
    click(watched, figure.locator("svg [role=button]").first)
    entry = panel.locator("li").first
    entry.wait_for()
    marked, place = entry.locator("mark").inner_text(), PERMALINK.search(entry.inner_text())
    assert place is not None
    document, _, span = place[0][1:].partition(":")
    start, end = map(int, span.split("-"))
    corpus = read_corpus(ROOT / "data" / "raw" / "sample")
    (text,) = [read_document(corpus, source).text for source in corpus.documents if source.key == document]

    assert text[start:end].split() == marked.split()
    entry.locator("button", has_text="before").click()
    entry.locator("button", has_text="after").click()
    assert 2 == entry.locator(".neighbour .quote").count()
    around = entry.locator(".neighbour .quote").all_inner_texts()
    assert text.index(around[0].split()[0]) < start
    assert " ".join(around[1].split()) in " ".join(text[end:].split())
    SCREENS.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        watched.page.emulate_media(color_scheme=scheme)
        watched.page.screenshot(path=SCREENS / f"site-passages-{scheme}.png")
        found = Axe().run(watched.page, options={"preload": False}).response["violations"]
        assert [] == [
            (what["id"], what["nodes"][0]["html"]) for what in found if what["impact"] in ("serious", "critical")
        ]
    assert ([], []) == (watched.outside, watched.errors)


def test_a_permalink_shows_what_no_page_lists(watched: Watched, site: Path, sample: Path) -> None:
    """The address of any stretch of a document leads to it, from any page; its words stand there if they may."""
    for folder, address, quoted in ((site, "lih-2014:10-20", 0), (sample, "essay:10-20", 1)):
        watched.page.goto("about:blank")
        watched.page.goto((folder / "02_voices.html").as_uri() + f"#{address}")
        shown = watched.page.locator("#place .reference")
        shown.wait_for()
        assert f"#{address}" in shown.inner_text()
        assert quoted == watched.page.locator("#place .quote").count()
    assert [] == watched.errors


@pytest.mark.documents
def test_all_texts_for_ones_own_use(watched: Watched, tmp_path: Path) -> None:
    """With text, passages of documents that may not be passed on are shown, and every page says so."""
    corpus = read_corpus(ROOT / "data" / "raw" / "october")
    if not all(find_document(corpus, source) for source in corpus.documents):
        pytest.skip("the documents of october are not on this machine")
    pages = write_site(notebooks_run_here(), tmp_path / "site", "October", with_text=True)
    figure = charts(watched, tmp_path / "site", "03_entities")[0]
    click(watched, figure.locator("svg [role=button]").first)

    below(figure).locator(".quote mark").first.wait_for()
    assert all(PRIVATE in page.read_text(encoding="utf-8") for page in pages)
