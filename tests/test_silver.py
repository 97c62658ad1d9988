"""Silver: what a corpus's documents agree on is taught, and what they do not is left open."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from reading import read

from dhkit.learning import Lesson
from dhkit.rows import Mention
from dhkit.silver import Told, judge_kinds, make_lessons


def tell(text: str, kinds: Mapping[str, str], *, rule: str = "model", score: float = 0.9) -> Told:
    """Tell of a text in which a teacher takes some words for names of some kinds."""
    reading = read(text)
    mentions = [
        Mention(
            mention="m", document="d", utterance="u", start=m.start(), end=m.end(), surface=words, kind=kind, entity="e",
            rule=rule, score=score,
        )
        for words, kind in kinds.items()
        for m in re.finditer(rf"\b{words}\b", reading.document.text)
    ]  # fmt: skip
    return Told(reading.document, reading.passages, reading.rows("utterances"), mentions)


def names(lesson: Lesson) -> list[tuple[str, str]]:
    return [(lesson.text[a:b], kind) for a, b, kind in lesson.names]


def open_words(lesson: Lesson) -> list[str]:
    return [lesson.text[a:b].strip() for a, b in lesson.unsure]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("Rasko left.", {"Rasko": "place"})], "place"),
        ([("Rasko left. So did Rasko.", {"Rasko": "person"}), ("Rasko left.", {"Rasko": "place"})], "person"),
        ([("Rasko left.", {"Rasko": "person"}), ("Rasko left.", {"Rasko": "place"})], ""),
        ([("Rasko left.", {"Rasko": "place"}), ("Ilva Rasko left.", {"Ilva Rasko": "person"})], "person"),
        ([("Toth, Mell and Rasko left.", {"Toth": "person", "Mell": "person", "Rasko": "place"}), ("Mell or Rasko left.", {"Mell": "person", "Rasko": "person"})], "person"),
    ],
)  # fmt: skip
def test_documents_judge_together(documents: list[tuple[str, dict[str, str]]], expected: str) -> None:
    """The most votes of all documents count, full names and listed neighbours among them; a tie is left open."""
    assert expected == judge_kinds([tell(text, kinds) for text, kinds in documents])["Rasko"]


def test_lesson() -> None:
    """A name that the documents agree on is taught as they have it, also where one document had it otherwise."""
    told = [tell("Then Rasko came. Rasko spoke.", {"Rasko": "person"}), tell("Rasko went.", {"Rasko": "place"})]
    lessons = make_lessons(told)

    assert [("Rasko", "person")] == names(lessons[1])
    assert [[], []] == [open_words(lesson) for lesson in lessons]


def test_doubtful_names_are_left_open() -> None:
    """Divided votes, and few places in the document, teach nothing: neither a name nor that there is none."""
    divided = [tell("Rasko left.", {"Rasko": "person"}), tell("Rasko left.", {"Rasko": "place"})]
    few = [tell("Rasko left.", {"Rasko": "person"}, score=0.2)]

    assert [["Rasko"], ["Rasko"], ["Rasko"]] == [open_words(x) for x in [*make_lessons(divided), *make_lessons(few)]]


def test_lists_and_rules_are_not_put_to_the_vote() -> None:
    """What the authority file or a rule knows is taught as they have it, and so is a name that tells its kind."""
    listed = tell("Rasko left.", {"Rasko": "person"}, rule="authority")
    against = tell("Rasko, Rasko, Rasko, Rasko left.", {"Rasko": "place"})
    head = tell("The Rope Directorate met.", {"Rope Directorate": "organisation"})
    wrong = tell("A Rope Directorate. A Rope Directorate. A Rope Directorate.", {"Rope Directorate": "place"})

    lessons = make_lessons([listed, against, head, wrong])
    assert [("Rasko", "person")] == names(lessons[0])
    assert [("Rope Directorate", "organisation")] == names(lessons[2])


def test_only_what_somebody_says_is_taught() -> None:
    """Citations are left open, and so is a passage in which nobody speaks."""
    text = """\
        Rasko left. The mill stood still for a whole week.

        (Ada Brandt, The Dry Loom, p. 4.)
        """
    lessons = make_lessons([tell(text, {"Rasko": "person"})])
    assert ["Rasko left. The mill stood still for a whole week."] == [
        lesson.text for lesson in lessons if not open_words(lesson)
    ]
    assert "Brandt" not in "".join(lesson.text for lesson in lessons if not lesson.unsure)
