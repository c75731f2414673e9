"""The form of a text in which terms are looked for, and the way back to the text's own offsets.

Folding drops tag marks, soft hyphens and the spaces of Korean and Japanese (끼인국가 is 끼인 국가, and PDF text splits 再 構築),
ignores case and width, reads old kanji as new ones and drops the middle dot between katakana. Where a space stood is
remembered, because an eojeol begins there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

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
# Characters that fall away, or become more or fewer than one; and the dot inside サプライ・チェーン.
# One class first and the conditions behind it: that is what `re` searches fast.
_HARDEST = r"⟦\u00ad\u200b\u2060\ufeffİ\uff65-\uff9f\u2460-\u24ff\u3300-\u33ff・·‧"
_HARD = re.compile(rf"[{_HARDEST}](?:(?<![・·‧])|(?<=[ァ-ヺー].)(?=[ァ-ヺー]))")
# Most texts hold neither these nor what folds one to one: one look says so.
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _ONE_TO_ONE)))}{_HARDEST}]")
# A stretch of letters that fold one by one, with nothing before or behind them that changes them.
_PLAIN = re.compile(r"[0-9A-Za-z가-힣ぁ-ゖァ-ヺー一-鿿]+(?![ﾞﾟ])")
_SPACE = re.compile(r"[ \t\r\n]+")
_KATAKANA = re.compile(r"[ァ-ヺー]")
# 한-미 동맹 is 한·미 동맹.
_HANGUL_DASH = re.compile(rf"[-{_DASHES}](?<=[가-힣].)(?=[가-힣])")

_NOWHERE: frozenset[int] = frozenset()


class Folded(NamedTuple):
    """A folded text.

    Attributes:
        key: What terms are looked for in.
        breaks: Offsets in `key` before which the text has a space (or a dropped dot).
        ordered: The same, ascending.
        origins: For each character of `key`, the offsets before and behind the character of the text that it came from;
            None where single spaces are all that fell away, one at each break.
    """

    key: str
    breaks: frozenset[int]
    ordered: Sequence[int]
    origins: Sequence[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the text has what the key has from `start` to `end`."""
        if self.origins is not None:
            return self.origins[start][0], self.origins[end - 1][1]
        return start + bisect_right(self.ordered, start), end + bisect_left(self.ordered, end)


def fold(text: str, language: str) -> Folded:
    """The folded text, by the rules of its language (a bare code: `ko`, `ja`, `en`)."""
    if language == "ko":
        text = _HANGUL_DASH.sub("·", text)
    if _ODD.search(text):
        if _HARD.search(text):
            return _fold_slowly(text, spaceless=language in SPACELESS)
        text = text.translate(_ONE_TO_ONE)
    key = text.lower()
    # Ideographic spaces stay: they separate columns, not the parts of a word.
    if not key or language not in SPACELESS:
        return Folded(key, _NOWHERE, ())
    pieces = key.split(" ")
    folded = "".join(pieces)
    if "" not in pieces and not ("\n" in folded or "\t" in folded or "\r" in folded):
        if len(pieces) == 1:
            return Folded(key, _NOWHERE, ())
        ordered = list(accumulate(map(len, pieces)))
        ordered.pop()
        return Folded(folded, frozenset(ordered), ordered)
    origins = [(at, at + 1) for at, char in enumerate(key) if char not in " \t\r\n"]
    pieces = _SPACE.split(key)
    breaks = frozenset(accumulate(map(len, pieces)))
    return Folded("".join(pieces), breaks, sorted(breaks), origins)


@lru_cache(maxsize=1 << 14)
def fold_key(text: str, language: str) -> str:
    """The key alone: under it two spellings count as the same term."""
    return fold(text, language).key


def _fold_slowly(text: str, *, spaceless: bool) -> Folded:
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    breaks: set[int] = set()
    marks = {match.start(): match.end() for match in tags.MARK.finditer(text)} if "⟦" in text else {}
    at, length = 0, len(text)
    while at < length:
        if at in marks:
            at = marks[at]
            continue
        if (plain := _PLAIN.match(text, at)) is not None:
            folded = plain.group().translate(_ONE_TO_ONE).lower()
            pieces.append(folded)
            after = plain.end()
            origins.extend(zip(range(at, after), range(at + 1, after + 1), strict=True))
            at = after
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
            and pieces
            and _KATAKANA.match(pieces[-1][-1])
            and after < length
            and _KATAKANA.match(unicodedata.normalize("NFKC", text[after]))
        )
        # The dot goes but leaves a break: サプライ・チェーン is one term, インド・パキスタン still two.
        if inner_dot or (spaceless and raw in " \t\r\n\u00a0\u2002\u2003\u2009\u202f"):
            breaks.add(len(origins))
        else:
            pieces.append(folded)
            origins.extend([(at, after)] * len(folded))
        at = after
    return Folded("".join(pieces), frozenset(breaks), sorted(breaks), origins)
