from __future__ import annotations

import pytest
from reading import read

from dhkit.old_notes import find_old_notes


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("[1] Marou, iii. 99.", [("Marou", "", "99")]),
        ("* See Marou, p. 33.", [("Marou", "", "33")]),
        ("[2] Tell, The Long Siege, vol. ii. p. 214.", [("Tell", "The Long Siege", "214")]),
        ("[2] Anna Tell, Lamps (1868), i. 12.", [("Tell, Anna", "Lamps", "12")]),
        ("[4] Memoirs of Madame de Corvelle, vol. i, p. 22.", [("Corvelle", "Memoirs of Madame de Corvelle", "22")]),
        ("[5] Marou, ii. 7; Tell, Lamps, p. 9.", [("Marou", "", "7"), ("Tell", "Lamps", "9")]),
        ("[6] Ibid., p. 12.", [("", "", "12")]),
        # authors and titles
        ("[2] See Tell's Hist. Velm Rising, vol. ii., p. 26.", [("Tell", "Hist. Velm Rising", "26")]),
        ("[2] Tell: Lamps, p. 44, Velm, 1868.", [("Tell", "Lamps", "44")]),
        ('[2] Tell, "Lamps of Velm," etc., vol. i, pp. 4-6, 9.', [("Tell", "Lamps of Velm", "4-6, 9")]),
        ("[2] Tell, on Lamps; Oils, p. 3.", [("Oils", "", "3")]),
        ("[2] Marou, The Weir, tr. Holm, (Velm, 1864,) Part II. ch. 4, § 19, p. 35.", [("Marou", "The Weir", "35")]),
        ("[2] Marou, Hist. of the Weir, tom. iii. ch. 4.", [("Marou", "Hist. of the Weir", "")]),
        ("[2] Marou, The Weir; vol. iv., p. 1.", [("Marou", "The Weir", "1")]),
        ("[2] The words are in Marou's _Weir of Velm_, iv. 12, &c.", [("Marou", "Weir of Velm", "12")]),
        ("[2] Article VII.: Marou's Treaties of Velm, Vol. III. p. 365.", [("Marou", "Treaties of Velm", "365")]),
        ("[2] History of the Weir, by Marou, vol. ii., p. 7.", [("Marou", "History of the Weir", "7")]),
        ('[2] "Lamps," by Anna Tell, i. 4.', [("Tell, Anna", "Lamps", "4")]),
        ('[2] For the lamps, which nobody lit, see Tell, "Lamps," p. 4.', [("Tell", "Lamps", "4")]),
        ("[2] Told by one of them (given in _Hist. Velm._ xv. 199).", [("", "Hist. Velm", "199")]),
        ("* Tell's 'Lamps,' 1892, pp. 31, 32.", [("Tell", "Lamps", "31, 32")]),
        ("[2] Von Marou, Geschichte der Weberei (2d ed.), I, 33-35.", [("Marou", "Geschichte der Weberei", "33-35")]),
        ("[2] See note 4, p. 12.", []),
        # authors alone
        ("12 (return) Marou, iii. 385-8.", [("Marou", "", "385-8")]),
        ("[2] Marou et Tell, XV. 3 (session of May 3).", [("MarouTell", "", "3")]),
        ("[2] Mme. de Corvelle, ch. xv.", [("Corvelle", "", "")]),
        ("[2] De Corvelle, _Considerations_ (ii. 142).", [("Corvelle", "Considerations", "142")]),
        ('[2] "They are all gone, and the lamps with them," said he (Marou, II. 244).', [("Marou", "", "244")]),
        ("[2] _Marou_, p. 9.", [("Marou", "", "9")]),
        # titles alone
        ("[2] Rising at Velm: The Weaving Republic, p. 38 (Pell, 1958).", [("", "Rising at Velm", "38")]),
        ('[2] "Memoirs of the Weir," ii., p. 4.', [("", "Memoirs of the Weir", "4")]),
        (
            "[2] _Two Friends of the Weir_, i. 105-8.--_Hist. Velm_ i. 9.",
            [("", "Two Friends of the Weir", "105-8"), ("", "Hist. Velm", "9")],
        ),
        ("[2] Works, Vol. IV. p. 293.", [("", "Works", "293")]),
        ("[2] Velm Statutes at Large, Vol. XV. pp. 5-9.", [("", "Velm Statutes at Large", "5-9")]),
        ("[2] Tom. I. p. 345.", []),
        # short forms
        ("[2] ib. iii. 4.", [("", "", "4")]),
        ("[2] Article VI.: Ibid.", [("", "", "")]),
        ("[2] Marou, ibid. I. 84; Tell, as above, p. 9.", [("Marou", "", "84"), ("Tell", "", "9")]),
        # archives
        ('[2] "Archives of Velm," AF II. 45. (Letter of the sub-delegate.)', [("", "Archives of Velm, AF II. 45", "")]),
        (
            "[2] Archives of Velm, H. 1453.--Marou, II. 221.",
            [("", "Archives of Velm, H. 1453", ""), ("Marou", "", "221")],
        ),
        # periodicals
        ('[2] See "Beacon," Sept. 5, 6 and 20, 1790.', [("", "Beacon", "")]),
        ("[2] Velm Gazette, No. 132, 12 May 1791.", [("", "Velm Gazette", "")]),
        ("[2] Marou was in Velm, 12 May 1791.", []),
        ("[2] Marou, who was there, has 40 lamps, and Tell, p. of the Duke, had none.", []),
        ("[2] Under Louis XVI. 12,000 lamps were lit; under Louis XV. 40.", []),
        ("[2] See Book V, ch. 2, on the lamps.", []),
        ("[7] The Duke had four dogs in 1846.", []),
        ("[8] He read the Long Siege, and was sorry.", []),
    ],
)
def test_old_notes(note: str, expected: list[tuple[str, str, str]]) -> None:
    """A note of an old book cites where a volume or a page ends a name or a title; a plain sentence cites nothing."""
    found = [("".join(r.authors), r.title, r.pages) for *_, references in find_old_notes(note) for r in references]
    assert found == expected


OLD_BOOK = """\
The Project Gutenberg EBook of The Weir, by Ada Brandt

Title: The Weir

Author: Ada Brandt

*** START OF THE PROJECT GUTENBERG EBOOK THE WEIR ***

CHAPTER I

The looms stood still all winter, and nobody in Velm said why they did.[1] The dyers
went home over the bridge, and it was long before any one of them came back.[2]

FOOTNOTES:

{notes}
"""


def works(*notes: str) -> list[tuple[str, str]]:
    """Give (work, state) of each citation in the notes of an old book."""
    rows = read(OLD_BOOK.format(notes="\n\n".join(notes)), "book").rows("citations")
    return [(row.work, row.state) for row in rows]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (("[1] Marou, i. 3.", '[2] Marou, "Lamps," ii. 5.'), ["marou-lamps", "marou-lamps"]),
        (('[1] Marou, "Lamps," ii. 5.', "[2] Marou, i. 3."), ["marou-lamps", "marou-lamps"]),
        (('[1] Marou, "Lamps," ii. 5.', '[2] Marou, "Oils," i. 3.', "[3] Marou, i. 9."), ["marou-lamps", "marou-oils", "marou-oils"]),
        (("[1] Marou, i. 3.", '[2] Marou, "Lamps," ii. 5.', '[3] Marou, "Oils," i. 3.'), ["", "marou-lamps", "marou-oils"]),
        (('[1] Marou, "Lamps," ii. 5.', "[2] Tell, i. 3.", "[3] Marou, ibid. 9."), ["marou-lamps", "tell", "marou-lamps"]),
        (("[1] _Hist. Velm._ ii. 5.", "[2] _Historical Velmania_, i. 3."), ["historical-velmania", "historical-velmania"]),
        (("[1] Marou, _Reflections on the Weir_, ii. 5.", "[2] Marou, _Reflections_, i. 3."), ["marou-reflections-on-the-weir"] * 2),
        (('[1] "Beacon," May 3, 1790.', '[2] "Beacon," May 3, 1791.'), ["beacon-1790", "beacon-1791"]),
        (('[1]. Marou, "Lamps," I. 5.', "[2]. See Beacon, sitting of May 3, 1790."), ["marou-lamps", "beacon-1790"]),
        (("12 (return)\n_Two Friends_, ii. 5.", "13 (return)\nIbid. iii. 4."), ["two-friends", "two-friends"]),
    ],
)  # fmt: skip
def test_works_of_old_notes(notes: tuple[str, ...], expected: list[str]) -> None:
    """An author alone means the one work, or the one cited last; a title cut short is the long one; nothing is invented."""
    assert expected == [work for work, _ in works(*notes)]


def test_italics_tell_a_title_from_a_name() -> None:
    """Of two capitalised words those in italics are a title, those without a person."""
    assert works("[1] _Dusty Looms_, ii. 5.", "[2] Jonas Looms, ii. 6.") == [
        ("dusty-looms", "resolved"),
        ("looms", "resolved"),
    ]


def test_note_inside_a_paragraph() -> None:
    """A note that is printed in the line, in brackets with its name, is read as one at the foot."""
    text = OLD_BOOK.format(notes="").replace("did.[1]", "did.[Footnote: Marou,\n_Old Velm_, 17. Tell, ii. 9.]")
    rows = read(text, "book").rows("citations")

    assert [("marou-old-velm", "17"), ("tell", "9")] == [(row.work, row.pages) for row in rows]


def test_short_forms_in_italics() -> None:
    """*Op. cit.* and *Ibid.* in italics are no titles."""
    assert ["marou-lamps", "tell-oils", "marou-lamps", "marou-lamps"] == [
        work
        for work, _ in works(
            "[1] Marou, _Lamps_, ii. 5; Tell, _Oils_, p. 4.", "[2] Marou, _op. cit._, p. 5.", "[3] _Ibid._, p. 7."
        )
    ]
