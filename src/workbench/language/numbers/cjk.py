"""What the Korean and Japanese readers share: amounts in powers of ten thousand, dates in figures, ranges."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from workbench.language.numbers.model import Kind, Number

SMALL = {
    "십": Decimal(10), "백": Decimal(100), "천": Decimal(1000),
    "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "拾": Decimal(10), "阡": Decimal(1000),
}  # fmt: skip
BIG = {
    "만": Decimal(10**4), "억": Decimal(10**8), "조": Decimal(10**12), "경": Decimal(10**16),
    "万": Decimal(10**4), "億": Decimal(10**8), "兆": Decimal(10**12), "萬": Decimal(10**4),
}  # fmt: skip
FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
FIGURES |= {figure: value for value, figure in enumerate("영일이삼사오육칠팔구")} | {
    "零": 0,
    "공": 0,
    "륙": 6,
    "壱": 1,
    "弐": 2,
}

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before each era's first (Reiwa 1 = 2019)."""

DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_PIECE = re.compile(rf"{DIGITS}|[^\s,.여余]")
_LEADING = re.compile(DIGITS)
_LAST_FIGURES = frozenset("0123456789") | FIGURES.keys()
_ENUMERATED = re.compile(r"(?<![\d.])\d[,、·・]\d(?!\d)|[一二三四五六七八][、・][二三四五六七八九]")  # 2、3日; 三、四年

_HUNDRED = Decimal(100)
_WIDEST = len(" through ")
_JOIN = re.compile(r"\s?|\sand\s")


def decimal(digits: str) -> Decimal:
    """Figures with thousands separators as a number."""
    return Decimal(digits.replace(",", "") if "," in digits else digits)


def amount(run: str) -> Decimal:
    """The worth of a run such as `2조 3천억`, `1億4600万`, `3만5천`, `二十一`, `二〇二六` or `이천이십육`."""
    total = section = Decimal(0)
    current: Decimal | None = None
    figures = False
    for piece in _PIECE.findall(run):
        if piece in FIGURES:
            current = (
                (current or Decimal(0)) * 10 + FIGURES[piece]
                if figures and current is not None
                else Decimal(FIGURES[piece])
            )
            figures = True
            continue
        figures = False
        if piece in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[piece]
            current = None
        elif piece in BIG:
            section += current or 0
            total += (section or 1) * BIG[piece]
            section, current = Decimal(0), None
        else:
            current = decimal(piece)
    return total + section + (current or 0)


def year_month_day(text: str, start: int) -> list[Number]:
    """The parts of `2022. 8. 10`, `2026-03-17`, `’22.8.10` or `2026. 3.`; nothing where they can be no date."""
    kinds = (Kind.YEAR, Kind.MONTH, Kind.DAY)
    found = []
    for match, kind in zip(re.finditer(r"\d+", text), kinds, strict=False):
        value = int(match.group())
        if (kind is Kind.MONTH and not 1 <= value <= 12) or (kind is Kind.DAY and not 1 <= value <= 31):
            return []
        also = () if kind is not Kind.YEAR or value > 99 else (Decimal(2000 + value), Decimal(1900 + value))
        found.append(Number(Decimal(value), kind, start + match.start(), start + match.end(), also=also))
    return found


def clock(text: str, start: int, half: str) -> list[Number]:
    """Hour and minute of `15:30`; `half` says which half of the day the words before it name (`am`, `pm` or nothing)."""
    hour, minute = re.findall(r"\d+", text)[:2]
    split = start + len(hour)
    found = [hour_of(int(hour), start, split, half)]
    if int(minute):
        found.append(Number(Decimal(int(minute)), Kind.MINUTE, split + 1, split + 1 + len(minute)))
    return found


def hour_of(hour: int, start: int, end: int, half: str) -> Number:
    """An hour of the day on the 24-hour clock; both halves where the text does not say."""
    if half == "pm" and hour < 12:
        return Number(Decimal(hour + 12), Kind.HOUR, start, end)
    if half == "am" and hour == 12:
        return Number(Decimal(0), Kind.HOUR, start, end, also=(Decimal(24),))
    if hour in (0, 12, 24) and half != "am":
        return Number(Decimal(hour), Kind.HOUR, start, end, also=(Decimal(0), Decimal(12), Decimal(24)))
    also = () if half or hour > 12 else (Decimal(hour + 12),)
    return Number(Decimal(hour), Kind.HOUR, start, end, also=also)


def slash(text: str, start: int) -> list[Number]:
    """`3/17` is a date, `2/3` a part of one, and what can be neither is two numbers."""
    figures = re.findall(r"\d+", text)
    if len(figures) == 3:
        if len(figures[0]) == 4:
            return year_month_day(text, start)
        parts = year_month_day(f"{figures[2]}/{figures[0]}/{figures[1]}", 0)
        places = [match.span() for match in re.finditer(r"\d+", text)]
        places = [places[2], places[0], places[1]]
        found = [
            replace(part, start=start + place[0], end=start + place[1])
            for part, place in zip(parts, places, strict=False)
        ]
        if len(found) == 3 and found[2].value <= 12:  # 10/02/2026: which is the month is the writer's custom
            found[1:] = [replace(found[1], also=(found[2].value,)), replace(found[2], also=(found[1].value,))]
        return sorted(found, key=lambda number: number.start)
    first, second = (int(figure) for figure in figures)
    middle, end = start + len(figures[0]), start + len(text)
    if (first, second) == (24, 7):
        return [Number(Decimal(24), Kind.PLAIN, start, end, firm=False, also=(Decimal(7),))]
    if 0 < first < second <= 10:
        return [Number(Decimal(first) / second, Kind.FRACTION, start, end, also=(Decimal(first), Decimal(second)))]
    month, day = (first, second) if first <= 12 else (second, first)
    if 1 <= month <= 12 and 1 <= day <= 31:
        kinds = (Kind.MONTH, Kind.DAY) if first <= 12 else (Kind.DAY, Kind.MONTH)
    else:
        kinds = (Kind.PLAIN, Kind.PLAIN)
    return [
        Number(Decimal(first), kinds[0], start, middle),
        Number(Decimal(second), kinds[1], middle + 1, end),
    ]


def year(value: Decimal, start: int, end: int, *, certain: bool) -> Number:
    """`2026년` is a year, `10년` ten years that may be the year 2010, `’90` in a range the nineties."""
    if 1000 <= value <= 2999:
        return Number(value, Kind.YEAR, start, end)
    also = (2000 + value, 1900 + value) if value < _HUNDRED and value == int(value) else ()
    return Number(value, Kind.YEAR if certain else Kind.PLAIN, start, end, firm=value != 1, also=also)


def era_year(era: str, count: Decimal, start: int, end: int, *, decades: bool = False) -> Number:
    """A year of a Japanese era: 令和8年 is 2026."""
    return Number(count + ERAS[era], Kind.DECADE if decades else Kind.YEAR, start, end, also=(count,))


def decade(value: Decimal, start: int, end: int) -> Number:
    """`1990年代`, and `90년대` of whichever century."""
    return Number(value, Kind.DECADE, start, end, also=(1900 + value, 2000 + value) if value < _HUNDRED else ())


def join_cents(text: str, numbers: list[Number], cents: re.Pattern[str]) -> list[Number]:
    """The numbers with `5달러 86센트` as the one amount it is, 5.86 dollars; `cents` matches what follows the figures."""
    for index in range(len(numbers) - 2, -1, -1):
        whole, part = numbers[index], numbers[index + 1]
        if whole.kind is not Kind.MONEY or part.kind is not Kind.PLAIN or not 0 < part.value < _HUNDRED:
            continue
        behind = cents.match(text, part.end)
        if behind and _JOIN.fullmatch(text, whole.end, part.start):
            value = whole.value + part.value / _HUNDRED
            numbers[index : index + 2] = [replace(whole, value=value, end=behind.end(), firm=True)]
    return numbers


def share_ranges(text: str, numbers: list[Number], between: re.Pattern[str]) -> list[Number]:
    """The numbers with each range's first member read by its last: `3~4만 명`, `8~9%`, `2023~24년`, `3〜5月`."""
    for index in range(len(numbers) - 2, -1, -1):
        first, last = numbers[index], numbers[index + 1]
        listed = last.start == first.start + 2 and _ENUMERATED.match(text, first.start)
        if not listed and (last.start - first.end > _WIDEST or not between.fullmatch(text, first.end, last.start)):
            continue
        if text[first.end - 1] not in _LAST_FIGURES:
            continue
        if text[first.end : last.start] == " and " and not text.endswith(("between ", "between $"), 0, first.start):
            continue
        if first.kind is Kind.PLAIN and last.kind is not Kind.PLAIN and last.kind not in (Kind.ORDINAL, Kind.FRACTION):
            also = (first.value + 12,) if last.kind is Kind.HOUR and first.value <= 12 < last.value else first.also
            first = numbers[index] = replace(first, kind=last.kind, unit=last.unit, also=also)
        lead = _LEADING.match(text, last.start, last.end)
        if lead and first.value < 10000 and first.end - first.start == len(str(first.value)):
            worth = decimal(lead.group())
            scale = last.value / worth if worth else Decimal(1)
            if scale >= 10 and scale % 10 == 0:
                numbers[index] = replace(first, value=first.value * scale, also=(first.value,))
        by_words = text[first.end : last.start].strip().isalpha()  # from 11 hours in 2025 to 26 minutes in 2028
        if by_words and last.kind is Kind.PLAIN:
            continue
        if last.value < _HUNDRED and 1000 <= first.value <= 2999 and last.kind in (Kind.YEAR, Kind.PLAIN, Kind.DECADE):
            century = first.value - first.value % _HUNDRED
            numbers[index] = replace(first, kind=Kind.YEAR)
            last_kind = Kind.YEAR if last.kind is Kind.PLAIN else last.kind
            numbers[index + 1] = replace(last, kind=last_kind, also=(*last.also, century + last.value))
    return numbers
