"""What editors change again and again is seen, judged, and can be applied to later drafts."""

from __future__ import annotations

import pytest

from workbench.evaluate import Edited, Rewrite, habits, rewrite


def edited(place: int, source: str, draft: str, final: str) -> Edited:
    return Edited(place, "paper.md", "paragraph", source, draft, final, "mt", "mt")


RECORDS = [
    edited(1, "완충지대가 사라졌다.", "The cushion area is gone.", "The buffer zone is gone."),
    edited(2, "그 완충지대는 좁다.", "That cushion area is narrow.", "That buffer zone is narrow."),
    edited(3, "바다는 완충지대를 닮았다.", "The sea looks like a cushion area.", "The sea resembles a buffer zone."),
    edited(4, "정부가 말했다.", "The government side said.", "The government said."),
    edited(5, "군이 말했다.", "The army side said.", "The army said."),
    edited(6, "바다가 넓다.", "The sea is wide.", "The sea is wide."),
]


def test_a_change_made_again_is_a_habit_with_its_source_word() -> None:
    (first, second) = habits(RECORDS)
    assert (first.before, first.after, first.count, first.seen, first.term) == (
        "cushion area",
        "buffer zone",
        3,
        3,
        "완충지대",
    )
    assert (first.reliability, first.proposal, first.segments) == (1.0, "term", (1, 2, 3))
    assert (second.before, second.after, second.count) == ("side", "", 2)
    assert second.proposal == "rule"


def test_a_change_seldom_made_is_no_rule() -> None:
    kept = [edited(10 + place, "측면이다.", "It is a side.", "It is a side.") for place in range(5)]
    assert [habit.proposal for habit in habits([*RECORDS, *kept]) if habit.before == "side"] == ["fragment"]


def test_a_sentence_written_anew_is_no_habit() -> None:
    new = edited(
        1, "긴 문장이다.", "One two three four five six seven eight.", "All of these words are other words now."
    )
    assert habits([new, new]) == []
    assert habits([]) == []


@pytest.mark.parametrize(
    ("draft", "written", "used"),
    [
        ("The cushion area is gone.", "The buffer zone is gone.", 1),
        ("Cushion area, then.", "Buffer zone, then.", 1),
        ("The army side said.", "The army said.", 1),
        ("The cushion areas are gone.", "The cushion areas are gone.", 0),
        ("", "", 0),
    ],
)
def test_rules_are_applied_between_word_boundaries_and_named(draft: str, written: str, used: int) -> None:
    rules = [Rewrite("cushion area", "buffer zone"), Rewrite("side", "")]
    text, applied = rewrite(draft, rules)
    assert (text, len(applied)) == (written, used)
