"""Gold: annotated passages are read where they lie, and names are held to them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dhkit.documents import Corpus, CorpusError, read_corpus
from dhkit.gold import Measure, Place, found_names, measure_names, parse, read_gold, tell_changes
from dhkit.rows import Mention

TEXT = "The Mill\n\nHester Voss left Velm.\r\n\nThe Spinners stayed. (Brandt, p. 4.)\n"
START, END = TEXT.index("Hester"), len(TEXT) - 1
ANNOTATED = (
    "⟦v:DOC|prose⟧⟦e:PER|Voss⟧Hester Voss⟦/e⟧ left ⟦e:LOC|Velm⟧Velm⟦/e⟧.⟦/v⟧\r\n\n"
    "The ⟦e:GRP|Spinners⟧Spinners⟦/e⟧ stayed. ⟦c:Brandt||| 4⟧(Brandt, p. 4.)⟦/c⟧"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Give a corpus of one document, with a folder of one annotated stretch of it."""
    (tmp_path / "mill.txt").write_bytes(TEXT.encode())
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (tmp_path / "corpus.toml").write_text(
        f'[[documents]]\nkey = "mill"\nfile = "mill.txt"\nsha256 = "{digest}"\ntitle = "The Mill"\nlayout = "essay"\n'
    )
    put(tmp_path, ANNOTATED, {"id": "one", "doc": "mill.txt", "start": START, "end": END})
    return read_corpus(tmp_path)


def put(folder: Path, annotated: str, segment: object) -> Path:
    gold = folder / "gold"
    gold.mkdir(exist_ok=True)
    (gold / "one.ann").write_bytes(annotated.encode())
    (gold / "segments.json").write_text(json.dumps([segment]))
    return gold


def mention(words: str, kind: str, *, document: str = "mill") -> Mention:
    start = TEXT.index(words)
    end = start + len(words)
    return Mention(
        mention="m", document=document, utterance="", start=start, end=end, surface=words, kind=kind, entity="e",
        rule="model", score=0.5,
    )  # fmt: skip


def test_stretch_lies_in_its_document(corpus: Corpus) -> None:
    """Spans of a stretch are those of the document, line ends and all."""
    (stretch,) = read_gold(corpus.folder / "gold", corpus)

    assert ("one", "mill", START, END) == (stretch.name, stretch.document, stretch.start, stretch.end)
    assert [("Hester Voss", "person"), ("Spinners", "group"), ("Velm", "place")] == sorted(
        (TEXT[p.start : p.end], p.kind) for p in stretch.names
    )


def test_without_segments_a_file_is_a_whole_document(corpus: Corpus) -> None:
    """Where nothing says where stretches lie, NAME.ann annotates all of NAME.txt."""
    gold = corpus.folder / "whole"
    gold.mkdir()
    (gold / "mill.ann").write_bytes(TEXT.replace("Velm", "⟦e:LOC|Velm⟧Velm⟦/e⟧").encode())

    (stretch,) = read_gold(gold, corpus)
    assert (0, len(TEXT), 1) == (stretch.start, stretch.end, len(stretch.names))


@pytest.mark.parametrize(
    ("annotated", "segment", "told"),
    [
        (ANNOTATED, {"id": "two", "doc": "mill.txt", "start": 0, "end": 1}, "does not say where in which document 'one' lies"),
        (ANNOTATED, {"id": "one", "doc": "loom.txt", "start": 0, "end": 1}, "which corpus .* does not have. Its files are mill.txt"),
        (ANNOTATED, {"id": "one", "doc": "mill.txt", "start": 0, "end": 9}, "is not what mill.txt has from 0 to 9"),
        (ANNOTATED, {"id": "one"}, "segments.json cannot be read"),
        ("⟦e:PER|Voss⟧Voss", {"id": "one", "doc": "mill.txt", "start": 0, "end": 9}, "never closed: e. Mend the tag there"),
        ("⟦e:MAN|Voss⟧Voss⟦/e⟧", {"id": "one", "doc": "mill.txt", "start": 0, "end": 9}, "begins with no known kind; kinds are PER"),
    ],
)  # fmt: skip
def test_slips_of_an_annotator(corpus: Corpus, annotated: str, segment: object, told: str) -> None:
    """What does not fit is named with its file and what to do about it."""
    gold = put(corpus.folder, annotated, segment)

    with pytest.raises(CorpusError, match=told):
        read_gold(gold, corpus)


def test_no_annotated_passages(corpus: Corpus) -> None:
    """A folder without annotated files is answered with what they look like."""
    with pytest.raises(CorpusError, match="holds no annotated passages"):
        read_gold(corpus.folder, corpus)


def test_names_are_right_in_extent_and_kind(corpus: Corpus) -> None:
    """A part of a name, or another kind, is wrong and missed; names in citations and elsewhere do not count."""
    stretches = read_gold(corpus.folder / "gold", corpus)
    found = [
        mention("Voss", "person"),
        mention("Velm", "place"),
        mention("Spinners", "organisation"),
        mention("Brandt", "person"),
        mention("Mill", "place"),
        mention("Velm", "place", document="loom"),
    ]
    measures = measure_names(stretches[0].names, found_names(stretches, found))

    assert Measure(1, 2, 2) == measures["all"]
    assert Measure(0, 1, 1) == measures["person"]
    assert (1.0, 1.0, 1.0) == (measures["place"].precision, measures["place"].recall, measures["place"].f)


def test_changes_are_told_with_place_and_words(corpus: Corpus) -> None:
    """What became right or wrong is listed; what stayed is not."""
    stretches = read_gold(corpus.folder / "gold", corpus)
    places = {m.surface: Place("mill", m.start, m.end, m.kind) for m in map(mention, ("Hester Voss", "Velm", "Spinners", "left"), ("person", "place", "group", "person"))}  # fmt: skip
    before = frozenset({places["Velm"], places["left"]})
    after = frozenset({places["Velm"], places["Hester Voss"]})

    better, worse = tell_changes(stretches, before, after)
    assert [f"mill:{START}-{START + 11} found: 'Hester Voss' (person)", "mill:22-26 dropped: 'left' (person)"] == better
    assert [] == worse
    assert ([], 2) == (tell_changes(stretches, after, before)[0], len(tell_changes(stretches, after, before)[1]))


def test_text_comes_back_without_tags() -> None:
    """Tags go, every other character stays."""
    assert TEXT[START:END] == parse(ANNOTATED)[0]
