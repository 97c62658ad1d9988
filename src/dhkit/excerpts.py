"""Excerpts: the place behind a row, with who speaks there, in which work, and the words, ready to be shown.

In come rows of any table that stand for a stretch of a document, out go `Excerpt`s: references (document, voice and
how sure it is, reporter, work and page, permalink), and the text with the counted stretch marked, where the document is
on this machine; there, the blocks before and after it too.

    >>> mark_text("They called it a <coup>.", 15, 23)
    'They called it <mark>a &lt;coup&gt;</mark>.'
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dhkit.compare import label_documents, label_voices
from dhkit.disguises import spell_out
from dhkit.documents import Corpus, CorpusError, Source, read_corpus, read_document
from dhkit.rows import span_key
from dhkit.text import Span

OPEN_RIGHTS = ("BSD", "CC0", "CC BY", "public domain")
"""Words in a document's `rights` (corpus.toml) that allow its text to be stored in a notebook and put on a page."""

NOT_HERE = "text not on this machine"

_CONTEXT = 300  # code points of its utterance shown before and after the counted stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """One passage behind a row, ready to be shown; `live` and `stored` are what may be seen of its text, as HTML."""

    references: tuple[str, ...]
    live: str
    stored: str
    before: str = ""
    """The block before, folded, as HTML; to be shown live only. Empty where there is none, or no text."""
    after: str = ""


def find_excerpts(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path) -> list[Excerpt]:
    """Find the excerpts behind rows.

    Args:
        rows: rows with document, start and end; where they have `utterance`, this gives voice and context.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml. The documents may be absent.

    Returns:
        One excerpt per row, in their order.
    """
    corpus = read_corpus(source)
    sources = {described.key: described for described in corpus.documents}
    texts = {document: read_text(corpus, sources[document]) for document in sorted(rows["document"].unique())}
    documents = label_documents(tables["documents"], tables["voices"])
    voices = {"": "", **label_voices(tables["voices"])}
    found = []
    for row in rows.to_dict("records"):
        document, stretch = str(row["document"]), Span(int(row["start"]), int(row["end"]))
        spoken = _find_utterance(row, tables["utterances"])
        voice = voices[spoken.get("voice", "")] + tell_state(str(spoken.get("state", "")))
        told = (voice, voices[spoken.get("reporter", "")], describe_work(spoken, tables))
        text = texts[document]
        around = Span(int(spoken.get("start", stretch.start)), int(spoken.get("end", stretch.end)))
        before, after = _find_neighbours(stretch, document, tables)
        shown = NOT_HERE if text is None else _quote(text, stretch, around)
        found.append(
            Excerpt(
                references=(documents[document], *told, f"#{span_key(document, stretch.start, stretch.end)}"),
                live=shown,
                stored=shown if is_open(sources[document]) else "",
                before=_fold("before", before, text, tables, voices),
                after=_fold("after", after, text, tables, voices),
            )
        )
    return found


def tell_state(state: str) -> str:
    """Say beside the name of a voice that it is not certain, nothing where it is."""
    return "" if state in ("", "certain") else f" ({state})"


def is_open(source: Source) -> bool:
    """Say whether a document's rights allow its text to be passed on; where they say nothing, they do not."""
    return any(word in source.rights for word in OPEN_RIGHTS)


def read_text(corpus: Corpus, source: Source) -> str | None:
    """Read the text of a document, None where this machine has not got it, or has another."""
    try:
        return read_document(corpus, source).text
    except CorpusError:
        return None


def _find_utterance(row: Mapping[Hashable, Any], utterances: pd.DataFrame) -> dict[Hashable, Any]:
    """The utterance that a row names, else the first that shares a character with it."""
    if row.get("utterance"):
        found = utterances[utterances["utterance"].eq(row["utterance"])]
    else:
        found = utterances[utterances["document"].eq(row["document"])]
        found = found[found["start"].lt(row["end"]) & found["end"].gt(row["start"])]
    return found.iloc[0].to_dict() if len(found) else {}


def _find_neighbours(
    stretch: Span, document: str, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[Hashable, Any], dict[Hashable, Any]]:
    """The last block that ends before a stretch and the first that begins after it, as rows; empty where none does."""
    if "blocks" not in tables:
        return {}, {}
    blocks = tables["blocks"][tables["blocks"]["document"].eq(document)].sort_values("start")
    before, after = blocks[blocks["end"].le(stretch.start)].tail(1), blocks[blocks["start"].ge(stretch.end)].head(1)
    return tuple(found.iloc[0].to_dict() if len(found) else {} for found in (before, after))  # type: ignore[return-value]


def _fold(
    side: str,
    block: Mapping[Hashable, Any],
    text: str | None,
    tables: Mapping[str, pd.DataFrame],
    voices: Mapping[str, str],
) -> str:
    """Set a neighbouring block as HTML that opens with a click: who speaks in it, its permalink and its words."""
    if not block or text is None:
        return ""
    said = tables["utterances"]
    said = said[said["document"].eq(block["document"])]
    said = said[said["start"].lt(block["end"]) & said["end"].gt(block["start"])]
    speakers = dict.fromkeys(voices[r["voice"]] + tell_state(str(r.get("state", ""))) for r in said.to_dict("records"))
    place = f"#{span_key(str(block['document']), block['start'], block['end'])}"
    told = " · ".join([told for told in ("; ".join(speakers), str(block["kind"]), place) if told])
    words = spell_out(text[block["start"] : block["end"]])
    return (
        f'<details style="margin:0.3em 0"><summary style="cursor:pointer">the block {side}</summary>'
        f"<b>{spell_out(told)}</b><br>{words}</details>"
    )


def describe_work(spoken: Mapping[Hashable, Any], tables: Mapping[str, pd.DataFrame]) -> str:
    """Authors, title, year and page of the cited work in which words are reported; the citation next after them."""
    works = tables["works"]
    if not spoken.get("reporter_work"):
        return ""
    work = works[works["work"].eq(spoken["reporter_work"])].iloc[0]
    citations = tables["citations"]
    cited = citations[citations["document"].eq(spoken["document"]) & citations["work"].eq(spoken["reporter_work"])]
    after = cited[cited["start"].ge(spoken["start"])]
    pages = (after["pages"].head(1) if len(after) else cited["pages"].tail(1)).tolist()
    return ", ".join(
        [told for told in (work["authors"], work["title"], work["year"]) if told]
        + [f"p. {page}" for page in pages if page]
    )


def _quote(text: str, stretch: Span, around: Span) -> str:
    """A stretch marked in the words around it, cut where these go on for long."""
    last = min(stretch.end, stretch.start + 2 * _CONTEXT)
    while stretch.start + _CONTEXT < last < stretch.end and not text[last].isspace():
        last -= 1
    begin = min(stretch.start, max(around.start, stretch.start - _CONTEXT))
    while around.start < begin < stretch.start and not text[begin - 1].isspace():
        begin += 1  # no word is cut in two
    end = last if last < stretch.end else max(last, min(around.end, last + _CONTEXT))
    while last < end < around.end and not text[end].isspace():
        end -= 1
    before, after = "… " if begin > around.start else "", " …" if end < max(around.end, stretch.end) else ""
    if stretch == around:  # nothing stands out where all is meant
        return before + spell_out(text[begin:end]) + after
    return before + mark_text(text[begin:end], stretch.start - begin, last - begin) + after


def mark_text(text: str, start: int, end: int) -> str:
    """Set a text as HTML with one stretch marked; nothing in the text can run, hide or reorder what is shown.

    Args:
        text: as the document has it.
        start: first code point of the stretch.
        end: code point after the last.

    Returns:
        HTML in which markup of the text is spelt out, white space is single, and invisible characters (controls,
        marks of direction, of no width) show as the replacement character.
    """
    return f"{spell_out(text[:start])}<mark>{spell_out(text[start:end])}</mark>{spell_out(text[end:])}"
