"""Frames: what a descriptor says of an event, and where it ends."""

from __future__ import annotations

import pytest
from reading import LISTS

from dhkit.frames import MAX_WORDS, FrameLexicon
from dhkit.lexicons import Frame

FRAMES = LISTS.frames


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coup", ("coup", -1)), ("coups", ("coup", -1)), ("COUP", ("coup", -1)), ("the seizure of power", ("coup", 0)),
        ("one-party state", ("dictatorship", -1)), ("heroic", ("success", 1)), ("nothing at all", ("other", 0)),
        # an adjective's value outweighs a noun without one, a noun's outweighs an adjective's
        ("a heroic insurrection", ("uprising", 1)), ("a heroic betrayal", ("betrayal", -1)),
        # the last noun is the head
        ("the seizure of power and the tyranny", ("dictatorship", -1)),
        # classifying words say nothing
        ("the armed looms", ("other", 0)),
    ],
)  # fmt: skip
def test_judge(text: str, expected: tuple[str, int]) -> None:
    """The last noun's frame and the strongest word's value; what classifies or is not listed says nothing."""
    assert expected == FRAMES.judge(text)


def test_classifying_words_are_left_out() -> None:
    """What only classifies is no part of a judgement, though the lexicon knows it."""
    assert ["coup"] == [f.lemma for f in FRAMES.find("the armed and agrarian coup")]


def test_longest_entry_first() -> None:
    """Of entries inside each other the longest is found."""
    lexicon = FrameLexicon(
        {w: Frame(w, "noun", f, 0, "") for w, f in (("state", "other"), ("police state", "dictatorship"))}
    )

    assert ["police state"] == [f.lemma for f in lexicon.find("a police state")]


@pytest.mark.parametrize(
    ("word", "expected"), [("heroic", True), ("bloody", True), ("armed", False), ("wooden", False), ("coup", False)]
)
def test_judges(word: str, expected: bool) -> None:
    """An adjective judges if it values or frames; one that classifies, or is not listed, does not, nor does a noun."""
    assert expected == FRAMES.judges(word)


@pytest.mark.parametrize(
    ("text", "nominal", "expected"),
    [
        ("a coup by the dyers", True, "a coup by the dyers"),
        ("a coup which nobody saw", True, "a coup"),
        ("the tragedy that nobody saw", True, "tragedy"),
        ("a theft by night", True, "a theft by night"),
        ("a heroic insurrection of the poor in Velm", True, "a heroic insurrection of the poor"),
        ("heroic and then it rained", True, "heroic"),
        ("a wooden thing", True, None),
        ("a matter of days", True, None),
        ("a bakery", True, "a bakery"),
        ("a bakery", False, None),
        ("a coup", False, "a coup"),
        ("in Velm", True, None),
        ("carried out at dawn", True, None),
        ("", True, None),
        ('"a coup"', True, "a coup"),
        ("a great and heroic and bloody and tragic and splendid insurrection of the poor", True, "a great and heroic and bloody and tragic"),
    ],
)  # fmt: skip
def test_cut(text: str, nominal: bool, expected: str | None) -> None:
    """A predicate is cut to the phrase that characterises: without *the*, at most eight words, no plain noun."""
    cut = FRAMES.cut(text, nominal_suffices=nominal)

    assert expected == (text[slice(*cut)] if cut else None)
    assert cut is None or len(text[slice(*cut)].split()) <= MAX_WORDS
