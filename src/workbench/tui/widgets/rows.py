"""What the grid draws: rows as plain values, and the sequence that makes them on demand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from workbench.model import BlockKind, Origin, Status


@dataclass(frozen=True, slots=True)
class Row:
    """One segment as the grid shows it.

    `marks` are ranges of source and target with the name of an ink; `signs` the gutter's glyphs with theirs; `first` and
    `last` say whether the segment begins or ends its block.
    """

    number: int
    source: str
    target: str
    status: Status
    origin: Origin = Origin.NONE
    score: int | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    label: str = ""
    first: bool = True
    last: bool = True
    signs: tuple[tuple[str, str], ...] = ()
    source_marks: tuple[tuple[int, int, str], ...] = ()
    target_marks: tuple[tuple[int, int, str], ...] = ()


class Rows(Protocol):
    """The rows of a grid, made when they come into view."""

    def __len__(self) -> int:
        """How many there are."""

    def row(self, place: int) -> Row:
        """The row at a 0-based place."""

    def measures(self) -> Iterable[tuple[int, int]]:
        """About how many cells source and target of each row take, quickly."""


class NoRows:
    """A grid without a document."""

    def __len__(self) -> int:
        return 0

    def row(self, place: int) -> Row:
        """There are none."""
        raise IndexError(place)

    def measures(self) -> Iterable[tuple[int, int]]:
        """There are none."""
        return ()
