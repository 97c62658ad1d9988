"""Slips: what an editor of an authority file should mend.

Owns the examination of authority files as they are written. In come files, out comes one line per slip, with file and
line. An alias that two entries share, or that is an ordinary word, may be meant: then the note of an entry that has it
says so behind its semicolon (*newspaper; on purpose: Mayak|levy*). Of entries that share an alias the first key is
found.

Slips:
    1. a missing column, an empty key or label, a key twice or not of small letters, digits and hyphens
    2. an unknown kind; a label that another entry of the kind has
    3. a person's label that is neither "Family, Given" nor, for a single name, among the aliases
    4. a Wikidata id that is not Q and digits, or that two entries have
    5. an alias that two entries claim; an alias that is an ordinary English word in small letters
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dhkit.authority import Authority
from dhkit.lexicons import common_words, list_rows
from dhkit.rows import ENTITY_KINDS

_NEEDED = ("entity", "label", "kind")
_ON_PURPOSE = re.compile(r"on purpose: ([^;]*)")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def find_slips(files: Sequence[Path]) -> list[str]:
    """Find the slips in authority files that are used together; a row replaces an earlier file's row of its key.

    Returns:
        One line per slip: the file, the line, what is wrong and what to do; in the order of files and lines.

    Raises:
        FileNotFoundError: if a file is not there.
    """
    slips: list[tuple[str, str]] = []
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    order: dict[str, int] = {}
    for path in files:
        if not path.is_file():
            raise FileNotFoundError(f"{path} is not there. Give an authority file (authority.csv) or a corpus.")
        own: dict[str, str] = {}
        for where, row in list_rows([path.parent], path.name):
            order[where] = len(order)
            if missing := [c for c in _NEEDED if c not in row]:
                slips.append((where, f"column {', '.join(missing)} is missing. Needed are {', '.join(_NEEDED)}."))
                break
            slips += [(where, slip) for slip in _of_row(row)]
            key = row["entity"]
            if key in own:
                slips.append((where, f"entity {key!r} stands there twice, as in {_line(own[key])}. Join the two rows."))
            own[key] = where
            rows[key] = (where, row)
    slips += _of_all(rows.values())
    return [f"{where}: {slip}" for where, slip in sorted(slips, key=lambda s: order[s[0]])]


def _of_row(row: Mapping[str, str]) -> Iterator[str]:
    """Find what is wrong with a row by itself."""
    if not row["entity"] or not row["label"]:
        yield "entity and label must not be empty."
    elif not _KEY.fullmatch(row["entity"]):
        yield f"entity {row['entity']!r} is no key. Use small letters a to z, digits, and hyphens between them."
    if row["kind"] not in ENTITY_KINDS:
        yield f"kind {row['kind']!r} is not allowed; allowed are {', '.join(ENTITY_KINDS)}."
    if row["kind"] == "person":
        yield from _of_person(row)
    if (wikidata := row.get("wikidata", "")) and not re.fullmatch(r"Q[1-9]\d*", wikidata):
        yield f"wikidata {wikidata!r} is no id. It is Q and digits, as in Q1394; leave it empty if you do not know it."
    meant = _meant(row)
    for alias in _aliases(row):
        plain = alias.islower() and alias.isalpha() and alias not in meant
        if plain and not {alias, alias.removesuffix("s")}.isdisjoint(common_words()):
            yield (
                f"alias {alias!r} is an ordinary word and would be found wherever it stands. Leave it out, or write in "
                f"the note: ; on purpose: {alias}"
            )


def _of_person(row: Mapping[str, str]) -> Iterator[str]:
    family, comma, given = row["label"].partition(", ")
    if (comma and not given.strip()) or (not comma and row["label"] not in _aliases(row)):
        yield f'label {row["label"]!r} of a person is not "Family, Given". A single name must be an alias, too.'
    elif row.get("family") and row["family"] != family:
        yield f"family {row['family']!r} is not what the label has before its comma, {family!r}. Make them one."


def _of_all(rows: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """Find what two rows claim, told at the later one with the line of the earlier."""
    labels: dict[tuple[str, str], str] = {}
    ids: dict[str, str] = {}
    names: dict[str, tuple[str, bool]] = {}
    for where, row in rows:
        label = (row["kind"], row["label"])
        if label in labels:
            yield where, f"label {row['label']!r} is that of another {row['kind']} in {_line(labels[label], where)}."
        labels.setdefault(label, where)
        if (wikidata := row.get("wikidata", "")) and wikidata in ids:
            yield where, f"wikidata {wikidata} is that of another entry in {_line(ids[wikidata], where)}."
        ids.setdefault(wikidata, where)
        entry = Authority(row["entity"], row["label"], row["kind"], "", _aliases(row), "", "")
        for name in entry.names:
            first, meant = names.setdefault(name, (where, name in _meant(row)))
            if first != where and not meant and name not in _meant(row):
                other = _line(first, where)
                advice = f"Leave it to one of them, or write in a note: ; on purpose: {name}"
                yield where, f"alias {name!r} is claimed by another entry, too, in {other}. {advice}"


def _aliases(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(a.strip() for a in row.get("aliases", "").split("|") if a.strip())


def _meant(row: Mapping[str, str]) -> set[str]:
    """List the aliases that are shared, or ordinary words, on purpose."""
    found = _ON_PURPOSE.search(row.get("note", "").partition(";")[2])
    return {a.strip() for a in found[1].split("|")} if found else set()


def _line(where: str, here: str = "") -> str:
    """Name a place: by its line alone if it is in the same file."""
    file, _, line = where.rpartition(", ")
    return line if not here or here.startswith(f"{file}, ") else where
