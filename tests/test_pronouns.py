"""Pronouns: whom *he* and *she* mean where words are reported, in the order of the rules."""

from __future__ import annotations

import pytest
from reading import read

SAID = "the looms of this town belong to us and to nobody else"


def speaker(text: str, layout: str = "essay") -> str:
    """Give the voice of the words that each text quotes."""
    reading = read(text, layout)
    (row,) = [u for u in reading.rows("utterances") if SAID in reading.stretch(u)]
    return str(row.voice)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        # 1. of whom the paragraph before tells at its end
        (f'Jonas Kester met Ada Brandt. Kester rose.\n\n"No, {SAID}," he said.', "kester-jonas"),
        (f'Simon Oakley left. Jonas Kester met Ada Brandt. He rose.\n\n"No, {SAID}," he said.', "kester-jonas"),
        (f'Jonas Kester met Ada Brandt. The porter rose.\n\n"No, {SAID}," he said.', "winter-edda"),
        # 2. who answers
        (f'"Are these looms and this whole town not mine?" Ada Brandt asked the porter.\n\n"Sir, {SAID}," said he.',
         "porter-in-d"),
        # 3. the only person of the sentence
        (f'Jonas Kester was glad: it was, as he put it, "{SAID}."', "kester-jonas"),
        # 4. who spoke before
        (f'"Nobody ever wove in all this valley but we," said Jonas Kester. "And so {SAID}," he added.', "kester-jonas"),
        # of the other sex, or no person at all, is passed over
        (f'"Nobody ever wove in all this valley but we," said Miss Voss. "And so {SAID}," he added.', "winter-edda"),
        (f'The Water Directorate wrote that "nobody ever wove in all this valley." He said: "{SAID}."', "winter-edda"),
    ],
)  # fmt: skip
def test_whom_a_pronoun_means(text: str, voice: str) -> None:
    """The rules in their order; where none tells, the words are nobody's by name."""
    assert voice == speaker(text)


@pytest.mark.parametrize("clause", ["said he", "cried she", "replied they", "said he at length"])
def test_verb_before_pronoun(clause: str) -> None:
    """Older books put the verb first; the words before and after it are one speech."""
    text = f'"Nobody ever wove in all this valley but we," said Voss. "And so," {clause}, "{SAID}."'

    assert "voss-hester" == speaker(text)


def test_i_after_the_verb() -> None:
    """*Answered I* is the author's own speech, and not a quotation of somebody."""
    assert "winter-edda" == speaker(f'"And so {SAID}," answered I, and went to bed.')


def test_described_before_a_colon() -> None:
    """*The orator turned upon him:* tells who speaks."""
    assert "orator-in-d" == speaker(
        f'"You insult us all in this house," cried a deputy. The orator turned upon him: "{SAID}."'
    )


def test_a_deputy_of_the_right() -> None:
    """*A deputy of the Right* is a deputy, and not the Right; *one of the officers* is an officer."""
    assert "deputy-in-d" == speaker(f'"No, {SAID}," cried a deputy of the Right.')
    assert "officer-in-d" == speaker(f'"No, {SAID}," cried one of the officers.')
