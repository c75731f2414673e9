"""Folding the tail of new units into shards, beside readers and writers, and safe against being killed.

Shards are written one short transaction at a time and count only from the last one on. What a killed fold leaves are
rows that nobody reads and the next fold clears away; two folds at once cost time, never truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from sqlite_utils import Database

from workbench.memory import keys, shards
from workbench.memory.index import Families, state_of
from workbench.memory.rows import batches, marks
from workbench.memory.shards import SOURCE, TARGET, Shard
from workbench.store import transaction

Progress = Callable[[int], None]
"""Called with the number of units done since the last call."""

T = TypeVar("T")


def fold(database: Database, progress: Progress | None = None) -> int:
    """Index the tail; returns how many units were folded in.

    Small shards are folded anew with it, so that there are never more than a few: their number grows with the logarithm
    of how often there was something to fold.
    """
    folded, _ = state_of(database)
    (end,) = database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
    if end <= folded:
        return 0
    _clear_unfinished(database)
    mine: list[int] = []
    absorbed: list[int] = []
    count = 0
    for families, lengths_by_id in _tail_lengths(database, folded, end).items():
        count += len(lengths_by_id)
        old = _small_shards(database, families, len(lengths_by_id))
        absorbed.extend(shard.id for shard in old)
        lengths_by_id.update(
            pair for shard in old for pair in zip(shard.ids.tolist(), shard.lengths.tolist(), strict=True)
        )
        by_length = sorted(lengths_by_id, key=lambda number: (lengths_by_id[number], number))
        for ids in _even_parts(by_length, shards.SIZE):
            mine.append(_write_shard(database, families, ids))
            if progress:
                progress(len(ids))
    return count if _activate(database, (folded, end), mine, absorbed) else 0


def forget(database: Database) -> None:
    """Drop the whole index; the next fold makes it anew."""
    with transaction(database):
        database.execute("DELETE FROM postings")
        database.execute("DELETE FROM shards")
        _set_state(database, 0)


def _set_state(database: Database, folded: int) -> None:
    _, changes = state_of(database)
    database.conn.executemany(
        "INSERT OR REPLACE INTO index_state (name, value) VALUES (?, ?)",
        [("folded", folded), ("changes", changes + 1), ("version", keys.VERSION)],
    )


def _tail_lengths(database: Database, folded: int, end: int) -> dict[Families, dict[int, int]]:
    lengths: dict[Families, dict[int, int]] = {}
    for number, source, target, length in database.execute(
        """SELECT u.id, p.source_family, p.target_family, length(coalesce(u.source_key, u.source))
           FROM units u JOIN language_pairs p ON p.id = u.pair_id WHERE u.id > ? AND u.id <= ?""",
        (folded, end),
    ):
        lengths.setdefault((source, target), {})[number] = length
    return lengths


def _small_shards(database: Database, families: Families, size: int) -> list[Shard]:
    """The shards to fold anew with `size` new units: the smallest ones, while none is twice what there is without it."""
    none = np.empty(0, dtype=np.uint16)
    small: list[Shard] = []
    for number, other, ids, lengths in database.execute(
        """SELECT id, size, ids, lengths FROM shards
           WHERE active AND source_family = ? AND target_family = ? AND size <= ? ORDER BY size""",
        (*families, shards.SIZE // 2),
    ):
        if other > 2 * size:
            break
        size += other
        small.append(Shard(number, np.frombuffer(ids, dtype=np.uint32), np.frombuffer(lengths, dtype=np.uint16), none))
    return small


def _write_shard(database: Database, families: Families, ids: Sequence[int]) -> int:
    """Write one shard that does not count yet; returns its id."""
    rows: dict[int, tuple[str, str]] = {}
    for some in batches(ids):
        rows.update(
            (number, (source_key, target))
            for number, source_key, target in database.execute(
                f"SELECT id, coalesce(source_key, source), target FROM units WHERE id IN ({marks(some)})", some
            )
        )
    ranked = sorted(rows, key=lambda number: (len(rows[number][0]), number))
    sources = shards.collect([keys.lowered(rows[number][0]) for number in ranked])
    targets = shards.collect([keys.index_key(rows[number][1]) for number in ranked])
    lengths = shards.short([len(rows[number][0]) for number in ranked])
    with transaction(database):
        shard = database.conn.execute(
            """INSERT INTO shards (source_family, target_family, size, ids, lengths, distincts)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (
                *families,
                len(ranked),
                np.asarray(ranked, dtype=np.uint32).tobytes(),
                lengths.tobytes(),
                shards.distincts(sources, len(ranked)).tobytes(),
            ),
        ).lastrowid
        assert shard is not None
        for side, packed in ((SOURCE, sources), (TARGET, targets)):
            database.conn.executemany(
                "INSERT INTO postings (id, ranks) VALUES (?, ?)",
                ((shards.posting_id(shard, side, gram), blob) for gram, blob in shards.lists(packed)),
            )
    return shard


def _activate(database: Database, span: tuple[int, int], mine: Sequence[int], absorbed: Sequence[int]) -> bool:
    """Let the new shards count in place of the old ones, unless another fold was quicker."""
    folded, end = span
    with transaction(database):
        present = _count_shards(database, mine, active=False) == len(mine)
        if (
            not present
            or state_of(database)[0] != folded
            or _count_shards(database, absorbed, active=True) != len(absorbed)
        ):
            _drop_shards(database, mine)
            return False
        for some in batches(mine):
            database.execute(f"UPDATE shards SET active = 1 WHERE id IN ({marks(some)})", some)
        _drop_shards(database, absorbed)
        _set_state(database, end)
    return True


def _clear_unfinished(database: Database) -> None:
    """Remove what a killed fold left, and an index made by other rules."""
    left = [number for (number,) in database.execute("SELECT id FROM shards WHERE NOT active")]
    if left or state_of(database)[1] < 0:
        with transaction(database):
            _drop_shards(database, left)
            if state_of(database)[1] < 0:
                database.execute("DELETE FROM index_state")
                forget(database)


def _count_shards(database: Database, numbers: Sequence[int], *, active: bool) -> int:
    return sum(
        database.execute(
            f"SELECT count(*) FROM shards WHERE active = ? AND id IN ({marks(some)})", [int(active), *some]
        ).fetchone()[0]
        for some in batches(numbers)
    )


def _drop_shards(database: Database, numbers: Sequence[int]) -> None:
    for number in numbers:
        first = shards.posting_id(number, SOURCE, 0)
        database.execute(
            "DELETE FROM postings WHERE id >= ? AND id < ?", (first, shards.posting_id(number + 1, SOURCE, 0))
        )
        database.execute("DELETE FROM shards WHERE id = ?", (number,))


def _even_parts(items: Sequence[T], largest: int) -> Iterator[Sequence[T]]:
    """The items in as few parts as the limit allows, all about the same size."""
    parts = -(-len(items) // largest)
    for part in range(parts):
        yield items[len(items) * part // parts : len(items) * (part + 1) // parts]
