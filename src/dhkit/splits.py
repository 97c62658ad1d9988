"""Splits: an utterance cut where a hand has found another voice, or a citation, in its midst.

Owns what becomes of the words on both sides, and of the names and descriptors in them. Utterances never overlap and
leave out nothing but citations, furniture and blank space: so who adds a stretch cuts the one around it.

    >>> whole = Utterance(utterance="ferry:0-30", document="ferry", block="ferry:0-30", start=0, end=30,
    ...                   voice="tell-anna", kind="prose", rule="author", state="certain")
    >>> [(piece.utterance, piece.hand) for piece in cut(whole, 9, 21, "It was, \\u201ca hasty coup\\u201d he said.")]
    [('ferry:0-9', 'changed extent'), ('ferry:21-30', 'changed extent')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dhkit.consequences import touch
from dhkit.rows import UTTERANCE_KINDS, Utterance, span_key


def cut(whole: Utterance, start: int, end: int, text: str) -> list[Utterance]:
    """Give what remains of an utterance on both sides of a stretch, without blank space at its ends.

    What has no letter or digit, such as the quotation marks around the stretch, is left in nobody's voice.

    Args:
        whole: the utterance; the stretch lies in it.
        start: first code point of the stretch.
        end: code point after its last.
        text: the source text.
    """
    remaining = []
    for first, last in ((whole.start, start), (end, whole.end)):
        words = text[first:last]
        if any(letter.isalnum() for letter in words):
            a, b = first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
            key = span_key(whole.document, a, b)
            remaining.append(touch(replace(whole, utterance=key, start=a, end=b), "", "extent"))
    return remaining


def voice_within(whole: Utterance, voice: str, start: int, end: int, kind: str) -> Utterance:
    """Give the utterance of another voice within one; who speaks around it reports it, if he is not its reporter.

    Args:
        whole: the utterance around.
        voice: who speaks.
        start: first code point.
        end: code point after the last.
        kind: of the block, for words that nobody reports.
    """
    own = voice == whole.reporter
    return Utterance(
        utterance=span_key(whole.document, start, end),
        document=whole.document,
        block=whole.block,
        start=start,
        end=end,
        voice=voice,
        reporter="" if own else whole.voice,
        reporter_work="" if own else whole.reporter_work,
        kind="quotation" if not own else kind if kind in UTTERANCE_KINDS else "prose",
        rule="by hand",
        state="certain",
        hand="added",
    )


def find_in_the_way(rows: Iterable[Any], whole: Utterance, start: int, end: int, *, within: bool) -> list[Any]:
    """List the names or descriptors of an utterance that cross the limits of a stretch, or stand in it if none may."""
    met = [row for row in rows if row.utterance == whole.utterance and row.start < end and start < row.end]
    return [row for row in met if not within or row.start < start or end < row.end]


def settle(rows: dict[str, Any], whole: Utterance, pieces: Sequence[Utterance], *, leaving: Iterable[str] = ()) -> None:
    """Give each name or descriptor of an utterance, in place, the piece in which it now stands, and its voice."""
    for key, row in rows.items():
        if row.utterance != whole.utterance or key in leaving:
            continue
        piece = next(p for p in pieces if p.start <= row.start and row.end <= p.end)
        rows[key] = replace(row, utterance=piece.utterance)
        if getattr(row, "voice", piece.voice) != piece.voice:
            rows[key] = touch(replace(rows[key], voice=piece.voice), "", "voice")
