"""Suggestions: who and what a corpus names that its authority file does not have.

Owns the proposal of new entries. In come the tables of a corpus, its authority file and, where they are on this
machine, its documents; out come rows in the columns of the authority file, the most frequent name first, ready to be
judged and pasted into a list of one's own. Nothing is joined: a likely identity is told in the note, for an editor to
decide.

Rules:
    1. a name counts where its entity is not in the authority file, and a voice where no list knows it
    2. kind: that of most of its mentions; aliases: the forms met, but ordinary words and the forms of others
    3. likely the same, person: an equal or nearly equal family name, or one in another spelling; a first name
       alone, where a full name begins with it; never where two first names disagree (*Anna*, *A.* and none agree,
       *Anna* and *Maria* do not)
    4. likely the same, others: a label of the same kind that is nearly equal
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from dhkit.author_names import bears_surname
from dhkit.authority import Authority
from dhkit.cells import guard_frame
from dhkit.documents import Document
from dhkit.lexicons import common_words, name_words
from dhkit.persons import Persons, is_compatible, same_family
from dhkit.rows import span_key
from dhkit.spellings import given_key, spelling_key
from dhkit.text import fold

COLUMNS = ("entity", "label", "kind", "family", "aliases", "wikidata", "note", "source")
LEAST = 2
"""Mentions and stretches of speech below which a name is not suggested, unless told otherwise."""

_ALIKE = 88  # of 100: two labels so alike are worth a look
_ALIASES, _PLACES, _SAME = 8, 3, 3
_CONTEXT = 12  # words shown of a place


@dataclass(slots=True)
class _Candidate:
    """One name that the file lacks, with where it stands and what it looks like."""

    entity: str
    label: str
    role: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    places: list[tuple[str, int, int]] = field(default_factory=list)
    n_spoken: int = 0

    @property
    def kind(self) -> str:
        """The kind of most mentions, of equally many the first by name; of a voice, a person's or a body's."""
        if self.kinds:
            return min(self.kinds, key=lambda k: (-self.kinds[k], k))
        first, _, rest = self.label.removeprefix("The ").partition(" ")
        titled = bool(rest) and first in name_words("title")  # *The Comte de Voss*
        return "person" if ", " in self.label or " " not in self.label or titled else "organisation"

    @property
    def n(self) -> int:
        """Mentions and stretches of speech."""
        return self.kinds.total() + self.n_spoken


def suggest_entries(
    tables: Mapping[str, pd.DataFrame],
    authority: Mapping[str, Authority],
    documents: Mapping[str, Document],
    *,
    source: str,
    least: int = LEAST,
) -> pd.DataFrame:
    """Propose entries for the names that the authority file lacks.

    Args:
        tables: of the contract.
        authority: the authority file of the corpus.
        documents: those on this machine, by key: the words around a name are read from them.
        source: what the column `source` says of the rows.
        least: mentions and stretches of speech below which a name is left out.

    Returns:
        One row per name in the columns of the authority file, the most frequent first, then by key. `note` is the role,
        if the tables know it, and behind the semicolon how often, whom it may be the same as, and where it stands.
    """
    persons = Persons(authority.values())
    candidates = _candidates(tables, authority, persons)
    chosen = sorted((c for c in candidates.values() if c.n >= least), key=lambda c: (-c.n, c.entity))
    listed = {fold(name) for entry in authority.values() for name in (*entry.names, entry.label)}
    rows = []
    for one in chosen:
        others = [Authority(c.entity, c.label, c.kind, "", (), "", "") for c in candidates.values() if c is not one]
        same = _same_as(one, [*authority.values(), *others])
        person = one.kind == "person"
        rows.append(
            {
                "entity": one.entity,
                "label": one.label,
                "kind": one.kind,
                "family": _family(one.label) if person else "",
                "aliases": "|".join(_aliases(one, listed)),
                "wikidata": "",
                "note": _note(one, same, documents),
                "source": source,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def write_suggestions(suggestions: pd.DataFrame) -> str:
    """Write suggested entries as an authority file: a header and one line for each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, *guard_frame(suggestions[list(COLUMNS)]).itertuples(index=False)])
    return out.getvalue()


def _candidates(
    tables: Mapping[str, pd.DataFrame], authority: Mapping[str, Authority], persons: Persons
) -> dict[str, _Candidate]:
    """Collect by rule 1. Titles that a document cites are known from its works and are left out."""
    labels = tables["entities"].set_index("entity")["label"]
    found: dict[str, _Candidate] = {}
    mentions = tables["mentions"]
    for row in _records(mentions[~mentions["entity"].isin(list(authority)) & mentions["rule"].ne("work")]):
        one = found.setdefault(row["entity"], _Candidate(row["entity"], str(labels[row["entity"]])))
        one.kinds[row["kind"]] += 1
        one.forms[row["surface"]] += 1
        one.places.append((row["document"], int(row["start"]), int(row["end"])))
    said = tables["utterances"]["voice"].value_counts()
    heard = tables["utterances"].drop_duplicates("voice").set_index("voice")
    authors = set(tables["documents"]["voice"])
    for row in _records(tables["voices"]):
        key, name = row["voice"], row["name"]
        known = key in authority or all(persons.find(part) for part in name.split("; "))
        if known or key in authors or name.startswith("[") or "; " in name or key not in said.index:
            continue
        one = found.setdefault(key, _Candidate(key, name))
        one.role, one.n_spoken = row["role"], int(said[key])
        first = heard.loc[key]
        one.places = one.places or [(str(first["document"]), int(first["start"]), int(first["end"]))]
    return found


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _family(label: str) -> str:
    """Give the name by which a person stands alone: of *Voss, Madame* and *Velm, Duke of* the whole."""
    family, _, given = label.partition(", ")
    return family if bears_surname(label) else f"{given} {family}"


def _aliases(one: _Candidate, listed: set[str]) -> list[str]:
    """List the forms met, then a person's family name alone: a single name is an alias in any case."""
    forms = sorted(one.forms, key=lambda f: (-one.forms[f], f))
    family, comma, given = one.label.partition(", ")
    if one.kind == "person" and not bears_surname(one.label):
        return [f"{given} {family}"]  # *Voss* alone is somebody else
    own = [family] if one.kind == "person" and comma else [one.label]
    fitting = [f for f in (*forms, *own) if fold(f) not in listed and f.casefold() not in common_words()]
    needed = [] if comma or one.kind != "person" else own
    return list(dict.fromkeys(f for f in (*needed, *fitting) if "|" not in f))[:_ALIASES]


def _same_as(one: _Candidate, entries: Iterable[Authority]) -> list[str]:
    """List the keys of entries that may be the same, the likeliest first."""
    kind = one.kind
    likely = []
    for entry in entries:
        if entry.kind != kind:
            continue
        if kind == "person":
            score = _alike_persons(one.label, entry)
        else:
            score = max(fuzz.ratio(fold(one.label), fold(name)) for name in (entry.label, *entry.names))
        if score >= _ALIKE:
            likely.append((-score, entry.entity))
    return [entity for _, entity in sorted(likely)[:_SAME]]


def _alike_persons(name: str, entry: Authority) -> float:
    """Measure from 0 to 100 how likely a name is an entry's; 0 where the first names disagree."""
    family, _, given = name.partition(", ")
    known, _, label_given = entry.label.partition(", ")
    if not given and label_given and fold(family) == fold(label_given.split()[0]):
        return 90.0  # *Anna*, where *Anna Voss* is named
    split = [alias.rpartition(" ") for alias in entry.aliases]
    families = {known, *(last for _, _, last in split)}
    givens = {label_given, *(first for first, _, last in split if same_family(last, known))} - {""}
    if not any(same_family(family, other) or spelling_key(family) == spelling_key(other) for other in families):
        return 0.0
    if not given or not givens:
        return 95.0
    return 100.0 if any(_same_given(given, other) for other in givens) else 0.0


def _same_given(given: str, other: str) -> bool:
    return is_compatible(given, other) or given_key(given.split()[0]) == given_key(other.split()[0])


def _note(one: _Candidate, same: Sequence[str], documents: Mapping[str, Document]) -> str:
    told = []
    if n := one.kinds.total():
        told.append(f"named {n} {'times' if n > 1 else 'time'}")
    if one.n_spoken:
        told.append(f"speaks in {one.n_spoken} {'stretches' if one.n_spoken > 1 else 'stretch'}")
    if same:
        told.append(f"perhaps the same as {' or '.join(same)}")
    told += [_place(place, documents) for place in one.places[:_PLACES]]
    return f"{one.role}; {'; '.join(told)}".lstrip()


def _place(place: tuple[str, int, int], documents: Mapping[str, Document]) -> str:
    """Tell a place, with the words around it if the document is here: at most twelve in all."""
    key, start, end = place
    where = span_key(key, start, end)
    if key not in documents:
        return where
    text = documents[key].text
    around = max(0, _CONTEXT - len(text[start:end].split())) // 2
    window = max(0, start - 200)
    before = [window + word.start() for word in re.finditer(r"\S+", text[window:start])]
    left = before[-around:][0] if around and before else start
    words = text[left : end + 200].split()[:_CONTEXT]
    return f"{where}: {' '.join(words)}".replace(";", ",")
