"""Concordance: where a piece of text or a pattern stands in the memory, on either side, with what it was made of.

- A piece is compared as match keys are, and without regard to case: `NATO` finds `ＮＡＴＯ`, 緩衝 finds 緩 衝.
- Pieces of one character are answered like all others: the index proposes, the text decides, nothing is missed.
- A piece that stands in more than one unit in twenty is found by reading from the newest unit on; that is quicker.
- A pattern is read through the whole memory, newest first, and given up on a text after a tenth of a second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from sqlite_utils import Database

from workbench.errors import UsageError
from workbench.memory import keys, units
from workbench.memory.index import Families, Index
from workbench.memory.shards import SOURCE, TARGET
from workbench.model import Span, Unit
from workbench.text.normal import match_key, nfc

SIDES = ("source", "target", "both")
ORDERS = ("date", "similarity")

_OFTEN = 20
_SORTED = 5_000
"""Hits that are put in order of similarity; beyond, the order is by date."""
_PATIENCE = 0.1

Spans = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that contains what was searched, and where, on both sides; the score is the share of the text it makes up."""

    unit: Unit
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    score: int


def concordance(
    database: Database, index: Index, text: str, families: Sequence[Families], *, side: str, pattern: bool, order: str
) -> Iterator[Hit]:
    """The units of the language pairs that contain a text or match a pattern; see `Memory.concordance`."""
    if not text:
        return
    if pattern:
        spans = _pattern_spans(text)
        candidates = _all(database, index, families, None, side)
    else:
        low = keys.index_key(text)
        if not low:
            return
        spans = _piece_spans(low)
        candidates = _candidates(database, index, low, families, side)
    hits = _verified(database, candidates, spans, side, set(families))
    if order == "similarity":
        first = [hit for hit, _ in zip(hits, range(_SORTED), strict=False)]
        yield from sorted(first, key=lambda hit: -hit.score)
    yield from hits


def spans_of(text: str, low: str) -> list[Span]:
    """Where a piece (an index key) stands in a text, in offsets of the text."""
    key, starts, ends = _mapped(text)
    found: list[Span] = []
    at = key.find(low)
    while at >= 0:
        found.append(Span(starts[at], ends[at + len(low) - 1]))
        at = key.find(low, at + len(low))
    return found


def _piece_spans(low: str) -> Spans:
    def spans(text: str) -> list[Span]:
        return spans_of(text, low) if low in keys.index_key(text) else []

    return spans


def _pattern_spans(pattern: str) -> Spans:
    try:
        compiled = regex.compile(nfc(pattern), regex.IGNORECASE)
    except regex.error as error:
        raise UsageError(
            f"not a regular expression: {pattern} ({error})", hint="write \\ before a sign meant as itself"
        ) from error

    def spans(text: str) -> list[Span]:
        try:
            return [Span(*match.span()) for match in compiled.finditer(text, timeout=_PATIENCE)]
        except TimeoutError:
            return []

    return spans


def _candidates(
    database: Database, index: Index, low: str, families: Sequence[Families], side: str
) -> Iterator[list[int]]:
    """Ids of units that may contain the piece, newest first, in lots."""
    sides = [place for place, name in ((SOURCE, "source"), (TARGET, "target")) if side in (name, "both")]
    often = sum(index.frequency(low, pair, place) for pair in families for place in sides)
    (newest,) = database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
    if often * _OFTEN > newest:
        yield from _all(database, index, families, low if side == "source" else None, side)
        return
    lots = [
        np.asarray(lot, dtype=np.int64)
        for pair in families
        for place in sides
        for lot in index.containing(low, pair, place)
    ]
    if lots:
        ids = np.unique(np.concatenate(lots))[::-1]
        for at in range(0, len(ids), 250):
            yield ids[at : at + 250].tolist()


def _all(
    database: Database, index: Index, families: Sequence[Families], low: str | None, side: str
) -> Iterator[list[int]]:
    """Ids of all units, newest first; with `low`, only those whose source key holds it."""
    (newest,) = database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
    for end in range(newest, 0, -1_000):
        rows = database.execute(
            "SELECT id, coalesce(source_key, source) FROM units WHERE id > ? AND id <= ? ORDER BY id DESC",
            (end - 1_000, end),
        )
        yield [number for number, key in rows if low is None or low in keys.lowered(key)]


def _verified(
    database: Database, lots: Iterator[list[int]], spans: Spans, side: str, families: set[Families]
) -> Iterator[Hit]:
    from workbench.language.codes import family

    for lot in lots:
        found = units.by_ids(database, lot)
        for number in lot:
            unit = found.get(number)
            if unit is None or (family(unit.source_language), family(unit.target_language)) not in families:
                continue
            in_source = tuple(spans(unit.source)) if side != "target" else ()
            in_target = tuple(spans(unit.target)) if side != "source" else ()
            if in_source or in_target:
                yield Hit(unit, in_source, in_target, _share(unit, in_source, in_target))


def _share(unit: Unit, in_source: Sequence[Span], in_target: Sequence[Span]) -> int:
    shares = [
        100 * max(span.end - span.start for span in spans) // max(1, len(text))
        for text, spans in ((unit.source, in_source), (unit.target, in_target))
        if spans
    ]
    return max(shares)


def _mapped(text: str) -> tuple[str, list[int], list[int]]:
    """The index key of a text, and for each of its characters where it begins and ends in the text."""
    key = keys.index_key(text)
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        folded = _folded(character)
        if folded and key.startswith(folded, len(starts)):
            starts.extend([place] * len(folded))
            ends.extend([place + 1] * len(folded))
    if len(starts) == len(key):
        return key, starts, ends
    # Characters that fold together across their border: fall back on the text itself.
    low = keys.lowered(text)
    return low, list(range(len(low))), list(range(1, len(low) + 1))


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    return keys.lowered(match_key(character)) or ("" if unicodedata.category(character) == "Cf" else character)
