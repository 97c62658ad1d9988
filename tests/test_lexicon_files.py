"""Reading word lists: a corpus's own lists lie over the general ones, and a slip in a list is told with its line."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dhkit.documents import Corpus, CorpusError
from dhkit.lexicons import (
    SHIPPED,
    Authority,
    KnownWork,
    lexicon_folders,
    needs_article,
    read_authority,
    read_events,
    read_frames,
    read_works,
    reporting_phrases,
    reporting_verbs,
)

AUTHORITY = "entity,label,kind,family,aliases,wikidata,note\n"


def corpus(folder: Path, *lexicons: str) -> Corpus:
    return Corpus(name="ferry", title="Ferry", folder=folder, search=(folder,), lexicons=lexicons, documents=())


def put(folder: Path, file: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding=encoding, newline="")
    return folder


def entry(label: str = "Tell, Anna", kind: str = "person", aliases: tuple[str, ...] = (), note: str = "") -> Authority:
    return Authority("key", label, kind, "", aliases, "", note)


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


def test_authority_is_sorted_and_whole(tmp_path: Path) -> None:
    """Every column of a row is read, aliases are parted at bars, blanks around them fall; entries come by key."""
    rows = (
        '"tell","Tell, Anna ",person,Tell,Анна Телль | A. Tell|,Q7,historian; born 1921\nduma,Duma,organisation,,,,\n'
    )
    read = read_authority([put(tmp_path, "authority.csv", AUTHORITY + rows)])

    assert ["duma", "tell"] == list(read)
    assert (
        Authority("tell", "Tell, Anna", "person", "Tell", ("Анна Телль", "A. Tell"), "Q7", "historian; born 1921")
        == read["tell"]
    )


def test_later_rows_replace_earlier_ones(tmp_path: Path) -> None:
    """A corpus's own row takes the place of the general row with its key; the others stay."""
    general = put(tmp_path / "1", "authority.csv", AUTHORITY + "tell,Tell,person,,,,\nquill,Quill,person,,,,\n")
    own = put(tmp_path / "2", "authority.csv", AUTHORITY + '"tell","Tell, Anna",person,,,,\n')
    read = read_authority([general, own])

    assert {"quill": "Quill", "tell": "Tell, Anna"} == {key: e.label for key, e in read.items()}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "tell,Tell,preson,,,,",
            r"line 2: kind 'preson' is not allowed; allowed are person, organisation, group, place",
        ),
        ("tell,Tell,,,,,", "line 2: kind ''"),
        (",Tell,person,,,,", "line 2: entity and label must not be empty"),
        ("tell,,person,,,,", "line 2: entity and label must not be empty"),
        ('duma,Duma,organisation,,,,"a\nremark"\ntell,Tell,Person,,,,', "line 4: kind 'Person'"),
        ("\n\ntell,Tell,ship,,,,", "line 4: kind 'ship'"),
    ],
)
def test_slips_are_told_with_their_line(row: str, message: str, tmp_path: Path) -> None:
    """A slip names the file and the line as an editor counts it, remarks over two lines and empty lines counted."""
    with pytest.raises(CorpusError, match=rf"authority\.csv, {message}"):
        read_authority([put(tmp_path, "authority.csv", f"{AUTHORITY}{row}\n")])


def test_the_same_key_twice_in_one_list(tmp_path: Path) -> None:
    """Two rows of one key in one file are a slip: one of them would be lost in silence."""
    rows = '"tell","Tell, Anna",person,,,,\n"tell","Tell, Jonas",person,,,,\n'
    with pytest.raises(CorpusError, match=r"authority\.csv, line 3: .*'tell'"):
        read_authority([put(tmp_path, "authority.csv", AUTHORITY + rows)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lists_saved_by_a_spreadsheet(encoding: str, line_end: str, tmp_path: Path) -> None:
    """A list reads alike as saved by an editor or by a spreadsheet, with its mark at the start and its line ends."""
    text = (AUTHORITY + "теле,Телль,person,,,,\n").replace("\n", line_end)

    assert ["теле"] == list(read_authority([put(tmp_path, "authority.csv", text, encoding)]))


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (entry(), ("Anna Tell",)),
        (entry("Tell"), ("Tell",)),
        (entry(aliases=("Анна Телль", "Anna Tell")), ("Anna Tell", "Анна Телль")),
        (entry("Kerem (place)", "place", ("Kerem",)), ("Kerem",)),
        (entry("Lantern Night, the", "event"), ()),
    ],
)
def test_names_in_a_text(given: Authority, names: tuple[str, ...]) -> None:
    """A person is known by the full name and the aliases, anything else by its aliases only; none comes twice."""
    assert names == given.names


@pytest.mark.parametrize(
    ("note", "role"), [("historian; check the date", "historian"), ("captain", "captain"), ("; doubtful", ""), ("", "")]
)
def test_role_is_the_note_without_remarks(note: str, role: str) -> None:
    """What follows a semicolon is a remark for editors and no part of the role."""
    assert role == entry(note=note).role


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("group", "the Reds", True),
        ("group", "the dockers", False),
        ("group", "Reds", False),
        ("group", "the Blue Sashes", False),
        ("organisation", "the Diet", False),
    ],
)
def test_needs_article(kind: str, name: str, expected: bool) -> None:
    """Only a group whose name is one capitalised word with its article is told by the article."""
    assert expected is needs_article(entry("x", kind), name)


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


def test_the_general_file_has_no_persons_or_events() -> None:
    """It holds what is the same in any set of sources: groups, places and bodies."""
    assert {"group", "organisation", "place"} == {e.kind for e in read_authority([SHIPPED]).values()}


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
