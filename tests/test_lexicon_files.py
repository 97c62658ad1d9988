"""Reading word lists: a corpus's own lists lie over the general ones, and a slip in a list is told with its line."""

from __future__ import annotations

import csv
from collections import Counter
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


# The authority file


# The general authority file, beneath every corpus's own

FIELDS = ["entity", "label", "kind", "family", "aliases", "wikidata", "note", "source"]
RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
CORPUS_FOLDERS = [
    SHIPPED / "russian_revolution",
    *sorted(path.parent for path in RAW.glob("*/lexicons/authority.csv")),
]


def test_the_general_file_is_in_order() -> None:
    """The general file has every column, is sorted by key, and each row has a label, a known form and a source."""
    with (SHIPPED / "authority.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    keys = [row["entity"] for row in rows]

    assert reader.fieldnames == FIELDS
    assert keys == sorted(set(keys))
    assert [] == [r["entity"] for r in rows if not (r["label"] and r["aliases"] and r["note"] and r["source"])]
    assert [] == [r["entity"] for r in rows if any(value != value.strip() for value in r.values())]


def test_the_general_file_has_no_persons() -> None:
    """It holds what is the same in any set of sources: groups, places, bodies, and the great events."""
    assert {"event", "group", "organisation", "place"} == {e.kind for e in read_authority([SHIPPED]).values()}


def test_no_form_of_the_general_file_is_claimed_twice() -> None:
    """A form belongs to one entry only, and stands there once."""
    forms = Counter(alias for entry in read_authority([SHIPPED]).values() for alias in entry.aliases)

    assert [] == [form for form, times in forms.items() if times > 1]


@pytest.mark.parametrize("folder", CORPUS_FOLDERS, ids=lambda folder: folder.parent.name + "/" + folder.name)
def test_the_general_file_agrees_with_a_corpus(folder: Path) -> None:
    """An entry that a corpus's file has too is of the same kind there, and no form leads to another entry of it."""
    general, own = read_authority([SHIPPED]), read_authority([folder])
    forms: dict[str, set[str]] = {}
    for entry in own.values():
        for name in entry.names:
            forms.setdefault(name, set()).add(entry.entity)

    assert [] == [key for key in general.keys() & own.keys() if general[key].kind != own[key].kind]
    assert [] == [
        (alias, entry.entity, *sorted(forms[alias]))
        for entry in general.values()
        for alias in entry.aliases
        if alias in forms and entry.entity not in forms[alias]
    ]


@pytest.mark.parametrize(
    ("form", "entity"),
    [
        ("anarchist", "anarchists"),
        ("Frenchmen", "french"),
        ("Magyar", "hungarians"),
        ("Leningrad", "petrograd"),
        ("U.S.S.R.", "soviet-union"),
        ("Third International", "comintern"),
        ("the Left", "the-left"),
        ("The Times", "the-times"),
        ("Royalists", "royalists"),
        ("liberals", None),
        ("socialist", None),
        ("Soviet", None),
        ("Times", None),
        ("Nice", None),
    ],
)
def test_what_the_general_file_knows(form: str, entity: str | None) -> None:
    """It knows names under the key that every corpus uses, and no ordinary words."""
    assert entity == next((e.entity for e in read_authority([SHIPPED]).values() if form in e.aliases), None)


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
