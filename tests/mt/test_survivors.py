"""Tags, footnote digits, URLs and addresses leave before decoding and are all there afterwards."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Finding
from workbench.mt.offsets import Alignment
from workbench.mt.survivors import lift, over_marks, restore
from workbench.text import tags


@pytest.mark.parametrize(
    ("source", "text", "held"),
    [
        ("해양 세력", "해양 세력", []),
        ("⟦1⟧끼인⟦/1⟧ 국가⟦2/⟧의 위기", "끼인 국가의 위기", ["⟦1⟧", "⟦/1⟧", "⟦2/⟧"]),
        ("자료 (https://example.org/a_b?x=1) 참조", "자료 참조", ["(https://example.org/a_b?x=1)"]),
        ("문의: desk@example.org, 홍보실", "문의: , 홍보실", ["desk@example.org"]),
        ("詳細はhttps://example.jp/報告を参照。", "詳細は。", ["https://example.jp/報告を参照"]),
        ("白書¹⁾は指摘した²。", "白書は指摘した。", ["¹⁾", "²"]),
        ("www.example.com", "", ["www.example.com"]),
    ],
)
def test_what_must_survive_is_lifted_out(source: str, text: str, held: list[str]) -> None:
    lifted = lift(source)
    assert (lifted.text, [item.text for item in lifted.held]) == (text, held)


def test_offsets_of_the_source_are_found_in_what_is_left() -> None:
    source = "⟦1⟧끼인⟦/1⟧ 국가 (https://a.example/b) 정책"
    lifted = lift(source)
    for word in ("끼인", "국가", "정책"):
        at = lifted.offset(source.index(word))
        assert lifted.text[at : at + len(word)] == word


ONE_TO_ONE = Alignment(  # "해양 세력 균형" over "maritime power balance", word by word
    source=((0, 2), (2, 5), (5, 8)),
    target=((0, 8), (8, 14), (14, 22)),
    best=((0, 0.9), (1, 0.9), (2, 0.9)),
)
SWAPPED = Alignment(  # "균형 해양" over "maritime balance"
    source=((0, 2), (2, 5)), target=((0, 8), (8, 16)), best=((1, 0.9), (0, 0.9))
)


@pytest.mark.parametrize(
    ("source", "target", "alignment", "wanted"),
    [
        ("해양 ⟦1⟧세력⟦/1⟧ 균형", "maritime power balance", ONE_TO_ONE, "maritime ⟦1⟧power⟦/1⟧ balance"),
        ("해양⟦1/⟧ 세력 균형", "maritime power balance", ONE_TO_ONE, "maritime⟦1/⟧ power balance"),
        ("⟦1⟧해양 세력 균형⟦/1⟧", "maritime power balance", ONE_TO_ONE, "⟦1⟧maritime power balance⟦/1⟧"),
        ("⟦1⟧균형⟦/1⟧ 해양", "maritime balance", SWAPPED, "maritime ⟦1⟧balance⟦/1⟧"),
        ("균형 해양.⟦3/⟧", "maritime balance.", SWAPPED, "maritime balance.⟦3/⟧"),
        ("균형 해양⟦3/⟧.", "maritime balance.", SWAPPED, "maritime balance⟦3/⟧."),
        (
            "해양 https://a.example 세력 균형",
            "maritime power balance",
            ONE_TO_ONE,
            "maritime https://a.example power balance",
        ),
        ("⟦1⟧해양 ⟦2⟧세력⟦/2⟧⟦/1⟧ 균형", "maritime power balance", ONE_TO_ONE, "⟦1⟧maritime ⟦2⟧power⟦/2⟧⟦/1⟧ balance"),
    ],
)
def test_they_go_back_beside_the_words_they_stood_at(
    source: str, target: str, alignment: Alignment, wanted: str
) -> None:
    assert restore(lift(source), target, alignment) == (wanted, ())


def test_without_attention_an_inner_place_is_a_guess_and_says_so() -> None:
    text, findings = restore(lift("해양⟦1/⟧ 세력 균형"), "maritime power balance")
    assert tags.marks(text) == ["⟦1/⟧"]
    assert [found.message for found in findings] == [
        "tag ⟦1/⟧ was put here by proportion; see whether it stands beside the right word"
    ]
    assert text[findings[0].start : findings[0].end] == "⟦1/⟧"


MARKS = st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧", "⟦3/⟧", " https://a.example/x ", "가나 ", "다. ", "라마"])


@settings(derandomize=True, deadline=None)
@given(st.lists(MARKS, max_size=12).map("".join), st.text("ab ,.", max_size=30))
def test_nothing_is_ever_lost_or_doubled(source: str, target: str) -> None:
    text, _ = restore(lift(source), target)
    assert Counter(tags.marks(text)) == Counter(tags.marks(source))
    assert text.count("https://a.example/x") == source.count("https://a.example/x")
    if tags.balanced(source) and len(set(tags.marks(source))) == len(tags.marks(source)):
        assert tags.balanced(text)


def test_findings_about_the_plain_text_are_placed_in_the_marked_one() -> None:
    text = "⟦1⟧The⟦/1⟧ war⟦2/⟧ ends"
    plain = tags.strip(text)
    start = plain.index("war")
    finding = Finding("numbers", "error", "x", start=start, end=start + 3)
    (found,) = over_marks([finding], text)
    assert text[found.start :].startswith("war")
    assert text[found.start : found.end].startswith("war")
