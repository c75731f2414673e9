"""The grid: source and target of every segment side by side, drawn line by line, fast at any length.

Rows are no widgets. Heights are estimated from text lengths and measured exactly only near the viewport, the row at the top
of which never moves by it; painted rows are kept until they change. Under 100 columns (or by choice) source and target
stand one above the other.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.tui.heights import Heights
from workbench.tui.ink import Inked
from workbench.tui.still import Still, still_size
from workbench.tui.widgets.row_drawing import GUTTER, MIDDLE, Columns, drawn_row
from workbench.tui.widgets.rows import NoRows, Rows

MARGIN = 16
"""Rows measured beyond either edge of the viewport."""

CONTEXT = 2
"""Lines kept in view beyond the current row."""


class SegmentGrid(Inked, Still, ScrollView, can_focus=True):
    """The segments of a document; `cursor` is the place of the current one."""

    virtual_size = still_size()

    DEFAULT_CSS = """
    SegmentGrid {
        height: 1fr;
        background: $background;
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, id="grid.next"),
        Binding("up", "move(-1)", "Previous", show=False, id="grid.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="grid.page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="grid.page-up"),
        Binding("home", "go(0)", "First", show=False, id="grid.first"),
        Binding("end", "go(-1)", "Last", show=False, id="grid.last"),
        Binding("enter", "open", "Edit", show=False, id="grid.open"),
    ]

    cursor: var[int] = var(0, init=False)
    stacked: var[bool] = var(False, init=False)
    roomy: var[bool] = var(True, init=False)

    class Moved(Message):
        """The user went to another row, by a key or by a click on it; nothing has changed yet."""

        def __init__(self, place: int, *, clicked: bool) -> None:
            super().__init__()
            self.place, self.clicked = place, clicked

    class Opened(Message):
        """The user wants to type in the current row."""

    def __init__(self, rows: Rows | None = None, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.rows: Rows = rows or NoRows()
        self._heights = Heights()
        self._measured: set[int] = set()
        self._painted: OrderedDict[int, list[Strip]] = OrderedDict()
        self._width = 0
        self._settling = False

    # What the screen calls

    def load(self, rows: Rows, cursor: int = 0) -> None:
        """Show other rows."""
        self.rows = rows
        self.set_reactive(SegmentGrid.cursor, max(0, min(cursor, len(rows) - 1)))
        self._estimate()
        self.reveal(center=True)

    def update_row(self, place: int) -> None:
        """A row's text or status has changed."""
        self._painted.pop(place, None)
        if not self._width or place >= len(self._heights):
            return
        if self._heights.set(place, self._exact(place)):
            self._resize()
            self.refresh()
        else:
            self._refresh_row(place)

    def update_all(self) -> None:
        """Every row may look different, none has come or gone."""
        self._painted.clear()
        self._measured.clear()
        self._settle()
        self.refresh()

    def reveal(self, *, center: bool = False) -> None:
        """Scroll so that the current row is in view, with a little of what surrounds it."""
        if not len(self._heights) or not self._width or not self.size.height:
            return
        self._measure_around(self.cursor)
        height, top = self.size.height, self._heights.top(self.cursor)
        bottom = top + self._heights[self.cursor]
        here = round(self.scroll_y)
        if center or top < here - height or bottom > here + 2 * height:
            target = top - max(0, (height - (bottom - top)) // 3)
        elif top - CONTEXT < here:
            target = top - CONTEXT
        elif bottom + CONTEXT > here + height:
            target = min(top, bottom + CONTEXT - height)
        else:
            return
        self.scroll_to(y=max(0, target), animate=False, force=True)

    def visible_places(self) -> range:
        """The places that are at least partly in view."""
        if not len(self._heights):
            return range(0)
        top = round(self.scroll_y)
        return range(self._heights.row_at(top), self._heights.row_at(top + self.size.height - 1) + 1)

    # Moving

    def action_move(self, step: int) -> None:
        """Go on by a row or more."""
        self._go(self.cursor + step)

    def action_page(self, direction: int) -> None:
        """Go on by a viewport."""
        if len(self._heights):
            line = self._heights.top(self.cursor) + direction * max(1, self.size.height - 2)
            there = self._heights.row_at(max(0, line))
            self._go(there if there != self.cursor else self.cursor + direction)

    def action_go(self, place: int) -> None:
        """Go to a place, counted from the end where negative."""
        self._go(place if place >= 0 else len(self.rows) + place)

    def action_open(self) -> None:
        """Type in the current row."""
        self.post_message(self.Opened())

    def _go(self, place: int, *, clicked: bool = False) -> None:
        if len(self.rows):
            there = max(0, min(place, len(self.rows) - 1))
            if there != self.cursor:
                self.post_message(self.Moved(there, clicked=clicked))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two rows and follow."""
        for place in (old, new):
            self._painted.pop(place, None)
            self._refresh_row(place)
        self.reveal()

    def watch_stacked(self) -> None:
        """Lay every row out anew."""
        self._estimate()
        self.reveal(center=True)

    def watch_roomy(self) -> None:
        """Lay every row out anew."""
        self._estimate()
        self.reveal(center=True)

    def on_resize(self) -> None:
        """A new width changes every height."""
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._estimate()
            self.reveal(center=True)
        else:
            self._settle()
            self.reveal()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Measure what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._settle()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the row, a second one opens it."""
        if not len(self._heights):
            return
        place = self._heights.row_at(event.y + self.scroll_offset.y)
        if place == self.cursor or event.chain == 2:
            self.post_message(self.Opened())
        else:
            self._go(place, clicked=True)

    # Heights

    @property
    def _number_width(self) -> int:
        return max(3, len(str(len(self.rows))))

    @property
    def _columns(self) -> tuple[int, int]:
        """Cells of the source and of the target column."""
        room = self._width - self._number_width - GUTTER
        if self.stacked:
            return max(8, room - 1), max(8, room - MIDDLE)
        both = room - MIDDLE - 1
        return max(8, both // 2), max(8, both - both // 2)

    def _estimate(self) -> None:
        self._painted.clear()
        self._measured.clear()
        if not self._width:
            return
        source, target = self._columns
        stacked, roomy = self.stacked, int(self.roomy)
        heights = []
        for first, second in self.rows.measures():
            first, second = -(-first // source) or 1, -(-second // target) or 1
            heights.append((first + second if stacked else first if first > second else second) + roomy)
        self._heights = Heights(heights)
        self._settle()
        self._resize()
        self.refresh()

    def _exact(self, place: int) -> int:
        self._measured.add(place)
        return len(self._strips(place))

    def _measure_around(self, place: int) -> None:
        """Know the heights near a place exactly."""
        self._measure(place - MARGIN, place + MARGIN)

    def _settle(self) -> None:
        """Know the heights around the viewport exactly, the row at its top staying where it is."""
        if self._settling or not len(self._heights) or not self._width:
            return
        line = round(self.scroll_y)
        top = self._heights.row_at(line)
        bottom = self._heights.row_at(line + self.size.height)
        self._settling = True
        self._measure(top - MARGIN, bottom + MARGIN)
        self._settling = False

    def _measure(self, first: int, last: int) -> None:
        line = round(self.scroll_y)
        anchor = self._heights.row_at(line)
        above = grown = 0
        for place in range(max(0, first), min(last + 1, len(self._heights))):
            if place not in self._measured:
                by = self._heights.set(place, self._exact(place))
                grown += abs(by)
                above += by if place < anchor else 0
        if grown:
            self._resize()
        if above:
            settling, self._settling = self._settling, True
            self.scroll_to(y=line + above, animate=False, force=True)
            self._settling = settling

    def _resize(self) -> None:
        self.virtual_size = Size(self._width, self._heights.total)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the viewport."""
        line = y + self.scroll_offset.y
        if not len(self._heights) or line >= self._heights.total:
            return Strip.blank(self.size.width, self.ground)
        place = self._heights.row_at(line)
        strips = self._strips(place)
        inside = line - self._heights.top(place)
        return strips[inside] if inside < len(strips) else Strip.blank(self.size.width, self.ground)

    def notify_style_update(self) -> None:
        """Another theme: paint again."""
        self._painted.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """The current row is drawn stronger."""
        self._painted.pop(self.cursor, None)

    def on_blur(self) -> None:
        """The current row is drawn as before."""
        self._painted.pop(self.cursor, None)

    def _refresh_row(self, place: int) -> None:
        if place < len(self._heights):
            top = self._heights.top(place) - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self._heights[place]))

    def _strips(self, place: int) -> list[Strip]:
        strips = self._painted.get(place)
        if strips is None:
            strips = self._painted[place] = self._paint(place)
            while len(self._painted) > 400:
                self._painted.popitem(last=False)
        return strips

    def _paint(self, place: int) -> list[Strip]:
        row = self.rows.row(place)
        current = place == self.cursor
        base = self.ground
        ground = base + self.tint("primary", 0.26 if self.has_focus else 0.16) if current else base
        drawn = drawn_row(self, row, Columns(self._number_width, *self._columns, self.stacked), ground, current=current)
        if self.roomy and row.last:
            drawn.append([])
        return [Strip(line).adjust_cell_length(self.size.width, base) for line in drawn]
