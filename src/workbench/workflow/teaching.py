"""What the memory learns and forgets by a change: a confirmed segment is a unit, with its neighbours as context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model import Origin, Segment, Unit
from workbench.store.clock import now
from workbench.store.revisions import Change

if TYPE_CHECKING:
    from workbench.workflow.editing import Session


def teach(session: Session, change: Change) -> None:
    """Let the memory follow a change: what stopped being confirmed goes, what is confirmed now comes."""
    memory = session.project.memory
    for revision in change.revisions:
        old = _unit(session, revision.before)
        new = _unit(session, revision.after)
        if old and (new is None or (old.source, old.target) != (new.source, new.target)):
            memory.remove([old])
        if new and (old is None or (old.source, old.target) != (new.source, new.target)):
            memory.add([new])


def _unit(session: Session, segment: Segment | None) -> Unit | None:
    if segment is None or not segment.status.is_final:
        return None
    info = session.info
    previous, following = session.neighbours(segment.id) if segment.id in session else ("", "")
    time = now()
    return Unit(
        source_language=info.source_language,
        target_language=info.target_language,
        source=segment.source,
        target=segment.target,
        origin=segment.origin or Origin.HUMAN,
        status=segment.status,
        document=info.name,
        previous=previous,
        next=following,
        author=session.project.author,
        created=time,
        changed=time,
        note=segment.note,
    )
