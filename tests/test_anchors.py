"""Anchors: a quoted stretch is found again when the text around it has changed, or said to be lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.anchors import MOST_WORDS, find_anchor, quote, split_quote

TEXT = """\
The mayor spoke first. “It was a riot of bakers,” said Otto Voss,
and nobody in the long and draughty hall of the old exchange at Selvara
had the heart, that evening, to contradict him. Voss sat down.

Anna Tell rose. Voss, she said, had slept through the riot; Voss
always slept.
"""


def place(words: str, text: str = TEXT, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("a riot of bakers", "first. “It was ⟦a riot of bakers⟧,” said Otto"),
        ("The mayor", "⟦The mayor⟧ spoke first. “It"),
        ("Selvara\nhad", "old exchange at ⟦Selvara had⟧ the heart, that"),
        ("slept.", "riot; Voss always ⟦slept.⟧"),
        (
            "nobody in the long and draughty hall of the old exchange at Selvara",
            "⟦nobody in the long and draughty … the old exchange at Selvara⟧",
        ),
    ],
)
def test_quotes_have_context(words: str, quoted: str) -> None:
    """A quote is the stretch in brackets between some words of context; of a long stretch it has both ends."""
    assert quoted == quote(TEXT, *place(words))


@given(st.text(min_size=1), st.data())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_any_quote_is_short_and_found(text: str, data: st.DataObject) -> None:
    """Whatever a text holds, a quote has at most twelve words and leads to its stretch in the unchanged text."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        with pytest.raises(ValueError, match="nothing to quote"):
            quote(text, start, end)
        return
    quoted = quote(text, start, end)

    assert len(quoted.split()) <= MOST_WORDS
    assert "in place" == find_anchor(text, start, end, quoted).state


def test_brackets_of_the_text_do_not_confuse() -> None:
    """A text that has such brackets of its own is quoted and found like any other."""
    text = "An editor ⟦wrote⟧ that ⟦Voss⟧ slept, and that [[Tell]] did not."
    start, end = place("⟦Voss⟧ slept", text)
    moved = "A line was added. " + text

    assert "⟦Voss⟧ slept" == moved[slice(*_span(moved, start, end, quote(text, start, end)))]


def _span(text: str, start: int, end: int, quoted: str) -> tuple[int, int]:
    found = find_anchor(text, start, end, quoted)
    return found.start, found.end


@pytest.mark.parametrize("nth", range(4))
def test_a_frequent_word_is_told_by_its_context(nth: int) -> None:
    """Of four places of one name the right one is found again after the text has moved."""
    start, end = place("Voss", nth=nth)
    moved = "A title page\n\n" + TEXT
    found = find_anchor(moved, start, end, quote(TEXT, start, end))

    assert ("moved", place("Voss", moved, nth)) == (found.state, (found.start, found.end))


CHANGES = {
    "lines are wrapped anew": TEXT.replace("\n", " ").replace("  ", "\n\n"),
    "a paragraph is put before": "Some words of an editor, who came later.\n\n" + TEXT,
    "a note is put into the middle": TEXT.replace("him. Voss", "him [but see the letters of Tell]. Voss"),
    "a word is mended elsewhere": TEXT.replace("draughty", "cold and draughty"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    "words",
    ["a riot of bakers", "Otto Voss", "always\nslept", "Anna Tell", "Voss sat down.\n\nAnna Tell rose. Voss, she"],
)
def test_changed_texts(change: str, words: str) -> None:
    """What is changed elsewhere in a text does not lose a stretch."""
    words = words.replace("always\nslept", "always slept") if words not in TEXT else words
    start, end = place(words)
    changed = CHANGES[change]
    found = find_anchor(changed, start, end, quote(TEXT, start, end))

    assert " ".join(words.split()) == " ".join(changed[found.start : found.end].split())


def test_a_mended_slip_is_found() -> None:
    """Nearly the same words at nearly the same place are the stretch: an edition has mended a letter."""
    start, end = place("a riot of bakers")
    mended = "Title\n" + TEXT.replace("a riot of bakers", "a riot of bakkers")
    found = find_anchor(mended, start, end, quote(TEXT, start, end))

    assert ("moved", "a riot of bakkers") == (found.state, mended[found.start : found.end])


@pytest.mark.parametrize("gone", ["a riot of bakers", "Anna Tell rose"])
def test_what_was_taken_out_is_lost(gone: str) -> None:
    """Words that a text has no longer are lost, even if words like them stand elsewhere."""
    start, end = place(gone)

    assert "lost" == find_anchor(TEXT.replace(gone, "…"), start, end, quote(TEXT, start, end)).state


def test_two_places_and_no_context() -> None:
    """Words typed without context are lost where two places near by could be meant: nobody guesses."""
    assert "lost" == find_anchor("Title\n\n" + TEXT, *place("slept"), "slept").state
    assert "moved" == find_anchor("Title\n\n" + TEXT, *place("bakers"), "bakers").state


def test_a_quote_without_brackets_is_all_stretch() -> None:
    """Words typed by hand without brackets are the stretch."""
    assert ("", "a riot", "") == split_quote("a  riot")
    assert "in place" == find_anchor(TEXT, *place("a riot"), "a riot").state
