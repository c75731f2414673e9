"""Dates and serial numbers that stand alone: `2022. 8. 10.(수)`, `令和8年3月17日`, `제3권 제2호`. They need no model, only rules.

Machine translation is at its worst on such lines, and every paper has some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from workbench.language.codes import family
from workbench.language.numbers import Kind, Number, values

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = dict(
    zip(
        "월화수목금토일月火水木金土日",
        2 * ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_WEEKDAY = re.compile(
    r"\s*(?:[(（]\s*([월화수목금토일月火水木金土日])(?:요일|曜日|曜)?\s*[)）]|([월화수목금토일月火水木金土日])(?:요일|曜日))"
)
_BETWEEN = re.compile(r"[\s.\-/,]*")
_SERIAL = re.compile(r"(?:제|第)\s*(\d+)\s*([호권号巻])")
_SERIALS = {"호": "No. ", "号": "No. ", "권": "Vol. ", "巻": "Vol. "}
_LEFT_OVER = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3~〜～]")
_SHAPES = (
    (Kind.YEAR, Kind.MONTH, Kind.DAY),
    (Kind.YEAR, Kind.MONTH),
    (Kind.MONTH, Kind.DAY),
    (Kind.YEAR,),
)


def english(text: str, language: str) -> str | None:
    """The text in English when it is nothing but dates, serial numbers and marks; None for anything else.

    Args:
        text: A segment without tag marks.
        language: Of the text, a BCP 47 code.
    """
    if family(language) not in ("ko", "ja") or len(text) > 60:
        return None
    written, at = [], 0
    for start, end, shown in sorted((*_dates(text, language), *_serials(text))):
        written += [text[at:start], shown]
        at = end
    left = text[at:]
    if not written or _LEFT_OVER.search("".join(written[::2]) + left):
        return None
    return "".join((*written, left)).strip()


def _dates(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    for run in _runs(text, values(text, language)):
        if tuple(number.kind for number in run) not in _SHAPES or text[run[-1].end - 1] in "도度":
            continue  # 2026年度 is a fiscal year
        end = run[-1].end
        end += text.startswith(".", end)  # `2026. 3. 17.` ends in one
        weekday = _WEEKDAY.match(text, end)
        name = f"{_WEEKDAYS[weekday[1] or weekday[2]]}, " if weekday else ""
        yield (
            run[0].start,
            weekday.end() if weekday else end,
            name + _written({number.kind: int(number.value) for number in run}),
        )


def _runs(text: str, numbers: list[Number]) -> Iterator[list[Number]]:
    """Numbers with nothing but separators between them; a second year begins a new run."""
    place, last = 0, None
    places = []
    for number in numbers:
        if last is not None and (number.kind is Kind.YEAR or not _BETWEEN.fullmatch(text, last.end, number.start)):
            place += 1
        places.append((place, number))
        last = number
    for _, group in groupby(places, key=lambda pair: pair[0]):
        yield [number for _, number in group]


def _serials(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SERIAL.finditer(text):
        yield match.start(), match.end(), _SERIALS[match[2]] + match[1]


def _written(parts: dict[Kind, int]) -> str:
    year, month, day = parts.get(Kind.YEAR), parts.get(Kind.MONTH), parts.get(Kind.DAY)
    if month is None:
        return str(year)
    if day is None:
        return f"{_MONTHS[month - 1]} {year}"
    return f"{_MONTHS[month - 1]} {day}" + (f", {year}" if year is not None else "")
