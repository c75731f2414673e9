"""The editor's desk: unsaved typing kept through a crash, and other editors on the same document made known.

While the editor is open it beats: which segment it has, and what is typed there but not yet stored. A desk whose program is
gone is abandoned; its typing goes back into its segment, or, where the segment has changed since, into the comment of it.
Nothing is overwritten either way.
"""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model import Segment
from workbench.store import desks
from workbench.workflow.editing import Session

SILENT_SECONDS = 90.0
"""A desk on another machine that has been silent this long is abandoned."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """Typing that came back: into its segment, or into the comment where the segment had changed meanwhile."""

    segment: Segment
    into_comment: bool


class Desk:
    """One editor on one document."""

    def __init__(self, session: Session) -> None:
        """Take a place at the document."""
        self._session = session
        self._db = session.project.db
        self._host = socket.gethostname()
        self._id = desks.add(
            self._db,
            session.info.id,
            author=session.project.author,
            host=self._host,
            pid=os.getpid(),
            beat=time.time(),
        )

    def beat(self, segment_id: int | None, *, basis: str | None = None, typed: str | None = None) -> None:
        """Say which segment is open and what is typed in it (None: nothing unsaved)."""
        desks.beat(self._db, self._id, segment_id, beat=time.time(), basis=basis, typed=typed)

    def others(self) -> dict[int, str]:
        """The segments other editors have open, with their names."""
        return {
            desk.segment_id: desk.author
            for desk in desks.on_document(self._db, self._session.info.id)
            if desk.id != self._id and desk.segment_id is not None and not self._abandoned(desk)
        }

    def recover(self) -> list[Recovered]:
        """Bring back the typing of abandoned desks, and clear them away."""
        found = []
        for desk in desks.on_document(self._db, self._session.info.id):
            if desk.id == self._id or not self._abandoned(desk):
                continue
            if desk.typed is not None and desk.segment_id is not None:
                back = self._bring_back(desk)
                found.extend([back] if back else [])
            desks.remove(self._db, desk.id)
        return found

    def close(self) -> None:
        """Leave in good order."""
        desks.remove(self._db, self._id)

    def _bring_back(self, desk: desks.Desk) -> Recovered | None:
        assert desk.segment_id is not None
        assert desk.typed is not None
        try:
            segment = self._session.get(desk.segment_id)
        except UsageError:
            return None
        if segment.target == desk.typed:
            return None
        if segment.target == (desk.basis or "") and not segment.locked:
            return Recovered(self._session.save(segment.id, desk.typed), False)
        note = f"{segment.note}\n" if segment.note else ""
        text = f"{note}Unsaved typing of {desk.author}: {desk.typed}"
        return Recovered(self._session.annotate(segment.id, note=text), True)

    def _abandoned(self, desk: desks.Desk) -> bool:
        if desk.host != self._host:
            return time.time() - desk.beat > SILENT_SECONDS
        return not _alive(desk.pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
