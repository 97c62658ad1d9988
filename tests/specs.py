"""What tests look for in a chart's specification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def everywhere(spec: Any, key: str) -> Iterator[Any]:
    """Yield what stands under a key anywhere in a specification, its data left aside."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == key:
                yield value
            if name not in ("datasets", "data"):
                yield from everywhere(value, key)
    elif isinstance(spec, list):
        for item in spec:
            yield from everywhere(item, key)
