"""Blocks: what the stretches of a document are.

Owns the way from a `Document` to `Block` rows by its layout profile. In comes a document, out come its blocks in order;
they never overlap and leave out nothing but white space. The rules are in `layouts`, the first cut in `paragraphs`.
"""

from __future__ import annotations

import re

from dhkit.documents import CorpusError, Document
from dhkit.drafts import Draft
from dhkit.layout_profiles import read_profile
from dhkit.layouts import label_paragraphs
from dhkit.paragraphs import find_paragraphs
from dhkit.rows import Block, span_key

_INTERRUPTIONS = ("footnote", "caption", "furniture")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*\d*$")


def find_blocks(document: Document) -> list[Block]:
    """Find the blocks of a document by its layout profile.

    Returns:
        One row per block in document order. `section` is the block of the heading above it; `group` the first block of
        what belongs together; `continues` the block whose sentence goes on after a footnote or a caption.

    Raises:
        CorpusError: if corpus.toml names a profile that does not exist.
    """
    try:
        profile = read_profile(document.source.layout, document.home)
    except CorpusError as error:
        raise CorpusError(f"document {document.key}: {error}") from error
    draft = label_paragraphs(find_paragraphs(document.text, wrap=profile.wrap), profile, document.marks)
    keys = [span_key(document.key, p.start, p.end) for p in draft.paragraphs]
    sections, continues = _sections(draft), _continuations(draft)
    return [
        Block(
            block=keys[i],
            document=document.key,
            start=p.start,
            end=p.end,
            kind=draft.kinds[i],
            section=_key(keys, sections[i]),
            language=_language(p.text, document.source.language),
            group=keys[draft.groups[i]],
            continues=_key(keys, continues[i]),
            rule=draft.rules[i],
        )
        for i, p in enumerate(draft.paragraphs)
    ]


def _key(keys: list[str], i: int | None) -> str:
    return "" if i is None else keys[i]


def _sections(draft: Draft) -> list[int | None]:
    """Give each paragraph the heading above it; in a compilation, two empty lines part themes."""
    current: int | None = None
    sections: list[int | None] = []
    for i, kind in enumerate(draft.kinds):
        if kind == "heading":
            current = i
        elif kind in ("extract", "chronology") and draft.paragraphs[i].blank_before >= 2:
            current = i
        elif kind in ("comment", "furniture"):
            current = None
        sections.append(None if current == i else current)
    return sections


def _continuations(draft: Draft) -> list[int | None]:
    """Find the paragraphs whose sentence began before a footnote, a caption or a new page."""
    last: int | None = None
    continues: list[int | None] = []
    for i, (kind, p) in enumerate(zip(draft.kinds, draft.paragraphs, strict=True)):
        goes_on = None
        if kind == "paragraph":
            interrupted = last is not None and (last < i - 1 or draft.paragraphs[i].blank_before == 0)
            if (
                last is not None
                and interrupted
                and not _SENTENCE_END.search(draft.paragraphs[last].text)
                and (p.text[0].islower() or p.text[0] in "[(" or draft.paragraphs[last].text.endswith("-"))
            ):
                goes_on = last
            last = i
        elif kind not in _INTERRUPTIONS:
            last = None
        continues.append(goes_on)
    return continues


def _language(text: str, usual: str) -> str:
    letters = re.findall(r"[^\W\d_]", text)
    cyrillic = sum("Ѐ" <= c <= "ӿ" for c in letters)
    return "ru" if letters and cyrillic > len(letters) / 2 else usual
