"""A scholar corrects a row in a real JupyterLab: from the proposal to the tables of the next build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import nbformat
import pytest
from browsing import ROOT, Lab, needs_chromium, serve_lab, watch
from playwright.sync_api import expect

from dhkit.cli import main
from dhkit.corrections import read_corrections
from dhkit.documents import read_corpus, read_document
from dhkit.doubts import rank_doubts
from dhkit.tables import read_tables

pytestmark = needs_chromium

READ = """from pathlib import Path

from dhkit.correcting import correct
from dhkit.tables import read_tables

SOURCE = Path("../data/raw/sample")
tables = read_tables(Path("../data/processed/sample"))
"""
JUDGE = "correct(tables, SOURCE, who='N. Keller')"
LOOK = """touched = tables["utterances"][tables["utterances"]["hand"].ne("")]
correct(tables, SOURCE, rows=touched, table="utterances")"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sample with its tables and no corrections, and two notebooks beside it."""
    for part in ("raw", "processed"):
        shutil.copytree(ROOT / "data" / part / "sample", tmp_path / "house" / "data" / part / "sample")
    notebooks = tmp_path / "house" / "notebooks"
    notebooks.mkdir()
    for name, cell in (("judge", JUDGE), ("look", LOOK)):
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(READ + cell)])
        # Without a kernel named here, Lab asks for one in a dialog of its own, and waits for ever.
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(made, notebooks / f"{name}.ipynb")
    return tmp_path / "house"


@pytest.fixture
def lab(house: Path) -> Iterator[Lab]:
    """A JupyterLab on the notebooks of that house."""
    with serve_lab(house / "notebooks", house.parent) as address, watch(address) as watched:
        yield Lab(watched, address)


def test_a_value_is_changed_and_built(
    lab: Lab, house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is typed and pressed stands in the file, the widget says so, the build applies it, and the row shows it."""
    tables = read_tables(house / "data" / "processed" / "sample")
    first = rank_doubts(tables).iloc[0]
    assert "utterances" == first["table"]
    voice = tables["utterances"].set_index("utterance").loc[first["key"], "voice"]
    other = next(key for key in tables["voices"]["voice"] if key != voice)

    with lab.opened("judge.ipynb") as run:
        assert ([], []) == (run["errors"], run["stderr"])
        page = lab.panel
        page.get_by_label("row").wait_for(timeout=20_000)
        expect(page.get_by_label("row").locator("option:checked")).to_contain_text(voice)
        page.get_by_text("the block before").click()
        expect(page.locator("details[open]")).to_have_count(1)
        lab.picture("correcting")
        page.get_by_label("why").fill("the letter is signed below")
        page.get_by_label("value").first.fill(other)
        page.get_by_role("button", name="change to this value").click()
        page.get_by_text("Written to sample.csv").wait_for(timeout=20_000)
        expect(page.get_by_label("why")).to_have_value("")
        page.get_by_role("button", name="previous").click()
        page.get_by_text("Written down already").wait_for(timeout=20_000)
        page.get_by_label("missed").fill("Mr. Sorokh spoke")
        page.get_by_role("button", name="add this row").click()
        page.get_by_text("entity of mentions needs a value").wait_for(timeout=20_000)
        lab.picture("correcting-written")
        lab.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    (line,) = read_corrections(house / "data" / "corrections" / "sample.csv")
    assert ("utterances", "change", "voice", other) == (line.table, line.action, line.column, line.value)
    assert (first["document"], first["start"], first["end"]) == (line.document, line.start, line.end)
    assert ("N. Keller", "the letter is signed below") == (line.who, line.why)
    assert abs((date.today() - date.fromisoformat(line.when)).days) <= 1
    corpus = read_corpus(house / "data" / "raw" / "sample")
    text = next(read_document(corpus, source).text for source in corpus.documents if source.key == line.document)
    stored = (house / "notebooks" / "judge.ipynb").read_text(encoding="utf-8")
    assert " ".join(text[line.start : line.end].split()[:6]) not in stored

    monkeypatch.chdir(house)
    assert main(["build", "sample"]) == 0
    assert "1 corrections" in capsys.readouterr().out
    after = read_tables(house / "data" / "processed" / "sample")["utterances"].set_index("utterance").loc[first["key"]]
    assert (other, "certain", "changed voice") == (after["voice"], after["state"], after["hand"])

    with lab.opened("look.ipynb") as run:
        assert ([], []) == (run["errors"], run["stderr"])
        lab.panel.get_by_text("changed voice").wait_for(timeout=20_000)
        expect(lab.panel.get_by_label("row").locator("option:checked")).to_contain_text(f"{other} (certain)")
    assert ([], []) == (lab.watched.outside, lab.watched.errors)
