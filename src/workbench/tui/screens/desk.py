"""The edit screen's ground: one document on the desk, one segment in the editor, and never a word lost.

- `enter` opens a segment, `leave` keeps what was typed in it; every way to another segment goes through both.
- What the store changed comes back through `show_changed`, which redraws only those rows.
- Typing redraws one row of the grid and nothing else.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import TextArea

from workbench.errors import WorkbenchError
from workbench.model import Segment, Status
from workbench.tui.caret import Caret
from workbench.tui.document_rows import DocumentRows
from workbench.tui.widgets.document_bar import DocumentBar, Progress
from workbench.tui.widgets.find_bar import FindBar
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.passage import Passage
from workbench.tui.widgets.segment_editor import SegmentEditor
from workbench.tui.widgets.segment_grid import SegmentGrid
from workbench.tui.widgets.segment_line import SegmentLine, State
from workbench.tui.widgets.suggestions import SuggestionPanel
from workbench.workflow.editing import FEW, Session
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

IDLE_SECONDS = 60.0
"""A pause longer than this is not counted as time spent on a segment."""


class DeskScreen(Screen[None]):
    """A document, its grid, and the segment being edited."""

    if TYPE_CHECKING:
        app: WorkbenchApp

    DEFAULT_CSS = """
    DeskScreen {
        background: $background;
        & #work { layout: grid; grid-size: 2; grid-columns: 1fr 1fr; grid-rows: 1fr 14; height: 1fr; }
        & SegmentGrid { column-span: 2; }
        & #bench { background: $surface; }
        & #source { height: 2fr; }
        & #target { height: 3fr; }
        & SuggestionPanel { border-left: tall $background; }

        &.-low #work { grid-rows: 1fr 11; }
        &.-wide #work, &.-side #work { layout: vertical; }
        &.-wide SegmentGrid, &.-side SegmentGrid { height: 1fr; }
        &.-wide #bench, &.-side #bench { height: 16; }
        &.-wide SuggestionPanel, &.-side SuggestionPanel { dock: right; width: 36%; height: 1fr; }
        &.-wide.-below #work { layout: grid; }
        &.-wide.-below SuggestionPanel { dock: none; width: 1fr; }
        &.-low.-side #bench { height: 11; }
        &.-narrow #work { layout: vertical; }
        &.-narrow SegmentGrid { height: 1fr; }
        &.-narrow #bench { height: 9; }
        &.-narrow SuggestionPanel { dock: none; width: 1fr; height: 5; border-left: none; }
    }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012 - textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012

    filtered = ""
    elsewhere = ""

    def __init__(self, project: Project, document: str) -> None:
        super().__init__()
        self.session = Session(project, document)
        self.rows = DocumentRows(self.session)
        self.segment: Segment | None = None
        self._opened = ""
        self._seconds = 0.0
        self._touched = time.monotonic()

    def compose(self) -> ComposeResult:
        """Bar, grid, bench, suggestions, footer."""
        yield DocumentBar()
        with Container(id="work"):
            yield SegmentGrid(id="grid")
            with Vertical(id="bench"):
                yield SegmentLine()
                yield Passage(read_only=True, id="source")
                yield SegmentEditor(id="target", placeholder="Type the translation, or take a suggestion.")
            yield SuggestionPanel(id="suggestions")
        yield FindBar()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the document."""
        self.opened()

    def on_screen_resume(self) -> None:
        """Back from a dialog or a room, where the caret was another."""
        if isinstance(self.focused, Caret):
            self.call_after_refresh(self.focused.tell_caret)

    def opened(self) -> None:
        """The widgets are there: show the document where it was left. Parts of the screen add what they need."""
        self.grid = self.query_one("#grid", SegmentGrid)
        self.editor = self.query_one("#target", SegmentEditor)
        self.editor.edited = self._typed
        self.source = self.query_one("#source", Passage)
        self.panel = self.query_one("#suggestions", SuggestionPanel)
        self.bar = self.query_one(DocumentBar)
        self.line = self.query_one(SegmentLine)
        self.editor.focus()
        place = self._last_place()
        self.grid.load(self.rows, place)
        self.enter(place)
        gc.freeze()  # what was read lives as long as the screen: the collector need not go through it again and again

    def _last_place(self) -> int:
        return self.session.segments.place(self.session.info.place) or 0

    # One segment

    def enter(self, place: int) -> None:
        """Open the segment at a place of the grid."""
        if not len(self.rows):
            return
        self.segment = segment = self.rows.segment(place)
        self.rows.typing = None
        self._seconds, self._touched = 0.0, time.monotonic()
        self.source.show(segment.source)
        self.load_target(segment)
        self.grid.cursor = place
        self.show_state()
        self.entered(segment)

    def load_target(self, segment: Segment) -> None:
        """Put a segment's target into the editor as it is stored."""
        self._opened = segment.target
        self.editor.show(segment.target)
        self.editor.read_only = segment.locked
        self.editor.action_text_end()

    def entered(self, segment: Segment) -> None:
        """Hook: another segment is open."""

    def refused(self, error: WorkbenchError) -> None:
        """A change was refused."""
        self.app.complain(error)

    def take_in(self) -> None:
        """Hook: show what others have changed."""

    def contested(self) -> bool:
        """Hook: whether the segment was changed elsewhere while it was typed in."""
        return False

    def show_all(self) -> None:
        """Hook: take the filter off."""

    def reshaped(self, segment_id: int) -> None:
        """Segments have come or gone: show them anew, on this one or what is left near it."""
        self.rows.reshaped()
        there = segment_id in self.session
        if not len(self.rows) or (there and self.rows.place_of(segment_id) is None):
            self.filtered = ""
            self.rows.only(None)
        place = self.rows.place_of(segment_id) if there else None
        if place is None:
            place = min(self.grid.cursor, len(self.rows) - 1)
        self.grid.load(self.rows, place)
        self.enter(place)

    def reshow(self) -> None:
        """Other rows are shown: stay on the open segment where it is among them."""
        place = self.rows.place_of(self.segment.id) if self.segment is not None else 0
        self.grid.load(self.rows, place or 0)
        if place is None:
            self.enter(0)
        self.show_state()

    @property
    def typed(self) -> str | None:
        """What was typed and is not yet kept, None where nothing was."""
        if self.segment is None or self.segment.locked:
            return None
        passage = self.editor.passage
        return None if passage == self._opened else passage

    def leave(self) -> bool:
        """Keep what was typed; False where that failed and the segment must stay open."""
        typed = self.typed
        if self.segment is None or typed is None:
            return True
        try:
            kept = self.session.save(self.segment.id, typed, seconds=self.spent())
        except WorkbenchError as error:
            self.refused(error)
            return False
        self.show_changed([kept])
        return True

    def remember(self) -> None:
        """Note where the editor is, for the next time."""
        if self.segment is not None:
            self.session.remember(self.segment.id)

    def spent(self) -> float:
        """Seconds at work on the segment, long pauses left out."""
        self._tick()
        return round(self._seconds, 1)

    def _tick(self) -> None:
        now = time.monotonic()
        self._seconds += min(now - self._touched, IDLE_SECONDS)
        self._touched = now

    def go(self, place: int) -> None:
        """Leave this segment for another."""
        if 0 <= place < len(self.rows) and self.leave():
            self.enter(place)

    def show_changed(self, changed: Iterable[Segment]) -> None:
        """Redraw what the store has changed; the open segment is shown anew."""
        listed = list(changed)
        for segment in listed:
            if self.segment is not None and segment.id == self.segment.id:
                self._take_over(segment)
            place = self.rows.place_of(segment.id) if len(listed) <= FEW else None
            if place is not None:
                self.grid.update_row(place)
        if len(listed) > FEW:
            self.grid.update_all()
        self.show_state()

    def _take_over(self, segment: Segment) -> None:
        """The open segment is another now; typing that it does not hold stays on the screen, and is asked about later."""
        typed = self.typed
        if typed is not None and typed != segment.target:
            if segment.target == self._opened and not segment.locked:
                self.segment = segment  # its status or comment alone is another
            return
        self.segment = segment
        self.rows.typing = None
        if self.editor.passage != segment.target or self.editor.read_only != segment.locked:
            self.load_target(segment)
        if self.source.read_only and self.source.passage != segment.source:
            self.source.show(segment.source)
        self.editor.history.clear()  # what is stored is taken back as the document's, in the order it was done
        self._opened = segment.target

    def show_state(self) -> None:
        """Bring the two lines of state up to date."""
        info, segment = self.session.info, self.segment
        counts = self.session.counts
        self.bar.show(
            Progress(
                info.name,
                f"{info.source_language} → {info.target_language}",
                tuple((status, counts[status]) for status in Status),
                shown=len(self.rows),
                filtered=self.filtered,
                work=self.app.work_text,
            )
        )
        if segment is not None:
            self.line.show(
                State(
                    number=self.session.index(segment.id) + 1,
                    total=len(self.session.segments),
                    kind=self.session.blocks[segment.block_id].kind,
                    status=segment.status,
                    origin=segment.origin,
                    score=segment.score,
                    typing=self.typed is not None,
                    locked=segment.locked,
                    bookmarked=segment.bookmarked,
                    note=segment.note,
                    elsewhere=f"open at {self.elsewhere}'s desk" if self.elsewhere else "",
                )
            )

    def show_work(self) -> None:
        """Say how far the work in the background is."""
        self.show_state()

    # What the widgets say

    @on(TextArea.Changed, "#target")
    def _typed(self) -> None:
        if self.segment is None:
            return
        typed = self.typed
        typing = None if typed is None else (self.segment.id, typed)
        if typing == self.rows.typing:
            return
        self._tick()
        self.rows.typing = typing
        self.grid.update_row(self.grid.cursor)
        if (typed is not None) != self.line.state.typing:
            self.show_state()
        self.changed_text()

    def changed_text(self) -> None:
        """Hook: the target in the editor is another."""

    @on(SegmentGrid.Moved)
    def _moved(self, event: SegmentGrid.Moved) -> None:
        self.go(event.place)
        if event.clicked:
            self.editor.focus()

    @on(SegmentGrid.Opened)
    def _grid_opened(self) -> None:
        self.editor.focus()
