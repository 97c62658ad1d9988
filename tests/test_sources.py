"""Sources: the citation that closes a quotation, in a bracket behind it or in the note to which a mark points."""

from __future__ import annotations

import pytest
from reading import Reading, read

from dhkit.placements import place_quotations
from dhkit.quotations import Quotation
from dhkit.rows import Citation
from dhkit.sources import Sources

IMPRINT = "(Velm: Quarry Press, 1940)"
LOOM = f"Ada Brandt, The Dry Loom {IMPRINT}, p. 4."
DUST = f"Ruth Calder, Dust {IMPRINT}, p. 9."


def open_sources(text: str, layout: str) -> tuple[Reading, Sources, Quotation]:
    reading = read(text, layout)
    places = place_quotations(reading.passages, reading.names)
    sources = Sources(reading.passages, reading.marks[0], reading.rows("citations"), places)
    return reading, sources, next(q for q in reading.marks[0] if q.depth == 1)


def closing(text: str, layout: str = "article") -> Citation | None:
    """Give the citation that closes the first quotation of a text."""
    _, sources, q = open_sources(text, layout)
    return sources.closing(q.passage, q)


def work(text: str, layout: str = "article") -> str:
    """Give the work of that citation."""
    citation = closing(text, layout)
    return citation.work if citation else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('They are "ours" [Ada Brandt, The Dry Loom, p. 4].', "brandt-the-dry-loom"),
        ('"Ours" it was, and it rained [Ada Brandt, The Dry Loom, p. 4].', "brandt-the-dry-loom"),
        ('"Ours" [Ada Brandt, The Dry Loom, p. 4]. So [Ruth Calder, Dust, p. 9].', "brandt-the-dry-loom"),
        ('So [Ruth Calder, Dust, p. 9]. They are "ours".', ""),
        ('They are "ours".', ""),
        ('They are "ours\n\n"and yours" [Ada Brandt, The Dry Loom, p. 4].', "brandt-the-dry-loom"),
    ],
)
def test_bracket(text: str, expected: str) -> None:
    """The next citation behind a quotation closes it, or the one behind its last part; none before it does."""
    assert expected == work(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'They are "ours".1 It rained.\n\n1 {LOOM}', "brandt-the-dry-loom"),
        (f'They are "ours", so they say.1\n\n1 {LOOM}', "brandt-the-dry-loom"),
        (f'They are "ours".1 So [Ruth Calder, Dust, p. 9].\n\n1 {LOOM}', "brandt-the-dry-loom"),
        (f'They are "ours" [Ruth Calder, Dust, p. 9].1\n\n1 {LOOM}', "calder-dust"),
        (f'They are "ours".1\n\n1 {LOOM} See also {DUST}', "brandt-the-dry-loom"),
        (f'They are "ours".1 So it is.2\n\n1 Nobody knows why.\n\n2 {LOOM}', "brandt-the-dry-loom"),
        (f'They are "ours".2\n\n1 {LOOM}', ""),
        (f'It rained.1 They are "ours".\n\n1 {LOOM}', ""),
    ],
)
def test_note(text: str, expected: str) -> None:
    """A mark leads to the first citation of its note, which counts where the mark stands; no note, no citation."""
    assert expected == work(text)


def test_nearest_note_below() -> None:
    """Where chapters count from one again, a mark means the nearest note of its number below it."""
    chapters = f'It rained.[1]\n\n[1]. {DUST}\n\nThey are "ours".[1]\n\n[1]. {LOOM}'

    assert "brandt-the-dry-loom" == work(chapters, "essay")
    assert "calder-dust" == work(chapters.replace("It rained.", 'It "rained".'), "essay")


def test_note_marks() -> None:
    """A raised number is a mark only if the document has its note; one in square brackets always is."""
    _, sources, _ = open_sources('It was "open".1 Nobody saw it.7 So it was.[9]\n\n1 There were nine.', "article")

    assert ["1", "[9]"] == [m.group() for m in sources.note_marks(0)]


def test_noted() -> None:
    """What the notes cite is listed mark by mark, one citation a note."""
    _, sources, _ = open_sources(f'It was "open".1 It was dry.2 So.3\n\n1 {DUST}\n\n2 Nobody.\n\n3 {LOOM}', "article")

    assert ["calder-dust", "brandt-the-dry-loom"] == [c.work for c in sources.noted(0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('They are "ours" [quoted by Ada Brandt, The Dry Loom, p. 4].', True),
        ('They are "ours" [Ada Brandt, The Dry Loom, p. 4].', False),
        (f'They are "ours".1\n\n1 Quoted in {LOOM}', True),
        (f'They are "ours".1\n\n1 Cited in {LOOM}', True),
        (f'They are "ours".1\n\n1 {LOOM}', False),
        ('They are "ours".', False),
        pytest.param(
            'They are "ours" (quoted in Brandt, 2005, p. 4).',
            True,
            marks=pytest.mark.xfail(strict=True, reason="no author-date citation is found behind *quoted in*"),
        ),
    ],
)
def test_quoted_by(text: str, expected: bool) -> None:
    """*Quoted in*, *quoted by* and *cited in* report somebody else's words, in a bracket as in a note."""
    _, sources, q = open_sources(text, "article")

    assert expected == sources.is_quoted_by(q.passage, q)


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [("[Brandt; Calder]", True), ("[Brandt, The Dry Loom, p. 4]", False)],
)
def test_bracket_of_several_works(bracket: str, expected: bool) -> None:
    """A bracket of several works is told from one that cites a single work."""
    text = f'They are "ours" {bracket}. It was dusty [Brandt, The Dry Loom, 2005]. It rained [Calder; Voss, 2001].'
    _, sources, q = open_sources(text, "article")
    citation = sources.closing(q.passage, q)

    assert citation is not None
    assert expected == sources.is_of_several(citation)


def test_quoted_in_a_note_that_interrupts() -> None:
    """A note that says *quoted in* and stands in the middle of its paragraph never gives the words to the quoter."""
    reading = read(
        'The mill was held by those who knew that "the looms of this town belong to us and to nobody else,"1 and so it\n\n\n'
        "1 Quoted in Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), p. 4.\n\n\n"
        "went on for a year or more until it rained."
    )

    assert "brandt-ada" not in {u.voice for u in reading.rows("utterances")}


@pytest.mark.parametrize(("first", "expected"), [("", "brandt-the-dry-loom"), ("It was dear.[1]\n\n", "calder-dust")])
def test_notes_that_count_anew(first: str, expected: str) -> None:
    """Where notes of all chapters stand together at the end, the second mark 1 points to the second note 1."""
    notes = f"NOTES\n\n[1] {LOOM}\n\n[2] It was not.\n\n[1] {DUST}\n"
    text = f'CHAPTER I\n\n{first}CHAPTER II\n\nThey are "ours".[1] It rained.\n\n{notes}'
    assert work(text, "book") == expected
