"""Quality checks: what is wrong with a translation, in plain sentences, with a fix where one is safe.

One file a check (or a family of checks); each is a pure function over a `CheckInput`, known to the registry with its
default severity. `run` serves the editor on every key, `run_document` adds what only the whole document shows. Severities
and what is switched off come from the `[checks]` table of `workbench.toml`.
"""

from __future__ import annotations

from workbench.checks import (  # noqa: F401 - each registers its checks
    addresses,
    brackets,
    capitals,
    consistency,
    emptiness,
    endings,
    left_over,
    length,
    marks,
    names,
    numbers,
    quotes,
    recognition,
    repetition,
    spaces,
    tags,
    terms,
    unedited,
)
from workbench.checks.fixing import apply
from workbench.checks.given import CheckInput
from workbench.checks.profile import DEFAULT, Profile
from workbench.checks.registry import SEVERITIES, Check, checks
from workbench.checks.running import run, run_document

__all__ = ["DEFAULT", "SEVERITIES", "Check", "CheckInput", "Profile", "apply", "checks", "run", "run_document"]
