"""Table laws of the lexicons: what holds of every row, whoever edits the files.

The column `aliases` of the authority file lists the forms that are matched, but for those that follow by rule
(`name_forms`): the label is not matched unless it is listed. That is how the event "Kronstadt" and the place "Kronstadt" can have one name each.
"""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dhkit.slips import find_slips

LEXICONS = Path(__file__).resolve().parents[1] / "src" / "dhkit" / "lexicons"
AUTHORITY = "russian_revolution/authority.csv"

HEADERS = {
    AUTHORITY: ["entity", "label", "kind", "family", "aliases", "wikidata", "note", "source"],
    "frames.csv": ["lemma", "part", "frame", "polarity", "note", "source"],
    "frame_set.csv": ["frame", "definition"],
    "reporting.csv": ["lemma", "forms", "construction", "note"],
    "given_names.csv": ["name", "forms", "english", "sex"],
    "common_words.csv": ["word", "n"],
}
KINDS = {"person", "organisation", "group", "place", "event", "work"}

# Forms that may belong to two entities, each with the reason. Empty on purpose: the code takes one entity per form.
DECLARED_COLLISIONS: dict[str, set[str]] = {}

# Entities that are only topics of characterisations: their usual wordings contain other names, so nothing is matched.
WITHOUT_ALIASES = {"bolshevik-regime", "rise-of-stalin"}

# Names that English (or Russian) prose writes in lower case. Plurals in -s need not be repeated.
LOWER_CASE_NAMES = set(
    """
    anarchist anarcho-communist anarchist-communist anarcho-syndicalist anarcho-syndicalistic bolshevik communist
    conciliationist cossack defencist defensist fascist leninist liquidator marxist menshevik monarchist
    social-democrat socialist-revolutionaries stalinist syndicalist triumvirate trotskyist white-guard
    civil-war collectivisation collectivization dekulakisation dekulakization glasnost perestroika prodrazverstka
    prodrazvyorstka subbotnik terror-famine
    fabzavkomy factory-committee glavki kombed kombedy pre-parliament
    """.split()
)

# The events of layer x of the annotation guide, in its words.
GUIDE_EVENTS = {
    "October Revolution",
    "February Revolution",
    "Russian Revolution",
    "1905 Revolution",
    "Civil War",
    "July Days",
    "Kornilov affair",
    "Constituent Assembly dissolution",
    "Brest-Litovsk",
    "Kronstadt",
    "Red Terror",
    "War Communism",
    "NEP",
    "Split of 1903",
    "Rise of Stalin",
    "Collectivisation",
    "Great Terror",
    "Bolshevik regime",
    "First World War",
    "Second World War",
}


def rows(name: str) -> list[dict[str, str]]:
    with (LEXICONS / name).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def forms(cell: str) -> list[str]:
    return cell.split("|") if cell else []


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_file_form(name: str) -> None:
    """A lexicon is UTF-8 without a byte order mark, with LF line ends and a last one, and has the declared header."""
    data = (LEXICONS / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    with (LEXICONS / name).open(encoding="utf8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == HEADERS[name]
    assert {len(row) for row in table} == {len(HEADERS[name])}


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_cells_are_clean(name: str) -> None:
    """No cell or form has white space at its ends or doubled inside, typographic quotation marks, or is not NFC."""
    wrong = []
    for row in rows(name):
        for column, cell in row.items():
            parts = forms(cell) if column in {"aliases", "forms"} else [cell]
            for part in parts:
                clean = " ".join(unicodedata.normalize("NFC", part).split())
                if part != clean or re.search("[‘’“”⟦⟧]", part) or (not part and cell):
                    wrong.append((column, cell))
    assert not wrong


def test_authority_is_sorted_with_unique_keys() -> None:
    """The authority file is sorted by kind, then entity; a key occurs once and is a lower-case ASCII slug."""
    keys = [(row["kind"], row["entity"]) for row in rows(AUTHORITY)]
    assert keys == sorted(keys)
    entities = [entity for _, entity in keys]
    assert [key for key, n in Counter(entities).items() if n > 1] == []
    assert [key for key in entities if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_authority_kinds_and_size() -> None:
    """Every kind of the guide occurs and no other, and there are at least 250 entries."""
    table = rows(AUTHORITY)
    assert {row["kind"] for row in table} == KINDS
    assert len(table) >= 250


def test_labels_are_unique_and_sources_given() -> None:
    """Two entries of one kind never have the same label, and every entry says where it comes from."""
    table = rows(AUTHORITY)
    labels = Counter((row["kind"], row["label"]) for row in table)
    assert [label for label, n in labels.items() if n > 1] == []
    assert [row["entity"] for row in table if not row["label"] or not row["note"] or not row["source"]] == []


def test_an_alias_names_one_entity() -> None:
    """A form belongs to one entity, except the declared collisions, and is listed once."""
    owners: dict[str, set[str]] = {}
    for row in rows(AUTHORITY):
        aliases = forms(row["aliases"])
        assert len(aliases) == len(set(aliases)), row["entity"]
        for alias in aliases:
            owners.setdefault(alias, set()).add(row["entity"])
    assert {alias: who for alias, who in owners.items() if len(who) > 1} == DECLARED_COLLISIONS


def test_every_entity_can_be_found() -> None:
    """Every entity has at least one form, except those that are only topics of characterisations."""
    assert {row["entity"] for row in rows(AUTHORITY) if not row["aliases"]} == WITHOUT_ALIASES


def test_no_everyday_lower_case_alias() -> None:
    """A single word in lower-case Latin letters is an alias only if declared: it would match everyday prose."""
    wrong = []
    for row in rows(AUTHORITY):
        for alias in forms(row["aliases"]):
            single = alias.isascii() and " " not in alias and alias == alias.lower()
            if single and not {alias, alias.removesuffix("s")} & LOWER_CASE_NAMES:
                wrong.append(alias)
    assert wrong == []


def test_words_that_context_decides_are_not_aliases() -> None:
    """Words that name a thing only in their context, and months, are left to the code."""
    banned = set(
        """
        October February Revolution Party Soviet Soviets Congress Conference Government State Left Right Red White
        May March April June July August Will Price Strong Snow Read Keep Hill Day White Ward Cook Conquest
        Tsar Czar Tsarist Opposition Committee Commissariat International Terror War Revolutionary
        """.split()
    ) | {"the Revolution", "the Party"}
    found = [(a, r["entity"]) for r in rows(AUTHORITY) for a in forms(r["aliases"]) if a in banned]
    assert found == []


def test_labels_of_persons() -> None:
    """A person's label is "Family, Given" with the family name of its column first, or a single or regnal name."""
    for row in rows(AUTHORITY):
        if row["kind"] != "person":
            continue
        family, comma, given = row["label"].partition(", ")
        assert row["family"] == family, row["label"]
        if comma:
            assert given, row["label"]
        else:
            assert row["label"] in forms(row["aliases"]), row["label"]


def test_surname_alone() -> None:
    """Where two persons have one family name, at most one of them is meant by the name alone."""
    alone: Counter[str] = Counter()
    for row in rows(AUTHORITY):
        if row["kind"] == "person" and row["family"] in forms(row["aliases"]):
            alone[row["family"]] += 1
    assert [family for family, n in alone.items() if n > 1] == []


def test_wikidata() -> None:
    """A Wikidata id has the form Q and digits, and stands for one entity only."""
    ids = [row["wikidata"] for row in rows(AUTHORITY) if row["wikidata"]]
    assert [q for q in ids if not re.fullmatch(r"Q\d+", q)] == []
    assert [q for q, n in Counter(ids).items() if n > 1] == []


def test_guide_events_are_there() -> None:
    """Every event that the annotation guide lists for characterisations is an event with that very label."""
    labels = {row["label"] for row in rows(AUTHORITY) if row["kind"] == "event"}
    assert GUIDE_EVENTS - labels == set()


@pytest.mark.parametrize(
    ("alias", "entity"),
    [
        ("Leon Trotsky", "trotsky-leon"),
        ("Троцкий", "trotsky-leon"),
        ("Koba", "stalin-joseph"),
        ("Djugashvili", "stalin-joseph"),
        ("Leningrad", "petrograd"),
        ("Communist Party", "bolshevik-party"),
        ("Kronstadt", "kronstadt-place"),
        ("Kronstadt rebellion", "kronstadt"),
        ("Treaty of Brest-Litovsk", "brest-litovsk"),
        ("civil war", "civil-war"),
        ("Left SRs", "left-srs"),
        ("October insurrection", "october-revolution"),
    ],
)
def test_well_known_forms(alias: str, entity: str) -> None:
    """Well-known forms lead to the entity that every reader expects."""
    assert [r["entity"] for r in rows(AUTHORITY) if alias in forms(r["aliases"])] == [entity]


def test_frame_set() -> None:
    """The set of frames has unique names, each with a one-sentence definition."""
    table = rows("frame_set.csv")
    names = [row["frame"] for row in table]
    assert len(names) == len(set(names))
    assert [r["frame"] for r in table if not re.fullmatch(r"[A-Z][^.]*\.", r["definition"])] == []


def test_frames() -> None:
    """Descriptors are sorted, unique by lemma and part, with a declared frame, a polarity and a known note."""
    table = rows("frames.csv")
    keys = [(row["lemma"], row["part"]) for row in table]
    assert keys == sorted(set(keys))
    assert {row["part"] for row in table} == {"noun", "adjective", "phrase"}
    assert {row["frame"] for row in table} == {row["frame"] for row in rows("frame_set.csv")}
    assert {row["polarity"] for row in table} == {"-1", "0", "1"}
    notes = {note for row in table for note in row["note"].split()}
    assert notes <= {"classifying", "framing", "generic", "deed", "trait", "loose"}
    assert len(table) >= 350


def test_classifying_words_are_neutral() -> None:
    """A word that only classifies is an adjective of the frame `other` with polarity 0."""
    for row in rows("frames.csv"):
        if row["note"] == "classifying":
            assert (row["part"], row["frame"], row["polarity"]) == ("adjective", "other", "0"), row["lemma"]


def test_framing_nouns() -> None:
    """A framing noun, which names an event by a judgement and needs no link to its name, is a noun."""
    framing = [row for row in rows("frames.csv") if row["note"] == "framing"]
    assert {row["part"] for row in framing} == {"noun"}
    assert {"coup", "insurrection", "seizure of power", "uprising"} <= {row["lemma"] for row in framing}


def test_reporting() -> None:
    """Reporting words are sorted and unique, with a known construction; a verb's first form is its lemma."""
    table = rows("reporting.csv")
    lemmas = [row["lemma"] for row in table]
    assert lemmas == sorted(set(lemmas))
    assert {row["construction"] for row in table} == {"verb", "phrase"}
    for row in table:
        assert row["forms"], row["lemma"]
        assert len(forms(row["forms"])) == len(set(forms(row["forms"]))), row["lemma"]
        if row["construction"] == "verb" and " " not in row["lemma"]:
            assert forms(row["forms"])[0] == row["lemma"]
        if re.search(r"\bX\b", row["forms"]):
            assert "X stands for the speaker" in row["note"], row["lemma"]


def test_given_names_are_sorted_and_clear() -> None:
    """Given names are sorted and unique, a form means one name, and the sex is told."""
    table = rows("given_names.csv")
    names = [row["name"] for row in table]
    assert names == sorted(set(names))
    own = Counter(form.casefold() for row in table for form in (row["name"], *forms(row["forms"])))
    assert [form for form, n in own.items() if n > 1] == []
    assert {row["sex"] for row in table} == {"m", "f"}


def test_common_words_are_ordinary() -> None:
    """Common words are sorted and unique, in small letters, and none is listed as a lower-case name on purpose."""
    words = [row["word"] for row in rows("common_words.csv")]
    assert words == sorted(set(words))
    assert [word for word in words if not re.fullmatch(r"[a-z]{3,}", word)] == []


@pytest.mark.parametrize("name", [AUTHORITY, "../../../data/raw/sample/lexicons/authority.csv"])
def test_authority_has_no_slips(name: str) -> None:
    """The authority files that ship with dhkit pass their own check."""
    assert find_slips([LEXICONS / name]) == []
