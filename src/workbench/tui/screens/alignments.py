"""The alignments of the project: which are under review, how far, opening one."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.store import beads
from workbench.store.beads import AlignmentSummary
from workbench.text import controls
from workbench.text.width import shorten
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.paint import Line
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.align_new import ask_for_alignment
from workbench.tui.screens.ask import Sure
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item

BAR = 20


class AlignmentsRoom(Room):
    """Documents beside their existing translations."""

    NAME = "align"
    FILTER = "filter by name"
    HELP = "**enter** opens an alignment for review, **{alignments.new}** makes one of two documents or files. **{alignments.remove}** forgets one."

    KEYS = (*keys.ALIGNMENTS, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.ALIGNMENTS)]

    def items(self) -> list[Item]:
        """The alignments whose names hold the filter."""
        wanted = self.filter_text.casefold()
        listed = [
            entry
            for entry in beads.listing(self.app.project.db)
            if wanted in f"{entry.source_name} {entry.target_name}".casefold()
        ]
        if not listed:
            none = self.app.spelled("  No alignment yet: press {alignments.new} to make one.")
            words = "  No alignment of that name." if wanted else none
            return [Item(None, lambda view, width: [[], [Piece(words, view.ink("muted"))]])]
        return [_alignment(entry) for entry in listed]

    async def choose(self, key: Any) -> None:
        """Review an alignment."""
        await self.app.push_screen(AlignScreen(self.app.project, key))

    def action_new(self) -> None:
        """Ask for two documents, and align them."""
        ask_for_alignment(self.app, self.app.document or "")

    def action_remove(self) -> None:
        """Ask, and forget the alignment."""
        alignment_id = self.listing.current
        if alignment_id is None:
            return

        def remove(sure: bool | None) -> None:
            if sure:
                beads.remove(self.app.project.db, alignment_id)
                self.build()

        self.app.push_screen(Sure("Forget this alignment?", "What it gave to the memory stays."), remove)


def _alignment(entry: AlignmentSummary) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        share = entry.confirmed / entry.rows if entry.rows else 0
        full = round(share * BAR)
        names = controls.shown(f"{entry.source_name} ⇢ {entry.target_name}")
        return [
            [],
            [Piece(f"  {shorten(names, max(12, width - 4))}", view.ink("strong"))],
            [
                Piece(f"    {entry.source_language} → {entry.target_language}  ", view.ink("muted")),
                Piece("━" * full, view.ink("confirmed")),
                Piece("━" * (BAR - full), view.ink("faint")),
                Piece(f" {share:>4.0%}  {entry.confirmed}/{entry.rows} rows confirmed", view.ink("muted")),
            ],
        ]

    return Item(entry.id, draw)
