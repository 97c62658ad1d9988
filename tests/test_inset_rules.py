"""Inset rules: letters and examinations that a book prints whole."""

from __future__ import annotations

import pytest
from reading import read

PLAIN = "The winter was long in Velm, and nobody who could read had anything to read but the price of rope.\n"
DATED = " " * 40 + "Velm, 11 March 1788.\n"
SAID = "You ask me what they want of us. They want to eat, and it is the whole of their philosophy.\n"


def whose(text: str) -> list[tuple[str, str]]:
    """Give (first word, family name of the voice) of each utterance of a page of a book."""
    return [(words.split()[0].strip('"'), voice) for words, voice in read(f"{PLAIN}\n{text}\n{PLAIN}", "book").heard]


@pytest.mark.parametrize(
    ("letter", "voice"),
    [
        (f"{DATED}\n{SAID}\n{' ' * 40}SOPHIE DE SANCE.\n", "Sance"),
        (f"{DATED}\n{SAID}\n{' ' * 40}Sophie Sance.\n", "Sance"),
        (f"My dear friend,\n\n{SAID}\n{' ' * 30}S. SANCE\n", "Sance"),
        (f'     "{SAID}\n     "SANCE."\n', "Sance"),
        (f"{DATED}\n{SAID}\nSance.\n", "Winter"),  # nothing sets the name apart
        (f"{SAID}\n{' ' * 40}SOPHIE SANCE.\n", "Winter"),  # no head: a name alone signs anything
        (f"{DATED}\nCHAPTER II\n\n{SAID}\n{' ' * 40}SOPHIE SANCE.\n", "Winter"),  # a heading stands between
    ],
)
def test_letters(letter: str, voice: str) -> None:
    """A letter has date or salutation at its head and a name set apart at its foot; its words are that person's."""
    assert dict(whose(letter))["You"] == voice
    assert dict(whose(letter))["The"] == "Winter"


EXAMINED = "_The Mayor_. Where were you?\n\n_Answer_. At the mill: I am a miller.\n\n_The Mayor_. Alone?\n"


def test_examinations() -> None:
    """Turns in a row are those of the labels before them; who answers under *Answer* is not told."""
    assert whose(EXAMINED)[1:-1] == [
        ("The", "The Mayor"),
        ("Answer_.", "[unidentified]"),
        ("The", "The Mayor"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "_The Mayor_. Where were you?\n\nHe did not answer.\n\n_The Mayor_. Alone?\n",  # no run
        "_Velm_. A town.\n\n_Loom_. A machine.\n\n_Rope_. A trade.\n",  # no speaker comes again: a glossary
    ],
)
def test_no_examinations(text: str) -> None:
    """Italics at the head of a paragraph are no turn by themselves."""
    assert {voice for _, voice in whose(text)} == {"Winter"}
