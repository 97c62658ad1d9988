"""Pipelines: which one a name means, that it is whole, and what it needs to find names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy

from dhkit.documents import CorpusError
from dhkit.pipelines import (
    KINDS,
    SHIPPED,
    check_pipeline,
    checksum,
    find_pipeline,
    load_pipeline,
    name_pipeline,
)

HOME = find_pipeline(SHIPPED)


@pytest.fixture(scope="module")
def whole() -> spacy.language.Language:
    return load_pipeline(SHIPPED, whole=True)


def test_the_shipped_pipeline_is_whole() -> None:
    """The weights in the package are those that the checksum beside them means."""
    assert isinstance(HOME, Path)
    assert (HOME / "checksum.json").is_file()
    assert check_pipeline(HOME) == checksum(HOME)


def test_what_names_need() -> None:
    """For names the other components are not loaded, nor vectors to which nothing listens."""
    assert ["ner"] == load_pipeline(SHIPPED).pipe_names


def test_names(whole: spacy.language.Language) -> None:
    """Every label of the shipped pipeline is one of dhkit's kinds, and both ways of loading find the same names."""
    text = "Ruth Pellam left Vienna for the German Dyers' Academy in 1848."

    assert set(whole.get_pipe("ner").labels) <= set(KINDS)
    assert {"Ruth Pellam", "Vienna"} <= {e.text for e in whole(text).ents}
    assert [(e.text, e.label_) for e in whole(text).ents] == [
        (e.text, e.label_) for e in load_pipeline(SHIPPED)(text).ents
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("She was weaving cloths", ["she", "be", "weave", "cloth"]),
        ("They've broken an old loom", ["they", "have", "break", "a", "old", "loom"]),
        ("The mice ran", ["the", "mouse", "run"]),
    ],
)
def test_lemmas(whole: spacy.language.Language, words: str, expected: list[str]) -> None:
    """Lemmas are those of Universal Dependencies: *was* is *be*, *an* is *a*."""
    assert expected == [t.lemma_ for t in whole(f"{words}.")][:-1]


def test_trees_and_sentences(whole: spacy.language.Language) -> None:
    """The parser gives sentences and the relations of Universal Dependencies."""
    doc = whole("The weavers left the town. Nobody stopped them.")

    assert ["The weavers left the town.", "Nobody stopped them."] == [s.text for s in doc.sents]
    assert ("nsubj", "left") == (doc[1].dep_, doc[1].head.text)
    assert ("obj", "left") == (doc[4].dep_, doc[4].head.text)


def test_a_folder_beside_the_corpus(tmp_path: Path) -> None:
    """A pipeline of a corpus's own lies beside corpus.toml and is checked."""
    shutil.copytree(HOME, tmp_path / "mine")
    assert tmp_path / "mine" == find_pipeline("mine", tmp_path)
    load_pipeline("mine", tmp_path)

    (tmp_path / "mine" / "tokenizer").write_bytes(b"changed")
    with pytest.raises(CorpusError, match=r"mine: the pipeline's files are not those it was made with .* dhkit adapt"):
        load_pipeline("mine", tmp_path)


def test_a_pipeline_that_is_not_there(tmp_path: Path) -> None:
    """The message says what is allowed and what to do."""
    with pytest.raises(CorpusError, match=r"pipeline = 'en_core_web_xx' is not on this machine.*pip install"):
        load_pipeline("en_core_web_xx", tmp_path)


def test_a_pipeline_without_names(tmp_path: Path) -> None:
    """A pipeline that finds no names is refused, and so is one that spaCy cannot load."""
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(CorpusError, match="pipeline = 'bare' finds no names"):
        load_pipeline("bare", tmp_path)

    (tmp_path / "bare" / "config.cfg").write_text("[nlp]\n")
    with pytest.raises(CorpusError, match="pipeline = 'bare': spaCy cannot load it"):
        load_pipeline("bare", tmp_path)


def test_version() -> None:
    """Name and version can be written beside the tables."""
    assert isinstance(HOME, Path)
    assert name_pipeline(SHIPPED).startswith("en_dhkit 0.")
    assert f"(sha256 {checksum(HOME)[:12]})" in name_pipeline(SHIPPED)
