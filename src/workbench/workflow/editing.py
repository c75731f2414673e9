"""Editing one document: what the editor shows, and everything a key can do to a segment.

Every method that changes something is one transaction: the segment, its revision, and what the TM learns or forgets by
it. A confirmed segment is a TM unit with its neighbours as context; taking the confirm back takes the unit back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model import Block, Origin, Segment, Status, Unit
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.store.revisions import Change, Revision
from workbench.text import tags
from workbench.text.normal import nfc
from workbench.workflow.assist import Question, Suggestions, suggest
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from sqlite_utils import Database


class Session:
    """The editing of one document.

    Attributes:
        info: The document as listed when the session was opened.
        blocks: Its blocks by row id.
        segments: Its segments in reading order, kept up to date by the session's own changes.
    """

    def __init__(self, project: Project, document: str) -> None:
        """Open a document by name or id.

        Raises:
            UsageError: There is none of that name.
        """
        self.project = project
        self.info = stored.find(project.db, document)
        self.reload()

    def reload(self) -> None:
        """Read the document again, as another editor may have changed it."""
        self.blocks: dict[int, Block] = {
            entry.id: entry.block for entry in stored.blocks(self.project.db, self.info.id)
        }
        self.segments: list[Segment] = segments.of_document(self.project.db, self.info.id)
        self._renumber()

    def index(self, segment_id: int) -> int:
        """The 0-based place of a segment in reading order.

        Raises:
            UsageError: It is not in the document (any more).
        """
        try:
            return self._places[segment_id]
        except KeyError:
            raise UsageError(f"segment {segment_id} is no longer in the document", hint="reload it") from None

    def get(self, segment_id: int) -> Segment:
        """A segment as the session knows it."""
        return self.segments[self.index(segment_id)]

    def suggestions(self, segment_id: int, *, minimum: int = 50, limit: int = 5) -> Suggestions:
        """What the TM and the glossary offer for a segment."""
        return suggest(self.project, self.question(segment_id), minimum=minimum, limit=limit)

    def question(self, segment_id: int) -> Question:
        """A segment as its helpers see it."""
        segment = self.get(segment_id)
        previous, following = self.neighbours(segment_id)
        kind = self.blocks[segment.block_id].kind
        return Question(segment.source, previous, following, kind, self.info.source_language, self.info.target_language)

    def neighbours(self, segment_id: int) -> tuple[str, str]:
        """The source texts before and after a segment, empty at the ends of the document."""
        place = self.index(segment_id)
        before = self.segments[place - 1].source if place else ""
        after = self.segments[place + 1].source if place + 1 < len(self.segments) else ""
        return before, after

    def save(
        self, segment_id: int, target: str, *, origin: Origin | None = None, seconds: float | None = None
    ) -> Segment:
        """Keep what was typed, unconfirmed; nothing is written where nothing changed.

        Editing a confirmed segment takes its confirmation back.
        """
        before = self.get(segment_id)
        self._refuse_locked(before)
        target = nfc(target)
        if target == before.target:
            return before
        after = replace(
            before,
            target=target,
            status=Status.EDITED if target else Status.UNTRANSLATED,
            origin=origin or (Origin.HUMAN if target else Origin.NONE),
            score=before.score if origin else None,
        )
        return self._change("edit", [Revision(before, after)], seconds)[0]

    def confirm(self, segment_id: int, target: str, *, seconds: float | None = None) -> Segment:
        """Confirm a target: the segment is done, and the TM has it.

        A draft confirmed as it stood keeps its origin and score, so that its source can be judged later.

        Raises:
            UsageError: The target is empty.
        """
        before = self.get(segment_id)
        self._refuse_locked(before)
        target = nfc(target)
        if not tags.strip(target).strip():
            raise UsageError("an empty target cannot be confirmed", hint="type a translation, or leave it as it is")
        untouched = target == before.target
        after = replace(
            before,
            target=target,
            status=Status.CONFIRMED,
            origin=before.origin if untouched else Origin.HUMAN,
            score=before.score if untouched else None,
        )
        if after == before:
            return before
        return self._change("confirm", [Revision(before, after)], seconds)[0]

    def unconfirm(self, segment_id: int) -> Segment:
        """Take the confirmation back, keeping the text."""
        before = self.get(segment_id)
        self._refuse_locked(before)
        if not before.status.is_final:
            return before
        return self._change("unconfirm", [Revision(before, replace(before, status=Status.EDITED))])[0]

    def annotate(
        self, segment_id: int, *, note: str | None = None, bookmarked: bool | None = None, locked: bool | None = None
    ) -> Segment:
        """Change a segment's comment, mark or lock."""
        before = self.get(segment_id)
        after = replace(
            before,
            note=before.note if note is None else nfc(note),
            bookmarked=before.bookmarked if bookmarked is None else bookmarked,
            locked=before.locked if locked is None else locked,
        )
        if after == before:
            return before
        return self._change("annotate", [Revision(before, after)])[0]

    def replace_targets(self, targets: Sequence[tuple[int, str]], action: str = "replace") -> list[Segment]:
        """Set several targets in one undoable change (find and replace, term repair, propagation)."""
        changed = []
        for segment_id, target in targets:
            before = self.get(segment_id)
            text = nfc(target)
            if before.locked or text == before.target:
                continue
            status = before.status if before.status.is_final else Status.EDITED
            changed.append(
                Revision(before, replace(before, target=text, status=status, origin=Origin.HUMAN, score=None))
            )
        return self._change(action, changed) if changed else []

    def undo(self) -> list[Segment]:
        """Take back the last change; the segments as they are now, empty where there was nothing to undo."""
        return self._step(revisions.undo)

    def redo(self) -> list[Segment]:
        """Carry out again what was undone last."""
        return self._step(revisions.redo)

    def remember(self, segment_id: int) -> None:
        """Note where the editor is, for the next time."""
        with transaction(self.project.db):
            stored.remember_place(self.project.db, self.info.id, segment_id)

    def _change(self, action: str, changed: Sequence[Revision], seconds: float | None = None) -> list[Segment]:
        with transaction(self.project.db):
            change = revisions.record(
                self.project.db, self.info.id, action, changed, author=self.project.author, seconds=seconds
            )
            self._teach(change)
        return self._take_over(change)

    def _step(self, move: Callable[[Database, int], Change | None]) -> list[Segment]:
        with transaction(self.project.db):
            change = move(self.project.db, self.info.id)
            if change is None:
                return []
            self._teach(change)
        return self._take_over(change)

    def _teach(self, change: Change) -> None:
        """Let the TM follow: what stopped being confirmed goes, what is confirmed now comes."""
        for revision in change.revisions:
            old = self._unit(revision.before)
            new = self._unit(revision.after)
            if old and (new is None or (old.source, old.target) != (new.source, new.target)):
                self.project.memory.remove([old])
            if new and (old is None or (old.source, old.target) != (new.source, new.target)):
                self.project.memory.add([new])

    def _unit(self, segment: Segment | None) -> Unit | None:
        if segment is None or not segment.status.is_final:
            return None
        previous, following = self.neighbours(segment.id) if segment.id in self._places else ("", "")
        time = now()
        return Unit(
            source_language=self.info.source_language,
            target_language=self.info.target_language,
            source=segment.source,
            target=segment.target,
            origin=segment.origin or Origin.HUMAN,
            status=segment.status,
            document=self.info.name,
            previous=previous,
            next=following,
            author=self.project.author,
            created=time,
            changed=time,
            note=segment.note,
        )

    def _take_over(self, change: Change) -> list[Segment]:
        """Bring the session's list up to a change: replace, insert, drop."""
        gone = {revision.before.id for revision in change.revisions if revision.before}
        here = [revision.after for revision in change.revisions if revision.after]
        in_place = {segment.id: segment for segment in here}
        if gone == set(in_place) and gone <= set(self._places):
            for segment in here:
                self.segments[self._places[segment.id]] = segment
            return here
        kept = [segment for segment in self.segments if segment.id not in gone]
        self.segments = sorted([*kept, *here], key=lambda segment: segment.position)
        self._renumber()
        return here

    def _renumber(self) -> None:
        self._places = {segment.id: place for place, segment in enumerate(self.segments)}

    def _refuse_locked(self, segment: Segment) -> None:
        if segment.locked:
            raise UsageError("the segment is locked", hint="unlock it first")
