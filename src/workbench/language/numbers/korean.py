"""Reading Korean numbers: figures with 만/억/조, dates, clock, native and Sino-Korean words."""

from __future__ import annotations

import re
from decimal import Decimal

from workbench.language.numbers import cjk
from workbench.language.numbers.model import Kind, Number

_COUNTER = (
    "명|개|년|월|일|원|달러|엔|유로|가지|차례|번|곳|나라|국|사람|배|시간|시|주|달|세|살|척|대|마리|째|퍼센트|인|분|건|회|권|차|쪽"
    "|항|장|단계|층|축|길|말|편|군데|종|위|석|표|점|톤|킬로|미터|도|사단|여단|함대|발|문|통|줄|해|갈래|측면|기둥|그루|세대|세기|집|가구|겹|채|벌|뙈기|날|마력|포대|자루|상자|여"
)
_UNITS: dict[str, tuple[Kind, str]] = {
    "퍼센트포인트": (Kind.PERCENT, ""), "퍼센트": (Kind.PERCENT, ""), "프로": (Kind.PERCENT, ""),
    "%포인트": (Kind.PERCENT, ""), "%p": (Kind.PERCENT, ""), "%": (Kind.PERCENT, ""), "％": (Kind.PERCENT, ""),
    "년대": (Kind.DECADE, ""), "년도": (Kind.YEAR, ""), "년생": (Kind.YEAR, ""), "년산": (Kind.YEAR, ""),
    "년": (Kind.PLAIN, "년"),
    "월": (Kind.MONTH, ""), "일간": (Kind.PLAIN, ""), "일": (Kind.DAY, ""),
    "시간": (Kind.PLAIN, ""), "시": (Kind.HOUR, ""), "분기": (Kind.ORDINAL, ""), "분위": (Kind.ORDINAL, "-"), "심": (Kind.ORDINAL, "-"), "학년": (Kind.ORDINAL, "-"), "분": (Kind.MINUTE, ""),
    "세기": (Kind.ORDINAL, ""), "번째": (Kind.ORDINAL, ""), "째": (Kind.ORDINAL, ""), "차": (Kind.ORDINAL, ""),
    "위": (Kind.ORDINAL, ""), "할": (Kind.PERCENT, "할"),
    "원": (Kind.MONEY, "KRW"), "달러": (Kind.MONEY, "USD"), "불": (Kind.MONEY, "USD"), "엔": (Kind.MONEY, "JPY"),
    "유로": (Kind.MONEY, "EUR"), "위안": (Kind.MONEY, "CNY"), "파운드": (Kind.MONEY, "GBP"),
}  # fmt: skip
_ERAS = {"레이와": "令和", "헤이세이": "平成", "쇼와": "昭和", "다이쇼": "大正", "메이지": "明治"}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_D = cjk.DIGITS
_SCALE = r"\s?억|\s[십백천]\s?만|\s만(?=\s?(?:명|원|달러|개|대|톤|여))|(?:여\s?)?[십백천]?(?:만(?!큼)|억|조(?![항약직각])|경(?=\s?\d|\s?원))|(?:여\s?)?[십백천](?!서|년|일|문)|(?:여\s?)?[십백천](?=년|일)"

_FIGURES = re.compile(
    rf"""(?=['’]?\d|[레헤쇼다메])(?:
      (?P<era>(?:{"|".join(_ERAS)})\s?(?P<count>\d{{1,2}})년)
      |(?=['’\d])(?P<ymd>(?:['’]?\d\d|(?:1[5-9]|2[01])\d\d)[./-]\s?\d{{1,2}}[./-]\s?\d{{1,2}}(?![\d%])
        |(?:19|20)\d\d[.]\s?(?:1[0-2]|0?[1-9])[.](?!\s?\d)
        |(?<=[(~])(?:19|20)\d\d[.](?:1[0-2]|0?[1-9])(?=[)~]))
      |(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d))
      |(?P<day>(?:1[0-2]|[1-9])[·ㆍ・](?:3[01]|[12]\d|[1-9])(?![\d만억천조개세차년월일%]))
      |(?P<slash>\d+/\d+(?:/\d+)?)
      |(?P<part>{_D}[십백천만]?\s?분의\s?{_D}(?!\d|\s?(?:분|초|시간)))
      |(?P<amount>{_D}(?:(?:{_SCALE})(?:\s?{_D}(?:{_SCALE}))*(?:\s?(?:\d,\d{{3}}|\d{{1,4}})(?![\d.,/:]|\s?(?:(?:[년월일분차세]|시(?!간))(?!\w*기)|%|번째)))?)?)
        (?:여\s?|\s?)(?P<unit>{_UNIT})?(?P<half>\s반)?
    )""",
    re.VERBOSE,
)
_NATIVE = {
    "하나": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스물": 20,
    "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90, "한": 1, "두": 2, "세": 3, "석": 3,
    "네": 4, "넉": 4, "스무": 20, "첫": 1,
}  # fmt: skip
_MONTHS = {
    "정월": ("1", Kind.MONTH), "일월": ("1", Kind.MONTH), "이월": ("2", Kind.MONTH), "삼월": ("3", Kind.MONTH), "사월": ("4", Kind.MONTH),
    "오월": ("5", Kind.MONTH), "유월": ("6", Kind.MONTH), "칠월": ("7", Kind.MONTH), "팔월": ("8", Kind.MONTH), "구월": ("9", Kind.MONTH),
    "시월": ("10", Kind.MONTH), "십일월": ("11", Kind.MONTH), "동짓달": ("11", Kind.MONTH), "십이월": ("12", Kind.MONTH), "섣달": ("12", Kind.MONTH),
}  # fmt: skip
_WORDS: dict[str, tuple[str, Kind]] = {
    "절반": ("0.5", Kind.FRACTION), "반년": ("0.5", Kind.FRACTION), "과반": ("0.5", Kind.FRACTION), "반세기": ("0.5", Kind.FRACTION),
    "양국": ("2", Kind.PLAIN), "양측": ("2", Kind.PLAIN), "양자": ("2", Kind.PLAIN), "양쪽": ("2", Kind.PLAIN),
    "쌍방": ("2", Kind.PLAIN), "양대": ("2", Kind.PLAIN), "양안": ("2", Kind.PLAIN), "두": ("2", Kind.PLAIN), "첫": ("1", Kind.ORDINAL),
    "삼국": ("3", Kind.PLAIN), "삼자": ("3", Kind.PLAIN), "육자": ("6", Kind.PLAIN),
    "열흘": ("10", Kind.PLAIN), "보름": ("15", Kind.PLAIN), "정오": ("12", Kind.HOUR),
    "환갑": ("60", Kind.PLAIN), "회갑": ("60", Kind.PLAIN), "칠순": ("70", Kind.PLAIN), "팔순": ("80", Kind.PLAIN), "구순": ("90", Kind.PLAIN),
    "자정": ("0", Kind.HOUR), "단독": ("1", Kind.PLAIN), "단일": ("1", Kind.PLAIN), "제일": ("1", Kind.ORDINAL), **_MONTHS,
}  # fmt: skip
_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
}  # fmt: skip
# Few words of a sentence begin like a number; the others are passed over by their first syllable.
_FIRST = "".join(sorted({word[0] for word in (*_WORDS, *_NATIVE)} | set("수제영공일이삼사오육칠팔구십백천만억조")))
_SPELLED = re.compile(
    rf"""(?<![가-힣])(?=[{_FIRST}])(?:
      (?P<word>{"|".join(sorted((word for word in _WORDS if word not in ("두", "첫")), key=len, reverse=True))}|두\s|첫\s)
      |(?P<days>(?:열|스무|스물|서른|마흔|쉰)?\s?(?:{"|".join(_DAYS)}))
      |(?P<native>(?:스물|서른|마흔|예순|일흔|여든|아흔)(?:한|두|세|네)|(?:서른|마흔|예순|일흔|여든|아흔)(?=[에이은을의]|\s|$)|(?:스물|쉰)(?=[이은을의])
        |(?:[이삼사오육칠팔구]?백)?(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|두|네)(?=\s?[가-힣])|백?스무(?=\s?[가-힣])
        |열(?=에\s?(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|[한두세네]\s))
        |(?:(?:[이삼사오육칠팔구]?백)?(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)\s?)?(?:하나|다섯|여섯|일곱|여덟|아홉|둘|셋|넷)(?!이서)
        |(?:(?:[이삼사오육칠팔구]?백)?(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:한(?!국)|두|세|네|석|넉)|백?스무|(?:[이삼사오육칠팔구]?백)?열(?!세)|스물|서른|마흔|쉰|예순|일흔|여든|아흔|첫)
         (?=\s?(?:{_COUNTER})))
      |(?P<vague>수[십백천만억조]+)
      |(?P<pair>(?:일이|이삼|삼사|사오|오륙|육칠|칠팔|팔구)[십백천만억]+)
      |(?P<sino>(?:제?[영일이삼사오육칠팔구십백천만억조]{{2,}}|[십백천만]|일(?=\s년)
          |[일이삼사오육칠팔구십백천]+[만억조]\s[일이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구십백천만]*
          |만\s[이삼사오육칠팔구]?천[일이삼사오육칠팔구십백천]*)(?=\s?(?:{_COUNTER}))
        |[일이삼사오육칠팔구]+[십백천]+[만억조]+(?=[이은을의에도]|\s|$))
    )|(?P<hanja>[一二三四五六七八九十百千]{{2,}}[万萬億]?)|[①-⑳]""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\s?(?:~|-|∼|에서|내지|또는)\s?")
_CENTS = re.compile(r"\s?센트")
_PM = ("오후", "저녁", "밤")
_AM = ("오전", "새벽", "아침")
_TEN = Decimal(10)
_COVID = Decimal(19)


def read(text: str) -> list[Number]:
    """The numbers of a Korean text, in order."""
    numbers: list[Number] = []
    for match in _FIGURES.finditer(text):
        numbers += _figures(text, match)
    if len(numbers) > 1:
        cjk.share_ranges(text, numbers, _BETWEEN)
        cjk.join_cents(text, numbers, _CENTS)
    words = [number for match in _SPELLED.finditer(text) for number in _spelled(match)]
    if words:
        taken = {at for number in numbers for at in range(number.start, number.end)}
        numbers = sorted(
            [*numbers, *(word for word in words if word.start not in taken)], key=lambda number: number.start
        )
    return numbers


def _figures(text: str, match: re.Match[str]) -> list[Number]:
    start, end = match.span()
    run = match["amount"]
    if run is not None:
        return [_amount(text, match, run)]
    if match["era"] is not None:
        return [
            cjk.era_year(_ERAS[match["era"].partition(match["count"])[0].rstrip()], Decimal(match["count"]), start, end)
        ]
    if match["ymd"] is not None:
        parts = cjk.year_month_day(match["ymd"], start)
        return parts or [Number(cjk.decimal(figure.group()), Kind.PLAIN, start + figure.start(), start + figure.end())
                         for figure in re.finditer(r"\d+", match["ymd"])]  # fmt: skip
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
    whole, part = (cjk.amount(figure) for figure in match.group().split("분의"))
    return [Number(part / whole if whole else part, Kind.FRACTION, start, end, also=(part, whole))]


def _amount(text: str, match: re.Match[str], run: str) -> Number:
    start, end = match.start(), match.end()
    unit = match["unit"]
    value = cjk.decimal(run) if run.isascii() and " " not in run else cjk.amount(run)
    ordinal = (start > 0 and text[start - 1] == "제") or text[max(0, start - 2) : start] == "제 "
    if unit is None:
        end = match.end("amount")
        if run[-1] == "조" and (ordinal or run[:-1].isdigit()):
            article = Decimal(run[:-1]) if run[:-1].isdigit() else value
            if ordinal:
                return Number(article, Kind.ORDINAL, start, end)
            is_team = text.endswith(("인 ", "인", "명 "), 0, start)  # 2인 1조
            return Number(value, Kind.PLAIN, start, end, not is_team, also=(article,))
        if start and text[start - 1] in "'’" and len(run) == 2 and run.isdigit():  # ’28. 3월
            return Number(value, Kind.YEAR, start, end, also=(2000 + value, 1900 + value))
        firm = _is_firm(value) and not (value == _COVID and text.endswith("코로나", 0, start))
        return Number(value, Kind.ORDINAL if ordinal else Kind.PLAIN, start, end, firm)
    kind, detail = _UNITS[unit]
    if detail == "-":
        return Number(value, kind, start, end, firm=False)
    also: tuple[Decimal, ...] = (value + Decimal("0.5"),) if match["half"] else ()
    if kind is Kind.HOUR:
        return cjk.hour_of(int(value), start, end, _half(text, start))
    if kind is Kind.DECADE:
        return cjk.decade(value, start, end)
    if detail == "년" or kind is Kind.YEAR:
        number = cjk.year(value, start, end, certain=kind is Kind.YEAR)
        return number if not also else Number(value, number.kind, start, end, number.firm, (*number.also, *also))
    if detail == "할":
        return Number(value * _TEN, Kind.PERCENT, start, end, also=(value,))
    if kind is Kind.DAY and value == 1 and not re.search(r"월\s?$", text[max(0, start - 2) : start]):
        return Number(value, kind, start, end, firm=False)
    if kind is Kind.PLAIN or kind is Kind.ORDINAL:
        if kind is Kind.PLAIN:
            end = match.end("amount")
        return Number(value, Kind.ORDINAL if ordinal else kind, start, end, _is_firm(value), also)
    return Number(value, kind, start, end, kind is not Kind.MONEY or _is_firm(value), also, detail)


def _is_firm(value: Decimal) -> bool:
    """`1인당`, `1차적`, `1위` and `1달러당` become per capita, primary, top and a dollar; larger counts are named."""
    return value != 1


def _half(text: str, start: int) -> str:
    before = text[max(0, start - 4) : start].rstrip()
    return "pm" if before.endswith(_PM) else "am" if before.endswith(_AM) else ""


def _spelled(match: re.Match[str]) -> list[Number]:
    start, end = match.span()
    if match["word"] is not None:
        worth, kind = _WORDS[match["word"].rstrip()]
        also = (Decimal(24),) if kind is Kind.HOUR and worth == "0" else ()
        return [Number(Decimal(worth), kind, start, end, False, also)]
    if match["days"] is not None:
        tens, days = next(
            (match["days"].removesuffix(word).rstrip(), n) for word, n in _DAYS.items() if match["days"].endswith(word)
        )
        return [Number(Decimal((_NATIVE[tens] if tens else 0) + days), Kind.PLAIN, start, end, False)]
    if match["native"] is not None:
        return [Number(Decimal(_native(match["native"])), Kind.PLAIN, start, end, False)]
    if match["vague"] is not None:
        return []
    if match["pair"] is not None:  # 칠팔백 is seven or eight hundred
        low, high, scale = match["pair"][0], match["pair"][1], match["pair"][2:]
        return [Number(cjk.amount(high + scale), Kind.PLAIN, start, end, False, (cjk.amount(low + scale),))]
    if match["hanja"] is not None:
        return [Number(cjk.amount(match["hanja"]), Kind.PLAIN, start, end, False)]
    if match["sino"] is not None:
        run = match["sino"].removeprefix("제")
        value = cjk.amount(run)
        return [Number(value, Kind.PLAIN, end - len(run), end, firm=len(run) > 2 and value >= _TEN)]
    return [Number(Decimal(ord(match.group()) - ord("①") + 1), Kind.ORDINAL, start, end, False)]


def _native(word: str) -> int:
    hundreds, is_over, rest = word.partition("백")
    if is_over:
        return int(cjk.amount(f"{hundreds}백")) + _native(rest)
    for length in (2, 1):
        if word[:length] in _NATIVE:
            rest = word[length:]
            return _NATIVE[word[:length]] + (_NATIVE[rest.lstrip()] if rest else 0)
    return _NATIVE[word]
