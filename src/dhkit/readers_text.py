"""Plain text in any encoding: which one it is, and how sure that is.

Owns the way from bytes to text. A byte-order mark decides; then UTF-8, which no other text keeps by chance; else
charset-normalizer weighs the legacy encodings that a library of books is likely to hold, and the choice is told in a
remark, for a person to confirm and to put into corpus.toml.

    >>> read_text("Café".encode("cp1252")).encoding, read_text("Дума".encode("utf-16")).encoding
    ('windows-1252', 'utf-16')
"""

from __future__ import annotations

import codecs
import re

from dhkit.readings import LARGEST, Reading, ReadingError

LEGACY = ("windows-1252", "koi8-r", "windows-1251", "windows-1250", "iso-8859-15", "mac-roman", "cp437", "cp866")
"""Encodings that are weighed where a text is neither marked nor UTF-8."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_LINE = 2_000_000
_SAMPLE = 200_000  # bytes that are weighed


def find_encoding(data: bytes) -> tuple[str, str]:
    """Find the encoding of a text and a remark on how sure it is; the remark is empty where there is no doubt.

    Raises:
        ReadingError: if the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, ""
    if b"\0" in data[:4096]:
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        if max(even, odd) > 1000 * min(len(data), 4096) // 8192 // 4 and min(even, odd) * 20 <= max(even, odd):
            encoding = "utf-16-be" if even > odd else "utf-16-le"
            return encoding, f"read as {encoding}, though it has no byte-order mark"
        raise ReadingError("it is a binary file, no text, and of no kind that dhkit reads; save it as text first.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _weigh(data)
    return "utf-8", ""


def _weigh(data: bytes) -> tuple[str, str]:
    """Weigh the legacy encodings on a stretch that holds what is not ASCII."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    high = [b for b in sample if b >= 0x80]
    guess = ""
    if len(high) * 3 > len(sample) and len(high) > 9:  # a script of its own: Cyrillic
        guess = _cyrillic(bytes(high))
    else:
        try:
            from charset_normalizer import from_bytes
        except ImportError:
            raise ReadingError("it is not UTF-8; pip install 'dhkit[formats]' finds its encoding.") from None
        # A few accents in English or French: the guess is taken only where windows-1252 makes no letters of them.
        latin = sample.decode("windows-1252", errors="replace")
        accents = len(re.findall(r"[À-ÖØ-öø-ÿŒœ‘’“”–—…£«»§°]", latin))
        if accents * 10 >= len(high) * 9:
            guess = "windows-1252"
        else:
            best = from_bytes(sample, cp_isolation=[*LEGACY]).best()
            guess = best.encoding.replace("_", "-") if best else "windows-1252"
    try:
        data.decode(guess)
    except UnicodeDecodeError:
        guess = "iso-8859-1"  # holds every byte
    return guess, f"read as {guess}: it is not UTF-8; look at a word with an accent to confirm"


def _cyrillic(high: bytes) -> str:
    """Choose the Cyrillic encoding in which most letters are small, and the commonest ones at that."""
    common = frozenset("оеаинтсрвл")
    return max(
        ("koi8-r", "windows-1251", "cp866", "iso-8859-5", "mac-cyrillic"),
        key=lambda e: sum(c in common for c in high.decode(e, errors="replace")),
    )


def read_text(data: bytes, encoding: str = "") -> Reading:
    """Read plain text, in the encoding given or in the one that it seems to be in.

    Raises:
        ReadingError: if it is no text, too long, or has a line that no text has.
    """
    if len(data) > LARGEST:
        raise ReadingError(f"it has {len(data):,} bytes; at most {LARGEST:,} are read. Cut it into several files.")
    found, remark = (encoding, "") if encoding else find_encoding(data)
    text = data.decode(found)
    longest = max(map(len, text.split("\n")), default=0)
    if longest > _LONGEST_LINE:
        raise ReadingError(f"one line has {longest:,} characters; a text has at most {_LONGEST_LINE:,}. Is it a text?")
    return Reading(text, "text", found, remarks=(remark,) if remark else ())
