"""Every error the workbench raises on purpose, and the exit code it becomes.

The library raises; the command line turns an error into one sentence on stderr and an exit code, the editor into a
notice. A traceback in front of a user is a bug.

    WorkbenchError
    ├── UsageError             2  the request itself cannot be carried out
    │   ├── StoreError         2  the database is not ours, too new, locked or damaged
    │   └── ConflictError      2  somebody else changed the segment meanwhile; nothing was overwritten
    ├── InputError             3  a file could not be read, understood or written
    │   ├── DocumentError         a document to translate
    │   └── InterchangeError      a TMX, TBX, XLIFF, TSV … file
    ├── ModelError             3  a model package is damaged or unsafe
    └── NoModelError           4  no model is installed for a language pair
"""

from __future__ import annotations

from pathlib import Path


class WorkbenchError(Exception):
    """One plain sentence: what is wrong, where, and what to do.

    Args:
        message: What is wrong, without a final stop.
        path: The file it is wrong in.
        line: The line, counted from 1.
        hint: What the user can do about it.
    """

    exit_code = 3

    def __init__(
        self, message: str, *, path: str | Path | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = str(path) if path is not None else None
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        asks = self.message.endswith("?")
        between, end = " " if asks else "; ", "" if asks and not self.hint else "."
        return f"{place}{self.message}{between + self.hint if self.hint else ''}{end}"


class UsageError(WorkbenchError):
    """The request cannot be carried out as it was put."""

    exit_code = 2


class StoreError(UsageError):
    """The database cannot be opened or written."""


class ConflictError(UsageError):
    """A segment is no longer as it was read: another editor changed it, and nothing was overwritten."""


class InputError(WorkbenchError):
    """A file could not be read, understood or written."""


class DocumentError(InputError):
    """A document could not be imported or exported."""


class InterchangeError(InputError):
    """An interchange file could not be read or written."""


class ModelError(WorkbenchError):
    """A model package is damaged, unsafe or unusable."""


class NoModelError(WorkbenchError):
    """No installed model translates this language pair."""

    exit_code = 4
