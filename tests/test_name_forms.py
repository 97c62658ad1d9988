"""Name forms: persons in unlisted spellings, with initials and patronymics, and Russian names in all cases."""

from __future__ import annotations

import pytest
from reading import entry, person

from dhkit.language import parse, pipeline
from dhkit.name_forms import NameForms
from dhkit.persons import Persons
from dhkit.text import normalise

ENTRIES = (
    person("Orlovsky, Platon", "Платон Орловский", "Орловский", note="historian"),
    entry("person", "Yudin, Nikolai", "Nikolai Yudin", "N. V. Yudin", "Yudin", family="Yudin"),
    entry("person", "Yudin, Pavel", "Pavel Yudin", family="Yudin"),
    person("Zhelev-Ovsienko, Lev"),
    person("Zoriev, Alexander", "Aleksandr Zoriev"),
    person("Beginn, Ivan", "Бегин"),
    person("Smyth, Ada Mary"),
    entry("person", "Carver, Edward", "Edward Carver", family="Carver"),
    person("Marks, Karl", "Маркс"),
    person("Krasavskaya, Vera", "Красавская"),
    entry("person", "Koba", "Koba"),
    entry("group", "Beaconists", "Beaconists", "маяковцы"),
    entry("event", "Night of Lamps", "Night of Lamps", "Ночь фонарей"),
    entry("place", "Zarechnoe", "Zarechnoe", "Заречное"),
    entry("place", "Zorieff", "Zorieff"),
)
FORMS = NameForms(ENTRIES)
NLP = pipeline(ENTRIES)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], entity) for start, end, entity in FORMS.find(text)]


def names(text: str) -> list[tuple[str, str]]:
    return [(e.text, e.id_) for e in next(parse([text], NLP)).ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlovskii spoke, then Orlovskij.", [("Orlovskii", "orlovsky-platon"), ("Orlovskij", "orlovsky-platon")]),
        ("ORLOVSKII left.", [("ORLOVSKII", "orlovsky-platon")]),
        ("They read Orlovskii's book.", [("Orlovskii", "orlovsky-platon")]),
        ("Comrade Orlovskiy, Mr. Orlovskiy", [("Orlovskiy", "orlovsky-platon")] * 2),
        ("Plato Orlovskii and Platon Ivanovich Orlovsky.",
         [("Plato Orlovskii", "orlovsky-platon"), ("Platon Ivanovich Orlovsky", "orlovsky-platon")]),
        ("P. Orlovskii, P.I. Orlovsky", [("P. Orlovskii", "orlovsky-platon"), ("P.I. Orlovsky", "orlovsky-platon")]),
        ("Lev Zhelev-Ovsiyenko", [("Lev Zhelev-Ovsiyenko", "zhelev-ovsienko-lev")]),
        ("Alexandre Zor'ev fell.", [("Alexandre Zor'ev", "zoriev-alexander")]),
        ("Vera Krasavskaia, W. Krasavskaja",
         [("Vera Krasavskaia", "krasavskaya-vera"), ("W. Krasavskaja", "krasavskaya-vera")]),
    ],
)  # fmt: skip
def test_spellings_and_given_names(text: str, expected: list[tuple[str, str]]) -> None:
    """A Russian person is found in any usual spelling, with given names, initials or a patronymic, in capitals too."""
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maria Orlovskii was nobody.",
        "Anna Orlovsky stood beside him.",
        "K. Orlovskii wrote.",
        "Smith and Smythe came.",
        "Marx wrote.",
        "Begin with it; they begin.",
        "Cobha and Cobа left.",
        "Orlovsky spoke to Platon Orlovsky.",
    ],
)
def test_what_is_nobodys(text: str) -> None:
    """Another given name, an English name spelt alike, an ordinary word and a listed form are not found by rule."""
    assert [] == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yudin", [("Yudin", "yudin-nikolai")]),
        ("Iudin left.", [("Iudin", "yudin-nikolai")]),
        ("Pavel Iudin left.", [("Pavel Iudin", "yudin-pavel")]),
        ("Paul Yudin left.", [("Paul Yudin", "yudin-pavel")]),
        ("N. V. Iudin left.", [("N. V. Iudin", "yudin-nikolai")]),
        ("N. K. Iudin left.", []),
    ],
)
def test_two_of_one_name(text: str, expected: list[tuple[str, str]]) -> None:
    """Of two with one family name the given name tells; alone it is his whom the file lists by it alone."""
    assert expected == names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. Smyth", [("A. Smyth", "smyth-ada-mary")]),
        ("A.M. Smyth", [("A.M. Smyth", "smyth-ada-mary")]),
        ("E. Carver", []),
        ("Edward Carver", []),
    ],
)
def test_initials_of_others(text: str, expected: list[tuple[str, str]]) -> None:
    """Anybody has initials; one initial tells only of a person whose family name alone would tell too."""
    assert expected == found(text)


def test_a_listed_form_wins() -> None:
    """A form that another entry lists is that entry's, whatever the rules would make of it."""
    assert [("Zorieff", "zorieff")] == names("Zorieff")
    assert [("Zoriew", "zoriev-alexander")] == names("Zoriew")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Видели Орловского.", [("Орловского", "orlovsky-platon")]),
        (
            "Платону Орловскому и П. И. Орловским",
            [("Платону Орловскому", "orlovsky-platon"), ("П. И. Орловским", "orlovsky-platon")],
        ),
        ("После Ночи фонарей маяковцев нет.", [("Ночи фонарей", "night-of-lamps"), ("маяковцев", "beaconists")]),
        ("Маяковец и Красавской", [("Маяковец", "beaconists"), ("Красавской", "krasavskaya-vera")]),
        ("Юдину и Николая Юдина", [("Юдину", "yudin-nikolai"), ("Николая Юдина", "yudin-nikolai")]),
        ("В Заречном", [("Заречном", "zarechnoe")]),
        ("Орловская ушла.", []),
    ],
)
def test_russian_text(text: str, expected: list[tuple[str, str]]) -> None:
    """A Russian sentence gives the keys of an English one, in all cases, even for a name listed in Latin alone."""
    assert expected == names(text)


def test_one_form_of_two_is_nobodys() -> None:
    """A case form that two entries could claim is left out."""
    twins = NameForms([entry("place", "Velm", "Вельм"), entry("place", "Velma", "Вельма")])

    assert "Вельме" not in twins.russian()
    assert "velma" == twins.russian()["Вельмой"]
    both = NameForms([person("Orlovsky, Platon", "Орловский"), entry("place", "Orlovskoe", "Орловское")])
    assert [] == list(both.find("Об Орловском"))
    assert ["Орловским" in both.russian(), "Орловскому" in both.russian()] == [False, False]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Platon Or-\nlovskii wrote.", "Platon Orlovskii"),
        ("Platon\nOrlovskii wrote.", "Platon Orlovskii"),
        ("P.\n I. Orlovskii wrote.", "P. I. Orlovskii"),
        ("Lev Zhelev-\nOvsiyenko wrote.", "Lev Zhelev-Ovsiyenko"),
        ("Видели Орлов-\nского.", "Орловского"),
        ("Ночи\nфонарей", "Ночи фонарей"),
    ],
)
def test_line_ends_inside_a_name(source: str, expected: str) -> None:
    """A name torn by a line end is whole before the rules see it, its own hyphen kept."""
    assert [expected] == [name for name, _ in names(normalise(source).clean)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Orlovskii, P. I.", "orlovsky-platon"), ("Plato Orlovskij", "orlovsky-platon"), ("Orlovskij, Anna", None)],
)
def test_authors_are_found_alike(name: str, expected: str | None) -> None:
    """Who is cited in an unlisted spelling is the person of the file, unless his first name is another."""
    known = Persons(ENTRIES).find(name)

    assert expected == (known.entity if known else None)
