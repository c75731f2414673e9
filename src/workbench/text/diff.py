"""What differs between two texts, ready for display: a TM hit against its query, a draft against its edit.

Korean and Japanese are compared by character, other scripts by word, as an editor would mark them: a particle that changed
is one syllable, `withdraw` → `withdrew` is one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from workbench.model import Span

_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー々〆"
_TOKEN = regex.compile(rf"[{_CJK}]|[[\p{{L}}\p{{M}}\p{{N}}'’]--[{_CJK}]]+|\s+|.", regex.DOTALL | regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the first text and what stands in its place in the second; either may be empty."""

    before: Span
    after: Span


def changes(before: str, after: str) -> list[Change]:
    """The differences between two texts, in order; between two of them both texts are the same."""
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    starts, ends = _offsets(first), _offsets(second)
    found: list[Change] = []
    for step in Levenshtein.opcodes(first, second):
        if step.tag == "equal":
            continue
        old = Span(starts[step.src_start], starts[step.src_end])
        new = Span(ends[step.dest_start], ends[step.dest_end])
        if found and found[-1].before.end == old.start and found[-1].after.end == new.start:
            former = found.pop()
            old, new = Span(former.before.start, old.end), Span(former.after.start, new.end)
        found.append(Change(old, new))
    return found


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets
