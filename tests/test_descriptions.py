"""Descriptions: speakers who are described, not named."""

from __future__ import annotations

import re

import pytest
from reading import read

from dhkit.descriptions import describe, description_pattern, indefinite_pattern
from dhkit.names import OTHER, PERSON


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("an old weaver", "old weaver"),
        ("the weavers", "weavers"),
        ("a Velm shopkeeper", "Velm shopkeeper"),
        ("his mother", "mother"),
        ("Brandt's mother", "Brandt's mother"),
        ("the report's author", "report's author"),
        ("one of the policemen", "policeman"),
        ("one of the historians", "historian"),
        ("another of his friends", "friend"),
        ("a few of the delegates", "delegates"),
        ("the very old blue weaver", "old blue weaver"),
    ],
)
def test_label(phrase: str, label: str) -> None:
    """A label has no article and three words at most; one of several whom the lexicon knows is told in the singular."""
    assert label == describe(phrase).label


@pytest.mark.parametrize(
    ("phrase", "sort"),
    [
        ("an old weaver", "person"),
        ("some policemen", "person"),
        ("the Council", "body"),
        ("the committees", "body"),
        ("the armies", "body"),
        ("the branches", "person"),  # no noun of the lexicon: any noun will do
        ("the historian", "scholar"),
        ("one of the biographers", "scholar"),
        ("an author", "scholar"),
        ("the report's author", "person"),  # not who is cited
        ("the pamphlet", "text"),
        ("its statutes", "text"),
        ("the stories", "text"),
        ("the Velm Gazette", "named"),
        ("the Velm gazette", "text"),
    ],
)
def test_sort(phrase: str, sort: str) -> None:
    """The lexicon's nouns, singular or plural, tell bodies, scholars and writings; capitals throughout a proper name."""
    assert sort == describe(phrase).sort


@pytest.mark.parametrize(
    ("phrase", "definite"),
    [
        ("the weaver", True), ("his mother", True), ("these workers", True), ("a weaver", False), ("an army", False),
        ("one of the delegates", False), ("another of his friends", False), ("any weaver", False),
        ("some policemen", False), ("several of the dyers", False), ("many of the dyers", False),
    ],
)  # fmt: skip
def test_definite(phrase: str, definite: bool) -> None:
    """An article or possessive points to somebody told before; one of several, and any, does not."""
    assert definite == describe(phrase).definite


NAME, PLACE = PERSON * 6, OTHER * 4


@pytest.mark.parametrize(
    ("phrase", "described"),
    [
        ("a weaver", "a weaver"),
        ("an old weaver", "an old weaver"),
        ("the very old weaver", "the very old weaver"),
        ("his mother", "his mother"),
        ("another of his friends", "another of his friends"),
        ("a few of the delegates", "a few of the delegates"),
        ("the weavers' leader", "the weavers' leader"),
        (f"{NAME}'s mother", f"{NAME}'s mother"),
        (f"the {PLACE} shopkeeper", f"the {PLACE} shopkeeper"),
        ("the weaver of the Mill Lane", "the weaver"),
        ("an old weaver, who was there,", "an old weaver"),
        ("a weaver who had come from afar", "a weaver"),
    ],
)
def test_pattern(phrase: str, described: str) -> None:
    """An article, up to three words and a noun describe somebody; what belongs to the noun is passed over."""
    match = re.fullmatch(description_pattern(), phrase)

    assert match is not None
    assert described == match["described"]


@pytest.mark.parametrize(
    "phrase", ["he", "weavers", "every weaver", "the following", "the weaver and the dyer", "a quickly"]
)
def test_no_description(phrase: str) -> None:
    """A pronoun, a bare noun, an adverb and two people describe no single speaker."""
    assert not re.fullmatch(description_pattern(), phrase)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("one argued", "one"), ("Others say", "Others"), ("some of them say", "some of them"),
        ("someone said", None), ("nobody said", None), ("they said", None),
    ],
)  # fmt: skip
def test_indefinite(text: str, pronoun: str | None) -> None:
    """*One*, *another*, *others* and their like stand for somebody unnamed."""
    match = re.match(rf"{indefinite_pattern()}(?=\s)", text)

    assert pronoun == (match.group() if match else None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ('"The looms are ours," said an old weaver.', "old weaver"),
        ('"The looms are ours," Brandt\'s mother said.', "Brandt's mother"),
        ('A Velm shopkeeper said: "The looms are ours."', "Velm shopkeeper"),
    ],
)
def test_painted_names_come_back(text: str, label: str) -> None:
    """A description holds the names as printed, though patterns see them painted over."""
    cue = read(text).cue

    assert cue is not None
    assert cue.description is not None
    assert label == cue.description.label


@pytest.mark.parametrize("phrase", ["The As", "the the", "as", "an", "of the"])
def test_words_that_are_no_noun_break_nothing(phrase: str) -> None:
    """A phrase without a noun is described by its last word: a slip in a document never stops the work."""
    assert describe(phrase).label
