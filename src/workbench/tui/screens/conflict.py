"""Two texts for one segment, typed at two desks at once: both with what sets them apart, and what they make together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.segment import Segment as Piece
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbench.model import Segment, Span
from workbench.text.diff import changes
from workbench.text.merge import Merged
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.item_list import Item, ItemList

Choice = Literal["mine", "theirs", "both"]


class Conflict(Dialog[Choice | None]):
    """Which text is to stand; None: keep typing, and ask again later."""

    DEFAULT_CSS = f"""
    Conflict {{ {BOX}
        & > .box {{ width: 100; height: 80%; }}
        & ItemList {{ height: 1fr; background: $panel; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,ctrl+s", "dismiss('mine')", "Mine", show=False),
        Binding("t,ctrl+t", "dismiss('theirs')", "Theirs", show=False),
        Binding("e,f2", "dismiss('both')", "Both, into the editor", show=False),
        Binding("escape", "dismiss(None)", "Neither yet", show=False),
    ]

    def __init__(self, stored: Segment, by: str, mine: str, merged: Merged) -> None:
        """Prepare the dialog; `by` says who stored `stored` and when."""
        super().__init__()
        self._stored, self._by, self._mine, self._merged = stored, by, mine, merged

    def compose(self) -> ComposeResult:
        """The three texts to choose from."""
        with Vertical(classes="box"):
            yield Static("The segment was changed elsewhere while you typed", classes="title", markup=False)
            yield ItemList(id="versions")
            yield self.hint(
                "m: yours stands · t: theirs stands · e: both into the editor · enter takes the marked one · "
                "esc: keep typing. The history keeps both."
            )

    def on_mount(self) -> None:
        """Stand on what was typed here."""
        listed = self.query_one(ItemList)
        listed.show(self._items(), cursor="mine")
        listed.focus()

    @on(ItemList.Chosen)
    def _chosen(self, event: ItemList.Chosen) -> None:
        self.dismiss(event.key)

    def _items(self) -> list[Item]:
        apart = changes(self._stored.target, self._mine)
        clashes = self._merged.clashes
        both = "Both" if not clashes else f"Both, {len(clashes)} to settle"
        return [
            _version("theirs", f"Theirs · {self._by}", self._stored.target, [one.before for one in apart], "warned"),
            _version("mine", "Yours", self._mine, [one.after for one in apart], "added"),
            _version("both", both, self._merged.text, clashes, "missing"),
        ]


def _version(key: Choice, title: str, text: str, spans: Sequence[Span], name: str) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        marks = [Mark(span.start, span.end, view.ink(name)) for span in spans]
        lines = paint(text or "(empty)", max(8, width - 2), view.ink("text"), marks, tag=view.ink("tag"))
        head = [
            Piece({"theirs": "t ", "mine": "m ", "both": "e "}[key], view.ink("key")),
            Piece(title, view.ink("accent")),
        ]
        return [head, *([Piece("  "), *line] for line in lines), []]

    return Item(key, draw)
