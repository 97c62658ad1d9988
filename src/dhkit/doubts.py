"""Doubts: rows that a rule was unsure of, those first that would move a chart most if they were wrong.

Owns the order in which a scholar's time is best spent. In come tables, out comes one row per doubt. A doubt weighs what
the rule admits times what hangs on the row; rows that a hand has touched are none.

How unsure:
    utterance          ambiguous 1, inferred 0.5
    mention            1 less its score
    characterisation   1 where the event is only that of the document or section, or the only one so called; else 0.25
    citation           unresolved or ambiguous 1
What hangs on it: the share of its own mark that the row makes up. A mark is a voice's statements about an event, the
mentions of an entity, the characters of a voice, the citations of a document. Marks of fewer than five rows count as
five, since charts draw them grey; an utterance weighs the statements in it too.

    >>> round(weigh_share(1, 4), 2), round(weigh_share(1, 20), 2)
    (0.2, 0.05)
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dhkit.evidence import MIN_STATEMENTS

COLUMNS = ["table", "key", "document", "start", "end", "doubt", "share", "weight"]

_WEAK_RULES = r"event of the (?:document|section|heading)|only event called so"


def weigh_share(n: float, of: float) -> float:
    """Give the share of a mark that so many of its rows make up; a small mark counts as the least that is drawn."""
    return n / max(of, MIN_STATEMENTS)


def rank_doubts(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rank the rows that are worth a look.

    Args:
        tables: the tables of a corpus, by name.

    Returns:
        One row per doubtful row of utterances, mentions, characterisations and citations, the weightiest first:
        table, key, document, start, end; doubt, 0 to 1; share of its mark, 0 to 1; weight, their product.
    """
    utterances, mentions = tables["utterances"], tables["mentions"]
    said, citations = tables["characterisations"], tables["citations"]
    spoken = utterances.assign(size=utterances["end"] - utterances["start"])
    mark = said.groupby(["voice", "event"])["event"].transform("size")
    own = 1 / mark.clip(lower=MIN_STATEMENTS)
    statements = own.groupby(said["utterance"]).sum()
    share = spoken["size"] / spoken.groupby("voice")["size"].transform("sum")
    known = spoken["size"].groupby(spoken["voice"]).transform("size").clip(lower=MIN_STATEMENTS)
    share = share * spoken.groupby("voice")["size"].transform("size") / known
    listed = [
        _list("utterances", utterances, utterances["state"].map({"ambiguous": 1.0, "inferred": 0.5}).fillna(0.0),
              share + utterances["utterance"].map(statements).fillna(0.0)),
        _list("mentions", mentions, 1 - mentions["score"],
              1 / mentions.groupby("entity")["entity"].transform("size").clip(lower=MIN_STATEMENTS)),
        _list("characterisations", said, said["rule"].str.contains(_WEAK_RULES).map({True: 1.0, False: 0.25}), own),
        _list("citations", citations, citations["state"].ne("resolved").astype(float),
              1 / citations.groupby("document")["document"].transform("size").clip(lower=MIN_STATEMENTS)),
    ]  # fmt: skip
    ranked = pd.concat(listed, ignore_index=True)
    ranked = ranked[ranked["doubt"].gt(0)].assign(weight=lambda r: (r["doubt"] * r["share"]).round(6))
    order = ["weight", "table", "document", "start", "key"]
    return ranked.sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)[COLUMNS]


def _list(table: str, frame: pd.DataFrame, doubt: pd.Series, share: pd.Series) -> pd.DataFrame:
    rows = frame[["document", "start", "end"]].assign(
        table=table, key=frame.iloc[:, 0], doubt=doubt.astype(float), share=share.astype(float)
    )
    return rows[frame["hand"].eq("")]
