"""Amendments: each correction does what it says to the sample, and no more; what has nothing to hold on to is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dhkit.amendments import Outcome
from dhkit.anchors import quote
from dhkit.corrections import Correction
from dhkit.document_tables import DocumentTables, Lists, build_document
from dhkit.documents import CorpusError, read_corpus, read_document
from dhkit.joining import correct_documents, join_documents
from dhkit.rows import TABLES
from dhkit.tables import check_references, check_table

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "sample"

Tables = dict[str, pd.DataFrame]
Correct = Callable[..., tuple[Tables, list[Outcome]]]


@pytest.fixture(scope="module")
def lists() -> Lists:
    """Read the word lists of the sample."""
    return Lists.of(read_corpus(SAMPLE))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Read the documents of the sample."""
    corpus = read_corpus(SAMPLE)
    return {s.key: read_document(corpus, s).text for s in corpus.documents}


@pytest.fixture(scope="module")
def built(lists: Lists) -> list[DocumentTables]:
    """Build three documents of the sample, each by itself."""
    corpus = read_corpus(SAMPLE)
    wanted = [s for s in corpus.documents if s.key in ("article", "faq", "endnotes")]
    return [build_document(read_document(corpus, source), lists) for source in wanted]


@pytest.fixture(scope="module")
def before(built: list[DocumentTables], lists: Lists) -> Tables:
    """Give the tables as the rules have made them."""
    return join_documents(built, lists.authority)


@pytest.fixture
def correct(built: list[DocumentTables], lists: Lists, texts: dict[str, str]) -> Correct:
    """Give a function that applies corrections and holds the tables to the contract."""

    def apply(*lines: Correction, texts: dict[str, str] = texts) -> tuple[Tables, list[Outcome]]:
        tables, outcomes = correct_documents(built, lists, lines, texts)
        for name in TABLES:
            check_table(name, tables[name])
        check_references(tables)
        assert [o.correction for o in outcomes] == list(lines)
        return tables, outcomes

    return apply


@pytest.fixture
def line(texts: dict[str, str]) -> Callable[..., Correction]:
    """Give a function that makes a correction of a row, with its words quoted."""

    def make(table: str, action: str, row: Any, column: str = "", value: str = "", **more: Any) -> Correction:
        quoted = quote(texts[row.document], row.start, row.end)
        place = {"document": row.document, "start": int(row.start), "end": int(row.end), "quoted": quoted}
        return Correction(table=table, action=action, column=column, value=value, who="N. Keller", **place | more)

    return make


def one(frame: pd.DataFrame, **wanted: Any) -> Any:
    """Give the first row that has these values."""
    for column, value in wanted.items():
        frame = frame[frame[column].eq(value)]
    return frame.iloc[0]


def differing(before: Tables, after: Tables, table: str) -> list[str]:
    """List the keys of rows that differ between two states of a table, came, or went."""
    rows = [{tuple(r) for r in t[table].astype(str).itertuples(index=False)} for t in (before, after)]
    return sorted({r[0] for r in rows[0] ^ rows[1]})


def test_nothing_to_correct_changes_nothing(correct: Correct, before: Tables) -> None:
    """Without corrections the tables are those of the rules, and no row shows a hand."""
    after, outcomes = correct()

    assert [] == outcomes
    for name in TABLES:
        pd.testing.assert_frame_equal(before[name], after[name])
        assert "hand" not in before[name] or before[name]["hand"].eq("").all()


# Mentions


def test_another_thing_is_named(correct: Correct, before: Tables, line: Any) -> None:
    """Whoever a mention is given to gains one, whoever had it loses one, and kind and pairs follow."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    after, (outcome,) = correct(line("mentions", "change", row, "entity", "selvara"))
    changed = one(after["mentions"], mention=row.mention)
    counts = [t["entities"].set_index("entity")["n_mentions"] for t in (before, after)]

    assert "applied" == outcome.state
    assert ("selvara", "place", 1.0, "changed entity") == (changed.entity, changed.kind, changed.score, changed.hand)
    assert [row.mention] == differing(before, after, "mentions")
    assert counts[0]["harbour-committee"] - 1 == counts[1]["harbour-committee"]
    assert counts[0]["selvara"] + 1 == counts[1]["selvara"]


def test_a_mention_is_dropped(correct: Correct, before: Tables, line: Any) -> None:
    """A dropped mention is gone, and a thing that nobody names besides is no entity any more."""
    only = before["entities"][before["entities"]["n_mentions"].eq(1) & before["entities"]["kind"].ne("event")].iloc[0]
    row = one(before["mentions"], entity=only.entity)
    after, _ = correct(line("mentions", "drop", row))

    assert [row.mention] == differing(before, after, "mentions")
    assert only.entity not in set(after["entities"]["entity"])
    assert only.entity not in set(after["comentions"]["source"]) | set(after["comentions"]["target"])


def test_a_mention_is_added(correct: Correct, before: Tables, line: Any, texts: dict[str, str]) -> None:
    """A mention that the rules have missed stands in the voice that speaks there, with its words."""
    text = texts["article"]
    taken = before["mentions"][before["mentions"]["document"].eq("article")]
    utterance = one(before["utterances"], document="article", kind="prose")
    words = next(
        w
        for w in text[utterance.start : utterance.end].split()
        if w.isalpha() and text.count(w) == 1 and not _crossed(taken, text.index(w), len(w))
    )
    place = pd.Series({"document": "article", "start": text.index(words), "end": text.index(words) + len(words)})
    after, (outcome,) = correct(line("mentions", "add", place, "entity", "anchorists"))
    new = one(after["mentions"], start=place.start, document="article")

    assert "applied" == outcome.state
    assert (words, "anchorists", "group", "by hand", "added") == (new.surface, new.entity, new.kind, new.rule, new.hand)
    assert utterance.utterance == new.utterance
    assert [new.mention] == differing(before, after, "mentions")


def _crossed(taken: pd.DataFrame, start: int, length: int) -> bool:
    return bool((taken["start"].lt(start + length) & taken["end"].gt(start)).any())


def test_no_mention_in_a_mention(correct: Correct, before: Tables, line: Any) -> None:
    """What overlaps a mention is not added; what is there already is confirmed."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    longer = pd.Series({"document": row.document, "start": row.start, "end": row.end - 2})
    after, outcomes = correct(
        line("mentions", "add", longer, "entity", "selvara"), line("mentions", "add", row, "entity", row.entity)
    )

    assert ["stale", "agrees"] == [o.state for o in outcomes]
    assert row.mention in outcomes[0].told
    assert "confirmed" == one(after["mentions"], mention=row.mention).hand
    assert len(before["mentions"]) == len(after["mentions"])


# Voices


def test_another_voice_speaks(correct: Correct, before: Tables, line: Any) -> None:
    """A changed voice is certain, and what it says of events in that utterance is said by it."""
    said = before["characterisations"].iloc[0]
    row = one(before["utterances"], utterance=said.utterance)
    other = next(v for v in before["voices"]["voice"] if v not in (row.voice, row.reporter))
    after, (outcome,) = correct(line("utterances", "change", row, "voice", other))
    changed = one(after["utterances"], utterance=row.utterance)
    there = after["characterisations"][after["characterisations"]["utterance"].eq(row.utterance)]

    assert "applied" == outcome.state
    assert (other, "certain", "changed voice") == (changed.voice, changed.state, changed.hand)
    assert {(other, "changed voice")} == set(there[["voice", "hand"]].itertuples(index=False, name=None))
    assert [row.utterance] == differing(before, after, "utterances")


def test_who_would_report_himself_reports_nobody(correct: Correct, before: Tables, line: Any) -> None:
    """Words that are given to their reporter are reported by nobody."""
    row = before["utterances"][before["utterances"]["reporter"].ne("")].iloc[0]
    after, _ = correct(line("utterances", "change", row, "voice", row.reporter))
    changed = one(after["utterances"], utterance=row.utterance)

    assert (row.reporter, "", "") == (changed.voice, changed.reporter, changed.reporter_work)


def test_a_person_of_the_authority_file_speaks(correct: Correct, before: Tables, lists: Lists, line: Any) -> None:
    """Who is in the authority file and has not spoken yet becomes a voice."""
    silent = next(
        k for k, e in lists.authority.items() if e.kind == "person" and k not in set(before["voices"]["voice"])
    )
    after, _ = correct(line("utterances", "change", before["utterances"].iloc[0], "voice", silent))

    assert lists.authority[silent].label == one(after["voices"], voice=silent)["name"]


# Characterisations and citations


@pytest.mark.parametrize(
    ("column", "value", "stands"),
    [
        ("polarity", "1", 1),
        ("negated", "true", True),
        ("frame", "necessity", "necessity"),
        ("relation", "naming", "naming"),
    ],
)
def test_a_characterisation_is_read_otherwise(
    column: str, value: str, stands: Any, correct: Correct, before: Tables, line: Any
) -> None:
    """One column of a characterisation is changed, the rest of the tables stays."""
    row = before["characterisations"][before["characterisations"][column].ne(stands)].iloc[0]
    which = row.characterisation.partition("#")[2]
    after, _ = correct(line("characterisations", "change", row, column, value, which=which))
    changed = one(after["characterisations"], characterisation=row.characterisation)

    assert (stands, f"changed {column}") == (changed[column], changed.hand)
    assert [row.characterisation] == differing(before, after, "characterisations")
    assert [] == [name for name in TABLES if name != "characterisations" and differing(before, after, name)]


def test_another_event_is_meant(correct: Correct, before: Tables, line: Any) -> None:
    """The key of a characterisation names its event, so it changes too; the event is listed as an entity."""
    row = before["characterisations"].iloc[0]
    event = next(e for e in before["entities"][before["entities"]["kind"].eq("event")]["entity"] if e != row.event)
    after, (first, second) = correct(
        line("characterisations", "change", row, "event", event),
        line("characterisations", "change", row, "polarity", "1", which=row.event),
    )
    changed = one(after["characterisations"], start=row.start, document=row.document)

    assert (f"{row.document}:{row.start}-{row.end}#{event}", event) == (changed.characterisation, changed.event)
    assert ("applied", "changed event, polarity") == (first.state, changed.hand)
    assert second.state in ("applied", "agrees")


def test_a_characterisation_is_added_and_valued(correct: Correct, before: Tables, line: Any) -> None:
    """A missed characterisation gets frame and value by the lexicon, and further lines change them."""
    utterance = one(before["utterances"], document="article", kind="prose")
    place = pd.Series({"document": "article", "start": utterance.start, "end": utterance.start + 12})
    event = one(before["entities"], kind="event").entity
    after, outcomes = correct(
        line("characterisations", "add", place, "event", event),
        line("characterisations", "change", place, "frame", "coup"),
        line("characterisations", "change", place, "negated", "true"),
    )
    new = one(after["characterisations"], start=place.start, document="article")

    assert {"applied"} == {o.state for o in outcomes}
    assert (event, utterance.voice, "coup", True) == (new.event, new.voice, new.frame, new.negated)
    assert "added; changed frame, negated" == new.hand
    assert len(before["characterisations"]) + 1 == len(after["characterisations"])


def test_another_work_is_cited(correct: Correct, before: Tables, line: Any) -> None:
    """Short forms that point to a citation mean its work, also when a hand has told which it is."""
    short = before["citations"][before["citations"]["antecedent_start"].notna()].iloc[0]
    row = one(before["citations"], document=short.document, start=short.antecedent_start, work=short.work)
    other = next(w for w in before["works"]["work"] if w != row.work)
    after, _ = correct(line("citations", "change", row, "work", other, which=row.citation.partition("#")[2]))
    cited = after["citations"].set_index("citation")

    assert [other, other] == cited.loc[[row.citation, short.citation], "work"].tolist()
    assert [row.citation, short.citation] == [
        k for k in differing(before, after, "citations") if k in (row.citation, short.citation)
    ]
    assert cited.loc[row.citation, "antecedent_start"] is pd.NA


def test_a_citation_of_nothing_known(correct: Correct, before: Tables, line: Any) -> None:
    """A citation whose work is taken away is unresolved."""
    row = before["citations"][before["citations"]["state"].eq("resolved")].iloc[-1]
    after, _ = correct(line("citations", "change", row, "work", "", which=row.citation.partition("#")[2]))

    assert "unresolved" == one(after["citations"], citation=row.citation).state


# Confirmed, stale, moved


def test_confirming_makes_sure(correct: Correct, before: Tables, line: Any) -> None:
    """Who confirms a mention or an utterance vouches for it; a value that stands already is confirmed too."""
    unsure = before["mentions"].sort_values("score").iloc[0]
    row = before["utterances"][before["utterances"]["state"].ne("certain")].iloc[0]
    event = before["characterisations"].iloc[0]
    after, outcomes = correct(
        line("mentions", "confirm", unsure),
        line("utterances", "confirm", row),
        line("characterisations", "change", event, "frame", event.frame),
    )

    assert ["applied", "applied", "agrees"] == [o.state for o in outcomes]
    assert 1.0 == one(after["mentions"], mention=unsure.mention).score > unsure.score
    assert "certain" == one(after["utterances"], utterance=row.utterance).state
    assert 3 == sum(after[t]["hand"].eq("confirmed").sum() for t in ("mentions", "utterances", "characterisations"))


def test_a_place_that_has_moved(correct: Correct, before: Tables, line: Any) -> None:
    """A correction made on another state of the text finds its row by its words."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    made = line("mentions", "drop", row)
    shifted = replace(made, start=made.start + 57, end=made.end + 57)
    after, (outcome,) = correct(shifted)

    assert ("moved", row.start, row.end) == (outcome.state, outcome.start, outcome.end)
    assert [row.mention] == differing(before, after, "mentions")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quoted": "words that ⟦nobody wrote⟧ at all"}, "not found near their place"),
        ({"quoted": "", "start": 3, "end": 9}, "the rules find no row"),
    ],
)
def test_stale_corrections_are_told(
    changes: dict[str, Any], told: str, correct: Correct, before: Tables, line: Any
) -> None:
    """A correction with nothing to hold on to changes nothing and says why."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    after, (outcome,) = correct(replace(line("mentions", "drop", row), **changes))

    assert "stale" == outcome.state
    assert told in str(outcome)
    assert [] == [name for name in TABLES if differing(before, after, name)]


def test_what_was_dropped_cannot_be_changed(correct: Correct, before: Tables, line: Any) -> None:
    """A line about a row that an earlier line has dropped is stale, and says which line it was."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    drop = replace(line("mentions", "drop", row), line=2)
    _, outcomes = correct(drop, line("mentions", "change", row, "entity", "selvara"))

    assert ["applied", "stale"] == [o.state for o in outcomes]
    assert "dropped by line 2" in outcomes[1].told


def test_two_rows_of_one_place(correct: Correct, before: Tables, line: Any) -> None:
    """Where two rows share a place, a line must say which it means."""
    twice = before["citations"][before["citations"].duplicated(["document", "start"], keep=False)].iloc[0]
    made = line("citations", "change", twice, "pages", "99")
    after, outcomes = correct(made, replace(made, which="2"))

    assert ["stale", "applied"] == [o.state for o in outcomes]
    assert "say which" in outcomes[0].told
    assert ["99"] == after["citations"][after["citations"]["hand"].ne("")]["pages"].tolist()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document": "ferry"}, ["no document 'ferry'", "article"]),
        ({"value": "harbour-comittee"}, ["entity 'harbour-comittee' is unknown", "Nearest: harbour-committee"]),
        ({"table": "utterances", "column": "voice", "value": "nobody"}, ["voice 'nobody' is unknown", "voices.csv"]),
        ({"table": "citations", "column": "work", "value": "no-such"}, ["work 'no-such' is unknown", "works.csv"]),
        ({"table": "characterisations", "column": "event", "value": "selvara"}, ["event 'selvara' is unknown"]),
        ({"table": "characterisations", "column": "frame", "value": "cuop"}, ["frame 'cuop' is unknown", "coup"]),
    ],
)
def test_unknown_keys_stop_the_build(
    changes: dict[str, Any], words: list[str], correct: Correct, before: Tables, line: Any
) -> None:
    """A correction that names what there is not is an error, in one line, with what is nearest."""
    row = one(before["mentions"], entity="harbour-committee", document="article")
    with pytest.raises(CorpusError) as refused:
        correct(replace(line("mentions", "change", row, "entity", "selvara"), line=7, **changes))
    assert [] == [word for word in ("line 7", *words) if word not in str(refused.value)]


def test_the_same_corrections_give_the_same_tables(correct: Correct, before: Tables, line: Any) -> None:
    """Applied twice to the same rows, corrections give equal tables: nothing is left behind in the rows of the rules."""
    rows = before["mentions"].iloc[:3].itertuples()
    lines = [line("mentions", "drop", row) for row in rows]
    once, again = correct(*lines)[0], correct(*lines)[0]

    for name in TABLES:
        pd.testing.assert_frame_equal(once[name], again[name])
    assert len(before["mentions"]) - 3 == len(once["mentions"])
