"""Units in and out of their table: adding with dedupe, superseding, removing, reading back.

What makes a unit one: both texts, both languages and the neighbours. Added again, it is used once more; removed, once
less, and gone with its last use. So an undone confirm takes back exactly what the confirm gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from workbench.language.codes import canonical, family, nearness
from workbench.memory import keys
from workbench.model import Origin, Status, Unit
from workbench.store import transaction
from workbench.store.sqlite import Database
from workbench.text.normal import match_key, nfc

COLUMNS = (
    "p.source, p.target, u.source, u.target, u.origin, u.status, u.document, u.previous, u.next, u.author,"
    " u.creator, u.created, u.changed, u.note, u.score, u.properties, u.id, u.uses"
)
"""In the order of the fields of `Unit`."""
FROM = "FROM units u JOIN language_pairs p ON p.id = u.pair_id"

_BATCH = 2_000

_LIFTED = "excluded.origin = 'human' AND origin <> 'human'"
_CHANGED = f"excluded.author <> '' AND (excluded.changed > changed OR {_LIFTED})"
_MADE_BY = "iif(creator <> '', creator, author)"
_INSERT = f"""
    INSERT INTO units (pair_id, source, target, source_key, source_hash, identity, origin, status, document, previous,
                       next, author, creator, created, changed, note, score, properties, uses)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source_hash, identity) DO UPDATE SET
        uses = uses + 1,
        changed = max(changed, excluded.changed),
        author = iif({_CHANGED}, excluded.author, author),
        creator = iif({_CHANGED}, iif({_MADE_BY} = excluded.author, '', {_MADE_BY}), creator),
        document = iif({_LIFTED}, excluded.document, document),
        status = iif({_LIFTED}, excluded.status, status),
        origin = iif(excluded.origin = 'human', 'human', origin)
"""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What came of units that were added.

    Attributes:
        added: Units the memory did not have.
        duplicates: Units it had already; they count one use more.
        updated: Units that took the place of a former translation of the same sentence at the same place.
    """

    added: int = 0
    duplicates: int = 0
    updated: int = 0

    def __add__(self, other: AddReport) -> AddReport:
        return AddReport(self.added + other.added, self.duplicates + other.duplicates, self.updated + other.updated)


def add(database: Database, units: Iterable[Unit], *, supersede: bool) -> AddReport:
    """Add units inside one transaction.

    With `supersede`, a unit whose document, source and neighbours are those of an older unit takes its place: an editor
    has changed the translation. Without, both stay: a file may hold several translations of one sentence.
    """
    report = AddReport()
    iterator = iter(units)
    with transaction(database):
        pairs: dict[tuple[str, str], int] = {}
        while batch := [_tidy(unit) for unit in islice(iterator, _BATCH)]:
            updated = 0
            if supersede:
                batch, updated = _superseding(database, batch)
            (last,) = database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
            database.conn.executemany(_INSERT, [_row(database, pairs, unit) for unit in batch])
            (new,) = database.execute("SELECT count(*) FROM units WHERE id > ?", (last,)).fetchone()
            report += AddReport(new - updated, len(batch) - new, updated)
    return report


def remove(database: Database, units: Iterable[Unit]) -> int:
    """Take one use from each unit, and the unit with its last one; returns how many units are gone."""
    gone = 0
    with transaction(database):
        for unit in map(_tidy, units):
            which = (keys.source_hash(match_key(unit.source)), keys.identity(unit))
            gone += database.execute(
                "DELETE FROM units WHERE source_hash = ? AND identity = ? AND uses <= 1", which
            ).rowcount
            database.execute(
                "UPDATE units SET uses = uses - 1 WHERE source_hash = ? AND identity = ? AND uses > 1", which
            )
    return gone


def delete(database: Database, ids: Sequence[int]) -> int:
    """Delete units whatever their uses; returns how many there were."""
    with transaction(database):
        return sum(database.execute("DELETE FROM units WHERE id = ?", (number,)).rowcount for number in ids)


def select(database: Database, where: str = "", values: Sequence[Any] = (), order: str = "u.id") -> Iterator[Unit]:
    """The units of a condition over `u` (units) and `p` (language pairs)."""
    condition = f"WHERE {where}" if where else ""
    for row in database.execute(f"SELECT {COLUMNS} {FROM} {condition} ORDER BY {order}", tuple(values)):
        yield from_row(row)


def by_ids(database: Database, ids: Sequence[int]) -> dict[int, Unit]:
    """Units by id; ids that are gone are missing."""
    found: dict[int, Unit] = {}
    for at in range(0, len(ids), 900):
        some = ids[at : at + 900]
        marks = ",".join("?" * len(some))
        for row in database.execute(f"SELECT {COLUMNS} {FROM} WHERE u.id IN ({marks})", tuple(some)):
            found[row[16]] = from_row(row)
    return found


def pair_ids(database: Database, source_language: str, target_language: str) -> dict[int, int]:
    """The stored language pairs that answer an asked one, with how near they are (2–6, the same code highest)."""
    answers: dict[int, int] = {}
    for number, source, target in database.execute("SELECT id, source, target FROM language_pairs"):
        source_near, target_near = nearness(source_language, source), nearness(target_language, target)
        if source_near and target_near:
            answers[number] = source_near + target_near
    return answers


def from_row(row: Sequence[Any]) -> Unit:
    """A unit from a row of `COLUMNS`."""
    values: tuple[Any, ...] = (*row[:15], json.loads(row[15]) if row[15] else {}, row[16], row[17])
    return Unit(*values)


def now() -> str:
    """This moment as TMX writes it: UTC, ISO 8601 basic."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def _tidy(unit: Unit) -> Unit:
    created = unit.created or unit.changed or now()
    return replace(
        unit,
        source_language=canonical(unit.source_language),
        target_language=canonical(unit.target_language),
        source=nfc(unit.source),
        target=nfc(unit.target),
        previous=nfc(unit.previous),
        next=nfc(unit.next),
        creator="" if unit.creator == unit.author else unit.creator,
        created=created,
        changed=unit.changed or created,
    )


def _superseding(database: Database, batch: Sequence[Unit]) -> tuple[list[Unit], int]:
    """Take the former translations of the batch out of the table; the batch then carries who made them, and when."""
    result: list[Unit] = []
    updated = 0
    for unit in batch:
        former = _former(database, unit) if unit.document else []
        for number, uses, created, creator in former:
            if uses > 1:
                database.execute("UPDATE units SET uses = uses - 1 WHERE id = ?", (number,))
            else:
                database.execute("DELETE FROM units WHERE id = ?", (number,))
            if created <= unit.created:
                unit = replace(unit, created=created, creator="" if creator == unit.author else creator)
        updated += bool(former)
        result.append(unit)
    return result, updated


def _former(database: Database, unit: Unit) -> list[tuple[int, int, str, str]]:
    return database.execute(
        """SELECT u.id, u.uses, u.created, iif(u.creator <> '', u.creator, u.author) FROM units u JOIN language_pairs p ON p.id = u.pair_id
           WHERE u.source_hash = ? AND u.source = ? AND u.document = ? AND u.previous = ? AND u.next = ?
             AND p.source = ? AND p.target = ? AND u.target <> ?""",
        (
            keys.source_hash(match_key(unit.source)),
            unit.source,
            unit.document,
            unit.previous,
            unit.next,
            unit.source_language,
            unit.target_language,
            unit.target,
        ),
    ).fetchall()


def _row(database: Database, pairs: dict[tuple[str, str], int], unit: Unit) -> tuple[Any, ...]:
    languages = (unit.source_language, unit.target_language)
    if languages not in pairs:
        pairs[languages] = _pair_id(database, *languages)
    key = match_key(unit.source)
    return (
        pairs[languages],
        unit.source,
        unit.target,
        None if key == unit.source else key,
        keys.source_hash(key),
        keys.identity(unit),
        str(unit.origin or Origin.HUMAN),
        str(unit.status or Status.CONFIRMED),
        unit.document,
        unit.previous,
        unit.next,
        unit.author,
        unit.creator,
        unit.created,
        unit.changed,
        unit.note,
        unit.score,
        json.dumps(dict(unit.properties), ensure_ascii=False, separators=(",", ":")) if unit.properties else "",
        max(1, unit.uses),
    )


def _pair_id(database: Database, source: str, target: str) -> int:
    database.execute(
        "INSERT OR IGNORE INTO language_pairs (source, target, source_family, target_family) VALUES (?, ?, ?, ?)",
        (source, target, family(source), family(target)),
    )
    (number,) = database.execute(
        "SELECT id FROM language_pairs WHERE source = ? AND target = ?", (source, target)
    ).fetchone()
    return int(number)
