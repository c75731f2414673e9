"""What two units share: match keys, their hashes, and the bigrams of a key.

A bigram is two neighbouring code points packed into 42 bits; a key is framed by U+0000 on both sides, so that a text of
one character has bigrams too. The index folds case on top of the match key: it only ever proposes, the key decides.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

from workbench.model import Unit
from workbench.text.normal import match_key

VERSION = 1
"""Grows with every change to how keys, hashes or bigrams are made; an index of another version is made anew."""

CODE_POINT_BITS = 21
GRAM_BITS = 2 * CODE_POINT_BITS


def source_hash(key: str) -> int:
    """The 64-bit hash under which units of one match key are found."""
    return _hash(key)


def identity(unit: Unit) -> int:
    """The 64-bit hash of what makes a unit one: both texts, both languages, and its neighbours."""
    return _hash(
        "\0".join(
            (unit.source_language, unit.target_language, unit.source, unit.target, unit.previous, unit.next),
        )
    )


def index_key(text: str) -> str:
    """The text as the index sees it: its match key in lower case, character by character of the same length."""
    return lowered(match_key(text))


def lowered(key: str) -> str:
    """A match key in lower case, of the same length."""
    low = key.lower()
    if len(low) != len(key):  # `İ` and its like become two characters
        low = "".join(character.lower()[0] for character in key)
    return low.replace("\0", "\ufffd") if "\0" in low else low


def grams(low: str) -> set[int]:
    """The distinct bigrams of an index key, its frame included."""
    points = [0, *map(ord, low), 0]
    return {first << CODE_POINT_BITS | second for first, second in pairwise(points)}


def inner_grams(low: str) -> set[int]:
    """The distinct bigrams inside a piece of text: what every text that contains the piece must have."""
    points = [ord(character) for character in low]
    return {first << CODE_POINT_BITS | second for first, second in pairwise(points)}


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
