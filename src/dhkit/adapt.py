"""Adapt: make the pipeline's names better on one corpus, without labels.

Owns the order of the steps: blank what is annotated, let dhkit find the names of the rest, make lessons of them, let a
copy of the pipeline learn, measure on what is annotated, write the copy. In comes a corpus folder, out come a folder
`pipeline-1a2b3c4d`, named by its checksum, and an `Adaptation` that says what it gained and lost.

The teacher is dhkit itself (`silver`). A better one, where it is installed, would be asked in `_ask_teacher`.

    from pathlib import Path
    print(adapt_corpus(Path("data/raw/october"), gold=Path("my_passages")).name)
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dhkit.blocks import find_blocks
from dhkit.document_tables import Lists, build_document
from dhkit.documents import Corpus, CorpusError, Document, check_present, read_corpus, read_document
from dhkit.gold import Measure, Place, Stretch, found_names, measure_names, read_gold, tell_changes
from dhkit.learning import Course, Progress, free_names, give_names, learn_names
from dhkit.passages import read_passages
from dhkit.pipelines import NO_PIPELINE, SHIPPED, WITH_MINILM, checksum, find_pipeline, load_pipeline
from dhkit.rows import Mention, Utterance
from dhkit.silver import Told, make_lessons

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass
class Adaptation:
    """What came of adapting a pipeline to a corpus; measures by kind, "all" first, none where no gold was given."""

    path: Path
    base: str
    passages: int
    names: int
    left_out: int
    before: dict[str, Measure] = field(default_factory=dict)
    after: dict[str, Measure] = field(default_factory=dict)
    better: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name by which corpus.toml asks for it."""
        return self.path.name

    def report(self, *, errors: int = 0) -> list[str]:
        """Tell what was gained and lost, line by line, with up to so many places of each."""
        if not self.before:
            return [_UNMEASURED]
        lines = ["names in the annotated passages, before → after:"]
        for kind, before in self.before.items():
            after, n = self.after[kind], before.right + before.missed
            told = "  ".join(
                f"{word} {b:.3f} → {a:.3f}"
                for word, b, a in zip(("precision", "recall", "F"), _prf(before), _prf(after), strict=True)
            )
            lines.append(f"  {kind:13s} {told}  n {n}")
        lines.append(f"{len(self.better)} places are better, {len(self.worse)} are worse")
        for places in (self.better, self.worse) if errors else ():
            lines += [f"  {'+' if places is self.better else '-'} {place}" for place in places[:errors]]
        if self.after["all"].f <= self.before["all"].f:
            lines.append("Nothing was gained here: leave corpus.toml as it is.")
        return lines


_UNMEASURED = (
    "Nothing was measured: no annotated passages were given (--gold FOLDER). Compare the names before and after, "
    "before you trust it."
)


def _prf(measure: Measure) -> tuple[float, float, float]:
    return measure.precision, measure.recall, measure.f


def adapt_corpus(
    folder: Path,
    *,
    gold: Path | None = None,
    target: Path | None = None,
    course: Course | None = None,
    progress: Progress | None = None,
) -> Adaptation:
    """Adapt the pipeline of a corpus to its documents.

    Args:
        folder: the folder with corpus.toml.
        gold: a folder of annotated passages. Those passages are not learnt from; gain and loss are measured on them.
        target: the folder in which the product is written (default: the corpus's own).
        course: how much is learnt.
        progress: called with each document that is read, and with each step of learning.

    Returns:
        Where the adapted pipeline lies, what it learnt from, and what it gained and lost.

    Raises:
        CorpusError: if a document or the pipeline is missing, no passage is left to learn from, or the annotated
            passages are not those of the corpus.
    """
    course = course or Course()
    corpus = read_corpus(folder)
    check_present(corpus)
    base = base_pipeline(corpus)
    documents = [read_document(corpus, s) for s in corpus.documents if s.language.startswith("en")]
    if not documents:
        raise CorpusError(
            f"corpus {corpus.name} has no document with language = 'en', the language of the adapted pipelines."
        )
    read = {document.key for document in documents}
    stretches = [s for s in read_gold(gold, corpus) if s.document in read] if gold else []
    lists = replace(Lists.of(corpus), pipeline=base)
    blanked = [blank_annotated(document, stretches) for document in documents]
    told = []
    for n, (document, _) in enumerate(blanked, start=1):
        if progress:
            progress(document.key, n, len(documents))
        told.append(_ask_teacher(document, lists))
    lessons = make_lessons(told)
    names = sum(len(lesson.names) for lesson in lessons)
    if not names:
        raise CorpusError(
            f"corpus {corpus.name}: there is nothing to learn from: "
            + ("every passage with names is annotated. " if stretches else "no name was found in it. ")
            + "Adapting needs passages that nobody annotated, the more the better."
        )
    pupil = load_pipeline(base, corpus.folder, whole=True)
    free_names(pupil, base)
    weights = learn_names(pupil, lessons, course, progress=progress)
    facts: dict[str, str | int] = {
        "corpus": corpus.name,
        "seed": course.seed,
        "steps": course.steps_for(lessons),
        "passages": len(lessons),
    }
    path = _write(weights, base, corpus.folder, target or corpus.folder, facts)
    done = Adaptation(path, base, len(lessons), names, sum(n for _, n in blanked))
    if stretches:
        _measure(done, stretches, documents, lists)
    return done


def base_pipeline(corpus: Corpus) -> str:
    """Name the pipeline that is adapted: the corpus's own or, if that is adapted already, the one it was made from.

    Raises:
        CorpusError: if the corpus is read without a pipeline, or its pipeline is not here.
    """
    name = corpus.pipeline or SHIPPED
    if name == NO_PIPELINE:
        raise CorpusError(
            f"corpus {corpus.name} is read without a pipeline (pipeline = {NO_PIPELINE!r} in its corpus.toml), so "
            f"there is none to adapt. Take that line out: then {SHIPPED} reads, and is adapted."
        )
    if name == WITH_MINILM:
        raise CorpusError(
            f"corpus {corpus.name} is read with {WITH_MINILM}, whose names are not adapted. Take that line out of its "
            f"corpus.toml: then {SHIPPED} reads, and is adapted."
        )
    path = find_pipeline(name, corpus.folder)
    if isinstance(path, Path):
        made = json.loads((path / "meta.json").read_text(encoding="utf-8")).get("adapted")
        return str(made["base"]) if made else name
    return name


def blank_annotated(document: Document, stretches: Sequence[Stretch]) -> tuple[Document, int]:
    """Paint over every passage in which an annotated stretch lies, so that no step can read it.

    Returns:
        The document with blanks for those passages, all offsets as they were, and how many they are.
    """
    text, n = document.text, 0
    for passage in read_passages(document, find_blocks(document)):
        if any(s.document == document.key and s.touches(b.start, b.end) for s in stretches for b in passage.blocks):
            n += 1
            for b in passage.blocks:
                blank = "".join(c if c == "\n" else " " for c in text[b.start : b.end])
                text = text[: b.start] + blank + text[b.end :]
    for s in stretches:  # a part of an annotated stretch that lies in no block
        if s.document == document.key:
            text = text[: s.start] + "".join(c if c == "\n" else " " for c in text[s.start : s.end]) + text[s.end :]
    return replace(document, text=text), n


def _ask_teacher(document: Document, lists: Lists) -> Told:
    """Let dhkit find the names of a document."""
    rows = build_document(document, lists).rows
    return Told(
        document,
        read_passages(document, find_blocks(document)),
        cast("Sequence[Utterance]", rows["utterances"]),
        cast("Sequence[Mention]", rows["mentions"]),
    )


def _write(weights: bytes, base: str, home: Path, target: Path, facts: dict[str, str | int]) -> Path:
    """Write the base pipeline with new weights beside, then put it in its place under the name of its checksum."""
    nlp: Language = load_pipeline(base, home, whole=True)
    facts |= {"base": base, "base_version": nlp.meta["version"], "base_sha256": checksum(Path(nlp.path))}
    free_names(nlp, base)
    give_names(nlp, weights)
    nlp.meta["name"] = f"{nlp.meta['name']}_adapted_to_{facts['corpus']}"
    nlp.meta["performance"] = {}  # what was measured is true of the base only
    nlp.meta["adapted"] = dict(sorted(facts.items()))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".pipeline-") as beside:
        fresh = Path(beside) / "pipeline"
        nlp.to_disk(fresh)
        total = checksum(fresh)
        (fresh / "checksum.json").write_text(json.dumps({"sha256": total}) + "\n", encoding="utf-8")
        path = target / f"pipeline-{total[:8]}"
        if path.exists():  # made before: the same, unless somebody changed it
            shutil.rmtree(path)
        fresh.rename(path)
    return path


def _measure(done: Adaptation, stretches: Sequence[Stretch], documents: Sequence[Document], lists: Lists) -> None:
    """Read the annotated documents with the base and with the adapted pipeline, and compare."""
    annotated = [d for d in documents if any(s.document == d.key for s in stretches)]
    before = _names_read(stretches, annotated, lists)
    after = _names_read(stretches, annotated, replace(lists, pipeline=done.name, folder=done.path.parent))
    gold = frozenset(place for s in stretches for place in s.names)
    done.before, done.after = measure_names(gold, before), measure_names(gold, after)
    done.better, done.worse = tell_changes(stretches, before, after)


def _names_read(stretches: Sequence[Stretch], documents: Sequence[Document], lists: Lists) -> frozenset[Place]:
    rows = (m for d in documents for m in build_document(d, lists).rows["mentions"])
    return found_names(stretches, cast("Sequence[Mention]", list(rows)))
