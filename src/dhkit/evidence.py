"""What each voice states of each event, and whether that is enough to read a figure from.

Owns the statements that all comparisons start from, their counts by frame, and the one rule of how little is too
little. A statement is a descriptor that a known voice affirms; it stands in a block, and the block comes from a work.
Leaves out how sure a figure is (`estimates`) and whether voices differ (`differences`).

    >>> characterisations = pd.DataFrame({"voice": "pipes", "event": "october", "frame": ["coup", "coup", "violence"],
    ...                                   "polarity": [-1, -1, -1], "negated": [False, True, False]})
    >>> count_frames(characterisations)[["frame", "n", "n_denied", "share"]].values.tolist()
    [['coup', 1, 1, 0.5], ['violence', 1, 0, 0.5]]
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

MIN_STATEMENTS = 5
"""Fewest statements from which a share or a mean is read: below it one statement moves a share by a quarter."""

MIN_BLOCKS = 3
"""Fewest blocks these must come from: what one paragraph says five times has been said once."""

DIGITS = 4
"""Figures are rounded to so many digits: more than the evidence bears, and alike on every machine."""


def drop_ambiguous(rows: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows of stretches whose voice is ambiguous: what nobody certainly said is compared with nothing.

    Args:
        rows: rows with the column `utterance`, such as characterisations or mentions.
        utterances: the table `utterances`.
    """
    ambiguous = utterances.loc[utterances["state"].eq("ambiguous"), "utterance"]
    return rows[~rows["utterance"].isin(ambiguous)]


def list_statements(characterisations: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """List what voices affirm of events, each with the block and the work that it stands in.

    Denied descriptors are left out: who denies that it was a coup has not yet said what it was. So are views that a
    voice only reports as another's, and stretches whose voice is ambiguous.

    Args:
        characterisations: the table `characterisations`.
        utterances: the table `utterances`; it gives block and work.

    Returns:
        One row per statement, in the order of the table, with all its columns and block; work is the cited work that
        reports the words, or the document where the voice speaks in it or no work is named.
    """
    known = drop_ambiguous(characterisations, utterances)
    where = utterances[["utterance", "block", "reporter_work"]]
    own = known[~known["negated"] & ~known["reported"]]
    rows = own.merge(where, on="utterance", how="left", validate="many_to_one")
    return rows.assign(work=rows["reporter_work"].where(rows["reporter_work"].ne(""), rows["document"]))


def count_evidence(
    statements: pd.DataFrame,
    *,
    by: Sequence[str] = ("voice", "event"),
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """Count what there is to go by: statements, and the blocks and works they come from.

    Args:
        statements: made by `list_statements`.
        by: columns whose combinations are compared.
        min_statements: statements below which a combination has too little text.
        min_blocks: the same, for blocks.

    Returns:
        One row per combination, sorted: n statements, n_blocks, n_works; enough, false for "too little text".

    Example:
        >>> said = pd.DataFrame({"voice": "cohn", "event": "october", "block": list("aabbc"), "work": list("vvvww")})
        >>> count_evidence(said).values.tolist()
        [['cohn', 'october', 5, 3, 2, True]]
    """
    counts = statements.groupby(list(by), as_index=False).agg(
        n=("block", "size"), n_blocks=("block", "nunique"), n_works=("work", "nunique")
    )
    return counts.assign(enough=counts["n"].ge(min_statements) & counts["n_blocks"].ge(min_blocks))


def count_frames(
    characterisations: pd.DataFrame,
    *,
    by: Sequence[str] = ("voice", "event"),
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """Count how often each frame is used, for each voice and event.

    A denied descriptor ("was not a coup") is no use of its frame: it is counted apart.

    Args:
        characterisations: the table `characterisations`, or statements of `list_statements`, which know their blocks.
        by: columns whose combinations are compared.
        min_statements: uses of all frames below which a combination has too little text for a share.
        min_blocks: the same for blocks, where the rows have the column `block`.

    Returns:
        One row per combination and frame, sorted: n uses; n_denied denials; share of the combination's uses, 0 to 1;
        enough, false for "too little text".
    """
    keys = [*by, "frame"]
    counts = characterisations.assign(n=~characterisations["negated"], n_denied=characterisations["negated"])
    counts = counts.groupby(keys, as_index=False)[["n", "n_denied"]].sum().sort_values(keys, ignore_index=True)
    uses = counts.groupby(list(by))["n"].transform("sum")
    counts["share"] = (counts["n"] / uses.where(uses > 0)).fillna(0.0).round(DIGITS)
    enough = uses >= min_statements
    if "block" in characterisations:
        used = characterisations[~characterisations["negated"]].groupby(list(by), as_index=False)["block"].nunique()
        enough &= counts.merge(used, on=list(by), how="left")["block"].ge(min_blocks)
    return counts.assign(enough=enough)


def find_disputed_event(characterisations: pd.DataFrame) -> str:
    """Find the event over whose name there is most dispute: the one whose second frame is used most.

    An event that everybody tells in one frame may be characterised more often, and has nothing to compare.

    Args:
        characterisations: the table `characterisations`; denied descriptors are no use of their frame.

    Returns:
        The key of the event; the first in the alphabet where two are disputed alike, and the event characterised most
        where none has two frames. Nothing ("") where nothing is characterised.
    """
    used = characterisations[~characterisations["negated"]]
    if used.empty:
        return ""
    counts = used.groupby(["event", "frame"]).size().sort_index().sort_values(ascending=False, kind="stable")
    second = counts.groupby(level="event").nth(1)
    event, _ = (second if len(second) else counts).index[0]
    return str(event)
