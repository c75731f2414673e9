"""A changed file keeps what it can: pairs go by text and neighbours."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.documents import Change, pair

OLD = ["港は閉じた。", "船は戻らない。", "予算は3.5%増えた。", "以上である。"]


def changes(old: list[str], new: list[str]) -> list[tuple[int | None, int | None, str]]:
    return [(found.old, found.new, found.change.value) for found in pair(old, new)]


def test_an_unchanged_file_is_unchanged_throughout() -> None:
    assert changes(OLD, OLD) == [(index, index, "unchanged") for index in range(4)]


def test_a_new_sentence_shifts_positions_and_nothing_else() -> None:
    assert changes(OLD, [OLD[0], "新しい一文だ。", *OLD[1:]]) == [
        (0, 0, "unchanged"),
        (None, 1, "new"),
        (1, 2, "unchanged"),
        (2, 3, "unchanged"),
        (3, 4, "unchanged"),
    ]


def test_a_changed_number_is_a_changed_segment_with_its_likeness() -> None:
    found = pair(OLD, [*OLD[:2], "予算は4.0%増えた。", OLD[3]])
    assert (found[2].old, found[2].new, found[2].change) == (2, 2, Change.CHANGED)
    assert 70 <= found[2].ratio < 100


def test_a_segment_that_stands_elsewhere_has_moved() -> None:
    assert (1, 3, "moved") in changes(OLD, [OLD[0], OLD[2], OLD[3], OLD[1]]) or (3, 2, "moved") in changes(
        OLD, [OLD[0], OLD[2], OLD[3], OLD[1]]
    )


def test_what_is_no_longer_there_is_gone_where_it_stood() -> None:
    assert changes(OLD, [OLD[0], *OLD[2:]])[1] == (1, None, "gone")


def test_of_equal_segments_the_one_with_the_same_neighbours_is_meant() -> None:
    old = ["서론", "같은 말이다.", "본론", "같은 말이다.", "결론"]
    assert changes(old, ["본론", "같은 말이다.", "결론"])[-1] == (4, 2, "unchanged")
    assert (3, 1, "unchanged") in changes(old, ["본론", "같은 말이다.", "결론"])


def test_spaces_from_a_pdf_do_not_make_a_segment_another_one() -> None:
    assert changes(["第2次の会議"], ["第 2 次の会議"]) == [(0, 0, "unchanged")]


def test_another_set_of_tags_does() -> None:
    found = pair(["⟦1⟧港⟦/1⟧は閉じた。"], ["港は閉じた。"])
    assert [(entry.change, entry.ratio) for entry in found] == [(Change.CHANGED, 100)]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["가", "나 다", "라마바사", "라마바자", "아"]), max_size=12), st.integers(0, 10**6))
def test_every_segment_of_both_sides_is_accounted_for_once(old: list[str], seed: int) -> None:
    new = random.Random(seed).sample(old, k=len(old) // 2) + ["차카타파"] * (seed % 3)
    found = pair(old, new)
    assert sorted(entry.old for entry in found if entry.old is not None) == list(range(len(old)))
    assert [entry.new for entry in found if entry.new is not None] == list(range(len(new)))
    for entry in found:
        assert (entry.old is None) == (entry.change is Change.NEW)
        assert (entry.new is None) == (entry.change is Change.GONE)


@pytest.mark.parametrize(("old", "new"), [([], []), ([], ["a"]), (["a"], [])])
def test_empty_documents_pair_up_too(old: list[str], new: list[str]) -> None:
    assert len(pair(old, new)) == len(old) + len(new)
