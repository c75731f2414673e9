"""Long work in line: one piece at a time on a lane of its own, the others wait and go on by themselves.

What runs says how far it is in the top line of whatever screen is shown. The same work is not put in line twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.tui.lane import Lane, Ticket

if TYPE_CHECKING:
    from workbench.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Work:
    """What to do (`Drafting`) to what (a document), and who takes the result."""

    label: str
    subject: str
    do: Callable[[Project, Ticket], Any]
    done: Callable[[Any], None]

    @property
    def name(self) -> tuple[str, str]:
        """Works of one name are the same work."""
        return self.label, self.subject


class Works:
    """The line of long works; the first of them runs."""

    def __init__(
        self,
        lane: Lane,
        *,
        say: Callable[[str], None],
        notice: Callable[[str], None],
        failed: Callable[[WorkbenchError], None],
    ) -> None:
        """Work on `lane`; `say` hears how far it is (nothing: none runs), `notice` what to tell the user once."""
        self._lane = lane
        self._say, self._notice, self._failed = say, notice, failed
        self._line: deque[Work] = deque()
        self._ticket: Ticket | None = None

    def add(self, work: Work) -> None:
        """Do this work now, or when what stands before it is done."""
        if work.name in (other.name for other in self._line):
            self._notice(f"{work.label} {work.subject} is under way already; {{work.stop}} stops it.")
            return
        self._line.append(work)
        if len(self._line) == 1:
            self._begin()
        else:
            self._notice(f"{work.label} {work.subject} waits until {self._line[0].label.lower()} is done.")

    def stop(self) -> None:
        """Ask what runs to stop; it hands over what is done, and the next begins."""
        if self._ticket is None:
            self._notice("Nothing is running.")
        else:
            self._ticket.ask_to_stop()
            self._say("stopping …")

    def _begin(self) -> None:
        work = self._line[0]

        def told(count: int, total: int) -> None:
            waiting = f" · {len(self._line) - 1} waiting" if len(self._line) > 1 else ""
            self._say(f"{work.label} {count}/{total}{waiting} · {{work.stop}} stops")

        def finished(result: Any) -> None:
            self._go_on()
            work.done(result)

        def failed(error: WorkbenchError) -> None:
            self._go_on()
            self._failed(error)

        self._say(f"{work.label} …")
        self._ticket = self._lane.submit("work", work.do, finished, failed, told)

    def _go_on(self) -> None:
        self._line.popleft()
        self._ticket = None
        self._say("")
        if self._line:
            self._begin()
