"""Which encoding a Korean or Japanese text is in, by its bytes.

The ladder: byte order mark, ISO-2022-JP escapes, strict UTF-8, then the best-looking of UTF-16, cp949, cp932 and EUC-JP.
Windows code pages stand for their national subsets (cp949 for EUC-KR, cp932 for Shift_JIS): the subsets lack 쐈 and 뷁
and turn ～ into 〜. A text looks good when it is made of the scripts of its language and not of rare syllables or mixed
Hangul and kana.
"""

from __future__ import annotations

import codecs
from functools import cache

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-16-le", "utf-16-be", "cp949", "cp932", "euc_jp")
_NO_LETTERS = frozenset("\x80\xa0\uf8f1\uf8f2\uf8f3")
"""What Python's cp932 makes of single bytes that mean nothing in Shift_JIS."""
SAMPLE = 1 << 16
"""Bytes that the guess looks at; the whole file is decoded strictly afterwards."""


def guess(data: bytes) -> str | None:
    """The codec of a file, by the ladder; None when none fits."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return codec
    if b"\x1b$" in data and fits(data, "iso2022_jp"):
        return "iso2022_jp"
    if b"\0" not in data and fits(data, "utf-8"):
        return "utf-8"
    scored = [(score, codec) for codec in _CANDIDATES if (score := _score(data, codec)) is not None]
    best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] > 0.5 else None


def fits(data: bytes, codec: str) -> bool:
    """Whether the bytes are text in that codec."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _score(data: bytes, codec: str) -> float | None:
    """How much a decoding looks like Korean or Japanese writing: 1 is perfect, None impossible."""
    if codec.startswith("utf-16") and len(data) % 2:
        return None
    if not fits(data, codec):
        return None
    # A cut in the middle of a character must not spoil the sample: the tail is ignored.
    text = codecs.getincrementaldecoder(codec)().decode(data[:SAMPLE])
    if "\0" in text or not text or (codec == "cp932" and not _NO_LETTERS.isdisjoint(text)):
        return None
    counts = {"good": 0, "han": 0, "half": 0, "hangul": 0, "kana": 0, "rare": 0}
    for char in text:
        point = ord(char)
        if 0x20 <= point < 0x7F or char in "\r\n\t":
            counts["good"] += 1
        elif 0x3040 <= point <= 0x30FF:
            counts["good"] += 1
            counts["kana"] += 1
        elif 0xAC00 <= point <= 0xD7A3:
            counts["good"] += 1
            counts["hangul"] += 1
            counts["rare"] += char not in _common_syllables()
        elif 0x4E00 <= point <= 0x9FFF:
            counts["han"] += 1
        elif 0x3000 <= point <= 0x303F or 0xFF01 <= point <= 0xFF5E or char in "·‘’“”…●○△□■◆※":
            counts["good"] += 1
        elif 0xFF61 <= point <= 0xFF9F:
            counts["half"] += 1
    total = len(text)
    other = total - counts["good"] - counts["han"] - counts["half"]
    mixed = min(counts["hangul"], counts["kana"]) + min(counts["hangul"], counts["han"])
    return (counts["good"] + 0.6 * counts["han"] - counts["half"] - 0.5 * other - mixed - counts["rare"]) / total


@cache
def _common_syllables() -> frozenset[str]:
    """The 2,350 syllables of KS X 1001: real Korean hardly uses others, misread Japanese does."""
    return frozenset(bytes((row, cell)).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
