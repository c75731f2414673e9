"""A text area for one segment's text: our line breaking, our glyphs, our highlights.

What it shows is the text with its control characters as glyphs; `passage` is the text behind it. Highlights are ranges of
code points in the passage with the name of an ink, laid over the lines through textual's public `get_line`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from workbench.text import controls, tags, words
from workbench.text.normal import nfc
from workbench.tui import kinsoku
from workbench.tui.caret import Caret
from workbench.tui.ink import Inked
from workbench.tui.still import Still, still_size

kinsoku.install()

Highlight = tuple[int, int, str]


class Passage(Inked, Still, Caret, TextArea):
    """Text of a document in a text area."""

    virtual_size = still_size()

    DEFAULT_CSS = """
    Passage {
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: transparent; }
        & .text-area--suggestion { color: $foreground 40%; text-style: none; }
        &:focus { border: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "text_start", "Start of the text", show=False),
        Binding("ctrl+end", "text_end", "End of the text", show=False),
    ]

    def __init__(self, *, read_only: bool = False, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(read_only=read_only, id=id, placeholder=placeholder, highlight_cursor_line=False)
        self.match_cursor_bracket = False
        self._hidden: set[str] = set()
        self._highlighted: tuple[Highlight, ...] = ()

    def on_mount(self) -> None:
        """Leave the keys that the user has given to commands (F6 in the preset `omegat`) to them."""
        for key in getattr(self.app, "chosen_keys", ()):
            self._bindings.key_to_bindings.pop(key, None)

    async def _on_key(self, event: events.Key) -> None:
        """Answer command keys in the order they came among the typing.

        Textual lets a command key bubble up to the app and comes back with its action, while the characters behind it are
        typed already: in a burst from an input method, a macro or a slow line, `abc⏎def` would confirm `abcdef`.
        """
        if event.character and event.is_printable and not event.key.startswith("alt+"):
            return
        active = self.screen.active_bindings.get(event.key)
        if active is None or not active.enabled or active.node not in (self, self.screen):
            return
        if not active.binding.action.startswith("app."):
            event.stop()
            event.prevent_default()
            await self.app.run_action(active.binding.action, active.node)

    @property
    def passage(self) -> str:
        """The text, control characters and all, in NFC."""
        return nfc(controls.restored(self.text, self._hidden))

    def show(self, text: str) -> None:
        """Show another text; its undo history starts here."""
        self._hidden = controls.hidden(text)
        self._highlighted = ()
        self.load_text(controls.shown(text))

    def put(self, text: str, *, start: int = 0, end: int | None = None) -> None:
        """Replace a range of the text so that undo brings it back, and put the caret behind what came."""
        whole = self.text
        last = len(whole) if end is None else end
        self._hidden |= controls.hidden(text)
        self.history.checkpoint()
        result = self.replace(
            controls.shown(text), self.location_at(start), self.location_at(last), maintain_selection_offset=False
        )
        self.move_cursor(result.end_location)
        self.history.checkpoint()

    def highlight(self, ranges: Sequence[Highlight]) -> None:
        """Colour these ranges until the text changes again."""
        if tuple(ranges) != self._highlighted:
            self._highlighted = tuple(ranges)
            self._line_cache.clear()
            self.refresh()

    def location_at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        before = self.text[:offset]
        return before.count("\n"), len(before) - (before.rfind("\n") + 1)

    def offset_at(self, location: tuple[int, int]) -> int:
        """The offset of a line and column."""
        row, column = location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    @property
    def caret(self) -> int:
        """The offset of the caret."""
        return self.offset_at(self.cursor_location)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Show the caret, unless its line is gone.

        Textual moves the caret last when it undoes an edit; a scrollbar that goes with the lines asks for it before.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; textual looks up the styles of its text areas at every drawing, here once until they change."""
        known = self._known()
        if "text area" not in known:
            known["text area"] = self.rich_style
            return super().render_lines(crop)
        return super(TextArea, self).render_lines(crop)

    def get_line(self, line_index: int) -> Text:
        """One line with its tag marks and highlights coloured."""
        plain = self.document.get_line(line_index)
        line = Text(plain, end="", no_wrap=True)
        for mark in tags.MARK.finditer(plain):
            line.stylize(self.ink("tag"), mark.start(), mark.end())
        if self._highlighted:
            start = self.offset_at((line_index, 0))
            for first, last, name in self._highlighted:
                if first < start + len(plain) and last > start:
                    line.stylize(self.ink(name), max(0, first - start), min(len(plain), last - start))
        return line

    def get_cursor_left_location(self) -> tuple[int, int]:
        """The start of the character before the caret, accents and joined emoji and all."""
        row, column = super().get_cursor_left_location()
        return row, words.character(self.document[row], column)[0]

    def get_cursor_right_location(self) -> tuple[int, int]:
        """The end of the character behind the caret."""
        row, column = super().get_cursor_right_location()
        start, end = words.character(self.document[row], column)
        return row, end if start < column else column

    def get_cursor_word_left_location(self) -> tuple[int, int]:
        """The start of the word before the caret."""
        row, column = self.cursor_location
        if column == 0 and row > 0:
            return row - 1, len(self.document[row - 1])
        return row, words.left(self.document[row], column)

    def get_cursor_word_right_location(self) -> tuple[int, int]:
        """The end of the word behind the caret."""
        row, column = self.selection.end
        if column == len(self.document[row]) and row + 1 < self.document.line_count:
            return row + 1, 0
        return row, words.right(self.document[row], column)

    @property
    def word(self) -> str:
        """The word at the caret."""
        row, column = self.cursor_location
        start, end = words.word_at(self.document[row], column)
        return self.document[row][start:end]

    def select(self, start: int, end: int) -> None:
        """Select a range of the text."""
        self.selection = Selection(self.location_at(start), self.location_at(end))

    def select_word(self) -> None:
        """Select the word at the caret."""
        row, column = self.cursor_location
        start, end = words.word_at(self.document[row], column)
        self.selection = Selection((row, start), (row, end))

    def action_text_start(self) -> None:
        """The caret to the start of the text."""
        self.move_cursor((0, 0))

    def action_text_end(self) -> None:
        """The caret to the end of the text."""
        self.move_cursor(self.document.end)
