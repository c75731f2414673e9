"""Made sentences: particles agree, numbers are converted, the same seed makes the same sentences."""

from __future__ import annotations

import pytest

from training import templates


@pytest.mark.parametrize(
    ("frame", "filling", "made"),
    [
        ("{A:을/를} 발표", "정책", "정책을 발표"),
        ("{A:을/를} 발표", "평화", "평화를 발표"),
        ("{A:은/는} 45", "서울", "서울은 45"),
        ("{A:으로/로} 간다", "서울", "서울로 간다"),
        ("{A:으로/로} 간다", "부산", "부산으로 간다"),
        ("{A:으로/로} 간다", "광주", "광주로 간다"),
        ("{A:이/가} 늘었다", "18.6%", "18.6%가 늘었다"),
        ("{A:이/가} 시작이다", "1993", "1993이 시작이다"),
        ("{A:이/가} 시작이다", "1992", "1992가 시작이다"),
        ("{A:과/와} 함께", "MIT(매사추세츠공대)", "MIT(매사추세츠공대)와 함께"),
        ("{A}의 대응", "일본", "일본의 대응"),
    ],
)
def test_a_particle_agrees_with_what_it_follows(frame: str, filling: str, made: str) -> None:
    assert templates.fill(frame, {"A": filling}) == made


@pytest.mark.parametrize(
    ("value", "korean", "japanese", "english"),
    [
        (0, "0", "0", "0"),
        (4_500, "4,500", "4,500", "4,500"),
        (450_000, "45만", "45万", "450,000"),
        (320_000_000, "3억 2,000만", "3億2,000万", "320 million"),
        (6_100_000_000_000, "6조 1,000억", "6兆1,000億", "6.1 trillion"),
        (12_345_678, "1,234만 5,678", "1,234万5,678", "12.345678 million"),
    ],
)
def test_large_numbers_are_written_as_each_language_writes_them(
    value: int, korean: str, japanese: str, english: str
) -> None:
    assert [templates.count_words(value, language) for language in ("ko", "ja", "en")] == [korean, japanese, english]


def test_every_frame_fills_the_same_slots_in_all_languages() -> None:
    for frame in templates.FRAMES:
        slots = [{part.partition("}")[0].partition(":")[0] for part in text.split("{")[1:]} for text in frame]
        assert slots[0] == slots[1] == slots[2], frame


def test_the_same_seed_makes_the_same_sentences_in_both_languages() -> None:
    one, other = (list(templates.pairs(40, seed)) for seed in (1, 1))
    assert one == other
    assert [pair.language for pair in one] == ["ko", "ja"] * 40
    assert all("{" not in pair.source + pair.english for pair in one)
    assert len({pair.english for pair in one}) > 30


def test_people_come_with_their_offices() -> None:
    titled = [pair for pair in templates.pairs(400, 5, languages=("ko",)) if "Defense Minister " in pair.english]
    assert titled
    assert all("국방" in pair.source or "방위" in pair.source for pair in titled)
