"""Numbers are read as an editor reads them, and compared as tolerantly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language.numbers import Kind, disagreements, rewrite, values

TABLE = Path(__file__).with_name("numbers_table.txt")
SUFFIXES = {
    Kind.PLAIN: "", Kind.PERCENT: "%", Kind.YEAR: "y", Kind.DECADE: "s", Kind.MONTH: "m", Kind.DAY: "d", Kind.HOUR: "h",
    Kind.MINUTE: "min", Kind.ORDINAL: "o", Kind.FRACTION: "f",
}  # fmt: skip


def table() -> list[tuple[str, str, list[str]]]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text, expected = (cell.strip() for cell in line.split("|"))
            rows.append((language, text, expected.split()))
    return rows


def shown(text: str, language: str) -> list[str]:
    found = []
    for number in values(text, language):
        value = round(number.value, 4).normalize() if number.value % 1 else Decimal(int(number.value))
        found.append(f"{value:f}{number.unit or SUFFIXES[number.kind]}")
    return found


def test_the_table_of_expressions_is_read_right() -> None:
    rows = [row for row in table() if row[0] in ("ko", "ja")]
    wrong = [
        (text, shown(text, language), expected)
        for language, text, expected in rows
        if shown(text, language) != expected
    ]
    assert len(rows) >= 200
    assert len(wrong) <= 0.03 * len(rows), wrong


def test_english_expressions_are_read_right() -> None:
    rows = [row for row in table() if row[0] == "en"]
    assert [text for language, text, expected in rows if shown(text, language) != expected] == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ko", "유권자 1억4600만 명", "146 million voters"),
        ("ko", "예산 1억4,583만 원", "a budget of 146 million won"),
        ("ko", "오후 3시 30분에 시작했다", "It began at 3:30 p.m."),
        ("ko", "회의는 3시에 열린다", "The meeting opens at 15:00"),
        ("ko", "지난 12년간 8.3퍼센트 늘었다", "It grew by 8.3 percent over the past twelve years."),
        ("ko", "절반이 찬성했다", "50 percent were in favor."),
        ("ko", "3~4만 명", "30,000 to 40,000 people"),
        ("ko", "2022년과 2023년", "in 2022 and the year after, 2023"),
        ("ko", "2010년대 중반", "the mid-2010s"),
        ("ko", "제2차 세계대전", "World War II"),
        ("ko", "두 나라", "both countries"),
        ("ko", "1인당 소득", "income per capita"),
        ("ko", "6·25전쟁", "the Korean War"),
        ("ko", "헌법 9조", "Article 9 of the constitution"),
        ("ja", "令和8年3月", "March 2026"),
        ("ja", "3割の企業", "30 percent of firms"),
        ("ja", "三十年前", "three decades ago"),
        ("ja", "二〇二六年五月", "May 2026"),
        ("ja", "２兆円規模", "worth 2 trillion yen"),
        ("ja", "12日夜11時", "at 11 p.m. on the 12th"),
        ("ja", "90年代", "the 1990s"),
        ("ja", "コロナ後の経済", "the economy after COVID-19"),
        ("ko", "코로나19 이후", "after the pandemic"),
        ("ja", "3分の2", "two-thirds"),
        ("ja", "2倍", "doubled"),
        ("en", "a dozen ships", "함정 12척"),
        ("ko", "환율은 1달러당 255원이다", "The rate is 255 won to the dollar."),
        ("ko", "민원창구 2인 1조 근무", "staffing counters in pairs"),
        ("ko", "2심은 숨표로 읽었다", "The court of appeal read it as a breath."),
        ("ko", "□ 경과", "1. Background"),
        ("ko", "△예금 82% △대출 5%", "(1) deposits, 82 percent, and (2) loans, 5 percent"),
        ("ja", "時間を1.5倍に延ばした", "They allowed time and a half."),
        ("ja", "日が沈んで三十分ほどして", "half an hour after sunset"),
        ("ja", "24時間の連絡体制", "contact around the clock"),
        ("ko", "오후 9시에서 11시 사이", "between 9 and 11 p.m."),
        ("ja", "午後5時半まで", "until half past five"),
        ("ko", "협정 제9조 제1항", "Article 9.1 of the agreement"),
    ],
)
def test_a_faithful_translation_agrees(language: str, source: str, target: str) -> None:
    other = "ko" if language == "en" else "en"
    assert disagreements(source, target, language, other) == []


@pytest.mark.parametrize(
    ("language", "source", "target", "wrong"),
    [
        ("ko", "유권자 1억4600만 명", "164 million voters", "164 million"),
        ("ko", "유권자 1억4600만 명", "14.6 million voters", "14.6 million"),
        ("ko", "5월 27일", "March 27", "March"),
        ("ko", "5월 27일", "May 28", "28"),
        ("ko", "8.3퍼센트", "8.6 percent", "8.6 percent"),
        ("ko", "3조 원", "3 trillion yen", "3 trillion yen"),
        ("ko", "2022년", "in 2023", "2023"),
        ("ja", "令和8年", "in 2025", "2025"),
        ("ja", "3割の企業", "3 percent of firms", "3 percent"),
        ("ja", "午後3時", "at 3 a.m.", "3"),
        ("ja", "1990年代", "the 1980s", "1980s"),
        ("ja", "45万人", "4,500 people", "4,500"),
        ("ja", "2. 代替には1〜2年かかる", "13. Substitution takes one or two years", "13"),
    ],
)
def test_a_changed_number_is_named_with_what_it_stands_for(language: str, source: str, target: str, wrong: str) -> None:
    found = [item for item in disagreements(source, target, language, "en") if item.side == "target"]
    assert [target[item.number.start : item.number.end] for item in found] == [wrong]
    assert found[0].rival is not None


def test_a_number_left_out_is_found_on_the_source_side() -> None:
    (found,) = disagreements("함정 45척을 배치했다", "They deployed the ships.", "ko", "en")
    assert (found.side, found.number.value, found.rival) == ("source", Decimal(45), None)


@pytest.mark.parametrize(
    ("source", "language", "manner", "written"),
    [
        ("1억4600만", "ko", "147 million", "146 million"),
        ("5월", "ko", "March", "May"),
        ("8.3%", "ko", "8.6 percent", "8.3 percent"),
        ("2,600척", "ko", "2,500", "2,600"),
        ("21세기", "ko", "20th", "21st"),
        ("3조 원", "ko", "4 trillion won", "3 trillion won"),
        ("열두 명", "ko", "Eleven", "Twelve"),
        ("2026年", "ja", "2025", "2026"),
        ("1억4583만 1234", "ko", "147 million", None),
        ("3분의 2", "ko", "one-third", None),
        ("2023년", "ko", "22nd", None),
        ("23일", "ko", "22nd", "23rd"),
    ],
)
def test_a_number_is_rewritten_in_the_manner_of_another(
    source: str, language: str, manner: str, written: str | None
) -> None:
    assert rewrite(values(source, language)[0], manner) == written


def test_tag_marks_and_addresses_hold_no_numbers() -> None:
    assert values("⟦1⟧평화⟦/1⟧를 보라: https://example.org/2026/03 a1@example.org", "ko") == []


def test_offsets_cut_out_the_number_as_written() -> None:
    text = "예산은 ２조 ３천억 원, 2026. 3. 17."
    assert [text[number.start : number.end] for number in values(text, "ko")] == ["２조 ３천억 원", "2026", "3", "17"]


@settings(derandomize=True, max_examples=200)
@given(
    st.text(
        alphabet="0123456789,./:-~·%년월日時分第兆億万千百十三二一조억만천 年代半割の번째May three million and",
        max_size=40,
    )
)
def test_no_text_breaks_the_readers(text: str) -> None:
    for language in ("ko", "ja", "en", "th"):
        found = values(text, language)
        assert all(0 <= number.start < number.end <= len(text) for number in found)
        assert [number.start for number in found] == sorted(number.start for number in found)


@settings(derandomize=True, max_examples=200)
@given(st.integers(min_value=1, max_value=9_999_999_999_999_999))
def test_a_whole_number_reads_back_however_it_is_written(number: int) -> None:
    for language, text in (
        ("en", f"{number:,}"),
        ("ko", in_myriads(number, "만억조")),
        ("ja", in_myriads(number, "万億兆")),
    ):
        assert values(f"{text}{'' if language == 'en' else '人'}", language)[0].value == number


def in_myriads(number: int, units: str) -> str:
    parts = []
    for unit in ("", *units):
        number, part = divmod(number, 10_000)
        if part:
            parts.append(f"{part}{unit}")
    return "".join(reversed(parts))


def test_reading_is_regular_on_long_runs() -> None:
    """No pattern backtracks without bound: a page of figures is read in one go."""
    assert values("1," * 5000, "ko") == []

    assert values("九" * 5000, "ja") == []
    assert values("9" * 5000, "en") == []
    assert len(values("2명 " * 2000, "ko")) == 2000
