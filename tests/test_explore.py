"""From rows to passages: what is shown, what is stored, and what a hostile document cannot do."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from altair.jupyter.jupyter_chart import PointSelection
from test_charts import SAID

from dhkit.charts import chart_voices
from dhkit.documents import Source
from dhkit.excerpts import is_open, mark_text
from dhkit.explore import follow, passages, show
from dhkit.marks import MARKS_TYPE, choose

TEXT = 'They wrote: <script>alert("x")</script> "It was\na coup." (Cohn, p. 12)\n'
STRETCH = (TEXT.index("a coup"), TEXT.index("a coup") + 6)

TABLES = {
    "documents": pd.DataFrame(
        {"document": ["essay"], "voice": ["lih"], "title": ["Slogan"], "year": pd.array([2014], dtype="Int64")}
    ),
    "voices": pd.DataFrame(
        {"voice": ["cohn", "lih"], "name": ["Cohn, Norman", "Lih, Lars"], "family": ["Cohn", "Lih"], "role": ""}
    ),
    "utterances": pd.DataFrame(
        [("essay:0-40", "essay", 0, 40, "lih", "", ""), ("essay:40-56", "essay", 40, 56, "cohn", "lih", "pursuit")],
        columns=["utterance", "document", "start", "end", "voice", "reporter", "reporter_work"],
    ),
    "works": pd.DataFrame({"work": ["pursuit"], "authors": ["Cohn, Norman"], "title": ["Pursuit"], "year": ["1957"]}),
    "citations": pd.DataFrame(
        [("essay", 57, 69, "pursuit", "12")], columns=["document", "start", "end", "work", "pages"]
    ),
}

ROWS = pd.DataFrame([("essay", *STRETCH, "cohn")], columns=["document", "start", "end", "voice"])


@pytest.fixture(params=["BSD-3-Clause", "not redistributed"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A corpus of one document, whose rights allow its text to be stored or not."""
    (tmp_path / "essay.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    entry = {
        "key": "essay",
        "file": "essay.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "author": "Lih, Lars",
        "title": "Slogan",
        "layout": "essay",
        "rights": request.param,
    }
    lines = [f'{key} = "{value}"' for key, value in entry.items()]
    (tmp_path / "corpus.toml").write_text("\n".join(["[[documents]]", *lines]), encoding="utf-8")
    return tmp_path


def test_passages_lead_to_the_page(corpus: Path) -> None:
    """A passage names document, voice, reporter, work, page and place, and marks what was counted."""
    shown = passages(ROWS, TABLES, corpus).value

    for told in ("Lih, 2014", "<td", "Cohn, Norman, Pursuit, 1957, p. 12", f"#essay:{STRETCH[0]}-{STRETCH[1]}"):
        assert told in shown
    assert "<mark>a coup</mark>" in shown


def test_neighbours_are_a_click_away(corpus: Path) -> None:
    """The blocks before and after unfold, with who speaks there; they are escaped, and nothing of them is stored."""
    cuts = [(0, 12, "prose"), (12, 40, "prose"), (40, 56, "extract"), (56, 70, "citation")]
    blocks = pd.DataFrame([("essay", *cut) for cut in cuts], columns=["document", "start", "end", "kind"])
    listed = passages(ROWS, TABLES | {"blocks": blocks}, corpus)

    assert 2 == listed.value.count("<details")
    assert "the block before</summary><b>Lih · prose · #essay:12-40</b><br>" in listed.value
    assert "&lt;script&gt;" in listed.value.partition("<mark>")[0]
    assert "the block after</summary><b>citation · #essay:56-70</b><br>" in listed.value.partition("<mark>")[2]
    assert "<script" not in listed.value
    assert "<details" not in listed._repr_mimebundle_()["text/html"]

    first = passages(ROWS.assign(start=0, end=5), TABLES | {"blocks": blocks}, corpus)
    assert 1 == first.value.count("<details")


def test_passages_store_the_same_with_and_without_the_document(corpus: Path) -> None:
    """What a notebook stores of a closed document is references; of an open one its text, which is always there."""
    listed = passages(ROWS, TABLES, corpus)
    stored = listed._repr_mimebundle_()["text/html"]
    may_pass_on = "BSD" in (corpus / "corpus.toml").read_text(encoding="utf-8")

    assert may_pass_on == ("coup" in stored)
    assert "coup" not in repr(listed)
    if not may_pass_on:
        (corpus / "essay.txt").unlink()
        absent = passages(ROWS, TABLES, corpus)
        assert stored == absent._repr_mimebundle_()["text/html"]
        assert repr(listed) == repr(absent)
        assert "text not on this machine" in absent.value


def test_passages_show_no_other_text_than_that_of_the_corpus(corpus: Path) -> None:
    """A file that has changed since the tables were made is not shown: its offsets mean something else."""
    (corpus / "essay.txt").write_text("x" + TEXT, encoding="utf-8")

    assert "text not on this machine" in passages(ROWS, TABLES, corpus).value


def test_passages_count_what_they_leave_out(corpus: Path) -> None:
    """A long list is cut, and says so."""
    listed = passages(pd.concat([ROWS] * 5), TABLES, corpus, most=2)

    assert "Passages: 5 passages, the first 2 shown" == repr(listed)
    assert 2 == listed.value.count("#essay:")


def test_follow_lists_the_passages_of_a_marked_bar(corpus: Path) -> None:
    """A click on a mark fills the list below the chart."""
    followed = follow(chart_voices(SAID), ROWS.assign(manner="is quoted"), TABLES, corpus)
    clicked = [{"voice": "cohn", "document": "essay", "manner": "is quoted"}]
    followed.live.selections._set_value("mark", PointSelection("mark", value=clicked, store=[]))

    assert "<mark>a coup</mark>" in followed.below.value
    assert "1 passage" == followed.below.heading


def test_follow_stores_the_chart_and_its_places(corpus: Path) -> None:
    """Without a kernel the chart remains, and the places behind its marks; the text form is the same on every machine."""
    bundle, about = follow(chart_voices(SAID), ROWS.assign(manner="is quoted"), TABLES, corpus)._repr_mimebundle_()
    place = f"essay:{STRETCH[0]}-{STRETCH[1]}"

    assert {"application/vnd.vegalite.v6+json", "image/png", "text/plain"} <= set(bundle)
    assert [["cohn", "essay", "is quoted", place]] == bundle[MARKS_TYPE]["marks"]
    assert "coup" not in str(bundle[MARKS_TYPE])
    assert "text/html" not in bundle
    assert "0x" not in bundle["text/plain"]
    assert "image/png" in about


def test_choose_keeps_rows_of_any_mark() -> None:
    """Marks are alternatives, the keys of one mark are not; no mark, no row; an unknown key is named."""
    rows = pd.DataFrame({"voice": ["cohn", "cohn", "lih"], "event": ["october", "nep", "nep"]})

    assert [0, 2] == choose(rows, [{"voice": "cohn", "event": "october"}, {"voice": "lih"}]).index.tolist()
    assert choose(rows, None).empty
    with pytest.raises(ValueError, match="marks are told by frame, the rows have voice, event"):
        choose(rows, [{"frame": "coup"}])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b>coup</b>", "a <mark>&lt;b&gt;coup&lt;/b&gt;</mark>"),
        ('a "coup" & more', "a <mark>&quot;coup&quot; &amp; more</mark>"),
        ("a co\u202eup\x1b[31m", "a <mark>co\ufffdup\ufffd[31m</mark>"),
        ("a co\r\n  up", "a <mark>co up</mark>"),
    ],
)
def test_mark_text_disarms(text: str, shown: str) -> None:
    """Markup is spelt out, and characters that hide or reorder text are made visible."""
    assert shown == mark_text(text, 2, len(text))


@pytest.mark.parametrize(
    ("rights", "may_pass_on"),
    [("written for dhkit; BSD-3-Clause", True), ("not redistributed", False), ("", False), ("CC BY 4.0", True)],
)
def test_is_open_only_where_the_rights_say_so(rights: str, may_pass_on: bool) -> None:
    """Silence is no licence."""
    source = Source(
        key="x", file="x", sha256="", author="", title="x", year=None, language="en", layout="essay", rights=rights,
        encoding="utf-8",
    )  # fmt: skip

    assert may_pass_on == is_open(source)


def test_passages_cut_long_context_between_words(tmp_path: Path) -> None:
    """Context ends at a word, and the cut shows."""
    words = "autocracy " * 100
    text = f"{words}a coup {words}".strip()
    start = text.index("a coup")
    tables = TABLES | {
        "utterances": pd.DataFrame(
            [("essay:0-9", "essay", 0, len(text), "lih", "", "")], columns=TABLES["utterances"].columns
        )
    }
    (tmp_path / "essay.txt").write_text(text, encoding="utf-8")
    lines = ['key = "essay"', 'file = "essay.txt"', 'title = "x"', 'layout = "essay"']
    lines.append(f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"')
    (tmp_path / "corpus.toml").write_text("\n".join(["[[documents]]", *lines]), encoding="utf-8")
    rows = pd.DataFrame([("essay", start, start + 6)], columns=["document", "start", "end"])
    shown = passages(rows, tables, tmp_path).value

    assert "… autocracy autocracy" in shown
    assert "autocracy …" in shown
    assert "<mark>a coup</mark>" in shown


def test_passages_leave_out_columns_that_are_empty(corpus: Path) -> None:
    """Where nobody is quoted there is no column for who reports and in which work."""
    own = pd.DataFrame([("essay", 0, 10, "lih")], columns=["document", "start", "end", "voice"])

    assert "reported by" in passages(ROWS, TABLES, corpus).value
    assert "reported by" not in passages(own, TABLES, corpus).value
    assert "permalink" in passages(own, TABLES, corpus).value


def test_show_tells_what_a_reader_wants() -> None:
    """Columns have words, numbers stand right with few digits, what is missing is empty, markup is spelt out."""
    frame = pd.DataFrame(
        {
            "title": ["<b>", "Essay"],
            "year": pd.array([2014, None], dtype="Int64"),
            "n_words": [12000, 900],
            "share": [0.123456, 1.0],
        }
    )
    listing = show(frame, title="title", year="year", n_words="words", share=("share", ".0%"))

    assert ("title", "year", "words", "share") == listing.head
    assert (("<b>", "2014", "12,000", "12%"), ("Essay", "", "900", "100%")) == listing.body
    assert (False, True, True, True) == listing.right
    assert "&lt;b&gt;" in listing._repr_html_()
    assert (("0.12",), ("1.00",)) == show(frame[["share"]]).body
    assert ("n words",) == show(frame[["n_words"]]).head
    assert () == show(frame.head(0)).body
