"""The operations of the alignment screen, as functions from one alignment to the next.

Keys differ between InterText, OmegaT and ours; what they do does not: text moves between rows, rows are merged, split,
swapped and confirmed, segments are cut, joined and rewritten. Every function returns a new alignment in which each
segment stands in exactly one row; what it cannot do it refuses with None (a key that does nothing is answered with a
bell). `History` keeps the steps for undo and redo. Confirmed rows are left alone: undo the confirmation first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workbench.model import AlignedRow, Alignment, Bead

Side = Literal["source", "target"]
SIDES: tuple[Side, Side] = ("source", "target")
DOUBTFUL = 0.5
"""A row with a score below this wants a look."""


def from_beads(alignment: Alignment, beads: Iterable[Bead]) -> Alignment:
    """The alignment with rows made of beads."""
    return replace(alignment, rows=tuple(AlignedRow(b.sources, b.targets, b.score, b.parts) for b in beads))


def confirmed_beads(alignment: Alignment) -> list[Bead]:
    """The confirmed rows, as anchors for a realignment of the rest."""
    return [Bead(row.sources, row.targets, 1.0) for row in alignment.rows if row.confirmed]


def realigned(alignment: Alignment, beads: Iterable[Bead]) -> Alignment:
    """The alignment with its pending rows made anew from beads computed around `confirmed_beads`; marks are kept."""
    kept = {(row.sources, row.targets): row for row in alignment.rows if row.confirmed}
    marked = {("s", i) for row in alignment.rows if row.marked for i in row.sources}
    marked |= {("t", j) for row in alignment.rows if row.marked for j in row.targets}
    rows = []
    for bead in beads:
        row = kept.get((bead.sources, bead.targets))
        if row is None:
            mark = not marked.isdisjoint([*(("s", i) for i in bead.sources), *(("t", j) for j in bead.targets)])
            row = AlignedRow(bead.sources, bead.targets, bead.score, bead.parts, marked=mark)
        rows.append(row)
    return replace(alignment, rows=tuple(rows))


def move_up(alignment: Alignment, at: int, side: Side) -> Alignment | None:
    """The first segment of the cell goes to the end of the cell above."""
    return _move(alignment, at, at - 1, side, first=True)


def move_down(alignment: Alignment, at: int, side: Side) -> Alignment | None:
    """The last segment of the cell goes to the beginning of the cell below; below the last row a new one opens."""
    if at == len(alignment.rows) - 1:
        alignment = replace(alignment, rows=(*alignment.rows, AlignedRow((), ())))
    return _move(alignment, at, at + 1, side, first=False)


def _move(alignment: Alignment, at: int, to: int, side: Side, *, first: bool) -> Alignment | None:
    if not _open(alignment, at, to):
        return None
    cell, other = _cell(alignment.rows[at], side), _cell(alignment.rows[to], side)
    if not cell:
        return None
    left, there = (cell[1:], (*other, cell[0])) if first else (cell[:-1], (cell[-1], *other))
    return _with(alignment, {at: _put(alignment.rows[at], side, left), to: _put(alignment.rows[to], side, there)})


def pull_up(alignment: Alignment, at: int, side: Side) -> Alignment | None:
    """The cell joins the one above, and all cells below it on that side move up a row (down to a confirmed row)."""
    if at < 1 or not _open(alignment, at, at - 1):
        return None
    stop = _barrier(alignment, at)
    cells = [_cell(row, side) for row in alignment.rows]
    cells[at - 1] += cells[at]
    cells[at:stop] = [*cells[at + 1 : stop], ()]
    return _with(alignment, {k: _put(alignment.rows[k], side, cells[k]) for k in range(at - 1, stop)})


def insert_empty(alignment: Alignment, at: int, side: Side) -> Alignment | None:
    """An empty cell: this cell and all below it on that side move down a row (down to a confirmed row)."""
    if not _open(alignment, at):
        return None
    stop = _barrier(alignment, at)
    rows = list(alignment.rows)
    cells = [_cell(row, side) for row in rows]
    if cells[stop - 1]:
        rows.insert(stop, AlignedRow((), ()))
        cells.insert(stop, ())
        stop += 1
    cells[at:stop] = [(), *cells[at : stop - 1]]
    return _with(replace(alignment, rows=tuple(rows)), {k: _put(rows[k], side, cells[k]) for k in range(at, stop)})


def merge(alignment: Alignment, at: int) -> Alignment | None:
    """The row and the one below become one."""
    if not _open(alignment, at, at + 1):
        return None
    first, second = alignment.rows[at : at + 2]
    row = AlignedRow(
        first.sources + second.sources, first.targets + second.targets, marked=first.marked or second.marked
    )
    return replace(alignment, rows=(*alignment.rows[:at], row, *alignment.rows[at + 2 :]))


def split(alignment: Alignment, at: int, sources: int = 1, targets: int = 1) -> Alignment | None:
    """The row becomes two: the first `sources` and `targets` segments, and the rest."""
    if not _open(alignment, at):
        return None
    row = alignment.rows[at]
    first = AlignedRow(row.sources[:sources], row.targets[:targets], marked=row.marked)
    second = AlignedRow(row.sources[sources:], row.targets[targets:], marked=row.marked)
    if not (first.sources or first.targets) or not (second.sources or second.targets):
        return None
    return replace(alignment, rows=(*alignment.rows[:at], first, second, *alignment.rows[at + 1 :]))


def swap(alignment: Alignment, at: int, side: Side = "target") -> Alignment | None:
    """The cell changes places with the one above (neighbours that the translation put in the other order)."""
    if not _open(alignment, at, at - 1):
        return None
    above, row = alignment.rows[at - 1], alignment.rows[at]
    changed = {at - 1: _put(above, side, _cell(row, side)), at: _put(row, side, _cell(above, side))}
    return _with(alignment, changed)


def pinpoint(alignment: Alignment, source_row: int, target_row: int) -> Alignment | None:
    """The source cell of one row and the target cell of another become a confirmed row; what stood beside them is loose."""
    rows = alignment.rows
    if not _open(alignment, source_row, target_row):
        return None
    sources, targets = rows[source_row].sources, rows[target_row].targets
    if not sources or not targets:
        return None
    if source_row == target_row:
        return confirm(alignment, source_row)
    made = []
    for k, row in enumerate(rows):
        if k == source_row:
            made.append(AlignedRow(sources, targets, 1.0, confirmed=True, marked=row.marked))
            if row.targets:
                made.append(AlignedRow((), row.targets))
        elif k == target_row:
            if row.sources:
                made.append(AlignedRow(row.sources, ()))
        else:
            made.append(row)
    return replace(alignment, rows=tuple(made))


def confirm(alignment: Alignment, at: int) -> Alignment | None:
    """The row is right."""
    if not 0 <= at < len(alignment.rows) or alignment.rows[at].confirmed:
        return None
    return _with(alignment, {at: replace(alignment.rows[at], confirmed=True)})


def unconfirm(alignment: Alignment, at: int) -> Alignment | None:
    """The row is open again."""
    if not 0 <= at < len(alignment.rows) or not alignment.rows[at].confirmed:
        return None
    return _with(alignment, {at: replace(alignment.rows[at], confirmed=False)})


def confirm_before(alignment: Alignment, at: int) -> Alignment | None:
    """The row and all rows above it are right."""
    pending = [k for k in range(min(at + 1, len(alignment.rows))) if not alignment.rows[k].confirmed]
    return _with(alignment, {k: replace(alignment.rows[k], confirmed=True) for k in pending}) if pending else None


def mark(alignment: Alignment, at: int) -> Alignment | None:
    """Mark the row, or take the mark away."""
    if not 0 <= at < len(alignment.rows):
        return None
    return _with(alignment, {at: replace(alignment.rows[at], marked=not alignment.rows[at].marked)})


def edit_text(alignment: Alignment, side: Side, segment: int, text: str) -> Alignment | None:
    """A segment with another text; an empty one is refused (loose the segment instead)."""
    texts = _texts(alignment, side)
    if not text.strip() or texts[segment] == text:
        return None
    return _put_texts(alignment, side, (*texts[:segment], text, *texts[segment + 1 :]))


def cut_segment(alignment: Alignment, side: Side, segment: int, offset: int) -> Alignment | None:
    """A segment cut in two at a code point; both stay in its row."""
    texts = _texts(alignment, side)
    first, second = texts[segment][:offset].rstrip(), texts[segment][offset:].lstrip()
    if not first or not second:
        return None
    rows = [
        _put_raw(row, side, tuple(
            each for k in _cell(row, side)
            for each in ((k, k + 1) if k == segment else (k + 1,) if k > segment else (k,))
        ))
        for row in alignment.rows
    ]  # fmt: skip
    changed = _put_texts(alignment, side, (*texts[:segment], first, second, *texts[segment + 1 :]))
    return replace(changed, rows=tuple(rows))


def join_segments(alignment: Alignment, at: int, side: Side, joint: str = " ") -> Alignment | None:
    """The segments of a cell as one segment; they must follow one another."""
    if not _open(alignment, at):
        return None
    cell, texts = _cell(alignment.rows[at], side), _texts(alignment, side)
    count = len(cell) - 1
    if count < 1 or cell[-1] - cell[0] != count or list(cell) != sorted(cell):
        return None
    first, last = cell[0], cell[-1]
    rows = [
        _put_raw(row, side, tuple(k if k <= first else k - count for k in _cell(row, side) if k <= first or k > last))
        for row in alignment.rows
    ]
    joined = joint.join(texts[k] for k in cell)
    changed = _put_texts(alignment, side, (*texts[:first], joined, *texts[last + 1 :]))
    return replace(changed, rows=tuple(rows))


def next_row(alignment: Alignment, at: int, wanted: Callable[[AlignedRow], bool], step: int = 1) -> int | None:
    """The next (or, with step -1, the previous) row of a kind, around the end; None where there is none."""
    count = len(alignment.rows)
    return next(
        (k % count for k in range(at + step, at + step * (count + 1), step) if wanted(alignment.rows[k % count])), None
    )


def is_doubtful(row: AlignedRow) -> bool:
    """Not confirmed, and its score says look."""
    return not row.confirmed and row.score is not None and row.score < DOUBTFUL


def is_pending(row: AlignedRow) -> bool:
    """Not confirmed."""
    return not row.confirmed


def is_uneven(row: AlignedRow) -> bool:
    """Anything but one segment beside one segment."""
    return (len(row.sources), len(row.targets)) != (1, 1)


def is_marked(row: AlignedRow) -> bool:
    """Marked to be looked at again."""
    return row.marked


@dataclass(frozen=True, slots=True)
class History:
    """An alignment with the states before and after it.

    - A change drops what could be redone.
    - A change that changes nothing is not recorded.
    - The oldest of more than `LIMIT` states is forgotten.
    """

    present: Alignment
    past: tuple[Alignment, ...] = ()
    future: tuple[Alignment, ...] = ()

    LIMIT = 500

    def record(self, changed: Alignment) -> History:
        """The history after a change."""
        if changed == self.present:
            return self
        return History(changed, (*self.past, self.present)[-self.LIMIT :])

    def undo(self) -> History:
        """One step back; the same history at its beginning."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.present, *self.future))

    def redo(self) -> History:
        """One step forward again; the same history at its end."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.present), self.future[1:])


def _open(alignment: Alignment, *rows: int) -> bool:
    return all(0 <= k < len(alignment.rows) and not alignment.rows[k].confirmed for k in rows)


def _barrier(alignment: Alignment, at: int) -> int:
    """The first confirmed row from here on, else the end: what is confirmed is not shifted."""
    return next((k for k in range(at, len(alignment.rows)) if alignment.rows[k].confirmed), len(alignment.rows))


def _cell(row: AlignedRow, side: Side) -> tuple[int, ...]:
    return row.sources if side == "source" else row.targets


def _put(row: AlignedRow, side: Side, cell: tuple[int, ...]) -> AlignedRow:
    """The row with another cell; a score that spoke of the old one is dropped."""
    if _cell(row, side) == cell:
        return row
    return replace(_put_raw(row, side, cell), score=None, parts={})


def _put_raw(row: AlignedRow, side: Side, cell: tuple[int, ...]) -> AlignedRow:
    return replace(row, sources=cell) if side == "source" else replace(row, targets=cell)


def _with(alignment: Alignment, changed: dict[int, AlignedRow]) -> Alignment:
    """The alignment with some rows replaced; rows that became empty disappear."""
    rows = (changed.get(k, row) for k, row in enumerate(alignment.rows))
    return replace(alignment, rows=tuple(row for row in rows if row.sources or row.targets))


def _texts(alignment: Alignment, side: Side) -> tuple[str, ...]:
    return alignment.sources if side == "source" else alignment.targets


def _put_texts(alignment: Alignment, side: Side, texts: Sequence[str]) -> Alignment:
    return replace(alignment, sources=tuple(texts)) if side == "source" else replace(alignment, targets=tuple(texts))
