"""The sample corpus is what its annotated documents say, and the annotation keeps its own rules."""

from __future__ import annotations

import csv
import hashlib
import itertools
import tomllib
from pathlib import Path

import pytest
from write_sample import ENTITY_KINDS, LAYERS, SAMPLE, Span, derive, parse

ANNOTATED = sorted((SAMPLE / "annotated").glob("*.ann"))
QUOTES = "“”‘’\"'"

# Left out of the authority file on purpose, so that a build meets names nobody told it.
NOT_IN_AUTHORITY = {
    ("person", "Petrin"),
    ("person", "Ruhl"),
    ("person", "Vesper"),
    ("place", "Gull Street"),
    ("place", "Ondra"),
    # in the two documents that were written without sight of rules and lists
    ("organisation", "Harbour Gazette"),
    ("organisation", "Kerem Courier"),
    ("organisation", "State Archive of the Port"),
    ("person", "Ansley"),
    ("person", "Delorn"),
    ("person", "Dorn"),
    ("person", "Garth"),
    ("person", "Hamm"),
    ("person", "Hanke"),
    ("person", "Lorn"),
    ("person", "Oriel"),
    ("person", "Strand"),
    ("person", "Thane"),
    ("person", "Venn"),
    ("place", "Corn Exchange"),
    ("place", "Lindmark"),
    ("place", "Seamen's Hospice"),
    ("work", "History of the Harbour Republic"),
}


def read(path: Path) -> tuple[str, list[Span]]:
    return parse(path.read_bytes().decode("utf-8"))


def authority() -> list[dict[str, str]]:
    with (SAMPLE / "lexicons" / "authority.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def layer(spans: list[Span], name: str) -> list[Span]:
    return [span for span in spans if span.layer == name]


def test_committed_files_are_what_the_script_derives() -> None:
    """Every text and truth.json follow from the annotated documents, to the byte."""
    files = derive()
    assert len(files) == 8
    assert [path.name for path, content in files.items() if path.read_bytes() != content.encode("utf-8")] == []


def test_manifest_knows_every_document() -> None:
    """corpus.toml lists the seven documents, with their checksums."""
    manifest = tomllib.loads((SAMPLE / "corpus.toml").read_text(encoding="utf-8"))
    sums = {d["file"]: d["sha256"] for d in manifest["documents"]}
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLE.glob("*.txt")}


def test_size() -> None:
    """The corpus is long enough to count in and short enough to read."""
    assert len(ANNOTATED) == 7
    assert 2300 <= sum(len(read(path)[0].split()) for path in ANNOTATED) <= 7000


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_spans_of_a_layer_are_apart(path: Path) -> None:
    """Tags are balanced (or `parse` fails), spans of one layer never overlap, and none ends in white space."""
    text, spans = read(path)
    for name in LAYERS:
        for one, other in itertools.pairwise(layer(spans, name)):
            assert one.end <= other.start
    assert [text[s.start : s.end] for s in spans if text[s.start : s.end] != text[s.start : s.end].strip()] == []


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_layers_lie_as_the_guide_says(path: Path) -> None:
    """Citations have no voice and no entities, quotation marks stay outside, descriptors have at most eight words."""
    text, spans = read(path)
    for citation in layer(spans, "c"):
        assert [s for s in spans if s.layer != "c" and s.start < citation.end and citation.start < s.end] == []
    for span in layer(spans, "v") + layer(spans, "x"):
        stretch = text[span.start : span.end]
        assert stretch[0] not in QUOTES
        assert stretch[-1] not in QUOTES
    for span in layer(spans, "x"):
        assert len(text[span.start : span.end].split()) <= 8
        assert any(v.start <= span.start and span.end <= v.end for v in layer(spans, "v"))


def test_every_key_is_in_the_authority_file() -> None:
    """Persons are keyed by family name, all else by label; only what was left out on purpose is missing."""
    known = {(r["kind"], r["family"] if r["kind"] == "person" else r["label"]) for r in authority()}
    named: set[tuple[str, str]] = set()
    for path in ANNOTATED:
        spans = read(path)[1]
        for span in layer(spans, "e"):
            kind, key = span.attributes.split("|")
            named.add((ENTITY_KINDS[kind], key))
        for span in layer(spans, "x"):
            assert ("event", span.attributes.split("|")[0]) in known
    assert named - known == NOT_IN_AUTHORITY


def test_authority_file() -> None:
    """It is sorted, its keys are unique, and no alias stands for two entities."""
    rows = authority()
    assert rows == sorted(rows, key=lambda row: (row["kind"], row["entity"]))
    keys = [row["entity"] for row in rows]
    aliases = [alias for row in rows for alias in row["aliases"].split("|") if alias]
    assert len(keys) == len(set(keys))
    assert len(aliases) == len(set(aliases))


def test_events_are_described_by_several_voices() -> None:
    """At least four events are characterised by at least three voices, in sixty places or more."""
    voices: dict[str, set[str]] = {}
    places = 0
    for path in ANNOTATED:
        spans = read(path)[1]
        for span in layer(spans, "x"):
            said_in = next(v for v in layer(spans, "v") if v.start <= span.start and span.end <= v.end)
            name = said_in.attributes.split("|")[0]
            voices.setdefault(span.attributes.split("|")[0], set()).add(path.stem if name == "DOC" else name)
            places += 1
    assert places >= 60
    assert sum(len(who) >= 3 for who in voices.values()) >= 4


@pytest.mark.parametrize(
    ("annotated", "message"),
    [
        ("⟦v:Tell|prose⟧never closed", "never closed: v"),
        ("never opened⟦/v⟧", "closes nothing"),
        ("⟦e:PER|Tell⟧Anna ⟦e:PER|Tell⟧Tell⟦/e⟧⟦/e⟧", "inside another"),
        ("⟦e:PER|Tell⟧⟦/e⟧", "empty span"),
        ("⟦q:Tell⟧what⟦/q⟧", "malformed"),
        ("half a tag⟧", "belongs to no tag"),
    ],
)
def test_parse_refuses_bad_tags(annotated: str, message: str) -> None:
    """A slip in an annotated document is reported, not guessed at."""
    with pytest.raises(ValueError, match=message):
        parse(annotated)
