"""Documents and their blocks: storing a file as read, finding it again by name or id, giving it back whole.

The file's bytes are kept compressed: every export starts from them, so that nothing of the original can be lost.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.errors import UsageError
from workbench.model import Block, BlockKind, Document, Edit, EditState, Finding, Span, Status, Tag
from workbench.store.clock import now
from workbench.store.sqlite import Database
from workbench.text.normal import match_key
from workbench.text.overlay import view

MAX_BLOCK = 1 << 24
"""Room for offsets within a block in a segment's position (16 million code points)."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document as `status` lists it; `place` is the id of the segment the editor was last on (0: none)."""

    id: int
    name: str
    path: str
    format: str
    encoding: str
    source_language: str
    target_language: str
    sha256: str
    imported: str
    place: int
    counts: dict[str, int]

    @property
    def segments(self) -> int:
        """How many segments the document has."""
        return sum(self.counts.values())

    @property
    def confirmed(self) -> int:
        """How many of them are confirmed or reviewed."""
        return sum(number for status, number in self.counts.items() if Status(status).is_final)


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A block and its row id."""

    id: int
    block: Block


def add(
    db: Database,
    document: Document,
    spans: Sequence[Sequence[Span]],
    *,
    path: str,
    source_language: str,
    target_language: str,
) -> int:
    """Store a document with its segments, `spans[i]` being those of `document.blocks[i]`; returns its id."""
    values = (
        document.name,
        path,
        document.format,
        document.encoding,
        source_language,
        target_language,
        sha256(document.original),
        zlib.compress(document.original),
        json.dumps([asdict(finding) for finding in document.findings], ensure_ascii=False),
        now(),
    )
    document_id = db.execute(
        "INSERT INTO documents (name, path, format, encoding, source_language, target_language, sha256, original,"
        " findings, imported) VALUES (?,?,?,?,?,?,?,?,?,?)",
        values,
    ).lastrowid
    assert document_id is not None
    add_blocks(db, document_id, document.blocks, spans)
    return document_id


def add_blocks(db: Database, document_id: int, blocks: Sequence[Block], spans: Sequence[Sequence[Span]]) -> None:
    """Store blocks and their segments, untranslated."""
    for block, cut in zip(blocks, spans, strict=True):
        block_id = db.execute(
            "INSERT INTO blocks (document_id, position, kind, source, start, level, label, reference, address, edits, tags)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                document_id,
                block.position,
                block.kind,
                block.source,
                block.start,
                block.level,
                block.label,
                block.reference,
                block.address,
                json.dumps([asdict(edit) for edit in block.edits], ensure_ascii=False),
                json.dumps([asdict(tag) for tag in block.tags], ensure_ascii=False),
            ),
        ).lastrowid
        db.conn.executemany(
            "INSERT INTO segments (document_id, block_id, position, start, end, source, source_key)"
            " VALUES (?,?,?,?,?,?,?)",
            [
                (document_id, block_id, position(block, span), span.start, span.end, text, match_key(text))
                for span in cut
                for text in [view(block.source, block.edits, span.start, span.end).text]
            ],
        )


def position(block: Block, span: Span) -> int:
    """The sort key of a segment: by block, then by offset."""
    return block.position * MAX_BLOCK + span.start


def replace(db: Database, document_id: int, document: Document, spans: Sequence[Sequence[Span]], *, path: str) -> None:
    """Put a newer version of the file in the place of the stored one; its segments start untranslated."""
    db.execute("DELETE FROM blocks WHERE document_id = ?", (document_id,))
    db.execute(
        "UPDATE documents SET path=?, format=?, encoding=?, sha256=?, original=?, findings=?, imported=? WHERE id=?",
        (
            path,
            document.format,
            document.encoding,
            sha256(document.original),
            zlib.compress(document.original),
            json.dumps([asdict(finding) for finding in document.findings], ensure_ascii=False),
            now(),
            document_id,
        ),
    )
    add_blocks(db, document_id, document.blocks, spans)


def listing(db: Database) -> list[DocumentInfo]:
    """Every document with its segment counts by status, oldest first."""
    return _listed(db, db.execute("SELECT document_id, status, count(*) FROM segments GROUP BY document_id, status"))


def _listed(db: Database, counted: Iterable[tuple[int, str, int]]) -> list[DocumentInfo]:
    counts: dict[int, dict[str, int]] = {}
    for document_id, status, number in counted:
        counts.setdefault(document_id, {})[status] = number
    rows: Any = db.execute(
        "SELECT id, name, path, format, encoding, source_language, target_language, sha256, imported, place"
        " FROM documents ORDER BY id"
    )
    return [DocumentInfo(*values) for row in rows for values in [[*row, counts.get(row[0], {})]]]


def find(db: Database, name: str, *, counted: bool = True) -> DocumentInfo:
    """The document of that name or id; its segments are not `counted` where that would cost and is not needed.

    Raises:
        UsageError: There is none.
    """
    documents = listing(db) if counted else _listed(db, ())
    for document in documents:
        if document.name == name or str(document.id) == name:
            return document
    known = ", ".join(document.name for document in documents[:5]) or "none yet"
    raise UsageError(f"no document '{name}' in the project", hint=f"it holds: {known}")


def load(db: Database, document_id: int) -> tuple[Document, list[StoredBlock]]:
    """A stored document whole, and its blocks with their row ids.

    Raises:
        UsageError: No document of that id.
    """
    row = db.execute(
        "SELECT name, format, encoding, original, findings FROM documents WHERE id=?", (document_id,)
    ).fetchone()
    if row is None:
        raise UsageError(f"no document {document_id} in the project")
    name, format_, encoding, original, findings = row
    stored = blocks(db, document_id)
    document = Document(
        name,
        format_,
        zlib.decompress(original),
        encoding,
        tuple(entry.block for entry in stored),
        tuple(Finding(**finding) for finding in json.loads(findings)),
    )
    return document, stored


def blocks(db: Database, document_id: int, *, first: int = 0, last: int = 1 << 62) -> list[StoredBlock]:
    """The blocks of a document in reading order, all or those with ids from `first` to `last`."""
    rows = db.query(
        "SELECT * FROM blocks WHERE document_id = ? AND id BETWEEN ? AND ? ORDER BY position",
        (document_id, first, last),
    )
    return [StoredBlock(row["id"], _block(row)) for row in rows]


def update_block(db: Database, block_id: int, edits: Sequence[Edit]) -> None:
    """Store a block's edits after a repair was accepted or rejected."""
    db.execute(
        "UPDATE blocks SET edits = ? WHERE id = ?",
        (json.dumps([asdict(edit) for edit in edits], ensure_ascii=False), block_id),
    )


def remove(db: Database, document_id: int) -> None:
    """Take a document with its segments and history out of the project; the TM keeps its units."""
    db.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def remember_place(db: Database, document_id: int, segment_id: int) -> None:
    """Note the segment the editor is on, for the next time."""
    db.execute("UPDATE documents SET place = ? WHERE id = ?", (segment_id, document_id))


def sha256(data: bytes) -> str:
    """The hash under which a file's version is known."""
    return hashlib.sha256(data).hexdigest()


def _block(row: dict[str, Any]) -> Block:
    return Block(
        position=row["position"],
        kind=BlockKind(row["kind"]),
        source=row["source"],
        start=row["start"],
        level=row["level"],
        label=row["label"],
        reference=row["reference"],
        address=row["address"],
        edits=tuple(Edit(**{**edit, "state": EditState(edit["state"])}) for edit in json.loads(row["edits"])),
        tags=tuple(Tag(**tag) for tag in json.loads(row["tags"])),
    )
