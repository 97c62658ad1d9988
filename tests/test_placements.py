"""Placements: where a quotation belongs that is printed away from its place."""

from __future__ import annotations

import re

import pytest
from reading import read

from dhkit.placements import place_quotations

TORN_AT = "1 Why did the looms stop?"


def placed(*parts: str) -> dict[str, str]:
    """Give for each torn quotation that found a place its first word → the last word before the gap.

    Parts are paragraphs; those that begin with `>` are printed at the end, under a numbered heading.
    """
    body = [p for p in parts if not p.startswith(">")]
    torn = [p[1:] for p in parts if p.startswith(">")]
    reading = read("\n\n".join([*body, TORN_AT, *torn]), "faq")
    clean = [p.clean for p in reading.passages]
    return {
        re.findall(r"\w+", clean[t])[0]: re.findall(r"\w+", clean[g])[-1]
        for t, g in place_quotations(reading.passages, reading.names).items()
    }


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # in the document's order
        (("It was one:", "Plain.", "It was two:", "Plain.", '>"Alpha." [Dust, p. 4]', '>"Beta." [Dust, p. 5]'), {"Alpha": "one", "Beta": "two"}),
        # who is announced and who is named as the source
        (
            ("As Brandt argues in one:", "Plain.", "As Calder argues in two:", "Plain.", '>"Beta." [Calder, Two Mills, p. 4]'),
            {"Beta": "two"},
        ),
        (
            ("It was one:", "Plain.", "As Calder argues in two:", "Plain.", '>"Beta." [Ruth Calder, Two Mills, p. 4]'),
            {"Beta": "two"},
        ),
        # an author's own words under somebody else's name do not belong there
        (("As Brandt argues in one:", "Plain.", '>"Beta." [Ruth Calder, Two Mills, p. 4]'), {}),
        # somebody is announced, and the source quotes somebody
        (("As Voss told in one:", "Plain.", '>"Beta." [quoted by Calder, Two Mills, p. 4]'), {"Beta": "one"}),
        # a possessive announces nobody
        (("So it is in Brandt's book on one:", "Plain.", '>"Beta." [Ruth Calder, Two Mills, p. 4]'), {"Beta": "one"}),
        # a gap is followed by plain text: here nothing is missing
        (("It was one:", '"Here it is." [Dust, p. 2]', '>"Beta." [Dust, p. 4]'), {}),
        # no gap at all
        (("It was one.", "Plain.", '>"Beta." [Dust, p. 4]'), {}),
        # more quotations than gaps: the last are left over
        (("It was one:", "Plain.", '>"Alpha." [Dust, p. 4]', '>"Beta." [Dust, p. 5]'), {"Alpha": "one"}),
        # more gaps than quotations
        (("It was one:", "Plain.", "It was two:", "Plain.", '>"Alpha." [Dust, p. 4]'), {"Alpha": "one"}),
    ],
)  # fmt: skip
def test_places(parts: tuple[str, ...], expected: dict[str, str]) -> None:
    """Rule 1: torn quotations and gaps are matched in order; a name announced and a source named decide between them."""
    assert expected == placed(*parts)


def test_unclosed_goes_on_below() -> None:
    """Rule 3: a torn quotation that is not closed goes on in the one below it, and both have one place."""
    assert {"Alpha": "one", "Beta": "one", "Gamma": "two"} == placed(
        "It was one:", "Plain.", "It was two:", "Plain.",
        '>"Alpha without an end.', '>"Beta." [Dust, p. 5]', '>"Gamma." [Dust, p. 6]',
    )  # fmt: skip


def test_unclosed_begins_a_quotation_in_the_text() -> None:
    """Rule 2: an unclosed torn quotation is the lost first part of one that somebody named announces in the text."""
    assert {"Alpha": "one"} == placed(
        "As Brandt argued in one:", '"and this is its second part." [Dust, p. 4]', '>"Alpha without an end.'
    )


def test_begun_quotations_lose_nothing_closed() -> None:
    """Rule 2 holds for unclosed ones only: a closed torn quotation is no first part of another."""
    assert {} == placed(
        "As Brandt argued in one:", '"and this is its second part." [Dust, p. 4]', '>"Alpha." [Dust, p. 9]'
    )


def test_nothing_torn() -> None:
    """A document without torn quotations has no places."""
    reading = read("It was one:\n\nPlain.", "faq")

    assert {} == place_quotations(reading.passages, reading.names)
