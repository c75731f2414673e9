"""Changes of many targets shown before they are made: each as the difference it makes, to be left out with space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment as Piece
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbench.text import controls
from workbench.tui.difference import difference
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, paint
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.item_list import Item, ItemList

SHOWN = 300
"""Previews drawn; the others are counted and made all the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """A segment's target as it is and as it would be."""

    segment_id: int
    before: str
    after: str


class Previews(ItemList):
    """The changes; space leaves one out or takes it in again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "Leave out", show=False)]

    changes: Sequence[Change] = ()
    left_out: frozenset[int] = frozenset()

    def preview(self, changes: Sequence[Change]) -> None:
        """Show these changes, all of them taken in."""
        self.changes, self.left_out = changes, frozenset()
        self.show([_preview(change, True) for change in changes[:SHOWN]])

    def action_choose(self) -> None:
        """Leave the current change out, or take it in again."""
        if self.cursor is not None:
            self.left_out ^= {self.current}
            drawn = [_preview(change, change.segment_id not in self.left_out) for change in self.changes[:SHOWN]]
            self.show(drawn, cursor=self.current)

    @property
    def taken(self) -> tuple[tuple[int, str], ...]:
        """What is to be written: targets by segment id."""
        return tuple(
            (change.segment_id, change.after) for change in self.changes if change.segment_id not in self.left_out
        )


class Preview(Dialog[tuple[tuple[int, str], ...]]):
    """Ask whether these changes are meant; what is to be written, nothing where it is cancelled."""

    DEFAULT_CSS = f"""
    Preview {{ {BOX}
        & > .box {{ width: 100; height: 80%; }}
        & ItemList {{ height: 1fr; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(())", "Cancel", show=False),
        Binding("enter,ctrl+s", "carry_out", "Carry out", show=False, priority=True),
    ]

    def __init__(self, question: str, changes: Sequence[Change]) -> None:
        super().__init__()
        self._question, self._changes = question, changes

    def compose(self) -> ComposeResult:
        """Question, list, hint."""
        with Vertical(classes="box"):
            yield Static(controls.shown(self._question), classes="title", markup=False)
            yield Previews(id="previews")
            yield self.hint("enter carries it out · space leaves one out · esc leaves it")

    def on_mount(self) -> None:
        """Show the changes."""
        previews = self.query_one(Previews)
        previews.preview(self._changes)
        previews.focus()

    def action_carry_out(self) -> None:
        """Hand over what is to be written."""
        self.dismiss(self.query_one(Previews).taken)


def _preview(change: Change, taken: bool) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        text, marks = difference(view, change.before, change.after)
        base = view.ink("text" if taken else "faint")
        head = [Piece("✓ " if taken else "  ", view.ink("confirmed"))]
        lines = paint(text, max(8, width - 2), base, marks if taken else (), tag=view.ink("tag"))
        return [[*([Piece("  ", base)] if number else head), *line] for number, line in enumerate(lines)]

    return Item(change.segment_id, draw)
