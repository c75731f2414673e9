"""Writing a number in the manner of another one: `147 million` becomes `146 million`, `March` April, `8.3%` 9.1%."""

from __future__ import annotations

import re
from decimal import Decimal

from workbench.language.numbers.cjk import BIG, DIGITS, SMALL
from workbench.language.numbers.english import CARDINALS, MONTHS, ORDINALS, SCALES
from workbench.language.numbers.model import Kind, Number

_FIGURES = re.compile(DIGITS)
_SCALE_WORD = re.compile(
    r"[\s-]?(hundred|thousand|million|billion|trillion)\b|(?<=\d)[십백천]?[만억조]|(?<=\d)[十百千]?[万億兆]"
)
_COUNTING = frozenset({Kind.PLAIN, Kind.ORDINAL, Kind.DAY})
_NAMES = {value: word for word, value in MONTHS.items()}
_WRITTEN = {value: word for word, value in CARDINALS.items()}
_WRITTEN_ORDINALS = {value: word for word, value in ORDINALS.items()}


def rewrite(number: Number, manner: str) -> str | None:
    """A number's value written as `manner` writes another one, or None where no safe way is known.

    Figures keep their thousands separators, scale word, percent sign, currency and counter; month names stay names,
    number words words. Only the figures change: what cannot be told exactly in the same form is not written.

    Args:
        number: The value to write.
        manner: How a number of the same kind stands in the text, as cut out by its `start` and `end`.
    """
    value = number.value
    if manner.lower() in MONTHS:
        name = _NAMES.get(int(value)) if number.kind in (Kind.MONTH, Kind.PLAIN) else None
        return name.capitalize() if name else None
    if manner.isalpha() and manner.isascii():
        word = manner.lower()
        table = _WRITTEN if word in CARDINALS else _WRITTEN_ORDINALS if word in ORDINALS else {}
        written = table.get(int(value)) if value == int(value) else None
        return written.capitalize() if written and manner[0].isupper() else written
    figures = _FIGURES.findall(manner)
    if len(figures) != 1:
        return None
    old = figures[0]
    scale = _scale(manner)
    if manner.endswith(("st", "nd", "rd", "th")) and manner[-3:-2].isdigit():
        counts = number.kind in _COUNTING and value == int(value) and 0 < value < 1000  # no 2023rd
        return f"{value:f}{_suffix(int(value))}" if counts else None
    if number.kind is Kind.HOUR and not 0 < value <= 12 and re.search(r"[ap]\.?m|오|午", manner):
        return None
    shown = value / scale
    text = _plain(shown)
    if len(text.partition(".")[2]) > 3:
        return None
    if "," in old or (shown >= 10_000 and scale == 1 and number.kind is not Kind.YEAR):
        whole, point, rest = text.partition(".")
        text = f"{int(whole):,}{point}{rest}"
    return manner.replace(old, text, 1)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scale(manner: str) -> Decimal:
    match = _SCALE_WORD.search(manner)
    if match is None:
        return Decimal(1)
    if match[1]:
        return Decimal(SCALES[match[1]])
    worth = Decimal(1)
    for unit in match.group():
        worth *= SMALL.get(unit) or BIG[unit]
    return worth


def _suffix(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
