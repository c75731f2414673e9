"""The heights of very many rows, and which row stands at which line: the arithmetic of a virtual list.

Rows are kept in blocks with a sum each, so that correcting one height costs the same for fifty rows and fifty thousand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

BLOCK = 256


class Heights:
    """Row heights in lines; every row is at least one line high."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = array("i", heights)
        self._sums = [sum(self._heights[start : start + BLOCK]) for start in range(0, len(self._heights), BLOCK)]
        self._tops = [0, *accumulate(self._sums)]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        """The lines of all rows."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """The line at which a row begins; for the number of rows, the line behind the last."""
        block = row // BLOCK
        if block >= len(self._sums):
            return self.total
        return self._tops[block] + sum(self._heights[block * BLOCK : row])

    def row_at(self, line: int) -> int:
        """The row at a line, the last row beyond the end; there must be rows."""
        if line >= self.total:
            return len(self._heights) - 1
        block = max(0, bisect_right(self._tops, line) - 1)
        row, line = block * BLOCK, line - self._tops[block]
        while line >= self._heights[row]:
            line -= self._heights[row]
            row += 1
        return row

    def set(self, row: int, height: int) -> int:
        """Correct a height; returns by how much it grew."""
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            block = row // BLOCK
            self._sums[block] += grown
            for later in range(block + 1, len(self._tops)):
                self._tops[later] += grown
        return grown
