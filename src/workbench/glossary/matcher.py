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

from collections.abc import Iterable, Iterator
from types import ModuleType

import ahocorasick

from workbench.glossary import generic, japanese, korean
from workbench.glossary.entries import Entry, entries
from workbench.glossary.folding import Folded, fold
from workbench.language.codes import family
from workbench.model import Concept, TermHit

_RULES: dict[str, ModuleType] = {"ko": korean, "ja": japanese, "zh": japanese}
_LENGTH_BITS = 9
_LENGTH_MASK = (1 << _LENGTH_BITS) - 1


class Matcher:
    """The terms of one source language, ready to be found; build it with `Matcher.build`."""

    def __init__(self, keys: dict[str, list[Entry]], source_language: str) -> None:
        self.language = family(source_language)
        self._entries: list[list[Entry]] = []
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for key, listed in keys.items():
            if len(key) <= _LENGTH_MASK:
                self._automaton.add_word(key, len(self._entries) << _LENGTH_BITS | len(key))
                self._entries.append(listed)
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
        return [hit for hit, won in self._hits(text) if won]

    def overlaps(self, text: str) -> list[TermHit]:
        """The terms that stand inside or across a longer one and lost to it."""
        return [hit for hit, won in self._hits(text, losers=True) if not won]

    def _hits(self, text: str, *, losers: bool = False) -> Iterator[tuple[TermHit, bool]]:
        if not self._entries:
            return
        folded = fold(text, self.language)
        key = folded.key
        # Longest first, then leftmost, packed into integers because sorting them is what a dense glossary pays for.
        candidates = [
            (_LENGTH_MASK - (value & _LENGTH_MASK)) << 50
            | (last - (value & _LENGTH_MASK) + 1) << 26
            | value >> _LENGTH_BITS
            for last, value in self._automaton.iter(key)
        ]
        if not candidates:
            return
        candidates.sort()
        taken = bytearray(len(key))
        grade = self._rules.grader(folded)
        found: list[tuple[int, int, Entry, str, bool]] = []
        for packed in candidates:
            start = packed >> 26 & 0xFFFFFF
            end = start + _LENGTH_MASK - (packed >> 50)
            lost = taken.find(1, start, end) >= 0
            if lost and not losers:
                continue
            for entry in self._entries[packed & 0x3FFFFFF]:
                if entry.acronym and not _same_case(text, folded, start, end, entry.acronym):
                    continue
                if found_grade := grade(start, end, entry):
                    found.append((start, end, entry, found_grade, not lost))
                    if not lost:
                        taken[start:end] = b"\x01" * (end - start)
                    break
        found.sort(key=lambda item: item[:2])
        for start, end, entry, found_grade, won in found:
            hit = TermHit(
                folded.starts[start],
                folded.ends[end - 1],
                entry.term,
                found_grade,
                entry.targets,
                entry.forbidden,
                entry.concept_id,
            )
            yield hit, won


def _same_case(text: str, folded: Folded, start: int, end: int, acronym: str) -> bool:
    return fold_width(text[folded.starts[start] : folded.ends[end - 1]]) == acronym


def fold_width(text: str) -> str:
    """Full-width Latin letters as ASCII."""
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
