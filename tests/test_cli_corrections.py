"""The command `dhkit corrections`: it lists, checks, weighs, exports and imports, in a small house of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dhkit import kept_rows
from dhkit.anchors import quote
from dhkit.build import build_rows
from dhkit.cli import main
from dhkit.corrections import Correction, append_corrections, read_corrections
from dhkit.kept_rows import kept_file, rows_by_rules
from dhkit.tables import read_tables

TEXT = "The Late Ferry\n\nNobody in Selvara laughed. Selvara slept, said Anna Tell, and so did Otto Voss.\n"
FILE = Path("data/corrections/ferry.csv")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a house with one corpus of one page, built; it is the working folder."""
    folder = tmp_path / "data" / "raw" / "ferry"
    folder.mkdir(parents=True)
    (folder / "ferry.txt").write_bytes(TEXT.encode())
    (folder / "authority.csv").write_text("", encoding="utf-8")
    (folder / "lists").mkdir()
    (folder / "lists" / "authority.csv").write_text(
        "entity,label,kind,family,aliases,wikidata,note\nselvara,Selvara,place,,Selvara,,\n"
        "tell-anna,\"Tell, Anna\",person,Tell,,,\nvoss-otto,\"Voss, Otto\",person,Voss,,,\n", encoding="utf-8",
    )  # fmt: skip
    (folder / "corpus.toml").write_text(
        'title = "Ferry"\nlexicons = ["lists"]\npipeline = "none"\n[[documents]]\nkey = "ferry"\nfile = "ferry.txt"\n'
        f'sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"\nauthor = "Keller, Nadia"\ntitle = "The Late Ferry"\n'
        'layout = "essay"\n', encoding="utf-8",
    )  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["build", "ferry"]) == 0
    capsys.readouterr()
    return tmp_path


def drop(words: str = "Selvara", **more: str) -> Correction:
    start = TEXT.index(words)
    quoted = more.pop("quoted", quote(TEXT, start, start + len(words)))
    place = {"document": "ferry", "start": start, "end": start + len(words), "quoted": quoted}
    return Correction(table="mentions", action="drop", who="N. Keller", **place, **more)  # type: ignore[arg-type]


def test_none_yet(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there are no corrections, the command says where they go and in which columns."""
    assert main(["corrections", "ferry"]) == 0
    assert "no corrections. They go into data/corrections/ferry.csv" in capsys.readouterr().out


@pytest.mark.parametrize("present", [True, False])
def test_what_each_changes(present: bool, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each correction is told with the figures it changes, before and after; with and without the documents."""
    append_corrections(FILE, [drop(why="a ship"), drop("Anna Tell")])
    if not present:
        (house / "data" / "raw" / "ferry" / "ferry.txt").unlink()
    before = {p: p.read_bytes() for p in (house / "data" / "processed" / "ferry").iterdir()}

    assert main(["corrections", "ferry"]) == 0
    told = capsys.readouterr()
    assert "line 2, mentions drop ferry:26-33: applied   why: a ship\n    mentions of selvara: 2 → 1\n" in told.out
    assert "2 corrections: 2 applied\nAll together:\n    mentions of selvara: 2 → 1\n" in told.out
    assert present == ("are on this machine" not in told.err)
    assert before == {p: p.read_bytes() for p in before}


def test_the_documents_are_read_once(
    house: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules find is kept: the same is told without a new reading, until anything that decides it changes."""
    append_corrections(FILE, [drop()])
    folder, read = Path("data/raw/ferry"), []
    monkeypatch.setattr(kept_rows, "build_rows", lambda *given, **more: read.append(1) or build_rows(*given, **more))
    told = [(main(["corrections", "ferry"]), capsys.readouterr().out) for _ in range(2)]
    assert told[0] == told[1]
    assert [1] == read
    assert build_rows(folder) == rows_by_rules(folder)

    kept_file(folder).write_text("{", encoding="utf-8")
    assert main(["corrections", "ferry"]) == 0
    with (folder / "lists" / "authority.csv").open("a", encoding="utf-8") as file:
        file.write("ferry-line,The Ferry Line,organisation,,the Line,,\n")
    assert main(["corrections", "ferry"]) == 0
    assert [1, 1, 1] == read


def test_the_figures_are_the_same_after_the_build(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once the build has taken them in, the command still tells what the corrections have changed."""
    append_corrections(FILE, [drop()])
    assert main(["corrections", "ferry"]) == 0
    first = capsys.readouterr().out
    assert main(["build", "ferry"]) == 0
    assert "1 corrections" in capsys.readouterr().out
    assert 1 == (read_tables(house / "data" / "processed" / "ferry")["mentions"]["entity"] == "selvara").sum()
    assert main(["corrections", "ferry"]) == 0
    assert first == capsys.readouterr().out
    assert main(["check", "ferry"]) == 0


def test_stale_ones_are_told(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale correction is told with its reason, and ends the command with 1."""
    append_corrections(FILE, [drop(quoted="nowhere ⟦to be⟧ found")])

    assert main(["corrections", "ferry"]) == 1
    assert "stale, the quoted words are not found" in capsys.readouterr().out


@pytest.mark.parametrize("target", ["out.jsonld", "out.cas"])
def test_out_and_back(target: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exported corrections, imported into an empty file, make the same file; imported again, they change nothing."""
    append_corrections(FILE, [drop(), drop("Otto Voss", why="another")])
    whole = FILE.read_bytes()
    assert main(["corrections", "ferry", "--export", target]) == 0
    FILE.unlink()
    for _ in range(2):
        assert main(["corrections", "ferry", "--import", target]) == 0
        assert whole == FILE.read_bytes()
    assert 2 == len(read_corrections(FILE))
    assert main(["corrections", "ferry", "--export", target]) == 2
    assert "stays as it is" in capsys.readouterr().err
