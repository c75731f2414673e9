"""The rows of a document for the grid: its segments under the filter, with what the user is typing right now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping

from workbench.language.codes import family
from workbench.model import Segment
from workbench.tui.ink import BOOKMARK, FINDING, LOCK, NOTE
from workbench.tui.widgets.rows import Row
from workbench.workflow.editing import Session

Marks = tuple[tuple[int, int, str], ...]


class DocumentRows:
    """Places in the grid are places among the shown segments; `None` shows all."""

    def __init__(self, session: Session) -> None:
        """`shown` holds the places of the segments that pass the filter, in reading order."""
        self.session = session
        self.shown: list[int] | None = None
        self._hidden: frozenset[int] = frozenset()
        self.typing: tuple[int, str] | None = None
        self.findings: dict[int, str] = {}
        self.source_marks: Mapping[int, Marks] = {}
        self.target_marks: Mapping[int, Marks] = {}
        self._wide = family(session.info.source_language) in ("ko", "ja", "zh")
        self._wide_target = family(session.info.target_language) in ("ko", "ja", "zh")

    def only(self, segment_ids: Container[int] | None) -> None:
        """Show these segments alone; all of them for `None`."""
        ids = self.session.segments.ids
        self._hidden = frozenset(() if segment_ids is None else (each for each in ids if each not in segment_ids))
        self.reshaped()

    def reshaped(self) -> None:
        """Segments have come or gone: what the filter hid stays hidden, what is new is shown."""
        ids = self.session.segments.ids
        self.shown = [place for place, each in enumerate(ids) if each not in self._hidden] if self._hidden else None

    def __len__(self) -> int:
        return len(self.session.segments) if self.shown is None else len(self.shown)

    def segment(self, place: int) -> Segment:
        """The segment at a place of the grid."""
        return self.session.segments[place if self.shown is None else self.shown[place]]

    def place_of(self, segment_id: int) -> int | None:
        """The place of a segment in the grid, None where the filter hides it."""
        place = self.session.index(segment_id)
        if self.shown is None:
            return place
        found = bisect_left(self.shown, place)
        return found if self.shown[found : found + 1] == [place] else None

    def measures(self) -> Iterable[tuple[int, int]]:
        """About how many cells source and target of each row take, from their lengths."""
        sources, targets = self.session.segments.sizes
        places = range(len(sources)) if self.shown is None else self.shown
        wide, wide_target = self._wide, self._wide_target
        return ((sources[place] << wide, targets[place] << wide_target) for place in places)

    def row(self, place: int) -> Row:
        """The row at a place."""
        index = place if self.shown is None else self.shown[place]
        segments = self.session.segments
        segment = segments[index]
        block = self.session.blocks[segment.block_id]
        target = segment.target
        if self.typing is not None and self.typing[0] == segment.id:
            target = self.typing[1]
        return Row(
            number=index + 1,
            source=segment.source,
            target=target,
            status=segment.status,
            origin=segment.origin,
            score=segment.score,
            kind=block.kind,
            level=block.level,
            label=block.label,
            first=index == 0 or segments[index - 1].block_id != segment.block_id,
            last=index + 1 == len(segments) or segments[index + 1].block_id != segment.block_id,
            signs=self._signs(segment),
            source_marks=self.source_marks.get(segment.id, ()),
            target_marks=self.target_marks.get(segment.id, ()),
        )

    def _signs(self, segment: Segment) -> tuple[tuple[str, str], ...]:
        found = []
        if segment.id in self.findings:
            found.append((FINDING, self.findings[segment.id]))
        if segment.locked:
            found.append((LOCK, "error"))
        if segment.note:  # before the mark, as there is room for two
            found.append((NOTE, "info"))
        if segment.bookmarked:
            found.append((BOOKMARK, "accent"))
        return tuple(found)
