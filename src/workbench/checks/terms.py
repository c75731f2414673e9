"""Glossary terms: a rendering that is missing, and one that must not be used."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding


@segment_check("term-missing", "warning", "a term of the glossary is not rendered as agreed")
def term_missing(given: CheckInput) -> Iterator[Finding]:
    """A term of the source none of whose agreed renderings is in the target, once a term."""
    if not given.terms:
        return
    for hit in given.term_check.missing:
        agreed = " or ".join(f"‘{text}’" for text in hit.targets[:3])
        yield Finding("term-missing", "", f"‘{hit.term}’ should be {agreed}", "source", hit.start, hit.end)


@segment_check("term-forbidden", "error", "a rendering that the glossary forbids")
def term_forbidden(given: CheckInput) -> Iterator[Finding]:
    """A forbidden rendering of a term of the source; one that is part of an agreed rendering is none."""
    if not any(hit.forbidden for hit in given.terms):
        return
    for use in given.term_check.forbidden:
        used, agreed = given.target[use.start : use.end], use.hit.targets
        message = f"‘{used}’ must not be used for ‘{use.hit.term}’" + (f"; use ‘{agreed[0]}’" if agreed else "")
        fix = _in_manner_of(used, agreed[0]) if agreed else None
        yield Finding("term-forbidden", "", message, start=use.start, end=use.end, suggestion=fix)


def _in_manner_of(used: str, rendering: str) -> str:
    """The rendering with a capital where the word it replaces has one, and in the plural where that is simple."""
    if used[:1].isupper() and not used.isupper():
        rendering = rendering[:1].upper() + rendering[1:]
    if used.endswith("s") and not used.endswith("ss") and rendering[-1:].isalpha() and rendering[-1] not in "sxyzh":
        rendering += "s"
    return rendering
