"""A line of input that takes what a Korean or Japanese keyboard types, and leaves alt+letter to the commands."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from workbench.text import controls
from workbench.text.normal import nfc
from workbench.tui.caret import Caret
from workbench.tui.widgets.segment_editor import SPACES


class LineInput(Caret, Input):
    """One line of text."""

    DEFAULT_CSS = """
    LineInput {
        border: none;
        height: 1;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $background; }
    }
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key.startswith("alt+"):
            event.prevent_default()
        elif event.character in SPACES:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(nfc(controls.pasted(event.text)).split("\n")))

    @property
    def line(self) -> str:
        """The text in NFC."""
        return nfc(self.value)
