"""Word lists that a historian can edit: works, frames, events, reporting verbs.

Owns reading them and laying a corpus's own lists over the general ones. In come CSV files, out come frozen entries. A
lexicon folder is named in corpus.toml: one beside it, or one that ships with dhkit (`russian_revolution`). The rows of
a later folder replace rows of the same key in an earlier one. The authority file is `authority`; matching in a text is
left to the steps that use the lists.

    >>> reporting_verbs()["noted"]
    'note'
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import iterparse

from dhkit.cells import free
from dhkit.documents import Corpus, CorpusError
from dhkit.text import fold

SHIPPED = Path(__file__).parent / "lexicons"


@dataclass(frozen=True, slots=True)
class KnownWork:
    """One work that the corpus's editor describes; `speaker` is the person interviewed in an interview book."""

    authors: str
    title: str
    year: str
    place: str
    publisher: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One descriptor: the frame it puts an event in, and how it usually values it."""

    lemma: str
    part: str
    frame: str
    polarity: int
    note: str


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One event that is characterised.

    `nouns` mean it by themselves (*the insurrection*), `cues` tell that it is in play, `called` are the framing nouns
    that may mean it where it is only near, `actors` the entities whose doing it was (another's revolt is
    another event), `objects` what it was done to: *the suppression of the councils* tells of the rule that did so.
    """

    entity: str
    nouns: tuple[str, ...]
    cues: tuple[str, ...]
    called: tuple[str, ...]
    actors: tuple[str, ...]
    objects: tuple[str, ...] = ()


_STRONG, _OPINION = 0.4, 0.5  # of 1: value and subjectivity of an adjective of the general lexicon


def lexicon_folders(corpus: Corpus) -> list[Path]:
    """Find the lexicon folders of a corpus, the general one first.

    Raises:
        CorpusError: if a named folder is neither beside corpus.toml nor shipped with dhkit.
    """
    folders = [SHIPPED]
    for name in corpus.lexicons:
        beside, shipped = corpus.folder / name, SHIPPED / name
        if not (beside.is_dir() or shipped.is_dir()):
            offered = ", ".join(sorted(p.name for p in SHIPPED.iterdir() if p.is_dir()))
            raise CorpusError(
                f"{corpus.folder / 'corpus.toml'}: lexicons names the lexicon folder {name!r}, which is not there. "
                f"Shipped with dhkit: {offered}; your own go beside corpus.toml."
            )
        folders.append(beside if beside.is_dir() else shipped)
    return folders


def list_rows(folders: Sequence[Path], file: str, needed: Sequence[str] = ()) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a list, folder by folder, each with the place where it stands (file and line).

    Raises:
        CorpusError: if a file is not utf-8, lacks a needed column, or has a key (the first needed column) twice.
    """
    for folder in folders:
        path = folder / file
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise CorpusError(
                f"{path}: byte {error.start} is not utf-8. Save the list as utf-8 (in a spreadsheet: CSV UTF-8)."
            ) from error
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if missing := [c for c in needed if c not in (reader.fieldnames or ())]:
            raise CorpusError(f"{path}: column {', '.join(missing)} is missing. Needed are {', '.join(needed)}.")
        seen: set[str] = set()
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            values = {k: free((v or "").strip()) for k, v in row.items() if k}
            if needed and values[needed[0]] in seen:
                raise CorpusError(f"{where}: {needed[0]} {values[needed[0]]!r} stands there twice. Join the two rows.")
            seen.add(values[needed[0]] if needed else "")
            yield where, values


def read_works(folders: Sequence[Path]) -> list[KnownWork]:
    """Read the editor's list of works, in file order."""
    fields = KnownWork.__dataclass_fields__
    return [KnownWork(**{f: row.get(f, "") for f in fields}) for _, row in list_rows(folders, "works.csv")]


def read_frames(folders: Sequence[Path]) -> dict[str, Frame]:
    """Read the frame lexicon: descriptor lemma → frame.

    Raises:
        CorpusError: naming file and line, if a polarity is not -1, 0 or 1.
    """
    frames: dict[str, Frame] = {}
    for where, row in list_rows(folders, "frames.csv", ("lemma", "part", "frame", "polarity")):
        if row["polarity"] not in ("-1", "0", "1"):
            raise CorpusError(f"{where}: polarity {row['polarity']!r} is not allowed; allowed are -1, 0 and 1.")
        frames[row["lemma"]] = Frame(row["lemma"], row["part"], row["frame"], int(row["polarity"]), row.get("note", ""))
    return frames


@cache
def frame_set() -> tuple[str, ...]:
    """List the frames that there are, as frame_set.csv defines them, in its order."""
    return tuple(row["frame"] for _, row in list_rows([SHIPPED], "frame_set.csv", ("frame",)))


def read_events(folders: Sequence[Path]) -> dict[str, KnownEvent]:
    """Read the list of events that are characterised: entity key → nouns and cues."""
    return {
        row["entity"]: KnownEvent(
            row["entity"],
            _split(row["nouns"]),
            _split(row["cues"]),
            _split(row.get("called", "")),
            _split(row.get("actors", "")),
            _split(row.get("objects", "").casefold()),
        )
        for _, row in list_rows(folders, "events.csv", ("entity", "nouns", "cues"))
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(t.strip() for t in text.split("|") if t.strip())


@cache
def general_adjectives() -> dict[str, Frame]:
    """Read the English adjectives that value, for descriptors that frames.csv lacks: adjective → frame "other".

    Those are taken whose senses all value alike and strongly: at least 0.4 of 1 away from neutral, and no less than
    half of it opinion. Where frames.csv has them too, 86 of 87 have the same sign.

    Source: the English lexicon of Pattern (De Smedt and Daelemans 2012, Journal of Machine Learning Research 13), as
        TextBlob ships it. It was made from reviews of products; a historian's *revolutionary* is not in it.

    >>> general_adjectives()["horrific"].polarity, "wooden" in general_adjectives()
    (-1, False)
    """
    spec = find_spec("textblob")  # not imported: that would load a whole toolkit for one file
    senses: dict[str, list[tuple[float, float]]] = {}
    for home in spec.submodule_search_locations or () if spec else ():
        for _, word in iterparse(Path(home) / "en" / "en-sentiment.xml"):
            if word.get("pos") == "JJ":
                values = float(word.get("polarity", 0)), float(word.get("subjectivity", 0))
                senses.setdefault(word.get("form", ""), []).append(values)
    strong = {
        form: min(v for v, _ in told) >= _STRONG or max(v for v, _ in told) <= -_STRONG
        for form, told in senses.items()
        if min(s for _, s in told) >= _OPINION
    }
    return {
        form: Frame(form, "adjective", "other", 1 if senses[form][0][0] > 0 else -1, "general")
        for form in sorted(senses)
        if strong.get(form)
    }


@cache
def reporting_verbs() -> dict[str, str]:
    """Read the verbs that introduce reported words: form → lemma."""
    return {
        form: row["lemma"]
        for _, row in list_rows([SHIPPED], "reporting.csv")
        if row["construction"] == "verb"
        for form in row["forms"].split("|")
    }


@cache
def weak_verbs() -> frozenset[str]:
    """List the forms of verbs that report words only where they touch the quotation (*ordered*, *published*)."""
    return frozenset(
        form
        for _, row in list_rows([SHIPPED], "reporting.csv")
        if row["construction"] == "verb" and row["note"].startswith("weak")
        for form in row["forms"].split("|")
    )


@cache
def speaker_nouns() -> dict[str, str]:
    """Read the nouns by which a speaker is described: noun → person, body, scholar or text."""
    return {row["noun"]: row["sort"] for _, row in list_rows([SHIPPED], "speakers.csv", ("noun", "sort"))}


@cache
def person_nouns() -> dict[str, str]:
    """Read the nouns for a person: noun → sex, "m" or "f", or nothing where it tells neither."""
    return {row["noun"]: row["sex"] for _, row in list_rows([SHIPPED], "person_nouns.csv", ("noun", "sex"))}


@cache
def name_words(role: str) -> dict[str, str]:
    """Read the words that tell what a name is: word → kind.

    Args:
        role: "head" for words that a name of some kind ends with (*Committee*), "alone" for capitalised words that are
            no name when they stand alone (*Government*), "short form" for those that stand for a body named before,
            "in no person" for those that no person's name holds, "assembly" for what an ordinal numbers, "title" for
            what stands before a name and is no part of it (its kind is "person" where only a person's can follow),
            "own body" for those that are a body's whole name where the document names no longer one (*the Convention*),
            "first" for those that a name of some kind begins with (*Fort Velm*), "former" for what makes a regime
            another than the present, "event of" for what, with *of* or *to* and a name or date behind it, names an
            event (*the fall of Velm*).
    """
    rows = list_rows([SHIPPED], "name_words.csv")
    return {row["word"]: row["kind"] for _, row in rows if row["role"] == role}


@cache
def reporting_phrases() -> tuple[str, ...]:
    """Read the phrases that introduce reported words ("according to X"), longest first; X stands for the speaker."""
    phrases = {
        form
        for _, row in list_rows([SHIPPED], "reporting.csv")
        if row["construction"] == "phrase"
        for form in row["forms"].split("|")
    }
    return tuple(sorted(phrases, key=lambda p: (-len(p), p)))


@cache
def title_sexes() -> dict[str, str]:
    """Read the titles that tell whether a man or a woman bears them: title in small letters → "m" or "f"."""
    return {row["title"]: row["sex"] for _, row in list_rows([SHIPPED], "title_sexes.csv", ("title", "sex"))}


@cache
def forms_of_address(sex: str) -> tuple[str, ...]:
    """Read the titles that anybody of a sex may bear, with a capital: *Mrs*, not *Queen*."""
    rows = list_rows([SHIPPED], "title_sexes.csv", ("title", "sex"))
    return tuple(row["title"].capitalize() for _, row in rows if (row["sex"], row["use"]) == (sex, "address"))


@cache
def given_name_sexes() -> dict[str, str]:
    """Read the given names and whose they are, "m" or "f"; those that men and women bear are left out."""
    sexes: defaultdict[str, set[str]] = defaultdict(set)
    for _, row in list_rows([SHIPPED], "western_given_names.csv", ("name", "sex")):
        sexes[fold(row["name"])].add(row["sex"])
    for _, row in list_rows([SHIPPED], "given_names.csv", ("name", "forms", "sex")):
        for form in (row["name"], *filter(None, row["forms"].split("|"))):
            sexes[fold(form)].add(row["sex"])
    return {name: min(told) for name, told in sexes.items() if len(told) == 1}


@cache
def common_words() -> frozenset[str]:
    """Read the words that ordinary English prose writes in lower case."""
    return frozenset(row["word"] for _, row in list_rows([SHIPPED], "common_words.csv", ("word",)))


@cache
def title_words() -> dict[str, str]:
    """Read the words with which titles of old books begin, folded, and their kind: "title" or "periodical"."""
    return {fold(row["word"]): row["kind"] for _, row in list_rows([SHIPPED], "title_words.csv", ("word", "kind"))}
