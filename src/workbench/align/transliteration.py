"""Consonant skeletons: a foreign name and its Korean or Japanese spelling meet in what their consonants leave.

`카나리스`, `カナリス` and `Canaris` all give `knrs`. Vowels, glides and h go; voiced, aspirated and tense sounds fall together,
so do l and r, and what the syllabaries cannot write (f, v, th) falls to what they write for it. A skeleton is evidence
by its length: two consonants meet by chance, four do not.
"""

from __future__ import annotations

import re
from functools import lru_cache

_INITIAL = ("k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "")
_FINAL = ("", "k", "k", "k", "n", "n", "n", "t", "r", "r", "m", "r", "r", "r", "r", "r", "m", "p", "p", "s", "s", "n", "c", "c", "k", "t", "p", "")  # fmt: skip
_KANA = {
    kana: sound
    for row, sound in (
        ("カキクケコガギグゲゴ", "k"), ("サシスセソ", "s"), ("ザジズゼゾチツヂヅ", "c"), ("タテトダデド", "t"),
        ("ナニヌネノン", "n"), ("フバビブベボパピプペポヴ", "p"), ("マミムメモ", "m"), ("ラリルレロ", "r"),
    )
    for kana in row
}  # fmt: skip
_LATIN_GROUPS = (
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("zh", "c"), ("ch", "c"), ("ph", "f"), ("th", "s"), ("ck", "k"),
    ("gh", "g"), ("qu", "k"), ("x", "ks"), ("wr", "r"), ("kn", "n"), ("ts", "c"), ("dge", "c"), ("ng", "n"),
)  # fmt: skip
_LATIN_SOUNDS = str.maketrans("vbflzjqgd", "ppprcckkt")
_SILENT = re.compile(r"[^bcdfgjklmnpqrstvxz]")
_RUNS = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def of_hangul(word: str) -> str:
    """The skeleton of a Hangul word; other characters are passed over."""
    sounds = []
    for character in word:
        code = ord(character) - 0xAC00
        if 0 <= code < 11172:
            sounds.append(_INITIAL[code // 588] + "." + _FINAL[code % 28])
    return _squeeze("".join(sounds))


@lru_cache(maxsize=1 << 16)
def of_kana(word: str) -> str:
    """The skeleton of a katakana word."""
    return _squeeze(".".join(_KANA.get(character, "") for character in word))


@lru_cache(maxsize=1 << 16)
def of_latin(word: str) -> str:
    """The skeleton of a word in Latin letters, read roughly as English."""
    word = re.sub(r"['’]s$", "", word.lower())
    word = re.sub(r"c(?![eiyh])", "k", word)
    for group, sound in _LATIN_GROUPS:
        word = word.replace(group, sound)
    word = re.sub(r"c(?=[eiy])", "s", word)
    return _squeeze(_SILENT.sub("", word.translate(_LATIN_SOUNDS)))


def _squeeze(sounds: str) -> str:
    return _RUNS.sub(r"\1", _RUNS.sub(r"\1", sounds.replace(".", "")))
