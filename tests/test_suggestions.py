"""Suggestions: who and what a corpus names that its authority file lacks, as lines ready to paste."""

from __future__ import annotations

import pandas as pd
import pytest
from reading import entry, person

from dhkit.authority import Authority
from dhkit.documents import Document
from dhkit.suggestions import COLUMNS, suggest_entries, write_suggestions

TEXT = "One; two three four five six Pellam Grode seven eight nine ten eleven twelve. Grode and a levy. The Toll House."


def mention(entity: str, surface: str, kind: str = "person", rule: str = "model", start: int = -1) -> dict[str, object]:
    start = TEXT.find(surface) if start < 0 else start
    return {
        "document": "page", "start": start, "end": start + len(surface), "surface": surface, "kind": kind,
        "entity": entity, "rule": rule,
    }  # fmt: skip


def suggest(
    mentions: list[dict[str, object]],
    *known: Authority,
    labels: dict[str, str],
    voices: dict[str, tuple[str, int]] | None = None,
    documents: dict[str, Document] | None = None,
    least: int = 1,
) -> pd.DataFrame:
    """Suggest entries for mentions and for voices (key → name, stretches)."""
    voices = voices or {}
    tables = {
        "mentions": pd.DataFrame(mentions, columns=["document", "start", "end", "surface", "kind", "entity", "rule"]),
        "entities": pd.DataFrame([{"entity": k, "label": v} for k, v in labels.items()], columns=["entity", "label"]),
        "voices": pd.DataFrame(
            [{"voice": k, "name": n, "role": "pilot"} for k, (n, _) in voices.items()],
            columns=["voice", "name", "role"],
        ),
        "utterances": pd.DataFrame(
            [
                {"voice": k, "document": "page", "start": i, "end": i + 1}
                for k, (_, n) in voices.items()
                for i in range(n)
            ],
            columns=["voice", "document", "start", "end"],
        ),
        "documents": pd.DataFrame([{"document": "page", "voice": "winter-edda"}]),
    }
    return suggest_entries(tables, {e.entity: e for e in known}, documents or {}, source="ours", least=least)


GRODE = [mention("grode-pellam", "Pellam Grode"), mention("grode-pellam", "Grode", start=78)]
LABELS = {"grode-pellam": "Grode, Pellam", "toll-house": "Toll House", "ada-brandt": "Brandt, Ada"}


def test_one_line_for_each_name() -> None:
    """A name not in the file is one row in the file's columns, the most frequent first; a listed one is none."""
    rows = suggest(
        [mention("toll-house", "Toll House", "place"), *GRODE, mention("brandt-ada", "x")],
        person("Brandt, Ada"),
        labels=LABELS,
    )

    assert list(COLUMNS) == list(rows.columns)
    assert [
        ("grode-pellam", "Grode, Pellam", "person", "Grode", "Grode|Pellam Grode"),
        ("toll-house", "Toll House", "place", "", "Toll House"),
    ] == [tuple(row[:5]) for row in rows.itertuples(index=False)]
    assert ["; named 2 times; page:29-41; page:78-83", "; named 1 time; page:100-110"] == list(rows["note"])


def test_written_as_an_authority_file() -> None:
    """What is written is a header and a line for each entry, quoted where it must be."""
    assert (
        'entity,label,kind,family,aliases,wikidata,note,source\ngrode-pellam,"Grode, Pellam",person,Grode,Grode|Pellam Grode,,; named 2 times; page:29-41; page:78-83,ours\n'
        == write_suggestions(suggest(GRODE, labels=LABELS))
    )


@pytest.mark.parametrize(("least", "expected"), [(1, 2), (2, 1), (3, 0)])
def test_least(least: int, expected: int) -> None:
    """Names met fewer times are left out."""
    assert expected == len(suggest([*GRODE, mention("toll-house", "Toll House", "place")], labels=LABELS, least=least))


def test_kind_of_most_mentions_and_no_ordinary_alias() -> None:
    """The kind is that of most mentions; an ordinary word, and a form that another entry lists, is no alias."""
    mentions = [mention("toll-house", w, k) for w, k in (("Toll House", "place"), ("levy", "event"), ("one", "place"))]
    (row,) = suggest(mentions, entry("event", "Levy", "levy"), labels=LABELS).to_dict("records")

    assert ("place", "Toll House") == (row["kind"], row["aliases"])


def test_voices_that_no_list_knows() -> None:
    """Who speaks and is in no list is suggested with the role; authors, known and described speakers are not."""
    voices = {
        "hale-miriam": ("Hale, Miriam", 3), "brandt-ada": ("Brandt, Ada", 2), "winter-edda": ("Winter, Edda", 9),
        "porter-in-page": ("[a porter]", 2), "dock-gazette": ("Dock Gazette", 1),
    }  # fmt: skip
    rows = suggest([], person("Brandt, Ada"), labels={}, voices=voices)

    assert [("hale-miriam", "person"), ("dock-gazette", "organisation")] == list(
        rows[["entity", "kind"]].itertuples(index=False, name=None)
    )
    assert "pilot; speaks in 3 stretches; page:0-1" == rows["note"][0]


@pytest.mark.parametrize(
    ("label", "known", "same"),
    [
        ("Orlovskii, P.", "Orlovsky, Platon", True),
        ("Orlovskii", "Orlovsky, Platon", True),
        ("Getlzer, Israel", "Getzler, Israel", True),
        ("Zoriev, Nicholas", "Zoriev, Nikolai", True),
        ("Orlovsky, Anna", "Orlovsky, Platon", False),
        ("Hale, Miriam", "Hale, Martin", False),
        ("Hale, M.", "Hale, Martin", True),
        ("Brand, Ada", "Brandt, Ada", False),
    ],
)
def test_likely_the_same_person(label: str, known: str, same: bool) -> None:
    """Family names nearly equal or spelt otherwise may be one; never where the first names disagree."""
    (note,) = suggest([mention("new", "Grode")], person(known), labels={"new": label})["note"]

    assert same is ("perhaps the same as" in note)


def test_likely_the_same_thing() -> None:
    """Others than persons are likely the same where their labels are nearly equal and of one kind."""
    known = (entry("place", "Toll Houses", "Toll Houses"), entry("event", "Toll House (event)", "Toll House fire"))
    (note,) = suggest([mention("toll-house", "Toll House", "place")], *known, labels=LABELS)["note"]

    assert "; named 1 time; perhaps the same as toll-houses; page:100-110" == note


def test_two_suggestions_may_be_one() -> None:
    """A family name alone and with a given name are told to be perhaps one, but stay two rows."""
    rows = suggest([*GRODE, mention("grode", "Grode")], labels={**LABELS, "grode": "Grode"})

    assert ["perhaps the same as grode", "perhaps the same as grode-pellam"] == [
        note.split("; ")[2] for note in rows["note"]
    ]
