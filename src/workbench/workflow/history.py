"""What became of drafts: from the record of revisions to plain values that can be measured.

A segment's draft is the last one that was put into it, by a run or by propagation; what came after is the editor's work. Which engine made it is
read from the run that was under way at the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from workbench.model import Origin, Status
from workbench.store import Database, revisions, segments
from workbench.store import documents as stored
from workbench.store.documents import DocumentInfo

if TYPE_CHECKING:
    from workbench.evaluate import Edited


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as a run left it."""

    target: str
    origin: Origin
    score: int | None
    at: str


def drafts(db: Database, document_id: int) -> dict[int, Drafted]:
    """The last draft of each segment that had one."""
    found: dict[int, Drafted] = {}
    for entry in revisions.history(db, document_id):
        values = entry.after
        if entry.segment_id in found or not _is_draft(values) or not values["target"]:
            continue
        found[entry.segment_id] = Drafted(
            values["target"], Origin(values.get("origin", Origin.NONE)), values.get("score"), entry.at
        )
    return found


def edited(db: Database, infos: Iterable[DocumentInfo]) -> list[Edited]:
    """The confirmed segments of documents, each from its draft to its final target, in reading order."""
    from workbench.evaluate import Edited  # only measuring needs it, and the checks read this module too

    engines = _engines(db)
    found = []
    for info in infos:
        began = drafts(db, info.id)
        seconds, confirmed = _times(db, info.id)
        kinds = {entry.id: entry.block.kind for entry in stored.blocks(db, info.id)}
        for segment in segments.of_document(db, info.id):
            if not segment.status.is_final:
                continue
            draft = began.get(segment.id)
            origin = draft.origin if draft else Origin.HUMAN
            found.append(
                Edited(
                    segment_id=segment.id,
                    document=info.name,
                    kind=kinds[segment.block_id],
                    source=segment.source,
                    draft=draft.target if draft else "",
                    final=segment.target,
                    origin=origin,
                    band=band(origin, draft.score if draft else None),
                    model=_engine_at(engines, draft.at) if draft and origin is Origin.MT else "",
                    score=draft.score if draft else None,
                    seconds=seconds.get(segment.id),
                    at=confirmed.get(segment.id, ""),
                )
            )
    return found


def band(origin: Origin, score: int | None) -> str:
    """The class a target's draft counts in: a match band, `mt`, `glossary` …, or `none`."""
    if origin is Origin.CONTEXT:
        return "context"
    if origin in (Origin.EXACT, Origin.PROPAGATED):
        return "100"
    if origin is Origin.FUZZY:
        for lowest, name in ((100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84")):
            if (score or 0) >= lowest:
                return name
        return "50-74"
    return "none" if origin in (Origin.NONE, Origin.HUMAN) else str(origin)


def _is_draft(values: revisions.Values | None) -> TypeGuard[revisions.Values]:
    """Whether a revision put a draft into a segment: a run's, or one propagated from a confirmed segment."""
    return values is not None and values.get("status") == Status.DRAFT and "target" in values


def _times(db: Database, document_id: int) -> tuple[dict[int, float], dict[int, str]]:
    """Seconds spent on each segment, and when it was last confirmed."""
    seconds: dict[int, float] = {}
    confirmed: dict[int, str] = {}
    for entry in revisions.history(db, document_id):
        if entry.after is None or _is_draft(entry.after):
            continue  # propagated to by the confirmation of another segment, whose time it is
        if entry.seconds is not None:
            seconds[entry.segment_id] = seconds.get(entry.segment_id, 0.0) + entry.seconds
        if entry.after.get("status") == Status.CONFIRMED:
            confirmed.setdefault(entry.segment_id, entry.at)
    return seconds, confirmed


def _engines(db: Database) -> list[tuple[str, str, str]]:
    rows = db.execute("SELECT started, coalesce(finished, '9'), signature FROM runs ORDER BY started")
    return [(started, finished, _model(signature)) for started, finished, signature in rows]


def _model(signature: str) -> str:
    """The model and its beam out of a run's signature, which is enough to tell two apart."""
    parts = dict(part.split(":", 1) for part in signature.split("|") if ":" in part)
    return " ".join(filter(None, (parts.get("model", ""), f"beam {parts['beam']}" if "beam" in parts else "")))


def _engine_at(engines: Iterable[tuple[str, str, str]], at: str) -> str:
    return next((engine for started, finished, engine in engines if started <= at <= finished), "")
