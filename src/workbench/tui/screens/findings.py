"""The findings: what the checks say of the open document, by gravity, with fixes and the way to pass one over."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.checks import apply
from workbench.errors import WorkbenchError
from workbench.text.counting import counted
from workbench.tui import keys
from workbench.tui.ink import FINDING, Inked
from workbench.tui.lane import Ticket
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item
from workbench.workflow.check import LiveChecker, Located, check_document
from workbench.workflow.project import Project

EMPTY = "empty"
"""The check that names segments without a translation: what nobody has touched yet is counted here, not listed."""


class FindingsRoom(Room):
    """What is wrong, and where."""

    NAME = "findings"
    FILTER = "filter by check, word or severity"
    HELP = """
**enter** goes to the segment. **{findings.fix}** applies the fix that stands behind →. **{findings.ignore}** passes over a finding in its segment, **{findings.ignore-everywhere}**
everywhere; **{findings.scope}** shows what was passed over. **{findings.again}** checks again.
"""

    KEYS = (*keys.FINDINGS, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.FINDINGS)]

    ignored = False
    waiting = 0
    found: tuple[Located, ...] = ()

    def build(self) -> None:
        """Check the document in the background."""
        edited = self.app.edited
        if edited is None:
            return
        info, ignored = edited.session.info, self.ignored
        self.tell("checking …")

        def check(project: Project, ticket: Ticket) -> list[Located]:
            return check_document(project, info, ignored=ignored)

        self.app.memory_lane.submit("findings", check, self._checked)

    action_build = build

    def _checked(self, found: list[Located]) -> None:
        waiting = [item for item in found if item.finding.check == EMPTY and item.segment.status == "untranslated"]
        self.waiting = len(waiting)
        self.found = tuple(item for item in found if item not in waiting)
        if self.app.edited is not None:
            self.app.edited.take_findings(self.found)
        self.show(self.items())

    def items(self) -> list[Item]:
        """The findings under the filter."""
        wanted = self.filter_text.casefold()
        shown = [
            item
            for item in self.found
            if wanted in f"{item.finding.check} {item.finding.severity} {item.finding.message}".casefold()
        ]
        if not shown:
            return [Item(None, lambda view, width: [[], [Piece("  Nothing found.", view.ink("confirmed"))]])]
        return [_finding(item) for item in shown]

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the findings."""
        grave = sum(item.finding.severity == "error" for item in self.found)
        waiting = f" · {self.waiting} untranslated" if self.waiting else ""
        super().show(items, f"{counted(len(self.found), 'finding')}, {counted(grave, 'error')}{waiting}")

    def action_scope(self) -> None:
        """With or without what was passed over."""
        self.ignored = not self.ignored
        self.build()

    def action_fix(self) -> None:
        """Apply the fix of the current finding."""
        item, edited = self.listing.current, self.app.edited
        if not isinstance(item, Located) or edited is None:
            return
        fixed = apply(edited.session.get(item.segment.id).target, item.finding)
        if item.finding.suggestion is None or fixed == item.segment.target:
            self.app.notice("There is no safe fix for this; enter goes to the segment.")
            return
        try:
            edited.show_changed(edited.session.replace_targets([(item.segment.id, fixed)], "fix"))
        except WorkbenchError as error:
            self.app.complain(error)
        self.build()

    def action_ignore(self, everywhere: bool) -> None:
        """Pass over the current finding, or heed it again."""
        item, edited = self.listing.current, self.app.edited
        if not isinstance(item, Located) or edited is None:
            return
        checker = LiveChecker(edited.session)
        if item.ignored:
            checker.restore(item.finding)
        else:
            checker.ignore(item.finding, everywhere=everywhere)
        edited.forget_checker()
        self.build()

    async def choose(self, key: Any) -> None:
        """Go to the segment."""
        edited = self.app.edited
        if edited is not None and isinstance(key, Located):
            await self.app.action_back()
            edited.goto_segment(key.segment.id)


def _finding(item: Located) -> Item:
    finding = item.finding

    def draw(view: Inked, width: int) -> list[Line]:
        name = "faint" if item.ignored else {"error": "error", "warning": "warning"}.get(finding.severity, "info")
        fix = "" if finding.suggestion is None else f"  → {finding.suggestion or '(nothing)'}"
        message = f"{finding.message}{fix}"
        marks = [Mark(len(finding.message) + len("  → "), len(message), view.ink("added"))]
        painted = paint(message, max(8, width - 9), view.ink(name), marks)
        lines: list[Line] = []
        for number, line in enumerate(painted):
            head = f"{FINDING} {item.number:>5}  " if not number else " " * 9
            lines.append([Piece(head, view.ink(name)), *line])
        side = item.segment.source if finding.side == "source" else item.segment.target
        place = [Mark(finding.start, finding.end, view.ink("missing"))]
        lines += [[Piece(" " * 9), *line] for line in paint(side, max(8, width - 9), view.ink("muted"), place)[:2]]
        lines.append(
            [Piece(f"{' ' * 9}{finding.check}{' · passed over' if item.ignored else ''}", view.ink("faint")), Piece("")]
        )
        return [*lines, []]

    return Item(item, draw)
