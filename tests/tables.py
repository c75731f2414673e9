"""What a project's file holds, for the tests that pin it."""

from workbench.store.sqlite import Database


def tables(db: Database) -> list[str]:
    """The names of its tables."""
    return [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]


def columns(db: Database, table: str) -> list[str]:
    """The columns of a table, in order."""
    return [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
