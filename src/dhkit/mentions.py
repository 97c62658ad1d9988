"""Mentions: who and what is named where.

Owns `Mention`s. In come passages, their parsed text and the utterances; out come mentions in document
order, each inside one utterance. Names of the authority file come first and longest names win; two people of one name
are never merged in silence. Counting the things named is `entities`.

Rules:
    1. authority: a name of the authority file, without its article; a surname next to another capitalised word that is
       no title is somebody else's and is left out; *name form* where the form is not listed but follows by rule
       (`name_forms`)
    2. assembly: an ordinal and *Congress*, *Conference*, *Plenum* (*Fifth Congress of Weavers*)
    3. work: the title of a work that the document cites
    4. acronym: *ABC* after *Some Name (ABC)*, and wherever it stands later
    5. surname: the family name of a person whom the document names in full
    6. short form: a capitalised head word (*the Commissariat*, *the Soviet*) that ends the name of a body named before
    7. bare group: *Left*, *Right* for a group listed with its article (*the Left*), in mid-sentence
    8. unknown person: a given name and more, or a name next to a reporting verb, that the authority file does not know
    9. model: what the trained pipeline takes for a name (`model_names`), where nothing surer stands; *context* where
       it does not, and the words beside it tell (`name_clues`)
    10. event noun: a capitalised noun that means an event by itself (*the Revolution*; lexicons/events.csv), and a
       month that does (*after October*), where an event's name begins with it
    11. party: a listed group's name before *Party* or *party* is a body
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dhkit.author_names import bears_surname, family_name, invert_name
from dhkit.authority import Authority, needs_article
from dhkit.candidates import Found, join, may_stand
from dhkit.contained import Phrases
from dhkit.language import ASSEMBLY
from dhkit.lexicons import KnownEvent, given_name_sexes, name_words
from dhkit.model_names import ModelName, other_names
from dhkit.name_contexts import is_second_half, start_of_name
from dhkit.names import TITLES, Name
from dhkit.passages import Passage
from dhkit.persons import Persons, fullest_names
from dhkit.rows import Mention, Utterance, Work, span_key
from dhkit.short_forms import ShortForms
from dhkit.text import MONTHS, fold, slug
from dhkit.wives import WOMANS_TITLE, find_wives, is_titled_woman

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OBJECTS = frozenset("me us him her them you it".split())
_INITIAL_BEFORE = re.compile(r"[A-Z]\. $|\w [A-Z]\.$")


def find_mentions(
    passages: Sequence[Passage],
    docs: Sequence[Doc],
    names: Sequence[Sequence[Name]],
    utterances: Sequence[Utterance],
    works: Sequence[Work],
    *,
    authority: Mapping[str, Authority],
    events: Mapping[str, KnownEvent],
    persons: Persons,
    model: Sequence[Sequence[ModelName]],
) -> tuple[list[Mention], dict[str, Authority]]:
    """Find the names in the utterances of one document.

    Args:
        passages: of the document, in order.
        docs: their parsed clean text.
        names: the names in each passage, unknown persons included.
        utterances: of the document; what is in none (citations, furniture) is not searched.
        works: that the document cites.
        authority: the authority file.
        events: the events that are characterised, with the nouns that mean them.
        persons: the authority file, indexed by name.
        model: what the trained pipeline takes for names in each passage.

    Returns:
        One `Mention` per name in one place, in document order; and the things named that the authority file lacks.
    """
    finder = _Finder(passages, docs, names, works, authority, events, persons, model)
    by_block: dict[str, list[Utterance]] = {}
    for u in utterances:
        by_block.setdefault(u.block, []).append(u)
    mentions: list[Mention] = []
    for i, passage in enumerate(passages):
        mentions += filter(None, (_mention(found, passage, by_block) for found in finder.find(i)))
    return sorted(mentions, key=lambda m: m.start), finder.new


def _mention(found: Found, passage: Passage, by_block: Mapping[str, Sequence[Utterance]]) -> Mention | None:
    pieces = passage.spans(found.start, found.end)
    block, span = max(pieces, key=lambda p: len(p[1]))  # a name cut by a note: its longer part
    utterance = next((u for u in by_block.get(block.block, ()) if u.start <= span.start < u.end), None)
    if (utterance is None and block.kind != "chronology") or (utterance is not None and span.end > utterance.end):
        return None
    surface = " ".join(passage.clean[found.start : found.end].split()[:12])
    return Mention(
        mention=span_key(block.document, span.start, span.end),
        document=block.document,
        utterance=utterance.utterance if utterance else "",
        start=span.start,
        end=span.end,
        surface=surface,
        kind=found.kind,
        entity=found.entity,
        rule=found.rule,
        score=found.score,
    )


class _Finder:
    """Finds the names of one document, remembering full names, acronyms and bodies named before."""

    def __init__(
        self,
        passages: Sequence[Passage],
        docs: Sequence[Doc],
        names: Sequence[Sequence[Name]],
        works: Sequence[Work],
        authority: Mapping[str, Authority],
        events: Mapping[str, KnownEvent],
        persons: Persons,
        model: Sequence[Sequence[ModelName]],
    ) -> None:
        self.passages, self.docs, self.names, self.authority, self.persons = passages, docs, names, authority, persons
        self.new: dict[str, Authority] = {}
        self.event_nouns = {n: e.entity for e in events.values() for n in e.nouns if re.fullmatch(r"\w+ [A-Z]\w+", n)}
        labels = {e: authority[e].label.split()[0] for e in events if e in authority}
        self.months = {
            m: next((e for e in sorted(labels, key=_revolutions_first) if labels[e] == m), "") for m in MONTHS
        }
        self.titles = Phrases(
            w.title for w in works if len(w.title.split()) >= 3 and sum(x[0].isupper() for x in w.title.split()) >= 2
        )
        self.named_works = {n: e for e in reversed(list(authority.values())) if e.kind == "work" for n in e.names}
        self.bare = {
            a.partition(" ")[2]: e
            for e in authority.values()
            if e.kind == "group"
            for a in e.names
            if needs_article(e, a)
        }
        self.listed = {name.replace("’", "'") for e in authority.values() for name in e.names}
        self.acronyms: dict[str, tuple[str, str]] = {}
        self.surnames: dict[str, str] = {}
        self.by_kind = {(e.kind, fold(name)): e for e in authority.values() for name in e.names}
        self.model = model
        self.groups = {n.surface for here in model for n in here if n.kind == "group"}
        self._read_ahead()
        texts = [p.clean for p in passages]
        self.wives = find_wives(texts)
        bodies = [e.id_ for doc in docs for e in doc.ents if e.label_ == "organisation" and e.id_ in authority]
        self.short_forms = ShortForms(texts, bodies, self._entry, lambda e: self.new.setdefault(e.entity, e))

    def _entry(self, key: str) -> Authority:
        return self.authority.get(key) or self.new[key]

    def _read_ahead(self) -> None:
        """Collect acronyms and full names of the whole document: a name may be told after its short form."""
        others = other_names(self.model)
        full = (n.surface for here in self.names for n in here if not n.entity and self._is_full(n))
        self.fullest = fullest_names(full)
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        givens: defaultdict[str, set[str]] = defaultdict(set)
        for i, doc in enumerate(self.docs):
            text = self.passages[i].clean
            for ent in doc.ents:
                match = re.match(r" \(([A-ZА-Я]{2,6})\)", text[ent.end_char :])
                if match and ent.id_ in self.authority:
                    self.acronyms[match[1]] = (ent.label_, ent.id_)
                if ent.label_ == "person" and " " in ent.text and ent.id_ in self.authority:
                    givens[ent.text.split()[0]].add(ent.id_)
                if ent.label_ == "person" and " " in ent.text and bears_surname(self.authority[ent.id_].label):
                    bearers[family_name(self.authority[ent.id_].label)].add(ent.id_)
            for name in self.names[i]:
                if not name.entity and self._is_full(name):
                    entry = self._new_person(name.surface)
                    givens[name.surface.split()[0]].add(entry.entity)
                    if family_name(entry.label) not in others and bears_surname(entry.label):
                        bearers[family_name(entry.label)].add(entry.entity)
        # A family name that two persons of the document bear is neither's by itself.
        self.surnames = {family: min(who) for family, who in bearers.items() if len(who) == 1}
        self.givens = {given: min(who) for given, who in givens.items() if len(who) == 1 and given not in bearers}
        self.phrases_of_surnames = Phrases((s for s in self.surnames if len(s) > 2), joints="-")
        self.phrases_of_acronyms = Phrases(self.acronyms)

    @staticmethod
    def _is_full(name: Name) -> bool:
        words = name.surface.replace("’", "'").split()
        if len(words) < 2 or name.surface.isupper() or not name_words("in no person").keys().isdisjoint(words):
            return False
        return all(re.fullmatch(r"[^\W\d_](?:\.|[\w'-]*[\w'])|[^\W\d_]{1,3}\.", w) for w in words)

    def _new_person(self, surface: str) -> Authority:
        surface = self.fullest.get(surface, surface)
        entry = self.persons.find(surface)
        if entry is not None and entry.kind == "person":
            return entry
        label = invert_name(re.sub(r"['’]s$", "", surface))
        key = slug(label)
        if key in self.authority and self.authority[key].kind != "person":
            key = f"person-{key}"
        return self.new.setdefault(key, Authority(key, label, "person", family_name(label), (), "", ""))

    def find(self, i: int) -> list[Found]:
        """Find the names of a passage: of overlapping candidates the longest, of equal ones the surest."""
        text = self.passages[i].clean
        candidates = [
            *self._authority(i),
            *self._works(text),
            *self._acronyms(text),
            *self._bare(text),
            *self._surnames(text, [n for n in self.model[i] if n.kind == "person" and self._is_other(n)]),
            *self._unknown(i),
            *self._event_nouns(text),
        ]
        model = [f for f in self._model(i) if may_stand(f, candidates)]
        # A head word alone (*the Commissariat*) is first held to the bodies named before.
        heads = [f for f in model if " " not in f.label and f.label in name_words("head")]
        candidates += [f for f in model if f not in heads]
        taken = join([], sorted(candidates, key=lambda f: (-(f.end - f.start), -f.score, f.start)))
        taken = join(taken, self.short_forms.find(text, sorted(taken, key=lambda f: f.start)))
        taken = join(taken, heads)
        return sorted((self._whole(text, f) if f.kind == "person" else f for f in taken), key=lambda f: f.start)

    def _whole(self, text: str, found: Found) -> Found:
        """Take the particle behind a title into a person's name, and tell a wife from her husband."""
        family = text[found.start : found.end].rpartition(" ")[2]
        start = start_of_name(text, found.start)
        if family in self.wives and is_titled_woman(text, start):
            entry = self._new_person(f"Madame {family}")
            return replace(found, start=start, entity=entry.entity, label=entry.label)
        return replace(found, start=start)

    def _authority(self, i: int) -> Iterator[Found]:
        doc = self.docs[i]
        text = doc.text
        for ent in doc.ents:
            start, end = ent.start_char, ent.end_char
            if ent.id_ == ASSEMBLY:
                yield self._assembly(ent.text, start, end)
                continue
            entry = self.authority[ent.id_]
            if entry.kind == "place" and is_second_half(text, start) and doc[max(0, ent.start - 2)].ent_type_ == "":
                continue  # *Voss-Velm* is a person
            if entry.kind == "person" and (title := WOMANS_TITLE.match(ent.text)):
                start += title.end()
            if match := re.match(r"the ", ent.text):
                start += match.end()
            if (
                entry.kind == "person"
                and " " not in ent.text
                and self._is_somebody_else(doc, ent.start, ent.end, entry)
            ):
                continue
            rule, score = ("authority", 1.0) if self._is_listed(ent.text) else ("name form", 0.95)
            if entry.kind == "group" and (party := re.match(r" [Pp]arty\b", text[end : end + 7])):
                yield self._party(text[start:end], start, end + party.end())
            yield Found(start, end, entry.kind, entry.entity, entry.label, rule, score)

    def _is_listed(self, name: str) -> bool:
        """Say whether the authority file lists a form; capitals stand for it in headings."""
        return name in self.listed or name.isupper()

    def _party(self, group: str, start: int, end: int) -> Found:
        label = f"{group[:1].upper()}{group[1:]} Party"
        key = slug(f"organisation {label}")
        entry = self.by_kind.get(("organisation", fold(label))) or self.new.setdefault(
            key, Authority(key, label, "organisation", "", (label,), "", "")
        )
        return Found(start, end, entry.kind, entry.entity, entry.label, "party", 0.8)

    def _assembly(self, surface: str, start: int, end: int) -> Found:
        label = " ".join(w if w in ("of", "the") else w[:1].upper() + w[1:] for w in surface.split())
        known = next((e for e in self.authority.values() if label in e.names), None)
        entry = known or self.new.setdefault(slug(label), Authority(slug(label), label, "event", "", (), "", ""))
        return Found(start, end, entry.kind, entry.entity, entry.label, "assembly", 0.9)

    def _is_somebody_else(self, doc: Doc, start: int, end: int, entry: Authority) -> bool:
        """Say whether a surname stands beside a capitalised word that makes it another person's name."""
        after = doc[end] if end < len(doc) else None
        if doc[start].is_sent_start and after is not None and after.lower_ in _OBJECTS:
            return True  # *Tell me*: a verb, not a name
        before = doc[start - 1] if start else None
        if before is None or not before.text[:1].isupper() or before.is_stop or before.ent_type_:
            return False
        opens = before.is_sent_start or before.i == 0 or doc[before.i - 1].is_punct
        if (opens and before.text not in self.persons.given_names) or before.text.rstrip(".") in TITLES:
            return False  # any word has a capital there: only a given name tells
        given = entry.label.partition(", ")[2].split()
        if any(
            (before.text.rstrip(".")[0] == g[0] and len(before.text.rstrip(".")) == 1) or before.text == g
            for g in given
        ):
            return False
        return bool(re.fullmatch(r"[A-Z](?:\.|[a-z]+)", before.text))

    def _works(self, text: str) -> Iterator[Found]:
        for start, end, title in self.titles.find(text):
            key = slug(f"work {title}")
            known = self.named_works.get(title)
            entry = known or self.new.setdefault(key, Authority(key, title, "work", "", (), "", ""))
            yield Found(start, end, "work", entry.entity, entry.label, "work", 0.9)

    def _acronyms(self, text: str) -> Iterator[Found]:
        for start, end, acronym in self.phrases_of_acronyms.find(text):
            kind, entity = self.acronyms[acronym]
            yield Found(start, end, kind, entity, self.authority[entity].label, "acronym", 0.9)

    def _is_other(self, name: ModelName) -> bool:
        """Say whether a full name is not that of the one person known by its family name."""
        family = name.surface.split()[-1]
        return " " in name.surface and self._new_person(name.surface).entity != self.surnames.get(family)

    def _surnames(self, text: str, relatives: Sequence[ModelName]) -> Iterator[Found]:
        for start, end, surname in self.phrases_of_surnames.find(text):
            if _INITIAL_BEFORE.search(text[max(0, start - 4) : start]):
                continue
            entity = self.surnames[surname]
            if not any(n.start < start and end == n.end for n in relatives):
                yield Found(start, end, "person", entity, self._entry(entity).label, "surname", 0.8)

    def _bare(self, text: str) -> Iterator[Found]:
        for word, entry in self.bare.items():
            for match in re.finditer(
                rf"(?<=[\w,(\"'] ){word}\b|(?<=^The ){word}\b|(?<=\(){word}\b|(?<=\"){word}\b", text
            ):
                if not re.match(r" [A-Z]| wing|-", text[match.end() :]) and not re.search(
                    r"[.!?]\s$", text[: match.start()]
                ):
                    yield Found(match.start(), match.end(), entry.kind, entry.entity, entry.label, "bare group", 0.7)

    def _event_nouns(self, text: str) -> Iterator[Found]:
        for noun, entity in self.event_nouns.items():
            article, _, head = noun.partition(" ")
            for match in re.finditer(rf"\b(?i:{article}) (?P<head>{re.escape(head)})\b(?!\?|['’]?\w| of)", text):
                label = self.authority[entity].label
                yield Found(match.start("head"), match.end("head"), "event", entity, label, "event noun", 0.7)
        for month, entity in self.months.items():
            if entity:
                pattern = rf"\b(?i:after|since|before) (?P<month>{month})\b(?!\s+\d|\s*,\s*\d|['’])"
                for match in re.finditer(pattern, text):
                    label = self.authority[entity].label
                    yield Found(match.start("month"), match.end("month"), "event", entity, label, "event noun", 0.6)

    def _unknown(self, i: int) -> Iterator[Found]:
        for name in self.names[i]:
            if name.entity or name.full or not self._is_full(name):
                continue
            surface = re.sub(r"['’]s?$", "", name.surface)
            entry = self._new_person(surface)
            yield Found(
                name.start, name.start + len(surface), "person", entry.entity, entry.label, "unknown person", 0.5
            )

    def _model(self, i: int) -> Iterator[Found]:
        """Take the model's names, where no rule found one."""
        for name in self.model[i]:
            entry, rule = self._entry_of(name), "model" if name.seen else "context"
            yield Found(name.start, name.end, entry.kind, entry.entity, entry.label, rule, min(name.score, 0.9))

    def _entry_of(self, name: ModelName) -> Authority:
        if name.kind == "person":
            if " " not in name.surface and name.surface in self.surnames:
                return self._entry(self.surnames[name.surface])
            if name.surface in self.givens and name.surface.casefold() in given_name_sexes():
                return self._entry(self.givens[name.surface])
            return self._new_person(name.surface)
        label = name.surface
        if name.kind == "group" and f"{label}s" in self.groups:
            label = f"{label}s"  # *Spinnerist* and *Spinnerists* are one
        listed = self.by_kind.get((name.kind, fold(label)))
        if listed is not None:
            return listed
        key = slug(f"{name.kind} {label}")
        if key in self.new and self.new[key].kind != name.kind:
            key = f"{key}-{name.kind}"  # *Francis Place* is a person
        return self.new.setdefault(key, Authority(key, label, name.kind, "", (label,), "", ""))


def _revolutions_first(entity: str) -> tuple[bool, str]:
    """Order events so that of two named after one month the revolution comes first."""
    return (not entity.endswith("revolution"), entity)
