"""The edit screen's long work: drafting the document and checking it, in the background, what is in view first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Segment
from workbench.text.counting import counted
from workbench.tui.lane import Ticket
from workbench.tui.screens.desk import DeskScreen
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.workflow.pretranslate import Report


class WorkScreen(DeskScreen):
    """Work that takes long."""

    def action_pretranslate(self) -> None:
        """Draft every untranslated segment, those in view first."""
        if not self.leave():
            return
        info = self.session.info
        first = [segment.id for segment in self.in_view()]

        def draft(project: Project, ticket: Ticket) -> Report:
            from workbench.workflow.pretranslate import Options, Report, pretranslate  # not needed to open a document

            threads = self.app.spare_threads
            options = Options(threads=threads)
            report = Report([])
            for only in (first, None):
                if not ticket.cancelled():
                    report = pretranslate(
                        project, [info], options, progress=ticket.tell, cancelled=ticket.cancelled, only=only
                    )
            return report

        self.app.work("Drafting", info.name, draft, self._drafted)

    def _drafted(self, report: Report) -> None:
        self.take_in()
        drafted = sum(part.drafted for part in report.documents)
        told = f"Drafted: {counted(drafted, 'segment')}."
        if report.missing_models:
            self.app.notice(f"{told} For the others {report.missing_models[0]}")
        elif report.cancelled:
            self.app.notice("Drafting was stopped. What was drafted is kept; {work.pretranslate} goes on.")
        else:
            self.app.notice(told if drafted else "Every segment has a draft.")

    def in_view(self) -> Sequence[Segment]:
        """The segments that the grid shows."""
        return [self.rows.segment(place) for place in self.grid.visible_places()]
