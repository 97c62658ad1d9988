"""Word pieces: a text as the sentence encoder MiniLM reads it, in numbers of its vocabulary.

Owns the cutting of words into pieces. In come words or running text, out come piece numbers. The vocabulary
(`wordpieces.vocab`, one piece a line, numbered from 0) is that of the uncased English BERT, Apache 2.0; what the
numbers mean to the encoder is `minilm`.

Method: control characters are dropped, letters are taken small and without accents, each punctuation mark and each
Chinese character is a word; a word is the fewest pieces found from its left, longest first, each later one marked `##`
(WordPiece; Wu and others 2016, Devlin and others 2019).

    >>> [vocabulary()[n] for n in cut_text("Lanternia’s sailors")]
    ['lantern', '##ia', '’', 's', 'sailors']
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
"""The pieces before and after every text, and the piece of a word that has no other."""

_FILE = Path(__file__).with_suffix(".vocab")
_LONGEST = 100  # letters of a word; a longer one is no word
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


@cache
def vocabulary() -> tuple[str, ...]:
    """Give every piece, in the order of its number."""
    return tuple(_FILE.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


@cache
def numbers() -> dict[str, int]:
    """Give the number of every piece."""
    return {piece: number for number, piece in enumerate(vocabulary())}


def cut_text(text: str) -> list[int]:
    """Cut a running text into piece numbers, without the pieces before and after it.

    >>> cut_text(" ")
    []
    """
    return [number for word in _clean(text).split() for part in _parts(word) for number in _cut(part)]


@cache
def cut_word(word: str) -> tuple[int, ...]:
    """Cut one word of a tokenizer into piece numbers; none for white space."""
    return tuple(cut_text(word))


def _clean(text: str) -> str:
    """Drop what is no character, part Chinese characters."""
    kept = []
    for character in text:
        if character in "\t\n\r":
            kept.append(" ")
        elif unicodedata.category(character).startswith("C") or character == "\ufffd":
            continue
        elif any(first <= ord(character) <= last for first, last in _IDEOGRAPHS):
            kept.append(f" {character} ")
        else:
            kept.append(character)
    plain = unicodedata.normalize("NFD", "".join(kept))
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()


def _parts(word: str) -> Iterator[str]:
    """Part the punctuation marks of a word from its letters."""
    start = 0
    for at, character in enumerate(word):
        if _is_mark(character):
            if start < at:
                yield word[start:at]
            yield character
            start = at + 1
    if start < len(word):
        yield word[start:]


def _is_mark(character: str) -> bool:
    """Say whether a character stands by itself: punctuation, and every printing ASCII sign that is no letter."""
    if character.isascii():
        return not character.isalnum()
    return unicodedata.category(character).startswith("P")


@cache
def _cut(part: str) -> tuple[int, ...]:
    """Find the pieces of one part: the longest that the vocabulary has, from the left."""
    known = numbers()
    if len(part) > _LONGEST:
        return (known[UNKNOWN],)
    found: list[int] = []
    start = 0
    while start < len(part):
        mark = "##" if start else ""
        for end in range(len(part), start, -1):
            number = known.get(f"{mark}{part[start:end]}")
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return (known[UNKNOWN],)
    return tuple(found)
