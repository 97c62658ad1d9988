"""Which words of a treebank are a name, and of which of dhkit's six kinds.

The open treebanks disagree with each other and with what a historian calls a name: titles and articles are inside,
nationalities are miscellaneous or places, groups are nowhere. The rules here bring a span of any of them into one form:

- the name alone, without article, title (*President*) and possessive;
- groups (peoples, religious communities, parties' people) from a list of words, `groups.txt`, since nobody annotates
  them; words of the list that mean a group only sometimes are *missing*: the training learns nothing from them;
- what the treebank calls miscellaneous is an event if it ends like one, else missing. That a name is of no known kind
  must not teach that it is none.

Labels are spaCy's upper-case names of dhkit's kinds: PERSON, ORGANISATION, GROUP, PLACE, EVENT, WORK.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

LABELS = ("PERSON", "ORGANISATION", "GROUP", "PLACE", "EVENT", "WORK")
TITLES = frozenset(
    "mr mrs ms miss sir lady lord dr prof professor captain capt colonel col general gen major lieutenant lt sergeant "
    "sgt corporal marshal admiral commander president vice prime minister chancellor premier senator sen "
    "representative rep congressman congresswoman governor gov mayor judge justice king queen prince princess emperor "
    "empress tsar czar tsarina kaiser sultan shah count countess duke duchess baron baroness marquis earl viscount "
    "comrade citizen father mother brother sister uncle aunt auntie grandma grandpa saint rev reverend bishop "
    "archbishop pope cardinal rabbi imam master mademoiselle madame monsieur mme mlle messrs madam dame squire "
    "secretary director chairman chairwoman ambassador commissar herr frau signor don".split()
)
_EVENT = re.compile(
    r"(?:War|Wars|Battle|Revolution|Revolutions|Revolt|Uprising|Rebellion|Rising|Insurrection|Siege|Elections?|Olympics|"
    r"Games|Championships?|Cup|Massacre|Congress|Conference|Convention|Festival|Crusades?|Holocaust|Referendum|Coup|"
    r"Strike|Mutiny|Offensive|Campaign|Armistice|Summit|Depression|Renaissance|Reformation|Restoration|Tournament|"
    r"Crisis|Riots?|Purges?|Famine|Genocide|Terror)$"
)
_EVENT_HEADS = frozenset("Battle Siege Treaty Congress Peace Storming Fall".split())


class Found(NamedTuple):
    """A stretch of tokens; without label it is a name of no kind that dhkit has, and the training leaves it out."""

    start: int
    end: int
    label: str | None


def _read_groups() -> tuple[frozenset[str], frozenset[str]]:
    sure: set[str] = set()
    unsure: set[str] = set()
    for line in (Path(__file__).parent / "groups.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            (unsure if line.startswith("?") else sure).update(line.removeprefix("?").split())

    def forms(words: set[str]) -> set[str]:
        return {form for w in words for form in (w, w + "s", *([w[:-3] + "men"] if w.endswith("man") else []))}

    return frozenset(forms(sure) - forms(unsure)), frozenset(forms(unsure))


GROUPS, UNSURE = _read_groups()


def bare(words: Sequence[str], start: int, end: int, label: str) -> tuple[int, int]:
    """Leave article, title and possessive outside a name."""
    while start < end and words[start].lower() in ("the", "a", "an") and label != "WORK":
        start += 1
    if label == "PERSON":
        while end - start > 1 and words[start].lower().rstrip(".") in TITLES:
            start += 1
            if words[start] == "." and end - start > 1:
                start += 1
        if end - start == 1 and words[start].lower().rstrip(".") in TITLES:
            return end, end
    while end > start and (
        words[end - 1] in ("'s", "’s", "'", "’", ",") or (words[end - 1] == "." and len(words[end - 2]) > 2)
    ):
        end -= 1
    return start, end


def settle(words: Sequence[str], found: Iterable[Found], *, groups: bool = True) -> list[Found]:
    """Bring a treebank's names into dhkit's form.

    Args:
        words: the tokens.
        found: what the treebank marks, label None for its miscellany.
        groups: whether words of the list are labelled where nothing else stands.

    Returns:
        Names that do not overlap, in order; label None for what must be left out.
    """
    names: list[Found] = []
    for start, end, label in found:
        if label is None:
            names.append(_miscellany(words, start, end))
            continue
        start, end = bare(words, start, end, label)
        if end - start == 1 and words[start] in GROUPS and label in ("PLACE", "ORGANISATION", "PERSON"):
            label = "GROUP"
        if end > start:
            names.append(Found(start, end, label))
    taken = {i for name in names for i in range(name.start, name.end)}
    for i, word in enumerate(words):
        if i in taken:
            continue
        if word in UNSURE:
            names.append(Found(i, i + 1, None))
        elif groups and word in GROUPS:
            names.append(Found(i, i + 1, "GROUP"))
    return sorted(names)


def _miscellany(words: Sequence[str], start: int, end: int) -> Found:
    name = words[start:end]
    if len(name) == 1 and name[0] in GROUPS:
        return Found(start, end, "GROUP")
    if name[0][:1].isupper() and (_EVENT.search(name[-1]) or (len(name) > 2 and name[0] in _EVENT_HEADS)):
        return Found(start, end, "EVENT")
    return Found(start, end, None)
