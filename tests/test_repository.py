"""The files around the code agree with each other, and name no machine."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import altair as alt
import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dhkit
from dhkit import renderer

ROOT = Path(__file__).parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = ({"sys_platform": "linux", "os_name": "posix"}, {"sys_platform": "darwin", "os_name": "posix"})

PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$", re.MULTILINE
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(text: str) -> set[tuple[str, str, str]]:
    """Return name, version and marker of everything that a text pins."""
    return {
        (canonicalize_name(m["name"]), m["version"], str(Marker(m["marker"])) if m["marker"] else "")
        for m in PIN.finditer(text)
    }


LOCK = pins(read("requirements.lock"))
CONDA: dict[str, Any] = yaml.safe_load(read("environment.yml"))
WANTED = [
    Requirement(text)
    for text in (
        *PYPROJECT["project"]["dependencies"],
        *(text for extra in PYPROJECT["project"]["optional-dependencies"].values() for text in extra),
        *PYPROJECT["dependency-groups"]["dev"],
        *PYPROJECT["build-system"]["requires"],
    )
]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "environment.yml"])
def test_names_no_host(name: str) -> None:
    """A research repository outlives its hosts: what it needs is named, not where it lies."""
    text = read(name)

    assert [] == re.findall(r"(?:\w+\+)?(?:https?|ssh|git|file|ftp)://[^\s\"']*", text)
    assert [] == re.findall(
        r"^\s*(?:-i|--(?:extra-)?index-url|--find-links|-f)\b.*|@ *(?:/|\w+:).*", text, re.MULTILINE
    )


def test_what_is_imported_is_declared() -> None:
    """The package asks in pyproject.toml for every library that it imports, not for others' libraries."""
    homes = packages_distributions()
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    found = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in found if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in found if isinstance(node, ast.ImportFrom)}
    others = {name.split(".")[0] for name in imported} - sys.stdlib_module_names - {"dhkit"}
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *(text for extra in project["optional-dependencies"].values() for text in extra)]
    declared = {canonicalize_name(Requirement(text).name) for text in asked}

    assert set() == {
        name for name in others if not {canonicalize_name(home) for home in homes.get(name, [])} & declared
    }


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform["sys_platform"])
@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_lock_satisfies_pyproject(wanted: Requirement, platform: dict[str, str], python: str) -> None:
    """Everything that pyproject.toml asks for is pinned in one fitting version on each Python and platform."""
    here = {
        "python_version": python,
        "python_full_version": f"{python}.8",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        **platform,
    }
    versions = [
        version
        for name, version, marker in LOCK
        if name == canonicalize_name(wanted.name) and (not marker or Marker(marker).evaluate(here))
    ]

    assert 1 == len(versions), f"requirements.lock pins {wanted.name} {len(versions)} times: run make lock"
    assert wanted.specifier.contains(versions[0]), f"requirements.lock has {wanted.name} {versions[0]}: run make lock"


def test_extras_bring_no_framework() -> None:
    """What an extra asks for is small: no framework that computes, and nothing made for one maker's cards."""
    heavy = re.compile(r"torch|tensorflow|jax|onnxruntime|transformers|nvidia-.*|triton")

    assert {"formats", "minilm", "uima"} == set(PYPROJECT["project"]["optional-dependencies"])
    assert [] == sorted(name for name, _, _ in LOCK if heavy.fullmatch(name))


def test_lock_has_hashes() -> None:
    """Every pinned package can be checked when it arrives."""
    packages = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", read("requirements.lock"), flags=re.MULTILINE).strip())

    assert [] == [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package]
    assert len(LOCK) == len(packages)


def test_lock_leaves_out_the_slow_checker() -> None:
    """An optional format checker that slows every start down stays out, as pyproject.toml says."""
    excluded = PYPROJECT["tool"]["uv"]["exclude-dependencies"]

    assert set() == {name for name, _, _ in LOCK} & {canonicalize_name(name) for name in excluded}


def test_one_version_of_what_computes() -> None:
    """Tables must be the same on every Python, so what computes them has one version on all."""
    computing = {"numpy", "pandas", "scipy", "networkx", "spacy", "thinc", "altair", "rapidfuzz", "vl-convert-python"}
    pinned = [(name, marker) for name, _, marker in LOCK if name in computing]

    assert sorted((name, "") for name in computing) == sorted(pinned)


def test_conda_environment_equals_the_lock() -> None:
    """Users of conda get the versions of the lock, all of them."""
    (by_pip,) = [entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict)]

    assert LOCK == pins("\n".join(by_pip)), "environment.yml differs from requirements.lock: run make lock"
    assert "--editable ." == by_pip[-1]


def test_conda_python_is_supported() -> None:
    """The Python of the conda environment is one that dhkit runs on."""
    (python,) = [entry for entry in CONDA["dependencies"] if str(entry).startswith("python=")]

    assert python.removeprefix("python=") in PYTHONS


def test_vega_lite_is_the_same_everywhere() -> None:
    """The bundles, the pictures and Altair's specifications mean the same Vega-Lite."""
    written = alt.SCHEMA_VERSION.removeprefix("v")
    (bundled,) = re.findall(r'^VL_VERSION = "(.+)"$', read("hatch_build.py"), re.MULTILINE)

    assert written.startswith(f"{bundled}.")
    assert bundled == renderer.VL_VERSION


def test_one_version_of_dhkit() -> None:
    """The version is the same wherever it is written."""
    version = PYPROJECT["project"]["version"]

    assert version == dhkit.__version__
    assert version == json.loads(read("labext/package.json"))["version"]
    assert version == str(yaml.safe_load(read("CITATION.cff"))["version"])


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/ci.yml"])
def test_make_targets_exist(name: str) -> None:
    """Every target that a reader is told of is in the Makefile."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    told = set(re.findall(r"(?:`|^\s*|\$ |run: |exec )make ([a-z][a-z-]*)", read(name), re.MULTILINE))

    assert set() == told - targets


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("test_*.py")), ids=lambda path: path.name)
def test_tests_state_their_rule(path: Path) -> None:
    """Every test says in its docstring which rule it proves."""
    tests = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert [] == [test.name for test in tests if not ast.get_docstring(test)]


def test_no_document_is_committed() -> None:
    """Documents of other people stay out of the repository, even when they lie in their folder."""
    listed = subprocess.run(
        ["git", "ls-files", "data/raw/october"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git repository: an unpacked archive")

    assert [] == [name for name in listed.stdout.split() if name.endswith((".txt", ".pdf", ".html", ".docx", ".epub"))]


def test_python_is_one_of_those_promised() -> None:
    """The Python that runs these tests is one that pyproject.toml allows and the table above knows."""
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in PYTHONS
    for python in PYTHONS:
        assert f"Programming Language :: Python :: {python}" in PYPROJECT["project"]["classifiers"]
