"""Common words of Korean and Japanese writing, with their inner joints, for telling a compound from an accident.

国会議員 holds no 会議 and 사회의 no 회의: what decides is which words the run of characters is made of. The lists
(`data/words-ko.txt`, `data/words-ja.txt`) are our own; a word written with a slash (`地方/政府`) is made of parts that
keep their meaning, one written without is not to be taken apart.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(language: str) -> dict[str, tuple[int, ...]]:
    """The words of a language with the offsets of their inner joints (none where a word has no parts)."""
    try:
        text = (resources.files(__package__) / "data" / f"words-{language}.txt").read_text("utf-8")
    except FileNotFoundError:
        return {}
    listed: dict[str, tuple[int, ...]] = {}
    for line in text.splitlines():
        for item in line.split("#")[0].split():
            parts = item.split("/")
            joints, at = [], 0
            for part in parts[:-1]:
                at += len(part)
                joints.append(at)
            listed["".join(parts)] = tuple(joints)
    return listed


@cache
def longest(language: str) -> int:
    """The length of the longest listed word."""
    return max(map(len, words(language)), default=0)
