"""Passages: blocks as a reader reads them, with the interruptions taken out and the way back kept.

Owns the joining of a block with those that continue it and its normalised reading. In comes a document and its blocks,
out come `Passage`s in order; every later step reads `passage.clean` and maps what it finds with `passage.span`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dhkit.documents import Document
from dhkit.rows import Block
from dhkit.text import NormalisedText, Span, count_words, normalise


@dataclass(frozen=True)
class Passage:
    """One block, or several that read as one text because a note or a caption interrupts them."""

    blocks: tuple[Block, ...]
    reading: NormalisedText

    @property
    def block(self) -> Block:
        """The block with which the passage begins."""
        return self.blocks[0]

    @property
    def kind(self) -> str:
        """Kind of the passage's blocks."""
        return self.blocks[0].kind

    @property
    def start(self) -> int:
        """First code point of the passage in the document."""
        return self.blocks[0].start

    @cached_property
    def clean(self) -> str:
        """The text as a reader reads it."""
        return self.reading.clean

    def source(self, position: int) -> str:
        """Give the source character of a position of the clean text: curly marks are curly there."""
        return self.reading.source[self.reading.to_source(position, position + 1).start]

    def span(self, start: int, end: int) -> Span:
        """Give the document's span of a stretch of the clean text; it may cross an interruption."""
        return self.reading.to_source(start, end).shift(self.start)

    def spans(self, start: int, end: int) -> list[tuple[Block, Span]]:
        """Cut the document's span of a stretch at block limits: what lies in between is not part of it."""
        whole = self.span(start, end)
        return [
            (block, Span(max(whole.start, block.start), min(whole.end, block.end)))
            for block in self.blocks
            if whole.start < block.end and block.start < whole.end
        ]


def read_passages(document: Document, blocks: Sequence[Block]) -> list[Passage]:
    """Read the blocks of a document as passages.

    Returns:
        One passage per block that continues none, in document order. A passage's clean text has single blanks, joined
        words and straight quotation marks.
    """
    words = count_words("\n\n".join(_whole_words(document.text, block) for block in blocks))
    return [_read(document.text, chain, words) for chain in _chains(blocks)]


def _whole_words(text: str, block: Block) -> str:
    """Give a block's text without the parts of words that an interruption tears apart."""
    own = text[block.start : block.end]
    own = re.sub(r"\w+[-\u2010\u00ad]$", "", own)
    return re.sub(r"^\w+", "", own) if block.continues else own


def _chains(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    chains: dict[str, list[Block]] = {}
    belongs: dict[str, str] = {}
    for block in blocks:
        first = belongs.get(block.continues, block.block) if block.continues else block.block
        belongs[block.block] = first
        chains.setdefault(first, []).append(block)
    return (tuple(chain) for chain in chains.values())


def _read(text: str, chain: tuple[Block, ...], words: dict[str, int]) -> Passage:
    start = chain[0].start
    hidden = [Span(a.end - start, b.start - start) for a, b in pairwise(chain)]
    return Passage(chain, normalise(text[start : chain[-1].end], hidden=hidden, words=words))
