"""The caret stops where an editor would put it, in every script."""

import pytest

from workbench.text.words import character, left, parts, right, word_at


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("停戦・和平交渉に向けての動き", ["停戦", "・", "和平交渉に", "向けての", "動き"]),
        ("ウクライナ戦争は4か月目", ["ウクライナ", "戦争は", "4", "か", "月目"]),
        ("한미동맹은 이 길을", ["한미동맹은", " ", "이", " ", "길을"]),
        ("policy-makers' view", ["policy-makers'", " ", "view"]),
        ("「緩衝地帯」だ。", ["「", "緩衝地帯", "」", "だ", "。"]),
        ("", []),
    ],
)
def test_parts(line, expected):
    assert [line[start:end] for start, end in parts(line)] == expected


def test_moving_right_and_left_meets_the_same_words():
    line = "停戦・和平交渉に 向けて"
    stops, column = [], 0
    while column < len(line):
        column = right(line, column)
        stops.append(line[:column])
    assert stops == ["停戦", "停戦・", "停戦・和平交渉に", line]
    assert left(line, len(line)) == line.index("向")
    assert left(line, line.index("向")) == line.index("和")
    assert left(line, 0) == 0


@pytest.mark.parametrize(("column", "expected"), [(0, "sea"), (3, "sea"), (4, "lanes"), (9, "lanes"), (11, "")])
def test_word_at(column, expected):
    line = "sea lanes ..."
    start, end = word_at(line, column)
    assert line[start:end] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("한글と漢字, OK", ["한", "글", "と", "漢", "字", ",", " ", "O", "K"]),
        ("e\u0301\u0323x", ["e\u0301\u0323", "x"]),
        ("a👨‍👩‍👧b", ["a", "👨‍👩‍👧", "b"]),
        ("🇰🇷🇯🇵와", ["🇰🇷", "🇯🇵", "와"]),
        ("👍🏽!", ["👍🏽", "!"]),
        ("か\u3099", ["か\u3099"]),
        ("", []),
    ],
)
def test_a_character_is_what_a_reader_sees(line, expected):
    assert [line[slice(*character(line, at))] for at in range(len(line))] == [one for one in expected for _ in one]
    assert character(line, len(line)) == (len(line), len(line))
