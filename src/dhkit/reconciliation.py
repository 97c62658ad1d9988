"""Reconciliation: one key for one thing over all documents of a corpus.

Owns the joining of what documents, each read alone, call by different keys. In come their mentions and the things that
the authority file lacks, out comes for each key the one that stands for it. The authority file is never overruled: what
it lists keeps its key, and what it lists as two stays two. Joining inside a document is `mentions`.

Rules, for things that the authority file lacks:
    1. kind: a name that several documents take for different kinds is of the kind that most of its mentions speak for,
       each weighing as its score; where the votes are divided, each document keeps its own
    2. number: a group named in the singular (*Spinnerist*) is the group named in the plural elsewhere
    3. initials: *O. Voss* is *Otto Voss*, where nobody else of that family and initial is named
    4. family name: a family name alone is the one person of that family whom the corpus names in full. Two persons of
       one family are never merged, nor is a family name given to either of them.

    >>> from dhkit.authority import Authority
    >>> names = {"voss": "Voss", "voss-otto": "Voss, Otto"}
    >>> reconcile_persons({key: Authority(key, name, "person", "Voss", (), "", "") for key, name in names.items()})
    {'voss': 'voss-otto'}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dhkit.author_names import bears_surname
from dhkit.authority import Authority
from dhkit.model_names import CLEAR, FULL_NAME
from dhkit.persons import fullest_names
from dhkit.rows import Characterisation, Mention, Row, Utterance, Voice
from dhkit.text import fold

R = TypeVar("R", bound=Row)

_SURE = 0.5  # score at most of a mention that is linked over documents


def reconcile(
    mentions: Iterable[Mention], authority: Mapping[str, Authority], new: Mapping[str, Authority]
) -> dict[str, str]:
    """Find the keys that mean one thing.

    Args:
        mentions: of all documents.
        authority: the authority file.
        new: what documents name beside it, by key.

    Returns:
        Key → the key that stands for it, for those that change.
    """
    mentions = [m for m in mentions if m.entity not in authority or authority[m.entity].kind == "person"]
    named = {m.entity for m in mentions}
    unlisted = {key: entry for key, entry in new.items() if key in named and key not in authority}
    listed = {key: authority[key] for key in sorted(named & authority.keys())}
    changed = _reconcile_kinds([m for m in mentions if m.entity in unlisted], unlisted)
    persons = {k: e for k, e in unlisted.items() if e.kind == "person" and k not in changed}
    further = reconcile_persons(persons, listed) | _reconcile_numbers(unlisted, changed)
    return {key: further.get(one, one) for key, one in (further | changed).items()}


def _reconcile_kinds(mentions: Sequence[Mention], unlisted: Mapping[str, Authority]) -> dict[str, str]:
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    keys: defaultdict[str, dict[str, str]] = defaultdict(dict)
    families = [fold(e.family) for e in unlisted.values() if e.kind == "person" and ", " in e.label]
    for mention in mentions:
        name = fold(unlisted[mention.entity].label)
        votes[name][mention.kind] += mention.score
        keys[name][mention.kind] = mention.entity
    changed: dict[str, str] = {}
    for name, kinds in votes.items():
        if len(kinds) > 1:
            kinds["person"] += FULL_NAME * families.count(name) if "person" in kinds else 0
            most = min(kinds, key=lambda k: (-kinds[k], k))
            if kinds[most] >= CLEAR * sum(kinds.values()):
                changed |= {key: keys[name][most] for kind, key in keys[name].items() if kind != most}
    return changed


def _reconcile_numbers(unlisted: Mapping[str, Authority], changed: Mapping[str, str]) -> dict[str, str]:
    groups = {fold(e.label): key for key, e in unlisted.items() if e.kind == "group" and key not in changed}
    return {key: groups[f"{name}s"] for name, key in groups.items() if f"{name}s" in groups}


def reconcile_persons(
    unlisted: Mapping[str, Authority], listed: Mapping[str, Authority] | None = None
) -> dict[str, str]:
    """Find the keys of persons who are one: initials and a given name, a family name alone and a full name.

    Args:
        unlisted: persons that the authority file lacks, by key.
        listed: persons of the authority file whom the corpus names.

    Returns:
        Key → the key that stands for it, for those that change.
    """
    families: defaultdict[str, dict[str, str]] = defaultdict(dict)
    alone: dict[str, str] = {}
    for key, entry in unlisted.items():
        family, _, given = entry.label.partition(", ")
        if not bears_surname(entry.label):
            continue  # *Madame Voss*, *Duke of Velm*: the last word alone is somebody else
        if given:
            families[fold(family)][f"{given} {family}"] = key
        else:
            alone[fold(family)] = key
    changed: dict[str, str] = {}
    for forms in families.values():
        fullest = fullest_names(forms)
        changed |= {key: forms[fullest[form]] for form, key in forms.items() if fullest.get(form, form) != form}
    for family, key in alone.items():
        full = {changed.get(k, k) for k in families.get(family, {}).values()}
        full |= {
            k for k, e in (listed or {}).items() if fold(e.label.partition(",")[0]) == family and bears_surname(e.label)
        }
        if len(full) == 1:
            changed[key] = min(full)
    return changed


def apply_keys(rows: Sequence[R], keys: Mapping[str, str], known: Mapping[str, Authority]) -> list[R]:
    """Give rows the keys that stand for theirs; a link over documents is scored, and an attribution stated, as unsure.

    Args:
        rows: mentions, utterances, voices or characterisations.
        keys: as `reconcile` gives them.
        known: everything named, by key.
    """
    speakers = {key: known[one] for key, one in keys.items() if known[one].kind == "person"}
    return [_apply(row, keys, speakers, known) for row in rows]


def _apply(row: R, keys: Mapping[str, str], speakers: Mapping[str, Authority], known: Mapping[str, Authority]) -> R:
    match row:
        case Mention() if row.entity in keys:
            entity = keys[row.entity]
            rule = f"{row.rule}, joined over documents"
            return replace(row, entity=entity, kind=known[entity].kind, rule=rule, score=min(row.score, _SURE))
        case Utterance() if row.voice in speakers or row.reporter in speakers:
            voice, reporter = (speakers[v].entity if v in speakers else v for v in (row.voice, row.reporter))
            state = "inferred" if row.state == "certain" else row.state
            return replace(row, voice=voice, reporter=reporter, state=state)
        case Voice() if row.voice in speakers:
            entry = speakers[row.voice]
            return replace(row, voice=entry.entity, name=entry.label, family=entry.family)
        case Characterisation() if row.voice in speakers:
            return replace(row, voice=speakers[row.voice].entity)
    return row
