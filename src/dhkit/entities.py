"""Entities: the persons, bodies, groups, places, events and works that a corpus names, one row for each.

Owns `Entity`s: one key for each thing, however it is named, and how often, where and by whom it is named. In come the
mentions of all documents, out come entities by key. Finding the names is `mentions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dhkit.authority import Authority
from dhkit.rows import Entity, Mention, Utterance


def count_entities(
    mentions: Iterable[Mention],
    utterances: Iterable[Utterance],
    known: Mapping[str, Authority],
    characterised: Iterable[str] = (),
) -> list[Entity]:
    """Count the things named in a corpus.

    Args:
        mentions: of all documents.
        utterances: of all documents.
        known: the authority file and what the documents name beside it.
        characterised: events that are characterised, listed even where nobody names them.

    Returns:
        One `Entity` per thing, by key; blocks and voices are those of its mentions' utterances.
    """
    place = {u.utterance: u for u in utterances}
    seen: dict[str, list[Mention]] = {event: [] for event in characterised}
    for mention in mentions:
        seen.setdefault(mention.entity, []).append(mention)
    return [
        Entity(
            entity=key,
            label=known[key].label,
            kind=known[key].kind,
            wikidata=known[key].wikidata,
            n_mentions=len(found),
            n_blocks=len({place[m.utterance].block for m in found if m.utterance}),
            n_voices=len({place[m.utterance].voice for m in found if m.utterance}),
        )
        for key, found in sorted(seen.items())
    ]
