"""Reconciliation: what documents call by different keys is one thing where one only can be meant."""

from __future__ import annotations

from dhkit.authority import Authority
from dhkit.reconciliation import apply_keys, reconcile, reconcile_persons
from dhkit.rows import Mention, Utterance, Voice


def _entry(label: str, kind: str = "person") -> Authority:
    key = label.lower().replace(", ", "-").replace(" ", "-").replace(".", "")
    key = key if kind == "person" else f"{kind}-{key}"
    return Authority(key, label, kind, label.partition(",")[0], (), "", "")


def _mentions(entry: Authority, *, n: int = 1, document: str = "a", rule: str = "model") -> list[Mention]:
    return [
        Mention(
            mention=f"{document}:{entry.entity}{i}",
            document=document,
            utterance=f"{document}:0-9",
            start=i,
            end=i + 1,
            surface=entry.label,
            kind=entry.kind,
            entity=entry.entity,
            rule=rule,
            score=0.9,
        )
        for i in range(n)
    ]


def _persons(*labels: str) -> dict[str, str]:
    return reconcile_persons({e.entity: e for e in map(_entry, labels)})


def test_initials_and_family_names_are_joined_where_one_person_fits() -> None:
    """Rules 3 and 4: initials and a bare family name are the one full name of the corpus."""
    assert _persons("Voss, Otto", "Voss, O.", "Voss") == {"voss-o": "voss-otto", "voss": "voss-otto"}


def test_two_of_one_family_are_never_merged() -> None:
    """Two first names that disagree stay two, and a form that fits both is neither."""
    assert _persons("Voss, Otto", "Voss, Hester", "Voss") == {}
    assert _persons("Voss, Otto", "Voss, Olga", "Voss, O.") == {}


def test_a_family_name_is_the_listed_person_whom_the_corpus_names() -> None:
    """Rule 4 holds for listed persons whom the corpus names, and for no others."""
    ruth, alone = _entry("Pellam, Ruth"), _entry("Pellam")
    listed, new = {ruth.entity: ruth}, {alone.entity: alone}
    named = [*_mentions(ruth, rule="authority"), *_mentions(alone, document="b")]
    assert reconcile(named, listed, new) == {"pellam": "pellam-ruth"}
    assert reconcile(_mentions(alone, document="b"), listed, new) == {}, "nobody names Ruth Pellam in full"


def test_kinds_are_voted_over_documents() -> None:
    """Rule 1: most mentions tell the kind; divided votes leave both."""
    place, body = _entry("Velm", "place"), _entry("Velm", "organisation")
    new = {e.entity: e for e in (place, body)}
    named = [*_mentions(place, n=4), *_mentions(body, document="b")]
    assert reconcile(named, {}, new) == {"organisation-velm": "place-velm"}
    divided = [*_mentions(place), *_mentions(body, document="b")]
    assert reconcile(divided, {}, new) == {}


def test_full_names_speak_for_a_person() -> None:
    """Rule 1: a full name elsewhere speaks for a person, who is then the one of that name."""
    person, body, full = _entry("Voss"), _entry("Voss", "organisation"), _entry("Voss, Otto")
    new = {e.entity: e for e in (person, body, full)}
    named = [*_mentions(person), *_mentions(body, n=3, document="b"), *_mentions(full, document="c")]
    assert reconcile(named, {}, new) == {"organisation-voss": "voss-otto", "voss": "voss-otto"}


def test_what_the_authority_file_lists_keeps_its_key() -> None:
    """The authority file is never overruled."""
    place, body = _entry("Velm", "place"), _entry("Velm", "organisation")
    named = [*_mentions(place, n=9), *_mentions(body, rule="authority")]
    assert reconcile(named, {body.entity: body}, {place.entity: place}) == {}


def test_singular_groups_are_their_plural() -> None:
    """Rule 2: a group in the singular is the group in the plural."""
    one, many = _entry("Spinnerist", "group"), _entry("Spinnerists", "group")
    named = [*_mentions(one), *_mentions(many, document="b")]
    assert reconcile(named, {}, {e.entity: e for e in (one, many)}) == {"group-spinnerist": "group-spinnerists"}


def test_rows_say_that_a_link_over_documents_is_unsure() -> None:
    """A mention so linked scores half at most, an attribution is inferred."""
    alone, full = _entry("Voss"), _entry("Voss, Otto")
    known, keys = {e.entity: e for e in (alone, full)}, {"voss": "voss-otto"}
    (mention,) = apply_keys(_mentions(alone), keys, known)
    assert (mention.entity, mention.score, mention.rule) == ("voss-otto", 0.5, "model, joined over documents")
    said = Utterance(
        utterance="a:0-9",
        document="a",
        block="a:0-9",
        start=0,
        end=9,
        voice="voss",
        kind="quotation",
        rule="2",
        state="certain",
    )
    (utterance,) = apply_keys([said], keys, known)
    assert (utterance.voice, utterance.state) == ("voss-otto", "inferred")
    (voice,) = apply_keys([Voice(voice="voss", name="Voss", family="Voss")], keys, known)
    assert (voice.voice, voice.name) == ("voss-otto", "Voss, Otto")


def test_a_voice_is_not_made_a_place() -> None:
    """A change of kind touches no voice."""
    alone, place = _entry("Velm"), _entry("Velm", "place")
    keys, known = {"velm": "place-velm"}, {e.entity: e for e in (alone, place)}
    row = Voice(voice="velm", name="Velm", family="Velm")
    assert apply_keys([row], keys, known) == [row]
