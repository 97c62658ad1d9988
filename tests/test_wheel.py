"""The built package, installed where the source is not, does what the source does."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "dhkit"
SAMPLE = Path("data/raw/sample")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without the paths of this environment and return what it printed; fail with what it said."""
    apart = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=apart, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built with the tools that requirements.lock names: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment that holds the wheel, and beside it what the wheel depends on.

    The dependencies are those of the environment that runs the tests, seen through a path file. Its editable dhkit is
    not seen: Python reads path files of an environment's own folder only.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    commands = folder / "bin"
    run(
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        commands / "python",
        wheel,
        cwd=folder,
    )
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def test_wheel_is_whole(wheel: Path) -> None:
    """Everything that the package reads is in the wheel, with the notices of those who made the bundles."""
    held = set(zipfile.ZipFile(wheel).namelist())
    data = "dhkit-0.1.0.data/data/share/jupyter"
    read = {
        path
        for pattern in (
            "*.py",
            "py.typed",
            "*.vocab",
            "en_dhkit_minilm/*.*",
            "guides/*.md",
            "lexicons/**/*.csv",
            "static/*.*",
        )
        for path in PACKAGE.glob(pattern)
    }

    assert {f"dhkit/{path.relative_to(PACKAGE).as_posix()}" for path in read} <= held
    assert {"dhkit/static/live.js", "dhkit/static/site.js"} <= held
    assert {
        f"{data}/labextensions/dhkit-vega/{name}"
        for name in ("package.json", "static/remoteEntry.js", "static/vega.js")
    } <= held
    assert f"{data}/lab/settings/overrides.d/dhkit.json" in held
    assert {f"dhkit-0.1.0.dist-info/licenses/{name}" for name in ("LICENSE", "NOTICE")} <= held
    assert not [name for name in held if name.endswith((".pyc", ".txt")) and "dist-info" not in name]


def test_wheel_brings_the_notebooks(wheel: Path) -> None:
    """The notebooks of the repository are in the wheel, cell by cell, and nothing of what they showed."""
    packed = zipfile.ZipFile(wheel)
    held = {name for name in packed.namelist() if name.endswith(".ipynb")}
    assert {f"dhkit/static/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} == held
    for name in held:
        bare, whole = json.loads(packed.read(name)), json.loads((ROOT / "notebooks" / Path(name).name).read_text())
        assert [cell["source"] for cell in whole["cells"]] == [cell["source"] for cell in bare["cells"]]
        assert not [cell for cell in bare["cells"] if cell.get("outputs") or cell.get("execution_count")]


def test_a_corpus_of_ones_own_without_a_clone(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installed command makes of a file a corpus with notebooks, runs them, and writes a site, in an empty folder."""
    (tmp_path / "ferry.txt").write_text("The Ferry\n\nBy Anna Tell\n\nThe ferry was late. Nobody was told why.\n")
    run(installed / "dhkit", "new", "ferry", "ferry.txt", cwd=tmp_path)
    monkeypatch.setenv("JUPYTER_PATH", str(Path(sysconfig.get_path("data")) / "share" / "jupyter"))  # nbconvert's pages
    told = run(installed / "dhkit", "run", cwd=tmp_path)

    assert "executed notebooks-ferry/06_historians_compared.ipynb" in told
    assert (tmp_path / "build/site/index.html").is_file()


def test_installed_package_is_not_the_source(installed: Path, tmp_path: Path) -> None:
    """What is tested here is the built package."""
    place = run(installed / "python", "-c", "import dhkit; print(dhkit.__file__)", cwd=tmp_path)

    assert Path(place.strip()).is_relative_to(installed.parent)


def test_installed_package_builds_the_sample(installed: Path, tmp_path: Path) -> None:
    """The installed command makes of the sample the tables that are committed, to the byte."""
    shutil.copytree(ROOT / SAMPLE, tmp_path / SAMPLE)
    run(installed / "dhkit", "build", SAMPLE, cwd=tmp_path)
    committed = ROOT / "data/processed/sample"
    names = sorted(path.name for path in committed.iterdir())
    same, different, missing = filecmp.cmpfiles(committed, tmp_path / "data/processed/sample", names, shallow=False)

    assert [] == different + missing
    assert names == sorted(same)
    assert names
