"""Quotations: what stands in quotation marks, and marks that have no partner."""

from __future__ import annotations

import pytest
from reading import Reading, read


def quoted(text: str) -> list[tuple[str, int]]:
    return read(text).quoted


def stray(reading: Reading) -> list[str]:
    """Give what follows each mark without a partner."""
    return [reading.passages[s.passage].clean[s.position : s.position + 6] for s in reading.marks[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "go home" and left.', [("go home", 1)]),
        ("She said “go home” and left.", [("go home", 1)]),
        ("She said «go home» and left.", [("go home", 1)]),
        ("Они кричали „домой“ и ушли.", [("домой", 1)]),
        ('"Go home," she said, "and stay there."', [("Go home,", 1), ("and stay there.", 1)]),
        ('He called ("the sleeper") nobody.', [("the sleeper", 1)]),
        ('It was a "rising"; it was a "coup".', [("rising", 1), ("coup", 1)]),
        ('He wrote--"go home"--and left.', [("go home", 1)]),
        ('She said "go\nhome" and left.', [("go home", 1)]),
        ('"[The] weir ... was ours."', [("[The] weir ... was ours.", 1)]),
        ('The 6" plank and the "weir".', [("weir", 1)]),
    ],
)  # fmt: skip
def test_double_marks(text: str, expected: list[tuple[str, int]]) -> None:
    """Rule 1: curly marks open and close by shape, straight ones by their neighbours; each pair is one quotation."""
    assert expected == quoted(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said “go home” twice.”", [("He said “go home” twice.", 1), ("go home", 2)]),
        ("\"He said 'go home' twice.\"", [("He said 'go home' twice.", 1), ("go home", 2)]),
        ("“He said ‘go home’ twice.”", [("He said ‘go home’ twice.", 1), ("go home", 2)]),
        ("\"'Go home,' he said.\"", [("'Go home,' he said.", 1), ("Go home,", 2)]),
        ("\"He said, 'go home.'\"", [("He said, 'go home.'", 1), ("go home.", 2)]),
        ("‘He said “go home” twice.’", [("He said “go home” twice.", 1), ("go home", 2)]),
    ],
)  # fmt: skip
def test_nested_marks(text: str, expected: list[tuple[str, int]]) -> None:
    """Rules 2 and 4: marks pair innermost first, single inside double and double inside either; depth counts from one."""
    straight = str.maketrans("“”‘’", "\"\"''")

    assert [(words.translate(straight), depth) for words, depth in expected] == quoted(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She called them 'the sleepers' and left.", [("the sleepers", 1)]),
        ("She called them ‘the sleepers’ and left.", [("the sleepers", 1)]),
        ("The 'right' and the 'left' bank.", [("right", 1), ("left", 1)]),
        ("‘Go home,’ she said, ‘and don’t come back.’", [("Go home,", 1), ("and don't come back.", 1)]),
        ("She called it 'the dyers' house' once.", [("the dyers' house", 1)]),
        ("He called it ‘the weavers’ own council’ then.", [("the weavers' own council", 1)]),
    ],
)
def test_single_marks(text: str, expected: list[tuple[str, int]]) -> None:
    """Rule 4: single marks quote as in British print, and a plural's possessive inside them closes nothing."""
    assert expected == quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "It isn't the weaver's loom.",
        "The dyers' yard and the weavers' hall.",
        "In the '80s and after '88 they wove.",
        "It isn’t the weaver’s loom; rock ’n’ roll it is not.",
        "The Spinners' and the Weavers' Council met.",
    ],
)
def test_apostrophes(text: str) -> None:
    """Rule 4: an apostrophe is no quotation mark, whatever its shape, and none is reported as odd."""
    reading = read(text)

    assert ([], []) == (reading.quoted, reading.marks[1])


def test_apostrophe_before_a_closing_mark() -> None:
    """Rule 4: an apostrophe inside double marks does not pair with a later one."""
    assert [("It isn't ours, it's the dyers' yard.", 1)] == quoted("\"It isn't ours, it's the dyers' yard.\"")


# Over paragraphs

LETTER = """\
    She wrote: "The looms stood still.

    "Nobody had water.

    "Then it rained." So she wrote.
"""


def test_over_paragraphs() -> None:
    """Rule 3: each paragraph opens, only the last closes; all parts know the first, and no mark is odd."""
    reading = read(LETTER)
    parts, odd = reading.marks

    assert [("The looms stood still.", 1), ("Nobody had water.", 1), ("Then it rained.", 1)] == reading.quoted
    assert {(0, parts[0].start)} == {q.first for q in parts}
    assert [True] * 3 == [q.closed for q in parts]
    assert [] == odd


def test_curly_over_paragraphs() -> None:
    """Rule 3 holds for curly marks, which do not close where they open."""
    reading = read(LETTER.replace(' "', " “").replace('."', ".”"))

    assert ["The looms stood still.", "Nobody had water.", "Then it rained."] == [words for words, _ in reading.quoted]
    assert [] == reading.marks[1]


def test_next_paragraph_opens_its_own() -> None:
    """Rule 3: a paragraph that begins with a quotation goes on with none where all before it are closed."""
    parts = read('She wrote: "Go home."\n\n"Nobody had water."').marks[0]

    assert [(0, parts[0].start), (1, parts[1].start)] == [q.first for q in parts]


UNOPENED = """\
{first}

Nobody had water.

{last}

So she wrote."""


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        ('"The looms stood still.', 'Then it rained."', 3),
        ('She wrote: "The looms stood still.', 'Then it rained."[4]', 3),
        ('She wrote that "the looms stood still.', 'Then it rained."', 1),  # in the middle of a sentence: a misprint
        ('"The looms stood still.', 'Then "it rained."', 2),  # a mark of its own stands before
        ('"The looms stood still.', 'Then" it rained.', 1),  # what closes does not end its paragraph
    ],
)
def test_over_paragraphs_not_opened(first: str, last: str, n: int) -> None:
    """Rule 5: a quotation runs to the one mark that closes it at the end of a paragraph, if no mark stands between."""
    reading = read(UNOPENED.format(first=first, last=last))

    assert n == len(reading.quoted)
    assert (n < 3) == bool(reading.marks[1])
    if n == 3:
        assert 1 == len({q.first for q in reading.marks[0]})


# Marks without a partner


def test_stray_mark_is_reported() -> None:
    """Rule 6: a mark that nothing closes quotes to the end of its paragraph, not closed, and is reported."""
    reading = read('She wrote: "The looms stood still. Nobody had water.')
    (part,), _ = reading.marks

    assert [("The looms stood still. Nobody had water.", 1)] == reading.quoted
    assert not part.closed
    assert ['"The l'] == stray(reading)


def test_stray_mark_costs_its_paragraph_only() -> None:
    """A stray mark leaves the other paragraphs as they are, and pairs before it in its own."""
    reading = read('"One," he said. "Two.\n\nThree "four" five.\n\n"Six" seven.')

    assert [("One,", 1), ("Two.", 1), ("four", 1), ("Six", 1)] == reading.quoted
    assert ['"Two.'] == stray(reading)


def test_stray_closing_mark() -> None:
    """A closing mark with nothing to close quotes nothing and spoils no other pair."""
    assert [("the weir", 1)] == quoted('They wove all night." He saw "the weir" at dawn.')


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ('They wove all night." He saw them.', ['" He s']),
        ("They wove all night.” He saw them.", ['" He s']),
        ('He said: "Go home." They wove all night." It rained.', ['" It r']),
        ('A plank of 6" and a hook of 12" lay there.', []),  # inches
    ],
)
def test_stray_closing_mark_is_reported(text: str, odd: list[str]) -> None:
    """Rule 6: a closing mark with nothing to close is odd and is reported like an opening one."""
    assert odd == stray(read(text))


def test_other_kind_of_paragraph_carries_nothing_on() -> None:
    """Rule 3: an open quotation is not handed on to a caption that happens to open with a mark."""
    reading = read('He wrote: "The looms stood still\n\n"The weir by night"\n and were dry. He left.')

    assert ["paragraph", "caption"] == [p.kind for p in reading.passages]
    assert [("The looms stood still and were dry. He left.", 1), ("The weir by night", 1)] == reading.quoted
    assert ['"The l'] == stray(reading)


@pytest.mark.parametrize(
    ("text", "words"),
    [('"one two three"', 3), ('"self-rule isn\'t ours"', 3), ('"[one] ... two, three!"', 3), ('"в воде 12 лет"', 4)],
)
def test_words(text: str, words: int) -> None:
    """Compounds and contractions are one word, marks and dots are none."""
    reading = read(text)

    assert words == reading.marks[0][0].words(reading.passages)
