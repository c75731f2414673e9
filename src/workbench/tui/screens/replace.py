"""Replace with a preview: what would become of every target, each to be left out with space, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment as Piece
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.model import Segment
from workbench.tui.difference import difference
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, paint
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.item_list import Item, ItemList
from workbench.tui.widgets.line_input import LineInput
from workbench.workflow.finding import expression, replaced

SHOWN = 300
"""Previews drawn; the others are counted and replaced all the same."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is to be written: targets by segment id."""

    targets: tuple[tuple[int, str], ...]


class Replace(Dialog[Replacement | None]):
    """Ask what to replace by what."""

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
        Binding("escape", "dismiss(None)", "Cancel", show=False),
        Binding("ctrl+s", "carry_out", "Replace all shown", show=False),
    ]

    def __init__(self, segments: Sequence[Segment], pattern: str = "") -> None:
        super().__init__()
        self._segments = segments
        self._pattern = re.escape(pattern)
        self._targets: dict[int, str] = {}
        self._left_out: set[int] = set()
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
            yield Static(
                "tab to the list · space leaves one out · ctrl+s replaces · esc leaves it", classes="hint", markup=False
            )

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.12, self._preview)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    @on(ItemList.Chosen)
    def _toggle(self, event: ItemList.Chosen) -> None:
        self._left_out ^= {event.key}
        self._show(event.key)

    def _preview(self) -> None:
        pattern = self.query_one("#pattern", LineInput).line
        template = self.query_one("#template", LineInput).line
        self._targets, self._left_out = {}, set()
        try:
            compiled = expression(pattern) if pattern else None
            for segment in self._segments if compiled else ():
                text = None if segment.locked else replaced(segment, compiled, template)
                if text is not None:
                    self._targets[segment.id] = text
        except WorkbenchError as error:
            self._targets = {}
            self._tell(str(error), wrong=True)
        else:
            self._tell(f"{len(self._targets)} segments would change" if pattern else "")
        self._show(None)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#told", Static)
        told.update(text)
        told.set_class(wrong, "-wrong")

    def _show(self, cursor: int | None) -> None:
        originals = [segment for segment in self._segments if segment.id in self._targets][:SHOWN]
        items = [
            _preview(segment, self._targets[segment.id], segment.id not in self._left_out) for segment in originals
        ]
        self.query_one(Previews).show(items, cursor=cursor)

    def action_carry_out(self) -> None:
        """Hand over what is to be written."""
        kept = tuple(item for item in self._targets.items() if item[0] not in self._left_out)
        self.dismiss(Replacement(kept))


class Previews(ItemList):
    """The previews; space leaves one out or takes it in again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "Leave out", show=False)]


def _preview(segment: Segment, text: str, taken: bool) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        text_shown, marks = difference(view, segment.target, text)
        base = view.ink("text" if taken else "faint")
        head = [Piece("✓ " if taken else "  ", view.ink("confirmed"))]
        blank = [Piece("  ", base)]
        lines = paint(text_shown, max(8, width - 2), base, marks if taken else (), tag=view.ink("tag"))
        return [[*(blank if number else head), *line] for number, line in enumerate(lines)]

    return Item(segment.id, draw)
