"""A list drawn by lines: every item any number of lines, one of them current, chosen by Enter or a click.

The suggestions, the documents, the history, the concordance and the findings are such lists. Items draw themselves for a
width when they are first seen; their text goes through `paint`, never through markup.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.text import controls
from workbench.tui.ink import Inked
from workbench.tui.paint import Line
from workbench.tui.still import Still, still_size


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what choosing it hands over (None: it cannot be chosen), and how it is drawn."""

    key: Any
    draw: Callable[[Inked, int], list[Line]]


class ItemList(Inked, Still, ScrollView, can_focus=True):
    """Items one under the other."""

    virtual_size = still_size()

    DEFAULT_CSS = """
    ItemList {
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Next", show=False, id="list.next"),
        Binding("up,k", "step(-1)", "Previous", show=False, id="list.previous"),
        Binding("pagedown", "step(10)", "Ten on", show=False, id="list.page-down"),
        Binding("pageup", "step(-10)", "Ten back", show=False, id="list.page-up"),
        Binding("home", "edge(0)", "First", show=False, id="list.first"),
        Binding("end", "edge(-1)", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Choose", show=False, id="list.choose"),
    ]

    cursor: var[int | None] = var(None, init=False)

    class Chosen(Message):
        """Enter or a click on an item."""

        def __init__(self, sender: ItemList, key: Any) -> None:
            super().__init__()
            self.list, self.key = sender, key

        @property
        def control(self) -> ItemList:
            """The list it was chosen in."""
            return self.list

    class Reached(Message):
        """Another item is current."""

        def __init__(self, sender: ItemList, key: Any) -> None:
            super().__init__()
            self.list, self.key = sender, key

        @property
        def control(self) -> ItemList:
            """The list that moved."""
            return self.list

    def __init__(self, items: Sequence[Item] = (), *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.items: tuple[Item, ...] = tuple(items)
        self._strips: list[tuple[int, Strip]] = []
        self._tops: list[int] = [0]
        self._width = 0

    def show(self, items: Sequence[Item], *, cursor: Any = None) -> None:
        """Show other items; `cursor` is the key of the one to stand on.

        Where that has gone, the list stands on what has come in its place; without a key, on the first that can be chosen.
        """
        before = self.cursor
        self.items = tuple(items)
        places = self._places
        wanted = next((place for place in places if self.items[place].key == cursor), None) if cursor else None
        if wanted is None and cursor is not None and before is not None and places:
            wanted = next((place for place in places if place >= before), places[-1])
        self.set_reactive(ItemList.cursor, wanted if wanted is not None else places[0] if places else None)
        self._layout()
        if wanted is None:
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self._reveal()

    def stand_on(self, key: Any) -> None:
        """Make the item of that key the current one."""
        place = next((place for place, item in enumerate(self.items) if item.key == key), None)
        if place is not None:
            self.cursor = place

    @property
    def current(self) -> Any:
        """The key of the current item, None where there is none."""
        return None if self.cursor is None else self.items[self.cursor].key

    @property
    def _places(self) -> list[int]:
        return [place for place, item in enumerate(self.items) if item.key is not None]

    def on_resize(self) -> None:
        """Draw for the new width."""
        if self.scrollable_content_region.width != self._width:
            self._layout()

    def notify_style_update(self) -> None:
        """Another theme: draw again."""
        super().notify_style_update()
        self._width = 0
        if self.is_attached:
            self.call_later(self._layout)

    def action_step(self, step: int) -> None:
        """Go on by an item or more."""
        places = self._places
        if places:
            here = places.index(self.cursor) if self.cursor in places else 0
            self.cursor = places[max(0, min(here + step, len(places) - 1))]

    def action_edge(self, place: int) -> None:
        """Go to the first or last item."""
        if self._places:
            self.cursor = self._places[place]

    def action_choose(self) -> None:
        """Take the current item."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.current))

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Redraw both items and follow."""
        self.refresh()
        self._reveal()
        if new is not None:
            self.post_message(self.Reached(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """A click takes an item."""
        line = event.y + self.scroll_offset.y
        if line < len(self._strips):
            place = self._strips[line][0]
            if self.items[place].key is not None:
                self.cursor = place
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the viewport."""
        line = y + self.scroll_offset.y
        if line >= len(self._strips):
            return Strip.blank(self.size.width, self.ground)
        place, strip = self._strips[line]
        style = self.ground
        if place == self.cursor and self.has_focus:
            style += self.tint("primary", 0.2)
        return strip.adjust_cell_length(self.size.width).apply_style(style)

    def _layout(self) -> None:
        width = self._width = self.scrollable_content_region.width
        if not width:
            return
        drawn = [item.draw(self, width) for item in self.items]
        self._strips = [(place, Strip(_safe(line))) for place, lines in enumerate(drawn) for line in lines]
        self._tops = [0, *accumulate(map(len, drawn))]
        self.virtual_size = Size(width, len(self._strips))
        self.refresh()

    def _reveal(self) -> None:
        if self.cursor is not None and self.cursor + 1 < len(self._tops):
            top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
            self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

    def item_at(self, line: int) -> int:
        """The item at a line of the whole list."""
        return bisect_right(self._tops, line) - 1


def _safe(line: Line) -> Line:
    """The line without a character that could steer the terminal, whoever drew it."""
    return [piece if piece.text.isprintable() else Piece(controls.shown(piece.text), piece.style) for piece in line]
