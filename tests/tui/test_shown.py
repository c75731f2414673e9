"""Document text is drawn with its marks as signs and its control characters as glyphs, offsets carried over."""

import pytest

from workbench.tui.shown import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("보통 문장", "보통 문장"),
        ("⟦1⟧굵게⟦/1⟧ 뒤", "‹1굵게1› 뒤"),
        ("주⟦2/⟧.", "주‹2›."),
        ("a\x1b[31mb", "a␛[31mb"),
        ("⟦x⟧ is text", "⟦x⟧ is text"),
    ],
)
def test_shown(text, expected):
    assert shown(text).text == expected


def test_offsets_move_with_the_signs():
    text = "앞 ⟦1⟧굵게⟦/1⟧ 뒤⟦12/⟧ 끝"
    view = shown(text)
    for word in ("앞", "굵게", "뒤", "끝"):
        assert view.text[view.at(text.index(word)) :].startswith(word)
    assert [view.text[start:end] for start, end in view.tags] == ["‹1", "1›", "‹12›"]


def test_an_offset_inside_a_mark_stands_at_its_sign():
    view = shown("가⟦1⟧나")
    assert [view.at(offset) for offset in range(6)] == [0, 1, 1, 1, 3, 4]
