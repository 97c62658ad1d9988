"""Quoting: whom each document quotes, at what length, through whom, and which works carry it.

Owns the ways in which words come into a document. In come the tables of the contract, out go smaller tables with one
row per document and manner, per reporter and voice, or per work, with labels that can be read beside the keys that lead
back to the utterances. Sizes are code points, since no table holds words. Leaves drawing to `voice_charts`.

Manners, each utterance in one:
    1. own words: the document's author speaks
    2. at first hand: quoted from the speaker's own work, or with no work named between
    3. through another: quoted from somebody else's work, or inside somebody else's words
    4. others' own words: a reader's comment, a byline's text
    5. not told: the voice is ambiguous
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dhkit.author_names import family_name
from dhkit.compare import label_documents, label_voices
from dhkit.persons import same_family

OWN, FIRST_HAND, THROUGH, OTHERS, NOT_TOLD = MANNERS = (
    "own words",
    "quoted at first hand",
    "quoted through another",
    "others' own words",
    "speaker not told",
)

_DIGITS = 4


def trace_quotations(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Say of each utterance in which manner its words came into the document, and through whom.

    Returns:
        The table `utterances` with manner (one of `MANNERS`), through (whose work or words report what the document
        quotes, as a label; empty at first hand) and n_chars (code points).

    Example:
        >>> def frame(**columns): return pd.DataFrame(columns)
        >>> traced = trace_quotations({
        ...     "utterances": frame(document="faq", voice=["we", "kester"], reporter=["", "we"],
        ...                         reporter_work=["", "book"], state="certain", start=[0, 10], end=[9, 30]),
        ...     "documents": frame(document=["faq"], voice=["we"]),
        ...     "works": frame(work=["book"], authors=["Orlov, Pavel"]),
        ...     "voices": frame(voice=["we", "kester"], name=["We", "Kester"], family=["We", "Kester"], role=["", ""]),
        ... })
        >>> traced[["manner", "through", "n_chars"]].values.tolist()
        [['own words', '', 9], ['quoted through another', 'Orlov', 20]]
    """
    utterances = tables["utterances"].copy()
    author = utterances["document"].map(tables["documents"].set_index("document")["voice"])
    authors = tables["works"].set_index("work")["authors"]
    family = tables["voices"].set_index("voice")["family"]
    labels = label_voices(tables["voices"])
    quoted = utterances["reporter"].ne("")
    others = quoted & utterances["reporter"].ne(author)
    through = utterances["reporter"].map(labels).where(others, "")
    written = utterances["reporter_work"].map(lambda work: authors.get(work, ""))
    spoken = utterances["voice"].map(lambda voice: family.get(voice, ""))
    foreign = pd.Series(
        [bool(w) and not _is_author(f, w) for f, w in zip(spoken, written, strict=True)], index=utterances.index
    )
    named = written.map(lambda names: " & ".join(family_name(a) for a in str(names).split("; ")))
    through = through.mask(quoted & ~others & foreign, named)
    manner = pd.Series(FIRST_HAND, index=utterances.index)
    manner = (
        manner.mask(through.ne(""), THROUGH).mask(~quoted, OTHERS).mask(~quoted & utterances["voice"].eq(author), OWN)
    )
    manner = manner.mask(utterances["state"].eq("ambiguous"), NOT_TOLD)
    return utterances.assign(manner=manner, through=through, n_chars=utterances["end"] - utterances["start"])


def _is_author(family: str, authors: str) -> bool:
    """Say whether a voice is among the authors of a work; a voice of two authors has both families."""
    families = [family_name(a) for a in authors.split(";")]
    return any(same_family(f, part) for f in families for part in (family, *family.split(" & ")))


def count_manners(traced: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count how much of each document came into it in which manner.

    Args:
        traced: made by `trace_quotations`.
        tables: of the contract.

    Returns:
        One row per document and manner, in their orders: label (of the document), n_chars, n_utterances, n_voices, and
        share (of what is said in the document, 0 to 1).
    """
    counts = traced.groupby(["document", "manner"], as_index=False).agg(
        n_chars=("n_chars", "sum"), n_utterances=("utterance", "size"), n_voices=("voice", "nunique")
    )
    counts["share"] = (counts["n_chars"] / counts.groupby("document")["n_chars"].transform("sum")).round(_DIGITS)
    labels = label_documents(tables["documents"], tables["voices"])
    counts.insert(1, "label", counts["document"].map(labels))
    order = counts.assign(rank=counts["manner"].map(list(MANNERS).index))
    return order.sort_values(["document", "rank"], ignore_index=True).drop(columns="rank")


def count_quoting(traced: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count how much each reporter lets each voice say.

    Words whose speaker is not told are left out: nobody's name stands for them.

    Args:
        traced: made by `trace_quotations`.
        tables: of the contract.

    Returns:
        One row per reporter and voice, that with most characters first: reporter_label, voice_label, n_chars,
        n_utterances, and unsure (share of the characters whose voice is inferred, 0 to 1).
    """
    quoted = traced[traced["reporter"].ne("") & traced["manner"].ne(NOT_TOLD)]
    quoted = quoted.assign(n_unsure=quoted["n_chars"].where(quoted["state"].ne("certain"), 0))
    counts = quoted.groupby(["reporter", "voice"], as_index=False).agg(
        n_chars=("n_chars", "sum"), n_utterances=("utterance", "size"), n_unsure=("n_unsure", "sum")
    )
    counts["unsure"] = (counts.pop("n_unsure") / counts["n_chars"]).round(_DIGITS)
    labels = label_voices(tables["voices"])
    counts.insert(1, "reporter_label", counts["reporter"].map(labels))
    counts.insert(3, "voice_label", counts["voice"].map(labels))
    return counts.sort_values(["n_chars", "reporter", "voice"], ascending=[False, True, True], ignore_index=True)


def count_through(traced: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count whose words reach a document through whom.

    Args:
        traced: made by `trace_quotations`.
        tables: of the contract.

    Returns:
        One row per document, voice and go-between, that with most characters first: label (of the document),
        voice_label, through, n_chars, n_utterances.
    """
    handed = traced[traced["manner"].eq(THROUGH)]
    counts = handed.groupby(["document", "voice", "through"], as_index=False).agg(
        n_chars=("n_chars", "sum"), n_utterances=("utterance", "size")
    )
    counts.insert(1, "label", counts["document"].map(label_documents(tables["documents"], tables["voices"])))
    counts.insert(3, "voice_label", counts["voice"].map(label_voices(tables["voices"])))
    keys = ["n_chars", "document", "voice", "through"]
    return counts.sort_values(keys, ascending=[False, True, True, True], ignore_index=True)


def count_carriers(traced: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count how much of what a document quotes each cited work carries.

    Args:
        traced: made by `trace_quotations`.
        tables: of the contract.

    Returns:
        One row per document and work, that which carries most first: label (of the document), work_label (authors and
        title), n_chars and n_utterances quoted from it, n_citations, n_voices (that are heard through it), and share
        (of all that the document quotes, 0 to 1).
    """
    quoted = traced[traced["reporter"].ne("")]
    carried = quoted[quoted["reporter_work"].ne("")].rename(columns={"reporter_work": "work"})
    counts = carried.groupby(["document", "work"], as_index=False).agg(
        n_chars=("n_chars", "sum"), n_utterances=("utterance", "size"), n_voices=("voice", "nunique")
    )
    cited = tables["citations"].groupby(["document", "work"], as_index=False).agg(n_citations=("citation", "size"))
    counts = counts.merge(cited, on=["document", "work"], how="left", validate="one_to_one")
    counts["n_citations"] = counts["n_citations"].fillna(0).astype("int64")
    whole = quoted.groupby("document")["n_chars"].sum()
    counts["share"] = (counts["n_chars"] / counts["document"].map(whole)).round(_DIGITS)
    counts.insert(1, "label", counts["document"].map(label_documents(tables["documents"], tables["voices"])))
    counts.insert(3, "work_label", counts["work"].map(label_works(tables["works"])))
    return counts.sort_values(["n_chars", "document", "work"], ascending=[False, True, True], ignore_index=True)


def label_works(works: pd.DataFrame) -> pd.Series[str]:
    """Name each work by the family names of its authors and its title, or year, as far as they are told.

    Returns:
        Labels, indexed by the key of the work.
    """
    authors = works["authors"].map(lambda names: " & ".join(family_name(a) for a in str(names).split("; ") if a))
    told = works["title"].where(works["title"].ne(""), works["year"])
    joined = (authors + ", " + told).str.strip(", ")
    return joined.set_axis(works["work"])
