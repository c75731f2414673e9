"""The rooms of the house, by name: what each is called, the letter that jumps to it, and how its screen is made."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


@dataclass(frozen=True, slots=True)
class RoomInfo:
    """A room: its title, its letter after ctrl+o, and whether it is about the open document."""

    title: str
    letter: str
    place: str
    of_document: bool = False


ROOMS = {
    "documents": RoomInfo("Documents", "d", "documents:DocumentsRoom"),
    "findings": RoomInfo("Findings", "f", "findings:FindingsRoom", of_document=True),
    "terms": RoomInfo("Terms", "t", "terms:TermsRoom"),
    "memory": RoomInfo("Memory", "m", "memory:MemoryRoom"),
    "harvest": RoomInfo("Harvest", "r", "harvest:HarvestRoom", of_document=True),
    "ledger": RoomInfo("Ledger", "l", "ledger:LedgerRoom"),
    "align": RoomInfo("Alignments", "a", "alignments:AlignmentsRoom"),
    "history": RoomInfo("History", "h", "history:HistoryRoom", of_document=True),
}


def make_room(name: str, app: WorkbenchApp) -> Screen[Any]:
    """The screen of a room."""
    made: Screen[Any] = room_class(name)(app)
    return made


def room_class(name: str) -> type[Any]:
    """The class of a room's screen, imported when it is first entered."""
    module, screen = ROOMS[name].place.split(":")
    found: type[Any] = getattr(importlib.import_module(f"workbench.tui.screens.{module}"), screen)
    return found
