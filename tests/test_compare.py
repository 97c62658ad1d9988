"""Counts, shares and intervals, on hand-made tables whose results are worked out on paper."""

from __future__ import annotations

import pandas as pd
import pytest

from dhkit.compare import (
    compare_frames,
    compare_polarity,
    count_frames,
    count_text_by_kind,
    count_text_by_voice,
    drop_ambiguous,
    estimate_means,
    find_disputed_event,
    label_documents,
    label_voices,
)

VOICES = pd.DataFrame(
    {
        "voice": ["author-of-web", "cohn", "lih-lars-t", "service-robert", "service-john"],
        "name": ["[unnamed author of October]", "Cohn, Norman", "Lih, Lars T.", "Service, Robert", "Service, John"],
        "family": ["[author of web]", "Cohn", "Lih", "Service", "Service"],
        "role": ["author of a document (compilation)", "", "", "", ""],
    }
)

DOCUMENTS = pd.DataFrame(
    {
        "document": ["essay", "web"],
        "voice": ["lih-lars-t", "author-of-web"],
        "title": ["'All Power': biography of a slogan", "October"],
        "year": pd.array([2014, None], dtype="Int64"),
        "n_chars": [200, 100],
    }
)

UTTERANCES = pd.DataFrame(
    [
        ("u1", "essay", "essay:0-100", 0, 60, "lih-lars-t", "", "", "prose", "certain"),
        ("u2", "essay", "essay:0-100", 60, 100, "cohn", "lih-lars-t", "pursuit", "quotation", "certain"),
        ("u3", "essay", "essay:110-180", 110, 180, "lih-lars-t", "", "", "prose", "inferred"),
        ("u4", "web", "web:0-40", 0, 40, "cohn", "author-of-web", "pursuit", "quotation", "inferred"),
    ],
    columns=["utterance", "document", "block", "start", "end", "voice", "reporter", "reporter_work", "kind", "state"],
)

BLOCKS = pd.DataFrame(
    [
        ("essay:0-100", "essay", 0, 100, "paragraph"),
        ("essay:110-180", "essay", 110, 180, "paragraph"),
        ("web:0-40", "web", 0, 40, "extract"),
        ("web:41-61", "web", 41, 61, "citation"),
        ("web:62-90", "web", 62, 90, "furniture"),
    ],
    columns=["block", "document", "start", "end", "kind"],
)


def statements(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Return statements of one voice on one event: work, block, frame, polarity."""
    columns = ["work", "block", "frame", "polarity"]
    return pd.DataFrame(rows, columns=columns).assign(voice="cohn", event="october")


def test_label_voices_tells_namesakes_apart() -> None:
    """A family name is enough unless two share it."""
    labels = label_voices(VOICES)

    assert ["Cohn", "Service, Robert"] == labels[["cohn", "service-robert"]].tolist()
    assert "unnamed author (compilation)" == labels["author-of-web"]


def test_label_documents_by_author_or_title() -> None:
    """A named author and the year; an unnamed author is told by the title."""
    assert {"essay": "Lih, 2014", "web": "October"} == label_documents(DOCUMENTS, VOICES).to_dict()


def test_count_text_by_kind_adds_up() -> None:
    """The kinds of a document add up to its length, and what no voice says has kinds too."""
    sizes = count_text_by_kind(DOCUMENTS, BLOCKS, UTTERANCES, VOICES)

    assert [
        ("essay", "prose", 130, 0.65),
        ("essay", "quotation", 40, 0.2),
        ("essay", "blank", 30, 0.15),
        ("web", "quotation", 40, 0.4),
        ("web", "furniture", 28, 0.28),
        ("web", "citation", 20, 0.2),
        ("web", "blank", 12, 0.12),
    ] == list(sizes[["document", "kind", "n_chars", "share"]].itertuples(index=False, name=None))


def test_count_text_by_voice_tells_speaking_from_being_quoted() -> None:
    """What a voice says itself and what is reported of it are rows of their own, as are its documents."""
    said = count_text_by_voice(UTTERANCES, VOICES, DOCUMENTS)

    assert [
        ("Lih", "Lih, 2014", "speaks", 130, 0.7647, 0.5385),
        ("Cohn", "Lih, 2014", "is quoted", 40, 0.2353, 0.0),
        ("Cohn", "October", "is quoted", 40, 1.0, 1.0),
    ] == list(
        said[["label", "document_label", "manner", "n_chars", "share", "unsure"]].itertuples(index=False, name=None)
    )


def test_count_frames_leaves_denials_out_of_shares() -> None:
    """A denied frame is counted, but is no use of it; where all is denied the share is nothing."""
    rows = pd.DataFrame(
        [
            ("pipes", "coup", False),
            ("pipes", "coup", False),
            ("pipes", "uprising", True),
            ("pipes", "violence", False),
            ("rabinowitch", "coup", True),
        ],
        columns=["voice", "frame", "negated"],
    ).assign(event="october")

    assert [
        ("pipes", "coup", 2, 0, 0.6667),
        ("pipes", "uprising", 0, 1, 0.0),
        ("pipes", "violence", 1, 0, 0.3333),
        ("rabinowitch", "coup", 0, 1, 0.0),
    ] == list(count_frames(rows)[["voice", "frame", "n", "n_denied", "share"]].itertuples(index=False, name=None))


def test_count_frames_asks_for_blocks_where_it_knows_them() -> None:
    """Five uses in one paragraph are too little text, five in three are enough; denials bring no block."""
    rows = pd.DataFrame({"voice": ["cohn"] * 6 + ["lih"] * 6, "event": "october", "frame": "coup"})
    rows = rows.assign(block=list("aabbbc") + list("aabbcc"), negated=[False] * 5 + [True] + [False] * 6)

    assert [True, True] == count_frames(rows.drop(columns="block"))["enough"].tolist()
    assert [False, True] == count_frames(rows)["enough"].tolist()


CHARACTERISATIONS = pd.DataFrame(
    [
        ("u1", "lih-lars-t", "coup", -1, True),
        ("u1", "lih-lars-t", "uprising", 1, False),
        ("u2", "cohn", "coup", -1, False),
        ("u4", "cohn", "violence", -1, False),
    ],
    columns=["utterance", "voice", "frame", "polarity", "negated"],
).assign(event="october", document="essay", reported=False)


def test_compare_polarity_counts_affirmations_by_work_and_block() -> None:
    """Works are those that report; a voice that speaks itself counts by document; denials do not value."""
    found = compare_polarity(CHARACTERISATIONS, UTTERANCES, min_statements=2, min_blocks=2).set_index("voice")

    assert [2, 1] == found["n"][["cohn", "lih-lars-t"]].tolist()
    assert [1, 1] == found["n_works"][["cohn", "lih-lars-t"]].tolist()
    assert (-1.0, -1.0, round(-1 + 2 * (1 - 0.025**0.5), 4)) == tuple(found.loc["cohn", ["mean", "low", "high"]])
    assert not found["enough"]["lih-lars-t"]


def test_too_little_text_is_an_answer() -> None:
    """Below either minimum there is no number at all."""
    rows = statements(*[("w", f"b{i % 2}", "coup", -1) for i in range(6)])
    found = estimate_means(rows, "polarity", domain=(-1, 1), min_statements=5, min_blocks=3)

    assert [6, 2, False] == found[["n", "n_blocks", "enough"]].iloc[0].tolist()
    assert found[["mean", "low", "high"]].isna().all(axis=None)


def test_estimate_means_of_a_group() -> None:
    """The mean is that of the statements; the interval holds it and stays within what was said."""
    rows = statements(*[("w1", f"b{i}", "coup", (-1, 0, 1, -1)[i % 4]) for i in range(12)])
    (found,) = estimate_means(rows, "polarity", domain=(-1, 1)).to_dict("records")

    assert -0.25 == found["mean"]
    assert -1 <= found["low"] < -0.25 < found["high"] <= 1


def test_estimate_means_resamples_whole_blocks() -> None:
    """Ten statements in one block are one witness: the interval is as wide as with one statement each."""
    once = statements(*[("w1", f"b{i}", "coup", (-1, 1)[i % 2]) for i in range(6)])
    often = pd.concat([once] * 10, ignore_index=True)
    figures = ["mean", "low", "high"]

    assert estimate_means(once, "polarity", domain=(-1, 1))[figures].equals(
        estimate_means(often, "polarity", domain=(-1, 1))[figures]
    )


def test_estimate_means_does_not_depend_on_neighbours() -> None:
    """A group's interval is its own: other groups in the table do not move it."""
    rows = statements(*[("w1", f"b{i}", "coup", (-1, 0, 1)[i % 3]) for i in range(9)])
    both = pd.concat([rows.assign(voice="aaron"), rows], ignore_index=True)
    alone = estimate_means(rows, "polarity", domain=(-1, 1))

    assert alone.equals(
        estimate_means(both, "polarity", domain=(-1, 1)).query("voice == 'cohn'").reset_index(drop=True)
    )
    assert alone.equals(estimate_means(rows.sample(frac=1, random_state=1), "polarity", domain=(-1, 1)))


def test_estimate_means_where_all_agree() -> None:
    """Six blocks that agree allow 46 in 100 that do not: the interval reaches so far to both ends of the domain."""
    rows = statements(*[("w1", f"b{i}", "uprising", 0) for i in range(6)])
    (found,) = estimate_means(rows, "polarity", domain=(-1, 1)).to_dict("records")

    assert (0.0, -0.4593, 0.4593) == (found["mean"], found["low"], found["high"])


def test_estimate_means_of_nothing() -> None:
    """No statement, no row."""
    found = estimate_means(statements(), "polarity", domain=(-1, 1))

    assert 0 == len(found)
    assert "enough" in found


def test_compare_frames_gives_the_share_of_one_frame() -> None:
    """The mean is the share of the frame among what is affirmed; an unknown frame is answered with those known."""
    found = compare_frames(CHARACTERISATIONS, UTTERANCES, "coup", min_statements=2, min_blocks=2).set_index("voice")

    assert 0.5 == found["mean"]["cohn"]
    with pytest.raises(ValueError, match="no characterisation has the frame 'tragedy'; the frames are coup, uprising"):
        compare_frames(CHARACTERISATIONS, UTTERANCES, "tragedy")


def test_ambiguous_voices_are_compared_with_nothing() -> None:
    """A stretch with two possible voices gives no statement to either."""
    doubtful = UTTERANCES.assign(state=["certain", "ambiguous", "certain", "certain"])

    assert ["u1", "u1", "u4"] == drop_ambiguous(CHARACTERISATIONS, doubtful)["utterance"].tolist()
    assert 1 == compare_polarity(CHARACTERISATIONS, doubtful).set_index("voice")["n"]["cohn"]


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (
            {
                ("regime", "dictatorship"): 9,
                ("regime", "failure"): 1,
                ("october", "uprising"): 3,
                ("october", "coup"): 2,
            },
            "october",
        ),
        ({("regime", "dictatorship"): 2, ("october", "coup"): 1}, "regime"),
        ({("b", "coup"): 1, ("b", "uprising"): 1, ("a", "coup"): 1, ("a", "uprising"): 1}, "a"),
    ],
)
def test_find_disputed_event(used: dict[tuple[str, str], int], expected: str) -> None:
    """The second frame decides, not the number of statements; where none has a second, the most statements."""
    rows = [key for key, n in used.items() for _ in range(n)]
    denied = pd.DataFrame([("denied", "coup"), ("denied", "uprising")] * 9, columns=["event", "frame"])
    told = pd.concat(
        [pd.DataFrame(rows, columns=["event", "frame"]).assign(negated=False), denied.assign(negated=True)]
    )

    assert expected == find_disputed_event(told)


def test_find_disputed_event_needs_one() -> None:
    """Where nothing is characterised there is no event: that is an answer, not an error."""
    assert find_disputed_event(CHARACTERISATIONS.assign(negated=True)) == ""
