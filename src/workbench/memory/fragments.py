"""Fragments: the longest stored segments that stand inside a text for which the memory has nothing near.

Every stretch of the text that could be a segment is looked up by its hash, all at once; what is found is verified on the
key. So the size of the memory does not matter, and nothing is missed up to the longest fragment looked for.
"""

from __future__ import annotations

import re

from workbench.memory import keys, units
from workbench.memory.rows import batches, marks
from workbench.model import Match, Unit
from workbench.store.sqlite import Database
from workbench.text.normal import match_key

SHORTEST, LONGEST = 2, 60
"""Code points of a fragment."""

_SPACED = re.compile(r"(?<![^\s\"'“‘(\[「『])(?=\S)")
_ENDS = re.compile(r"(?<=\S)(?![A-Za-z0-9])")


def fragments(database: Database, text: str, pairs: dict[int, int], *, limit: int) -> list[Match]:
    """The longest stored sources inside a text, each with its best translation; overlapping ones are left out.

    The score is the share of the text that the fragment makes up.

    Args:
        database: The memory.
        text: The source text; fragments begin at a word (Japanese: anywhere) and may end before a particle.
        pairs: The language pairs that count, with how near they are to the one asked for.
        limit: Most fragments.
    """
    key = match_key(text)
    spans = _stretches(key)
    found = _stored(database, {keys.source_hash(key[start:end]): key[start:end] for start, end in spans}, pairs)
    taken: list[tuple[int, int, Unit]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        unit = found.get(key[start:end])
        if unit is not None and all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, unit))
    return [
        Match(unit, min(99, 100 * (end - start) // len(key)), "fragment", unit.target)
        for start, end, unit in taken[:limit]
    ]


def _stretches(key: str) -> list[tuple[int, int]]:
    """Every stretch that could be a segment, but the whole."""
    spaced = " " in key
    starts = [match.start() for match in _SPACED.finditer(key)] if spaced else range(len(key))
    ends = [match.start() for match in _ENDS.finditer(key)]
    return [
        (start, end)
        for start in starts
        for end in ends
        if SHORTEST <= end - start <= LONGEST and end - start < len(key)
    ]


def _stored(database: Database, wanted: dict[int, str], pairs: dict[int, int]) -> dict[str, Unit]:
    """The best unit of each wanted key: of the nearest languages, then the last changed."""
    best: dict[str, tuple[tuple[int, str], int]] = {}
    for some in batches(list(wanted)):
        for number, pair, source_hash, key, changed in database.execute(
            f"""SELECT id, pair_id, source_hash, coalesce(source_key, source), changed FROM units
                WHERE source_hash IN ({marks(some)})""",
            some,
        ):
            if pair not in pairs or wanted[source_hash] != key:
                continue
            rank = (pairs[pair], changed)
            if key not in best or rank > best[key][0]:
                best[key] = (rank, number)
    found = units.by_ids(database, [number for _, number in best.values()])
    return {key: found[number] for key, (_, number) in best.items() if number in found}
