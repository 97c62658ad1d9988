"""Citations: where a document refers to a work, and who is named before it."""

from __future__ import annotations

import pytest
from reading import Reading, read

from dhkit.citations import cites_by_author


def found(reading: Reading) -> list[tuple[str, str]]:
    """Give (words, form) of each citation found."""
    return [(reading.passages[c.passage].clean[c.start : c.end], c.form) for c in reading.found]


def words(reading: Reading) -> list[str]:
    return [text for text, _ in found(reading)]


# 1 and 2: lines


@pytest.mark.parametrize(
    "line",
    [
        "Brandt, Ada. The Dry Loom. Velm: Quarry Press, c1940, p. 62",
        "Brandt, Ada. The Dry Loom, Velm, Quarry Press, 1940, p. 62-65",
        "Lorrimer and Calder. Two Mills. Velm: Quarry Press, 1955, p. 9",
        "Council of Weavers, Ed. History of the Looms. Velm: Quarry Press, 1939, Vol. 2, p. 201",
    ],
)
def test_citation_line(line: str) -> None:
    """Form 1: the line under an extract is one citation from its first letter to its last."""
    assert [(line, "line")] == found(
        read(f"The looms stood still all winter, and nobody said why.\n{line}", "compilation")
    )


@pytest.mark.parametrize(
    ("line", "authors", "year"),
    [
        ("Statement by Hester Voss on the strike at the weir, 1889", ("Voss, Hester",), "1889"),
        ("Letter from Jonas Kester to the dyers of Velm", ("Kester, Jonas",), ""),
        ("Statement by the Council of Weavers on the weir, 1889", ("Council of Weavers",), "1889"),
        ("Speech of the Loom Party in the Dye Assembly", ("Loom Party",), ""),
    ],
)  # fmt: skip
def test_source_line(line: str, authors: tuple[str, ...], year: str) -> None:
    """Form 2: a source told in prose has who wrote or spoke for its author, and the kind of text for its title."""
    text = f"The looms stood still all winter, and nobody in the whole town said why.\nThey went home.\n{line}"
    (citation,) = read(text, "compilation").found

    assert ("source", authors, line.split()[0], year) == (
        citation.form, citation.references[0].authors, citation.references[0].title, citation.references[0].year,
    )  # fmt: skip


# 3 to 6: brackets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left Velm in May. [The Dry Loom, p. 41]", ["[The Dry Loom, p. 41]"]),
        ("He left [The Dry Loom, p. 41] and came back [Op. Cit., p. 44].", ["[The Dry Loom, p. 41]", "[Op. Cit., p. 44]"]),
        ("He left Velm. [Ada\nBrandt, The Dry\nLoom, p.\n41] He came back.", ["[Ada Brandt, The Dry Loom, p. 41]"]),
        ("He left Velm. [Letters, vol. 2, p. 78, p. 77 and p. 281]", ["[Letters, vol. 2, p. 78, p. 77 and p. 281]"]),
        ("He left Velm. [Ibid.]", ["[Ibid.]"]),
        ("He left Velm. [quoted by Ada Brandt, Op. Cit., p. 131]", ["[quoted by Ada Brandt, Op. Cit., p. 131]"]),
    ],
)  # fmt: skip
def test_bracket(text: str, expected: list[str]) -> None:
    """Form 3: square brackets with pages, a volume or a word for an earlier citation, over line ends too."""
    assert expected == words(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "He [Kester] left Velm in May.",
        "He left [the city] in May and [so it is said] never came back.",
        "The looms [of Velm] stood still.[12]",
        "He said that the [Water Directorate] had failed.",
        "The list [see below] is long.",
    ],
)
def test_bracket_that_is_no_citation(text: str) -> None:
    """What an editor puts into a quotation, and the marks of notes, cite nothing."""
    assert [] == found(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He wrote: "The looms are ours." [The Dry Loom]', ["[The Dry Loom]"]),
        ('"We wove, and we were not paid," he wrote. [The Dry Loom]', []),
        ('The "looms" [Kester] were his own.', []),
        ('He said: "It is the [Water Directorate] that failed."', []),
        ('He said that "the weir" [an old one] had to go.', []),
    ],
)
def test_title_alone(text: str, expected: list[str]) -> None:
    """Form 6: a title alone cites right after a closing mark; elsewhere, and in lower case, it is an insertion."""
    assert expected == words(read(text))


AUTHOR_DATE = """\
    The weir was opened at dawn [Brandt; Calder]. The dyers had known it for a week [Lorrimer, 2005]. Whether the
    Council of Weavers knew it too is not told [Calder, ch. 5; Демшин, 2007, с. 12].

    The looms belonged to nobody [Brandt].
"""


def test_author_date_style() -> None:
    """Form 4: a text that cites by authors alone is told by several such brackets; then one name alone is one too."""
    reading = read(AUTHOR_DATE)

    assert cites_by_author(reading.passages)
    assert ["[Brandt; Calder]", "[Lorrimer, 2005]", "[Calder, ch. 5; Демшин, 2007, с. 12]", "[Brandt]"] == words(
        reading
    )


@pytest.mark.parametrize(
    "text",
    [
        "The weir was opened at dawn [Brandt; Calder]. The looms belonged to nobody [Brandt].",
        "He left [Brandt; Calder] and stayed [Lorrimer, 2005] and came back [Op. Cit., p. 4].",
        "He [Kester] left, she [Voss] stayed, they [Spinners] wove.",
    ],
)
def test_not_author_date_style(text: str) -> None:
    """One bracket of authors is not a style, *Op. Cit.* belongs to another, and names put in by an editor are none."""
    assert not cites_by_author(read(text).passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The order is kept [ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8].", [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8")]),
        (
            "The orders are kept [ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8; Д. 28. Л. 1; Оп. 5. Д. 2. Л. 9].",
            [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8"), ("ВГАТ. Ф. 11. Оп. 4. Д. 28", "1"), ("ВГАТ. Ф. 11. Оп. 5. Д. 2", "9")],
        ),
    ],
)  # fmt: skip
def test_archive_marks(text: str, expected: list[tuple[str, str]]) -> None:
    """Form 5: a bracket of shelf marks is one citation with a reference for each sheet."""
    (citation,) = read(text).found

    assert expected == [(r.title, r.pages) for r in citation.references]


# 7: round brackets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Lorrimer calls them "the sleepers of the weir" (31).', ["(31)"]),
        ('Lorrimer calls them "the sleepers of the weir" (31-33).', ["(31-33)"]),
        ('Lorrimer calls them "the sleepers of the weir" (31, 40-1).', ["(31, 40-1)"]),
        ("Lorrimer tells it at length (p. 31), and so does Calder (pp. 7-9).", ["(p. 31)", "(pp. 7-9)"]),
        ("Lorrimer puts it like this (31):", ["(31)"]),
        ("So he left (Ada Brandt, The Dry Loom, p. 41).", ["(Ada Brandt, The Dry Loom, p. 41)"]),
        ('Lorrimer calls them "the sleepers of the weir" (1888).', []),
        ("The Shuttle Night (1888) was short.", []),
        ("There were many dyers (31) in the yard.", []),
        ("He was the last (of three) to go.", []),
    ],
)
def test_round(text: str, expected: list[str]) -> None:
    """Form 7: numbers in round brackets are pages after quoted words or before a colon; a year is none, nor a count."""
    assert expected == words(read(text))


def test_round_closes_block_quotation() -> None:
    """Form 7: the number that closes a block quotation is its page."""
    text = """\
        Looking Back
        The dyers remembered it in their own way:
        We opened the weir because it was ours, and because there was nobody left who could have kept it shut. (44)
        That is all that they said of it.
    """

    assert ["(44)"] == words(read(text, "essay"))


# 8: footnotes

NOTES = """\
    Who Opened the Weir
    The weir was opened at dawn.[1] Nobody saw it.

    [1]. {note}
"""


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), p. 38.",
            [("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), p. 38", "Quarry Press", "1940", "38")],
        ),
        (
            "Ada Brandt, The Dry Loom, p. 38 (Velm: Quarry Press, 1940).",
            [("Ada Brandt, The Dry Loom, p. 38 (Velm: Quarry Press, 1940)", "Quarry Press", "1940", "38")],
        ),
        (
            "See Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940).",
            [("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940)", "Quarry Press", "1940", "")],
        ),
        (
            "Nobody counted them; see Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 38.",
            [("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 38", "Quarry Press", "1940", "38")],
        ),
        ("As cited in Calder, “Two Mills,” p. 206.", [("As cited in Calder, \"Two Mills,\" p. 206", "", "", "206")]),
        ("Ibid., p. 9.", [("Ibid., p. 9", "", "", "9")]),
        ("The dyers (there were nine of them) saw nothing.", []),
    ],
)  # fmt: skip
def test_footnote(note: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Form 8: a reference in a note runs from its author to its imprint, the words of the note around it left out."""
    reading = read(NOTES.format(note=note), "essay")
    references = [c.references[0] for c in reading.found]

    assert expected == [
        (text, r.publisher, r.year, r.pages) for text, r in zip(words(reading), references, strict=True)
    ]


# What stands before a citation


def context(text: str, layout: str = "article") -> list[tuple[list[str], list[str]]]:
    """Give (who is said to speak, who is named) before each citation."""
    return [([n.surface for n in c.cues], [n.surface for n in c.named]) for c in read(text, layout).found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ada Brandt wrote that "the looms were dry." [The Dry Loom, p. 4]', [(["Ada Brandt"], ["Ada Brandt"])]),
        ("Ada Brandt saw it differently. [The Dry Loom, p. 4]", [([], ["Ada Brandt"])]),
        (
            'Brandt wrote that "the looms were dry." [Op. Cit., p. 4] Calder noted "a smell of dye." [Two Mills, p. 8]',
            [(["Brandt"], ["Brandt"]), (["Calder"], ["Calder"])],
        ),
        ("Nobody knows how it began. (Ruth Calder [Two Mills, p. 8])", [(["Ruth Calder"], ["Ruth Calder"])]),
        (
            'Brandt wrote "of dry looms." Later he added that "the weir was ours." [The Dry Loom, p. 4]',
            [(["Brandt", "Brandt"], ["Brandt"])],
        ),
        ('"Kester was a liar," as everybody said. [The Dry Loom, p. 4]', [([], [])]),
    ],
)
def test_who_is_heard_before(text: str, expected: list[tuple[list[str], list[str]]]) -> None:
    """A citation keeps who speaks and who is named since the one before it; names in quoted words are not evidence."""
    assert expected == context(text)


def test_who_is_announced() -> None:
    """Who is announced before a block quotation is heard before the citation that closes it, over paragraphs too."""
    text = """\
        Ada Brandt described the morning:

        "The looms were dry.

        "Nobody had water." [The Dry Loom, p. 4]
    """

    assert [["Ada Brandt"]] == [heard for heard, _ in context(text, "faq")]


def test_a_cited_author_is_not_announced() -> None:
    """The author of the citation before a block quotation does not announce it."""
    text = """\
        It was dry. [Ada Brandt, The Dry Loom, p. 4] It was asked:

        "Nobody had water." [Two Mills, p. 4]
    """

    assert [[], []] == [heard for heard, _ in context(text, "faq")]


# Author and date

DATED = """\
    Kester wrote: "The looms stood still and nobody had any water left." (Kester 1990: 12)

    As Pellam (1988, p. 4) argues, "the looms stood still and nobody had any water left then".

    Much was written (Pellam 1988; Brandt and Voss, 2001, pp. 3-5) after the march (Velm 1911).
"""


def test_author_and_date() -> None:
    """Form 8: names and a year in round brackets, or the year and pages after the names, are a work; a place is none."""
    result = read(DATED, "essay")

    assert [
        ("(Kester 1990: 12)", "kester-1990", "12"),
        ("(1988, p. 4)", "pellam-1988", "4"),
        ("(Pellam 1988; Brandt and Voss, 2001, pp. 3-5)", "pellam-1988", ""),
        ("(Pellam 1988; Brandt and Voss, 2001, pp. 3-5)", "brandt-2001", "3-5"),
    ] == result.cited
    assert "Pellam" in [speaker for _, speaker in result.heard]


def test_a_place_and_a_year_are_no_citation() -> None:
    """Where no two such brackets give pages, a name and a year are a place and a date."""
    assert [] == read("They marched (Velm 1911) and (Ardania 1912; Velm 1913: 4).", "essay").cited


def test_letters_part_the_works_of_a_year() -> None:
    """*1990a* and *1990b* are two works of one year."""
    result = read("It was dry (Kester 1990a: 12). It was not (Kester 1990b: 14).", "essay")

    assert ["kester-1990a", "kester-1990b"] == [work for _, work, _ in result.cited]
    assert ["1990", "1990"] == [w.year for w in result.rows("works")]
