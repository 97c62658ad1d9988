"""Persons: from a name as printed to the one person it means."""

from __future__ import annotations

import pytest
from reading import entry, person

from dhkit.persons import Persons, same_family

KNOWN = Persons(
    [
        person("Brandt, Ada Victoria"),
        entry("person", "Hale, Tobias", "Tobias Hale", "Old Toby", family="Hale"),
        entry("person", "Hale, Miriam", "Miriam Hale", family="Hale"),
        entry("person", "Hale, Martin", "Martin Hale", family="Hale"),
        entry("person", "Quade, P.", "P. Quade", "the Miller", family="Quade"),
        entry("person", "Reed, Otto", "the Miller", family="Reed"),
        entry("organisation", "Council of Weavers", "Weavers' Council", family="Council of Weavers"),
        entry("group", "Spinners", "Spinners"),
        entry("place", "Velm", "Velm"),
    ]
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Brandt", "brandt-ada-victoria"), ("Ada Victoria Brandt", "brandt-ada-victoria"), ("Brandt, Ada", "brandt-ada-victoria"),
        ("Brandt, A. V.", "brandt-ada-victoria"), ("Brandt, A.", "brandt-ada-victoria"), ("BRANDT", "brandt-ada-victoria"),
        ("Brandt, Adda", "brandt-ada-victoria"), ("Hale, Tobias", "hale-tobias"), ("Hale, T.", "hale-tobias"),
        ("Old Toby", "hale-tobias"), ("Quade, Peter", "quade-p"), ("Weavers’ Council", "council-of-weavers"),
        ("Council of Weavers", "council-of-weavers"), ("Spinners", "spinners"),
    ],
)  # fmt: skip
def test_one_fits(name: str, expected: str) -> None:
    """A name in either order, with initials or a misprint in the given name, means the one entry that fits."""
    found = KNOWN.find(name)

    assert found is not None
    assert expected == found.entity


@pytest.mark.parametrize(
    "name",
    [
        "Hale",  # three people
        "Hale, M.",  # two
        "the Miller",  # a by-name of two
        "Brandt, Ida",  # another person of that family
        "Brandt, A. B.",
        "Hale, Tabitha",
        "Velm",  # places do not speak
        "Pellam", "Pellam, Ada", "", ",",
    ],
)  # fmt: skip
def test_nobody_or_too_many_fit(name: str) -> None:
    """Where nobody fits, or more than one, none is given: two people of one name are never merged in silence."""
    assert KNOWN.find(name) is None


def test_given_names() -> None:
    """Given names of the authority file, initials left out."""
    assert {"Ada", "Tobias", "Miriam", "Martin", "Otto"} == KNOWN.given_names


def test_get() -> None:
    """A key leads to its entry, an unknown one to none."""
    assert KNOWN.get("velm") is None
    assert "Hale, Miriam" == getattr(KNOWN.get("hale-miriam"), "label", "")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Brandt", "brandt", True), ("Brandt", "Brnadt", True), ("Lorrimer", "Lorimer", True), ("Müller", "Muller", True),
        ("Lorrimer", "Lorrimor", False), ("Voss", "Vsos", False), ("Voss", "Ross", False), ("Brandt", "Grandt", False),
        ("Calder", "Caldor", False), ("Kesterton", "Kester", False),
    ],
)  # fmt: skip
def test_same_family(a: str, b: str, expected: bool) -> None:
    """Two family names are one if letters are exchanged, or one is lost in a long name; short ones must agree."""
    assert expected == same_family(a, b) == same_family(b, a)
