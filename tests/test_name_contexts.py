"""Names of old books: what the words beside a capitalised word tell, and who a wife and a duke are."""

from __future__ import annotations

import pytest
from reading import read
from test_model_names import judged, passage

from dhkit.author_names import bears_surname
from dhkit.authority import Authority
from dhkit.model_names import find_model_names
from dhkit.name_contexts import headed_names, is_second_half, start_of_name, told_kind
from dhkit.short_forms import ShortForms
from dhkit.wives import find_wives, is_titled_woman


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then the Duke of Velm left.", [("Duke of Velm", "person")]),
        ("Then the King of Velm left.", []),
        ("It stood in the Rue de la Cuve, near by.", [("Rue de la Cuve", "place")]),
        ("It stood in the Place du Velm.", [("Place du Velm", "place")]),
        ("It stood in the Faubourg Saint-Orvan.", [("Faubourg Saint-Orvan", "place")]),
        ("Place Velm first.", []),
    ],
)
def test_words_at_the_head(text: str, expected: list[tuple[str, str]]) -> None:
    """A duke is named as a whole, and so is a street; an office is nobody's name."""
    assert [(text[start:end], kind) for start, end, kind in headed_names(text)] == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Then Kester, who wove, left.", "Kester", "person"),
        ("Then Kester hesitated.", "Kester", "person"),
        ("Then General Kester left.", "Kester", "person"),
        ("Then M. Kester left.", "Kester", "person"),
        ("They met at Kester.", "Kester", "place"),
        ("They met at Kester's.", "Kester", ""),
        ("The cloth of Kester faded.", "Kester", ""),
    ],
)
def test_words_beside(text: str, name: str, kind: str) -> None:
    """Verbs and titles tell a person, prepositions a place."""
    start = text.index(name)
    assert told_kind(text, start, start + len(name), monsieur=True) == kind


def test_what_the_pipeline_misses() -> None:
    """A word that one place tells is a name in the others, and in a list beside persons."""
    assert judged("Then Kester, who wove, left.", "They saw Kester there.") == [
        ("Kester", "person"),
        ("Kester", "person"),
    ]
    assert judged("They heard [P Voss], Kester and [P Brandt].") == [
        ("Voss", "person"),
        ("Kester", "person"),
        ("Brandt", "person"),
    ]
    assert judged("Dyeing, who knew it, faded.", "Perhaps Surely went.") == []


def test_who_saw_a_name() -> None:
    """A name that no pipeline marks is not said to be the pipeline's."""
    seen = find_model_names([passage("Then Kester, who wove, left."), passage("They heard [P Voss].")])

    assert [("Kester", False), ("Voss", True)] == [(name.surface, name.seen) for here in seen for name in here]
    mentions = read("Then Hollin, who wove, left.").rows("mentions")
    assert [("Hollin", "context")] == [(m.surface, m.rule) for m in mentions]


def test_names_that_open_sentences() -> None:
    """A name that only opens sentences stands where a verb of what persons do follows."""
    assert judged("[P Kester] hesitated.") == [("Kester", "person")]
    assert judged("[P Kester] of the vat.") == []


def test_particles_and_halves() -> None:
    """The particle behind a title belongs to the name; half of a double name is no place."""
    text = "Then M. de La Cuve left."
    assert text[start_of_name(text, text.index("La")) :].startswith("de La Cuve")
    assert is_second_half("Then Kester-Velm left.", 12)
    assert not is_second_half("Then Velm left.", 5)


def test_wives() -> None:
    """*Madame Voss* is somebody else only where a man of that name is told."""
    assert find_wives(["Madame Voss and M. Voss wove.", "Madame Kester wove. Kester dyed."]) == {"Voss"}
    assert is_titled_woman("Then Madame Voss", 12)
    assert not bears_surname("Voss, Madame")
    assert not bears_surname("Velm, Duke of")
    assert bears_surname("Voss, Anna")


def short_forms(*texts: str) -> list[tuple[str, str]]:
    """Find the short forms of passages in which no body is named in full."""
    finder = ShortForms(texts, [], lambda key: Authority(key, key, "organisation", "", (), "", ""), lambda e: e)
    return [(text[f.start : f.end], f.entity) for text in texts for f in finder.find(text, [])]


def test_bodies_of_one_word() -> None:
    """A head said twice and never in a longer name is a body; once, or with another name about, it is not."""
    assert short_forms("The Convention met.", "Then the Convention rose.") == [
        ("Convention", "organisation-convention"),
        ("Convention", "organisation-convention"),
    ]
    assert short_forms("The Convention met.") == []
    assert short_forms("The Convention met.", "Then the Convention rose.", "A Dyers Convention met.") == []
