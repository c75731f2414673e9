"""Normal forms: NFC once at every door, and the folded keys that matching compares.

Stored text is NFC and otherwise untouched. A match key folds what two editors would call the same sentence: full and
half width, quotation marks, middle dots, wave dashes, and the spaces that PDF extraction sprinkles between Han, kana
and Latin. Keys are compared, never shown and never written back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from workbench.text import tags

_FOLDS = str.maketrans(
    {
        "‘": "'", "’": "'", "′": "'", "“": '"', "”": '"', "″": '"',
        "ㆍ": "·", "・": "·", "‧": "·", "･": "·", "•": "·",
        "〜": "~", "～": "~", "−": "-", "–": "-", "—": "-", "─": "-", "‐": "-", "‑": "-",
        "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip
_CJK = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々〆、。「」『』（）]"
_JAPANESE = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef（）\U00016fe0-\U0003ffff]")


def nfc(text: str) -> str:
    """The text in NFC: what every door of the workbench lets in."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def match_key(text: str) -> str:
    """The key under which two sentences count as the same (tags dropped, width and marks folded, spaces collapsed).

    Case is kept: it is a difference an editor wants to see as a fuzzy match.
    """
    if text.isascii():  # nothing to fold
        return " ".join(text.split())
    # Folds run first: NFKC turns U+318D (the Korean middle dot) into a jamo that no fold could find again.
    folded = unicodedata.normalize("NFKC", tags.strip(text).translate(_FOLDS)).translate(_FOLDS)
    spaced = " ".join(folded.split())
    if _JAPANESE.search(spaced):
        spaced = _japanese_space().sub("", spaced)
    return spaced


@cache
def _japanese_space() -> Any:
    import regex  # slow to load, and only Japanese needs it

    return regex.compile(rf"(?<={_CJK}) | (?={_CJK})")
