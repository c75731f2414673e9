"""A document of any length, opened at once: what every row must tell is read in one go, texts when they are looked at.

It is kept in arrays, some twenty bytes a segment, where lists and dicts of Python numbers would take three hundred.

`Segments` and `Blocks` stand in the place of a list and a dict. What was looked at once is kept as it was then, until it is
put anew, so that the editor always knows on which text a change of its own is based.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import overload

from workbench.model import Block, BlockKind, Segment, Status
from workbench.store import documents, segments
from workbench.store.sqlite import Database

PAGE = 128
"""Segments, or blocks, read together."""

STATUSES = tuple(Status)


class Segments(Sequence[Segment]):
    """A document's segments in reading order.

    Attributes:
        ids: Their ids.
        counts: How many are how far.
        sizes: The lengths of source and target, each in code points, as they were when the document was opened or put.
    """

    def __init__(self, db: Database, document_id: int) -> None:
        self._db, self._document_id = db, document_id
        self.ids, self.sizes = array("q"), (array("i"), array("i"))
        self._statuses = bytearray()
        places = {str(status): place for place, status in enumerate(STATUSES)}
        rows = db.execute(
            "SELECT id, status, length(source), length(target) FROM segments WHERE document_id = ? ORDER BY position",
            (document_id,),
        )
        while some := rows.fetchmany(PAGE):
            ids, statuses, sources, targets = zip(*some, strict=True)
            self.ids.extend(ids)
            self._statuses.extend(places[status] for status in statuses)
            self.sizes[0].extend(sources)
            self.sizes[1].extend(targets)
        self.counts = +Counter({status: self._statuses.count(place) for place, status in enumerate(STATUSES)})
        self._by_id = array("i", sorted(range(len(self.ids)), key=self.ids.__getitem__))
        self._read: dict[int, Segment] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Segment: ...
    @overload
    def __getitem__(self, place: slice) -> list[Segment]: ...
    def __getitem__(self, place: int | slice) -> Segment | list[Segment]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place not in self._read:
            self._read_page(place)
        return self._read[place]

    def __iter__(self) -> Iterator[Segment]:
        return (self[place] for place in range(len(self)))

    def place(self, segment_id: int) -> int | None:
        """The 0-based place of a segment, None where the document does not have it."""
        at = bisect_left(self._by_id, segment_id, key=self.ids.__getitem__)
        found = self._by_id[at] if at < len(self) else None
        return found if found is not None and self.ids[found] == segment_id else None

    def put(self, segment: Segment) -> None:
        """Know a segment as it is now."""
        place = self.place(segment.id)
        if place is None:
            raise KeyError(segment.id)
        self.counts[STATUSES[self._statuses[place]]] -= 1
        self.counts[segment.status] += 1
        self._statuses[place] = STATUSES.index(segment.status)
        self.sizes[0][place], self.sizes[1][place] = len(segment.source), len(segment.target)
        self._read[place] = segment

    def known(self, segment_id: int) -> Segment | None:
        """A segment as it was looked at, None where it was not."""
        place = self.place(segment_id)
        return None if place is None else self._read.get(place)

    def looked_at(self) -> list[Segment]:
        """The segments that were looked at, as they were then."""
        return [self._read[place] for place in sorted(self._read)]

    def _read_page(self, place: int) -> None:
        """Read the page of a place; what is gone meanwhile stands as an empty segment until the document is read again."""
        first = place - place % PAGE
        wanted = self.ids[first : first + PAGE]
        marks = ", ".join("?" * len(wanted))
        rows = self._db.execute(f"SELECT {segments.COLUMNS} FROM segments WHERE id IN ({marks})", wanted)
        found = {row[0]: segments.from_row(row) for row in rows}
        for at, segment_id in enumerate(wanted, first):
            if at not in self._read:
                self.put(found.get(segment_id) or _gone(segment_id, self._document_id))


class Blocks:
    """A document's blocks by id."""

    def __init__(self, db: Database, document_id: int) -> None:
        self._db, self._document_id = db, document_id
        self._read: dict[int, Block] = {}

    def __getitem__(self, block_id: int) -> Block:
        if block_id not in self._read:
            first = block_id - block_id % PAGE
            found = documents.blocks(self._db, self._document_id, first=first, last=first + PAGE - 1)
            self._read.update((entry.id, entry.block) for entry in found)
        return self._read.get(block_id) or Block(0, BlockKind.PARAGRAPH, "")


def _gone(segment_id: int, document_id: int) -> Segment:
    return Segment(segment_id, document_id, 0, 0, 0, 0, "", locked=True)
