"""A block's source seen through its edits: repairs applied, markup replaced by tag marks.

The source stays as the file has it; the view is computed. Both directions of the mapping live here, so that a segment
cut in the view can be stored as offsets of the source, and a place in the source can be shown in the view.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Edit, EditState
from workbench.text import tags


@dataclass(frozen=True, slots=True)
class View:
    """The visible text of a source range, with the mapping of offsets in both directions."""

    text: str
    # Runs of unaltered text as (view offset, source offset), each followed by its edit's replacement in the view.
    _view_starts: tuple[int, ...]
    _source_starts: tuple[int, ...]
    _lengths: tuple[int, ...]
    _end: int

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """The source offset of a view offset.

        An offset inside (or at the border of) a replacement maps to the start of what was replaced, or behind it
        when `end` is true, so that a range grows over the edits it touches.
        """
        run = bisect_right(self._view_starts, offset) - 1
        if end and run > 0 and self._view_starts[run] == offset:
            run -= 1  # a range that ends where a run begins does not take the edit before that run's text
            beyond = offset - self._view_starts[run]
            if beyond > self._lengths[run]:
                return self._source_starts[run + 1]
            return self._source_starts[run] + beyond
        inside = offset - self._view_starts[run]
        if inside <= self._lengths[run]:
            return self._source_starts[run] + inside
        if end:
            return self._source_starts[run + 1] if run + 1 < len(self._source_starts) else self._end
        return self._source_starts[run] + self._lengths[run]

    def to_view(self, offset: int) -> int:
        """The view offset of a source offset; a deleted place maps to where it was cut out."""
        run = bisect_right(self._source_starts, offset) - 1
        if run < 0:
            return 0
        return self._view_starts[run] + min(offset - self._source_starts[run], self._lengths[run])


def view(source: str, edits: Sequence[Edit] = (), start: int = 0, end: int | None = None) -> View:
    """The view of `source[start:end]` with the applied edits that lie inside it.

    Edits must be sorted and must not overlap; pending and rejected ones leave no trace. An edit that only inserts, at a
    border where two ranges meet, belongs to one of them: an opening tag mark to the range behind it, anything else to
    the one before.
    """
    stop = len(source) if end is None else end
    parts: list[str] = []
    view_starts, source_starts, lengths = [0], [start], []
    at, length = start, 0
    for edit in edits:
        if edit.state is not EditState.APPLIED or edit.start < start or edit.end > stop:
            continue
        if edit.start == edit.end and (
            (edit.start == start > 0 and not tags.opens(edit.text))
            or (edit.end == stop < len(source) and tags.opens(edit.text))
        ):
            continue
        parts.append(source[at : edit.start])
        lengths.append(edit.start - at)
        length += edit.start - at
        parts.append(edit.text)
        length += len(edit.text)
        at = edit.end
        view_starts.append(length)
        source_starts.append(at)
    parts.append(source[at:stop])
    lengths.append(stop - at)
    return View("".join(parts), tuple(view_starts), tuple(source_starts), tuple(lengths), stop)
