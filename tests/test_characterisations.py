"""Characterisations: what a voice says an event was, by each pattern, and what is no such saying."""

from __future__ import annotations

import itertools

import pytest
from reading import read

PARSED = "en_dhkit"
NIGHT, MARCH, WAR, RULE = "shuttle-night", "march-revolution", "mill-war", "council-rule"


def said(text: str, layout: str = "article") -> list[tuple[str, str]]:
    """Give (descriptor, event) of each characterisation, *not* before one that is denied."""
    return read(text, layout).said


# 1. Predicates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Shuttle Night was a coup.", [("a coup", NIGHT)]),
        ("The Shuttle Night was heroic.", [("heroic", NIGHT)]),
        ("The Shuttle Night was merely a theft by night.", [("a theft by night", NIGHT)]),
        ("The Shuttle Night was the tragedy that nobody saw.", [("tragedy", NIGHT)]),
        ("The Mill War became a bloodbath.", [("a bloodbath", WAR)]),
        ("The Mill War turned out to be a catastrophe.", [("a catastrophe", WAR)]),
        ("The March Revolution amounted to an outburst.", [("an outburst", MARCH)]),
        ("The March Revolution of 1888 was a tragedy.", [("a tragedy", MARCH)]),
        ("The insurrection was a betrayal.", [("insurrection", NIGHT), ("a betrayal", NIGHT)]),
        ("The meaning of the March Revolution was a betrayal.", [("a betrayal", MARCH)]),
        # it, after a clause or a sentence on the event
        ("The Shuttle Night was long; it was a coup.", [("a coup", NIGHT)]),
        ("The Shuttle Night surprised nobody. It was a coup.", [("a coup", NIGHT)]),
        ("The Shuttle Night was long remembered. For the Spinners it was a coup.", [("a coup", NIGHT)]),
        ("The Shuttle Night was not a coup. It was a makeshift.", [("not a coup", NIGHT), ("a makeshift", NIGHT)]),
    ],
)
def test_predicate(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 1: what an event was, became or amounted to, also said of *it* after a clause on the event."""
    assert expected == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Shuttle Night was not a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night was never a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night was anything but a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night was neither a coup nor a tragedy.", [("not a coup", NIGHT), ("not a tragedy", NIGHT)]),
        ("The Shuttle Night was not a coup but a liberation.", [("not a coup", NIGHT), ("a liberation", NIGHT)]),
        ("The Shuttle Night was no coup.", [("not coup", NIGHT)]),
        ("The Shuttle Night could not be called a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night cannot be called a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night wasn't a coup.", [("not a coup", NIGHT)]),
        ("Voss denied that the Shuttle Night was a coup.", [("not a coup", NIGHT)]),
        ("The Shuttle Night was less a coup than a liberation.", [("not a coup", NIGHT), ("a liberation", NIGHT)]),
        ("Nobody believed that the Shuttle Night was a coup.", [("not a coup", NIGHT)]),
    ],
)
def test_denial(text: str, expected: list[tuple[str, str]]) -> None:
    """A descriptor that is denied is kept and marked; *neither A nor B* denies two, *not A but B* the first."""
    assert expected == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Shuttle Night was in October.",
        "The Shuttle Night was a matter of hours.",
        "The Shuttle Night was carried out at dawn.",
        "The Shuttle Night was the first of many.",
        "The Shuttle Night was long.",
        "The houses on Shuttle Night were a catastrophe.",
        "The Shuttle Night surprised nobody. It was a wet morning.",
        "The Shuttle Night surprised nobody. It was clear that Kester was a tragedy.",
        "The Shuttle Night surprised nobody. It was a tragedy that nobody wove.",
        "The weir was a catastrophe.",
    ],
)
def test_no_predicate(text: str) -> None:
    """Dates, plain facts, what happened during an event, and other subjects characterise no event."""
    assert [] == said(text)


# 2. Naming


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voss called Shuttle Night a liberation.", [("a liberation", NIGHT)]),
        ("Voss saw Shuttle Night as a liberation.", [("a liberation", NIGHT)]),
        ("Voss called the takeover a liberation.", [("takeover", NIGHT), ("a liberation", NIGHT)]),
        ("The Shuttle Night has been called a liberation.", [("a liberation", NIGHT)]),
        ("The Shuttle Night is often regarded as a liberation.", [("a liberation", NIGHT)]),
        ("Voss never saw Shuttle Night as a liberation.", [("not a liberation", NIGHT)]),
        ("The notion of a heroic insurrection hides the Shuttle Night.", [("a heroic insurrection", NIGHT)]),
        ("They reject the notion of a coup for the Shuttle Night.", [("not a coup", NIGHT)]),
        ("The myth of a heroic insurrection still covers the Shuttle Night.", [("not a heroic insurrection", NIGHT)]),
        ("Voss called the weir a liberation.", []),
        ("Voss called the Shuttle Night a liberation.", [("a liberation", NIGHT)]),
        ("Voss saw the Shuttle Night as a liberation.", [("a liberation", NIGHT)]),
        ("Voss never saw the Shuttle Night as a coup.", [("not a coup", NIGHT)]),
        ("Voss described the Mill War as the tragedy of her life.", [("tragedy of her life", WAR)]),
    ],
)  # fmt: skip
def test_naming(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 2: what somebody calls an event or sees it as; a rejected notion and a myth are denied."""
    assert expected == said(text)


def test_list_item() -> None:
    """Pattern 2: a list item that names an event and says after a colon what it was."""
    assert [("a coup", NIGHT)] == said("- Shuttle Night: a coup", "notes")


# 3. Comparison


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Shuttle Night resembled a coup.", [("a coup", NIGHT)]),
        ("The Shuttle Night looked like a theft by night.", [("a theft by night", NIGHT)]),
        ("The Shuttle Night never looked like a coup.", [("not a coup", NIGHT)]),
    ],
)
def test_comparison(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 3: what an event was like."""
    assert expected == said(text)


# 4. Modifiers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sang of the heroic Shuttle Night.", [("heroic", NIGHT)]),
        ("They sang of the heroic and bloody Mill War.", [("heroic and bloody", WAR)]),
        ('They sang of the "popular" Shuttle Night.', [("not popular", NIGHT)]),
        ("They sang of the Ardanian Shuttle Night.", []),
        ("They sang of the armed Shuttle Night.", []),
        ("The heroic dyers sang of the Shuttle Night.", []),
        ("They awaited the inevitable future revolution.", [("inevitable", MARCH)]),
        ("They awaited the wooden revolution.", []),
    ],
)
def test_modifier(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 4: evaluating adjectives right before the name; in quotation marks they deny; others say nothing."""
    assert expected == said(text)


# 5. Noun of the event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He wrote of the tragedy of the Mill War.", [("tragedy", WAR)]),
        ("It was the bitter tragedy of the Mill War.", [("tragedy", WAR)]),
        ("It was the terrible tragedy of the Mill War.", [("terrible tragedy", WAR)]),
        ("He lived in the heroic days of the March Revolution.", [("heroic days", MARCH)]),
        ("He wrote of the bridges of the Mill War.", []),
        ("He wrote of the long days of the Mill War.", []),
        ("He wrote of the failure of the March Revolution.", [("failure", MARCH)]),
        ("He hoped for the success of the March Revolution.", []),
        ("He wrote of the suppression of the March Revolution.", []),
        ("He wrote of the bourgeois character of the March Revolution.", [("bourgeois character", MARCH)]),
        ("They can name one splendid success, namely the March Revolution.", [("splendid success", MARCH)]),
        ("He wrote of the upheaval of the Mill War in March.", [("upheaval", MARCH)]),
    ],
)
def test_noun_of_the_event(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 5: *the tragedy of E* with the adjectives that judge; a noun that judges nothing is none."""
    assert expected == said(text)


# 6. Framing nouns, and which event they mean


@pytest.mark.parametrize(
    ("text", "event", "rule"),
    [
        ("In the Mill War nobody spoke of the bloodbath.", WAR, "event named in the sentence"),
        ("At Mill Bridge nobody knew of the conspiracy.", NIGHT, "cue in the sentence"),
        ("The Mill War was long. Nobody forgot the bloodbath.", WAR, "event named before"),
        ("Nobody spoke of the coup.", NIGHT, "the only event called so"),
        ("Nobody spoke of the Velm coup.", NIGHT, "named by it"),
        ("They had a dictatorship of the working class.", RULE, "the only event called so"),
    ],
)
def test_framing_noun(text: str, event: str, rule: str) -> None:
    """Pattern 6: the event named in the sentence, told by a cue, named before, or the only one that is called so."""
    (row,) = read(text).rows("characterisations")

    assert (event, f"6 framing noun, {rule}") == (row.event, row.rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody spoke of the bloody seizure of power.", [("bloody seizure of power", NIGHT)]),
        ("Nobody wanted a coup.", [("a coup", NIGHT)]),
        ("It was not a coup, and everybody knew it.", [("not a coup", NIGHT)]),
        ("There was a feast instead of a coup.", [("not a coup", NIGHT)]),
        ("It was a feast rather than a coup.", [("not a coup", NIGHT)]),
        ("Instead of a coup there was a feast.", [("not a coup", NIGHT)]),
        ("Not a coup but a feast, they said.", [("not a coup", NIGHT)]),
        ("It was no longer the coup of the first day.", [("not coup", NIGHT)]),
        ("The weavers' night was Kester's coup.", [("coup", NIGHT)]),
        ("It was a dictatorship of one party.", [("a dictatorship of one party", RULE)]),
        ("It was a tyranny of a clique.", [("a tyranny of a clique", RULE)]),
        ("It was a tyranny of the wind.", [("a tyranny", RULE)]),
    ],
)  # fmt: skip
def test_extent_of_framing_noun(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 6: with *a* but without *the*, with adjectives that judge, and with the complement *of one party*."""
    assert expected == said(text)


@pytest.mark.parametrize(
    "text",
    [
        # of two events that may be called so, none is told
        "Nobody forgot the tragedy.",
        # somebody else's revolt is another event
        "The Spinners' revolt came too late.",
        "The revolt of the Spinners came too late.",
        "The Spinner revolt came too late.",
        "Voss's coup came too late.",
        "Pellam's coup came too late.",
        # what is only supposed
        "They feared that it would be a dictatorship.",
        "They asked if a dictatorship was better.",
        "If the Shuttle Night was a liberation, they would know.",
        "If there is a dictatorship, nobody will weave.",
        "The Shuttle Night was supposed to be a liberation.",
        "The Shuttle Night was to be a liberation.",
        "They warned of the threat of a dictatorship.",
        # several of a kind are none in particular
        "There were coups in every valley.",
        # a doctrine, not an event
        "They preached the dictatorship of the proletariat.",
        "They preached the dictatorship of the working class.",
        # titles of texts
        'On this see "How the coup was made", below.',
    ],
)  # fmt: skip
def test_no_framing_noun(text: str) -> None:
    """Pattern 6: an event that cannot be told, another's revolt, suppositions, doctrines and titles are left out."""
    assert [] == said(text)


@pytest.mark.parametrize("text", ["Kester's coup came too late.", "The coup of the Council of Weavers came too late."])
def test_actors_own(text: str) -> None:
    """Pattern 6: a coup of the event's own actors is that event."""
    assert [("coup", NIGHT)] == said(text)


# 7. Regime


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody loved the tyrannical regime.", [("tyrannical", RULE)]),
        ("It was a tyrannical regime.", [("a tyrannical regime", RULE)]),
        ("It was not a tyrannical regime.", [("not a tyrannical regime", RULE)]),
        ("They feared that it would be a tyrannical regime.", []),
        ("Nobody loved the Ardanian regime.", []),
        ("Nobody loved the tyrannical porter.", []),
        ("Nobody loved a new and bureaucratic system.", [("a new and bureaucratic system", RULE)]),
        ("Nobody loved their repressive measures.", [("repressive", RULE)]),
        ("Nobody loved the old tyrannical regime.", []),
        ("Nobody loved the tyrannical state debts.", []),
    ],
)
def test_regime(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 7: an evaluating adjective before *regime*, *state* or *rule* speaks of the event that *the regime* means."""
    assert expected == said(text)


# 8. Deeds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody forgot the suppression of the weavers.", [("suppression of the weavers", RULE)]),
        ("Nobody forgot the brutal suppression of the weavers.", [("brutal suppression of the weavers", RULE)]),
        ("It ended in a monopoly of power.", [("a monopoly of power", RULE)]),
        ('It ended in an excessive and "bureaucratic" concentration of power.',
         [('an excessive and "bureaucratic" concentration of power', RULE)]),
        ("There was no suppression of the weavers.", [("not suppression of the weavers", RULE)]),
        ("It was not without a brutal suppression of the weavers.", [("a brutal suppression of the weavers", RULE)]),
        # by those whose rule it was, with no object
        ("Nobody forgot the Council of Weavers' repression.", [("repression", RULE)]),
        ("Nobody forgot the repression under the Council of Weavers.", [("repression", RULE)]),
        ("Nobody forgot the authoritarianism of the Council of Weavers.", [("authoritarianism", RULE)]),
        ("They took the looms away. This repression lasted a year.", [("repression", RULE)]),
        # somebody else's, of something else, or only feared
        ("Nobody forgot the suppression of the Spinners.", []),
        ("Nobody forgot the Spinners' repression.", []),
        ("Nobody forgot the repression of the Council of Weavers.", []),
        ("They warned of the threat of a suppression of the weavers.", []),
        ("Nobody forgot the painting of the weavers.", []),
        ("It rained on the fair. This repression lasted a year.", []),
    ],
)  # fmt: skip
def test_deed(text: str, expected: list[tuple[str, str]]) -> None:
    """Pattern 8: what was done to the event's objects, or by its actors where the noun judges by itself."""
    assert expected == said(text)


def test_deed_is_judged_by_the_deed() -> None:
    """The object of a deed does not value it: the suppression of a good thing is no good."""
    (row,) = read("Nobody forgot the suppression of power.").rows("characterisations")

    assert ("suppression of power", "dictatorship", -1) == (row.descriptor, row.frame, row.polarity)


def test_own_rule_is_claimed() -> None:
    """Who rules claims a dictatorship; who does not rule blames it."""
    text = (
        'The Council of Weavers wrote that "the weavers need a dictatorship and shall have it." It was a dictatorship.'
    )
    rows = read(text).rows("characterisations")

    assert [("council-of-weavers", 1), ("winter-edda", -1)] == [(r.voice, r.polarity) for r in rows]


# 9 to 13. What a parse tells


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("The Mill War, as every porter knew, was a betrayal.", [("a betrayal", WAR)], "9 predicate, event named"),
        ("The Mill War, which was a betrayal, lasted a year.", [("a betrayal", WAR)], "9 predicate, event named"),
        ("The porters feared a Mill War that was a massacre.", [("a massacre", WAR)], "9 predicate, event named"),
        ("The Mill War lasted a year. This process was a betrayal.", [("a betrayal", WAR)],
         "9 predicate, noun for the event of the sentence before"),
        ("The council ruled, and the weavers became rubber stamps.", [("rubber stamps", RULE)],
         "9 predicate, object of the event, the only event that did so"),
        ("The greatest betrayal was the Mill War.", [("greatest betrayal", WAR)], "10 inverse predicate"),
        ("Historians have long described the Mill War of the valley as a betrayal.", [("a betrayal", WAR)], "11 naming, event named"),
        ("The Mill War soon degenerated into a massacre.", [("a massacre", WAR)], "12 change, event named"),
        ("The porters fled from the Mill War, a betrayal.", [("a betrayal", WAR)], "13 apposition"),
    ],
)  # fmt: skip
def test_by_parse(text: str, expected: list[tuple[str, str]], rule: str) -> None:
    """Patterns 9 to 13: what stands too far from the event, or in another order, is told by the parse."""
    assert expected == read(text, pipeline=PARSED).said
    assert rule in {r.rule for r in read(text, pipeline=PARSED).rows("characterisations")}


@pytest.mark.parametrize(
    "text",
    [
        "The Mill War lasted a year. It was Voss who was heroic.",
        "The Mill War, as every porter knew, was in October.",
        "The Mill War made a peace impossible.",
        "The porters crossed the Mill War, a bridge.",
    ],
)
def test_nothing_by_parse(text: str) -> None:
    """Patterns 9 to 13: clefts, places and times, and nouns that judge nothing are left out."""
    assert [] == read(text, pipeline=PARSED).said


def test_denied_by_parse() -> None:
    """A denial is read from the parse."""
    assert [("not a betrayal", WAR)] == read("The Mill War, as they knew, was never a betrayal.", pipeline=PARSED).said


# What holds of all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Shuttle Night was a coup.", ("a coup", "predicate", "coup", -1, False)),
        ("Voss called Shuttle Night a liberation.", ("a liberation", "naming", "liberation", 1, False)),
        ("The Shuttle Night resembled an uprising.", ("an uprising", "comparison", "uprising", 0, False)),
        ('They sang of the "popular" Shuttle Night.', ("popular", "modifier", "mass_movement", 1, True)),
        ("Nobody spoke of the coup.", ("coup", "noun", "coup", -1, False)),
    ],
)
def test_row(text: str, expected: tuple[str, str, str, int, bool]) -> None:
    """A row says how descriptor and event are joined, the frame, the value, and whether it is denied."""
    (row,) = read(text).rows("characterisations")

    assert expected == (row.descriptor, row.relation, row.frame, row.polarity, row.negated)


def test_voice_is_the_speakers() -> None:
    """What is said in quoted words is said by who speaks them."""
    rows = read('Voss wrote that "the Shuttle Night was a coup and nothing else." The coup was long.').rows(
        "characterisations"
    )

    assert ["voss-hester", "winter-edda"] == [r.voice for r in rows]


def test_none_overlap() -> None:
    """Of overlapping descriptors one is kept, and rows come in the order of the page."""
    rows = read(
        "The Shuttle Night was a heroic insurrection, called a coup; the tragedy of the Mill War was long."
    ).rows("characterisations")

    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))
    assert {NIGHT, WAR} == {r.event for r in rows}


def test_citations_characterise_nothing() -> None:
    """A title in a citation says nothing of an event."""
    assert [] == said("Nobody wove. [Ada Brandt, The Coup at Mill Bridge, p. 4]")
