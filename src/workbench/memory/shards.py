"""A shard: up to 65,536 units of one language pair, ranked by length, with a posting list for every bigram of either side.

Shards never change. A list holds ranks (16 bits); a dense one is kept as one-byte steps, so that the index stays smaller
than the text. Everything here is pure: arrays in, blobs out, and back.

Method: length and count filtering over q-grams, Gravano et al., "Approximate String Joins in a Database (Almost) for
Free", VLDB 2001; here with sets instead of bags, bounded by the number of distinct bigrams of either text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from workbench.memory.keys import CODE_POINT_BITS, GRAM_BITS

SIZE = 65_536
"""The most units a shard holds: ranks fit 16 bits."""

SOURCE, TARGET = 0, 1

_RAW, _STEPS = b"\0", b"\1"
_SKIP = 255
_RANK_BITS = 16
LONGEST = 0xFFFF
"""Lengths are cut here; beyond, the true one is not known."""

N = TypeVar("N", np.int64, np.uint32)

Ranks = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shard:
    """The part of a shard that stays in memory: 8 bytes a unit.

    Attributes:
        ids: Unit ids by rank.
        lengths: Length of each match key in code points, ascending, cut at 65,535.
        distincts: Number of distinct bigrams of each source.
    """

    id: int
    ids: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint16]
    distincts: npt.NDArray[np.uint16]


def posting_id(shard: int, side: int, gram: int) -> int:
    """The row of a bigram's list: shard, side and bigram in one integer, so that neighbours on disk are neighbours."""
    return (shard << 1 | side) << GRAM_BITS | gram


def collect(lots: Iterable[Sequence[str]]) -> Keys:
    """Every (bigram, rank) of the index keys, packed and sorted; the rank is the place in all the lots together."""
    parts: list[Keys] = []
    rank = 0
    for low_keys in lots:
        parts.append(_packed(low_keys, rank))
        rank += len(low_keys)
    packed = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
    packed.sort(kind="stable")  # merges the sorted parts
    return packed


def distincts(packed: Keys, size: int) -> npt.NDArray[np.uint16]:
    """How many distinct bigrams each rank has."""
    counts = np.bincount(packed & (SIZE - 1), minlength=size)
    return np.minimum(counts, LONGEST).astype(np.uint16)


def lists(packed: Keys) -> Iterator[tuple[int, bytes]]:
    """Each bigram with its encoded list."""
    if not len(packed):
        return
    all_grams = packed >> _RANK_BITS
    ranks = (packed & (SIZE - 1)).astype(np.uint16)
    starts = np.flatnonzero(np.concatenate(([True], all_grams[1:] != all_grams[:-1])))
    ends = np.append(starts[1:], len(packed))
    raw = ranks.tobytes()
    for gram, start, end in zip(all_grams[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        if end - start < 16:
            yield gram, _RAW + raw[2 * start : 2 * end]
        else:
            yield gram, encode(ranks[start:end])


def encode(ranks: npt.NDArray[np.uint16]) -> bytes:
    """Ascending ranks as a blob: 16-bit ranks, or one-byte steps where that is shorter.

    A step of 255 goes forward without naming a rank; every smaller step goes forward and names one.
    """
    places = ranks.astype(np.int64)
    gaps = places - np.concatenate((places[:1] * 0, places[:-1]))
    skips = gaps // _SKIP
    size = len(gaps) + int(skips.sum())
    if size >= 2 * len(gaps):
        return _RAW + ranks.tobytes()
    steps = np.full(size, _SKIP, dtype=np.uint8)
    steps[np.cumsum(skips + 1) - 1] = gaps % _SKIP
    return _STEPS + steps.tobytes()


def decode(blob: bytes) -> Ranks:
    """The ranks of a blob, ascending."""
    if blob[:1] == _RAW:
        return np.frombuffer(blob, dtype=np.uint16, offset=1).astype(np.uint32)
    steps = np.frombuffer(blob, dtype=np.uint8, offset=1)
    ranks: Ranks = np.cumsum(steps, dtype=np.uint32)[steps != _SKIP]
    return ranks


def shared(some: Ranks, others: Ranks) -> Ranks:
    """The ranks of `some` that stand in `others` too."""
    there = np.zeros(SIZE, dtype=bool)
    there[others] = True
    return some[there[some]]


def distinct(values: npt.NDArray[N]) -> npt.NDArray[N]:
    """The values once each, ascending. (`numpy.unique` hashes, which is many times slower on such arrays.)"""
    if not len(values):
        return values
    values = np.sort(values)
    first = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]


def union(blobs: Sequence[bytes]) -> Ranks:
    """The ranks that stand in any of the blobs, ascending."""
    raw = b"".join([blob[1:] for blob in blobs if blob[:1] == _RAW])
    parts = [np.frombuffer(raw, dtype=np.uint16).astype(np.uint32)]
    parts.extend(decode(blob) for blob in blobs if blob[:1] != _RAW)
    return distinct(np.concatenate(parts))


def _packed(low_keys: Sequence[str], first_rank: int) -> Keys:
    framed = "\0" + "\0".join(low_keys) + "\0"
    points = np.frombuffer(framed.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    rank = np.cumsum(points[:-1] == 0) + (first_rank - 1)
    packed = ((points[:-1] << CODE_POINT_BITS | points[1:]) << _RANK_BITS) | rank
    return distinct(packed)
