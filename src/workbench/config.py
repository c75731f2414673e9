"""Settings: `workbench.toml` beside the database, and the few environment variables that we honour.

The file is optional and every key has a default. A room reads its own table (`[segmentation]`, `[checks]`, `[keys]` …)
with `Settings.table`; unknown tables are left alone, so that an older program opens a newer project.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.errors import UsageError

FILE_NAME = "workbench.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set, and where it was read from."""

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    path: Path | None = None

    def table(self, name: str) -> Mapping[str, Any]:
        """The settings of one room, empty where the user has none.

        Raises:
            UsageError: The key stands in the file but is no table.
        """
        value = self.tables.get(name, {})
        if not isinstance(value, Mapping):
            raise UsageError(f"'{name}' must be a table", path=self.path, hint=f"write it as [{name}]")
        return value


def load(database: Path) -> Settings:
    """The settings beside a database; defaults where there is no file.

    Raises:
        UsageError: The file is no TOML or cannot be read.
    """
    path = database.parent / FILE_NAME
    try:
        with path.open("rb") as file:
            return Settings(tomllib.load(file), path)
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML ({error})", path=path, hint="correct it or move it away") from error
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", path=path) from error


def database_path(option: str | None = None) -> Path:
    """The database to use: the option, else `$WORKBENCH_DB`, else `workbench.db` here."""
    return Path(option or os.environ.get("WORKBENCH_DB") or "workbench.db")


def author() -> str:
    """The name under which revisions are recorded: `$WORKBENCH_AUTHOR`, else the login name."""
    try:
        return os.environ.get("WORKBENCH_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
