"""F1: what the keys do where the focus is, every command with its key, in the order of the work."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from workbench.text.width import pad
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, paint
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.item_list import Item, ItemList

ORDER = ("Here", "Segment", "Suggestions", "Move", "Find", "Work", "View", "Rooms", "Program", "In lists", "Typing")

UNSAID = ("scroll_", "page_left", "page_right", "screen.copy_text", "app.focus")
"""Beginnings of textual's own actions that lead nowhere in a list or are known everywhere."""


class HelpPage(Dialog[None]):
    """The keys of a screen."""

    DEFAULT_CSS = f"""
    HelpPage {{ {BOX}
        & > .box {{ width: 92; height: 88%; }}
        & ItemList {{ height: 1fr; background: $panel; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("f1", "dismiss", "Close", show=False, id="app.help"),
        Binding("question_mark", "dismiss", "Close", show=False, id="room.help"),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._about = screen

    def compose(self) -> ComposeResult:
        """Title, list, hint."""
        with Vertical(classes="box"):
            yield Static("Keys", classes="title", markup=False)
            yield ItemList(id="keys")
            yield self.hint("esc closes · {app.palette} lists all commands · workbench.toml changes keys")

    def on_mount(self) -> None:
        """List the keys."""
        listed = self.query_one("#keys", ItemList)
        listed.show([*_prose(self._about), *_items(self._about)])
        listed.focus()


def _prose(screen: Screen[Any]) -> list[Item]:
    """What there is to say of the focused widget, else of what stands around it, else of the screen."""
    nodes = screen.focused.ancestors_with_self if screen.focused else [screen]
    said = next((node.HELP for node in nodes if isinstance(node, Widget) and node.HELP), "")
    text = " ".join(screen.app.spelled(said).replace("**", "").replace("`", "").split())  # type: ignore[attr-defined]
    if not text:
        return []
    return [Item(None, lambda view, width: [*paint(text, width, view.ink("text")), []])]


def _items(screen: Screen[Any]) -> list[Item]:
    items = []
    for group, entries in _groups(screen).items():
        items.append(_head(group))
        items += [_key(", ".join(shown), label) for label, shown in entries.items()]
        items.append(Item(None, lambda view, width: [[]]))
    return items


def _groups(screen: Screen[Any]) -> dict[str, dict[str, list[str]]]:
    """The keys by group and label; those of the focused widget come first."""
    known = {key.id: key for key in keys.commands()}
    found: dict[str, dict[str, list[str]]] = {}
    for name, active in screen.active_bindings.items():
        binding = active.binding
        key = known.get(binding.id or "")
        if name.startswith("hangul_letter_") or name.removeprefix("alt+") in keys.JAMO.values():
            continue
        if key is None and (not binding.description or binding.action.startswith(UNSAID)):
            continue
        group = key.group if key else _group(active.node)
        label = key.label if key else binding.description
        found.setdefault(group, {}).setdefault(label, []).append(keys.named(name))
    return {group: found[group] for group in ORDER if group in found}


def _group(node: DOMNode) -> str:
    """Where the keys stand that no command of ours has: those of the widget that has the focus, or stands around it."""
    if isinstance(node, TextArea | Input):
        return "Typing"
    return "In lists" if isinstance(node, ScrollView) else "Here"


def _head(group: str) -> Item:
    return Item(None, lambda view, width: [[Piece(group, view.ink("heading"))]])


def _key(shown: str, label: str) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        return [[Piece(pad(f"  {shown}", 24), view.ink("key")), Piece(label, view.ink("text"))]]

    return Item((shown, label), draw)
