from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts import read

from dhkit.blocks import find_blocks
from dhkit.documents import CorpusError, Document
from dhkit.layout_profiles import read_profile
from dhkit.layouts import label_paragraphs
from dhkit.paragraphs import find_paragraphs
from dhkit.readers import read_bytes

PROSE = (
    "The river froze in the last week of November, and no ferry crossed it until\n"
    "the spring; those who had business on the other side walked over the ice, and\n"
    "those who had none walked over it all the same, because there was nothing else\n"
    "to do in a town that had neither bread nor work.\n"
)


def rules(text: str, layout: str = "book") -> list[str]:
    return [f"{b.kind} ({b.rule})" for b in find_blocks(read(text, layout))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CHAPTER IV", "heading (chapters)"),
        ("TRANSLATOR'S PREFACE", "heading (parts of a book)"),
        ("Introduction by Anna Tell", "heading (parts of a book)"),
        ("XII. The Ice Goes Out", "paragraph (no other rule)"),
        ("XII. THE ICE GOES OUT", "heading (numerals)"),
        ("[Footnote 7: So the harbour book.]", "footnote (bracketed notes)"),
        ("[7] So the harbour book.", "footnote (bracketed notes)"),
        ("* So the harbour book.", "footnote (starred notes)"),
        ("[Pg 117]", "furniture (pages)"),
        ("117", "furniture (pages)"),
        ("    The ice is out, the ice is out,\n    The ferryman is drowned;", "extract (verse)"),
        ("  My dear brother, the ice has gone out and I am\n  coming home with the next boat.", "extract (inset)"),
        ("Digitized by the Harbour Library", "furniture (digitised)"),
        ("[Illustration: The ferry]", "furniture (transcribers)"),
    ],
)
def test_what_a_book_prints(text: str, expected: str) -> None:
    """Between paragraphs of prose, a book's headings, notes, verse, insets and furniture are told apart."""
    assert rules(f"{PROSE}\n{text}\n\n{PROSE}\n{PROSE}")[1] == expected


def test_editions() -> None:
    """What an edition on the net puts before and behind a book is furniture, to the last line."""
    head = "Title: Ice\n\n*** START OF THE PROJECT GUTENBERG EBOOK ICE ***\n\n"
    foot = "\n*** END OF THE PROJECT GUTENBERG EBOOK ICE ***\n\nMost people begin at the main page.\n"
    assert [b.kind for b in find_blocks(read(head + PROSE + foot, "book"))] == [
        "furniture", "furniture", "paragraph", "furniture", "furniture"
    ]  # fmt: skip


def test_running_heads() -> None:
    """A running head is furniture on every page, and the sentence that it interrupts goes on behind it."""
    pages = [
        f"they walked from mark {n} over the ice and came to the\n\nTHE FROZEN RIVER. {n}\n\n" for n in range(1, 5)
    ]
    blocks = find_blocks(read("".join(pages) + "other side.", "book"))
    assert [b.kind for b in blocks] == ["paragraph", "furniture"] * 4 + ["paragraph"]
    assert all(b.continues for b in blocks[2::2])


def test_notes_are_no_running_heads() -> None:
    """Notes that cite one work again and again have the same words, and are notes all the same."""
    for note in ("[{}] Tell, Lamps, vol. ii. p. {}.", "[{}] Ibid., p. {}."):
        pages = [f"They walked over {'ice ' * n}.[{n}]\n\n{note.format(n, n * 7)}\n\n" for n in range(1, 6)]
        assert [b.kind for b in find_blocks(read("".join(pages), "book"))] == ["paragraph", "footnote"] * 5


def test_turns() -> None:
    """In a transcript a turn reaches to the next label."""
    text = "The PRESIDENT: Is the ice safe?\n\nMr. Orlov: It is.\n\nI walked over it.\n\nThe PRESIDENT: Alone?\n"
    blocks = find_blocks(read(text, "transcript"))
    assert [b.rule for b in blocks] == ["turn"] * 4
    assert blocks[2].group == blocks[1].block


def test_profile_of_ones_own(tmp_path: Path) -> None:
    """A few lines beside corpus.toml make a profile: its own patterns go before those of its base."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "ice.toml").write_text(
        'base = "book"\nrules = ["marginalia"]\n[patterns.marginalia]\nkind = "caption"\nmatch = "=.*="\n'
    )
    document = read(f"=The ice=\n\n{PROSE}\nCHAPTER II\n\n{PROSE}", "ice")
    own = Document(source=document.source, text=document.text, home=tmp_path)
    assert [b.rule for b in find_blocks(own)] == ["marginalia", "no other rule", "chapters", "no other rule"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('wrap = "soft"', "wrap 'soft' is not allowed"),
        ('rules = ["poems"]', "rule 'poems' is neither"),
        ('[patterns.a]\nkind = "poem"\nmatch = "x"', "kind 'poem' is not allowed"),
        ('[patterns.a]\nkind = "caption"\nmatch = "("', "no regular expression"),
        ('base = "epic"', "base 'epic' is no profile"),
        ('colour = "red"', "unknown field 'colour'"),
    ],
)
def test_faults_of_a_profile(text: str, message: str, tmp_path: Path) -> None:
    """A fault in a profile is told with the file, what was given, and what is allowed."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(text)
    with pytest.raises(CorpusError, match=message):
        read_profile("mine", tmp_path)


def test_motto_of_a_marked_up_file() -> None:
    """Of two quotations that a file marks, one that is a dash and a name is the source of the motto above it."""
    reading = read_bytes(
        b"<html><body><h1>Lamps</h1><blockquote>Nobody waits for it.</blockquote>"
        b"<blockquote>\xe2\x80\x94Anna Tell, Long Siege (1931)</blockquote><p>It was late.</p></body></html>",
        "lamps.html",
    )
    draft = label_paragraphs(find_paragraphs(reading.text, wrap="book"), read_profile("book"), reading.marks)

    assert draft.rules == ["marked up: heading", "epigraph", "source of an epigraph", "no other rule"]
    assert draft.groups[1] == draft.groups[2]
