"""Every key of the editor: its name for remapping, its default, what it does, where it is shown.

Defaults are keys that arrive in any terminal, tmux and ssh included: no ctrl+enter, no alt+digit, no ctrl+shift, nothing a
text area needs. `[keys]` of `workbench.toml` names a preset and overrides single keys:

    [keys]
    preset = "omegat"
    "segment.confirm" = "enter,ctrl+enter"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding

from workbench.errors import UsageError


@dataclass(frozen=True, slots=True)
class Key:
    """A command: `id` for `workbench.toml`, default `keys`, textual `action`, its `label` and the `group` in the help."""

    id: str
    keys: str
    action: str
    label: str
    group: str
    footer: bool = False


EDIT = (
    Key("segment.confirm", "enter", "confirm", "Confirm, go on", "Segment", True),
    Key("segment.confirm-stay", "ctrl+s", "confirm_stay", "Confirm, stay", "Segment"),
    Key("segment.draft", "alt+d", "take_draft", "Take draft", "Suggestions", True),
    Key("suggestion.1", "f2", "take(0)", "Take 1st", "Suggestions", True),
    Key("suggestion.2", "f3", "take(1)", "Take 2nd suggestion", "Suggestions"),
    Key("suggestion.3", "f4", "take(2)", "Take 3rd suggestion", "Suggestions"),
    Key("move.next", "ctrl+down", "move(1)", "Next segment", "Move"),
    Key("move.previous", "ctrl+up", "move(-1)", "Previous segment", "Move"),
    Key("next.unconfirmed", "ctrl+n,alt+u", "next_of('unconfirmed')", "Next open", "Move", True),
)
"""What can be done while a segment is edited."""

APP = (
    Key("app.help", "f1", "app.help", "Help", "Program", True),
    Key("app.palette", "ctrl+p", "app.command_palette", "Commands", "Program", True),
    Key("app.quit", "ctrl+q", "app.quit", "Quit", "Program", True),
)
"""What works everywhere."""


def bindings(keys: tuple[Key, ...], *, priority: bool = False) -> list[Binding]:
    """textual's bindings for these keys."""
    return [
        Binding(key.keys, key.action, key.label, show=key.footer, id=key.id, priority=priority, tooltip=key.label)
        for key in keys
    ]


def keymap(table: Mapping[str, Any]) -> dict[str, str]:
    """The user's keys by command, from `[keys]` of `workbench.toml`.

    Raises:
        UsageError: A preset or a command that there is not, or a value that is no text.
    """
    known = {key.id for key in (*EDIT, *APP)}
    chosen: dict[str, str] = {}
    for name, value in table.items():
        if name not in known:
            raise UsageError(f"[keys] names no command '{name}'", hint="F1 in the editor lists them")
        if not isinstance(value, str):
            raise UsageError(f"[keys] '{name}' must be a text such as \"ctrl+n\"")
        chosen[name] = value
    return chosen
