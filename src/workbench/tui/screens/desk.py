"""The edit screen's ground: one document on the desk, one segment in the editor, and never a word lost.

- `enter` opens a segment, `leave` keeps what was typed in it; every way to another segment goes through both.
- What the store changed comes back through `show_changed`, which redraws only those rows.
- Typing redraws one row of the grid and nothing else.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Footer, TextArea

from workbench.errors import WorkbenchError
from workbench.model import Segment, Status
from workbench.tui.document_rows import DocumentRows
from workbench.tui.widgets.document_bar import DocumentBar, Progress
from workbench.tui.widgets.passage import Passage
from workbench.tui.widgets.segment_editor import SegmentEditor
from workbench.tui.widgets.segment_grid import SegmentGrid
from workbench.tui.widgets.segment_line import SegmentLine, State
from workbench.tui.widgets.suggestions import SuggestionPanel
from workbench.workflow.editing import Session

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
        &.-wide #work { layout: vertical; }
        &.-wide SegmentGrid { height: 1fr; }
        &.-wide #bench { height: 16; }
        &.-wide SuggestionPanel { dock: right; width: 64; height: 1fr; }
        &.-narrow #work { layout: vertical; }
        &.-narrow SegmentGrid { height: 1fr; }
        &.-narrow #bench { height: 8; }
        &.-narrow SuggestionPanel { height: 5; border-left: none; border-top: none; background: $panel; }
    }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012 - textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012

    def __init__(self, document: str) -> None:
        super().__init__()
        self.session = Session(self.app.project, document)
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
                yield Passage(read_only=True, id="source")
                yield SegmentLine()
                yield SegmentEditor(id="target", placeholder="Type the translation, or take a suggestion.")
            yield SuggestionPanel(id="suggestions")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the document where it was left."""
        self.grid = self.query_one("#grid", SegmentGrid)
        self.editor = self.query_one("#target", SegmentEditor)
        self.source = self.query_one("#source", Passage)
        self.panel = self.query_one("#suggestions", SuggestionPanel)
        self.bar = self.query_one(DocumentBar)
        self.line = self.query_one(SegmentLine)
        self.editor.focus()
        place = self._last_place()
        self.grid.load(self.rows, place)
        self.enter(place)

    def _last_place(self) -> int:
        known = {segment.id: place for place, segment in enumerate(self.session.segments)}
        return known.get(self.session.info.place, 0)

    def on_screen_resize(self) -> None:
        """Stack source and target where there is no room side by side."""
        self.grid.stacked = self.size.width < 100

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
            self.app.complain(error)
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
        for segment in changed:
            place = self.rows.place_of(segment.id)
            if self.segment is not None and segment.id == self.segment.id:
                self.segment = segment
                self.rows.typing = None
                if self.editor.passage != segment.target or self.editor.read_only != segment.locked:
                    self.load_target(segment)
                self._opened = segment.target
            if place is not None:
                self.grid.update_row(place)
        self.show_state()

    def show_state(self) -> None:
        """Bring the two lines of state up to date."""
        info, segment = self.session.info, self.segment
        counts = Counter(entry.status for entry in self.session.segments)
        self.bar.show(
            Progress(
                info.name,
                f"{info.source_language} → {info.target_language}",
                tuple((status, counts[status]) for status in Status),
                shown=len(self.rows),
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
                )
            )

    # What the widgets say

    @on(TextArea.Changed, "#target")
    def _typed(self) -> None:
        if self.segment is None:
            return
        self._tick()
        typed = self.typed
        self.rows.typing = None if typed is None else (self.segment.id, typed)
        self.grid.update_row(self.grid.cursor)
        if (typed is not None) != self.line.state.typing:
            self.show_state()
        self.changed_text()

    def changed_text(self) -> None:
        """Hook: the target in the editor is another."""

    @on(SegmentGrid.Moved)
    def _moved(self, event: SegmentGrid.Moved) -> None:
        self.go(event.place)

    @on(SegmentGrid.Opened)
    def _grid_opened(self) -> None:
        self.editor.focus()
