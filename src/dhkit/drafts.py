"""Drafts: the paragraphs of a document while layout rules say what they are.

Owns `Draft`, which a rule labels, and `Profile`, which puts rules in an order. The rules are in `layouts` and
`extract_rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dhkit.paragraphs import Paragraph, Wrap


@dataclass
class Draft:
    """The paragraphs of one document while rules label them: kind, rule and group by paragraph."""

    paragraphs: list[Paragraph]
    kinds: list[str] = field(init=False)
    rules: list[str] = field(init=False)
    groups: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Start with nothing labelled, each paragraph a group of its own."""
        self.kinds = [""] * len(self.paragraphs)
        self.rules = [""] * len(self.paragraphs)
        self.groups = list(range(len(self.paragraphs)))

    def label(self, i: int, kind: str, rule: str, *, group: int | None = None) -> None:
        """Label a paragraph unless an earlier rule did."""
        if not self.kinds[i]:
            self.kinds[i], self.rules[i] = kind, rule
            if group is not None:
                self.groups[i] = group

    def open(self) -> list[int]:
        """List the paragraphs without a label."""
        return [i for i, kind in enumerate(self.kinds) if not kind]


Rule = Callable[[Draft], None]


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout: how lines are wrapped, and which rules are tried in which order."""

    wrap: Wrap
    rules: tuple[Rule, ...]
