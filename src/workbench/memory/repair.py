"""Fuzzy repair: a near match made to say what the query says, where that is safe, and marked as repaired.

- A number of the query takes the place of the one in the match, when both sources have the same kinds of numbers in the same
  order and the old value stands exactly as often in the translation.
- A glossary term takes the place of another, when the two sources differ in as many terms, in the same order, and the old
  one's rendering stands exactly once in the translation.
- All of one kind is repaired or none of it: half a repair reads like a whole one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.language.codes import family
from workbench.language.numbers import Number, rewrite, values
from workbench.language.numbers.compare import same
from workbench.language.renderings import occurrences, with_article
from workbench.model import Match, Span, TermHit

Terms = Callable[[str], Sequence[TermHit]]
"""The glossary's terms in a source text."""

_NO_PLAIN_PLURAL = ("s", "x", "z", "ch", "sh", "y", "f", "fe")

Edit = tuple[Span, str]


def repaired(match: Match, query: str, source_language: str, target_language: str, terms: Terms | None = None) -> Match:
    """The match with its target repaired for the query; the match itself where there is nothing safe to repair.

    Args:
        match: A fuzzy match.
        query: The source text it was found for.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        terms: Finds the glossary's terms in a source; None where there is no glossary.
    """
    if match.kind != "fuzzy":
        return match
    edits = _numbers(match, query, family(source_language), family(target_language))
    if terms is not None:
        edits += _terms(match, terms(match.unit.source), terms(query))
    edits.sort(key=lambda edit: edit[0].start)
    if not edits or any(one[0].end > other[0].start for one, other in pairwise(edits)):
        return match
    target, at, repairs = "", 0, []
    for span, text in edits:
        before = with_article(target + match.target[at : span.start], text)
        target, at = before + text, span.end
        repairs.append(f"{match.target[span.start : span.end]} → {text}")
    return replace(match, target=target + match.target[at:], repairs=tuple(repairs))


def _numbers(match: Match, query: str, source_language: str, target_language: str) -> list[Edit]:
    old, new = values(match.unit.source, source_language), values(query, source_language)
    if [number.kind for number in old] != [number.kind for number in new]:
        return []
    changed = [(was, becomes) for was, becomes in zip(old, new, strict=True) if not same(was, becomes)]
    kept = [was for was, becomes in zip(old, new, strict=True) if same(was, becomes)]
    shown = values(match.target, target_language)
    edits: dict[Span, str] = {}
    for was, becomes in changed:
        places = [number for number in shown if same(was, number)]
        alike = [other for other, _ in changed if same(was, other)]
        if len(places) != len(alike) or any(same(was, other) for other in kept):
            return []
        written = _written(becomes, match.target, places[alike.index(was)])
        if written is None:
            return []
        place = places[alike.index(was)]
        edits[Span(place.start, place.end)] = written
    return [] if len(edits) != len(changed) else list(edits.items())


def _written(number: Number, target: str, place: Number) -> str | None:
    return rewrite(number, target[place.start : place.end])


def _terms(match: Match, old: Sequence[TermHit], new: Sequence[TermHit]) -> list[Edit]:
    gone, come = _only(old, new), _only(new, old)
    if len(gone) != len(come):
        return []
    edits: list[Edit] = []
    for was, becomes in zip(gone, come, strict=True):
        found = [(span, rendering) for rendering in was.targets for span in occurrences(rendering, match.target)]
        if len({span for span, _ in found}) != 1 or not becomes.targets:
            return []
        span, rendering = found[0]
        written = _in_manner(becomes.targets[0], match.target[span.start : span.end], rendering)
        if written is None:
            return []
        edits.append((span, written))
    return edits


def _only(some: Sequence[TermHit], others: Sequence[TermHit]) -> list[TermHit]:
    """The hits of concepts that the other text lacks."""
    left = Counter(_concept(hit) for hit in others)
    kept = []
    for hit in some:
        if left[_concept(hit)]:
            left[_concept(hit)] -= 1
        else:
            kept.append(hit)
    return kept


def _concept(hit: TermHit) -> object:
    return hit.term if hit.concept_id is None else hit.concept_id


def _in_manner(rendering: str, shown: str, former: str) -> str | None:
    """A rendering written as the former one stands: with its capital, in the plural; None in any other form."""
    if shown.casefold() == f"{former}s".casefold():
        if rendering.endswith(_NO_PLAIN_PLURAL):
            return None
        rendering += "s"
    elif shown.casefold() != former.casefold():
        return None
    if shown[:1].isupper() and not former[:1].isupper():
        return rendering[:1].upper() + rendering[1:]
    return rendering
