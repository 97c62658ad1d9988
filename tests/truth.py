"""Hold the tables of the sample corpus against the truth that was written with it.

Owns the comparison: characters of voices, spans of citations and names, descriptors of events. In come a folder of
tables and `truth.json`, out come counts per measure and the places that differ. `python tests/truth.py --errors`
prints them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dhkit.gold import Measure
from dhkit.tables import read_tables
from dhkit.text import fold

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw" / "sample"
PROCESSED = ROOT / "data" / "processed" / "sample"


def compare(tables: Mapping[str, pd.DataFrame], truth: Mapping[str, Any]) -> dict[str, Measure]:
    """Compare all documents: one `Measure` per layer."""
    measures = {
        name: Measure()
        for name in ("voices", "voiceless", "citations", "works", "pages", "entities", "characterisations")
    }
    for document, said in truth.items():
        text = (RAW / f"{document}.txt").read_text(encoding="utf-8")
        here = {name: frame[frame["document"] == document] for name, frame in tables.items() if "document" in frame}
        _voices(measures, document, text, said["voices"], here["utterances"], tables)
        _citations(measures, document, text, said["citations"], here["citations"], tables["works"])
        _entities(measures["entities"], document, text, said, here["mentions"])
        _characterisations(
            measures["characterisations"],
            document,
            text,
            said["characterisations"],
            here["characterisations"],
            tables["entities"],
        )
    return measures


def _families(names: str, separator: str) -> set[str]:
    return {fold(n.split(",")[0]) for n in names.split(separator) if n.strip()}


def _voices(
    measures: Mapping[str, Measure],
    document: str,
    text: str,
    said: Sequence[Mapping[str, Any]],
    utterances: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> None:
    family = dict(zip(tables["voices"]["voice"], tables["voices"]["family"], strict=True))
    author = tables["documents"].set_index("document").loc[document, "voice"]
    got = [""] * len(text)
    for row in utterances.itertuples():
        got[row.start : row.end] = [row.voice] * (row.end - row.start)
    silent = [True] * len(text)
    for span in said:
        wrong: Counter[str] = Counter()
        for i in range(span["start"], span["end"]):
            silent[i] = False
            if text[i].isspace():
                continue
            right = (
                got[i] == author
                if span["voice"] == "DOC"
                else bool(got[i]) and _families(span["voice"], "&") <= _families(family[got[i]], "&")
            )
            measures["voices"].right += right
            measures["voices"].missed += not right
            wrong[family.get(got[i], "nobody")] += not right
        if wrong.total() > 8:
            measures["voices"].places.append(
                f"{document}:{span['start']}-{span['end']} is {span['voice']}, got {dict(+wrong)}: "
                f"{text[span['start'] : span['start'] + 50]!r}"
            )
    blank = [i for i in range(len(text)) if silent[i] and not text[i].isspace()]
    measures["voiceless"].right += sum(not got[i] for i in blank)
    measures["voiceless"].missed += sum(bool(got[i]) for i in blank)


def _citations(
    measures: Mapping[str, Measure],
    document: str,
    text: str,
    said: Sequence[Mapping[str, Any]],
    citations: pd.DataFrame,
    works: pd.DataFrame,
) -> None:
    by_key = works.set_index("work")
    found: dict[tuple[int, int], list[Any]] = {}
    for row in citations.itertuples():
        found.setdefault((row.start, row.end), []).append(row)
    for span in said:
        where = (span["start"], span["end"])
        rows = found.pop(where, None)
        if rows is None:
            measures["citations"].missed += 1
            measures["citations"].places.append(f"{document}:{where} missed {text[slice(*where)]!r}")
            continue
        measures["citations"].right += 1
        for record, row in zip(span["records"], [*rows, *[rows[-1]] * len(span["records"])], strict=False):
            work = by_key.loc[row.work] if row.work in by_key.index else {"authors": "", "title": ""}
            same_authors = _families(record["authors"], "&") == _families(work["authors"], ";")
            same_title = (
                not record["title"]
                or fold(record["title"]) in fold(work["title"])
                or fold(work["title"]) in fold(record["title"])
            )
            _count(
                measures["works"],
                same_authors and same_title,
                f"{document}:{where} {text[slice(*where)]!r} is {record}, got {row.work!r}",
            )
            _count(
                measures["pages"],
                record["pages"] == row.pages,
                f"{document}:{where} pages {record['pages']!r}, got {row.pages!r}",
            )
    for where in found:
        measures["citations"].wrong += 1
        measures["citations"].places.append(f"{document}:{where} is none: {text[slice(*where)]!r}")


def _count(measure: Measure, right: bool, place: str) -> None:
    measure.right += right
    measure.missed += not right
    if not right:
        measure.places.append(place)


def _entities(measure: Measure, document: str, text: str, said: Mapping[str, Any], mentions: pd.DataFrame) -> None:
    cited = [(c["start"], c["end"]) for c in said["citations"]]
    found = {
        (m.start, m.end, m.kind) for m in mentions.itertuples() if not any(m.start < e and s < m.end for s, e in cited)
    }
    true = {(e["start"], e["end"], e["kind"]) for e in said["entities"]}
    measure.right += len(found & true)
    measure.wrong += len(found - true)
    measure.missed += len(true - found)
    measure.places += [f"{document}:{s}-{e} {k} missed: {text[s:e]!r}" for s, e, k in sorted(true - found)]
    measure.places += [f"{document}:{s}-{e} {k} is none: {text[s:e]!r}" for s, e, k in sorted(found - true)]


def _characterisations(
    measure: Measure,
    document: str,
    text: str,
    said: Sequence[Mapping[str, Any]],
    rows: pd.DataFrame,
    entities: pd.DataFrame,
) -> None:
    label = dict(zip(entities["entity"], entities["label"], strict=True))
    left = list(rows.itertuples())
    for span in said:
        hit = next(
            (r for r in left if r.start < span["end"] and span["start"] < r.end and label[r.event] == span["event"]),
            None,
        )
        if hit is not None:
            left.remove(hit)
        _count(
            measure,
            hit is not None,
            f"{document}:{span['start']}-{span['end']} {span['event']} missed: {span['descriptor']!r}",
        )
    measure.wrong += len(left)
    measure.places += [f"{document}:{r.start}-{r.end} {label[r.event]} is none: {r.descriptor!r}" for r in left]


def read_truth() -> dict[str, Any]:
    """Read the truth of the sample corpus: document → layers."""
    said: dict[str, Any] = json.loads((RAW / "truth.json").read_text(encoding="utf-8"))
    return said.get("documents", said)


def _lines(measures: Mapping[str, Measure], show: Callable[[str], bool]) -> Iterator[str]:
    for name, measure in measures.items():
        yield f"{name:18s} {measure}"
        if show(name):
            yield from (f"    {place}" for place in measure.places)


if __name__ == "__main__":
    sys.stdout.write(
        "\n".join(_lines(compare(read_tables(PROCESSED), read_truth()), lambda _: "--errors" in sys.argv)) + "\n"
    )
