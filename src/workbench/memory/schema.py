"""The memory's tables, as numbered migrations.

    language_pairs 1─n units                what was translated, and how it was
    shards         1─n postings             the bigram index over the units up to `index_state.folded`
    attachments                             other projects' memories, searched beside our own

Unit ids are never used twice and a unit's texts never change in place (a changed text is a new unit): a shard is
immutable, and what it says of an id stays true for as long as the id exists.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("workbench.memory")


@MIGRATIONS()
def m001_units_and_index(db: Database) -> None:
    """Units with their provenance, and the bigram index."""
    for statement in (
        """CREATE TABLE language_pairs (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            source_family TEXT NOT NULL,
            target_family TEXT NOT NULL,
            UNIQUE (source, target)
        )""",
        # `source_key` is the match key, NULL where it equals the source; `identity` hashes all that makes a unit one.
        """CREATE TABLE units (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            pair_id INTEGER NOT NULL REFERENCES language_pairs(id),
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            source_key TEXT,
            source_hash INTEGER NOT NULL,
            identity INTEGER NOT NULL,
            origin TEXT NOT NULL DEFAULT '',
            status TEXT NOT NULL DEFAULT '',
            document TEXT NOT NULL DEFAULT '',
            previous TEXT NOT NULL DEFAULT '',
            next TEXT NOT NULL DEFAULT '',
            author TEXT NOT NULL DEFAULT '',
            created TEXT NOT NULL DEFAULT '',
            changed TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            score INTEGER,
            properties TEXT NOT NULL DEFAULT '',
            uses INTEGER NOT NULL DEFAULT 1
        )""",
        "CREATE UNIQUE INDEX units_by_source ON units (source_hash, identity)",
        """CREATE TABLE shards (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source_family TEXT NOT NULL,
            target_family TEXT NOT NULL,
            size INTEGER NOT NULL,
            active INTEGER NOT NULL DEFAULT 0,
            ids BLOB NOT NULL,
            lengths BLOB NOT NULL,
            distincts BLOB NOT NULL
        )""",
        "CREATE TABLE postings (id INTEGER PRIMARY KEY, ranks BLOB NOT NULL)",
        "CREATE TABLE index_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)


@MIGRATIONS()
def m002_attachments(db: Database) -> None:
    """Other projects' memories that are searched beside our own."""
    db.execute(
        """CREATE TABLE attachments (
            name TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            priority INTEGER NOT NULL,
            penalty INTEGER NOT NULL
        ) WITHOUT ROWID"""
    )


@MIGRATIONS()
def m003_creators(db: Database) -> None:
    """Who made a unit, where that is not its author, who changed it last."""
    db.execute("ALTER TABLE units ADD COLUMN creator TEXT NOT NULL DEFAULT ''")


WITHOUT_CREATORS = "CREATE TEMP VIEW units AS SELECT *, '' AS creator FROM main.units"
"""Lets a memory that is one step behind and must not be written to be read as one of today."""
