"""The open connection as every room uses it.

sqlite-utils makes and changes the tables (`database.open_database`). It is not loaded to use them: it brings numpy with it,
which opening a project does not need.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Values = Sequence[Any] | Mapping[str, Any]


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
