"""Reading segments. They are written by `revisions.record` alone, so that every change can be undone and measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.errors import UsageError
from workbench.model import Origin, Segment, Status
from workbench.store.sqlite import Database

COLUMNS = (
    "id, document_id, block_id, position, start, end, source, target, status, origin, score, note, locked, bookmarked"
)


def of_document(db: Database, document_id: int, *, statuses: Iterable[Status] | None = None) -> list[Segment]:
    """A document's segments in reading order, all or those of the given statuses."""
    where, values = "document_id = ?", [document_id, *(statuses or ())]
    if statuses is not None:
        where += f" AND status IN ({', '.join('?' * (len(values) - 1))})"
    return [
        from_row(row) for row in db.execute(f"SELECT {COLUMNS} FROM segments WHERE {where} ORDER BY position", values)
    ]


def count(db: Database, document_id: int) -> int:
    """How many segments a document has."""
    return int(db.execute("SELECT count(*) FROM segments WHERE document_id = ?", (document_id,)).fetchone()[0])


def get(db: Database, segment_id: int) -> Segment:
    """One segment.

    Raises:
        UsageError: It is gone (split, merged or re-imported by somebody else).
    """
    row = db.execute(f"SELECT {COLUMNS} FROM segments WHERE id = ?", (segment_id,)).fetchone()
    if row is None:
        raise UsageError(f"segment {segment_id} is no longer in the project", hint="reload the document")
    return from_row(row)


def renumber(db: Database, document_id: int, ids: Mapping[int, int]) -> None:
    """Give segments of a document the ids of others that are gone (`ids` maps the id a segment has to the one it gets).

    All other segments of the document get ids that no revision knows, so that no history is read as theirs.
    """
    (highest,) = db.execute(
        "SELECT max(coalesce((SELECT max(id) FROM segments), 0), coalesce((SELECT max(segment_id) FROM revisions), 0))"
    ).fetchone()
    present = [
        row[0] for row in db.execute("SELECT id FROM segments WHERE document_id = ? ORDER BY id", (document_id,))
    ]
    fresh = iter(range(highest + 1, highest + 1 + len(present)))
    final = {segment_id: ids.get(segment_id) or next(fresh) for segment_id in present}
    # By way of negative ids, for an old id may be in use until its turn comes.
    db.execute("UPDATE segments SET id = -id WHERE document_id = ?", (document_id,))
    db.conn.executemany("UPDATE segments SET id = ? WHERE id = ?", [(new, -old) for old, new in final.items()])


def with_key(db: Database, source_key: str, source_language: str, target_language: str) -> Iterator[Segment]:
    """Segments of any document of the pair whose source has this match key."""
    columns = ", ".join(f"s.{column.strip()}" for column in COLUMNS.split(","))
    for row in db.execute(
        f"SELECT {columns} FROM segments s JOIN documents d ON d.id = s.document_id"
        " WHERE s.source_key = ? AND d.source_language = ? AND d.target_language = ? ORDER BY s.document_id, s.position",
        (source_key, source_language, target_language),
    ):
        yield from_row(row)


def from_row(row: tuple[Any, ...]) -> Segment:
    """A segment from a row of `COLUMNS`."""
    values = list(row)
    values[8], values[9] = Status(values[8]), Origin(values[9])
    values[12], values[13] = bool(values[12]), bool(values[13])
    return Segment(*values)
