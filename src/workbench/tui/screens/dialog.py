"""A screen over the others that answers once.

Textual's `dismiss` takes away whatever screen is on top. A key that was on its way while a dialog closed (a burst from a slow
line, ctrl+s right behind enter) would close the editor behind it too, and leave an empty terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A modal screen that is closed once, by its first answer."""

    if TYPE_CHECKING:
        app: WorkbenchApp

    def on_mount(self) -> None:
        """What was told before gives way to what is asked now, or it would stand over it."""
        self.app.clear_notifications()

    def hint(self, text: str) -> Static:
        """The last line of a dialog: its keys."""
        return Static(self.app.spelled(text), classes="hint", markup=False)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close the dialog with its answer; nothing where it is closed already."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
