"""Opening the database: is it ours, is it of our version, and how it is written safely.

WAL with `synchronous=FULL`: a confirmed segment is on the disk when the key is answered (5 ms, once a segment). Writers
queue with `BEGIN IMMEDIATE` and a five-second wait, so that two editors on one project never see a half-made change.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StoreError
from workbench.store.sqlite import Database

if TYPE_CHECKING:
    from sqlite_utils import Migrations

APPLICATION_ID = 0x574B4248
"""`WKBH` in the SQLite header marks a file as a workbench project."""

BUSY_SECONDS = 5.0

NOT_WRITABLE = "the project cannot be written; put it in a folder where you may write"


def open_database(
    path: Path,
    migrations: Callable[[], Sequence[Migrations]],
    *,
    version: int = 0,
    create: bool = True,
    durable: bool = True,
    reading: bool = False,
) -> Database:
    """The opened database, brought up to date.

    Connections are not shared between threads: a worker opens its own.

    Args:
        path: The file; its folder must exist.
        migrations: Gives every room's set, the store's first; asked only where the file is not up to date.
        version: How many steps they have: what a file that is up to date says of itself. 0 asks them at every opening.
        create: Make the file where there is none.
        durable: Whether each commit is flushed to the disk before it returns (bulk imports may do without).
        reading: Open it also where it may only be read (an archive, another's folder); writing fails then.

    Raises:
        StoreError: No such file, not ours, of a newer version, damaged, locked, or not writable.
    """
    if not path.exists() and not create:
        raise StoreError("no such project", path=path, hint="import a document first, or name another with --db")
    if not path.parent.is_dir():
        raise StoreError("its folder does not exist", path=path, hint="make the folder, or name another with --db")
    if path.is_dir():
        raise StoreError("is a folder", path=path, hint="name a file with --db")
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        _check_ours(connection, path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")
        database = Database(connection)
        if not version or connection.execute("PRAGMA user_version").fetchone() != (version,):
            _bring_up_to_date(database, path, migrations(), version)
        return database
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        if reading and explain(error) == NOT_WRITABLE:
            return _open_frozen(path, migrations, version)
        raise StoreError(explain(error), path=path) from error
    except StoreError:
        if connection is not None:
            connection.close()
        raise


def _open_frozen(path: Path, migrations: Callable[[], Sequence[Migrations]], version: int) -> Database:
    """A project that is read where it cannot be written; writing to it fails.

    One of an older version is brought up to date in a copy in memory, which cannot be written either.

    Raises:
        StoreError: Changes wait in its log, or it is of a newer version.
    """
    try:
        connection = _connect_immutable(path)
        if connection.execute("PRAGMA user_version").fetchone() != (version,):
            with closing(connection):
                copy = sqlite3.connect("file::memory:", uri=True, isolation_level=None)
                connection.backup(copy)
            connection = copy
            _bring_up_to_date(Database(copy), path, migrations(), version)
            copy.execute("PRAGMA query_only=ON")
    except sqlite3.DatabaseError as error:
        raise StoreError(explain(error), path=path) from error
    return Database(connection)


def open_read_only(path: Path) -> Database:
    """Another project's file, to be read and never changed: neither brought up to date nor created.

    Raises:
        StoreError: No such file, not ours, or damaged.
    """
    if not path.is_file():
        raise StoreError("no such project", path=path)
    try:
        try:
            return Database(_connect(path, "mode=ro"))
        except sqlite3.OperationalError as error:
            if explain(error) != NOT_WRITABLE:
                raise
            return Database(_connect_immutable(path))
    except sqlite3.DatabaseError as error:
        raise StoreError(explain(error), path=path) from error


def _connect_immutable(path: Path) -> sqlite3.Connection:
    """A connection to a file in a folder where SQLite cannot keep its log and locks: it is taken as it stands.

    Raises:
        StoreError: It may not be read, changes wait in its log, which cannot be read without its locks, or it is not ours.
    """
    if not os.access(path, os.R_OK):
        raise StoreError("you may not read this project", path=path)
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(f"has changes in its log, and {NOT_WRITABLE}", path=path)
    return _connect(path, "immutable=1")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    """A connection to a file of ours by a parameter of SQLite's file names, to be read alone."""
    uri = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _check_ours(connection, path)
    except (sqlite3.DatabaseError, StoreError):
        connection.close()
        raise
    return connection


def close(database: Database) -> None:
    """Close the connection; the last one to close folds the write-ahead log into the file."""
    database.conn.close()


@contextmanager
def transaction(database: Database) -> Generator[None, None, None]:
    """All of the block's writes, or none; blocks may be nested.

    Raises:
        StoreError: Another writer holds the file for longer than five seconds, or the disk is full.
    """
    try:
        if database.conn.in_transaction:
            with database.atomic():
                yield
            return
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            database.rollback()
            raise
        database.conn.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if database.conn.in_transaction:
            database.rollback()
        raise StoreError(explain(error)) from error


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application_id != APPLICATION_ID:
        raise StoreError("a SQLite file, but no workbench project", path=path, hint="name another with --db")


def _bring_up_to_date(database: Database, path: Path, migrations: Sequence[Migrations], version: int) -> None:
    from sqlite_utils import Database as Tables

    tables = Tables(database.conn)
    known = "_sqlite_migrations"
    if tables[known].exists():
        ours = {(found.name, step.name) for found in migrations for step in found._migrations}
        applied = {(row["migration_set"], row["name"]) for row in tables[known].rows}
        if applied - ours:
            raise StoreError("made by a newer workbench", path=path, hint="update the workbench to open it")
    if version or any(not tables[known].exists() or found.pending(tables) for found in migrations):
        with transaction(database):
            for found in migrations:
                found.apply(tables)
            database.execute(f"PRAGMA application_id={APPLICATION_ID}")
            database.execute(f"PRAGMA user_version={version}")


def explain(error: sqlite3.Error) -> str:
    """What a SQLite error means for the user, in plain words."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return "another program is writing to the project; wait until it is done and try again"
    if "full" in text:
        return "the disk is full; nothing of this step was written"
    if "not a database" in text:
        return "not a SQLite file, so no workbench project"
    if "malformed" in text:
        return (
            "the project file is damaged; put a copy of it in its place, or save what is left with sqlite3's .recover"
        )
    if "readonly" in text or "unable to open" in text:
        return NOT_WRITABLE
    return f"the project file cannot be used ({text})"
