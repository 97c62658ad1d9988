"""Documents and the file that describes a corpus.

Owns `corpus.toml`, the search for a document's file, its bytes, encoding and checksum. In comes the folder of a corpus
(`data/raw/<corpus>`), out come `Document`s: text exactly as decoded, nothing normalised. Leaves the layout to `blocks`.

Errors are `CorpusError`s of one line: what was given, where, what is allowed, what to do next.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhkit.readings import LARGEST, Mark
from dhkit.text import slug


class CorpusError(ValueError):
    """Something in a corpus folder that the person who prepared it can mend; one line, no traceback needed."""


class DocumentMissing(CorpusError):  # noqa: N818 - reads as a sentence where it is caught
    """Files of the corpus are not on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as corpus.toml describes it."""

    key: str
    file: str
    sha256: str
    author: str
    title: str
    year: int | None
    language: str
    layout: str
    rights: str
    encoding: str
    format: str = ""
    translator: str = ""
    editor: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    """Headings of parts by other hands, each with its author."""

    @property
    def voice(self) -> str:
        """Key of the author's voice; an unnamed author is told by the document."""
        return slug(self.author) if self.author else f"author-of-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus as its corpus.toml describes it.

    `search` are the folders in which files are looked for, in order; `lexicons` the names of its lexicon folders, the
    most particular last; `pipeline` names the trained pipeline that reads it (empty: the one that comes with dhkit).
    """

    name: str
    title: str
    folder: Path
    search: tuple[Path, ...]
    lexicons: tuple[str, ...]
    documents: tuple[Source, ...]
    pipeline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: its description and its text as decoded from the file, before any normalisation.

    `marks` are what a file of some format says of its own text, `pages` where its pages begin; `home` is the folder of
    its corpus, where layout profiles of one's own stand.
    """

    source: Source
    text: str
    marks: tuple[Mark, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()
    home: Path | None = None

    @property
    def key(self) -> str:
        """Key of the document in every table."""
        return self.source.key


_REQUIRED = ("key", "file", "sha256", "title", "layout")
_OPTIONAL: dict[str, Any] = {
    "author": "", "language": "en", "rights": "", "encoding": "utf-8", "year": None, "format": "", "translator": "",
    "editor": "", "parts": {},
}  # fmt: skip


def read_corpus(folder: Path) -> Corpus:
    """Read the corpus.toml of a corpus folder.

    Raises:
        CorpusError: if there is none, it is no TOML, a field is missing, unknown or of the wrong type, two documents
            have one key, or a file name leaves the folders that are searched.
    """
    folder = Path(folder)
    path = folder / "corpus.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in folder.parent.glob("*/corpus.toml"))) or "none"
        raise CorpusError(
            f"{path} is not there. A corpus is a folder with a corpus.toml; corpora in {folder.parent}: {known}."
        )
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path} cannot be read as TOML: {error}. Compare it with data/raw/sample/corpus.toml."
        ) from error
    _check_fields(path, described)
    documents = tuple(_source(path, i, entry) for i, entry in enumerate(described["documents"], start=1))
    if twice := {s.key for s in documents if [d.key for d in documents].count(s.key) > 1}:
        raise CorpusError(f"{path}: two documents have the key {min(twice)!r}. Give each document a key of its own.")
    return Corpus(
        name=folder.resolve().name,
        title=described.get("title", folder.name),
        folder=folder,
        search=tuple(folder / s for s in described.get("search", ["."])),
        lexicons=tuple(described.get("lexicons", [])),
        documents=documents,
        pipeline=described.get("pipeline", ""),
    )


def _check_fields(path: Path, described: dict[str, Any]) -> None:
    """Hold the head of a corpus.toml to its fields: title, search, lexicons, pipeline, documents."""
    if unknown := sorted(set(described) - {"title", "search", "lexicons", "pipeline", "documents"}):
        raise CorpusError(
            f"{path}: unknown field {', '.join(unknown)}. Allowed are title, search, lexicons, pipeline, documents."
        )
    for name in ("title", "pipeline"):
        if not isinstance(described.get(name, ""), str):
            raise CorpusError(f"{path}: {name} = {described[name]!r} must be text in quotation marks.")
    for name in ("search", "lexicons"):
        value = described.get(name, ["."])
        if (
            not isinstance(value, list)
            or not all(isinstance(v, str) and v for v in value)
            or (name == "search" and not value)
        ):
            raise CorpusError(f'{path}: {name} = {value!r} must be a list of folders, like {name} = ["folder"].')
    documents = described.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(d, dict) for d in documents):
        raise CorpusError(
            f"{path}: documents must be sections headed [[documents]], with two pairs of brackets, one for each file."
        )
    if not documents:
        raise CorpusError(
            f"{path} lists no documents. Add a [[documents]] section with {', '.join(_REQUIRED)} for each file."
        )


def _source(path: Path, number: int, entry: dict[str, Any]) -> Source:
    where = f"{path}, document {number}" + (f" ({entry['key']})" if "key" in entry else "")
    if missing := [f for f in _REQUIRED if not entry.get(f)]:
        raise CorpusError(
            f"{where}: {', '.join(missing)} is missing. Needed are {', '.join(_REQUIRED)}; allowed too: "
            f"{', '.join(_OPTIONAL)}. The sha256 is the checksum of the file: `sha256sum FILE` prints it."
        )
    if unknown := sorted(set(entry) - set(_REQUIRED) - set(_OPTIONAL)):
        raise CorpusError(
            f"{where}: unknown field {', '.join(unknown)}. Allowed are {', '.join((*_REQUIRED, *_OPTIONAL))}."
        )
    values = {**_OPTIONAL, **entry}
    for name, value in values.items():
        wanted: tuple[type, ...] = (int, type(None)) if name == "year" else (dict,) if name == "parts" else (str,)
        if not isinstance(value, wanted) or isinstance(value, bool):
            what = {"year": "a whole number", "parts": 'a table of headings, like { INTRODUCTION = "Tell, Anna" }'}
            raise CorpusError(f"{where}: {name} = {value!r} must be {what.get(name, 'text in quotation marks')}.")
    if wrong := [v for v in values["parts"].values() if not isinstance(v, str)]:
        raise CorpusError(
            f"{where}: parts gives a heading the author {wrong[0]!r}; it must be a name in quotation marks."
        )
    values["parts"] = tuple(values["parts"].items())
    if values["key"] != slug(values["key"]):
        raise CorpusError(
            f"{where}: key {values['key']!r} may hold lower-case letters, digits and hyphens only; try "
            f"{slug(values['key'])!r}."
        )
    file = Path(values["file"])
    if file.is_absolute() or ".." in file.parts:
        raise CorpusError(
            f"{where}: file {values['file']!r} leaves the corpus folder. Give a name inside the folders of `search`."
        )
    return Source(**values)


def find_document(corpus: Corpus, source: Source) -> Path | None:
    """Find a document's file in the corpus's folders, in their order; None if it is in none of them."""
    for folder in corpus.search:
        path = folder / source.file
        if path.is_file():
            if not path.resolve().is_relative_to(folder.resolve()):
                raise CorpusError(f"{path} is a link that leaves {folder}. Put the file itself there.")
            return path
    return None


def check_present(corpus: Corpus) -> None:
    """Make sure that every document is on this machine.

    Raises:
        DocumentMissing: in one line, which files are missing and where to put them.
    """
    missing = [s.file for s in corpus.documents if find_document(corpus, s) is None]
    if missing:
        raise DocumentMissing(
            f"corpus {corpus.name}: not on this machine: {', '.join(missing)}. Put the files into {corpus.search[0]}."
        )


def read_document(corpus: Corpus, source: Source) -> Document:
    """Read one document as its file gives it.

    Raises:
        DocumentMissing: if the file is in none of the corpus's folders.
        CorpusError: if it is too large, its checksum differs, it is empty or no text, or its bytes are not in the
            declared encoding.
    """
    path = find_document(corpus, source)
    if path is None:
        raise DocumentMissing(
            f"corpus {corpus.name}: not on this machine: {source.file}. Put the file into {corpus.search[0]}."
        )
    if (size := path.stat().st_size) > LARGEST:
        raise CorpusError(f"{path}: it has {size:,} bytes; at most {LARGEST:,} are read. Cut it into several files.")
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise CorpusError(f"{path} is empty. Put the document's text there, or take the entry out of corpus.toml.")
    if found != source.sha256:
        raise CorpusError(
            f"{path} is not the file that corpus.toml means: its sha256 is {found}, expected "
            f"{source.sha256}. Fetch the file again, or, if the change is wanted, put the new sum into "
            f"corpus.toml."
        )
    if source.format or _is_packed(path, data) or source.encoding == "auto":
        return _read_format(corpus, source, path, data)
    if b"\0" in data and not re.match(r"utf-?(16|32)", source.encoding, re.IGNORECASE):
        raise CorpusError(
            f"{path} is a binary file, not text in {source.encoding}. dhkit reads plain text; save the "
            f"document as text first."
        )
    try:
        text = data.decode(source.encoding)
    except LookupError:
        raise CorpusError(
            f"{path}: corpus.toml names an unknown encoding {source.encoding!r}. Usual ones are utf-8, "
            f"windows-1252, koi8-r."
        ) from None
    except UnicodeError as error:
        raise CorpusError(
            f"{path}: {_place(error)} is not {source.encoding}. State the file's real encoding in "
            f"corpus.toml, for example utf-8, windows-1252 or koi8-r."
        ) from error
    return Document(source=source, text=text, home=corpus.folder)


def _is_packed(path: Path, data: bytes) -> bool:
    """Say whether a file is more than text: by its name, or by how a packed file begins."""
    return path.suffix.casefold() in _FORMATTED or data.startswith((b"%PDF", b"PK\x03\x04"))


_FORMATTED = (".html", ".htm", ".xhtml", ".md", ".markdown", ".docx", ".epub", ".xml", ".tei", ".pdf", ".csv", ".tsv")


def _read_format(corpus: Corpus, source: Source, path: Path, data: bytes) -> Document:
    """Read a file that is no plain text in a known encoding; offsets count in the text as its reader extracts it."""
    from dhkit.readers import read_bytes
    from dhkit.readings import ReadingError

    encoding = "" if source.encoding in ("utf-8", "auto") else source.encoding
    try:
        reading = read_bytes(data, str(path), form=source.format, encoding=encoding)
    except ReadingError as error:
        raise CorpusError(str(error)) from error
    if not reading.text.strip():
        raise CorpusError(f"{path} holds no text that its reader ({reading.format}) finds. Look at it in its program.")
    source = replace(source, parts=(*reading.parts, *source.parts))  # what corpus.toml says comes last, and wins
    return Document(source=source, text=reading.text, marks=reading.marks, pages=reading.pages, home=corpus.folder)


def _place(error: UnicodeError) -> str:
    return f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "the text"
