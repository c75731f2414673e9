"""In which order hits are offered, and what counts against one.

- A context match (the same sentence between the same neighbours) comes before an exact one, an exact one before a fuzzy one.
- Among fuzzy hits the higher score wins, less the penalties below; the score itself is never altered, only the order.
- Ties go to the memory of the higher priority, then to the same regional code, then to the later change, then to the more used unit, then to the newer one.
- One translation of one sentence is offered once, however many neighbours it has been seen between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.model import Match, Origin, Status, Unit
from workbench.text.normal import match_key

KINDS = {"context": 0, "exact": 1, "fuzzy": 2, "fragment": 3}

PENALTIES: Mapping[str, int] = {"machine": 10, "unconfirmed": 5, "numbers": 3, "negation": 5, "imported": 1}
"""Points a hit loses in the order: a machine made the target · nobody confirmed it · the numbers of the two sources differ
· one of them is negated and the other is not · it came from a file."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATIONS = {
    "ko": re.compile(r"않|못하|못 |아니[다하라며었]|아닌|아닐|없[다는이을었어고]|(?<![가-힣])안 "),
    "ja": re.compile(r"ない|なかっ|なく|ません|ぬ(?![一-龯ぁ-ん])|ず(?=[、。にと]|$)|ではな|非ず"),
    "en": re.compile(r"\b(?:not|no|never|none|neither|nor|cannot|without)\b|n't\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that answers a lookup, before it is put in order."""

    unit: Unit
    score: int
    kind: str
    nearness: int
    penalty: int = 0
    because: tuple[str, ...] = ()
    priority: int = 0


def ranked(hits: Iterable[Hit], limit: int) -> list[Match]:
    """The best hits as matches, each translation of a sentence once."""
    matches: list[Match] = []
    offered: set[tuple[str, str]] = set()
    for hit in sorted(hits, key=_place):
        pair = (hit.unit.source, hit.unit.target)
        if pair in offered:
            continue
        offered.add(pair)
        matches.append(Match(hit.unit, hit.score, hit.kind, hit.unit.target, penalties=hit.because))
        if len(matches) == limit:
            break
    return matches


def penalties(query: str, unit: Unit, language: str) -> tuple[str, ...]:
    """What counts against a unit as an answer to a query, by the names of `PENALTIES`."""
    found: list[str] = []
    if unit.origin == Origin.MT:
        found.append("machine")
    if unit.status in (Status.DRAFT, Status.UNTRANSLATED):
        found.append("unconfirmed")
    if query != unit.source:
        mine, theirs = match_key(query), match_key(unit.source)
        if sorted(_NUMBER.findall(mine)) != sorted(_NUMBER.findall(theirs)):
            found.append("numbers")
        negation = _NEGATIONS.get(language)
        if negation and bool(negation.search(mine)) != bool(negation.search(theirs)):
            found.append("negation")
    if unit.origin == Origin.IMPORT:
        found.append("imported")
    return tuple(found)


def in_context(unit: Unit, previous: str, following: str) -> bool:
    """Whether a unit was made between the same neighbours; no neighbours at all are no context."""
    if not (previous or following):
        return False
    return match_key(unit.previous) == match_key(previous) and match_key(unit.next) == match_key(following)


def _place(hit: Hit) -> tuple[int, int, int, int, tuple[int, ...], int, int]:
    latest = tuple(-ord(character) for character in hit.unit.changed)
    return (
        KINDS[hit.kind],
        hit.penalty - hit.score,
        -hit.priority,
        -hit.nearness,
        latest,
        -hit.unit.uses,
        -(hit.unit.id or 0),
    )
