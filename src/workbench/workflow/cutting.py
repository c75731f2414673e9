"""Splitting a segment at a place, joining it with the next: what becomes of offsets, texts and statuses.

Pure functions over stored values; `editing.Session` records what they return as one undoable change. A segment keeps its
id through both, so that its history stays with it.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from workbench.errors import UsageError
from workbench.model import Block, Origin, Segment, Span, Status
from workbench.store.documents import position
from workbench.store.revisions import Revision
from workbench.text import tags
from workbench.text.overlay import view


def split(segment: Segment, block: Block, place: int, target_place: int | None = None) -> list[Revision]:
    """Cut a segment in two before the code point `place` of its source.

    The target is cut at `target_place`; without one it stays whole with the first part.

    Raises:
        UsageError: One part would be empty, or a tag would be torn.
    """
    left, right = segment.source[:place].rstrip(), segment.source[place:].lstrip()
    if not tags.strip(left).strip() or not tags.strip(right).strip():
        raise UsageError("a part of the split would be empty", hint="put the caret between two words of the source")
    if _inside_mark(segment.source, place) or not tags.balanced(left) or not tags.balanced(right):
        raise UsageError("the split would tear a tag pair apart", hint="split before or behind it")
    seen = view(block.source, block.edits, segment.start, segment.end)
    at = seen.to_source(_same_place(segment.source, seen.text, place))
    first_end, second_start = at, at
    while first_end > segment.start and block.source[first_end - 1].isspace():
        first_end -= 1
    while second_start < segment.end and block.source[second_start].isspace():
        second_start += 1
    cut = len(segment.target) if target_place is None else target_place
    first_target, second_target = segment.target[:cut].rstrip(), segment.target[cut:].lstrip()
    first = _open(replace(segment, end=first_end, source=left), first_target)
    second = _open(
        replace(
            segment,
            id=0,
            position=position(block, Span(second_start, segment.end)),
            start=second_start,
            source=right,
            note="",
            bookmarked=False,
        ),
        second_target,
    )
    return [Revision(segment, first), Revision(None, second)]


def join(first: Segment, second: Segment, block: Block, source_language: str, target_language: str) -> list[Revision]:
    """Make one segment of two neighbours of a block.

    Raises:
        UsageError: They are of different paragraphs.
    """
    if first.block_id != second.block_id:
        raise UsageError(
            "the next segment is in another paragraph",
            hint="only segments of one paragraph can be joined; correct the paragraphs in the source file",
        )
    between = view(block.source, block.edits, first.start, second.end).text
    untouched = (
        first.source == view(block.source, block.edits, first.start, first.end).text
        and second.source == view(block.source, block.edits, second.start, second.end).text
    )
    source = between if untouched else _glue(source_language).join((first.source, second.source))
    target = _glue(target_language).join(part for part in (first.target, second.target) if part)
    note = "\n".join(part for part in (first.note, second.note) if part)
    joined = _open(replace(first, end=second.end, source=source, note=note), target)
    joined = replace(joined, bookmarked=first.bookmarked or second.bookmarked)
    return [Revision(first, joined), Revision(second, None)]


def _open(segment: Segment, target: str) -> Segment:
    """The segment with a target that nobody has confirmed as it is now."""
    if not target:
        return replace(segment, target="", status=Status.UNTRANSLATED, origin=Origin.NONE, score=None)
    status = Status.DRAFT if segment.status is Status.DRAFT else Status.EDITED
    return replace(segment, target=target, status=status)


def _same_place(edited: str, seen: str, place: int) -> int:
    """The offset in the block's view that stands for one in a source the user has edited."""
    if edited == seen:
        return place
    for _, start, end, other, other_end in SequenceMatcher(None, edited, seen, autojunk=False).get_opcodes():
        if place <= end:
            return min(other + max(0, place - start), other_end)
    return len(seen)


def _inside_mark(text: str, place: int) -> bool:
    return any(mark.start() < place < mark.end() for mark in tags.MARK.finditer(text))


def _glue(language: str) -> str:
    return "" if language.split("-")[0] in ("ja", "zh") else " "
