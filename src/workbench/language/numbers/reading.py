"""Reading the numbers of a sentence: the door to the readers of each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from workbench.language.numbers import english
from workbench.language.numbers.model import Number

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％：／～〜‐–—−＄￥", "0123456789,.%:/~~----$¥")
_HAS_FULL_WIDTH = re.compile("[０-９，．％：／～〜‐–—−＄￥]")
_LABEL = re.compile(r"^([A-Za-z]?\d{1,2})．", re.ASCII)
"""The number of a heading or item (`1．0.7%は低いのか`), whose dot is no decimal point."""

_OUT_OF_PLAY = re.compile(r"⟦/?\d+/?⟧|(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)

_LEAST_TOO_LONG = 30
_TOO_LONG = re.compile("[0-9,〇零一二三四五六七八九十百千万億兆일이삼사오육칠팔구십백천만억조]{30,}")
"""Figures in a row that are a rule, a code or noise, and no amount."""

_MONTH_NAME = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?[ \d]")


def values(text: str, language: str) -> list[Number]:
    """The numbers of a text in order, offsets in code points of the text as given.

    Tag marks, URLs and e-mail addresses hold none. Vague ones (수십만, 数百, tens of thousands) are not numbers. Languages
    other than Korean, Japanese, Chinese and English are read for their digits.

    Args:
        text: A sentence or a few, NFC.
        language: BCP 47 code; its first subtag counts.
    """
    # Every replacement is of one length, so that offsets stay true.
    if _HAS_FULL_WIDTH.search(text):
        text = _LABEL.sub(r"\1 ", text).translate(_FULL_WIDTH)
    if "⟦" in text or "@" in text or "://" in text or "www." in text:
        text = _OUT_OF_PLAY.sub(lambda match: " " * len(match.group()), text)
    if len(text) >= _LEAST_TOO_LONG and _TOO_LONG.search(text):
        text = _TOO_LONG.sub(lambda match: " " * len(match.group()), text)
    numbers = _reader(language[:2])(text)
    if language[:2] != "en" and _MONTH_NAME.search(text):  # a date line in English, as newsletters have it
        numbers = sorted([*numbers, *english.read_months(text)], key=lambda number: number.start)
    return numbers


@cache
def _reader(language: str) -> Callable[[str], list[Number]]:
    """A language's reader; its expressions take ten milliseconds to compile, and one project seldom needs them all."""
    if language == "ko":
        from workbench.language.numbers import korean

        return korean.read
    if language in ("ja", "zh"):
        from workbench.language.numbers import japanese

        return japanese.read
    return english.read if language == "en" else english.read_digits
