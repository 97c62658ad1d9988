"""Names: who or what is named in a text, and the painting over of what is not reporting."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reading import read

from dhkit.names import BODY, CITED, OTHER, PERSON, QUOTED, paint, verb_pattern


def names(text: str) -> list[tuple[str, str]]:
    """Give (surface, entity or kind) of each name in the first passage."""
    return [(n.surface, n.entity or f"unknown {n.kind}") for n in read(text).names[0]]


UNKNOWN = "unknown person"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brandt left Velm.", [("Ada Brandt", "brandt-ada"), ("Velm", "velm")]),
        ("Демшин писал об этом.", [("Демшин", "demshin-ilya")]),
        ("CHAPTER ONE: BRANDT IN VELM", [("BRANDT", "brandt-ada")]),
        ("The Council of Weavers met.", [("Council of Weavers", "council-of-weavers")]),
        ("Nothing is named here.", []),
    ],
)
def test_known_names(text: str, expected: list[tuple[str, str]]) -> None:
    """A name of the authority file is found in its longest form, in Cyrillic, and persons in capitals too."""
    assert expected == names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # next to a reporting verb
        ("Pellam wrote of it.", [("Pellam", UNKNOWN)]),
        ("So argued Pellam, and left.", [("Pellam", UNKNOWN)]),
        ("So argued Pellam.", [("Pellam", UNKNOWN)]),
        ("Pellam, who noted it, left.", [("Pellam", UNKNOWN)]),
        ("Indeed Pellam noted it.", [("Pellam", UNKNOWN)]),
        ("We recall Pellam's words.", [("Pellam", UNKNOWN)]),
        # a given name that is known, and more
        ("They met Ruth Pellam there.", [("Ruth Pellam", UNKNOWN)]),
        ("They met Ruth de Pellam there.", [("Ruth de Pellam", UNKNOWN)]),
        # right before a bracket
        ("They met (Cora Pellam [Dust, p. 4]).", [("Cora Pellam", UNKNOWN)]),
        # behind a title that only persons bear
        ("They met the Comte Pellam there.", [("Pellam", UNKNOWN)]),
        ("They met Mayor Pellam there.", [("Pellam", UNKNOWN)]),
        ("They heard Madame Pellam declare it.", [("Pellam", UNKNOWN)]),
        ("They heard Madame Pellam van der Velde.", [("Pellam van der Velde", UNKNOWN)]),
        # a given name with a ruler's number
        ("Under Leopold IV they wove.", [("Leopold IV", UNKNOWN)]),
        ("Under Act IV they wove.", []),
        # none of these
        ("They met Pellam there.", []),
        ("They met Cora Pellam there.", []),
        ("Ruth was there.", []),
        ("He wrote of it, and They noted it.", []),
        ("The argued case.", []),
    ],
)  # fmt: skip
def test_unknown_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Capitalised words name somebody next to a reporting verb, after a known given name, or before a bracket."""
    assert expected == names(text)


def test_names_in_order_and_apart() -> None:
    """Names come in the order of the text and never overlap, known and unknown mixed."""
    found = read("Pellam argued, Ada Brandt replied, and Ruth Pellam left Velm.").names[0]

    assert ["Pellam", "Ada Brandt", "Ruth Pellam", "Velm"] == [n.surface for n in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("form", ["argued", "notes", "pointed out", "goes on", "writing", "said"])
def test_reporting_verbs(form: str) -> None:
    """The forms of the lexicon's verbs introduce words."""
    assert re.fullmatch(verb_pattern(), form)


@pytest.mark.parametrize("form", ["quoted", "cites", "wove", "arguedly"])
def test_no_reporting_verbs(form: str) -> None:
    """*Quote* and *cite* introduce a third person's words, and other verbs none."""
    assert not re.fullmatch(verb_pattern(), form)


SIGNS = {PERSON: "P", BODY: "B", OTHER: "o", QUOTED: "q", CITED: "c"}


def painted(text: str, *, depth: int = 1) -> str:
    reading = read(text)
    clean = reading.passages[0].clean
    cited = [(c.start, c.end) for c in reading.found]
    done = paint(clean, reading.names[0], reading.marks[0], cited, depth=depth)
    assert len(clean) == len(done)
    return "".join(SIGNS.get(c, c) for c in done)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voss left Velm.", "PPPP left oooo."),
        ("The Loom Party met.", "The BBBBBBBBBB met."),
        ("The Spinners met.", "The BBBBBBBB met."),
        ("A Spinner leader met.", "A ooooooo leader met."),
        ('Voss said "go on" [p. 4].', 'PPPP said "qqqqq" cccccc.'),
        ('Voss said "go on." He left.', 'PPPP said "qqqqq." He left.'),
    ],
)
def test_painting(text: str, expected: str) -> None:
    """Each name, quotation and citation is painted sign by sign, so that offsets stay; a quoted full stop is kept."""
    assert expected == painted(text)


def test_painting_one_depth() -> None:
    """For a quotation inside a quotation the inner words are painted and the outer ones can be read."""
    assert "\"As PPPP said, 'qqqqq' then.\"" == painted("\"As Voss said, 'go on' then.\"", depth=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an author that the document cites, in full, by family name, or where the name stands before the citation
        ("It was Pellam who left. [Cora Pellam, Dust, p. 4]", ["Pellam"]),
        ("They met Cora Pellam there.\n\nIt was dry [Cora Pellam, Dust, p. 4].", ["Cora Pellam"]),
        ("It was Pellam who left. [Pellam, Op. Cit., p. 4]", ["Pellam"]),
        # who speaks or has a title somewhere
        ("They met Pellam.\n\nPellam argued that it was dry.", ["Pellam"]),
        ("They met Pellam.\n\nSo said Mr. Pellam.", ["Pellam"]),
        # nobody: used with an article, an abstract noun, two persons of one name, a part of a longer word
        ("They met Pellam.\n\nThe Pellam was dry. Pellam argued.", []),
        ("They met Looming-ism.\n\nWeaverism argued. It was Weaverism.", []),
        ("They met Pellam. [Cora Pellam, Dust, p. 4] [Max Pellam, Sand, p. 9]", []),
        ("They met Pellam-Voss.\n\nPellam argued.", []),
        ("They met Pellam there.", []),
    ],
)
def test_names_told_elsewhere(text: str, expected: list[str]) -> None:
    """Whom the document cites, or lets speak, is known in all of it, unless the name may be a thing's or another's."""
    reading = read(text)
    inside = [(c.passage, c.start, c.end) for c in reading.found]
    told = [
        n.surface
        for i, here in enumerate(reading.names)
        for n in here
        if n.full and not any(p == i and s <= n.start < e for p, s, e in inside)
    ]

    assert expected == told


def test_a_name_told_elsewhere_speaks_in_full() -> None:
    """The voice of a family name is that of the full name which the document gives, and so is the mention."""
    reading = read('It was Pellam who knew that "the looms of this town belong to us all." [Cora Pellam, Dust, p. 4]')

    assert "pellam-cora" in {u.voice for u in reading.rows("utterances")}
    assert ["pellam-cora"] == [m.entity for m in reading.rows("mentions") if m.surface == "Pellam"]


def test_names_do_not_depend_on_the_hash_seed() -> None:
    """A name of given names alone is told alike whatever order a set has: the same bytes on every machine."""
    code = (
        "from reading import read; "
        "print([n.surface for n in read('In the town hall Ada Ruth said: \"It is ours.\"').names[0]])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert 1 == len(told)
