"""Punctuation of East Asian writing left in a text of another: 「」 for quotation marks, 、 for a comma, full width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_ENGLISH = {
    "。": ".", "、": ",", "，": ",", "．": ".", "「": "“", "」": "”", "『": "‘", "』": "’", "（": "(", "）": ")", "：": ":",
    "；": ";", "！": "!", "？": "?", "％": "%", "～": "–", "〜": "–", "・": ", ", "ㆍ": ", ", "〔": "[", "〕": "]", "［": "[", "］": "]",
    "〈": "“", "〉": "”", "《": "“", "》": "”", "【": "[", "】": "]", "　": " ", "＆": "&", "＋": "+", "＝": "=", "／": "/",
}  # fmt: skip
_FOREIGN = re.compile(f"[{re.escape(''.join(_ENGLISH))}０-９Ａ-Ｚａ-ｚ]+")
_SPACED = frozenset("。、，．：；！？")


@segment_check("foreign-marks", "warning", "East Asian punctuation left in the target")
def foreign_marks(given: CheckInput) -> Iterator[Finding]:
    """Marks and full-width characters that the target's writing does not know, with what stands for them there."""
    target = given.plain_target
    if given.to_cjk or target.isascii():
        return
    for match in _FOREIGN.finditer(target):
        text = match.group()
        yield Finding(
            "foreign-marks", "", f"‘{text}’ is no mark of this writing", start=match.start(), end=match.end(),
            suggestion=_written(text, target, match.end()),
        )  # fmt: skip


def _written(text: str, target: str, end: int) -> str:
    written = "".join(_ENGLISH.get(char) or chr(ord(char) - 0xFEE0) for char in text)
    following = target[end : end + 1]
    if text[-1] in _SPACED and following.isalnum():
        return f"{written} "
    return written.rstrip() if following.isspace() else written
