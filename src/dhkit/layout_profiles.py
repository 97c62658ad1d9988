"""Layout profiles as data: `profiles/NAME.toml`, those of dhkit and those beside a corpus.toml.

Owns the reading of a profile: how lines are wrapped, which rules are tried in which order. A rule is one of `RULES`, or
a pattern of the profile's own under `[patterns.NAME]`: kind, match (a regular expression for a whole paragraph), words
(at most so many), reach ("before": all up to it; "after": all from it on). `base` names a profile to begin with: its
patterns are known, and its rules come after one's own.

    >>> read_profile("essay").wrap, sorted(p.stem for p in SHIPPED.glob("*.toml"))[:3]
    ('none', ['article', 'book', 'compilation'])
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args

from dhkit import book_rules, extract_rules, front_matter, inset_rules, layouts
from dhkit.book_rules import LinePattern
from dhkit.documents import CorpusError
from dhkit.drafts import Draft, Profile
from dhkit.paragraphs import Wrap
from dhkit.rows import BLOCK_KINDS

SHIPPED = Path(__file__).parent / "profiles"

RULES: dict[str, Callable[[Draft], None]] = {
    "web furniture": layouts.label_furniture,
    "title": layouts.label_title,
    "dateline": layouts.label_dateline,
    "keywords": layouts.label_keywords,
    "footnotes": layouts.label_footnotes,
    "captions": layouts.label_captions,
    "numbered headings": layouts.label_numbered_headings,
    "torn quotations": layouts.label_torn_quotations,
    "block quotations": layouts.label_block_quotations,
    "bylines": layouts.label_bylines,
    "end notes": layouts.label_end_notes,
    "epigraphs": layouts.label_epigraphs,
    "comments": layouts.label_comments,
    "bullets": layouts.label_bullets,
    "labels": layouts.label_labels,
    "headings": layouts.label_headings,
    "set-off headings": layouts.label_set_off_headings,
    "citation lines": extract_rules.label_citation_lines,
    "source lines": extract_rules.label_source_lines,
    "extracts": extract_rules.group_extracts,
    "running heads": book_rules.label_running_heads,
    "open notes": book_rules.label_open_notes,
    "numbered notes": book_rules.label_numbered_notes,
    "contents": book_rules.label_contents,
    "verse": book_rules.label_verse,
    "centred": book_rules.label_centred,
    "insets": book_rules.label_insets,
    "capitals": book_rules.label_capitals,
    "title pages": front_matter.label_title_pages,
    "contents lists": front_matter.label_contents_lists,
    "arguments": front_matter.label_arguments,
    "indexes": front_matter.label_indexes,
    "closings": inset_rules.label_closings,
    "letters": inset_rules.label_letters,
    "examinations": inset_rules.label_examinations,
    "resolutions": inset_rules.label_resolutions,
}
"""The rules that a profile may name; `turns` too, where it has a pattern `turn`."""

_FIELDS = {"about", "wrap", "rules", "patterns", "turn", "base"}


def find_profiles(home: Path | None) -> dict[str, Path]:
    """Find the profiles that a corpus may name: its own go before those of dhkit."""
    own = sorted((home / "profiles").glob("*.toml")) if home else []
    return {path.stem: path for path in [*sorted(SHIPPED.glob("*.toml")), *own]}


def read_profile(name: str, home: Path | None = None) -> Profile:
    """Read a layout profile.

    Raises:
        CorpusError: if there is none of that name, or in one line what is wrong with it.
    """
    paths = find_profiles(home)
    if name not in paths:
        raise CorpusError(
            f"layout {name!r} does not exist. Allowed are {', '.join(sorted(paths))}; choose the nearest in "
            f"corpus.toml."
        )
    return _read(paths[name], paths)


def _read(path: Path, paths: dict[str, Path]) -> Profile:
    wrap, rules, _ = _parts(str(path), tuple(sorted((n, str(p)) for n, p in paths.items())))
    return Profile(wrap, rules)


@cache
def _parts(
    path: str, paths: tuple[tuple[str, str], ...]
) -> tuple[Wrap, tuple[Callable[[Draft], None], ...], dict[str, LinePattern]]:
    """Read wrap, rules and patterns of a profile, those of its base behind its own."""
    try:
        told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as TOML: {error}.") from error
    if unknown := sorted(set(told) - _FIELDS):
        raise CorpusError(f"{path}: unknown field {unknown[0]!r}. Allowed are {', '.join(sorted(_FIELDS))}.")
    base: tuple[Wrap, tuple[Callable[[Draft], None], ...], dict[str, LinePattern]] = ("none", (), {})
    if "base" in told:
        known = {n: p for n, p in paths if p != path}
        if told["base"] not in known:
            raise CorpusError(f"{path}: base {told['base']!r} is no profile. Allowed are {', '.join(sorted(known))}.")
        base = _parts(known[told["base"]], tuple(known.items()))
    wrap = told.get("wrap", base[0])
    if wrap not in get_args(Wrap):
        raise CorpusError(f"{path}: wrap {wrap!r} is not allowed. Allowed are {', '.join(get_args(Wrap))}.")
    patterns = {**base[2], **{n: _pattern(path, n, p) for n, p in told.get("patterns", {}).items()}}
    rules = (*(_rule(path, name, patterns, told) for name in told.get("rules", ())), *base[1])
    return wrap, rules, patterns


def _pattern(path: str, name: str, told: Any) -> LinePattern:
    where = f"{path}, pattern {name!r}"
    if not isinstance(told, dict) or not {"kind", "match"} <= set(told) <= {"kind", "match", "words", "reach"}:
        raise CorpusError(f"{where}: needed are kind and match; allowed too: words, reach.")
    if told["kind"] not in BLOCK_KINDS:
        raise CorpusError(f"{where}: kind {told['kind']!r} is not allowed. Allowed are {', '.join(BLOCK_KINDS)}.")
    if told.get("reach", "") not in ("", "before", "after"):
        raise CorpusError(f"{where}: reach {told['reach']!r} is not allowed. Allowed are before and after.")
    return LinePattern(
        name, told["kind"], _compile(where, told["match"]), told.get("words", 10_000), told.get("reach", "")
    )


def _compile(where: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.DOTALL)
    except (re.error, TypeError) as error:
        raise CorpusError(f"{where}: {pattern!r} is no regular expression: {error}.") from None


def _rule(path: str, name: str, patterns: dict[str, LinePattern], told: dict[str, Any]) -> Callable[[Draft], None]:
    if name in patterns:
        return patterns[name]
    if name == "turns" and "turn" in told:
        turn = _compile(f"{path}, turn", told["turn"])
        if "name" not in turn.groupindex:
            raise CorpusError(f"{path}: turn has no group (?P<name>…), which tells who speaks.")
        return partial(book_rules.label_turns, turn=turn)
    if name not in RULES:
        raise CorpusError(
            f"{path}: rule {name!r} is neither a pattern of the profile nor a rule. Rules are {', '.join(RULES)}."
        )
    return RULES[name]
