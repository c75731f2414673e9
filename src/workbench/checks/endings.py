"""The mark a sentence ends with: lost, or a question that became a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import FILLER, CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_CLOSERS = "’”\"'»」』）)\\]］】〉》*_" + FILLER + "¹²³⁴⁵⁶⁷⁸⁹⁰"
_DATE_END = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\s?[~∼–-]\s?(?:\d{1,2}\.\s?)?\d{1,2}\.)?[)）\s]*$")
"""A Korean date, whose last stop ends no sentence."""
_SOURCE_END = re.compile(rf"([.!?。！？…．])[{_CLOSERS}\s]*$")
_TARGET_END = re.compile(rf"([.!?:;…。！？—–])[{_CLOSERS}\s]*$")
_BARE_END = re.compile(rf"[\w%)\]）][{_CLOSERS}]*\s*$")


@segment_check("end-mark", "warning", "the mark at the end is lost or of another kind")
def end_mark(given: CheckInput) -> Iterator[Finding]:
    """A sentence ends as one, a question as a question."""
    source_end = _SOURCE_END.search(given.plain_source)
    if source_end is None or _DATE_END.search(given.plain_source):
        return
    target = given.plain_target
    target_end = _TARGET_END.search(target)
    if target_end is None:
        place = len(given.target.rstrip())
        mark = _mark(source_end[1], given)
        fixable = bool(_BARE_END.search(target)) and target[place - 1] not in _CLOSERS.replace("\\", "")
        yield Finding(
            "end-mark", "", f"the source ends with ‘{source_end[1]}’, the target with no mark",
            start=place, end=place, suggestion=mark if fixable else None,
        )  # fmt: skip
    elif source_end[1] in "?？" and "?" not in target and "？" not in target:
        at = target_end.start(1)
        yield Finding(
            "end-mark", "", "the source asks, the target does not", start=at, end=at + 1,
            suggestion="?" if target_end[1] == "." else None,
        )  # fmt: skip


def _mark(mark: str, given: CheckInput) -> str:
    if given.target_language[:2] in ("ja", "zh"):
        return {".": "。", "?": "？", "!": "！"}.get(mark, mark)
    return {"。": ".", "．": ".", "！": "!", "？": "?"}.get(mark, mark)
