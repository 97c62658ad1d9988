"""Citations: where a document refers to a work, and who is named before it."""

from __future__ import annotations

import pytest
from reading import Reading, read

from dhkit.citation_forms import cites_by_author


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So he left. (Brandt: The Dry Loom, viii. 434.)", [("(Brandt: The Dry Loom, viii. 434.)", "The Dry Loom", "434")]),
        ("So he left; (Register of the Looms, ii. 137, &c.) nobody saw him.",
         [("(Register of the Looms, ii. 137, &c.)", "Register of the Looms", "137")]),
        ("So he left. (Brandt: The Dry Loom, ii. 85; Voss, The Weir, p. 12.)",
         [("(Brandt: The Dry Loom, ii. 85; Voss, The Weir, p. 12.)", "The Dry Loom", "85"),
          ("(Brandt: The Dry Loom, ii. 85; Voss, The Weir, p. 12.)", "The Weir", "12")]),
        ("So he left (as in Velm, xl. or so).", []),
    ],
)  # fmt: skip
def test_round_in_the_old_way(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Form 7: volume in Roman figures and page, as books of the nineteenth century cite."""
    reading = read(text)
    title = {w.work: w.title for w in reading.rows("works")}

    assert expected == [(reading.stretch(c), title[c.work], c.pages) for c in reading.rows("citations")]


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


# Lines, once more


@pytest.mark.parametrize(
    ("line", "authors", "title", "year", "pages"),
    [
        # the author in natural order
        ("Ada Brandt. The Dry Loom. Velm: Quarry Press, 1940, p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Ada V. Brandt. The Dry Loom, Velm: Quarry Press, 1940, p. 62", ("Brandt, Ada V.",), "The Dry Loom", "1940", "62"),
        ("Piet Lorrimer. Rain and Dye, Velm: Quarry Press, 1951, p. 3", ("Lorrimer, Piet",), "Rain and Dye", "1951", "3"),
        # year: of copyright, not printed, without the comma before it
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, C1940, p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, ©1940, p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, p. 62", ("Brandt, Ada",), "The Dry Loom", "", "62"),
        ("Council of Weavers. Rules of the Yard. Velm: Quarry Press, p. 4", ("Council of Weavers",), "Rules of the Yard", "", "4"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press 1940, p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, 1940 p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press 1940 p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        # a range with an en dash
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, 1940, p. 62–65", ("Brandt, Ada",), "The Dry Loom", "1940", "62–65"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry Press, 1940, pp. 62–5", ("Brandt, Ada",), "The Dry Loom", "1940", "62–5"),
        # editors, two authors, bodies
        ("Brandt, Ada, Ed. The Dry Loom. Velm: Quarry Press, 1940, p. 62", ("Brandt, Ada",), "The Dry Loom", "1940", "62"),
        ("Brandt, Ada & Piet Lorrimer. Two Mills. Velm: Quarry Press, 1955, p. 9", ("Brandt, Ada", "Lorrimer, Piet"), "Two Mills", "1955", "9"),
        ("Brandt, Ada and Piet Lorrimer. Two Mills. Velm: Quarry Press, 1955, p. 9", ("Brandt, Ada", "Lorrimer, Piet"), "Two Mills", "1955", "9"),
        ("Dyers' Union. Rules of the Yard. Velm: Quarry Press, 1901, p. 4", ("Dyers' Union",), "Rules of the Yard", "1901", "4"),
        # another alphabet
        ("Демшин, Илья. Сухой станок. Велм: Каменоломня, 1940, с. 62", ("Демшин, Илья",), "Сухой станок", "1940", "62"),
        ("Демшин, И. В. Сухой станок. Велм: Каменоломня, 1940, с. 62", ("Демшин, И. В.",), "Сухой станок", "1940", "62"),
        pytest.param(
            "Демшин, Илья и Волков, Пётр. Сухой станок. Велм: Каменоломня, 1940, с. 62",
            ("Демшин, Илья", "Волков, Пётр"), "Сухой станок", "1940", "62",
            marks=pytest.mark.xfail(strict=True, reason="the Russian *and* joins no authors of a line"),
        ),
        pytest.param(
            "Brandt, Ada; Lorrimer, Piet. Two Mills. Velm: Quarry Press, 1955, p. 9",
            ("Brandt, Ada", "Lorrimer, Piet"), "Two Mills", "1955", "9",
            marks=pytest.mark.xfail(strict=True, reason="a semicolon parts no authors of a line"),
        ),
        pytest.param(
            "Brandt, Ada, Piet Lorrimer, & Ruth Calder. Two Mills. Velm: Quarry Press, 1955, p. 9",
            ("Brandt, Ada", "Lorrimer, Piet", "Calder, Ruth"), "Two Mills", "1955", "9",
            marks=pytest.mark.xfail(strict=True, reason="of three authors of a line only the first is read"),
        ),
    ],
)  # fmt: skip
def test_citation_line_of_any_make(line: str, authors: tuple[str, ...], title: str, year: str, pages: str) -> None:
    """Form 1: however a line is made, it is found under its extract, and says the same."""
    reading = read(f"The looms stood still all winter, and nobody said why.\n{line}", "compilation")
    (citation,) = reading.found
    (reference,) = citation.references

    assert [(line, "line")] == found(reading)
    assert (authors, title, year, pages) == (reference.authors, reference.title, reference.year, reference.pages)


@pytest.mark.parametrize(
    ("end", "volume", "pages"),
    [("1952, Vol. 6, p. 342–343", "6", "342–343"), ("Vol. 2, p. 78", "2", "78"), ("1952, vol. II, p. 7", "II", "7")],
)
def test_citation_line_with_a_volume(end: str, volume: str, pages: str) -> None:
    """Form 1: a volume stands before the page, with a year or without."""
    (citation,) = read(f"It was dry in Velm.\nBrandt, Ada. Letters. Velm: Quarry Press, {end}", "compilation").found

    assert ("Letters", volume, pages) == (
        citation.references[0].title, citation.references[0].volume, citation.references[0].pages,
    )  # fmt: skip


# Brackets, once more


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("[The Dry\nLoom, p. 41]", "[The Dry Loom, p. 41]"),
        ("[The Dry Loom,\np. 41]", "[The Dry Loom, p. 41]"),
        ("[Ada Brandt, The Dry Loom, p.\n41]", "[Ada Brandt, The Dry Loom, p. 41]"),
        ("[Ada Brandt, The Dry Loom, pp. 41–\n43]", "[Ada Brandt, The Dry Loom, pp. 41–43]"),
        ("[Ada Brandt, The Dry Lo-\nom, p. 41]", "[Ada Brandt, The Dry Loom, p. 41]"),
        ("[Op.\nCit., p. 41]", "[Op. Cit., p. 41]"),
    ],
)
def test_bracket_over_line_ends(bracket: str, expected: str) -> None:
    """Form 3: a line may end anywhere in a bracket, also in a word."""
    text = f"He left Velm before the summer came, and the dry Loom was\nhis {bracket} for good."

    assert [expected] == words(read(text))


@pytest.mark.parametrize(
    ("bracket", "pages"),
    [
        ("[Letters, vol. 2, p. 78, p. 77 and p. 281]", "78, 77, 281"),
        ("[Ada Brandt, Letters, vol. 3, p. 8, p. 7 and p. 28]", "8, 7, 28"),
        ("[Op. Cit., vol. 2, p. 78, p. 77 and p. 281]", "78, 77, 281"),
        ("[The Dry Loom, p. 78 and pp. 80–1]", "78, 80–1"),
    ],
)
def test_bracket_of_several_pages(bracket: str, pages: str) -> None:
    """Form 3: several pages of one work are one reference, in the order of print; the volume is none of them."""
    (citation,) = read(f"It was dry. {bracket}").found

    assert [pages] == [r.pages for r in citation.references]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        (
            "[Ada Brandt, The Dry Loom, p. 4; Ruth Calder, Two Mills, p. 8]",
            [("brandt-the-dry-loom", "4"), ("calder-two-mills", "8")],
        ),
        ("[Ada Brandt, The Dry Loom, p. 4; Op. Cit., p. 8]", [("brandt-the-dry-loom", "4"), ("brandt-the-dry-loom", "8")]),
        ("[The Dry Loom, p. 4 and Two Mills, p. 8]", [("the-dry-loom", "4"), ("two-mills", "8")]),
    ],
)  # fmt: skip
def test_bracket_of_several_works(bracket: str, expected: list[tuple[str, str]]) -> None:
    """Form 3: each work of a bracket has its own pages."""
    assert expected == [(work, pages) for _, work, pages in read(f"It was dry. {bracket}").cited]


def test_letters_of_a_title_are_no_pages() -> None:
    """Form 3: pages are figures of their own."""
    (citation,) = read("It was dry. [The Dry Loom, p. 4 and Two Mills, p. 8]").found

    assert "ill" not in citation.references[0].pages


@pytest.mark.parametrize(
    ("bracket", "authors"),
    [
        ("[Демшин, Сухой станок, с. 4]", ("Демшин",)), ("[Илья Демшин, Сухой станок, с. 4]", ("Демшин, Илья",)),
        ("[Jo Pellam, The Dry Loom, p. 4]", ("Pellam, Jo",)), ("[Ada and Ida Brandt, Rain, p. 4]", ("Brandt, Ada", "Brandt, Ida")),
        pytest.param(
            "[Jo and Max Pellam, The Dry Loom, p. 4]", ("Pellam, Jo", "Pellam, Max"),
            marks=pytest.mark.xfail(strict=True, reason="a name that stands alone must have three letters"),
        ),
        ("[Council of Weavers, Rules of the Yard, p. 4]", ("Council of Weavers",)),
    ],
)  # fmt: skip
def test_bracket_with_an_author(bracket: str, authors: tuple[str, ...]) -> None:
    """Form 3: the author of a bracket may be of any name and alphabet, or a body."""
    (citation,) = read(f"It was dry. {bracket}").found

    assert [authors] == [r.authors for r in citation.references]


@pytest.mark.parametrize(
    ("bracket", "speaker", "author"),
    [
        ("[quoted by Brandt, Op. Cit., p. 7]", "", "Brandt"),
        ("[cited by Ruth Calder, Op. Cit., pp. 8-9]", "", "Calder, Ruth"),
        ("[Jonas Kester, quoted by Calder, Op. Cit., p. 8]", "Jonas Kester", "Calder"),
    ],
)
def test_bracket_quoted_by(bracket: str, speaker: str, author: str) -> None:
    """Form 3: who reports is the author of the earlier work, and not who is quoted."""
    (citation,) = read(f"It was dry. {bracket}").found
    (reference,) = citation.references

    assert (True, speaker, (author,), "op. cit.") == (
        reference.quoted, reference.speaker, reference.authors, reference.short,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bracket", "cites"),
    [
        ("[Two Mills of Velm]", True), ("[The Dry Loom: A Life in Dye]", True), ("[Ada Brandt, The Dry Loom]", True),
        ("[Kester]", False), ("[the dry loom]", False), ("[as Kester had said it before]", False),
    ],
)  # fmt: skip
def test_title_right_after_quoted_words(bracket: str, cites: bool) -> None:
    """Form 6: right after quoted words two capitalised words and more are a title; one, or a remark, is none."""
    assert ([bracket] if cites else []) == words(read(f'He wrote: "The looms are ours." {bracket}'))


def test_authors_of_another_alphabet() -> None:
    """Form 4: bare authors may be Cyrillic, one or several, with a year or without."""
    text = "Dry. [Демшин; Волков] Wet. [Демшин, 2007, с. 12] Mud. [Волков, 2001]"

    assert [
        [(("Демшин",), ""), (("Волков",), "")], [(("Демшин",), "2007")], [(("Волков",), "2001")],
    ] == [[(r.authors, r.year) for r in c.references] for c in read(text).found]  # fmt: skip


@pytest.mark.xfail(strict=True, reason="the Russian *and* joins no bare authors")
def test_joined_authors_of_another_alphabet() -> None:
    """Form 4: two Cyrillic authors may be joined by their own *and*."""
    text = "Dry. [Демшин; Волков] Wet. [Демшин, 2007, с. 12] Dust. [Демшин и Волков, 1999]"

    assert ("Демшин", "Волков") == read(text).found[-1].references[0].authors


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ada Brandt, The Dry Loom, p. 4", "Ada Brnadt, The Dry Loom, p. 9", "brandt-the-dry-loom"),
        ("Ruth Calder, Two Mills, p. 4", "Ruth Caldre, Two Mills, p. 9", "calder-two-mills"),
        ("Piet Lorrimer, Rain and Dye, p. 4", "Piet Lorimer, Rain and Dye, p. 9", "lorrimer-rain-and-dye"),
        ("Piet Lorrimer, Rain and Dye, p. 4", "Lorrimre, Op. Cit., p. 9", "lorrimer-rain-and-dye"),
    ],
)
def test_misprinted_names(first: str, second: str, expected: str) -> None:
    """A misprint in an author's name makes no second work."""
    assert [expected, expected] == [work for _, work, _ in read(f"It was dry. [{first}] It was wet. [{second}]").cited]


# 9: a page of the work cited just before


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), p. 38; see p. 206.", [("brandt-the-dry-loom", "38"), ("brandt-the-dry-loom", "206")]),
        ("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), p. 38; for the dyers, see pp. 206-8.", [("brandt-the-dry-loom", "38"), ("brandt-the-dry-loom", "206-8")]),
        ("As cited in Calder, “Two Mills,” p. 206; on the weir, see p. 210, at the foot.", [("calder-two-mills", "206"), ("calder-two-mills", "210")]),
        ("Ibid., p. 9; see p. 12.", [("unresolved", "9"), ("unresolved", "12")]),
        ("The dyers are another matter; we shall see p. 206.", []),
        ("The dyers are another matter. See p. 206.", []),
        ("The dyers are another matter; see chapter 6.", []),
    ],
)  # fmt: skip
def test_footnote_see_page(note: str, expected: list[tuple[str, str]]) -> None:
    """Form 9: *; see p. 206* is a page of the work cited just before, and the citation is the page alone."""
    reading = read(NOTES.format(note=note), "essay")

    assert expected == [(work, pages) for _, work, pages in reading.cited]
    assert all(text.startswith("p") for text in words(reading)[1:])


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("As cited in Brandt, “The Dry Loom,” p. 20.", (("Brandt",), "The Dry Loom", "20")),
        ("Cited in Ada Brandt, “The Dry Loom,” pp. 20-3.", (("Brandt, Ada",), "The Dry Loom", "20-3")),
        ("The words are as cited in Ruth Calder, “Two Mills” p. 9; nobody else has them.", (("Calder, Ruth",), "Two Mills", "9")),
        pytest.param(
            "As cited in Calder, Two Mills, p. 206.", (("Calder",), "Two Mills", "206"),
            marks=pytest.mark.xfail(strict=True, reason="*as cited in* wants a title in quotation marks"),
        ),
    ],
)  # fmt: skip
def test_footnote_as_cited_in(note: str, expected: tuple[tuple[str, ...], str, str]) -> None:
    """Form 9: *as cited in* stands before the author, title and page of the work that reports."""
    references = [r for c in read(NOTES.format(note=note), "essay").found for r in c.references]

    assert [expected] == [(r.authors, r.title, r.pages) for r in references]


@pytest.mark.parametrize(
    ("note", "authors"),
    [
        ("Brandt and Calder, Rules of the Yard (Velm: Quarry Press, 1901), 4-6.", ("Brandt", "Calder")),
        ("A. V. Brandt, Rules of the Yard (Velm: Quarry Press, 1901), 4-6.", ("Brandt, A. V.",)),
        ("Rules of the Yard (Velm: Quarry Press, 1901), 4-6.", ()),
        ("Council of Weavers, Rules of the Yard (Velm: Quarry Press, 1901), 4-6.", ("Council of Weavers",)),
    ],
)  # fmt: skip
def test_footnote_with_publisher_and_place(note: str, authors: tuple[str, ...]) -> None:
    """Form 9: author and title before place, publisher and year; the pages may follow the bracket."""
    (citation,) = read(NOTES.format(note=note), "essay").found
    (r,) = citation.references

    assert (authors, "Rules of the Yard", "Velm", "Quarry Press", "1901", "4-6") == (
        r.authors, r.title, r.place, r.publisher, r.year, r.pages,
    )  # fmt: skip


# 10: notes

CITING_NOTES = """\
    Who Opened the Weir

    The weir was opened at dawn.{call} Nobody saw it, and nobody asked.

    Notes

    1. Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 38.

    2. Ibid., 40.

    3. See Ruth Calder, "The Weir," Loom and Wheel 12 (1974): 211; VCA, fond 21, file 6, fol. 3.

    4. The dyers never counted the dead. Brandt, Dry Loom, 41, has nine.

    5. Nobody saw it.
"""


@pytest.mark.parametrize("call", ["[1]", "1", ""])
def test_notes(call: str) -> None:
    """Form 10: in a document that cites by notes each sentence of a note may cite; prose in between does not."""
    reading = read(CITING_NOTES.format(call=call), "essay")

    assert [
        ("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 38", "brandt-the-dry-loom", "38"),
        ("Ibid., 40", "brandt-the-dry-loom", "40"),
        ("Brandt, Dry Loom, 41", "brandt-the-dry-loom", "41"),
    ] == [c for c in reading.cited if not c[0].startswith(("Ruth", "See"))]
    assert {"footnote"} == {form for _, form in found(reading)}


def test_notes_with_a_work_and_a_shelf_mark() -> None:
    """Form 10: a work and the paper it rests on are two references."""
    cited = read(CITING_NOTES.format(call=""), "essay").cited

    assert ["calder-the-weir", "vca-fond-21-file-6"] == [work for text, work, _ in cited if "fond" in text]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("1. Brandt, Dry Loom, 4.\n\n2. Ibid., 9.\n\n3. VCA, fond 2, file 3.", 3),
        ("1. Brandt, Dry Loom, 4.\n\n2. Ibid., 9.\n\n3. It was dry.", 0),
        ("1. Kester, the head of the Council, 4 years later.\n\n2. Velm, 1911.\n\n3. It was dry.", 0),
    ],
)
def test_notes_that_do_not_cite_so(notes: str, expected: int) -> None:
    """Form 10: two notes that open with a short title are no manner, and then no short title is a citation."""
    assert expected == len(read(f"The Weir\n\nIt was opened.\n\nNotes\n\n{notes}", "essay").found)


# 11: mottoes

MOTTO = """\
    Whose Weir

    Water is what the weir forgets, and what no dyer ever has.

    {source}

    It was dry in Velm, and nobody knew why that should be so.
"""


@pytest.mark.parametrize(
    ("source", "cited", "authors", "title", "year", "pages"),
    [
        ("—Ada Brandt, The Dry Loom (1940)", "Ada Brandt, The Dry Loom (1940)", ("Brandt, Ada",), "The Dry Loom", "1940", ""),
        (
            "—Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 7",
            "Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), 7", ("Brandt, Ada",), "The Dry Loom", "1940", "7",
        ),
        ("— Ada Brandt, The Dry Loom", "Ada Brandt, The Dry Loom", ("Brandt, Ada",), "The Dry Loom", "", ""),
        ("-- Ada Brandt, The Dry Loom, p. 7", "Ada Brandt, The Dry Loom, p. 7", ("Brandt, Ada",), "The Dry Loom", "", "7"),
        ("–Brandt, Dry Loom, 7.", "Brandt, Dry Loom, 7", ("Brandt",), "Dry Loom", "", "7"),
        ("—The Velm Beacon, 10 November 1911", "The Velm Beacon, 10 November 1911", (), "The Velm Beacon", "1911", ""),
        pytest.param(
            "—Ada Brandt, “The Weir at Dawn” (1940)", 'Ada Brandt, "The Weir at Dawn" (1940)', ("Brandt, Ada",),
            "The Weir at Dawn", "1940", "",
            marks=pytest.mark.xfail(strict=True, reason="the year behind a title in quotation marks is not read"),
        ),
        (
            "—Jonas Kester, quoted in Brandt, Dry Loom, 7", "Jonas Kester, quoted in Brandt, Dry Loom, 7", ("Brandt",),
            "Dry Loom", "", "7",
        ),
    ],
)  # fmt: skip
def test_epigraph(source: str, cited: str, authors: tuple[str, ...], title: str, year: str, pages: str) -> None:
    """Form 11: the line under a motto cites from behind its dash, in full or as a short title."""
    reading = read(MOTTO.format(source=source), "essay")
    (r,) = reading.found[0].references

    assert [(cited, "source")] == found(reading)
    assert (authors, title, year, pages) == (r.authors, r.title, r.year, r.pages)


@pytest.mark.parametrize("source", ["—Ada Brandt", "— Jonas Kester", "—Song of the dyers"])
def test_epigraph_of_a_name_alone(source: str) -> None:
    """Form 11: a name alone under a motto says who speaks, and cites nothing."""
    assert [] == found(read(MOTTO.format(source=source), "essay"))


@pytest.mark.xfail(strict=True, reason="what follows the name under a motto is taken for a title")
@pytest.mark.parametrize("source", ["—Jonas Kester, 1911", "—Ada Brandt, historian", "—Jonas Kester, in the Council"])
def test_epigraph_of_a_name_and_a_remark(source: str) -> None:
    """Form 11: a year, an office or a place behind the name is no title."""
    assert [] == read(MOTTO.format(source=source), "essay").rows("works")


# 12: newspapers after quoted words, and lines of their own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "The looms are ours." (Daily Loom, July 30, 1944)', [("Daily Loom", "1944", "")]),
        ('He said "the looms are ours" (Daily Loom, 30 July 1944), and left.', [("Daily Loom", "1944", "")]),
        ("He said “the looms are ours” (Weavers' Herald, July 30, 1944, 2).", [("Weavers' Herald", "1944", "2")]),
        pytest.param(
            'He said "the looms are ours" (The Velm Beacon, 30 July 1944, p. 3).', [("The Velm Beacon", "1944", "3")],
            marks=pytest.mark.xfail(strict=True, reason="with *p.* the year of a newspaper is taken for the words' own"),
        ),
        pytest.param(
            'He said "the looms are ours" (Daily Loom, July 30, 1944; Velm Beacon, July 31, 1944).',
            [("Daily Loom", "1944", ""), ("Velm Beacon", "1944", "")],
            marks=pytest.mark.xfail(strict=True, reason="two newspapers in one bracket are not read"),
        ),
        ("The looms stopped (Daily Loom, July 30, 1944).", []),
        ('He said "the looms are ours" (July 30, 1944).', []),
        ('He said "the looms are ours" (in Velm, July 30, 1944).', []),
        ('He said "the looms are ours" (Velm, July 30, 1944).', []),
        ('He said "the looms are ours" (Mill Bridge, 30 July 1944).', []),
    ],
)  # fmt: skip
def test_newspaper_after_quoted_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Form 12: a newspaper and its day cite right after quoted words; a day, or a place and a day, do not."""
    references = [r for c in read(text).found for r in c.references]

    assert expected == [(r.title, r.year, r.pages) for r in references]


COMMENT = """\
    Whose Weir

    It was dry.

    [1]. A talk.

      1. Look at what was said then:

        {quoted}

        {line}

        Hanne Vesper
"""


@pytest.mark.parametrize(
    ("quoted", "line", "title", "year"),
    [
        ('"The looms are ours."', "(Third Congress of Spinners, March 1921.)", "Third Congress of Spinners", "1921"),
        ("“The looms are ours”.", "(Report on the Dye, 8-16 March 1921)", "Report on the Dye", "1921"),
        ('"The looms are ours."', "(Daily Loom, July 30, 1944)", "Daily Loom", "1944"),
        ("'The looms are ours.'", "(Minutes of the Yard, 1921).", "Minutes of the Yard", "1921"),
    ],
)
def test_line_of_its_own(quoted: str, line: str, title: str, year: str) -> None:
    """Form 12: a line of its own in round brackets under a quotation in a comment is its source, whole."""
    reading = read(COMMENT.format(quoted=quoted, line=line), "essay")
    (r,) = reading.found[0].references

    assert [(line, "round")] == found(reading)
    assert (title, year) == (r.title, r.year)


@pytest.mark.parametrize(
    ("quoted", "line"),
    [
        ('"The looms are ours."', "(I was there.)"),
        ('"The looms are ours."', "(10 March 1921)"),
        ('"The looms are ours."', "(Kester laughed at that)"),
        ("The looms are ours.", "(Third Congress of Spinners, March 1921.)"),
        ('"The looms are ours."', "(Nobody believed it in 1921.)"),
    ],
)  # fmt: skip
def test_line_of_its_own_that_is_no_source(quoted: str, line: str) -> None:
    """Form 12: a remark, a date alone, and a line under what is no quotation cite nothing."""
    assert [] == found(read(COMMENT.format(quoted=quoted, line=line), "essay"))


def test_lines_of_their_own_under_several_quotations() -> None:
    """Form 12: each quotation of a comment has its own source."""
    quoted = '"The looms are ours."\n\n        (Daily Loom, July 30, 1944)\n\n        "The mills too."'

    assert ["(Daily Loom, July 30, 1944)", "(Third Congress of Spinners, March 1921.)"] == words(
        read(COMMENT.format(quoted=quoted, line="(Third Congress of Spinners, March 1921.)"), "essay")
    )


@pytest.mark.xfail(strict=True, reason="a line of its own is read under a quotation of its own kind only, in comments")
def test_line_of_its_own_under_a_block_quotation() -> None:
    """Form 12: a line of its own is the source of a block quotation too."""
    text = 'Whose Weir\n\nHe said:\n\n"The looms are ours."\n\n(Third Congress of Spinners, March 1921.)\n\nIt was dry.'

    assert ["(Third Congress of Spinners, March 1921.)"] == words(read(text, "essay"))
