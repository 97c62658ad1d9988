"""Measure whether voices come out alike whatever format a book is saved in.

Owns the formats in which the invented book of `edition_book` is saved, and the comparison of what dhkit says with what
the book says: its words are looked for in the text that the reader has made, so that nothing depends on where a format
puts its notes. A word that is not found counts as wrong.

    python tests/editions.py [--errors] [FORMAT …]
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from edition_book import TITLE, YEAR, Book, Word, cut_words, read_book
from edition_packed import save_new_epub, save_old_epub, save_word
from edition_pages import save_design_with_heads, save_plain_design, save_scan
from edition_texts import (
    save_gutenberg,
    save_markdown,
    save_new_page,
    save_old_page,
    save_processed,
    save_tei,
    save_windows,
)  # fmt: skip

from dhkit.build import build_corpus
from dhkit.documents import read_corpus, read_document
from dhkit.text import fold

FORMATS: dict[str, Callable[[Book], bytes]] = {
    "gutenberg.txt": save_gutenberg,
    "scan.txt": save_scan,
    "windows.txt": save_windows,
    "utf16.txt": save_processed,
    "old-page.html": save_old_page,
    "new-page.html": save_new_page,
    "new.epub": save_new_epub,
    "old.epub": save_old_epub,
    "word.docx": save_word,
    "heads.pdf": save_design_with_heads,
    "plain.pdf": save_plain_design,
    "markdown.md": save_markdown,
    "voices.xml": lambda book: save_tei(book, voices=True),
    "forms.xml": lambda book: save_tei(book, voices=False),
}
"""Each file and how it is saved."""


@dataclass
class Share:
    """Letters with the right voice, of all: together and by sort; words that are not in the text; where it is wrong."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    furniture: int = 0
    wrong: list[str] = field(default_factory=list)

    def of(self, sort: str = "") -> float:
        """Give the share of letters whose voice is right."""
        return sum(v for k, v in self.right.items() if sort in ("", k)) / max(
            1, sum(v for k, v in self.all.items() if sort in ("", k))
        )


def prepare(folder: Path, names: Sequence[str] = ()) -> Book:
    """Save the book in every format, with a corpus.toml that says no more than a user knows at once."""
    book = read_book()
    entries = ['title = "Istreva"']
    for name in names or FORMATS:
        data = FORMATS[name](book)
        (folder / name).write_bytes(data)
        entries.append(
            f'\n[[documents]]\nkey = "{name.replace(".", "-")}"\nfile = "{name}"\n'
            f'sha256 = "{hashlib.sha256(data).hexdigest()}"\nauthor = "Dorrec, Casimir"\ntitle = "{TITLE}"\n'
            f'year = {YEAR}\nlayout = "book"\nencoding = "auto"'
        )
    (folder / "corpus.toml").write_text("\n".join(entries) + "\n", encoding="utf-8")
    return book


def align(words: Sequence[Word], found: Sequence[tuple[str, int, int]]) -> dict[int, int]:
    """Find each word of the book among those of a text: first in order, then what stands elsewhere, run by run."""
    pairs: dict[int, int] = {}
    free = [(0, len(found))]
    open_runs = [(0, len(words))]
    for least in (4, 3, 2):
        left_words = [i for a, b in open_runs for i in range(a, b) if i not in pairs]
        taken = set(pairs.values())
        left_found = [j for a, b in free for j in range(a, b) if j not in taken]
        runs: list[list[int]] = []
        for i in left_words:
            if runs and runs[-1][-1] == i - 1 and least < 4:
                runs[-1].append(i)
            elif least == 4 and runs:
                runs[-1].append(i)
            else:
                runs.append([i])
        there = [found[j][0] for j in left_found]
        for run in runs:
            here = [words[i].letters for i in run]
            matcher = SequenceMatcher(None, there, here, autojunk=False)
            for a, b, size in matcher.get_matching_blocks():
                if size >= min(least, len(run)):
                    for k in range(size):
                        if left_found[a + k] not in taken:
                            pairs[run[b + k]] = left_found[a + k]
                            taken.add(left_found[a + k])
    return pairs


def measure(folder: Path, book: Book) -> dict[str, Share]:
    """Build the corpus of `prepare` and compare, format by format."""
    tables, _ = build_corpus(folder)
    corpus = read_corpus(folder)
    family = dict(zip(tables["voices"]["voice"], tables["voices"]["family"], strict=True))
    shares = {}
    for source in corpus.documents:
        text = read_document(corpus, source).text
        got = [""] * len(text)
        here = tables["utterances"]
        for row in here[here["document"].eq(source.key)].itertuples():
            got[row.start : row.end] = [row.voice] * (row.end - row.start)
        shares[source.file] = compare(book.words, text, got, family)
    return shares


def compare(words: Sequence[Word], text: str, got: Sequence[str], family: dict[str, str]) -> Share:
    """Compare the voices of a text, letter by letter, with those of the book's words."""
    share = Share()
    found = cut_words(text)
    pairs = align(words, found)
    runs: list[tuple[str, str, list[str], int]] = []
    for i, word in enumerate(words):
        size = len(word.letters)
        share.all[word.sort] += size
        voice = ""
        if i in pairs:
            _, start, end = found[pairs[i]]
            voice = Counter(got[start:end]).most_common(1)[0][0]
            voice = family.get(voice, "nobody")
        else:
            share.lost += size
            voice = "LOST"
        if fold(word.voice) in fold(voice) and voice != "nobody":
            share.right[word.sort] += size
            continue
        if runs and runs[-1][3] == i - 1 and runs[-1][:2] == (word.voice, voice):
            runs[-1] = (*runs[-1][:2], [*runs[-1][2], word.letters], i)
        else:
            runs.append((word.voice, voice, [word.letters], i))
    taken = set(pairs.values())
    share.furniture = sum(len(w) for j, (w, s, _) in enumerate(found) if j not in taken and got[s])
    share.wrong = [f"{len(r[2])} words of {r[0]}, got {r[1]}: {' '.join(r[2][:12])}" for r in runs if len(r[2]) > 1]
    return share


def main(arguments: Sequence[str]) -> None:
    """Print what is right of each format."""
    names = [a for a in arguments if a in FORMATS]
    with tempfile.TemporaryDirectory() as made:
        shares = measure(Path(made), prepare(Path(made), names))
    sorts = ("own", "quoted", "note", "introduction")
    totals: dict[str, list[float]] = defaultdict(list)
    sys.stdout.write(f"{'':16}{'all':>7}" + "".join(f"{s:>14}" for s in sorts) + "    lost  furniture\n")
    for name, share in shares.items():
        figures = "".join(f"{share.of(s):14.3f}" for s in sorts)
        n = sum(share.all.values())
        sys.stdout.write(f"{name:16}{share.of():7.3f}{figures}{share.lost:8}{share.furniture:8}   n {n}\n")
        totals[name].append(share.of())
        if "--errors" in arguments:
            sys.stdout.writelines(f"    {line}\n" for line in share.wrong)


if __name__ == "__main__":
    main(sys.argv[1:])
