"""The top line of a document: its name, its languages, how far it has come, what is filtered."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment as Piece
from textual.strip import Strip
from textual.widget import Widget

from workbench.model import Status
from workbench.text import controls
from workbench.text.width import shorten
from workbench.tui.ink import STATUS_GLYPHS, Inked
from workbench.tui.paint import Line

BAR = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document has come; `shown` is the number of segments under the filter, `filtered` what it asks for."""

    name: str = ""
    pair: str = ""
    counts: tuple[tuple[Status, int], ...] = ()
    shown: int = 0
    filtered: str = ""
    work: str = ""

    @property
    def total(self) -> int:
        """All segments."""
        return sum(number for _, number in self.counts)

    @property
    def final(self) -> int:
        """Those confirmed or reviewed."""
        return sum(number for status, number in self.counts if status.is_final)


class DocumentBar(Inked, Widget):
    """One line that says where the work stands."""

    DEFAULT_CSS = """
    DocumentBar { height: 1; background: $panel; }
    """

    progress = Progress()

    def show(self, progress: Progress) -> None:
        """Say something else."""
        if progress != self.progress:
            self.progress = progress
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        return (
            Strip(_pieces(self, self.progress, self.size.width))
            .adjust_cell_length(self.size.width, self.ground)
            .apply_style(self.ground)
        )


def _pieces(view: Inked, progress: Progress, width: int) -> Line:
    share = progress.final / progress.total if progress.total else 0
    pair = Piece(f" {progress.pair} ", view.ink("muted"))
    right: Line = []
    if progress.work:
        right.append(Piece(f"{progress.work}  ", view.ink("machine")))
    if progress.filtered:
        right.append(
            Piece(f"⧩ {shorten(controls.shown(progress.filtered), 28)} · {progress.shown} shown  ", view.ink("warning"))
        )
    if width >= 100:
        for status, number in progress.counts:
            if number:
                right.append(Piece(f"{STATUS_GLYPHS[status]} {number}  ", view.ink(status)))
    done = round(share * BAR)
    bar = [Piece("━" * done, view.ink("confirmed")), Piece("━" * (BAR - done), view.ink("faint"))]
    numbers = [
        Piece(f" {progress.final}/{progress.total} ", view.ink("strong")),
        Piece(f"{share:>4.0%} ", view.ink("muted")),
    ]
    room = width - sum(piece.cell_length for piece in [pair, *right, *numbers])
    name = Piece(f" {shorten(controls.shown(progress.name), max(8, room - 3))} ", view.ink("strong"))
    gap = room - name.cell_length
    if gap > BAR:
        right, gap = [*right, *bar], gap - BAR
    return [name, pair, Piece(" " * max(1, gap), view.ground), *right, *numbers]
