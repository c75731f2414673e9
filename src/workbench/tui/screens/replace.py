"""Replace with a preview: what would become of every target, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.model import Segment
from workbench.text.counting import counted
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.preview import Change, Previews
from workbench.tui.widgets.line_input import LineInput
from workbench.workflow.finding import expression, literal, replaced


class Replace(Dialog[tuple[tuple[int, str], ...]]):
    """Ask what to replace by what; what is to be written, nothing where it is cancelled."""

    DEFAULT_CSS = f"""
    Replace {{ {BOX}
        & > .box {{ width: 100; height: 80%; }}
        & Horizontal {{ height: 1; }}
        & .label {{ width: 12; color: $primary; }}
        & ItemList {{ height: 1fr; margin-top: 1; }}
        & #told {{ height: 1; color: $foreground 65%; }}
        & #told.-wrong {{ color: $error; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(())", "Cancel", show=False),
        Binding("ctrl+s", "carry_out", "Replace all shown", show=False),
    ]

    def __init__(self, segments: Sequence[Segment], pattern: str = "") -> None:
        super().__init__()
        self._segments = segments
        self._pattern = literal(pattern)
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """Two lines, the preview, a hint."""
        with Vertical(classes="box"):
            yield Static("Replace in the targets", classes="title", markup=False)
            with Horizontal():
                yield Static("Find", classes="label", markup=False)
                yield LineInput(self._pattern, id="pattern", placeholder="a regular expression")
            with Horizontal():
                yield Static("Replace by", classes="label", markup=False)
                yield LineInput(id="template", placeholder="\\1 is the first group")
            yield Static("", id="told", markup=False)
            yield Previews(id="previews")
            yield self.hint("tab to the list · space skips one · ctrl+s replaces · esc leaves it")

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.12, self._preview)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    def _preview(self) -> None:
        pattern = self.query_one("#pattern", LineInput).line
        template = self.query_one("#template", LineInput).line
        changes: list[Change] = []
        try:
            compiled = expression(pattern) if pattern else None
            for segment in self._segments if compiled else ():
                text = None if segment.locked else replaced(segment, compiled, template)
                if text is not None:
                    changes.append(Change(segment.id, segment.target, text))
        except WorkbenchError as error:
            changes = []
            self._tell(str(error), wrong=True)
        else:
            self._tell(f"{counted(len(changes), 'segment')} would change" if pattern else "")
        self.query_one(Previews).preview(changes)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#told", Static)
        told.update(text)
        told.set_class(wrong, "-wrong")

    def action_carry_out(self) -> None:
        """Hand over what is to be written."""
        self.dismiss(self.query_one(Previews).taken)
