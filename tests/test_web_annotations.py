"""Web annotations: every correction survives the way out and back, and the page is what the W3C's model says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhkit.corrections import Correction
from dhkit.documents import CorpusError
from dhkit.web_annotations import read_annotations, write_annotations

LINE = Correction(
    table="characterisations",
    action="change",
    document="ferry",
    start=5,
    end=12,
    quoted="called it ⟦a “late” ferry⟧, no more",
    which="night",
    column="polarity",
    value="-1",
    who="N. Keller",
    when="2024-05-31",
    why="said in scorn",
)
KINDS = [
    LINE,
    replace(LINE, action="drop", column="", value="", when="", why=""),
    replace(LINE, action="confirm", column="", value="", quoted=""),
    replace(LINE, table="mentions", action="add", column="entity", value="tell-anna", quoted="A. Tell"),
]


@pytest.mark.parametrize("line", KINDS, ids=lambda line: line.action)
def test_a_correction_comes_back(line: Correction) -> None:
    """Each action comes back as it was, cell for cell."""
    assert [line] == read_annotations(write_annotations([line]))


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.integers(0, 10**9))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_any_cell_comes_back(who: str, why: str, quoted: str, start: int) -> None:
    """Whatever stands in a cell, stray brackets included, comes back."""
    lines = [replace(LINE, who=f"K{who}", why=why, quoted="⟦".join([quoted, "⟧"]), start=start, end=start + 2)]
    lines += [replace(lines[0], quoted=quoted), *KINDS]

    assert lines == read_annotations(write_annotations(lines))


def test_what_other_programs_write() -> None:
    """A JSON-LD processor shortens addresses and takes single things out of lists; Recogito puts targets into them."""
    line = replace(KINDS[2], why="")
    page = json.loads(write_annotations([line]))
    (item,) = page["items"]
    (item["body"],) = item["body"]
    (item["target"]["selector"],) = item["target"]["selector"]
    item["target"]["source"] = "dhkit:document:ferry"
    compacted = json.dumps(page | {"items": item})
    listed = json.dumps([item | {"target": [item["target"]], "created": "2024-05-31T00:00:00.000Z"}])

    assert [line] == read_annotations(compacted) == read_annotations(listed)


def test_the_model_of_the_w3c() -> None:
    """Programs that know web annotations find target, selectors, creator, time and comment where they look for them."""
    page = json.loads(write_annotations([LINE]))
    (item,) = page["items"]
    position, quote = item["target"]["selector"]

    assert "http://www.w3.org/ns/anno.jsonld" == page["@context"][0]
    assert ("AnnotationPage", "Annotation") == (page["type"], item["type"])
    assert {"type": "TextPositionSelector", "start": 5, "end": 12} == position
    assert ("called it ", "a “late” ferry", ", no more") == (quote["prefix"], quote["exact"], quote["suffix"])
    assert ("N. Keller", "2024-05-31T00:00:00Z") == (item["creator"]["name"], item["created"])
    assert "said in scorn" == item["body"][1]["value"]


def test_one_annotation_one_identity() -> None:
    """Annotations of one page are told apart, and the same correction has the same identity in every export."""
    items = [json.loads(write_annotations(KINDS))["items"] for _ in range(2)]

    assert len(KINDS) == len({item["id"] for item in items[0]})
    assert items[0] == items[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", ["no JSON", "line 1"]),
        ("{}", ["AnnotationPage"]),
        ('[{"type": "Annotation"}]', ["annotation 1", "KeyError", "dhkit:Correction"]),
        (write_annotations([replace(LINE, value="5")]), ["annotation 1", "'5'", "-1, 0, 1"]),
    ],
)
def test_what_is_no_page_of_corrections(text: str, words: list[str]) -> None:
    """What is no correction is told by its number in the page."""
    with pytest.raises(CorpusError) as refused:
        read_annotations(text, "page.jsonld")
    assert [] == [word for word in ("page.jsonld", *words) if word not in str(refused.value)]
