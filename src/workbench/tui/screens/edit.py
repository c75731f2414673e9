"""The edit screen: everything a key can do to a document, gathered from its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.model import Segment
from workbench.tui import keys
from workbench.tui.screens.edit_find import FindScreen
from workbench.tui.screens.edit_help import HelpScreen
from workbench.tui.screens.edit_safety import SafeScreen
from workbench.tui.screens.edit_segment import SegmentScreen
from workbench.tui.screens.edit_work import WorkScreen
from workbench.tui.state import LAYOUTS
from workbench.tui.widgets.segment_editor import SegmentEditor
from workbench.workflow.finding import STATES

KINDS: dict[str, str] = {
    "open": "open segment",
    "doubtful": "doubtful draft",
    "fuzzy": "fuzzy match",
    "marked": "marked or commented segment",
    "finding": "segment with a finding",
}
"""What `next_of` looks for."""


class EditScreen(SegmentScreen, FindScreen, HelpScreen, WorkScreen, SafeScreen):
    """A document being translated."""

    KEYS = keys.EDIT
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.EDIT)]

    HELP = """
Confirm with **{segment.confirm}** and you are on the next open segment; what you type is kept even without it.
The source stands above the text you type, what helps beside it: take a suggestion with the key that stands beside it,
and what stands grey behind the caret with **→** (a word) or **End** (all).
"""

    def opened(self) -> None:
        """Open the document as it was left."""
        super().opened()
        self.grid.roomy = self.app.state.roomy
        self.apply_layout()
        query = self.app.state.filters.get(self.app.document_key(self.session.info.name), "")
        if query:
            self.filter_by(query)

    # Moving

    def action_move(self, step: int) -> None:
        """To the next or previous segment."""
        place = self.grid.cursor + step
        if 0 <= place < len(self.rows):
            self.go(place)
        else:
            self.leave()

    def action_to_target(self) -> None:
        """From wherever the focus is to where one types."""
        self.editor.focus()

    def action_next_of(self, kind: str, step: int = 1) -> None:
        """To the next segment of a kind, from the top again at the end."""
        total, wanted = len(self.rows), self._wanted(kind)
        for distance in range(1, total):
            place = (self.grid.cursor + step * distance) % total
            if wanted(self.rows.segment(place)):
                self.go(place)
                return
        self.app.notice(f"There is no other {KINDS[kind]}.")

    def _wanted(self, kind: str) -> Callable[[Segment], bool]:
        if kind == "finding":
            return lambda segment: segment.id in self.rows.findings
        if kind == "marked":
            return lambda segment: segment.bookmarked or bool(segment.note)
        return STATES[kind]

    def action_confirm(self) -> None:
        """Confirm and go on to the next open segment."""
        if self.confirm():
            total = len(self.rows)
            following = range(self.grid.cursor + 1, total)
            there = next((place for place in following if STATES["open"](self.rows.segment(place))), None)
            if there is None and self.grid.cursor + 1 < total:
                there = self.grid.cursor + 1
            if there is not None:
                self.go(there)
            else:
                self.app.notice("That was the last segment. {next.open} finds what is still open.")

    # Undo

    @on(SegmentEditor.UndoBeyond)
    def _undo(self) -> None:
        self._step(self.session.undo, "undo")

    @on(SegmentEditor.RedoBeyond)
    def _redo(self) -> None:
        self._step(self.session.redo, "redo")

    def _step(self, move: Callable[[], list[Segment]], word: str) -> None:
        if not self.leave():
            return
        before = self.session.segments.ids
        try:
            changed = move()
        except WorkbenchError as error:
            self.refused(error)
            return
        if not changed:
            self.app.notice(f"There is nothing to {word}.")
            return
        if self.session.segments.ids != before:
            self.reshaped(changed[0].id)
            return
        self.show_changed(changed)
        if len(changed) > 1:
            self.app.notice(f"{'Taken back' if word == 'undo' else 'Done again'} in {len(changed)} segments.")
        if self.segment is not None and self.segment.id in {segment.id for segment in changed}:
            return
        in_view = (segment.id for segment in changed if self.rows.place_of(segment.id) is not None)
        self.goto_segment(next(in_view, changed[0].id))

    # Looks

    def action_layout(self) -> None:
        """The next layout: by width, side, below, stacked."""
        state = self.app.state
        state.layout = LAYOUTS[(LAYOUTS.index(state.layout) + 1) % len(LAYOUTS)]
        self.apply_layout()
        self.app.notice(f"Layout: {state.layout}")

    def toggle_spacing(self) -> None:
        """With or without empty lines between paragraphs."""
        self.grid.roomy = self.app.state.roomy = not self.grid.roomy

    def remember(self) -> None:
        """Note where the editor is and what it shows, for the next time."""
        super().remember()
        key = self.app.document_key(self.session.info.name)
        self.app.state.filters.pop(key, None)
        if self.filtered:
            self.app.state.filters[key] = self.filtered

    def apply_layout(self) -> None:
        """Lay the screen out as the user wants it, or as its width allows."""
        layout = self.app.state.layout
        self.set_class(layout == "side", "-side")
        self.set_class(layout == "below", "-below")
        self.set_class(layout == "stacked", "-stacked")
        self.grid.stacked = layout == "stacked" or self.size.width < 100

    def on_resize(self) -> None:
        """Another width may want another layout."""
        self.apply_layout()
