"""Alignments under review: stored whole after every change, so that half-done work is never lost.

Texts and rows are JSON columns of their own: a change of the rows rewrites no text. An alignment of the same two files
replaces nothing: it is continued, or removed by name.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from workbench.errors import UsageError
from workbench.model import AlignedRow, Alignment
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.store.sqlite import Database


@dataclass(frozen=True, slots=True)
class AlignmentSummary:
    """An alignment as a list shows it."""

    id: int
    source_name: str
    target_name: str
    source_language: str
    target_language: str
    rows: int
    confirmed: int
    created: str
    changed: str


def add(db: Database, alignment: Alignment) -> int:
    """Store a new alignment; returns its id."""
    at = now()
    with transaction(db):
        cursor = db.execute(
            "INSERT INTO alignments (source_name, target_name, source_language, target_language, sources, targets, rows,"
            " row_count, confirmed_count, created, changed) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                alignment.source_name,
                alignment.target_name,
                alignment.source_language,
                alignment.target_language,
                *_texts(alignment),
                *_rows(alignment),
                at,
                at,
            ),
        )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def save(db: Database, alignment: Alignment, *, texts: bool = True) -> None:
    """Store a changed alignment.

    Args:
        db: The project.
        alignment: As it stands now.
        texts: Whether segment texts were changed too.

    Raises:
        UsageError: It is not in the project any more.
    """
    with transaction(db):
        cursor = db.execute(
            "UPDATE alignments SET rows = ?, row_count = ?, confirmed_count = ?, changed = ? WHERE id = ?",
            (*_rows(alignment), now(), alignment.id),
        )
        if not cursor.rowcount:
            raise UsageError(f"the alignment of '{alignment.source_name}' is not in the project any more")
        if texts:
            db.execute(
                "UPDATE alignments SET sources = ?, targets = ? WHERE id = ?", (*_texts(alignment), alignment.id)
            )


def load(db: Database, alignment_id: int) -> Alignment:
    """The alignment of this id.

    Raises:
        UsageError: There is none.
    """
    row = db.execute(
        "SELECT source_name, target_name, source_language, target_language, sources, targets, rows FROM alignments"
        " WHERE id = ?",
        (alignment_id,),
    ).fetchone()
    if row is None:
        raise UsageError(f"no alignment {alignment_id} in the project", hint="`workbench align` makes one")
    rows = tuple(
        AlignedRow(**{**each, "sources": tuple(each["sources"]), "targets": tuple(each["targets"])})
        for each in json.loads(row[6])
    )
    source_name, target_name, source_language, target_language, sources, targets, _ = row
    return Alignment(
        source_name=source_name,
        target_name=target_name,
        source_language=source_language,
        target_language=target_language,
        sources=tuple(json.loads(sources)),
        targets=tuple(json.loads(targets)),
        rows=rows,
        id=alignment_id,
    )


def find(db: Database, source_name: str, target_name: str) -> int | None:
    """The id of the newest alignment of two files, by their names."""
    row = db.execute(
        "SELECT max(id) FROM alignments WHERE source_name = ? AND target_name = ?", (source_name, target_name)
    ).fetchone()
    found: int | None = row[0]
    return found


def listing(db: Database) -> list[AlignmentSummary]:
    """Every alignment, newest first."""
    rows = db.execute(
        "SELECT id, source_name, target_name, source_language, target_language, row_count, confirmed_count, created,"
        " changed FROM alignments ORDER BY id DESC"
    )
    return [AlignmentSummary(*row) for row in rows]


def remove(db: Database, alignment_id: int) -> None:
    """Forget an alignment; what it gave to the memory stays."""
    with transaction(db):
        db.execute("DELETE FROM alignments WHERE id = ?", (alignment_id,))


def _texts(alignment: Alignment) -> tuple[str, str]:
    return json.dumps(alignment.sources, ensure_ascii=False), json.dumps(alignment.targets, ensure_ascii=False)


def _rows(alignment: Alignment) -> tuple[str, int, int]:
    rows = json.dumps([asdict(row) for row in alignment.rows], ensure_ascii=False)
    return rows, len(alignment.rows), sum(row.confirmed for row in alignment.rows)
