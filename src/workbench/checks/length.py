"""Targets far longer or shorter than such a source becomes: something is missing, or something was added."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.given import FILLER, CheckInput
from workbench.checks.registry import segment_check
from workbench.language import lengths
from workbench.model import Finding

SHORTEST, LONGEST = -3.5, 4.0
"""Standard deviations that are still taken for translation; explaining takes words, leaving out takes none."""

_LEAST = 12
"""Sources shorter than this are headings and labels, whose translations are as long as they please."""


@segment_check("length", "warning", "much longer or shorter than usual")
def length(given: CheckInput) -> Iterator[Finding]:
    """The target's length against what sources of this make-up become."""
    source, target = given.plain_source.replace(FILLER, ""), given.plain_target.replace(FILLER, "").strip()
    if len(source) < _LEAST:
        return
    distance = lengths.deviation(source, target, given.source_language, given.target_language)
    if not SHORTEST <= distance <= LONGEST:
        usual = lengths.expected(source, given.source_language, given.target_language)
        what = "longer" if distance > 0 else "shorter"
        yield Finding(
            "length", "", f"much {what} than usual: {len(target)} characters, where such a source takes some {usual:.0f}",
            end=len(given.target),
        )  # fmt: skip
