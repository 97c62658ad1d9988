"""Gold: passages that a reader has annotated by hand, and how far what was found agrees with them.

Owns the annotated files and the comparison of names with them. In comes a folder of `NAME.ann` files, each a copy of a
stretch of a document with tags in it (`⟦e:PER|Tell⟧Anna Tell⟦/e⟧`), and `segments.json`, which says where the stretch
lies; without that file each is the whole of the document `NAME.txt`. Out come `Stretch`es and `Measure`s.

A name is right where extent and kind are those of the annotation. What stands in a citation counts for nothing.

    >>> text, spans = parse("In ⟦e:LOC|Kerem⟧Kerem⟦/e⟧ it rained.")
    >>> text, [(text[s.start : s.end], s.attributes) for s in spans]
    ('In Kerem it rained.', [('Kerem', 'LOC|Kerem')])
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dhkit.documents import Corpus, CorpusError, Source, read_document
from dhkit.rows import Mention

TAG = re.compile(r"⟦(?P<close>/?)(?P<layer>[a-z])(?::(?P<attributes>[^⟦⟧]*))?⟧")

LAYERS = {"v": "voices", "c": "citations", "e": "entities", "x": "characterisations"}
"""The four layers of an annotated file."""

KINDS = {"PER": "person", "ORG": "organisation", "GRP": "group", "LOC": "place", "EVT": "event", "WRK": "work"}
"""Kinds of names: in the annotation, in the tables."""


class TaggedSpan(NamedTuple):
    """A tagged stretch of a text, with the attributes of its opening tag."""

    start: int
    end: int
    layer: str
    attributes: str


class Place(NamedTuple):
    """One name in one place of a document, as an annotation or a table has it."""

    document: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One annotated stretch of a document; offsets are those of the document."""

    name: str
    document: str
    start: int
    end: int
    text: str
    spans: tuple[TaggedSpan, ...]

    @property
    def names(self) -> frozenset[Place]:
        """The names that the annotation has."""
        return frozenset(
            Place(self.document, s.start, s.end, KINDS[s.attributes.partition("|")[0]])
            for s in self.spans
            if s.layer == "e"
        )

    def touches(self, start: int, end: int) -> bool:
        """Say whether a stretch of the document shares a character with this one."""
        return start < self.end and self.start < end

    def cites(self, start: int, end: int) -> bool:
        """Say whether a citation stands there."""
        return any(s.layer == "c" and s.start < end and start < s.end for s in self.spans)


@dataclass
class Measure:
    """Right, wrong (found but not so) and missed items of one kind, with the places of those not right."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    places: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is so."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is so that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __str__(self) -> str:
        n = self.right + self.missed
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F {self.f:.3f}  n {n}"


def parse(annotated: str) -> tuple[str, list[TaggedSpan]]:
    """Take the tags out of an annotated text.

    Returns:
        The text, and the tagged spans in order of appearance.

    Raises:
        ValueError: if a tag is malformed, never closed or never opened, has nothing between opening and closing, or
            lies inside another of its own layer.
    """
    pieces: list[str] = []
    spans: list[TaggedSpan] = []
    opened: dict[str, tuple[int, str]] = {}
    position = last = 0
    for tag in TAG.finditer(annotated):
        piece = annotated[last : tag.start()]
        pieces.append(piece)
        position += len(piece)
        last = tag.end()
        layer, attributes = tag["layer"], tag["attributes"]
        if layer not in LAYERS or bool(tag["close"]) == (attributes is not None):
            raise ValueError(f"malformed tag {tag[0]} at {tag.start()}")
        if not tag["close"]:
            if layer in opened:
                raise ValueError(f"{tag[0]} at {tag.start()} opens inside another of its layer")
            opened[layer] = (position, attributes)
        elif layer not in opened:
            raise ValueError(f"{tag[0]} at {tag.start()} closes nothing")
        else:
            start, attributes = opened.pop(layer)
            if start == position:
                raise ValueError(f"{tag[0]} at {tag.start()} closes an empty span")
            spans.append(TaggedSpan(start, position, layer, attributes))
    if opened:
        raise ValueError(f"never closed: {', '.join(sorted(opened))}")
    text = "".join([*pieces, annotated[last:]])
    if "⟦" in text or "⟧" in text:
        raise ValueError("a bracket ⟦ or ⟧ is left that belongs to no tag")
    return text, sorted(spans)


def read_gold(folder: Path, corpus: Corpus) -> list[Stretch]:
    """Read the annotated stretches of a corpus's documents.

    Returns:
        One `Stretch` per annotated file, in the order of their names.

    Raises:
        CorpusError: if there is none, a file cannot be read, or it is not word for word what its document has there.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise CorpusError(
            f"{folder} holds no annotated passages. They are files like NAME.ann beside a segments.json that says "
            f"where in which document each lies."
        )
    told = _read_segments(folder / "segments.json")
    sources = {source.file: source for source in corpus.documents}
    return [_read_stretch(path, told, sources, corpus) for path in files]


def _read_segments(path: Path) -> dict[str, tuple[str, int, int]] | None:
    """Read where each annotated stretch lies: name → file, start, end."""
    if not path.is_file():
        return None
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(r["id"]): (str(r["doc"]), int(r["start"]), int(r["end"])) for r in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f'{path} cannot be read ({error}). It is a list of places like {{"id": "NAME", "doc": "FILE", "start": 0, '
            f'"end": 100}}, one for each NAME.ann.'
        ) from error


def _read_stretch(
    path: Path, told: dict[str, tuple[str, int, int]] | None, sources: dict[str, Source], corpus: Corpus
) -> Stretch:
    if told is not None and path.stem not in told:
        raise CorpusError(f"{path}: segments.json beside it does not say where in which document {path.stem!r} lies.")
    file, start, end = told[path.stem] if told is not None else (f"{path.stem}.txt", 0, None)
    if file not in sources:
        raise CorpusError(
            f"{path} annotates {file}, which corpus {corpus.name} does not have. Its files are {', '.join(sources)}."
        )
    document = read_document(corpus, sources[file])
    try:
        text, spans = parse(path.read_bytes().decode("utf-8"))
        _check_kinds(spans)
    except ValueError as error:
        raise CorpusError(f"{path}: {error}. Mend the tag there.") from error
    end = len(document.text) if end is None else end
    if document.text[start:end] != text:
        raise CorpusError(
            f"{path} without its tags is not what {file} has from {start} to {end}. Copy the stretch again, or mend "
            f"start and end in segments.json."
        )
    moved = tuple(s._replace(start=s.start + start, end=s.end + start) for s in spans)
    return Stretch(name=path.stem, document=document.key, start=start, end=end, text=text, spans=moved)


def _check_kinds(spans: Sequence[TaggedSpan]) -> None:
    for span in spans:
        if span.layer == "e" and span.attributes.partition("|")[0] not in KINDS:
            raise ValueError(f"{span.attributes!r} begins with no known kind; kinds are {', '.join(KINDS)}")


def found_names(stretches: Sequence[Stretch], mentions: Sequence[Mention]) -> frozenset[Place]:
    """Pick the names found in annotated stretches, outside their citations."""
    return frozenset(
        Place(m.document, m.start, m.end, m.kind)
        for s in stretches
        for m in mentions
        if m.document == s.document and s.touches(m.start, m.end) and not s.cites(m.start, m.end)
    )


def measure_names(gold: frozenset[Place], found: frozenset[Place]) -> dict[str, Measure]:
    """Hold names that were found to the annotated ones.

    Returns:
        Kind → `Measure`, in the order of the annotation guide; before them, under "all", that of all kinds together.
    """
    measures = {"all": Measure(len(gold & found), len(found - gold), len(gold - found))}
    for kind in KINDS.values():
        true, told = ({p for p in places if p.kind == kind} for places in (gold, found))
        measures[kind] = Measure(len(true & told), len(told - true), len(true - told))
    return measures


def tell_changes(
    stretches: Sequence[Stretch], before: frozenset[Place], after: frozenset[Place]
) -> tuple[list[str], list[str]]:
    """List what a change gained and lost: places right or wrong after it that were not before.

    Returns:
        What is better (found, or no longer taken for a name) and what is worse, each a line with place, words, kind.
    """
    gold = frozenset(p for s in stretches for p in s.names)
    come, gone = after - before, before - after
    better = [*_lines(stretches, come & gold, "found"), *_lines(stretches, gone - gold, "dropped")]
    worse = [*_lines(stretches, gone & gold, "missed"), *_lines(stretches, come - gold, "wrong")]
    return better, worse


def _lines(stretches: Sequence[Stretch], places: frozenset[Place], what: str) -> Iterator[str]:
    for p in sorted(places):
        stretch = next(s for s in stretches if s.document == p.document and s.touches(p.start, p.end))
        words = " ".join(stretch.text[max(0, p.start - stretch.start) : p.end - stretch.start].split())
        yield f"{p.document}:{p.start}-{p.end} {what}: {words!r} ({p.kind})"
