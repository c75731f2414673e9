"""Finding the glossary's terms in running text: an automaton over spellings, then the rules of the language.

The automaton (Aho–Corasick) finds every spelling at every place in one pass; the rules of `korean`, `japanese` and
`generic` say whether the place is the term, and in which grade:

- `exact`     the term stands alone
- `particle`  the term and a chain of particles or the copula (한미동맹은, 国会で)
- `derived`   a derivation of it (전략적, 동맹국, 輸出する): its English is another form
- `compound`  a part of a longer compound (경제안보정책, 核開発)

Longest wins; at equal length the first. What loses to a longer term is reported by `overlaps`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from operator import itemgetter
from types import ModuleType

import ahocorasick

from workbench.glossary import generic, japanese, korean
from workbench.glossary.entries import Entry, entries
from workbench.glossary.folding import Folded, fold
from workbench.language.codes import family
from workbench.model import Concept, TermHit

_PLACE = itemgetter(0, 1)
_RULES: dict[str, ModuleType] = {"ko": korean, "ja": japanese, "zh": japanese}
_TOO_LONG = 511
# A candidate's rank is one integer, the greater the better: its length, and the place of its last character counted
# down. Each spelling keeps the rank it would have at 0; the place is taken off. Dense glossaries live on this order.
_LENGTH_AT = 24
_PLACE_MASK = (1 << _LENGTH_AT) - 1

# One object for each length: the ranks of 100,000 spellings stay in the processor's cache.
_RANKS = [(length << _LENGTH_AT) + _PLACE_MASK for length in range(_TOO_LONG)]

_Found = tuple[int, int, str, Entry]


class Matcher:
    """The terms of one source language, ready to be found; build it with `Matcher.build`."""

    def __init__(self, keys: dict[str, Entry], source_language: str) -> None:
        self.language = family(source_language)
        self._numbers: dict[str, int] = {}
        self._entries: list[Entry] = []
        self._ranks: list[int] = []
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for key, entry in keys.items():
            if len(key) < _TOO_LONG:
                number = self._numbers[key] = len(self._entries)
                self._automaton.add_word(key, number)
                self._ranks.append(_RANKS[len(key)])
                self._entries.append(entry)
        if self._entries:
            self._automaton.make_automaton()
        rules = _RULES.get(self.language, generic)
        self._rules = rules.Rules(self._numbers.__contains__)

    @classmethod
    def build(cls, concepts: Iterable[Concept], source_language: str, target_language: str) -> Matcher:
        """The matcher for the concepts that have a term in the source and one in the target language."""
        return cls(entries(concepts, source_language, target_language), source_language)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str) -> list[TermHit]:
        """The terms in the text, in its order, never overlapping; offsets are the text's own code points."""
        if not self._entries:
            return []
        folded = fold(text, self.language)
        return _as_hits(self._longest(folded, self._grader(text, folded)), folded)

    def overlaps(self, text: str) -> list[TermHit]:
        """The terms that stand inside or across a longer one and lost to it."""
        if not self._entries:
            return []
        folded = fold(text, self.language)
        grader = self._grader(text, folded)
        winners = self._longest(folded, grader)
        taken = bytearray(len(folded.key))
        for start, end, _, _ in winners:
            taken[start:end] = b"\x01" * (end - start)
        places = {winner[:2] for winner in winners}
        losers = []
        for last, number in self._automaton.iter(folded.key):
            end = last + 1
            start = end - (self._ranks[number] >> _LENGTH_AT)
            if taken.find(1, start, end) >= 0 and (start, end) not in places and (found := grader(start, end, number)):
                losers.append(found)
        return _as_hits(losers, folded)

    def _longest(self, folded: Folded, grader: Callable[[int, int, int], _Found | None]) -> list[_Found]:
        """What the rules accept, longest first, then leftmost, none across another.

        Of the spellings that end at one character only the longest waits its turn; the next shorter one comes when that
        one falls. What was taken before is no shorter than what waits, so that where the two cross, an edge is taken.
        """
        key, ranks, number_of = folded.key, self._ranks, self._numbers.get
        # The automaton gives the longest of an end first, and a dictionary keeps what comes last.
        longest = dict(reversed(list(self._automaton.iter(key))))
        waiting = [ranks[number] - last for last, number in longest.items()]
        waiting.sort()
        taken_to = [0] * len(key)
        found: list[_Found] = []
        while waiting:
            rank = waiting.pop()
            last = _PLACE_MASK - (rank & _PLACE_MASK)
            if taken_to[last]:
                continue
            end = last + 1
            start = end - (rank >> _LENGTH_AT)
            free = taken_to[start]
            if not free:
                if accepted := grader(start, end, longest[last]):
                    found.append(accepted)
                    taken_to[start:end] = [end] * (end - start)
                    continue
                free = start + 1
            for begin in range(free, end):
                if (shorter := number_of(key[begin:end])) is not None:
                    longest[last] = shorter
                    insort(waiting, ranks[shorter] - last)
                    break
        return found

    def _grader(self, text: str, folded: Folded) -> Callable[[int, int, int], _Found | None]:
        """The function that grades a candidate of this text by the first of its entries that the rules accept."""
        grade = self._rules.grader(folded)
        entries_at = self._entries

        def graded(start: int, end: int, number: int) -> _Found | None:
            entry: Entry | None = entries_at[number]
            while entry is not None:
                if not entry.acronym or _same_case(text, folded, start, end, entry.acronym):
                    found = grade(start, end, entry)
                    if found:
                        return start, end, found, entry
                entry = entry.other
            return None

        return graded


def _as_hits(found: list[_Found], folded: Folded) -> list[TermHit]:
    """The hits in the order of the text, at the text's own offsets (as `Folded.span` has them)."""
    found.sort(key=_PLACE)
    ordered = folded.ordered
    if folded.origins is None:
        return [
            TermHit(
                start + bisect_right(ordered, start), end + bisect_left(ordered, end),
                entry.term, grade, entry.targets, entry.forbidden, entry.concept_id,
            )
            for start, end, grade, entry in found
        ]  # fmt: skip
    return [
        TermHit(*folded.span(start, end), entry.term, grade, entry.targets, entry.forbidden, entry.concept_id)
        for start, end, grade, entry in found
    ]


def _same_case(text: str, folded: Folded, start: int, end: int, acronym: str) -> bool:
    return fold_width(text[slice(*folded.span(start, end))]) == acronym


def fold_width(text: str) -> str:
    """Full-width Latin letters as ASCII."""
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
