"""The authority file: reading it, and the commands that suggest entries for one and check it."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from dhkit.authority import Authority, needs_article, read_authority
from dhkit.cli import main
from dhkit.documents import CorpusError

AUTHORITY = "entity,label,kind,family,aliases,wikidata,note\n"
FULL = "entity,label,kind,family,aliases,wikidata,note,source\n"

TEXT = """\
The Late Ferry

Mr. Balthasar Oriel was not amused. “The ferry will be late on every day of the year,” said Balthasar Oriel. Anna Tell
wrote it down, and Oriel left for Selvara.
"""

MANIFEST = f"""\
title = "Ferry: one page on a late one"
lexicons = ["lexicons"]

[[documents]]
key = "ferry"
file = "ferry.txt"
sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"
author = "Keller, Nadia"
title = "The Late Ferry"
layout = "essay"
"""


def put(folder: Path, file: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding=encoding, newline="")
    return folder


def entry(label: str = "Tell, Anna", kind: str = "person", aliases: tuple[str, ...] = (), note: str = "") -> Authority:
    return Authority("key", label, kind, "", aliases, "", note)


# Reading


def test_authority_is_sorted_and_whole(tmp_path: Path) -> None:
    """Every column of a row is read, aliases are parted at bars, blanks around them fall; entries come by key."""
    rows = (
        '"tell","Tell, Anna ",person,Tell,Анна Телль | A. Tell|,Q7,historian; born 1921\nduma,Duma,organisation,,,,\n'
    )
    read = read_authority([put(tmp_path, "authority.csv", AUTHORITY + rows)])

    assert ["duma", "tell"] == list(read)
    assert (
        Authority("tell", "Tell, Anna", "person", "Tell", ("Анна Телль", "A. Tell"), "Q7", "historian; born 1921")
        == read["tell"]
    )


def test_later_rows_replace_earlier_ones(tmp_path: Path) -> None:
    """A corpus's own row takes the place of the general row with its key; the others stay."""
    general = put(tmp_path / "1", "authority.csv", AUTHORITY + "tell,Tell,person,,,,\nquill,Quill,person,,,,\n")
    own = put(tmp_path / "2", "authority.csv", AUTHORITY + '"tell","Tell, Anna",person,,,,\n')
    read = read_authority([general, own])

    assert {"quill": "Quill", "tell": "Tell, Anna"} == {key: e.label for key, e in read.items()}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "tell,Tell,preson,,,,",
            r"line 2: kind 'preson' is not allowed; allowed are person, organisation, group, place",
        ),
        ("tell,Tell,,,,,", "line 2: kind ''"),
        (",Tell,person,,,,", "line 2: entity and label must not be empty"),
        ("tell,,person,,,,", "line 2: entity and label must not be empty"),
        ('duma,Duma,organisation,,,,"a\nremark"\ntell,Tell,Person,,,,', "line 4: kind 'Person'"),
        ("\n\ntell,Tell,ship,,,,", "line 4: kind 'ship'"),
    ],
)
def test_slips_are_told_with_their_line(row: str, message: str, tmp_path: Path) -> None:
    """A slip names the file and the line as an editor counts it, remarks over two lines and empty lines counted."""
    with pytest.raises(CorpusError, match=rf"authority\.csv, {message}"):
        read_authority([put(tmp_path, "authority.csv", f"{AUTHORITY}{row}\n")])


def test_the_same_key_twice_in_one_list(tmp_path: Path) -> None:
    """Two rows of one key in one file are a slip: one of them would be lost in silence."""
    rows = '"tell","Tell, Anna",person,,,,\n"tell","Tell, Jonas",person,,,,\n'
    with pytest.raises(CorpusError, match=r"authority\.csv, line 3: .*'tell'"):
        read_authority([put(tmp_path, "authority.csv", AUTHORITY + rows)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lists_saved_by_a_spreadsheet(encoding: str, line_end: str, tmp_path: Path) -> None:
    """A list reads alike as saved by an editor or by a spreadsheet, with its mark at the start and its line ends."""
    text = (AUTHORITY + "теле,Телль,person,,,,\n").replace("\n", line_end)

    assert ["теле"] == list(read_authority([put(tmp_path, "authority.csv", text, encoding)]))


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (entry(), ("Anna Tell",)),
        (entry("Tell"), ("Tell",)),
        (entry(aliases=("Анна Телль", "Anna Tell")), ("Anna Tell", "Анна Телль")),
        (entry("Kerem (place)", "place", ("Kerem",)), ("Kerem",)),
        (entry("Lantern Night, the", "event"), ()),
    ],
)
def test_names_in_a_text(given: Authority, names: tuple[str, ...]) -> None:
    """A person is known by the full name and the aliases, anything else by its aliases only; none comes twice."""
    assert names == given.names


@pytest.mark.parametrize(
    ("note", "role"), [("historian; check the date", "historian"), ("captain", "captain"), ("; doubtful", ""), ("", "")]
)
def test_role_is_the_note_without_remarks(note: str, role: str) -> None:
    """What follows a semicolon is a remark for editors and no part of the role."""
    assert role == entry(note=note).role


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("group", "the Reds", True),
        ("group", "the dockers", False),
        ("group", "Reds", False),
        ("group", "the Blue Sashes", False),
        ("organisation", "the Diet", False),
    ],
)
def test_needs_article(kind: str, name: str, expected: bool) -> None:
    """Only a group whose name is one capitalised word with its article is told by the article."""
    assert expected is needs_article(entry("x", kind), name)


# dhkit authority


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a house with one built corpus whose list knows Anna Tell and Selvara; it is the working folder."""
    folder = tmp_path / "data" / "raw" / "ferry"
    put(folder, "corpus.toml", MANIFEST)
    put(folder, "ferry.txt", TEXT)
    rows = '"tell-anna","Tell, Anna",person,Tell,Tell,,historian,ours\nselvara,Selvara,place,,Selvara,,port,ours\n'
    put(folder / "lexicons", "authority.csv", FULL + rows)
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["build", "ferry"])
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize("task", ["suggest", "check"])
def test_help(task: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Both tasks explain themselves, and end well."""
    with pytest.raises(SystemExit) as done:
        main(["authority", task, "--help"])

    assert 0 == done.value.code
    assert capsys.readouterr().out.startswith(f"usage: dhkit authority {task}")


def test_suggest_prints_lines_to_paste(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is suggested is an authority file: pasted into the corpus's list it is read, and nothing is left to mend."""
    assert 0 == main(["authority", "suggest", "ferry"])
    told = capsys.readouterr().out
    (row,) = csv.DictReader(io.StringIO(told))

    assert ("oriel-balthasar", "Oriel, Balthasar", "person") == (row["entity"], row["label"], row["kind"])
    list_of_ours = house / "data" / "raw" / "ferry" / "lexicons" / "authority.csv"
    with list_of_ours.open("a", encoding="utf-8") as file:
        file.writelines(told.splitlines(keepends=True)[1:])
    assert 0 == main(["authority", "check", "ferry"])
    assert 0 == main(["build", "ferry"])
    capsys.readouterr()
    assert 0 == main(["authority", "suggest", "ferry"])
    assert FULL == capsys.readouterr().out


def test_suggest_never_overwrites(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new file is written; one that is there stays as it is, and the answer says so."""
    assert 0 == main(["authority", "suggest", "ferry", "--target", "new.csv"])
    written = (house / "new.csv").read_text(encoding="utf-8")
    assert "1 suggested entries written to new.csv" in capsys.readouterr().out

    assert 2 == main(["authority", "suggest", "ferry", "--target", "new.csv", "--least", "1"])
    assert "new.csv is there already and stays as it is" in capsys.readouterr().err
    assert written == (house / "new.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["suggest", "ferry", "--least", "0"], "--least 0: give a number of times, 1 or more."),
        (["suggest", "quay"], "corpora in data/raw: ferry"),
        (["check", "quay"], "corpora in data/raw: ferry"),
        (["check", "quay.csv"], "quay.csv is not there. Give an authority file"),
    ],
)
def test_what_to_do(arguments: list[str], told: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a task cannot be done, one line says why and what to do."""
    assert 2 == main(["authority", *arguments])
    assert told in capsys.readouterr().err


def test_check_tells_slips(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip is one line with file and line, and the exit code is 1; a file and a corpus are examined alike."""
    file = put(house, "mine.csv", f"{FULL}ferry,Ferry,ship,,Ferry,,,\n") / "mine.csv"

    assert 1 == main(["authority", "check", str(file)])
    told = capsys.readouterr().err
    assert f"{file}, line 2: kind 'ship' is not allowed; allowed are person" in told
    assert 0 == main(["authority", "check", "ferry"])
    assert "ferry: nothing to mend in" in capsys.readouterr().out


def test_a_form_is_the_later_folders(tmp_path: Path) -> None:
    """What a corpus's own list claims for an entry of its own is no longer the general entry's."""
    head = "entity,label,kind,family,aliases,wikidata,note\n"
    for name, rows in (
        ("1", "monitor,Monitor,organisation,,Monitor|Daily Monitor,,\n"),
        ("2", "velm,Velm,place,,Monitor,,\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "authority.csv").write_text(head + rows, encoding="utf-8")
    read = read_authority([tmp_path / "1", tmp_path / "2"])

    assert {"monitor": ("Daily Monitor",), "velm": ("Monitor",)} == {key: e.aliases for key, e in read.items()}
