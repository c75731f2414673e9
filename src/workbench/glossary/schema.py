"""The glossary's tables, as numbered migrations.

concepts 1─n terms       a concept, and its names in every language
rejected_terms           candidates that an editor refused for good; the harvest does not offer them again
glossary_state           one row whose number grows with every change, so that a built matcher knows it is stale
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("workbench.glossary")


@MIGRATIONS()
def m001_concepts_and_terms(db: Database) -> None:
    """Concepts, terms, refused candidates and the change counter."""
    for statement in (
        """CREATE TABLE concepts (
            id INTEGER PRIMARY KEY,
            external_id TEXT NOT NULL DEFAULT '',
            domain TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            source TEXT NOT NULL DEFAULT ''
        )""",
        """CREATE TABLE terms (
            id INTEGER PRIMARY KEY,
            concept_id INTEGER NOT NULL REFERENCES concepts(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            key TEXT NOT NULL,
            status TEXT NOT NULL,
            pos TEXT NOT NULL DEFAULT '',
            hanja TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            UNIQUE (concept_id, language, text)
        )""",
        "CREATE INDEX terms_by_key ON terms (key, language)",
        """CREATE TABLE rejected_terms (
            language TEXT NOT NULL,
            key TEXT NOT NULL,
            PRIMARY KEY (language, key)
        ) WITHOUT ROWID""",
        "CREATE TABLE glossary_state (version INTEGER NOT NULL)",
        "INSERT INTO glossary_state (version) VALUES (0)",
    ):
        db.execute(statement)
