"""Two edits of one text brought together: each word as the one who changed it left it, both where both changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.model import Span
from workbench.text.diff import Change, changes


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, and in it the places where both had changed the same words and both versions stand."""

    text: str
    clashes: tuple[Span, ...]


def merge(base: str, theirs: str, mine: str) -> Merged:
    """The text that both edits of `base` lead to; where they clash, `theirs / mine`."""
    parts: list[str] = []
    clashes: list[Span] = []
    at = length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for region in _regions(changes(base, theirs), changes(base, mine)):
        put(base[at : region.start])
        at = region.end
        left = _seen(base, theirs, region.theirs, region.start, region.end)
        right = _seen(base, mine, region.mine, region.start, region.end)
        if left == right or not region.mine:
            put(left)
        elif not region.theirs:
            put(right)
        else:
            before = length
            put(f"{left.rstrip()} / {right.lstrip()}" if left.strip() and right.strip() else left + right)
            clashes.append(Span(before, length))
    put(base[at:])
    return Merged("".join(parts), tuple(clashes))


@dataclass(slots=True)
class _Region:
    """A stretch of the base that one or both have changed, with the changes of each."""

    start: int
    end: int
    theirs: list[Change] = field(default_factory=list)
    mine: list[Change] = field(default_factory=list)


def _regions(theirs: Sequence[Change], mine: Sequence[Change]) -> list[_Region]:
    """Changes that touch belong together."""
    found: list[_Region] = []
    both = [(change, True) for change in theirs] + [(change, False) for change in mine]
    for change, is_theirs in sorted(both, key=lambda one: (one[0].before.start, one[0].before.end)):
        start, end = change.before.start, change.before.end
        if not found or start > found[-1].end:
            found.append(_Region(start, end))
        region = found[-1]
        region.end = max(region.end, end)
        (region.theirs if is_theirs else region.mine).append(change)
    return found


def _seen(base: str, text: str, made: Sequence[Change], start: int, end: int) -> str:
    """What stands in a text for `base[start:end]`."""
    if not made:
        return base[start:end]
    before = base[start : made[0].before.start]
    after = base[made[-1].before.end : end]
    return before + text[made[0].after.start : made[-1].after.end] + after
