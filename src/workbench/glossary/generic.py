"""Whole words, for languages that put spaces between them and have no rules of their own here."""

from __future__ import annotations

from collections.abc import Callable

from workbench.glossary.entries import Entry
from workbench.glossary.folding import Folded


class Rules:
    """A term is found where no letter or digit touches it; an English plural or possessive may follow."""

    def __init__(self, is_term: Callable[[str], bool]) -> None:
        del is_term  # no compounds to take apart

    def grader(self, folded: Folded) -> Callable[[int, int, Entry], str | None]:
        """The function that grades a candidate of this text."""
        key = folded.key

        def grade(start: int, end: int, entry: Entry) -> str | None:
            if start and key[start - 1].isalnum() and key[start].isalnum():
                return None
            if end >= len(key) or not key[end].isalnum() or not key[end - 1].isalnum():
                return "exact"
            for suffix in ("s", "es"):
                after = end + len(suffix)
                if key.startswith(suffix, end) and (after >= len(key) or not key[after].isalnum()):
                    return "exact"
            return None

        return grade
