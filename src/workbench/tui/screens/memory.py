"""The memory: concordance of a word or pattern on both sides, with where each unit comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.tui import keys, when
from workbench.tui.ink import Inked
from workbench.tui.lane import Ticket
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.memory.concordance import Hit

SHOWN = 200


class MemoryRoom(Room):
    """Where words stand in what was translated."""

    NAME = "memory"
    FILTER = "a word or a part of one, in source or target"
    HELP = """
Type what to look for; both sides are searched, and what is found is marked. **enter** puts the translation into the open
segment. **{memory.order}** sorts by date or by likeness, **{memory.pattern}** takes what you type as a regular expression.
"""

    KEYS = (*keys.MEMORY, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.MEMORY)]

    order = "similarity"
    pattern = False

    def look_up(self, text: str) -> None:
        """Look a text up."""
        from workbench.tui.widgets.line_input import LineInput

        self.query_one("#filter", LineInput).value = text
        self.listing.focus()
        self.build()

    def begin(self) -> None:
        """The line has the keys."""
        self.action_filter()

    def build(self) -> None:
        """Search in the background."""
        text, order, pattern = self.filter_text, self.order, self.pattern
        if not text:
            self.show([Item(None, lambda view, width: [[], [Piece("  Type what to look for.", view.ink("muted"))]])])
            return

        def search(project: Project, ticket: Ticket) -> Sequence[Hit]:
            return list(project.memory.concordance(text, regex=pattern, order=order, limit=SHOWN))

        self.app.memory_lane.submit("concordance", search, self._found)

    def _found(self, hits: Sequence[Hit]) -> None:
        items = [_hit(hit) for hit in hits]
        if not items:
            words = "  The memory does not hold that."
            items = [Item(None, lambda view, width: [[], [Piece(words, view.ink("muted"))]])]
        self.show(items)

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the hits."""
        number = sum(item.key is not None for item in items)
        total = self.app.project.memory.count()
        how = f"by {self.order}{' · regular expression' if self.pattern else ''}"
        super().show(items, f"{number}{'+' if number == SHOWN else ''} of {total} units · {how}")

    def action_order(self) -> None:
        """By date or by likeness."""
        self.order = "date" if self.order == "similarity" else "similarity"
        self.build()

    def action_pattern(self) -> None:
        """A piece of text or a regular expression."""
        self.pattern = not self.pattern
        self.build()

    async def choose(self, key: Any) -> None:
        """Put the translation into the open segment."""
        edited = self.app.edited
        if edited is not None and isinstance(key, str):
            await self.app.action_back()
            edited.take_target(key)


def _hit(hit: Hit) -> Item:
    unit = hit.unit

    def draw(view: Inked, width: int) -> list[Line]:
        lines: list[Line] = [[]]
        for text, spans, name in ((unit.source, hit.source_spans, "text"), (unit.target, hit.target_spans, "strong")):
            marks = [Mark(span.start, span.end, view.ink("found")) for span in spans]
            lines += [[Piece("  "), *line] for line in paint(text, max(8, width - 4), view.ink(name), marks)]
        day = when.day(unit.changed)
        place = " · ".join(part for part in (hit.memory, unit.document, unit.author, day, str(unit.origin)) if part)
        lines += [[Piece("  "), *line] for line in paint(place, max(8, width - 4), view.ink("faint"))]
        return lines

    return Item(unit.target, draw)
