"""Measure dhkit on texts that nobody tuned its rules for.

Owns the three texts of `tests/strangers` on an invented rising, in the forms of old books: `NAME.FORMAT.ann` is a file
with the tags of `dhkit.gold` in it. Taken out, they leave the file that a reader would have; left in, the file goes
through the same reader, and the tags then stand in the extracted text, so that the truth counts in its code points.
`python tests/strangers.py [--errors]` prints what is right, without lists of any kind for these texts.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from dhkit.build import build_corpus
from dhkit.gold import KINDS, TAG, Measure, parse
from dhkit.readers import read_bytes
from dhkit.text import fold

FOLDER = Path(__file__).parent / "strangers"

DESCRIBED = {
    "history.txt": ("Strake, Edmund", "The Rising of Marenna", 1887, "book"),
    "memoir.html": ("Wiebe, Anselm", "Recollections of a Court Physician", 1855, "book"),
    "annals.txt": ("Bresci, Ottavio", "Annals of the Marennese Republic", 1868, "book"),
    "trial.txt": ("", "The Trial of Colonel Baretti", 1850, "transcript"),
    "republic.txt": ("Vane, Margaret", "The Fall of the Republic", 1899, "book"),
    "periodical.html": ("Aske, Ruth", "Was Marenna a Revolution?", 2015, "newspaper"),
}
"""What corpus.toml says of each: author, title, year, layout."""


def prepare(folder: Path, layouts: dict[str, str] | None = None) -> dict[str, str]:
    """Write the texts and their corpus.toml into a folder; give the annotated extracted text of each by key."""
    annotated, entries = {}, []
    for name, (author, title, year, layout) in DESCRIBED.items():
        raw = (FOLDER / f"{name}.ann").read_text(encoding="utf-8")
        plain = TAG.sub("", raw).encode()
        (folder / name).write_bytes(plain)
        key = name.partition(".")[0]
        entries.append(
            f'[[documents]]\nkey = "{key}"\nfile = "{name}"\nsha256 = "{hashlib.sha256(plain).hexdigest()}"\n'
            f'author = "{author}"\ntitle = "{title}"\nyear = {year}\nlayout = "{(layouts or {}).get(name, layout)}"\n'
        )
        annotated[key] = read_bytes(raw.encode(), name).text
    (folder / "corpus.toml").write_text('title = "Marenna"\n\n' + "\n".join(entries), encoding="utf-8")
    return annotated


def measure(folder: Path, annotated: dict[str, str]) -> dict[str, dict[str, Measure]]:
    """Build the corpus and compare: one `Measure` for voices, voiceless stretches, citations and persons by document."""
    tables, _ = build_corpus(folder)
    family = dict(zip(tables["voices"]["voice"], tables["voices"]["family"], strict=True))
    found = {}
    for document, marked in annotated.items():
        text, spans = parse(marked)
        here = {n: f[f["document"].eq(document)] for n, f in tables.items() if "document" in f}
        author = here["documents"]["voice"].iloc[0]
        got = [""] * len(text)
        for row in here["utterances"].itertuples():
            got[row.start : row.end] = [row.voice] * (row.end - row.start)
        measures = {name: Measure() for name in ("voices", "voiceless", "citations", "entities")}
        silent = [not c.isspace() and c not in "\"'“”‘’" for c in text]
        for span in (s for s in spans if s.layer == "c"):  # nobody speaks a citation
            silent[span.start : span.end] = [False] * (span.end - span.start)
        for span in (s for s in spans if s.layer == "v"):
            wanted, wrong = span.attributes.split("|")[0], Counter[str]()
            for i in range(span.start, span.end):
                if silent[i]:
                    silent[i] = False
                    wrong[family.get(got[i], "nobody")] += not _is(got[i], wanted, author, family)
                    measures["voices"].right += _is(got[i], wanted, author, family)
            measures["voices"].missed += wrong.total()
            if wrong.total() > 8:
                quoted = re.sub(r"\s+", " ", text[span.start : span.start + 60])
                measures["voices"].places.append(f"{span.start} is {wanted}, got {dict(+wrong)}: {quoted}")
        for i, blank in enumerate(silent):
            measures["voiceless"].right += blank and not got[i]
            measures["voiceless"].missed += blank and bool(got[i])
        _count(measures["citations"], text, {(s.start, s.end) for s in spans if s.layer == "c"},
               {(r.start, r.end) for r in here["citations"].itertuples()})  # fmt: skip
        persons = {(s.start, s.end) for s in spans if s.layer == "e" and KINDS[s.attributes[:3]] == "person"}
        if persons:  # the texts tag a person where a name stands first, so only recall is meant
            named = {(r.start, r.end) for r in here["mentions"].itertuples() if r.kind == "person"}
            _count(measures["entities"], text, persons, named & persons)
        found[document] = measures
    return found


def _is(got: str, wanted: str, author: str, family: dict[str, str]) -> bool:
    if wanted == "DOC":
        return got == author
    name = fold(wanted)
    return bool(got) and (name in fold(family[got]) or fold(family[got]) in name)


def _count(measure: Measure, text: str, wanted: set[tuple[int, int]], found: set[tuple[int, int]]) -> None:
    measure.right += len(wanted & found)
    measure.missed += len(wanted - found)
    measure.wrong += len(found - wanted)
    measure.places += [f"missed {text[s:e]!r}" for s, e in sorted(wanted - found)]
    measure.places += [f"is none {text[s:e]!r}" for s, e in sorted(found - wanted)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asked = dict(pair.split("=") for pair in sys.argv[1:] if "=" in pair)
        for document, measures in measure(Path(made), prepare(Path(made), asked)).items():
            for name, counts in measures.items():
                share = counts.right / max(1, counts.right + counts.missed)
                sys.stdout.write(f"{document:12}{name:12}{share:.3f} {counts}\n")
                if "--errors" in sys.argv:
                    sys.stdout.writelines(f"    {place}\n" for place in counts.places)
