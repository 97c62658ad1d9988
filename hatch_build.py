"""Makes the JavaScript bundles of the package while it is built, and has the wheel bring the notebooks along.

Three files hold Vega, Vega-Lite and vega-embed, cut to three uses. They are made from what the installed
vl-convert carries, so no network and no node are needed, and they are not in git:

- ``labext/static/vega.js`` draws charts in JupyterLab (a module with exports);
- ``src/dhkit/static/live.js`` is the front end of a live chart (a widget module);
- ``src/dhkit/static/site.js`` draws charts on exported pages (a classic script: browsers refuse modules
  that a page loads from ``file://``).

The notebooks come without outputs, for ``dhkit new`` where there is no clone; in a clone those of the clone are copied.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VL_VERSION = "6.4"
"""The Vega-Lite of the bundles; it must be the one Altair writes charts for (tests/test_repository.py)."""


def bundle(snippet: str) -> str:
    """Return the snippet with all of Vega that it uses, as one script."""
    import vl_convert

    script: str = vl_convert.javascript_bundle(snippet, vl_version=VL_VERSION)
    return script


LIVE_CHART_CHANGES = {
    # Each live chart comes with a Vega of its own, and each of these numbers its gradients and clips from 0: two
    # charts of one page would show each other's legends. So the first Vega of a page draws them all.
    "await vegaEmbed(": "await (globalThis.dhkitVegaEmbed ??= vegaEmbed)(",
    # What an error quotes may come from a document: it is shown, not read as HTML.
    "' + error.message + '": "' + String(error.message).replace(/[&<>\"']/g, c => `&#${c.charCodeAt(0)};`) + '",
}


def live_chart_source() -> str:
    """Return Altair's own widget front end without its imports from a content network."""
    spec = importlib.util.find_spec("altair")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("altair is not installed where dhkit is built: its widget front end is needed")
    source = Path(spec.submodule_search_locations[0]) / "jupyter" / "js" / "index.js"
    lines = source.read_text(encoding="utf-8").splitlines()
    script = "\n".join(line for line in lines if not line.startswith("import "))
    for theirs, ours in LIVE_CHART_CHANGES.items():
        if theirs not in script:
            raise ValueError(f"altair's widget front end no longer has {theirs!r}: see LIVE_CHART_CHANGES")
        script = script.replace(theirs, ours)
    return script


def classic_script(module: str) -> str:
    """Return a module without exports as a script that leaves only its window properties behind."""
    return f"(function () {{\n{module}\n}})();\n"


def bare_notebook(text: str) -> str:
    """Return a notebook without outputs, which show one corpus and are most of its size."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the bundles before files are collected; keeps those that are there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing and name it as part of the wheel, although git ignores it."""
        root = Path(self.root)
        makers = {
            "labext/static/vega.js": lambda: bundle("export { vegaEmbed, vega, vegaLite };"),
            "src/dhkit/static/live.js": lambda: bundle(live_chart_source()),
            "src/dhkit/static/site.js": lambda: classic_script(bundle("window.vegaEmbed = vegaEmbed;")),
        }
        for name, make in makers.items():
            path = root / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(make(), encoding="utf-8")
        build_data.setdefault("artifacts", []).extend(name for name in makers if name.startswith("src/"))
        if version == "editable":
            return
        for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
            bare = root / "build" / "notebooks" / path.name
            bare.parent.mkdir(parents=True, exist_ok=True)
            bare.write_text(bare_notebook(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
            build_data["force_include"][str(bare)] = f"dhkit/static/notebooks/{path.name}"
