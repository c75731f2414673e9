"""Normal forms: NFC at the doors; match keys that fold what editors call the same, and nothing else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.normal import match_key, nfc


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("끼인 국가", unicodedata.normalize("NFD", "끼인 국가")),
        ("통상ㆍ에너지", "통상·에너지"),
        ("物価・賃金", "物価･賃金"),
        ("1～2年", "1〜2年"),
        ("“안보”", '"안보"'),
        ("ＧＤＰの伸び", "GDP の伸び"),
        ("20 年ぶりの円安", "20年ぶりの円安"),
        ("再 構築", "再構築"),
        ("두  칸   띄움", "두 칸 띄움"),
        ("해협⟦1/⟧은", "해협은"),
        ("カﾞス", "ガス"),
    ],
)
def test_these_are_the_same_sentence(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("EU", "eu"), ("8.3%", "83%"), ("완충지대", "완충 지대"), ("하지 않는다", "한다")]
)
def test_these_are_not(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@settings(derandomize=True)
@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


@settings(derandomize=True)
@given(st.text())
def test_nfc_changes_nothing_that_is_nfc(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)
