"""Scripts are told apart, and what a translation left standing is found."""

from __future__ import annotations

import pytest

from workbench.language.scripts import left_over, letters, written_in


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Korea must choose 전략적 모호성 again.", ["전략적 모호성"]),
        ("en", "The 緩衝地帯 and the シーレーン.", ["緩衝地帯", "シーレーン"]),
        ("en", "the line of interest (利益線) and jeonghanron [征韓論]", []),
        ("en", "naïve café, €5 — “quoted”", []),
        ("en", "plain text", []),
        ("fr", "La zone 완충지대", ["완충지대"]),
        ("ko", "완충지대(緩衝地帶)의 형성", []),
        ("ko", "일본의 シーレーン 방어", ["シーレーン"]),
        ("ja", "中国の핵심이익という言葉", ["핵심이익"]),
        ("ja", "シーレーンを守る", []),
    ],
)
def test_foreign_runs_are_found_and_bracketed_glosses_are_not(language: str, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in left_over(text, language)] == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("끼인 국가의 선택", "ko"),
        ("征韓論(정한론)에서 이익선까지 이어진 논쟁", "ko"),
        ("海から読む列島線", "ja"),
        ("破碎地帶", "zh"),
        ("The ROK–US alliance (한미동맹)", "en"),
        ("2026. 3. 17", ""),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert written_in(text) == language


def test_letters_are_counted_by_script() -> None:
    assert letters("G7 정상회의と首脳") == {"latin": 1, "hangul": 4, "kana": 1, "han": 2}
