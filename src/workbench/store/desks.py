"""Desks: the editors at work on a document, the segment each has open, and what is being typed in it.

A desk beats every few seconds. Its row is the notice to other editors and, after a crash, the journal from which unsaved
typing comes back; it goes when the editor is left in good order.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.store.database import transaction
from workbench.store.sqlite import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """An editor on a document; `basis` is the stored target that `typed` (None: nothing unsaved) started from.

    `beat` is the time of its last sign of life, in seconds of the Unix epoch.
    """

    id: int
    document_id: int
    segment_id: int | None
    author: str
    host: str
    pid: int
    beat: float
    basis: str | None
    typed: str | None


def add(db: Database, document_id: int, *, author: str, host: str, pid: int, beat: float) -> int:
    """A new desk on a document; returns its id."""
    with transaction(db):
        desk_id = db.execute(
            "INSERT INTO desks (document_id, author, host, pid, beat) VALUES (?,?,?,?,?)",
            (document_id, author, host, pid, beat),
        ).lastrowid
    assert desk_id is not None
    return desk_id


def beat(
    db: Database,
    desk_id: int,
    segment_id: int | None,
    *,
    beat: float,
    basis: str | None = None,
    typed: str | None = None,
) -> None:
    """Say what the desk has open now."""
    with transaction(db):
        db.execute(
            "UPDATE desks SET segment_id = ?, beat = ?, basis = ?, typed = ? WHERE id = ?",
            (segment_id, beat, basis, typed, desk_id),
        )


def remove(db: Database, desk_id: int) -> None:
    """The editor has left."""
    with transaction(db):
        db.execute("DELETE FROM desks WHERE id = ?", (desk_id,))


def on_document(db: Database, document_id: int) -> list[Desk]:
    """The desks on a document, oldest first."""
    rows = db.execute(
        "SELECT id, document_id, segment_id, author, host, pid, beat, basis, typed FROM desks"
        " WHERE document_id = ? ORDER BY id",
        (document_id,),
    )
    return [Desk(*row) for row in rows]
