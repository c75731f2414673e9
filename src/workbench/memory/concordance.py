"""Concordance: where a piece of text or a pattern stands in the memory, on either side, with what it was made of.

- A piece is compared as match keys are, and without regard to case: `NATO` finds `ＮＡＴＯ`, 緩衝 finds 緩 衝.
- Pieces of one character are answered like all others: the index proposes, the text decides, nothing is missed.
- A piece that seems to be everywhere is looked for among the newest units first, because there it will be.
- A pattern is read through the whole memory, newest first, and given up on a text after a tenth of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import regex

from workbench.errors import UsageError
from workbench.language.codes import family
from workbench.memory import keys, units
from workbench.memory.index import Families, Index
from workbench.memory.rows import marks
from workbench.memory.shards import SOURCE, TARGET, distinct
from workbench.model import Span, Unit
from workbench.store.sqlite import Database
from workbench.text.normal import match_key, nfc

SIDES = ("source", "target", "both")
ORDERS = ("date", "similarity")

_OFTEN = 40
_READ_AHEAD = 8_000
"""What seems to stand in more than one unit of so many is first looked for in that many of the newest ones."""
_LOT = 128
_SORTED = 5_000
"""Hits that are put in order of similarity; beyond, the order is by date."""
_PATIENCE = 0.1

_CJK = r"一-鿿㐀-䶿𠀀-𲎯ぁ-ゖァ-ヺー々〆、。「」『』（）"
_FOLDED = re.compile(rf"[^\x20-\x7e{_CJK}가-힣·]|  |^ | $|[（）]|(?<=[{_CJK}]) | (?=[{_CJK}])")
"""Whatever could make a match key differ from its text by more than case."""

Spans = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that contains what was searched.

    Attributes:
        source_spans: Where it stands in the source; so does `target_spans` for the target.
        score: The share of the text it makes up.
        memory: The attached memory that holds it; empty for the project's own.
    """

    unit: Unit
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    score: int
    memory: str = ""


def concordance(
    database: Database, index: Index, text: str, families: Sequence[Families], *, side: str, pattern: bool, order: str
) -> Iterator[Hit]:
    """The units of the language pairs that contain a text or match a pattern; see `Memory.concordance`."""
    if not text:
        return
    if pattern:
        spans = _pattern_spans(text)
        candidates = _all(database)
    else:
        low = keys.index_key(text)
        if not low:
            return
        spans = partial(spans_of, low=low)
        candidates = _candidates(database, index, low, families, side)
    hits = _verified(database, candidates, spans, side, set(families))
    if order == "similarity":
        first = [hit for hit, _ in zip(hits, range(_SORTED), strict=False)]
        yield from sorted(first, key=lambda hit: -hit.score)
    yield from hits


def spans_of(text: str, low: str) -> list[Span]:
    """Where a piece (an index key) stands in a text, in offsets of the text."""
    if not _FOLDED.search(text):  # as nearly all texts are: the key is the text in lower case
        return [Span(at, at + len(low)) for at in _places(keys.lowered(text), low)]
    if low not in keys.index_key(text):
        return []
    key, starts, ends = _mapped(text)
    return [Span(starts[at], ends[at + len(low) - 1]) for at in _places(key, low)] or [Span(0, len(text))]


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + len(piece))


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
    read_to = newest
    if often * _OFTEN > newest:
        for reached, lot in _newest(database, newest, low if side == "source" else None):
            read_to = reached
            yield lot
    with index.snapshot():
        lots = [
            np.asarray(lot, dtype=np.int64)
            for pair in families
            for place in sides
            for lot in index.containing(low, pair, place)
        ]
    if not lots:
        return
    ids = distinct(np.concatenate(lots))[::-1]
    ids = ids[ids <= read_to]
    for at in range(0, len(ids), _LOT):
        lot = ids[at : at + _LOT].tolist()
        # One or two characters are a bigram or the beginning of one; of longer pieces the index knows only the parts.
        yield _holding(database, lot, low) if side == "source" and len(low) > 2 else lot


def _holding(database: Database, lot: Sequence[int], low: str) -> list[int]:
    """Those of the ids whose source key holds the piece, in their order."""
    rows = database.execute(
        f"SELECT id, coalesce(source_key, source) FROM units WHERE id IN ({marks(lot)}) ORDER BY id DESC", tuple(lot)
    )
    return [number for number, key in rows if low in keys.lowered(key)]


def _newest(database: Database, newest: int, low: str | None) -> Iterator[tuple[int, list[int]]]:
    """How far the units have been read, and ids newest first; with `low`, only those whose source key holds it."""
    caseless = low is not None and low == low.upper()
    condition = "AND instr(coalesce(source_key, source), ?)" if caseless else ""
    for end in range(newest, max(0, newest - _READ_AHEAD), -1_000):
        rows = database.execute(
            f"""SELECT id, coalesce(source_key, source) FROM units
                WHERE id > ? AND id <= ? {condition} ORDER BY id DESC""",
            (end - 1_000, end, *([low] if caseless else [])),
        )
        yield end - 1_000, [number for number, key in rows if low is None or caseless or low in keys.lowered(key)]


def _all(database: Database) -> Iterator[list[int]]:
    """Ids of all units, newest first."""
    (newest,) = database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()
    for end in range(newest, 0, -1_000):
        yield list(range(end, end - 1_000, -1))


def _verified(
    database: Database, lots: Iterator[list[int]], spans: Spans, side: str, families: set[Families]
) -> Iterator[Hit]:
    wanted: dict[tuple[str, str], bool] = {}
    for lot in lots:
        found = units.by_ids(database, lot)
        for number in lot:
            unit = found.get(number)
            if unit is None:
                continue
            pair = (unit.source_language, unit.target_language)
            if pair not in wanted:
                wanted[pair] = (family(pair[0]), family(pair[1])) in families
            if not wanted[pair]:
                continue
            in_source = spans(unit.source) if side != "target" else []
            in_target = spans(unit.target) if side != "source" else []
            if in_source or in_target:
                yield Hit(unit, tuple(in_source), tuple(in_target), _share(unit, in_source, in_target))


def _share(unit: Unit, in_source: Sequence[Span], in_target: Sequence[Span]) -> int:
    source = 100 * (in_source[0].end - in_source[0].start) // max(1, len(unit.source)) if in_source else 0
    target = 100 * (in_target[0].end - in_target[0].start) // max(1, len(unit.target)) if in_target else 0
    return max(source, target)


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
