"""The connection as every room uses it, and the numbered steps that bring a file up to date.

In the place of sqlite-utils, which loads numpy, click and the entry points of every installed package before its first
query: half of what opening a project cost. The table of applied steps is the one it keeps, so that its command line and
files made with it go on working.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Values = Sequence[Any] | Mapping[str, Any]

APPLIED = "_sqlite_migrations"
"""The table that names the applied steps."""


class Database:
    """An open SQLite connection in autocommit mode (`isolation_level=None`)."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.conn.execute(sql, values)

    def query(self, sql: str, values: Values = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query by column name."""
        cursor = self.conn.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    @contextmanager
    def atomic(self) -> Generator[None, None, None]:
        """All of the block's writes or none, inside an open transaction."""
        name = f"part_{secrets.token_hex(8)}"
        self.conn.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            if self.conn.in_transaction:  # an error may have ended it, savepoints and all
                self.conn.execute(f"ROLLBACK TO {name}")
                self.conn.execute(f"RELEASE {name}")
            raise
        self.conn.execute(f"RELEASE {name}")

    def rollback(self) -> None:
        """Take back what the open transaction wrote, where there is one."""
        self.conn.rollback()

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the name it is known by, and what it does."""

    name: str
    carry_out: Callable[[Database], None]


class Migrations:
    """The steps of one room, in order; the functions under `@MIGRATIONS()`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[Step] = []

    def __call__(self) -> Callable[[Callable[[Database], None]], Callable[[Database], None]]:
        """Take the decorated function as the next step."""

        def take(function: Callable[[Database], None]) -> Callable[[Database], None]:
            self.steps.append(Step(function.__name__, function))
            return function

        return take

    def pending(self, database: Database) -> list[Step]:
        """The steps that the file has not seen."""
        done = {step for name, step in applied(database) if name == self.name}
        return [step for step in self.steps if step.name not in done]

    def apply(self, database: Database) -> None:
        """Carry the pending steps out, inside the caller's transaction."""
        database.execute(
            f'CREATE TABLE IF NOT EXISTS "{APPLIED}"'
            " (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
        )
        database.execute(
            f'CREATE UNIQUE INDEX IF NOT EXISTS "idx_{APPLIED}_migration_set_name" ON "{APPLIED}" (migration_set, name)'
        )
        for step in self.pending(database):
            step.carry_out(database)
            database.execute(
                f'INSERT INTO "{APPLIED}" (migration_set, name, applied_at) VALUES (?, ?, ?)',
                (self.name, step.name, str(datetime.now(UTC))),
            )


def applied(database: Database) -> set[tuple[str, str]]:
    """The steps a file has seen, as (set, step); none where it is new."""
    known = database.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (APPLIED,)).fetchone()[0]
    return set(database.execute(f'SELECT migration_set, name FROM "{APPLIED}"')) if known else set()
