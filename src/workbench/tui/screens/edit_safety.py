"""The edit screen's safety: nothing typed is lost to a crash, and two editors never overwrite each other unseen.

- Every two seconds the desk beats: what is typed and not yet stored is written beside the segment (`workflow.desk`).
- What others, and runs in the background, have changed is taken in at the same beat, and shown.
- A segment that was changed elsewhere while it was typed in is never overwritten: both texts are shown, and one is chosen,
  or both go on in the editor; the history keeps what was not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import ConflictError, WorkbenchError
from workbench.model import Segment
from workbench.tui import when
from workbench.tui.screens.desk import DeskScreen
from workbench.workflow.desk import Desk

if TYPE_CHECKING:
    from workbench.tui.screens.conflict import Choice

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
        try:
            self.keep_typing()
        except WorkbenchError:
            return  # the desk stays as the journal, and the next run brings the typing back
        self.desk.close()

    def keep_typing(self) -> None:
        """Store what is typed without a question: in its segment, or, where that has changed, in the history.

        Raises:
            WorkbenchError: It cannot be stored.
        """
        typed, segment = self.typed, self.segment
        if typed is None or segment is None:
            return
        self.session.refresh()
        if self.session.get(segment.id).target == self._opened:
            self.session.save(segment.id, typed)
        else:
            self.session.set_aside(segment.id, typed)
        self._opened = typed

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
            self.app.notice("The segment you typed in is gone elsewhere; what you typed is in the comment of this one.")

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
        elif self.typed is not None and self.segment is not None and self.session.get(self.segment.id).locked:
            self._put_into_comment(self.editor.passage)
        else:
            super().refused(error)

    def _put_into_comment(self, typed: str) -> None:
        """The segment was locked elsewhere: what was typed here goes to its comment."""
        assert self.segment is not None
        segment = self.session.get(self.segment.id)
        note = "\n".join(part for part in (segment.note, f"Unsaved typing: {typed}") if part)
        self._opened = typed
        self.show_changed([self.session.annotate(segment.id, note=note)])
        self.app.notice("The segment was locked elsewhere; what you typed is in its comment.")

    def _ask_which(self, mine: str) -> None:
        from workbench.text.merge import merge
        from workbench.tui.screens.conflict import Conflict

        assert self.segment is not None
        segment, base = self.session.get(self.segment.id), self._opened
        merged = merge(base, segment.target, mine)

        def decide(choice: Choice | None) -> None:
            if choice is None:
                return
            self._opened = segment.target
            if choice == "mine":
                DeskScreen.leave(self)
                return
            if choice == "theirs":
                self.session.set_aside(segment.id, mine)
                self.load_target(segment)
            else:
                self.editor.put(merged.text)
                for clash in merged.clashes[:1]:
                    self.editor.select(clash.start, clash.end)
            self.show_changed([segment])

        self.app.push_screen(Conflict(segment, self._who(segment), mine, merged), decide)

    def _who(self, segment: Segment) -> str:
        """Who changed a segment last, and when."""
        entry = next(iter(self.session.history(segment.id)), None)
        return f"{entry.author} · {when.time(entry.at)} · {segment.status}" if entry else str(segment.status)
