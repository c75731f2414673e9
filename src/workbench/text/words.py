"""Where words begin, for moving by word and selecting one: Japanese by script, Korean and English by space.

A caret that only stops at spaces crosses a whole Japanese sentence in one leap. Here it stops where the kind of character
changes, but not between a kanji stem and the hiragana that inflect it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_PARTS = (
    r"\p{Han}[\p{Han}々〆ヶ]*\p{Hiragana}*"
    r"|\p{Hiragana}+"
    r"|[\p{Katakana}ー･]+"
    r"|[\p{Hangul}\p{Latin}\p{Cyrillic}\p{Greek}\p{N}\p{M}_'’-]+"
    r"|\s+|[^\s\w]+|."
)


def parts(line: str) -> list[tuple[int, int]]:
    """The parts of a line as (start, end), spaces and punctuation among them; together they are the line."""
    return [match.span() for match in _pattern().finditer(line)]


@cache
def _pattern() -> Any:
    import regex  # not before a caret first moves by a word: it takes long to load

    return regex.compile(_PARTS)


def left(line: str, column: int) -> int:
    """The start of the word at or before a column, spaces skipped."""
    at = len(line[:column].rstrip())
    return max((start for start, _ in parts(line[:at])), default=0)


def right(line: str, column: int) -> int:
    """The end of the word at or behind a column, spaces skipped."""
    at = column + len(line[column:]) - len(line[column:].lstrip())
    return next((end for start, end in parts(line) if end > at), len(line))


def word_at(line: str, column: int) -> tuple[int, int]:
    """The word that a column touches, (column, column) where it touches none."""
    touching = [
        (start, end) for start, end in parts(line) if start <= column <= end and any(map(str.isalnum, line[start:end]))
    ]
    return touching[-1] if touching else (column, column)
