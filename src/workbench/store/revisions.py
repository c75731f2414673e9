"""Every change of a segment, recorded as it was before and as it is after; undo and redo from that record.

- A change is what the user did in one go (confirm, draft, split, replace in 40 segments): one entry of the undo stack.
- A revision is what the change did to one segment: the row before and after, `None` where it did not exist.
- Undo writes the `before` rows back, redo the `after` rows; a new change throws the undone ones away for good.
- A segment that is no longer as it was read is never overwritten: `ConflictError`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlite_utils import Database

from workbench.errors import ConflictError
from workbench.model import Origin, Segment, Status
from workbench.store import segments
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.text.normal import match_key

LIVE, UNDONE, DISCARDED = 0, 1, 2

UNDOABLE_BY_BATCH = ("draft", "import")
"""Changes the machine made; they are history, but ctrl+z passes over them."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a change did to one segment."""

    before: Segment | None
    after: Segment | None


@dataclass(frozen=True, slots=True)
class Change:
    """What was done in one go, when and by whom; `seconds` is the time spent on the segment, where it was measured."""

    id: int
    document_id: int
    action: str
    author: str
    at: str
    seconds: float | None
    revisions: tuple[Revision, ...]


def record(
    db: Database,
    document_id: int,
    action: str,
    revisions: Sequence[Revision],
    *,
    author: str,
    seconds: float | None = None,
) -> Change:
    """Carry out a change and write it down, in one transaction; new segments (id 0) get their ids.

    Raises:
        ConflictError: A segment is no longer as `before` has it.
    """
    with transaction(db):
        done = tuple(_apply(db, revision.before, revision.after) for revision in revisions)
        if action not in UNDOABLE_BY_BATCH:
            db.execute(
                "UPDATE changes SET undone = ? WHERE document_id = ? AND undone = ?", (DISCARDED, document_id, UNDONE)
            )
        at = now()
        change_id = db.execute(
            "INSERT INTO changes (document_id, action, author, at, seconds) VALUES (?,?,?,?,?)",
            (document_id, action, author, at, seconds),
        ).lastrowid
        assert change_id is not None
        db.conn.executemany(
            "INSERT INTO revisions (change_id, segment_id, before, after) VALUES (?,?,?,?)",
            [(change_id, _id(revision), _dump(revision.before), _dump(revision.after)) for revision in done],
        )
    return Change(change_id, document_id, action, author, at, seconds, done)


def undo(db: Database, document_id: int) -> Change | None:
    """Take back the last change of a document; None where there is nothing left to undo.

    Raises:
        ConflictError: Its segments were changed since by another editor.
    """
    with transaction(db):
        change = _last(db, document_id, LIVE, "DESC")
        if change is None:
            return None
        for revision in reversed(change.revisions):
            _apply(db, revision.after, revision.before)
        db.execute("UPDATE changes SET undone = ? WHERE id = ?", (UNDONE, change.id))
    return change


def redo(db: Database, document_id: int) -> Change | None:
    """Carry out again what was undone last; None where there is nothing to redo.

    Raises:
        ConflictError: Its segments were changed since by another editor.
    """
    with transaction(db):
        change = _last(db, document_id, UNDONE, "ASC")
        if change is None:
            return None
        for revision in change.revisions:
            _apply(db, revision.before, revision.after)
        db.execute("UPDATE changes SET undone = ? WHERE id = ?", (LIVE, change.id))
    return change


def history(
    db: Database, document_id: int, *, segment_id: int | None = None, limit: int | None = None
) -> Iterator[Change]:
    """The live changes of a document (or of one of its segments), newest first."""
    where, values = "document_id = ? AND undone = ?", [document_id, LIVE]
    if segment_id is not None:
        where += " AND id IN (SELECT change_id FROM revisions WHERE segment_id = ?)"
        values.append(segment_id)
    rows = db.execute(
        f"SELECT id FROM changes WHERE {where} ORDER BY id DESC LIMIT ?",
        [*values, -1 if limit is None else limit],
    ).fetchall()
    for (change_id,) in rows:
        yield _load(db, change_id)


def _last(db: Database, document_id: int, state: int, order: str) -> Change | None:
    row = db.execute(
        f"SELECT id FROM changes WHERE document_id = ? AND undone = ? AND action NOT IN (?, ?) ORDER BY id {order} LIMIT 1",
        (document_id, state, *UNDOABLE_BY_BATCH),
    ).fetchone()
    return _load(db, row[0]) if row else None


def _load(db: Database, change_id: int) -> Change:
    head: Any = db.execute(
        "SELECT id, document_id, action, author, at, seconds FROM changes WHERE id = ?", (change_id,)
    ).fetchone()
    rows = db.execute("SELECT before, after FROM revisions WHERE change_id = ? ORDER BY id", (change_id,))
    return Change(*head, tuple(Revision(_read(before), _read(after)) for before, after in rows))


def _apply(db: Database, before: Segment | None, after: Segment | None) -> Revision:
    if before is not None:
        row = db.execute(f"SELECT {segments.COLUMNS} FROM segments WHERE id = ?", (before.id,)).fetchone()
        if row is None or segments.from_row(row) != before:
            raise ConflictError(
                "the segment was changed elsewhere meanwhile", hint="reload to see it; nothing was overwritten"
            )
    if after is None:
        assert before is not None
        db.execute("DELETE FROM segments WHERE id = ?", (before.id,))
        return Revision(before, None)
    values = asdict(after) | {"source_key": match_key(after.source)}
    if before is None and after.id == 0:
        del values["id"]
    if before is None:
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        new_id = db.execute(f"INSERT INTO segments ({names}) VALUES ({marks})", values).lastrowid
        assert new_id is not None
        return Revision(None, replace(after, id=new_id))
    names = ", ".join(f"{name} = :{name}" for name in values if name != "id")
    db.execute(f"UPDATE segments SET {names} WHERE id = :id", values)
    return Revision(before, after)


def _id(revision: Revision) -> int:
    segment = revision.after or revision.before
    assert segment is not None
    return segment.id


def _dump(segment: Segment | None) -> str | None:
    return None if segment is None else json.dumps(asdict(segment), ensure_ascii=False)


def _read(text: str | None) -> Segment | None:
    if text is None:
        return None
    values: dict[str, Any] = json.loads(text)
    return Segment(**{**values, "status": Status(values["status"]), "origin": Origin(values["origin"])})
