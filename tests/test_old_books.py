"""Old books: the forms in which they print title pages, contents, arguments of chapters, and lead to words."""

from __future__ import annotations

import pytest
from reading import read
from test_book_rules import PROSE, rules

from dhkit.proposals import propose
from dhkit.readers import read_bytes
from dhkit.readings import Reading
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


WORDS = "The looms are ours, and we shall not give them to anybody."


def heard(text: str, words: str = WORDS) -> str:
    """Give the family name of the voice that says some words on a page of a book."""
    told = read(f"CHAPTER I\n\n{PROSE}\n{text}\n\n{PROSE}", "book").heard
    return next(voice for said, voice in told if said.startswith(words.rstrip(".")))


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (f'"{WORDS}"--_Brandt_, p. 57.', "Brandt"),
        (f'"{WORDS}"--_Pellam_, vol. ii. p. 57.', "Pellam"),
        (f'"{WORDS}"--_Pellam\'s Life of Kester._', "Pellam"),
        (f'"{WORDS}"--so they sang all night.', "Winter"),
    ],
)
def test_source_behind_a_dash(text: str, voice: str) -> None:
    """A name behind a dash at the end of a quotation is its speaker's."""
    assert heard(text) == voice


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Kester answered his brother at once. The letter is kept in Velm.", "Kester"),
        ("Mr. Kester was glad. His letter to the mayor has been printed twice.", "Kester"),
        ("Mr. Kester was glad. It rained in the night.", "Winter"),
    ],
)
def test_letter_told_with_a_full_stop(text: str, voice: str) -> None:
    """Whole paragraphs of quoted words are of the letter or speech that the lines above tell of."""
    assert heard(f'{text}\n\n"{WORDS}\n\n"And there is no more to say about it."') == voice


def test_clause_inside_the_marks() -> None:
    """Some printers do not part *says N* from the words."""
    words = "Every morning for a year, says Kester, I saw the mayor come down to the weir"

    assert heard(f'The mayor was late. "{words}," and that was that.', words) == "Kester"


def test_nobody_replies() -> None:
    """*Was the reply* tells that somebody speaks, and not who: the words are not the author's."""
    assert heard(f'"{WORDS[:-1]}," was the reply.') == "[unidentified]"


def test_note_over_paragraphs() -> None:
    """A note goes on to the bracket that closes it."""
    found = rules(f"{PROSE}\n[Footnote 1: The first half of it.\n\nThe second half.]\n\n{PROSE}")

    assert found[1:3] == ["footnote (bracketed notes)"] * 2


@pytest.mark.parametrize("sign", ["--A. M. de V.]", "--_A.M. de V._]"])
def test_initials_with_a_particle(sign: str) -> None:
    """A translator may sign his notes with initials, a small *de* among them."""
    head = "THE LOOMS\n\nTRANSLATED BY ANTON MAREK DE VOSS\n\nCHAPTER I\n\n"
    told = dict(read(f"{head}{PROSE}\n     [1: The weir is meant.{sign}\n\n{PROSE}", "book").heard)

    assert next(voice for words, voice in told.items() if "The weir is meant" in words) == "Voss"


def test_closing_of_a_preface() -> None:
    """Name, place and date below a preface go on with it."""
    text = (
        f"PREFACE\n\n{PROSE}\n                         R. PELLAM.\n\n  _Velm,\n    May 1880._\n\n\nCHAPTER I\n\n{PROSE}"
    )

    assert rules(text)[2:4] == ["paragraph (closing line)"] * 2
    assert dict(read(text, "book").heard)["R. PELLAM."].endswith("Pellam")


def test_sentence_before_tells_who_he_is() -> None:
    """*He* is the person with whom the sentence before opens, not the one it names last."""
    said = heard(f'Mr. Calder met Mr. Lorrimer and Mr. Ferrow. Kester smiled at Lorrimer. "{WORDS[:-1]}," he said.')

    assert said == "Kester"


def test_bynames() -> None:
    """A byname that is no office means who was named last before it; an office is a voice of its own."""
    said = f'Lorrimer came in behind Kester. "{WORDS[:-1]}," exclaimed the great {{}}.'

    assert heard(said.format("Deliverer")) == "Kester"
    assert heard(said.format("Mayor")) == "Mayor"


def test_turns_with_a_dash() -> None:
    """A label and a dash before quoted words make a turn, if the next paragraph is one too."""
    said = heard(
        f'   Baron Kester--"{WORDS}"\n\n   Mr. Lorrimer--"They are not yours, and never were in all your life."'
    )

    assert said == "Kester"


def test_page_numbers_of_a_web_page() -> None:
    """Numbers of pages in a web page are left out, whatever their class is called."""
    page = "<html><body><p>The weir was <span class='pageno' id='Page_9'>9</span>dry in March.</p></body></html>"

    assert "dry in March" in (text := read_bytes(page.encode(), "page.html").text)
    assert "9" not in text


@pytest.mark.parametrize(
    ("line", "year"),
    [("1888", "1888"), ("VELM: ANSEL PELL, WEIR STREET. 1888.", "1888"), ("Copyright, 1888, by Ansel Pell", "1888")],
)
def test_year_of_an_imprint(line: str, year: str) -> None:
    """The year stands in the imprint; one in the title is that of which the book tells."""
    head = "Title: The Looms of 1799\n\nAuthor: Various\n\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\nTHE LOOMS OF 1799\n\n"
    told = propose(Reading(f"{head}{line}\n\n{PROSE}", "text", "utf-8"))

    assert (told.get("year"), told.get("author")) == (year, "")


def test_who_is_spoken_to_does_not_speak() -> None:
    """*Her letter to N* and *she told Mrs. N* name somebody else than *she*."""
    led = f'Hester Voss came down from the weir. In her letter to Pellam she says that "{WORDS[:-1]}," and no more.'

    assert heard(led) == "Voss"


@pytest.mark.parametrize(
    ("led", "voice"),
    [
        ("Kester slept at last. As the boats came in the mayor broke the silence. “{},” said he.", "Mayor"),
        ("Mr. Kester spoke to the judge, whereupon Mr. Ferrow broke in. “{},” he said.", "Ferrow"),
        ("Kester was as angry as Lorrimer. He concluded, “{}.”", "Kester"),
        ("Hester Voss met Piet Lorrimer, when the latter said, “{}.”", "Lorrimer"),
        ("The King turned to Kester. “{},” he said, and left.", "King"),
        ("The gate was shut. “{},” said this old widow to me, “as you know.”", "Widow"),
        ("Kester was pale; but he could say nothing more than, “{}.”", "Kester"),
        ("The Queen of Velm said to me as she left the hall, “{}.”", "Queen"),
    ],
)
def test_subjects_of_sentences(led: str, voice: str) -> None:
    """*He* is the subject of the sentence before, by name or described, or of its last clause."""
    assert heard(led.format(WORDS[:-1])) == voice


def test_letter_that_ran_thus() -> None:
    """*It ran thus:* leads to the letter of which the sentence before tells by whom it is."""
    assert heard(f'On Sunday I had a note from Kester, and one more. It ran thus: "{WORDS}"') == "Kester"


def test_signed_below() -> None:
    """*(Signed) N* below paragraphs of quoted words tells whose they are."""
    letter = f'He sent this to the papers.\n\n"{WORDS}\n\n"The river is low, and the mills stand still this week.'

    assert heard(f'{letter}\n\n(Signed) "ANSEL PELL."') == "Pell"


def test_paragraphs_that_go_on() -> None:
    """A long paragraph that is all quotation goes on with the words that end the one above; a turn of talk does not."""
    more = (
        "The second year was worse, for the dyers had gone down the river with all their vats and many of their sons."
    )
    led = (
        f'"The first year," says Kester, "{more} And so they hoped, and wrote, and waited, and no answer came to them."'
    )
    long = f'"{WORDS} They stand where our fathers set them up, and nobody who comes over the weir at night shall move one."'

    assert heard(f"{led}\n\n{long}") == "Kester"
    assert heard(f'{led}\n\n"{WORDS}"') == "Winter"


def test_notes_signed_with_a_work() -> None:
    """A dash, a name in capitals and a title close quoted words; who speaks inside them is told there."""
    text = f'["The mayor came in. \'{WORDS[:-1]},\' said the porter to him.\n\n"He went."--PELLAM, "History of Velm."]'

    told = read(f"CHAPTER I\n\n{PROSE}\n{text}\n\n{PROSE}", "book").heard

    assert next(voice for said, voice in told if said.startswith(WORDS[:-1])) == "Porter"
    assert next(voice for said, voice in told if "The mayor came in" in said) == "Pellam"


def test_a_mark_of_a_note_is_no_word() -> None:
    """Seven words and the mark of a note are a scrap and stay with who quotes them."""
    told = read(
        f'CHAPTER I\n\n{PROSE}\nKester hoped "to put a lock upon that gate,[2]" and more.\n\n{PROSE}', "book"
    ).heard

    assert not any(voice == "Kester" for _, voice in told)


def test_editor_presents_the_author() -> None:
    """In a book with an editor, a line that tells of the author and leads to his words is the editor's."""
    head = "THE SPEECHES\n\nBY EDDA WINTER\n\nEDITED BY ANSEL PELL\n\nCHAPTER I\n\n"
    told = dict(read(f"{head}After a pause, Winter continued as follows:--\n\n{PROSE}\n\n{PROSE}", "book").heard)

    assert told["After a pause, Winter continued as follows:--"] == "Pell"


def test_resolutions() -> None:
    """Paragraphs that begin with *Whereas* and *Resolved* are no words of the author's."""
    text = (
        "Mr. Kester brought the following resolutions of the Council from the hall:--\n\nIN COUNCIL.\n\n"
        "Whereas the river is low and the boats cannot come up to us; therefore--\n\n_Resolved_, That we wait."
    )
    told = read(f"CHAPTER I\n\n{PROSE}\n{text}\n\n{PROSE}", "book").heard

    assert [voice for said, voice in told if "That we wait" in said or said.startswith("Whereas")] == ["Council"] * 2
