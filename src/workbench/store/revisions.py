"""Every change of a segment, recorded as it was before and as it is after; undo and redo from that record.

- A change is what the user did in one go (confirm, draft, split, replace in 40 segments): one entry of the undo stack.
- A revision is what the change did to one segment: the fields that differ, before and after; the whole row where the
  segment did not exist before (`before` is null) or does not after.
- Undo puts the `before` values back, redo the `after` values; a new change throws the undone ones away for good.
- Values that are no longer as the change left them are never overwritten: `ConflictError`.
- Ctrl+z passes over what was done to the document as a whole (`MACHINE`); that stays history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from workbench.errors import ConflictError
from workbench.model import Origin, Segment, Status
from workbench.store import segments
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.store.sqlite import Database
from workbench.text.normal import match_key

LIVE, UNDONE, DISCARDED, SETTLED = 0, 1, 2, 3

MACHINE = ("draft", "import", "repair")
"""Actions that are not on the user's undo stack."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a change did to one segment; `None` where the segment did not exist."""

    before: Segment | None
    after: Segment | None


@dataclass(frozen=True, slots=True)
class Change:
    """What was just done, undone or redone."""

    id: int
    action: str
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a segment's history: who changed what when; `seconds` is the time spent, where it was measured.

    `before` and `after` hold the fields that changed (all of them where the segment was made or removed).
    """

    change_id: int
    document_id: int
    segment_id: int
    action: str
    author: str
    at: str
    seconds: float | None
    before: Values | None
    after: Values | None


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
        done = tuple(_carry_out(db, revision) for revision in revisions)
        if action not in MACHINE:
            db.execute(
                "UPDATE changes SET undone = ? WHERE document_id = ? AND undone = ?", (DISCARDED, document_id, UNDONE)
            )
        change_id = db.execute(
            "INSERT INTO changes (document_id, action, author, at, seconds) VALUES (?,?,?,?,?)",
            (document_id, action, author, now(), seconds),
        ).lastrowid
        assert change_id is not None
        db.conn.executemany(
            "INSERT INTO revisions (change_id, segment_id, before, after) VALUES (?,?,?,?)",
            [(change_id, *_difference(revision)) for revision in done],
        )
    return Change(change_id, action, done)


def undo(db: Database, document_id: int) -> Change | None:
    """Take back the last change of a document; None where there is nothing left to undo.

    Raises:
        ConflictError: What it changed has been changed since by another editor.
    """
    return _step(db, document_id, take=LIVE, make=UNDONE)


def redo(db: Database, document_id: int) -> Change | None:
    """Carry out again what was undone last; None where there is nothing to redo.

    Raises:
        ConflictError: As for `undo`.
    """
    return _step(db, document_id, take=UNDONE, make=LIVE)


def history(db: Database, document_id: int, *, segment_id: int | None = None) -> Iterator[Entry]:
    """The live changes of a document, or of one of its segments, newest first."""
    where, keys = "c.document_id = ? AND c.undone IN (?, ?)", [document_id, LIVE, SETTLED]
    if segment_id is not None:
        where += " AND r.segment_id = ?"
        keys.append(segment_id)
    rows: Any = db.execute(
        "SELECT c.id, c.document_id, r.segment_id, c.action, c.author, c.at, c.seconds, r.before, r.after"
        f" FROM revisions r JOIN changes c ON c.id = r.change_id WHERE {where} ORDER BY r.id DESC",
        keys,
    )
    for row in rows:
        values = [*row[:7], _load(row[7]), _load(row[8])]
        yield Entry(*values)


def settle(db: Database, document_id: int) -> None:
    """Keep what was done as history but out of reach of undo: the document has been read anew from its file."""
    db.execute("UPDATE changes SET undone = ? WHERE document_id = ? AND undone = ?", (SETTLED, document_id, LIVE))
    db.execute("UPDATE changes SET undone = ? WHERE document_id = ? AND undone = ?", (DISCARDED, document_id, UNDONE))


def confirmations(db: Database, document_id: int) -> dict[int, tuple[str, str]]:
    """When and by whom each segment of a document was last confirmed, by segment id."""
    rows = db.execute(
        "SELECT r.segment_id, c.at, c.author FROM revisions r JOIN changes c ON c.id = r.change_id"
        " WHERE c.document_id = ? AND c.undone IN (?, ?) AND c.action = 'confirm' ORDER BY r.id",
        (document_id, LIVE, SETTLED),
    )
    return {segment_id: (at, author) for segment_id, at, author in rows}


def state(db: Database, document_id: int) -> tuple[int, int]:
    """A pair of numbers that differs after any change, undo or redo of the document."""
    row = db.execute(
        "SELECT coalesce(max(id), 0), coalesce(sum(undone * id), 0) FROM changes WHERE document_id = ?", (document_id,)
    ).fetchone()
    return int(row[0]), int(row[1])


def touched_since(db: Database, document_id: int, change_id: int) -> set[int]:
    """The segments that the changes after this one touched."""
    rows = db.execute(
        "SELECT DISTINCT r.segment_id FROM revisions r JOIN changes c ON c.id = r.change_id"
        " WHERE c.document_id = ? AND c.id > ?",
        (document_id, change_id),
    )
    return {segment_id for (segment_id,) in rows}


def _step(db: Database, document_id: int, *, take: int, make: int) -> Change | None:
    back = make == UNDONE
    with transaction(db):
        found = db.execute(
            "SELECT id, action FROM changes WHERE document_id = ? AND undone = ? AND action NOT IN (?, ?, ?)"
            f" ORDER BY id {'DESC' if back else 'ASC'} LIMIT 1",
            (document_id, take, *MACHINE),
        ).fetchone()
        if found is None:
            return None
        change_id, action = found
        rows = db.execute(
            f"SELECT segment_id, before, after FROM revisions WHERE change_id = ? ORDER BY id {'DESC' if back else 'ASC'}",
            (change_id,),
        ).fetchall()
        done = []
        for segment_id, before, after in rows:
            old, new = (_load(after), _load(before)) if back else (_load(before), _load(after))
            done.append(_carry_out(db, _resolve(db, segment_id, old, new)))
        db.execute("UPDATE changes SET undone = ? WHERE id = ?", (make, change_id))
    return Change(change_id, action, tuple(done))


def _resolve(db: Database, segment_id: int, old: Values | None, new: Values | None) -> Revision:
    """The full rows behind a recorded difference, checked against what the segment is now."""
    if old is None:
        assert new is not None
        return Revision(None, _segment(new))
    current = _current(db, segment_id)
    if current is None or any(getattr(current, name) != value for name, value in old.items()):
        raise _conflict()
    return Revision(current, None if new is None else _segment(asdict(current) | dict(new)))


def _carry_out(db: Database, revision: Revision) -> Revision:
    before, after = revision.before, revision.after
    if before is not None and _current(db, before.id) != before:
        raise _conflict()
    if after is None:
        assert before is not None
        db.execute("DELETE FROM segments WHERE id = ?", (before.id,))
        return revision
    values = asdict(after) | {"source_key": match_key(after.source)}
    if before is not None:
        names = ", ".join(f"{name} = :{name}" for name in values if name != "id")
        db.execute(f"UPDATE segments SET {names} WHERE id = :id", values)
        return revision
    if after.id == 0:
        del values["id"]
    marks = ", ".join(f":{name}" for name in values)
    new_id = db.execute(f"INSERT INTO segments ({', '.join(values)}) VALUES ({marks})", values).lastrowid
    assert new_id is not None
    return Revision(None, replace(after, id=new_id))


def _difference(revision: Revision) -> tuple[int, str | None, str | None]:
    before, after = revision.before, revision.after
    if before is None or after is None:
        one = after or before
        assert one is not None
        return one.id, *(None if side is None else _dump(asdict(side)) for side in (before, after))  # type: ignore[return-value]
    old, new = asdict(before), asdict(after)
    changed = [name for name in old if old[name] != new[name]]
    return after.id, _dump({name: old[name] for name in changed}), _dump({name: new[name] for name in changed})


def _current(db: Database, segment_id: int) -> Segment | None:
    row = db.execute(f"SELECT {segments.COLUMNS} FROM segments WHERE id = ?", (segment_id,)).fetchone()
    return None if row is None else segments.from_row(row)


def _segment(values: Values) -> Segment:
    return Segment(**{**values, "status": Status(values["status"]), "origin": Origin(values["origin"])})


def _dump(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False)


def _load(text: str | None) -> Values | None:
    return None if text is None else json.loads(text)


def _conflict() -> ConflictError:
    return ConflictError(
        "the segment was changed elsewhere meanwhile", hint="reload to see it; nothing was overwritten"
    )
