"""Small things that every statement of this room needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int = 900) -> Iterator[list[T]]:
    """The items in lists of at most `size`, by default what one `IN (…)` takes."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def marks(values: Sequence[object]) -> str:
    """The placeholders of an `IN (…)`."""
    return ",".join("?" * len(values))
