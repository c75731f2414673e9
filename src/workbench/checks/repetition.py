"""Words said twice, and phrases said again and again (the loops of a machine that lost its way)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from operator import eq

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{1,30})(\s+)\1(?![\w'’-])", re.IGNORECASE)
_MEANT = frozenset(("had", "that", "very", "so", "much", "many", "no", "knock", "bye"))
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STRETCHED = re.compile(r"([^\W\d_]{1,3}?)\1{6,}")
_LONG_WORD = 14
_LONGEST = 12


@segment_check("repeated-word", "warning", "a word stands twice in a row")
def repeated_word(given: CheckInput) -> Iterator[Finding]:
    """`the the`; doubled on purpose (`had had`) and in names (`Baden Baden`) it passes."""
    words = given.target_words
    if True not in map(eq, words, islice(words, 1, None)):
        return
    for match in _DOUBLED.finditer(given.plain_target):
        word = match[1]
        if word.lower() in _MEANT or (word[0].isupper() and match.group()[len(word) + len(match[2])].isupper()):
            continue
        yield Finding(
            "repeated-word", "", f"‘{word}’ stands twice", start=match.start(), end=match.end(), suggestion=word
        )


@segment_check("loop", "error", "a phrase is repeated")
def loop(given: CheckInput) -> Iterator[Finding]:
    """Three words or more said twice in a row, or fewer said three times; not where the source does the same."""
    words = given.target_words
    find = _looped if _comes_back(words) else _stretched if any(len(word) >= _LONG_WORD for word in words) else None
    found = find(given.plain_target) if find else None
    if find and found is not None and find(given.plain_source) is None:
        start, end, phrase = found
        yield Finding("loop", "", f"‘{phrase}’ is repeated", start=start, end=end, suggestion=phrase)


def _comes_back(words: list[str]) -> bool:
    """Whether three words in a row stand there again a short way on, as they do in every loop."""
    rows = list(zip(words, words[1:], words[2:], strict=False))
    if len(set(rows)) == len(rows):
        return False
    seen: dict[tuple[str, str, str], int] = {}
    for place, row in enumerate(rows):
        if place - seen.get(row, -_LONGEST - 1) <= _LONGEST:
            return True
        seen[row] = place
    return False


def _looped(text: str) -> tuple[int, int, str] | None:
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].lower() for start, end in spans]
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        run, wanted = 0, size if size >= 3 else 2 * size if size == 2 else 3
        for place in range(size, len(words)):
            run = run + 1 if words[place] == words[place - size] else 0
            if run >= wanted and not all(map(str.isdigit, words[place - size + 1 : place + 1])):
                first, last = place - run - size + 1, place
                while last + 1 < len(words) and words[last + 1] == words[last + 1 - size]:
                    last += 1
                last = first + (last - first + 1) // size * size - 1
                return spans[first][0], spans[last][1], text[spans[first][0] : spans[first + size - 1][1]]
    return _stretched(text)


def _stretched(text: str) -> tuple[int, int, str] | None:
    found = _STRETCHED.search(text)
    return (*found.span(), found[1]) if found else None
