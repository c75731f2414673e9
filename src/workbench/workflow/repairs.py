"""Reviewing what reading a damaged file proposed: every repair is a small edit that can be accepted or taken back.

Deciding changes what the editor sees of a block, so the segments it touches get their new source text in the same
transaction. The decision is history, not an undo step: deciding again is the way back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.documents import inline, waiting, weave
from workbench.errors import UsageError
from workbench.model import Block, Edit, EditState
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.database import transaction
from workbench.store.documents import DocumentInfo, StoredBlock
from workbench.store.revisions import Revision
from workbench.text.overlay import view
from workbench.workflow.project import Project

MARKUP = (inline.MARKUP, inline.FOOTNOTE, weave.REFERENCE, weave.READING)
"""Reasons of edits that are no repairs but markup; they are never up for review."""

CONTEXT = 12
"""Code points shown on each side of a repair."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair up for review.

    `key` names it on the command line; `before` and `after` show its place as the file has it and as it would read.
    """

    key: str
    block: int
    reason: str
    state: EditState
    before: str
    after: str


def repairs(project: Project, info: DocumentInfo, *, pending_only: bool = True) -> Iterator[Repair]:
    """The repairs of a document in reading order; with `pending_only` those that want a look (uncertain joins too)."""
    for entry in stored.blocks(project.db, info.id):
        wanted = waiting(entry.block) if pending_only else entry.block.edits
        for place, edit in enumerate(entry.block.edits):
            if edit.reason in MARKUP or edit.state is EditState.REJECTED or edit not in wanted:
                continue
            yield _repair(entry.block, place, edit)


def decide(project: Project, info: DocumentInfo, decisions: Mapping[str, bool]) -> int:
    """Accept (true) or reject (false) repairs by key; returns how many changed.

    Raises:
        UsageError: A key names no repair of the document.
    """
    entries = {entry.block.position: entry for entry in stored.blocks(project.db, info.id)}
    wanted: dict[int, dict[int, EditState]] = {}
    for key, accept in decisions.items():
        block, place = _parse(key, entries)
        wanted.setdefault(block, {})[place] = EditState.APPLIED if accept else EditState.REJECTED
    changed = 0
    with transaction(project.db):
        for position, states in wanted.items():
            entry = entries[position]
            edits = tuple(
                replace(edit, state=states.get(place, edit.state)) for place, edit in enumerate(entry.block.edits)
            )
            changed += sum(old != new for old, new in zip(entry.block.edits, edits, strict=True))
            stored.update_block(project.db, entry.id, edits)
            _renew_segments(project, info, entry.id, replace(entry.block, edits=edits))
    return changed


def _renew_segments(project: Project, info: DocumentInfo, block_id: int, block: Block) -> None:
    renewed = []
    for segment in segments.of_document(project.db, info.id):
        if segment.block_id != block_id:
            continue
        source = view(block.source, block.edits, segment.start, segment.end).text
        if source != segment.source:
            renewed.append(Revision(segment, replace(segment, source=source)))
    if renewed:
        revisions.record(project.db, info.id, "repair", renewed, author=project.author)


def _repair(block: Block, place: int, edit: Edit) -> Repair:
    left = block.source[max(0, edit.start - CONTEXT) : edit.start]
    right = block.source[edit.end : edit.end + CONTEXT]
    before = f"{left}[{block.source[edit.start : edit.end]}]{right}"
    return Repair(
        f"{block.position}.{place}", block.position, edit.reason, edit.state, before, f"{left}[{edit.text}]{right}"
    )


def _parse(key: str, entries: Mapping[int, StoredBlock]) -> tuple[int, int]:
    block, _, place = key.partition(".")
    if block.isdigit() and place.isdigit() and int(block) in entries:
        edits = entries[int(block)].block.edits
        if int(place) < len(edits) and edits[int(place)].reason not in MARKUP:
            return int(block), int(place)
    raise UsageError(f"no repair '{key}' in the document", hint="list them with --review")
