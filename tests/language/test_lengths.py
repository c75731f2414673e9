"""How long a translation usually is."""

from __future__ import annotations

import pytest

from workbench.language.lengths import deviation, expected

PAIRS = [
    ("ko", "한미동맹은 한국 해양안보의 주춧돌이지만 동맹국의 우선순위가 언제나 우리의 우선순위와 같을 수는 없다.",
     "The ROK–US alliance is the cornerstone of Korea’s maritime security, but an ally’s priorities cannot always match our own."),
    ("ja", "第一列島線とは、九州の南から沖縄、台湾、フィリピンへと連なる島々を結ぶ線のことである。",
     "The first island chain is the line that joins the islands running from the south of Kyushu through Okinawa and Taiwan to the Philippines."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), PAIRS)
def test_a_faithful_translation_is_near_the_usual_length(language: str, source: str, target: str) -> None:
    assert abs(deviation(source, target, language, "en")) < 2
    assert deviation(source, target[: len(target) // 6], language, "en") < -3
    assert deviation(source, target * 3, language, "en") > 3


def test_the_reverse_pair_and_other_languages_have_their_own_measure() -> None:
    english = PAIRS[0][2]
    assert expected(english, "en", "ko") == pytest.approx(0.42 * len(english))
    assert expected("무역", "ko", "de") == pytest.approx(1.12 * expected("무역", "ko", "en"))
    assert expected("", "ko", "en") == 1.0
    assert expected("Handel", "xx", "yy") == len("Handel")


def test_short_texts_may_vary_more() -> None:
    assert abs(deviation("결론", "Concluding Remarks", "ko", "en")) < abs(
        deviation("결론" * 20, "Concluding Remarks" * 20, "ko", "en")
    )
