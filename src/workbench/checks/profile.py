"""Which checks run in a project and how grave their findings are: the `[checks]` table of `workbench.toml`.

[checks]
names = "off"          # do not run
numbers = "error"      # info, warning, error
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.checks.registry import SEVERITIES, Check, checks
from workbench.errors import UsageError

OFF = "off"


@dataclass(frozen=True, slots=True)
class Profile:
    """The severities that differ from the register's, `off` among them."""

    severities: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, table: Mapping[str, Any], path: object = None) -> Profile:
        """The profile a settings table describes.

        Args:
            table: `[checks]`, a severity or `off` by name of check.
            path: The settings file, for the error.

        Raises:
            UsageError: A name is no check, a value no severity.
        """
        known = checks()
        for name, severity in table.items():
            place = str(path) if path else None
            if name not in known:
                raise UsageError(f"no check '{name}' in [checks]", path=place, hint=f"there are: {', '.join(known)}")
            if severity not in (*SEVERITIES, OFF):
                raise UsageError(
                    f"'{name}' in [checks] cannot be {severity!r}", path=place, hint="it is off, info, warning or error"
                )
        return cls(dict(table))

    def severity(self, check: Check) -> str:
        """How grave a check's findings are here."""
        return self.severities.get(check.name, check.severity)


DEFAULT = Profile()
