"""Readings of a stretch of text: every edit is recorded, every character of the reading leads back to its source."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dhkit.text import Edit, NormalisedText, Span, count_words, fold, keeps_hyphen, normalise, restore, slug

LAW = settings(derandomize=True, deadline=None, max_examples=200)

PIECES = (
    "harbour", "Keeper", "self-", "under-\n", "impro-\r\n", "Anglo-\n", "докер", "замы-\n", "Ё", "é", "1911", "1",
    "-", "‐", " ", "  ", "\n", " \n ", "\n\n", "\t", "\u00a0", "\u2009", "\u2028", "\x0c", "\u00ad", "\u200b", "\ufeff",
    "“", "”", "„", "«", "»", "‘", "’", "´", '"', "'", ".", ",", "[", "]", "—", "…",
)  # fmt: skip

TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)


@st.composite
def interrupted(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Draw a text that notes interrupt: its words, and the stretches of the notes (full of #), line ends included."""
    text, hidden = draw(TEXTS) + "a", []
    for _ in range(draw(st.integers(0, 3))):
        note = f"\n{'#' * draw(st.integers(1, 4))}\n"
        hidden.append(Span(len(text), len(text) + len(note)))
        text += note + "b" + draw(TEXTS).replace("#", "") + "c"
    return text.replace("#", "") if not hidden else "z" + text, [span.shift(1) for span in hidden]


def origins(reading: NormalisedText) -> list[Span]:
    """List by hand, for each character of the clean reading, the stretch of the source it was made from."""
    found: list[Span] = []
    position = 0
    for edit in reading.edits:
        found += [Span(i, i + 1) for i in range(position, edit.start)]
        alike = len(edit.inserted) == len(edit.removed)
        found += [
            Span(edit.start + k, edit.start + k + 1) if alike else Span(edit.start, edit.end)
            for k in range(len(edit.inserted))
        ]
        position = edit.end
    return found + [Span(i, i + 1) for i in range(position, len(reading.source))]


# Spans


@pytest.mark.parametrize(
    ("one", "other", "overlap", "contained"),
    [
        (Span(3, 8), Span(3, 8), True, True),
        (Span(3, 8), Span(4, 7), True, True),
        (Span(3, 8), Span(7, 9), True, False),
        (Span(3, 8), Span(8, 9), False, False),
        (Span(3, 8), Span(0, 3), False, False),
        (Span(3, 8), Span(2, 9), True, False),
        (Span(3, 8), Span(0, 4), True, False),
    ],
)
def test_span_relations(one: Span, other: Span, overlap: bool, contained: bool) -> None:
    """Spans are half-open: neighbours share nothing, and a span contains itself."""
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap
    assert one.contains(other) is contained


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4)])
def test_span_refuses_the_impossible(start: int, end: int) -> None:
    """A span starts at 0 or later and does not end before it starts."""
    with pytest.raises(ValueError, match=f"span {start} to {end}"):
        Span(start, end)


def test_span_is_a_value() -> None:
    """Moving a span makes another one; the first stays where it was."""
    span = Span(3, 8)
    moved = span.shift(10)

    assert (Span(3, 8), Span(13, 18), 5) == (span, moved, len(moved))
    with pytest.raises(FrozenInstanceError):
        span.start = 0  # type: ignore[misc]


# The way back


@LAW
@given(TEXTS)
def test_edits_invert(text: str) -> None:
    """Undoing the edits gives the source, whatever the text."""
    reading = normalise(text)

    assert text == restore(reading.clean, reading.edits)


@LAW
@given(interrupted())
def test_edits_invert_with_hidden_stretches(case: tuple[str, list[Span]]) -> None:
    """Undoing the edits brings hidden notes back too, and none of a hidden note is left in the reading."""
    text, hidden = case
    reading = normalise(text, hidden=hidden)

    assert text == restore(reading.clean, reading.edits)
    assert "#" not in reading.clean


@LAW
@given(interrupted())
def test_every_clean_character_leads_back(case: tuple[str, list[Span]]) -> None:
    """A character of the reading leads to the stretch that it was made from, and that stretch back to it."""
    reading = normalise(case[0], hidden=case[1])
    expected = origins(reading)

    assert len(expected) == len(reading.clean)
    assert expected == [reading.to_source(i, i + 1) for i in range(len(reading.clean))]
    assert [Span(i, i + 1) for i in range(len(expected))] == [reading.to_clean(s.start, s.end) for s in expected]


@LAW
@given(TEXTS)
def test_unedited_characters_are_themselves(text: str) -> None:
    """Outside the edits, source and reading show the same character."""
    reading = normalise(text)
    edited = {i for edit in reading.edits for i in range(edit.start, edit.end)}

    assert [c for i, c in enumerate(text) if i not in edited] == [
        reading.clean[reading.to_clean(i, i + 1).start] for i in range(len(text)) if i not in edited
    ]


@LAW
@given(interrupted(), st.data())
def test_stretches_lead_back_whole(case: tuple[str, list[Span]], data: st.DataObject) -> None:
    """A stretch of the reading comes from the first origin of its characters to the last; nothing is lost."""
    reading = normalise(case[0], hidden=case[1])
    start = data.draw(st.integers(0, max(0, len(reading.clean) - 1)))
    end = data.draw(st.integers(start, len(reading.clean)))
    span = reading.to_source(start, end)

    assert all(span.contains(origin) for origin in origins(reading)[start:end])
    if start < end:
        assert Span(start, end) == reading.to_clean(span.start, span.end)


@LAW
@given(TEXTS)
def test_every_source_stretch_has_a_place(text: str) -> None:
    """Each character of the source has a place inside the reading, in the source's order."""
    reading = normalise(text)
    places = [reading.to_clean(i, i + 1) for i in range(len(text))]

    assert places == sorted(places)
    assert all(place.end <= len(reading.clean) for place in places)


@LAW
@given(TEXTS)
def test_reading_a_reading_changes_nothing(text: str) -> None:
    """Text that is clean already is left alone."""
    once = normalise(text.strip()).clean.strip()
    twice = normalise(once).clean.strip()

    assert once.split() == twice.split()


@LAW
@given(TEXTS)
def test_clean_marks_are_straight(text: str) -> None:
    """No curly quotation mark, soft hyphen or line end inside is left in a reading."""
    assert not re.search("[“”„«»‘’´\u00ad\u200b\ufeff\n]", normalise(text.strip()).clean.strip())


@LAW
@given(TEXTS)
@example("a lamp \u00ad burnt")
@example("a lamp\u200b\nburnt")
def test_blanks_are_single(text: str) -> None:
    """Every white space in a reading is one blank, soft hyphens beside it or not."""
    assert not re.search(r"\s\s|[^\S ]", normalise(text.strip()).clean.strip())


@pytest.mark.parametrize(
    ("source", "clean", "back"),
    [
        ("the under-\nwriters came", "underwriters", "under-\nwriters"),
        ("a self-\nmade man", "self-made", "self-\nmade"),
        ("he said “go” and went", '"go"', "“go”"),
        ("a  wide\u00a0\u00a0gap", "wide gap", "wide\u00a0\u00a0gap"),
        ("Сове-\nты и фонари", "Советы", "Сове-\nты"),
        ("so\u00adviet power", "soviet", "so\u00adviet"),
        ("rope\n  and tar", "rope and", "rope\n  and"),
    ],
)
def test_source_of_what_was_found(source: str, clean: str, back: str) -> None:
    """What is found in the reading is given back as the source prints it."""
    reading = normalise(source)
    start = reading.clean.index(clean)
    span = reading.to_source(start, start + len(clean))

    assert back == source[span.start : span.end]


@pytest.mark.parametrize(
    ("edits", "start", "end", "expected"),
    [
        ((Edit(2, "cd", "", "x"),), 2, 3, Span(4, 5)),  # after what was dropped
        ((Edit(2, "cd", "", "x"),), 1, 3, Span(1, 5)),  # around it
        ((Edit(2, "cd", "", "x"),), 2, 2, Span(4, 4)),  # nothing, just after it
        ((Edit(2, "c", "XYZ", "x"),), 3, 4, Span(2, 3)),  # inside what was put in
        ((Edit(2, "cd", "XY", "x"),), 3, 4, Span(3, 4)),  # one for one
        ((Edit(0, "ab", "", "x"), Edit(2, "cd", "Q", "x")), 0, 1, Span(2, 4)),  # two in a row
        ((), 1, 4, Span(1, 4)),
    ],
)
def test_to_source_inside_edits(edits: tuple[Edit, ...], start: int, end: int, expected: Span) -> None:
    """A start inside an edit falls to its first character, an end to its last: a mapped span never loses text."""
    assert expected == NormalisedText("abcdef", edits).to_source(start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, Span(0, 2)),
        (2, 4, Span(2, 2)),  # what was dropped has no length, but a place
        (1, 5, Span(1, 3)),
        (3, 3, Span(2, 2)),
        (4, 6, Span(2, 4)),
    ],
)
def test_to_clean_around_a_deletion(start: int, end: int, expected: Span) -> None:
    """A stretch that was dropped becomes an empty one at its place, and what stands around it stays around it."""
    assert expected == NormalisedText("abcdef", (Edit(2, "cd", "", "x"),)).to_clean(start, end)


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(2, "cd", "", "x"), Edit(3, "d", "", "x")),  # overlap
        (Edit(4, "e", "", "x"), Edit(0, "a", "", "x")),  # out of order
        (Edit(2, "xx", "", "x"),),  # not what stands there
        (Edit(5, "fg", "", "x"),),  # past the end
    ],
)
def test_edits_must_fit(edits: tuple[Edit, ...]) -> None:
    """Edits that overlap, are out of order or do not stand in the source are refused."""
    with pytest.raises(ValueError, match="does not fit the source"):
        NormalisedText("abcdef", edits)


# Broken words


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("They meant self-\norganisation.", "They meant self-organisation."),
        ("to under-\nstand it", "to understand it"),
        ("to under- \n   stand it", "to understand it"),
        ("to under-\r\nstand it", "to understand it"),
        ("to under\u2010\nstand it", "to understand it"),
        ("the Anglo-\nOrvanian pact", "the Anglo-Orvanian pact"),
        ("the anti-\nBeaconist mood", "the anti-Beaconist mood"),
        ("in mid-\n1911 already", "in mid-1911 already"),
        ("a quasi-\nofficial note", "a quasi-official note"),
        ("портовый ко-\nмитет", "портовый комитет"),
        ("народную револю-\nцию", "народную революцию"),
        ("в Санкт-\nПетербурге", "в Санкт-Петербурге"),
        ("in 1911 -\nand later", "in 1911 - and later"),
        ("they left--\nall of them", "they left-- all of them"),
        ("a list: non-\n“members” too", 'a list: non- "members" too'),
        ("pages 30-\n31 only", "pages 30-31 only"),
        ("the years 1911–\n1912", "the years 1911–1912"),
        ("impro\u00ad\nvisation by night", "improvisation by night"),
    ],
)
def test_words_broken_at_line_ends(source: str, clean: str) -> None:
    """A word broken by the line end is joined, a hyphen of its own is kept, a dash or range stays what it was."""
    assert clean == normalise(source).clean


def test_words_in_capitals_broken_at_line_ends() -> None:
    """A word in capitals is joined like any other: its second part begins no name."""
    assert "THE HARBOUR COMMITTEE" == normalise("THE HARBOUR COM-\nMITTEE").clean


@pytest.mark.parametrize(
    ("source", "document", "clean"),
    [
        ("the rope-\nmaker", "A rope-maker, two rope-makers, a rope-maker.", "the rope-maker"),
        ("the rope-\nmaker", "A ropemaker met a ropemaker and a rope-maker.", "the ropemaker"),
        ("the Rope-\nmaker", "The rope-maker spoke.", "the Rope-maker"),
        ("a self-\nsame thing", "The selfsame thing again.", "a selfsame thing"),
        ("a non-\nparty list", "The party met.", "a non-party list"),
        ("a non-\nsense list", "The party met.", "a nonsense list"),
        ("a co-\noperative shop", "A co-operative is a co-operative.", "a co-operative shop"),
        ("a co-\noperative shop", "It was operative.", "a co-operative shop"),
        ("a co-\noperative shop", "", "a cooperative shop"),
        ("портово-\nморской устав", "Портово-морской суд.", "портово-морской устав"),
        ("the rope\u2011\nmaker", "The rope‐maker spoke.", "the rope\u2011maker"),
    ],
)
def test_the_document_decides(source: str, document: str, clean: str) -> None:
    """A broken word is joined as the same document writes it elsewhere; a prefix needs a word of its own after it."""
    assert clean == normalise(source, words=count_words(document)).clean


@pytest.mark.parametrize(
    ("before", "after", "words", "expected"),
    [
        ("self", "rule", {}, True),
        ("under", "stand", {}, False),
        ("Self", "rule", {}, True),
        ("Anglo", "Orvanian", {}, True),
        ("vice", "chairman", {}, False),
        ("vice", "chairman", {"chairman": 1}, True),
        ("lamp", "light", {"lamplight": 1, "lamp-light": 2}, True),
        ("lamp", "light", {"lamplight": 2, "lamp-light": 2}, False),
        ("фонар", "щик", {}, False),
        ("Юго", "Запад", {}, True),
    ],
)
def test_keeps_hyphen(before: str, after: str, words: dict[str, int], expected: bool) -> None:
    """The document's usage comes first, then a capital, then the prefixes that English hyphenates."""
    assert expected is keeps_hyphen(before, after, words)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Rope, rope and ROPE", {"rope": 3, "and": 1}),
        ("rope-maker, rope‐maker", {"rope-maker": 2}),
        ("a rope-\nmaker", {"a": 1}),
        ("в 1911 г. Порт", {"в": 1, "г": 1, "порт": 1}),
        ("the Keeper's", {"the": 1, "keeper": 1, "s": 1}),
        ("", {}),
    ],
)
def test_count_words(text: str, counts: dict[str, int]) -> None:
    """Words and compounds are counted case folded; what a line end broke is no evidence."""
    assert counts == count_words(text)


# Hidden stretches


@pytest.mark.parametrize(
    ("before", "note", "after", "clean"),
    [
        ("the pro-\n", "\n1 A note.\n ", "gramme stood", "the programme stood"),
        ("he was then", "\n\n1 A note.\n", " seen", "he was then seen"),
        ("a self-", "\n2 Another.\n", "made man", "a self-made man"),
        ("все это бу-", "\n1 Сноска.\n", "дет", "все это будет"),
    ],
)
def test_notes_do_not_interrupt(before: str, note: str, after: str, clean: str) -> None:
    """The reading goes on behind a note as if it were not there, within a word too."""
    hidden = [Span(len(before), len(before) + len(note))]

    assert clean == normalise(before + note + after, hidden=hidden).clean


# Quotation marks, spaces


@pytest.mark.parametrize("mark", "“”„‟«»″〝〞")
def test_double_marks(mark: str) -> None:
    """Every kind of double quotation mark becomes the straight one, at the same place."""
    assert 'a "b' == normalise(f"a {mark}b").clean


@pytest.mark.parametrize("mark", "‘’‚‛‹›′ʼ`´")
def test_single_marks(mark: str) -> None:
    """Every kind of single mark and apostrophe becomes the straight one, at the same place."""
    assert "it's" == normalise(f"it{mark}s").clean


@pytest.mark.parametrize(
    ("source", "clean", "rules"),
    [
        ("one two", "one two", []),
        ("one\ntwo", "one two", ["unwrap"]),
        ("one\u00a0two", "one two", ["spaces"]),
        ("one \t two", "one two", ["spaces"]),
        ("one  \n\n  two", "one two", ["unwrap"]),
        ("im\u00adpro\u200bvise", "improvise", ["invisible", "invisible"]),
        ("“one”", '"one"', ["quotes", "quotes"]),
        ("im-\nprovise", "improvise", ["dehyphenate"]),
    ],
)
def test_edits_say_their_rule(source: str, clean: str, rules: list[str]) -> None:
    """Each edit carries the rule that made it; clean text has no edits."""
    reading = normalise(source)

    assert (clean, rules) == (reading.clean, [edit.rule for edit in reading.edits])


# Keys


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Guérin, Daniel", "guerin daniel"),
        ("GUERIN  Daniel", "guerin daniel"),
        ("O’Brien", "o brien"),
        ("Straße", "strasse"),
        ("Фёдоров", "федоров"),
        ("The Unlit Lamp!", "the unlit lamp"),
        ("…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case, accents and punctuation do not tell names apart."""
    assert folded == fold(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Whitlock, Gerald", "whitlock-gerald"),
        ("Dessin, Paul; Rook, Clara", "dessin-paul-rook-clara"),
        ("History of the Harbour Republic: 2nd ed.", "history-of-the-harbour-republic-2nd-ed"),
        ("Щукин, Яков", "shchukin-iakov"),
        ("Объезд", "obezd"),
        ("Чижов Ёж", "chizhov-ezh"),
        ("Żuk", "zuk"),
        ("Łuk", "luk"),
        ("Київ", "kiiv"),
        ("—", ""),
    ],
)
def test_slug(text: str, key: str) -> None:
    """A key is lower-case ASCII joined by hyphens: accents fall, Cyrillic is spelt out, no letter is lost."""
    assert key == slug(text)


@LAW
@given(TEXTS)
def test_slug_is_a_key(text: str) -> None:
    """A key holds nothing but lower-case letters, digits and single hyphens, and is its own key."""
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert slug(text) == slug(slug(text))
