"""The only door to spaCy: one pipeline, loaded once, its version recorded.

Owns sentences, tokens and the names of the authority file. In come clean texts and an authority file, out come spaCy
`Doc`s: `doc.sents`, tokens, and `doc.ents` with kind (`label_`), entity key (`ent_id_`). The default pipeline is blank
English with a sentence splitter and the authority file as entity ruler; longest name first. Analysis modules never
import this one.

    >>> docs = list(parse(["Lenin spoke. He left."], pipeline(())))
    >>> [s.text for s in docs[0].sents]
    ['Lenin spoke.', 'He left.']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from dhkit.lexicons import needs_article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dhkit.lexicons import Authority

# Abbreviations of references and titles whose full stop ends no sentence.
_ABBREVIATIONS = (
    "p. pp. P. PP. vol. Vol. vols. ch. Ch. ed. Ed. eds. Eds. trans. no. No. nos. Op. op. Cit. cit. Ibid. ibid. cf. Cf. ff. f. c. ca. "
    "viz. Dr. Mr. Mrs. Ms. Prof. Gen. Col. Capt. Lt. St. Sr. Jr. Messrs. Rev. Hon. Univ. Pub. Co. Ltd. Inc. Mass. Conn. Penn. "
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. с. С. стр. г. гг. т. Ф. Оп. Д. Л. др."
).split()

# Names that no list can hold one by one: ordinal congresses, days and risings. Label, token pattern, key from the words.
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
_ASSEMBLIES = ["congress", "conference", "plenum", "duma", "congresses"]
_RISINGS = ["rebellion", "revolt", "uprising", "rising", "mutiny", "insurrection"]


@cache
def pipeline(authority: tuple[Authority, ...]) -> Language:
    """Load the pipeline with an authority file; loaded once per file.

    Returns:
        spaCy's blank English with sentence splitter and entity ruler. `nlp.meta` records name and version.
    """
    import spacy

    nlp = spacy.blank("en")
    nlp.meta["name"] = "blank_dhkit"
    for form in _ABBREVIATIONS:
        nlp.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr]
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
    ruler.add_patterns(list(_patterns(authority)))  # type: ignore[attr-defined]
    return nlp


def _patterns(authority: tuple[Authority, ...]) -> Iterator[dict[str, object]]:
    seen: set[str] = set()
    for entry in authority:
        for name in entry.names:
            if needs_article(entry, name):
                continue  # a rule of `entities` finds it with and without
            for form in dict.fromkeys((name, name.replace("’", "'"), name.upper() if len(name) > 4 else name)):
                if form not in seen:
                    seen.add(form)
                    yield {"label": entry.kind, "pattern": form, "id": entry.entity}
    yield {
        "label": "event",
        "id": "pattern:assembly",
        "pattern": [
            {"LOWER": {"IN": _ORDINALS}},
            {"IS_TITLE": True, "OP": "*"},
            {"ORTH": "-", "OP": "?"},
            {"IS_TITLE": True, "OP": "*"},
            {"LOWER": {"IN": _ASSEMBLIES}, "IS_TITLE": True},
        ],
    }
    yield {
        "label": "event",
        "id": "pattern:assembly",
        "pattern": [
            {"LOWER": {"IN": _ORDINALS}},
            {"IS_TITLE": True, "OP": "*"},
            {"ORTH": "-", "OP": "?"},
            {"IS_TITLE": True, "OP": "*"},
            {"LOWER": {"IN": _ASSEMBLIES}},
            {"LOWER": "of"},
            {"IS_TITLE": True, "OP": "+"},
        ],
    }


def parse(texts: Iterable[str], nlp: Language) -> Iterator[Doc]:
    """Parse clean texts in order: sentences, tokens, names."""
    yield from nlp.pipe(texts)


def version(nlp: Language) -> str:
    """Name the pipeline and its version, for what is recorded beside the tables."""
    import spacy

    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']} (spaCy {spacy.__version__})"
