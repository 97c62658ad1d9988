"""Who and what is named, under which names, by whom, and how each name was found: counts over mentions.

In come the tables of the contract, out go smaller tables with labels beside the keys that lead back to the rows.
Finding the names is `mentions`, who stands beside whom `networks`.

    >>> mentions = pd.DataFrame({"entity": "voss", "surface": ["Voss", "Hester Voss", "Voss"], "rule": "authority",
    ...                          "kind": "person", "document": "a", "utterance": "u"})
    >>> entities = pd.DataFrame({"entity": ["voss"], "label": ["Voss, Hester"], "kind": ["person"], "n_mentions": [3]})
    >>> count_surfaces(mentions, entities)[["label", "surface", "n"]].values.tolist()
    [['Voss, Hester', 'Voss', 2], ['Voss, Hester', 'Hester Voss', 1]]
"""

from __future__ import annotations

import pandas as pd

from dhkit.compare import label_documents, label_voices

FINDERS = {"authority": "authority file", "name form": "authority file", "model": "model"}
"""What finds a name, in a reader's words; every other rule of `mentions` is a rule of the document."""


def count_mentions(
    mentions: pd.DataFrame, entities: pd.DataFrame, documents: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """Count how often each document names each entity, and how often for its length.

    Returns:
        One row per entity and document, the most named entity first: n mentions; per_10k, mentions per 10,000 code
        points of the document; label, kind and document_label.
    """
    counts = mentions.groupby(["entity", "document"], as_index=False).size().rename(columns={"size": "n"})
    length = counts["document"].map(documents.set_index("document")["n_chars"])
    counts["per_10k"] = (1e4 * counts["n"] / length).round(2)
    counts = counts.merge(entities[["entity", "label", "kind", "n_mentions"]], on="entity")
    counts["document_label"] = counts["document"].map(label_documents(documents, voices))
    order = counts.sort_values(["n_mentions", "entity", "document"], ascending=[False, True, True])
    return order.drop(columns="n_mentions").reset_index(drop=True)


def count_surfaces(mentions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Count the forms under which each entity is named.

    Returns:
        One row per entity and form, the entity with most forms first, of one entity the most usual form first: n
        mentions; n_documents in which the form stands; n_forms of the entity; label and kind.
    """
    forms = mentions.assign(surface=mentions["surface"].str.replace("’", "'"))
    counts = forms.groupby(["entity", "surface"]).agg(n=("document", "size"), n_documents=("document", "nunique"))
    counts = counts.reset_index().merge(entities[["entity", "label", "kind"]], on="entity")
    counts["n_forms"] = counts.groupby("entity")["surface"].transform("size")
    return counts.sort_values(
        ["n_forms", "entity", "n", "surface"], ascending=[False, True, False, True], ignore_index=True
    )


def count_namers(
    mentions: pd.DataFrame, utterances: pd.DataFrame, entities: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """Count whom and what each voice names, in its own words: what it quotes counts for those quoted.

    Returns:
        One row per voice and entity, the voice that names most first: n mentions; share of the voice's mentions;
        voice_label, label and kind. Mentions outside every utterance have no voice and are left out.
    """
    said = mentions.merge(utterances[["utterance", "voice"]], on="utterance")
    counts = said.groupby(["voice", "entity"], as_index=False).size().rename(columns={"size": "n"})
    total = counts.groupby("voice")["n"].transform("sum")
    counts["share"] = (counts["n"] / total).round(4)
    counts = counts.merge(entities[["entity", "label", "kind"]], on="entity")
    counts["voice_label"] = counts["voice"].map(label_voices(voices))
    counts["total"] = counts.groupby("voice")["n"].transform("sum")
    order = counts.sort_values(["total", "voice", "n", "entity"], ascending=[False, True, False, True])
    return order.drop(columns="total").reset_index(drop=True)


def count_finders(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count what finds the names of each kind: the authority file, the document's own rules, or the model.

    Returns:
        One row per kind and finder, sorted: n mentions, n_entities, share of the kind's mentions.
    """
    told = mentions.assign(finder=mentions["rule"].str.split(",").str[0].map(FINDERS).fillna("rules"))
    counts = told.groupby(["kind", "finder"]).agg(n=("entity", "size"), n_entities=("entity", "nunique")).reset_index()
    counts["share"] = (counts["n"] / counts.groupby("kind")["n"].transform("sum")).round(4)
    return counts
