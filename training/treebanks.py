"""The treebanks as spaCy documents: one reader a format.

Each reader yields `Doc`s of one paragraph or a few sentences (220 tokens at most), with what the treebank tells: tags,
features, lemmas, heads, names. What it does not tell is marked as missing, so that a training leaves it out. Train,
development and test parts keep to the treebanks' own documents: no document is in two parts.
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import unescape

import conllu
import spacy
from name_labels import GROUPS, Found, bare, settle
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

NLP = spacy.blank("en")
LONGEST = 220
Sentence = conllu.TokenList
_KEPT = frozenset(
    "nsubj:pass nsubj:outer csubj:pass csubj:outer aux:pass acl:relcl advcl:relcl nmod:poss nmod:desc nmod:unmarked "
    "obl:unmarked obl:agent compound:prt cc:preconj det:predet".split()
)
_NO_SPACE_BEFORE = frozenset(". , ; : ? ! ) ] } ’ ” '' 's 're 've 'll 'd 'm n't ’s ’re ’ve ’ll ’d ’m n’t % …".split())
_NO_SPACE_AFTER = frozenset("( [ { “ ‘ `` $ £ #".split())


# ---- documents -------------------------------------------------------------------------------------------------------
def curly(words: Sequence[str]) -> list[str]:
    """Print straight marks as books do: half of our users' texts have them so."""
    opening, printed = True, []
    for word in words:
        if word in ('"', "``", "''"):
            printed.append("“" if opening else "”")
            opening = not opening
        else:
            printed.append(word.replace("'", "’"))
    return printed


def mark(doc: Doc, names: Iterable[Found] | None) -> Doc:
    """Set the names of a document: found ones, missing ones, and outside where nothing stands; None: all missing."""
    if names is None:
        doc.set_ents([], default="missing")
        return doc
    names = list(names)
    sure = filter_spans([Span(doc, n.start, n.end, label=n.label) for n in names if n.label])
    taken = {i for span in sure for i in range(span.start, span.end)}
    missing = {i for n in names if not n.label for i in range(n.start, n.end)} - taken
    doc.set_ents(sure, missing=[Span(doc, i, i + 1) for i in sorted(missing)], default="outside")
    return doc


def from_words(words: Sequence[str], names: Iterable[Found], starts: Sequence[bool] | None, random: Random) -> Doc:
    """Make a document from bare tokens; where white space stood is guessed, a fifth is printed with curly marks."""
    printed = curly(words) if random.random() < 0.2 else list(words)
    return mark(Doc(NLP.vocab, words=printed, spaces=_spaces(words), sent_starts=starts), names)


def _spaces(words: Sequence[str]) -> list[bool]:
    spaces, quoted = [True] * len(words), False
    for i, word in enumerate(words):
        if (i + 1 < len(words) and words[i + 1] in _NO_SPACE_BEFORE) or word in _NO_SPACE_AFTER:
            spaces[i] = False
        if word == '"':
            spaces[i if not quoted else max(i - 1, 0)] = False
            quoted = not quoted
        if word == "-" and 0 < i < len(words) - 1:
            spaces[i - 1] = spaces[i] = False
    return spaces


def lines(path: Path) -> Iterator[str]:
    """Read a gzipped text line by line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


# ---- CoNLL-U ---------------------------------------------------------------------------------------------------------
def read_conllu(path: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """Read documents as their sentences; multi-word tokens and empty nodes are taken out, spaces kept on the words."""
    name, sentences = "", []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for sentence in conllu.parse_incr(file):
            if "newdoc id" in sentence.metadata:
                if sentences:
                    yield name, sentences
                name, sentences = sentence.metadata["newdoc id"], []
            _space(sentence)
            sentences.append(sentence)
    yield name, sentences


def _space(sentence: Sentence) -> None:
    """Note on each word whether white space follows, and drop what is no word."""
    inside: dict[int, bool] = {}
    for token in sentence:
        if isinstance(token["id"], tuple) and token["id"][1] == "-":
            first, _, last = token["id"]
            inside.update(dict.fromkeys(range(first, last), False))
            inside[last] = _space_after(token)
    words = [t for t in sentence if isinstance(t["id"], int)]
    for token in words:
        token["space"] = inside.get(token["id"], _space_after(token))
        token["form"] = token["form"].replace(" ", "_")
    sentence[:] = words


def _space_after(token: Mapping[str, Any]) -> bool:
    return (token["misc"] or {}).get("SpaceAfter") != "No"


def chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences as paragraphs group them, within the longest length; single lines are joined to what follows."""
    held: list[Sentence] = []
    length = 0
    for sentence in sentences:
        paragraph = any(key.startswith("newpar") for key in sentence.metadata)
        if held and (length + len(sentence) > LONGEST or (paragraph and length > LONGEST / 2)):
            yield held
            held, length = [], 0
        held.append(sentence)
        length += len(sentence)
    if held:
        yield held


def to_doc(sentences: Sequence[Sentence], names: Iterable[Found] | None, *, marks: bool = False) -> Doc:
    """Make a document with every layer of a UD treebank."""
    words = [t["form"] for s in sentences for t in s]
    heads, starts, offset = [], [], 0
    for sentence in sentences:
        for t in sentence:
            heads.append(offset + (t["head"] or t["id"]) - 1)
            starts.append(t["id"] == 1)
        offset += len(sentence)
    tokens = [t for s in sentences for t in s]
    doc = Doc(
        NLP.vocab,
        words=curly(words) if marks else words,
        spaces=[t["space"] for t in tokens],
        tags=[t["xpos"] for t in tokens],
        pos=[t["upos"] for t in tokens],
        morphs=["|".join(f"{k}={v}" for k, v in (t["feats"] or {}).items()) for t in tokens],
        lemmas=[t["lemma"] for t in tokens],
        heads=heads,
        deps=["ROOT" if not t["head"] else _relation(t["deprel"]) for t in tokens],
        sent_starts=starts,
    )
    return mark(doc, names)


def _relation(label: str) -> str:
    return label if label in _KEPT else label.partition(":")[0]


def gum(path: Path, random: Random) -> Iterator[Doc]:
    """Read GUM, with names from its entities; conversations are left out (their licence is in doubt)."""
    for name, sentences in read_conllu(path):
        if "_conversation_" not in name:
            for part in chunks(sentences):
                yield to_doc(part, gum_names(part), marks=random.random() < 0.25)


def ud(path: Path, random: Random, names: Path | None = None) -> Iterator[Doc]:
    """Read a UD treebank; with Universal NER's file for it, the names too."""
    tagged = _universal_names(names) if names else {}
    for _, sentences in read_conllu(path):
        for part in chunks(sentences):
            yield to_doc(part, _aligned(part, tagged) if names else None, marks=not names and random.random() < 0.25)


def _universal_names(path: Path) -> dict[str, list[str]]:
    """Read Universal NER: the characters of a sentence → one tag a character (its sentences stand in another order)."""
    found: dict[str, list[str]] = {}
    for words, tags in _columns(path, word=1, tag=2):
        letters = [(c, tag) for w, tag in zip(words, tags, strict=True) for c in _spread(w, tag)]
        found["".join(words)] = [t for _, t in letters]
    return found


def _spread(word: str, tag: str) -> list[str]:
    return [tag if i == 0 or tag == "O" else f"I-{tag[2:]}" for i in range(len(word))]


def _columns(path: Path, *, word: int, tag: int) -> Iterator[tuple[list[str], list[str]]]:
    """Read sentences from a file of one token a line."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*lines(path), ""]:
        if line.startswith(("#", "-DOCSTART-")):
            continue
        fields = line.split("\t") if "\t" in line else line.split()
        if not fields:
            if words:
                yield words, tags
            words, tags = [], []
        else:
            words.append(fields[word].replace(" ", "_"))
            tags.append(fields[tag])
    if words:
        yield words, tags


def spans(tags: Sequence[str], labels: Mapping[str, str | None]) -> list[Found]:
    """Read BIO tags (or IO: an I after another kind opens a name too)."""
    found, i = [], 0
    while i < len(tags):
        kind = tags[i][2:]
        j = i + 1
        if not kind:
            i = j
            continue
        while j < len(tags) and tags[j] == f"I-{kind}":
            j += 1
        if kind in labels:
            found.append(Found(i, j, labels[kind]))
        i = j
    return found


_UNIVERSAL = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANISATION", "OTH": None, "MISC": None}


def _aligned(part: Sequence[Sentence], tagged: Mapping[str, list[str]]) -> list[Found]:
    tags: list[str] = []
    words: list[str] = []
    for sentence in part:
        letters = tagged.get("".join(t["form"] for t in sentence))
        at = 0
        for t in sentence:
            words.append(t["form"])
            tags.append(letters[at] if letters else "B-MISC")
            at += len(t["form"])
    names = settle(words, spans(tags, _UNIVERSAL))
    taken = {i for n in names for i in range(n.start, n.end)}
    tokens = [t for s in part for t in s]
    # Proper names that it leaves untagged may be events or works, which it does not have.
    rest = [Found(i, i + 1, None) for i, t in enumerate(tokens) if i not in taken and t["xpos"] in ("NNP", "NNPS")]
    return [*names, *rest]


# ---- GUM's entities --------------------------------------------------------------------------------------------------
_GUM = {"person": "PERSON", "place": "PLACE", "organization": "ORGANISATION", "event": "EVENT"}
_INNER = frozenset("of the and for & - – . 's ’s ' ’ de la von van du der in on to \"".split())


def gum_names(part: Sequence[Sentence]) -> list[Found]:
    """Find the named ones among GUM's nested entities, each cut down to its name.

    An entity is named if its syntactic head is a proper noun. The name is the head with what is flat, compound or
    capitalised on it; of a body, an event or a place also *of X*. Italics that are an object or abstract are a work.
    """
    words = [t["form"] for s in part for t in s]
    found: list[Found] = []
    offset = 0
    for sentence in part:
        italic = _italics(sentence)
        for kind, start, end in _entities(sentence):
            span = _named(sentence, kind, start, end, italic)
            if span:
                found.append(Found(offset + span.start, offset + span.end, span.label))
        offset += len(sentence)
    longest = filter_longest(found)
    names = settle(words, longest)
    taken = {i for n in names for i in range(n.start, n.end)}
    tokens = [t for s in part for t in s]
    loose = [
        Found(i, i + 1, None)
        for i, t in enumerate(tokens)
        if i not in taken and t["xpos"] == "JJ" and t["id"] > 1 and t["form"][:1].isupper() and not t["form"].isupper()
    ]
    return [*names, *loose]


def filter_longest(found: Iterable[Found]) -> list[Found]:
    """Keep the longest of nested names; of equals one with a label."""
    kept: list[Found] = []
    for name in sorted(found, key=lambda n: (-(n.end - n.start), n.label is None, n.start)):
        if all(name.end <= k.start or k.end <= name.start for k in kept):
            kept.append(name)
    return kept


def _entities(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Read the brackets of GUM's entity column: kind, first token, token after the last."""
    open_: list[tuple[str, str, int]] = []
    for i, token in enumerate(sentence):
        told = (token["misc"] or {}).get("Entity") or ""
        for opening, body, closing in re.findall(r"(\()?([^()]+)(\))?", told):
            fields = body.split("-")
            if opening:
                open_.append((fields[0], fields[1] if len(fields) > 1 else "", i))
            if closing:
                at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == fields[0]), None)
                if at is not None:
                    _, kind, start = open_.pop(at)
                    yield kind, start, i + 1


def _italics(sentence: Sentence) -> set[int]:
    inside, on = set(), False
    for i, token in enumerate(sentence):
        markup = (token["misc"] or {}).get("XML") or ""
        on = on or 'rend:::"italic"' in markup or "<title" in markup
        if on:
            inside.add(i)
        if "</hi>" in markup or "</title>" in markup:
            on = False
    return inside


def _named(sentence: Sentence, kind: str, start: int, end: int, italic: set[int]) -> Found | None:
    heads = [i for i in range(start, end) if not (start <= sentence[i]["head"] - 1 < end)]
    if not heads:
        return None
    head = heads[0]
    forms = [t["form"] for t in sentence]
    if kind in ("object", "abstract") and all(i in italic for i in range(start, end)):
        first, last = forms[start], forms[end - 1]
        titled = (end - start > 1 and last[:1].isupper()) or sentence[head]["xpos"].startswith("NNP")
        if first[:1].isupper() and titled and first not in GROUPS and sum(map(len, forms[start:end])) > 4:
            return Found(start, end, "WORK")
    if sentence[head]["upos"] != "PROPN" and sentence[head]["xpos"] not in ("NNP", "NNPS"):
        return None
    if kind in ("time", "animal", "plant", "substance"):
        return None
    left, right = _name_around(sentence, kind, head, start, end)
    label = _GUM.get(kind)
    if label == "PERSON":
        left, right = bare(forms, left, right, label)
        if left == right:
            return None
        if sentence[head]["xpos"] == "NNPS" or forms[head] in GROUPS:
            label = "GROUP"
    while left < right and (
        forms[left].lower() in ("the", "a", "an", "this", "that", "of") or not forms[left][0].isalnum()
    ):
        left += 1
    while right > left and forms[right - 1] in ("'s", "’s", "'", "’", ",", '"'):
        right -= 1
    return Found(left, right, label) if left < right else None


def _name_around(sentence: Sentence, kind: str, head: int, start: int, end: int) -> tuple[int, int]:
    """Grow the name from its head along the tree, then keep what hangs together."""
    below = defaultdict(list)
    for t in sentence:
        below[t["head"]].append(t)
    kept, todo = {head}, [sentence[head]]
    while todo:
        for child in below[todo.pop()["id"]]:
            i = child["id"] - 1
            if start <= i < end and i not in kept and _in_name(child, below[child["id"]], kind):
                kept.add(i)
                todo.append(child)
    inner = kept | {
        i
        for i in range(min(kept), max(kept) + 1)
        if sentence[i]["form"].lower() in _INNER or sentence[i]["xpos"] == "HYPH"
    }
    left, right = head, head + 1
    while left - 1 >= min(kept) and left - 1 in inner:
        left -= 1
    while right <= max(kept) and right in inner:
        right += 1
    return left, right


def _in_name(child: Mapping[str, Any], under: Sequence[Mapping[str, Any]], kind: str) -> bool:
    relation, base, proper = child["deprel"], child["deprel"].partition(":")[0], child["xpos"].startswith("NNP")
    capital = child["form"][:1].isupper() or child["form"][:1].isdigit()
    body = kind in ("organization", "event", "place")
    if base == "flat" or (base in ("compound", "goeswith") and (proper or capital)):
        return True
    if base in ("amod", "nummod") and (proper or (capital and kind == "event" and base == "nummod")):
        return True
    if base == "amod" and capital and body:
        return child["id"] > 1 and (child["form"] not in GROUPS or kind == "organization")
    if relation == "nmod:unmarked" and body and capital:
        return True
    if relation == "nmod:poss":
        return kind in ("organization", "event") and proper
    if base in ("nmod", "conj") and body and proper and relation != "nmod:desc":
        links = [t["form"].lower() for t in under if t["deprel"] in ("case", "cc")]
        return bool(links) and links[0] in ("of", "for", "and", "&") and not (kind == "place" and base == "conj")
    return False


# ---- corpora of names only -------------------------------------------------------------------------------------------
_CROSSNER: dict[str, str | None] = {
    **dict.fromkeys("politician person writer scientist musicalartist researcher".split(), "PERSON"),
    **dict.fromkeys("organisation politicalparty university magazine academicjournal band".split(), "ORGANISATION"),
    **dict.fromkeys("event election conference".split(), "EVENT"),
    **dict.fromkeys("country location".split(), "PLACE"),
    **dict.fromkeys("book poem song album".split(), "WORK"),
    **dict.fromkeys("misc astronomicalobject product".split()),
}


def crossner(path: Path, random: Random) -> Iterator[Doc]:
    """Read CrossNER; awards, fields, genres and the like are no names here."""
    for words, tags in _columns(path, word=0, tag=-1):
        yield _sentence(words, spans(tags, _CROSSNER), random)


def wikigold(path: Path, random: Random) -> Iterator[Doc]:
    """Read Wikigold."""
    for words, tags in _columns(path, word=0, tag=-1):
        yield _sentence(words, spans(tags, _UNIVERSAL), random)


def _sentence(words: Sequence[str], found: Iterable[Found], random: Random) -> Doc:
    return from_words(words, settle(words, found), [True] + [False] * (len(words) - 1), random)


def docred(path: Path, random: Random) -> Iterator[Doc]:
    """Read Re-DocRED: one abstract a document, nationalities typed as places there."""
    for entry in json.loads("\n".join(lines(path))):
        words: list[str] = []
        at: list[int] = []
        starts: list[bool] = []
        for sentence in entry["sents"]:
            at.append(len(words))
            starts += [i == 0 for i in range(len(sentence))]
            words += [w if w.strip() else "_" for w in sentence]
        found = [
            Found(at[m["sent_id"]] + m["pos"][0], at[m["sent_id"]] + m["pos"][1], _UNIVERSAL.get(m["type"]))
            for vertex in entry["vertexSet"]
            for m in vertex
            if m["type"] not in ("TIME", "NUM")
        ]
        yield from_words(words, settle(words, filter_longest(found)), starts, random)


_GROBID: dict[str, str | None] = {
    **dict.fromkeys("INSTITUTION ORGANISATION BUSINESS SPORT_TEAM MEDIA".split(), "ORGANISATION"),
    **dict.fromkeys("NATIONAL PERSON_TYPE".split(), "GROUP"),
    **dict.fromkeys("LOCATION INSTALLATION".split(), "PLACE"),
    "PERSON": "PERSON",
    "EVENT": "EVENT",
    "CREATION": "WORK",
}


def grobid(path: Path, _random: Random) -> Iterator[Doc]:
    """Read grobid-ner's paragraphs; its Reuters part is not in the folder."""
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            file = archive.extractfile(member) if member.name.endswith(".xml") else None
            if file is None:
                continue
            for paragraph in re.findall(r"<p\b[^>]*>(.*?)</p>", file.read().decode("utf-8"), re.DOTALL):
                doc = _grobid_paragraph(paragraph)
                if len(doc) > 3:
                    yield doc


def _grobid_paragraph(paragraph: str) -> Doc:
    text, marked, open_ = "", [], []
    for sentence in re.findall(r"<sentence[^>]*>(.*?)</sentence>", paragraph, re.DOTALL):
        text += " " if text and not text.endswith(" ") else ""
        for piece in re.split(r"(<[^>]+>)", sentence):
            if piece.startswith("<ENAMEX"):
                kind = re.search(r'type="(\w+)"', piece)
                open_.append((kind[1] if kind else "", len(text)))
            elif piece == "</ENAMEX>" and open_:
                told, start = open_.pop()
                if not open_:
                    marked.append((told, start, len(text)))
            elif not piece.startswith("<"):
                text += re.sub(r"[\n\t]", " ", unescape(piece, {"&quot;": '"', "&apos;": "'"}))
    doc = NLP.make_doc(text)
    words = [t.text for t in doc]
    found: list[Found] = []
    for told, start, end in marked:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and told not in ("PERIOD", "MEASURE", "SUBSTANCE"):
            found += _grobid_names(words, span.start, span.end, _GROBID.get(told))
    return mark(doc, settle(words, found))


def _grobid_names(words: Sequence[str], start: int, end: int, label: str | None) -> list[Found]:
    if label == "GROUP":  # *German and Polish Jews*: each by itself
        return [Found(i, i + 1, label) for i in range(start, end) if words[i][:1].isupper()]
    if label is not None:
        while start < end and not (words[start][:1].isupper() or words[start][:1].isdigit()):
            start += 1
        described = start < end and words[start] in GROUPS and not any(w[:1].isupper() for w in words[start + 1 : end])
        if label in ("PLACE", "ORGANISATION") and described:
            return [Found(start, start + 1, "GROUP")]
    return [Found(start, end, label)] if start < end else []


_LITBANK = {"PER": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORGANISATION"}
_BREAKS = frozenset(", ( ; -- who which whose that".split())


def litbank(path: Path, random: Random) -> Iterator[tuple[str, list[Doc]]]:
    """Read LitBank, work by work: only mentions by a proper name, each cut down to the name."""
    with tarfile.open(path) as archive:
        texts = {m.name: archive.extractfile(m).read().decode("utf-8") for m in archive.getmembers() if m.isfile()}  # type: ignore[union-attr]
    for name in sorted(n for n in texts if n.endswith(".ann")):
        yield name.removesuffix("_brat.ann"), list(_litbank_work(texts[name[:-4] + ".txt"], texts[name], random))


def _litbank_work(text: str, annotation: str, random: Random) -> Iterator[Doc]:
    places = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    words = [text[a:b] for a, b in places]
    first, last = {a: i for i, (a, _) in enumerate(places)}, {b: i + 1 for i, (_, b) in enumerate(places)}
    starts = [i == 0 or "\n" in text[places[i - 1][1] : a] for i, (a, _) in enumerate(places)]
    found: list[Found] = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        kind, start, end = (*fields[1].split()[:3], "", "")[:3] if line.startswith("T") else ("", "", "")
        label = _LITBANK.get(kind.removeprefix("PROP_")) if kind.startswith("PROP_") else None
        if label and int(start) in first and int(end) in last:
            name = _litbank_name(words, first[int(start)], last[int(end)], label)
            found += [name] if name else []
    names = settle(words, filter_longest(found))
    edges, begin = [0], 0
    for i, opens in enumerate(starts):
        if opens and i - begin >= LONGEST - 20:
            edges.append(i)
            begin = i
    for a, b in zip(edges, [*edges[1:], len(words)], strict=True):
        inside = [Found(n.start - a, n.end - a, n.label) for n in names if a <= n.start and n.end <= b]
        yield from_words(words[a:b], inside, starts[a:b], random)


def _litbank_name(words: Sequence[str], start: int, end: int, label: str) -> Found | None:
    end = next((k for k in range(start + 1, end) if words[k] in _BREAKS), end)
    while start < end and not words[start][:1].isupper():
        start += 1
    while end > start and not words[end - 1][:1].isupper():
        end -= 1
    while end - start > 1 and words[start] in ("The", "A", "Our", "My", "Old", "Poor", "Young", "Little", "Dear"):
        start += 1
    start, end = bare(words, start, end, label)
    if label == "PERSON":
        end = next((k for k in range(start, end) if words[k] in ("of", "and")), end)
        if start < end and words[end - 1] in GROUPS:
            label = "GROUP"
    return Found(start, end, label) if start < end else None


_HIPE: dict[str, str | None] = {"pers": "PERSON", "loc": "PLACE", "org": "ORGANISATION"}


def hipe(path: Path, _random: Random) -> Iterator[Doc]:
    """Read HIPE's newspapers: raw OCR, for tests only."""
    words: list[str] = []
    tags: list[str] = []
    spaces: list[bool] = []
    for line in [*lines(path), ""]:
        fields = line.split("\t")
        if len(fields) < 3 or line.startswith("#") or fields[0] == "TOKEN":
            if words:
                doc = Doc(NLP.vocab, words=words, spaces=spaces)
                yield mark(doc, settle(words, spans(tags, _HIPE), groups=False))
            words, tags, spaces = [], [], []
            continue
        words.append(fields[0])
        tags.append(fields[1])
        spaces.append("NoSpaceAfter" not in fields[-1])


__all__ = ["crossner", "docred", "grobid", "gum", "hipe", "litbank", "ud", "wikigold"]
