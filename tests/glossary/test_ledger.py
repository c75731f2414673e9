"""The ledger of renderings, and repairs that keep number and capitals."""

import pytest

from workbench.glossary import Matcher
from workbench.glossary.ledger import ledger, repairs, replaced
from workbench.model import Concept, Segment, Status, Term, TermStatus

MATCHER = Matcher.build(
    [
        Concept(
            (
                Term("ko", "완충지대"),
                Term("en", "buffer zone"),
                Term("en", "buffer area", TermStatus.ADMITTED),
                Term("en", "cushion zone", TermStatus.FORBIDDEN),
            )
        ),
        Concept((Term("ko", "동맹"), Term("en", "alliance"))),
    ],
    "ko",
    "en",
)


def segments(*pairs: tuple[str, str]) -> list[Segment]:
    return [
        Segment(place, 1, 1, place, 0, len(source), source, target, Status.DRAFT)
        for place, (source, target) in enumerate(pairs, 1)
    ]


PAIRS = segments(
    ("완충지대를 잃다", "It loses its buffer zone."),
    ("완충지대의 형성", "The forming of buffer zones"),
    ("두 완충지대는", "Both Cushion zones"),
    ("완충 지대로서", "As an intermediate space"),
    ("완충지대였다", "It was a buffer area."),
    ("동맹은 굳다", "The alliance holds."),
    ("동맹을", ""),
)


def test_renderings_are_counted_and_outliers_come_first() -> None:
    first, second = ledger(PAIRS, MATCHER)
    assert (first.term, first.total, first.outliers) == ("완충지대", 5, 3)
    assert {(one.text, one.kind): one.count for one in first.renderings} == {
        ("buffer zone", "preferred"): 2,
        ("buffer area", "admitted"): 1,
        ("cushion zone", "forbidden"): 1,
        ("", "missing"): 1,
    }
    assert first.renderings[0].text == "buffer zone"
    assert first.renderings[-1].kind == "missing"
    assert (second.term, second.total, second.outliers) == ("동맹", 1, 0)


def test_a_use_says_where_the_rendering_stands() -> None:
    entry, _ = ledger(PAIRS, MATCHER)
    forbidden = next(one for one in entry.renderings if one.kind == "forbidden")
    (use,) = forbidden.uses
    assert (use.segment_id, PAIRS[2].target[use.start : use.end]) == (3, "Cushion zones")


def test_a_repair_touches_only_the_entry_s_segments_and_no_locked_one() -> None:
    entry, _ = ledger(PAIRS, MATCHER)
    (one,) = repairs(entry, PAIRS, "cushion zone", "buffer zone")
    assert (one.segment_id, one.before, one.after) == (3, "Both Cushion zones", "Both Buffer zones")
    locked = [Segment(3, 1, 1, 3, 0, 5, "완충지대", "cushion zone", locked=True)]
    assert repairs(entry, locked, "cushion zone", "buffer zone") == []


@pytest.mark.parametrize(
    ("target", "wrong", "right", "after"),
    [
        ("a cushion zone and two cushion zones", "cushion zone", "buffer zone", "a buffer zone and two buffer zones"),
        ("Cushion zones.", "cushion zone", "shatter belt", "Shatter belts."),
        ("the allied country’s aim", "allied country", "ally", "the ally’s aim"),
        ("allied countries", "allied country", "ally", "allies"),
        ("a supply-network", "supply network", "supply chain", "a supply chain"),
        (
            "An intermediate space, an “intermediate space”",
            "intermediate space",
            "sea lane",
            "A sea lane, a “sea lane”",
        ),
        ("a sea lane", "sea lane", "ocean route", "an ocean route"),
        ("nothing here", "cushion zone", "buffer zone", "nothing here"),
    ],
)
def test_number_and_capitals_are_kept(target: str, wrong: str, right: str, after: str) -> None:
    assert replaced(target, wrong, right) == after
