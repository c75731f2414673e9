"""A changed file read again: which segment is which, so that no translation is lost or left on the wrong sentence.

Pairs go by text and by neighbours, never by position. What is equal in order is unchanged, what is equal elsewhere has
moved, what is similar between the same neighbours has changed and keeps its old translation as a fuzzy draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq, Levenshtein

from workbench.text import tags
from workbench.text.normal import match_key

SIMILAR = 50
"""Likeness (0–100) from which a segment between the same neighbours counts as changed rather than as another one."""
SIMILAR_ELSEWHERE = 75
"""The same, for a segment that stands somewhere else now."""
_NEAR = 200
"""Candidates that a segment is compared with, at most."""


class Change(StrEnum):
    """What became of a segment."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pairing:
    """An old segment and the new one it became.

    Attributes:
        old: Index in the old document, None for a new segment.
        new: Index in the new document, None for one that is gone.
        change: What happened.
        ratio: Likeness of the two sources, 0–100 (1 − Levenshtein / longer length, on match keys).
    """

    old: int | None
    new: int | None
    change: Change
    ratio: int


def pair(old: Sequence[str], new: Sequence[str]) -> list[Pairing]:
    """How the segments of a document became those of its new version.

    Every index of both sides occurs in exactly one pairing; the pairings come in the order of the new document, those
    that are gone after the segment they followed.

    Args:
        old: Source texts of the stored segments, in order, tag marks included.
        new: Source texts of the segments as read again.
    """
    old_keys, new_keys = [_key(text) for text in old], [_key(text) for text in new]
    pairs: dict[int, Pairing] = {}
    taken: set[int] = set()

    def put(old_index: int, new_index: int, change: Change, ratio: int) -> None:
        pairs[new_index] = Pairing(old_index, new_index, change, ratio)
        taken.add(old_index)

    for block in LCSseq.editops(old_keys, new_keys).as_matching_blocks():
        for step in range(block.size):
            put(block.a + step, block.b + step, Change.UNCHANGED, 100)
    for old_index, new_index in _moved(old_keys, new_keys, taken, pairs):
        put(old_index, new_index, Change.MOVED, 100)
    plain_old, plain_new = [key[0] for key in old_keys], [key[0] for key in new_keys]
    for cutoff, anywhere in ((SIMILAR, False), (SIMILAR_ELSEWHERE, True)):
        for ratio, old_index, new_index in _similar(plain_old, plain_new, taken, pairs, cutoff, anywhere=anywhere):
            if old_index not in taken and new_index not in pairs:
                put(old_index, new_index, Change.CHANGED, ratio)
    return _in_order(len(old), len(new), pairs)


def _key(text: str) -> tuple[str, tuple[str, ...]]:
    """What makes two segments the same: their words, and the tags that a translation must carry."""
    return match_key(text), tuple(tags.marks(text))


def _moved(
    old_keys: Sequence[object], new_keys: Sequence[object], taken: set[int], pairs: dict[int, Pairing]
) -> list[tuple[int, int]]:
    """Equal segments in another place; of several, the one with the same neighbours, then the first."""
    places: dict[object, list[int]] = defaultdict(list)
    for index, key in enumerate(old_keys):
        if index not in taken:
            places[key].append(index)
    found = []
    for new_index, key in enumerate(new_keys):
        candidates = places.get(key)
        if new_index in pairs or not candidates:
            continue
        best = max(candidates[:_NEAR], key=lambda index: (_context(old_keys, new_keys, index, new_index), -index))
        candidates.remove(best)
        found.append((best, new_index))
    return found


def _context(old_keys: Sequence[object], new_keys: Sequence[object], old_index: int, new_index: int) -> int:
    """How many neighbours (0–2) two places share."""
    before = old_index > 0 and new_index > 0 and old_keys[old_index - 1] == new_keys[new_index - 1]
    last = old_index + 1 >= len(old_keys), new_index + 1 >= len(new_keys)
    after = not any(last) and old_keys[old_index + 1] == new_keys[new_index + 1]
    return before + after


def _similar(
    old: Sequence[str],
    new: Sequence[str],
    taken: set[int],
    pairs: dict[int, Pairing],
    cutoff: int,
    *,
    anywhere: bool,
) -> list[tuple[int, int, int]]:
    """Candidates as (ratio, old, new), best first: between the same unchanged neighbours, or anywhere."""
    free_old = [index for index in range(len(old)) if index not in taken]
    gap_of_old = _gaps(len(old), {pairing.old for pairing in pairs.values() if pairing.change is Change.UNCHANGED})
    unchanged_new = {index for index, pairing in pairs.items() if pairing.change is Change.UNCHANGED}
    gap_of_new = _gaps(len(new), unchanged_new)
    by_gap: dict[int, list[int]] = defaultdict(list)
    for index in free_old:
        by_gap[0 if anywhere else gap_of_old[index]].append(index)
    found = []
    for new_index in range(len(new)):
        if new_index in pairs:
            continue
        candidates = by_gap.get(0 if anywhere else gap_of_new[new_index], [])
        if len(candidates) > _NEAR:
            candidates = sorted(candidates, key=lambda index: abs(index - new_index))[:_NEAR]
        for old_index in candidates:
            likeness = Levenshtein.normalized_similarity(old[old_index], new[new_index], score_cutoff=cutoff / 100)
            if likeness:
                found.append((round(likeness * 100), old_index, new_index))
    return sorted(found, key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry[2]))


def _gaps(length: int, anchors: set[int | None] | set[int]) -> list[int]:
    """For each index, how many unchanged segments stand before it."""
    gaps, count = [], 0
    for index in range(length):
        gaps.append(count)
        count += index in anchors
    return gaps


def _in_order(old_count: int, new_count: int, pairs: dict[int, Pairing]) -> list[Pairing]:
    out = [pairs.get(index, Pairing(None, index, Change.NEW, 0)) for index in range(new_count)]
    place_of_old = {pairing.old: index for index, pairing in enumerate(out) if pairing.old is not None}
    behind: dict[int, list[Pairing]] = defaultdict(list)
    place = -1
    for index in range(old_count):
        if index in place_of_old:
            place = place_of_old[index]
        else:
            behind[place].append(Pairing(index, None, Change.GONE, 0))
    return [*behind[-1], *(entry for index, pairing in enumerate(out) for entry in (pairing, *behind[index]))]
