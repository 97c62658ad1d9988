"""Pipelines: the trained spaCy pipeline that a corpus is read with, found by name and checked.

Owns which pipeline a name means, that it is whole, which of its components are needed, and what its labels mean here.
In comes a name of corpus.toml, out comes a loaded spaCy pipeline. dhkit ships `en_dhkit` (its model card lies beside
its weights in `src/dhkit/en_dhkit`), and `en_dhkit_minilm`, the same with better names (`minilm_names`), which needs
the extra `dhkit[minilm]`; any other is an installed spaCy package (`en_core_web_trf`) or a folder beside corpus.toml,
as `dhkit adapt` writes it. `language` is what the steps of a build use.

    >>> nlp = load_pipeline("en_dhkit")
    >>> [(ent.text, KINDS[ent.label_]) for ent in nlp("Anna Pellam was born in Vienna.").ents]
    [('Anna Pellam', 'person'), ('Vienna', 'place')]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from dhkit.documents import CorpusError
from dhkit.noun_chunks import find_noun_chunks, has_universal_relations

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED = "en_dhkit"
"""The pipeline that comes with dhkit and is used where corpus.toml names none."""

WITH_MINILM = "en_dhkit_minilm"
"""The same with names by MiniLM, for those who have the extra."""

NO_PIPELINE = "none"
"""Reads with lists and rules only."""

KINDS = {
    **dict.fromkeys(("PERSON", "PER"), "person"),
    **dict.fromkeys(("ORGANISATION", "ORG", "ORGANIZATION"), "organisation"),
    **dict.fromkeys(("GROUP", "NORP"), "group"),
    **dict.fromkeys(("PLACE", "GPE", "LOC", "FAC"), "place"),
    **dict.fromkeys(("EVENT",), "event"),
    **dict.fromkeys(("WORK", "WORK_OF_ART"), "work"),
}
"""What the labels of spaCy's English pipelines mean here; a label that is not listed is no name."""

# What no name depends on.
_BESIDE_NAMES = frozenset(
    "parser tagger morphologizer lemmatizer trainable_lemmatizer attribute_ruler senter textcat".split()
)
_HOME = Path(__file__).parent


def load_pipeline(name: str, folder: Path | None = None, *, whole: bool = False) -> Language:
    """Load a pipeline by name.

    Args:
        name: `en_dhkit`, `en_dhkit_minilm`, an installed spaCy package, or a folder beside corpus.toml.
        folder: the corpus's folder, in which a folder of that name is looked for first.
        whole: load tagger, parser and lemmatizer too, and not only what names need.

    Returns:
        A pipeline of its own, not shared. `noun_chunks` works with the relations of Universal Dependencies.

    Raises:
        CorpusError: if there is no such pipeline, it finds no names, its files are not what they were made as, or it
            needs an extra that is not installed.
    """
    import spacy
    from spacy.about import __version__

    path = find_pipeline(name, folder)
    if isinstance(path, Path):
        check_pipeline(path)
        if path == _HOME / WITH_MINILM:
            return _load_with_minilm(path, whole=whole)
    try:
        nlp = spacy.load(path, exclude=() if whole else sorted(_BESIDE_NAMES))
    except (OSError, ValueError, ImportError) as error:
        raise CorpusError(
            f"pipeline = {name!r}: spaCy cannot load it ({' '.join(str(error).split())[:200]}). Install a version made "
            f"for spaCy {__version__}, or take the line out of corpus.toml: then {SHIPPED} reads."
        ) from error
    if "ner" not in nlp.pipe_names:
        raise CorpusError(
            f"pipeline = {name!r} finds no names: it has no component ner, only {', '.join(nlp.pipe_names) or 'none'}. "
            f"Name another spaCy pipeline for the language, or {SHIPPED}."
        )
    if not whole:
        _drop_idle(nlp)
    if whole and has_universal_relations(nlp):
        nlp.vocab.get_noun_chunks = find_noun_chunks  # type: ignore[assignment]
    return nlp


def _load_with_minilm(path: Path, *, whole: bool) -> Language:
    """Load the shipped pipeline, and let MiniLM find the names."""
    import spacy
    from spacy.language import Language

    from dhkit.minilm_names import MinilmNames

    names = MinilmNames(path)
    check_pipeline(_HOME / SHIPPED)
    exclude = () if whole else (*sorted(_BESIDE_NAMES), "tok2vec")
    nlp = spacy.load(_HOME / SHIPPED, exclude=["ner", *exclude])
    Language.factory("dhkit_minilm_names", func=lambda nlp, name: names)  # noqa: ARG005 - spaCy gives both
    nlp.add_pipe("dhkit_minilm_names", name="ner")
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    nlp.meta.update({key: meta[key] for key in ("name", "version", "description")})
    if whole:
        nlp.vocab.get_noun_chunks = find_noun_chunks  # type: ignore[assignment]
    return nlp


def load_parser(name: str, folder: Path | None = None) -> Language | None:
    """Load what parses sentences in a pipeline: tagger, parser, lemmas, and no names.

    Args:
        name: as in `load_pipeline`, or "none".
        folder: the corpus's folder.

    Returns:
        The pipeline; None where there is none, where it has no parser, or where its relations are not those of
        Universal Dependencies, which the patterns are written in.

    Raises:
        CorpusError: if there is no such pipeline.
    """
    import spacy

    if name == NO_PIPELINE:
        return None
    path = find_pipeline(SHIPPED if name == WITH_MINILM else name, folder)
    if isinstance(path, Path):
        check_pipeline(path)
    nlp = spacy.load(path, exclude=("ner", "textcat"))
    return nlp if has_universal_relations(nlp) else None


def _drop_idle(nlp: Language) -> None:
    """Take out shared vectors that no component listens to any more."""
    for name, component in list(nlp.pipeline):
        listeners = getattr(component, "listening_components", None)
        if listeners is not None and not any(c in nlp.pipe_names for c in listeners):
            nlp.remove_pipe(name)


def find_pipeline(name: str, folder: Path | None = None) -> Path | str:
    """Find what a name means: a folder beside corpus.toml, one that ships with dhkit, or an installed package.

    Raises:
        CorpusError: if it is none of them.
    """
    for home in (folder, _HOME):
        if home is not None and (home / name / "meta.json").is_file():
            return home / name
    from spacy.util import is_package

    if is_package(name):
        return name
    raise CorpusError(
        f"pipeline = {name!r} is not on this machine. Allowed are {SHIPPED} (comes with dhkit), {WITH_MINILM} (better "
        f"names, needs an extra), {NO_PIPELINE} (lists and rules only), a folder beside corpus.toml, or an installed "
        f"spaCy package: pip install {name}"
    )


def checksum(path: Path, leave_out: Collection[str] = ("README.md", "checksum.json")) -> str:
    """Sum up the files of a pipeline's folder: names and bytes, in order."""
    total = hashlib.sha256()
    files = (p for p in path.rglob("*") if p.is_file() and p.name not in leave_out and not p.name.startswith("."))
    for file in sorted(files):
        total.update(f"{file.relative_to(path).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def check_pipeline(path: Path) -> str:
    """Make sure that a folder's weights are those it was made with.

    Returns:
        Its checksum; that of a folder without `checksum.json`, somebody else's, is taken as it is.

    Raises:
        CorpusError: if a file was changed, or is missing, since the checksum was written.
    """
    found, told = checksum(path), path / "checksum.json"
    if told.is_file() and json.loads(told.read_text(encoding="utf-8"))["sha256"] != found:
        raise CorpusError(
            f"{path}: the pipeline's files are not those it was made with (sha256 {found[:12]}…). Fetch them again "
            f"(git checkout, or install dhkit anew), or run dhkit adapt again if it is one of yours."
        )
    return found


def name_pipeline(name: str, folder: Path | None = None) -> str:
    """Name what reads a corpus, with version and the head of its checksum, without loading it.

    >>> name_pipeline("none")
    'none'
    """
    if name == NO_PIPELINE:
        return name
    path = find_pipeline(name, folder)
    if isinstance(path, str):
        return f"{name} {metadata.version(name)}"
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']} (sha256 {checksum(path)[:12]})"
