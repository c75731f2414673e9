"""The line between source and target: which segment this is, how it came about, whether it holds unsaved typing."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment as Piece
from textual.strip import Strip
from textual.widget import Widget

from workbench.model import Origin, Status
from workbench.text.width import shorten
from workbench.tui.ink import BOOKMARK, LOCK, NOTE, ORIGIN_INKS, STATUS_GLYPHS, Inked

ORIGIN_WORDS = {
    Origin.MT: "machine draft",
    Origin.CONTEXT: "memory, in context",
    Origin.EXACT: "memory, exact",
    Origin.FUZZY: "memory, fuzzy",
    Origin.GLOSSARY: "from the glossary",
    Origin.PROPAGATED: "propagated",
    Origin.SOURCE: "copied",
    Origin.ALIGNMENT: "from an alignment",
    Origin.IMPORT: "imported",
    Origin.HUMAN: "",
    Origin.NONE: "",
}


@dataclass(frozen=True, slots=True)
class State:
    """What the line says."""

    number: int = 0
    total: int = 0
    kind: str = ""
    status: Status = Status.UNTRANSLATED
    origin: Origin = Origin.NONE
    score: int | None = None
    typing: bool = False
    locked: bool = False
    bookmarked: bool = False
    note: str = ""
    elsewhere: str = ""


class SegmentLine(Inked, Widget):
    """One line about the current segment."""

    DEFAULT_CSS = """
    SegmentLine { height: 1; background: $panel; }
    """

    state = State()

    def show(self, state: State) -> None:
        """Say something else."""
        if state != self.state:
            self.state = state
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        state, width = self.state, self.size.width
        origin = ORIGIN_WORDS[state.origin]
        if origin and state.score is not None:
            origin = f"{origin} {state.score}%"
        pieces = [
            Piece(f" {STATUS_GLYPHS[state.status]} {state.status} ", self.ink(state.status)),
            Piece(f" {origin} " if origin else "", self.ink(ORIGIN_INKS.get(state.origin, "muted"))),
            Piece(" unsaved " if state.typing else "", self.ink("warning")),
            Piece(f" {LOCK} locked " if state.locked else "", self.ink("error")),
            Piece(f" {BOOKMARK} " if state.bookmarked else "", self.ink("accent")),
            Piece(f" {state.elsewhere} " if state.elsewhere else "", self.ink("error")),
        ]
        pieces = [piece for piece in pieces if piece.text]
        number, kind = f"{state.number}/{state.total} ", f"{state.kind.replace('_', ' ')}  "
        right = kind + number if sum(piece.cell_length for piece in pieces) + len(kind + number) < width else number
        room = width - sum(piece.cell_length for piece in pieces) - len(right) - 4
        if state.note and room <= 8:  # the comment says more than the kind does
            right, room = number, room + len(right) - len(number)
        if state.note:
            said = f"{shorten(state.note, room)} " if room > 8 else ""
            pieces.append(Piece(f" {NOTE} {said}", self.ink("info")))
        gap = width - sum(piece.cell_length for piece in pieces) - len(right)
        line = Strip([*pieces, Piece(" " * max(0, gap)), Piece(right, self.ink("faint"))])
        return line.adjust_cell_length(width).apply_style(self.ground)
