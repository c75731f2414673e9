"""Running the checks over a segment or a document, and ordering what they find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from workbench.checks.given import CheckInput
from workbench.checks.profile import DEFAULT, OFF, Profile
from workbench.checks.registry import SEVERITIES, Check, DocumentCheck, SegmentCheck, checks
from workbench.model import BlockKind, Finding

_RANK = {severity: rank for rank, severity in enumerate(reversed(SEVERITIES))}


def run(given: CheckInput, profile: Profile = DEFAULT) -> list[Finding]:
    """What is wrong with one segment, gravest first, then by place.

    A segment without a target has one finding, that it is empty; furniture has none.
    """
    if given.kind is BlockKind.FURNITURE:
        return []
    found = []
    for function, severity in _segment_checks(_frozen(profile)):
        for finding in function(given):
            found.append(_placed(finding, severity, given.segment_id))  # noqa: PERF401 - an inner generator is slower here
        if found and found[0].check == "empty":
            break
    if len(found) > 1:
        found.sort(key=lambda finding: (_RANK[finding.severity], finding.start))
    return found


def run_document(segments: Sequence[CheckInput], profile: Profile = DEFAULT) -> Iterator[Finding]:
    """What is wrong with a document: each segment's findings in order, then what only the whole shows."""
    for given in segments:
        yield from run(given, profile)
    translated = [given for given in segments if given.target.strip() and given.kind is not BlockKind.FURNITURE]
    for function, severity in _document_checks(_frozen(profile)):
        for finding in function(translated):
            yield _placed(finding, severity, finding.segment_id)


def _placed(finding: Finding, severity: str, segment_id: int | None) -> Finding:
    return replace(finding, severity=finding.severity or severity, segment_id=segment_id)


def _frozen(profile: Profile) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(profile.severities.items()))


@lru_cache(maxsize=16)
def _segment_checks(severities: tuple[tuple[str, str], ...]) -> list[tuple[SegmentCheck, str]]:
    listed = [(check.of_segment, severity) for check, severity in _active(severities) if check.of_segment]
    # Emptiness first: nothing else is worth saying of a segment without a target.
    return sorted(listed, key=lambda item: item[0].__name__ != "empty")


@lru_cache(maxsize=16)
def _document_checks(severities: tuple[tuple[str, str], ...]) -> list[tuple[DocumentCheck, str]]:
    return [(check.of_document, severity) for check, severity in _active(severities) if check.of_document]


def _active(severities: tuple[tuple[str, str], ...]) -> Iterator[tuple[Check, str]]:
    profile = Profile(dict(severities))
    for check in checks().values():
        severity = profile.severity(check)
        if severity != OFF:
            yield check, severity
