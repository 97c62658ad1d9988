"""Short forms: a capitalised head word that stands for a body (*the Commissariat*, *the Convention*).

Owns the memory of the bodies that one document names. In come its passages in order, with the names found in each; out
come the places where a head word with its article means a body.

Rules:
    1. the last body named before that has the head in its name
    2. else, for a head that may be a body's whole name, the one body with that head which the document names later
    3. else, where the document names none and says the head at least twice, the body of that name alone (*the
       Convention*; `own body` in lexicons/name_words.csv)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dhkit.authority import Authority
from dhkit.candidates import Found
from dhkit.lexicons import name_words
from dhkit.text import slug

_MEMORY = 40  # bodies named before that a short form may stand for
_NOUN_FOLLOWS = re.compile(
    r"\s*(?:[.,;:!?)\"']|$|(?:and|or|as|had|has|was|were|is|are|in|of|itself|would|did|could|should|must|might|may|to|that|which|who|when|with|by|from|for|on|at|under|acted|did)\b)"
)


class ShortForms:
    """Finds the short forms of one document, passage by passage."""

    def __init__(
        self,
        texts: Sequence[str],
        listed: Sequence[str],
        entry: Callable[[str], Authority],
        add: Callable[[Authority], Authority],
    ) -> None:
        """Read ahead.

        Args:
            texts: of all passages.
            listed: keys of the bodies of the authority file that the document names anywhere.
            entry: gives the entry of a key.
            add: adds an entry, or gives the one of its key.
        """
        self.entry, self.add = entry, add
        self.recent: list[Found] = []
        heads = name_words("own body")
        self.later = {
            h: bodies[0]
            for h in heads
            if len(bodies := [e for e in dict.fromkeys(listed) if self._has_head(e, h)]) == 1
        }
        whole = "\n".join(texts)
        self.own = {head: kind for head, kind in name_words("own body").items() if _stands_alone(head, whole)}

    def find(self, text: str, taken: Sequence[Found]) -> Iterator[Found]:
        """Find the short forms of the next passage."""
        bodies = [f for f in taken if f.kind == "organisation"]
        for match in re.finditer(
            rf"(?<!\w)(?:[Tt]he |[Tt]his |[Aa]ny |[Ii]ts )?({'|'.join(name_words('short form'))})(?!\w|-)", text
        ):
            start, head = match.start(1), match[1]
            if (
                match.group() == head
                or (head in name_words("short form and adjective") and not _NOUN_FOLLOWS.match(text[match.end() :]))
                or re.match(r" (?:of|for) (?:the )?[A-Z]", text[match.end() :])
            ):
                continue
            before = [*self.recent, *(f for f in bodies if f.end <= start)]
            antecedent = next((f.entity for f in reversed(before) if self._has_head(f.entity, head)), None)
            body = self._body(head, antecedent)
            if body is not None:
                yield Found(start, match.end(), body.kind, body.entity, body.label, "short form", 0.7)
        self.recent = [*self.recent[-_MEMORY:], *bodies]

    def _body(self, head: str, antecedent: str | None) -> Authority | None:
        if antecedent is not None:
            return self.entry(antecedent)
        if head in self.later:
            return self.entry(self.later[head])
        if head in self.own:
            return self.add(Authority(slug(f"organisation {head}"), head, self.own[head], "", (head,), "", ""))
        return None

    def _has_head(self, entity: str, head: str) -> bool:
        """Say whether a body is known by a name with that head word."""
        entry = self.entry(entity)
        return any(re.search(rf"\b{head}(?:$| (?:of|for) )", name) for name in (entry.label, *entry.names))


def _stands_alone(head: str, text: str) -> bool:
    """Say whether a document says a head at least twice, and never as part of a longer name."""
    longer = rf"(?!(?:The|This|That|An?|No|Our|Its|In|Of|And) )\b[A-ZÀ-Þ][\w'’-]+ {head}\b|\b{head} of (?:the )?[A-Z]"
    return len(re.findall(rf"\b[Tt]he {head}\b(?! [A-Z])", text)) > 1 and not re.search(longer, text)
