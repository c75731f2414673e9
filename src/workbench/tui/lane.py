"""A lane: one background thread with the project opened on a connection of its own, where slow work runs.

- Jobs of a lane run one after another; a newer job of the same group drops the waiting one and asks the running one to stop.
- Results come back on the screen's thread, never those of a job that a newer one has replaced.
- An error of ours goes to `failed`; any other is raised in the app, where it is seen.
- The lane is a daemon: leaving the editor never waits for a model.
- A lane that is patient gives way to the screen: on Linux its thread, and those a model starts from it, run at lower priority.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from textual.app import App

from workbench.errors import WorkbenchError
from workbench.workflow.project import Project

T = TypeVar("T")

Failed = Callable[[WorkbenchError], None]
Told = Callable[[int, int], None]

PATIENCE = 10
"""The niceness of a patient lane."""

TELL_SECONDS = 0.3
"""The screen hears of progress no more often than this."""


class Ticket:
    """One job's leave to go on, and its way to say how far it is."""

    def __init__(self, tell: Told) -> None:
        self.dropped = False
        self._stop = threading.Event()
        self._tell = tell
        self._told = 0.0

    def tell(self, done: int, total: int) -> None:
        """Say how far the job is; a few times a second it is heard."""
        now = time.monotonic()
        if now - self._told > TELL_SECONDS or done == total:
            self._told = now
            self._tell(done, total)

    def ask_to_stop(self) -> None:
        """Ask the job to stop and hand over what is done."""
        self._stop.set()

    def cancel(self) -> None:
        """Ask the job to stop, and drop its result."""
        self.dropped = True
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the job should stop."""
        return self._stop.is_set()


@dataclass(slots=True)
class _Job:
    ticket: Ticket
    work: Callable[[Project, Ticket], Any]
    done: Callable[[Any], None]
    failed: Failed


class Lane:
    """Slow work for one app, in order."""

    def __init__(self, app: App[Any], project: Project, failed: Failed, *, patient: bool = False) -> None:
        self._app = app
        self._patient = patient
        self._path = project
        self._failed = failed
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._current: dict[str, Ticket] = {}
        self._open = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def submit(
        self,
        group: str,
        work: Callable[[Project, Ticket], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        told: Told | None = None,
    ) -> Ticket:
        """Run `work` on the lane and hand its result to `done`, in the place of an older job of the group.

        `told` hears, on the screen's thread, how far it is.
        """
        self.cancel(group)

        def tell(count: int, total: int) -> None:
            if told is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(lambda: self._app.call_later(told, count, total))

        ticket = self._current[group] = Ticket(tell)
        self._open += 1
        self._jobs.put(_Job(ticket, work, done, failed or self._failed))
        return ticket

    def cancel(self, group: str) -> None:
        """Drop the group's job."""
        if group in self._current:
            self._current.pop(group).cancel()

    @property
    def idle(self) -> bool:
        """Whether every job has been answered."""
        return self._open == 0

    def close(self) -> None:
        """Stop what runs and take no more."""
        for group in list(self._current):
            self.cancel(group)
        self._jobs.put(None)

    def _run(self) -> None:
        if self._patient and sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PATIENCE)
        project: Project | None = None
        while (job := self._jobs.get()) is not None:
            if job.ticket.dropped:
                self._deliver(job, job.done, None)
                continue
            try:
                project = project or self._path.reopen()
                result = job.work(project, job.ticket)
            except WorkbenchError as error:
                self._deliver(job, job.failed, error)
            except Exception as error:  # noqa: BLE001 - raised again where it can be seen
                self._deliver(job, _raise, error)
            else:
                self._deliver(job, job.done, result)
        if project is not None:
            project.close()

    def _deliver(self, job: _Job, receive: Callable[[Any], None], value: Any) -> None:
        def arrive() -> None:
            self._open -= 1
            if not job.ticket.dropped:
                self._app.call_later(receive, value)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(arrive)


def _raise(error: Exception) -> None:
    raise error
