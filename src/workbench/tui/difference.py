"""What is gone and what is new between two texts, by character, in the order of reading."""

from __future__ import annotations

from difflib import SequenceMatcher


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of (gone, come); equal where nothing changed."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(old[a:b], new[c:d]) for _, a, b, c, d in matcher.get_opcodes()]
