"""Dialogues: who answers whom in a quoted conversation."""

from __future__ import annotations

import pytest
from reading import LISTS, Reading, read

from dhkit.dialogues import NOTE_MARK, Dialogue
from dhkit.speakers import Speakers

LINE = "Brandt, Ada. The Dry Loom. Velm: Quarry Press, 1940, p. 62"
ASKED = "“Who has opened the weir tonight, and with what sort of key?”"
ONE = "“Nobody that I know of, madam, and I have been here for days.”"
TWO = "“Then it must have opened itself, which no weir has ever done.”"
THREE = "“So it must, madam, and I shall write it in the book.”"


def begin(text: str) -> tuple[Reading, Dialogue]:
    reading = read(text)
    return reading, Dialogue(reading.passages, reading.names, Speakers(LISTS.persons, reading.document.source))


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ('I said to the old porter beside the door: "Who?"', "old-porter-in-d"),
        ('I asked a porter who stood there: "Who?"', "porter-in-d"),
        ('I asked the porter, "Who?"', "porter-in-d"),
        ('I told Voss at the door: "You."', "voss-hester"),
        ('I answered an old dyer from the mill: "You."', "old-dyer-in-d"),
        ("I asked the porter what it was.", "porter-in-d"),
    ],
)
def test_addressee(text: str, addressee: str) -> None:
    """Whom somebody asks, tells, answers or speaks to is the other voice: by name, else by description."""
    _, dialogue = begin(text)
    dialogue.remember_addressee(0, 0, "me")

    assert ("me", addressee) == dialogue.pair


@pytest.mark.parametrize(
    "text", ['I asked him: "Who?"', 'I told them: "You."', 'I cried: "Who?"', f"I sat there{' for hours' * 15} and told Voss."]
)  # fmt: skip
def test_no_addressee(text: str) -> None:
    """A pronoun, nobody, and whoever stands further off than a line or two is no addressee."""
    _, dialogue = begin(text)
    dialogue.remember_addressee(0, 0, "me")

    assert ("", "") == dialogue.pair


def test_addressee_before_the_words() -> None:
    """Where the addressee stands before the words, nobody inside them is taken for one."""
    reading, dialogue = begin('I cried: "Tell Voss, and nobody told Kester."')
    dialogue.remember_addressee(0, 0, "me", before=reading.marks[0][0].start)

    assert ("", "") == dialogue.pair


def test_question_and_answer_make_a_pair() -> None:
    """Who answers a question in the paragraph before makes a pair with who asked it; a statement makes none."""
    for text, pair in (('"Who?"\n\n"We."', ("a", "b")), ('"You."\n\n"We."', ("", ""))):
        reading, dialogue = begin(text)
        for i, (q, voice) in enumerate(zip(reading.marks[0], ("a", "b"), strict=True)):
            dialogue.enter(i)
            dialogue.hear(i, q, voice)

        assert pair == dialogue.pair


def spoken(*paragraphs: str, layout: str = "compilation") -> list[str]:
    """Give the voice of each quotation of an extract, the first asked by *I*."""
    reading = read("Sayings of Velm\n\n\n" + "\n".join([*paragraphs, LINE]), layout)
    words = [p.strip("“”") for p in (ONE, TWO, THREE)]
    return [voice for said, voice in reading.heard if any(said.strip(",") in w or w in said for w in words)]


@pytest.mark.parametrize(
    ("paragraphs", "voices"),
    [
        ((ONE,), ["Porter"]),
        ((ONE, TWO), ["Porter", "Brandt"]),
        ((ONE, TWO, THREE), ["Porter", "Brandt", "Porter"]),
        ((f"{ONE[:-2]},” was the answer.",), ["Porter"]),
        ((f"{ONE[:-2]},” came the reply.",), ["Porter"]),
        ((f"{ONE[:-2]},” he answered.", TWO), ["Porter", "Brandt"]),
        ((f"{ONE[:-2]},” said Voss.",), ["Voss"]),
    ],
)
def test_back_and_forth(paragraphs: tuple[str, ...], voices: list[str]) -> None:
    """Paragraphs that are all quotation, or say only that they answer, alternate; who is named comes first."""
    assert voices == spoken(f"{ASKED} I asked the porter beside the door.", *paragraphs)


def test_ends_with_its_extract() -> None:
    """In the next extract nobody is spoken to yet."""
    voices = spoken(f"{ASKED} I asked the porter beside the door.", ONE, LINE, "\n\nIt rained all day.", TWO)

    assert ["Porter", "Brandt"] == voices


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It was open.1 Nobody saw it.", ["1"]), ("It was open.[12] Nobody saw it.", ["[12]"]),
        ('It was "open".3', ["3"]), ("In 12 years, 3 dyers.", []), ("It took 1.5 years.", []),
    ],
)  # fmt: skip
def test_note_mark(text: str, marks: list[str]) -> None:
    """A note's mark is a number in square brackets, or one raised right behind a stop or a quotation mark."""
    assert marks == [m.group() for m in NOTE_MARK.finditer(text)]
