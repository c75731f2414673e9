"""A translation that comes back: an XLIFF file of a document, edited elsewhere, taken into the document's segments.

Every unit finds its segment by the id it left with, or, where a tool has numbered anew, by its source text in reading
order. What came back is one undoable change a document; what it says as confirmed is confirmed, and the memory learns it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InterchangeError
from workbench.exchange import xliff
from workbench.model import Segment, Status, Unit
from workbench.store import documents as stored
from workbench.text.normal import match_key, nfc
from workbench.workflow.editing import Session
from workbench.workflow.project import Project

SUFFIXES = (".xlf", ".xliff")


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """What became of the units of one document.

    Attributes:
        document: Its name.
        changed: Segments whose target or status is another now.
        same: Units that say what the segment says already.
        locked: Segments that were locked and kept.
        strange: Sources that the document does not have (any more).
        document_id: Its id.
    """

    document_id: int
    document: str
    changed: int
    same: int
    locked: int
    strange: tuple[str, ...]


def take_back(project: Project, path: Path) -> list[ReturnReport]:
    """Take the targets of an XLIFF file into the documents that it was exported from.

    Raises:
        InterchangeError: It cannot be read, or is of no document of the project; nothing is changed.
    """
    by_document: dict[str, list[Unit]] = defaultdict(list)
    for unit in xliff.read(path):
        if isinstance(unit, Unit):
            by_document[unit.document].append(unit)
    if not by_document:
        raise InterchangeError("holds no translation", path=path)
    names = {nfc(info.name): info.name for info in stored.listing(project.db)}
    if unknown := sorted(by_document.keys() - names.keys()):
        raise InterchangeError(
            f"is a translation of '{unknown[0]}', which the project does not hold",
            path=path,
            hint=f"for the memory alone: workbench tm import {path.name} --from LANG",
        )
    return [_take_back(Session(project, names[name]), units) for name, units in by_document.items()]


def _take_back(session: Session, units: Iterable[Unit]) -> ReturnReport:
    homes = _Homes(session.segments)
    targets: list[tuple[int, str, Status]] = []
    same = locked = 0
    strange: list[str] = []
    for unit in units:
        segment = homes.take(unit)
        if segment is None:
            strange.append(unit.source)
            continue
        status = _status(segment, unit)
        if (unit.target, status) == (segment.target, segment.status):
            same += 1
        elif segment.locked:
            locked += 1
        else:
            targets.append((segment.id, unit.target, status))
    changed = session.set_targets(targets, "return")
    return ReturnReport(session.info.id, session.info.name, len(changed), same, locked, tuple(strange))


def _status(segment: Segment, unit: Unit) -> Status:
    """What the segment is now: a confirmation that came back counts, one that did not is not taken from a kept target."""
    said = Status(unit.status)
    if said.is_final:
        return Status.REVIEWED if segment.status is Status.REVIEWED and unit.target == segment.target else said
    return segment.status if unit.target == segment.target else Status.EDITED


class _Homes:
    """The segments still to be found, by id and by source."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._by_id = {segment.id: segment for segment in segments}
        self._by_source: dict[str, deque[int]] = defaultdict(deque)
        for segment in self._by_id.values():
            self._by_source[match_key(segment.source)].append(segment.id)

    def take(self, unit: Unit) -> Segment | None:
        """The segment of a unit, which no other unit gets; None where there is none of its source."""
        waiting = self._by_source[match_key(unit.source)]
        if not waiting:
            return None
        number = unit.properties.get("id", "").lstrip("us")
        own = int(number) if number.isdecimal() and int(number) in waiting else waiting[0]
        waiting.remove(own)
        return self._by_id[own]
