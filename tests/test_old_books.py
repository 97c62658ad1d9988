"""Old books: the forms in which they print title pages, contents, arguments of chapters, and lead to words."""

from __future__ import annotations

import pytest
from reading import read
from test_book_rules import PROSE, rules

from dhkit.subjects import find_subject

PERSON = "\ue000" * 5

HEAD = """\
THE LOOMS OF VELM

BY

EDDA WINTER

  VELM
  THE HARBOUR PRESS CO.
  1888




CONTENTS


BOOK I.

     The weir. A dry spring. Who owned the water. The mayor's journey.
     His return. The first stone                                      1

BOOK II.

The lamps go out--A night of stones--The widow's window--What the mayor
forgot--End of the looms.




BOOK I.

     THE WEIR.

"""


def test_front_of_a_book() -> None:
    """Imprint and byline are headings though set in; a table of contents, however set, is nobody's words."""
    found = rules(HEAD + PROSE)

    assert found[1:5] == ["heading (title page)"] * 4
    assert found[5:10] == ["heading (parts of a book)", *["furniture (contents of a book)"] * 4]
    assert found[10:] == ["heading (chapters)", "heading (argument of a chapter)", "paragraph (no other rule)"]


@pytest.mark.parametrize(
    "argument",
    [
        "  Arrival at Velm.--The mayor asleep.--A cart on the bridge.--The\n  Widow Ansel and her lantern.",
        "Arrival at Velm--The mayor asleep--A cart on the bridge",
        "     Arrival at Velm. The mayor asleep. A cart on the\n     bridge. The widow's lantern.",
    ],
)
def test_argument_of_a_chapter(argument: str) -> None:
    """What a chapter is about stands below its heading, and is the author's."""
    found = rules(f"{PROSE}\nCHAPTER IX\n\nTHE BRIDGE\n\n{argument}\n\n{PROSE}")

    assert "abstract (argument of a chapter)" in found


def test_prose_below_a_heading() -> None:
    """A paragraph with a dash in it is no argument."""
    text = "The mayor slept--who would not have slept?--and the cart stood on the bridge until the morning came."

    assert rules(f"CHAPTER IX\n\n{text}\n\n{PROSE}")[1] == "paragraph (no other rule)"


def test_index() -> None:
    """The entries of an index are nobody's words; a preface to it is somebody's."""
    prose = f"{PROSE}\n" * 6
    text = f"{prose}\nINDEX\n\nThe index was made by a friend.\n\nA\n\nAnsel, widow, 4, 19.\n  her lantern, 22"

    assert rules(text)[-5:] == [
        "heading (parts of a book)", "paragraph (no other rule)", *["furniture (index)"] * 3
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "subject"),
    [
        (f"But {PERSON}, a woman of few words, demanded, ", PERSON),
        (f"{PERSON}, taking her lantern from the nail, said calmly to the carter, ", PERSON),
        (f"I met the carter {PERSON}, who said to me with a wink:", PERSON),
        ("The mayor, seeing that nobody had slept, exclaimed, ", "The mayor"),
        ("The king also, who disliked water, thought of his boots, and said, ", "The king"),
        (f"As the cart came up, {PERSON} looked at the wheel, laughed, and cried,--", PERSON),
        ("It was a hard night for them all, and the mayor said bitterly, ", "the mayor"),
        ("The magistrates, having slept upon it, returned with this short answer, ", "The magistrates"),
        (f"{PERSON} slept, but the carter sat up and said, ", "the carter"),
        ("Then she rose, and with some heat told them,", "she"),
        ("A letter to the mayor said, ", ""),
        ("The river rose in the night.", ""),
    ],
)
def test_subject_of_a_late_verb(lead: str, subject: str) -> None:
    """The verb before the words belongs to the subject of its clause, however much stands between."""
    found = find_subject(lead)

    assert subject == (next(filter(None, (found[g] for g in ("name", "pronoun", "described")))) if found else "")


@pytest.mark.parametrize(
    ("line", "voice"),
    [
        ("Mr. Kester, who had not slept, looked at the wheel and said,", "Kester"),
        ("Kester looked at the wheel. He rubbed his eyes, and at last he answered,", "Kester"),
        ("The mayor, seeing that nobody had slept, exclaimed,", "Mayor"),
        ("Mr. Kester had not slept, and the wheel was broken,", "Winter"),
    ],
)
def test_words_in_the_next_paragraph(line: str, voice: str) -> None:
    """A paragraph that ends in a reporting verb and a comma announces the words that the next one begins with."""
    words = "The looms are ours, and we shall not give them to anybody."
    heard = dict(read(f'CHAPTER I\n\n{line}\n\n"{words}"\n\nThen they went home.', "book").heard)

    assert heard[words] == voice


def test_king() -> None:
    """A king is somebody, though his name ends like a participle."""
    heard = dict(read('"It is not my intention," the king replied, "to leave this town without my hat."').heard)

    assert heard["to leave this town without my hat."] == "King"
