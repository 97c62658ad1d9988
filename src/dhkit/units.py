"""Units: the stretches in which names count as named together.

In come the tables of mentions, utterances and entities, out comes one frame, one row per unit and entity, on which all
counting of networks rests. Leaves out what is counted (`networks`).

A unit is always **one voice**: what Pipes says and what Lenin says inside Pipes's paragraph are two units, so that
nobody is tied to a name which only somebody else spoke. How long it is can be chosen:

1. *block* (the default): a paragraph, bullet or extract. Long enough for a relation to be stated, short enough that a
   name at its head and one at its foot belong to one argument; it is the writer's own division, and the tables know it.
2. *utterance*: one unbroken stretch. Stricter, as a quotation in the middle of a paragraph cuts the writer's words in
   two, and so a measure of how a text is set as much as of what it says.
3. *window*: so many sentences of a voice in a block, not overlapping, so that none counts twice. For documents whose
   paragraphs run over pages. It needs the text (`split_sentences`), since no table knows sentences.

    >>> split_sentences({"faq": "Mr. Voss came. V. Tell left! Nobody spoke."})["start"].tolist()
    [0, 15, 29]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

KINDS = ("person", "organisation", "group", "place", "event")
"""The kinds of entity that make a network: all but works. A title stands beside its author because that is how one
cites, so works would tie every historian to his own books and say nothing about who is thought of together."""

UNITS = ("block", "utterance", "window")

_SENTENCE = re.compile(
    r"(?<!\b[A-ZА-Я])(?<!\b[MD]r)(?<!\bMrs)(?<!\bSt)[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZА-Я0-9])|\n\s*\n\s*"
)
"""Where a sentence ends: a stop before a capital, but not after an initial or a title; or an empty line."""


def list_named(
    mentions: pd.DataFrame,
    utterances: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    kinds: Collection[str] = KINDS,
    unit: str = "block",
    window: int = 3,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """List who is named in which unit. Utterances whose voice is ambiguous are left out.

    Args:
        mentions: the table `mentions`.
        utterances: the table `utterances`; it gives block and voice.
        entities: the table `entities`; it gives the kind.
        kinds: kinds of entity that count.
        unit: one of `UNITS`.
        window: sentences in a window.
        sentences: made by `split_sentences`, for windows.

    Returns:
        One row per unit and entity, sorted by both: unit (numbered from 0), block, voice, entity.

    Raises:
        ValueError: if there is no such unit, or windows are asked for without sentences.
    """
    if unit not in UNITS:
        raise ValueError(f"unit is {unit!r}; names can be counted together by {', '.join(UNITS)}")
    spoken = utterances.loc[utterances["state"].ne("ambiguous"), ["utterance", "block", "voice"]]
    counted = entities.loc[entities["kind"].isin(list(kinds)), ["entity"]]
    named = mentions.merge(spoken, on="utterance").merge(counted, on="entity")
    keys = ["block", "voice"]
    if unit == "utterance":
        keys.append("utterance")
    elif unit == "window":
        if sentences is None or window < 1:
            raise ValueError(
                f"windows of {window} sentences need window=1 or more and sentences=split_sentences(texts): the tables "
                "hold no text, so give the source text of each document, or count by block"
            )
        named["window"] = _number_windows(named, utterances, sentences, window)
        keys.append("window")
    named = named[[*keys, "entity"]].drop_duplicates()
    named["unit"] = named.groupby(keys, sort=True).ngroup()
    return named[["unit", "block", "voice", "entity"]].sort_values(["unit", "entity"], ignore_index=True)


def _number_windows(
    named: pd.DataFrame, utterances: pd.DataFrame, sentences: pd.DataFrame, window: int
) -> pd.Series[int]:
    """The window of each mention, counted from the first words of its voice in the block."""
    first = utterances.groupby(["block", "voice"])["start"].min().rename("first").reset_index()
    places = named[["document", "block", "voice", "start"]].merge(first, on=["block", "voice"], how="left")
    places.index = named.index
    numbers = pd.Series(0, index=named.index)
    for document, rows in places.groupby("document"):
        starts = np.sort(sentences.loc[sentences["document"].eq(document), "start"].to_numpy())
        here, head = (np.searchsorted(starts, rows[name].to_numpy(), "right") for name in ("start", "first"))
        numbers[rows.index] = (here - head) // window
    return numbers


def split_sentences(texts: Mapping[str, str]) -> pd.DataFrame:
    """Split source texts into sentences, by their stops alone: enough to say how near two names stand.

    Args:
        texts: source text by key of the document.

    Returns:
        One row per sentence, in the order of the text: document, start (in code points).
    """
    starts = [
        (key, start) for key, text in texts.items() for start in [0, *(m.end() for m in _SENTENCE.finditer(text))]
    ]
    return pd.DataFrame(starts, columns=["document", "start"]).astype({"document": "str", "start": "int64"})


def cross_named(named: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the units and the entities of `list_named` as numbers, and the keys of the entities."""
    keys, columns = np.unique(named["entity"].to_numpy(str), return_inverse=True)
    return named["unit"].to_numpy(np.int64), columns, keys
