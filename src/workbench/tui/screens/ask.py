"""Dialogs that ask for one thing: a line, a text, a yes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from workbench.text import controls
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.line_input import LineInput
from workbench.tui.widgets.segment_editor import SegmentEditor

BOX = """
    align: center middle;
    background: $background 60%;
    & > .box {
        width: 72;
        max-width: 94%;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        background: $panel;
        border: none;
    }
    & .title { text-style: bold; color: $primary; margin-bottom: 1; }
    & .hint { color: $foreground 55%; margin-top: 1; }
"""
"""The look of every dialog."""


class Ask(Dialog[str | None]):
    """Ask for a line of text; None when it is cancelled."""

    DEFAULT_CSS = f"Ask {{ {BOX} }}"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def __init__(self, question: str, text: str = "", hint: str = "enter takes it · esc leaves it") -> None:
        super().__init__()
        self._question, self._text, self._hint = question, text, hint

    def compose(self) -> ComposeResult:
        """Question, line, hint."""
        with Vertical(classes="box"):
            yield Static(controls.shown(self._question), classes="title", markup=False)
            yield LineInput(self._text)
            yield self.hint(self._hint)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Compose(Dialog[str | None]):
    """Ask for a text of several lines; None when it is cancelled."""

    DEFAULT_CSS = f"Compose {{ {BOX} & SegmentEditor {{ height: 8; background: $surface; }} }}"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", show=False),
        Binding("enter,ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        """Question, text, hint."""
        with Vertical(classes="box"):
            yield Static(controls.shown(self._question), classes="title", markup=False)
            yield SegmentEditor(id="text")
            yield self.hint("enter keeps it · {editor.newline} starts a line · esc leaves it")

    def on_mount(self) -> None:
        """Show what is there, the caret behind it."""
        editor = self.query_one(SegmentEditor)
        editor.show(self._text)
        editor.action_text_end()
        editor.focus()

    def action_keep(self) -> None:
        """Hand the text over."""
        self.dismiss(self.query_one(SegmentEditor).passage)


class Sure(Dialog[bool]):
    """Ask whether to go on with something that cannot be taken back, or takes long."""

    DEFAULT_CSS = f"Sure {{ {BOX} }}"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No", show=False),
        Binding("enter,y", "dismiss(True)", "Yes", show=False),
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        """Question, explanation, hint."""
        with Vertical(classes="box"):
            yield Static(controls.shown(self._question), classes="title", markup=False)
            if self._text:
                yield Static(self._text, markup=False)
            yield self.hint("enter goes on · esc leaves it")
