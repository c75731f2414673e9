"""The alignment screen's operations: no segment is ever lost, confirmed rows stand, every step can be taken back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.align import editing
from workbench.align.editing import History
from workbench.model import AlignedRow, Alignment, Bead

SOURCES = ("수출이 늘었다.", "그러나 물량은 줄었다.", "정부는 대책을 냈다.", "시장은 조용했다.", "내년은 다르다.")
TARGETS = ("Exports rose.", "Volumes fell.", "The government acted.", "Markets were calm.", "Next year is different.")


def straight(**changes: object) -> Alignment:
    rows = tuple(AlignedRow((k,), (k,), 0.9, {"words": 2.0}) for k in range(5))
    return replace(Alignment("가.md", "a.md", "ko", "en", SOURCES, TARGETS, rows), **changes)


def cells(alignment: Alignment | None) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    assert alignment is not None
    return [(row.sources, row.targets) for row in alignment.rows]


def test_a_target_moves_up_and_the_emptied_side_stays_beside_its_source() -> None:
    assert cells(editing.move_up(straight(), 1, "target"))[:2] == [((0,), (0, 1)), ((1,), ())]


def test_a_target_moves_down_below_the_last_row_into_a_new_one() -> None:
    assert cells(editing.move_down(straight(), 4, "target"))[-2:] == [((4,), ()), ((), (4,))]


def test_pulling_up_a_side_shifts_everything_below_it() -> None:
    assert cells(editing.pull_up(straight(), 1, "target")) == [
        ((0,), (0, 1)), ((1,), (2,)), ((2,), (3,)), ((3,), (4,)), ((4,), ()),
    ]  # fmt: skip


def test_an_empty_cell_shifts_down_to_the_next_confirmed_row() -> None:
    fixed = editing.confirm(straight(), 3)
    assert fixed is not None
    assert cells(editing.insert_empty(fixed, 1, "source")) == [
        ((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), ()), ((3,), (3,)), ((4,), (4,)),
    ]  # fmt: skip


def test_insert_empty_and_pull_up_are_each_others_way_back() -> None:
    there = editing.insert_empty(straight(), 2, "target")
    assert there is not None
    back = editing.pull_up(there, 3, "target")
    assert cells(back) == cells(straight())


def test_rows_merge_and_split() -> None:
    merged = editing.merge(straight(), 1)
    assert cells(merged)[1] == ((1, 2), (1, 2))
    assert merged is not None
    assert cells(editing.split(merged, 1)) == cells(straight())
    assert cells(editing.split(merged, 1, sources=2, targets=1))[1:3] == [((1, 2), (1,)), ((), (2,))]
    assert editing.split(straight(), 1) is None


def test_neighbours_that_the_translation_exchanged_are_swapped() -> None:
    assert cells(editing.swap(straight(), 2))[1:3] == [((1,), (2,)), ((2,), (1,))]


def test_pinpoint_joins_two_cells_and_confirms_them() -> None:
    found = editing.pinpoint(straight(), 1, 3)
    assert cells(found) == [((0,), (0,)), ((1,), (3,)), ((), (1,)), ((2,), (2,)), ((3,), ()), ((4,), (4,))]
    assert found is not None
    assert [row.confirmed for row in found.rows] == [False, True, False, False, False, False]


def test_confirmed_rows_are_left_alone() -> None:
    fixed = editing.confirm_before(straight(), 2)
    assert fixed is not None
    assert [row.confirmed for row in fixed.rows] == [True, True, True, False, False]
    for refused in (
        editing.move_up(fixed, 3, "target"),
        editing.merge(fixed, 2),
        editing.split(fixed, 0),
        editing.swap(fixed, 3),
        editing.pinpoint(fixed, 1, 4),
        editing.confirm(fixed, 0),
        editing.confirm_before(fixed, 2),
    ):
        assert refused is None
    opened = editing.unconfirm(fixed, 2)
    assert opened is not None
    assert editing.move_up(opened, 3, "target") is not None


def test_a_row_put_together_by_hand_has_no_score() -> None:
    moved = editing.move_up(straight(), 1, "target")
    assert moved is not None
    assert [row.score for row in moved.rows] == [None, None, 0.9, 0.9, 0.9]
    assert moved.rows[0].parts == {}


def test_text_is_edited_cut_and_joined_in_place() -> None:
    edited = editing.edit_text(straight(), "target", 2, "The government took action.")
    assert edited is not None
    assert edited.targets[2] == "The government took action."
    assert editing.edit_text(straight(), "target", 2, "  ") is None
    cut = editing.cut_segment(straight(), "target", 1, 8)
    assert cut is not None
    assert cut.targets[1:3] == ("Volumes", "fell.")
    assert cells(cut)[1:3] == [((1,), (1, 2)), ((2,), (3,))]
    joined = editing.join_segments(cut, 1, "target")
    assert joined is not None
    assert joined.targets == TARGETS
    assert cells(joined) == cells(straight())


def test_realigning_keeps_what_is_confirmed_and_marked() -> None:
    work = editing.confirm(straight(), 1)
    assert work is not None
    work = editing.mark(work, 3)
    assert work is not None
    assert editing.confirmed_beads(work) == [Bead((1,), (1,), 1.0)]
    beads = [Bead((0,), (0,), 0.9), Bead((1,), (1,), 1.0), Bead((2, 3), (2,), 0.4), Bead((4,), (3, 4), 0.4)]
    again = editing.realigned(work, beads)
    assert cells(again)[2:] == [((2, 3), (2,)), ((4,), (3, 4))]
    assert [row.confirmed for row in again.rows] == [False, True, False, False]
    assert [row.marked for row in again.rows] == [False, False, True, True]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(editing.is_doubtful, 3), (editing.is_uneven, 2), (editing.is_pending, 1), (editing.is_marked, None)],
)
def test_the_next_row_of_a_kind_is_found_around_the_end(wanted, found: int | None) -> None:
    rows = (
        AlignedRow((0,), (0,), 0.9, confirmed=True),
        AlignedRow((1,), (1,), 0.9),
        AlignedRow((2,), (), 0.8),
        AlignedRow((3, 4), (2, 3, 4), 0.2),
    )
    assert editing.next_row(straight(rows=rows), 0, wanted) == found
    assert editing.next_row(straight(rows=rows), 3, editing.is_doubtful) == 3


def test_undo_and_redo_walk_the_same_steps() -> None:
    history = History(straight())
    for change in (editing.merge(straight(), 0), editing.merge(straight(), 2)):
        assert change is not None
        history = history.record(change)
    assert history.record(history.present) is history
    back = history.undo().undo()
    assert back.present == straight()
    assert back.undo() is back
    assert back.redo().redo() == history
    assert back.redo().redo().redo() == history


Operation = st.tuples(
    st.sampled_from(
        [
            "move_up",
            "move_down",
            "pull_up",
            "insert_empty",
            "merge",
            "split",
            "swap",
            "pinpoint",
            "confirm",
            "unconfirm",
        ]
    ),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from(editing.SIDES),
)


@settings(derandomize=True, max_examples=200)
@given(st.lists(Operation, max_size=25))
def test_whatever_is_done_every_segment_stands_in_exactly_one_row(operations) -> None:
    alignment = straight()
    for name, at, other, side in operations:
        function = getattr(editing, name)
        if name in ("merge", "confirm", "unconfirm"):
            changed = function(alignment, at)
        elif name in ("pinpoint", "split"):
            changed = function(alignment, at, other)
        else:
            changed = function(alignment, at, side)
        confirmed = {(r.sources, r.targets) for r in alignment.rows if r.confirmed}
        alignment = changed or alignment
        if name != "unconfirm":
            assert confirmed <= {(r.sources, r.targets) for r in alignment.rows if r.confirmed}
        assert sorted(k for row in alignment.rows for k in row.sources) == list(range(5))
        assert sorted(k for row in alignment.rows for k in row.targets) == list(range(5))
        assert all(row.sources or row.targets for row in alignment.rows)
