"""Interchange formats, one a file: what other tools write comes in as model values, and goes out as they expect it.

Readers stream; they yield what they could read and, in its place, why something was left out. Writers put a file in place
whole or not at all. Nothing here knows the memory, the glossary or the documents: `workflow` brings them together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a reader left out: the line it stands on (0 where the format has none), and why."""

    line: int
    reason: str
