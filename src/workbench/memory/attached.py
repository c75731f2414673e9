"""Other projects' memories, read beside our own: each with a name, a priority and a penalty, and never written to."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import StoreError, UsageError
from workbench.store import transaction
from workbench.store.database import open_read_only
from workbench.store.sqlite import Database


@dataclass(frozen=True, slots=True)
class Attachment:
    """A memory that is searched beside our own.

    Attributes:
        name: How it is called here.
        path: Its project file.
        priority: Of equal matches, the one of the higher priority comes first; our own memory has 0.
        penalty: Points its matches lose in the order.
    """

    name: str
    path: Path
    priority: int = 0
    penalty: int = 0


def attach(database: Database, attachment: Attachment) -> None:
    """Search another project's memory too, from now on.

    Raises:
        StoreError: It cannot be opened, or is no project of ours.
        UsageError: It is this project itself, or the penalty is none.
    """
    if not 0 <= attachment.penalty <= 100:
        raise UsageError(f"a penalty is between 0 and 100, not {attachment.penalty}")
    path = attachment.path.resolve()
    (_, _, own) = database.execute("PRAGMA database_list").fetchone()
    if own and Path(own).resolve() == path:
        raise UsageError("a project cannot be attached to itself", path=path)
    opened(Attachment(attachment.name, path)).close()
    with transaction(database):
        database.execute(
            "INSERT OR REPLACE INTO attachments (name, path, priority, penalty) VALUES (?, ?, ?, ?)",
            (attachment.name, str(path), attachment.priority, attachment.penalty),
        )


def detach(database: Database, name: str) -> None:
    """Search it no more.

    Raises:
        UsageError: There is none of this name.
    """
    with transaction(database):
        if not database.execute("DELETE FROM attachments WHERE name = ?", (name,)).rowcount:
            names = ", ".join(found.name for found in attachments(database)) or "none"
            raise UsageError(f"no memory called '{name}' is attached", hint=f"there is {names}")


def attachments(database: Database) -> list[Attachment]:
    """What is attached, by priority."""
    return [
        Attachment(name, Path(path), priority, penalty)
        for name, path, priority, penalty in database.execute(
            "SELECT name, path, priority, penalty FROM attachments ORDER BY priority DESC, name"
        )
    ]


def opened(attachment: Attachment) -> Database:
    """The attached memory, open for reading alone.

    Raises:
        StoreError: Missing, damaged, no project of ours, or of another version.
    """
    from sqlite_utils import Database as Tables

    from workbench.memory.schema import MIGRATIONS, WITHOUT_CREATORS

    database = open_read_only(attachment.path)
    try:
        pending = MIGRATIONS.pending(Tables(database.conn))
    except sqlite3.OperationalError as error:
        database.close()
        raise StoreError("is being changed by another program", path=attachment.path) from error
    if [step.name for step in pending] == ["m003_creators"]:
        database.execute(WITHOUT_CREATORS)
    elif pending:
        database.close()
        raise StoreError("its memory is of an older version", path=attachment.path, hint="open it once by itself")
    return database
