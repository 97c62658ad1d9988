"""Who speaks how much, what keys are called, and the one door to comparing voices.

Owns labels that can be read beside keys, and the counts of text by kind and by voice; sizes are code points, since the
tables hold no words. The comparisons themselves stand in modules of their own, and what a notebook needs of them can be
had from here, too: statements (`evidence`), shares and means with intervals (`estimates`), whether voices differ
(`differences`), which words are whose (`keyness`), who agrees with whom (`similarity`, `trees`). All take tables and
return tables, for any number of voices. Leaves out the drawing (`charts`, `comparison_charts`).

    >>> voices = pd.DataFrame({"voice": ["cohn"], "name": ["Cohn, Norman"], "family": ["Cohn"], "role": [""]})
    >>> label_voices(voices).to_dict()
    {'cohn': 'Cohn'}
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from dhkit.differences import find_differences
from dhkit.disguises import reveal
from dhkit.estimates import estimate_frames, estimate_means, estimate_polarity
from dhkit.evidence import (
    DIGITS,
    MIN_BLOCKS,
    MIN_STATEMENTS,
    count_evidence,
    count_frames,
    drop_ambiguous,
    find_disputed_event,
    list_statements,
)
from dhkit.keyness import add_words, count_descriptors, count_words, rank_words
from dhkit.similarity import compare_pairs, list_shared, mirror_pairs
from dhkit.trees import grow_tree

__all__ = [
    "MIN_BLOCKS",
    "MIN_STATEMENTS",
    "add_labels",
    "add_manner",
    "add_words",
    "compare_frames",
    "compare_pairs",
    "compare_polarity",
    "count_descriptors",
    "count_evidence",
    "count_frames",
    "count_text_by_kind",
    "count_text_by_voice",
    "count_words",
    "drop_ambiguous",
    "estimate_frames",
    "estimate_means",
    "estimate_polarity",
    "find_differences",
    "find_disputed_event",
    "grow_tree",
    "label_documents",
    "label_voices",
    "list_shared",
    "list_statements",
    "list_text",
    "mirror_pairs",
    "rank_words",
]


def label_voices(voices: pd.DataFrame) -> pd.Series[str]:
    """Name each voice by its family name, or in full where two share one.

    An unnamed author, whose name stands in square brackets, is told by the role: "unnamed author (notes)".

    Returns:
        Labels, indexed by the key of the voice.
    """
    form = voices["role"].str.extract(r"\(([^()]+)\)$")[0].fillna("document")
    unnamed = voices["name"].str.startswith("[unnamed")
    labels = voices["family"].str.strip("[]").mask(unnamed, "unnamed author (" + form + ")")
    labels = labels.mask(labels.duplicated(keep=False), voices["name"].str.strip("[]"))
    return labels.map(reveal).set_axis(voices["voice"])


def label_documents(documents: pd.DataFrame, voices: pd.DataFrame) -> pd.Series[str]:
    """Name each document by author and year where the author is a person, else by its title up to a colon.

    Returns:
        Labels, indexed by the key of the document. A person is told by the comma in "Family, Given".
    """
    author = documents["voice"].map(voices.set_index("voice")["name"])
    person = author.str.contains(", ", regex=False) & ~author.str.startswith("[")
    headings = documents["title"].str.partition(":")[0].str.strip("“”‘’'\" ")
    labels = author.str.partition(",")[0].where(person, headings)
    dated = labels + ", " + documents["year"].astype("str")
    return labels.mask(documents["year"].notna(), dated).map(reveal).set_axis(documents["document"])


def add_labels(frame: pd.DataFrame, voices: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Add to a frame what its keys are called: voice_label for voice, other_label for other, event_label for event."""
    labelled = frame.copy()
    for voice in [name for name in ("voice", "other") if name in frame]:
        labelled[f"{voice}_label"] = frame[voice].map(label_voices(voices))
    if "event" in frame:
        labelled["event_label"] = frame["event"].map(entities.set_index("entity")["label"])
    return labelled


def add_manner(utterances: pd.DataFrame) -> pd.DataFrame:
    """Add to utterances their manner: "speaks" in a voice's own text, "is quoted" where another reports it."""
    manner = utterances["reporter"].eq("").map({True: "speaks", False: "is quoted"})
    return utterances.assign(manner=manner)


def list_text(blocks: pd.DataFrame, utterances: pd.DataFrame, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the stretches that documents are made of, by kind: utterances, and blocks in which nobody speaks.

    Args:
        blocks: the table `blocks`.
        utterances: the table `utterances`.
        documents: the table `documents`; with it, what lies between the stretches is listed, too, as "blank".

    Returns:
        One row per stretch, sorted by document and start: document, start, end, kind. Kinds are those of the
        utterances; "citation" and "furniture" for blocks outside every voice.
    """
    silent = blocks[blocks["kind"].isin(["citation", "source", "furniture"])]
    silent = silent[~silent["block"].isin(utterances["block"])]
    silent = silent.assign(kind=silent["kind"].where(silent["kind"].eq("furniture"), "citation"))
    columns = ["document", "start", "end", "kind"]
    stretches = pd.concat([utterances[columns], silent[columns]])
    if documents is not None:
        stretches = pd.concat([stretches, _list_gaps(stretches, documents)])
    return stretches.sort_values(["document", "start"], ignore_index=True)


def _list_gaps(stretches: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """What no stretch holds: white space, numbers of notes, brackets taken out of a sentence."""
    ends = pd.DataFrame({"document": documents["document"], "start": documents["n_chars"], "end": documents["n_chars"]})
    marks = pd.concat([stretches[["document", "start", "end"]], ends]).sort_values(["document", "start", "end"])
    before = marks.groupby("document")["end"].shift(fill_value=0)
    gaps = pd.DataFrame({"document": marks["document"], "start": before, "end": marks["start"], "kind": "blank"})
    return gaps[gaps["start"].lt(gaps["end"])]


def count_text_by_kind(
    documents: pd.DataFrame, blocks: pd.DataFrame, utterances: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """Count the code points of each document by the kind of text they are.

    Returns:
        One row per document and kind, in the order of documents and falling size: n_chars; share of the document's
        code points, 0 to 1; label of the document. Kinds are those of `list_text`, and "blank" for the rest (white
        space, numbers of notes, brackets taken out of a sentence), so that the kinds of a document add up to its
        length.
    """
    stretches = list_text(blocks, utterances)
    lengths = _lengths(stretches).groupby([stretches["document"], stretches["kind"]]).sum()
    sizes = lengths.rename("n_chars").reset_index()
    whole = documents.set_index("document")["n_chars"]
    rest = whole - sizes.groupby("document")["n_chars"].sum().reindex(whole.index, fill_value=0)
    sizes = pd.concat([sizes, rest.reset_index().assign(kind="blank")], ignore_index=True)
    sizes["share"] = (sizes["n_chars"] / sizes["document"].map(whole)).round(DIGITS)
    sizes["label"] = sizes["document"].map(label_documents(documents, voices))
    sizes = sizes.sort_values(["document", "n_chars", "kind"], ascending=[True, False, True], ignore_index=True)
    return sizes.loc[:, ["document", "label", "kind", "n_chars", "share"]]


def count_text_by_voice(utterances: pd.DataFrame, voices: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Count how much each voice says in each document, in its own words or as reported by another.

    Returns:
        One row per voice, document and manner, the voice that says most first: manner is "speaks" or "is quoted";
        n_chars counts code points, n_utterances stretches; share is that of all that is said in the document, 0 to 1;
        unsure is the share of these code points whose voice is not certain; label and document_label are names.
    """
    said = add_manner(utterances).assign(n_chars=_lengths(utterances))
    said["n_unsure"] = said["n_chars"].where(said["state"].ne("certain"), 0)
    counts = said.groupby(["voice", "document", "manner"], as_index=False).agg(
        n_chars=("n_chars", "sum"), n_utterances=("utterance", "size"), n_unsure=("n_unsure", "sum")
    )
    counts["share"] = (counts["n_chars"] / counts.groupby("document")["n_chars"].transform("sum")).round(DIGITS)
    counts["unsure"] = (counts.pop("n_unsure") / counts["n_chars"]).round(DIGITS)
    counts["label"] = counts["voice"].map(label_voices(voices))
    counts["document_label"] = counts["document"].map(label_documents(documents, voices))
    order = counts.assign(total=counts.groupby("voice")["n_chars"].transform("sum"))
    order = order.sort_values(["total", "voice", "document", "manner"], ascending=[False, True, True, True])
    return order.drop(columns="total").reset_index(drop=True)


def _lengths(spans: pd.DataFrame) -> pd.Series[int]:
    return spans["end"] - spans["start"]


def compare_polarity(characterisations: pd.DataFrame, utterances: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Estimate from the tables of the contract how voices value events: `estimates.estimate_polarity`."""
    return estimate_polarity(list_statements(characterisations, utterances), **options)


def compare_frames(
    characterisations: pd.DataFrame, utterances: pd.DataFrame, frame: str, **options: Any
) -> pd.DataFrame:
    """Estimate from the tables of the contract the share of one frame: `estimates.estimate_frames`."""
    return estimate_frames(list_statements(characterisations, utterances), [frame], **options)
