"""A changed file read again: the document takes its new shape, and every translation that still has its sentence stays.

Segments that are the same keep their id, target, status, comment and history, wherever they stand now. A sentence that
was changed gets its old translation as a fuzzy draft. What is gone stays in the TM if it was confirmed. Undo does not
reach back beyond a re-import: the offsets of before mean nothing in the new file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.documents.reimport import Change, pair
from workbench.model import Document, Origin, Segment, Span, Status
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.database import transaction
from workbench.store.documents import DocumentInfo
from workbench.store.revisions import Revision
from workbench.workflow.importing import ImportReport
from workbench.workflow.project import Project


def update_document(
    project: Project, info: DocumentInfo, document: Document, spans: Sequence[Sequence[Span]], path: Path
) -> ImportReport:
    """Put the new version of a file in the place of the stored one, in one transaction; returns what became of what."""
    with transaction(project.db):
        old = segments.of_document(project.db, info.id)
        stored.replace(project.db, info.id, document, spans, path=str(path.resolve()))
        fresh = segments.of_document(project.db, info.id)
        pairings = pair([segment.source for segment in old], [segment.source for segment in fresh])
        origins = {
            fresh[pairing.new].id: old[pairing.old].id
            for pairing in pairings
            if pairing.new is not None and pairing.old is not None
        }
        segments.renumber(project.db, info.id, origins)
        fresh = segments.of_document(project.db, info.id)
        kept = []
        for pairing in pairings:
            if pairing.new is None or pairing.old is None:
                continue
            before, former = fresh[pairing.new], old[pairing.old]
            after = (
                _carried(before, former, pairing.ratio) if pairing.change is Change.CHANGED else _kept(before, former)
            )
            if after != before:
                kept.append(Revision(before, after))
        revisions.settle(project.db, info.id)
        if kept:
            revisions.record(project.db, info.id, "import", kept, author=project.author)
    counts = Counter(pairing.change for pairing in pairings)
    return ImportReport(
        info.id,
        info.name,
        "updated",
        len(fresh),
        document.encoding,
        document.findings,
        kept=counts[Change.UNCHANGED],
        moved=counts[Change.MOVED],
        changed=counts[Change.CHANGED],
        added=counts[Change.NEW],
        gone=counts[Change.GONE],
    )


def _kept(segment: Segment, former: Segment) -> Segment:
    """The new segment with all that the editor did to the same sentence before."""
    return replace(
        segment,
        target=former.target,
        status=former.status,
        origin=former.origin,
        score=former.score,
        note=former.note,
        locked=former.locked,
        bookmarked=former.bookmarked,
    )


def _carried(segment: Segment, former: Segment, ratio: int) -> Segment:
    """The new segment with the translation of the sentence it was made from, as a draft to look at."""
    if not former.target:
        return replace(segment, note=former.note, bookmarked=former.bookmarked)
    return replace(
        segment,
        target=former.target,
        status=Status.DRAFT,
        origin=Origin.FUZZY,
        score=ratio,
        note=former.note,
        bookmarked=former.bookmarked,
    )
