"""Which characters a piece stands for, through normalisation, byte pieces and control pieces."""

from __future__ import annotations

import pytest

from workbench.mt.offsets import align, piece_ranges


@pytest.mark.parametrize(
    ("text", "pieces", "covered"),
    [
        ("끼인 국가의 위기", ["▁끼인", "▁국가", "의", "▁위기"], ["끼인", "국가", "의", "위기"]),
        ("３㎞를 간다", ["▁3", "km", "를", "▁간다"], ["３", "㎞", "를", "간다"]),
        ("뷁 위기", ["▁", "<0xEB>", "<0xB7>", "<0x81>", "▁위기"], ["", "뷁", "뷁", "뷁", "위기"]),
        ("war of", ["▁war", "<silent>", "▁of"], ["war", "", "of"]),
        ("a <unk> b", ["▁a", "<unk>", "▁b"], ["a", "<unk>", "b"]),
    ],
)
def test_pieces_are_found_in_the_text(text: str, pieces: list[str], covered: list[str]) -> None:
    assert [text[start:end] for start, end in piece_ranges(text, pieces)] == covered


def test_pieces_of_another_text_are_placed_in_proportion() -> None:
    ranges = piece_ranges("abcdefgh", ["▁xy", "zw"])
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 8


def test_a_source_range_becomes_the_words_that_looked_at_it() -> None:
    attention = [[0.1, 0.9], [0.8, 0.2]]
    alignment = align("균형 해양", ["▁균형", "▁해양"], "maritime balance", ["▁maritime", "▁balance"], attention)
    assert alignment is not None
    start, end = alignment.target_range(0, 2) or (0, 0)
    assert "maritime balance"[start:end] == "balance"
    assert alignment.target_range(40, 50) is None


def test_what_no_word_looks_at_most_is_nearest_to_the_word_that_looks_at_it_more_than_others_do() -> None:
    attention = [[0.9, 0.1], [0.6, 0.4], [0.8, 0.2]]
    alignment = align("균형 해양", ["▁균형", "▁해양"], "a sea change", ["▁a", "▁sea", "▁change"], attention)
    assert alignment is not None
    assert alignment.target_pieces(3, 5) == []
    assert alignment.nearest(3, 5) == 1
    assert alignment.nearest(3, 5, first=2) == 2
    assert alignment.nearest(3, 5, first=3) is None


def test_without_attention_there_is_no_alignment() -> None:
    assert align("a", ["▁a"], "b", ["▁b"], ()) is None
