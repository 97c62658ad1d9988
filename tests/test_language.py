"""Language: the only door to spaCy, with sentences and the names of the authority file."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from reading import LISTS, WORLD, entry, person

from dhkit.authority import Authority
from dhkit.language import ASSEMBLY, MODEL, parse, pipeline
from dhkit.pipelines import NO_PIPELINE

NLP = pipeline(tuple(LISTS.authority.values()), NO_PIPELINE)


def sentences(text: str) -> list[str]:
    return [s.text.strip() for s in next(parse([text], NLP)).sents]


def names(text: str, *authority: Authority) -> list[tuple[str, str, str]]:
    """Give (words, kind, key) of each name, by the world's authority file or another."""
    doc = next(parse([text], pipeline(authority, NO_PIPELINE) if authority else NLP))
    return [(e.text, e.label_, e.id_) for e in doc.ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt wove. He left.", ["Brandt wove.", "He left."]),
        ("Why did he leave? Nobody knows!", ["Why did he leave?", "Nobody knows!"]),
        ("See p. 4 and vol. 2 of Op. Cit. by Dr. Brandt.", ["See p. 4 and vol. 2 of Op. Cit. by Dr. Brandt."]),
        ("Ф. 11. Оп. 4. Д. 27.", ["Ф. 11.", "Оп. 4.", "Д. 27."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A stop ends a sentence, but not after the abbreviations of references and titles."""
    assert expected == sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brandt left Velm.", [("Ada Brandt", "person", "brandt-ada"), ("Velm", "place", "velm")]),
        ("BRANDT left.", [("BRANDT", "person", "brandt-ada")]),
        ("brandt left velm.", []),
        ("The Council of Weavers.", [("Council of Weavers", "organisation", "council-of-weavers")]),
        ("The Weavers' Council met.", [("Weavers' Council", "organisation", "council-of-weavers")]),
        ("On the Left and on the left.", []),
        ("Demshin or Демшин.", [("Demshin", "person", "demshin-ilya"), ("Демшин", "person", "demshin-ilya")]),
    ],
)
def test_names_of_the_authority_file(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Names match as written, persons in capitals too; a group known by its article only is left to the context."""
    assert expected == names(text)


def test_longest_name_first() -> None:
    """Of names inside each other the longest is found."""
    files = (entry("place", "Velm", "Velm"), entry("place", "Velm Bridge", "Velm Bridge"), person("Velm, Ida"))

    assert [("Velm Bridge", "place", "velm-bridge"), ("Ida Velm", "person", "velm-ida")] == names(
        "On Velm Bridge stood Ida Velm.", *files
    )


def test_one_form_of_two_entries() -> None:
    """A form that two entries have belongs to the first, so that the outcome does not depend on chance."""
    files = (entry("place", "Velm", "Velm"), entry("organisation", "Velm Council", "Velm"))

    assert [("Velm", "place", "velm")] == names("Velm.", *files)
    assert [("Velm", "organisation", "velm-council")] == names("Velm.", *reversed(files))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At the Third Congress they sang.", ["Third Congress"]),
        ("At the Fifth Ardanian Conference they sang.", ["Fifth Ardanian Conference"]),
        ("At the Second All-Ardanian Congress they sang.", ["Second All-Ardanian Congress"]),
        ("At the Fourth Congress of Dyers they sang.", ["Fourth Congress of Dyers"]),
        ("At the third congress they sang.", []),
        ("At the Congress they sang.", []),
        ("It was the Third Floor.", []),
    ],
)
def test_assemblies(text: str, words: list[str]) -> None:
    """An ordinal and an assembly make a name that no list can hold."""
    assert [(w, "event", ASSEMBLY) for w in words] == names(text)


def test_known_assembly_is_the_authority_files() -> None:
    """Of names of equal length the authority file's comes first."""
    assert [("Third Congress of Spinners", "event", "third-congress-of-spinners")] == names(
        "At the Third Congress of Spinners."
    )


def test_loaded_once() -> None:
    """One authority file has one pipeline, another has its own."""
    assert pipeline(WORLD, NO_PIPELINE) is pipeline(tuple(WORLD), NO_PIPELINE)
    assert pipeline(WORLD[:3], NO_PIPELINE) is not pipeline(WORLD, NO_PIPELINE)


def test_order_is_kept() -> None:
    """Texts come back parsed in the order in which they went in."""
    assert ["b", "", "a"] == [doc.text for doc in parse(["b", "", "a"], NLP)]


def test_another_pipeline(tmp_path: Path) -> None:
    """Any spaCy pipeline reads a corpus: its labels are brought to dhkit's kinds, and what is no name falls."""
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler", name="ner")
    patterns = {"GPE": "Velm", "NORP": "Ardanian", "ORG": "Loom Party", "DATE": "yesterday", "PERSON": "Ruth Pellam"}
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns.items()])
    other.add_pipe("sentencizer")
    other.to_disk(tmp_path / "theirs")
    doc = next(parse(["Ruth Pellam left the Ardanian Loom Party in Velm yesterday."], pipeline((), "theirs", tmp_path)))

    assert [
        ("Ruth Pellam", "person"), ("Ardanian", "group"), ("Loom Party", "organisation"), ("Velm", "place"),
    ] == [(s.text, s.label_) for s in doc.spans[MODEL]]  # fmt: skip


def test_lists_and_rules_only() -> None:
    """With the pipeline "none" no model is asked."""
    assert [] == list(next(parse(["Ruth Pellam left Vienna."], NLP)).spans.get(MODEL, []))
