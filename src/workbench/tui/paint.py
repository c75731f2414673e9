"""Drawing document text: wrapped by our rules, coloured by offsets, never read as markup.

Every panel of the editor that shows text of a document goes through here, which is what keeps `[red]` in a source from
becoming red, and an escape sequence from reaching the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment as Piece
from rich.style import Style

from workbench.text.width import cells
from workbench.text.wrap import lines
from workbench.tui.shown import shown

Line = list[Piece]


class Mark(NamedTuple):
    """A style over code points of the document's text; later marks lie on top of earlier ones."""

    start: int
    end: int
    style: Style


def paint(text: str, width: int, base: Style, marks: Sequence[Mark] = (), *, tag: Style | None = None) -> list[Line]:
    """The lines of a text, each filled to `width` cells.

    Args:
        text: Text of a document.
        width: Cells of a line.
        base: The style under all marks.
        marks: What to colour.
        tag: How tag signs are drawn.
    """
    view = shown(text)
    placed = [Mark(view.at(mark.start), view.at(mark.end), mark.style) for mark in marks]
    if tag is not None:
        placed += [Mark(start, end, tag) for start, end in view.tags]
    return [
        fill(styled(view.text, start, end, base, placed), width, base) for start, end in lines(view.text, max(1, width))
    ]


def excerpt(
    text: str,
    width: int,
    base: Style,
    marks: Sequence[Mark] = (),
    *,
    at: int = 0,
    rows: int = 2,
    tag: Style | None = None,
) -> list[Line]:
    """As `paint`, of at most so many lines: those where the text's offset `at` stands; … says what is left out."""
    view = shown(text)
    spans = lines(view.text, max(1, width - 2))
    here = next((row for row, (_, end) in enumerate(spans) if view.at(at) < end), 0)
    first = max(0, min(here, len(spans) - rows))
    painted = paint(text, width - 2, base, marks, tag=tag)[first : first + rows]
    if first + rows < len(spans):
        last = painted[-1]
        painted[-1] = [*(last if last[-1].text.strip() else last[:-1]), Piece("…", base)]
    if first:
        painted[0] = [Piece("…", base), *painted[0]]
    return painted


def styled(text: str, start: int, end: int, base: Style, marks: Sequence[Mark]) -> Line:
    """The pieces of `text[start:end]`."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    if not here:
        return [Piece(text[start:end], base)]
    edges = sorted({start, end, *(edge for mark in here for edge in mark[:2] if start < edge < end)})
    pieces = []
    for left, right in pairwise(edges):
        style = base
        for mark in here:
            if mark.start <= left and mark.end >= right:
                style += mark.style
        pieces.append(Piece(text[left:right], style))
    return pieces


def fill(pieces: Line, width: int, style: Style) -> Line:
    """The line with spaces up to `width` cells."""
    taken = sum(cells(piece.text) for piece in pieces)
    return [*pieces, Piece(" " * (width - taken), style)] if taken < width else pieces
