"""Numbers and dates that the translation lost, changed or made up."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.language import numbers
from workbench.language.numbers import Disagreement
from workbench.model import Finding


@segment_check("numbers", "error", "a number or date differs from the source")
def numbers_agree(given: CheckInput) -> Iterator[Finding]:
    """Every number of the source is in the target and the reverse, however each side writes it.

    Where exactly one number stands for another of its kind, the fix writes the source's value in the target's manner.
    """
    found = numbers.disagreements(given.plain_source, given.plain_target, given.source_language, given.target_language)
    for item in found:
        if item.side == "source" and item.rival is None:
            number = item.number
            text = given.source[number.start : number.end].strip()
            yield Finding(
                "numbers", "", f"‘{text}’ of the source is not in the target", "source", number.start, number.end
            )
        elif item.side == "target":
            yield _in_target(given, item)


def _in_target(given: CheckInput, item: Disagreement) -> Finding:
    start, end = item.number.start, item.number.end
    text = given.target[start:end]
    if item.rival is None:
        return Finding("numbers", "", f"‘{text}’ is not in the source", start=start, end=end)
    meant = given.source[item.rival.start : item.rival.end].strip()
    fix = numbers.rewrite(item.rival, text)
    if fix is not None and not _settles(given, start, end, fix):
        fix = None
    return Finding("numbers", "", f"‘{text}’ should be ‘{meant}’", start=start, end=end, suggestion=fix)


def _settles(given: CheckInput, start: int, end: int, fix: str) -> bool:
    mended = given.plain_target[:start] + fix + given.plain_target[end:]
    return not numbers.disagreements(given.plain_source, mended, given.source_language, given.target_language)
