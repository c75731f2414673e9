"""Every key of the editor: its name for remapping, its default, what it does, where it is shown.

Defaults are keys that arrive in any terminal, tmux and ssh included: no ctrl+enter, no alt+digit, no alt+arrow, no ctrl+shift,
nothing a text area needs. A command on a letter is on the jamo of the same key too, for when the Korean keyboard is on.
`[keys]` of `workbench.toml` names a preset and overrides single keys:

    [keys]
    preset = "omegat"
    "segment.confirm" = "enter,ctrl+enter"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding

from workbench.errors import UsageError

JAMO = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
"""What the keys of the Korean standard keyboard type."""


WRITTEN = {
    "question_mark": "?", "slash": "/", "escape": "esc", "pagedown": "page down", "pageup": "page up",
    "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip
"""How keys are written that textual calls otherwise."""


@dataclass(frozen=True, slots=True)
class Key:
    """A command: `id` for `workbench.toml`, default `keys`, textual `action`, its `label` and the `group` in the help.

    `footer` is the short label for the bottom line, empty where the command does not stand there; `first` keys are the
    screen's before any widget's.
    """

    id: str
    keys: str
    action: str
    label: str
    group: str
    footer: str = ""
    first: bool = False


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
    Key("tag.insert", "alt+n", "insert_tag", "Insert the next tag; a pair goes around what is selected", "Segment"),
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
    Key("move.target", "escape", "to_target", "Back to the target", "Move"),
    Key("move.goto", "ctrl+g", "goto", "Go to a segment by number", "Move"),
    Key("find", "ctrl+f", "find", "Find or filter", "Find", "Find"),
    Key("replace", "ctrl+r", "replace", "Replace, with a preview", "Find"),
    Key("concordance", "alt+k", "concordance", "Look the selection up in the memory", "Find"),
    Key("work.pretranslate", "f9", "pretranslate", "Draft the whole document", "Work"),
    Key("view.layout", "ctrl+l", "layout", "Change the layout", "View"),
)
"""What can be done while a segment is edited."""

TYPING = (
    Key("editor.undo", "ctrl+z", "take_back", "Undo: typing, then what was done to the document", "Typing"),
    Key("editor.redo", "ctrl+y", "bring_back", "Redo", "Typing"),
    Key("editor.newline", "ctrl+j", "newline", "New line", "Typing"),
)
"""What the editor of the target answers itself."""

ROOM = (
    Key("room.back", "escape", "app.back", "Back to the document", "Rooms", "Back"),
    Key("room.filter", "slash,ctrl+f", "filter", "Filter the list", "Find", "Filter"),
    Key("room.help", "question_mark", "app.help", "What the keys do here", "Program"),
)
"""What every list of the other rooms knows."""

DOCUMENTS = (
    Key("documents.import", "i,ctrl+n", "import", "Import files", "Here", "Import"),
    Key("documents.pretranslate", "p,f9", "pretranslate", "Draft the document", "Here", "Draft"),
    Key("documents.align", "a,ctrl+r", "align", "Align the document with a translation", "Here", "Align"),
    Key("documents.remove", "x,delete", "remove", "Take the document out of the project", "Here"),
)
"""What the list of documents knows."""

FINDINGS = (
    Key("findings.fix", "f,ctrl+s", "fix", "Apply the fix", "Here", "Fix"),
    Key("findings.ignore", "o,ctrl+d", "ignore(False)", "Pass over the finding, or heed it again", "Here", "Pass over"),
    Key("findings.ignore-everywhere", "O", "ignore(True)", "Pass over it everywhere", "Here"),
    Key("findings.scope", "s,ctrl+t", "scope", "With or without what was passed over", "Here"),
    Key("findings.again", "r,f5", "build", "Check again", "Here"),
)
"""What the list of findings knows."""

TERMS = (
    Key("terms.add", "a,ctrl+n", "add", "Add a concept", "Here", "Add"),
    Key("terms.harvest", "h,ctrl+r", "app.room('harvest')", "Review what the paper offers", "Here", "Harvest"),
    Key("terms.ledger", "l,ctrl+l", "app.room('ledger')", "How terms are rendered", "Here", "Ledger"),
    Key("terms.remove", "x,delete", "remove", "Remove the concept", "Here"),
)
"""What the glossary's list knows."""

HARVEST = (
    Key("harvest.accept", "a,ctrl+s", "accept", "Accept; without a rendering, type one", "Here", "Accept"),
    Key("harvest.edit", "e,f2", "edit", "Correct it, then accept", "Here", "Edit"),
    Key("harvest.refuse", "x,delete", "refuse", "Refuse for good", "Here", "Refuse"),
    Key("harvest.next-place", "right", "place(1)", "The next place where it stands", "Here"),
    Key("harvest.previous-place", "left", "place(-1)", "The place before", "Here"),
    Key("harvest.undo", "z,ctrl+z", "take_back", "Take the last decision back", "Here", "Undo"),
    Key("harvest.scope", "s,ctrl+t", "scope", "The paper's candidates, or Korean and Japanese siblings", "Here"),
    Key("harvest.again", "r,f5", "again", "Harvest again", "Here"),
)
"""What the harvest knows."""

LEDGER = (
    Key("ledger.repair", "f,ctrl+s", "repair", "Repair all: put the leading rendering in its place", "Here", "Repair"),
    Key("ledger.repair-by", "e,f2", "repair_by", "Repair all by another rendering", "Here"),
    Key("ledger.next-place", "right", "place(1)", "The next segment that has it", "Here"),
    Key("ledger.previous-place", "left", "place(-1)", "The segment before", "Here"),
    Key("ledger.undo", "z,ctrl+z", "take_back", "Take the last repair back", "Here", "Undo"),
    Key("ledger.scope", "s,ctrl+t", "scope", "This document, or all of its languages", "Here", "Scope"),
    Key("ledger.even", "o,ctrl+d", "even", "With or without terms rendered one way", "Here"),
    Key("ledger.again", "r,f5", "again", "Read again", "Here"),
)
"""What the ledger knows."""

MEMORY = (
    Key("memory.order", "o,ctrl+s", "order", "By date or by likeness", "Here", "Order"),
    Key(
        "memory.pattern", "e,ctrl+t", "pattern", "A piece of text or a regular expression", "Here", "Regular expression"
    ),
)
"""What the concordance knows."""

ALIGNMENTS = (
    Key("alignments.new", "a,ctrl+n", "new", "Align two documents", "Here", "New"),
    Key("alignments.remove", "x,delete", "remove", "Forget the alignment", "Here"),
)
"""What the list of alignments knows."""

HISTORY = (
    Key("history.scope", "s,ctrl+t", "scope", "This segment or the whole document", "Here", "This segment or all"),
    Key("history.bring-back", "b,ctrl+r", "bring_back", "Bring that text back", "Here", "Bring back"),
)
"""What the history knows."""

LISTS = (DOCUMENTS, FINDINGS, TERMS, HARVEST, LEDGER, MEMORY, ALIGNMENTS, HISTORY)
"""What each list knows besides `ROOM`; a letter works there, as nothing is typed."""

ALIGN = (
    Key("align.confirm", "enter,c", "confirm", "Confirm the row", "Here", "Confirm"),
    Key("align.confirm-before", "C", "confirm_before", "Confirm everything down to here", "Here"),
    Key("align.source", "left", "side('source')", "Work on the source side", "Here", first=True),
    Key("align.target", "right", "side('target')", "Work on the target side", "Here", first=True),
    Key("align.up", "u", "change('move_up')", "First segment of the cell to the row above", "Here", "Segment up"),
    Key("align.down", "d", "change('move_down')", "Last segment of the cell to the row below", "Here", "Segment down"),
    Key("align.merge", "m,alt+j", "merge", "Merge the row with the next", "Here", "Merge"),
    Key("align.split", "s,alt+x", "split", "Split the row", "Here", "Split"),
    Key("align.swap", "w", "change('swap')", "Swap the cell with the one above", "Here"),
    Key("align.insert", "i", "change('insert_empty')", "Put an empty cell in", "Here"),
    Key("align.pull", "p", "change('pull_up')", "Pull the cell and all below it up", "Here"),
    Key("align.join", "j", "join", "Join the cell's segments", "Here"),
    Key("align.rewrite", "t,f2", "rewrite", "Rewrite the segment", "Here"),
    Key("align.mark", "space", "mark", "Mark the row, or take the mark off", "Here"),
    Key("align.next-open", "n,ctrl+n", "next_of('pending')", "Next open row", "Here", "Next open"),
    Key("align.next-doubtful", "o", "next_of('doubtful')", "Next doubtful row", "Here", "Next doubtful"),
    Key("align.next-uneven", "e", "next_of('uneven')", "Next row that is not one to one", "Here"),
    Key("align.again", "r,f5", "realign", "Align the open rows anew", "Here"),
    Key("align.undo", "ctrl+z", "undo", "Undo", "Here"),
    Key("align.redo", "ctrl+y", "redo", "Redo", "Here"),
    Key("align.back", "escape", "leave", "Give what is confirmed to the memory, and go back", "Here", "Back"),
    Key("align.help", "question_mark", "app.help", "What the keys do here", "Program"),
)
"""What an alignment under review knows."""

APP = (
    Key("app.jump", "ctrl+o", "app.jump", "Jump to a pane or a room", "Rooms", "Jump"),
    Key("room.documents", "f12", "app.room('documents')", "Documents", "Rooms"),
    Key("room.findings", "f8", "app.room('findings')", "Findings", "Rooms"),
    Key("room.terms", "alt+y", "app.room('terms')", "Terms", "Rooms"),
    Key("room.history", "alt+h", "app.room('history')", "History", "Rooms"),
    Key("app.help", "f1", "app.help", "What the keys do here", "Program", "Help"),
    Key("app.palette", "ctrl+p", "app.command_palette", "All commands", "Program", "Commands"),
    Key("work.stop", "alt+q", "app.stop_work", "Stop the work in the background", "Work"),
    Key("app.quit", "ctrl+q", "app.quit", "Quit; everything is kept", "Program", "Quit"),
)
"""What works everywhere."""

PRESETS: dict[str, dict[str, str]] = {
    "omegat": {
        "move.next": "ctrl+n,ctrl+down",
        "next.open": "alt+u",
        "tag.insert": "ctrl+t,alt+n",
        "term.insert": "alt+t",
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
        "suggestion.3": "f7",
        "term.insert": "alt+t",
    },
}
"""Habits of other programs, as far as their keys reach a terminal."""


def commands() -> tuple[Key, ...]:
    """Every command that can be remapped."""
    return (*EDIT, *TYPING, *ROOM, *APP, *(key for listed in LISTS for key in listed), *ALIGN)


def default(command: str) -> str:
    """The default keys of a command."""
    return next(key.keys for key in commands() if key.id == command)


def named(key: str) -> str:
    """A key as it is written in the guide: F2, alt+d, page down, ?."""
    plus, _, last = key.rpartition("+")
    last = WRITTEN.get(last, last)
    return f"{plus}+{last}" if plus else last.upper() if last[:1] == "f" and last[1:].isdigit() else last


_COMMAND = re.compile(r"\{([a-z0-9.-]+)\}")


def spelled(text: str, key_of: Callable[[str], str]) -> str:
    """A text with the keys of the commands that it names: `{editor.undo} takes it back`.

    Whatever the program says of a key is written so, as presets and the user's own keys differ from the defaults.
    """
    known = {key.id for key in commands()}
    return _COMMAND.sub(lambda found: key_of(found[1]) if found[1] in known else found[0], text)


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
            priority=key.first,
        )
        for key in keys
    ]


def with_jamo(keys: str) -> str:
    """The keys, and for a letter or alt+letter the jamo on the same key."""
    listed = keys.split(",")
    listed += [key[:-1] + JAMO[key[-1]] for key in listed if key.removeprefix("alt+") in JAMO]
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


def while_editing(keymap: Mapping[str, str]) -> frozenset[str]:
    """The keys of a keymap that mean a command while a segment is edited: a text area must leave them to it."""
    commands = {key.id for key in (*EDIT, *APP)}
    return frozenset(key for name, listed in keymap.items() if name in commands for key in listed.split(","))
