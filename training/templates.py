"""Sentences from frames: numbers, dates, names, titles and terms in all their written forms, with the right Korean particles.

A small model that has seen 45만 명 once does not know 37만 명. The frames say little; what fills them is drawn at random, so that
the model learns how 억, 兆, 3월 17일 and 令和8年 are carried over, and that a name is copied and not invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from training import own
from training.pairs import LANGUAGES, Pair
from workbench.language.particles import sound

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# (Korean, Japanese, English); `{A:을/를}` puts the particle that agrees with what fills A.
FRAMES: tuple[tuple[str, str, str], ...] = (
    ("{place} 정부는 {date} {term:을/를} 발표했다.", "{place}政府は{date}、{term}を発表した。", "The government of {place} announced {term} on {date}."),
    ("{date} 현재 {place}의 인구는 {people}이다.", "{date}現在、{place}の人口は{people}である。", "As of {date}, the population of {place} is {people}."),
    ("{org:은/는} {term}에 {won:을/를} 투자하기로 했다.", "{org}は{term}に{won}を投資することを決めた。", "{org} decided to invest {won} in {term}."),
    ("{place}의 수출은 전년보다 {percent} 증가한 {dollar:을/를} 기록했다.", "{place}の輸出は前年比{percent}増の{dollar}を記録した。", "{place}'s exports rose {percent} from the previous year to {dollar}."),
    ("{place}의 수입은 {percent} 감소했다.", "{place}の輸入は{percent}減少した。", "{place}'s imports fell {percent}."),
    ("{year}년 실업률은 {percent}로 전년보다 {points}포인트 낮아졌다.", "{year}年の失業率は{percent}で、前年より{points}ポイント低下した。", "The unemployment rate in {year} was {percent}, {points} points lower than in the previous year."),
    ("{person:은/는} {date} {place:을/를} 방문했다.", "{person}は{date}、{place}を訪問した。", "{person} visited {place} on {date}."),
    ("{person:은/는} {term:이/가} 중요하다고 강조했다.", "{person}は{term}が重要だと強調した。", "{person} stressed that {term} is important."),
    ("{person:은/는} “{term:은/는} 선택이 아니다”라고 말했다.", "{person}は「{term}は選択肢ではない」と述べた。", "“{term} is not a choice,” said {person}."),
    ("{place:과/와} {place2:은/는} {term:에/에} 관한 협정을 체결했다.", "{place}と{place2}は{term}に関する協定を締結した。", "{place} and {place2} concluded an agreement on {term}."),
    ("{place:은/는} {place2}에 {term:을/를} 요구하고 있다.", "{place}は{place2}に{term}を求めている。", "{place} is demanding {term} from {place2}."),
    ("{org}에 따르면 {year}년 {place}의 예산은 {won}이었다.", "{org}によると、{year}年の{place}の予算は{won}だった。", "According to {org}, the budget of {place} in {year} was {won}."),
    ("{term}의 필요성과 과제", "{term}の必要性と課題", "The Need for {term} and the Tasks Ahead"),
    ("{term:과/와} {term2}의 관계", "{term}と{term2}の関係", "The Relationship between {term} and {term2}"),
    ("{place}의 {term}에 대한 대응", "{place}の{term}への対応", "{place}'s Response to {term}"),
    ("{term:이/가} {term2}에 미치는 영향은 크지 않음", "{term}が{term2}に及ぼす影響は大きくない。", "The effect of {term} on {term2} is not large."),
    ("{term}에 대한 우려가 커지고 있음", "{term}への懸念が高まっている。", "Concern about {term} is growing."),
    ("{place:은/는} {term}에 반대하지 않는다.", "{place}は{term}に反対していない。", "{place} does not oppose {term}."),
    ("{place:이/가} {term:을/를} 지지할 가능성은 낮음", "{place}が{term}を支持する可能性は低い。", "{place} is unlikely to support {term}."),
    ("{term:은/는} {year}년부터 시행되었다.", "{term}は{year}年から施行された。", "{term} has been in force since {year}."),
    ("응답자의 {percent:이/가} {term:을/를} 지지한다고 답했다.", "回答者の{percent}が{term}を支持すると答えた。", "{percent} of respondents said they supported {term}."),
    ("{place:은/는} {people:을/를} 고용할 계획이다.", "{place}は{people}を雇用する計画である。", "{place} plans to employ {people}."),
    ("총사업비는 {won:으로/로} 추산된다.", "総事業費は{won}と推計される。", "The total cost of the project is estimated at {won}."),
    ("피해액은 {yen}에 이른다.", "被害額は{yen}に達する。", "The damage amounts to {yen}."),
    ("자료: {org}, {year}년", "出所：{org}、{year}年", "Source: {org}, {year}"),
    ("<표 {small}> {place}의 {term} 추이", "表{small} {place}の{term}の推移", "Table {small}. {term} in {place} over Time"),
    ("일시: {date}", "日時：{date}", "Date: {date}"),
    ("{place} 정부는 {term:을/를} 위해 {dollar:을/를} 지원할 방침이라고 밝혔다.", "{place}政府は{term}のために{dollar}を支援する方針を明らかにした。", "The government of {place} said it would provide {dollar} for {term}."),
    ("그러나 {term:은/는} 아직 실현되지 않았다.", "しかし、{term}はまだ実現していない。", "However, {term} has not yet been realized."),
    ("따라서 {place:은/는} {term:을/를} 강화해야 한다.", "したがって、{place}は{term}を強化すべきである。", "{place} should therefore strengthen {term}."),
    ("이는 {term}의 전환점이 될 수 있다.", "これは{term}の転換点となり得る。", "This could become a turning point for {term}."),
    ("{term:을/를} 둘러싼 {place:과/와} {place2}의 갈등이 심화되고 있다.", "{term}をめぐる{place}と{place2}の対立が深まっている。", "The conflict between {place} and {place2} over {term} is deepening."),
)  # fmt: skip

ABSTRACT = (
    "ation", "ition", "ction", "ment", "ity", "ism", "ance", "ence", "ship", "ness", "cy", "ics", "trade", "growth", "reform",
    "control", "aid", "support", "sharing", "building", "making", "training", "spending", "financing", "protection",
)  # fmt: skip
"""Endings of English nouns that stand well without an article."""

Filling = tuple[str, str, str]
"""The same thing in Korean, Japanese and English."""


def pairs(count: int, seed: int, copies: float = 1.0, languages: tuple[str, ...] = LANGUAGES) -> Iterator[Pair]:
    """Sentences made from the frames, `count` for each language, the same for the same seed."""
    chance = random.Random(seed)
    stock = _Stock.load()
    for _ in range(count):
        korean, japanese, english = chance.choice(FRAMES)
        fillings = {slot: filling for slot in _slots(korean) for filling in [_filling(slot, stock, chance)]}
        made = {
            "ko": fill(korean, {slot: filling[0] for slot, filling in fillings.items()}),
            "ja": fill(japanese, {slot: filling[1] for slot, filling in fillings.items()}),
        }
        target = fill(english, {slot: filling[2] for slot, filling in fillings.items()})
        for language in languages:
            yield Pair(language, made[language], _capital(target), "templates", copies)


def fill(frame: str, fillings: dict[str, str]) -> str:
    """A frame with its slots filled; a particle behind a colon is chosen by the sound before it."""
    parts = []
    rest = frame
    while "{" in rest:
        before, _, rest = rest.partition("{")
        slot, _, rest = rest.partition("}")
        name, _, particle = slot.partition(":")
        parts += [before, fillings[name], _agreeing(fillings[name], particle)]
    return "".join([*parts, rest])


def count_words(value: int, language: str) -> str:
    """A whole number as policy papers write it: 45만, 3억 2000만, 45万, 450,000, 320 million."""
    if language == "en":
        for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
            if value >= size:
                return f"{value / size:.6f}".rstrip("0").rstrip(".") + f" {name}"
        return f"{value:,}"
    marks = ("조", "억", "만") if language == "ko" else ("兆", "億", "万")
    parts = []
    for size, mark in zip((10**12, 10**8, 10**4), marks, strict=True):
        if value >= size:
            parts.append(f"{value // size:,}{mark}")
            value %= size
    if value or not parts:
        parts.append(f"{value:,}")
    return (" " if language == "ko" else "").join(parts)


def _capital(sentence: str) -> str:
    start = next(place for place, char in enumerate(sentence) if char.isalnum())
    return sentence[:start] + sentence[start].upper() + sentence[start + 1 :]


@dataclass(frozen=True, slots=True)
class _Stock:
    """What slots are filled with, apart from numbers and dates."""

    places: list[Filling]
    organisations: list[Filling]
    people: list[Filling]
    offices: list[Filling]
    terms: list[Filling]

    @classmethod
    def load(cls) -> _Stock:
        domains = ("diplomacy", "defence", "economy", "trade", "energy", "technology", "law", "politics", "society")
        return cls(
            # Peoples and languages stand among the countries, and would not export much.
            places=[
                row for row in own.words(("countries",)) if row[0][-1] not in "어인족계" and row[2] != row[2].lower()
            ],
            organisations=own.words(("organisations", "companies")),
            people=own.words(("people",)),
            offices=[row for row in own.words(("people",), "noun") if row[2].islower() and " of " not in row[2]],
            terms=[row for row in own.words(domains, "noun") if row[2].endswith(ABSTRACT)],
        )


def _slots(frame: str) -> list[str]:
    return [part.partition("}")[0].partition(":")[0] for part in frame.split("{")[1:]]


def _filling(slot: str, stock: _Stock, chance: random.Random) -> Filling:
    name = slot.rstrip("2")
    if name == "person":
        return _person(stock, chance)
    if name in ("place", "org", "term"):
        lists = {"place": stock.places, "org": stock.organisations, "term": stock.terms}
        return chance.choice(lists[name])
    if name == "date":
        return _date(chance)
    if name == "year":
        return (str(year := chance.randint(1945, 2035)),) * 2 + (str(year),)
    if name == "small":
        return (str(number := chance.randint(1, 30)),) * 2 + (str(number),)
    if name == "points":
        return (points := f"{chance.uniform(0.1, 9.9):.1f}", points, points)
    if name == "percent":
        share = f"{chance.uniform(0.1, 99.9):.1f}".removesuffix(".0")
        return f"{share}%", f"{share}%", f"{share} percent"
    return _amount(name, chance)


def _person(stock: _Stock, chance: random.Random) -> Filling:
    """A name, every other time with an office: 아베 방위상, 安倍防衛相, Defense Minister Abe."""
    korean, japanese, english = chance.choice(stock.people)
    if chance.random() < 0.5:
        return korean, japanese, english
    office = chance.choice(stock.offices)
    title = " ".join(word[0].upper() + word[1:] for word in office[2].split())
    return f"{korean} {office[0]}", f"{japanese}{office[1]}", f"{title} {english}"


def _amount(name: str, chance: random.Random) -> Filling:
    digits = chance.randint(1, 4 if name == "people" else 3)
    value = chance.randint(1, 10**digits) * 10 ** chance.randint(2, 5 if name == "people" else 11)
    korean, japanese, english = (count_words(value, language) for language in ("ko", "ja", "en"))
    if name == "people":
        return f"{korean} 명", f"{japanese}人", f"{english} people"
    if name == "dollar":
        return f"{korean} 달러", f"{japanese}ドル", f"${english}"
    if name == "yen":
        return f"{korean} 엔", f"{japanese}円", f"{english} yen"
    return f"{korean} 원", f"{japanese}ウォン", f"{english} won"


def _date(chance: random.Random) -> Filling:
    year, month, day = chance.randint(1945, 2032), chance.randint(1, 12), chance.randint(1, 28)
    english = f"{MONTHS[month - 1]} {day}, {year}"
    korean = chance.choice((f"{year}년 {month}월 {day}일", f"{year}. {month}. {day}.", f"{year}.{month}.{day}."))
    japanese = f"{year}年{month}月{day}日"
    if year > 2019 and chance.random() < 0.4:
        japanese = f"令和{year - 2018}年{month}月{day}日"
    if chance.random() < 0.25:
        return f"{month}월 {day}일", f"{month}月{day}日", f"{MONTHS[month - 1]} {day}"
    return korean, japanese, english


_DIGITS = "영일이삼사오육칠팔구"


def _agreeing(word: str, particle: str) -> str:
    """The form of `을/를` that agrees with the word; a digit or a percent sign sounds as it is read."""
    if not particle:
        return ""
    closed, _, open_ = particle.partition("/")
    last = next((char for char in reversed(word) if char.isalnum() or char == "%"), "")
    heard = sound(_DIGITS[int(last)] if last.isdecimal() and last.isascii() else "트" if last == "%" else last)
    if closed == "으로":
        return closed if heard == "C" else open_
    return closed if heard in "CL" else open_
