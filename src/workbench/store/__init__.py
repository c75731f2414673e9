"""The project's one SQLite file: opening it safely, documents and segments, revisions, runs.

The rooms `memory` and `glossary` keep their own tables in the same file (each with its own set of migrations); they run
their statements inside `transaction`, so that a confirm and the TM unit it makes are one write or none.
"""

from workbench.store.database import close, open_database, transaction
from workbench.store.sqlite import Database

__all__ = ["Database", "close", "open_database", "transaction"]
