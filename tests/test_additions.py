"""Voices and citations that a hand adds: the words around are cut, and the laws of the tables hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dhkit.anchors import quote
from dhkit.build import build_corpus
from dhkit.corrections import Correction, append_corrections, corrections_file
from dhkit.rows import TABLES
from dhkit.tables import check_references, check_table

TEXT = (
    "The Late Ferry\n\nThe ferry came at nine. Old Voss told everybody on the quay it was a hasty coup by Anna Tell, "
    "and he went home to Selvara. So it is printed in Lamps on page nine. Nobody laughed.\n\n"
    "Tell, Anna, Lamps, Harbour Press, Selvara, 1911, p. 9.\n"
)
VOICED = "it was a hasty coup by Anna Tell"
CITED = "in Lamps on page nine"

Tables = dict[str, pd.DataFrame]
Build = Callable[..., tuple[Tables, str]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Give a function that writes corrections, builds the one page, and holds the tables to their laws."""
    folder = tmp_path / "data" / "raw" / "ferry"
    (folder / "lists").mkdir(parents=True)
    (folder / "ferry.txt").write_bytes(TEXT.encode())
    (folder / "lists" / "authority.csv").write_text(
        "entity,label,kind,family,aliases,wikidata,note\nselvara,Selvara,place,,Selvara,,\n"
        'tell-anna,"Tell, Anna",person,Tell,,,\nvoss-otto,"Voss, Otto",person,Voss,,,\nthe-night,The Night,event,,,,\n',
        encoding="utf-8",
    )
    (folder / "corpus.toml").write_text(
        'title = "Ferry"\nlexicons = ["lists"]\npipeline = "none"\n[[documents]]\nkey = "ferry"\nfile = "ferry.txt"\n'
        f'sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"\nauthor = "Keller, Nadia"\ntitle = "The Late Ferry"\n'
        'layout = "compilation"\n',
        encoding="utf-8",
    )

    def make(*lines: Correction) -> tuple[Tables, str]:
        append_corrections(corrections_file(folder), lines)
        tables, (report,) = build_corpus(folder)
        for name in TABLES:
            check_table(name, tables[name])
        check_references(tables)
        hold_laws(tables)
        return tables, str(report)

    return make


def hold_laws(tables: Tables) -> None:
    """No character in two voices or citations, every word in one, every name in the utterance that it tells."""
    stretches = [(r.start, r.end) for t in ("utterances", "citations") for r in tables[t].itertuples()]
    letters = list(TEXT)
    for start, end in set(stretches):
        assert "\0" not in letters[start:end]
        letters[start:end] = "\0" * (end - start)
    assert [] == re.findall(r"[^\W\d_]{2,}", "".join(letters))
    for table in ("mentions", "characterisations"):
        both = tables[table].merge(tables["utterances"], on="utterance", suffixes=("", "_said"))
        assert len(both) == len(tables[table])
        assert (both["start"].ge(both["start_said"]) & both["end"].le(both["end_said"])).all()
        assert table == "mentions" or (both["voice"] == both["voice_said"]).all()


def add(table: str, words: str, column: str, value: str, action: str = "add") -> Correction:
    start = TEXT.index(words)
    return Correction(
        table=table, action=action, document="ferry", start=start, end=start + len(words), column=column, value=value,
        quoted=quote(TEXT, start, start + len(words)), who="N. Keller",
    )  # fmt: skip


def words_of(tables: Tables, table: str = "utterances") -> list[str]:
    return [TEXT[r.start : r.end] for r in tables[table].itertuples()]


def test_another_voice_within_an_utterance(build: Build) -> None:
    """The words on both sides stay with who had them and reports the new voice; names and descriptors go along."""
    before, _ = build()
    (around,) = [r for r in before["utterances"].itertuples() if VOICED in TEXT[r.start : r.end]]
    after, told = build(
        add("characterisations", "a hasty coup", "event", "the-night"),
        add("utterances", VOICED, "voice", "voss-otto"),
    )
    rows = after["utterances"].assign(words=words_of(after)).set_index("words")
    new = rows.loc[VOICED]

    assert "2 corrections" in told
    assert ("voss-otto", around.voice, "quotation", "certain", "by hand", "added") == tuple(
        new[["voice", "reporter", "kind", "state", "rule", "hand"]]
    )
    sides = [words for words in rows.index if words in TEXT[around.start : around.end] and words != VOICED]
    assert sides[0].endswith("on the quay")
    assert sides[1].startswith(", and he went home")
    assert {around.voice} == set(rows.loc[sides, "voice"])
    assert {"changed extent"} == set(rows.loc[sides, "hand"])
    assert ["voss-otto"] == after["characterisations"]["voice"].tolist()
    assert len(before["mentions"]) == len(after["mentions"])
    assert "Voss, Otto" in after["voices"]["name"].tolist()


def test_an_added_voice_can_be_changed_further(build: Build) -> None:
    """A further line about the added stretch finds it; whoever repeats the line changes nothing."""
    line = add("utterances", VOICED, "voice", "voss-otto")
    after, told = build(line, add("utterances", VOICED, "kind", "prose", "change"), replace(line, why="heard so"))

    assert "stale" not in told
    rows = after["utterances"].assign(words=words_of(after)).set_index("words")
    assert ("prose", "added; changed kind; confirmed") == (rows.loc[VOICED, "kind"], rows.loc[VOICED, "hand"])


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("a hasty coup by Anna", "voss-otto"),  # cuts a name in two
        ("Nobody laughed.\n\nTell, Anna, Lamps", "voss-otto"),  # goes into a citation
    ],
)
def test_what_cannot_be_another_voice(words: str, voice: str, build: Build) -> None:
    """A stretch that cuts a name, or is in no one voice, is told as stale and leaves the rows as they are."""
    before, _ = build()
    after, told = build(add("utterances", words, "voice", voice))

    assert "1 stale corrections" in told
    pd.testing.assert_frame_equal(before["utterances"], after["utterances"])


def test_a_citation_that_the_rules_missed(build: Build) -> None:
    """An added citation is in nobody's voice any more; a second work at the same place has the next number."""
    before, _ = build()
    work = before["works"]["work"].iloc[0]
    after, told = build(
        add("citations", CITED, "work", work),
        add("citations", CITED, "pages", "9", "change"),
        replace(add("citations", CITED, "work", work), why="seen so"),
    )
    rows = after["citations"].assign(words=words_of(after, "citations")).set_index("words")
    new = rows.loc[CITED]

    assert "3 corrections" in told
    assert (work, "9", "resolved", "by hand", "added; changed pages; confirmed") == tuple(
        new[["work", "pages", "state", "form", "hand"]]
    )
    assert new["citation"].endswith("#1")
    assert all(CITED not in words for words in words_of(after))


def test_names_in_an_added_citation_are_none(build: Build) -> None:
    """Names are in no citation: those in one that a hand adds go with it; one that would be cut in two stands."""
    before, _ = build()
    cited, cut = "home to Selvara. So it is printed in Lamps", "by Anna"
    after, told = build(add("citations", cited, "work", ""), add("citations", cut, "work", ""))

    assert "1 corrections" in told
    assert "1 stale corrections" in told
    start, end = TEXT.index(cited), TEXT.index(cited) + len(cited)
    inside = before["mentions"]["start"].between(start, end - 1)
    assert "Selvara" in before["mentions"]["surface"][inside].tolist()
    assert before["mentions"]["start"][~inside].tolist() == after["mentions"]["start"].tolist()
    assert "unresolved" in after["citations"]["state"].tolist()
