"""Sexes: what the page tells of whether somebody is *he* or *she*, and that no pronoun is given to the other."""

from __future__ import annotations

import pytest
from reading import read

from dhkit.descriptions import is_person_noun
from dhkit.rows import Voice
from dhkit.sexes import Sexes, may_be, sex_of_given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Madame Kester left. Kester wrote nothing.", {"Kester": "f"}),
        ("Mr. Kester left. Mrs. Kester stayed. Kester wrote nothing.", {"Kester": ""}),
        ("Kester wrote nothing.", {"Kester": ""}),
    ],
)
def test_titles_tell(text: str, expected: dict[str, str]) -> None:
    """A title tells the family name's sex in the whole document, unless another title says otherwise."""
    reading = read(text)
    sexes = Sexes(reading.passages, reading.names)
    name = reading.names[0][-1]

    assert expected == {name.surface: sexes.of_name(name, reading.passages[0].clean)}


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Voss, Charlotte", "f"),
        ("Voss, Otto", "m"),
        ("Voss, Quill", ""),
        ("[fishwife]", "f"),
        ("[porter]", ""),
        ("Voss", ""),
    ],
)
def test_voices(name: str, sex: str) -> None:
    """A voice's given name tells, and the word that describes it; an office tells nothing."""
    assert sex == Sexes([], []).of_voice(Voice(voice="v", name=name, family="Voss"))


def test_a_name_of_both_tells_nothing() -> None:
    """Given names are told by the lists; who is on neither may be anybody."""
    assert ("f", "m", "") == (sex_of_given("Manon"), sex_of_given("Camillo"), sex_of_given("Edda"))
    assert may_be("", "he")
    assert not may_be("m", "she")


@pytest.mark.parametrize(
    ("noun", "expected"), [("porter", True), ("fishwives", False), ("boatmen", True), ("door", False)]
)
def test_person_nouns(noun: str, expected: bool) -> None:
    """Who may be spoken to: a listed noun or one whose ending tells; an unlisted form is not guessed."""
    assert expected == is_person_noun(noun)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"I never saw the looms burn in those years," said Miss Voss. "Nor did I, and I was there all the time," he replied.',
         {"voss-hester", "winter-edda"}),
        ('"I never saw the looms burn in those years," said Miss Voss. "Nor shall I see them burn now," she added.',
         {"voss-hester", "winter-edda"}),
    ],
)  # fmt: skip
def test_a_pronoun_of_the_other_sex(text: str, speakers: set[str]) -> None:
    """*He* is not Miss Voss: the words are nobody's by name then, and never hers."""
    rows = read(text, "essay").rows("utterances")
    last = [r for r in rows if r.kind == "quotation"]

    assert speakers == {r.voice for r in rows}
    assert ("he replied" in text) == (len(last) == 1)


def test_nobody_speaks_to_the_fire() -> None:
    """*To the fire* and *asked again* make no partner of a dialogue."""
    text = '"I never saw the looms burn in those years," said Hester Voss to the fire.\n\n"And nobody shall see them burn again."'

    assert {"voss-hester", "winter-edda"} == {r.voice for r in read(text, "essay").rows("utterances")}
