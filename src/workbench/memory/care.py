"""Care of a memory: what is in it, what is in it twice or at odds with itself, and changing many units at once.

Nothing is changed in place: an edited unit is a new one with the old one's history, so that the index stays true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from workbench.errors import UsageError
from workbench.language.codes import family
from workbench.memory import units
from workbench.model import Unit
from workbench.store import transaction
from workbench.store.sqlite import Database
from workbench.text.normal import nfc


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds.

    Attributes:
        units: How many units.
        pairs: Units by language pair (`ko→en`), the largest first.
        origins: Units by origin.
        statuses: Units by status.
        documents: How many documents they come from.
        source_characters: Code points of all sources.
        target_characters: Code points of all targets.
        waiting: Units not yet in the index (they are found all the same).
        repeated: Units that say what another one says.
        conflicting: Sources with more than one translation.
        useless: Units with an empty side, or whose target is the source.
    """

    units: int
    pairs: dict[str, int]
    origins: dict[str, int]
    statuses: dict[str, int]
    documents: int
    source_characters: int
    target_characters: int
    waiting: int
    repeated: int
    conflicting: int
    useless: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which units: all conditions hold; an empty one always does.

    Attributes:
        source_language: Without regard to region.
        target_language: Without regard to region.
        document: Its name.
        origin: `human`, `import`, `mt` …
        status: `confirmed`, `draft` …
        before: Changed before this date (`20260101` and finer).
        text: Contained in source or target, as it stands.
    """

    source_language: str = ""
    target_language: str = ""
    document: str = ""
    origin: str = ""
    status: str = ""
    before: str = ""
    text: str = ""

    def condition(self) -> tuple[str, list[Any]]:
        """As a condition over `u` and `p`, with its values."""
        parts = {
            "p.source_family = ?": family(self.source_language) if self.source_language else "",
            "p.target_family = ?": family(self.target_language) if self.target_language else "",
            "u.document = ?": self.document,
            "u.origin = ?": self.origin,
            "u.status = ?": self.status,
            "u.changed < ?": self.before,
            "instr(u.source || char(0) || u.target, ?)": nfc(self.text),
        }
        used = {part: value for part, value in parts.items() if value}
        return " AND ".join(used), list(used.values())


EVERYTHING = Filter()

_REPEATED = "SELECT source_hash, target, pair_id FROM units GROUP BY source_hash, target, pair_id HAVING count(*) > 1"
_CONFLICTING = "SELECT source_hash, pair_id FROM units GROUP BY source_hash, pair_id HAVING count(DISTINCT target) > 1"
_WORDLIKE = regex.compile(r"[\p{Latin}\d]")
_USELESS = "trim(u.source) = '' OR trim(u.target) = '' OR u.source = u.target"


def stats(database: Database) -> Stats:
    """What the memory holds, counted."""

    def counted(column: str) -> dict[str, int]:
        query = f"SELECT {column}, count(*) {units.FROM} GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(database.execute(query).fetchall())

    def number(query: str) -> int:
        return int(database.execute(query).fetchone()[0] or 0)

    return Stats(
        units=number("SELECT count(*) FROM units"),
        pairs=counted("p.source || '→' || p.target"),
        origins=counted("u.origin"),
        statuses=counted("u.status"),
        documents=number("SELECT count(DISTINCT document) FROM units WHERE document <> ''"),
        source_characters=number("SELECT sum(length(source)) FROM units"),
        target_characters=number("SELECT sum(length(target)) FROM units"),
        waiting=number(
            "SELECT count(*) FROM units WHERE id > coalesce((SELECT value FROM index_state WHERE name = 'folded'), 0)"
        ),
        repeated=number(
            "SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM units GROUP BY source_hash, target, pair_id HAVING n > 1)"
        ),
        conflicting=number(f"SELECT count(*) FROM ({_CONFLICTING})"),
        useless=number(f"SELECT count(*) FROM units u WHERE {_USELESS}"),
    )


def repeated(database: Database) -> Iterator[list[Unit]]:
    """Groups of units with the same source (as match key), target and languages, the first one added first."""
    for source_hash, target, pair_id in database.execute(_REPEATED).fetchall():
        group = units.select(
            database, "u.source_hash = ? AND u.target = ? AND u.pair_id = ?", (source_hash, target, pair_id)
        )
        yield list(group)


def conflicting(database: Database) -> Iterator[list[Unit]]:
    """Groups of units whose source is the same and whose translation is not, the last changed first."""
    for source_hash, pair_id in database.execute(_CONFLICTING).fetchall():
        yield list(
            units.select(
                database, "u.source_hash = ? AND u.pair_id = ?", (source_hash, pair_id), "u.changed DESC, u.id"
            )
        )


def useless(database: Database) -> Iterator[Unit]:
    """Units with an empty side, or whose target is the source."""
    return units.select(database, _USELESS)


def merge(database: Database, group: Sequence[Unit]) -> int:
    """Make one unit of a group that says the same: the last changed stays, with the uses of all; returns how many went."""
    keep, *others = sorted(group, key=lambda unit: (unit.changed, unit.id or 0), reverse=True)
    with transaction(database):
        gone = units.delete(database, [unit.id for unit in others if unit.id is not None])
        database.execute("UPDATE units SET uses = ? WHERE id = ?", (sum(unit.uses for unit in group), keep.id))
    return gone


def edited(
    database: Database, which: Filter, find: str, put: str, *, side: str = "target", pattern: bool = False
) -> list[tuple[Unit, Unit]]:
    """The units a replacement would change, before and after; nothing is written.

    Raises:
        UsageError: Not a regular expression, or a replacement that does not fit it.
    """
    change = _replacement(find, put, pattern=pattern)
    found: list[tuple[Unit, Unit]] = []
    for unit in units.select(database, *which.condition()):
        text = unit.target if side == "target" else unit.source
        after = nfc(change(text))
        if after != text:
            found.append((unit, replace(unit, target=after) if side == "target" else replace(unit, source=after)))
    return found


def apply(database: Database, changes: Sequence[tuple[Unit, Unit]], *, author: str = "") -> int:
    """Put the edited units in place of the former ones, in one transaction; returns how many."""
    now = units.now()
    with transaction(database):
        units.delete(database, [before.id for before, _ in changes if before.id is not None])
        units.add(
            database,
            [
                replace(
                    after,
                    id=None,
                    changed=now,
                    author=author or after.author,
                    creator=after.creator or after.author,
                )
                for _, after in changes
            ],
            supersede=False,
        )
    return len(changes)


def chosen(database: Database, which: Filter) -> Iterator[Unit]:
    """The units of a filter."""
    return units.select(database, *which.condition())


def _whole(words: str) -> str:
    """The pattern of a piece of text that cuts no Latin word or number in two: `sea` is not in `Research`."""
    before = r"(?<![\p{Latin}\d])" if _WORDLIKE.match(words[0]) else ""
    after = r"(?![\p{Latin}\d])" if _WORDLIKE.match(words[-1]) else ""
    return f"{before}{regex.escape(words)}{after}"


def _replacement(find: str, put: str, *, pattern: bool) -> Callable[[str], str]:
    if not find:
        raise UsageError("nothing to look for", hint="name the text to replace")
    if not pattern:
        whole = regex.compile(_whole(nfc(find)))
        return lambda text: str(whole.sub(lambda _: put, text))
    try:
        compiled = regex.compile(nfc(find))
    except regex.error as error:
        raise UsageError(f"not a regular expression: {find} ({error})") from error

    def replaced(text: str) -> str:
        try:
            return str(compiled.sub(put, text))
        except (regex.error, IndexError) as error:
            raise UsageError(f"not a replacement for {find}: {put} ({error})") from error

    return replaced
