"""Noun chunks of a text parsed with Universal Dependencies.

Owns what a noun chunk is there: a noun with what stands before it and belongs to it. spaCy's own iterator for English
expects other relations and finds hardly any. In comes a parsed text, out come spans, as `doc.noun_chunks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_BEFORE = frozenset("det det:predet amod compound nummod nmod:poss nmod:desc nmod:unmarked flat".split())
_JOINED = frozenset(("flat", "compound", "goeswith", "nummod", "nmod:desc"))


def find_noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Find the noun chunks of a text.

    A chunk is a noun, proper noun or pronoun from the first of the determiners, adjectives, compounds, numbers and
    possessors before it to the last part of a name behind it. What is itself a part of a longer chunk is none.

    Args:
        doclike: a parsed text or a stretch of it.

    Yields:
        First token, token after the last, and the label, as spaCy wants them of an iterator.

    Raises:
        ValueError: if the text is not parsed.
    """
    doc = doclike.doc
    if not doc.has_annotation("DEP"):
        raise ValueError("noun chunks need a parsed text: load the pipeline with its parser (whole=True).")
    label = doc.vocab.strings.add("NP")
    last = -1
    for token in doclike:
        if token.pos_ not in ("NOUN", "PROPN", "PRON") or (token.dep_ in _BEFORE and token.head.i > token.i):
            continue
        if token.dep_ in _JOINED and token.head.i < token.i:
            continue
        start, end = token.i, token.i + 1
        for child in token.children:
            if child.i < token.i and child.dep_ in _BEFORE:
                start = min(start, child.left_edge.i)
            elif child.i > token.i and child.dep_ in _JOINED:
                end = max(end, child.right_edge.i + 1)
        if start > last:
            yield start, end, label
            last = end - 1


def has_universal_relations(nlp: Language) -> bool:
    """Say whether a pipeline's parser was trained on Universal Dependencies."""
    return "parser" in nlp.pipe_names and "obl" in nlp.get_pipe("parser").labels  # type: ignore[attr-defined]
