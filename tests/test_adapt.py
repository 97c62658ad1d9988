"""Adapt: a pipeline learns the names of a corpus, never from annotated passages, and the same from the same."""

from __future__ import annotations

import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

import dhkit.adapt
from dhkit.adapt import adapt_corpus, base_pipeline, blank_annotated
from dhkit.build import build_corpus
from dhkit.cli import main
from dhkit.documents import CorpusError, read_corpus, read_document
from dhkit.gold import parse, read_gold
from dhkit.learning import Course, Lesson, free_names, label_of_kinds, learn_names
from dhkit.pipelines import SHIPPED, check_pipeline, checksum, find_pipeline, load_pipeline

SHORT = Course(steps=2, words=100)

TALK = """\
A Talk in Velm

Hester Voss came to Velm in March. Voss, Jonas Kester and Ada Brandt spoke, and the Spinners of Velm listened to Kester.

{annotated}

Nobody wrote down what Brandt said, but Kester, Voss and Brandt are named in the minutes of the Water Directorate.
"""
ANNOTATED = "⟦e:PER|Lorrimer⟧Piet Lorrimer⟦/e⟧ left for ⟦e:LOC|Ardania⟧Ardania⟦/e⟧ that night, and it rained."
OTHER = "⟦e:PER|Demshin⟧Ilya Demshins⟦/e⟧ drew the ⟦e:LOC|Harbour⟧Harbour⟦/e⟧ in cold ink, or so he says."


def put(folder: Path, annotated: str = ANNOTATED, head: str = "") -> Path:
    """Put a corpus of one talk and the annotation of its third paragraph into a folder; give the annotation's."""
    plain, _ = parse(annotated)
    text = TALK.format(annotated=plain)
    start = text.index(plain)
    gold = folder / "gold"
    gold.mkdir(parents=True, exist_ok=True)
    (folder / "talk.txt").write_bytes(text.encode())
    (gold / "talk-1.ann").write_bytes(annotated.encode())
    segment = {"id": "talk-1", "doc": "talk.txt", "start": start, "end": start + len(plain)}
    (gold / "segments.json").write_text(json.dumps([segment]))
    (folder / "corpus.toml").write_text(
        f'{head}\n[[documents]]\nkey = "talk"\nfile = "talk.txt"\nsha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\n'
        'author = "Winter, Edda"\ntitle = "A Talk in Velm"\nlayout = "essay"\n'
    )
    return gold


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a corpus whose pipeline has been adapted, by the command."""
    folder = tmp_path_factory.mktemp("raw") / "velm"
    put(folder)
    return folder


@pytest.fixture(scope="module")
def adapted(home: Path) -> dhkit.adapt.Adaptation:
    """Adapt the pipeline of that corpus, in a few steps."""
    return adapt_corpus(home, gold=home / "gold", course=SHORT)


def test_product_is_named_by_its_checksum(home: Path, adapted: dhkit.adapt.Adaptation) -> None:
    """The folder beside corpus.toml is whole, knows what it was made from, and no time and no place."""
    total = check_pipeline(adapted.path)
    made = json.loads((adapted.path / "meta.json").read_text(encoding="utf-8"))
    base = find_pipeline(SHIPPED)

    assert home / f"pipeline-{total[:8]}" == adapted.path
    assert isinstance(base, Path)
    assert {
        "base": SHIPPED, "base_sha256": checksum(base), "base_version": load_pipeline(SHIPPED).meta["version"],
        "corpus": "velm", "passages": adapted.passages, "seed": 0, "steps": 2,
    } == made["adapted"]  # fmt: skip
    assert str(home) not in "".join(p.read_text("utf-8", "ignore") for p in adapted.path.rglob("*.*") if p.is_file())
    assert [adapted.path] == list(home.glob("*pipeline-*"))


def test_only_names_have_learnt(adapted: dhkit.adapt.Adaptation) -> None:
    """Every other component is the base's, to the byte, and no word of the corpus is written anywhere."""
    base = find_pipeline(SHIPPED)
    assert isinstance(base, Path)
    changed = {
        p.relative_to(base).as_posix()
        for p in base.rglob("*")
        if p.is_file() and p.name != "README.md" and (adapted.path / p.relative_to(base)).read_bytes() != p.read_bytes()
    }
    assert "ner/model" in changed
    assert {p.partition("/")[0] for p in changed} <= {"ner", "meta.json", "config.cfg", "checksum.json", "vocab"}
    words = set(json.loads((adapted.path / "vocab" / "strings.json").read_text(encoding="utf-8")))
    assert words <= set(load_pipeline(SHIPPED, whole=True).vocab.strings)
    assert words.isdisjoint(("Kester", "Lorrimer", "Velm", "loom"))


def test_corpus_is_read_with_it(tmp_path: Path, adapted: dhkit.adapt.Adaptation) -> None:
    """The line that is printed has the corpus read with the adapted pipeline; a changed file is not loaded."""
    put(tmp_path, head=f'pipeline = "{adapted.name}"')
    moved = tmp_path / adapted.name
    moved.mkdir()
    for file in (p for p in adapted.path.rglob("*") if p.is_file()):
        (moved / file.relative_to(adapted.path)).parent.mkdir(parents=True, exist_ok=True)
        (moved / file.relative_to(adapted.path)).write_bytes(file.read_bytes())

    tables, _ = build_corpus(tmp_path)
    assert "Kester" in set(tables["mentions"]["surface"])
    assert load_pipeline(adapted.name, tmp_path).meta["name"].endswith("_adapted_to_velm")
    assert SHIPPED == base_pipeline(read_corpus(tmp_path))  # what is adapted already starts again from its base
    (moved / "ner" / "moves").write_bytes(b"")
    with pytest.raises(CorpusError, match="are not those it was made with"):
        load_pipeline(adapted.name, tmp_path)


def test_same_seed_same_bytes_whatever_is_annotated(tmp_path: Path, adapted: dhkit.adapt.Adaptation) -> None:
    """A second run gives the same bytes, even if the annotated passage says something else: it is never read."""
    put(tmp_path / "velm", OTHER)
    again = adapt_corpus(tmp_path / "velm", gold=tmp_path / "velm" / "gold", target=tmp_path / "made", course=SHORT)

    assert tmp_path / "made" / adapted.name == again.path
    assert (adapted.passages, adapted.names, 1) == (again.passages, again.names, again.left_out)


def test_annotated_passages_are_blank(home: Path) -> None:
    """Of a passage that holds an annotated stretch nothing is left, and every other character stays where it was."""
    corpus = read_corpus(home)
    document = read_document(corpus, corpus.documents[0])
    (stretch,) = read_gold(home / "gold", corpus)

    blank, n = blank_annotated(document, [stretch])
    assert 1 == n
    assert "" == blank.text[stretch.start : stretch.end].strip()
    assert (document.text[: stretch.start], document.text[stretch.end :]) == (
        blank.text[: stretch.start],
        blank.text[stretch.end :],
    )


def test_gain_and_loss_are_told(adapted: dhkit.adapt.Adaptation) -> None:
    """The report has each kind before and after with the number of names, and places where asked."""
    lines = adapted.report(errors=3)

    assert re.fullmatch(r"  all +precision \d\.\d+ → \d\.\d+  recall .* → .*  F .* → .*  n 2", lines[1])
    assert 7 == sum(bool(re.search(r"  n \d+$", line)) for line in lines)
    assert f"{len(adapted.better)} places are better, {len(adapted.worse)} are worse" in lines


def test_without_gold_nothing_is_measured(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says so, tells where the product lies, and gives the line for corpus.toml, which it leaves alone."""
    manifest = (home / "corpus.toml").read_bytes()
    monkeypatch.chdir(home.parent)
    assert 0 == main(["adapt", "./velm", "--steps", "1", "--target", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    (made,) = tmp_path.glob("pipeline-*")

    assert "reading talk (1 of 1)" == lines[0]
    assert any(line.startswith("Nothing was measured: no annotated passages were given") for line in lines)
    assert f'pipeline = "{made.name}"' == lines[-1]
    assert manifest == (home / "corpus.toml").read_bytes()


@pytest.mark.parametrize(
    ("head", "gold", "told"),
    [
        ('pipeline = "none"', "", "is read without a pipeline"),
        ('pipeline = "en_nowhere"', "", "is not on this machine"),
        ("", ".", "holds no annotated passages"),
        ("", "whole", "there is nothing to learn from: every passage with names is annotated"),
    ],
)
def test_what_cannot_be_adapted(tmp_path: Path, head: str, gold: str, told: str) -> None:
    """Where there is no pipeline, or nothing to learn from, it is said in words, and nothing is written."""
    put(tmp_path, head=head)
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "talk.ann").write_bytes((tmp_path / "talk.txt").read_bytes())

    with pytest.raises(CorpusError, match=told):
        adapt_corpus(tmp_path, gold=tmp_path / gold if gold else None, course=SHORT)
    assert [] == list(tmp_path.glob("*pipeline-*"))


def test_no_english_document(tmp_path: Path) -> None:
    """The pipelines that are adapted read English."""
    put(tmp_path)
    manifest = tmp_path / "corpus.toml"
    manifest.write_text(manifest.read_text() + 'language = "ru"\n')

    with pytest.raises(CorpusError, match="has no document with language = 'en'"):
        adapt_corpus(tmp_path, course=SHORT)


@pytest.mark.parametrize("option", ["--seed", "--steps", "--errors"])
def test_numbers_below_what_makes_sense(home: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A number that makes no sense is answered with those that do."""
    assert 2 == main(["adapt", str(home), option, "-1"])
    assert f"{option} -1: give a whole number," in capsys.readouterr().err


# Learning


def small(*labels: str, shared: bool = False) -> Any:
    """Make a pipeline that knows nothing yet, with its own reading of words or one that it shares."""
    nlp = spacy.blank("en")
    config: dict[str, Any] = {}
    if shared:
        nlp.add_pipe("tok2vec")
        config = {"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}}
    ner: Any = nlp.add_pipe("ner", config=config)
    for label in labels:
        ner.add_label(label)
    nlp.initialize()
    return nlp


def test_it_learns() -> None:
    """What lessons tell is found afterwards, under the pipeline's own labels; of what is left open nothing is learnt."""
    nlp = small("PERSON", "GPE", "LOC")
    lessons = [Lesson("Rasko went to Velm with Mell.", ((0, 5, "person"), (14, 18, "place")), ((24, 28),))]
    learn_names(nlp, lessons, Course(steps=60, words=5, rate=0.01, dropout=0.0, part=1.0))

    assert {"person": "PERSON", "place": "GPE"} == label_of_kinds(nlp)
    found = [(e.text, e.label_) for e in nlp("Rasko went to Velm with Mell.").ents]
    assert [("Rasko", "PERSON"), ("Velm", "GPE")] == [f for f in found if f[0] != "Mell"]


def test_every_draw_is_seeded() -> None:
    """Long passages are cut by chance, nodes are switched off by chance: the same seed draws the same, another does not."""
    lessons = [Lesson("Rasko left the mill and went home to sleep a while. " * 60, ((0, 5, "person"),))]

    def learnt(seed: int, chance: int) -> bytes:
        base = load_pipeline(SHIPPED, whole=True)
        random.seed(chance)
        np.random.seed(chance)
        return learn_names(base, lessons, Course(seed=seed, steps=3))

    assert learnt(0, 1) == learnt(0, 2)
    assert learnt(0, 1) != learnt(1, 1)


@pytest.mark.parametrize(("words", "steps"), [(1, 1), (3200, 10), (1_000_000, 200)])
def test_short_texts_are_not_learnt_by_heart(words: int, steps: int) -> None:
    """Lessons are gone through a few times, and of many only so many steps are made."""
    assert steps == Course(words=800, passes=2.5, most=200).steps_for([Lesson("a " * words, ())])


def test_nothing_to_learn() -> None:
    """Lessons of which nothing is known are no lessons."""
    with pytest.raises(CorpusError, match="there is no passage to learn from"):
        learn_names(small("PERSON"), [Lesson("Rasko.", (), ((0, 6),))], SHORT)


def test_shared_reading_is_made_its_own() -> None:
    """Names that share their reading of words with others get a copy, so that the others stay as they are."""
    nlp = small("PERSON", shared=True)
    before = nlp.get_pipe("tok2vec").model.to_bytes()
    free_names(nlp, "en_small")
    learn_names(nlp, [Lesson("Rasko left.", ((0, 5, "person"),))], Course(steps=2, words=5))

    assert "tok2vec-listener" not in {node.name for node in nlp.get_pipe("ner").model.walk()}
    assert before == nlp.get_pipe("tok2vec").model.to_bytes()
