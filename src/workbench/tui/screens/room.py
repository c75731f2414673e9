"""What the list rooms share: a title line, a filter, a list, a footer.

A room builds its items from the project each time it is shown, and keeps its filter and its place in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment as Piece
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from workbench.text.width import cells, shorten
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.rooms import ROOMS
from workbench.tui.widgets.item_list import Item, ItemList
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


ROOM_TO_TELL = 24
"""Cells that the bar keeps for what a room says about itself; where it says more, the other rooms' names make way."""


class RoomBar(Inked, Widget):
    """The top line of a room: the rooms, this one bright, and what it says about itself."""

    DEFAULT_CSS = "RoomBar { height: 1; background: $panel; }"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._room = name
        self._told = ""

    def tell(self, text: str) -> None:
        """Say something at the right end."""
        self._told = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        line = [Piece(" ")]
        tabs = [
            Piece(f"{room.title}  ", self.ink("heading" if name == self._room else "faint"))
            for name, room in ROOMS.items()
        ]
        there_is_room = width >= sum(tab.cell_length for tab in tabs) + max(ROOM_TO_TELL, cells(self._told)) + 2
        line += tabs if there_is_room else [tab for name, tab in zip(ROOMS, tabs, strict=True) if name == self._room]
        room_left = width - sum(piece.cell_length for piece in line) - 1
        told = shorten(self._told, max(0, room_left - 1))
        pieces = [*line, Piece(" " * max(0, room_left - Piece(told).cell_length)), Piece(told, self.ink("muted"))]
        return Strip(pieces).adjust_cell_length(width).apply_style(self.ground)


class Room(Screen[None]):
    """A list and what can be done with its items."""

    if TYPE_CHECKING:
        app: WorkbenchApp

    DEFAULT_CSS = """
    Room {
        background: $background;
        & #filter { background: $surface; }
        & ItemList { height: 1fr; padding: 0 1; background: $background; }
    }
    """

    KEYS: ClassVar[tuple[keys.Key, ...]] = keys.ROOM
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.ROOM)]

    NAME: ClassVar[str] = ""
    FILTER: ClassVar[str] = "filter"
    HELP = ""

    def __init__(self, app: WorkbenchApp) -> None:
        super().__init__()
        self._app_of_room = app
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """Bar, filter, list, footer."""
        yield RoomBar(self.NAME)
        yield LineInput(id="filter", placeholder=self.FILTER)
        yield ItemList(id="list")
        yield KeyLine()

    @property
    def listing(self) -> ItemList:
        """The room's list."""
        return self.query_one("#list", ItemList)

    @property
    def filter_text(self) -> str:
        """What the list is filtered by."""
        return self.query_one("#filter", LineInput).line.strip()

    def on_mount(self) -> None:
        """Give somebody the keys."""
        self.begin()

    def begin(self) -> None:
        """The list has the keys (not in `on_mount`, which textual calls of every class, this one last)."""
        self.listing.focus()

    def on_screen_resume(self) -> None:
        """Shown (again): build the list from the project as it is now."""
        self.build()

    def build(self) -> None:
        """Build the list; rooms that take long do it in the background."""
        self.show(self.items())

    def items(self) -> list[Item]:
        """The room's items under its filter."""
        raise NotImplementedError

    def show(self, items: list[Item], told: str = "") -> None:
        """Show these items, on the one the list stood on."""
        here: Any = self.listing.current
        self.listing.show(items, cursor=here)
        self.tell(told or f"{sum(item.key is not None for item in items)}")

    def tell(self, text: str) -> None:
        """Say something in the title line; work in the background comes first."""
        self._told = text
        self.query_one(RoomBar).tell(self.app.work_text or text)

    _told = ""

    def show_work(self) -> None:
        """Say how far the work in the background is; when it is done, show what it has done."""
        self.tell(self._told)
        if not self.app.work_text:
            self.build()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one("#filter", LineInput).focus()

    @on(Input.Changed, "#filter")
    def _filtering(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.12, self.build)

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self.listing.focus()

    @on(ItemList.Chosen, "#list")
    async def _chosen(self, event: ItemList.Chosen) -> None:
        await self.choose(event.key)

    async def choose(self, key: Any) -> None:
        """Enter on an item."""
