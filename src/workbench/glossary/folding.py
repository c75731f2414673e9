"""The form of a text in which terms are looked for, and the way back to the text's own offsets.

Folding drops tag marks, soft hyphens and the spaces of Korean and Japanese (끼인국가 is 끼인 국가, and PDF text splits 再 構築),
ignores case and width, reads old kanji as new ones and drops the middle dot between katakana. Where a space stood is
remembered, because an eojeol begins there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import overload

from workbench.language import hanja
from workbench.text import tags

SPACELESS = ("ko", "ja", "zh")
"""Languages whose terms are found whether or not spaces stand inside them."""

_DASHES = "‐‑‒–—―−"
_ONE_TO_ONE = str.maketrans(
    {
        **hanja.NEW_FORMS,
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("ㆍ‧･•∙⋅・", "·"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("‘’′", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " "),
        **{
            chr(code): unicodedata.normalize("NFKC", chr(code))
            for code in range(0xF900, 0xFB00)
            if unicodedata.normalize("NFKC", chr(code)) != chr(code)
        },
    }
)
_EASY = re.compile(f"[{re.escape(''.join(map(chr, _ONE_TO_ONE)))}]")
# Characters that fall away, or become more or fewer than one; and the dot inside サプライ・チェーン.
_HARD = re.compile(
    r"[⟦\u00ad\u200b\u2060\ufeffİ\uff65-\uff9f\u2460-\u24ff\u3300-\u33ff]|(?<=[ァ-ヺー])[・·‧](?=[ァ-ヺー])"
)
_SPACE = re.compile(r"[ \t\r\n]+")
_OTHER_SPACE = re.compile(r"[\t\r\n]")
_KATAKANA = re.compile(r"[ァ-ヺー]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        key: What terms are looked for in.
        breaks: Offsets in `key` before which the text has a space (or a dropped dot).
        starts: For each character of `key`, the offset in the text of the character it came from.
        ends: For each character of `key`, the offset behind that character.
    """

    key: str
    breaks: frozenset[int]
    starts: Sequence[int]
    ends: Sequence[int]


def fold(text: str, language: str) -> Folded:
    """The folded text, by the rules of its language (a bare code: `ko`, `ja`, `en`)."""
    if _HARD.search(text):
        return _fold_slowly(text, spaceless=language in SPACELESS)
    if _EASY.search(text):
        text = text.translate(_ONE_TO_ONE)
    key = text.lower()
    # Ideographic spaces stay: they separate columns, not the parts of a word.
    if language not in SPACELESS or not _SPACE.search(key):
        return Folded(key, frozenset(), range(len(key)), range(1, len(key) + 1))
    pieces = key.split(" ")
    folded = "".join(pieces)
    if "" not in pieces and not _OTHER_SPACE.search(folded):
        ordered = list(accumulate(map(len, pieces)))
        ordered.pop()
        starts: Sequence[int] = _Shifted(len(folded), ordered)
        return Folded(folded, frozenset(ordered), starts, _Behind(starts))
    starts = [at for at, char in enumerate(key) if char not in " \t\r\n"]
    pieces = _SPACE.split(key)
    return Folded("".join(pieces), frozenset(accumulate(map(len, pieces))), starts, _Behind(starts))


class _Offsets(Sequence[int]):
    """Offsets that are worked out where they are asked for: most characters are never part of a hit."""

    def at(self, place: int) -> int:
        """The offset for one character of the key."""
        raise NotImplementedError

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        return [self.at(one) for one in range(len(self))[place]] if isinstance(place, slice) else self.at(place)


class _Shifted(_Offsets):
    """Offsets in a text whose words are parted by single spaces."""

    def __init__(self, length: int, ordered: list[int]) -> None:
        self._length = length
        self._ordered = ordered

    def __len__(self) -> int:
        return self._length

    def at(self, place: int) -> int:
        return place + bisect_right(self._ordered, place)


class _Behind(_Offsets):
    """The offsets behind characters of one code point each."""

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, place: int) -> int:
        return self._starts[place] + 1


@lru_cache(maxsize=1 << 14)
def fold_key(text: str, language: str) -> str:
    """The key alone: under it two spellings count as the same term."""
    return fold(text, language).key


def _fold_slowly(text: str, *, spaceless: bool) -> Folded:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: set[int] = set()
    marks = {match.start(): match.end() for match in tags.MARK.finditer(text)} if "⟦" in text else {}
    at, length = 0, len(text)
    while at < length:
        if at in marks:
            at = marks[at]
            continue
        width = 2 if at + 1 < length and text[at + 1] in "ﾞﾟ" else 1
        raw = text[at : at + width]
        folded = unicodedata.normalize("NFKC", raw.translate(_ONE_TO_ONE)).lower() if raw != "\u3000" else raw
        after = at + width
        if raw in "\u00ad\u200b\u2060\ufeff":
            at = after
            continue
        inner_dot = (
            folded == "·"
            and characters
            and _KATAKANA.match(characters[-1])
            and after < length
            and _KATAKANA.match(unicodedata.normalize("NFKC", text[after]))
        )
        # The dot goes but leaves a break: サプライ・チェーン is one term, インド・パキスタン still two.
        if inner_dot or (spaceless and raw in " \t\r\n\u00a0\u2002\u2003\u2009\u202f"):
            breaks.add(len(characters))
        else:
            for char in folded:
                characters.append(char)
                starts.append(at)
                ends.append(after)
        at = after
    return Folded("".join(characters), frozenset(breaks), starts, ends)
