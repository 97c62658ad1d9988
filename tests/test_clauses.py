"""Clauses: the forms of words that introduce or close quoted words."""

from __future__ import annotations

import pytest

from dhkit.clauses import (
    AT_QUOTATION,
    PREPOSED,
    ends_in_reporting,
    is_reporting_opening,
    is_reporting_phrase,
)
from dhkit.names import BODY, PERSON

P, B = PERSON * 6, BODY * 4


@pytest.mark.parametrize(
    "stretch",
    [
        f", said {P}, ", f", {P} said, ", f", {B} declared, ", ", he said to me, ", ", he told the old weaver, ",
        f", he told {P}, ", f", {P} said quietly, ", f", {P} said in the hall, ", f", said {P} at last, ",
        ", said an old weaver, ", ", his mother said, ", f", according to {P}, ",
    ],
)  # fmt: skip
def test_reporting_phrase(stretch: str) -> None:
    """A verb and its subject, somebody spoken to, a place and an adverb make a reporting phrase, and it opens with one."""
    assert is_reporting_phrase(stretch)
    assert is_reporting_opening(stretch)


@pytest.mark.parametrize(
    "stretch", [", he said, with a sigh that told all, ", f", said {P} to the dyers who were there, "]
)
def test_reporting_opening(stretch: str) -> None:
    """A reporting clause with a longer aside up to a comma is an opening, but no phrase by itself."""
    assert not is_reporting_phrase(stretch)
    assert is_reporting_opening(stretch)


@pytest.mark.parametrize(
    "stretch", ["", ", and left, ", f", {P} left, ", ", he said. He left, ", f", said {P} with a sigh ", ", the weir, "]
)
def test_neither(stretch: str) -> None:
    """A stretch that reports nothing, that goes into another sentence or ends in no comma is neither."""
    assert not is_reporting_phrase(stretch)
    assert not is_reporting_opening(stretch)


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        (", said an old weaver. ", True), (f", {P} told the dyers at the weir. ", True), (f", according to {P}. ", True),
        (", his mother said with a sigh. ", True), (f", said {P}! He left. ", False), (", he left. ", False),
    ],
)  # fmt: skip
def test_ends_in_reporting(stretch: str, expected: bool) -> None:
    """Who is described, and a source, end a sentence as a named speaker does; a second sentence does not count."""
    assert expected == ends_in_reporting(stretch)


@pytest.mark.parametrize(
    "stretch",
    [
        "", ": ", ", ", " that ", ", that ", " how ", " as follows: ", " — ", " [",
        " to him: ", " me that ", f" {P} that ", f" to {P}: ",
        " in 1920, that ", " on the next day: ", " yesterday: ", " in a letter to the dyers: ",
        " that it was ", " that the weir was ", " that they had ",
    ],
)  # fmt: skip
def test_at_quotation(stretch: str) -> None:
    """Between a verb and its words stand somebody addressed, a date, *that*, and the first words of a clause."""
    assert AT_QUOTATION.match(stretch)


@pytest.mark.parametrize(
    "stretch",
    [
        " nothing, and ", " that the dyers of Velm slept and ", " the weir. ", f" that {P} was ", " the decree that ",
        " nothing of it: but they slept. ",
        pytest.param(
            " the book, ",
            marks=pytest.mark.xfail(strict=True, reason="a thing before a comma reads as somebody addressed"),
        ),
    ],
)  # fmt: skip
def test_not_at_quotation(stretch: str) -> None:
    """Where something else stands between a verb and the quotation, the verb does not introduce it."""
    assert not AT_QUOTATION.match(stretch)


@pytest.mark.parametrize(
    "before",
    [
        "By ", "A pamphlet against ", "A letter to the ", "He left with ", "Unlike ", f"Of {P} and ",
        "The biographer of ", "The life and works of old ", "The friends of ", "The author of the book on ",
    ],
)  # fmt: skip
def test_preposed(before: str) -> None:
    """A preposition, or a noun whose complement a name is, makes the name no subject."""
    assert PREPOSED.search(before)


@pytest.mark.parametrize(
    "before", ["", "As ", "And then ", f"{P} and ", "The biography of V was out when ", "He left, and the "]
)
def test_not_preposed(before: str) -> None:
    """A conjunction leaves a name its verb, and so does a clause of its own behind a noun with its complement."""
    assert not PREPOSED.search(before)
