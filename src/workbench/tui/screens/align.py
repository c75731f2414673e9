"""Reviewing an alignment: rows of source and target segments, moved, merged, split and confirmed by single keys.

The operations are `align.editing`'s; this screen shows the rows, keeps the steps for undo, and stores the alignment after
every one of them. What is confirmed goes to the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.screen import Screen

from workbench.align import editing
from workbench.align.editing import History, Side
from workbench.errors import WorkbenchError
from workbench.model import AlignedRow, Alignment, Origin, Status
from workbench.store import beads
from workbench.text.counting import counted
from workbench.tui import keys
from workbench.tui.ink import BOOKMARK
from workbench.tui.lane import Ticket
from workbench.tui.screens.ask import Compose
from workbench.tui.widgets.document_bar import DocumentBar, Progress
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.rows import Row
from workbench.tui.widgets.segment_grid import SegmentGrid
from workbench.workflow import alignments
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

JOINT = " ⏐ "
"""Stands between two segments of one cell."""

KINDS: dict[str, tuple[str, Callable[[AlignedRow], bool]]] = {
    "pending": ("open row", editing.is_pending),
    "doubtful": ("doubtful row", editing.is_doubtful),
    "uneven": ("row that is not one to one", editing.is_uneven),
    "marked": ("marked row", editing.is_marked),
}


class AlignedRows:
    """An alignment's rows for the grid."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.side: Side = "source"
        self.current = 0

    def __len__(self) -> int:
        return len(self.alignment.rows)

    def measures(self) -> Iterable[tuple[int, int]]:
        """About how many cells both cells of each row take."""
        texts = map(self._texts, range(len(self)))
        return ((len(source) * 2, len(target)) for source, target in texts)

    def row(self, place: int) -> Row:
        """The row at a place; its score is the alignment's confidence in it."""
        entry = self.alignment.rows[place]
        source, target = self._texts(place)
        doubtful = editing.is_doubtful(entry)
        status = Status.CONFIRMED if entry.confirmed else Status.UNTRANSLATED if doubtful else Status.DRAFT
        signs = ((BOOKMARK, "accent"),) if entry.marked else ()
        shape = f"{len(entry.sources)}–{len(entry.targets)}"
        if shape != "1–1":
            signs = (*signs, (shape[0], "warning"))
        here = place == self.current
        return Row(
            number=place + 1,
            source=source,
            target=target,
            status=status,
            origin=Origin.ALIGNMENT if not doubtful else Origin.MT,
            score=None if entry.score is None else round(100 * entry.score),
            signs=signs,
            source_marks=self._marks(source, here and self.side == "source"),
            target_marks=self._marks(target, here and self.side == "target"),
        )

    def _texts(self, place: int) -> tuple[str, str]:
        entry = self.alignment.rows[place]
        return (
            JOINT.join(self.alignment.sources[number] for number in entry.sources),
            JOINT.join(self.alignment.targets[number] for number in entry.targets),
        )

    def _marks(self, text: str, chosen: bool) -> tuple[tuple[int, int, str], ...]:
        marks: list[tuple[int, int, str]] = [(0, len(text), "strong")] if chosen else []
        at = text.find(JOINT)
        while at >= 0:
            marks.append((at, at + len(JOINT), "tag"))
            at = text.find(JOINT, at + 1)
        return tuple(marks)


class AlignScreen(Screen[None]):
    """One alignment under review."""

    if TYPE_CHECKING:
        app: WorkbenchApp

    HELP = """
**{align.source}** and **{align.target}** choose the side the keys work on. **{align.up}** sends the first segment of the cell
to the row above, **{align.down}** the last to the row below; **{align.merge}** merges the row with the next, **{align.split}**
splits it. **{align.confirm}** confirms. What is confirmed goes to the memory when you leave; **{align.again}** aligns the open
rows anew around it.
"""

    KEYS = keys.ALIGN
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.ALIGN)]

    side: var[str] = var("source", init=False)

    def __init__(self, project: Project, alignment_id: int) -> None:
        super().__init__()
        self.project = project
        self.steps = History(beads.load(project.db, alignment_id))
        self.rows = AlignedRows(self.steps.present)

    def compose(self) -> ComposeResult:
        """Bar, grid, footer."""
        yield DocumentBar()
        yield SegmentGrid(id="grid")
        yield KeyLine()

    def on_mount(self) -> None:
        """Stand on the first open row."""
        self.grid = self.query_one(SegmentGrid)
        at = editing.next_row(self.alignment, -1, editing.is_pending) or 0
        self.rows.current = at
        self.grid.load(self.rows, at)
        self.grid.focus()
        self.show_work()

    def on_resize(self) -> None:
        """Stack where there is no room."""
        self.grid.stacked = self.size.width < 100

    @property
    def alignment(self) -> Alignment:
        """The alignment as it stands."""
        return self.steps.present

    def show_work(self) -> None:
        """Bring the top line up to date."""
        confirmed = sum(row.confirmed for row in self.alignment.rows)
        doubtful = sum(map(editing.is_doubtful, self.alignment.rows))
        open_rows = len(self.alignment.rows) - confirmed - doubtful
        self.query_one(DocumentBar).show(
            Progress(
                f"{self.alignment.source_name} ⇢ {self.alignment.target_name}",
                f"{self.alignment.source_language} → {self.alignment.target_language} · {self.side} side",
                ((Status.UNTRANSLATED, doubtful), (Status.DRAFT, open_rows), (Status.CONFIRMED, confirmed)),
                work=self.app.work_text,
            )
        )

    def watch_side(self, side: Side) -> None:
        """The keys work on the other side."""
        self.rows.side = side
        self.grid.update_row(self.grid.cursor)
        self.show_work()

    def action_side(self, side: str) -> None:
        """Work on that side."""
        self.side = side

    @on(SegmentGrid.Moved)
    def _moved(self, event: SegmentGrid.Moved) -> None:
        self._stand(event.place)

    def _stand(self, place: int) -> None:
        before, self.rows.current = self.grid.cursor, place
        self.grid.cursor = place
        self.grid.update_row(before)

    @on(SegmentGrid.Opened)
    def _opened(self) -> None:
        self.action_confirm()

    def action_change(self, name: str) -> None:
        """One of the operations on the current cell."""
        operation: Callable[[Alignment, int, Side], Alignment | None] = getattr(editing, name)
        side: Side = "source" if self.side == "source" else "target"
        step = {"move_up": -1, "move_down": 1}.get(name, 0)
        self._do(operation(self.alignment, self.grid.cursor, side), step)

    def action_merge(self) -> None:
        """This row and the next become one."""
        self._do(editing.merge(self.alignment, self.grid.cursor))

    def action_split(self) -> None:
        """The first segments of the row, and the rest."""
        self._do(editing.split(self.alignment, self.grid.cursor))

    def action_join(self) -> None:
        """The segments of the cell become one."""
        side: Side = "source" if self.side == "source" else "target"
        language = self.alignment.source_language if side == "source" else self.alignment.target_language
        joint = "" if language[:2] in ("ja", "zh") else " "
        self._do(editing.join_segments(self.alignment, self.grid.cursor, side, joint), texts=True)

    def action_rewrite(self) -> None:
        """Rewrite the text of a cell with one segment."""
        side: Side = "source" if self.side == "source" else "target"
        row = self.alignment.rows[self.grid.cursor]
        cell = row.sources if side == "source" else row.targets
        texts = self.alignment.sources if side == "source" else self.alignment.targets
        if len(cell) != 1:
            self.app.notice("Split the row first: the cell must hold one segment.")
            return

        def keep(text: str | None) -> None:
            if text is not None:
                self._do(editing.edit_text(self.alignment, side, cell[0], text), texts=True)

        self.app.push_screen(Compose("Rewrite the segment", texts[cell[0]]), keep)

    def action_confirm(self) -> None:
        """The row is right: on to the next open one."""
        at = self.grid.cursor
        if self.alignment.rows[at].confirmed:
            self._do(editing.unconfirm(self.alignment, at))
        elif self._do(editing.confirm(self.alignment, at)):
            self.action_next_of("pending")

    def action_confirm_before(self) -> None:
        """Everything down to here is right."""
        self._do(editing.confirm_before(self.alignment, self.grid.cursor))

    def action_mark(self) -> None:
        """Mark the row, or take the mark off."""
        self._do(editing.mark(self.alignment, self.grid.cursor))

    def action_next_of(self, kind: str) -> None:
        """To the next row of a kind."""
        words, wanted = KINDS[kind]
        there = editing.next_row(self.alignment, self.grid.cursor, wanted)
        if there is None:
            self.app.notice(f"There is no {words}.")
        elif there != self.grid.cursor:
            self._stand(there)

    def action_realign(self) -> None:
        """Align the open rows anew around the confirmed ones, in the background."""
        from workbench.align.aligner import Cancelled
        from workbench.workflow.align import knowledge

        present = self.alignment

        def realign(project: Project, ticket: Ticket) -> Alignment | None:
            known = knowledge(project, present.source_language, present.target_language, ())
            try:
                return alignments.realign(present, known, progress=ticket.tell, cancelled=ticket.cancelled)
            except Cancelled:
                return None

        def realigned(found: Alignment | None) -> None:
            if found is None or not self.is_attached:
                self.app.notice("Aligning was stopped." if found is None else "The new alignment came too late.")
            elif self.alignment is present:
                self._do(found)
            else:
                self.app.notice("The alignment was changed meanwhile; press {align.again} again.")

        self.app.work("Aligning", present.source_name, realign, realigned)

    def action_undo(self) -> None:
        """One step back."""
        self._step(self.steps.undo(), "undo")

    def action_redo(self) -> None:
        """One step forward."""
        self._step(self.steps.redo(), "redo")

    def _step(self, steps: History, word: str) -> None:
        if steps is self.steps:
            self.app.notice(f"There is nothing to {word}.")
        elif self._store(steps.present, texts=True):
            self.steps = steps
            self._show(0)

    def _do(self, changed: Alignment | None, step: int = 0, *, texts: bool = False) -> bool:
        """Take a changed alignment over; a bell where the key did nothing."""
        if changed is None or changed == self.alignment:
            self.app.bell()
            return False
        if not self._store(changed, texts=texts):
            return False
        self.steps = self.steps.record(changed)
        self._show(step)
        return True

    def _store(self, changed: Alignment, *, texts: bool) -> bool:
        try:
            beads.save(self.project.db, changed, texts=texts)
        except WorkbenchError as error:
            self.app.complain(error)
            return False
        return True

    def _show(self, step: int) -> None:
        place = max(0, min(self.grid.cursor + step, len(self.alignment.rows) - 1))
        self.rows.alignment, self.rows.current = self.alignment, place
        self.grid.load(self.rows, place)
        self.show_work()

    def action_leave(self) -> None:
        """Give what is confirmed to the memory, and go back."""
        try:
            added = alignments.to_memory(self.project, self.alignment)
        except WorkbenchError as error:
            self.app.complain(error)
            return
        if added.added:
            self.app.notice(f"The memory took {counted(added.added, 'confirmed pair')}.")
        self.dismiss()
