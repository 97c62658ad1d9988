"""Oddities: what a reader should look at before trusting the tables, counted on a corpus that has one of each."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dhkit.authority import read_authority
from dhkit.build import write_corpus
from dhkit.documents import Document, read_corpus
from dhkit.lexicons import lexicon_folders
from dhkit.oddities import (
    AMBIGUOUS,
    MARK,
    NOT_TOLD,
    SORTS,
    UNEXPLAINED,
    UNLISTED,
    UNRESOLVED,
    find_oddities,
    read_present,
    report,
    share_states,
)
from dhkit.persons import Persons
from dhkit.tables import read_tables

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "sample"

TEXT = """\
The bread was late, and "the ferry was later. Nobody laughed at it in those days, as the papers of the port can tell.

It was said that "nobody in this town has ever seen so many lamps burn at one time of the night" [Op. Cit., p. 4].

"The lamps were ours and nobody else had any use for them that night," said Pellam. The harbour was quiet.

A short line
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build a corpus of one page with one oddity of nearly each sort; give its folder and that of its tables."""
    folder = tmp_path_factory.mktemp("odd") / "raw" / "page"
    shutil.copytree(SAMPLE / "lexicons", folder / "lexicons")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "corpus.toml").write_text(
        f'title = "A page"\nlexicons = ["lexicons"]\n[[documents]]\nkey = "page"\nfile = "page.txt"\nsha256 = "{sha}"\n'
        'title = "A page"\nlayout = "article"\n',
        encoding="utf-8",
    )
    target, _ = write_corpus(folder, folder.parent / "tables")
    return folder, target


@pytest.fixture(scope="module")
def found(corpus: tuple[Path, Path]) -> pd.DataFrame:
    """Give the oddities of the page."""
    described = read_corpus(corpus[0])
    persons = Persons(read_authority(lexicon_folders(described)).values())
    return find_oddities(read_tables(corpus[1]), persons, read_present(described))


def places(found: pd.DataFrame, sort: str) -> list[str]:
    return [TEXT[row.start : row.end] for row in found[found["sort"].eq(sort)].itertuples()]


def test_each_sort(found: pd.DataFrame) -> None:
    """Each oddity is one row whose span is the odd stretch itself."""
    assert ['"'] == places(found, MARK)
    assert ["[Op. Cit., p. 4]"] == places(found, UNRESOLVED)
    assert [] == places(found, AMBIGUOUS)
    assert len(places(found, NOT_TOLD)) == 2
    assert ["The lamps were ours and nobody else had any use for them that night,"] == places(found, UNLISTED)
    assert ["A short line"] == places(found, UNEXPLAINED)


def test_rows_are_in_order_and_say_why(found: pd.DataFrame) -> None:
    """Rows follow the sorts, then the text; each has a reason, a name or a count."""
    ranks = found["sort"].map(SORTS.index)

    assert ranks.is_monotonic_increasing
    assert found["note"].ne("").all()
    assert "op. cit. with no citation before" == found.loc[found["sort"].eq(UNRESOLVED), "note"].item()
    assert "Pellam, 1 stretch" == found.loc[found["sort"].eq(UNLISTED), "note"].item()


def test_share_states(corpus: tuple[Path, Path]) -> None:
    """The shares of a document add up to one, and plain blocks are counted among all."""
    (row,) = share_states(read_tables(corpus[1])).to_dict("records")

    assert 1 == pytest.approx(row["certain"] + row["inferred"] + row["ambiguous"])
    assert row["ambiguous"] > 0
    assert (4, 4) == (row["n_plain"], row["n_blocks"])


def test_report_shows_places(corpus: tuple[Path, Path], found: pd.DataFrame) -> None:
    """Every sort has its line, each place its key, its reason and the words around it."""
    described = read_corpus(corpus[0])
    told = report(described, read_tables(corpus[1]), found, read_present(described))

    assert told.startswith("page: A page\n")
    assert all(f"× {sort}" in told for sort in SORTS)
    assert "op. cit. with no citation before" in told
    assert "▸[Op. Cit., p. 4]◂" in told


def test_report_without_documents(corpus: tuple[Path, Path], found: pd.DataFrame) -> None:
    """Where the text is not here, the report says what it could not count and shows places alone."""
    told = report(read_corpus(corpus[0]), read_tables(corpus[1]), found[found["sort"].ne(MARK)], {})

    assert "not counted, since their text is not on this machine: page" in told
    assert "▸" not in told


def test_report_is_cut_where_it_is_long(corpus: tuple[Path, Path], found: pd.DataFrame) -> None:
    """Only so many places of a sort are listed, and the rest is counted; 0 lists all."""
    described, tables = read_corpus(corpus[0]), read_tables(corpus[1])
    documents = read_present(described)

    assert "… and 1 more; --places 0 lists all" in report(described, tables, found, documents, places=1)
    assert "more; --places" not in report(described, tables, found, documents, places=0)


def test_nothing_in_a_text_moves_the_cursor(corpus: tuple[Path, Path], found: pd.DataFrame) -> None:
    """Control and direction characters of a document are not sent to the screen."""
    described = read_corpus(corpus[0])
    dirty = TEXT.replace("The bread", "\x1b[31m\u202ebread")
    documents = {"page": Document(source=described.documents[0], text=dirty)}
    told = report(described, read_tables(corpus[1]), found, documents)

    assert "\x1b" not in told
    assert "\u202e" not in told
