from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dhkit.readers import find_format, read_bytes, read_file
from dhkit.readings import Reading, ReadingError

PAGE = """<!doctype html><html lang="en"><head><title>The Ferry of Selvara</title><meta name="author" content="Anna Tell">
<style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav><div class="cookie-notice"><p>We use cookies.</p></div>
<main><h1>The Ferry of Selvara</h1><p>The ferry was late,<sup>[1]</sup> and nobody
knew why.</p><blockquote><p>We waited until the lamps went out.</p></blockquote>
<div class="poem">The lamps are out,<br>the ferry waits,<br>and nobody is here.</div>
<div class="sharedaddy"><p>Share this</p></div>
<div class="footnotes"><p>[1] So the harbour book says.</p></div>
<div id="comments"><p>It was not late at all.</p></div></main>
<aside class="sidebar">Buy our lamps</aside><footer>All rights reserved</footer></body></html>"""

TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>Lamps</title><author>Tell, Anna</author></titleStmt></fileDesc><profileDesc><particDesc><listPerson>
<person xml:id="orl"><persName>Pavel Orlov</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<text><body><pb n="7"/><fw>LAMPS</fw><head>One</head><p>He said <said>go home</said> twice.<note resp="#ed">At the quay.</note></p>
<said who="#orl"><p>I never left the quay.</p></said><lg><l>A lamp,</l><l>a ferry.</l></lg>
<bibl>Tell, Lamps, 9</bibl></body></text></TEI>"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


DOCX = {
    "word/document.xml": f"""<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The Quay</w:t>
</w:r></w:p><w:p><w:r><w:t>It was late.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:body></w:document>""",
    "word/footnotes.xml": f"""<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>By an hour.</w:t></w:r></w:p></w:footnote>
</w:footnotes>""",
}
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="OEBPS/book.opf"/></rootfiles></container>',
    "OEBPS/book.opf": """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Lamps</dc:title><dc:creator>Anna Tell</dc:creator></metadata><manifest><item id="b" href="b.xhtml"
media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>
<itemref idref="a"/><itemref idref="b"/></spine></package>""",
    "OEBPS/a.xhtml": "<html><body><h2>First</h2><p>The first chapter.</p></body></html>",
    "OEBPS/b.xhtml": "<html><body><h2>Second</h2><p>The second.</p></body></html>",
}


def pdf(pages: list[list[str]]) -> bytes:
    """Write a small PDF by hand: one content stream a page, one font."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 720 Td {shown} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out)
    )  # fmt: skip


def marked(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for m in reading.marks:
        found.setdefault(m.kind, []).append(reading.text[m.start : m.end])
    return found


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "The café was shut."),
        ("utf-8-sig", "The café was shut."),
        ("utf-16", "The café was shut."),
        ("windows-1252", "The café was shut — “so early?” asked Zoë, and the façade stayed dark."),
        ("koi8-r", "Фонари погасли, и паром опоздал на целый час; никто не знал почему."),
        ("windows-1251", "Фонари погасли, и паром опоздал на целый час; никто не знал почему."),
    ],
)
def test_encodings(encoding: str, text: str) -> None:
    """A text is read alike in whatever usual encoding it comes, and a guess is told for a person to confirm."""
    reading = read_bytes(text.encode(encoding), "letter.txt")
    assert reading.text == text
    assert reading.encoding == encoding
    assert bool(reading.remarks) == (encoding in ("windows-1252", "koi8-r", "windows-1251"))


def test_page() -> None:
    """Of a web page the text stays, notes, quotations, verse and comments are told apart, and furniture goes."""
    reading = read_bytes(PAGE.encode(), "page.html")
    found = marked(reading)
    assert found["heading"] == ["The Ferry of Selvara"]
    assert found["quotation"] == ["We waited until the lamps went out."]
    assert found["verse"] == ["The lamps are out,\nthe ferry waits,\nand nobody is here."]
    assert found["note"] == ["[1] So the harbour book says."]
    assert found["comment"] == ["It was not late at all."]
    assert "The ferry was late,[1] and nobody knew why." in reading.text
    for furniture in ("cookies", "Home", "Share this", "Buy our lamps", "rights", "color"):
        assert furniture not in reading.text
    assert reading.told == {"language": "en", "author": "Anna Tell", "title": "The Ferry of Selvara"}


def test_tei() -> None:
    """What TEI says is believed: who speaks, what is quoted, a note, a page; a running head is left out."""
    reading = read_bytes(TEI.encode(), "lamps.xml")
    found = marked(reading)
    assert "He said “go home” twice." in reading.text
    assert found["note"] == ["[1] At the quay."]
    assert found["verse"] == ["A lamp,\na ferry."]
    assert found["citation"] == ["Tell, Lamps, 9"]
    assert [(reading.text[m.start : m.end], m.voice) for m in reading.marks if m.voice] == [
        ("[1] At the quay.", "the editor"), ("I never left the quay.", "Pavel Orlov"),
    ]  # fmt: skip
    assert reading.pages == ((0, "7"),)
    assert "LAMPS" not in reading.text
    assert reading.told == {"title": "Lamps", "author": "Tell, Anna"}


def test_tei_gives_one_reading_of_each_word() -> None:
    """Of two readings one is text, a word that a line or page parts is whole, and reported speech has no voice."""
    body = (
        "<p>The <choice><sic>fery</sic><corr>ferry</corr></choice> was <choice><abbr>Capt.</abbr><expan>Captain</expan>"
        "</choice> Orlov's and the har-<lb break='no'/>bour <del>not</del> his; <said who='#orl' direct='false'>he would "
        "never leave it</said>, <said who='#orl'>not for a lamp</said>.</p>"
    )
    front, rest = TEI.split("<body>")
    reading = read_bytes(f"{front}<body>{body}{rest}".encode(), "lamps.xml")
    assert reading.text.startswith(
        "The ferry was Capt. Orlov's and the harbour his; “he would never leave it”, “not for a lamp”."
    )
    assert [(reading.text[m.start : m.end], m.voice) for m in reading.marks if m.kind == "said"] == [
        ("not for a lamp", "Pavel Orlov")
    ]


def test_notes_by_links() -> None:
    """A mark and the block to which it points are a note, in another file too; a link to a page of the book is none."""
    page = (
        '<html><body><p>It was late.<a id="r1" href="#n1"><sup>1</sup></a> See <a href="#page12">12</a>.</p>'
        '<p><a name="page12">12</a> Nobody knew.</p><aside epub:type="footnote" id="n1"><p>By an hour. '
        '<a href="#r1">↩</a></p></aside></body></html>'
    )
    reading = read_bytes(page.encode(), "page.html")
    assert reading.text == "It was late.[1] See 12.\n\n12 Nobody knew.\n\n[1] By an hour.\n"
    assert marked(reading) == {"note": ["[1] By an hour."]}


def test_notes_inside_a_paragraph() -> None:
    """A note or gloss that a page has in mid-sentence stands below the paragraph; a drawn initial is a letter."""
    page = (
        '<html><body><p><img src="i.png" alt="I"/>t was <span class="sidenote">The ferry is late again.</span>late'
        '<span class="footnote">[1]</span>.</p><p>Nobody knew.</p></body></html>'
    )
    reading = read_bytes(page.encode(), "page.html")
    assert reading.text == "It was late[1].\n\nThe ferry is late again.\n\nNobody knew.\n"
    assert marked(reading) == {"note": ["The ferry is late again."]}


def test_word_tables_and_insets() -> None:
    """A row is a line; a paragraph set in from both margins, or in a style made from one for quotations, is quoted."""
    styles = (
        f'<w:styles {_W}><w:style w:styleId="a1"><w:name w:val="Letter"/><w:basedOn w:val="b2"/></w:style>'
        '<w:style w:styleId="b2"><w:name w:val="Block Quotation"/></w:style></w:styles>'
    )

    def paragraph(text: str, properties: str = "") -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = (
        paragraph("It was late, and the ferry was where it had always been: on the other side. " * 3)
        + paragraph("We waited.", '<w:ind w:left="567" w:right="567"/>')
        + paragraph("We went.", '<w:pStyle w:val="a1"/>')
        + f"<w:tbl><w:tr><w:tc>{paragraph('Lamps')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    )
    word = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>", "word/styles.xml": styles}
    reading = read_bytes(packed(word), "quay.docx")
    assert marked(reading) == {"quotation": ["We waited.", "We went."]}
    assert reading.text.endswith("Lamps | 12\n")


def test_front_matter_of_markdown() -> None:
    """What stands between dashes before a text tells of it, and is no text."""
    reading = read_bytes(b'---\ntitle: "Lamps"\nauthor: Anna Tell\ndate: 1888-03-01\n---\n\nIt was late.\n', "lamps.md")
    assert reading.text == "It was late.\n"
    assert reading.told == {"title": "Lamps", "author": "Anna Tell", "year": "1888"}


def test_word_and_epub() -> None:
    """A note of a Word file stands behind its paragraph; chapters of an EPUB stand in the order of the spine."""
    word = read_bytes(packed(DOCX), "quay.docx")
    assert word.text == "The Quay\n\nIt was late.[1]\n\n[1] By an hour.\n"
    assert [m.kind for m in word.marks] == ["heading", "note"]
    book = read_bytes(packed(EPUB), "lamps.epub")
    assert book.text == "First\n\nThe first chapter.\n\nSecond\n\nThe second.\n"
    assert book.told == {"title": "Lamps", "author": "Anna Tell"}


def test_items_of_lists() -> None:
    """An item of a list keeps the sign that a reader sees before it: a browser or Word prints it, the file does not."""
    page = (
        "<html><body><ul><li>The quay.<li><p>The mole.</p></ul><ol><li>Lamps.<li>Oil.</ol><p>Bread.</p></body></html>"
    )
    assert read_bytes(page.encode(), "list.html").text.split("\n\n") == [
        "• The quay.", "• The mole.", "1. Lamps.", "2. Oil.", "Bread.\n",
    ]  # fmt: skip
    styled = '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>The quay.</w:t></w:r></w:p>'
    numbered = (
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>The mole.</w:t></w:r></w:p><w:p><w:r><w:t>Bread.</w:t></w:r></w:p>"
    )
    word = {"word/document.xml": f"<w:document {_W}><w:body>{styled}{numbered}</w:body></w:document>"}
    assert read_bytes(packed(word), "list.docx").text == "• The quay.\n\n• The mole.\n\nBread.\n"


def test_pdf() -> None:
    """Running heads and page numbers of a PDF are left out, its pages kept, its line ends as printed."""
    pages = [
        [
            "THE FERRY OF SELVARA",
            f"On night {n} the ferry was late and all the har-",
            "bour was dark.",
            f"Nobody had lit lamp {n} on the quay, they said,",
            f"and nobody of the crew of boat {n}",
            str(n),
        ]
        for n in ("one", "two", "three", "four", "five")
    ]
    for number, page in enumerate(pages, start=11):
        page[-1] = str(number)
    reading = read_bytes(pdf(pages), "ferry.pdf")
    assert "FERRY OF" not in reading.text
    assert "\n11\n" not in reading.text
    assert "the har-\nbour was dark." in reading.text
    assert len(reading.pages) == 5
    assert reading.remarks == ("running heads and page numbers left out: 10",)


def test_markdown_and_table() -> None:
    """Markdown gives its notes and block quotations; a table gives each quotation its author's voice."""
    reading = read_bytes(b"# Lamps\n\nIt was late.[^1]\n\n> We waited.\n\n[^1]: By an hour.\n", "lamps.md")
    found = marked(reading)
    assert found["heading"] == ["Lamps"]
    assert found["quotation"] == ["We waited."]
    assert [n for n in found["note"] if "By an hour." in n]
    table = read_bytes(b'quote,speaker,title\n"We waited, all of us.",Anna Tell,Lamps\n', "said.csv")
    assert [(m.kind, m.voice) for m in table.marks] == [("quotation", "Anna Tell"), ("citation", "")]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "<!--" + " " * 150_000 + "-->" + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))


def pdf_of(*objects: str) -> bytes:
    """Write a PDF of such objects, the first its catalogue."""
    body, places = "%PDF-1.4\n", []
    for n, inside in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{n} 0 obj\n{inside}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    return f"{body}{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
HOSTILE = {
    "laughs.tei": (f"<!DOCTYPE TEI [{LAUGHS}]><TEI><text>&b11;</text></TEI>".encode(), "entities of its own"),
    "laughs.docx": (packed({"word/document.xml": f'<!DOCTYPE d [{LAUGHS}]><d xmlns="{W}">&b11;</d>'}), "entities of"),
    "laughs.epub": (
        packed(EPUB | {"OEBPS/a.xhtml": f"<!DOCTYPE html [{LAUGHS}]><p>&b11;</p>"}),
        "entities of its own",
    ),
    "outside.epub": (
        packed(EPUB | {"OEBPS/book.opf": EPUB["OEBPS/book.opf"].replace("a.xhtml", "../../etc/passwd")}),
        "points out of the archive",
    ),
    "bombs.docx": (packed({f"a{n}": "0123456789" * 900_000 for n in range(12)}), "unfolds to 12 parts"),
    "deep.tei": (b"<TEI><text>" + b"<div>" * 100_000, "no well-formed XML"),
    "line.csv": (b'text,speaker\n"' + b"a" * 2_100_000 + b'",x\n', "one line has"),
    "xref.pdf": (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 99999999\nstartxref\n5\n%%EOF", "as a PDF"),
    "cycle.pdf": (pdf_of(CATALOGUE, "<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"), "as a PDF"),
    "deep.pdf": (
        pdf_of(CATALOGUE, *(f"<</Type/Pages/Count 1/Kids[{n} 0 R]>>" for n in range(3, 3_000)), "<</Type/Page>>"),
        "as a PDF",
    ),
    "nested.pdf": (
        pdf_of(f"<</Type/Catalog/Pages 2 0 R/X {'[' * 20_000}{']' * 20_000}>>", "<</Type/Pages/Count 0/Kids[]>>"),
        "PDF",
    ),
    "bomb.epub": (packed({"mimetype": "application/epub+zip", "a": "0" * 30_000_000}), "unfolds from"),
    "path.docx": (packed({"../../evil.xml": "x"}), "points out of the archive"),
    "laugh.xml": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "haha">]><TEI>&b;</TEI>', "entities of its own"),
    "torn.docx": (b"PK\x03\x04 and nothing more", "archive is broken"),
    "torn.pdf": (b"%PDF-1.7 and nothing more", "PDF"),
    "line.txt": (b"a" * 2_100_000, "one line has 2,100,000"),
    "picture.txt": (b"\x89PNG\r\n", "a picture"),
    "noise.txt": (bytes(range(256)) * 20, "binary file"),
    "other.xml": (b"<?xml version='1.0'?><feed><a/></feed>", "dhkit reads TEI"),
    "numbers.csv": (b"a,b\n1,2\n", "needed is text"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    """A file that is broken or meant to harm ends in one line that names it."""
    data, message = HOSTILE[name]
    with pytest.raises(ReadingError, match=message) as caught:
        read_bytes(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_huge_file_is_not_loaded(tmp_path: Path) -> None:
    """A file of a gigabyte is refused by its size, before a byte of it is read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # takes no room on the disk
    with pytest.raises(ReadingError, match="1,000,000,000 bytes"):
        read_file(path)


def test_formats_by_content() -> None:
    """What a file is, its first bytes tell better than its name."""
    assert find_format("talk.txt", PAGE.encode()) == "html"
    assert find_format("talk.txt", b"%PDF-1.4") == "pdf"
    assert find_format("talk.txt", TEI.encode()) == "tei"
    assert find_format("talk.md", b"# One") == "markdown"
    assert find_format("talk", b"One <em>two</em>") == "text"
