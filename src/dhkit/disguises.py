"""Characters that disguise text: they hide it, colour it, or turn its order round where it is shown.

A document may hold control characters (the escape that begins an ANSI colour code), marks of direction and marks of no
width. Where its words are shown, in a table, a chart, a menu or on a page, such a character becomes visible as the
replacement character; in the tables it stays, for a span is what the source says.

    >>> reveal("a co\\u202eup \\x1b[31m") == "a co\\ufffdup \\ufffd[31m"
    True
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

DISGUISES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Controls but for white space, marks of no width, marks and embeddings of direction."""


def reveal(text: str) -> str:
    """Show every character that disguises text as the replacement character."""
    return DISGUISES.sub("\N{REPLACEMENT CHARACTER}", text)


def reveal_all(value: Any) -> Any:
    """Reveal in all strings of a nested value, such as the specification of a chart."""
    if isinstance(value, str):
        return reveal(value)
    if isinstance(value, dict):
        return {key: reveal_all(held) for key, held in value.items()}
    return [reveal_all(held) for held in value] if isinstance(value, list) else value


def spell_out(text: str) -> str:
    """Set a text as HTML: markup is spelt out, white space is single, what disguises is revealed."""
    return escape(re.sub(r"\s+", " ", reveal(text)))
