"""The crate: what a run was made from and what it made, with checksums, so that others can hold a folder against it.

Owns `ro-crate-metadata.json` (RO-Crate 1.1: JSON-LD beside the files it describes). In comes the folder of a project,
out goes the description of its corpora, lists, corrections, tables, notebooks and lock, each file with its sha256; of
the documents, which need not be there, with the sha256 that corpus.toml gives; and of dhkit, with its version and the
sha256 over its own files. Nothing in it depends on time, user or path: the date of publication is that of CITATION.cff.

    >>> describe_code()["name"], len(describe_code()["sha256"])
    ('dhkit', 64)
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dhkit
from dhkit.documents import find_document, read_corpus

NAME = "ro-crate-metadata.json"

PARTS = (
    "data/raw/*/corpus.toml",
    "data/raw/*/**/*.csv",
    "data/corrections/*.csv",
    "data/processed/*/*.csv",
    "data/processed/*/datapackage.json",
    "notebooks/*.ipynb",
    "requirements.lock",
)
"""What belongs to a crate, below the folder of the project; whatever is hidden does not."""

_CODE = ("*.py", "*.vocab", "lexicons/**/*.csv", "profiles/*", "en_dhkit*/**/*")
_FORMATS = {".csv": "text/csv", ".json": "application/json", ".ipynb": "application/x-ipynb+json",
            ".toml": "application/toml", ".lock": "text/plain"}  # fmt: skip
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]


def write_crate(root: Path) -> Path:
    """Describe the folder of a project in its ro-crate-metadata.json.

    Returns:
        The path of the file: the same bytes for the same files on every machine.
    """
    path = root / NAME
    path.write_text(
        json.dumps(describe_crate(root), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    return path


def describe_crate(root: Path) -> dict[str, Any]:
    """Describe the folder of a project as RO-Crate JSON-LD, entities in a fixed order."""
    files = [_describe_file(root, name) for name in list_parts(root)]
    documents = list(_describe_documents(root))
    code = describe_code()
    about: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Tables and notebooks of " + ", ".join(_corpora(root)),
        "description": "Who says what about which event, and where: tables built by dhkit from the documents named "
        "here, with a scholar's corrections, and the notebooks that read them.",
        "license": "The tables hold facts and places; the documents are their authors' and are not part of the crate.",
        "hasPart": [{"@id": f["@id"]} for f in files],
        "isBasedOn": [{"@id": d["@id"]} for d in documents],
        "mentions": [{"@id": code["@id"]}],
    }
    if date := _published(root):
        about["datePublished"] = date
    descriptor = {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    return {"@context": _CONTEXT, "@graph": [descriptor, about, *files, *documents, code]}


def list_parts(root: Path) -> list[str]:
    """List the files of a project that belong to its crate, as paths below it, sorted."""
    found = {path.relative_to(root) for pattern in PARTS for path in root.glob(pattern) if path.is_file()}
    return sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))


def _corpora(root: Path) -> list[str]:
    return sorted(path.parent.name for path in root.glob("data/raw/*/corpus.toml"))


def _describe_file(root: Path, name: str) -> dict[str, Any]:
    path = root / name
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "encodingFormat": _FORMATS[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": _checksum(path),
    }


def _describe_documents(root: Path) -> Iterator[dict[str, Any]]:
    for corpus in _corpora(root):
        for source in read_corpus(root / "data" / "raw" / corpus).documents:
            yield {
                "@id": f"#{corpus}/{source.key}",
                "@type": "CreativeWork",
                "name": source.title,
                "alternateName": source.file,
                "sha256": source.sha256,
                **({"author": source.author} if source.author else {}),
                **({"usageInfo": source.rights} if source.rights else {}),
            }


def describe_code() -> dict[str, Any]:
    """Describe dhkit itself: its version, and one sha256 over its code, lists and models in a fixed order."""
    folder = Path(dhkit.__file__).parent
    total = hashlib.sha256()
    paths = {p for pattern in _CODE for p in folder.glob(pattern) if p.is_file() and "__pycache__" not in p.parts}
    for path in sorted(paths, key=lambda p: p.relative_to(folder).as_posix()):
        total.update(f"{path.relative_to(folder).as_posix()} {_checksum(path)}\n".encode())
    return {
        "@id": "#dhkit",
        "@type": "SoftwareApplication",
        "name": "dhkit",
        "softwareVersion": dhkit.__version__,
        "sha256": total.hexdigest(),
    }


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _published(root: Path) -> str:
    path = root / "CITATION.cff"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(r'^date-released:\s*"?(\d{4}-\d\d-\d\d)', text, re.MULTILINE)
    return found[1] if found else ""


def find_differences(root: Path) -> Iterator[str]:
    """Yield what differs between the folder of a project and its crate, one line each.

    Files come first, in the order of their names, then documents that are on this machine, then the code.

    Raises:
        ValueError: if there is no crate in the folder, or it is none of dhkit's.
    """
    path = root / NAME
    if not path.is_file():
        raise ValueError(f"{path} is not there. dhkit run writes it, beside data and notebooks.")
    try:
        entities = {entity["@id"]: entity for entity in json.loads(path.read_text(encoding="utf-8"))["@graph"]}
        files = {key: e["sha256"] for key, e in entities.items() if e["@type"] == "File"}
        code, based = entities["#dhkit"], {e["@id"] for e in entities["./"]["isBasedOn"]}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no crate that dhkit has written ({type(error).__name__}: {error}).") from error
    here = set(list_parts(root))
    for name in sorted(files.keys() | here):
        if name not in here:
            yield f"{name} is missing"
        elif name not in files:
            yield f"{name} is not in the crate"
        elif (found := _checksum(root / name)) != files[name]:
            yield f"{name} is another: its sha256 is {found}, the crate's {files[name]}"
    yield from _documents_differing(root, entities, based)
    now = describe_code()
    if code["softwareVersion"] != now["softwareVersion"]:
        yield f"dhkit is version {now['softwareVersion']}, the crate was made by {code['softwareVersion']}"
    elif code["sha256"] != now["sha256"]:
        yield f"the code of dhkit {now['softwareVersion']} is not that by which the crate was made"


def _documents_differing(root: Path, entities: dict[str, Any], based: set[str]) -> Iterator[str]:
    for name in _corpora(root):
        corpus = read_corpus(root / "data" / "raw" / name)
        for source in corpus.documents:
            key, path = f"#{name}/{source.key}", find_document(corpus, source)
            if key not in based:
                yield f"the document {source.key} of {name} is not in the crate"
            elif path is not None and _checksum(path) != entities[key]["sha256"]:
                yield f"the document {path} is not the one that the crate was made from"
