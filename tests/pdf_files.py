"""PDF files written by hand, for tests: the objects around the content streams of pages."""

from __future__ import annotations

from collections.abc import Iterable


def bind_pdf(streams: Iterable[bytes], *, font: bytes, info: bytes) -> bytes:
    """Bind pages into a file.

    Args:
        streams: the content of each page, which writes in the font /F1.
        font: one of the fonts that every reader has.
        info: entry of the file's properties.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % font,
        b"<< %s >>" % info,
    ]
    kids = []
    for stream in streams:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 540 780] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    n = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (n, b"".join(places))
    return out + b"%strailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, n, len(out))


def show_text(text: str) -> str:
    """Give the operator that shows a string."""
    for sign in "\\()":
        text = text.replace(sign, f"\\{sign}")
    return f"({text}) Tj"
