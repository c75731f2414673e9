"""The bottom line: the keys that work where the focus is, each with a word for it; a click is the key.

One line drawn at once, where textual's footer is a widget a key, composed and styled anew at every change of focus.
"""

from __future__ import annotations

from typing import Any

from rich.segment import Segment as Piece
from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.ink import Inked
from workbench.tui.paint import Line


class KeyLine(Inked, Widget):
    """Keys and what they do."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; background: $panel; }"

    _bindings_shown: tuple[tuple[str, Binding], ...] = ()

    def on_mount(self) -> None:
        """Hear of other keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        listed = [(self.app.get_key_display(entry.binding), entry.binding) for entry in screen.active_bindings.values()]
        by_action = {binding.action: (key, binding) for key, binding in reversed(listed) if binding.show}
        shown = tuple(reversed(by_action.values()))
        if shown != self._bindings_shown:
            self._bindings_shown = shown
            self.refresh()

    def _cells(self) -> list[tuple[int, Line, str]]:
        """For each key the column behind it, how it is drawn, and the key."""
        found, column = [], 0
        for key, binding in self._bindings_shown:
            line = [Piece(f" {key} ", self.ink("key")), Piece(f"{binding.description} ", self.ink("muted"))]
            column += sum(piece.cell_length for piece in line)
            found.append((column, line, binding.key))
        return found

    def render_line(self, y: int) -> Strip:
        """The keys, as many as there is room for."""
        room = self.size.width
        pieces = [piece for end, line, _ in self._cells() if end <= room for piece in line]
        return Strip(pieces).adjust_cell_length(room, self.ground).apply_style(self.ground)

    def on_click(self, event: events.Click) -> None:
        """A click is the key."""
        key = next((key for end, _, key in self._cells() if event.x < end <= self.size.width), None)
        if key is not None:
            self.app.simulate_key(key)
