"""Every key of the editor: its name for remapping, its default, what it does, where it is shown.

Defaults are keys that arrive in any terminal, tmux and ssh included: no ctrl+enter, no alt+digit, no alt+arrow, no ctrl+shift,
nothing a text area needs. A command on alt+letter is on the jamo of the same key too, for when the Korean keyboard is on.
`[keys]` of `workbench.toml` names a preset and overrides single keys:

    [keys]
    preset = "omegat"
    "segment.confirm" = "enter,ctrl+enter"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding

from workbench.errors import UsageError

JAMO = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
"""What the keys of the Korean standard keyboard type."""


@dataclass(frozen=True, slots=True)
class Key:
    """A command: `id` for `workbench.toml`, default `keys`, textual `action`, its `label` and the `group` in the help.

    `footer` is the short label for the bottom line, empty where the command does not stand there.
    """

    id: str
    keys: str
    action: str
    label: str
    group: str
    footer: str = ""


EDIT = (
    Key("segment.confirm", "enter", "confirm", "Confirm and go on to the next open segment", "Segment", "Confirm"),
    Key("segment.confirm-stay", "ctrl+s", "confirm_stay", "Confirm and stay", "Segment"),
    Key("segment.review", "alt+i", "review", "Mark as reviewed, or take that back", "Segment"),
    Key("segment.unconfirm", "alt+u", "unconfirm", "Take the confirmation back", "Segment"),
    Key("segment.draft", "alt+d", "take_draft", "Take the machine's draft", "Suggestions", "Draft"),
    Key("segment.draft-again", "f5", "draft_again", "Draft again by machine", "Suggestions"),
    Key("suggestion.1", "f2", "take(0)", "Take the first suggestion", "Suggestions", "1st"),
    Key("suggestion.2", "f3", "take(1)", "Take the second suggestion", "Suggestions", "2nd"),
    Key("suggestion.3", "f4", "take(2)", "Take the third suggestion", "Suggestions"),
    Key("term.insert", "ctrl+t,alt+t", "insert_term", "Insert a term of this segment", "Suggestions", "Term"),
    Key("term.add", "alt+g", "add_term", "Add a term to the glossary", "Suggestions"),
    Key("segment.copy-source", "alt+s", "copy_source", "Copy the source into the target", "Segment"),
    Key("segment.clear", "alt+v", "clear_target", "Clear the target", "Segment"),
    Key("segment.revert", "alt+r", "revert", "Back to the last draft", "Segment"),
    Key("segment.case", "alt+a", "change_case", "Change the case of the selection or word", "Segment"),
    Key("segment.split", "alt+x", "split", "Split at the caret", "Segment"),
    Key("segment.join", "alt+j", "join", "Join with the next segment", "Segment"),
    Key("segment.edit-source", "alt+e", "edit_source", "Correct the source", "Segment"),
    Key("segment.comment", "alt+c", "comment", "Comment on the segment", "Segment"),
    Key("segment.mark", "alt+m", "mark", "Mark the segment, or take the mark off", "Segment"),
    Key("segment.lock", "alt+l", "lock", "Lock the segment, or unlock it", "Segment"),
    Key("move.next", "ctrl+down", "move(1)", "Next segment", "Move"),
    Key("move.previous", "ctrl+up", "move(-1)", "Previous segment", "Move"),
    Key("next.open", "ctrl+n", "next_of('open')", "Next open segment", "Move", "Next open"),
    Key("next.doubtful", "alt+o", "next_of('doubtful')", "Next doubtful draft", "Move"),
    Key("next.finding", "alt+w", "next_of('finding')", "Next segment with a finding", "Move"),
    Key("next.fuzzy", "alt+z", "next_of('fuzzy')", "Next fuzzy match", "Move"),
    Key("next.marked", "alt+p", "next_of('marked')", "Next marked or commented segment", "Move"),
    Key("move.goto", "ctrl+g", "goto", "Go to a segment by number", "Move"),
    Key("find", "ctrl+f", "find", "Find or filter", "Find", "Find"),
    Key("replace", "ctrl+r", "replace", "Replace, with a preview", "Find"),
    Key("concordance", "alt+k", "concordance", "Look the selection up in the memory", "Find"),
    Key("work.pretranslate", "f9", "pretranslate", "Draft the whole document", "Work"),
    Key("work.stop", "alt+q", "stop_work", "Stop the work in the background", "Work"),
    Key("view.layout", "ctrl+l", "layout", "Change the layout", "View"),
    Key("room.findings", "f8", "app.room('findings')", "Findings", "Rooms"),
    Key("room.terms", "alt+y", "app.room('terms')", "Terms", "Rooms"),
    Key("room.history", "alt+h", "app.room('history')", "History", "Rooms"),
)
"""What can be done while a segment is edited."""

ROOM = (
    Key("room.back", "escape", "app.back", "Back to the document", "Rooms", "Back"),
    Key("room.filter", "slash,ctrl+f", "filter", "Filter the list", "Find", "Filter"),
    Key("room.help", "question_mark", "app.help", "What the keys do here", "Program"),
)
"""What every list of the other rooms knows."""

APP = (
    Key("app.jump", "ctrl+o", "app.jump", "Jump to a pane or a room", "Rooms", "Jump"),
    Key("room.documents", "f12", "app.room('documents')", "Documents", "Rooms"),
    Key("app.help", "f1", "app.help", "What the keys do here", "Program", "Help"),
    Key("app.palette", "ctrl+p", "app.command_palette", "All commands", "Program", "Commands"),
    Key("app.quit", "ctrl+q", "app.quit", "Quit; everything is kept", "Program", "Quit"),
)
"""What works everywhere."""

PRESETS: dict[str, dict[str, str]] = {
    "omegat": {
        "move.next": "ctrl+n,ctrl+down",
        "next.open": "alt+u,alt+n",
        "segment.unconfirm": "ctrl+b",
        "suggestion.1": "ctrl+r,f2",
        "replace": "f4",
        "suggestion.3": "f7",
        "concordance": "f3,alt+k",
        "suggestion.2": "f6",
    },
    "memoq": {
        "segment.confirm": "enter,ctrl+enter",
        "next.open": "ctrl+g",
        "move.goto": "ctrl+n",
        "concordance": "f3,alt+k",
        "segment.edit-source": "f2,alt+e",
        "suggestion.1": "ctrl+t",
        "suggestion.2": "f4",
        "suggestion.3": "alt+n",
        "term.insert": "alt+t",
    },
}
"""Habits of other programs, as far as their keys reach a terminal."""


def commands() -> tuple[Key, ...]:
    """Every command that can be remapped."""
    return (*EDIT, *ROOM, *APP)


def bindings(keys: Iterable[Key]) -> list[Binding]:
    """textual's bindings for these keys."""
    return [
        Binding(
            with_jamo(key.keys),
            key.action,
            key.footer or key.label,
            show=bool(key.footer),
            id=key.id,
            tooltip=key.label,
        )
        for key in keys
    ]


def with_jamo(keys: str) -> str:
    """The keys, and for alt+letter the jamo on the same key."""
    listed = keys.split(",")
    listed += [f"alt+{JAMO[key[4]]}" for key in listed if len(key) == 5 and key.startswith("alt+") and key[4] in JAMO]
    return ",".join(listed)


def keymap(table: Mapping[str, Any]) -> dict[str, str]:
    """The user's keys by command, from `[keys]` of `workbench.toml`.

    Raises:
        UsageError: A preset or a command that there is not, or a value that is no text.
    """
    known = {key.id for key in commands()}
    preset = table.get("preset", "")
    if preset and preset not in PRESETS:
        raise UsageError(f"[keys] names no preset '{preset}'", hint=f"there are {', '.join(PRESETS)}")
    chosen = dict(PRESETS.get(preset, {}))
    for name, value in table.items():
        if name == "preset":
            continue
        if name not in known:
            raise UsageError(f"[keys] names no command '{name}'", hint="F1 in the editor lists them")
        if not isinstance(value, str):
            raise UsageError(f"[keys] '{name}' must be a text such as \"ctrl+n\"")
        chosen[name] = value.replace(" ", "")
    return {name: with_jamo(keys) for name, keys in chosen.items()}
