"""Web annotations: corrections as W3C Web Annotation JSON-LD, and back, without loss.

Owns the translation. In come corrections, out comes one annotation page, one annotation for each, in their order. Its
target is a stretch of a document (text position and text quote selector); it has creator (who), created (when), one
body that is the correction, another that says why. Other programs can show and sort these; what they do not know of a
correction stands under the prefix `dhkit`. In comes such a page, out come corrections.

Read is also what others make of it: a JSON-LD processor, which shortens addresses and takes single things out of their
brackets, and Recogito, which puts the target into brackets and writes its own words around the stretch.

Model: https://www.w3.org/TR/annotation-model/

    >>> line = Correction(table="mentions", action="drop", document="ferry", start=5, end=12, who="A. Tell")
    >>> read_annotations(write_annotations([line])) == [line]
    True
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from dhkit.corrections import Correction, check_correction, correction_key
from dhkit.documents import CorpusError

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dhkit": "urn:dhkit:"}]
_MOTIVATIONS = {"change": "editing", "drop": "editing", "add": "identifying", "confirm": "assessing"}
_DOCUMENT = "urn:dhkit:document:"
_SHORT = "dhkit:document:"  # the same, as a JSON-LD processor compacts it
_MIDNIGHT = "T00:00:00Z"  # the model wants a time of day; the day alone is known


def write_annotations(corrections: Iterable[Correction]) -> str:
    """Write corrections as an annotation page: JSON-LD, UTF-8 to be, LF, in the given order."""
    page = {"@context": _CONTEXT, "type": "AnnotationPage", "items": [_annotate(c) for c in corrections]}
    return json.dumps(page, indent=2, ensure_ascii=False) + "\n"


def _annotate(correction: Correction) -> dict[str, Any]:
    body = {"type": "dhkit:Correction", "purpose": _MOTIVATIONS[correction.action]}
    body |= {f"dhkit:{n}": getattr(correction, n) for n in ("table", "action", "which", "column", "value")}
    told = f"{correction_key(correction)}\n{correction.who}\n{correction.when}\n{correction.why}"
    annotation: dict[str, Any] = {
        "id": f"urn:dhkit:correction:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[correction.action],
        "creator": {"type": "Person", "name": correction.who},
    }
    if correction.when:
        annotation["created"] = correction.when + _MIDNIGHT
    why = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": correction.why}
    annotation["body"] = [body, why] if correction.why else [body]
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": correction.start, "end": correction.end}
    ]
    if correction.quoted:
        selectors.append(_select(correction.quoted))
    annotation["target"] = {"source": _DOCUMENT + correction.document, "selector": selectors}
    return annotation


def _select(quoted: str) -> dict[str, str]:
    """Make a text quote selector of a quote."""
    before, opened, rest = quoted.partition("⟦")
    stretch, closed, after = rest.rpartition("⟧")
    if opened and closed:
        return {"type": "TextQuoteSelector", "exact": stretch, "prefix": before, "suffix": after}
    return {"type": "TextQuoteSelector", "exact": quoted}


def read_annotations(text: str, where: str = "annotations") -> list[Correction]:
    """Read corrections from an annotation page, or a list of annotations, as `write_annotations` makes them.

    Raises:
        CorpusError: beginning with `where`, if it is no JSON, or an annotation is no correction or not allowed.
    """
    try:
        page = json.loads(text)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where}: no JSON, line {error.lineno}: {error.msg}.") from error
    items = page.get("items") if isinstance(page, dict) else page
    items = [items] if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise CorpusError(f"{where}: no annotations. Wanted is an AnnotationPage with items, or a list of annotations.")
    return [_read(item, f"{where}, annotation {number}") for number, item in enumerate(items, start=1)]


def _read(item: dict[str, Any], where: str) -> Correction:
    try:
        bodies, (target,) = _as_list(item["body"]), _as_list(item["target"])
        (body,) = [b for b in bodies if b.get("type") == "dhkit:Correction"]
        whys = [b["value"] for b in bodies if b.get("purpose") == "commenting"]
        selectors = {s["type"]: s for s in _as_list(target["selector"])}
        place = selectors["TextPositionSelector"]
        correction = Correction(
            **{n: body[f"dhkit:{n}"] for n in ("table", "action", "which", "column", "value")},
            document=target["source"].removeprefix(_DOCUMENT).removeprefix(_SHORT),
            start=place["start"],
            end=place["end"],
            quoted=_quote(selectors.get("TextQuoteSelector", {"exact": ""})),
            who=item["creator"]["name"],
            when=item.get("created", "").partition("T")[0],
            why=" ".join(whys),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CorpusError(
            f"{where}: no correction of dhkit ({type(error).__name__}: {error}). Wanted are creator, a body of type "
            f"dhkit:Correction, and a target with a TextPositionSelector, as dhkit corrections --export writes them."
        ) from error
    check_correction(correction, where)
    return correction


def _as_list(value: Any) -> list[Any]:
    """Give a list also where a program has taken one thing out of its brackets, as JSON-LD allows."""
    return value if isinstance(value, list) else [value]


def _quote(selector: dict[str, str]) -> str:
    if "prefix" in selector or "suffix" in selector:
        return f"{selector.get('prefix', '')}⟦{selector['exact']}⟧{selector.get('suffix', '')}"
    return selector["exact"]
