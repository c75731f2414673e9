"""Reading English numbers: figures with scale words, dates with month names, numbers written out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from workbench.language.numbers import cjk
from workbench.language.numbers.model import Kind, Number

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINALS = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"],
        1,
    )
} | {f"{word[:-1]}ieth": 10 * at for at, word in enumerate(_TENS, 2)}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "k": 1000,
    "dozen": 12,
    "decade": 10,
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifths": 5, "sixths": 6, "sevenths": 7,
    "eighths": 8, "ninths": 9, "tenths": 10, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
}  # fmt: skip
_FOLD = {f"{word}fold": value for word, value in CARDINALS.items() if value > 1} | {"hundredfold": 100}
_COUNTED = {"dozen": 12, "decade": 10, "decades": 10, "century": 100, "centuries": 100, "score": 20}
_MANIFOLD = _FOLD | {
    "once": 1, "single": 1, "sole": 1, "unilateral": 1, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "doubles": 2,
    "both": 2, "pair": 2, "bilateral": 2, "dual": 2, "either": 2, "neither": 2, "trilateral": 3, "triple": 3,
    "tripled": 3, "tripling": 3, "trio": 3, "thrice": 3, "quadrilateral": 4, "quadruple": 4, "quadrupled": 4,
    "quad": 4, "halved": 2, "halving": 2, "halve": 2, "biennial": 2, "top": 1,
    "fortnight": 14, "teens": 10, "teenager": 10, "teenagers": 10, "teenage": 10, "duo": 2, "couple": 2, "twin": 2, "twins": 2, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "hundredth": 100, "thousandth": 1000, "annual": 1, "annually": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6,
    "previous": 1, "year": 1, "month": 1, "week": 1, "day": 1, "semiannual": 2, "secondary": 2, "tertiary": 3, "pairs": 2, "quintile": 5, "zeros": 0, "zeroes": 0, "clock": 24,
}  # fmt: skip
_ROMAN = {"v": 5, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_HAS_ROMAN = frozenset({"chapter", "part", "book", "volume", "section", "title", "article", "phase", "annex", "act"})
# Bare nouns of time count one ("a year" for 1년) only after an article; see `_one_of`.
_ONE_OF_SCALE = frozenset({"a", "one", "per", "every", "each", "the", "this", "that", "these", "those", "by"})
_NOUNS_OF_ONE = {"year", "month", "week", "day"}
_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {word: value for value, word in enumerate(_MONTH_NAMES, 1)}
_MONTHS_AND_SHORT = MONTHS | {word[:3]: value for word, value in MONTHS.items() if word != "may"} | {"sept": 9}
_SHORT = frozenset(_MONTHS_AND_SHORT) - frozenset(MONTHS)
_CLOCK_WORDS = {"noon": 12, "midday": 12, "midnight": 0}
_VAGUE = {"tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions", "scores"}
_ALL_WORDS = frozenset(
    {*CARDINALS, *ORDINALS, *SCALES, *_PARTS, *_COUNTED, *_MANIFOLD, *_ROMAN, *_MONTHS_AND_SHORT, *_CLOCK_WORDS, *_VAGUE}
    - {"year", "month", "week", "day", "second"}
) | {"second"}  # fmt: skip

_D = cjk.DIGITS
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
_MONEY = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY"}
_CODES = {code: code for code in ("USD", "EUR", "GBP", "JPY", "KRW", "CNY")} | {"RMB": "CNY"}
_FIGURES = re.compile(
    rf"""(?=['’]?\d)(?:
      (?P<ymd>(?:1[5-9]|2[01])\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}(?!\d))
      |(?P<slash>\d+/\d+(?:/\d+)?)
      |(?P<clock>(?:[01]?\d|2[0-4])[:.][0-5]\d(?=\s?[ap]\.?m\b)|(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)|\d{{1,2}}(?=\s?[ap]\.?m\b)|\d{{1,2}}(?=\so'clock))
       (?:\s?(?P<noon>[ap])\.?m\b\.?)?
      |(?P<amount>['’]?{_D})
       (?:(?P<th>st|nd|rd|th)\b|(?P<s>['’]?s)\b
        |\s?(?P<percent>%|percent(?:age)?\b|per\scent\b|pct\b)
        |[\s-]?(?P<scale>(?i:hundred|thousand|million|billion|trillion|dozen|decade|centur(?:y|ies))|trn|bn|tn|mn|[mkb](?![\w/]))s?\b)?
       (?P<half>\sand\sa\shalf|½)?
       (?:[\s-](?P<money>(?i:dollars?|euros?|pounds?|yen|won|yuan|renminbi)|USD|KRW|JPY|EUR|CNY|RMB)\b)?
    )""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\s?(?:~|-|to|and|or|through|until)\s?")
_CENTS = re.compile(r"\scents?\b")
_LOWER_WORD = re.compile(r"[a-z]+")
_HALVES = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333333333333333", "⅔": "0.6666666666666666"}
# A list's own numbers, which the other language may write as bullets: `2. Issues` at the very start, `(2)` anywhere.
_ENUMERATOR = re.compile(r"^\d{1,2}[.)]\s|\(\d{1,2}\)")
_HALF = re.compile("[½¼¾⅓⅔]")
_ERA_YEAR = re.compile(r"\b(Reiwa|Heisei|Sh[oō]wa|Taish[oō]|Meiji)\s(\d{1,2})\b")
_ERAS = {"r": 2018, "h": 1988, "s": 1925, "t": 1911, "m": 1867}


def read(text: str) -> list[Number]:
    """The numbers of an English text, in order."""
    numbers = read_digits(text)
    lower = text.lower()
    names = _LOWER_WORD.findall(lower)
    if _ALL_WORDS.isdisjoint(names):
        return numbers
    words = _read_words(text, lower, names, numbers)
    if not words:
        return numbers
    return sorted([*_as_dates(text, numbers, words), *words], key=lambda number: number.start)


def read_digits(text: str) -> list[Number]:
    """The numbers that a text writes in figures, whatever its language."""
    numbers: list[Number] = []
    for match in _FIGURES.finditer(text):
        start = match.start()
        if match["amount"] is not None:
            numbers.append(_amount(text, match))
        elif match["clock"] is not None:
            numbers += _clock(match)
        elif match["ymd"] is not None:
            numbers += cjk.year_month_day(match.group(), start)
        else:
            numbers += cjk.slash(match.group(), start)
    if len(numbers) > 1:
        cjk.share_ranges(text, numbers, _BETWEEN)
        cjk.join_cents(text, numbers, _CENTS)
    if not text.isascii() and _HALF.search(text):
        for found in _HALF.finditer(text):
            numbers.append(Number(Decimal(_HALVES[found.group()]), Kind.FRACTION, *found.span(), firm=False))
        numbers.sort(key=lambda number: number.start)
    return numbers


def read_months(text: str) -> list[Number]:
    """The months that a text names in English."""
    lower = text.lower()
    return [number for number in _read_words(text, lower, _LOWER_WORD.findall(lower), []) if number.kind is Kind.MONTH]


def _amount(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    digits = match["amount"].lstrip("'’")
    value = cjk.decimal(digits)
    also: tuple[Decimal, ...] = ()
    if match["th"] is not None:
        return Number(value, Kind.ORDINAL, start, end)
    if match["s"] is not None:
        return cjk.decade(value, start, end)
    if match["percent"] is not None:
        return Number(value, Kind.PERCENT, start, end)
    half = Decimal("0.5") if match["half"] is not None else Decimal(0)
    if half:
        also = (value,)
    scale = match["scale"] and match["scale"].lower()
    if scale is not None and (len(scale) == 1 or scale == "decade" or scale[0] == "c"):
        also = (*also, value)
        scale = "hundred" if scale[0] == "c" else scale
    value = (value + half) * (SCALES.get(scale) or _SHORT_SCALES[scale]) if scale is not None else value + half
    if start and text[start - 1] in _CURRENCY:
        return Number(value, Kind.MONEY, start, end, also=also, unit=_CURRENCY[text[start - 1]])
    money = match["money"]
    if money is not None:
        return Number(
            value, Kind.MONEY, start, end, also=also, unit=_MONEY.get(money.lower().rstrip("s")) or _CODES[money]
        )
    if scale is None and "." in digits and text.endswith(("Article ", "Section ", "Rule "), 0, start):
        also = tuple(Decimal(part) for part in digits.split("."))  # 9조 1항 is Article 9.1
        return Number(value, Kind.PLAIN, start, end, also=also)
    if scale is None and len(digits) == 4 and 1500 <= value <= 2199:
        return Number(value, Kind.YEAR, start, end)
    if _ENUMERATOR.match(text, max(0, start - 1), end + 2):
        return Number(value, Kind.PLAIN, start, end, firm=False)
    if start >= 6 and scale is None and value < 100:
        if value == 19 and text[start - 6 : start].lower() == "covid-":
            return Number(value, Kind.PLAIN, start, end, firm=False)
        era = _ERA_YEAR.search(text, max(0, start - 8), end)
        if era and era.end() == end:
            return Number(value + _ERAS[era[1][0].lower()], Kind.YEAR, start, end, also=(value,))
        if text[start] in "'’":
            return Number(value, Kind.YEAR, start, end, also=(1900 + value, 2000 + value))
    return Number(value, Kind.PLAIN, start, end, also=also)


def _clock(match: re.Match[str]) -> list[Number]:
    half = {"a": "am", "p": "pm", None: ""}[match["noon"]]
    start, clock = match.start(), match["clock"]
    return (
        cjk.clock(clock, start, half)
        if not clock.isdigit()
        else [cjk.hour_of(int(clock), start, start + len(clock), half)]
    )


def _as_dates(text: str, numbers: list[Number], words: list[Number]) -> list[Number]:
    """Figures beside a month name are days: `March 17`, `17 March`, `the 17th of March`, `March 17–19`."""
    months = [word for word in words if word.kind is Kind.MONTH]
    if not months or not numbers:
        return numbers
    found = []
    for number in numbers:
        if number.kind in (Kind.PLAIN, Kind.ORDINAL) and number.value <= 31 and number.value == int(number.value):
            for month in months:
                after = text[month.end : number.start] if number.start >= month.end else None
                before = text[number.end : month.start] if number.end <= month.start else None
                if after in (" ", ". ", " the ") or before in (" ", " of "):
                    number = replace(number, kind=Kind.DAY)
                    break
        found.append(number)
    return found


def _read_words(text: str, lower: str, names: list[str], numbers: list[Number]) -> list[Number]:
    words = list(_LOWER_WORD.finditer(lower))
    found: list[Number] = []
    done = 0
    for at, name in enumerate(names):
        if name not in _ALL_WORDS or at < done:
            continue
        start = words[at].start()
        if any(number.start <= start < number.end for number in numbers):
            continue
        number, used = _one(text, lower, words, at)
        if number is not None:
            found.append(number)
        done = at + used
    return found


def _one(text: str, lower: str, words: list[re.Match[str]], at: int) -> tuple[Number | None, int]:
    """The number that begins with a word, and how many words it takes."""
    word, start, end = words[at].group(), words[at].start(), words[at].end()
    if word in _MONTHS_AND_SHORT:
        return _month(text, word, start, end), 1
    if word in _CLOCK_WORDS:
        hour = _CLOCK_WORDS[word]
        return Number(Decimal(hour), Kind.HOUR, start, end, False, () if hour else (Decimal(24),)), 1
    if word in _VAGUE:
        return None, 1
    before = words[at - 1].group() if at else ""
    if word in CARDINALS or (word in SCALES and before in _ONE_OF_SCALE):
        return _spelled(lower, words, at)
    if word == "half":
        following = [match.group() for match in words[at + 1 : at + 3]]
        if following[:1] == ["past"]:
            return Number(Decimal(30), Kind.MINUTE, start, end, False), 1
        if following == ["an", "hour"]:
            return Number(Decimal(30), Kind.MINUTE, start, words[at + 2].end(), False, (Decimal("0.5"),)), 3
        used = 2 if at + 2 < len(words) and words[at + 1].group() == "a" and words[at + 2].group() in _COUNTED else 0
        if used:
            worth = Decimal(_COUNTED[words[at + 2].group()]) / 2
            return Number(worth, Kind.PLAIN, start, words[at + 2].end(), False, (Decimal("0.5"),)), 3
        also = (
            (Decimal(2), Decimal("1.5"))
            if before == "a" and at > 1 and words[at - 2].group() == "and"
            else (Decimal(2),)
        )
        return Number(Decimal("0.5"), Kind.FRACTION, start, end, False, also), 1
    if word in _PARTS and before in ("a", "one", "the", "per", "by"):
        part = Decimal(1) / _PARTS[word]
        also = (Decimal(ORDINALS[word]),) if word in ORDINALS else (Decimal(4), Decimal(25))
        return Number(part, Kind.FRACTION, start, end, False, also), 1
    if word in ORDINALS:
        return Number(Decimal(ORDINALS[word]), Kind.ORDINAL, start, end, False), 1
    if word in _PARTS:
        return Number(Decimal(1) / _PARTS[word], Kind.FRACTION, start, end, False), 1
    if word in _COUNTED:
        return Number(Decimal(_COUNTED[word]), Kind.PLAIN, start, end, False, (Decimal(1),)), 1
    if word in SCALES or word in _NOUNS_OF_ONE or (word == "clock" and before != "the"):
        return None, 1
    if word in _ROMAN:
        is_counted = before in _HAS_ROMAN
        return (Number(Decimal(_ROMAN[word]), Kind.ORDINAL, start, end, False) if is_counted else None), 1
    return Number(Decimal(_MANIFOLD[word]), Kind.PLAIN, start, end, False), 1


def _month(text: str, word: str, start: int, end: int) -> Number | None:
    if not text[start].isupper():
        return None
    if word in ("may", "march") or word in _SHORT:
        # "May" opens a sentence and "March" names a protest: a figure beside it, or a preposition of time, tells.
        around = text[max(0, start - 12) : start].rstrip(" ,"), text[end : end + 6].lstrip(" .")
        beside = around[1][:1].isdigit() or around[0][-1:].isdigit() or around[0].endswith(("th of", "st of", "nd of"))
        timed = re.search(r"\b(?:in|on|by|since|until|till|from|of|to|through|last|next|this|late|early|mid|and|or|between|for|before|after)-?$",
                          around[0].lower())  # fmt: skip
        if not beside and not timed:
            return None if word in _SHORT else Number(Decimal(_MONTHS_AND_SHORT[word]), Kind.MONTH, start, end, False)
    return Number(Decimal(_MONTHS_AND_SHORT[word]), Kind.MONTH, start, end)


def _spelled(lower: str, words: list[re.Match[str]], at: int) -> tuple[Number | None, int]:
    """A cardinal written out: `three hundred and twenty million`, `twenty-first`, `two-thirds`, `five decades`."""
    total = current = 0
    end, used, scaled, named = words[at].end(), 0, False, False
    index = at
    while index < len(words):
        word = words[index].group()
        gap = lower[end : words[index].start()] if used else ""
        if used and gap not in (" ", "-", "–"):
            break
        if word == "and" and scaled and index + 1 < len(words) and words[index + 1].group() in CARDINALS:
            following = CARDINALS[words[index + 1].group()]
            if current % 100 == 0 and current and following < 100:
                end = words[index].end()
                index += 1
                used += 1
                continue
            break
        if word in CARDINALS:
            value = CARDINALS[word]
            if used and not scaled and not (current >= 20 and current % 10 == 0 and 0 < value < 10):
                break
            if scaled and current % 100 and not (current % 10 == 0 and current % 100 >= 20 and value < 10):
                break
            current += value
            named = True
        elif word in SCALES:
            if word == "hundred":
                current = (current or 1) * 100
            else:
                total += (current or 1) * SCALES[word]
                current = 0
            scaled = True
        else:
            return _after_cardinal(lower, words, at, index, used, total + current, end)
        end = words[index].end()
        used += 1
        index += 1
    value = total + current
    firm = scaled and named
    return Number(Decimal(value), Kind.PLAIN, words[at].start(), end, firm), max(used, 1)


def _after_cardinal(
    lower: str, words: list[re.Match[str]], at: int, index: int, used: int, value: int, end: int
) -> tuple[Number | None, int]:
    """What the word behind a cardinal makes of it: an ordinal, a fraction, dozens, percent."""
    word, start = words[index].group(), words[at].start()
    scaled = any(match.group() in SCALES for match in words[at:index])
    is_compound = words[index].start() == end + 1 and lower[end] != " "  # forty second-year pupils are forty
    if word in ORDINALS and is_compound and value >= 20 and value % 10 == 0 and ORDINALS[word] < 10:
        return Number(Decimal(value + ORDINALS[word]), Kind.ORDINAL, start, words[index].end(), False), used + 1
    if word in _PARTS and word not in ("half", "halves") and value < 20:
        part = Decimal(value) / _PARTS[word]
        return Number(
            part, Kind.FRACTION, start, words[index].end(), False, (Decimal(value), Decimal(_PARTS[word]))
        ), used + 1
    if word in _COUNTED:
        worth = Decimal(value * _COUNTED[word])
        return Number(worth, Kind.PLAIN, start, words[index].end(), False, (Decimal(value),)), used + 1
    if word in ("percent", "percentage"):
        return Number(Decimal(value), Kind.PERCENT, start, words[index].end(), False), used + 1
    if word == "per" and index + 1 < len(words) and words[index + 1].group() == "cent":
        return Number(Decimal(value), Kind.PERCENT, start, words[index + 1].end(), False), used + 2
    also: tuple[Decimal, ...] = ()
    if [match.group() for match in words[index : index + 3]] == ["and", "a", "half"]:
        scale = words[index + 3].group() if index + 3 < len(words) else ""
        if scale in SCALES and not scaled:  # three and a half million
            worth = (Decimal(value) + Decimal("0.5")) * SCALES[scale]
            return Number(worth, Kind.PLAIN, start, words[index + 3].end(), False), used + 4
        also = (Decimal(value) + Decimal("0.5"),)
    return Number(Decimal(value), Kind.PLAIN, start, end, scaled and at + 1 < index, also), max(used, 1)
