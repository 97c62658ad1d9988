"""Build: the sample corpus from its documents, held to the truth that was written with it."""

from __future__ import annotations

import ast
import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from truth import compare, read_truth

from dhkit.build import build_corpus, write_corpus
from dhkit.corpus_folders import processed_folder
from dhkit.corrections import Correction, append_corrections, corrections_file
from dhkit.document_tables import DocumentTables, Lists, Report, build_document
from dhkit.documents import CorpusError, read_corpus, read_document
from dhkit.joining import join_documents
from dhkit.rows import TABLES
from dhkit.tables import read_tables

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sample"
SHIPPED = ROOT / "src" / "dhkit" / "lexicons" / "russian_revolution"

FLOORS = {
    "voices": ("recall", 0.97),
    "voiceless": ("recall", 0.98),
    "citations": ("f", 1.0),
    "works": ("recall", 1.0),
    "pages": ("recall", 0.98),
    "entities": ("f", 0.94),
}
"""What the sample reaches at least, by layer: a little under what it reaches now."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, pd.DataFrame], list[Report]]:
    """Build the sample anew into a folder of its own, and read its tables."""
    folder, reports = write_corpus(SAMPLE, tmp_path_factory.mktemp("built") / "sample")
    return read_tables(folder), reports


@pytest.fixture(scope="module")
def alone() -> list[DocumentTables]:
    """Build each document of the sample by itself."""
    corpus = read_corpus(SAMPLE)
    lists = Lists.of(corpus)
    return [build_document(read_document(corpus, source), lists) for source in corpus.documents]


# The truth


@pytest.mark.parametrize("layer", FLOORS)
def test_sample_reaches_its_floor(layer: str, fresh: tuple[dict[str, pd.DataFrame], list[Report]]) -> None:
    """What a layer has reached on the sample it does not lose."""
    measure = compare(fresh[0], read_truth())[layer]
    name, floor = FLOORS[layer]

    assert getattr(measure, name) >= floor, "\n".join([str(measure), *measure.places])
    assert measure.right


def test_characterisations_are_few_but_true(fresh: tuple[dict[str, pd.DataFrame], list[Report]]) -> None:
    """Nine in ten of what is found is so, and nearly half of what is so is found."""
    measure = compare(fresh[0], read_truth())["characterisations"]

    assert measure.precision >= 0.9, "\n".join(measure.places)
    assert measure.recall >= 0.45, "\n".join(measure.places)


def test_the_comparison_notices(fresh: tuple[dict[str, pd.DataFrame], list[Report]]) -> None:
    """The comparison itself falls below the floors where tables are wrong."""
    tables = dict(fresh[0])
    tables["utterances"] = tables["utterances"].assign(voice=tables["documents"]["voice"].iloc[0])
    tables["citations"] = tables["citations"].iloc[::2]
    tables["mentions"] = tables["mentions"].iloc[::2]
    measures = compare(tables, read_truth())

    assert [] == [n for n in ("voices", "citations", "entities") if getattr(measures[n], FLOORS[n][0]) >= FLOORS[n][1]]


# Reports


def test_reports_count_rows(fresh: tuple[dict[str, pd.DataFrame], list[Report]]) -> None:
    """A report says how many rows of each table stand on its document."""
    tables, reports = fresh

    assert [r.document for r in reports] == [s.key for s in read_corpus(SAMPLE).documents]
    for report in reports:
        for name in ("blocks", "utterances", "citations", "mentions", "characterisations"):
            assert report.found[name] == (tables[name]["document"] == report.document).sum()


def test_reports_count_what_is_odd(fresh: tuple[dict[str, pd.DataFrame], list[Report]]) -> None:
    """What is odd in a document is counted and told: the sample has an unclosed quotation and a cut-off title."""
    tables, reports = fresh

    for report in reports:
        unsure = tables["utterances"][tables["utterances"]["state"].eq("ambiguous")]
        assert report.odd["utterances of unsure voice"] == (unsure["document"] == report.document).sum()
        assert report.odd["unresolved citations"] == report.odd["ambiguous citations"] == 0
    assert {"compilation": 2} == {r.document: n for r in reports if (n := r.odd["unpaired quotation marks"])}


def test_a_report_is_one_line() -> None:
    """A report reads as one line, with nothing said of what there is none of."""
    report = Report("letter", {"blocks": 3, "citations": 0}, {"unpaired quotation marks": 1, "unresolved citations": 0})

    assert "letter: 3 blocks; odd: 1 unpaired quotation marks" == str(report)
    assert "letter: 3 blocks" == str(Report("letter", {"blocks": 3}, {"unresolved citations": 0}))


# Documents alone and together


def test_a_document_alone_gives_the_same_rows(
    alone: list[DocumentTables], fresh: tuple[dict[str, pd.DataFrame], list[Report]]
) -> None:
    """What is built of a document does not depend on the documents beside it."""
    for built, report in zip(alone, fresh[1], strict=True):
        assert report == built.report
        for name in ("blocks", "utterances", "citations", "mentions", "characterisations"):
            table = fresh[0][name]
            here = table[table["document"] == report.document].iloc[:, 0].tolist()
            key = table.columns[0]
            assert here == sorted((getattr(r, key) for r in built.rows[name]), key=here.index)
            assert len(here) == len(built.rows[name])


def test_order_of_joining_does_not_matter(alone: list[DocumentTables]) -> None:
    """Tables are sorted by their keys, so documents may be built in any order; only who is told first may differ."""
    authority = Lists.of(read_corpus(SAMPLE)).authority
    there, back = join_documents(alone, authority), join_documents(alone[::-1], authority)

    assert list(TABLES) == list(there)
    for name in (
        "documents",
        "blocks",
        "utterances",
        "citations",
        "mentions",
        "entities",
        "comentions",
        "characterisations",
    ):
        pd.testing.assert_frame_equal(there[name], back[name])
    for name in ("voices", "works"):
        assert there[name].iloc[:, 0].tolist() == back[name].iloc[:, 0].tolist()


def test_no_voice_or_work_twice(alone: list[DocumentTables]) -> None:
    """A voice or a work of several documents has one row, with what each of them tells."""
    tables = join_documents(alone, Lists.of(read_corpus(SAMPLE)).authority)
    shared = {
        name: [
            k
            for k, n in pd.Series([getattr(r, name[:-1]) for b in alone for r in b.rows[name]]).value_counts().items()
            if n > 1
        ]
        for name in ("voices", "works")
    }

    for name, keys in shared.items():
        assert keys
        assert tables[name][name[:-1]].is_unique
        assert set(keys) <= set(tables[name][name[:-1]])


def test_what_one_document_leaves_out_another_tells(alone: list[DocumentTables]) -> None:
    """A work that one document cites without year or publisher has those that another prints."""
    first, second = alone[0], alone[1]
    full = replace(first.rows["works"][0], year="1901", place="Velm", publisher="Quarry Press")
    bare = replace(full, year="", place="", publisher="")
    joined = [
        replace(first, rows={**first.rows, "works": [bare, *first.rows["works"][1:]]}),
        replace(second, rows={**second.rows, "works": [full, *second.rows["works"]]}),
        *alone[2:],
    ]
    row = join_documents(joined, Lists.of(read_corpus(SAMPLE)).authority)["works"].set_index("work").loc[full.work]

    assert ["1901", "Velm", "Quarry Press"] == [row.year, row.place, row.publisher]


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of one corpus are equal to the byte."""
    one, other = (write_corpus(SAMPLE, tmp_path / name / "sample")[0] for name in ("one", "other"))

    assert sorted(p.name for p in one.iterdir()) == sorted(p.name for p in other.iterdir())
    assert [] == [p.name for p in one.iterdir() if p.read_bytes() != (other / p.name).read_bytes()]


def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """Documents built in two processes give the tables that one gives, in the same order."""
    one = write_corpus(SAMPLE, tmp_path / "one" / "sample")[0]
    other, reports = write_corpus(SAMPLE, tmp_path / "other" / "sample", processes=2)

    assert [s.key for s in read_corpus(SAMPLE).documents] == [r.document for r in reports]
    assert [] == [p.name for p in one.iterdir() if p.read_bytes() != (other / p.name).read_bytes()]


def test_progress_names_each_document() -> None:
    """Who waits is told which document is read."""
    told: list[str] = []
    build_corpus(SAMPLE, progress=told.append)

    assert [s.key for s in read_corpus(SAMPLE).documents] == told


def test_corrections_are_applied_and_reported(tmp_path: Path) -> None:
    """What a scholar has decided is in the tables, and a document's report counts it and what has become stale."""
    folder = tmp_path / "data" / "raw" / "sample"
    shutil.copytree(SAMPLE, folder)
    row = read_tables(write_corpus(folder)[0])["mentions"].iloc[0]
    place = {
        "table": "mentions",
        "document": row.document,
        "start": int(row.start),
        "end": int(row.end),
        "who": "N. K.",
    }
    drop = Correction(action="drop", quoted=row.surface, **place)
    lines = [drop, replace(drop, quoted="words that are not there"), Correction(action="confirm", **place)]
    append_corrections(corrections_file(folder), lines)
    target, reports = write_corpus(folder)

    assert row.mention not in set(read_tables(target)["mentions"]["mention"])
    found = {report.document: report.found.get("corrections", 0) for report in reports}
    stale = {report.document: report.odd.get("stale corrections", 0) for report in reports}
    assert {row.document: 1} == {document: n for document, n in found.items() if n}
    assert {row.document: 2} == {document: n for document, n in stale.items() if n}


@pytest.mark.parametrize(
    ("raw", "processed"), [("data/raw/letters", "data/processed/letters"), ("letters", "data/processed/letters")]
)
def test_processed_folder(raw: str, processed: str, tmp_path: Path) -> None:
    """The tables of data/raw/NAME go to data/processed/NAME."""
    assert (tmp_path / processed).resolve() == processed_folder(tmp_path / raw)


def test_a_failed_build_leaves_the_old_tables(tmp_path: Path) -> None:
    """A document that cannot be read stops the build before any table is touched."""
    folder, target = tmp_path / "sample", tmp_path / "tables"
    shutil.copytree(SAMPLE, folder)
    target.mkdir()
    (target / "works.csv").write_text("old", encoding="utf-8")
    (folder / "notes.txt").write_text("other text", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"notes\.txt"):
        write_corpus(folder, target)
    assert ["works.csv"] == [p.name for p in target.iterdir()]
    assert "old" == (target / "works.csv").read_text(encoding="utf-8")


# Nothing of the first corpus in the code


class _WithoutStrings(ast.NodeTransformer):
    """Leaves out strings that stand alone: docstrings, and what is said under a constant."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return ast.Pass() if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str) else node


def neutral_code() -> dict[str, str]:
    """Give the code of each module without its comments and docstrings."""
    return {
        path.name: ast.unparse(_WithoutStrings().visit(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sorted((ROOT / "src" / "dhkit").glob("*.py"))
    }


def first_corpus() -> set[str]:
    """Give the names of the first corpus that no tool should know: persons, bodies' and groups' names, events."""
    names: set[str] = set()
    with (SHIPPED / "authority.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] == "person":
                names.add(row["label"].partition(",")[0])
            elif row["kind"] in ("group", "event"):
                names |= {row["label"], *row["aliases"].split("|")}
    return {n for n in names if len(n) >= 5 and n[0].isupper() and not n.startswith("the ")}


COLUMN_WORDS = {"rows.py: English"}
"""The data dictionary says that labels are English."""


def test_no_name_of_the_first_corpus_in_the_code() -> None:
    """The code knows nobody: names of the first corpus stand in word lists, or as examples in docstrings."""
    words = first_corpus()
    known = {
        f"{module}: {name}"
        for module, text in neutral_code().items()
        for name in words
        if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    }

    assert set() == known - COLUMN_WORDS


def test_the_search_for_names_finds_some() -> None:
    """The search itself knows many names and reads every module, without docstrings."""
    code = neutral_code()

    assert len(first_corpus()) > 500
    assert {"mentions.py", "voices.py"} <= set(code)
    assert "Owns " not in " ".join(code.values())
