"""Text left standing in the source's writing: Hangul, kana or Han in an English sentence."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.language import scripts
from workbench.model import Finding

_SHOWN = 24


@segment_check("left-over", "error", "a part was left untranslated")
def left_over(given: CheckInput) -> Iterator[Finding]:
    """Runs in a script the target language is not written in; glosses in brackets are wanted and pass."""
    target = given.plain_target
    for span in scripts.left_over(target, given.target_language):
        text = target[span.start : span.end]
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        yield Finding("left-over", "", f"‘{shown}’ was left untranslated", start=span.start, end=span.end)
