"""New corpora: from a folder of files to a corpus that can be read, with everything that was guessed said.

Owns `dhkit new`: corpus.toml with a reason for each line, first lists of names and events (its notebooks are made by
`templates`). In come files, out goes `data/raw/NAME`. Nothing that is there already is overwritten, and no two names
are merged: what may be the same stands in a note.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from dhkit.build import choose_processes, write_corpus
from dhkit.corpus_folders import tables_at_hand
from dhkit.documents import CorpusError, read_corpus
from dhkit.event_names import LEAST_NAMED, label_of, propose_events
from dhkit.oddities import read_present
from dhkit.proposals import Proposal, propose
from dhkit.readers import read_file
from dhkit.readings import Reading
from dhkit.suggestions import COLUMNS, suggest_entries, write_suggestions
from dhkit.text import slug

_PLURAL = re.compile(r"(?:s|men)$")


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file of a new corpus: where it is, its key, what was read and what is proposed."""

    path: Path
    key: str
    reading: Reading
    proposal: Proposal


def look_at(files: Sequence[Path]) -> list[NewFile]:
    """Read files and propose what corpus.toml should say of each.

    Raises:
        CorpusError: if there is none, one is no file, or two have one name.
        ReadingError: if one cannot be read: what it is, what to do.
    """
    given = [
        f for path in files for f in (sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path])
    ]
    if not given:
        raise CorpusError("no files were given. Name the files, or a folder of them: dhkit new NAME FILES…")
    found: list[NewFile] = []
    for path in given:
        if not path.is_file():
            raise CorpusError(f"{path} is no file. Name files that are there, or a folder of them.")
        if path.name in {f.path.name for f in found}:
            raise CorpusError(f"two files are called {path.name}. Rename one: they will lie in one folder.")
        reading = read_file(path)
        if not reading.text.strip():
            raise CorpusError(f"{path} is empty. Leave it out, or put the document's text there; nothing was made yet.")
        key = slug(path.stem)[:40].strip("-") or "document"
        while key in {f.key for f in found}:
            key += "-2"
        found.append(NewFile(path, key, reading, propose(reading)))
    return found


def describe(name: str, files: Sequence[NewFile]) -> str:
    """Write the corpus.toml of a new corpus: behind each guess stands why."""
    lines = [
        "# Proposed by `dhkit new`. Behind each line stands where it was read; mend what is wrong, then build anew.",
        f"title = {_quoted(name)}",
        'search = ["."]',
        'lexicons = ["lexicons"]',
    ]
    for file in files:
        guesses = file.proposal.guesses
        lines += ["", "[[documents]]", f"key = {_quoted(file.key)}", f"file = {_quoted(file.path.name)}"]
        lines.append(f'sha256 = "{hashlib.sha256(file.path.read_bytes()).hexdigest()}"')
        for field in ("author", "title", "year", "language", "layout", "translator", "editor"):
            guess = guesses.get(field)
            if guess is None:
                if field in ("author", "title", "year"):
                    empty = {"author": 'author = ""', "title": f"title = {_quoted(file.path.stem)}", "year": "# year ="}
                    lines.append(f"{empty[field]}  # not told by the text; fill in")
                continue
            value = str(int(guess.value)) if field == "year" else _quoted(guess.value)
            lines.append(f"{field} = {value}  # {' '.join(guess.reason.split())}")
        if (guess := guesses.get("introduction")) is not None:
            heading, _, name = guess.value.partition(" = ")
            lines.append(f"parts = {{ {_quoted(heading)} = {_quoted(name)} }}  # {guess.reason}")
        if file.reading.encoding not in ("", "utf-8") and file.reading.format in ("text", "html", "markdown", "table"):
            why = next((r for r in file.reading.remarks if file.reading.encoding in r), "told by the file itself")
            lines.append(f"encoding = {_quoted(file.reading.encoding)}  # {why}")
        if file.reading.format != "text":
            lines.append(f"format = {_quoted(file.reading.format)}  # by its first bytes and its name")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a string as TOML has it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def create_corpus(name: str, files: Sequence[Path], raw: Path, *, say: Callable[[str], None]) -> Path:
    """Make a corpus of files: describe it, build it, write its first lists, and build it with these.

    Args:
        name: of the corpus; a folder of that name must not be there.
        files: the files, or folders of them; they are copied.
        raw: the folder of corpora.
        say: called with what is done, line by line.

    Returns:
        The folder of the corpus.
    """
    folder = raw / name
    if name != slug(name):
        raise CorpusError(f"name {name!r} may hold lower-case letters, digits and hyphens only; try {slug(name)!r}.")
    if folder.exists():
        raise CorpusError(f"{folder} is there already and stays as it is. Choose another name, or remove it first.")
    found = look_at(files)
    (folder / "lexicons").mkdir(parents=True)
    for file in found:
        shutil.copyfile(file.path, folder / file.path.name)
    (folder / "corpus.toml").write_text(describe(name, found), encoding="utf-8")
    for file in found:
        guess = file.proposal.guesses["layout"]
        say(f"{file.path.name}: {file.reading.format}, {len(file.reading.text):,} characters; layout {guess.value}")
        for remark in file.reading.remarks:
            say(f"  {remark}")
    _write_list(folder, "authority.csv", ",".join(COLUMNS) + "\n")
    events = propose_events([f.reading.text for f in found])
    rows: list[dict[str, str]] = [
        dict(zip(COLUMNS, (e["entity"], label_of(e), "event", "", e["cues"], "", "", e["source"]), strict=True))
        for e in events.to_dict("records")
    ]
    _write_list(folder, "authority.csv", write_suggestions(pd.DataFrame(rows, columns=list(COLUMNS))))
    _write_list(folder, "events.csv", _csv(events))
    build = partial(write_corpus, folder, processes=choose_processes(folder))
    build(progress=lambda key: say(f"reading {key}"))
    corpus = read_corpus(folder)
    names = _first_names(folder, name, {row["entity"] for row in rows})
    _write_list(folder, "authority.csv", write_suggestions(pd.DataFrame([*rows, *names], columns=list(COLUMNS))))
    _, reports = build(progress=lambda key: say(f"reading {key} again, with the names found"))
    for report in reports:
        say(str(report))
    say(f"{corpus.title} is built; first lists in {folder / 'lexicons'}: names {len(names)}, events {len(events)}")
    return folder


def _first_names(folder: Path, name: str, taken: set[str]) -> list[dict[str, str]]:
    from dhkit.authority import read_authority
    from dhkit.lexicons import lexicon_folders

    corpus = read_corpus(folder)
    suggested = suggest_entries(
        tables_at_hand(folder),
        read_authority(lexicon_folders(corpus)),
        read_present(corpus),
        source=f"dhkit new {name}: not judged yet",
        least=LEAST_NAMED,
    )
    return [
        {str(k): str(v) for k, v in row.items()}
        for row in suggested.to_dict("records")
        if row["entity"] not in taken and row["kind"] != "work" and row["aliases"]
    ]


def _csv(frame: pd.DataFrame) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(frame.columns), *frame.itertuples(index=False)])
    return out.getvalue()


def _write_list(folder: Path, file: str, text: str) -> None:
    (folder / "lexicons" / file).write_text(text, encoding="utf-8")


def tell_first_steps(files: Sequence[NewFile], tables: Mapping[str, pd.DataFrame], folder: Path) -> list[str]:
    """Say in ten lines at most what a person should check first."""
    lines = []
    for file in files:
        unsure = [n for n in ("author", "title", "year") if not file.proposal.get(n)]
        weak = [n for n, g in file.proposal.guesses.items() if g.weight < 0.45 and n != "language"]
        if unsure or weak:
            told = [f"{', '.join(unsure)} not told"] * bool(unsure) + [f"{', '.join(weak)} only guessed"] * bool(weak)
            lines.append(f"{file.path.name}: {'; '.join(told)}: look at its entry in {folder / 'corpus.toml'}")
    lines = lines[:3]
    lines += [
        f"{f.path.name}: {f.reading.remarks[0]}"
        for f in files
        if f.reading.remarks and "confirm" in f.reading.remarks[0]
    ][:2]
    utterances = tables["utterances"]
    sized = utterances.assign(n=utterances["end"] - utterances["start"])
    others = sized[sized["rule"].str.startswith(("part by", "note of", "signed note"))].groupby("voice")["n"].sum()
    names = dict(zip(tables["voices"]["voice"], tables["voices"]["name"], strict=True))
    for voice, n in list(others.sort_values(ascending=False).items())[:2]:
        lines.append(f"{names[str(voice)]} was taken for another hand ({n:,} characters): are the limits right?")
    unsure_share = sized.loc[sized["state"].eq("ambiguous"), "n"].sum() / max(1, sized["n"].sum())
    lines.append(
        f"{unsure_share:.1%} of the words have no voice that could be told: `dhkit doctor {folder.name}` lists them"
    )
    lines.append(
        f"names in {folder / 'lexicons' / 'authority.csv'} are not judged: strike what is none, join what is one"
    )
    lines.append(f"events in {folder / 'lexicons' / 'events.csv'} are those with a telling word: add your own")
    return lines[:10]
