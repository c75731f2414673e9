"""Editing one document: what the editor shows, and everything a key can do to a segment.

Every method that changes something is one transaction: the segment, its revision, and what the TM learns or forgets by
it. A confirmed segment is a TM unit with its neighbours as context; taking the confirm back takes the unit back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model import Origin, Segment, Status
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.database import transaction
from workbench.store.pages import Blocks, Segments
from workbench.store.revisions import Change, Entry, Revision
from workbench.text import tags
from workbench.text.normal import match_key, nfc
from workbench.workflow import cutting
from workbench.workflow.assist import Question
from workbench.workflow.project import Project
from workbench.workflow.teaching import teach

if TYPE_CHECKING:
    from workbench.store import Database


FEW = 50
"""Segments that others may have changed before the document is read anew."""


class Session:
    """The editing of one document.

    Attributes:
        info: The document as listed when the session was opened, its segments not counted (`counts` does).
        blocks: Its blocks by row id.
        segments: Its segments in reading order, kept up to date by the session's own changes.
    """

    def __init__(self, project: Project, document: str) -> None:
        """Open a document by name or id.

        Raises:
            UsageError: There is none of that name.
        """
        self.project = project
        self.info = stored.find(project.db, document, counted=False)
        self.reload()

    def reload(self) -> None:
        """Read the document again, as another editor may have changed it."""
        self._state = revisions.state(self.project.db, self.info.id)
        self.blocks = Blocks(self.project.db, self.info.id)
        self.segments = Segments(self.project.db, self.info.id)

    def refresh(self) -> list[Segment] | None:
        """Take in what others (a second editor, a run in the background) have changed since.

        Returns the segments that differ now, empty where nothing did (of very many, those that were looked at); None where
        segments came or went, so that places have moved.
        """
        state, before = self._state, self.segments
        now_ = revisions.state(self.project.db, self.info.id)
        if now_ == state:
            return []
        undone = now_[1] != state[1]
        touched = revisions.touched_since(self.project.db, self.info.id, state[0])
        reshaped = len(before) != segments.count(self.project.db, self.info.id)
        if not undone and not reshaped and len(touched) <= FEW and all(segment_id in self for segment_id in touched):
            self._state = now_
            return [segment for segment in map(self._read, sorted(touched)) if self._differs(segment)]
        self.reload()
        if self.segments.ids != before.ids:
            return None
        return [self.get(old.id) for old in before.looked_at() if self.get(old.id) != old]

    def _read(self, segment_id: int) -> Segment:
        return segments.get(self.project.db, segment_id)

    def _differs(self, segment: Segment) -> bool:
        """Whether a segment is another than it was known as, if it was; it is known as it is from now on."""
        old = self.segments.known(segment.id)
        self.segments.put(segment)
        return old != segment

    @property
    def counts(self) -> Counter[Status]:
        """How many segments are how far."""
        return self.segments.counts

    def index(self, segment_id: int) -> int:
        """The 0-based place of a segment in reading order.

        Raises:
            UsageError: It is not in the document (any more).
        """
        place = self.segments.place(segment_id)
        if place is None:
            raise UsageError(f"segment {segment_id} is no longer in the document", hint="reload it")
        return place

    def __contains__(self, segment_id: int) -> bool:
        """Whether a segment is (still) in the document."""
        return self.segments.place(segment_id) is not None

    def get(self, segment_id: int) -> Segment:
        """A segment as the session knows it."""
        return self.segments[self.index(segment_id)]

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

    def set_aside(self, segment_id: int, target: str) -> Segment:
        """Keep a text in the history of a segment that stands as another editor has left it; undo makes the text stand."""
        before = self.get(segment_id)
        typed = replace(before, target=nfc(target), status=Status.EDITED, origin=Origin.HUMAN, score=None)
        if typed.target == before.target:
            return before
        with transaction(self.project.db):
            self._change("edit", [Revision(before, typed)])
            return self._change("set-aside", [Revision(typed, before)])[0]

    def confirm(
        self, segment_id: int, target: str, *, seconds: float | None = None, propagate: bool = True
    ) -> list[Segment]:
        """Confirm a target: the segment is done, and the TM has it; returns it and what followed it.

        A draft confirmed as it stood keeps its origin and score, so that its source can be judged later. With `propagate`,
        segments of the same source that no hand has touched take the target as a draft, in the same change.

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
            return [before]
        alike = self._alike(after) if propagate else []
        return self._change("confirm", [Revision(before, after), *alike], seconds)

    def unconfirm(self, segment_id: int) -> Segment:
        """Take the confirmation back, keeping the text."""
        before = self.get(segment_id)
        self._refuse_locked(before)
        if not before.status.is_final:
            return before
        return self._change("unconfirm", [Revision(before, replace(before, status=Status.EDITED))])[0]

    def review(self, segment_id: int) -> Segment:
        """Mark a confirmed segment as reviewed, or take that back.

        Raises:
            UsageError: It is not confirmed.
        """
        before = self.get(segment_id)
        self._refuse_locked(before)
        if not before.status.is_final:
            raise UsageError("only a confirmed segment can be reviewed", hint="confirm it first")
        status = Status.CONFIRMED if before.status is Status.REVIEWED else Status.REVIEWED
        return self._change("review", [Revision(before, replace(before, status=status))])[0]

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
        wanted = [(self.get(segment_id), nfc(target)) for segment_id, target in targets]
        return self.set_targets(
            [
                (segment.id, target, segment.status if segment.status.is_final else Status.EDITED)
                for segment, target in wanted
                if target != segment.target
            ],
            action,
        )

    def set_targets(self, targets: Sequence[tuple[int, str, Status]], action: str) -> list[Segment]:
        """Set several targets and their status in one undoable change; locked segments are left alone."""
        changed = []
        for segment_id, target, status in targets:
            before = self.get(segment_id)
            after = replace(before, target=nfc(target), status=status)
            if after.target != before.target:
                after = replace(after, origin=Origin.HUMAN, score=None)
            if after != before and not before.locked:
                changed.append(Revision(before, after))
        return self._change(action, changed) if changed else []

    def split(self, segment_id: int, place: int, target_place: int | None = None) -> list[Segment]:
        """Cut a segment in two before a code point of its source (`cutting.split`)."""
        before = self.get(segment_id)
        self._refuse_locked(before)
        return self._change("split", cutting.split(before, self.blocks[before.block_id], place, target_place))

    def join(self, segment_id: int) -> list[Segment]:
        """Make one segment of this and the next (`cutting.join`).

        Raises:
            UsageError: There is no next one in the paragraph.
        """
        place = self.index(segment_id)
        if place + 1 == len(self.segments):
            raise UsageError("this is the last segment", hint="there is nothing to join it with")
        first, second = self.segments[place], self.segments[place + 1]
        self._refuse_locked(first)
        self._refuse_locked(second)
        languages = self.info.source_language, self.info.target_language
        return self._change("join", cutting.join(first, second, self.blocks[first.block_id], *languages))

    def edit_source(self, segment_id: int, source: str) -> Segment:
        """Correct what the editor sees of the source; the file's own text stays as it is.

        Raises:
            UsageError: It would be empty.
        """
        before = self.get(segment_id)
        self._refuse_locked(before)
        source = nfc(source)
        if not tags.strip(source).strip():
            raise UsageError("a source cannot be empty", hint="join the segment with its neighbour instead")
        if source == before.source:
            return before
        status = Status.EDITED if before.status.is_final else before.status
        return self._change("source", [Revision(before, replace(before, source=source, status=status))])[0]

    def draft_of(self, segment_id: int) -> Segment | None:
        """The segment as the last draft left it, None where it never had one."""
        for entry in revisions.history(self.project.db, self.info.id, segment_id=segment_id):
            if entry.action == "draft" and entry.after and "target" in entry.after:
                now_ = self.get(segment_id)
                values = {name: entry.after.get(name, getattr(now_, name)) for name in ("target", "score")}
                origin = Origin(entry.after.get("origin", now_.origin))
                return replace(now_, status=Status.DRAFT, origin=origin, **values)
        return None

    def revert(self, segment_id: int) -> Segment:
        """Put the last draft back in the place of what was made of it.

        Raises:
            UsageError: The segment never had a draft.
        """
        before = self.get(segment_id)
        self._refuse_locked(before)
        after = self.draft_of(segment_id)
        if after is None:
            raise UsageError("the segment never had a draft", hint="draft it first")
        if after == before:
            return before
        return self._change("revert", [Revision(before, after)])[0]

    def history(self, segment_id: int | None = None) -> list[Entry]:
        """What was done to a segment or, without one, to the document, newest first."""
        return list(revisions.history(self.project.db, self.info.id, segment_id=segment_id))

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

    def _alike(self, confirmed: Segment) -> list[Revision]:
        """The untouched segments of the same source, with its target as their draft."""
        key = match_key(confirmed.source)
        marks = tags.marks(confirmed.source)
        return [
            Revision(
                other,
                replace(other, target=confirmed.target, status=Status.DRAFT, origin=Origin.PROPAGATED, score=100),
            )
            for other in segments.with_key(self.project.db, key, self.info.source_language, self.info.target_language)
            if other.document_id == self.info.id
            and other.id != confirmed.id
            and other.status in (Status.UNTRANSLATED, Status.DRAFT)
            and other.target != confirmed.target
            and not other.locked
            and tags.marks(other.source) == marks
        ]

    def _change(self, action: str, changed: Sequence[Revision], seconds: float | None = None) -> list[Segment]:
        with transaction(self.project.db):
            change = revisions.record(
                self.project.db, self.info.id, action, changed, author=self.project.author, seconds=seconds
            )
            teach(self, change)
        return self._take_over(change)

    def _step(self, move: Callable[[Database, int], Change | None]) -> list[Segment]:
        with transaction(self.project.db):
            change = move(self.project.db, self.info.id)
            if change is None:
                return []
            teach(self, change)
        return self._take_over(change)

    def _take_over(self, change: Change) -> list[Segment]:
        """Bring the session's list up to a change: replace, insert, drop."""
        gone = {revision.before.id for revision in change.revisions if revision.before}
        here = [revision.after for revision in change.revisions if revision.after]
        if gone == {segment.id for segment in here} and all(segment_id in self for segment_id in gone):
            for segment in here:
                self.segments.put(segment)
        else:
            self.segments = Segments(self.project.db, self.info.id)
        return here

    def _refuse_locked(self, segment: Segment) -> None:
        if segment.locked:
            raise UsageError("the segment is locked", hint="unlock it first")
