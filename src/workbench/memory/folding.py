"""Folding the tail of new units into shards, beside readers and writers, and safe against being killed.

Shards are written one short transaction at a time and count only from the last one on. What a killed fold leaves are
rows that nobody reads and the next fold clears away; two folds at once cost time, never truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from workbench.memory import keys, shards
from workbench.memory.index import Families, state_of
from workbench.memory.rows import batches, marks
from workbench.memory.shards import SOURCE, TARGET, Shard
from workbench.store import transaction
from workbench.store.sqlite import Database

Progress = Callable[[int], None]
"""Called with the number of units done since the last call."""

Ranked = npt.NDArray[np.int64]
"""Units as length and id in one integer, so that sorting ranks them."""

_ID_BITS = 40
_LOT = 8_192


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
    for families in _families(database):
        tail = _ranked(database, families, folded, end)
        if not len(tail):
            continue
        count += len(tail)
        old = _small_shards(database, families, len(tail))
        absorbed.extend(shard.id for shard in old)
        ranked = np.concatenate([tail, *(_packed(shard) for shard in old)])
        ranked.sort()
        for part in _even_parts(ranked, shards.SIZE):
            mine.append(_write_shard(database, families, part))
            if progress:
                progress(len(part))
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


def _families(database: Database) -> list[Families]:
    query = "SELECT DISTINCT source_family, target_family FROM language_pairs"
    return [(source, target) for source, target in database.execute(query)]


def _ranked(database: Database, families: Families, folded: int, end: int) -> Ranked:
    """The tail's units of a language pair as (length, id), packed into one integer each."""
    rows = database.execute(
        """SELECT u.id, coalesce(u.source_key, u.source) FROM units u JOIN language_pairs p ON p.id = u.pair_id
           WHERE u.id > ? AND u.id <= ? AND p.source_family = ? AND p.target_family = ?""",
        (folded, end, *families),
    )
    return np.fromiter((min(len(key), shards.LONGEST) << _ID_BITS | number for number, key in rows), dtype=np.int64)


def _packed(shard: Shard) -> Ranked:
    packed: Ranked = shard.lengths.astype(np.int64) << _ID_BITS | shard.ids.astype(np.int64)
    return packed


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


def _write_shard(database: Database, families: Families, ranked: Ranked) -> int:
    """Write one shard that does not count yet; returns its id."""
    ids = ranked & ((1 << _ID_BITS) - 1)
    sources = shards.collect(_low_keys(database, ids, "coalesce(source_key, source)", keys.lowered))
    distincts = shards.distincts(sources, len(ids))
    with transaction(database):
        shard = database.conn.execute(
            """INSERT INTO shards (source_family, target_family, size, ids, lengths, distincts)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (
                *families,
                len(ids),
                ids.astype(np.uint32).tobytes(),
                (ranked >> _ID_BITS).astype(np.uint16).tobytes(),
                distincts.tobytes(),
            ),
        ).lastrowid
        assert shard is not None
        _write_lists(database, shard, SOURCE, sources)
    del sources
    targets = shards.collect(_low_keys(database, ids, "target", keys.index_key))
    with transaction(database):
        _write_lists(database, shard, TARGET, targets)
    return shard


def _write_lists(database: Database, shard: int, side: int, packed: shards.Keys) -> None:
    database.conn.executemany(
        "INSERT INTO postings (id, ranks) VALUES (?, ?)",
        ((shards.posting_id(shard, side, gram), blob) for gram, blob in shards.lists(packed)),
    )


def _low_keys(database: Database, ids: Ranked, column: str, low: Callable[[str], str]) -> Iterator[list[str]]:
    """The index keys of units in lots, in their order; of a unit that is gone meanwhile, an empty one."""
    for at in range(0, len(ids), _LOT):
        lot = ids[at : at + _LOT].tolist()
        texts: dict[int, str] = {}
        for some in batches(lot):
            texts.update(
                database.execute(f"SELECT id, {column} FROM units WHERE id IN ({marks(some)})", some).fetchall()
            )
        yield [low(texts.get(number, "")) for number in lot]


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


def _even_parts(ranked: Ranked, largest: int) -> Iterator[Ranked]:
    """The units in as few parts as the limit allows, all about the same size."""
    parts = -(-len(ranked) // largest)
    for part in range(parts):
        yield ranked[len(ranked) * part // parts : len(ranked) * (part + 1) // parts]
