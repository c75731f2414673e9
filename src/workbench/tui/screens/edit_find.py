"""The edit screen's finding: a query marks what it finds as it is typed, filters the grid, and replaces with a preview."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.widgets.find_bar import FindBar
from workbench.workflow.finding import Found, parse, quoted

PAUSE = 0.12
"""Seconds after the last key before a query is run over the document."""


class FindScreen(DeskScreen):
    """Find, filter and replace."""

    found: tuple[Found, ...] = ()
    filtered: str = ""
    _query: str = ""
    _soon: Timer | None = None

    def action_find(self) -> None:
        """Open the find bar, with what is selected."""
        bar = self.query_one(FindBar)
        selected = self.editor.selected_text or self.source.selected_text
        bar.open(quoted(selected) if selected.strip() else None)

    @on(FindBar.Asked)
    def _asked(self, event: FindBar.Asked) -> None:
        self._query = event.query
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(PAUSE, self._search)

    def _search(self) -> None:
        bar = self.query_one(FindBar)
        try:
            self.found = tuple(parse(self._query).find(self.session.segments)) if self._query.strip() else ()
        except WorkbenchError as error:
            self.found = ()
            bar.tell(str(error), wrong=True)
        else:
            bar.tell(f"{len(self.found)} found" if self._query.strip() else "")
        self._mark()
        if self.filtered:
            self._filter(self._query)

    def _mark(self) -> None:
        """Colour what was found, in the grid."""
        self.rows.source_marks = {
            found.segment_id: tuple((start, end, "found") for start, end in found.source) for found in self.found
        }
        self.rows.target_marks = {
            found.segment_id: tuple((start, end, "found") for start, end in found.target) for found in self.found
        }
        self.grid.update_all()

    @on(FindBar.Go)
    def _go_found(self, event: FindBar.Go) -> None:
        places = [place for found in self.found if (place := self.rows.place_of(found.segment_id)) is not None]
        if not places:
            return
        here = self.grid.cursor
        ahead = [place for place in places if (place > here if event.step > 0 else place < here)]
        there = (ahead or places)[0 if event.step > 0 else -1]
        self.go(there)
        self.query_one(FindBar).tell(f"{places.index(there) + 1} of {len(places)}")

    @on(FindBar.Only)
    def _only(self) -> None:
        self._filter("" if self.filtered else self._query)

    @on(FindBar.Closed)
    def _bar_closed(self) -> None:
        self.query_one(FindBar).close()
        self.found = ()
        self._mark()
        self.editor.focus()

    def _filter(self, query: str) -> None:
        """Show only the segments that answer the query; all of them for an empty one."""
        try:
            found = parse(query).find(self.session.segments) if query.strip() else []
        except WorkbenchError as error:
            self.query_one(FindBar).tell(str(error), wrong=True)
            return
        if query.strip() and not found:
            self.query_one(FindBar).tell("nothing found; the list stays as it is", wrong=True)
            return
        if not self.leave():
            return
        self.filtered = query.strip()
        self.rows.only({entry.segment_id for entry in found} if found else None)
        self.reshow()

    def show_all(self) -> None:
        """Take the filter off."""
        if self.filtered:
            self._filter("")

    def filter_by(self, query: str) -> None:
        """Show only what answers a query (from the palette or a former session)."""
        self._query = query
        self._filter(query)

    def action_replace(self) -> None:
        """Ask what to replace by what, and show it before it is done."""
        from workbench.tui.screens.replace import Replace

        if not self.leave():
            return

        def carry_out(targets: tuple[tuple[int, str], ...] | None) -> None:
            if not targets:
                return
            try:
                changed = self.session.replace_targets(targets)
            except WorkbenchError as error:
                self.app.complain(error)
                return
            self.show_changed(changed)
            self.app.notice(f"Replaced in {len(changed)} segments. {{editor.undo}} takes all back.")

        selected = self.editor.selected_text
        shown = self.rows.shown
        segments = self.session.segments if shown is None else [self.session.segments[place] for place in shown]
        self.app.push_screen(Replace(segments, selected), carry_out)
