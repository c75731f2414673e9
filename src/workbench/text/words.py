"""Where characters and words begin, for moving by them and selecting one: words in Japanese by script, else by space.

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


def character(line: str, at: int) -> tuple[int, int]:
    """Start and end of the character, as a reader sees it, that a code point belongs to.

    A letter with its accents, a joined emoji, a flag of two letters are one each.
    """
    if all(map(_is_plain, line[max(0, at - 1) : at + 2])):
        return at, min(at + 1, len(line))
    import regex

    return next((match.span() for match in regex.finditer(r"\X", line) if match.end() > at), (len(line), len(line)))


def _is_plain(char: str) -> bool:
    """Whether a code point is a character of its own beside others of the kind: Latin, kana, kanji, Hangul."""
    return (
        char < "\u0300" or "\u3041" <= char <= "\u3096" or "\u30a0" <= char <= "\ud7a3" or "\u3000" <= char <= "\u3029"
    )


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
