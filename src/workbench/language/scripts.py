"""Scripts of running text: which a language is written in, and what a translation left standing in another.

English takes a Korean or Japanese gloss in brackets (`line of interest (利益線)`), Korean takes hanja the same way; such
glosses are wanted and never counted as left over.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from workbench.model import Span

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3041-\u309f\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7af\ud7b0-\ud7ff"
"""Character ranges, for use inside a regular expression's brackets."""

CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
"""One character of Chinese, Japanese or Korean writing."""

# Wide classes take milliseconds to compile, and the editor's start needs none of these.
_CLASSES = {"han": f"[{HAN}]", "kana": f"[{KANA}]", "hangul": f"[{HANGUL}]", "latin": "[A-Za-z\u00c0-\u024f]"}
_FOREIGN = {
    "ko": f"[{HAN}{KANA}]+(?:[ ・]?[{HAN}{KANA}]+)*",
    "ja": f"[{HANGUL}]+(?: [{HANGUL}]+)*",
    "zh": f"[{KANA}{HANGUL}]+(?: [{KANA}{HANGUL}]+)*",
}
_NOT_LATIN = f"[{HAN}{KANA}{HANGUL}]+(?:[ ・·、，]?[{HAN}{KANA}{HANGUL}]+)*"
_compiled = cache(re.compile)
_BRACKETED = re.compile(r"[(（\[［〔]([^()（）\[\]［］〔〕]{1,60})[)）\]］〕]")


def left_over(text: str, language: str) -> list[Span]:
    """The runs of a text that its language is not written in: `Korea must choose 전략적 모호성` for English.

    Glosses in brackets are passed over. Latin letters are at home in every language.

    Args:
        text: A translation, NFC.
        language: BCP 47 code of the language it should be in.
    """
    if text.isascii():
        return []
    pattern = _compiled(_FOREIGN.get(language[:2], _NOT_LATIN))
    found = pattern.search(text)
    if found is None:
        return []
    glosses = (
        [match.span(1) for match in _BRACKETED.finditer(text)] if "(" in text or "（" in text or "[" in text else []
    )
    return [
        Span(match.start(), match.end())
        for match in pattern.finditer(text, found.start())
        if match.group().strip("〇々ー")
        and not any(start <= match.start() and match.end() <= end for start, end in glosses)
    ]


def letters(text: str) -> Counter[str]:
    """How many letters of each script a text has: `han`, `kana`, `hangul`, `latin`."""
    return Counter(
        {name: count for name, pattern in _CLASSES.items() if (count := len(_compiled(pattern).findall(text)))}
    )


def written_in(text: str) -> str:
    """The language whose script a text is written in: `ko`, `ja`, `zh`, `en` for anything Latin, empty for no letters.

    A text in Han alone counts as Chinese; a few words of Latin or a quoted hanja do not sway it.
    """
    count = letters(text)
    if not count:
        return ""
    east = count["han"] + count["kana"] + count["hangul"]
    if east * 3 < count["latin"]:
        return "en"
    if count["hangul"] >= max(count["kana"], count["han"] / 2):
        return "ko"
    return "ja" if count["kana"] else "zh"
