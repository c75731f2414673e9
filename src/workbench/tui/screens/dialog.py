"""A screen over the others that answers once.

Textual's `dismiss` takes away whatever screen is on top. A key that was on its way while a dialog closed (a burst from a slow
line, ctrl+s right behind enter) would close the editor behind it too, and leave an empty terminal.
"""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A modal screen that is closed once, by its first answer."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close the dialog with its answer; nothing where it is closed already."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
