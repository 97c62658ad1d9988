"""Roles: the office or relation by which a person was named before."""

from __future__ import annotations

import pytest
from reading import read

from dhkit.roles import Roles

WORDS = "the looms of this town belong to us and to nobody else"


def told(text: str, noun: str) -> str:
    """Give who is last told by a noun, at the end of a text."""
    reading = read(text)
    name = Roles(reading.passages, reading.names).find(len(reading.passages), 0, noun)
    return name.surface if name else ""


@pytest.mark.parametrize(
    ("text", "noun", "who"),
    [
        ("The Minister of Marine, Mr. Pellam, was there.", "Minister", "Pellam"),
        ("The Minister Kester was there.", "Minister", "Kester"),
        ("His secretary, Miss Pellam, was there.", "secretary", "Pellam"),
        ("Brandt's secretary, Voss, was there.", "secretary", "Voss"),
        ("The new head of the old mill, Kester, was there.", "head", "Kester"),
        ("Kester, the Consul, was there.", "Consul", "Kester"),
        ("Kester, the Consul of Ardania, was there.", "Consul", "Kester"),
        ("Kester, then the head of the mill, was there.", "head", "Kester"),
        ("Kester, dyer of Velm, was there.", "dyer", "Kester"),
        ("Kester, the old Consul, met Brandt, the historian.", "Consul", "Kester"),
    ],
)
def test_office_beside_a_name(text: str, noun: str, who: str) -> None:
    """An office or relation right before or behind a person's name tells the person."""
    assert who == told(text, noun)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Gen. Pellam was there.", "General"), ("Capt. Pellam was there.", "Captain"),
        ("Captain Pellam was there.", "Captain"), ("Prof. Pellam was there.", "Professor"),
        ("Dr. Pellam was there.", "Doctor"), ("Rev. Pellam was there.", "Reverend"),
    ],
)  # fmt: skip
def test_title(text: str, noun: str) -> None:
    """A title, short or in full, tells who bears it."""
    assert "Pellam" == told(text, noun)


@pytest.mark.parametrize("noun", ["Consul", "consul", "CONSUL"])
def test_last_one_told(noun: str) -> None:
    """Of two persons of one office the one told last is meant, whatever the capitals."""
    assert "Oakley" == told("The Consul, Mr. Pellam, left.\n\nThe new Consul, Mr. Oakley, came.", noun)


def test_only_what_is_told_before() -> None:
    """A word leads to who was named before its place, not to who is named after it."""
    reading = read("The Consul was there. Kester, the Consul, left.\n\nThe new Consul, Mr. Oakley, came.")
    roles = Roles(reading.passages, reading.names)
    places = [(0, 0), (0, 40), (1, 10), (2, 0)]

    assert ["", "Kester", "Kester", "Oakley"] == [
        name.surface if (name := roles.find(i, position, "Consul")) else "" for i, position in places
    ]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The Consul came. Kester left.", "Consul"),
        ("Kester met the Consul.", "Consul"),
        ("Kester left, and the Consul came.", "Consul"),
        ("The Council of Weavers, the first body, met.", "body"),
        ("Before the delegates, Kester spoke for an hour.", "delegates"),
        ("Kester, the delegates, and the dyers were there.", "delegates"),
    ],
)
def test_next_to_nobodys_name(text: str, noun: str) -> None:
    """A word that stands next to nobody's name leads nowhere."""
    assert "" == told(text, noun)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f'The Minister of Marine, Mr. Pellam, met Voss. The Minister replied: "{WORDS}."', "Pellam"),
        (f'Gen. Pellam met Voss. "{WORDS}," the General said.', "Pellam"),
        (f'Kester, the Consul, met Voss.\n\nIt rained. "{WORDS}," said the Consul.', "Kester"),
        (f'His secretary, Miss Pellam, met Voss. "{WORDS}," said his secretary.', "Pellam"),
        (f'Kester, the Consul, met Voss. "{WORDS}," said a consul.', "Consul"),
        (f'Voss came. "{WORDS}," said the Consul.', "Consul"),
    ],
)
def test_voice_of_a_role(text: str, who: str) -> None:
    """*The Minister replied* is the person's voice; *a minister* and one never told are described only."""
    reading = read(text)
    rules = {u.rule for u in reading.rows("utterances") if WORDS in reading.stretch(u)}

    assert [who] == [voice for words, voice in reading.heard if WORDS in words]
    assert {"speaker described, not named" if who == "Consul" else "told by office or relation"} == rules
