"""Comparing the numbers of a sentence with those of its translation, as tolerantly as an editor would.

* A number answers for another of the same worth, whatever either is written with: 1억4600만 and 146 million, 3割 and
  30 percent, 午後3時 and 3 p.m., 令和8年 and 2026, 90년대 and the 1990s, 절반 and 50 percent.
* A translation may round what the source spells out (1억4,583만 → 146 million), to the figures it shows and no further
  than 5 %; small numbers are never rounded.
* A month answers for no day, money in one currency for none in another.
* One mention is enough: `that year` may stand for a year's second mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.language.numbers.model import Kind, Number
from workbench.language.numbers.reading import values

_LABEL = re.compile(r"\d{1,2}[.)．）]\s*")
"""The number of a heading or an item, at the very start."""

_ROUNDED_FROM = Decimal(10_000)
_HUNDRED = Decimal(100)
_MOST_RIVALS = 20
_FREE = frozenset({Kind.PLAIN, Kind.ORDINAL})
_AKIN = frozenset(
    {
        (Kind.YEAR, Kind.DECADE), (Kind.DECADE, Kind.YEAR), (Kind.PERCENT, Kind.FRACTION), (Kind.FRACTION, Kind.PERCENT),
        (Kind.HOUR, Kind.MINUTE), (Kind.MINUTE, Kind.HOUR), (Kind.FRACTION, Kind.MONTH), (Kind.MONTH, Kind.FRACTION),
        (Kind.FRACTION, Kind.DAY), (Kind.DAY, Kind.FRACTION), (Kind.MONTH, Kind.DAY), (Kind.DAY, Kind.MONTH),
    }
)  # fmt: skip


_ONLY_BY_OTHER_READING = frozenset({(Kind.MONTH, Kind.DAY), (Kind.DAY, Kind.MONTH)})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A number of one side that nothing on the other side answers for.

    Attributes:
        side: `source` (the translation lacks it) or `target` (the source does not say it).
        number: The number, its offsets in the text of its side.
        rival: The number of the other side that probably stands in its place, where there is exactly one.
    """

    side: str
    number: Number
    rival: Number | None = None


def disagreements(source: str, target: str, source_language: str, target_language: str) -> list[Disagreement]:
    """What the numbers of a sentence and of its translation do not agree on; empty when all is well.

    Args:
        source: The sentence, NFC.
        target: Its translation, NFC.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
    """
    sources, targets = values(source, source_language), values(target, target_language)
    found = compare(sources, targets)
    if sources and targets and _LABEL.match(source) and _LABEL.match(target):
        own, other = sources[0], targets[0]
        # Labels are not firm, since the other language may have a bullet there; where both have one, it is the same.
        if own.start == other.start == 0 and own.value != other.value:
            rest = (item for item in found if item.number is not own and item.number is not other)
            found = [Disagreement("source", own, other), Disagreement("target", other, own), *rest]
    return found


def compare(sources: Sequence[Number], targets: Sequence[Number]) -> list[Disagreement]:
    """As `disagreements`, of numbers already read."""
    if not sources and not targets:
        return []
    missing = [number for number in sources if number.firm and not _answered(number, targets, rounded=True)]
    added = [number for number in targets if number.firm and not _answered(number, sources, rounded=False)]
    if not missing and not added:
        return []
    rivals = _rivals(missing, added)
    back = {id(rival): number for number, rival in zip(missing, rivals, strict=True) if rival is not None}
    return [
        *(Disagreement("source", number, rival) for number, rival in zip(missing, rivals, strict=True)),
        *(Disagreement("target", number, back.get(id(number))) for number in added),
    ]


def same(first: Number, second: Number) -> bool:
    """Whether two numbers can stand for one another (of either language, without rounding)."""
    kinds = first.kind, second.kind
    if first.kind is not second.kind and first.kind not in _FREE and second.kind not in _FREE and kinds not in _AKIN:
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    if first.value == second.value:
        return kinds not in _ONLY_BY_OTHER_READING
    if second.value in first.also or first.value in second.also:
        return True
    if first.also and second.also and not set(first.also).isdisjoint(second.also):
        return True
    if Kind.HOUR in kinds and Kind.PLAIN in kinds:
        return (first.value - second.value) % 12 == 0
    if Kind.FRACTION in kinds:
        if abs(first.value - second.value) < Decimal("0.0001"):
            return True
        part, other = (first, second) if first.kind is Kind.FRACTION else (second, first)
        return abs(part.value * _HUNDRED - other.value) <= Decimal("0.5")
    return False


def _answered(number: Number, others: Sequence[Number], *, rounded: bool) -> bool:
    if any(same(number, other) for other in others):
        return True
    if number.value < _ROUNDED_FROM:
        return False
    if rounded:
        return any(_rounds(number, other) for other in others)
    return any(_rounds(other, number) for other in others)


def _rounds(exact: Number, shown: Number) -> bool:
    """Whether `shown` is `exact` rounded to the figures it shows."""
    if exact.unit and shown.unit and exact.unit != shown.unit:
        return False
    if shown.value < _ROUNDED_FROM or abs(exact.value - shown.value) > exact.value * Decimal("0.05"):
        return False
    step = Decimal(10) ** _trailing_zeros(shown.value)
    return abs(exact.value - shown.value) * 2 <= step


def _trailing_zeros(value: Decimal) -> int:
    whole = str(int(value))
    return len(whole) - len(whole.rstrip("0"))


def _rivals(missing: Sequence[Number], added: Sequence[Number]) -> list[Number | None]:
    """For each missing number the added one of its kind, where the choice is not a guess."""
    found: list[Number | None] = []
    if len(missing) > _MOST_RIVALS:
        return [None] * len(missing)
    for number in missing:
        kin = [other for other in added if other.kind is number.kind] or [
            other for other in added if other.kind in _FREE or number.kind in _FREE
        ]
        alone = [other for other in missing if other.kind is number.kind or other.kind in _FREE or number.kind in _FREE]
        found.append(kin[0] if len(kin) == 1 and len(alone) == 1 else None)
    return found
