"""The command `dhkit corrections`: what a scholar has decided, whether it still holds, and what it does to the figures.

Owns the arguments and messages of that command; the rest of the command line is `cli`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhkit.corpus_folders import corpus_folder, tables_at_hand

if TYPE_CHECKING:
    import pandas as pd

    from dhkit.authority import Authority
    from dhkit.corrections import Correction
    from dhkit.rows import Row


def add_commands(commands: Any) -> None:
    """Add the command to those of the command line."""
    corrections = commands.add_parser(
        "corrections",
        help="show a scholar's corrections, check them, and say what each changes",
        description="List the corrections of a corpus (data/corrections/CORPUS.csv), what became of each, and the "
        "figures that each changes: counts before and after it. No table is touched: dhkit build applies them. Where "
        "the documents are on this machine they are first read without corrections, and what the rules find is kept "
        "for the next time, in a hidden file beside the tables. Else the tables at hand serve, and lines "
        "that these have taken in already show no effect. Exit code 1 if a correction is stale.",
        epilog="Example: dhkit corrections october --import reviewed.jsonld",
    )
    corrections.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    way = corrections.add_mutually_exclusive_group()
    way.add_argument(
        "--export",
        type=Path,
        metavar="FILE|FOLDER",
        help="write them instead as W3C Web Annotations (a new .jsonld file), or, with the texts and the rows, as UIMA "
        "CAS XMI (a new folder ending in .cas; extra: pip install 'dhkit[uima]')",
    )
    way.add_argument(
        "--import",
        dest="taken",
        type=Path,
        metavar="FILE|FOLDER",
        help="append those of a .jsonld or .csv file, or of a folder with .xmi files, to the corpus's own; "
        "what stands there already is not repeated",
    )
    corrections.set_defaults(command=_corrections)


def _corrections(options: argparse.Namespace) -> int:
    from dhkit.corrections import append_corrections, corrections_file, read_corrections
    from dhkit.documents import read_corpus

    folder = corpus_folder(options.corpus)
    read_corpus(folder)
    path = corrections_file(folder)
    if options.taken:
        n = append_corrections(path, _read(options.taken))
        print(f"{n} corrections appended to {path}; to apply them: dhkit build {options.corpus}")
        return 0
    corrections = read_corrections(path)
    if options.export:
        return _export(options.export, corrections, folder)
    if not corrections:
        print(f"{options.corpus}: no corrections. They go into {path}, one a line; its columns: {_columns()}")
        return 0
    return _show(folder, options.corpus, corrections)


def _columns() -> str:
    from dhkit.corrections import COLUMNS

    return ", ".join(COLUMNS)


def _read(path: Path) -> list[Correction]:
    from dhkit.corrections import read_corrections
    from dhkit.uima import read_cas
    from dhkit.web_annotations import read_annotations

    if path.is_dir():
        return read_cas(path)
    if not path.is_file():
        raise ValueError(
            f"{path} is not there. Name a .jsonld or .csv file with corrections, or a folder of .xmi files."
        )
    if path.suffix == ".csv":
        return read_corrections(path)
    return read_annotations(path.read_text(encoding="utf-8"), str(path))


def _export(path: Path, corrections: Sequence[Correction], folder: Path) -> int:
    from dhkit.documents import read_corpus
    from dhkit.oddities import read_present
    from dhkit.uima import write_cas
    from dhkit.web_annotations import write_annotations

    if path.suffix == ".cas":
        texts = {key: document.text for key, document in read_present(read_corpus(folder)).items()}
        written = write_cas(path, texts, tables_at_hand(folder), corrections)
        print(f"{len(corrections)} corrections written to {path}, with the texts of {len(written)} documents")
        return 0
    if path.exists():
        raise ValueError(f"{path} is there already and stays as it is. Name a new file.")
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(write_annotations(corrections))
    print(f"{len(corrections)} corrections written to {path}")
    return 0


def _show(folder: Path, given: str, corrections: Sequence[Correction]) -> int:
    """Tell each correction, what became of it, and the figures it changes; then all of them together."""
    from dhkit.amendments import amend_each
    from dhkit.documents import read_corpus
    from dhkit.figures import compare_figures, measure_figures, tell_figures
    from dhkit.frames import FrameLexicon
    from dhkit.lexicons import frame_set, general_adjectives, lexicon_folders, read_frames
    from dhkit.oddities import read_present

    corpus = read_corpus(folder)
    documents = read_present(corpus)
    rows, known = _rows_without(folder, given, whole=len(documents) == len(corpus.documents))
    lexicon = FrameLexicon(read_frames(lexicon_folders(corpus)), general_adjectives())
    texts = {key: document.text for key, document in documents.items()}
    frames = _frames(rows, {}, {})
    first = last = measure_figures(frames)
    states: list[str] = []
    for amended, outcome in amend_each(
        rows, corrections, texts=texts, known=known, lexicon=lexicon, frames=frame_set()
    ):
        frames = _frames(amended, rows, frames)
        rows, now = amended, measure_figures(frames)
        print(outcome, f"   why: {outcome.correction.why}" if outcome.correction.why else "", sep="")
        for told in tell_figures(compare_figures(last, now)):
            print(f"    {told}")
        last, states = now, [*states, outcome.state]
    print(f"{len(states)} corrections: " + ", ".join(f"{states.count(s)} {s}" for s in sorted(set(states))))
    if len(states) > 1:
        print("All together:")
        for told in tell_figures(compare_figures(first, last)):
            print(f"    {told}")
    return 1 if "stale" in states else 0


def _rows_without(folder: Path, given: str, *, whole: bool) -> tuple[Mapping[str, Sequence[Row]], dict[str, Authority]]:
    """Give the rows of a corpus as the rules make them, and what they may name; else those at hand, and say so."""
    from dhkit.authority import Authority, read_authority
    from dhkit.build import choose_processes
    from dhkit.documents import read_corpus
    from dhkit.kept_rows import rows_by_rules
    from dhkit.lexicons import lexicon_folders
    from dhkit.tables import to_rows

    if whole:
        return rows_by_rules(folder, processes=choose_processes(folder))
    tables = tables_at_hand(folder)
    print(f"dhkit: not all documents of {given} are on this machine; the tables at hand serve", file=sys.stderr)
    entities = tables["entities"][["entity", "label", "kind", "wikidata"]].itertuples(index=False, name=None)
    known = {key: Authority(key, label, kind, "", (), wikidata, "") for key, label, kind, wikidata in entities}
    known |= read_authority(lexicon_folders(read_corpus(folder)))
    return {name: to_rows(name, tables[name]) for name in tables}, known


def _frames(
    rows: Mapping[str, Sequence[Row]], before: Mapping[str, Sequence[Row]], frames: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Make the frames that figures are measured from; a table whose rows are those of before keeps its frame."""
    from dhkit.tables import to_frame

    return {
        name: frames[name] if name in frames and rows[name] == before[name] else to_frame(name, rows[name])
        for name in ("utterances", "mentions", "characterisations", "citations")
    }
