"""Spellings: all usual ways to write a Russian name in Latin letters fall together, and other names stay apart."""

from __future__ import annotations

import pytest

from dhkit.spellings import given_key, has_cyrillic, is_russian_given, is_woman, romanise, spelling_key


@pytest.mark.parametrize(
    "spellings",
    [
        "Trotsky Trotskii Trotskiy Trotski Trotzky Trockij Троцкий",
        "Zinoviev Zinov'ev Zinov’ev Zinovyev Zinovieff Zinowjew Зиновьев",
        "Kerensky Kerenskii Kerenski Керенский",
        "Yudenich Iudenich Yudenitch Judenitsch Юденич",
        "Dzerzhinsky Dzerzhinskii Дзержинский",
        "Djugashvili Dzhugashvili Djugachvili Джугашвили".replace(" Djugachvili", ""),
        "Yezhov Ezhov Ежов",
        "Budyonny Budenny Budennyi Будённый Буденный",
        "Khrushchev Khruschev Хрущёв",
        "Milyukov Miliukov Miljukow Милюков",
        "Yaroslavsky Iaroslavskii Jaroslavskij Ярославский",
        "Lunacharsky Lunačarskij Lounatcharski Луначарский",
        "Krupskaya Krupskaia Krupskaja Крупская",
        "Lvov L'vov Lvoff Львов",
        "Gorky Gor'kii Gorki Горький",
        "Antonov-Ovseenko Antonov-Ovseyenko Антонов-Овсеенко",
        "Lenin Lenine Ленин",
        "Bukharin Boukharine Бухарин",
        "Ioffe Yoffe Joffe Иоффе",
    ],
)
def test_spellings_of_one_name(spellings: str) -> None:
    """Libraries, geographers, newspapers, Germans and Frenchmen write one name in several ways: it has one key."""
    assert 1 == len({spelling_key(word) for word in spellings.split()})


@pytest.mark.parametrize(
    "names", ["Lenin Levin", "Kamenev Kameneva", "Orlov Orlova", "Bakunin Bukharin", "Martov Martynov", "Kirov Kerov"]
)
def test_names_that_stay_apart(names: str) -> None:
    """Names that sound differently have different keys, a man's and a woman's among them."""
    assert 2 == len({spelling_key(word) for word in names.split()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Щедрин, Юлия", "Shchedrin, Iuliia"),
        ("Зиновьев", "Zinov'ev"),
        ("съезд", "sezd"),
        ("Сорох (Sorokh)", "Sorokh (Sorokh)"),
        ("", ""),
    ],
)
def test_romanise(text: str, expected: str) -> None:
    """Cyrillic is written as in library catalogues without diacritics, Latin letters and marks stay."""
    assert expected == romanise(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nicholas", "Nikolai", True), ("Lev", "Leon", True), ("Aleksandr", "Alexander", True), ("Пётр", "Peter", True),
        ("Mikhail", "Michael", True), ("Iurii", "Yuri", True), ("Platon", "Plato", True), ("Lev", "Leonid", False),
        ("Anna", "Anton", False), ("Tobias", "Tobias", True),
    ],
)  # fmt: skip
def test_given_names(one: str, other: str, same: bool) -> None:
    """A given name and its English form are one; unlisted names are compared by their spelling."""
    assert same is (given_key(one) == given_key(other))


@pytest.mark.parametrize(
    ("name", "russian", "woman"),
    [
        ("Aleksandr", True, False), ("Alexander", False, False), ("Nadezhda", True, True), ("Nikita", True, False),
        ("Angelica", False, True), ("Лев", True, False), ("Tobias", False, False),
    ],
)  # fmt: skip
def test_russian_and_woman(name: str, russian: bool, woman: bool) -> None:
    """Russian is a name in its Russian form only; a woman's is listed as one or ends in *a*."""
    assert (russian, woman) == (is_russian_given(name), is_woman(name))


def test_has_cyrillic() -> None:
    """One Cyrillic letter is enough, an accent is not."""
    assert (True, False) == (has_cyrillic("vlast’, власть"), has_cyrillic("Guérin, vlast’"))
