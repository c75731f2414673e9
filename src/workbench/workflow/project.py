"""A project: one SQLite file with its documents, translation memory, glossary and settings, opened together.

Everything a use case needs hangs on it. Connections belong to the thread that opened them: a worker opens its own with
`reopen`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from workbench import config, store

if TYPE_CHECKING:
    from sqlite_utils import Migrations

    from workbench.glossary import Glossary
    from workbench.memory import Memory
    from workbench.store import Database

SCHEMA = 8
"""How many steps the `migrations` have."""

FOLD_AT = 2000
"""Units not yet indexed that make closing the project worth a fold (some 50 ms)."""


def migrations() -> tuple[Migrations, ...]:
    """Every room's tables, in the order they are made; loaded for a file that is new or of an older version."""
    from workbench.glossary.schema import MIGRATIONS as GLOSSARY
    from workbench.memory.schema import MIGRATIONS as MEMORY
    from workbench.store.schema import MIGRATIONS as STORE
    from workbench.store.schema import VERDICTS

    return STORE, VERDICTS, MEMORY, GLOSSARY


class Project:
    """An open project; use it as a context manager.

    Attributes:
        path: The database file.
        db: Its connection, for the store's functions.
        settings: `workbench.toml` beside it.
        author: Whose name revisions carry.
    """

    def __init__(self, path: Path, *, create: bool = True, durable: bool = True, reading: bool = False) -> None:
        """Open the project, creating the file where there is none and `create` is true; with `reading` also where it may
        only be read.

        Raises:
            StoreError: The file cannot be opened, or is no project of ours.
            UsageError: `workbench.toml` is damaged.
        """
        self.path = path
        self.settings = config.load(path)
        self.author = config.author()
        self.db: Database = store.open_database(
            path, migrations, version=SCHEMA, create=create, durable=durable, reading=reading
        )

    @cached_property
    def memory(self) -> Memory:
        """The translation memory; its room is opened when it is first asked for, as the glossary's is."""
        from workbench.memory import Memory

        return Memory(self.db)

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary."""
        from workbench.glossary import Glossary

        return Glossary(self.db)

    def reopen(self) -> Project:
        """The same project on a connection of its own, for another thread."""
        return Project(self.path, create=False)

    def close(self) -> None:
        """Close the file; a memory that has grown by much is indexed first, so that the next lookups are quick."""
        if "memory" in vars(self) and self.memory.tail() >= FOLD_AT:
            self.memory.fold()
        store.close(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
