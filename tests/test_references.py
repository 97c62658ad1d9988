"""References: the grammar of what is printed in citation lines, brackets and notes."""

from __future__ import annotations

import pytest

from dhkit.author_names import family_name, invert_name, is_body_name, is_person_name, split_authors
from dhkit.citation_lines import parse_line
from dhkit.references import Reference, parse_bracket, short_title


def told(reference: Reference, *fields: str) -> tuple[object, ...]:
    return tuple(getattr(reference, f) for f in fields)


# Citation lines

ADA = ("Brandt, Ada",)


@pytest.mark.parametrize(
    ("line", "authors", "title", "place", "publisher", "year", "pages"),
    [
        ("Brandt, Ada. The Dry Loom. Velm: Quarry, c1940, p. 62", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom, Velm, Quarry, 1940, p. 62", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry, p. 62", ADA, "The Dry Loom", "Velm", "Quarry", "", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry 1940, p. 62", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry, 1940. p. 62.", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm : Quarry, 1940, p. 62", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry, 1940, 62", ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62"),
        ("Brandt, Ada. The Dry Loom. Velm: Quarry, c1940", ADA, "The Dry Loom", "Velm", "Quarry", "1940", ""),
        (
            "Brandt, Ada. The Dry Loom: A Life in Dye. Velm: Quarry, 1940, p. 62",
            ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62",
        ),
        (
            "Brandt, Ada. Who Stopped the Looms? Velm: Quarry, 1940, p. 62",
            ADA, "Who Stopped the Looms", "Velm", "Quarry", "1940", "62",
        ),
        (
            "Brandt, Ada. Velm, 1880-1890. Oxbury: Quarry, 1940, p. 62",
            ADA, "Velm, 1880-1890", "Oxbury", "Quarry", "1940", "62",
        ),
        (
            "Brandt, Ada. The Dry Loom. St. Aldhelm: Quarry, 1940, p. 62",
            ADA, "The Dry Loom", "St. Aldhelm", "Quarry", "1940", "62",
        ),
        (
            "Brandt, Ada. The Dry Loom. New Velm, Ardania: Quarry and Sons, 1940, p. 62",
            ADA, "The Dry Loom", "New Velm, Ardania", "Quarry and Sons", "1940", "62",
        ),
        (
            "Brandt, Ada. The Dry Loom. Velm: Quarry, 1940, p. 62 [also in the reader of 1971]",
            ADA, "The Dry Loom", "Velm", "Quarry", "1940", "62",
        ),
    ],
)  # fmt: skip
def test_line(
    line: str, authors: tuple[str, ...], title: str, place: str, publisher: str, year: str, pages: str
) -> None:
    """Form 1: author, title, imprint and page, whatever stops or commas part them, and what is not printed is empty."""
    assert (authors, title, place, publisher, year, pages) == told(
        parse_line(line), "authors", "title", "place", "publisher", "year", "pages"
    )


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        ("p. 62", "62"), ("pp. 62-64", "62-64"), ("p. 62–64", "62–64"), ("P. 62", "62"), ("page 62", "62"),
        ("pp. 62, 70", "62, 70"), ("p. 62 and p. 70", "62, 70"), ("pp. 62 & 70", "62, 70"), ("p. xiv", "xiv"),
        ("с. 62", "62"), ("p. 62 - 64", "62-64"),
    ],
)  # fmt: skip
def test_line_pages(printed: str, pages: str) -> None:
    """Pages are given as printed: digits, ranges and lists, joined by a comma."""
    assert pages == parse_line(f"Brandt, Ada. The Dry Loom. Velm: Quarry, 1940, {printed}").pages


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("Brandt, A. V. The Dry Loom", ("Brandt, A. V.",)),
        ("Brandt, Ada V. The Dry Loom", ("Brandt, Ada V.",)),
        ("Brandt, A.V. The Dry Loom", ("Brandt, A.V.",)),
        ("Van Horne, Jo. The Dry Loom", ("Van Horne, Jo",)),
        ("O'Dell, Jo. The Dry Loom", ("O'Dell, Jo",)),
        ("Brandt, Ada, Ed. The Dry Loom", ("Brandt, Ada",)),
        ("Brandt, Ada & Piet Lorrimer. The Dry Loom", ("Brandt, Ada", "Lorrimer, Piet")),
        ("Brandt, Ada and Piet Lorrimer. The Dry Loom", ("Brandt, Ada", "Lorrimer, Piet")),
        ("Brandt, Ada, & Piet Lorrimer. The Dry Loom", ("Brandt, Ada", "Lorrimer, Piet")),
        ("Brandt, Ada & Ida Brandt. The Dry Loom", ("Brandt, Ada", "Brandt, Ida")),
        ("Brandt, Ada & Lorrimer, Piet. The Dry Loom", ("Brandt, Ada", "Lorrimer, Piet")),
        ("Brandt and Lorrimer. The Dry Loom", ("Brandt", "Lorrimer")),
        ("Brandt & Lorrimer, The Dry Loom", ("Brandt", "Lorrimer")),
        ("Commission of the Ardanian Academy, Ed. The Dry Loom", ("Commission of the Ardanian Academy",)),
        ("Council of Weavers. The Dry Loom", ("Council of Weavers",)),
        ("Academy, Section of Dyes, Eds. The Dry Loom", ("Academy, Section of Dyes",)),
        ("Ada Brandt. The Dry Loom", ("Brandt, Ada",)),
        ("Ada V. Brandt. The Dry Loom", ("Brandt, Ada V.",)),
    ],
)  # fmt: skip
def test_line_authors(opening: str, authors: tuple[str, ...]) -> None:
    """Forms 1, 2, 3, 5: initials, editors, two authors, bodies, and names in their natural order."""
    reference = parse_line(f"{opening}. Velm: Quarry, 1940, p. 62")

    assert (authors, "The Dry Loom", "62") == told(reference, "authors", "title", "pages")


@pytest.mark.parametrize(
    ("line", "volume", "pages", "year"),
    [
        ("Brandt, Ada. Letters. Velm: Quarry, 1952, Vol. 6, p. 342-343", "6", "342-343", "1952"),
        ("Brandt, Ada. Letters, Vol. 14, Velm: Quarry, 1952, p. 7", "14", "7", "1952"),
        ("Brandt, Ada. Letters. Velm: Quarry, 1952, vol. II, p. 7", "II", "7", "1952"),
    ],
)
def test_line_volume(line: str, volume: str, pages: str, year: str) -> None:
    """Form 4: a volume is neither title nor page."""
    assert ("Letters", volume, pages, year) == told(parse_line(line), "title", "volume", "pages", "year")


# Brackets in the manner of notes


@pytest.mark.parametrize(
    ("inner", "authors", "title", "pages"),
    [
        # 1. title and pages
        ("The Dry Loom, p. 318", (), "The Dry Loom", "318"),
        ("The Dry Loom, p. 318 and p. 342", (), "The Dry Loom", "318, 342"),
        ("The Dry Loom, pp. 318-9, p. 342", (), "The Dry Loom", "318-9, 342"),
        ("The Dry Loom, vol. 2, p. 78, p. 77 and p. 281", (), "The Dry Loom", "78, 77, 281"),
        ("Velm in 1888, p. 12", (), "Velm in 1888", "12"),
        # 2. author too
        ("Ada Brandt, The Dry Loom, p. 41", ADA, "The Dry Loom", "41"),
        ("A. V. Brandt, The Dry Loom, p. 41", ("Brandt, A. V.",), "The Dry Loom", "41"),
        ("Brandt, The Dry Loom, pp. 41-2", ("Brandt",), "The Dry Loom", "41-2"),
        ("Ada Brandt, The Dry Loom, vol. 2, p. 41", ADA, "The Dry Loom", "41"),
        ("Ada Brandt and Piet Lorrimer, The Dry Loom, p. 41", ("Brandt, Ada", "Lorrimer, Piet"), "The Dry Loom", "41"),
        ("Ada and Ida Brandt, The Dry Loom, p. 41", ("Brandt, Ada", "Brandt, Ida"), "The Dry Loom", "41"),
        ("Ada Brandt, The Dry Loom: A Life in Dye, p. 41", ADA, "The Dry Loom", "41"),
        ("see Ada Brandt, The Dry Loom, p. 41", ADA, "The Dry Loom", "41"),
        # 5. articles
        ('"The Price of Dye," Loom and Wheel, vol. 4, pp. 1-50, p. 18', (), "The Price of Dye", "18"),
        ('"The Price of Dye," Loom and Wheel, vol. 4, pp. 1-50, Velm, p. 18', (), "The Price of Dye", "18"),
        ('Ada Brandt, "The Price of Dye", pp. 1-50, Loom and Wheel, no. 4, p. 18', ADA, "The Price of Dye", "18"),
        # 6. contained in
        ("contained in Ada Brandt (ed.), The Dry Loom, p. 133", ADA, "The Dry Loom", "133"),
    ],
)  # fmt: skip
def test_bracket(inner: str, authors: tuple[str, ...], title: str, pages: str) -> None:
    """Forms 1, 2, 5, 6: a name before the title is the author; of two page lists the last is the one cited."""
    (reference,) = parse_bracket(inner, bare_authors=False)

    assert (authors, title, pages, "", False) == told(reference, "authors", "title", "pages", "short", "quoted")


@pytest.mark.parametrize(
    ("inner", "short", "authors", "pages"),
    [
        ("Op. Cit., p. 77", "op. cit.", (), "77"),
        ("op. cit., pp. 77-9", "op. cit.", (), "77-9"),
        ("Op Cit, p. 77", "op. cit.", (), "77"),
        ("Brandt, Op. Cit., p. 77", "op. cit.", ("Brandt",), "77"),
        ("Ada Brandt, Op. Cit., vol. 2, p. 77", "op. cit.", ("Brandt, Ada",), "77"),
        ("Brandt and Lorrimer, Op. Cit., p. 77", "op. cit.", ("Brandt", "Lorrimer"), "77"),
        ("Ibid.", "ibid.", (), ""),
        ("Ibid., p. 3 and p. 9", "ibid.", (), "3, 9"),
        ("ibid, p. 3", "ibid.", (), "3"),
    ],
)
def test_bracket_short(inner: str, short: str, authors: tuple[str, ...], pages: str) -> None:
    """Form 3: what stands for an earlier citation says so, and has no title of its own."""
    (reference,) = parse_bracket(inner, bare_authors=False)

    assert (short, authors, "", pages) == told(reference, "short", "authors", "title", "pages")


@pytest.mark.parametrize(
    ("inner", "speaker", "authors", "title", "short"),
    [
        ("quoted by Brandt, Op. Cit., p. 77", "", ("Brandt",), "", "op. cit."),
        ("quoted by Ada Brandt, The Dry Loom, p. 77", "", ADA, "The Dry Loom", ""),
        ("Quoted in Ada Brandt, The Dry Loom, p. 77", "", ADA, "The Dry Loom", ""),
        ("cited by Ada Brandt, The Dry Loom, p. 77", "", ADA, "The Dry Loom", ""),
        ("Jonas Kester, quoted by Ada Brandt, The Dry Loom, p. 77", "Jonas Kester", ADA, "The Dry Loom", ""),
    ],
)
def test_bracket_quoted_by(inner: str, speaker: str, authors: tuple[str, ...], title: str, short: str) -> None:
    """Form 4: *quoted by* tells the work that reports, and who stands before it is the speaker."""
    (reference,) = parse_bracket(inner, bare_authors=False)

    assert (True, speaker, authors, title, short, "77") == told(
        reference, "quoted", "speaker", "authors", "title", "short", "pages"
    )


# Author-date texts and archives


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("Brandt; Calder", [(("Brandt",), "", ""), (("Calder",), "", "")]),
        ("Brandt; Calder, ch. 5; Lorrimer, 2005", [(("Brandt",), "", ""), (("Calder",), "", ""), (("Lorrimer",), "2005", "")]),
        ("Brandt, Calder, 2005, p. 3", [(("Brandt", "Calder"), "2005", "3")]),
        ("Brandt and Calder 2005, pp. 3-4", [(("Brandt", "Calder"), "2005", "3-4")]),
        ("Демшин, 2007, с. 12", [(("Демшин",), "2007", "12")]),
    ],
)  # fmt: skip
def test_author_date(inner: str, expected: list[tuple[tuple[str, ...], str, str]]) -> None:
    """Form 7: a semicolon parts works, a comma parts authors; a chapter is no page."""
    found = parse_bracket(inner, bare_authors=True)

    assert expected == [(r.authors, r.year, r.pages) for r in found]
    assert {"bare author"} == {r.form for r in found}


def test_author_date_title() -> None:
    """Form 7: a work by no author is told by its opening words, with an ellipsis for the rest."""
    (reference,) = parse_bracket("Letters of the Velm Dyers…, p. 5", bare_authors=True)

    assert ((), "Letters of the Velm Dyers", "5") == told(reference, "authors", "title", "pages")


@pytest.mark.parametrize("bare_authors", [True, False])
@pytest.mark.parametrize(
    ("inner", "marks"),
    [
        ("ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8", [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8")]),
        ("ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8об", [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8об")]),
        ("ВГАТ. Ф. 11. Оп. 4. Д. 27. Лл. 8-9, 12", [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8-9, 12")]),
        (
            "ВГАТ. Ф. 11. Оп. 4. Д. 27; Д. 28. Л. 3",
            [("ВГАТ. Ф. 11. Оп. 4. Д. 27", ""), ("ВГАТ. Ф. 11. Оп. 4. Д. 28", "3")],
        ),
        (
            "ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8; Оп. 5. Д. 1. Л. 2; Ф. 12. Оп. 1. Д. 6. Л. 1",
            [
                ("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8"), ("ВГАТ. Ф. 11. Оп. 5. Д. 1", "2"),
                ("ВГАТ. Ф. 12. Оп. 1. Д. 6", "1"),
            ],
        ),
        (
            "ВГАТ. Ф. 11. Оп. 4. Д. 27. Л. 8; КАМЗ. Ф. 2. Оп. 1. Д. 5. Л. 4",
            [("ВГАТ. Ф. 11. Оп. 4. Д. 27", "8"), ("КАМЗ. Ф. 2. Оп. 1. Д. 5", "4")],
        ),
    ],
)  # fmt: skip
def test_archive_marks(inner: str, marks: list[tuple[str, str]], bare_authors: bool) -> None:
    """Form 8: the shelf mark is the title, the sheet the page; a short mark inherits the levels above it."""
    found = parse_bracket(inner, bare_authors=bare_authors)

    assert marks == [(r.title, r.pages) for r in found]
    assert {("archive", ())} == {(r.form, r.authors) for r in found}


# Names and titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brandt", True), ("A. V. Brandt", True), ("Brandt", True), ("Jan van der Velde", True), ("Ó Dubhda", True),
        ("Jonas Kester Jr.", False), ("The Dry Loom", False), ("What Next", False), ("Velm 1888", False),
        ("dyers", False), ("The price of dye in Velm and elsewhere", False), ('"Dye"', False), ("Ada B.", False),
        ("Brandt of", False), ("", False),
    ],
)  # fmt: skip
def test_person_names(text: str, expected: bool) -> None:
    """A personal name is one to five capitalised words with initials and particles, and ends in a full word."""
    assert expected == is_person_name(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Council of Weavers", True), ("Dyers' Union", True), ("Ada Brandt", False), ("Unionville", False)],
)
def test_body_names(name: str, expected: bool) -> None:
    """A body is told by a word such as *Union* or *of* in its name."""
    assert expected == is_body_name(name)


@pytest.mark.parametrize(
    ("name", "inverted", "family"),
    [
        ("Ada V. Brandt", "Brandt, Ada V.", "Brandt"), ("Brandt, Ada", "Brandt, Ada", "Brandt"),
        ("Brandt", "Brandt", "Brandt"), ("Jan van Horne", "Horne, Jan van", "Horne"), (" Ada  Brandt ,", "Brandt, Ada", "Brandt"),
    ],
)  # fmt: skip
def test_inverted_names(name: str, inverted: str, family: str) -> None:
    """In a bibliography the last word of a name comes first; a name inverted already stays."""
    assert inverted == invert_name(name)
    assert family == family_name(inverted)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Ada Brandt and Piet Lorrimer", ("Brandt, Ada", "Lorrimer, Piet")),
        ("Brandt & Lorrimer", ("Brandt", "Lorrimer")),
        ("Ada and Ida Brandt", ("Brandt, Ada", "Brandt, Ida")),
        ("Демшин и Волков", ("Демшин", "Волков")),
        ("Ada Brandt", ("Brandt, Ada",)),
    ],
)
def test_joined_authors(text: str, authors: tuple[str, ...]) -> None:
    """Joined names are parted; two given names before one family name share it."""
    assert authors == split_authors(text)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("The Dry Loom: A Life in Dye", "The Dry Loom"), ("The Dry Loom; or, Thirst", "The Dry Loom"),
        ("Who Wove?: An Inquiry", "Who Wove"), ("The Dry Loom – A Life", "The Dry Loom"), ("“The Price of Dye,”", "The Price of Dye"),
        ("Spinner-Weaver Relations", "Spinner-Weaver Relations"), ("The Dry Loom.", "The Dry Loom")
    ],
)  # fmt: skip
def test_short_titles(title: str, short: str) -> None:
    """A title is short without its subtitle, its marks and its last stop; a hyphen is no dash."""
    assert short == short_title(title)
