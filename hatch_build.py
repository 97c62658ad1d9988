"""Makes the JavaScript bundles of the package while it is built.

Three files hold Vega, Vega-Lite and vega-embed, cut to three uses. They are made from what the installed
vl-convert carries, so no network and no node are needed, and they are not in git:

- ``labext/static/vega.js`` draws charts in JupyterLab (a module with exports);
- ``src/dhkit/static/live.js`` is the front end of a live chart (a widget module);
- ``src/dhkit/static/site.js`` draws charts on exported pages (a classic script: browsers refuse modules
  that a page loads from ``file://``).
"""

from __future__ import annotations

import importlib.util
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


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the bundles before files are collected; keeps those that are there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
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
