"""Consequences: what follows of itself when a hand changes a row, and how the row tells that a hand was there.

Owns the rules by which rows stay consistent; which row is meant, and whether a value is allowed, is `amendments`.

Rules:
    1. whose voice is told by hand is told for certain; who would report himself reports nobody
    2. what is said of events in an utterance is said by its voice
    3. a mention is of the kind of what it names, and sure
    4. a citation with a work is resolved, one without is not; a short form that points to it means the same work
    5. who confirms an utterance or a mention makes it certain

    >>> row = touch(touch(Voiced(), "confirmed"), "", "voice")
    >>> row.hand
    'changed voice; confirmed'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dhkit.authority import Authority
from dhkit.rows import Characterisation, Citation, Mention, Utterance, span_key


@dataclass(frozen=True)
class Voiced:
    """The least that can be touched: a row with the column `hand`. For examples."""

    hand: str = ""


def change_row(row: Any, column: str, value: str | int | bool, known: Mapping[str, Authority]) -> Any:
    """Give a row with another value in one column, and with what follows of it in the row itself.

    Args:
        row: of a table that can be corrected.
        column: one of those that can be changed.
        value: of the column's type.
        known: everything named, by key; it tells the kind of what a mention names.
    """
    changes: dict[str, Any] = {column: value}
    match row:
        case Utterance():
            if column == "voice":
                changes["state"] = "certain"
            if changes.get("reporter", row.reporter) in ("", changes.get("voice", row.voice)):
                changes |= {"reporter": "", "reporter_work": changes.get("reporter_work", "")}
        case Mention():
            changes |= {"kind": known[str(value)].kind, "score": 1.0}
        case Characterisation() if column == "event":
            changes["characterisation"] = f"{span_key(row.document, row.start, row.end)}#{value}"
        case Citation() if column == "work":
            changes |= _resolve(str(value)) | {"antecedent_start": None, "antecedent_end": None}
    return touch(replace(row, **changes), "", column)


def _resolve(work: str) -> dict[str, str]:
    return {"state": "resolved" if work else "unresolved", "candidates": ""}


def follow_voice(characterisations: dict[str, Any], utterance: str, voice: str) -> None:
    """Give what is said of events in an utterance, in place, the utterance's voice."""
    for key, row in characterisations.items():
        if row.utterance == utterance:
            characterisations[key] = touch(replace(row, voice=voice), "", "voice")


def follow_work(citations: dict[str, Any], before: Citation, after: Citation) -> None:
    """Give the short forms that point to a citation, and those that point to them, the work that it now means."""
    for key, row in citations.items():
        points = (row.document, row.antecedent_start, row.antecedent_end)
        if points == (before.document, before.start, before.end) and row.work == before.work != after.work:
            citations[key] = touch(replace(row, work=after.work, **_resolve(after.work)), "", "work")
            follow_work(citations, row, citations[key])


def vouch(row: Any) -> Any:
    """Make a row as sure as can be: a person vouches for it."""
    if isinstance(row, Utterance):
        return replace(row, state="certain")
    return replace(row, score=1.0) if isinstance(row, Mention) else row


def touch(row: Any, deed: str, column: str = "") -> Any:
    """Write into `hand` what was done to a row, in one order: added, changed, confirmed."""
    done = row.hand.split("; ") if row.hand else []
    before = next((d.removeprefix("changed ") for d in done if d.startswith("changed ")), "")
    changed = sorted({*before.split(", "), column} - {""})
    said = ["added"] if "added" in (*done, deed) else []
    said += [f"changed {', '.join(changed)}"] if changed else []
    said += ["confirmed"] if "confirmed" in (*done, deed) else []
    return replace(row, hand="; ".join(said))
