"""Slips: what an editor of an authority file should mend, one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhkit.slips import find_slips

HEADER = "entity,label,kind,family,aliases,wikidata,note,source\n"


def slips(folder: Path, *texts: str) -> list[str]:
    """Give the slips of files named 1.csv, 2.csv, …, without the folder."""
    files = []
    for i, text in enumerate(texts, 1):
        files.append(folder / f"{i}.csv")
        files[-1].write_text(HEADER + text, encoding="utf-8")
    return [slip.replace(f"{folder}/", "") for slip in find_slips(files)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("kerem,Kerem,place,,Kerem,Q7,town,ours\n", []),
        (",Kerem,place,,Kerem,,,\n", ["line 2: entity and label must not be empty."]),
        ("Kerem_1,Kerem,place,,Kerem,,,\n", ["line 2: entity 'Kerem_1' is no key."]),
        ("kerem,Kerem,town,,Kerem,,,\n", ["line 2: kind 'town' is not allowed; allowed are person, organisation"]),
        ("kerem,Kerem,place,,Kerem,7,,\n", ["line 2: wikidata '7' is no id."]),
        ("kerem,Kerem,place,,Kerem,q7,,\n", ["line 2: wikidata 'q7' is no id."]),
        ("a,A,place,,,Q7,,\nb,B,place,,,Q7,,\n", ["line 3: wikidata Q7 is that of another entry in line 2."]),
        ("a,A,place,,,,,\na,B,place,,,,,\n", ["line 3: entity 'a' stands there twice, as in line 2."]),
        ("a,A,place,,,,,\nb,A,place,,,,,\n", ["line 3: label 'A' is that of another place in line 2."]),
        ("a,A,place,,,,,\nb,A,event,,,,,\n", []),
        ("tell,Anna Tell,person,,,,,\n", ["line 2: label 'Anna Tell' of a person is not \"Family, Given\"."]),
        ('tell,"Tell, ",person,,,,,\n', ["line 2: label 'Tell,' of a person is not"]),
        ("koba,Koba,person,,Koba,,,\n", []),
        (
            'tell,"Tell, Anna",person,Teller,,,,\n',
            ["line 2: family 'Teller' is not what the label has before its comma"],
        ),
        (
            "a,A,place,,Kerem|Old Town,,,\nb,B,event,,Kerem,,,\n",
            ["line 3: alias 'Kerem' is claimed by another entry, too, in line 2."],
        ),
        (
            'a,"Tell, Anna",person,,,,,\nb,B,work,,Anna Tell,,,\n',
            ["line 3: alias 'Anna Tell' is claimed by another entry"],
        ),
        ("party,Party,organisation,,Party|party,,,\n", ["line 2: alias 'party' is an ordinary word"]),
        ("party,Party,organisation,,parties,,,\n", ["line 2: alias 'parties' is an ordinary word"]),
        ("a,A,group,,syndicalists,,,\n", []),
    ],
)
def test_slips(rows: str, expected: list[str], tmp_path: Path) -> None:
    """Each slip is told with its line and what is wrong; what is in order is not told."""
    told = slips(tmp_path, rows)

    assert len(expected) == len(told), told
    assert all(slip.startswith(f"1.csv, {start}") for slip, start in zip(told, expected, strict=True)), told


@pytest.mark.parametrize(
    "rows",
    [
        "a,A,place,,Kerem,,town; on purpose: Kerem,\nb,B,event,,Kerem,,,\n",
        "a,A,place,,Kerem,,,\nb,B,event,,Kerem,,; seen twice; on purpose: Kerem|levy,\n",
        "a,A,event,,party|time,,; on purpose: party|time,\n",
    ],
)
def test_on_purpose(rows: str, tmp_path: Path) -> None:
    """An alias that is shared or ordinary on purpose is no slip where a note says so behind its semicolon."""
    assert [] == slips(tmp_path, rows)


def test_files_used_together(tmp_path: Path) -> None:
    """An alias may be claimed in another file; a row of one's own with a key of the other file replaces its row."""
    told = slips(tmp_path, "a,A,place,,Kerem,,,\nc,C,place,,Velm,,,\n", "b,B,place,,Kerem,,,\nc,C,place,,Velm,,,\n")

    assert ["2.csv, line 2: alias 'Kerem' is claimed by another entry, too, in 1.csv, line 2."] == [
        slip.partition(" Leave")[0] for slip in told
    ]


def test_missing_column(tmp_path: Path) -> None:
    """A file without a needed column is told once."""
    (tmp_path / "x.csv").write_text("entity,label\na,A\nb,B\n", encoding="utf-8")

    assert [f"{tmp_path / 'x.csv'}, line 2: column kind is missing. Needed are entity, label, kind."] == find_slips(
        [tmp_path / "x.csv"]
    )
