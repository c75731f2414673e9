"""One number of a sentence, as a value: what it is worth, what it counts, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number says. A date is read as its parts, so that each can be compared and replaced alone."""

    PLAIN = "plain"
    PERCENT = "percent"
    FRACTION = "fraction"
    ORDINAL = "ordinal"
    MONEY = "money"
    YEAR = "year"
    DECADE = "decade"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in running text.

    Attributes:
        value: Its worth, scale words multiplied out (`2조 3천억` is 2,300,000,000,000), signs left aside; hours run 0–24,
            percent are as written (8.3), fractions as parts of one (0.25).
        kind: What it says.
        start: Offset of its first code point.
        end: Offset behind its last code point, scale word, counter of a date (`년`, `月`) and percent sign included.
        firm: Whether a faithful translation must show it. Words that an English sentence may well leave out or put
            differently (`one`, `both`, `둘`, `一つ`, `6·25`) are not firm, yet they answer for a number of the other side.
        also: Other values it may stand for (`90年代` also 90; an hour without a.m. or p.m. also twelve hours later).
        unit: Currency of money as ISO 4217 code (`KRW`, `JPY`, `USD` …), else empty.
    """

    value: Decimal
    kind: Kind
    start: int
    end: int
    firm: bool = True
    also: tuple[Decimal, ...] = ()
    unit: str = ""
