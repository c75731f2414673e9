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

KEPT = "app.help"
"""The key that is shown however narrow the terminal."""


class KeyLine(Inked, Widget):
    """Keys and what they do."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; background: $panel; }"

    _bindings_shown: tuple[tuple[str, Binding], ...] = ()

    def on_mount(self) -> None:
        """Hear of other keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        by_action: dict[str, tuple[str, Binding]] = {}
        for entry in screen.active_bindings.values():
            if entry.binding.show:
                key = self.app.get_key_display(entry.binding)
                by_action.setdefault(entry.binding.action, (key, entry.binding))
        shown = tuple(by_action.values())
        if shown != self._bindings_shown:
            self._bindings_shown = shown
            self.refresh()

    def _cells(self) -> list[tuple[int, Line, str]]:
        """For each key that there is room for the column behind it, how it is drawn, and the key; help is always among them."""
        drawn = [
            ([Piece(f" {key} ", self.ink("key")), Piece(f"{binding.description} ", self.ink("muted"))], binding)
            for key, binding in self._bindings_shown
        ]
        sizes = [sum(piece.cell_length for piece in line) for line, _ in drawn]
        kept = sum(size for size, (_, binding) in zip(sizes, drawn, strict=True) if binding.id == KEPT)
        found, column, room = [], 0, self.size.width - kept
        for size, (line, binding) in zip(sizes, drawn, strict=True):
            if binding.id == KEPT or size <= room:
                column += size
                room -= 0 if binding.id == KEPT else size
                found.append((column, line, binding.key))
            else:
                room = 0
        return found

    def render_line(self, y: int) -> Strip:
        """The keys."""
        pieces = [piece for _, line, _ in self._cells() for piece in line]
        return Strip(pieces).adjust_cell_length(self.size.width, self.ground).apply_style(self.ground)

    def on_click(self, event: events.Click) -> None:
        """A click is the key."""
        key = next((key for end, _, key in self._cells() if event.x < end), None)
        if key is not None:
            self.app.simulate_key(key)
