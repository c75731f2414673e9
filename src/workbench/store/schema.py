"""The store's tables, as numbered migrations; `tests/store/test_schema.py` pins what they add up to.

documents 1─n blocks 1─n segments          what the editor works on
changes   1─n revisions                    every change of a target or of the segmentation, and its undo
runs, drafts                               how drafts were made, and the cache of machine drafts
desks                                      who has which segment open, and unsaved typing
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("workbench.store")
VERDICTS = Migrations("workbench.verdicts")


@MIGRATIONS()
def m001_documents_and_segments(db: Database) -> None:
    """Documents, blocks, segments, their revisions, runs and the draft cache."""
    for statement in (
        """CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            path TEXT NOT NULL,
            format TEXT NOT NULL,
            encoding TEXT NOT NULL,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            original BLOB NOT NULL,
            findings TEXT NOT NULL DEFAULT '[]',
            imported TEXT NOT NULL,
            place INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE blocks (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            start INTEGER NOT NULL,
            level INTEGER NOT NULL,
            label TEXT NOT NULL,
            reference TEXT NOT NULL,
            address TEXT NOT NULL,
            edits TEXT NOT NULL,
            tags TEXT NOT NULL,
            UNIQUE (document_id, position)
        )""",
        """CREATE TABLE segments (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            block_id INTEGER NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            source TEXT NOT NULL,
            source_key TEXT NOT NULL,
            target TEXT NOT NULL DEFAULT '',
            status TEXT NOT NULL DEFAULT 'untranslated',
            origin TEXT NOT NULL DEFAULT '',
            score INTEGER,
            note TEXT NOT NULL DEFAULT '',
            locked INTEGER NOT NULL DEFAULT 0,
            bookmarked INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX segments_by_document ON segments (document_id, position)",
        "CREATE INDEX segments_by_block ON segments (block_id)",
        "CREATE INDEX segments_by_key ON segments (source_key)",
        """CREATE TABLE changes (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            action TEXT NOT NULL,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            seconds REAL,
            undone INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX changes_by_document ON changes (document_id, id)",
        """CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            change_id INTEGER NOT NULL REFERENCES changes(id) ON DELETE CASCADE,
            segment_id INTEGER NOT NULL,
            before TEXT,
            after TEXT
        )""",
        "CREATE INDEX revisions_by_change ON revisions (change_id)",
        "CREATE INDEX revisions_by_segment ON revisions (segment_id)",
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            command TEXT NOT NULL,
            signature TEXT NOT NULL,
            started TEXT NOT NULL,
            finished TEXT,
            report TEXT
        )""",
        """CREATE TABLE drafts (
            source_key TEXT NOT NULL,
            engine TEXT NOT NULL,
            draft TEXT NOT NULL,
            PRIMARY KEY (source_key, engine)
        ) WITHOUT ROWID""",
    ):
        db.execute(statement)


@MIGRATIONS()
def m002_alignments(db: Database) -> None:
    """Alignments under review."""
    db.execute(
        """CREATE TABLE alignments (
            id INTEGER PRIMARY KEY,
            source_name TEXT NOT NULL,
            target_name TEXT NOT NULL,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            sources TEXT NOT NULL,
            targets TEXT NOT NULL,
            rows TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            confirmed_count INTEGER NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL
        )"""
    )
    db.execute("CREATE INDEX alignments_by_name ON alignments (source_name, target_name)")


@MIGRATIONS()
def m003_desks(db: Database) -> None:
    """Who has which segment open, and what is being typed in it: presence and crash journal in one."""
    db.execute(
        """CREATE TABLE desks (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            segment_id INTEGER,
            author TEXT NOT NULL,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            beat REAL NOT NULL,
            basis TEXT,
            typed TEXT
        )"""
    )
    db.execute("CREATE INDEX desks_by_document ON desks (document_id)")


@VERDICTS()
def m001_ignored_findings_and_rewrites(db: Database) -> None:
    """Findings to pass over (segment 0: everywhere), and rewrite rules."""
    db.execute(
        """CREATE TABLE ignored_findings (
            "check" TEXT NOT NULL,
            message TEXT NOT NULL,
            segment_id INTEGER NOT NULL,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY ("check", message, segment_id)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE rewrites (
            id INTEGER PRIMARY KEY,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (source_language, target_language, before)
        )"""
    )
