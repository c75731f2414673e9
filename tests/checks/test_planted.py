"""Errors planted in the sample papers are found, and the papers as they are are left in peace."""

from __future__ import annotations

from collections import Counter

from checks.planted import KINDS, clean_pairs, planted
from workbench.checks import run

PAIRS = clean_pairs()


def test_nineteen_planted_errors_of_twenty_are_found() -> None:
    tried, missed = Counter[str](), Counter[str]()
    for error in planted(PAIRS):
        tried[error.kind] += 1
        if not {finding.check for finding in run(error.given)} & set(error.expected):
            missed[error.kind] += 1
    assert len(tried) == len(KINDS) >= 12
    assert tried.total() >= 300
    assert missed.total() <= 0.05 * tried.total(), missed


def test_at_most_three_clean_segments_of_a_hundred_are_flagged() -> None:
    flagged = [given.target for given in PAIRS if any(finding.severity != "info" for finding in run(given))]
    assert len(PAIRS) >= 300
    assert len(flagged) <= 0.03 * len(PAIRS), flagged
