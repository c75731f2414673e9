"""Cells are counted as the terminal draws them."""

import pytest

from workbench.text.width import cells, pad, shorten, widths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("한국", 4),
        ("ｶﾞ", 2),
        ("か\u3099", 2),
        ("\u1112\u1161\u11ab", 2),
        ("　", 2),
        ("·“”", 3),
        ("👩\u200d👧", 2),
    ],
)
def test_cells(text, expected):
    assert cells(text) == expected
    assert sum(widths(text)) == expected
    assert len(widths(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("한국", 6, "한국  "), ("한국", 3, "한 "), ("abc", 2, "ab"), ("한", 1, " ")]
)
def test_padding_never_halves_a_wide_character(text, width, expected):
    assert pad(text, width) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("한국어 논문", 6, "한국…"), ("짧다", 6, "짧다"), ("a\nb", 3, "a b")]
)
def test_shortening_says_that_something_is_missing(text, width, expected):
    assert shorten(text, width) == expected
