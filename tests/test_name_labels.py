"""What the training takes for a name: the rules that bring the treebanks' names into one form."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from name_labels import GROUPS, UNSURE, Found, bare, settle


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("the Dye Council", "ORGANISATION", "Dye Council"),
        ("The Dry Loom", "WORK", "The Dry Loom"),
        ("President Ada Voss", "PERSON", "Ada Voss"),
        ("Mr . Voss 's", "PERSON", "Voss"),
        ("President", "PERSON", ""),
        ("O .", "PERSON", "O ."),
    ],
)
def test_the_name_alone(words: str, label: str, expected: str) -> None:
    """Article, title and possessive stay outside; a title alone is no name."""
    tokens = words.split()
    start, end = bare(tokens, 0, len(tokens), label)

    assert expected == " ".join(tokens[start:end])


@pytest.mark.parametrize(
    ("words", "found", "expected"),
    [
        ("French looms", [], [(0, 1, "GROUP")]),
        ("French looms", [Found(0, 1, "PLACE")], [(0, 1, "GROUP")]),
        ("Liberal looms", [], [(0, 1, None)]),
        ("the Loom Rebellion", [Found(0, 3, None)], [(0, 3, None)]),
        ("Loom Rebellion", [Found(0, 2, None)], [(0, 2, "EVENT")]),
        ("Dry Looms", [Found(0, 2, None)], [(0, 2, None)]),
    ],
)
def test_kinds(words: str, found: list[Found], expected: list[tuple[int, int, str | None]]) -> None:
    """Groups come from the list; what a treebank calls miscellaneous is told by its form, or taught as nothing at all."""
    assert expected == [tuple(n) for n in settle(words.split(), found)]


def test_groups() -> None:
    """A word that is sometimes no group is in the other list, and forms are made from the words."""
    assert {"Frenchmen", "Jacobins", "Jacobin"} <= GROUPS
    assert GROUPS.isdisjoint(UNSURE)
