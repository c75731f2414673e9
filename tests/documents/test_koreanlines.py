"""Korean line ends and stray spaces: one word or two."""

import pytest

from workbench import documents
from workbench.documents.koreanlines import Vocabulary, weights
from workbench.model import EditState

NOTHING = Vocabulary(frozenset())


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("정부는 대책을", "마련하기로 했다", " "),
        ("정부는 대책을 마", "련하기로 했다", ""),
        ("여러 나라가 참여하", "는 협의체", ""),
        ("여러 나라가 참여하는", "협의체를 만들었다", " "),
        ("물가가 오르지", "않았다", " "),
        ("해양수산부", "는 이를 부인했다", ""),
        ("외교장관 회의에", "서 합의한 내용", ""),
        ("북대서양조약기구(NATO)", "는 성명을 냈다", ""),
        ("북대서양조약기구(NATO)", "회원국 정상들", " "),
        ("수출이 5.3%", "늘어난 것으로", " "),
        ("수출이 5.3%", "를 넘었다", ""),
        ("가장 큰 원인은 “불신”", "이라고 답했다", ""),
        ("한국·일본·", "대만의 세 곳", ""),
        ("그 결과,", "값이 내렸다", " "),
        ("the buffer", "zone between", " "),
        ("올해 상반기 202", "6년 목표", ""),
    ],
)
def test_line_ends_meet_as_an_editor_would_join_them(left: str, right: str, between: str) -> None:
    assert NOTHING.join(left, right)[0] == between


def test_the_documents_own_words_come_first() -> None:
    words = Vocabulary.of("이곳의 온새미로마을 이야기이다\n그 온새미로마을 사람들")
    assert words.join("온새미로", "마을 사람들") == ("", True)


def test_the_words_at_line_ends_are_not_taken_for_words() -> None:
    assert Vocabulary.of("끊어진 말 이다\n어진 말").words == {"말"}


def test_the_table_is_whole() -> None:
    assert len(weights()) > 10_000
    assert all("|" in feature for feature in weights())


def test_spaces_that_split_a_word_wait_for_the_editor() -> None:
    text = "한국 경제 의 성장 은 수출 에 달려 있 다. 그 뒤 정부 도 이를 분석하 였다."
    (block,) = documents.read(text.encode(), "paper.txt", language="ko").blocks
    waiting = [edit for edit in block.edits if edit.state is EditState.PENDING]
    assert {text[edit.start - 1] + text[edit.end] for edit in waiting} >= {"장은", "출에", "있다", "하였"}


@pytest.mark.parametrize(
    "text",
    [
        "그 뒤 두 나라는 한 해 동안 열 번 만났고 이 중 세 번은 수 시간을 넘겼다.",
        "내야 할 돈과 받을 수 있는 돈이 늘 같은 때에 오는 것은 아니다.",
        "전후 세 차례 정부 간 회담이 열린 바 있다.",
    ],
)
def test_sound_spaces_are_left_in_peace(text: str) -> None:
    (block,) = documents.read(text.encode(), "paper.txt", language="ko").blocks
    assert not block.edits
