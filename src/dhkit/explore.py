"""From a mark or a row back to the page: the passages behind what was counted.

Owns the widgets of the notebooks. In come rows of any table that stand for a stretch of a document, out goes a list of
their passages: document, voice, reporter, work, page, permalink, and the text with the counted stretch marked, where
the document is on this machine. Computes nothing.

What a notebook **stores** is the same on every machine: the references, and the text only of documents whose rights
allow it to be passed on. All other text lives in the widget while the kernel runs and is not saved.

    >>> mark_text("They called it a <coup>.", 15, 23)
    'They called it <mark>a &lt;coup&gt;</mark>.'
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import compress
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
from altair.typing import ChartType
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype, is_numeric_dtype

from dhkit.compare import label_documents, label_voices
from dhkit.disguises import reveal, reveal_all
from dhkit.documents import Corpus, CorpusError, Source, read_corpus, read_document
from dhkit.renderer import LiveChart, render
from dhkit.rows import span_key
from dhkit.text import Span
from dhkit.theme import Words

OPEN_RIGHTS = ("BSD", "CC0", "CC BY", "public domain")
"""Words in a document's `rights` (corpus.toml) that allow its text to be stored in a notebook and put on a page."""

NOT_HERE = "text not on this machine"

CLICK = "Click a mark of the chart, and its passages are listed here; shift-click adds a mark."

NO_ROWS = "No passage: the tables of this corpus have no such row."

NONE = "No passage: this mark stands for nothing that was counted."

EMPTY = "nothing: the tables of this corpus have no such row"

MOST = 12
"""Passages shown at once: what can be read; the head of the list says how many there are."""

_CONTEXT = 300  # code points of its utterance shown before and after the counted stretch
_COLUMNS = ("document", "voice", "reported by", "work, page", "permalink")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage behind a row, ready to be shown; `live` and `stored` are what may be seen of its text, as HTML."""

    references: tuple[str, ...]
    live: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A small table as a reader wants it: named columns, text to the left, numbers to the right, no row numbers."""

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    """Which columns hold numbers."""

    def __repr__(self) -> str:
        """Show the table where there is no HTML."""
        if not self.body:
            return f"{EMPTY} ({', '.join(self.head)})"
        return reveal(pd.DataFrame([*self.body], columns=[*self.head]).to_string(index=False))

    def _repr_html_(self) -> str:
        sides = [f'style="text-align:{"right" if right else "left"}"' for right in self.right]
        head = "".join(f"<th {side}>{_safe(name)}</th>" for side, name in zip(sides, self.head, strict=True))
        if not self.body:
            return f"<table><thead><tr>{head}</tr></thead><tbody>{_alone(EMPTY, len(self.head))}</tbody></table>"
        rows = ("".join(f"<td {s}>{_safe(cell)}</td>" for s, cell in zip(sides, row, strict=True)) for row in self.body)
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
        )


def show(frame: pd.DataFrame, /, **columns: Words) -> Listing:
    """Show columns of a frame under words that a reader knows.

    Args:
        frame: any frame; its index is not shown.
        columns: the columns shown, in this order: how each is called, alone or with the format of its numbers. All
            columns under their own names if none is given.

    Returns:
        A table. Without a format, whole numbers have commas where one reaches 10,000, others two decimals; what is
        missing is empty.

    Example:
        >>> show(pd.DataFrame({"title": ["Essay"], "n_words": [12000]}), title="title", n_words="words")
        title  words
        Essay 12,000
    """
    told = columns or {str(name): str(name).replace("_", " ") for name in frame}
    named = {name: (words, "") if isinstance(words, str) else words for name, words in told.items()}
    cells = [
        [_tell(value, form or _usual_format(frame[name])) for value in frame[name]] for name, (_, form) in named.items()
    ]
    right = tuple(is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name]) for name in named)
    return Listing(head=tuple(words for words, _ in named.values()), body=tuple(zip(*cells, strict=True)), right=right)


def _usual_format(column: pd.Series) -> str:
    if is_float_dtype(column):
        return ".2f"
    return "," if is_integer_dtype(column) and column.abs().ge(10_000).any() else ""


def _tell(value: Any, form: str) -> str:
    """One cell in words."""
    return "" if pd.isna(value) else format(value, form)


class PassageList(widgets.HTML):  # type: ignore[misc]
    """A list of passages: live with all the text this machine has, stored with no more than may be passed on."""

    def __init__(self, listed: list[Passage], n_rows: int, *, nothing: str = CLICK) -> None:
        super().__init__()
        self.nothing = nothing
        self.show(listed, n_rows)

    def show(self, listed: list[Passage], n_rows: int) -> None:
        """Show other passages."""
        self.heading = f"{n_rows} passage{'' if n_rows == 1 else 's'}"
        if len(listed) < n_rows:
            self.heading += f", the first {len(listed)} shown"
        self.stored = _table(self.heading, [(p.references, p.stored) for p in listed]) if listed else self._say()
        absent = bool(listed) and all(p.live == NOT_HERE for p in listed)  # said once, not at every passage
        told = f"{self.heading}; {NOT_HERE}" if absent else self.heading
        live = _table(told, [(p.references, "" if absent else p.live) for p in listed]) if listed else self._say()
        self.value = f'<div style="line-height:1.4">{live}</div>'  # a widget's own lines are as high as a button

    def _say(self) -> str:
        return f"<p>{escape(self.heading if self.heading != '0 passages' else self.nothing)}</p>"

    def __repr__(self) -> str:
        """Say how many there are, and nothing of their text: this is stored."""
        return f"Passages: {self.heading}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(**kwargs), "text/html": self.stored, "text/plain": repr(self)}


class FollowedChart(widgets.VBox):  # type: ignore[misc]
    """A chart and, below it, the passages behind the marks that are clicked; without a kernel the chart alone."""

    def __init__(self, chart: ChartType, below: PassageList) -> None:
        self.chart = chart
        self.live = LiveChart(chart)
        self.below = below
        super().__init__([self.live, below])

    def redraw(self, chart: ChartType) -> None:
        """Draw another chart with the same parameter `mark` in its place; its form is not checked again."""
        self.chart = chart
        self.live.spec = chart.to_dict(validate=False)

    def __repr__(self) -> str:
        """Say what this is, without an address in memory."""
        return "FollowedChart()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        still, about = render(self.chart.to_dict())
        return {**super()._repr_mimebundle_(**kwargs), **still}, about


def passages(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path, *, most: int = MOST) -> PassageList:
    """List the passages behind rows.

    Args:
        rows: rows of any table with document, start and end; where they have `utterance` or `block`, this gives voice
            and context.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml. The documents may be absent: then the text is said not to be here.
        most: how many are listed, the first.

    Returns:
        One entry per row, in the order of the rows.
    """
    return PassageList(_find_passages(rows.head(most), tables, source), len(rows), nothing=NO_ROWS)


def follow(
    chart: ChartType,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    source: Path,
    *,
    most: int = MOST,
) -> FollowedChart:
    """Show a chart so that a click on a mark lists the passages behind it (shift-click adds a mark).

    Args:
        chart: a chart of `charts`; its parameter `mark` names the keys of a mark.
        rows: what was counted, one row per passage, with the columns that are keys of the marks.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml.
        most: how many passages are listed at once.
    """
    followed = FollowedChart(chart, PassageList([], 0))

    def show_marked(change: Mapping[str, Any]) -> None:
        list_marked(followed.below, change["new"].value, rows, tables, source, most=most)

    followed.live.selections.observe(show_marked, ["mark"])
    return followed


def list_marked(
    below: PassageList,
    marked: list[dict[str, Any]] | None,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    source: Path,
    *,
    most: int = MOST,
) -> None:
    """List the passages behind marks in a list that is shown.

    Args:
        below: the list.
        marked: the keys of each mark that is clicked.
        rows: what was counted, one row per passage.
        tables: the tables of the corpus, by name.
        source: folder of the corpus.toml.
        most: how many passages are listed at once.
    """
    chosen = choose(rows, marked)
    below.show(_find_passages(chosen.head(most), tables, source), len(chosen))
    if marked and chosen.empty:
        below.value = f"<p>{NONE}</p>"


def choose(rows: pd.DataFrame, marked: list[dict[str, Any]] | None) -> pd.DataFrame:
    """Keep the rows behind marks, in their order: those that agree with one of the marks in all of its keys.

    Raises:
        ValueError: if a key of the marks is no column of the rows.

    Example:
        >>> rows = pd.DataFrame({"voice": ["cohn", "lih", "cohn"], "event": ["october", "october", "nep"]})
        >>> choose(rows, [{"voice": "cohn", "event": "october"}]).index.tolist()
        [0]
    """
    chosen = pd.Series(data=False, index=rows.index)
    for mark in marked or []:
        if unknown := sorted(set(mark) - set(rows.columns)):
            raise ValueError(f"marks are told by {', '.join(unknown)}, the rows have {', '.join(rows.columns)}")
        agrees = pd.Series(data=True, index=rows.index)
        for key, value in mark.items():
            agrees &= rows[key].map(reveal_all).eq(value)  # as the chart has it
        chosen |= agrees
    return rows[chosen]


def _find_passages(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], source: Path) -> list[Passage]:
    corpus = read_corpus(source)
    sources = {described.key: described for described in corpus.documents}
    texts = {document: _read(corpus, sources[document]) for document in sorted(rows["document"].unique())}
    documents = label_documents(tables["documents"], tables["voices"])
    voices = {"": "", **label_voices(tables["voices"])}
    found = []
    for row in rows.to_dict("records"):
        document, stretch = str(row["document"]), Span(int(row["start"]), int(row["end"]))
        spoken = _find_utterance(row, tables["utterances"])
        told = (voices[spoken.get("voice", "")], voices[spoken.get("reporter", "")], _describe_work(spoken, tables))
        text = texts[document]
        around = Span(int(spoken.get("start", stretch.start)), int(spoken.get("end", stretch.end)))
        shown = NOT_HERE if text is None else _quote(text, stretch, around)
        found.append(
            Passage(
                references=(documents[document], *told, f"#{span_key(document, stretch.start, stretch.end)}"),
                live=shown,
                stored=shown if is_open(sources[document]) else "",
            )
        )
    return found


def is_open(source: Source) -> bool:
    """Say whether a document's rights allow its text to be passed on; where they say nothing, they do not."""
    return any(word in source.rights for word in OPEN_RIGHTS)


def _read(corpus: Corpus, source: Source) -> str | None:
    """The text of a document, None where this machine has not got it, or has another."""
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


def _describe_work(spoken: Mapping[Hashable, Any], tables: Mapping[str, pd.DataFrame]) -> str:
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
        return before + _safe(text[begin:end]) + after
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
    return f"{_safe(text[:start])}<mark>{_safe(text[start:end])}</mark>{_safe(text[end:])}"


def _alone(words: str, columns: int) -> str:
    return f'<tr><td style="text-align:left" colspan="{columns}">{_safe(words)}</td></tr>'


def _safe(text: str) -> str:
    return escape(re.sub(r"\s+", " ", reveal(text)))


def _table(heading: str, listed: list[tuple[tuple[str, ...], str]]) -> str:
    """A table with one line of references per passage and, where it may be seen, its text below."""
    used = [any(cells) for cells in zip(*(references for references, _ in listed), strict=True)]  # no empty columns
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in compress(_COLUMNS, used))
    body = []
    for references, text in listed:
        style = "text-align:left" + ("; border-top:1px solid #BBB; font-weight:600" if text else "")
        *told, permalink = compress(references, used)
        cells = "".join(f'<td style="{style}">{_safe(cell)}</td>' for cell in told)
        cells += f'<td style="{style}; white-space:nowrap">{_safe(permalink)}</td>'  # one place, one line
        body.append(f"<tr>{cells}</tr>")
        if text:
            body.append(f'<tr><td style="text-align:left" colspan="{sum(used)}">{text}</td></tr>')
    return f"<table><caption>{heading}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
