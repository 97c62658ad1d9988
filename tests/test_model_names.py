"""Model names: what a model takes for names, judged by the places of a whole document."""

from __future__ import annotations

import re

import pytest
import spacy
from reading import person, read
from spacy.tokens import Doc, Span

from dhkit.language import MODEL
from dhkit.model_names import ModelName, find_model_names, join_names, other_names
from dhkit.names import Name
from dhkit.persons import Persons

NLP = spacy.blank("en")
KINDS = {"P": "person", "L": "place", "O": "organisation", "G": "group", "E": "event", "W": "work"}


def passage(marked: str) -> Doc:
    """Make a parsed text from one with marks, like `[P Ada Voss] met the [O Council]`."""
    text, spans = "", []
    for piece in re.split(r"(\[[PLOGEW] [^\]]+\])", marked):
        if match := re.fullmatch(r"\[([PLOGEW]) ([^\]]+)\]", piece):
            spans.append((len(text), len(text) + len(match[2]), KINDS[match[1]]))
            text += match[2]
        else:
            text += piece
    doc = NLP(text)
    doc.spans[MODEL] = [doc.char_span(a, b, label=kind, alignment_mode="expand") for a, b, kind in spans]
    return doc


def judged(*marked: str) -> list[tuple[str, str]]:
    """Give (surface, kind) of each name that is kept, in order."""
    return [(n.surface, n.kind) for here in find_model_names([passage(m) for m in marked]) for n in here]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("They met [P Comrade Voss] there.", ["Voss"]),
        ("They met [P General Ada Voss's] men.", ["Ada Voss"]),
        ("They met [P Voss, Kester and Brandt].", ["Voss", "Kester", "Brandt"]),
        ("They met [O the Council of Weavers].", ["Council of Weavers"]),
        ("They met [O of the Weavers' Council].", ["Weavers' Council"]),
        ("They met (as [P Ruth Voss)say] so).", ["Ruth Voss"]),
        ("They met [P O. Brandt] there.", ["O. Brandt"]),
        ("They met at [L Velm,] later.", ["Velm"]),
        ("Under the [L Ardanian regime] they wove.", ["Ardanian"]),
        ("Under the [O Ardanian government] they wove.", ["Ardanian government"]),
        ("They met the [P Minister of Dyes] there.", []),
        ("They left [O General Looms] there.", ["General Looms"]),
        ("They met [P Kester IV.--Brandt] there, then Brandt.", ["Kester IV", "Brandt"]),
        ("They met the [O Weavers]--all of them.", ["Weavers"]),
    ],
)
def test_the_name_alone(marked: str, expected: list[str]) -> None:
    """Article, title, possessive and what hangs behind are no part of a name; a list is several names."""
    assert expected == [surface for surface, _ in judged(marked)]


@pytest.mark.parametrize(
    "marked",
    [
        "In [P H.6.1] they wove.",
        "The [O Government] left.",
        "In [L October] they wove.",
        "[P Hunger] came. There was hunger about.",
        "[P Oversaw] the looms. [P Oversaw] the mills.",
        "Under [P Methods Used] they wove.",
        "They read [W All Power to the Looms] there.",
        "[O AGAINST ITS WEAVERS] they rose.",
        "They met [P Предисловие] there.",
        "THE FALL OF THE [O WEAVERS]. They wove.",
        "PRINTED FOR [O KESTER] AND SON.",
        "The [O New Loom] came: a new loom for all.",
    ],
)
def test_no_name(marked: str) -> None:
    """Numbers, generic bodies, months, words that stand elsewhere without capital, slogans and headings are no names."""
    assert [] == judged(marked)


def test_a_title_in_quotation_marks() -> None:
    """A work is one where quotation marks stand around it."""
    assert [("The Dry Loom", "work")] == judged('They read "[W The Dry Loom]" there.')
    assert [("The Loom War", "work")] == judged('They read "[W The Loom War]" there.')
    assert [("Looms that shook us", "work")] == judged('They read "[W Looms that shook us]" there.')


def test_places_vote_on_the_kind() -> None:
    """A document uses a name in one sense: that of most of its marks."""
    assert {"person"} == {k for _, k in judged("[P Voss] wove.", "[P Voss] left.", "They saw [L Voss] there.")}


def test_a_full_name_speaks_for_its_last_word() -> None:
    """*Hester Voss* in one place makes Voss a person in the others."""
    assert {"person"} == {k for _, k in judged("[P Hester Voss] wove.", "[L Voss] left.", "They saw [L Voss] there.")}


def test_a_title_speaks_for_a_name() -> None:
    """*Madame Voss* in one place makes Voss a person in the others."""
    marked = ("Madame [L Voss] wove.", "[L Voss] left.", "They saw [L Voss] there.")

    assert {"person"} == {k for _, k in judged(*marked)}
    assert {"place"} == {k for _, k in judged("Old [L Voss] burnt.", *marked[1:])}


def test_a_body_may_have_plain_words() -> None:
    """Words that the document prints without a capital are a name where the last tells a kind."""
    assert [("New Committee", "organisation")] == judged("The [O New Committee] met: a new committee of weavers.")


def test_names_listed_together_are_of_one_kind() -> None:
    """A name that stands in a list of persons is one, whatever it is taken for by itself."""
    text = "[P Brandt], [L Voss] and [P Kester] left. [P Brandt] and [L Voss] sang."

    assert {"person"} == {k for _, k in judged(text)}


def test_a_name_is_marked_in_all_its_places() -> None:
    """A name marked in most of its places is marked in all."""
    text = "[P Voss] wove. They saw [P Voss] and [P Voss] again; Voss left, Vossberg did not."

    assert [("Voss", "person")] * 4 == judged(text)


def test_rare_marks_of_a_frequent_word_are_errors() -> None:
    """What is marked in one of many places is not kept."""
    assert [] == judged("[P Loomers] wove. Loomers left. Loomers sang. Loomers ate. Loomers slept. Loomers woke.")


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("They feared the [L Dye Commissariat] there.", "organisation"),
        ("They crossed [P Ardanian Province] there.", "place"),
        ("After the [O Loom Rebellion] they left.", "event"),
        ("They met the [O Spinnerists] there.", "group"),
        ("They met the [L Spinnerist] leaders and the [G Spinnerists].", "group"),
        ("The [P Weft] met. The [P Weft] left. The [P Weft] sang. The [P Weft] wove.", "organisation"),
        ("Then [L Voss] left. [L Voss] sang. [L Voss]'s loom broke. [L Voss] wept.", "person"),
        ("They met [P Ruth Castle] there.", "person"),
        ("They met at [L Velm Castle] there.", "place"),
        ("[L Velms] sang. In [L Velms] they wove. In [G Velms] they met. In [L Velms] they ate.", "place"),
        ("In [L Velm] they met. [L Velm] sang. Near [L Velm] they wove. [L Velm]'s loom broke.", "place"),
    ],
)
def test_the_kind_that_a_name_tells(marked: str, kind: str) -> None:
    """The last word or ending of a name tells its kind, or the words beside its places do."""
    assert kind == judged(marked)[0][1]


def test_persons_join_the_names_of_a_passage() -> None:
    """A person whom the model sees is a name; one told in part is told in full; a listed name stands."""
    model = [ModelName(0, 8, "Ada Voss", "person", 1.0), ModelName(20, 24, "Velm", "place", 1.0)]

    told, listed = Name(0, 8, "Ada Voss", "person", ""), Name(4, 8, "Voss", "person", "voss-ada")
    ada, hester = Persons([person("Voss, Ada")]), Persons([person("Voss, Hester")])

    assert [told] == join_names([], model, ada)
    assert [told] == join_names([Name(4, 8, "Voss", "person", "")], model, ada)
    assert [listed] == join_names([listed], model, ada)
    assert [told] == join_names([Name(4, 8, "Voss", "person", "voss-hester")], model, hester)


def test_other_names() -> None:
    """A word that a document often uses for a place is nobody's family name."""
    often = [[ModelName(0, 4, "Velm", "place", 1.0)]] * 4

    assert frozenset({"Velm"}) == other_names(often)
    assert frozenset() == other_names(often[:2])


def test_a_listed_group_before_a_person() -> None:
    """*The Spinner Voss* is Voss."""
    doc = passage("They met the [P Spinner Voss] there.")
    doc.ents = [Span(doc, 3, 4, label="group")]

    assert [ModelName(21, 25, "Voss", "person", 1.0)] == find_model_names([doc])[0]


def test_a_reading_with_the_shipped_pipeline() -> None:
    """Names that no list has are mentions by the rule model, with keys by kind and name; listed ones keep theirs."""
    text = """
        In 1848 Clara Pellam left Vienna for the Dyers' Academy, and Ada Brandt stayed. "We shall weave again before the
        summer is out, and nobody will stop us," said Pellam.
    """
    mentions = {m.surface: (m.kind, m.entity, m.rule) for m in read(text, pipeline="en_dhkit").rows("mentions")}

    assert ("person", "brandt-ada", "authority") == mentions["Ada Brandt"]
    assert ("place", "place-vienna", "model") == mentions["Vienna"]
    assert "pellam-clara" == mentions["Clara Pellam"][1] == mentions["Pellam"][1]


def keys(text: str) -> dict[str, str]:
    """Give surface → entity of the mentions of a text read with the shipped pipeline."""
    return {m.surface: m.entity for m in read(text, pipeline="en_dhkit").rows("mentions")}


def test_two_persons_of_one_family_name() -> None:
    """A family name that two persons of a document bear is neither's by itself: it is told as that name and no more."""
    found = keys("In 1848 they saw Clara Pellam and Jonas Pellam in Vienna. Later, they say, Pellam went home.")

    assert ("pellam-clara", "pellam-jonas") == (found.get("Clara Pellam"), found.get("Jonas Pellam"))
    assert found.get("Pellam") in (None, "pellam")


def test_initials_are_the_full_name() -> None:
    """*C. Pellam* is Clara Pellam, where nobody else of that initial is named."""
    found = keys("In Velm C. Pellam met Otto Fesk. Clara Pellam was a weaver, they said, and C. Pellam went home.")

    assert "pellam-clara" == found["Clara Pellam"] == found["C. Pellam"]


def test_a_relative_of_a_listed_person() -> None:
    """*Clara Brandt* is not the listed Ada Brandt, whose family name she has."""
    found = keys("Ada Brandt wove in Velm. In 1848 they met Clara Brandt there.")

    assert "brandt-ada" == found["Ada Brandt"]
    assert "brandt-ada" not in (found.get("Clara Brandt"), found.get("Brandt"))


def test_another_language_is_not_read() -> None:
    """The English pipeline is not asked about a document in another language."""
    german = read("Clara Pellam verließ 1848 die Stadt Wien.", language="de", pipeline="en_dhkit")

    assert [] == [m for m in german.rows("mentions") if m.rule == "model"]
