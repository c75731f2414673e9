"""Sources that look misread: what character recognition and broken encodings leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

# Each alternative begins with the character it is about, so that the engine passes over all others at once.
_COMMON = (
    r"(?P<lost>\ufffd|[□■]{2,}|[ÃÂâ][\u0080-\u00bf]{1,2})"
    r"|(?P<figure>[OolI](?:(?<=\d.)(?=\d)|(?<=\d.)(?=[년월일%年月日])|(?<![A-Za-z0-9].)(?=\d{1,3}[년월일%年月日])))"
    r"|(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff])"
)
_SIGNS = {
    "ko": re.compile(
        rf"{_COMMON}|(?P<jamo>[ㄱ-ㅎ](?<=[가-힣].)(?=[가-힣])|[ㅏ-ㅣ](?<![ㄱ-ㅣ].)(?=[가-힣]|$)(?<=[가-힣].))"
    ),
    "ja": re.compile(
        rf"{_COMMON}|(?P<kana>[一力口二夕卜工八](?<=[ァ-ヺ].)(?=[ァ-ヺー]))|(?P<han>[ロニカタトエハ](?<=[一-鿿].)(?=[年月日人国力]))"
    ),
}
_OTHERS = re.compile(_COMMON)
_SAID = {
    "lost": "a character was lost in reading the file", "jamo": "a lone jamo inside a word", "figure": "a letter among figures",
    "kana": "a kanji among katakana", "han": "a katakana among kanji", "control": "a control or private character",
}  # fmt: skip


@segment_check("misread-source", "info", "the source looks misread (OCR, encoding)")
def misread_source(given: CheckInput) -> Iterator[Finding]:
    """Look-alikes in the wrong script, letters among figures, lost characters: read the original before translating."""
    if given.source.isascii():
        return
    for match in _SIGNS.get(given.source_language[:2], _OTHERS).finditer(given.plain_source):
        what = match.lastgroup
        assert what is not None
        shown = match.group() if match.group().isprintable() else f"U+{ord(match.group()[0]):04X}"
        yield Finding("misread-source", "", f"‘{shown}’: {_SAID[what]}", "source", match.start(), match.end())
