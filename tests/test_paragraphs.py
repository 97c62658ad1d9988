"""The first cut: which lines of a document belong together, for each way of wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.paragraphs import Wrap, find_paragraphs

LAW = settings(derandomize=True, deadline=None, max_examples=200)
LONG = (
    "The ferry was late, the lamps were lit, and the city learnt in the morning what it had done in the night before it"
)

PIECES = (
    "The ferry was late.", "the lamps", "Sorokh:", "- rope", "• tar", "1 A note.", "2 Why?", "3. Third", "12", "докер-",
    "Keywords: a; b.", "Ключевые слова: а.", "“Go,", "home.” [p. 3]", "\n", "\n\n", " \n", "\r\n", "\t",
    "\x0c", "  ", "\u2028", "\u00a0", "\ufeff", "[1]. See", LONG,
)  # fmt: skip

TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join)


def texts(source: str, wrap: Wrap) -> list[str]:
    return [p.text for p in find_paragraphs(source, wrap=wrap)]


@LAW
@given(TEXTS, st.sampled_from(["none", "hard", "mixed"]))
def test_paragraphs_cover_all_but_white_space(source: str, wrap: Wrap) -> None:
    """Whatever the text, paragraphs come in order, are apart, trimmed, and leave out nothing but white space."""
    position = 0
    for paragraph in find_paragraphs(source, wrap=wrap):
        assert source[position : paragraph.start].strip() == ""
        assert paragraph.text == source[paragraph.start : paragraph.end] == paragraph.text.strip() != ""
        position = paragraph.end
    assert source[position:].strip() == ""


@pytest.mark.parametrize("wrap", ["none", "hard", "mixed"])
@pytest.mark.parametrize("source", ["", " ", "\n\n", "\t\r\n\x0c\u00a0"])
def test_nothing_has_no_paragraphs(source: str, wrap: Wrap) -> None:
    """A text of white space has no paragraph."""
    assert [] == find_paragraphs(source, wrap=wrap)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("The lamps were lit\nand the ferry was late.", ["The lamps were lit\nand the ferry was late."]),
        ("The lamps were lit.\nand the ferry was late.", ["The lamps were lit.", "and the ferry was late."]),
        ("The lamps were lit\n\nand the ferry was late.", ["The lamps were lit", "and the ferry was late."]),
        ("Three men:\nrope, tar, salt", ["Three men:", "rope, tar, salt"]),
        ("  Set in.\r\n\tSet in too.\r\n", ["Set in.", "Set in too."]),
        ("Лампы горели\nи паром опоздал.", ["Лампы горели\nи паром опоздал."]),
        ("- rope\n- tar", ["- rope", "- tar"]),
    ],
)
def test_unwrapped_text(source: str, expected: list[str]) -> None:
    """Where lines are not wrapped each is a paragraph, unless it goes on in lower case in mid-sentence."""
    assert expected == texts(source, "none")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The lamps were\nlit. Nobody\nasked why.", ["The lamps were\nlit. Nobody\nasked why."]),
        ("The lamps.\n\nThe ferry.", ["The lamps.", "The ferry."]),
        ("The lamps.\n \t\nThe ferry.", ["The lamps.", "The ferry."]),
        ("They asked for\n- bread and\nsoap\n• salt", ["They asked for", "- bread and\nsoap", "• salt"]),
        ("It was over.\nKeywords: lamps; ferry.", ["It was over.", "Keywords: lamps; ferry."]),
        ("Все кончено.\nКлючевые слова: лампы.", ["Все кончено.", "Ключевые слова: лампы."]),
        ("It was over.\n1 Sorokh was ill.\n2 Ruhl too.", ["It was over.", "1 Sorokh was ill.", "2 Ruhl too."]),
        ("It was over.\n7 Sorokh was ill.", ["It was over.\n7 Sorokh was ill."]),  # not the running count
        ("There were only\n1 Ferry and a raft.", ["There were only\n1 Ferry and a raft."]),  # in mid-sentence
        ("It ended in\n1911. The lamps went out.", ["It ended in\n1911. The lamps went out."]),
        ("“Go home.” [p. 3]\n“Never!” [p. 4]", ["“Go home.” [p. 3]", "“Never!” [p. 4]"]),
        ("She said\n“never” again", ["She said\n“never” again"]),
        ("It was over.\n It began again.", ["It was over.", "It began again."]),  # a new page
        ("It was never\n over. And", ["It was never\n over. And"]),  # a new page in mid-sentence
        (
            "The crowd\n\nGull Street, seen from\nthe Mole\n had waited.",
            ["The crowd", "Gull Street, seen from\nthe Mole", "had waited."],
        ),
    ],
)
def test_wrapped_text(source: str, expected: list[str]) -> None:
    """Wrapped lines go on until an empty line, a bullet, the next number, or a new page after a full stop."""
    assert expected == texts(source, "hard")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{LONG}.\n{LONG}.", [f"{LONG}.", f"{LONG}."]),
        (f"{LONG}\n{LONG}.", [f"{LONG}\n{LONG}."]),
        (f"{LONG} [p. 3]\nThe lamps were\nlit.", [f"{LONG} [p. 3]", "The lamps were\nlit."]),
        ("The lamps were\nlit by nobody.", ["The lamps were\nlit by nobody."]),
        ("1 Who lit them?\nNobody did,\nhe said.", ["1 Who lit them?", "Nobody did,\nhe said."]),
        ("1 Who lit them, and why\nso late?\nNobody did.", ["1 Who lit them, and why\nso late?", "Nobody did."]),
        ("Title without a stop\n" + LONG + ".", ["Title without a stop", LONG + "."]),
    ],
)
def test_mixed_text(source: str, expected: list[str]) -> None:
    """A line too long to be wrapped by hand stands alone unless its sentence goes on; shorter ones are wrapped."""
    assert expected == texts(source, "mixed")


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("1 One.\n\n2 Two.\n\n3 Three.", [1, 2, 3]),
        ("1. One.\n\n2. Two.", [1, 2]),
        ("1) Один.\n\n2) Два.", [1, 2]),
        ("1 One.\n\n3 Three.", [1, None]),
        ("1 One.\n\nBetween.\n\n2 Two.", [1, None, 2]),
        ("1 One.\n\n2 Two.\n\n1 One again.", [1, 2, 1]),
        ("1911 was dry.\n\n1 ferry came.", [None, None]),  # a year; a number that counts ferries
        ("1 “Go.”", [1]),
    ],
)
def test_running_numbers(source: str, numbers: list[int | None]) -> None:
    """A paragraph is numbered if it goes on the count or begins it anew, before a capital or a quotation mark."""
    assert numbers == [p.number for p in find_paragraphs(source, wrap="hard")]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("One.", [(0, 0, 1)]),
        ("One.\n\nTwo.", [(0, 0, 1), (1, 0, 1)]),
        ("One.\n\n \n\n  Two\nand on.", [(0, 0, 1), (3, 2, 2)]),
        ("\n\nOne.", [(2, 0, 1)]),
    ],
)
def test_what_a_page_shows(source: str, seen: list[tuple[int, int, int]]) -> None:
    """A paragraph knows the empty lines above it, how far it is set in, and how many lines it has."""
    assert seen == [(p.blank_before, p.indent, p.lines) for p in find_paragraphs(source, wrap="hard")]


@pytest.mark.parametrize("wrap", ["none", "book"])
def test_wrapped_against_expectation(wrap: Wrap) -> None:
    """A text that is plainly wrapped, though its layout has one line a paragraph, is read as it is printed."""
    lines = [
        "The ferry was late that evening, and the lamps on the",
        "Long Mole had burnt down before anybody came to trim",
    ]
    source = "\n\n".join("\n".join([*lines * 3, "Nobody came."]) for _ in range(5))

    assert [p.text for p in find_paragraphs(source, wrap=wrap)] == source.split("\n\n")


def test_a_book_on_one_line() -> None:
    """What no paragraph is as long as is cut where sentences end, and nothing of it is lost."""
    source = "The ferry was late, and we waited. " * 3_000 + "the end of it all " * 4_000
    found = find_paragraphs(source, wrap="book")
    assert all(len(p.text) <= 30_000 for p in found)
    assert " ".join(p.text for p in found).split() == source.split()
    assert all(source[p.start : p.end] == p.text for p in found)
    assert [p.text[-7:] for p in found[:3]] == ["waited."] * 3
