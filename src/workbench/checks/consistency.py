"""One source translated in several ways, and several sources translated in one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from workbench.checks.given import CheckInput
from workbench.checks.registry import document_check
from workbench.model import Finding
from workbench.text.normal import match_key

_SHOWN = 60
_LEAST = 6
"""Targets shorter than this (`Yes.`, `Note`) may well stand for several sources."""


@document_check("inconsistent", "warning", "one source is translated in several ways")
def inconsistent(segments: Sequence[CheckInput]) -> Iterator[Finding]:
    """Every segment whose source has another target elsewhere; the more common one, or the confirmed one, is the fix."""
    for group in _groups(segments, lambda given: match_key(given.source)):
        targets = Counter(match_key(given.target) for given in group)
        if len(targets) < 2:
            continue
        final = Counter(match_key(given.target) for given in group if given.status.is_final)
        ranked = (final or targets).most_common(2)
        best = ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None
        for given in group:
            key = match_key(given.target)
            others = [other for other in group if match_key(other.target) != key]
            preferred = next((other.target for other in group if match_key(other.target) == best), None)
            fix = preferred if best is not None and key != best else None
            yield Finding(
                "inconsistent", "", f"the same source is ‘{_short(fix or others[0].target)}’ elsewhere",
                end=len(given.target), suggestion=fix, segment_id=given.segment_id,
            )  # fmt: skip


@document_check("same-target", "info", "several sources are translated alike")
def same_target(segments: Sequence[CheckInput]) -> Iterator[Finding]:
    """Every segment whose target stands for another source too."""
    for group in _groups(segments, lambda given: match_key(given.target).casefold()):
        if len(group[0].target) < _LEAST or len({match_key(given.source) for given in group}) < 2:
            continue
        for given in group:
            other = next(other for other in group if match_key(other.source) != match_key(given.source))
            yield Finding(
                "same-target", "", f"‘{_short(other.source)}’ is translated by the same words",
                end=len(given.target), segment_id=given.segment_id,
            )  # fmt: skip


def _groups(segments: Sequence[CheckInput], key: Callable[[CheckInput], str]) -> Iterator[list[CheckInput]]:
    by_key: dict[str, list[CheckInput]] = defaultdict(list)
    for given in segments:
        by_key[key(given)].append(given)
    return (group for text, group in by_key.items() if len(group) > 1 and any(map(str.isalpha, text)))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
