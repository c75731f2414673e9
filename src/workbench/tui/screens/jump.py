"""ctrl+o: letters over the panes of this screen, and the rooms with theirs; one more key and you are there.

ctrl+o once more swaps the document for the room one came from, and back: the way from a list to a place in the text and on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from workbench.text.width import cells
from workbench.tui.keys import JAMO
from workbench.tui.rooms import ROOMS
from workbench.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    pass

LETTERS = "123456789"
LATIN = {jamo: letter for letter, jamo in JAMO.items()}


class Jump(Dialog[None]):
    """Where to?"""

    DEFAULT_CSS = """
    Jump {
        background: $background 40%;
        & .letter { position: absolute; width: 5; height: 1; background: $warning; color: $background; text-style: bold; }
        & #rooms { dock: bottom; height: auto; width: 100%; background: $panel; padding: 0 2; color: $foreground; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Stay", show=False),
        Binding("ctrl+o", "swap", "To and fro", show=False, id="app.jump"),
    ]

    def __init__(self, screen: Screen[Any], other: str) -> None:
        """Over a screen; `other` is the place that ctrl+o leads to."""
        super().__init__()
        self._other = other
        self._panes: dict[str, Widget] = dict(zip(LETTERS, _panes(screen), strict=False))

    def compose(self) -> ComposeResult:
        """A letter over each pane, the rooms below."""
        for letter, pane in self._panes.items():
            label = Static(f"  {letter}", classes="letter", markup=False)
            label.styles.offset = Offset(pane.region.x, pane.region.y)
            yield label
        titles = {"edit": "Editing"} | {name: room.title for name, room in ROOMS.items()}
        letters = {"edit": "e"} | {name: room.letter for name, room in ROOMS.items()}
        places = ["To a pane by its number, or to"]
        places += [f"{letters[name]} {title}" for name, title in titles.items()]
        places.append(f"{self.app.key_of('app.jump')} {titles[self._other]} again")
        with Vertical(id="rooms"):
            yield Static("\n".join(_lines(places, self.app.size.width - 4)), markup=False)

    async def action_swap(self) -> None:
        """To the room one came from, or back."""
        self.dismiss()
        await self.app.action_swap()

    async def on_key(self, event: events.Key) -> None:
        """The letter that was meant, on whichever keyboard."""
        letter = LATIN.get(event.character or "", event.character or "")
        if letter in self._panes:
            event.stop()
            self.dismiss()
            self._panes[letter].focus()
        elif letter == "e":
            event.stop()
            self.dismiss()
            await self.app.run_action("back")
        else:
            for name, room in ROOMS.items():
                if letter == room.letter:
                    event.stop()
                    self.dismiss()
                    await self.app.run_action(f"room('{name}')")


def _lines(places: list[str], width: int) -> list[str]:
    """The places side by side, as many to a line as fit; none is broken."""
    lines = places[:1]
    for place in places[1:]:
        if cells(f"{lines[-1]}   {place}") <= width:
            lines[-1] += f"   {place}"
        else:
            lines.append(place)
    return lines


def _panes(screen: Screen[Any]) -> list[Widget]:
    return [widget for widget in screen.query("*") if widget.focusable and widget.region.area and widget.display]
