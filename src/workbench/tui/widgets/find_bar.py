"""The find bar: one line under the grid that finds as you type and can hide what was not found."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from workbench.tui.widgets.line_input import LineInput


class FindBar(Horizontal):
    """A query and what it has found."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        background: $panel;
        display: none;
        &.-open { display: block; }
        & .label { width: auto; padding: 0 1; color: $primary; text-style: bold; }
        & LineInput { width: 1fr; }
        & #told { width: auto; max-width: 60%; padding: 0 1; color: $foreground 65%; }
        & #told.-wrong { color: $error; }
    }
    """

    HELP = """
Words are regular expressions, looked for in source, target and comment; in lower case they find both cases.
**target:"sea lanes?"** looks in one field (source, target, note). **status:draft**, **origin:mt**, **score:<60** and
**is:open** (locked, marked, commented, empty, doubtful, fuzzy, repeated) say which segments are meant; a **-** before a part
turns it round.
"""

    # Before the line's own: enter would submit it, and ↓ ↑ would scroll it.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "go(1)", "Next", key_display="enter ↓", priority=True, id="find.next"),
        Binding("up", "go(-1)", "Previous", priority=True, id="find.previous"),
        Binding("tab,ctrl+t", "only", "Only these", priority=True, id="find.only"),
        Binding("escape", "close", "Close", priority=True, id="find.close"),
    ]

    class Asked(Message):
        """The query is another."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Go(Message):
        """To the next or previous place."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Only(Message):
        """Show only what was found, or everything again."""

    class Closed(Message):
        """The bar was closed."""

    def compose(self) -> ComposeResult:
        """Label, query, what was found."""
        yield Static("Find", classes="label", markup=False)
        yield LineInput(placeholder='words, expressions  target:"sea lanes?"  status:draft  score:<60  is:marked')
        yield Static("", id="told", markup=False)

    def open(self, query: str | None = None) -> None:
        """Open the bar, with a query where one is given."""
        self.add_class("-open")
        self.app.clear_notifications()  # at its right end stands what was found
        line = self.query_one(LineInput)
        if query is not None:
            line.value = query
        line.focus()
        line.action_select_all()

    def close(self) -> None:
        """Close the bar; the query stays in it."""
        self.remove_class("-open")

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        return self.has_class("-open")

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Say what was found, or what is wrong with the query."""
        told = self.query_one("#told", Static)
        told.update(text)
        told.set_class(wrong, "-wrong")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Asked(self.query_one(LineInput).line))

    def action_go(self, step: int) -> None:
        """To the next or previous place."""
        self.post_message(self.Go(step))

    def action_only(self) -> None:
        """Show only what was found, or everything."""
        self.post_message(self.Only())

    def action_close(self) -> None:
        """Close the bar and go back to the text."""
        self.post_message(self.Closed())
