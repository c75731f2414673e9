"""Where an input method opens its window: at the caret, from the first syllable on.

Textual tells the terminal of the caret when it moves. Where a line or a text has just got the keys, or has been laid out
anew, it is still told to be where it was, or at the top of the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.widget import Widget

    class _Base(Widget):
        """A widget with a caret."""

        cursor_screen_offset: Offset

else:
    _Base = object


class Caret(_Base):
    """A line or text that tells of its caret after every layout."""

    def on_focus(self) -> None:
        """The keys come here."""
        self.call_after_refresh(self.tell_caret)

    def on_resize(self) -> None:
        """Lines break elsewhere, or the place is another."""
        self.call_after_refresh(self.tell_caret)

    def tell_caret(self) -> None:
        """Tell the terminal where the caret is now."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
