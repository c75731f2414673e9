"""The register of checks: their names, what each looks for, and how grave it is unless the project says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.checks.given import CheckInput
from workbench.model import Finding

SEVERITIES = ("info", "warning", "error")
"""From remark to fault."""

SegmentCheck = Callable[[CheckInput], Iterable[Finding]]
DocumentCheck = Callable[[Sequence[CheckInput]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the register has it.

    Attributes:
        name: Its name in findings, settings and reports.
        severity: `info`, `warning` or `error`, unless the project says otherwise.
        summary: What it looks for, in one line.
        of_segment: The function for one segment, or
        of_document: the one for all segments of a document in order.
    """

    name: str
    severity: str
    summary: str
    of_segment: SegmentCheck | None = None
    of_document: DocumentCheck | None = None


_CHECKS: dict[str, Check] = {}


def segment_check(name: str, severity: str, summary: str) -> Callable[[SegmentCheck], SegmentCheck]:
    """Register a function as a check of single segments."""

    def register(function: SegmentCheck) -> SegmentCheck:
        _CHECKS[name] = Check(name, severity, summary, of_segment=function)
        return function

    return register


def document_check(name: str, severity: str, summary: str) -> Callable[[DocumentCheck], DocumentCheck]:
    """Register a function as a check of whole documents."""

    def register(function: DocumentCheck) -> DocumentCheck:
        _CHECKS[name] = Check(name, severity, summary, of_document=function)
        return function

    return register


def checks() -> dict[str, Check]:
    """Every check by name, in the order of the alphabet."""
    return dict(sorted(_CHECKS.items()))
