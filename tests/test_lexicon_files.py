"""Reading word lists: a corpus's own lists lie over the general ones, and a slip in a list is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhkit.authority import read_authority
from dhkit.documents import Corpus, CorpusError
from dhkit.lexicons import (
    SHIPPED,
    KnownWork,
    lexicon_folders,
    read_events,
    read_frames,
    read_works,
    reporting_phrases,
    reporting_verbs,
)


def corpus(folder: Path, *lexicons: str) -> Corpus:
    return Corpus(name="ferry", title="Ferry", folder=folder, search=(folder,), lexicons=lexicons, documents=())


def put(folder: Path, file: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding=encoding, newline="")
    return folder


# Folders


def test_own_lists_come_after_general_ones(tmp_path: Path) -> None:
    """The lists for every corpus come first, then those of corpus.toml in its order: the last has the last word."""
    (tmp_path / "mine").mkdir()

    assert [SHIPPED, SHIPPED / "russian_revolution", tmp_path / "mine"] == lexicon_folders(
        corpus(tmp_path, "russian_revolution", "mine")
    )


def test_a_folder_beside_the_corpus_goes_before_a_shipped_one(tmp_path: Path) -> None:
    """A historian's own folder is taken even where one of the same name ships with dhkit."""
    (tmp_path / "russian_revolution").mkdir()

    assert [SHIPPED, tmp_path / "russian_revolution"] == lexicon_folders(corpus(tmp_path, "russian_revolution"))


def test_unknown_folder_is_answered_with_known_ones(tmp_path: Path) -> None:
    """A folder that is nowhere is named, with those that ship and the place for one's own."""
    with pytest.raises(
        CorpusError, match=r"'atlantis', which is not there\. Shipped with dhkit: .*russian_revolution.*beside"
    ):
        lexicon_folders(corpus(tmp_path, "atlantis"))


# The other lists


def test_works_keep_their_order(tmp_path: Path) -> None:
    """The editor's works are read in file order, general ones first; a column left out is empty."""
    one = put(tmp_path / "1", "works.csv", 'authors,title,year\n"Tell, Anna",Ropes,1974\n')
    two = put(tmp_path / "2", "works.csv", 'authors,title,speaker\n"Fesk, Lidia",Ledger,Kadran\n')

    assert [
        KnownWork("Tell, Anna", "Ropes", "1974", "", "", ""),
        KnownWork("Fesk, Lidia", "Ledger", "", "", "", "Kadran"),
    ] == read_works([one, two])


def test_no_list_is_an_empty_list(tmp_path: Path) -> None:
    """A folder without one of the lists adds nothing to it."""
    assert ({}, [], {}, {}) == (
        read_authority([tmp_path]),
        read_works([tmp_path]),
        read_frames([tmp_path]),
        read_events([tmp_path]),
    )


@pytest.mark.parametrize(("polarity", "expected"), [("-1", -1), ("0", 0), ("1", 1)])
def test_frames(polarity: str, expected: int, tmp_path: Path) -> None:
    """A descriptor's frame and value are read by its lemma."""
    folder = put(tmp_path, "frames.csv", f"lemma,part,frame,polarity,note\nfarce,noun,comedy,{polarity},\n")

    assert ("noun", "comedy", expected) == tuple(
        getattr(read_frames([folder])["farce"], name) for name in ("part", "frame", "polarity")
    )


@pytest.mark.parametrize("polarity", ["", "2", "-", "good", "+1"])
def test_polarity_is_one_of_three(polarity: str, tmp_path: Path) -> None:
    """A value that is not -1, 0 or 1 is refused with file and line."""
    folder = put(tmp_path, "frames.csv", f"lemma,part,frame,polarity,note\nfarce,noun,comedy,{polarity},\n")
    with pytest.raises(CorpusError, match=r"frames\.csv, line 2: polarity .* is not allowed; allowed are -1, 0 and 1"):
        read_frames([folder])


def test_events(tmp_path: Path) -> None:
    """An event's nouns and cues are parted at bars."""
    folder = put(tmp_path, "events.csv", "entity,nouns,cues\nlantern-night,night | lanterns,lamp|ferry|\n")
    event = read_events([folder])["lantern-night"]

    assert (("night", "lanterns"), ("lamp", "ferry")) == (event.nouns, event.cues)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("wrote", "write"),
        ("notes", "note"),
        ("replied", "reply"),
        ("told", "tell"),
        ("argued", "argue"),
        ("say", "say"),
    ],
)
def test_reporting_verbs(form: str, lemma: str) -> None:
    """Every form of a verb that introduces reported words leads to the verb."""
    assert lemma == reporting_verbs()[form]


def test_reporting_phrases_come_longest_first() -> None:
    """A longer phrase is tried before one that it begins with."""
    phrases = reporting_phrases()

    assert [len(p) for p in phrases] == sorted((len(p) for p in phrases), reverse=True)
    assert "according to" in phrases
    assert len(phrases) == len(set(phrases))
