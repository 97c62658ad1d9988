"""The authority file: who and what a corpus may name, one entry for each person, body, group, place, event and work.

Owns `Authority`s and reading them. In come the lexicon folders of a corpus, out come entries by key. The forms that
need not be listed are derived in `name_forms`; slips of an editor are found in `slips`.

    >>> Authority("tell-anna", "Tell, Anna", "person", "Tell", ("A. Tell",), "", "historian").names
    ('Anna Tell', 'A. Tell')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dhkit.documents import CorpusError
from dhkit.lexicons import list_rows
from dhkit.rows import ENTITY_KINDS


@dataclass(frozen=True, slots=True)
class Authority:
    """One person, body, group, place, event or work that is known by name."""

    entity: str
    label: str
    kind: str
    family: str
    aliases: tuple[str, ...]
    wikidata: str
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every surface form by which it is known in a text: a person's full name, and the aliases.

        The label of anything else is a heading for it (*Velm (place)*) and matches only where it is an alias too.
        """
        if self.kind != "person":
            return self.aliases
        family, _, given = self.label.partition(", ")
        return tuple(dict.fromkeys((f"{given} {family}" if given else family, *self.aliases)))

    @property
    def role(self) -> str:
        """Who or what this is, in a few words; what follows a semicolon is a remark for editors."""
        return self.note.partition(";")[0].strip()


def needs_article(entry: Authority, name: str) -> bool:
    """Say whether a name is a group's only by its article: *the Left*, but not *Left* at the head of a sentence."""
    return entry.kind == "group" and len(name.split()) == 2 and name.startswith("the ") and name[4:5].isupper()


def read_authority(folders: Sequence[Path]) -> dict[str, Authority]:
    """Read the authority file: entity key → entry, sorted by key.

    A later folder's row replaces an earlier one of its key, and what it lists is no other entry's of an earlier folder.

    Raises:
        CorpusError: naming file, line and what is allowed, for an unknown kind or a missing key or label.
    """
    entries: dict[str, Authority] = {}
    for folder in folders:
        own = _read_folder(folder)
        claimed = {name for entry in own.values() for name in entry.aliases}
        # A form that a later folder lists is its entry's: the corpus's *Monitor* is not the world's.
        yielding = {
            key: replace(entry, aliases=tuple(a for a in entry.aliases if a not in claimed))
            for key, entry in entries.items()
            if not claimed.isdisjoint(entry.aliases)
        }
        entries |= yielding | own
    return dict(sorted(entries.items()))


def _read_folder(folder: Path) -> dict[str, Authority]:
    entries: dict[str, Authority] = {}
    for where, row in list_rows([folder], "authority.csv", ("entity", "label", "kind")):
        if not row.get("entity") or not row.get("label"):
            raise CorpusError(f"{where}: entity and label must not be empty.")
        if row.get("kind") not in ENTITY_KINDS:
            raise CorpusError(
                f"{where}: kind {row.get('kind')!r} is not allowed; allowed are {', '.join(ENTITY_KINDS)}."
            )
        aliases = tuple(a.strip() for a in row.get("aliases", "").split("|") if a.strip())
        entries[row["entity"]] = Authority(
            row["entity"],
            row["label"],
            row["kind"],
            row.get("family", ""),
            aliases,
            row.get("wikidata", ""),
            row.get("note", ""),
        )
    return entries
