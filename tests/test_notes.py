"""Notes: the grammar of references in numbered notes, and the prose around them that is none."""

from __future__ import annotations

import pytest
from reading import read

from dhkit.notes import cites_by_notes, find_note_citations
from dhkit.references import Reference

ADA, TWO = ("Brandt, Ada",), ("Brandt, Ada", "Lorrimer, Piet")
THREE = ("Brandt, Ada", "Lorrimer, Piet", "Calder, Ruth")


def parts(note: str) -> list[tuple[str, list[Reference]]]:
    """Give (words, references) of each citation of a note."""
    return [(note[start:end], list(references)) for start, end, references in find_note_citations(note)]


def words(note: str) -> list[str]:
    """Give the words of each citation of a note."""
    return [text for text, _ in parts(note)]


def sole(note: str) -> Reference:
    """Give the one reference of a note."""
    ((_, (reference,)),) = parts(note)
    return reference


def told(note: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Give (authors, title or short form, pages) of each reference of a note."""
    return [(r.authors, r.title or r.short, r.pages) for _, references in parts(note) for r in references]


# 1. Chapters


@pytest.mark.parametrize(
    ("reference", "authors", "title", "pages"),
    [
        (
            'Ada Brandt, "The Weir at Dawn," in Essays on Dye, ed. Ruth Calder (Velm: Quarry Press, 1931), 27',
            ADA, "The Weir at Dawn", "27",
        ),
        (
            'Ada Brandt and Piet Lorrimer, "The Weir at Dawn," in Essays on Dye, eds. R. Calder and H. Voss (Velm: Quarry Press, 1931), 27–31',
            TWO, "The Weir at Dawn", "27–31",
        ),
        (
            'Ada Brandt, "Who Opened the Weir?" in Essays on Dye, ed. Ruth Calder (Velm: Quarry Press, 1931), 27, 30',
            ADA, "Who Opened the Weir", "27, 30",
        ),
        (
            'Ada Brandt, "The Weir at Dawn: A Memory," in Ruth Calder, Essays on Dye (Velm: Quarry Press, 1931), pp. 27-9',
            ADA, "The Weir at Dawn", "27-9",
        ),
        ('Ada Brandt, "The Weir at Dawn" in Essays on Dye (Velm: Quarry Press, 1931)', ADA, "The Weir at Dawn", ""),
    ],
)  # fmt: skip
def test_chapter(reference: str, authors: tuple[str, ...], title: str, pages: str) -> None:
    """Form 1: a chapter has its own author and title; the book around it, and who edited it, tell place and year."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("chapter", authors, title, pages) == (r.form, r.authors, r.title, r.pages)
    assert ("1931", "Velm", "Quarry Press") == (r.year, r.place, r.publisher)


# 2. Articles


@pytest.mark.parametrize(
    ("reference", "authors", "pages"),
    [
        ('Ada Brandt, "The Weir at Dawn," Loom and Wheel 12, no. 3 (1974): 211–15', ADA, "211–15"),
        ('Ada Brandt, "The Weir at Dawn," Loom and Wheel 12 (1974), 211', ADA, "211"),
        ('Ada Brandt, "The Weir at Dawn," Loom and Wheel, vol. 12, nos. 3–4 (1974): 211, 214', ADA, "211, 214"),
        ('Ada Brandt, "The Weir at Dawn: A Memory," Loom and Wheel 12 (1974)', ADA, ""),
        ('Ada Brandt and Piet Lorrimer, "The Weir at Dawn," Loom and Wheel 12 (1974): 211', TWO, "211"),
        ('Ada Brandt, Piet Lorrimer, and Ruth Calder, "The Weir at Dawn," Loom and Wheel 12 (1974): 211', THREE, "211"),
        ('"The Weir at Dawn," Loom and Wheel 12, no. 3 (Spring 1974): 211', (), "211"),
    ],
)
def test_article(reference: str, authors: tuple[str, ...], pages: str) -> None:
    """Form 2: an article is told by its title in quotation marks; volume and number of its journal are no pages."""
    note = f"12. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("article", authors, "The Weir at Dawn", "1974", pages) == (r.form, r.authors, r.title, r.year, r.pages)


# 3. Newspapers


@pytest.mark.parametrize(
    ("reference", "authors", "title", "pages"),
    [
        ('"Dyers March," The Velm Beacon, 10 November 1911, 1', (), "Dyers March", "1"),
        ('"Dyers March," Weavers\' Herald, 10 November 1911', (), "Dyers March", ""),
        ('"Who Opened the Weir?" The Velm Beacon, 10 November 1911, p. 1', (), "Who Opened the Weir", "1"),
        ('Ada Brandt, "Dyers March," Beacon, November 10, 1911, 3', ADA, "Dyers March", "3"),
    ],
)
def test_newspaper(reference: str, authors: tuple[str, ...], title: str, pages: str) -> None:
    """Form 3: an article of a newspaper is dated by its day, before or after the month, which is no page."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("newspaper", authors, title, "1911", pages) == (r.form, r.authors, r.title, r.year, r.pages)


# 4. Books


@pytest.mark.parametrize(
    ("reference", "authors", "pages"),
    [
        ("Ada Brandt, The Dry Loom (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("A. V. Brandt, The Dry Loom (Velm: Quarry Press, 1958), 76", ("Brandt, A. V.",), "76"),
        ("Jan van der Velde, The Dry Loom (Velm: Quarry Press, 1958), 76n4", ("Velde, Jan van der",), "76"),
        ("Council of Weavers, The Dry Loom (Velm: Quarry Press, 1958), 76", ("Council of Weavers",), "76"),
        ("Ada Brandt, The Dry Loom: A Life in Dye (Velm: Quarry Press, 1958), 76–79, 81", ADA, "76–79, 81"),
        ("Ada Brandt, The Dry Loom, trans. Piet Lorrimer (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, trans. Piet Lorrimer and Ruth Calder (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, ed. Piet Lorrimer (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, ed. Piet Lorrimer, 2nd ed. (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, rev. ed. (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, 3 vols. (Velm: Quarry Press, 1958), 2:76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, 3 vols. (Velm: Quarry Press, 1958), vol. 2, 76", ADA, "76"),
        ("Ada Brandt, The Dry Loom, vol. 2, The Weir (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt, ed., The Dry Loom (Velm: Quarry Press, 1958), 76", ADA, "76"),
        ("Ada Brandt and Piet Lorrimer, eds., The Dry Loom (Velm: Quarry Press, 1958)", TWO, ""),
        ("Ada Brandt and Piet Lorrimer, The Dry Loom: A Life, trans. Ruth Calder, vol. 2 (Velm: Quarry Press, 1958), 76", TWO, "76"),
        ("Ada Brandt, Piet Lorrimer, and Ruth Calder, The Dry Loom (Velm: Quarry Press, 1958), 76", THREE, "76"),
    ],
)  # fmt: skip
def test_book(reference: str, authors: tuple[str, ...], pages: str) -> None:
    """Form 4: translators, editors, volumes and editions belong neither to the authors nor to the title of a book."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("book", authors, "The Dry Loom", pages) == (r.form, r.authors, r.title, r.pages)
    assert ("1958", "Velm", "Quarry Press") == (r.year, r.place, r.publisher)


@pytest.mark.parametrize(
    ("imprint", "place", "publisher"),
    [
        ("Velm: Quarry Press, 1958", "Velm", "Quarry Press"),
        ("Velm and Oxbury: Quarry and Sons, 1958", "Velm and Oxbury", "Quarry and Sons"),
        ("Quarry Press, 1958", "", ""),
        ("1958", "", ""),
    ],
)
def test_imprint(imprint: str, place: str, publisher: str) -> None:
    """Form 4: a colon parts the place from the publisher; without one the print does not say which it names."""
    r = sole(f"1. Ada Brandt, The Dry Loom ({imprint}), 76.")

    assert (ADA, "The Dry Loom", place, publisher, "1958") == (r.authors, r.title, r.place, r.publisher, r.year)


# 5. Short titles


@pytest.mark.parametrize(
    ("reference", "authors", "title", "pages"),
    [
        ("Brandt, Dry Loom, 99", ("Brandt",), "Dry Loom", "99"),
        ("Brandt, Dry Loom, 99–101, 104", ("Brandt",), "Dry Loom", "99–101, 104"),
        ("Brandt, Dry Loom, pp. 99-101", ("Brandt",), "Dry Loom", "99-101"),
        ("Brandt, Dry Loom, 2:99", ("Brandt",), "Dry Loom", "99"),
        ('Brandt, "Weir at Dawn," 29', ("Brandt",), "Weir at Dawn", "29"),
        ("Ada Brandt, The Dry Loom: A Life in Dye, 99", ADA, "The Dry Loom", "99"),
        ("Ó Dubhda, Dry Loom, 99", ("Dubhda, Ó",), "Dry Loom", "99"),
        ("Демшин, Сухой станок, 99", ("Демшин",), "Сухой станок", "99"),
        ("Brandt and Lorrimer, Dry Loom, 99", ("Brandt", "Lorrimer"), "Dry Loom", "99"),
        ("Brandt & Lorrimer, Dry Loom, 99", ("Brandt", "Lorrimer"), "Dry Loom", "99"),
        ('Brandt and Lorrimer, "Weir at Dawn," 29', ("Brandt", "Lorrimer"), "Weir at Dawn", "29"),
        ("Brandt, Lorrimer, and Calder, Dry Loom, 99", ("Brandt", "Lorrimer", "Calder"), "Dry Loom", "99"),
        ("Brandt, Lorrimer and Calder, Dry Loom, 99", ("Brandt", "Lorrimer", "Calder"), "Dry Loom", "99"),
    ],
)
def test_short_title(reference: str, authors: tuple[str, ...], title: str, pages: str) -> None:
    """Form 5: one, two or three family names, a short title, and pages are a work that was told in full before."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("short title", authors, title, pages) == (r.form, r.authors, r.title, r.pages)


# 6. Ibid. and op. cit.


@pytest.mark.parametrize(
    ("reference", "short", "authors", "pages"),
    [
        ("Ibid.", "ibid.", (), ""),
        ("Ibid., 46", "ibid.", (), "46"),
        ("Ibid., 46–48, 51", "ibid.", (), "46–48, 51"),
        ("Ibid., p. 46", "ibid.", (), "46"),
        ("ibid, 46", "ibid.", (), "46"),
        ("Ibidem, 46", "ibid.", (), "46"),
        ("Op. cit., 12", "op. cit.", (), "12"),
        ("Brandt, op. cit.", "op. cit.", ("Brandt",), ""),
        ("Brandt, op. cit., 12", "op. cit.", ("Brandt",), "12"),
        ("Ada Brandt, op. cit., pp. 12–14", "op. cit.", ADA, "12–14"),
        ("Brandt and Lorrimer, op. cit., 12", "op. cit.", ("Brandt", "Lorrimer"), "12"),
    ],
)
def test_short_form(reference: str, short: str, authors: tuple[str, ...], pages: str) -> None:
    """Form 6: *Ibid.* and *op. cit.*, with pages or without, have no title of their own."""
    note = f"1. {reference}." if not reference.endswith(".") else f"1. {reference}"
    r = sole(note)

    assert [reference] == words(note)
    assert (short, authors, "", pages) == (r.short, r.authors, r.title, r.pages)


# 7. Titles without author, newspapers and their day, letters


@pytest.mark.parametrize(
    ("reference", "form", "title", "year", "pages"),
    [
        ("The Dry Loom (Velm: Quarry Press, 1940), 76", "book", "The Dry Loom", "1940", "76"),
        ("Rules of the Yard, ed. Ruth Calder (Velm: Quarry Press, 1901), 4", "book", "Rules of the Yard", "1901", "4"),
        ("Rules of the Yard: The Second Book (Velm: Quarry Press, 1901), 4–6", "book", "Rules of the Yard", "1901", "4–6"),
        ("The Velm Beacon, 10 November 1911", "newspaper", "The Velm Beacon", "1911", ""),
        ("Weavers' Herald, 10 November 1911, 2", "newspaper", "Weavers' Herald", "1911", "2"),
        ("The Beacon, 10 November 1911, 2", "newspaper", "The Beacon", "1911", "2"),
    ],
)  # fmt: skip
def test_title_without_author(reference: str, form: str, title: str, year: str, pages: str) -> None:
    """Form 7: a title with an imprint and pages, or a newspaper and its day, is a work of nobody."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert (form, (), title, year, pages) == (r.form, r.authors, r.title, r.year, r.pages)


@pytest.mark.parametrize(
    ("reference", "writer", "authors"),
    [
        ("Ada Brandt to Jonas Kester, 11 January 1864, in Calder, Two Mills, 250", "Ada Brandt", ("Calder",)),
        ("Brandt to Kester, 11 January 1864, cited in Calder, Two Mills, 250", "Brandt", ("Calder",)),
        ("Brandt to her Brother, January 1864, printed in Calder, Two Mills, 250", "Brandt", ("Calder",)),
        (
            "Kester to the Council of Weavers, January 11, 1864, quoted in Ruth Calder, Two Mills (Velm: Quarry Press, 1961), 250",
            "Kester", ("Calder, Ruth",),
        ),
    ],
)  # fmt: skip
def test_letter(reference: str, writer: str, authors: tuple[str, ...]) -> None:
    """Form 7: a letter is cited by the place where it is printed; who wrote it is who is quoted there."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert (writer, True, authors, "Two Mills", "250") == (r.speaker, r.quoted, r.authors, r.title, r.pages)


# 8. Archives


@pytest.mark.parametrize(
    ("reference", "mark", "pages", "writer"),
    [
        ("VCA, fond 21, file 6, fols. 1–14", "VCA, fond 21, file 6", "1–14", ""),
        ("VCA, fond 21, file 6", "VCA, fond 21, file 6", "", ""),
        ("VCA, box 4, folder 2, fol. 8, 9", "VCA, box 4, folder 2", "8, 9", ""),
        ("VCA, RG 12, box 3, p. 4", "VCA, RG 12, box 3", "4", ""),
        ("VCA, MSS 12, fol. 3", "VCA, MSS 12", "3", ""),
        ("Minutes of the yard, VCA, box 4, folder 2", "VCA, box 4, folder 2", "", ""),
        ("Brandt to Kester, 11 January 1864, VCA, fond 21, file 6, fol. 3", "VCA, fond 21, file 6", "3", "Brandt"),
        ("Hester Voss, diary, 3 May 1911, VCA, box 4, folder 2", "VCA, box 4, folder 2", "", "Hester Voss"),
        # the other shape: an archive, a series by its name, and a sheet
        ("VCA, Petitions 9, fol. 71", "VCA, Petitions 9", "71", ""),
        ("VCA, Court Rolls 12/4, fols. 7–9", "VCA, Court Rolls 12/4", "7–9", ""),
        ("VCA, Letters of the Yard 3, no. 12", "VCA, Letters of the Yard 3", "12", ""),
        (
            "Jonas Kester, smith of Velm, petition of 2 September 1863, VCA, Petitions 9, fol. 71",
            "VCA, Petitions 9", "71", "Jonas Kester",
        ),
        ("Voss, deposition, VCA, Petitions 9, fol. 71", "VCA, Petitions 9", "71", "Voss"),
    ],
)  # fmt: skip
def test_archive(reference: str, mark: str, pages: str, writer: str) -> None:
    """Form 8: the shelf mark in a sentence is the title and the sheet its page; who wrote the paper is kept."""
    note = f"1. {reference}."
    r = sole(note)

    assert [reference] == words(note)
    assert ("archive", (), mark, pages, writer) == (r.form, r.authors, r.title, r.pages, r.speaker)


# Numbers, lead-ins, several works


@pytest.mark.parametrize("number", ["1. ", "12 ", "[12] ", "[12]. ", "103. ", ""])
def test_number(number: str) -> None:
    """The number of a note is no part of its first reference, however it is printed."""
    assert ["Brandt, Dry Loom, 99"] == words(f"{number}Brandt, Dry Loom, 99.")


@pytest.mark.parametrize(
    "lead_in",
    [
        "See", "See also", "See further", "Compare", "Cf.", "For example,", "E.g.,", "Following",
        "The dead were never counted. See", "The dead were never counted; see also", "On the dead compare",
    ],
)  # fmt: skip
def test_see(lead_in: str) -> None:
    """*See* and its like stand outside the reference, at the beginning of a note and after prose."""
    note = f"1. {lead_in} Brandt, Dry Loom, 99."

    assert ["Brandt, Dry Loom, 99"] == words(note)
    assert not sole(note).quoted


@pytest.mark.parametrize(
    ("before", "lead_in"),
    [
        ("", "Quoted in"), ("", "As quoted in"), ("", "Quoted by"), ("", "Quoted from"), ("", "Cited in"),
        ("", "As cited by"), ("Kester, speech of 3 May 1911, ", "quoted in"), ("The phrase is Kester's, ", "quoted in"),
    ],
)  # fmt: skip
def test_quoted_in(before: str, lead_in: str) -> None:
    """*Quoted in* belongs to the reference, and says that the work only reports the words."""
    note = f"1. {before}{lead_in} Brandt, Dry Loom, 99."
    r = sole(note)

    assert [f"{lead_in} Brandt, Dry Loom, 99"] == words(note)
    assert (True, ("Brandt",), "Dry Loom", "99") == (r.quoted, r.authors, r.title, r.pages)


LOOM, MILLS = (("Brandt",), "Dry Loom", "99"), (("Calder",), "Two Mills", "8")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("1. Brandt, Dry Loom, 99; Calder, Two Mills, 8.", [LOOM, MILLS]),
        ("1. See Brandt, Dry Loom, 99; see also Calder, Two Mills, 8; Ibid., 9.", [LOOM, MILLS, ((), "ibid.", "9")]),
        ("1. Ibid., 46; compare Calder, Two Mills, 8.", [((), "ibid.", "46"), MILLS]),
        (
            '1. Brandt, Dry Loom, 99; "Dyers March," The Velm Beacon, 10 November 1911, 1; Calder, Two Mills, 8.',
            [LOOM, ((), "Dyers March", "1"), MILLS],
        ),
        ("1. VCA, fond 21, file 6, fol. 2; Brandt, Dry Loom, 99.", [((), "VCA, fond 21, file 6", "2"), LOOM]),
        (
            "1. VCA, fond 21, file 6, fol. 2; VCA, fond 22, file 1, fol. 3.",
            [((), "VCA, fond 21, file 6", "2"), ((), "VCA, fond 22, file 1", "3")],
        ),
        (
            "1. VCA, fond 21, file 6, fol. 2; Brandt, Dry Loom, 99; Calder, Two Mills, 8.",
            [((), "VCA, fond 21, file 6", "2"), LOOM, MILLS],
        ),
        ("1. Brandt, Dry Loom, 99; compare VCA, fond 21, file 6, fol. 2.", [LOOM, ((), "VCA, fond 21, file 6", "2")]),
    ],
)
def test_several_works(note: str, expected: list[tuple[tuple[str, ...], str, str]]) -> None:
    """Works joined by semicolons are one citation with a reference for each, in the order of print."""
    assert expected == told(note)
    assert 1 == len(parts(note))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("1. Brandt, Dry Loom, 99. Calder, Two Mills, 8.", ["Brandt, Dry Loom, 99", "Calder, Two Mills, 8"]),
        ("1. The dead were never counted. See Brandt, Dry Loom, 99.", ["Brandt, Dry Loom, 99"]),
        ("1. The dead were never counted; see Brandt, Dry Loom, 99, where the names are.", ["Brandt, Dry Loom, 99"]),
        ("1. Brandt, Dry Loom, 99. The dead were never counted.", ["Brandt, Dry Loom, 99"]),
        ("1. Brandt, Dry Loom, 99; nobody else tells of it.", ["Brandt, Dry Loom, 99"]),
        ("1. Brandt, Dry Loom, 99, argues that nobody saw it.", ["Brandt, Dry Loom, 99"]),
        ("1. Ibid., 46. Calder has another day. Kester was not there.", ["Ibid., 46"]),
        ("1. Kester's own word is quoted in Brandt, Dry Loom, 99.", ["quoted in Brandt, Dry Loom, 99"]),
        (
            "1. See A. V. Brandt, Dry Loom, 9. It was dry. See Ruth Calder, Two Mills, trans. P. Holm (Velm: Quarry, 1961), 8.",
            ["A. V. Brandt, Dry Loom, 9", "Ruth Calder, Two Mills, trans. P. Holm (Velm: Quarry, 1961), 8"],
        ),
    ],
)  # fmt: skip
def test_discursive_notes(note: str, expected: list[str]) -> None:
    """A note may talk before and after its references; each sentence may cite anew, and an initial ends none."""
    assert expected == words(note)


# What cites nothing


@pytest.mark.parametrize(
    "note",
    [
        "1. The dyers never counted the dead.",
        "1. This and all other translations are mine.",
        "1. I owe this to Ruth Calder.",
        "1. Nobody saw them come (there were nine, and it was dark).",
        "1. Kester, Voss, and Oakley were born in Velm, all in 1840.",
        "1. Of the dyers, Brandt counted 40, Calder 31.",
        "1. Brandt, Calder, and Voss agree.",
        "1. In Velm, on the bridge, 40 dyers were taken.",
        "1. The Loom Party, in the Dye Assembly, 12 seats of 40.",
        "1. Kester, head of the Council, 12 years later.",
        "1. Jonas Kester (1850–1911) was the head of the Council.",
        "1. He was the head of the Council, 1901–1911.",
        "1. The council sat on 10 November 1911, and nobody came.",
        "1. Kester died in Velm, 10 November 1911.",
        "1. Velm, 14 May 1911.",
        "1. The Velm Beacon was founded in 1890.",
        "1. Kester wrote to Voss, 11 January 1864, that he was ill.",
        "1. In the summer of 1911 (a dry one), 40 looms stood still.",
        "1. The sum was 40 shillings (Velm money, 1911), 12 for each.",
        '1. "Nobody has seen it," 12 dyers said.',
        '1. On the word "sleepers," 12 of them had none.',
        "1. Ibid is a word that nobody likes.",
        "1. See note 12.",
        "1. See p. 12 above.",
        "1. On Kester, see chapter 3.",
        "",
        "1.",
        "1. 1911.",
    ],
)
def test_prose_cites_nothing(note: str) -> None:
    """Names, numbers, days and years in the prose of a note are no reference."""
    assert [] == parts(note)


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(
            "1. Kester, Jonas, 43, weaver.",
            marks=pytest.mark.xfail(strict=True, reason="capitals, a comma and a number have the form of a reference"),
        ),
        "1. Jonas Kester, Mill Bridge, 1911.",
        pytest.param(
            "1. Mill Bridge, 10 November 1911.",
            marks=pytest.mark.xfail(strict=True, reason="capitals, a comma and a number have the form of a reference"),
        ),
    ],
)
def test_lists_and_captions_cite_nothing(note: str) -> None:
    """A person and his age, and a place and its day, are no work and its page."""
    assert [] == parts(note)


# What is still thin


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("1. Brandt, Dry Loom, 99, and Calder, Two Mills, 8.", [LOOM, MILLS]),
        ("1. Brandt, Dry Loom, 99, quoted in Calder, Two Mills, 8.", [LOOM, MILLS]),
        ("1. The word was Kester's own; Brandt, Dry Loom, 99, has another.", [LOOM]),
        ("1. The speech is printed in Brandt, Dry Loom, 99.", [LOOM]),
        ("1. Brandt, Dry Loom, 99 and 104.", [(("Brandt",), "Dry Loom", "99, 104")]),
        ("1. Brandt, Dry Loom, 99 (emphasis mine).", [LOOM]),
    ],
)  # fmt: skip
def test_second_works_and_remarks(note: str, expected: list[tuple[tuple[str, ...], str, str]]) -> None:
    """Works are found wherever they stand in a sentence, and a remark after the page changes nothing."""
    assert expected == told(note)


@pytest.mark.parametrize(
    "reference", ["Ibid., xii", "Brandt, Dry Loom, xii", "Ada Brandt, The Dry Loom (Velm: Quarry Press, 1940), xii"]
)
def test_roman_pages(reference: str) -> None:
    """The pages of a preface are pages."""
    assert "xii" == sole(f"1. {reference}.").pages


@pytest.mark.parametrize(
    ("reference", "title", "pages"),
    [
        ("The Velm Beacon, November 10, 1911", "The Velm Beacon", ""),
        ("The Velm Beacon, November 10, 1911, 2", "The Velm Beacon", "2"),
        ("Weavers' Herald, November 10, 1911, 2", "Weavers' Herald", "2"),
    ],
)
def test_newspaper_with_the_month_first(reference: str, title: str, pages: str) -> None:
    """A newspaper and its day with the month first are no person and his book *November*."""
    assert [((), title, pages)] == told(f"1. {reference}.")


@pytest.mark.xfail(strict=True, reason="before *3 vols.* the title is taken for an author")
def test_volumes_of_a_title_without_author() -> None:
    """The number of its volumes is not the title of a work without author."""
    assert [((), "Rules of the Yard", "4")] == told(
        "1. Rules of the Yard, 3 vols. (Velm: Quarry Press, 1901), vol. 2, 4."
    )


@pytest.mark.xfail(strict=True, reason="a shelf mark of the second shape is known only with its sheet")
def test_shelf_mark_without_sheet() -> None:
    """An archive is no author, also where no sheet is given."""
    assert [((), "VCA, Petitions 9", "")] == told("1. VCA, Petitions 9.")


def test_year_in_a_short_title() -> None:
    """A title may end in a year."""
    assert [(("Brandt",), "Velm in 1911", "99")] == told("1. Brandt, Velm in 1911, 99.")


def test_question_in_a_short_title() -> None:
    """A title loses its question mark in a short title as in a full one."""
    assert [(("Brandt",), "Who Opened the Weir", "99")] == told("1. Brandt, Who Opened the Weir?, 99.")


def test_particle_before_a_family_name() -> None:
    """A family name may begin with a particle."""
    assert [(("Velde, van der",), "Dry Loom", "99")] == told("1. van der Velde, Dry Loom, 99.")


@pytest.mark.parametrize(
    ("reference", "title"),
    [("Brandt et al., Dry Loom, 76", "Dry Loom"), ("Brandt et al., The Dry Loom (Velm: Quarry Press, 1958), 76", "The Dry Loom")],
)  # fmt: skip
def test_et_al(reference: str, title: str) -> None:
    """*Et al.* stands for authors who are not named."""
    assert [(("Brandt",), title, "76")] == told(f"1. {reference}.")


@pytest.mark.xfail(strict=True, reason="a chapter without author is not read")
def test_chapter_without_author() -> None:
    """A chapter may have no author, as an article may."""
    assert [((), "The Weir at Dawn", "27")] == told(
        '1. "The Weir at Dawn," in Essays on Dye, ed. Ruth Calder (Velm: Quarry Press, 1931), 27.'
    )


@pytest.mark.xfail(strict=True, reason="the title of a journal ends at its first comma")
def test_journal_with_a_comma() -> None:
    """A comma in the title of a journal does not undo the article."""
    assert [(ADA, "The Weir", "211")] == told('1. Ada Brandt, "The Weir," Loom, Wheel and Dye 12 (1974): 211.')


def test_saint_in_a_place_of_print() -> None:
    """A place of print may be called after a saint."""
    assert [(ADA, "The Dry Loom", "7")] == told("1. Ada Brandt, The Dry Loom (St. Aldhelm: Quarry Press, 1940), 7.")


def test_pages_before_the_imprint() -> None:
    """Pages may stand before the imprint."""
    assert [(ADA, "The Dry Loom", "76")] == told("1. Ada Brandt, The Dry Loom, p. 76 (Velm: Quarry Press, 1940).")


@pytest.mark.parametrize(
    "reference",
    [
        "Brandt, Dry Loom, 2:99",
        "Ada Brandt, The Dry Loom, vol. 2 (Velm: Quarry Press, 1958), 99",
        "Ada Brandt, The Dry Loom, 3 vols. (Velm: Quarry Press, 1958), vol. 2, 99",
    ],
)
def test_volume(reference: str) -> None:
    """The volume that is cited is kept beside its page."""
    r = sole(f"1. {reference}.")

    assert ("2", "99") == (r.volume, r.pages)


# The manner of a document


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([], False),
        (["1. Ibid.", "2. Ibid., 4."], False),
        (["1. Brandt, Dry Loom, 9.", "2. Ibid., 4.", "3. Ibid."], True),
        (["1. See also Brandt, Dry Loom, 9.", "[2] Compare Calder, Two Mills, 8.", "3 Quoted in Ibid., 4."], True),
        (["1. VCA, fond 2, file 3.", "2. VCA, Petitions 9, fol. 71.", "3. VCA, box 4, folder 2."], True),
        (["1. Nobody saw it.", "2. Ibid.", "3. It was dry.", "4. Ibid.", "5. Brandt, Dry Loom, 9."], True),
        (["1. Nobody saw it.", "2. It was dry.", "3. The translation is mine."], False),
        (["1. The dyers never counted the dead. See Brandt, Dry Loom, 9."] * 3, False),
    ],
)
def test_cites_by_notes(notes: list[str], expected: bool) -> None:
    """A document cites by notes if three of its notes at least open with a reference."""
    assert expected == cites_by_notes(notes)


@pytest.mark.parametrize(
    ("others", "expected"),
    [("2. Ibid., 9.\n\n3. Ibid., 12.", 3), ("2. Nobody saw it.\n\n3. It was dry.", 0)],
)
def test_short_titles_need_the_manner(others: str, expected: int) -> None:
    """A short title in a note cites only in a document that cites by notes."""
    text = f"The Weir\n\nIt was opened at dawn.\n\nNotes\n\n1. Brandt, Dry Loom, 4.\n\n{others}"

    assert expected == len(read(text, "essay").cited)
