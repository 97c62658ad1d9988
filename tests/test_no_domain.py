from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

import dhkit
from dhkit.build import build_corpus
from dhkit.documents import read_corpus
from dhkit.lexicons import common_words

PACKAGE = Path(dhkit.__file__).parent
RUSSIAN = PACKAGE / "lexicons" / "russian_revolution"
SHORTEST = 7
"""Letters of a name that is telling: shorter ones stand in other words."""


RUSSIAN_GRAMMAR = {"spellings", "inflections"}
"""Modules on how Russian names are spelt and inflected, whoever has them; their examples are real names."""


def names_of_october() -> dict[str, str]:
    """Give the names that only the lists of the Russian Revolution have: the name, folded, and its entity."""
    files = [PACKAGE / "lexicons" / name for name in ("authority.csv", "frames.csv", "name_words.csv")]
    general = "\n".join("," + line for f in files for line in f.read_text(encoding="utf-8").casefold().split("\n"))
    named = {}
    with (RUSSIAN / "authority.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in (row["label"], row["family"], *row["aliases"].split("|")):
                name = form.strip().casefold()
                words = re.findall(r"\w+", name)
                telling = len(name) >= SHORTEST and any(w not in common_words() for w in words)
                if telling and f"|{name}|" not in general and f",{name}," not in general:
                    named[name] = row["entity"]
    return named


def words_of(module: Path) -> str:
    """Give the names and the strings of a module, its comments left out."""
    found = []
    if module.stem in RUSSIAN_GRAMMAR:
        return ""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.Name):
            found.append(node.id)
    return "\n".join(found).casefold()


NAMES = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names_of_october(), key=len, reverse=True)))})(?!\w)")


@pytest.mark.parametrize("module", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_no_name_of_october_in_code(module: Path) -> None:
    """Who and what the first corpus is about stands in its lexicons, nowhere in the code that reads any corpus."""
    assert sorted(set(NAMES.findall(words_of(module)))) == []


def test_sample_needs_its_own_lists_only() -> None:
    """The sample is built with its own lexicons over the general ones, and nothing of another corpus is in its tables."""
    folder = PACKAGE.parents[1] / "data" / "raw" / "sample"
    assert read_corpus(folder).lexicons == ("lexicons",)
    tables, _ = build_corpus(folder)
    assert not tables["mentions"].empty
    invented = {"february days"}  # the sample's own, by another February
    labels = {label.casefold() for label in tables["entities"]["label"]}
    assert labels & set(names_of_october()) == invented


def test_names_are_telling() -> None:
    """The test above looks for hundreds of names, those of the events among them."""
    names = names_of_october()
    assert len(names) > 500
    assert {"kronstadt", "bolsheviks", "trotsky"} & set(names)
