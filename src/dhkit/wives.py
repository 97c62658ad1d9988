"""Wives: two persons of one family name, of whom a book names one with *Madame* and the other without.

Owns the question whether *Madame Voss* is another person than *Voss*. In come the texts of a document, out come the
family names that a woman shares with a man whom the document names too. A woman who has her name for herself keeps it.

    >>> find_wives(["Then Madame Voss spoke of her husband. Voss was old.", "Madame Kester wrote. Kester was wise."])
    frozenset({'Voss'})
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dhkit.lexicons import forms_of_address

_HER = rf"(?:{'|'.join(forms_of_address('f'))})\.?"
_HIS = rf"(?:{'|'.join(forms_of_address('m'))}|Citizen)\.?"
_NAME = r"(?:d[eu] (?:la )?|d')?(?P<name>[A-ZÀ-Þ][\w-]+)"
_TITLED = re.compile(rf"\b{_HER} {_NAME}\b")
_HUSBAND = re.compile(rf"\b{_HER} {_NAME}\b[^\n]{{0,200}}?\bher husband\b")
_MAN = re.compile(rf"\b{_HIS} {_NAME}\b")
_HIMSELF = re.compile(rf"(?<!Madame )\b{_NAME},? (?:himself\b|(?:and|with) his wife\b)")
_HER_BEFORE = re.compile(rf"\b{_HER} $")

WOMANS_TITLE = re.compile(rf"{_HER} (?=[A-ZÀ-Þd])")
"""A form of address that a woman bears, with the blank before her name."""


def find_wives(texts: Iterable[str]) -> frozenset[str]:
    """List the family names that a woman with a title shares with a man whom the document names."""
    whole = "\n".join(texts)
    women = {m["name"] for m in _TITLED.finditer(whole)}
    men = {m["name"] for pattern in (_HUSBAND, _MAN, _HIMSELF) for m in pattern.finditer(whole)}
    return frozenset(women & men)


def is_titled_woman(text: str, start: int) -> bool:
    """Say whether a woman's title stands before a place."""
    return _HER_BEFORE.search(text[max(0, start - 20) : start]) is not None
