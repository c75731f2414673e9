"""Numbers as the workbench writes them: thousands apart, and one thing in the singular."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 unit`, `1,204 units`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
