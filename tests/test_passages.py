"""Passages: a block as a reader reads it, across the notes that interrupt it, with the way back to the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.blocks import find_blocks
from dhkit.documents import Document, Source
from dhkit.layout_profiles import find_profiles
from dhkit.passages import Passage, read_passages
from dhkit.rows import Block
from dhkit.text import Span, restore

LAW = settings(derandomize=True, deadline=None, max_examples=100)

TORN_UP = """\
The women had drawn up a pro-

1 Sorokh came by the evening
train.
 gramme “of their own”, and the ropemakers
self-

2 Nobody asked him to.
 government besides.

Then the ropemak-
ers went home.
"""


def read(text: str, layout: str) -> Document:
    source = Source(
        key="d", file="d.txt", sha256="", author="", title="", year=None, language="en", layout=layout, rights="",
        encoding="utf-8",
    )  # fmt: skip
    return Document(source=source, text=text)


def passages_of(text: str, layout: str = "article") -> list[Passage]:
    document = read(text, layout)
    return read_passages(document, find_blocks(document))


def slices(text: str, parts: list[tuple[Block, Span]]) -> list[str]:
    return [text[span.start : span.end] for _, span in parts]


PIECES = (
    "The ferry was late.", "the lamps were lit", "un-\n", "докер-\n", "\n\n1 A note.\n ", "\n\n2 Another\nnote.\n ",
    "goes on", " [3]", "Gull Street", "- rope", "“Go,", "home.”", "“", "’", "\n", "\n\n", "\n ", "\r\n", "  ", "\u00a0",
    "\u2009", "Leave a Reply",
    "Marou, I. Coup. Kerem: A, 1958, p. 7", "Keywords: a.", "(12):",
)  # fmt: skip

TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join)


@pytest.mark.parametrize("layout", sorted(find_profiles(None)))
@LAW
@given(text=TEXTS)
def test_every_block_is_read_once(layout: str, text: str) -> None:
    """Each block stands in one passage, passages come in the order of their first blocks, and undo to the source."""
    document = read(text, layout)
    blocks = find_blocks(document)
    passages = read_passages(document, blocks)

    assert sorted(b.block for b in blocks) == sorted(b.block for p in passages for b in p.blocks)
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    for p in passages:
        assert text[p.start : p.blocks[-1].end] == restore(p.clean, p.reading.edits)


@pytest.mark.parametrize("layout", sorted(find_profiles(None)))
@LAW
@given(text=TEXTS)
def test_every_character_stands_in_a_block(layout: str, text: str) -> None:
    """A word of a passage leads back to stretches inside its blocks, which show the word itself."""
    for p in passages_of(text, layout):
        for i, character in enumerate(p.clean):
            if character.isalnum():
                assert [character] == slices(text, p.spans(i, i + 1))
                there = p.span(i, i + 1).start - p.start
                assert i == p.reading.to_clean(there, there + 1).start


def test_sentence_goes_on_behind_notes() -> None:
    """A sentence that notes interrupt is one passage, its words joined; the notes are passages of their own."""
    passages = passages_of(TORN_UP)

    assert [
        'The women had drawn up a programme "of their own", and the ropemakers self-government besides.',
        "1 Sorokh came by the evening train.",
        "2 Nobody asked him to.",
        "Then the ropemakers went home.",
    ] == [p.clean for p in passages]
    assert [3, 1, 1, 1] == [len(p.blocks) for p in passages]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("women", ["women"]),
        ("programme", ["pro-", "gramme"]),
        ('"of their own"', ["“of their own”"]),
        ("self-government", ["self-", "government"]),
        ("drawn up a programme", ["drawn up a pro-", "gramme"]),
        ("a programme \"of their own\", and the ropemakers self-government", [
            "a pro-", "gramme “of their own”, and the ropemakers\nself-", "government",
        ]),
    ],
)  # fmt: skip
def test_what_is_found_is_cut_at_block_limits(word: str, parts: list[str]) -> None:
    """What is found across a note is given back in parts, one for each block, without the note between them."""
    passage = passages_of(TORN_UP)[0]
    start = passage.clean.index(word)

    assert parts == slices(TORN_UP, passage.spans(start, start + len(word)))


@pytest.mark.parametrize("word", ["women", "gramme", "“of", "ropemakers", "government"])
def test_a_place_of_the_page_has_a_place_in_the_reading(word: str) -> None:
    """A position of the document that lies in a passage leads to the same letter of its reading."""
    passage = passages_of(TORN_UP)[0]
    there = TORN_UP.index(word) - passage.start
    offset = passage.reading.to_clean(there, there + 1).start

    assert word.replace("“", '"')[0] == passage.clean[offset]


@pytest.mark.parametrize(("mark", "curly"), [('"of', "“"), ('",', "”"), ("women", "w")])
def test_marks_are_curly_in_the_source(mark: str, curly: str) -> None:
    """The reading has straight marks; the mark as printed can be asked for."""
    passage = passages_of(TORN_UP)[0]

    assert curly == passage.source(passage.clean.index(mark))


def test_the_document_tells_how_words_are_written() -> None:
    """A word broken in one block is joined as another block of the document writes it."""
    assert (
        "The rope-makers left."
        == passages_of("The rope-\nmakers left.\n\nA rope-maker stayed.\n\nrope-makers")[0].clean
    )
    assert "The ropemakers left." == passages_of("The rope-\nmakers left.\n\nA man stayed.")[0].clean


def test_a_passage_is_told_by_its_first_block() -> None:
    """Key, kind and start of a passage are those of the block with which it begins."""
    passage = passages_of(TORN_UP)[1]

    assert ("footnote", TORN_UP.index("1 Sorokh"), passage.blocks[0]) == (passage.kind, passage.start, passage.block)
