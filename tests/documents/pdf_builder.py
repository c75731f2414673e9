"""A minimal PDF writer for tests: lines of Korean or Japanese at given places, no font file needed.

The fonts are the standard CID collections that every reader knows, so the file holds no outlines and the text can still be
extracted. Latin letters are half as wide as the others.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Line:
    """A line of text: its left edge, its distance from the top of the page, and its size in points."""

    x: float
    top: float
    text: str
    size: float = 10.5


def width(text: str, size: float = 10.5) -> float:
    """The width of a text in points."""
    return sum(size if unicodedata.east_asian_width(char) in "WFA" else size / 2 for char in text)


def wrap(text: str, room: float, size: float = 10.5) -> list[str]:
    """Lines broken wherever they are full, inside words too, as Korean and Japanese typesetting does."""
    lines = [""]
    for char in text:
        if width(lines[-1] + char, size) > room and char not in "、。」』”,.)）":
            lines.append("")
        if not (lines[-1] == "" and char == " "):
            lines[-1] += char
    return lines


def paragraph(
    text: str, x: float, top: float, room: float, size: float = 10.5, leading: float = 1.6, indent: float = 0
) -> list[Line]:
    """The lines of a wrapped paragraph, the first one indented."""
    first = wrap(text, room - indent, size)[0]
    rest = text[len(first) :].lstrip() if len(first) < len(text) else ""
    lines = [first, *(wrap(rest, room, size) if rest else [])]
    return [Line(x + (indent if not n else 0), top + n * size * leading, line, size) for n, line in enumerate(lines)]


def build(pages: Sequence[Sequence[Line]], language: str) -> bytes:
    """A PDF file of these pages."""
    cmap, ordering, name = {
        "ja": ("UniJIS-UTF16-H", "Japan1", "HeiseiMin-W3"),
        "ko": ("UniKS-UTF16-H", "Korea1", "HYSMyeongJo-Medium"),
    }[language]
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    add("<< /Type /Catalog /Pages 2 0 R >>")
    add("")
    descendant = add(
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 /W [1 [{' '.join(['500'] * 95)}] 8094 [{' '.join(['500'] * 96)}]]"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 1 >>"
        f" /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        f" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>"
    )
    font = add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{cmap} /DescendantFonts [{descendant} 0 R] >>"
    )
    kids = []
    for lines in pages:
        content = "\n".join(
            f"BT /F {line.size} Tf {line.x:.2f} {HEIGHT - line.top - line.size:.2f} Td <{line.text.encode('utf-16-be').hex()}> Tj ET"
            for line in lines
        )
        packed = zlib.compress(content.encode())
        stream = add(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {stream} 0 R"
                f" /Resources << /Font << /F {font} 0 R >> >> >>"
            )
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
