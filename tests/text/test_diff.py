"""Differences as an editor would mark them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.diff import changes


def marked(before, after):
    return [
        (before[change.before.start : change.before.end], after[change.after.start : change.after.end])
        for change in changes(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("국경은 닫혔다.", "국경이 닫혔다.", [("은", "이")]),
        ("2024년 3월", "2025년 3월", [("2024", "2025")]),
        ("緩衝地帯は消えた。", "緩衝地帯は消えなかった。", [("", "なかっ")]),
        ("They withdraw now.", "They withdrew.", [("withdraw now", "withdrew")]),
        ("같다", "같다", []),
        ("", "새 글", [("", "새 글")]),
        ("옛 글", "", [("옛 글", "")]),
    ],
)
def test_syllables_and_words_that_differ(before, after, expected):
    assert marked(before, after) == expected


@settings(max_examples=80, derandomize=True)
@given(st.text(alphabet="가나 ab1다緩。"), st.text(alphabet="가나 ab1다緩。"))
def test_replacing_every_change_makes_one_text_of_the_other(before, after):
    result, at = "", 0
    for change in changes(before, after):
        result += before[at : change.before.start] + after[change.after.start : change.after.end]
        at = change.before.end
    assert result + before[at:] == after
