"""Proposals: what a file is, as its own pages tell, for a person to confirm.

Owns the guessing of title, author, year, language and layout profile, each with its reason and the place it was read
from. In comes a `Reading`, out comes a `Proposal`. What the text says of itself (an edition's head, a title page, a
byline) goes before what the file's properties say, which are often of whoever made the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dhkit.author_names import invert_name, is_person_name
from dhkit.extract_rules import is_citation_line
from dhkit.paragraphs import is_wrapped
from dhkit.readings import Reading
from dhkit.text import fold
from dhkit.title_pages import (
    clean_name,
    find_introduction,
    first_name_first,
    join_title,
    read_title_page,
    read_year,
    strip_titles,
)  # fmt: skip

_HEAD = 6000  # code points at the beginning in which a title page stands
_YEAR = re.compile(r"\b(1[5-9]\d\d|20[0-3]\d)\b")
_COMMON = {
    "en": "the of and to in that was his with which", "fr": "le la les de des et que qui dans est",
    "de": "der die das und den nicht von ist mit dem", "it": "il la che di e un per non del della",
    "es": "el la de que los en del las por con", "ru": "и в не на что с как он его по",
}  # fmt: skip
_TURN = re.compile(
    r"(?:(?:Mr|Mrs|Miss|Dr|Sir|M|Mme|Gen|Col|Citizen|The|THE)\.? )?[A-ZÀ-ÞА-Я][\w.’'-]*(?: [A-ZÀ-ÞА-Я][\w.’'-]*){0,3}"
    r"(?: \([^)]{1,60}\))?(?::|\.\s?[—–]|\.--)\s+\S"
)
_CHAPTER = re.compile(r"(?:CHAPTER|Chapter|BOOK|PART)\s+(?:[IVXLC]+|\d+|THE [A-Z]+|[A-Z]+)\b[^a-z]*")
_NOBODY = ("various", "anonymous", "unknown", "anon", "several hands")
_EDITION = re.compile(r"PROJECT GUTENBERG|Digitized by (?:the Internet Archive|Google)|Full text of \"", re.IGNORECASE)


_BYLINE = re.compile(
    r"(?:(?:(?:written |compiled |related |told )?[Bb]y|(?:WRITTEN |COMPILED )?BY|von|par|di|[Вв]):?\s+|"
    r"(?i:from|after) the (?i:\w+ )(?i:of)\s+)(.{4,60}?)\.?"
)
_OF_SUBJECT = re.compile(
    r"(?i:(?:the )?(?:memoirs?|autobiography|recollections|reminiscences|life|letters|journal|diary|confessions)\b"
    r"[^.]{0,20}? of) (.{4,60}?)[,.:]? (?i:written |told |related )?(?i:by)\b"
)
_OTHER_HAND = re.compile(
    r"(?i)(?:translated|edited|with\b|introduc|preface|notes|annotated|illustrated|revised|abridged)"
)
_NO_TITLE = re.compile(
    r"(?i)(?:(?:table of )?contents|cover|title ?page|half ?title|copyright|dedication|preface|foreword|introduction|"
    r"(?:translator|editor|author|publisher|transcriber).?s |list of |errata|chapter\b|part\b|"
    r"book [ivx\d]|volume\b|[ivx]+\.?$)"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """One guess: the value, why, and how far the evidence goes (0 to 1)."""

    value: str
    reason: str
    weight: float = 0.5


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be: a guess for each field of corpus.toml that could be guessed."""

    guesses: dict[str, Guess] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Give the value proposed for a field, empty if there is none."""
        return self.guesses[name].value if name in self.guesses else ""


def propose(reading: Reading) -> Proposal:
    """Propose what corpus.toml should say of a file."""
    guesses: dict[str, Guess] = {}
    head = reading.text[:_HEAD]
    for name, label in (("title", "Title"), ("author", "Author"), ("translator", "Translator"), ("editor", "Editor")):
        if match := re.search(rf"(?m)^\s*{label}:\s*(\S.*)$", head):
            value = match[1].strip() if name == "title" else re.sub(r",? \d{4}(?:[-–]\d{4})?$", "", match[1].strip())
            if name == "title" or value.casefold().strip(" .") not in _NOBODY:
                guesses[name] = Guess(value, f"{_line(head, match.start())}: {_cut(match.group())}", 0.9)
    hands = read_title_page(head)
    for name in ("translator", "editor"):
        if hands.get(name):
            guesses.setdefault(name, Guess(hands[name], "title page", 0.7))
    own = f"the file's own properties ({reading.format})"
    if _is_printed(reading.told.get("title", ""), head):
        guesses.setdefault("title", Guess(reading.told["title"], f"{own}, and printed on its first pages", 0.8))
    _from_title_page(reading, head, guesses)
    if (writer := hands.get("introduction")) and (found := find_introduction(reading.text)):
        heading, at = found
        written = writer if writer.startswith("the ") else invert_name(writer)
        why = f"title page; its heading is {_line(reading.text, at)}"
        guesses["introduction"] = Guess(f"{heading} = {written}", why, 0.6)
    for name, value in reading.told.items():
        guesses.setdefault(name, Guess(value, f"{own}; confirm it", 0.4))
    if "author" in guesses and "," not in guesses["author"].value:
        old = guesses["author"]
        name = strip_titles(clean_name(old.value))
        guesses["author"] = Guess(invert_name(name or old.value), old.reason, old.weight)
    guesses["language"] = propose_language(reading.text)
    guesses["layout"] = propose_profile(reading)
    return Proposal(guesses)


def _is_printed(told: str, head: str) -> bool:
    return bool(told) and f" {fold(told)} " in f" {fold(head)} "


def _from_title_page(reading: Reading, head: str, guesses: dict[str, Guess]) -> None:
    """Read title, author and year where a title page or the head of an article has them."""
    start = max((m.end() for m in re.finditer(r"\*\*\* ?START OF.*", head)), default=0)
    lines = [
        (m.start(), m.group().strip(" _*"))
        for m in re.finditer(r"[^\n]+", head)
        if m.start() >= start and m.group().strip()
    ][:40]
    before = role = ""
    for i, (at, line) in enumerate(lines):
        match = _BYLINE.fullmatch(line)
        name = clean_name(match[1]) if match else clean_name(line) if before in ("BY", "By", "by") else ""
        if re.fullmatch(r"(?i)(?:him|her|them)sel(?:f|ves)", name):  # MEMOIRS OF N, WRITTEN BY HIMSELF
            subject = _OF_SUBJECT.match(" ".join(n for _, n in lines[: i + 1]))
            name = clean_name(subject[1]) if subject else ""
        if name and is_person_name(name) and "author" not in guesses and not _OTHER_HAND.match(role):
            guesses["author"] = Guess(name, f"{_line(head, at)}: {_cut(line)}", 0.8)
        role = line if line.strip(" .:_").casefold() != "by" else role
        before = line.strip(" .:_")
        titled = "title" in guesses and fold(line.strip(" .")) in fold(guesses["title"].value)
        if not titled and (year := read_year(line)):  # *The Year 1789* is no imprint
            guesses.setdefault("year", Guess(year, f"{_line(head, at)}: {_cut(line)}", 0.7))
    if "title" not in guesses:
        marked = next(
            (
                m
                for m in reading.marks
                if m.kind in ("title", "heading") and not _NO_TITLE.match(reading.text[m.start : m.end].strip())
            ),
            None,
        )
        if marked is not None:
            words = " ".join(reading.text[marked.start : marked.end].split())
            guesses["title"] = Guess(_cut(words, 160), f"first heading, {_line(reading.text, marked.start)}", 0.7)
        elif (printed := join_title(head, [(a, n) for a, n in lines if not _EDITION.match(n)])) is not None and not (
            printed[2] and " " in reading.told.get("title", "")  # a headline, and the file knows better
        ):
            guesses["title"] = Guess(printed[1], f"first line, {_line(head, printed[0])}", 0.5)
    if "author" not in guesses and _is_printed(first_name_first(reading.told.get("author", "")), head):
        own = f"the file's own properties ({reading.format}), and printed on its first pages"
        guesses["author"] = Guess(reading.told["author"], own, 0.6)
    elif "author" not in guesses and (alone := _name_above_imprint(lines)) is not None:
        at, line = alone
        guesses["author"] = Guess(clean_name(line), f"{_line(head, at)}: a name above the imprint", 0.4)
    if "title" in guesses and guesses["title"].value.isupper():
        old = guesses["title"]
        guesses["title"] = Guess(_title_case(old.value), old.reason, old.weight)


def _name_above_imprint(lines: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    """Find a line that is a name and nothing else, below the title and right above place and year."""
    for (at, line), (_, below) in list(pairwise(lines))[1:8]:
        if read_year(below) and 1 < len(line.split()) < 5 and is_person_name(clean_name(line)):
            return at, line
    return None


def propose_language(text: str) -> Guess:
    """Propose a language by its commonest words.

    >>> propose_language("The ferry was late, and the lamps of the quay went out.").value
    'en'
    """
    words = re.findall(r"[^\W\d_]+", text[:200_000].casefold())
    counts = Counter(words)
    scores = {lang: sum(counts[w] for w in common.split()) for lang, common in _COMMON.items()}
    best = max(scores, key=lambda lang: (scores[lang], lang == "en"))
    return Guess(best, f"{scores[best]} of its commonest words among {len(words)}")


def propose_profile(reading: Reading) -> Guess:
    """Propose the layout profile that fits best, with what was counted.

    >>> propose_profile(Reading("ANNA: No.\\n\\nPAVEL: Yes.\\n\\nANNA: Why?\\n\\nPAVEL: So.\\n", "text", "utf-8")).value
    'transcript'
    """
    if reading.format == "table":
        return Guess("quotations", "it is a table", 1.0)
    text = reading.text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    blocks = [b for b in re.split(r"\n\s*\n", text) if b.strip()]
    n = max(1, len(blocks))
    speakers = Counter(m.group().split(":")[0] for b in blocks if (m := _TURN.match(b.strip())))
    turns = sum(c for c in speakers.values() if c > 1)
    if turns >= 4 and turns * 4 > n:
        return Guess(
            "transcript", f"{turns} of {n} blocks begin with a speaker's name that comes again", min(1, 2 * turns / n)
        )
    cited = sum(is_citation_line(line) for line in lines)
    if cited >= 5 and cited * 12 > len(lines):
        return Guess("compilation", f"{cited} of {len(lines)} lines are citation lines", min(1, 6 * cited / len(lines)))
    bullets = sum(bool(re.match(r"[-–—•*·]\s", line)) for line in lines)
    if bullets * 5 > len(lines) * 2:
        return Guess("notes", f"{bullets} of {len(lines)} lines are list items", bullets / len(lines))
    chapters = sum(bool(_CHAPTER.fullmatch(line)) for line in lines)
    words = len(text.split())
    if _EDITION.search(text[:20_000]) or chapters >= 2 or words > 40_000:
        why = [f"{chapters} chapter headings"] if chapters else []
        why += ["the head of an edition on the net"] if _EDITION.search(text[:20_000]) else []
        weight = 0.9 if chapters >= 2 or _EDITION.search(text[:20_000]) else 0.6
        return Guess("book", ", ".join([*why, f"{words:,} words"]), weight)
    if re.search(r"(?im)^(?:key ?words|ключевые слова)\s*:", text):
        return Guess("article", "it has keywords", 0.9)
    parts = sum(
        bool(re.fullmatch(r"(?:[A-Z’']+ )?(?:PREFACE|INTRODUCTION|FOREWORD|CONTENTS|APPENDIX)", x)) for x in lines
    )
    if reading.format in ("epub", "tei") or parts:
        return Guess("book", f"{parts} prefaces or the like" if parts else f"it is {reading.format.upper()}", 0.6)
    hands = read_title_page(text[:_HEAD])
    if hands or chapters:
        told = f"a title page that names its {' and '.join(hands)}" if hands else "a chapter heading"
        return Guess("book", told, 0.6)
    if is_wrapped(text) or sum(40 < len(line) < 100 for line in lines) * 3 > 2 * len(lines):
        return Guess("book", "its lines are wrapped as in print", 0.4)
    return Guess("essay", "running text, one line a paragraph, and nothing that tells another", 0.3)


def _title_case(text: str) -> str:
    small = "a an the of and in on to by for from with at".split()
    words = [w if w in small else w[:1].upper() + w[1:] for w in text.lower().split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _line(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def _cut(text: str, width: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
