"""Hands: whose the parts of a book are that its author did not write."""

from __future__ import annotations

import pytest
from reading import read

from dhkit.proposals import propose
from dhkit.readings import Reading

BOOK = """\
THE LOOMS OF VELM

BY EDDA WINTER

{page}

INTRODUCTION

The looms of Velm have had many historians and one friend.

{end}

CHAPTER I

The weir was dry in March, and nobody asked why.
"""


@pytest.mark.parametrize(
    ("page", "end", "whose"),
    [
        ("", "Jonas Mill.", "Mill"),
        ("", "JONAS MILL", "Mill"),
        ("", "Jonas Mill.\n\nVelm, 4 May 1880.", "Mill"),
        ("", "Jonas Mill. Velm, Ardania. May 1880.", "Mill"),
        ("", "J. O. Mill. Velm, 1880.", "Mill"),
        ("With an Introduction by Jonas Mill", "It was so.", "Mill"),
        ("Annotator: Jonas Mill", "THE EDITOR", "Mill"),
        ("", "It was so in Velm. It rained in 1880.", "Winter"),
        ("", "It was so.", "Winter"),
    ],
)
def test_whose_an_introduction_is(page: str, end: str, whose: str) -> None:
    """A signature tells, with or without place and date, in its line or below; else the title page; else the author."""
    heard = dict(read(BOOK.format(page=page, end=end), "book").heard)

    assert whose == heard["The looms of Velm have had many historians and one friend."]
    assert heard["The weir was dry in March, and nobody asked why."] == "Winter"


def test_what_an_edition_says_of_hands() -> None:
    """The head of an edition names translator and editor; a year behind a name is no part of it."""
    head = "Title: The Looms\n\nAuthor: Edda Winter\n\nTranslator: Jonas Mill, 1880\n\nEditor: Ruth Calder\n"
    told = propose(Reading(head, "text", "utf-8"))

    assert [told.get(name) for name in ("author", "translator", "editor")] == [
        "Winter, Edda",
        "Jonas Mill",
        "Ruth Calder",
    ]


def test_what_a_title_page_makes_of_a_file() -> None:
    """A byline may take two lines; who names a translator, or has a chapter, is a book, however short."""
    page = "THE LOOMS\n\nBY\n\nEDDA DE WINTER\n\nTRANSLATED BY JONAS MILL\n\nIt rained.\n"
    told = propose(Reading(page, "text", "utf-8"))

    assert (told.get("author"), told.get("layout")) == ("Winter, Edda de", "book")
    assert propose(Reading("Chapter I\n\nIt rained.\n", "text", "utf-8")).get("layout") == "book"
    assert propose(Reading("It rained.\n", "text", "utf-8")).get("layout") == "essay"
