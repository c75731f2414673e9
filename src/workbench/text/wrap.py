"""Breaking text into lines for a terminal: kinsoku for Japanese, whole words for Korean and English.

- A line breaks after spaces; between two characters of which one is Han, kana or full-width, but not inside a Korean
  word, which stays whole with its Han gloss; after dashes and slashes between words.
- Closing brackets, stops, small kana and the like never begin a line; opening brackets and currency never end one
  (JIS X 4051 kinsoku shori, by pushing the character before down as well).
- Where a word is longer than the line it is cut, but never inside a cluster of combining characters.
- Offsets are code points. The spaces at a break belong to the line before and may hang over its edge.
"""

from __future__ import annotations

import re
from itertools import pairwise

from workbench.text.width import widths

NO_START = frozenset(
    "、。，．・：；？！ー―々ゝゞヽヾ〻」』）】〉》〕〟’”)]}⟧›｡､｣･ﾞﾟ…‥〜～ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.:;?!%％"
)
NO_END = frozenset("「『（【〈《〔〝‘“([{⟦‹｢￥$＄£€")
_DASHES = frozenset("-–—/")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_WORD = re.compile(r"[^ \u3000]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_CLOSING_MARK = re.compile(r"\d+›")
_OPENING_MARK = re.compile(r"‹\d+(?!\d|›)")


def breaks(text: str, width: int, *, hang: int | None = None) -> list[int]:
    """The offsets at which a new line begins, for a text without line feeds.

    Args:
        text: One paragraph.
        width: Cells of a line, at least 1; a character wider than that stands alone.
        hang: How many cells of spaces may hang over the edge (None: any number; a text area has room for one).
    """
    sizes = widths(text)
    if sum(sizes) <= width:
        return []
    whole = _korean_words(text)
    for mark in _CLOSING_MARK.finditer(
        text
    ):  # an inline tag's end stays with what it closes, its start with what it opens
        whole[mark.start() : mark.end()] = b"\1" * len(mark.group())
    for mark in _OPENING_MARK.finditer(text):
        inside = slice(mark.start() + 1, min(mark.end() + 1, len(text)))
        whole[inside] = b"\1" * len(whole[inside])
    found: list[int] = []
    start = last = filled = 0
    for offset, character in enumerate(text):
        size = sizes[offset]
        if offset > start and size and not whole[offset] and _may_break(text[offset - 1], character):
            last = offset
        if character == " " and hang is None:
            filled += size
            continue
        room = width + (hang or 0) if character == " " else width
        while size and filled + size > room and offset > start:
            start = last if last > start else _cluster_start(sizes, start, offset)
            found.append(start)
            filled = sum(sizes[start:offset])
        filled += size
    return found


def lines(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of a text as (start, end), the spaces at their ends left out; a line feed always ends one."""
    found: list[tuple[int, int]] = []
    begin = 0
    for paragraph in text.split("\n"):
        edges = [0, *breaks(paragraph, width), len(paragraph)]
        for start, end in pairwise(edges):
            stop = end
            while stop > start and paragraph[stop - 1] == " ":
                stop -= 1
            found.append((begin + start, begin + stop))
        begin += len(paragraph) + 1
    return found


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text."""
    return [text[start:end] for start, end in lines(text, width)]


def _korean_words(text: str) -> bytearray:
    """1 for every offset inside a Korean word, gloss and all; a word with kana in it is Japanese."""
    inside = bytearray(len(text))
    if _HANGUL.search(text):
        for word in _WORD.finditer(text):
            if _HANGUL.search(word.group()) and not _KANA.search(word.group()):
                inside[word.start() + 1 : word.end()] = b"\1" * (len(word.group()) - 1)
    return inside


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after == " " or after in NO_START or before in NO_END:
        return False
    if before in _DASHES:
        return after.isalpha()
    return _is_wide_script(before) or _is_wide_script(after)


def _is_wide_script(character: str) -> bool:
    """Whether lines break beside it without a space: Han, kana, full-width forms; not Hangul."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x312F
        or 0x31A0 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def _cluster_start(sizes: list[int], start: int, offset: int) -> int:
    """The nearest offset at or before `offset` that begins a cluster, behind `start`."""
    at = offset
    while at > start + 1 and sizes[at] == 0:
        at -= 1
    return at
