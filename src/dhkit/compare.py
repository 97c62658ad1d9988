"""Who speaks how much, and what each voice calls each event: counts, shares, means, and how sure they are.

In come the tables of the contract, out go smaller tables with one row per voice, document, event or frame, with labels
that can be read beside the keys that lead back to the rows. Sizes are code points: the tables hold no words. Voices are
compared, never files; intervals come from resampling works and, inside these, blocks, since the sentences of one
paragraph are not independent witnesses. Leaves out the drawing (`charts`) and what counts as a descriptor
(`characterisations`).

    >>> characterisations = pd.DataFrame({"voice": "pipes", "event": "october", "frame": ["coup", "coup", "violence"],
    ...                                   "polarity": [-1, -1, -1], "negated": [False, True, False]})
    >>> count_frames(characterisations)[["frame", "n", "n_denied", "share"]].values.tolist()
    [['coup', 1, 1, 0.5], ['violence', 1, 0, 0.5]]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from dhkit.networks import SEED

MIN_STATEMENTS = 5
"""Fewest characterisations from which a share or a mean is read: below it one statement moves a share by a quarter."""

MIN_BLOCKS = 3
"""Fewest blocks these must come from: what one paragraph says five times has been said once."""

DRAWS = 2000

_DIGITS = 4


def label_voices(voices: pd.DataFrame) -> pd.Series[str]:
    """Name each voice by its family name, or in full where two share one.

    An unnamed author, whose name stands in square brackets, is told by the role: "unnamed author (notes)".

    Returns:
        Labels, indexed by the key of the voice.
    """
    form = voices["role"].str.extract(r"\(([^()]+)\)$")[0].fillna("document")
    unnamed = voices["name"].str.startswith("[unnamed")
    labels = voices["family"].str.strip("[]").mask(unnamed, "unnamed author (" + form + ")")
    return labels.mask(labels.duplicated(keep=False), voices["name"].str.strip("[]")).set_axis(voices["voice"])


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
    return labels.mask(documents["year"].notna(), dated).set_axis(documents["document"])


def add_labels(frame: pd.DataFrame, voices: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Add to a frame what its keys are called: voice_label where it has voices, event_label where it has events."""
    labelled = frame.copy()
    if "voice" in frame:
        labelled["voice_label"] = frame["voice"].map(label_voices(voices))
    if "event" in frame:
        labelled["event_label"] = frame["event"].map(entities.set_index("entity")["label"])
    return labelled


def add_manner(utterances: pd.DataFrame) -> pd.DataFrame:
    """Add to utterances their manner: "speaks" in a voice's own text, "is quoted" where another reports it."""
    manner = utterances["reporter"].eq("").map({True: "speaks", False: "is quoted"})
    return utterances.assign(manner=manner)


def drop_ambiguous(rows: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows of stretches whose voice is ambiguous: what nobody certainly said is compared with nothing.

    Args:
        rows: rows with the column `utterance`, such as characterisations or mentions.
        utterances: the table `utterances`.
    """
    ambiguous = utterances.loc[utterances["state"].eq("ambiguous"), "utterance"]
    return rows[~rows["utterance"].isin(ambiguous)]


def list_text(blocks: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """List the stretches that documents are made of, by kind: utterances, and blocks in which nobody speaks.

    Returns:
        One row per stretch, sorted by document and start: document, start, end, kind. Kinds are those of the
        utterances; "citation" and "furniture" for blocks outside every voice.
    """
    silent = blocks[blocks["kind"].isin(["citation", "source", "furniture"])]
    silent = silent[~silent["block"].isin(utterances["block"])]
    silent = silent.assign(kind=silent["kind"].where(silent["kind"].eq("furniture"), "citation"))
    columns = ["document", "start", "end", "kind"]
    stretches = pd.concat([utterances[columns], silent[columns]])
    return stretches.sort_values(["document", "start"], ignore_index=True)


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
    sizes["share"] = (sizes["n_chars"] / sizes["document"].map(whole)).round(_DIGITS)
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
    counts["share"] = (counts["n_chars"] / counts.groupby("document")["n_chars"].transform("sum")).round(_DIGITS)
    counts["unsure"] = (counts.pop("n_unsure") / counts["n_chars"]).round(_DIGITS)
    counts["label"] = counts["voice"].map(label_voices(voices))
    counts["document_label"] = counts["document"].map(label_documents(documents, voices))
    order = counts.assign(total=counts.groupby("voice")["n_chars"].transform("sum"))
    order = order.sort_values(["total", "voice", "document", "manner"], ascending=[False, True, True, True])
    return order.drop(columns="total").reset_index(drop=True)


def _lengths(spans: pd.DataFrame) -> pd.Series[int]:
    return spans["end"] - spans["start"]


def count_frames(
    characterisations: pd.DataFrame,
    *,
    by: Sequence[str] = ("voice", "event"),
    min_statements: int = MIN_STATEMENTS,
) -> pd.DataFrame:
    """Count how often each frame is used, for each voice and event.

    A denied descriptor ("was not a coup") is no use of its frame: it is counted apart.

    Args:
        characterisations: the table `characterisations`.
        by: columns whose combinations are compared.
        min_statements: uses of all frames below which a combination has too little text for a share.

    Returns:
        One row per combination and frame, sorted: n uses; n_denied denials; share of the combination's uses, 0 to 1;
        enough, false for "too little text".
    """
    keys = [*by, "frame"]
    counts = characterisations.assign(n=~characterisations["negated"], n_denied=characterisations["negated"])
    counts = counts.groupby(keys, as_index=False)[["n", "n_denied"]].sum().sort_values(keys, ignore_index=True)
    uses = counts.groupby(list(by))["n"].transform("sum")
    counts["share"] = (counts["n"] / uses.where(uses > 0)).fillna(0.0).round(_DIGITS)
    return counts.assign(enough=uses >= min_statements)


def find_disputed_event(characterisations: pd.DataFrame) -> str:
    """Find the event over whose name there is most dispute: the one whose second frame is used most.

    An event that everybody tells in one frame may be characterised more often, and has nothing to compare.

    Args:
        characterisations: the table `characterisations`; denied descriptors are no use of their frame.

    Returns:
        The key of the event; the first in the alphabet where two are disputed alike, and the event characterised most
        where none has two frames.

    Raises:
        ValueError: if nothing is characterised.
    """
    used = characterisations[~characterisations["negated"]]
    if used.empty:
        raise ValueError("no event is characterised in this corpus, so none is disputed")
    counts = used.groupby(["event", "frame"]).size().sort_index().sort_values(ascending=False, kind="stable")
    second = counts.groupby(level="event").nth(1)
    event, _ = (second if len(second) else counts).index[0]
    return str(event)


def compare_polarity(characterisations: pd.DataFrame, utterances: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Compare how voices value events: the mean polarity of what they call them, with its interval.

    Denied descriptors are left out: who denies that it was a coup has not yet praised it. So are ambiguous voices.

    Args:
        characterisations: the table `characterisations`.
        utterances: the table `utterances`; it gives block and work.
        options: as in `estimate_means`.

    Returns:
        As `estimate_means`, the mean being that of polarity, -1 to 1.
    """
    return estimate_means(_affirmed(characterisations, utterances), "polarity", domain=(-1, 1), **options)


def compare_frames(
    characterisations: pd.DataFrame, utterances: pd.DataFrame, frame: str, **options: Any
) -> pd.DataFrame:
    """Compare how large a share one frame has in what voices call events, with its interval.

    Returns:
        As `estimate_means`, the mean being the share of the frame, 0 to 1.

    Raises:
        ValueError: if no characterisation has the frame; lists those there are.
    """
    known = sorted(characterisations["frame"].unique())
    if frame not in known:
        raise ValueError(f"no characterisation has the frame {frame!r}; the frames are {', '.join(known)}")
    affirmed = _affirmed(characterisations, utterances)
    shares = affirmed["frame"].eq(frame).astype(float)
    return estimate_means(affirmed.assign(share=shares), "share", domain=(0, 1), **options)


def _affirmed(characterisations: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """What is affirmed by a known voice, with block and work: the cited work that reports it, else the document."""
    characterisations = drop_ambiguous(characterisations, utterances)
    where = utterances[["utterance", "block", "reporter_work"]]
    rows = characterisations[~characterisations["negated"]].merge(
        where, on="utterance", how="left", validate="many_to_one"
    )
    return rows.assign(work=rows["reporter_work"].where(rows["reporter_work"].ne(""), rows["document"]))


def estimate_means(
    rows: pd.DataFrame,
    value: str,
    *,
    domain: tuple[float, float],
    by: Sequence[str] = ("voice", "event"),
    min_statements: int = MIN_STATEMENTS,
    min_blocks: int = MIN_BLOCKS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Estimate the mean of a value in each group of statements, and how far another choice of passages could move it.

    Each draw takes as many works as the group has, with replacement, and from each as many blocks as it has there,
    with replacement; all statements of a block come or stay together. The interval holds the middle 95 in 100 of the
    means so drawn. Where all statements agree, every draw is alike, but the next block may differ: m blocks that agree
    allow a share of up to 1 - 0.025^(1/m) that do not (46 in 100 for six blocks), and the interval reaches that far
    towards both ends of the domain. For few works intervals are still too narrow: they say how steady the evidence is
    in what was excerpted here, not what the voice might have said elsewhere.

    Args:
        rows: statements with `work`, `block`, the columns of `by` and the value.
        value: name of a column of numbers.
        domain: the lowest and the highest value there can be.
        by: columns whose combinations are compared.
        min_statements: below it a group has too little text.
        min_blocks: the same, for blocks.
        draws: how often passages are drawn anew.
        seed: start of the drawing of lots; each group has its own lots, whichever other groups there are.

    Returns:
        One row per combination, sorted: n statements, n_blocks, n_works; mean, low and high, rounded to four digits;
        enough, false for "too little text". There mean, low and high are empty: no number is better than a bad one.

    Source:
        Davison, A., Hinkley, D. (1997), Bootstrap Methods and their Application, section 3.8 (two-stage resampling).
        Clopper, C., Pearson, E. (1934), Biometrika 26, 404-413 (all agree: the exact limit for no exception among m).
    """
    found = []
    for keys, group in rows.groupby(list(by), sort=True):
        counts = {"n": len(group), "n_blocks": group["block"].nunique(), "n_works": group["work"].nunique()}
        enough = counts["n"] >= min_statements and counts["n_blocks"] >= min_blocks
        mean = low = high = float("nan")
        if enough:
            lots = np.random.default_rng([seed, crc32("|".join(map(str, keys)).encode())])
            mean, (low, high) = group[value].mean(), np.quantile(_draw_means(group, value, draws, lots), [0.025, 0.975])
            if group[value].nunique() == 1:
                others = 1 - 0.025 ** (1 / counts["n_blocks"])
                low, high = mean - others * (mean - domain[0]), mean + others * (domain[1] - mean)
        figures = {"mean": round(mean, _DIGITS), "low": round(low, _DIGITS), "high": round(high, _DIGITS)}
        found.append({**dict(zip(by, keys, strict=True)), **counts, **figures, "enough": enough})
    return pd.DataFrame(found, columns=[*by, "n", "n_blocks", "n_works", "mean", "low", "high", "enough"])


def _draw_means(group: pd.DataFrame, value: str, draws: int, lots: np.random.Generator) -> np.ndarray:
    """The mean in each draw of works, then of blocks of these works."""
    clusters = group.groupby(["work", "block"])[value].agg(["sum", "size"])
    sizes = clusters.groupby(level="work").size().to_numpy()
    works = lots.multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=draws)
    weights = np.hstack([lots.multinomial(works[:, i] * m, np.full(m, 1 / m)) for i, m in enumerate(sizes)])
    drawn: np.ndarray = (weights @ clusters["sum"].to_numpy()) / (weights @ clusters["size"].to_numpy())
    return drawn
