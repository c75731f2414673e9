"""Targets that are no translation: empty ones, and the source over again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.language.scripts import CJK
from workbench.model import Finding
from workbench.text.normal import match_key

_LETTER = re.compile(r"[^\W\d_]")


@segment_check("empty", "error", "nothing was translated")
def empty(given: CheckInput) -> Iterator[Finding]:
    """A target without a letter or figure, of a source that has some."""
    if not any(map(str.isalnum, given.plain_target)) and any(map(str.isalnum, given.plain_source)):
        yield Finding("empty", "", "there is no translation yet")


@segment_check("same-as-source", "error", "the target is the source over again")
def same_as_source(given: CheckInput) -> Iterator[Finding]:
    """The source copied; figures, codes and names in Latin letters may well stay as they are."""
    source, target = given.plain_source, given.plain_target
    if abs(len(source) - len(target)) > max(8, len(source) // 4) or not _LETTER.search(source):
        return
    between_scripts = (given.source_language[:2] in ("ko", "ja", "zh")) != given.to_cjk
    if between_scripts and not CJK.search(source if not given.to_cjk else target):
        if given.to_cjk and len(source.split()) > 3 and match_key(source) == match_key(target):
            yield Finding("same-as-source", "", "the target is the source over again", end=len(given.target))
        return
    if match_key(given.source) == match_key(given.target):
        yield Finding("same-as-source", "", "the target is the source over again", end=len(given.target))
