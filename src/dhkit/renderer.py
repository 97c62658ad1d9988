"""How a chart gets out of the notebook: as Vega-Lite 6 for those who can draw it, as a picture for those who cannot.

Owns the Altair renderer ``dhkit`` and the live chart. In comes the specification of a chart, out goes a bundle of the
kinds a notebook can store. JupyterLab (with the extension in ``labext/``) and the exported pages draw the
specification; GitHub and VS Code show the picture; a terminal shows the description. Nothing is fetched from a
network. What a chart looks like is decided elsewhere (``charts``).

Example:
    >>> chart = {"description": "Words by voice", "mark": "bar", "data": {"values": [{"words": 3}]},
    ...          "encoding": {"x": {"field": "words", "type": "quantitative"}}}
    >>> bundle, metadata = render(chart)
    >>> sorted(bundle), bundle["text/plain"]
    (['application/vnd.vegalite.v6+json', 'image/png', 'text/plain'], 'Chart: Words by voice')
"""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import altair as alt
import traitlets
import vl_convert
from altair.typing import ChartType

from dhkit.disguises import reveal_all

MIME_TYPE = "application/vnd.vegalite.v6+json"
"""The type of a chart in a notebook. Altair's own name for it ends in ".json", which notebooks cannot store."""

VL_VERSION = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
"""The Vega-Lite that draws the picture: the one that Altair writes for, as vl-convert names it ("6.4")."""

STATIC = Path(__file__).parent / "static"

_PICTURE_FONT = "Liberation Sans"  # vl-convert carries it, so a picture does not depend on the fonts of a machine
_PICTURE_SCALE = 2  # pixels per point: sharp on today's screens
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def static_file(name: str) -> str:
    """Return a text file of the package, or say how a file that is made at build time comes to be."""
    path = STATIC / name
    if not path.exists():
        raise FileNotFoundError(f"{name} is missing in the package: it is made when dhkit is installed (make setup)")
    return path.read_text(encoding="utf-8")


def enable() -> None:
    """Show every Altair chart through this renderer from now on."""
    alt.renderers.register("dhkit", render)
    alt.renderers.enable("dhkit")


def render(spec: dict[str, Any], **metadata: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart in the kinds that a notebook stores, with their metadata.

    Args:
        spec: A complete Vega-Lite 6 specification.
        metadata: For the program that draws, such as ``embed_options={"renderer": "canvas"}`` for a chart of more
            than 2,000 marks.

    Returns:
        The kinds by type, then metadata by type. The picture is left out, and only it, when it cannot be drawn
        here, as is so for a chart that asks for data from a network.
    """
    spec = reveal_all(spec)
    bundle: dict[str, Any] = {MIME_TYPE: spec, "text/plain": _plain_text(spec)}
    about: dict[str, Any] = {MIME_TYPE: metadata} if metadata else {}
    try:
        picture = chart_picture(spec)
    except ValueError:
        return bundle, about
    width, height = struct.unpack(">II", picture[16:24])
    bundle["image/png"] = base64.b64encode(picture).decode("ascii")
    about["image/png"] = {"width": width // _PICTURE_SCALE, "height": height // _PICTURE_SCALE}
    return bundle, about


def chart_picture(spec: dict[str, Any]) -> bytes:
    """Draw a chart as a PNG, in a font that is the same on every machine."""
    config = {**spec.get("config", {}), "font": _PICTURE_FONT}
    picture = vl_convert.vegalite_to_png({**spec, "config": config}, vl_version=VL_VERSION, scale=_PICTURE_SCALE)
    return _compress(picture)


def save_picture(chart: ChartType, path: Path) -> Path:
    """Save a chart as a PNG for a page that draws none, such as a README, and return its path.

    The picture has the theme that is in use, twice the pixels of the chart, and the same bytes on every run.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(chart_picture(chart.to_dict()))
    return path


class LiveChart(alt.JupyterChart):
    """A chart whose selections Python hears, with its JavaScript inside instead of on a content network.

    Where no kernel runs (a notebook opened but not run, an exported page, GitHub), the chart as it was first shown
    takes its place.
    """

    _esm = static_file("live.js")
    _is_offline = True

    @traitlets.validate("spec")
    def _reveal(self, proposed: Any) -> Any:
        """Show what would disguise the words of a chart."""
        return reveal_all(proposed["value"])

    def __repr__(self) -> str:
        """Say what this is, without the address in memory that Altair's own has: outputs are compared."""
        return "LiveChart()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return the live view, and beside it the chart for those who have no kernel."""
        live = super()._repr_mimebundle_(**kwargs)
        if live is None or self.chart is None:
            return live
        still, about = render(self.chart.to_dict())
        return {**still, **live[0], "text/plain": still["text/plain"]}, {**about, **live[1]}


def _plain_text(spec: dict[str, Any]) -> str:
    description = spec.get("description")
    return f"Chart: {description}" if description else "Chart"


def _compress(png: bytes) -> bytes:
    """Return the same picture in about a fifth of the bytes: vl-convert packs in haste, a repository keeps for long."""
    pixels, others, position = b"", [], len(_PNG_SIGNATURE)
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        kind, data = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        if kind == b"IDAT":
            pixels += data
        else:
            others.append((kind, data))
        position += length + 12  # length, kind and checksum take four bytes each
    chunks = [*others[:-1], (b"IDAT", zlib.compress(zlib.decompress(pixels), 9)), others[-1]]
    return _PNG_SIGNATURE + b"".join(_png_chunk(kind, data) for kind, data in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
