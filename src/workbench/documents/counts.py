"""How much there is to translate: characters, words, segments, repetitions.

Korean and Japanese work is priced by characters with and without spaces, English by words. Tag marks count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from workbench.text import tags
from workbench.text.normal import match_key

_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[-'’.,/][\p{L}\p{N}]+)*")
_UNSPACED = ("ja", "zh", "th", "lo", "km", "my")


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a text.

    Attributes:
        segments: How many.
        characters: Code points, spaces included.
        characters_without_spaces: Code points that are no white space.
        words: Words in languages that part them by spaces (Korean eojeol); 0 in others.
        repetitions: Segments that occurred before in the same text, by match key.
    """

    segments: int = 0
    characters: int = 0
    characters_without_spaces: int = 0
    words: int = 0
    repetitions: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.segments + other.segments,
            self.characters + other.characters,
            self.characters_without_spaces + other.characters_without_spaces,
            self.words + other.words,
            self.repetitions + other.repetitions,
        )


def count(texts: Iterable[str], language: str) -> Counts:
    """The counts of segments' texts in a language (BCP 47)."""
    spaced = language.split("-")[0] not in _UNSPACED
    seen: set[str] = set()
    total = Counts()
    for text in texts:
        plain = tags.strip(text)
        key = match_key(plain)
        solid = sum(not char.isspace() for char in plain)
        total += Counts(1, len(plain), solid, len(_WORD.findall(plain)) if spaced else 0, int(key in seen))
        seen.add(key)
    return total
