"""The one place where a target is typed.

- Enter is the screen's (confirm and go on); ctrl+j starts a new line.
- The full-width space and the no-break space can be typed, as an input method commits them; textual takes only what
  `str.isprintable` allows.
- A paste comes in as NFC text without control characters.
- Ctrl+z is the text area's own while the segment holds unsaved typing, and the document's afterwards.
- The screen hears of an edit before it is drawn, so that the grid's row changes in the same frame; by textual's message it
  would be the next one.
- Ghost text is one suggestion behind the caret at the end of the text: → takes a word of it, End all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.text_area import Edit, EditResult

from workbench.text import controls
from workbench.text.normal import nfc
from workbench.tui import keys
from workbench.tui.widgets.passage import Passage

SPACES = ("\u3000", "\u00a0")
"""What a Korean or Japanese keyboard types and `str.isprintable` refuses."""

_WORD = re.compile(r"\s*\S+\s?")


def _rest(typed: str, term: str) -> str:
    """What a term of one or more words lacks where the text ends with its beginning (two letters at least)."""
    for length in range(min(len(term) - 1, len(typed)), 1, -1):
        at_border = length == len(typed) or not typed[-length - 1].isalnum()
        if at_border and typed[-length:].casefold() == term[:length].casefold():
            return term[length:]
    return ""


class SegmentEditor(Passage):
    """The target of the current segment."""

    DEFAULT_CSS = """
    SegmentEditor {
        background: $panel 60%;
        &:focus { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.TYPING),
        Binding("end", "line_end", "End of line", show=False, id="editor.end"),
    ]

    edited: Callable[[], None] | None = None
    """Who hears of an edit at once."""

    _targets: tuple[str, ...] = ()
    _words: tuple[str, ...] = ()

    class UndoBeyond(Message):
        """There is no typing left to undo: take back the document's last change."""

    class RedoBeyond(Message):
        """There is no typing left to redo."""

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit, and tell of it."""
        result = super().edit(edit)
        if self.edited is not None:
            self.edited()
        return result

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" or event.key.startswith("alt+"):
            await super()._on_key(event)
            event.prevent_default()  # a command's, though alt+letter brings a printable character with it
        elif event.character in SPACES and not self.read_only:
            event.stop()
            event.prevent_default()
            self.type_text(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.type_text(nfc(controls.pasted(event.text)))

    def action_newline(self) -> None:
        """Start a new line within the target."""
        if not self.read_only:
            self.type_text("\n")

    def type_text(self, text: str) -> None:
        """Put text in the place of the selection, the caret behind it."""
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def insert_words(self, text: str) -> None:
        """Put words at the caret, with a space before them where they would run into the word there."""
        before = self.text[: self.caret]
        glue = " " if before and before[-1].isalnum() and text[:1].isalnum() else ""
        self.history.checkpoint()
        self.type_text(glue + text)

    def action_take_back(self) -> None:
        """Undo typing, or what was done before it."""
        before = self.text
        self.undo()
        if self.text == before:
            self.post_message(self.UndoBeyond())

    def action_bring_back(self) -> None:
        """Redo typing, or what was undone before it."""
        before = self.text
        self.redo()
        if self.text == before:
            self.post_message(self.RedoBeyond())

    # Ghost text

    def offer(self, targets: Sequence[str], words: Sequence[str] = ()) -> None:
        """Whole targets that the typing may be heading for, best first, and words that may be begun at the caret."""
        self._targets, self._words = tuple(targets), tuple(words)
        self.update_suggestion()

    def update_suggestion(self) -> None:
        """Ghost text stands behind the last character only, and on one line."""
        ghost = self._continuation() if self.cursor_at_end_of_text and self.selection.is_empty else ""
        self.suggestion = controls.shown(ghost).split("\n")[0]

    @on(Passage.SelectionChanged)
    def _moved(self) -> None:
        self.update_suggestion()

    def _continuation(self) -> str:
        typed = self.text
        if self.read_only or not typed.strip():
            return ""
        for target in self._targets:
            if target.startswith(typed) and len(target) > len(typed):
                return target[len(typed) :]
        return next((rest for word in self._words if (rest := _rest(typed, word))), "")

    def action_cursor_right(self, select: bool = False) -> None:
        """Take a word of the ghost text, or move."""
        if self.suggestion and self.cursor_at_end_of_text and not select:
            word = _WORD.match(self.suggestion)
            self.insert(word.group() if word else self.suggestion)
        else:
            self.suggestion = ""
            super().action_cursor_right(select)

    def action_line_end(self) -> None:
        """Take all of the ghost text, or move."""
        if self.suggestion and self.cursor_at_end_of_text:
            self.insert(self.suggestion)
        else:
            self.action_cursor_line_end()
