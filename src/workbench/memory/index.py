"""The bigram index over the units: immutable shards, and a tail of new units that is scanned until it is folded in.

An `Index` answers one question exactly: which units of a language pair have a source within a given similarity of a key.
It never misses one and never invents one; every proposal of the shards is verified on the key itself.

Other connections may add, remove or fold at any time; the arrays in memory are read anew when the file has changed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.memory import keys, shards
from workbench.memory.rows import batches, marks, reading
from workbench.memory.shards import SOURCE, Shard
from workbench.store.sqlite import Database

_ENTRIES = "iif(substr(ranks, 1, 1) = x'00', length(ranks) / 2, length(ranks) - 1)"
"""About how many ranks a list holds."""

Families = tuple[str, str]
"""Source and target language without region."""


@dataclass(frozen=True, slots=True)
class Near:
    """A unit whose source is near a key: the edit distance, and the longer of the two lengths."""

    id: int
    distance: int
    longer: int

    @property
    def score(self) -> int:
        """Similarity 0–100, rounded down."""
        return 100 * (self.longer - self.distance) // self.longer if self.longer else 100


@dataclass
class _Tail:
    """The units that wait to be folded in; `lows` are the index keys of either side, made when they are first asked for."""

    ids: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    lows: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


class Index:
    """The bigram index of one open database; not shared between threads."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._execute = database.conn.execute
        self._seen: tuple[int, int] | None = None
        self._committed = self._unsure = False
        self._shards: dict[Families, list[Shard]] = {}
        self._tails: dict[Families, _Tail] = {}
        self._tail_end = 0
        self._state = (0, 0)

    def near(self, key: str, families: Families, minimum: int) -> list[Near]:
        """Every unit of the pair whose match key is at least `minimum` percent similar to `key`.

        Similarity is 1 − Levenshtein distance / longer length, over code points.
        """
        self.refresh()
        length = len(key)
        shortest, longest = -(-minimum * length // 100), 100 * length // minimum
        found: list[Near] = []
        grams = keys.grams(keys.lowered(key))
        for shard in self._shards.get(families, ()):
            ids = self._candidates(shard, grams, length, (shortest, longest), minimum)
            found.extend(self._verified(key, minimum, *self._keys_of(ids)))
        tail = self._tails.get(families)
        if tail:
            near = [place for place, other in enumerate(tail.keys) if shortest <= len(other) <= longest]
            found.extend(
                self._verified(key, minimum, [tail.ids[place] for place in near], [tail.keys[place] for place in near])
            )
        return found

    def containing(self, low: str, families: Families, side: int) -> Iterator[list[int]]:
        """Ids of the units that may contain a piece of text on one side, shard by shard, the tail first.

        The ids are a superset: the caller verifies them on the text.
        """
        self.refresh()
        tail = self._tails.get(families)
        if tail:
            lows = self._tail_lows(tail, side)
            yield [number for number, text in zip(tail.ids, lows, strict=True) if low in text]
        for shard in self._shards.get(families, ()):
            ranks = self._containing(shard, low, side)
            if len(ranks):
                yield shard.ids[ranks].tolist()

    def frequency(self, low: str, families: Families, side: int) -> int:
        """About how many units in shards contain a piece of text on one side, judged by the length of the lists."""
        self.refresh()
        total = 0
        for shard in self._shards.get(families, ()):
            if len(low) == 1:
                (size,) = self._execute(
                    f"SELECT sum({_ENTRIES}) FROM postings WHERE id BETWEEN ? AND ?", _beginning(shard, side, low)
                ).fetchone()
                total += min(size or 0, len(shard.ids))
            else:
                total += min((size for _, size in self._sizes(shard, side, keys.inner_grams(low))), default=0)
        return total

    def tail_size(self) -> int:
        """How many units wait to be folded in."""
        self.refresh()
        return sum(len(tail.ids) for tail in self._tails.values())

    def families(self) -> list[Families]:
        """The language pairs that have units, by language."""
        return [
            (source, target)
            for source, target in self._execute("SELECT DISTINCT source_family, target_family FROM language_pairs")
        ]

    @contextmanager
    def snapshot(self) -> Generator[None, None, None]:
        """One committed state of the file for all that is asked inside; inside a write, the state it has come to."""
        with reading(self._db) as committed:
            self._committed = committed
            try:
                yield
            finally:
                self._committed = False

    def refresh(self) -> None:
        """Take notice of what this or another connection has written since the last look."""
        (version,) = self._execute("PRAGMA data_version").fetchone()
        seen = (version, self._db.conn.total_changes)
        # What was read inside an unfinished write may have been rolled back: outside of it, everything is read anew.
        unfinished = self._db.conn.in_transaction and not self._committed
        anew = self._seen is None or (self._unsure and not unfinished)
        if seen == self._seen and not anew:
            return
        state = state_of(self._db)
        if anew or state != self._state:
            self._state = state
            self._shards = self._load_shards()
            self._tails, self._tail_end = {}, state[0]
        self._read_tail()
        self._seen, self._unsure = seen, unfinished

    def _load_shards(self) -> dict[Families, list[Shard]]:
        loaded: dict[Families, list[Shard]] = {}
        for number, source, target, ids, lengths, distincts in self._execute(
            "SELECT id, source_family, target_family, ids, lengths, distincts FROM shards WHERE active ORDER BY id"
        ):
            shard = Shard(
                number,
                np.frombuffer(ids, dtype=np.uint32),
                np.frombuffer(lengths, dtype=np.uint16),
                np.frombuffer(distincts, dtype=np.uint16),
            )
            loaded.setdefault((source, target), []).append(shard)
        return loaded

    def _read_tail(self) -> None:
        rows = self._execute(
            """SELECT u.id, p.source_family, p.target_family, coalesce(u.source_key, u.source)
               FROM units u JOIN language_pairs p ON p.id = u.pair_id WHERE u.id > ? ORDER BY u.id""",
            (self._tail_end,),
        )
        for number, source, target, key in rows:
            tail = self._tails.setdefault((source, target), _Tail())
            tail.ids.append(number)
            tail.keys.append(key)
            self._tail_end = number

    def _tail_lows(self, tail: _Tail, side: int) -> list[str]:
        lows = tail.lows[side]
        if side == shards.SOURCE:
            lows.extend(keys.lowered(key) for key in tail.keys[len(lows) :])
        else:
            for some in batches(tail.ids[len(lows) :]):
                rows = dict(self._execute(f"SELECT id, target FROM units WHERE id IN ({marks(some)})", some))
                lows.extend(keys.index_key(rows.get(number, "")) for number in some)
        return lows

    def _candidates(
        self, shard: Shard, grams: set[int], length: int, window: tuple[int, int], minimum: int
    ) -> list[int]:
        """Ids of a shard that pass the length and the count filter.

        One edit destroys at most two bigrams of either text. So texts within k edits share at least
        max(distinct bigrams of one, of the other) − 2k; lists that are left out lower that bound by one each.
        """
        first = int(np.searchsorted(shard.lengths, min(window[0], shards.LONGEST)))
        last = int(np.searchsorted(shard.lengths, min(window[1], shards.LONGEST), side="right"))
        if first >= last:
            return []
        lengths = shard.lengths[first:last].astype(np.int32)
        edits = (100 - minimum) * np.maximum(lengths, length) // 100
        needed = np.maximum(shard.distincts[first:last].astype(np.int32), len(grams)) - 2 * edits
        needed[lengths == shards.LONGEST] = 0  # the true length is not known
        spare = max(0, (len(grams) - 2 * ((100 - minimum) * length // 100) - 1) * 3 // 4)
        sizes = sorted(self._sizes(shard, SOURCE, grams), key=lambda pair: pair[1])
        used = sizes[: max(0, len(sizes) - spare)]
        needed -= len(sizes) - len(used)
        counts = np.zeros(last - first, dtype=np.int64)
        if used:
            ranks = np.concatenate([shards.decode(blob) for blob in self._lists([number for number, _ in used])])
            if first or last < len(shard.lengths):
                ranks = ranks[(ranks >= first) & (ranks < last)] - np.uint32(first)
            counts = np.bincount(ranks, minlength=last - first)
        ids: list[int] = shard.ids[first:last][counts >= needed].tolist()
        return ids

    def _containing(self, shard: Shard, low: str, side: int) -> shards.Ranks:
        if len(low) == 1:  # every list of a bigram that begins with it
            rows = self._execute("SELECT ranks FROM postings WHERE id BETWEEN ? AND ?", _beginning(shard, side, low))
            return shards.union([ranks for (ranks,) in rows])
        grams = keys.inner_grams(low)
        sizes = sorted(self._sizes(shard, side, grams), key=lambda pair: pair[1])
        if len(sizes) < len(grams):
            return np.empty(0, dtype=np.uint32)
        common: shards.Ranks | None = None
        for number, _ in sizes:
            ranks = shards.decode(self._lists([number])[0])
            common = ranks if common is None else shards.shared(common, ranks)
            if len(common) < 64:
                break
        return common if common is not None else np.empty(0, dtype=np.uint32)

    def _sizes(self, shard: Shard, side: int, grams: Iterable[int]) -> list[tuple[int, int]]:
        numbers = [shards.posting_id(shard.id, side, gram) for gram in grams]
        return [
            row
            for some in batches(numbers)
            for row in self._execute(f"SELECT id, {_ENTRIES} FROM postings WHERE id IN ({marks(some)})", some)
        ]

    def _lists(self, numbers: Sequence[int]) -> list[bytes]:
        found: dict[int, bytes] = {}
        for some in batches(numbers):
            found.update(self._execute(f"SELECT id, ranks FROM postings WHERE id IN ({marks(some)})", some))
        return [found[number] for number in numbers if number in found]

    def _keys_of(self, ids: Sequence[int]) -> tuple[list[int], list[str]]:
        found: list[int] = []
        texts: list[str] = []
        for some in batches(ids):
            for number, key in self._execute(
                f"SELECT id, coalesce(source_key, source) FROM units WHERE id IN ({marks(some)})", some
            ):
                found.append(number)
                texts.append(key)
        return found, texts

    @staticmethod
    def _verified(key: str, minimum: int, ids: Sequence[int], texts: Sequence[str]) -> list[Near]:
        if not ids:
            return []
        lengths = np.maximum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)), len(key))
        allowed = (100 - minimum) * lengths // 100
        distances: npt.NDArray[np.int32] = process.cdist(
            [key], texts, scorer=Levenshtein.distance, score_cutoff=int(allowed.max()), dtype=np.int32
        )[0]
        return [
            Near(ids[place], int(distances[place]), int(lengths[place]))
            for place in np.flatnonzero(distances <= allowed).tolist()
        ]


def _beginning(shard: Shard, side: int, character: str) -> tuple[int, int]:
    """The rows of all bigrams that begin with a character."""
    first = shards.posting_id(shard.id, side, ord(character) << keys.CODE_POINT_BITS)
    return first, first + (1 << keys.CODE_POINT_BITS) - 1


def state_of(database: Database) -> tuple[int, int]:
    """Up to which unit id the index reaches, and how often it has been changed."""
    found = dict(database.execute("SELECT name, value FROM index_state").fetchall())
    if found.get("version", keys.VERSION) != keys.VERSION:
        return (0, -1)
    return found.get("folded", 0), found.get("changes", 0)
