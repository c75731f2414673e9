"""A PDF page as lines in reading order: characters to rows, rows to columns, columns to paragraphs.

Spaces come from the file, or from gaps too wide to be the setting of the type; small ones between Han and Latin are the
printer's and mean nothing. A paragraph begins where a line is indented, stands apart, changes size or opens with a mark, or
where the line above ends short.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import regex

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー、。「」『』（）・]")
_STOP = regex.compile(r"[。．.!?！？][」』”\"’'）)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_BULLET = regex.compile(r"[\uf0b7\uf0a7\uf06c\uf06e\uf0d8\u25cf\u2022]\s?")
_WORD = regex.compile(r"[（(「『“‘]*[\p{Hangul}\p{Latin}\d:/.\-_~%,]+")
_GAP = 0.28
"""Ems of white from which a gap between two letters is a space."""
_COLUMN_GAP = 1.8
"""Ems of white from which two pieces of a row may belong to two columns."""


@dataclass(slots=True)
class Row:
    """A line of type.

    Attributes:
        text: Its characters, with spaces where there were some; a space at its end is kept.
        x0, x1, top, bottom: Its box in points from the page's top left corner.
        size: The size of most of its characters.
        page: The page it stands on, from 0.
        column: Its column in reading order within the page.
        opens: Whether a paragraph begins with it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0
    column: int = 0
    opens: bool = False


def rows(chars: Iterable[Mapping[str, Any]], page: int, page_width: float) -> list[Row]:
    """The rows of a page in reading order, columns one after the other.

    Args:
        chars: pdfplumber's characters: text, x0, x1, top, bottom, size, upright.
        page: The page's number, from 0.
        page_width: In points.
    """
    upright = [char for char in chars if char.get("upright", True) and char["text"]]
    pieces = [piece for line in _lines(upright) for piece in _pieces(line)]
    found = [row for piece in pieces if (row := _row(piece, page)).text.strip()]
    return _in_reading_order(found, page_width)


def mark_paragraphs(found: Sequence[Row]) -> None:
    """Note on each row whether a paragraph begins with it (rows of a document, in reading order)."""
    steps = [
        below.top - above.top
        for above, below in itertools.pairwise(found)
        if below.page == above.page and below.column == above.column and 0 < below.top - above.top < 3 * above.size
    ]
    step = median(steps) if steps else 0.0
    edges = _edges(found)
    for index, row in enumerate(found):
        above = found[index - 1] if index else None
        row.opens = above is None or _begins(above, row, step, edges)


def _lines(chars: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Characters whose middles lie at one height; small raised ones belong to the line they overlap."""
    lines: list[list[Mapping[str, Any]]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2):
        height = char["bottom"] - char["top"]
        for line in lines[-3:]:
            first = line[0]
            overlap = min(first["bottom"], char["bottom"]) - max(first["top"], char["top"])
            if overlap > 0.5 * min(height, first["bottom"] - first["top"]):
                line.append(char)
                break
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda char: char["x0"])
    return lines


def _pieces(line: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """A line divided where the white in it may be the space between two columns."""
    pieces: list[list[Mapping[str, Any]]] = [[]]
    for char in line:
        last = next((before for before in reversed(pieces[-1]) if not before["text"].isspace()), None)
        if last is not None and not char["text"].isspace() and char["x0"] - last["x1"] > _COLUMN_GAP * char["size"]:
            pieces.append([])
        pieces[-1].append(char)
    return pieces


def _row(piece: Sequence[Mapping[str, Any]], page: int) -> Row:
    inked = [char for char in piece if not char["text"].isspace()] or list(piece)
    sizes = Counter(round(float(char["size"]), 1) for char in inked)
    size = sizes.most_common(1)[0][0]
    full = [char for char in inked if char["size"] > 0.8 * size] or inked
    middle = median((char["top"] + char["bottom"]) / 2 for char in full)
    parts: list[str] = []
    before: Mapping[str, Any] | None = None
    for char in piece:
        text = char["text"]
        if before is not None and not text.isspace() and not before["text"].isspace():
            gap = char["x0"] - before["x1"]
            wide = _WIDE.match(text) is not None, _WIDE.match(before["text"]) is not None
            if gap > (0.8 if any(wide) else _GAP) * size:
                parts.append(" ")
        raised = char["size"] < 0.8 * size and (char["top"] + char["bottom"]) / 2 < middle - 0.08 * size
        parts.append(text.translate(_SUPERSCRIPT) if raised and text.isdigit() and text.isascii() else text)
        before = char
    text = (
        _BULLET.sub("- ", "".join(parts).lstrip(), count=1)
        if _BULLET.match("".join(parts).lstrip())
        else "".join(parts)
    )
    return Row(
        text, min(char["x0"] for char in inked), max(char["x1"] for char in inked),
        min(char["top"] for char in full), max(char["bottom"] for char in full), size, page,
    )  # fmt: skip


def _in_reading_order(found: list[Row], page_width: float) -> list[Row]:
    gutter = _gutter(found, page_width)
    ordered = sorted(found, key=lambda row: (round(row.top), row.x0))
    if gutter is None:
        return _rejoined(ordered)
    out: list[Row] = []
    band: list[Row] = []
    column = 0

    def flush() -> None:
        nonlocal column
        for side in (0, 1):
            rows_of_side = [row for row in band if (row.x0 >= gutter) == bool(side)]
            for row in _rejoined(rows_of_side):
                row.column = column
                out.append(row)
            column += bool(rows_of_side)
        band.clear()

    for row in ordered:
        if row.x0 < gutter - 2 and row.x1 > gutter + 2:
            flush()
            row.column = column
            out.append(row)
            column += 1
        else:
            band.append(row)
    flush()
    return out


def _gutter(found: Sequence[Row], page_width: float) -> float | None:
    """Where the white between two columns runs, or None on a page of one column."""
    if len(found) < 8:
        return None
    best: tuple[int, float] | None = None
    for tenth in range(350, 651, 5):
        x = page_width * tenth / 1000
        crossing = sum(row.x0 < x - 1 and row.x1 > x + 1 for row in found)
        left = sum(row.x1 <= x + 1 for row in found)
        right = sum(row.x0 >= x - 1 for row in found)
        if (
            crossing <= 0.25 * len(found)
            and min(left, right) >= max(3, 0.2 * len(found))
            and (best is None or crossing < best[0])
        ):
            best = crossing, x
    if best is None:
        return None
    # The white may be wide: its middle is found from the columns' own edges.
    x = best[1]
    left_edge = max((row.x1 for row in found if row.x1 <= x + 1), default=x)
    right_edge = min((row.x0 for row in found if row.x0 >= x - 1), default=x)
    side_by_side = sum(
        any(other.x0 >= x - 1 and abs(other.top - row.top) < 0.6 * row.size for other in found)
        for row in found
        if row.x1 <= x + 1
    )
    return (left_edge + right_edge) / 2 if side_by_side >= 3 else None


def _rejoined(ordered: Sequence[Row]) -> list[Row]:
    """Pieces of one row of a column put together again (a tab, a wide space)."""
    out: list[Row] = []
    for row in ordered:
        last = out[-1] if out else None
        if last is not None and abs(last.top - row.top) < 0.5 * row.size and row.x0 >= last.x1:
            last.text = f"{last.text.rstrip()}\t{row.text}"
            last.x1 = row.x1
        else:
            out.append(row)
    return out


def _edges(found: Sequence[Row]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the type in each column."""
    columns: dict[tuple[int, int], list[Row]] = {}
    for row in found:
        columns.setdefault((row.page, row.column), []).append(row)
    edges = {}
    for key, members in columns.items():
        lefts = Counter(round(row.x0) for row in members)
        edges[key] = (float(min(lefts.most_common(2), key=lambda pair: pair[0])[0]), max(row.x1 for row in members))
    return edges


def _first_word(row: Row) -> float:
    """The width in points of the first piece of a line that may not be broken."""
    match = _WORD.match(row.text.lstrip())
    return sum(row.size * (1 if _WIDE.match(char) else 0.5) for char in match.group()) if match else row.size


def _begins(above: Row, row: Row, step: float, edges: Mapping[tuple[int, int], tuple[float, float]]) -> bool:
    left, _ = edges[row.page, row.column]
    above_left, above_right = edges[above.page, above.column]
    if abs(row.size - above.size) > 0.08 * above.size:
        return True
    ends_short = above.x1 < above_right - 2.2 * above.size
    stopped = _STOP.search(above.text.rstrip()) is not None
    same = (row.page, row.column) == (above.page, above.column)
    if same and step and row.top - above.top > 1.35 * step:
        return True
    indented = (
        row.x0 > left + 0.7 * row.size
        and row.x0 > above.x0 + 0.7 * row.size
        and above.x0 < above_left + 0.7 * above.size
    )
    if (
        ends_short
        and not stopped
        and same
        and not indented
        and _first_word(row) > above_right - above.x1 - 0.5 * row.size
    ):
        return False  # the word below had no room on the line above
    if ends_short:
        return stopped or not same or indented or above.x1 < above_right - 6 * above.size
    return indented and stopped
