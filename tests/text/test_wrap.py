"""Lines break where Japanese and Korean typesetters break them, and no character is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.width import cells
from workbench.text.wrap import NO_END, NO_START, breaks, lines, wrap

JAPANESE = "海上交通路の防衛は、単独の国家では担いきれない。そこで「緩衝地帯」という考え方が（改めて）注目されている。"
KOREAN = (
    "해상교통로의 방어는 한 나라가 홀로 감당할 수 없다. 그래서 ‘완충지대’라는 개념이 다시 주목받는다(shatter zone)."
)


@pytest.mark.parametrize("width", range(4, 60))
def test_japanese_never_begins_a_line_with_a_closer_or_ends_one_with_an_opener(width):
    found = wrap(JAPANESE, width)
    assert not [line for line in found[1:] if line[0] in NO_START]
    assert not [line for line in found[:-1] if line[-1] in NO_END]
    assert all(cells(line) <= width for line in found)


def test_japanese_lines_are_full_though_there_are_no_spaces():
    assert all(cells(line) >= 36 for line in wrap(JAPANESE, 40)[:-1])


def test_korean_words_stay_whole():
    found = wrap(KOREAN, 24)
    assert " ".join(found) == KOREAN
    assert all(cells(line) <= 24 for line in found)


def test_korean_around_a_han_gloss_stays_whole():
    assert wrap("이른바 정한론(征韓論)을 둘러싼", 18) == ["이른바", "정한론(征韓論)을", "둘러싼"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("두 줄\n셋째", 10, ["두 줄", "셋째"]),
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("supercalifragilistic", 8, ["supercal", "ifragili", "stic"]),
        ("policy-makers", 8, ["policy-", "makers"]),
        ("2020-2021", 8, ["2020-202", "1"]),
        ("漢", 1, ["漢"]),
        ("가 나", 2, ["가", "나"]),
        ("(一二", 4, ["(一", "二"]),
    ],
)
def test_lines(text, width, expected):
    assert wrap(text, width) == expected


def test_a_cluster_of_combining_characters_is_never_cut():
    jamo = "\u1112\u1161\u11ab" * 5
    assert wrap(jamo, 4) == ["\u1112\u1161\u11ab" * 2, "\u1112\u1161\u11ab" * 2, "\u1112\u1161\u11ab"]
    family = "👩\u200d👩\u200d👧"
    assert wrap(family * 3, 4) == [family * 2, family]


def test_a_text_area_has_room_for_one_hanging_space():
    assert breaks("word word", 4, hang=1) == [5]
    assert breaks("word   word", 4, hang=1) == [5, 7]


CHARACTERS = st.text(alphabet="漢字かなカナー、。「」（）한국어 abc123-/⟦1⟧…\n\u3000👩\u200d\u0301", max_size=60)


@settings(derandomize=True, max_examples=300)
@given(CHARACTERS, st.integers(min_value=2, max_value=30))
def test_wrapping_keeps_every_character_but_spaces_at_line_ends(text, width):
    found = lines(text, width)
    end = 0
    for start, stop in found:
        assert set(text[end:start]) <= {" ", "\n"}
        end = stop
    assert text[end:].strip(" ") == ""
    assert all(cells(text[start:stop]) <= width for start, stop in found if "\u200d" not in text[start:stop])


@settings(derandomize=True, max_examples=200)
@given(CHARACTERS, st.integers(min_value=2, max_value=30))
def test_breaks_rise_and_lie_inside_the_text(text, width):
    paragraph = text.replace("\n", " ")
    found = breaks(paragraph, width, hang=1)
    assert found == sorted(set(found))
    assert all(0 < offset < len(paragraph) for offset in found)


@pytest.mark.parametrize("width", range(8, 40))
def test_a_tag_stays_with_what_it_encloses(width):
    found = wrap("そこで‹1緩衝地帯1›という考え方が‹2›改めて、‹3注目3›されている。" * 2, width)
    assert not [line for line in found[1:] if line[0] in "123›"]
    assert not [line for line in found[:-1] if line.endswith(("‹", "‹1", "‹3", "‹2"))]
