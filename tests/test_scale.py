"""Long books: what is done for each word, and held at once, does not grow with the book.

Nothing is timed: steps are counted, or the peak of memory is held against that of half the book. The figures of time are
those of `benchmarks/long.py`.
"""

from __future__ import annotations

import hashlib
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from long_book import write_book

from dhkit import echoes, shelves, speakers
from dhkit.build import build_corpus
from dhkit.contained import Phrases
from dhkit.document_tables import Lists, build_document
from dhkit.documents import CorpusError, Document, read_corpus, read_document
from dhkit.echoes import Echoes
from dhkit.language import parse, pipeline
from dhkit.persons import Persons
from dhkit.references import Reference
from dhkit.shelves import Shelf
from dhkit.topics import Topics


def make_corpus(folder: Path, words: int) -> Path:
    """Write a long book and its corpus.toml; lists and rules alone read it, so that the model is not measured."""
    folder.mkdir()
    book = write_book(words).encode()
    (folder / "book.txt").write_bytes(book)
    (folder / "corpus.toml").write_text(
        'title = "Long"\npipeline = "none"\n[[documents]]\nkey = "book"\nfile = "book.txt"\n'
        f'sha256 = "{hashlib.sha256(book).hexdigest()}"\nauthor = "Vane, Margaret"\ntitle = "Harbours"\n'
        'year = 1888\nlayout = "book"\n',
        encoding="utf-8",
    )
    return folder


def count_calls(patched: pytest.MonkeyPatch, owner: Any, name: str, counts: Counter[str]) -> None:
    """Have each call of a function, or of a method of a class, counted."""
    function = getattr(owner, name)

    def call(*args: Any, **kwargs: Any) -> Any:
        counts[name] += 1
        return function(*args, **kwargs)

    patched.setattr(owner, name, call)


def test_a_book_is_invented_the_same_way() -> None:
    """The same length and seed give the same book; another seed another one."""
    assert write_book(500) == write_book(500) != write_book(500, seed=2)
    assert 500 <= len(write_book(500).split()) < 1_000


@pytest.mark.parametrize("names", [10, 1_000])
def test_more_names_are_no_more_work(names: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is held to the names that begin with its own words, however many others there are."""
    text = "Anna Tell saw the lamps of Selvara, and Anna Lorn did not. " * 20
    phrases = Phrases(["Anna Tell", "Selvara", *(f"Agata{n} Tell" for n in range(names))])
    counts: Counter[str] = Counter()
    count_calls(monkeypatch, phrases, "_stands_alone", counts)
    assert len(list(phrases.find(text))) == counts["_stands_alone"] == 40


def test_a_title_meets_each_book_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a work is cited, its title is held to each other title once."""
    counts: Counter[str] = Counter()
    count_calls(monkeypatch, shelves, "same_title", counts)
    shelf = Shelf(Persons([]))
    for _ in range(10):
        for n in range(30):
            shelf.put(Reference("footnote", (f"Tell{n}, Anna",), f"Lamps of the Harbour of Kerem {n}"))
    assert len(shelf.books) == 30
    assert counts["same_title"] <= 30 * 30


def test_quotations_are_not_held_to_all_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quotation is compared with those that share its words."""
    counts: Counter[str] = Counter()
    count_calls(monkeypatch, echoes.fuzz, "partial_ratio", counts)
    said: Echoes[int] = Echoes()
    for n in range(500):
        said.hear(f"harbour{n} lantern{n} keeper{n} and the ferry{n} of the winter{n} that was late{n}", n)
    words = "lantern7 keeper7 and the ferry7 of the winter7 who was late7"
    assert said.find(words, 8) == 7
    assert counts["partial_ratio"] <= 5


def read_book(folder: Path, words: int) -> tuple[Document, Lists]:
    """Write a long book, and read it with its lists."""
    corpus = read_corpus(make_corpus(folder, words))
    return read_document(corpus, corpus.documents[0]), Lists.of(corpus)


def test_a_book_twice_as_long_is_twice_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a book twice as long, each block costs as many steps of the loops that once compared everything with all."""
    steps: list[dict[str, float]] = []
    for words in (5_000, 10_000):
        document, lists = read_book(tmp_path / str(words), words)
        counts: Counter[str] = Counter()
        with monkeypatch.context() as patched:
            for owner, name in ((Phrases, "_stands_alone"), (Topics, "_read"), (speakers, "fold")):
                count_calls(patched, owner, name, counts)
            built = build_document(document, lists)
        assert len(counts) == 3
        steps.append({name: n / len(built.rows["blocks"]) for name, n in counts.items()})
    half, whole = steps
    assert all(whole[name] < 1.5 * half[name] for name in half)


def test_memory_grows_no_faster_than_the_book(tmp_path: Path) -> None:
    """A book twice as long needs about twice the memory."""
    peaks = []
    for words in (1_000, 4_000, 8_000):  # the first leaves what is read once
        document, lists = read_book(tmp_path / str(words), words)
        list(parse([""], lists.nlp))
        tracemalloc.start()
        try:
            build_document(document, lists)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[2] < 2.3 * peaks[1]


def test_the_model_reads_a_chapter_at_a_time() -> None:
    """Texts are asked for as they are read, however long they are: the model never holds a book at once."""
    asked = 0

    def texts() -> Any:
        nonlocal asked
        for _ in range(20):
            asked += 1
            yield "The lamps were late. " * 1_000

    docs = parse(texts(), pipeline((), "none"))
    next(docs)
    assert asked <= 6


def test_a_huge_document_is_not_loaded(tmp_path: Path) -> None:
    """A document of a gigabyte, on one line, ends a build in one line."""
    folder = make_corpus(tmp_path / "huge", 500)
    with (folder / "book.txt").open("wb") as file:
        file.truncate(1_000_000_000)  # takes no room on the disk
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError) as caught:
            build_corpus(folder)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert "1,000,000,000 bytes" in str(caught.value)
    assert "\n" not in str(caught.value)
