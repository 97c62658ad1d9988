"""Inflections: the forms in which a Russian sentence has a name."""

from __future__ import annotations

import pytest
from test_layers import loaded_after

from dhkit.inflections import inflect, nominatives


@pytest.mark.parametrize(
    ("name", "woman", "expected"),
    [
        ("Орлов", False, "Орлова Орлову Орловым Орлове"),
        ("Сорох", False, "Сороха Сороху Сорохом Сорохе"),
        ("Мартов", False, "Мартова Мартову Мартовым Мартове"),
        ("Юденич", False, "Юденича Юденичу Юденичем Юдениче"),
        ("Берия", False, "Берии Берию Берией"),
        ("Ягода", False, "Ягоды Ягоде Ягоду Ягодой"),
        ("Бренко", False, ""),
        ("Седых", False, ""),
        ("Крупская", True, "Крупской Крупскую"),
        ("Орлова", True, "Орловой Орлову"),
        ("Коллонтай", True, ""),
        ("Будённый", False, "Будённого Будённому Будённым Будённом Буденный Буденного Буденному Буденным Буденном"),
        ("Антонов-Овсеенко", False, "Антонова-Овсеенко Антонову-Овсеенко Антоновым-Овсеенко Антонове-Овсеенко"),
        ("Бонч-Бруевич", False, "Бонч-Бруевича Бонч-Бруевичу Бонч-Бруевичем Бонч-Бруевиче"),
    ],
)
def test_family_names(name: str, woman: bool, expected: str) -> None:
    """A family name bends by the dictionary or by its ending; a woman's only if its ending is a woman's."""
    assert expected.split() == list(inflect(name, kind="person", woman=woman)[1:])


@pytest.mark.parametrize(
    ("name", "woman", "expected"),
    [
        ("Лев Орлов", False, ["Льва Орлова", "Льву Орлову", "Львом Орловым", "Льве Орлове"]),
        ("Л. Д. Орлов", False, ["Л. Д. Орлова", "Л. Д. Орлову", "Л. Д. Орловым", "Л. Д. Орлове"]),
        ("Вера Коллонтай", True, ["Веры Коллонтай", "Вере Коллонтай", "Веру Коллонтай", "Верой Коллонтай"]),
    ],
)
def test_full_names(name: str, woman: bool, expected: list[str]) -> None:
    """Given name and family name stand in one case, initials stay."""
    assert expected == list(inflect(name, kind="person", woman=woman)[1:])


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Ночь фонарей", "event", ["Ночи фонарей", "Ночью фонарей"]),
        ("Портовый комитет", "organisation",
         ["Портового комитета", "Портовому комитету", "Портовым комитетом", "Портовом комитете"]),
        ("Красная гвардия", "organisation",
         ["Красной гвардии", "Красную гвардию", "Красной гвардией"]),
        ("Сельвара", "place", ["Сельвары", "Сельваре", "Сельвару", "Сельварой"]),
        ("Нью-Йорк", "place", ["Нью-Йорка", "Нью-Йорку", "Нью-Йорком", "Нью-Йорке"]),
        ("НЭП", "event", ["НЭПа", "НЭПу", "НЭПом", "НЭПе"]),
        ("ЦК", "organisation", []),
        ("РКП(б)", "organisation", []),
    ],
)  # fmt: skip
def test_phrases(name: str, kind: str, expected: list[str]) -> None:
    """The head and its adjectives agree, what follows stays; capitals bend only if they can be spoken."""
    assert expected == list(inflect(name, kind=kind)[1:])


@pytest.mark.parametrize(
    ("name", "kind", "some", "never"),
    [
        ("казаки", "group", ["казаков", "казак", "казаку", "Казаки", "Казаков"], ["казакый"]),
        ("левые эсеры", "group", ["левых эсеров", "левым эсерам", "левый эсер", "Левые эсеры"], ["левых эсеры"]),
        ("русские", "group", ["русского", "русской", "русскими", "Русский"], []),
        ("революция 1917 года", "event", ["революции 1917 года", "Революцией 1917 года"], []),
        ("осада", "event", ["осады", "Осаду"], []),
    ],
)
def test_numbers_and_capitals(name: str, kind: str, some: list[str], never: list[str]) -> None:
    """Groups have a singular, adjectives all genders; a name in small letters may begin a sentence."""
    forms = inflect(name, kind=kind)

    assert [] == [form for form in some if form not in forms]
    assert [] == [form for form in never if form in forms]


@pytest.mark.parametrize(
    ("word", "nominative", "woman"),
    [
        ("Подвойского", "подвойский", False), ("Сороху", "сорох", False), ("Льву", "лев", False),
        ("Крупской", "крупская", True), ("Орловым", "орлов", False), ("Давидовичу", "давидович", False),
    ],
)  # fmt: skip
def test_nominatives(word: str, nominative: str, woman: bool) -> None:
    """From a case form the way leads back to the name."""
    assert nominative in nominatives(word, woman=woman)


def test_a_womans_name_is_no_mans() -> None:
    """The wife's name does not lead to the husband's."""
    assert "троцкий" not in nominatives("Троцкая")


def test_dictionary_comes_with_the_first_name() -> None:
    """Neither importing the module nor a text without Cyrillic loads the dictionary."""
    english = (
        "from dhkit.language import parse, pipeline; from dhkit.authority import Authority; "
        "a = Authority('orlov', 'Orlov, Platon', 'person', 'Orlov', ('Orlov', 'Орлов'), '', ''); "
        "d = next(parse(['Platon Orloff spoke.'], pipeline((a,)))); assert d.ents"
    )

    assert "pymorphy3" not in loaded_after(english)
    assert "pymorphy3" in loaded_after(english.replace("Platon Orloff spoke", "Орлова"))
