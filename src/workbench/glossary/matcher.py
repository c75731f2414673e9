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

from collections.abc import Iterable
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
# A candidate is one integer that sorts longest first, then leftmost: length counted down, start, entry. The automaton
# stores it for a hit that ends at 0; adding the real end moves the start. Dense glossaries live on this sort.
_LONGEST = 511
_LENGTH_AT, _START_AT = 50, 26
_START_MASK = (1 << _LENGTH_AT - _START_AT) - 1
_ENTRY_MASK = (1 << _START_AT) - 1


class Matcher:
    """The terms of one source language, ready to be found; build it with `Matcher.build`."""

    def __init__(self, keys: dict[str, list[Entry]], source_language: str) -> None:
        self.language = family(source_language)
        self._entries: list[tuple[Entry, ...]] = []
        self._automaton = ahocorasick.Automaton()
        for key, listed in keys.items():
            length = len(key)
            if length < _LONGEST:
                packed = (_LONGEST - length << _LENGTH_AT) + (1 - length << _START_AT) + len(self._entries)
                self._automaton.add_word(key, packed)
                self._entries.append(tuple(listed))
        if self._entries:
            self._automaton.make_automaton()
        rules = _RULES.get(self.language, generic)
        self._rules = rules.Rules(self._automaton.__contains__)

    @classmethod
    def build(cls, concepts: Iterable[Concept], source_language: str, target_language: str) -> Matcher:
        """The matcher for the concepts that have a term in the source and one in the target language."""
        return cls(entries(concepts, source_language, target_language), source_language)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str) -> list[TermHit]:
        """The terms in the text, in its order, never overlapping; offsets are the text's own code points."""
        won, _ = self._hits(text)
        return won

    def overlaps(self, text: str) -> list[TermHit]:
        """The terms that stand inside or across a longer one and lost to it."""
        _, lost = self._hits(text, losers=True)
        return lost

    def _hits(self, text: str, *, losers: bool = False) -> tuple[list[TermHit], list[TermHit]]:
        """The hits that won, and (if asked for) those that lost."""
        if not self._entries:
            return [], []
        folded = fold(text, self.language)
        key = folded.key
        candidates = [packed + (last << _START_AT) for last, packed in self._automaton.iter(key)]
        if not candidates:
            return [], []
        candidates.sort()
        taken = bytearray(len(key))
        entries_at = self._entries
        grade = self._rules.grader(folded)
        won: list[tuple[int, int, str, Entry]] = []
        lost: list[tuple[int, int, str, Entry]] = []
        for packed in candidates:
            start = packed >> _START_AT & _START_MASK
            end = start + _LONGEST - (packed >> _LENGTH_AT)
            is_lost = taken.find(1, start, end) >= 0
            if is_lost and not losers:
                continue
            for entry in entries_at[packed & _ENTRY_MASK]:
                if entry.acronym and not _same_case(text, folded, start, end, entry.acronym):
                    continue
                if found := grade(start, end, entry):
                    if is_lost:
                        lost.append((start, end, found, entry))
                    else:
                        won.append((start, end, found, entry))
                        taken[start:end] = b"\x01" * (end - start)
                    break
        return _as_hits(won, folded), _as_hits(lost, folded)


def _as_hits(found: list[tuple[int, int, str, Entry]], folded: Folded) -> list[TermHit]:
    found.sort(key=_PLACE)
    starts, ends = folded.starts, folded.ends
    return [
        TermHit(starts[start], ends[end - 1], entry.term, grade, entry.targets, entry.forbidden, entry.concept_id)
        for start, end, grade, entry in found
    ]


def _same_case(text: str, folded: Folded, start: int, end: int, acronym: str) -> bool:
    return fold_width(text[folded.starts[start] : folded.ends[end - 1]]) == acronym


def fold_width(text: str) -> str:
    """Full-width Latin letters as ASCII."""
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
