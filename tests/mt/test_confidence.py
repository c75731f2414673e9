"""What is flagged in a draft, and what is left in peace."""

from __future__ import annotations

import pytest

from workbench.mt.confidence import assess, is_degenerate, loop

FAITHFUL = [
    ("ko", "지난해 수출은 1조 2천억 원으로 8.3% 늘었다.", "Last year exports rose 8.3 percent to 1.2 trillion won."),
    ("ko", "정한론(征韓論)은 그렇게 시작되었다.", "That is how Seikanron (征韓論) began."),
    ("ko", "그는 아주, 아주, 아주 천천히 걸었다.", "He walked very, very, very slowly."),
    ("ja", "令和8年3月、政府は新しい方針を示した。", "In March 2026 the government presented a new policy."),
    ("ja", "NATO首脳会議は6月に開かれる。", "The NATO summit will be held in June."),
    ("ja", "目次", "Contents"),
]


@pytest.mark.parametrize(("language", "source", "target"), FAITHFUL)
def test_a_faithful_translation_is_left_in_peace(language: str, source: str, target: str) -> None:
    assessed = assess(source, target, -0.3, language)
    assert assessed.findings == ()
    assert assessed.confidence > 75


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("정부는 새 정책을 발표했다.", "", "empty"),
        ("정부는 새 정책을 발표했다.", "The policy of the policy of the policy of the policy.", "loop"),
        ("정부는 새 정책을 발표했다.", "international international international international", "loop"),
        ("정부는 새 정책을 발표했다.", "정부는 새 정책을 발표했다.", "copied"),
        ("정부는 새 정책을 발표했다.", "The government announced a new 정책을 yesterday.", "untranslated"),
        ("정부는 지난주에 오랫동안 준비해 온 새로운 경제 정책을 국회에서 발표했다.", "Policy was new.", "length"),
        ("정부는 새 정책을 발표했다.", "The government announced a", "cut-off"),
        ("예산은 3,200억 원이다.", "The budget is 320 million won.", "numbers"),
        ("회의는 7월에 열렸다.", "The meeting was held in June.", "numbers"),
        ("NATO는 성명을 냈다.", "The alliance issued a statement.", "names"),
    ],
)
def test_damage_is_named(source: str, target: str, check: str) -> None:
    assessed = assess(source, target, -0.3, "ko")
    assert check in {found.check for found in assessed.findings}
    assert assessed.confidence < 60


def test_an_unlikely_draft_is_trusted_less() -> None:
    language, source, target = FAITHFUL[0]
    assert assess(source, target, -2.0, language).confidence < 30 < assess(source, target, -0.2, language).confidence


@pytest.mark.parametrize(
    ("text", "looped"),
    [
        ("the war and the war and the war and peace", "the war and the war and the war and"),
        ("no, no, no", None),
        ("1. 2. 3. 4. 5.", None),
        ("……………………", None),
        ("hahahahahahahahahahaha", "hahahahahahahahahahaha"),
    ],
)
def test_loops_are_found_and_lists_are_not(text: str, looped: str | None) -> None:
    found = loop(text)
    assert (text[slice(*found)] if found else None) == looped


@pytest.mark.parametrize(
    ("source", "target", "degenerate"),
    [
        ("정부는 새 정책을 발표했다고 어제 밝혔다.", "Yes.", True),
        ("서론", "Introduction", False),
        ("정부는 새 정책을 발표했다.", "♪", True),
        ("하하하하하하하하하하하하", "hahahahahahahahahahaha", False),
    ],
)
def test_what_is_no_translation_at_all_is_degenerate(source: str, target: str, degenerate: bool) -> None:
    assert is_degenerate(source, target, "ko") is degenerate
