"""Whether an English target uses a rendering, and what it owes its source's terms."""

from __future__ import annotations

import pytest

from workbench.language.renderings import check, occurrences, uses
from workbench.model import TermHit


@pytest.mark.parametrize(
    ("rendering", "target"),
    [
        ("buffer zone", "It lost its buffer zones."),
        ("buffer zone", "The buffer zone’s end"),
        ("buffer zone", "Buffer-zone politics"),
        ("buffer zone", "BUFFER ZONE"),
        ("sandwiched state", "a “sandwiched” state"),
        ("sandwiched state", "Sandwiched states’ choices"),
        ("change to the status quo", "changes to a status quo"),
        ("change to the status quo", "A unilateral change to status quo by force"),
        ("sea lanes", "along the sea lane"),
        ("critical minerals", "a critical mineral"),
        ("export controls", "an export-control regime"),
        ("ROK–US alliance", "the ROK-US alliance"),
        ("ROK–US alliance", "the ROK—U.S. alliance"),
        ("sanctions", "Moscow was sanctioned"),
        ("deterrence", "deterrence’s price"),
        ("ally", "its allies"),
        ("crisis", "two crises"),
        ("defense", "forward defence"),
        ("center", "data centres"),
        ("labor", "labour unions"),
        ("organization", "an organisation"),
        ("recession", "⟦1⟧recession⟦/1⟧"),
        ("supply chain", "⟦1⟧supply⟦/1⟧ chains"),
        ("AI", "AI policy"),
        ("US", "The US said"),
        ("United States", "the United States’ view"),
        ("small and medium-sized enterprises", "small- and medium-sized enterprises"),
        ("de-risking", "derisking, or de-risking"),
        ("緩衝地帯", "訳語は緩衝地帯である"),
    ],
)
def test_a_rendering_is_seen_in_any_form(rendering: str, target: str) -> None:
    assert uses(rendering, target)


@pytest.mark.parametrize(
    ("rendering", "target"),
    [
        ("buffer zone", "a buffer. Zone two"),
        ("buffer zone", "zone buffer"),
        ("economic security", "economic, security and social policy"),
        ("US", "between us and them"),
        ("AI", "aid and air"),
        ("state", "statement"),
        ("port", "airport, support"),
        ("ally", "alloy"),
        ("tariff", ""),
        ("trade", "trace"),
    ],
)
def test_what_only_resembles_it_is_not(rendering: str, target: str) -> None:
    assert not uses(rendering, target)


def test_occurrences_are_offsets_of_the_target() -> None:
    target = "A buffer zone, two buffer-zones."
    assert [target[span.start : span.end] for span in occurrences("buffer zone", target)] == [
        "buffer zone",
        "buffer-zones",
    ]


def hit(term: str, targets: tuple[str, ...], forbidden: tuple[str, ...] = (), grade: str = "exact") -> TermHit:
    return TermHit(0, len(term), term, grade, targets, forbidden)


def test_a_hit_without_any_of_its_renderings_is_missing_once() -> None:
    hits = [hit("동맹", ("alliance", "league")), hit("동맹", ("alliance", "league")), hit("억제", ("deterrence",))]
    found = check(hits, "The league deters.")
    assert [one.term for one in found.missing] == ["억제"]
    assert not found.is_clean


def test_derived_and_compound_hits_owe_nothing_but_may_offend() -> None:
    derived = hit("지정학", ("geopolitics",), ("geo-politics",), "derived")
    assert check([derived], "a geopolitical risk").is_clean
    (use,) = check([derived], "a matter of geo-politics").forbidden
    assert use.rendering == "geo-politics"


def test_a_forbidden_rendering_inside_an_allowed_one_is_no_offence() -> None:
    one = hit("끼인 국가", ("sandwiched state",), ("state",))
    assert check([one], "A sandwiched state chooses.").is_clean
    assert [use.rendering for use in check([one], "The state chooses.").forbidden] == ["state"]


def test_a_verb_is_not_taken_for_a_forbidden_noun() -> None:
    assert check([hit("국가", ("nation",), ("state",))], "The nation was stated.").forbidden == ()
