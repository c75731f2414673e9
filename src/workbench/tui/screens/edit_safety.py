"""The edit screen's safety: nothing typed is lost to a crash, and two editors never overwrite each other unseen.

- Every two seconds the desk beats: what is typed and not yet stored is written beside the segment (`workflow.desk`).
- What others, and runs in the background, have changed is taken in at the same beat, and shown.
- A segment that was changed elsewhere while it was typed in is never overwritten: both texts are shown, and one is chosen.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbench.errors import ConflictError, WorkbenchError
from workbench.model import Segment
from workbench.text import controls
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.screens.dialog import Dialog
from workbench.workflow.desk import Desk

BEAT = 2.0
"""Seconds between two beats."""

QUIET_BEATS = 5
"""A desk where nothing happens beats this many times less often."""


class SafeScreen(DeskScreen):
    """A desk that keeps what is typed and minds its neighbours."""

    _told: tuple[int | None, str | None] | None = None
    _quiet = 0

    def opened(self) -> None:
        """Take a place at the document, and bring back what a crash left."""
        super().opened()
        self.desk = Desk(self.session)
        for back in self.desk.recover():
            number = self.session.index(back.segment.id) + 1
            where = "in its comment, as the segment has changed since" if back.into_comment else "in its place"
            self.app.notice(f"Unsaved typing in segment {number} came back, {where}.")
            self.show_changed([back.segment])
            self.go(number - 1)
        self.set_interval(BEAT, self.beat)

    def on_unmount(self) -> None:
        """Leave in good order; where a fault ends the program, what was typed is stored first."""
        typed = self.typed
        if typed is not None and self.segment is not None:
            try:
                if self.session.get(self.segment.id).target == self._opened:
                    self.session.save(self.segment.id, typed)
            except WorkbenchError:
                return  # the desk stays as the journal, and the next run brings the typing back
        self.desk.close()

    def beat(self) -> None:
        """Write down what is typed, and look what the others have done."""
        if self.segment is None:
            return
        now = (self.segment.id, self.typed)
        self._quiet = 0 if now != self._told else self._quiet + 1
        try:
            if self._told is None or self._told[0] != now[0]:
                self.session.remember(self.segment.id)
            if self._quiet % QUIET_BEATS == 0:
                self.desk.beat(self.segment.id, basis=self._opened, typed=self.typed)
                self._told = now
            self.take_in()
        except WorkbenchError as error:
            self.app.complain(error)
            return
        self.elsewhere = self.desk.others().get(self.segment.id, "")
        self.show_state()

    def take_in(self) -> None:
        """Show what others have changed."""
        typed, basis, segment = self.typed, self._opened, self.segment
        changed = self.session.refresh()
        if changed:
            self.show_changed(changed)
        if changed is not None or segment is None:
            return
        self.reshaped(segment.id)
        if typed is None or self.segment is None:
            return
        if self.segment.id == segment.id:
            self._opened = basis
            self.editor.put(typed)
        else:
            note = "\n".join(part for part in (self.segment.note, f"Unsaved typing: {typed}") if part)
            self.show_changed([self.session.annotate(self.segment.id, note=note)])
            self.app.notice("The segment was joined with another elsewhere; what you typed is in the comment.")

    def leave(self) -> bool:
        """Keep what was typed, unless the segment was changed elsewhere meanwhile."""
        return not self.contested() and super().leave()

    def contested(self) -> bool:
        """Ask which text is to stand, where the segment was changed elsewhere while it was typed in."""
        typed = self.typed
        if self.segment is None or typed is None or self.session.get(self.segment.id).target == self._opened:
            return False
        self._ask_which(typed)
        return True

    def refused(self, error: WorkbenchError) -> None:
        """A change was refused: if the segment was changed elsewhere, ask which text is to stand."""
        if isinstance(error, ConflictError) and self.segment is not None:
            mine = self.editor.passage
            self.session.refresh()
            self._ask_which(mine)
        else:
            super().refused(error)

    def _ask_which(self, mine: str) -> None:
        assert self.segment is not None
        segment = self.session.get(self.segment.id)

        def decide(choice: str | None) -> None:
            if choice is None:
                return
            self._opened = segment.target
            if choice == "theirs":
                self.load_target(segment)
                self.show_changed([segment])
            else:
                DeskScreen.leave(self)

        self.app.push_screen(Which(segment, mine), decide)


class Which(Dialog[str | None]):
    """Two texts for one segment: which is to stand."""

    DEFAULT_CSS = f"Which {{ {BOX} & .side {{ color: $secondary; margin-top: 1; }} }}"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,enter", "dismiss('mine')", "Mine", show=False),
        Binding("t", "dismiss('theirs')", "Theirs", show=False),
        Binding("escape", "dismiss(None)", "Neither yet", show=False),
    ]

    def __init__(self, segment: Segment, mine: str) -> None:
        super().__init__()
        self._segment, self._mine = segment, mine

    def compose(self) -> ComposeResult:
        """Both texts and a hint."""
        with Vertical(classes="box"):
            yield Static("The segment was changed elsewhere while you typed", classes="title", markup=False)
            yield Static("Stored now", classes="side", markup=False)
            yield Static(controls.shown(self._segment.target) or "(empty)", markup=False)
            yield Static("Yours", classes="side", markup=False)
            yield Static(controls.shown(self._mine) or "(empty)", markup=False)
            yield Static(
                "enter or m: yours stands · t: theirs stands · esc: keep typing. The history has both.",
                classes="hint",
                markup=False,
            )
