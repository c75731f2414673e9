"""Drafts confirmed as they stood, though their source or their maker gives reason to doubt them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding, Origin, Status

_LOW_CONFIDENCE = 50


@segment_check("unedited-match", "warning", "a fuzzy match was confirmed without a change")
def unedited_match(given: CheckInput) -> Iterator[Finding]:
    """A fuzzy match is of another source: confirmed untouched, it says something else."""
    if not given.status.is_final or given.score is None or given.score >= 100:
        return
    if _came_from(given) is Origin.FUZZY and given.target == (given.original or given.target):
        yield Finding("unedited-match", "", f"a {given.score} % match was confirmed without a change")


@segment_check("unedited-draft", "info", "a doubtful machine draft was confirmed without a change")
def unedited_draft(given: CheckInput) -> Iterator[Finding]:
    """A machine draft of low confidence, confirmed untouched."""
    if given.status is not Status.CONFIRMED or given.score is None or given.score >= _LOW_CONFIDENCE:
        return
    if _came_from(given) is Origin.MT and given.target == (given.original or given.target):
        yield Finding(
            "unedited-draft", "", f"a machine draft of confidence {given.score} was confirmed without a change"
        )


def _came_from(given: CheckInput) -> Origin:
    return given.original_origin or given.origin
