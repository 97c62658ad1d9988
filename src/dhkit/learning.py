"""Learning: the names of a trained pipeline go on learning from passages whose names are told.

Owns the training of the component `ner`, and nothing of where its lessons come from. In come a pipeline and `Lesson`s
(a text, its names by kind, stretches of which nothing is known), out comes a copy that has learnt from them, the other
components untouched. `adapt` makes the lessons from a corpus.

Method: self-training needs small and careful steps. The network's weights are moved slowly (Adam), and a share of its
nodes is switched off at random at each step. What is kept is the running mean of the weights, and of the way from the
old weights to it only a part: there a network has learnt nearly as much and forgotten half as much (Wortsman et al.
2022). Every draw is seeded: the same lessons give the same weights.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from dhkit.documents import CorpusError
from dhkit.language import know_abbreviations
from dhkit.pipelines import KINDS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span
    from spacy.training import Example

Progress = Callable[[str, int, int], None]
"""Called with what is done, how far it is, and out of how many."""

NAMES = "ner"
"""The component that finds names."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One passage to learn from: its names as (start, end, kind), and the stretches of which nothing is known."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    unsure: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How much is learnt: steps of so many words, how far each may go, and the part of the whole way that is kept.

    A text is read a few times only: who reads a short one a hundred times knows it by heart and errs elsewhere. More
    steps than the most, or larger ones, gained nothing on the five documents on which they were tried.
    """

    seed: int = 0
    steps: int | None = None
    passes: float = 3.0
    most: int = 300
    words: int = 800
    rate: float = 0.0003
    dropout: float = 0.2
    part: float = 0.6

    def steps_for(self, lessons: Sequence[Lesson]) -> int:
        """Give the number of steps: as told, or so many that the lessons are gone through a few times."""
        if self.steps is not None:
            return self.steps
        words = sum(len(lesson.text.split()) for lesson in lessons)
        return max(1, min(self.most, round(self.passes * words / self.words)))


def learn_names(nlp: Language, lessons: Sequence[Lesson], course: Course, *, progress: Progress | None = None) -> bytes:
    """Let the names of a pipeline learn; the pipeline given is changed.

    Args:
        nlp: a pipeline of its own, loaded for this.
        lessons: at least one of them with words of which something is known.
        course: how many steps, and how large.
        progress: called with each step.

    Returns:
        The weights that it has learnt, for `give_names`.

    Raises:
        CorpusError: if there is nothing to learn from.
    """
    import numpy as np
    from spacy.util import registry

    know_abbreviations(nlp)
    labels = label_of_kinds(nlp)
    examples = [e for e in (_example(nlp, lesson, labels) for lesson in lessons) if e is not None]
    if not examples:
        raise CorpusError("there is no passage to learn from: no name was found in any.")
    np.random.seed(course.seed)  # draws the nodes that are switched off
    random.seed(course.seed)  # draws where spaCy cuts long passages
    component = cast("Any", nlp.get_pipe(NAMES))
    before = {
        (node.id, name): node.get_param(name).copy()
        for node in component.model.walk()
        for name in node.param_names
        if node.has_param(name)
    }
    adam = cast("Any", registry).optimizers.get("Adam.v1")
    optimizer = adam(course.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    batches = _batches(examples, course.words, random.Random(course.seed))
    steps = course.steps_for(lessons)
    for step in range(1, steps + 1):
        component.update(next(batches), drop=course.dropout, sgd=optimizer)
        if progress:
            progress("step", step, steps)
    kept = {key: before[key] + course.part * (mean - before[key]) for key, mean in optimizer.averages.items()}
    with component.model.use_params(kept):
        return cast("bytes", component.to_bytes(exclude=["vocab"]))


def give_names(nlp: Language, weights: bytes) -> None:
    """Put weights that were learnt into a pipeline of the same build."""
    cast("Any", nlp.get_pipe(NAMES)).from_bytes(weights, exclude=["vocab"])


def free_names(nlp: Language, name: str) -> None:
    """Give the names a reading of their own where they share one with other components.

    Raises:
        CorpusError: if they share a transformer: that is not learnt in minutes.
    """
    model = cast("Any", nlp.get_pipe(NAMES)).model
    for shared, component in list(nlp.pipeline):
        if NAMES in getattr(component, "listening_components", ()):
            if not any(node.name == "tok2vec-listener" for node in model.walk()):
                raise CorpusError(
                    f"pipeline = {name!r} reads with a transformer, which needs days to learn anew where others need "
                    f"minutes. Adapt another, or take the line out of corpus.toml: then the one that ships is adapted."
                )
            nlp.replace_listeners(shared, NAMES, ["model.tok2vec"])


def label_of_kinds(nlp: Language) -> dict[str, str]:
    """Give the label by which a pipeline knows each kind, of several the usual one (a place is *GPE* before *LOC*)."""
    known = set(cast("Any", nlp.get_pipe(NAMES)).labels)
    labels: dict[str, str] = {}
    for label, kind in KINDS.items():
        if label in known:
            labels.setdefault(kind, label)
    return labels


def _example(nlp: Language, lesson: Lesson, labels: dict[str, str]) -> Example | None:
    """Make what spaCy learns from; None where nothing is told."""
    from spacy.training import Example

    doc, told = nlp.make_doc(lesson.text), nlp.make_doc(lesson.text)
    names: list[Span] = []
    unsure = [s for s in (told.char_span(a, b, alignment_mode="expand") for a, b in lesson.unsure) if s]
    taken = {t.i for s in unsure for t in s}
    for start, end, kind in lesson.names:
        span = told.char_span(start, end, label=labels.get(kind, ""))
        if span is None or kind not in labels:  # a kind that the pipeline does not know, or a part of a word
            unsure += [s for s in [told.char_span(start, end, alignment_mode="expand")] if s]
        elif not taken & {t.i for t in span}:
            names.append(span)
    told_tokens = {t.i for s in names for t in s}
    missing = [told[t : t + 1] for t in sorted({t.i for s in unsure for t in s} - told_tokens)]
    told.set_ents(names, missing=missing, default="outside")
    return Example(doc, told) if len(missing) < len(told) else None


def _batches(examples: Sequence[Example], words: int, draw: random.Random) -> Iterator[list[Example]]:
    """Go through the lessons again and again, in a new order each time, about so many words at once."""
    batch: list[Example] = []
    size = 0
    while True:
        order = list(examples)
        draw.shuffle(order)
        for example in order:
            batch.append(example)
            size += len(example.reference)
            if size >= words:
                yield batch
                batch, size = [], 0
