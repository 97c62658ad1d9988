"""The layers of DESIGN: imports point down, never in a circle, and the analysis needs no language model."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dhkit

PACKAGE = Path(dhkit.__file__).parent

LAYERS = (
    {"text", "contained", "echoes", "rows", "cells", "disguises", "tables"},
    {
        "readings",
        "page_lines",
        "note_links",
        "readers_text",
        "readers_markup",
        "readers_packed",
        "readers_pages",
        "readers_table",
        "readers_tei",
        "readers",
        "documents",
        "lexicons",
        "authority",
        "spellings",
        "inflections",
        "name_forms",
        "slips",
        "gold",
        "anchors",
        "corrections",
        "web_annotations",
        "uima",
        "noun_chunks",
        "wordpieces",
        "onnx_arrays",
        "minilm",
        "minilm_names",
        "pipelines",
        "language",
        "learning",
    },
    {
        "paragraphs",
        "drafts",
        "extract_rules",
        "book_rules",
        "front_matter",
        "inset_rules",
        "layouts",
        "layout_profiles",
        "blocks",
        "passages",
        "author_names",
        "title_pages",
        "persons",
        "names",
        "name_contexts",
        "name_clues",
        "model_names",
        "descriptions",
        "quotations",
    },
    {
        "references",
        "author_dates",
        "citation_lines",
        "notes",
        "old_places",
        "old_notes",
        "clauses",
        "subjects",
        "attribution",
        "placements",
        "citation_forms",
        "citations",
        "shelves",
        "antecedents",
        "works",
    },
    {
        "speakers",
        "hands",
        "sexes",
        "pronouns",
        "base_voices",
        "announcements",
        "roles",
        "dialogues",
        "sources",
        "signed_words",
        "broken_quotations",
        "quoted_voices",
        "voices",
    },
    {"candidates", "short_forms", "wives", "mentions", "reconciliation", "entities", "silver"},
    {
        "hits",
        "frames",
        "topics",
        "predication",
        "modifiers",
        "framing",
        "dependencies",
        "characterisations",
        "consequences",
        "amendments",
        "splits",
    },
    {
        "units",
        "chance",
        "networks",
        "rewiring",
        "graphs",
        "layers",
        "circles",
        "places",
        "evidence",
        "figures",
        "doubts",
        "resampling",
        "estimates",
        "differences",
        "keyness",
        "profiles",
        "similarity",
        "trees",
        "compare",
        "surfaces",
        "quoting",
        "parallels",
    },
    {
        "theme",
        "charts",
        "voice_charts",
        "network_charts",
        "comparison_charts",
        "keyness_charts",
        "agreement_charts",
        "renderer",
        "listings",
        "marks",
    },
    {
        "proposals",
        "event_names",
        "oddities",
        "suggestions",
        "excerpts",
        "explore",
        "comparing",
        "correcting",
        "notebooks",
        "pages",
        "passage_files",
        "site",
        "exports",
        "corpus_folders",
        "cli_networks",
        "document_tables",
        "joining",
        "build",
        "adapt",
        "new_corpus",
        "templates",
        "cli_new",
        "crate",
        "kept_rows",
        "cli_corrections",
        "cli_crate",
        "cli_tables",
        "cli_authority",
        "cli_adapt",
        "cli_similar",
        "cli_site",
        "cli",
    },
)
"""From the lowest to the highest. Within a layer imports are allowed, circles are not."""

ANALYSIS = 7
"""The layer from which upwards tables are read and no text is parsed."""

KNOW_THE_WHOLE_WAY = {
    *("document_tables", "joining", "build", "adapt", "new_corpus", "kept_rows"),
    *("cli_tables", "cli_adapt", "cli_new", "cli_corrections", "cli_site", "cli"),
}

GRAB_BAGS = {"utils", "util", "helpers", "common", "core", "base", "misc"}

MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def layer_of(module: str) -> int:
    for layer, modules in enumerate(LAYERS):
        if module in modules:
            return layer
    pytest.fail(f"dhkit.{module} stands in no layer: add it to LAYERS in tests/test_layers.py, as low as it can stand")


def imports_of(module: str) -> set[str]:
    """Return every module that one module imports anywhere, those of dhkit as "dhkit.name"."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"dhkit.{module}, line {node.lineno}: relative import; write from dhkit.… import …"
            if node.module == "dhkit":
                found |= {f"dhkit.{alias.name}" for alias in node.names if alias.name in MODULES}
            else:
                found.add(node.module or "")
    return found


def inner_imports(module: str) -> set[str]:
    return {name.split(".")[1] for name in imports_of(module) if name.startswith("dhkit.")}


def everything_below(module: str) -> set[str]:
    """Return all modules of dhkit that one module needs, directly or through others."""
    seen: set[str] = set()
    waiting = {module}
    while waiting:
        current = waiting.pop()
        seen.add(current)
        waiting |= inner_imports(current) - seen
    return seen - {module} | ({module} if any(module in inner_imports(other) for other in seen) else set())


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    """A module imports only from lower layers or from its own."""
    upwards = {other for other in inner_imports(module) if layer_of(other) > layer_of(module)}

    assert set() == upwards


@pytest.mark.parametrize("module", MODULES)
def test_no_circle(module: str) -> None:
    """No module needs itself, by however long a way."""
    assert module not in everything_below(module)


@pytest.mark.parametrize("module", [name for name in MODULES if name not in KNOW_THE_WHOLE_WAY])
def test_analysis_needs_no_language_model(module: str) -> None:
    """From networks upwards nothing imports spaCy, directly or through another module."""
    if layer_of(module) < ANALYSIS:
        return
    users = {
        name
        for name in {module} | everything_below(module)
        if any(i.split(".")[0] == "spacy" for i in imports_of(name))
    }

    assert set() == users


def test_one_door_to_spacy() -> None:
    """Only language, with pipelines and learning behind it, loads spaCy; other steps may name its types."""
    behind = ("language", "pipelines", "learning")
    doors = {name for name in MODULES if name not in behind and "spacy" in imports_of(name)}

    assert set() == doors


def test_no_grab_bags() -> None:
    """Every module is called by the noun it owns."""
    assert set() == GRAB_BAGS & set(MODULES)


def loaded_after(statement: str) -> set[str]:
    """Return the top-level packages that a fresh process has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", MODULES)
def test_imports_alone(module: str) -> None:
    """A module can be imported first and by itself, and brings spaCy only where text is parsed."""
    loaded = loaded_after(f"import dhkit.{module}")

    if layer_of(module) >= ANALYSIS and module not in KNOW_THE_WHOLE_WAY:
        assert "spacy" not in loaded


def test_import_dhkit_is_light() -> None:
    """The package itself brings none of the large libraries."""
    assert set() == loaded_after("import dhkit") & {"spacy", "altair", "pandas", "numpy", "nbformat"}


def test_public_names_exist() -> None:
    """Every public name can be had, and an unknown one is answered with those there are."""
    for name in dhkit.__all__:
        assert getattr(dhkit, name) is not None
    with pytest.raises(AttributeError, match="dhkit has no 'nonsense'; it has"):
        dhkit.nonsense  # noqa: B018 - asking is the test
