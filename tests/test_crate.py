"""The crate: the same bytes for the same files, readable by others, and every difference is noticed and named."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from dhkit import crate
from dhkit.cli import main
from dhkit.crate import NAME, describe_code, find_differences, list_parts, write_crate

TEXT = "Nobody in Selvara laughed.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the folder of a small project, with its crate."""
    root = tmp_path / "project"
    files = {
        "data/raw/ferry/corpus.toml": 'title = "F"\n[[documents]]\nkey = "ferry"\nfile = "ferry.txt"\n'
        f'sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"\ntitle = "The Late Ferry"\nlayout = "essay"\n',
        "data/raw/ferry/ferry.txt": TEXT,
        "data/raw/ferry/lists/authority.csv": "entity,label,kind\n",
        "data/raw/ferry/notes-of-mine.doc": "not of the crate",
        "data/corrections/ferry.csv": "table\n",
        "data/processed/ferry/voices.csv": "voice\n",
        "data/processed/ferry/datapackage.json": "{}\n",
        "data/processed/.ferry-half/voices.csv": "half written\n",
        "notebooks/01_voices.ipynb": "{}\n",
        "requirements.lock": "pandas==3\n",
        "CITATION.cff": "title: x\ndate-released: 2024-05-31\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    write_crate(root)
    return root


def test_the_same_bytes_elsewhere(project: Path, tmp_path: Path) -> None:
    """A copy in another folder, made later, has the same crate: no time, no path, no user."""
    before = (project / NAME).read_bytes()
    shutil.copytree(project, tmp_path / "elsewhere", copy_function=shutil.copyfile)

    assert before == write_crate(tmp_path / "elsewhere").read_bytes()
    assert str(tmp_path).encode() not in before


def test_others_can_open_it(project: Path) -> None:
    """The library of the RO-Crate community finds every file, the documents and the code."""
    opened = ROCrate(project)
    described = {entity.id: entity for entity in opened.get_entities()}

    assert (
        [
            "data/corrections/ferry.csv",
            "data/processed/ferry/datapackage.json",
            "data/processed/ferry/voices.csv",
            "data/raw/ferry/corpus.toml",
            "data/raw/ferry/lists/authority.csv",
            "notebooks/01_voices.ipynb",
            "requirements.lock",
        ]
        == sorted(part.id for part in opened.root_dataset["hasPart"])
        == list_parts(project)
    )
    assert hashlib.sha256(TEXT.encode()).hexdigest() == described["#ferry/ferry"]["sha256"]
    assert describe_code()["sha256"] == described["#dhkit"]["sha256"]
    assert "2024-05-31" == json.loads((project / NAME).read_text(encoding="utf-8"))["@graph"][1]["datePublished"]


def test_nothing_differs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An untouched folder is that of its crate, with its documents and without."""
    assert 0 == main(["verify", str(project)])
    (project / "data" / "raw" / "ferry" / "ferry.txt").unlink()
    assert 0 == main(["verify", str(project)])
    assert "7 files are those of the crate" in capsys.readouterr().out


DIFFERENCES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a correction more": (
        lambda p: (p / "data/corrections/ferry.csv").write_text("table\nx\n"),
        "ferry.csv is another",
    ),
    "a table gone": (lambda p: (p / "data/processed/ferry/voices.csv").unlink(), "voices.csv is missing"),
    "a notebook more": (
        lambda p: (p / "notebooks/02.ipynb").write_text("{}"),
        "notebooks/02.ipynb is not in the crate",
    ),
    "another lock": (lambda p: (p / "requirements.lock").write_text("pandas==4\n"), "requirements.lock is another"),
    "another document": (lambda p: (p / "data/raw/ferry/ferry.txt").write_text("Ha.\n"), "ferry.txt is not the one"),
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_the_first_difference_is_named(difference: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever was changed, the file is named, and the command ends with 1."""
    change, words = DIFFERENCES[difference]
    change(project)

    assert 1 == main(["verify", str(project)])
    assert words in capsys.readouterr().err


def test_other_code_is_noticed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crate made by another state of dhkit is told from this one, by version or by checksum."""
    real = describe_code()
    monkeypatch.setattr(crate, "describe_code", lambda: real | {"sha256": "0" * 64})
    (line,) = find_differences(project)
    assert "the code of dhkit" in line
    monkeypatch.setattr(crate, "describe_code", lambda: real | {"softwareVersion": "9.9"})
    (line,) = find_differences(project)
    assert "version 9.9" in line


@pytest.mark.parametrize("content", [None, "{", "[]", '{"@graph": []}'])
def test_no_crate(content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a crate, or with something else under its name, is told as such."""
    if content is not None:
        (tmp_path / NAME).write_text(content, encoding="utf-8")

    assert 2 == main(["verify", str(tmp_path)])
    assert NAME in capsys.readouterr().err
