"""Attribution: who is said to speak what stands in quotation marks."""

from __future__ import annotations

import pytest
from reading import read

from dhkit.attribution import INDEFINITE, Cue, find_announcement
from dhkit.clauses import ends_in_reporting, is_reporting_phrase
from dhkit.names import paint


def told(cue: Cue | None) -> tuple[str, str]:
    """Give (who, number of the rule) of a cue."""
    if cue is None:
        return "", ""
    described = f"[{cue.description.label}]" if cue.description else "somebody"
    return cue.name.surface if cue.name else cue.pronoun or described, cue.rule[0]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"The looms are ours," argued Brandt.', "Brandt"),
        ('"The looms are ours," Brandt argued.', "Brandt"),
        ('"The looms are ours", wrote the historian Brandt, and left.', "Brandt"),
        ('"The looms are ours", wrote the young historian Brandt, and left.', "Brandt"),
        ('"The looms are ours," Brandt rightly argued.', "Brandt"),
        ('"The looms are ours," as Brandt would later put it.', "Brandt"),
        ('"The looms are ours," he argued.', "he"),
        ('"The looms are ours," she was to say.', "she"),
        ('"The looms are ours," I replied.', "i"),
        ('"The looms are ours," according to Brandt.', "Brandt"),
        ('"The looms are ours," according to the historian Brandt.', "Brandt"),
        ('"The looms are ours" (Brandt).', "Brandt"),
        ('"Whose are the looms?" asked Brandt.', "Brandt"),
        ('"They are ours!" Brandt shouted.', "Brandt"),
        ('"The looms are ours," declared the Council of Weavers.', "Council of Weavers"),
        ('"The looms are ours," said the Spinners.', "Spinners"),
        ('"The looms are ours," wrote Pellam in a letter.', "Pellam"),
    ],
)  # fmt: skip
def test_after(text: str, who: str) -> None:
    """Rule 1: a verb and a name, or a name or pronoun and a verb, right after the quotation."""
    assert (who, "1") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Brandt wrote: "The looms are ours."', "Brandt"),
        ('Brandt argued that "the looms are ours."', "Brandt"),
        ('As Brandt later noted, "the looms are ours."', "Brandt"),
        ('Brandt has rightly argued that "the looms are ours."', "Brandt"),
        ('Brandt, the head of the mill, wrote that "the looms are ours."', "Brandt"),
        ('Brandt, who was there, wrote: "The looms are ours."', "Brandt"),
        ('He stressed, "The looms are ours."', "he"),
        ('I answered: "The looms are ours."', "i"),
        ('Brandt came round at noon, saying: "The looms are ours."', "Brandt"),
        ('Brandt went to the mill, angrily declaring that "the looms are ours."', "Brandt"),
        ('It was Voss to Brandt, who replied by saying "the looms are ours."', "Brandt"),
        ('Brandt was convinced that "the looms are ours."', "Brandt"),
        ('It was argued by Brandt that "the looms are ours."', "Brandt"),
        ('Old Brandt the weaver wrote: "The looms are ours."', "Brandt"),
        ('The Council of Weavers declared that "the looms are ours."', "Council of Weavers"),
        ('Voss asked Kester, and Kester replied: "The looms are ours."', "Kester"),
    ],
)
def test_before(text: str, who: str) -> None:
    """Rule 2: a name or pronoun and a verb before the quotation; of several clauses the one that touches it."""
    assert (who, "2") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('As Brandt noted, "the looms are ours."', "Brandt"),
        ('To quote Brandt, "the looms are ours."', "Brandt"),
        ('It was, in Brandt\'s words, "a dry year."', "Brandt"),
        ('In the words of Brandt, it was "a dry year."', "Brandt"),
        ('According to Brandt, it was "a dry year."', "Brandt"),
        ('For Brandt, it was "a dry year."', "Brandt"),
        ('Brandt\'s claim that it was "a dry year" is old.', "Brandt"),
        ('His claim that it was "a dry year" is old.', "he"),
        ('Her bitter remark that it was "a dry year" is old.', "she"),
        ('Voss quotes Brandt: "It was a dry year."', "Brandt"),
    ],
)
def test_phrase(text: str, who: str) -> None:
    """Rule 3: a phrase of the lexicon, or somebody's claim; *N quotes M* gives M, whose words they are."""
    assert (who, "3") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"The looms are ours" was the cry in the streets, as Brandt noted.', "Brandt"),
        ('"The looms are ours" was never true, as he later admitted.', "he"),
    ],
)
def test_later(text: str, who: str) -> None:
    """Rule 5: *as N said* later in the sentence."""
    assert (who, "5") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who", "rule"),
    [
        ('Brandt put it plainly in those days: "The looms are ours."', "Brandt", "2"),
        ('Of that summer Brandt had no good memory. "The looms are ours."', "", ""),
        ('Brandt remembered that summer well. "The looms are ours."', "Brandt", "8"),
        ('Brandt left, and nobody in Velm knew that "the looms are ours."', "Brandt", "7"),
        ('With Brandt it was "a dry year" at best.', "Brandt", "7"),
    ],
)
def test_sentence_before_and_only_person(text: str, who: str, rule: str) -> None:
    """Rules 7 and 8: the only person of the sentence, or who tells something in the sentence before."""
    assert (who, rule) == told(read(text).cue)


@pytest.mark.parametrize(
    "text",
    [
        'The looms of Velm were "dry" in that year.',
        'Brandt and Calder met at "the old weir" that year.',
        'With Brandt they sang "Brandt is our man" all night.',
        'Brandt wept. Nobody knew why. "The looms are ours."',
        'A letter to Brandt says: "The looms are ours."',
        'A pamphlet against Brandt told all the town that "the looms are ours."',
        'Brandt\'s oldest friend knew that "the looms are ours."',
        'As for Brandt, it was "a dry year" at best.',
        'Brandt remembered it. It was a summer like others, and it was "dry" too.',
    ],
)
def test_nobody_is_told(text: str) -> None:
    """No rule: nobody, two people, somebody whom the quoted words name, a sentence too far, behind a preposition."""
    assert ("", "") == told(read(text).cue)


@pytest.mark.parametrize(
    "text",
    [
        'Brandt quotes one of the leaders: "The looms are ours."',
        'Brandt cited an old dyer: "The looms are ours."',
        'One of the leaders is quoted by way of proof: "The looms are ours."',
    ],
)
def test_somebody_unnamed_is_quoted(text: str) -> None:
    """*N quotes one of the leaders* is a cue of somebody not named: the quoter's voice would be wrong."""
    cue = read(text).cue

    assert cue is not None
    assert (None, "") == (cue.name, cue.pronoun)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Calder left. "The looms are ours," Brandt said. Voss replied that they were not.', "Brandt"),
        ('"The looms are ours." Brandt said nothing.', ""),
        ('Calder asked for Brandt and said, "The looms are ours."', "Calder"),
        ('Calder told of Brandt, Voss and Kester, who were there, and wrote: "The looms are ours."', "Calder"),
        ('I agree in the end, as all of us here must, with Brandt\'s summary: "The looms are ours."', "Brandt"),
        ('Kester said (according to Brandt): "The looms are ours."', "Kester"),
        ('Lorrimer, like Brandt, argued that "the looms are ours."', "Lorrimer"),
    ],
)
def test_traps(text: str, who: str) -> None:
    """A full stop parts sentences, an object is no subject, and the writer's own far clause gives way to a name."""
    assert who == told(read(text).cue)[0]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Kester and Voss said: "Whose are they?"', "Voss"),
        ('Kester told Voss: "The looms are ours."', "Kester"),
        ('Kester asked Voss: "Whose are they?"', "Kester"),
        ('Kester told Voss that "they are ours."', "Kester"),
        ('According to Brandt, Kester said: "They are ours."', "Kester"),
        ('Asked by Kester, Voss said: "They are ours."', "Voss"),
        ('Kester said to Voss: "They are ours."', "Kester"),
        ('"They are ours," Kester told Voss.', "Kester"),
        ('Brandt reports that Kester said: "They are ours."', "Kester"),
        ('Kester, whom Brandt admired, said: "They are ours."', "Kester"),
        ('Kester\'s friend Voss said: "They are ours."', "Voss"),
        ('Kester said of Brandt that "he is ours."', "Kester"),
    ],
)  # fmt: skip
def test_speaker_among_others(text: str, who: str) -> None:
    """Who is spoken to, spoken of or reporting stands near the words too, and does not speak them."""
    assert who == told(read(text).cue)[0]


def announced(text: str) -> tuple[str, str]:
    reading = read(text)
    clean = reading.passages[0].clean
    return told(find_announcement(paint(clean, reading.names[0], reading.marks[0]), reading.names[0]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt described the morning as follows:", ("Brandt", "6")),
        ("It was a dry year. As Brandt argues:", ("Brandt", "6")),
        ("Brandt was there. The Council of Weavers declared:", ("Council of Weavers", "6")),
        ("It was a dry year. To quote Brandt:", ("Brandt", "6")),
        ("He went on:", ("he", "6")),
        ("With Brandt it was otherwise:", ("Brandt", "6")),
        ("Such was the summer of Brandt:", ("", "")),
        ("Here is Brandt's description of that morning:", ("Brandt", "6")),
        ("I may add the historian Brandt's reflections on the price of rope:", ("Brandt", "6")),
        ("Let us listen to the aged Brandt on this:", ("Brandt", "6")),
        ("The picture is from the pen of Brandt:", ("Brandt", "6")),
        ("Brandt was there. Such was the summer:", ("", "")),
    ],
)
def test_announcement(text: str, expected: tuple[str, str]) -> None:
    """Rule 6: the last sentence of a passage announces who speaks below it; earlier sentences do not."""
    assert expected == announced(text)


P = "\ue000" * 6


@pytest.mark.parametrize(
    "phrase",
    [f", noted {P}, ", f" {P} went on, ", ", he continued: ", f", said the old {P}; ", f", said {P} in his letter, "],
)
def test_reporting_phrase(phrase: str) -> None:
    """A stretch that holds a verb and its subject and nothing else joins the quotations at its sides."""
    assert is_reporting_phrase(phrase)


@pytest.mark.parametrize("phrase", ["", ", and ", f", noted {P}, who left. ", f", but {P} left, ", f" {P}, "])
def test_no_reporting_phrase(phrase: str) -> None:
    """A stretch that tells anything more joins nothing."""
    assert not is_reporting_phrase(phrase)


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        (f", noted {P} with a sigh. ", True), (", he said. ", True), (f", noted {P} with a sigh, ", False),
        (f", noted {P}. He left. ", False), (" was written there. ", False),
    ],
)  # fmt: skip
def test_ends_in_reporting(stretch: str, expected: bool) -> None:
    """One reporting clause with an aside, up to its full stop."""
    assert expected == ends_in_reporting(stretch)


# Clauses that compete


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Kester asked her, "Whose are they?" Voss answered, "Ours."', "Kester"),
        ('Kester said, "They are ours." Voss answered, "Never."', "Kester"),
        ('Kester cried, "They are ours!" Voss shouted.', "Kester"),
        ('"Whose are they?" Kester asked. Voss answered, "Ours."', "Kester"),
        ('Kester left. "They are ours!" Voss shouted.', "Voss"),
        ('Kester said, "They are ours," Voss reported.', "Voss"),  # the comma leads on
        ('An old weaver asked, "Whose are they?" Voss answered, "Ours."', "[old weaver]"),
    ],
)
def test_clause_at_the_opening_mark(text: str, who: str) -> None:
    """A clause that touches the opening mark goes before one behind the closing mark, but for words ending in a comma."""
    assert who == told(read(text).cue)[0]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"They are ours," Brandt said Kester had asked.', "Kester"),
        ('"Are they ours?" Brandt reported Kester had asked.', "Kester"),
        ('"They are ours," Brandt said, and Kester had asked.', "Brandt"),
        ('"They are ours," Brandt said that Kester had argued.', "Kester"),
    ],
)
def test_inner_subject(text: str, who: str) -> None:
    """*"…," N said M had asked*: the words are M's, whom N reports."""
    assert who == told(read(text).cue)[0]


# Speakers who are described


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"The looms are ours," said an old weaver.', "[old weaver]"),
        ('"The looms are ours," said an old weaver, whose hands were blue.', "[old weaver]"),
        ('"The looms are ours," replied one of the policemen.', "[policeman]"),
        ('"The looms are ours," said his mother.', "[mother]"),
        ('"The looms are ours," an old weaver told me.', "[old weaver]"),
        ('"The looms are ours," Brandt\'s mother said.', "[Brandt's mother]"),
        ('"The looms are ours," as a Velm shopkeeper put it.', "[Velm shopkeeper]"),
        ('"The looms are ours," said the weaver Brandt.', "Brandt"),
        ('"The looms are ours," said Brandt\'s mother.', "[Brandt's mother]"),
        ('"The looms are ours," said the biographer of Kester.', "[biographer]"),
    ],
)
def test_described_after(text: str, who: str) -> None:
    """Rule 1: who is described speaks as who is named does, on both sides of the verb."""
    assert (who, "1") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('An old weaver said: "The looms are ours."', "[old weaver]"),
        ('A weaver from Velm told me that "the looms are ours."', "[weaver]"),
        ('One of the policemen shouted, "The looms are ours."', "[policeman]"),
        ('His mother later said: "The looms are ours."', "[mother]"),
        ('The report\'s author argued that "the looms are ours."', "[report's author]"),
        ('An old weaver stood up, saying: "The looms are ours."', "[old weaver]"),
        ('It was said by a weaver that "the looms are ours."', "[weaver]"),
        ('It rained. A weaver said to them all on the bridge at noon: "The looms are ours."', "[weaver]"),
        ('It was said by an old weaver that "the looms are ours."', "[old weaver]"),
    ],
)
def test_described_before(text: str, who: str) -> None:
    """Rule 2: who is described leads to the words that a clause of his touches."""
    assert (who, "2") == told(read(text).cue)


@pytest.mark.parametrize(
    "text",
    [
        'An old weaver said nothing, and the cry was "the looms are ours."',
        'The congress held in Velm that "year of the looms."',
        'The weir was held to be "nobody\'s."',
    ],
)
def test_described_must_touch(text: str) -> None:
    """Rule 2: a clause of somebody described counts only next to the words, and *held* tells no description's words."""
    assert ("", "") == told(read(text).cue)


@pytest.mark.parametrize(
    "text",
    [
        'One argued that "the looms are ours."',
        'Another argued that "the looms are ours."',
        'In Velm others argued that "the looms are ours."',
        'Some of them say that "the looms are ours."',
        'Many said: "The looms are ours."',
        'Others argued that "the looms are ours."',
        'Several argued that "the looms are ours."',
    ],
)
def test_indefinite(text: str) -> None:
    """*One*, *another*, *others* and their like are a cue of nobody by name."""
    cue = read(text).cue

    assert cue is not None
    assert (True, INDEFINITE) == (cue.is_nobody, cue.rule)


@pytest.mark.parametrize(
    "text",
    [
        'The biographer of Kester says that "the looms are ours."',
        'A biographer of Kester wrote: "The looms are ours."',
        'The author of the life of Kester says: "The looms are ours."',
        'The author of Brandt\'s life says that "the looms are ours."',
        'Kester\'s biographer wrote: "The looms are ours."',
        'The widow of Kester said: "The looms are ours."',
        'A portrait of Kester says: "The looms are ours."',
    ],
)
def test_complement_does_not_speak(text: str) -> None:
    """*The biographer of N says*: N does not speak, the biographer does."""
    cue = read(text).cue

    assert cue is not None
    assert (None, "", "2") == (cue.name, cue.pronoun, cue.rule[0])


# Verbs


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('The Council of Weavers decreed that "the looms are ours."', "Council of Weavers"),
        ('The Council of Weavers resolved that "the looms are ours."', "Council of Weavers"),
        ('The Council of Weavers published: "The looms are ours."', "Council of Weavers"),
        ('Brandt ordered that "the looms be ours."', "Brandt"),
        ('Brandt called for "the sharing of the weir."', "Brandt"),
        ('It was wrong of Kester to claim that "the looms are ours."', "Kester"),
        ('It was good of Kester to leave Velm, where all knew of Voss that "the looms are hers."', ""),
        ('It was wrong of the Council of Weavers to claim that "the looms are ours."', "Council of Weavers"),
        ('Brandt was told that "the looms are ours."', ""),
        ('I was told by Brandt that "the looms are ours."', "Brandt"),
    ],
)
def test_verbs_before(text: str, who: str) -> None:
    """Rule 2: bodies decree, resolve and publish; *it was wrong of N to claim* is N's claim."""
    assert (who, "2" if who else "") == told(read(text).cue)


@pytest.mark.parametrize(
    "text",
    [
        'The Council of Weavers ordered the dyers home, and "the looms are ours" was heard.',
        'When the Council of Weavers published its book, "the looms are ours" was its motto.',
        'When the Council of Weavers resolved this, it knew nothing of the words "the looms are ours."',
        pytest.param(
            'When the Council of Weavers published the book, "the looms are ours" was its motto.',
            marks=pytest.mark.xfail(strict=True, reason="*the book* before a comma reads as somebody addressed"),
        ),
    ],
)
def test_weak_verbs(text: str) -> None:
    """A weak verb (*ordered*, *published*) counts only next to the quotation, not with an object of its own."""
    assert ("", "") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('They favoured new looms, and the "sharing of the weir."', "they"),
        ('Brandt favoured new looms, and the "sharing of the weir."', "Brandt"),
        ('The Council met. They demanded new looms, and the "sharing of the weir."', "they"),
        ('They demanded new looms. The "sharing of the weir" was old.', ""),
        ('They wove new cloth, and the "sharing of the weir."', ""),
    ],
)
def test_programme(text: str, who: str) -> None:
    """Rule 7: who favoured or demanded something wants what the rest of the sentence quotes."""
    assert (who, "7" if who else "") == told(read(text).cue)


# Phrases


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"The looms are ours," to quote Brandt.', "Brandt"),
        ('"The looms are ours," to use the words of Brandt.', "Brandt"),
        ('"The looms are ours," to quote the town\'s Brandt.', "Brandt"),
        ('"The looms are ours," to quote Pellam.', "Pellam"),
        ('"The looms are ours," to quote Kester\'s friend Brandt.', "Brandt"),
        ('"The looms are ours," to quote the historian Brandt.', "Brandt"),
    ],
)
def test_to_quote_after(text: str, who: str) -> None:
    """Rule 1: *to quote N* behind the words; a possessive before N does not speak."""
    assert (who, "1") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('An article signed by Kester on the next day which said "the looms are ours" was read.', "Kester"),
        ('There was an article signed by Kester in the paper which said: "The looms are ours."', "Kester"),
        ('So runs an account provided by Brandt: "The looms are ours."', "Brandt"),
        ('It was a letter written by the weaver Brandt: "The looms are ours."', "Brandt"),
        ('Kester issued the following statement: "The looms are ours."', "Kester"),
        ('Kester last night issued the following statement: "The looms are ours."', "Kester"),
        ('The Council of Weavers made this declaration: "The looms are ours."', "Council of Weavers"),
        ('Kester\'s letter of that year runs: "The looms are ours."', "Kester"),
    ],
)
def test_writings(text: str, who: str) -> None:
    """Rule 3: what somebody signs, writes, provides or issues holds his words."""
    assert (who, "3") == told(read(text).cue)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('The year was "dry" for the looms of Velm, he claimed.', "he"),
        ('The year was "dry" for the looms of Velm, Brandt claimed.', "Brandt"),
        ('The looms were "dry" that year – she wrote.', "she"),
        ('The looms were "dry" that year, he wept.', ""),
        ('The looms were "dry" that year. Then it rained, he claimed.', ""),
    ],
)
def test_end_of_the_sentence(text: str, who: str) -> None:
    """Rule 5: a clause that closes the sentence, *…, he claimed*."""
    assert (who, "5" if who else "") == told(read(text).cue)


# The sentence before


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Kester showed me the old book. "The looms are ours."', "Kester"),
        ('Mr. Pellam showed me the old book. "The looms are ours."', "Pellam"),
        ('Kester showed me the old book. "He owns the looms."', ""),
        ('Kester showed me the old book. "She owns the looms."', ""),
        ('Kester showed me the old book. "His looms are dry."', ""),
        ('Kester showed me the old book. "Kester owns the looms."', ""),
        ('Kester showed Voss the old book. "The looms are ours."', ""),
        ('Kester\'s friends showed me the old book. "The looms are ours."', ""),
        ('The old book was shown by Kester. "The looms are ours."', ""),
        ('Kester showed me the old book. It was dry. "The looms are ours."', ""),
        ('Kester showed me the old book. It was called "The looms are ours."', ""),
    ],
)
def test_subject_of_the_sentence_before(text: str, who: str) -> None:
    """Rule 8: a sentence that opens with its only person gives the words behind it, unless they are about him or her."""
    assert (who, "8" if who else "") == told(read(text).cue)
