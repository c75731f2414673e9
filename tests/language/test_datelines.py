"""Lines that are nothing but a date or a serial number, as mastheads, bylines and references have them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language import datelines, numbers


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("ko", "2022. 8. 10.", "August 10, 2022"), ("ko", "2022. 08. 10", "August 10, 2022"),
        ("ko", "2026년 3월 17일", "March 17, 2026"), ("ko", "2026년 3월", "March 2026"), ("ko", "3월 17일", "March 17"),
        ("ko", "2026. 3. 17.(화)", "Tuesday, March 17, 2026"), ("ko", "2026년 3월 17일 화요일", "Tuesday, March 17, 2026"),
        ("ko", "2026. 3. 17. <제41호>", "March 17, 2026 <No. 41>"), ("ko", "제3권 제2호", "Vol. 3 No. 2"),
        ("ko", "제3권 제2호, 2026년 3월", "Vol. 3 No. 2, March 2026"), ("ko", "(2026년 3월 17일)", "(March 17, 2026)"),
        ("ja", "令和8年3月17日", "March 17, 2026"), ("ja", "2026年3月17日（火）", "Tuesday, March 17, 2026"),
        ("ja", "2026年3月", "March 2026"), ("ja", "第41号", "No. 41"), ("ja", "平成元年1月8日", "January 8, 1989"),
    ],
)  # fmt: skip
def test_a_line_of_dates_and_serial_numbers_is_english_by_rule(language: str, text: str, english: str) -> None:
    assert datelines.english(text, language) == english


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "2026년 3월 17일 발표"), ("ko", "2026. 3. 17. ~ 3. 20."), ("ko", "3.2%"), ("ko", "17:30"), ("ko", "41"), ("ko", "2026년도"),
        ("ko", "3조 원"), ("ko", "정책 제언"), ("ko", ""), ("ja", "3月17日発売"), ("ja", "2026年度"), ("ja", "3か月"), ("en", "2026. 3. 17."),
        ("ko", "13. 45."), ("ko", "제2차"),
    ],
)  # fmt: skip
def test_anything_else_is_left_to_others(language: str, text: str) -> None:
    assert datelines.english(text, language) is None


@given(
    st.integers(0, 40_000),
    st.sampled_from(["{0}. {1}. {2}.", "{0}년 {1}월 {2}일", "{0}年{1}月{2}日", "{0}. {1:02}. {2:02}"]),
)
def test_every_day_says_the_same_in_english(days: int, form: str) -> None:
    day = date(1930, 1, 1) + timedelta(days)
    language = "ja" if "年" in form else "ko"
    text = form.format(day.year, day.month, day.day)
    english = datelines.english(text, language)
    assert english == f"{day:%B} {day.day}, {day.year}"
    assert numbers.disagreements(text, english, language, "en") == []
