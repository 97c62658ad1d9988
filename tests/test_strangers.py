from __future__ import annotations

from pathlib import Path

import pytest
from strangers import measure, prepare

from dhkit.gold import Measure


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Measure]]:
    folder: Path = tmp_path_factory.mktemp("strangers")
    return measure(folder, prepare(folder))


@pytest.mark.parametrize(
    ("document", "least"),
    [("history", 0.95), ("memoir", 0.95), ("annals", 0.95), ("trial", 0.95), ("republic", 0.85), ("periodical", 0.95)],
)
def test_voices_of_strangers(document: str, least: float, measured: dict[str, dict[str, Measure]]) -> None:
    """With a corpus.toml and no list at all, nearly every character of a book has its voice: prefaces, notes, letters."""
    voices = measured[document]["voices"]
    assert voices.right >= least * (voices.right + voices.missed), voices.places
