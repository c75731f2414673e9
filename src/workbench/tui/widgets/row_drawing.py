"""One row of the grid as lines: the gutter with its signs, the source with its label, status and score, the target."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment as Piece
from rich.style import Style

from workbench.model import BlockKind
from workbench.text import controls
from workbench.text.width import cells, pad
from workbench.tui.ink import ORIGIN_INKS, STATUS_GLYPHS, Inked
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.widgets.rows import Row

MIDDLE = 8
"""Cells between source and target: a gap, the status, the score."""

GUTTER = 5
"""Cells of the gutter besides the number: the bar, a space, the signs."""


class Columns(NamedTuple):
    """Cells of the number, the source and the target; `stacked` ones stand one above the other."""

    number: int
    source: int
    target: int
    stacked: bool


def drawn_row(view: Inked, row: Row, columns: Columns, ground: Style, *, current: bool) -> list[Line]:
    """The lines of a row on its ground."""
    source = _source(view, row, columns.source, ground)
    target = _target(view, row, columns.target, ground)
    gutter = _gutter(view, row, columns.number, ground, current=current)
    middle = _middle(view, row, ground)
    blank_gutter = [gutter[0], Piece(" " * (columns.number + GUTTER - 1), ground)]
    blank_middle = [Piece(" " * MIDDLE, ground)]
    edge = Piece(" ", ground)
    lines: list[Line] = []
    if columns.stacked:
        for number, line in enumerate(source):
            lines.append([*(blank_gutter if number else gutter), *line, edge])
        for number, line in enumerate(target):
            lines.append([*blank_gutter, *(blank_middle if number else middle), *line])
        return lines
    for number in range(max(len(source), len(target))):
        left = source[number] if number < len(source) else [Piece(" " * columns.source, ground)]
        right = target[number] if number < len(target) else [Piece(" " * columns.target, ground)]
        between = blank_middle if number else middle
        lines.append([*(blank_gutter if number else gutter), *left, *between, *right, edge])
    return lines


def _gutter(view: Inked, row: Row, width: int, ground: Style, *, current: bool) -> Line:
    signs = [Piece(sign, ground + view.ink(name)) for sign, name in row.signs[:2]]
    return [
        Piece("▌", ground + view.ink("accent")) if current else Piece(" ", ground),
        Piece(f"{row.number:>{width}} ", ground + view.ink("strong" if current else "faint")),
        *signs,
        Piece(" " * (3 - len(signs)), ground),
    ]


def _middle(view: Inked, row: Row, ground: Style) -> Line:
    score = "" if row.score is None else str(row.score)
    return [
        Piece("  ", ground),
        Piece(STATUS_GLYPHS[row.status], ground + view.ink(row.status)),
        Piece(f"{score:>4} ", ground + view.ink(ORIGIN_INKS.get(row.origin, "muted"))),
    ]


def _source(view: Inked, row: Row, width: int, ground: Style) -> list[Line]:
    lead, name = _lead(row)
    lead = lead if cells(lead) < width // 2 else ""
    indent = cells(lead)
    base = ground + view.ink(_source_ink(row))
    marks = [Mark(start, end, view.ink(ink)) for start, end, ink in row.source_marks]
    painted = paint(row.source, width - indent, base, marks, tag=view.ink("tag"))
    if not indent:
        return painted
    again = lead if row.kind is BlockKind.QUOTATION else ""
    style = ground + view.ink(name)
    return [[Piece(pad(again if number else lead, indent), style), *line] for number, line in enumerate(painted)]


def _target(view: Inked, row: Row, width: int, ground: Style) -> list[Line]:
    base = ground + view.ink("text" if row.status.is_final or row.status == "edited" else "muted")
    if row.kind in (BlockKind.TITLE, BlockKind.HEADING):
        base += Style(bold=True)
    marks = [Mark(start, end, view.ink(ink)) for start, end, ink in row.target_marks]
    return paint(row.target, width, base, marks, tag=view.ink("tag"))


def _lead(row: Row) -> tuple[str, str]:
    """What stands before a source: its list label, its footnote digit, the bar of a quotation."""
    if row.kind is BlockKind.QUOTATION:
        return "▎ ", "accent"
    if row.kind in (BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.NOTE):
        inset = "  " * max(0, row.level - 1)
        if row.label:
            label = f"{inset}{controls.shown(row.label)} "
            return (label if row.first else " " * cells(label)), "accent"
        return (f"{inset}- " if row.first else f"{inset}  "), "faint"
    return "", "muted"


def _source_ink(row: Row) -> str:
    if row.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return "heading"
    if row.kind in (BlockKind.FOOTNOTE, BlockKind.NOTE, BlockKind.META, BlockKind.TOC, BlockKind.FURNITURE):
        return "muted"
    return "text"
