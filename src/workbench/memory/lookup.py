"""Finding what has been translated before: context and exact matches by hash, fuzzy ones by the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.language.codes import family
from workbench.memory import keys, units
from workbench.memory.ranking import PENALTIES, Hit, in_context, penalties
from workbench.model import Unit
from workbench.store.sqlite import Database
from workbench.text.normal import match_key, nfc

if TYPE_CHECKING:
    from workbench.memory.index import Index, Near

_WORST = sum(PENALTIES.values())


def exact(
    database: Database, source: str, pairs: dict[int, int], *, previous: str, following: str, language: str
) -> list[Hit]:
    """The units whose match key is the query's."""
    if not pairs:
        return []
    key = match_key(source)
    rows = database.execute(
        f"SELECT {units.COLUMNS}, u.pair_id {units.FROM} WHERE u.source_hash = ? AND coalesce(u.source_key, u.source) = ?",
        (keys.source_hash(key), key),
    )
    return [
        _hit(units.from_row(row), 100, pairs[row[-1]], source, previous, following, language)
        for row in rows
        if row[-1] in pairs
    ]


def hits(
    database: Database,
    index: Index | None,
    source: str,
    languages: tuple[str, str],
    *,
    previous: str,
    following: str,
    minimum: int,
    limit: int,
) -> list[Hit]:
    """What a memory has for a source text; the best `limit` translations are surely among it. See `Memory.find`."""
    source, previous, following = nfc(source), nfc(previous), nfc(following)
    pairs = units.pair_ids(database, *languages)
    language = family(languages[0])
    found = exact(database, source, pairs, previous=previous, following=following, language=language)
    if (
        index is None
        or not pairs
        or minimum >= 100
        or len({(hit.unit.source, hit.unit.target) for hit in found}) >= limit
    ):
        return found
    known = {hit.unit.id for hit in found}
    near = index.near(match_key(source), (language, family(languages[1])), minimum)
    near = sorted((one for one in near if one.id not in known), key=lambda one: (-one.score, -one.id))
    return [*found, *_fuzzy(database, near, pairs, source, language, limit)]


def _fuzzy(
    database: Database, near: list[Near], pairs: dict[int, int], source: str, language: str, limit: int
) -> list[Hit]:
    """Hits for the best of the near units: as many as can still reach the first `limit` places."""
    hits: list[Hit] = []
    offered: dict[tuple[str, str], int] = {}
    floor = 0
    for at in range(0, len(near), 64):
        some = near[at : at + 64]
        if some[0].score < floor:
            break
        found = units.by_ids(database, [one.id for one in some])
        pair_of = _pairs_of(database, found)
        for one in some:
            unit = found.get(one.id)
            if unit is None or pair_of[one.id] not in pairs:
                continue
            hit = _hit(unit, one.score, pairs[pair_of[one.id]], source, "", "", language)
            hits.append(hit)
            pair = (unit.source, unit.target)
            offered[pair] = max(offered.get(pair, -_WORST), hit.score - hit.penalty)
        if len(offered) >= limit:
            floor = sorted(offered.values(), reverse=True)[limit - 1]
    return hits


def _pairs_of(database: Database, found: dict[int, Unit]) -> dict[int, int]:
    numbers = tuple(found)
    marks = ",".join("?" * len(numbers))
    return dict(database.execute(f"SELECT id, pair_id FROM units WHERE id IN ({marks})", numbers).fetchall())


def _hit(unit: Unit, score: int, nearness: int, source: str, previous: str, following: str, language: str) -> Hit:
    kind = "fuzzy"
    if score == 100:
        kind = "context" if in_context(unit, previous, following) else "exact"
    because = penalties(source, unit, language)
    return Hit(unit, score, kind, nearness, sum(PENALTIES[name] for name in because), because)
