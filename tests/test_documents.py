"""Corpus and documents: what is read is what the file holds, and every fault of a corpus is told in one clear line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dhkit.cli import main
from dhkit.documents import (
    Corpus,
    CorpusError,
    DocumentMissing,
    check_present,
    find_document,
    read_corpus,
    read_document,
)

TEXT = "The Late Ferry\n\nAnna Tell called it “a comedy”.\n"

MANIFEST = """\
title = "Ferry: one page on a late one"
search = [".", "elsewhere"]

[[documents]]
key = "ferry"
file = "ferry.txt"
sha256 = "{sha256}"
author = "Keller, Nadia"
title = "The Late Ferry"
year = 2006
language = "en"
layout = "essay"
rights = "written for this test"
encoding = "utf-8"
"""

SECOND = """
[[documents]]
key = "lamps"
file = "lamps.txt"
sha256 = "{sha256}"
title = "Lamps"
layout = "essay"
"""


def put(folder: Path, data: bytes | str = TEXT, manifest: str = MANIFEST, *, file: str = "ferry.txt") -> Path:
    """Put a corpus of one document into a folder: its manifest, with the right checksum, and its file."""
    data = data.encode("utf-8") if isinstance(data, str) else data
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(data)
    manifest = manifest.replace("{sha256}", hashlib.sha256(data).hexdigest())
    (folder / "corpus.toml").write_text(manifest, encoding="utf-8", newline="\n")
    return folder


def changed(old: str, new: str) -> str:
    """Give the manifest with one thing changed."""
    assert old in MANIFEST
    return MANIFEST.replace(old, new)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Give a data/raw folder whose corpus "ferry" was built before: some tables stand in data/processed/ferry."""
    (tmp_path / "data" / "processed" / "ferry").mkdir(parents=True)
    (tmp_path / "data" / "processed" / "ferry" / "voices.csv").write_text("built before\n", encoding="utf-8")
    (tmp_path / "data" / "raw" / "ferry").mkdir(parents=True)
    return tmp_path / "data" / "raw"


def corpus(raw: Path, data: bytes | str = TEXT, manifest: str = MANIFEST) -> Corpus:
    return read_corpus(put(raw / "ferry", data, manifest))


# Good documents


def test_a_corpus_is_as_described(raw: Path) -> None:
    """Every field of corpus.toml is read; the corpus is named after its folder."""
    read = corpus(raw)
    source = read.documents[0]

    assert ("ferry", "Ferry: one page on a late one") == (read.name, read.title)
    assert (raw / "ferry", raw / "ferry" / "elsewhere") == read.search
    assert ("Keller, Nadia", "The Late Ferry", 2006, "essay") == (
        source.author,
        source.title,
        source.year,
        source.layout,
    )


@pytest.mark.parametrize(
    ("field", "line", "expected"),
    [
        ("author", 'author = "Keller, Nadia"\n', ""),
        ("year", "year = 2006\n", None),
        ("language", 'language = "en"\n', "en"),
        ("rights", 'rights = "written for this test"\n', ""),
        ("encoding", 'encoding = "utf-8"\n', "utf-8"),
    ],
)
def test_fields_that_may_be_left_out(field: str, line: str, expected: object, raw: Path) -> None:
    """Author, year, language, rights and encoding may be left out; each has a plain meaning then."""
    assert expected == getattr(corpus(raw, manifest=changed(line, "")).documents[0], field)


@pytest.mark.parametrize(
    ("author", "voice"),
    [("Keller, Nadia", "keller-nadia"), ("", "author-of-ferry"), ("Щукин, Яков", "shchukin-iakov")],
)
def test_author_is_a_voice(author: str, voice: str, raw: Path) -> None:
    """The author speaks under a key of the name; one who is not named is told by the document."""
    assert voice == corpus(raw, manifest=changed("Keller, Nadia", author)).documents[0].voice


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "utf-8"),
        ("Один\r\nдва\r", "koi8-r"),
        ("He said “wait”…", "windows-1252"),
        ("Паром\n", "utf-16"),
        ("  odd\u00a0spaces \n\n\n", "utf-8"),
        ("\ufeffmarked", "utf-8"),
    ],
)
def test_text_is_as_in_the_file(text: str, encoding: str, raw: Path) -> None:
    """The text is what the bytes say in the declared encoding: line ends, blanks and marks as they are."""
    read = corpus(raw, text.encode(encoding), changed('encoding = "utf-8"', f'encoding = "{encoding}"'))

    assert text == read_document(read, read.documents[0]).text


def test_folders_are_searched_in_order(raw: Path) -> None:
    """A file is taken from the first folder of `search` that has it."""
    read = corpus(raw)
    put(raw / "ferry" / "elsewhere", "another")
    assert raw / "ferry" / "ferry.txt" == find_document(read, read.documents[0])
    (raw / "ferry" / "ferry.txt").unlink()

    assert raw / "ferry" / "elsewhere" / "ferry.txt" == find_document(read, read.documents[0])


def test_a_file_may_lie_in_a_folder_below(raw: Path) -> None:
    """A file name may have folders in it, as long as it stays inside."""
    read = read_corpus(put(raw / "ferry", manifest=changed('"ferry.txt"', '"1911/ferry.txt"'), file="1911/ferry.txt"))

    assert TEXT == read_document(read, read.documents[0]).text


def test_all_missing_files_are_told_at_once(raw: Path) -> None:
    """Whoever fetches documents is told all that are missing in one line, and into which folder to put them."""
    read = corpus(raw, manifest=MANIFEST + SECOND)
    (raw / "ferry" / "ferry.txt").unlink()
    with pytest.raises(DocumentMissing) as missing:
        check_present(read)

    assert f"ferry.txt, lamps.txt. Put the files into {raw / 'ferry'}." in str(missing.value)


def test_present_files_are_not_missed(raw: Path) -> None:
    """Where every file is there, nothing is asked for."""
    check_present(corpus(raw))


# Faults, as the command tells them


def take_away(folder: Path) -> None:
    put(folder)
    (folder / "ferry.txt").unlink()


def link_outside(folder: Path) -> None:
    put(folder)
    (folder / "ferry.txt").rename(folder.parent / "outside.txt")
    (folder / "ferry.txt").symlink_to(folder.parent / "outside.txt")


def link_folder_outside(folder: Path) -> None:
    put(folder, manifest=changed('"ferry.txt"', '"inside/ferry.txt"'))
    (folder.parent / "outside").mkdir()
    (folder / "ferry.txt").rename(folder.parent / "outside" / "ferry.txt")
    (folder / "inside").symlink_to(folder.parent / "outside")


def manifest_in_latin(folder: Path) -> None:
    put(folder)
    (folder / "corpus.toml").write_bytes('title = "Fähre"'.encode("latin-1"))


def no_manifest(folder: Path) -> None:
    put(folder.parent / "lanterns")


def manifest(text: str) -> Callable[[Path], None]:
    return lambda folder: put(folder, manifest=text) and None


def document(data: bytes | str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda folder: put(folder, data, changed('encoding = "utf-8"', f'encoding = "{encoding}"')) and None


FAULTS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    # the file
    "missing": (take_away, ["corpus ferry", "not on this machine", "ferry.txt", "Put the files into", "raw/ferry"]),
    "wrong checksum": (
        manifest(changed("{sha256}", "ab" * 32)),
        [
            "ferry.txt",
            "sha256",
            hashlib.sha256(TEXT.encode()).hexdigest(),
            "ab" * 32,
            "Fetch the file again",
            "corpus.toml",
        ],
    ),
    "not utf-8": (
        document(b"The F\xe4hre was late."),
        ["ferry.txt", "byte 5", "is not utf-8", "encoding in corpus.toml", "windows-1252"],
    ),
    "not ascii": (document(TEXT, "ascii"), ["ferry.txt", "byte 36", "is not ascii"]),
    "unknown encoding": (document(TEXT, "utf-ate"), ["ferry.txt", "unknown encoding 'utf-ate'", "utf-8, windows-1252"]),
    "no encoding of text": (document(TEXT, "hex"), ["ferry.txt", "'hex'", "utf-8"]),
    "encoding that decodes nothing": (document(TEXT, "undefined"), ["ferry.txt", "undefined", "utf-8"]),
    "empty": (document(b""), ["ferry.txt is empty", "corpus.toml"]),
    "blank": (document(" \n\t\r\n"), ["ferry.txt is empty"]),
    "binary": (document(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ["ferry.txt is a binary file", "plain text", "save"]),
    "PDF": (document(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), ["ferry.txt", "PDF"]),
    # the entry
    "unknown profile": (
        manifest(changed('"essay"', '"epic"')),
        [
            "document ferry",
            "'epic'",
            "does not exist",
            "article, book, compilation, essay, faq, newspaper, notes, quotations, transcript",
            "corpus.toml",
        ],
    ),
    "path up": (
        manifest(changed('"ferry.txt"', '"../lanterns/ferry.txt"')),
        ["corpus.toml, document 1 (ferry)", "'../lanterns/ferry.txt'", "leaves the corpus folder", "`search`"],
    ),
    "path up and down": (manifest(changed('"ferry.txt"', '"a/../../ferry.txt"')), ["leaves the corpus folder"]),
    "absolute path": (
        manifest(changed('"ferry.txt"', '"/etc/hostname"')),
        ["'/etc/hostname'", "leaves the corpus folder"],
    ),
    "link": (link_outside, ["ferry.txt is a link that leaves", "raw/ferry", "Put the file itself there"]),
    "linked folder": (link_folder_outside, ["inside/ferry.txt is a link that leaves"]),
    "field missing": (
        manifest(changed('layout = "essay"\n', "")),
        ["document 1 (ferry)", "layout is missing", "key, file, sha256, title, layout"],
    ),
    "field empty": (manifest(changed('"The Late Ferry"', '""')), ["document 1 (ferry)", "title is missing"]),
    "key missing": (manifest(changed('key = "ferry"\n', "")), ["corpus.toml, document 1:", "key is missing"]),
    "unknown field": (
        manifest(changed("author =", "auther =")),
        ["document 1 (ferry)", "unknown field auther", "Allowed are", "author"],
    ),
    "year as text": (manifest(changed("2006", '"2006"')), ["(ferry)", "year = '2006'", "a whole number"]),
    "year and a half": (manifest(changed("2006", "2006.5")), ["(ferry)", "year = 2006.5", "a whole number"]),
    "year as truth": (manifest(changed("2006", "true")), ["(ferry)", "year = True", "a whole number"]),
    "author as number": (manifest(changed('"Keller, Nadia"', "1911")), ["author = 1911", "text in quotation marks"]),
    "several authors": (manifest(changed('"Keller, Nadia"', '["Keller", "Tell"]')), ["author = ['Keller', 'Tell']"]),
    "key with blanks": (manifest(changed('key = "ferry"', 'key = "The Ferry"')), ["'The Ferry'", "try 'the-ferry'"]),
    "key with a colon": (manifest(changed('key = "ferry"', 'key = "ferry:1"')), ["'ferry:1'", "'ferry-1'"]),
    # the manifest
    "no documents": (
        manifest('title = "Ferry"\n'),
        ["corpus.toml lists no documents", "[[documents]]", "key, file, sha256, title, layout"],
    ),
    "documents empty": (manifest("documents = []\n"), ["lists no documents"]),
    "same key twice": (
        manifest(MANIFEST + SECOND.replace("lamps", "ferry")),
        ["corpus.toml", "two documents have the key 'ferry'", "a key of its own"],
    ),
    "broken TOML": (
        manifest(changed('title = "The Late Ferry"', 'title = "The Late Ferry')),
        ["corpus.toml cannot be read as TOML", "line 9", "data/raw/sample/corpus.toml"],
    ),
    "manifest not utf-8": (manifest_in_latin, ["corpus.toml cannot be read as TOML", "utf-8"]),
    "no manifest": (no_manifest, ["raw/ferry/corpus.toml is not there", "corpora in", "lanterns"]),
    "search is no list": (manifest(changed('[".", "elsewhere"]', '"."')), ["corpus.toml", "search"]),
    "search is a number": (manifest(changed('[".", "elsewhere"]', "5")), ["corpus.toml", "search"]),
    "search is empty": (manifest(changed('[".", "elsewhere"]', "[]")), ["corpus.toml", "search"]),
    "documents is no list": (manifest('documents = "ferry.txt"\n'), ["corpus.toml", "[[documents]]"]),
    "document is no table": (manifest('documents = ["ferry.txt"]\n'), ["corpus.toml", "[[documents]]"]),
    "one pair of brackets": (manifest(changed("[[documents]]", "[documents]")), ["corpus.toml", "[[documents]]"]),
    "unknown field above": (manifest(changed("search =", "serach =")), ["corpus.toml", "serach", "search"]),
    # the lists
    "unknown lexicons": (
        manifest('lexicons = ["atlantis"]\n' + MANIFEST),
        ["corpus.toml", "lexicon folder 'atlantis'", "Shipped with dhkit: russian_revolution", "beside corpus.toml"],
    ),
    "lexicons is no list": (manifest('lexicons = "russian_revolution"\n' + MANIFEST), ["corpus.toml", "lexicons"]),
}


@pytest.mark.parametrize(("prepare", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_in_one_line(
    prepare: Callable[[Path], None], words: list[str], raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault ends the command with code 2 and one line of what, where, what is allowed and what to do."""
    prepare(raw / "ferry")
    code = main(["build", str(raw / "ferry")])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n")), told
    assert [] == [word for word in ["dhkit: ", *words] if word not in told], told


@pytest.mark.parametrize("prepare", [prepare for prepare, _ in FAULTS.values()], ids=FAULTS)
def test_a_fault_costs_no_tables(prepare: Callable[[Path], None], raw: Path) -> None:
    """After a fault the tables of the last build are untouched, and no half-written folder lies beside them."""
    processed = raw.parent / "processed"
    prepare(raw / "ferry")
    assert main(["build", str(raw / "ferry")]) == 2

    assert ["ferry"] == [path.name for path in processed.iterdir()]
    assert ["built before\n"] == [path.read_text(encoding="utf-8") for path in (processed / "ferry").iterdir()]


@pytest.mark.parametrize(
    ("lexicon", "data", "words"),
    [
        (
            "authority.csv",
            'entity,label,kind,family,aliases,wikidata,note\ntell,"Tell, Anna",preson,Tell,,,\n',
            ["authority.csv, line 2", "kind 'preson'", "person, organisation, group, place, event, work"],
        ),
        ("authority.csv", "entity,label,kind\n,Tell,person\n", ["authority.csv, line 2", "entity and label"]),
        (
            "frames.csv",
            "lemma,part,frame,polarity,note\nfarce,noun,comedy,bad,\n",
            ["frames.csv, line 2", "'bad'", "-1, 0"],
        ),
        ("frames.csv", "lemma,part,frame\nfarce,noun,comedy\n", ["frames.csv", "polarity", "lemma"]),
        ("events.csv", "entity,nouns\nnight,night\n", ["events.csv", "cues", "entity"]),
        ("works.csv", b"authors,title\nG\xe4nger,Lamps\n", ["works.csv", "utf-8"]),
        ("authority.csv", b"entity,label,kind\ntell,T\xe4ll,person\n", ["authority.csv", "utf-8"]),
    ],
)
def test_a_fault_of_a_word_list(
    lexicon: str, data: str | bytes, words: list[str], raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word list that cannot be read ends the command like any fault: file, line, what is wrong, what is allowed."""
    put(raw / "ferry", manifest='lexicons = ["lists"]\n' + MANIFEST)
    put(raw / "ferry" / "lists", data, "", file=lexicon)
    code = main(["build", str(raw / "ferry")])
    told = capsys.readouterr().err

    assert (2, 1) == (code, told.count("\n")), told
    assert [] == [word for word in words if word not in told], told


def test_faults_are_errors_to_catch(raw: Path) -> None:
    """A missing document is told apart from other faults, and both are caught as one."""
    take_away(raw / "ferry")
    read = read_corpus(raw / "ferry")

    with pytest.raises(DocumentMissing):
        read_document(read, read.documents[0])
    assert issubclass(DocumentMissing, CorpusError)
