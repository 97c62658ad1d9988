"""A long book that nobody wrote: chapters, quotations, letters, notes and ever more names, as long as is asked for.

Its sentences are those of the sample, with persons, places and works put in that no list knows; the same words and seed
give the same book. `benchmarks/long.py` times it, `test_scale.py` counts what it costs.
"""

from __future__ import annotations

import random
import re
import textwrap
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "raw" / "sample"
_CHAPTER, _WIDTH = 6_000, 72
_PERSON = re.compile(
    r"\b(?:Edith Harrow|Anna Tell|Ilias Marou|Gerald Whitlock|Nadia Keller|Agata Lorn|Josip Hanke|Matei Kadran"
    r"|Harrow|Tell|Marou|Whitlock|Keller|Lorn|Hanke|Kadran|Sorokh)\b"
)
_PLACE = re.compile(r"\b(?:Selvara|Kerem|Orvania|Tavra|Cape Ana|Vienna|Cambridge)\b")
_GIVEN = (
    "Anna Martin Clara Edmund Louisa Peter Hester George Maria Conrad Agnes Julius Esther Simon Paul Judith".split()
)
_SYLLABLES = "bar cas dor fen gar hol jas kel lor mar nev or pel quin ras sor tav ul ver wes zan ick and ell".split()
_ENDS = "ow ing man den by worth ley ski ov ard en er is a o".split()
_TITLES = "Lamps Letters Memoirs Annals Journal Recollections Narrative Papers Harbours Winters Ledgers Tides".split()
_MONTHS = "March April June October November December".split()
_SAID = "said wrote declared replied answered observed remarked".split()


class _Writer:
    """Draws words from a seed; names already used come back more often than new ones."""

    def __init__(self, seed: int) -> None:
        self.lots = random.Random(seed)
        self.persons: list[tuple[str, str]] = []
        self.places: list[str] = []
        self.works: list[tuple[str, str]] = []
        text = " ".join(" ".join(f.read_text(encoding="utf-8").split()) for f in sorted(SAMPLE.glob("*.txt")))
        sentences = re.split(r"(?<=[a-z][.!?]) (?=[A-Z])", text)
        self.sentences = sorted({s for s in sentences if re.fullmatch(r"[A-Z][^\"“”\[\](){}\d•—:.]{40,260}[.!?]", s)})

    def name(self) -> str:
        return "".join(self.lots.choices(_SYLLABLES, k=2)).capitalize() + self.lots.choice(_ENDS)

    def person(self) -> tuple[str, str]:
        """Draw a given name and a family name."""
        if not self.persons or self.lots.random() < 8 / (8 + len(self.persons) ** 0.7):
            self.persons.append((self.lots.choice(_GIVEN), self.name()))
        return self.lots.choice(self.persons[-200:] if self.lots.random() < 0.5 else self.persons)

    def place(self) -> str:
        if len(self.places) < 20 or self.lots.random() < 0.01:
            self.places.append(self.name())
        return self.lots.choice(self.places)

    def work(self) -> tuple[str, str]:
        """Draw an author's family name and a title."""
        if not self.works or self.lots.random() < 0.1:
            title = f"{self.lots.choice(_TITLES)} of {self.place()}"
            self.works.append((self.person()[1], title))
        return self.lots.choice(self.works)

    def sentence(self) -> str:
        """Draw a sentence of the sample, with other names in it."""
        if self.lots.random() < 0.15:
            party = ", ".join(self.called(full=True) for _ in range(self.lots.randint(1, 3)))
            return f"With {party} and {self.called()} we came to {self.place()} in {self.lots.choice(_MONTHS)}."
        text = _PERSON.sub(lambda m: self.called(full=" " in m.group()), self.lots.choice(self.sentences))
        return _PLACE.sub(lambda _: self.place(), text)

    def called(self, *, full: bool = False) -> str:
        given, family = self.person()
        return f"{given} {family}" if full or self.lots.random() < 0.3 else family

    def prose(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.lots.randint(least, most)))

    def paragraph(self, note: int) -> list[str]:
        """Write a paragraph, with what is set in below it; its quotation carries the number of a note."""
        drawn, said = self.lots.random(), self.lots.choice(_SAID)
        if drawn < 0.45:
            return [self.prose(3, 8)]
        if drawn < 0.75:
            quoted = f"“{self.prose(1, 3)}” {said} {self.called()} at {self.place()}.[{note}]"
            return [f"{self.prose(1, 4)} {quoted} {self.prose(1, 3)}"]
        if drawn < 0.9:
            return [f"{self.called(full=True)} {said}: “{self.prose(1, 4)}”[{note}]"]
        inset = textwrap.indent(textwrap.fill(f"“{self.prose(2, 6)}”", _WIDTH - 4), "    ")
        return [f"{self.prose(1, 2)} {self.called(full=True)} wrote from {self.place()}:", inset]


def write_book(words: int, seed: int = 1) -> str:
    """Write a book of about so many words, in lines, with notes at each chapter's end."""
    writer, parts, written, chapter = _Writer(seed), ["THE HARBOURS OF THE SOUTH", "By Margaret Vane", "1888"], 0, 0
    while written < words:
        chapter += 1
        parts.append(f"CHAPTER {_roman(chapter)}\n\nOf {writer.place()} and of {writer.called(full=True)}")
        notes: list[str] = []
        here = 0
        while here < _CHAPTER and written + here < words:
            paragraph = writer.paragraph(len(notes) + 1)
            if f"[{len(notes) + 1}]" in paragraph[-1]:
                author, title = writer.work()
                notes.append(f"[{len(notes) + 1}] {author}, {title}, vol. ii. p. {writer.lots.randint(1, 400)}.")
            parts += [p if p.startswith("  ") else textwrap.fill(p, _WIDTH) for p in paragraph]
            here += sum(len(p.split()) for p in paragraph)
        parts += notes
        written += here
    return "\n\n".join(parts) + "\n"


def _roman(number: int) -> str:
    """Write a number in Roman figures.

    >>> _roman(49)
    'XLIX'
    """
    signs = zip((100, 90, 50, 40, 10, 9, 5, 4, 1), "C XC L XL X IX V IV I".split(), strict=True)
    text = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        text += sign * times
    return text
