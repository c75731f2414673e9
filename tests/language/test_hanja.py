"""Han characters read as Korean reads them, and old forms seen as new ones."""

import pytest

from workbench.language import hanja


@pytest.mark.parametrize(
    ("han", "hangul"),
    [
        ("緩衝地帶", "완충지대"),
        ("緩衝地帯", "완충지대"),
        ("征韓論", "정한론"),
        ("利益線", "이익선"),
        ("四面楚歌", "사면초가"),
        ("労働", "노동"),
        ("両国", "양국"),
        ("女性", "여성"),
        ("比率", "비율"),
        ("成長率", "성장률"),
        ("不動産", "부동산"),
        ("不平等", "불평등"),
        ("國家 安保", "국가 안보"),
        ("デジタル化", "デジタル화"),
    ],
)
def test_reading_follows_the_rules_of_the_initial_sound(han: str, hangul: str) -> None:
    assert hanja.reading(han) == hangul


@pytest.mark.parametrize(
    ("hangul", "han", "fits"),
    [
        ("완충 지대", "緩衝地帶", True),
        ("노동", "勞動", True),
        ("로동", "勞動", True),
        ("금리", "金利", True),
        ("김씨", "金氏", True),
        ("악단", "樂團", True),
        ("완충지", "緩衝地帶", False),
        ("경제", "安保", False),
        ("", "", False),
    ],
)
def test_hangul_fits_han_syllable_for_character(hangul: str, han: str, fits: bool) -> None:
    assert hanja.is_reading(hangul, han) is fits


def test_every_old_form_leads_to_one_that_is_new() -> None:
    assert not set(hanja.NEW_FORMS) & set(hanja.NEW_FORMS.values())
    assert hanja.new_forms("戰略的 對話、經濟、臺灣、廣域、壓力") == "戦略的 対話、経済、台湾、広域、圧力"


def test_old_and_new_form_are_read_alike() -> None:
    unread = [old for old, new in hanja.NEW_FORMS.items() if hanja.readings(new) and not hanja.readings(old)]
    assert unread == []
