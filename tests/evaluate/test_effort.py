"""Post-edit effort: what was changed, what stood, and the time it took."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.evaluate import Edited, effort, periods, trend

DRAFT = Edited(
    1,
    "paper.md",
    "paragraph",
    "바다를 지킨다.",
    "They guard sea.",
    "They guard the sea.",
    "mt",
    "mt",
    "argos",
    70,
    30.0,
    "20261120T100000Z",
)
KEPT = replace(DRAFT, segment_id=2, draft="They guard the sea.", seconds=6.0, at="20261121T100000Z")
TYPED = replace(DRAFT, segment_id=3, draft="", origin="human", band="none", seconds=None, at="20261121T110000Z")


def test_distance_share_and_time_are_counted() -> None:
    found = effort([DRAFT, KEPT, TYPED])
    assert (found.segments, found.drafted, found.untouched, found.distance) == (3, 2, 1, 4)
    assert found.untouched_share == 0.5
    assert found.hter == pytest.approx(100 / 8)  # one word inserted; two references of four words
    assert (found.timed, found.seconds, found.seconds_per_segment) == (2, 36.0, 18.0)
    assert found.seconds_per_thousand == pytest.approx(1000 * 36 / 16)


def test_tag_marks_are_no_characters() -> None:
    assert effort([replace(DRAFT, source="⟦1⟧바다⟦/1⟧를 지킨다.⟦2/⟧")]).characters == 8


def test_change_is_a_share_of_the_longer_text() -> None:
    assert DRAFT.change == pytest.approx(4 / 19)
    assert replace(DRAFT, draft="", final="").change == 0.0
    assert (DRAFT.untouched, KEPT.untouched, TYPED.untouched) == (False, True, False)


def test_nothing_edited_costs_nothing() -> None:
    found = effort([])
    assert (found.segments, found.hter, found.untouched_share, found.seconds_per_segment) == (0, None, None, None)


def test_periods_run_by_day_and_over_long_times_by_month() -> None:
    assert [period.label for period in periods([KEPT, DRAFT, TYPED])] == ["2026-11-20", "2026-11-21"]
    early = replace(DRAFT, at="20260105T000000Z")
    assert [period.label for period in periods([DRAFT, early])] == ["2026-01", "2026-11"]
    assert periods([TYPED]) == []


def test_the_trend_is_told_in_a_sentence() -> None:
    assert trend(periods([KEPT, DRAFT])) == "Drafts got closer to the confirmed text: HTER 25.0 then, 0.0 now."
    later = replace(DRAFT, at="20261122T100000Z")
    assert "further from" in trend(periods([KEPT, later]))
    assert "as close" in trend(periods([DRAFT, later]))
    assert "no trend can be told yet" in trend(periods([DRAFT]))
    assert "no trend can be told yet" in trend([])
