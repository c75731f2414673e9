"""Language codes as files write them, and which stored code answers which asked one."""

import pytest

from workbench.language.codes import canonical, family, nearness


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ko", "ko"),
        ("KO_kr", "ko-KR"),
        ("kor", "ko"),
        ("jpn-JP", "ja-JP"),
        ("EN-us", "en-US"),
        ("zh_hant_tw", "zh-Hant-TW"),
        (" ja ", "ja"),
        ("es-419", "es-419"),
        ("", ""),
        ("*all*", "*all*"),
    ],
)
def test_a_code_is_written_one_way(written, code):
    assert canonical(written) == code
    assert canonical(code) == code


def test_the_family_is_the_language_alone():
    assert family("KO_kr") == "ko"
    assert family("kor") == "ko"


@pytest.mark.parametrize(
    ("asked", "found", "answer"),
    [
        ("ko", "ko", 3),
        ("ko-KR", "KO_kr", 3),
        ("ko", "ko-KR", 2),
        ("ko-KR", "ko", 2),
        ("en-US", "en-GB", 1),
        ("ko", "ja", 0),
        ("zh-Hant", "zh-Hans", 0),
        ("zh-Hant", "zh-TW", 1),
        ("", "", 3),
        ("", "ko", 0),
    ],
)
def test_nearness_prefers_the_same_code_then_the_bare_language_then_another_region(asked, found, answer):
    assert nearness(asked, found) == answer
