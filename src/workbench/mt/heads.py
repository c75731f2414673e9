"""Which attention a model shows: all heads of a chosen decoder layer instead of the first head of the last one.

CTranslate2 shows the attention that was named when the model was converted; for stock Argos packages that is one head,
which says little about alignment. The choice is two small numbers inside `model.bin`; they are rewritten in the copy that is
loaded, the package on disk stays as it is, and translations do not change.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

FORMAT_VERSION = 6
ALL_HEADS = 0
_FORMATS = {1: "<b", 2: "<h", 4: "<i"}


DEEP = 4
"""Decoder layers from which the last layer but one aligns better than the last (Garg et al. 2019, arXiv:1909.02074)."""


def aligned_files(folder: Path) -> dict[str, bytes] | None:
    """The model's files with the attention of its last decoder layer but one, averaged over all heads.

    None where nothing is to be changed: a shallow decoder, a model that was trained and converted to align, or a file of
    another format. Such a model is loaded as it is.
    """
    content = bytearray((folder / "model.bin").read_bytes())
    try:
        numbers, layers = _alignment_numbers(content)
    except (struct.error, UnicodeDecodeError):
        return None
    if layers < DEEP or not {"decoder/alignment_layer", "decoder/alignment_heads"} <= numbers.keys():
        return None
    layer, heads = numbers["decoder/alignment_layer"], numbers["decoder/alignment_heads"]
    if layer.read(content) not in (-1, layers - 1):
        return None
    layer.write(content, layers - 2)
    heads.write(content, ALL_HEADS)
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name != "model.bin"}
    return {**files, "model.bin": bytes(content)}


@dataclass(frozen=True, slots=True)
class _Number:
    """A small integer inside the file: where it is, and in how many bytes."""

    offset: int
    size: int

    def read(self, content: bytearray) -> int:
        (value,) = struct.unpack_from(_FORMATS[self.size], content, self.offset)
        return int(value)

    def write(self, content: bytearray, value: int) -> None:
        struct.pack_into(_FORMATS[self.size], content, self.offset, value)


def _alignment_numbers(content: bytearray) -> tuple[dict[str, _Number], int]:
    """The alignment's numbers by name, and the count of decoder layers (CTranslate2's binary format, version 6)."""
    at = 0

    def number(code: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{code}", content, at)
        at += struct.calcsize(f"<{code}")
        return int(value)

    def text() -> str:
        nonlocal at
        length = number("H")
        value = bytes(content[at : at + length]).rstrip(b"\0").decode()
        at += length
        return value

    found: dict[str, _Number] = {}
    layers = 0
    if number("I") != FORMAT_VERSION:
        return found, layers
    text()
    number("I")
    for _ in range(number("I")):
        name = text()
        for _ in range(number("B")):
            number("I")
        number("B")
        size = number("I")
        if name.startswith("decoder/alignment_") and size in _FORMATS:
            found[name] = _Number(at, size)
        layer = re.match(r"decoder/layer_(\d+)/", name)
        layers = max(layers, int(layer[1]) + 1) if layer else layers
        at += size
    return found, layers
