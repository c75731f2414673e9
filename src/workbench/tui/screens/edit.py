"""The edit screen: everything a key can do to a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.model import Segment
from workbench.tui import keys
from workbench.tui.screens.edit_help import HelpScreen
from workbench.tui.widgets.segment_editor import SegmentEditor

KINDS: dict[str, tuple[str, Callable[[Segment], bool]]] = {
    "unconfirmed": ("unconfirmed segment", lambda segment: not segment.status.is_final and not segment.locked),
}


class EditScreen(HelpScreen):
    """A document being translated."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.EDIT)]

    # Moving

    def action_move(self, step: int) -> None:
        """To the next or previous segment."""
        place = self.grid.cursor + step
        if 0 <= place < len(self.rows):
            self.go(place)
        else:
            self.leave()

    def action_next_of(self, kind: str, step: int = 1) -> None:
        """To the next segment of a kind, from the top again at the end."""
        words, wanted = KINDS[kind]
        total = len(self.rows)
        for distance in range(1, total + 1):
            place = (self.grid.cursor + step * distance) % total
            if wanted(self.rows.segment(place)):
                if place == self.grid.cursor:
                    break
                self.go(place)
                return
        self.app.notice(f"There is no other {words}.")

    # Confirming

    def action_confirm(self) -> None:
        """Confirm and go on to the next segment that is not."""
        if self.confirm():
            total = len(self.rows)
            for place in range(self.grid.cursor + 1, total):
                if KINDS["unconfirmed"][1](self.rows.segment(place)):
                    self.go(place)
                    return
            if self.grid.cursor + 1 < total:
                self.go(self.grid.cursor + 1)
            else:
                self.app.notice("That was the last segment.")

    def action_confirm_stay(self) -> None:
        """Confirm without moving."""
        self.confirm()

    def confirm(self) -> bool:
        """Confirm the open segment; False where that was refused."""
        if self.segment is None:
            return False
        try:
            changed = self.session.confirm(self.segment.id, self.editor.passage, seconds=self.spent())
        except WorkbenchError as error:
            self.app.complain(error)
            return False
        self.show_changed(changed)
        if len(changed) > 1:
            self.app.notice(f"Also drafted: {len(changed) - 1} more of the same source.")
        return True

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
        try:
            changed = move()
        except WorkbenchError as error:
            self.app.complain(error)
            return
        if not changed:
            self.app.notice(f"There is nothing to {word}.")
            return
        self.show_changed(changed)
        place = self.rows.place_of(changed[0].id)
        if place is not None and place != self.grid.cursor:
            self.enter(place)
