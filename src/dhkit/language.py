"""The only door to spaCy: one pipeline, loaded once, its version recorded.

Owns sentences, tokens, the names of the authority file, and what a trained pipeline takes for names. In come clean
texts, an authority file and the name of a pipeline, out come spaCy `Doc`s: `doc.sents`, tokens, `doc.ents` with kind
(`label_`) and entity key (`id_`) for the names of the authority file, longest name first, and `doc.spans["model"]` with
kind for the names that the trained pipeline sees, known or not. Finding and checking a trained pipeline is `pipelines`.
Analysis modules never import this one.

    >>> docs = list(parse(["Anna Pellam spoke in Vienna. She left."], pipeline(())))
    >>> [s.text for s in docs[0].sents]
    ['Anna Pellam spoke in Vienna.', 'She left.']
    >>> [(s.text, s.label_) for s in docs[0].spans[MODEL]]
    [('Anna Pellam', 'person'), ('Vienna', 'place')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dhkit.authority import needs_article
from dhkit.lexicons import name_words
from dhkit.name_forms import NameForms
from dhkit.pipelines import KINDS, NO_PIPELINE, SHIPPED, load_parser, load_pipeline
from dhkit.spellings import has_cyrillic

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from dhkit.authority import Authority

# Abbreviations of references and titles whose full stop ends no sentence.
_ABBREVIATIONS = (
    "p. pp. P. PP. vol. Vol. vols. ch. Ch. ed. Ed. eds. Eds. trans. no. No. nos. Op. op. Cit. cit. Ibid. "
    "ibid. cf. Cf. ff. f. c. ca. "
    "viz. Dr. Mr. Mrs. Ms. Prof. Gen. Col. Capt. Lt. St. Sr. Jr. Messrs. Rev. Hon. Univ. Pub. Co. Ltd. Inc. "
    "Mass. Conn. Penn. "
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. с. С. стр. г. гг. т. Ф. Оп. Д. Л. др."
).split()

ASSEMBLY = "pattern:assembly"
"""Key of a name that no list can hold: an ordinal and an assembly (*Fifth Congress of Weavers*)."""

MODEL = "model"
"""Key in `doc.spans` of the names that the trained pipeline sees."""

_BATCH = 100_000  # characters parsed at once, for which the model needs a third of a gigabyte

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ASSEMBLIES = list(name_words("assembly"))
_OPENING: list[dict[str, Any]] = [
    {"LOWER": {"IN": _ORDINALS}},
    {"IS_TITLE": True, "OP": "*"},
    {"ORTH": "-", "OP": "?"},
    {"IS_TITLE": True, "OP": "*"},
]
_ASSEMBLY_PATTERNS: list[list[dict[str, Any]]] = [
    [*_OPENING, {"LOWER": {"IN": _ASSEMBLIES}, "IS_TITLE": True}],
    [*_OPENING, {"LOWER": {"IN": _ASSEMBLIES}}, {"LOWER": "of"}, {"IS_TITLE": True, "OP": "+"}],
]
_PIPELINES = count()


@cache
def pipeline(authority: tuple[Authority, ...], name: str = SHIPPED, folder: Path | None = None) -> Language:
    """Load a pipeline with an authority file; loaded once for each.

    Args:
        authority: the entries whose names are matched.
        name: of the trained pipeline, as corpus.toml has it; "none" reads with lists and rules only.
        folder: the corpus's folder, where a pipeline of its own may lie.

    Returns:
        The trained pipeline's names, then a sentence splitter and the matcher for the authority file's names.
        `nlp.meta` records name and version.

    Raises:
        CorpusError: if there is no such pipeline.
    """
    import spacy
    from spacy.language import Language

    if name == NO_PIPELINE:
        nlp = spacy.blank("en")
        nlp.meta["name"] = "blank_dhkit"
    else:
        Language.component("dhkit_model_names", func=_keep_model_names)
        nlp = load_pipeline(name, folder)
        nlp.add_pipe("dhkit_model_names")
    know_abbreviations(nlp)
    if "sentencizer" not in nlp.pipe_names:
        nlp.add_pipe("sentencizer")
    component = f"dhkit_names_{next(_PIPELINES)}"
    Language.component(component, func=_Names(nlp.tokenizer, nlp.vocab, authority))
    nlp.add_pipe(component)
    return nlp


def know_abbreviations(nlp: Language) -> None:
    """Let the abbreviations of references and titles be one token, full stop included."""
    tokenizer = cast("Any", nlp.tokenizer)
    for form in _ABBREVIATIONS:
        tokenizer.add_special_case(form, [{"ORTH": form}])


def _keep_model_names(doc: Doc) -> Doc:
    """Put what the model takes for names aside, with kinds for labels: the authority file comes first."""
    from spacy.tokens import Span

    doc.spans[MODEL] = [Span(doc, e.start, e.end, label=KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS]
    return doc


class _Names:
    """Marks the names of the authority file and ordinal assemblies as entities: the longest name first.

    A phrase matcher fed by the tokenizer is built in a tenth of the time that spaCy's entity ruler takes for ten
    thousand names.
    """

    def __init__(self, tokenizer: Any, vocab: Vocab, authority: tuple[Authority, ...]) -> None:
        from spacy.matcher import Matcher, PhraseMatcher

        self.tokenizer, self.vocab = tokenizer, vocab
        self.kinds = {entry.entity: entry.kind for entry in authority}
        self.name_forms = NameForms(authority)
        self.phrases = PhraseMatcher(vocab)
        taken: set[str] = set()
        for entry in authority:
            forms = [form for form in _forms(entry) if form not in taken]
            taken.update(forms)
            if forms:
                self.phrases.add(entry.entity, list(tokenizer.pipe(forms)))
        self.patterns = Matcher(vocab)
        self.patterns.add(ASSEMBLY, _ASSEMBLY_PATTERNS)

    def __call__(self, doc: Doc) -> Doc:
        from spacy.tokens import Span
        from spacy.util import filter_spans

        strings, text = doc.vocab.strings, doc.text
        named = [Span(doc, s, e, label=self.kinds[strings[k]], span_id=k) for k, s, e in self.phrases(doc)]
        derived = [doc.char_span(s, e, self.kinds[k], span_id=k) for s, e, k in self.name_forms.find(text)]
        if has_cyrillic(text):
            derived += [Span(doc, s, e, label=self.kinds[strings[k]], span_id=k) for k, s, e in self.russian(doc)]
        found = [Span(doc, s, e, label="event", span_id=ASSEMBLY) for _, s, e in self.patterns(doc)]
        # Of names of equal length the one that the authority file lists comes first, then its forms by rule.
        doc.ents = filter_spans([*named, *filter(None, derived), *found])
        return doc

    @cached_property
    def russian(self) -> PhraseMatcher:
        """The case forms of the Cyrillic names; made where a text has Cyrillic, since it takes a third of a second."""
        from spacy.matcher import PhraseMatcher

        matcher = PhraseMatcher(self.vocab)
        forms: dict[str, list[str]] = {}
        for form, entity in self.name_forms.russian().items():
            forms.setdefault(entity, []).append(form)
        for entity, written in forms.items():
            matcher.add(entity, list(self.tokenizer.pipe(written)))
        return matcher


def _forms(entry: Authority) -> list[str]:
    """List the surface forms of an entry; persons also in capitals, as headings print them."""
    names = [name.replace("’", "'") for name in entry.names if not needs_article(entry, name)]
    capitals = [name.upper() for name in names if entry.kind == "person" and len(name) > 4]
    return list(dict.fromkeys([*names, *capitals]))


@cache
def _parser(name: str, folder: Path | None) -> Language | None:
    nlp = load_parser(name, folder)
    if nlp is not None:
        know_abbreviations(nlp)
    return nlp


def parse_sentences(texts: Sequence[str], name: str = SHIPPED, folder: Path | None = None) -> Iterator[Doc | None]:
    """Parse sentences one by one: heads, relations, parts of speech, lemmas; loaded when first asked for.

    Args:
        texts: one sentence each.
        name: of the trained pipeline, as corpus.toml has it.
        folder: the corpus's folder.

    Returns:
        One `Doc` per sentence, in order; None for each where the pipeline has no parser of Universal Dependencies.

    >>> (doc,) = parse_sentences(["The rising was a mistake."])
    >>> [(t.text, t.dep_) for t in doc if t.dep_ in ("nsubj", "cop", "root", "ROOT")]
    [('rising', 'nsubj'), ('was', 'cop'), ('mistake', 'ROOT')]
    """
    nlp = _parser(name, folder) if texts else None
    yield from nlp.pipe(texts) if nlp is not None else (None for _ in texts)


def parse(texts: Iterable[str], nlp: Language) -> Iterator[Doc]:
    """Parse clean texts in order: sentences, tokens, names; so many at a time that they fit into a bounded memory."""
    for batch in _batches(texts, nlp.batch_size):
        yield from nlp.pipe(batch)


def _batches(texts: Iterable[str], most: int) -> Iterator[list[str]]:
    """Gather texts until they are so many, or a chapter long together: the model holds all of a batch at once.

    >>> [len(batch) for batch in _batches(["One."] * 5 + ["word " * 25_000], 3)]
    [3, 2, 1]
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) >= most or size + len(text) > _BATCH):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
