"""dhkit turns documents in which many people speak into tables of who says what about which event.

The names below are the verbs and records that notebooks use. They are loaded when they are first asked for, so that
``import dhkit`` is quick and brings neither spaCy nor Altair nor pandas with it.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    "LiveChart": "renderer",
    "execute_notebook": "notebooks",
    "write_site": "site",
}
"""Public name → the module it lives in, sorted by name."""

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"dhkit has no {name!r}; it has {', '.join(sorted(_HOMES))}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
