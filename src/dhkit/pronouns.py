"""Pronouns: whom *he*, *she* and *they* mean in a reporting clause.

Owns the choice of the voice. In come a quotation with the clause that reports it, and what is known of the passage; out
comes a voice, or nothing. Whoever cannot be *he* or *she* by title, name or description (`sexes`), and a body or paper,
is passed over. Who is named in a clause is `attribution`.

Whom *he* means, the first that holds:
    1. the person with whom the paragraph before ends, where the words open the next: *N sat down.* ¶ *"…," he said*
    2. who answers in a dialogue
    3. the only person whom the sentence names before
    4. who spoke before in the passage, else the partner whom he addressed
    5. the person with whom the sentence before opens, else who is named last before
    6. who is described as the subject of the sentence before, or at the opening of the passage (*An old weaver, who …*)
    7. who spoke last
In a book whose title names a person (*Life of Madame N*), she goes before a person named last whose sex is not told.
*They* are two who spoke together, else the body or group named last before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from dhkit.attribution import Cue
from dhkit.base_voices import BaseVoices
from dhkit.clauses import PREPOSED, SENTENCE_END
from dhkit.descriptions import describe, description_pattern
from dhkit.dialogues import Dialogue
from dhkit.lexicons import common_words, person_nouns
from dhkit.names import PERSON, Name
from dhkit.passages import Passage
from dhkit.quotations import Quotation
from dhkit.roles import Roles
from dhkit.sexes import Sexes, may_be, sex_of_title
from dhkit.subjects import opening_subject

_SPOKEN_TO = re.compile(
    r"\b(?:(?:letters?|notes?|comment|remark|words|answer|reply|despatch|dispatch|wr[io]t\w*|sa(?:id|ys|ying)|sp(?:oke|eaks)"
    r"|repl(?:y|ied|ies))\b[^.;:!?\"]{0,60}?\sto|tell(?:s|ing)?|told|ask(?:s|ed|ing)?|inform(?:s|ed|ing)?|assure(?:s|d)?|assuring|remind(?:s|ed|ing)?|"
    r"begs?|begged|warn(?:s|ed|ing)?|address(?:es|ed|ing)?)\s+(?:the\s+)?(?:[A-Z][\w-]*\.?\s+){0,2}(?:(?:de|von)\s+)?$"
)
"""What stands before somebody who is spoken to, and so does not speak: *her letter to N*, *she told Madame N*."""
_UNLISTED = re.compile(
    r"(?:(?:But|And|Then|Yet)\s)?([A-ZÀ-Þ][a-zß-ÿ’'-]{3,})\s(?:himself\s|also\s|then\s)?(?:was|had|rose|came|went)\b"
)
_SHORT_CLAUSE = 40  # signs before *he* that name nobody: *As he set out, he said*
_TOLD_BEFORE, _OPENS = 3, 8  # sentences that are looked back, and signs in which their subject begins


class Pronouns:
    """Resolves the pronouns of one document's reporting clauses."""

    def __init__(
        self,
        passages: Sequence[Passage],
        names: Sequence[Sequence[Name]],
        quotations: Sequence[Sequence[Quotation]],
        bases: BaseVoices,
        dialogue: Dialogue,
        roles: Roles,
    ) -> None:
        """Take the passages with their names, quotations and roles, the base voices and the memory of dialogues."""
        self.passages, self.names, self.quotations, self.roles = passages, names, quotations, roles
        self.bases, self.speakers, self.dialogue = bases, bases.speakers, dialogue
        self.sexes = Sexes(passages, names)
        self.focus, self.focus_sex = self._find_focus(self.speakers.source.title) if bases.hands.is_book else ("", "")

    def find(self, i: int, q: Quotation, cue: Cue | None, before: str, last: str) -> str:
        """Give the voice that the pronoun of a reporting clause means, or nothing.

        Args:
            i: the passage.
            q: the quotation that the clause reports.
            cue: the clause.
            before: who spoke before in this passage, or nothing.
            last: who spoke last in the document's present place, or nothing.
        """
        if cue is None or cue.pronoun not in ("he", "she", "they"):
            return ""
        if cue.pronoun != "they" and (subject := self._told_of(i, q, cue)):
            return subject
        if cue.rule[0] in "12" and self.may_mean(answer := self.dialogue.answers(i), cue):
            return answer
        kinds = ("organisation", "group") if cue.pronoun == "they" else ("person",)
        named = [n for n in self.names[i] if n.kind in kinds and n.end <= q.start and not self._is_quoted(i, n.start)]
        if cue.pronoun == "they":
            plural = before if before and "&" in self.speakers.rows[before].family else ""
            return plural or (self.speakers.named(named[-1]) if named else "")
        text = self.passages[i].clean
        named = [n for n in named if may_be(self.sexes.of_name(n, text), cue.pronoun)]
        if subject := self._subject(i, cue, named):
            return subject
        if opening_voice := self._opens_before(i, q, cue):
            return opening_voice
        named = [n for n in named if not _SPOKEN_TO.search(self.bases.painted(i)[: n.start])]
        named = [n for n in named if self.sexes.of_name(n, text)] or named
        named = [n for n in named if not self._is_governed(i, n)] or named
        if self.may_mean(before, cue):
            return before
        if before and self.may_mean(partner := self.dialogue.partner(before), cue):
            return partner
        if self.focus and not any(self.sexes.of_name(n, text) for n in named) and self._may_be_focus(cue):
            return self.focus
        if named:
            return self.speakers.named(named[-1])
        if described := self._described_before(i, cue):
            return described
        begins = rf"\W*{description_pattern()}(?:,|\s(?:who|whom|was|is|had|has|came|went|stood|sat|\w+ed)\b)"
        opening = re.match(begins, self.bases.painted(i))
        if opening and re.match(r"(?:An?|One) ", opening["described"]) and opening.start("described") < cue.position:
            told = describe(opening["described"])
            return self.speakers.described(told.label) if told.sort == "person" else last
        return last if self.may_mean(last, cue) else ""

    def _opens_before(self, i: int, q: Quotation, cue: Cue) -> str:
        """Give the person with whom a sentence before opens, since somebody last spoke: *N frowned. "…," he said*.

        The words, or *he*, open their own sentence; those between that open with *He* go on with the same person.
        """
        painted = self.bases.painted(i)
        ends = [0, *(m.end() for m in SENTENCE_END.finditer(painted) if m.end() <= q.start)]
        at = cue.position if ends[-1] <= cue.position < q.start else q.start
        prefix = painted[ends[-1] : at].strip("\"'( ")
        if PERSON in prefix or len(prefix) > _SHORT_CLAUSE or not self.bases.hands.is_book:
            return ""
        spoken = max((o.end for o in self.quotations[i] if o.depth == 1 and o.end < q.start), default=0)
        for begin, end in reversed(list(pairwise(ends[-_TOLD_BEFORE - 1 :]))):
            if begin < spoken:
                return ""
            found = opening_subject(painted[begin:end])
            unlisted = _UNLISTED.match(painted[begin:end]) if found is None else None
            if unlisted and unlisted[1] in self._capitals:
                return self.speakers.person(unlisted[1])
            if found is None and PERSON in painted[begin:end]:
                return ""  # somebody is told of there, and nobody knows as what
            if found is None or (found["pronoun"] and found["pronoun"].casefold() == cue.pronoun):
                continue
            return "" if found["pronoun"] else self._subject_voice(i, begin, found, cue)
        return ""

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The words that the document prints with a capital inside sentences, but for common ones: unlisted names."""
        found = {w for p in self.passages for w in re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zß-ÿ’'-]{3,}", p.clean)}
        return frozenset(w for w in found if w.casefold() not in common_words())

    def _subject_voice(self, i: int, begin: int, found: re.Match[str], cue: Cue) -> str:
        """Give the voice of a sentence's subject, if the pronoun can mean it."""
        if found["name"]:
            start = begin + found.start("name")
            name = next((n for n in self.names[i] if n.start <= start < n.end and n.kind == "person"), None)
            fits = name and may_be(self.sexes.of_name(name, self.passages[i].clean), cue.pronoun)
            return self.speakers.named(name) if name and fits else ""
        here = slice(begin + found.start("described"), begin + found.end("described"))  # with the names in it
        told = describe(self.passages[i].clean[here].split(",")[0])
        noun = told.label.split()[-1]
        if told.sort != "person" or not may_be(person_nouns().get(noun.casefold(), ""), cue.pronoun):
            return ""
        name = self.roles.find(i, begin + found.start("described"), noun) if told.definite else None
        return self.speakers.named(name) if name else self.speakers.described(told.label)

    def _find_focus(self, title: str) -> tuple[str, str]:
        """Give the voice of whom the title of the book names, but for its author, and the sex that it tells."""
        for here in self.names:
            for name in here:
                family = name.surface.split()[-1]
                told = re.search(rf"(?:(\w+)\.? )?(?:(?:[A-Z]\w+ )*){re.escape(family)}\b", title)
                if name.kind == "person" and len(family) > 3 and told:
                    voice = self.speakers.named(name)
                    return ("", "") if voice == self.speakers.author else (voice, sex_of_title(told.group()))
        return "", ""

    def _may_be_focus(self, cue: Cue) -> bool:
        return bool(self.focus_sex) and may_be(self.focus_sex, cue.pronoun)

    def _described_before(self, i: int, cue: Cue) -> str:
        """Give who is described as the subject of the sentence before: *The mayor slept. He woke and said*."""
        painted = self.bases.painted(i)
        ends = [0, *(m.end() for m in SENTENCE_END.finditer(painted) if m.end() <= cue.position)]
        if len(ends) < _TOLD_BEFORE - 1:
            return ""
        match = opening_subject(painted[ends[-2] : ends[-1]])
        if match is None or not match.groupdict().get("described"):
            return ""
        told = describe(match["described"].split(",")[0])
        voice = self.speakers.described(told.label) if told.sort == "person" and told.definite else ""
        return voice if voice and self.may_mean(voice, cue) else ""

    def may_mean(self, voice: str, cue: Cue) -> bool:
        """Say whether a voice can be meant by the pronoun of a cue: a paper or a body is no *he*."""
        if voice and cue.pronoun in ("he", "she") and self.speakers.is_body(voice):
            return False
        return bool(voice) and may_be(self.sexes.of_voice(self.speakers.rows[voice]), cue.pronoun)

    def _told_of(self, i: int, q: Quotation, cue: Cue) -> str:
        """Give of whom the paragraph before tells at its end, where words open the next.

        *N sat down.* ¶ *"…," he said*: it is the person with whom its last sentence begins, or the one before, if that
        goes on with *He* or *She*.
        """
        if i == 0 or self.passages[i].clean[: q.start].strip("\"'( ") or self.passages[i - 1].kind != "paragraph":
            return ""
        painted = self.bases.painted(i - 1)
        start = max((o.end + 1 for o in self.quotations[i - 1]), default=0)
        ends = [start, *(m.end() for m in SENTENCE_END.finditer(painted) if m.end() > start)]
        for begin in reversed([e for e in ends if painted[e:].strip()][-_TOLD_BEFORE:]):
            opening = re.match(r"[\s,;.]*", painted[begin:])
            first = begin + (opening.end() if opening else 0)
            subject = next(
                (n for n in self.names[i - 1] if n.kind == "person" and first <= n.start < first + _OPENS), None
            )
            if subject and may_be(self.sexes.of_name(subject, self.passages[i - 1].clean), cue.pronoun):
                return self.speakers.named(subject)
            if not re.match(r"(?:He|She|His|Her)\b", painted[first:]):
                return ""
        return ""

    def _subject(self, i: int, cue: Cue, named: Sequence[Name]) -> str:
        """Give the only person whom the sentence names before a pronoun: *N was glad: it was, as he put it, "…"*."""
        text, painted = self.passages[i].clean, self.bases.painted(i)
        start = max((m.end() for m in SENTENCE_END.finditer(painted) if m.end() <= cue.position), default=0)
        here = [n for n in named if start <= n.start < cue.position and text[n.end : n.end + 1] not in ("'", "’")]
        here = [n for n in here if not _SPOKEN_TO.search(painted[: n.start])]
        return self.speakers.named(here[0]) if len({n.surface for n in here}) == 1 else ""

    def _is_governed(self, i: int, name: Name) -> bool:
        """Say whether a name is no subject: a possessive, or behind a preposition."""
        text, before = self.passages[i].clean, self.bases.painted(i)[: name.start]
        return text[name.end : name.end + 1] in ("'", "’") or PREPOSED.search(before) is not None

    def _is_quoted(self, i: int, position: int) -> bool:
        return any(o.start <= position < o.end for o in self.quotations[i])
