"""The history: every change of the open document, or of its current segment, by whom and when, and back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.store.revisions import Entry
from workbench.text.counting import counted
from workbench.tui import keys, when
from workbench.tui.difference import difference
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, paint
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item

SHOWN = 500
"""Entries drawn; the filter reaches the others."""

WORDS = {
    "edit": "edited", "confirm": "confirmed", "unconfirm": "confirmation taken back", "draft": "drafted",
    "review": "reviewed", "split": "split", "join": "joined", "source": "source corrected", "replace": "replaced",
    "annotate": "noted", "revert": "back to the draft", "import": "imported", "fix": "fixed",
    "return": "brought back", "terms": "term repaired", "set-aside": "theirs stands", "align": "taken from a translation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Put:
    """An entry to go to."""

    change_id: int
    segment_id: int
    target: str | None


class HistoryRoom(Room):
    """Who changed what when."""

    NAME = "history"
    FILTER = "filter by word, name or action"
    HELP = """
The newest change comes first. **enter** goes to the segment. **{history.bring-back}** puts the text as it was after that change back into its
segment, as a new change that {editor.undo} takes back. **{history.scope}** shows only the current segment, or the whole document again.
"""

    KEYS = (*keys.HISTORY, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.HISTORY)]

    whole = False

    def items(self) -> list[Item]:
        """The entries under the filter."""
        edited = self.app.edited
        if edited is None or edited.segment is None:
            return []
        entries = edited.session.history(None if self.whole else edited.segment.id)
        wanted = self.filter_text.casefold()
        shown = [entry for entry in entries if wanted in _text(entry).casefold()][:SHOWN]
        session = edited.session
        if not shown:
            return [
                Item(None, lambda view, width: [[], [Piece("  Nothing has been done here yet.", view.ink("muted"))]])
            ]
        return [
            _entry(entry, session.index(entry.segment_id) + 1 if entry.segment_id in session else None)
            for entry in shown
        ]

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the entries."""
        scope = "whole document" if self.whole else "this segment"
        number = sum(item.key is not None for item in items)
        told = f"the last {SHOWN} changes" if number == SHOWN else counted(number, "change")
        super().show(items, f"{scope} · {told}")

    def action_scope(self) -> None:
        """The current segment or the whole document."""
        self.whole = not self.whole
        self.build()

    def action_bring_back(self) -> None:
        """Put a former text back."""
        edited, put = self.app.edited, self.listing.current
        if edited is None or not isinstance(put, Put) or put.target is None:
            return
        try:
            changed = edited.session.save(put.segment_id, put.target)
        except WorkbenchError as error:
            self.app.complain(error)
            return
        edited.show_changed([changed])
        self.app.notice("Brought back.")
        self.build()

    async def choose(self, key: Any) -> None:
        """Go to the segment."""
        edited = self.app.edited
        if edited is not None and isinstance(key, Put):
            await self.app.action_back()
            edited.goto_segment(key.segment_id)


def _text(entry: Entry) -> str:
    return " ".join([entry.action, _word(entry), entry.author, *(str(value) for value in (entry.after or {}).values())])


def _word(entry: Entry) -> str:
    """What was done, in a word or two."""
    after = entry.after or {}
    if entry.action == "annotate" and "locked" in after:
        return "locked" if after["locked"] else "unlocked"
    if entry.action == "annotate" and "bookmarked" in after:
        return "marked" if after["bookmarked"] else "mark taken off"
    return WORDS.get(entry.action, entry.action)


def _entry(entry: Entry, number: int | None) -> Item:
    before, after = entry.before or {}, entry.after or {}

    def draw(view: Inked, width: int) -> list[Line]:
        seconds = f" · {entry.seconds:.0f} s" if entry.seconds else ""
        head = [
            Piece(f"{number or '–':>5}  ", view.ink("strong")),
            Piece(f"{_word(entry)}  ", view.ink("accent")),
            Piece(f"{entry.author} · {when.day(entry.at)} {when.time(entry.at)}{seconds}", view.ink("faint")),
        ]
        lines: list[Line] = [head]
        for name in ("source", "target", "note"):
            if name in after or name in before:
                text, marks = difference(view, str(before.get(name, "")), str(after.get(name, "")))
                if text:
                    painted = paint(text, max(8, width - 7), view.ink("text"), marks, tag=view.ink("tag"))
                    lines += [[Piece("       "), *line] for line in painted]
        return [*lines, []]

    target = after.get("target")
    return Item(Put(entry.change_id, entry.segment_id, None if target is None else str(target)), draw)
