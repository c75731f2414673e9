"""What editors keep changing: phrases of drafts and what they become, with how often and how reliably.

A draft and its confirmed target are compared word by word; what was replaced is a habit when it happens again. A habit
that nearly always holds can be a rewrite rule for later drafts; one that hangs on a word of the source is a term. Nothing
is applied by itself: rules are proposed, shown, and reversible, because a rewrite names what it replaced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from workbench.evaluate.effort import Edited
from workbench.language import particles
from workbench.language.scripts import HAN, HANGUL

LONGEST = 6
"""Words of the longest phrase that counts as a habit; longer changes are rewritings of a sentence."""

RELIABLE = 0.8
"""The share of drafts with the phrase in which it was changed, from which on a rewrite rule is proposed."""

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_SOURCE_WORD = re.compile(f"[{HANGUL}]{{2,}}|[{HAN}]{{2,}}|[\u30a1-\u30fa\u30fc]{{2,}}")


@dataclass(frozen=True, slots=True)
class Habit:
    """A phrase that drafts have and editors change.

    Attributes:
        before: The phrase in the drafts.
        after: What it became; empty where it was struck out.
        count: How many segments it was changed in.
        seen: How many drafts have the phrase.
        term: A word that all sources of these segments share and few others have, empty where there is none.
        segments: The segments it was changed in.
    """

    before: str
    after: str
    count: int
    seen: int
    term: str = ""
    segments: tuple[int, ...] = ()

    @property
    def reliability(self) -> float:
        """The share of the drafts with the phrase in which it was changed to this, 0–1."""
        return self.count / self.seen if self.seen else 0.0

    @property
    def proposal(self) -> str:
        """What to make of it: `term` (for the glossary), `rule` (for later drafts) or `fragment` (for the TM)."""
        if self.term and self.after:
            return "term"
        return "rule" if self.reliability >= RELIABLE else "fragment"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rule: this phrase of a draft, between word boundaries, is written that way."""

    before: str
    after: str


def habits(records: Iterable[Edited], *, least: int = 2) -> list[Habit]:
    """What was changed the same way in at least `least` segments, most frequent first."""
    edited = [record for record in records if record.draft and record.final]
    found: dict[tuple[str, str], list[Edited]] = defaultdict(list)
    for record in edited:
        if record.draft != record.final:
            for pair in dict.fromkeys(_changes(record.draft, record.final)):
                found[pair].append(record)
    listed = []
    for (before, after), changed in found.items():
        if len(changed) < least:
            continue
        pattern = _pattern(before)
        seen = sum(pattern.search(record.draft) is not None for record in edited)
        term = _shared_word([record.source for record in changed], [record.source for record in edited])
        listed.append(Habit(before, after, len(changed), seen, term, tuple(record.segment_id for record in changed)))
    return sorted(listed, key=lambda habit: (-habit.count, -habit.reliability, habit.before))


def rewrite(draft: str, rules: Sequence[Rewrite]) -> tuple[str, list[Rewrite]]:
    """The draft with the rules applied in order, and those that changed something."""
    used = []
    for rule in rules:
        written = _pattern(rule.before).sub(partial(_written, rule.after), draft)
        if written != draft:
            draft = written if rule.after else re.sub("  +", " ", written)
            used.append(rule)
    return draft, used


def _changes(draft: str, final: str) -> list[tuple[str, str]]:
    """The replaced phrases, as they stand in both texts."""
    from rapidfuzz.distance import Levenshtein

    old = [(match.group(), *match.span()) for match in _WORD.finditer(draft)]
    new = [(match.group(), *match.span()) for match in _WORD.finditer(final)]
    found = []
    first = last = None
    for part in [*Levenshtein.opcodes([word for word, _, _ in old], [word for word, _, _ in new]), None]:
        if part is not None and part.tag != "equal":
            first, last = first or part, part
            continue
        if first is not None and last is not None:
            before, after = old[first.src_start : last.src_end], new[first.dest_start : last.dest_end]
            if before and len(before) <= LONGEST and len(after) <= LONGEST:
                found.append((draft[before[0][1] : before[-1][2]], final[after[0][1] : after[-1][2]] if after else ""))
        first = last = None
    return [(before, after) for before, after in found if any(map(str.isalpha, before)) and before != after]


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    start = r"(?<!\w)" if phrase[:1].isalnum() else ""
    end = r"(?!\w)" if phrase[-1:].isalnum() else ""
    first = f"[{phrase[0].lower()}{phrase[0].upper()}]" if phrase[:1].isalpha() else re.escape(phrase[:1])
    return re.compile(f"{start}{first}{re.escape(phrase[1:])}{end}")


def _written(after: str, match: re.Match[str]) -> str:
    """The new phrase with a capital where the old one has it."""
    return after[:1].upper() + after[1:] if match.group()[:1].isupper() else after


def _shared_word(changed: Sequence[str], everywhere: Sequence[str]) -> str:
    """The longest word of all changed sources that at most half as many other sources have as well."""
    shared: set[str] | None = None
    for source in changed:
        words = {word[:size] for word in _SOURCE_WORD.findall(source) for size in range(2, min(len(word), 12) + 1)}
        shared = words if shared is None else shared & words
    for word in sorted(shared or (), key=lambda word: (-len(word), word)):
        others = sum(word in source for source in everywhere) - len(changed)
        if others * 2 <= len(changed):
            return _bare(word)
    return ""


def _bare(word: str) -> str:
    """A Korean word without the particles it may carry."""
    for end in range(2, len(word)):
        if particles.chain_end(word, end, word[end - 1]) == len(word):
            return word[:end]
    return word
