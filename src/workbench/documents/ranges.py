"""Ranges of a text that do not overlap, asked whether they cover a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Ranges:
    """Half-open ranges that do not overlap; a question takes logarithmic time."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def cover(self, place: int) -> bool:
        """Whether one of the ranges covers the place."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the ranges shares a place with `start` … `end`."""
        index = bisect_right(self._starts, max(end - 1, start)) - 1
        return index >= 0 and start < self._ends[index] and self._starts[index] < end
