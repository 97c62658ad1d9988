"""Derive the sample corpus and its truth from the annotated documents.

The one source of ``data/raw/sample`` is the folder ``annotated``: one file per document, the running
text with inline tags ``⟦layer:attributes⟧ ... ⟦/layer⟧`` in four layers, written by the rules of
``gold/GUIDE.md``. This script takes the tags out and writes

- ``<name>.txt``, the document as a reader would find it;
- ``truth.json``, for every document its voices, citations, entities and characterisations, each with
  ``start`` and ``end`` in Unicode code points of the text, half-open, in order of appearance.

Run it after every change to an annotated file::

    python tests/write_sample.py           # write the files
    python tests/write_sample.py --check   # say whether they are up to date, write nothing
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dhkit.gold import KINDS as ENTITY_KINDS
from dhkit.gold import LAYERS, parse
from dhkit.gold import TaggedSpan as Span

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "raw" / "sample"

VOICE_KINDS = {"prose", "quotation", "list", "heading", "abstract", "caption", "footnote", "comment"}

POLARITIES = {"+": 1, "0": 0, "-": -1}


def row(span: Span, text: str) -> dict[str, object]:
    """Return what ``truth.json`` says about one span; `text` is that of the whole document.

    The descriptor of a characterisation is the stretch as it stands in the document, line breaks and
    hyphens at line ends included.

    >>> row(Span(0, 6, "x", "Bread Levy|-!"), "a coup")
    {'start': 0, 'end': 6, 'event': 'Bread Levy', 'polarity': -1, 'negated': True, 'descriptor': 'a coup'}

    Raises:
        ValueError: The attributes are not those of the layer.
    """
    place: dict[str, object] = {"start": span.start, "end": span.end}
    try:
        if span.layer == "c":
            names = ("authors", "title", "year", "pages")
            records = [r.split("|") for r in span.attributes.split(" ++ ")]
            return place | {"records": [dict(zip(names, r, strict=True)) for r in records]}
        first, second = span.attributes.split("|")
        if span.layer == "v":
            if second not in VOICE_KINDS:
                raise ValueError(second)
            return place | {"voice": first, "kind": second}
        if span.layer == "e":
            return place | {"kind": ENTITY_KINDS[first], "key": second}
        return place | {
            "event": first,
            "polarity": POLARITIES[second.removesuffix("!")],
            "negated": second.endswith("!"),
            "descriptor": text[span.start : span.end],
        }
    except (KeyError, ValueError) as error:
        raise ValueError(f"not attributes of layer {span.layer}: {span.attributes!r}") from error


def truth(text: str, spans: list[Span]) -> dict[str, list[dict[str, object]]]:
    """Return the rows of one document, by the plural name of their layer."""
    return {plural: [row(span, text) for span in spans if span.layer == layer] for layer, plural in LAYERS.items()}


def derive(folder: Path = SAMPLE) -> dict[Path, str]:
    """Return the content of every derived file of a sample folder, by path."""
    files: dict[Path, str] = {}
    truths: dict[str, dict[str, list[dict[str, object]]]] = {}
    for path in sorted((folder / "annotated").glob("*.ann")):
        try:
            text, spans = parse(path.read_bytes().decode("utf-8"))
            truths[path.stem] = truth(text, spans)
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        files[folder / f"{path.stem}.txt"] = text
    files[folder / "truth.json"] = json.dumps(truths, ensure_ascii=False, indent=1) + "\n"
    return files


def main(arguments: list[str] | None = None) -> int:
    """Write the derived files, or with ``--check`` name those that are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    check = parser.parse_args(arguments).check
    stale = [
        (path, content)
        for path, content in derive().items()
        if not path.exists() or path.read_bytes() != content.encode("utf-8")
    ]
    for path, content in stale:
        sys.stdout.write(f"{'out of date' if check else 'wrote'}: {path.name}\n")
        if not check:
            path.write_bytes(content.encode("utf-8"))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
