"""Base voices: who speaks a passage, before anything inside it is quoted.

Owns rules 1 to 5 of `voices`: the document's author, the author of an extract, the person interviewed, labels, block
quotations, signed comments. In come the passages of a document with their citations, out comes one `Decision` per
passage, or None where nobody speaks (citation lines, furniture, dates alone).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhkit.attribution import Cue, find_announcement
from dhkit.author_names import family_name, is_body_name, is_person_name
from dhkit.book_rules import INSET, SAID, TURN, VERSE
from dhkit.hands import Hands
from dhkit.inset_rules import EXAMINED
from dhkit.lexicons import KnownWork, common_words
from dhkit.names import Name, paint
from dhkit.passages import Passage
from dhkit.quotations import Quotation
from dhkit.rows import Citation, Work
from dhkit.shelves import same_title
from dhkit.speakers import Speakers
from dhkit.text import MONTHS, fold
from dhkit.title_pages import clean_name

KINDS = {
    "title": "heading",
    "heading": "heading",
    "paragraph": "prose",
    "bullet": "list",
    "label": "list",
    "extract": "quotation",
    "chronology": "quotation",
    "abstract": "abstract",
    "keywords": "abstract",
    "caption": "caption",
    "footnote": "footnote",
    "comment": "comment",
    "signature": "comment",
}
"""Kind of block → how the words of its base voice are set; other blocks have no voice."""

SPEAKER_LABEL = re.compile(r"(?P<name>[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]+(?:,? [A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]*){0,2}):\s+")
EXCHANGE = re.compile(
    r"(?P<name>(?:(?:Mr|Mrs|Miss|Dr|Sir|Prof|Gen|Col|Capt)\.? )?[A-ZÀ-ÞА-Я][\w'’-]+(?: [A-ZÀ-ÞА-Я][\w'’-]+){0,2})"
    r"(?::\s+(?=[A-ZА-Я\"'])|\.?(?:--|[—–])\s?(?=[\"']))"  # *Miss Tell: Why?* or *Miss Tell--"Why?"*
)
_CONTRIBUTOR = re.compile(r"\((?P<name>[^()]{4,40}?)(?P<comments>['’]s comments? only)?\)$")
_TITLE = re.compile(r"^(?:Mr|Mrs|Miss|Dr|Sir|Prof|Gen|Col|Capt)\.? ")
_ANSWER = re.compile(r"(?:Yes|No|Certainly|That['’]s|Of course|Not at all|Indeed|Perhaps|Well|\w+, but)\b")
_TURN_LABEL = re.compile(r"(?P<name>[^:]{2,60}?)(?:\s\([^)]*\))?(?::|\.\s?[—–]|\.--)")
_EXAMINED_LABEL = re.compile(r"(?P<name>[^.:—–]{1,40}?)\s?(?:[.:—–]|--)")
_NOBODYS_TURN = frozenset("a answer ans q question".split())  # who answers is told above, if anywhere
_LEADS_ON = re.compile(r":[ —–-]*$")
_BETWEEN = ("footnote", "furniture", "caption", "citation", "signature", "dateline")
_ANNOUNCING = re.compile(
    r"(?:\b(?:spoke|said|answered|replied|continued|proceeded|began|resumed|wrote)\.|"
    r"\b(?:follow(?:s|ing)|thus|these words|this letter|these (?:lines|verses)|verses|stanza|song)\b[^.]*[.:]?)$"
)
_ADDRESSED = re.compile(
    r"\b(?:to|unto|upon|against|about)\s(?:(?:the|my|his|her|our|old|poor)\s)*(?:[A-ZÀ-Þ]\w+\.?\s)*$"
)
# A name that no list has, where its place tells that it is one: *Aldini, who*, *of Aldini:*, *Aldini's letter*.
_UNLISTED = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][a-zß-ÿ]{2,})(?:, (?:who|whose|whom)\b|"
    r"['’]s (?:words|letter|verses|lines|account|note|answer|reply))|"
    r"(?:\b(?:from|of|by) )(?P<name2>[A-ZÀ-Þ][a-zß-ÿ]{2,})(?=[:,])"
)
_QUESTION_WORDS = 40  # a paragraph that is a question and no longer is an interviewer's


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose words, by which rule, how sure, how they are set, reported by whom in which work."""

    voice: str
    rule: str
    state: str
    kind: str
    reporter: str = ""
    work: str = ""


class BaseVoices:
    """Decides who speaks each passage of one document."""

    def __init__(
        self,
        passages: Sequence[Passage],
        names: Sequence[Sequence[Name]],
        quotations: Sequence[Sequence[Quotation]],
        citations: Sequence[Sequence[tuple[int, int, Citation]]],
        marks: Sequence[Sequence[tuple[int, int]]],
        noted: Sequence[Sequence[Citation]],
        works: dict[str, Work],
        known: Sequence[KnownWork],
        speakers: Speakers,
    ) -> None:
        """Take the passages with what is in each, in clean offsets, and what the notes cite that its marks point to."""
        self.passages, self.names, self.quotations, self.citations = passages, names, quotations, citations
        self.marks, self.noted = marks, noted
        self._painted: dict[tuple[int, int], str] = {}
        self._elsewhere: dict[str, bool] = {}
        self.works, self.known, self.speakers = works, known, speakers
        self.sources = {
            p.block.group: c
            for i, p in enumerate(passages)
            if p.kind in ("citation", "source")
            for *_, c in citations[i][:1]
        }
        self.bylines = self._find_bylines()
        self.hands = Hands(passages, speakers)
        self.groups: dict[str, list[int]] = {}
        for i, p in enumerate(passages):
            self.groups.setdefault(p.block.group, []).append(i)

    def _find_bylines(self) -> dict[int, str]:
        """Give the passages that stand under a byline, and the headline right above it, with the name it tells.

        A document whose author corpus.toml names has one author, whatever its byline says.
        """
        if not self.speakers.is_unnamed:
            return {}
        told: dict[int, str] = {}
        name = ""
        for i, p in enumerate(self.passages):
            if p.block.rule == "byline":
                name = re.sub(r"^by\s+", "", p.clean.rstrip(". "), flags=re.IGNORECASE)
                name = name.title() if name.isupper() else name
                if i and self.passages[i - 1].kind in ("heading", "title"):
                    told[i - 1] = name
            if name:
                told[i] = name
        return told

    def decide(self, i: int) -> Decision | None:
        """Decide who speaks a passage."""
        passage = self.passages[i]
        kind = KINDS.get(passage.kind)
        if kind is None:
            return None
        rule = passage.block.rule
        if (
            rule in (INSET, VERSE, TURN, EXAMINED)
            or rule.startswith(SAID)
            or (rule == "block quotation" and self.hands.is_book)
        ):
            return self._printed_apart(i)
        if rule == "block quotation":
            return self._block_quotation(i)
        if passage.kind in ("extract", "chronology") and rule != "torn quotation":
            return self._extract(i)
        if kind == "comment":
            return self._comment(i)
        if passage.kind == "bullet" and (labelled := self._labelled(i)):
            return labelled
        kind = "prose" if rule == "torn quotation" else kind
        if (hand := self.hands.of.get(i)) is not None:
            return Decision(hand.voice, hand.rule, hand.state, kind)
        if (name := self.bylines.get(i)) is not None:
            return Decision(self.speakers.person(name), "byline above", "inferred", kind)
        return Decision(self.speakers.author, "the document's author", "certain", kind)

    def painted(self, i: int, depth: int = 1) -> str:
        """Give a passage with its names, quoted words and citations painted over."""
        if (i, depth) not in self._painted:
            cited = [*((s, e) for s, e, _ in self.citations[i]), *self.marks[i]]
            self._painted[i, depth] = paint(
                self.passages[i].clean, self.names[i], self.quotations[i], cited, depth=depth
            )
        return self._painted[i, depth]

    def announcement(self, i: int) -> Cue | None:
        """Find who is announced at the end of a passage."""
        if self.passages[i].kind in ("heading", "title"):
            return None
        return find_announcement(self.painted(i), self.names[i])

    def marked(self, name: str) -> str:
        """Give the voice that a file itself names; *the translator* is whom the title page says."""
        return self.hands.voice(name) if name.startswith("the ") else self.speakers.person(name)

    def label_voice(self, label: str, base: Decision) -> Decision:
        """Give the voice of a label in capitals: `FESK:`, `KADRAN, MATEI:`."""
        label = _TITLE.sub("", label)
        family, _, given = (label.title() if label.isupper() else label).partition(", ")
        if not given and (known := self.speakers.of_family(family)):
            return replace(base, voice=known[0].voice, rule="speaker label", state="certain")
        name = f"{family}, {given}" if given else family
        return replace(base, voice=self.speakers.person(name), rule="speaker label", state="certain")

    def is_turn(self, i: int) -> bool:
        """Say whether a paragraph is a turn of a printed exchange: a label opens it, and another one its neighbour.

        Who takes part is known, named elsewhere, or has a title; *Summary* and *Answer* have nothing of it.
        """
        if self.passages[i].kind not in ("paragraph", "extract"):
            return False
        here = EXCHANGE.match(self.passages[i].clean)
        near = [EXCHANGE.match(self.passages[j].clean) for j in (i - 1, i + 1) if 0 <= j < len(self.passages)]
        if here is None or not any(other and other["name"] != here["name"] for other in near):
            return False
        family = here["name"].split()[-1]
        return (
            " " in here["name"]
            or self.speakers.persons.find(family.title()) is not None
            or self._is_named_elsewhere(family)
        )

    def _is_named_elsewhere(self, family: str) -> bool:
        """Say whether a family name stands in a sentence; each is looked for once."""
        if family not in self._elsewhere:
            named = re.compile(rf"[\w,;] (?:{family}|{family.title()})\b(?!:)")
            self._elsewhere[family] = any(named.search(p.clean) for p in self.passages)
        return self._elsewhere[family]

    def _extract(self, i: int) -> Decision | None:
        passage = self.passages[i]
        citation = self.sources.get(passage.block.group)
        author = self.speakers.author
        if citation is None and passage.kind == "chronology":
            return None
        told = citation is not None and bool(citation.work) and bool(self.works[citation.work].authors)
        if not told and passage.block.rule == "epigraph" and (named := self._signed(passage.block.group)):
            return Decision(self.speakers.person(named), "source of an epigraph", "certain", "quotation", author)
        if citation is None or not told:
            return Decision(self.speakers.unidentified(), "extract with no source", "ambiguous", "quotation", author)
        work = self.works[citation.work]
        said = Decision(self.speakers.authors(work), "citation line below", "certain", "quotation", author, work.work)
        if passage.kind == "chronology":
            said = replace(said, state="inferred")  # dates in somebody's book are often its editor's
        if speaker := self._interviewed(work):
            if self._is_question(i):
                return replace(said, rule="interview book, a question", state="inferred")
            said = replace(said, voice=self.speakers.person(speaker), rule="interview book, person interviewed")
        first = self.groups[passage.block.group][0]
        if (match := _CONTRIBUTOR.match(self.passages[first].clean)) and is_person_name(match["name"]) and first < i:
            voice = self.speakers.person(match["name"])
            said = replace(said, voice=voice, rule="contributor named in brackets", state="inferred")
        return said

    def _signed(self, group: str) -> str:
        """Give the name under a motto that cites no work."""
        lines = (self.passages[j].clean.strip(" —–-.") for j in self.groups[group] if self.passages[j].kind == "source")
        return next((name for line in lines if is_person_name(name := clean_name(line))), "")

    def _interviewed(self, work: Work) -> str:
        family = fold(family_name(work.authors))
        return next(
            (
                k.speaker
                for k in self.known
                if k.speaker and same_title(k.title, work.title) and fold(family_name(k.authors)) == family
            ),
            "",
        )

    def _is_question(self, i: int) -> bool:
        """Say whether a paragraph of an interview is the interviewer's: a question, or what an answer follows."""
        text = self.passages[i].clean
        following = next((j for j in self.groups[self.passages[i].block.group] if j > i), None)
        if following is None or self.passages[following].kind == "citation" or len(text.split()) > _QUESTION_WORDS:
            return False
        return text.rstrip("\"'").endswith("?") or bool(_ANSWER.match(self.passages[following].clean))

    def _block_quotation(self, i: int) -> Decision:
        group = self.groups[self.passages[i].block.group]
        before = group[0] - 1
        inside = [c for j in group for *_, c in self.citations[j]] or [c for j in group for c in self.noted[j]]
        cited = inside[-1] if inside else next((c for *_, c in reversed(self.citations[before])), None)
        work = self.works.get(cited.work) if cited else None
        cue = self.announcement(before)
        author = self.speakers.author
        if cue and cue.name is not None and (cue.rule == "6" or not (work and work.authors)):
            state = "certain" if cue.rule == "6" else "inferred"
            voice = self.speakers.named(cue.name)
            return Decision(voice, "announced before", state, "quotation", author, work.work if work else "")
        if work and work.authors:
            voice = self.speakers.authors(work)
            return Decision(voice, "author of the pages cited", "inferred", "quotation", author, work.work)
        voice = self.speakers.unidentified()
        return Decision(voice, "block quotation, speaker not told", "ambiguous", "quotation", author)

    def _printed_apart(self, i: int) -> Decision:
        """Decide who speaks what a book prints apart: a letter or document set in, verse, a turn, what is marked up."""
        passage = self.passages[i]
        rule = passage.block.rule
        group = self.groups[passage.block.group]
        hand = self.hands.of.get(i)
        author = hand.voice if hand else self.speakers.author
        if rule.startswith(SAID):
            voice = self.marked(rule.removeprefix(SAID))
            kind = KINDS[passage.kind] or "quotation"
            return Decision(voice, "marked up: speaker", "certain", kind, "" if kind == "comment" else author)
        said = Decision(self.speakers.unidentified(), f"{rule}, speaker not told", "ambiguous", "quotation", author)
        if rule == TURN:
            match = _TURN_LABEL.match(self.passages[group[0]].clean)
            return self.label_voice(match["name"].rstrip("."), said) if match else said
        if rule == EXAMINED:
            match = _EXAMINED_LABEL.match(passage.clean)
            label = match["name"] if match else ""
            return said if not label or label.casefold() in _NOBODYS_TURN else self.label_voice(label, said)
        last = self.passages[group[-1]].clean.strip(' —–-._"“”')
        if len(group) > 1 and last and (last.isupper() or len(last.split()) < 4) and is_person_name(clean_name(last)):
            voice = self.speakers.person(clean_name(last))
            return replace(said, voice=voice, rule=f"{rule}, signed", state="certain")
        if len(group) > 1 and last.isupper() and len(last.split()) < 8 and is_body_name(last.title()):
            voice = self.speakers.person(
                re.sub(r"^The ", "", last.title().replace(" Of ", " of ").replace(" The ", " the "))
            )
            return replace(said, voice=voice, rule=f"{rule}, signed", state="certain")  # THE HARBOUR COMMITTEE
        before = next((j for j in range(group[0] - 1, -1, -1) if self.passages[j].kind not in _BETWEEN), None)
        if before and self.passages[before].kind == "heading" and _LEADS_ON.search(self.passages[before - 1].clean):
            before -= 1  # the document's own heading: *…, the following resolutions:* ¶ *IN COUNCIL.*
        if before is None or self.passages[before].kind in ("heading", "title"):
            return said
        lead = self.passages[before].clean.rstrip()
        cue = self.announcement(before) if lead.endswith((":", "—", "-", ",")) or _ANNOUNCING.search(lead) else None
        if cue is not None and cue.name is not None:
            state = "certain" if cue.rule == "6" else "inferred"
            return replace(said, voice=self.speakers.named(cue.name), rule=f"{rule}, announced before", state=state)
        is_body = cue is not None and cue.description is not None and cue.description.sort == "body"
        if (lead.endswith(":") or _ANNOUNCING.search(lead)) and not is_body and (name := self._only_person(before)):
            voice = self.speakers.person(name)
            return replace(said, voice=voice, rule=f"{rule}, only person before", state="inferred")
        cited = [c for j in group for *_, c in self.citations[j]] or [c for j in group for c in self.noted[j]]
        cited = cited or [c for *_, c in self.citations[before]]
        work = self.works.get(cited[-1].work) if cited else None
        if work and work.authors:
            voice = self.speakers.authors(work)
            return replace(said, voice=voice, rule="author of the pages cited", state="inferred", work=work.work)
        if cue is not None and cue.description is not None and cue.description.sort in ("person", "body"):
            voice = self.speakers.described(cue.description.label)
            return replace(said, voice=voice, rule="speaker described, not named", state="inferred")
        return said

    def _only_person(self, i: int) -> str:
        """Give the only person whom the last sentence of a passage names, or, where it says *his*, the passage."""
        text = self.passages[i].clean.rstrip()
        last = max((m.end() for m in re.finditer(r"(?<=[\w'\")][.!?])\s+(?=[A-ZÀ-Þ\"'])", text)), default=0)
        for start in (last, 0 if re.search(r"(?i)\b(?:he|his|she|her)\b", text[last:]) else last):
            people = {
                n.full or n.surface
                for n in self.names[i]
                if n.kind == "person" and n.start >= start and not _ADDRESSED.search(text[: n.start])
            }
            people = people or {
                name
                for m in _UNLISTED.finditer(text, start)
                if (name := m["name"] or m["name2"]).casefold() not in common_words() and name not in MONTHS
            }
            if len(people) == 1:
                return people.pop()
        return ""

    def _comment(self, i: int) -> Decision:
        group = self.groups[self.passages[i].block.group]
        signature = next((self.passages[j].clean for j in group if self.passages[j].kind == "signature"), "")
        if signature:
            return Decision(self.speakers.person(signature), "signature", "certain", "comment")
        return Decision(self.speakers.unidentified(), "comment without a signature", "ambiguous", "comment")

    def _labelled(self, i: int) -> Decision | None:
        """Find the person whose view a list item gives: the label above it.

        A label that names a person a second time, and items that address the reader, are the document's own again.
        """
        for j in range(i - 1, -1, -1):
            if self.passages[j].kind == "heading":
                return None
            if self.passages[j].kind == "label":
                label = _label_name(self.passages[j].clean)
                entry = self.speakers.persons.find(label) if label else None
                section = self.passages[j].block.section
                earlier = [p for p in self.passages[:j] if p.kind == "label" and p.block.section == section]
                addressed = any(re.search(r"\byour?\b", p.clean, re.IGNORECASE) for p in self.passages[j + 1 : i + 1])
                if entry is None or entry.kind != "person" or addressed:
                    return None
                if label in [_label_name(p.clean) for p in earlier]:
                    return None
                voice = self.speakers.person(label)
                return Decision(voice, "label above the list", "inferred", "list", self.speakers.author)
        return None


def is_contributor(text: str) -> bool:
    """Say whether a paragraph names, in brackets and alone, who wrote the extract that follows.

    >>> is_contributor("(Anna Tell)"), is_contributor("(an aside of some words)")
    (True, False)
    """
    match = _CONTRIBUTOR.match(text)
    return bool(match and (match["comments"] or is_person_name(match["name"])))


def _label_name(text: str) -> str:
    return re.sub(r"^[-–•*]\s*", "", text).rstrip(": ")
