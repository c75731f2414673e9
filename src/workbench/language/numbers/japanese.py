"""Reading Japanese numbers (and Chinese ones, as far as they are written alike): figures, kanji, eras, counters."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from workbench.language.numbers import cjk
from workbench.language.numbers.model import Kind, Number

_UNITS: dict[str, tuple[Kind, str]] = {
    "%ポイント": (Kind.PERCENT, ""), "パーセント": (Kind.PERCENT, ""), "ポイント": (Kind.PLAIN, ""), "%": (Kind.PERCENT, ""),
    "年代": (Kind.DECADE, ""), "年度": (Kind.YEAR, ""), "年生まれ": (Kind.YEAR, ""), "年生": (Kind.ORDINAL, "-"), "年間": (Kind.PLAIN, ""), "年": (Kind.PLAIN, "年"),
    "か月": (Kind.PLAIN, ""), "カ月": (Kind.PLAIN, ""), "ヶ月": (Kind.PLAIN, ""), "ヵ月": (Kind.PLAIN, ""), "ケ月": (Kind.PLAIN, ""),
    "月": (Kind.MONTH, ""), "日間": (Kind.PLAIN, ""), "日目": (Kind.ORDINAL, ""), "日": (Kind.DAY, ""),
    "時間": (Kind.PLAIN, ""), "時": (Kind.HOUR, ""), "五分位": (Kind.ORDINAL, "-"), "分位": (Kind.ORDINAL, "-"), "分": (Kind.MINUTE, ""), "世紀": (Kind.ORDINAL, ""),
    "番目": (Kind.ORDINAL, ""), "位": (Kind.ORDINAL, ""), "次": (Kind.ORDINAL, ""), "回目": (Kind.ORDINAL, ""),
    "円": (Kind.MONEY, "JPY"), "ウォン": (Kind.MONEY, "KRW"), "米ドル": (Kind.MONEY, "USD"), "ドル": (Kind.MONEY, "USD"),
    "ユーロ": (Kind.MONEY, "EUR"), "人民元": (Kind.MONEY, "CNY"), "元": (Kind.MONEY, "CNY"), "ポンド": (Kind.MONEY, "GBP"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_UNIT = _UNIT.replace("|分|", "|分(?![野類割散析離配担権断岐子母布解別裂])|")
_COUNTER = re.compile(
    r"つ|人|名|個|[かカヶヵケヵ箇](?:国|所|条|年|月|月間)|国|回|度|点|倍|代|章|節|条|項|件|社|隻|機|発|本|台|枚|歳|才|石|周年|週|者|権|大|原則"
    r"|段階|都市|県|州|極|種|票|議席|席|基|層|丁目|番|号|字|文|冊|部作|世代|余|数|トン|キロ|メートル|ヘクタール|分の|割|時半|か|,|、"
)
_D = cjk.DIGITS
_K = "[〇零一二三四五六七八九]"
_M = "[十百千万億兆萬]"
_RUN = rf"(?:(?:{_D}(?:\s(?=[千百十]?[万億兆]))?|{_K}+)?{_M}(?:(?<=[万億兆])\s(?=\d+\s[千百十]?[万億兆]))?)+(?:{_D}|{_K}+)?|{_D}|{_K}+"
_FIGURES = re.compile(
    rf"""(?=[\d〇零一二三四五六七八九十百千万億兆数幾何令平昭大明])(?:
      (?P<era>(?:令和|平成|昭和|大正|明治)(?P<count>元|{_RUN})年(?P<eras>代)?)
      |(?P<vague>[数幾何]{_M}+)
      |(?P<ymd>(?:['’]\d\d|(?:1[5-9]|2[01])\d\d)[./-]\s?\d{{1,2}}[./-]\s?\d{{1,2}}(?![\d%])
        |(?:19|20)\d\d[.]\s?(?:1[0-2]|0?[1-9])[.](?!\s?\d)
        |(?<=[(~])(?:19|20)\d\d[.](?:1[0-2]|0?[1-9])(?=[)~]))
      |(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d))
      |(?P<day>(?:1[0-2]|[1-9])[・·](?:3[01]|[12]\d|[1-9])(?![\d万億千兆%年月日人]))
      |(?P<slash>\d+/\d+(?:/\d+)?)
      |(?P<part>(?P<whole>{_RUN})分の(?P<share>{_RUN})(?![\d時分秒]))
      |(?P<point>{_K}・{_K}+(?=倍|%|パーセント|ポイント))
      |(?P<tenths>(?P<tenth>{_RUN})割(?:(?P<hundredth>\d|{_K})分)?)
      |(?P<amount>{_RUN})(?:余り?|数)?(?P<unit>{_UNIT})?(?P<half>半)?
    )""",
    re.VERBOSE,
)
_WORDS: dict[str, tuple[str, Kind]] = {
    "半分": ("0.5", Kind.FRACTION), "半数": ("0.5", Kind.FRACTION), "過半": ("0.5", Kind.FRACTION), "半年": ("0.5", Kind.FRACTION),
    "半世紀": ("0.5", Kind.FRACTION), "折半": ("0.5", Kind.FRACTION), "半減": ("0.5", Kind.FRACTION),
    "両国": ("2", Kind.PLAIN), "両者": ("2", Kind.PLAIN), "両方": ("2", Kind.PLAIN), "両岸": ("2", Kind.PLAIN), "両": ("2", Kind.PLAIN),
    "双方": ("2", Kind.PLAIN), "倍増": ("2", Kind.PLAIN), "初の": ("1", Kind.ORDINAL), "初めて": ("1", Kind.ORDINAL),
    "正午": ("12", Kind.HOUR), "真夜中": ("0", Kind.HOUR), "ふたつ": ("2", Kind.PLAIN), "みっつ": ("3", Kind.PLAIN), "ひとつ": ("1", Kind.PLAIN), "ゼロ": ("0", Kind.PLAIN), "師走": ("12", Kind.MONTH),
}  # fmt: skip
_SPELLED = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)) + "|[①-⑳]")
_BETWEEN = re.compile(r"\s?(?:~|-|から|ないし|または|乃至)\s?")
_CENTS = re.compile(r"\s?セント")
_PM = ("午後", "夜", "夕方")
_AM = ("午前", "朝", "未明")
_TEN = Decimal(10)


def read(text: str) -> list[Number]:
    """The numbers of a Japanese text, in order."""
    numbers: list[Number] = []
    for match in _FIGURES.finditer(text):
        numbers += _figures(text, match)
    if len(numbers) > 1:
        cjk.share_ranges(text, numbers, _BETWEEN)
        cjk.join_cents(text, numbers, _CENTS)
    words = [_spelled(match) for match in _SPELLED.finditer(text)]
    return sorted([*numbers, *words], key=lambda number: number.start) if words else numbers


def _figures(text: str, match: re.Match[str]) -> list[Number]:
    start, end = match.span()
    run = match["amount"]
    if run is not None:
        return _amount(text, match, run)
    if match["era"] is not None:
        count = Decimal(1) if match["count"] == "元" else cjk.amount(match["count"])
        return [cjk.era_year(match.group()[:2], count, start, end, decades=match["eras"] is not None)]
    if match["vague"] is not None:
        return []
    if match["ymd"] is not None:
        return cjk.year_month_day(match["ymd"], start)
    if match["clock"] is not None:
        return cjk.clock(match.group(), start, _half(text, start))
    if match["day"] is not None:
        month, day = (int(figure) for figure in re.findall(r"\d+", match.group()))
        middle = start + len(str(month))
        return [
            Number(Decimal(month), Kind.MONTH, start, middle, firm=False, also=(Decimal(f"{month}.{day}"),)),
            Number(Decimal(day), Kind.DAY, middle + 1, end, firm=False),
        ]
    if match["slash"] is not None:
        return cjk.slash(match.group(), start)
    if match["point"] is not None:
        whole, part = match["point"].split("・")
        return [Number(Decimal(f"{cjk.amount(whole)}.{cjk.amount(part)}"), Kind.PLAIN, start, end)]
    if match["part"] is not None:
        whole, part = cjk.amount(match["whole"]), cjk.amount(match["share"])
        return [Number(part / whole if whole else part, Kind.FRACTION, start, end, also=(part, whole))]
    tenths = cjk.amount(match["tenth"]) * _TEN + (cjk.amount(match["hundredth"]) if match["hundredth"] else 0)
    return [Number(tenths, Kind.PERCENT, start, end)]


def _amount(text: str, match: re.Match[str], run: str) -> list[Number]:
    start, end = match.span()
    unit = match["unit"]
    ordinal = start > 0 and text[start - 1] == "第"
    in_figures = run[0].isdigit() and run[0] not in cjk.FIGURES
    value = cjk.decimal(run) if in_figures and run[-1] <= "9" and run.isascii() else cjk.amount(run)
    firm = value != 1
    if not in_figures:
        counts = ordinal or unit is not None or _COUNTER.match(text, match.end("amount")) is not None
        firm = counts and len(run) > 1 and value >= _TEN
        if (
            (run == "万" and unit is None)
            or run == "万一"
            or (run == "十" and unit == "分")
            or (not counts and len(run) == 1)
        ):
            return []  # 一部, 十分, 万博 hold no number
    if unit is None:
        end = match.end("amount")
        is_year = not in_figures and len(run) == 4 and 1500 <= value <= 2199
        kind = Kind.ORDINAL if ordinal else Kind.YEAR if is_year else Kind.PLAIN
        return [Number(value, kind, start, end, firm)]
    kind, detail = _UNITS[unit]
    if detail == "-":
        return [Number(value, kind, start, end, firm=False)]
    also: tuple[Decimal, ...] = (value + Decimal("0.5"),) if match["half"] else ()
    if kind is Kind.HOUR:
        hour = cjk.hour_of(int(value), start, end - len(match["half"] or ""), _half(text, start))
        if not firm and value < _TEN:
            hour = replace(hour, firm=False)
        return [hour, Number(Decimal(30), Kind.MINUTE, end - 1, end)] if match["half"] else [hour]
    if kind is Kind.DECADE:
        return [cjk.decade(value, start, end)]
    if detail == "年" or kind is Kind.YEAR:
        number = cjk.year(value, start, end, certain=kind is Kind.YEAR)
        return [Number(value, number.kind, start, end, firm, (*number.also, *also))]
    if kind is Kind.MONEY and value == 1:
        firm = False
    if kind is Kind.DAY and value == 1:
        firm = start > 0 and text[start - 1] == "月"
    if kind is Kind.PLAIN:
        end = match.end("amount")
    if kind is Kind.MONTH and in_figures:
        firm = True
    return [Number(value, Kind.ORDINAL if ordinal else kind, start, end, firm, also, detail)]


def _half(text: str, start: int) -> str:
    before = text[max(0, start - 2) : start]
    return "pm" if before.endswith(_PM) else "am" if before.endswith(_AM) else ""


def _spelled(match: re.Match[str]) -> Number:
    start, end = match.span()
    if match.group() in _WORDS:
        worth, kind = _WORDS[match.group()]
        also = (Decimal(24),) if kind is Kind.HOUR and worth == "0" else ()
        return Number(Decimal(worth), kind, start, end, False, also)
    return Number(Decimal(ord(match.group()) - ord("①") + 1), Kind.ORDINAL, start, end, False)
