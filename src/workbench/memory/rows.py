"""Small things that every statement of this room needs."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from workbench.store.sqlite import Database

T = TypeVar("T")


def batches(items: Iterable[T], size: int = 900) -> Iterator[list[T]]:
    """The items in lists of at most `size`, by default what one `IN (…)` takes."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def marks(values: Sequence[object]) -> str:
    """The placeholders of an `IN (…)`."""
    return ",".join("?" * len(values))


@contextmanager
def reading(database: Database) -> Generator[bool, None, None]:
    """One state of the file for several statements: a fold beside must not take a shard away between two of them.

    Yields whether that state is committed; inside an unfinished write it is not.
    """
    if database.conn.in_transaction:
        yield False
        return
    database.conn.execute("BEGIN")
    try:
        yield True
    finally:
        database.conn.execute("ROLLBACK")
