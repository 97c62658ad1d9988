"""The pages of the site in a real browser, from a disk: drawn, quiet, reached by keys, and fit for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ROOT, SCREENS, Watched, needs_chromium, notebooks_run_here, watch

from dhkit.notebooks import list_notebooks
from dhkit.site import write_site

PAGES = ["index", *(path.stem for path in list_notebooks(ROOT / "notebooks"))]

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the notebooks in the repository."""
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(notebooks_run_here(), folder, "October")
    return folder


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    """A browser that may read files of this disk, and nothing else."""
    with watch("file:") as page:
        yield page


def go(watched: Watched, site: Path, address: str) -> None:
    watched.page.goto("about:blank")
    watched.page.goto((site / "index.html").as_uri().replace("index.html", address))
    drawn = watched.page.locator("figure.chart").count()
    if drawn:
        watched.page.locator("figure.chart svg.marks").nth(drawn - 1).wait_for()
    assert drawn == watched.page.locator("figure.chart svg.marks").count()


def serious(results: Any) -> list[str]:
    return [
        f"{found['id']}: {node['target']} {node['html'][:120]}"
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_page(watched: Watched, site: Path, name: str) -> None:
    """A page draws all its charts, asks for nothing, says nothing on the console, and axe finds nothing serious."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        watched.page.emulate_media(color_scheme=scheme)
        go(watched, site, f"{name}.html")
        watched.page.screenshot(path=SCREENS / f"site-{name}-{scheme}.png", full_page=True)

        only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}  # nothing but colours differs in the dark
        assert [] == serious(Axe().run(watched.page, options={"preload": False, **only}))
        assert ([], []) == (watched.outside, watched.errors)


def test_index_tells_one_finding(watched: Watched, site: Path) -> None:
    """The first page has the question, one answer with its chart, and the way through the notebooks."""
    go(watched, site, "index.html")

    assert watched.page.locator(".question").inner_text().endswith("?")
    assert 1 == watched.page.locator("figure.chart").count()
    assert len(PAGES) - 1 == watched.page.locator(".notebooks li").count()


def test_keys_reach_everything(watched: Watched, site: Path) -> None:
    """The first key press reaches the way past the head of the page; the focus is seen; every fold opens by key."""
    go(watched, site, "02_voices.html")
    page = watched.page
    page.keyboard.press("Tab")
    assert "skip" == page.evaluate("() => document.activeElement.className")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.locator("details.code summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.code").first.get_attribute("open") is not None


def test_permalinks_lead_to_their_passage(watched: Watched, site: Path) -> None:
    """A permalink is found from the index and from any page; one that no page lists is answered."""
    place = re.findall(r'<td id="([^"]+)"', (site / "06_historians_compared.html").read_text(encoding="utf-8"))[-1]
    for start in ("index.html", "01_documents.html"):
        watched.page.goto("about:blank")
        watched.page.goto((site / start).as_uri() + f"#{place}")
        watched.page.wait_for_function("() => document.querySelector('td:target') !== null")
        assert place == watched.page.evaluate("() => document.querySelector('td:target').id")
    watched.page.goto("about:blank")
    watched.page.goto((site / "01_documents.html").as_uri() + "#nowhere:1-2")
    watched.page.locator("#no-such-place code", has_text="#nowhere:1-2").wait_for()

    assert [] == watched.errors


def test_print_has_charts_and_no_menus(watched: Watched, site: Path) -> None:
    """On paper there are charts and prose; what is only for a screen is gone, and nothing is wider than the page."""
    go(watched, site, "06_historians_compared.html")
    watched.page.emulate_media(media="print", color_scheme="light")
    watched.page.set_viewport_size({"width": 680, "height": 960})

    assert watched.page.locator("figure.chart svg.marks").first.is_visible()
    assert not watched.page.locator(".bar").first.is_visible()
    assert not watched.page.locator("figure.chart details").first.is_visible()
    wide = "() => [...document.querySelectorAll('figure.chart svg.marks')].filter(c => c.getBoundingClientRect().right > innerWidth).length"
    assert 0 == watched.page.evaluate(wide)
    watched.page.emulate_media(media="screen")
    watched.page.set_viewport_size({"width": 1280, "height": 900})
