"""A real browser for the tests: Debian's Chromium without a network, and a JupyterLab of its own beside it.

Nothing of this user's has a part in it: configuration, settings and runtime files are in a folder made for the test,
and the notebooks are copies. What the browser asks of anybody but this machine is refused and noted.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from marks import walk_notebook
from playwright.sync_api import BrowserContext, Locator, Page, Route, sync_playwright

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "build" / "screens"
"""Where pictures of notebooks and pages go, to be looked at; git ignores them."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ON_MAC = ("/Applications/Chromium.app/Contents/MacOS/Chromium",
           "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # fmt: skip
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def find_chromium() -> str:
    """The path of a Chromium: the one that CHROMIUM names, else one that is installed; empty if there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in ([named] if named else [*_NAMES, *_ON_MAC]))
    return next((path for path in found if path), "")


needs_chromium = pytest.mark.skipif(
    not find_chromium(),
    reason="no Chromium here: apt install chromium (Debian), or set CHROMIUM=/path/to/chrome; CI always has one",
)


class Watched:
    """A page of the browser, and what went wrong on it."""

    def __init__(self, context: BrowserContext, home: tuple[str, ...]) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._home = home
        context.route("**/*", self._judge)
        self._context = context
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Open another page under the same watch."""
        page: Page = self._context.new_page()
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._refuse)
        return page

    def _refuse(self, dialog: Any) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _judge(self, route: Route) -> None:
        if route.request.url.startswith((*self._home, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()


@contextmanager
def watch(*home: str, **options: Any) -> Iterator[Watched]:
    """Open a page that may ask for nothing but what begins with `home`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_ARGUMENTS)
        try:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            yield Watched(context, home)
        finally:
            browser.close()


@contextmanager
def serve_lab(folder: Path, work: Path) -> Iterator[str]:
    """Run a JupyterLab on a folder, with settings of its own under `work`, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR",
           "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
    environment = {**os.environ, **{name: str(work / name.lower()) for name in own}}
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"),
        *("--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.password="),
        *("--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}"),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    with (work / "lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/api", server, work / "lab.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_up(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"JupyterLab does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


_OPEN = """async path => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready; await panel.sessionContext.ready; await panel.revealed;
  await panel.sessionContext.session.kernel.info;
}"""
_RUN = """async () => {
  const app = window.jupyterapp;
  const ok = await app.commands.execute('notebook:run-all-cells');
  const cells = app.shell.currentWidget.context.model.toJSON().cells.filter(cell => cell.cell_type === 'code');
  const outputs = cells.flatMap(cell => cell.outputs);
  const charts = outputs.map(output => (output.data || {})['application/vnd.vegalite.v6+json']).filter(spec => spec);
  return {
    ok,
    unrun: cells.filter(cell => cell.source && !cell.execution_count).length,
    errors: outputs.filter(o => o.output_type === 'error').map(o => o.ename + ': ' + o.evalue),
    stderr: outputs.filter(o => o.name === 'stderr').map(o => o.text),
    charts,
    code: cells.map(cell => cell.source).join('\\n'),
  };
}"""
_TO_TOP = """() => {
  window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0;
  const outer = window.jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-outer');
  outer.scrollTop = 0;
  return outer.scrollHeight;
}"""
_CLOSE = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.shutdown();
  panel.dispose();
}"""


class Lab:
    """A JupyterLab in the browser: one notebook after another is opened, run, looked at and closed."""

    def __init__(self, watched: Watched, address: str) -> None:
        self.watched = watched
        self.page = watched.page
        self.page.goto(f"{address}/lab?reset")
        self.page.wait_for_function("() => window.jupyterapp")
        self.page.evaluate("() => window.jupyterapp.restored.then(() => 1)")
        self.panel = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    @contextmanager
    def opened(self, name: str) -> Iterator[dict[str, Any]]:
        """Open and run a notebook, yield what is in it, and close it with its kernel."""
        self.page.evaluate(_OPEN, name)
        try:
            yield self.page.evaluate(_RUN)
        finally:
            self.page.evaluate(_CLOSE)

    def wait_for_charts(self, number: int) -> None:
        """Wait until so many charts are drawn; fail if one more or less is."""
        drawn = self.panel.locator(".vega-embed svg.marks")
        if number:
            drawn.nth(number - 1).wait_for(timeout=20_000)
        assert number == drawn.count()

    def gradients(self) -> list[str]:
        """The names of the colour ramps of all legends, which share one page."""
        found = "() => [...document.querySelectorAll('.vega-embed linearGradient')].map(ramp => ramp.id).sort()"
        return [str(name) for name in self.page.evaluate(found)]

    def picture(self, name: str) -> None:
        """Save the whole notebook as pictures, in light and in dark."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        height = self.page.evaluate(_TO_TOP)
        self.page.set_viewport_size({"width": 1280, "height": min(int(height) + 120, 14000)})
        self.page.evaluate(_TO_TOP)
        self.page.wait_for_timeout(1000)  # cells out of sight are laid out when they come into it
        for theme in ("Light", "Dark"):
            self.page.evaluate(
                "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", f"JupyterLab {theme}"
            )
            self.page.wait_for_timeout(400)
            self.panel.screenshot(path=SCREENS / f"lab-{name}-{theme.lower()}.png")
        self.page.evaluate(
            "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})"
        )
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def click_mark(self, number: int, chart: dict[str, Any]) -> str:
        """Click a mark of the notebook's nth chart, as a hand would, and return what is then listed below it; nothing if it has none."""
        held = next((param for param in chart.get("params", ()) if param["name"] == "mark"), None)
        if held is None:
            return ""
        drawn = self.panel.locator(".vega-embed").nth(number)
        drawn.scroll_into_view_if_needed()
        views = held.get("views") or [chart["name"]]
        mark = drawn.locator(", ".join(f"g.{view}_marks > :is(path, line)" for view in views)).first
        drawn.locator("svg.marks").wait_for(timeout=10_000)
        if not mark.count():
            return ""
        x, y = self._middle(mark)
        self.page.mouse.click(x, y)
        around = drawn.locator("xpath=ancestor::*[contains(@class, 'widget-vbox')][1]")
        below = around.locator(".widget-html-content").last
        below.locator("td", has_text="#").first.wait_for(timeout=10_000)
        return below.inner_text()

    def _middle(self, mark: Locator) -> tuple[float, float]:
        """Where the middle of a mark is, once the page around it has come to rest."""
        before: object = None
        for _ in range(50):
            mark.scroll_into_view_if_needed()
            box = mark.bounding_box()
            if box is not None and box == before:
                return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            before = box
            self.page.wait_for_timeout(150)
        pytest.fail("the page does not come to rest")

    def choose_in_menu(self, label: str) -> None:
        """Choose an entry of the notebook's one dropdown."""
        self.panel.locator(".widget-dropdown select").select_option(label=label)


@cache
def notebooks_run_here() -> Path:
    """Give the notebooks of the repository, the one run that makes a corpus for itself: its tables are then here."""
    walk_notebook(ROOT / "notebooks" / "07_your_own_sources.ipynb")
    return ROOT / "notebooks"
