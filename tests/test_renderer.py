"""Charts on their way out of the notebook."""

from __future__ import annotations

import base64
import struct
import zlib
from importlib.metadata import entry_points

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dhkit import renderer


@pytest.fixture
def chart() -> alt.Chart:
    words = pd.DataFrame({"voice": ["Ann", "Бэла"], "words": [3, 5]})
    return alt.Chart(words, description="Words by voice", title="Words").mark_bar().encode(x="words:Q", y="voice:N")


def pixels(png: bytes) -> bytes:
    """Return the unpacked pixel rows of a PNG, and check every checksum on the way."""
    packed, position = b"", 8
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        body = png[position + 4 : position + 8 + length]
        assert zlib.crc32(body) == struct.unpack(">I", png[position + 8 + length : position + 12 + length])[0]
        packed += body[4:] if body[:4] == b"IDAT" else b""
        position += length + 12
    return zlib.decompress(packed)


def test_render_gives_chart_picture_and_text(chart: alt.Chart) -> None:
    """Those who can draw get the chart, the others a picture of half its pixel size, a terminal the description."""
    bundle, about = renderer.render(chart.to_dict())
    width, height = struct.unpack(">II", base64.b64decode(bundle["image/png"])[16:24])

    assert chart.to_dict() == bundle[renderer.MIME_TYPE]
    assert "Chart: Words by voice" == bundle["text/plain"]
    assert {"width": width // 2, "height": height // 2} == about["image/png"]
    assert renderer.MIME_TYPE not in about


def test_render_passes_metadata_on(chart: alt.Chart) -> None:
    """What a caller says about drawing reaches the program that draws."""
    _, about = renderer.render(chart.to_dict(), embed_options={"renderer": "canvas"})

    assert {"embed_options": {"renderer": "canvas"}} == about[renderer.MIME_TYPE]


def test_render_without_picture() -> None:
    """A chart that cannot be drawn here is still a chart where it can."""
    bundle, about = renderer.render({"mark": "no such mark"})

    assert {renderer.MIME_TYPE, "text/plain"} == set(bundle)
    assert {} == about


def test_picture_is_smaller_and_the_same(chart: alt.Chart) -> None:
    """Packing a picture better changes no pixel."""
    spec = {**chart.to_dict(), "config": {**chart.to_dict()["config"], "font": "Liberation Sans"}}
    packed_in_haste = vl_convert.vegalite_to_png(spec, vl_version=renderer.VL_VERSION, scale=2)
    picture = renderer.chart_picture(chart.to_dict())

    assert pixels(packed_in_haste) == pixels(picture)
    assert len(picture) < len(packed_in_haste) / 2


def test_enable_shows_charts_through_this_renderer(chart: alt.Chart) -> None:
    """After enable, an Altair chart shows itself in the kinds of this module."""
    with alt.renderers.enable("default"):
        renderer.enable()
        bundle, _ = chart._repr_mimebundle_()

    assert renderer.MIME_TYPE in bundle


def test_renderer_is_an_entry_point() -> None:
    """Anyone who has dhkit installed can name the renderer without importing it."""
    (entry,) = entry_points(group="altair.vegalite.v6.renderer", name="dhkit")

    assert renderer.render is entry.load()


def test_live_chart_is_a_chart_without_a_kernel(chart: alt.Chart) -> None:
    """A live chart has the still one beside it, and a name without an address in memory."""
    live = renderer.LiveChart(chart)
    shown = live._repr_mimebundle_()

    assert shown is not None
    assert {renderer.MIME_TYPE, "application/vnd.jupyter.widget-view+json", "image/png", "text/plain"} == set(shown[0])
    assert "LiveChart()" == repr(live)


def test_live_chart_brings_its_own_script() -> None:
    """The front end of a live chart is whole: it imports nothing from a network."""
    assert "esm.sh" not in renderer.LiveChart._esm
    assert len(renderer.LiveChart._esm) > 500_000


def test_static_file_says_how_a_missing_one_is_made() -> None:
    """A file that the build should have made is named, with the way to make it."""
    with pytest.raises(FileNotFoundError, match=r"absent\.js is missing in the package: .*make setup"):
        renderer.static_file("absent.js")
