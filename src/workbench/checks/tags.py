"""Tag marks and footnote references: every one of the source stands in the target, once, and pairs nest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding
from workbench.text import tags


@segment_check("tags", "error", "a tag or footnote mark is missing, added or out of order")
def tags_agree(given: CheckInput) -> Iterator[Finding]:
    """Markup behind a mark can only be written back if the mark is there."""
    if "⟦" not in given.source and "⟦" not in given.target:
        return
    lost = tags.missing(given.source, given.target)
    end = len(given.target.rstrip())
    for mark in lost:
        if mark.startswith("⟦/") and mark.replace("/", "") in lost:
            continue  # said of the opening mark
        # A footnote mark at the end of the source belongs at the end of the target; where another belongs only a reader knows.
        at_end = mark.endswith("/⟧") and given.source.rstrip().endswith(mark) and lost == [mark]
        yield Finding(
            "tags",
            "",
            f"the mark {mark} of the source is missing",
            start=end,
            end=end,
            suggestion=mark if at_end else None,
        )
    have = Counter(tags.marks(given.source))
    added = False
    for match in tags.MARK.finditer(given.target):
        if have[match.group()]:
            have[match.group()] -= 1
        else:
            added = True
            message = f"the source has no mark {match.group()}, or not so many"
            yield Finding("tags", "", message, start=match.start(), end=match.end(), suggestion="")
    if not lost and not added and tags.balanced(given.source) and not tags.balanced(given.target):
        yield Finding("tags", "", "the tag marks do not nest", end=len(given.target))
