"""Every notebook in a real JupyterLab: it runs, it draws, and a click leads to passages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ROOT, Lab, needs_chromium, serve_lab, watch

from dhkit.notebooks import list_notebooks

NOTEBOOKS = [path.name for path in list_notebooks(ROOT / "notebooks")]
PERMALINK = re.compile(r"#[a-z0-9-]+:\d+-\d+")

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab on a copy of the notebooks, beside the tables and the documents of this folder."""
    work = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", work / "home" / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (work / "home" / "data").symlink_to(ROOT / "data")
    with serve_lab(work / "home" / "notebooks", work) as address, watch(address) as watched:
        yield Lab(watched, address)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_in_lab(lab: Lab, name: str) -> None:
    """A notebook runs without a word of complaint, draws every chart, and a click on any of them lists passages."""
    with lab.opened(name) as run:
        assert run["ok"]
        assert ([], [], 0) == (run["errors"], run["stderr"], run["unrun"])
        lab.wait_for_charts(len(run["charts"]))
        lab.picture(Path(name).stem)
        assert lab.gradients() == sorted(set(lab.gradients())), "two charts would show one legend"
        for number, chart in enumerate(run["charts"]):
            assert PERMALINK.search(lab.click_mark(number, chart)), chart["description"]

        if "comparing.explore" in run["code"]:
            lab.choose_in_menu("blocks")
            lab.panel.locator("pre", has_text="min_works=1000000").wait_for(state="attached", timeout=10_000)
            lab.wait_for_charts(len(run["charts"]))

    assert ([], []) == (lab.watched.outside, lab.watched.errors)


def test_one_notebook_has_menus() -> None:
    """The notebook that compares has menus: the test above changes one of them."""
    assert any("comparing.explore" in path.read_text(encoding="utf-8") for path in list_notebooks(ROOT / "notebooks"))
