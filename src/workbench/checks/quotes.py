"""Quotation marks: opened and never closed, or lost altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_SOURCE_PAIR = re.compile(r"「[^「」]+」|“[^“”]+”|‘[^‘’]+’|\"[^\"]+\"|(?<![\w'])'[^']{2,}'(?!\w)")
_ANY = re.compile(r"[“”\"‘’«»「」『』*_]|(?<!\w)'|'(?!\w)")
_CURLY = re.compile("[“”]")


@segment_check("quotes", "warning", "quotation marks that do not pair, or are lost")
def quotes(given: CheckInput) -> Iterator[Finding]:
    """Double quotation marks of the target pair, unless those of the source do not either."""
    target = given.plain_target
    depth = 0
    opened = -1
    for match in _CURLY.finditer(target):
        depth += 1 if match.group() == "“" else -1
        if depth in (2, -1):
            break
        opened = match.start()
    straight = target.count('"')
    if not _balanced(given.plain_source):
        return
    if depth:
        place = max(opened, 0)
        yield Finding("quotes", "", "a quotation mark has no partner", start=place, end=place + 1)
    elif straight % 2 and not re.search(r"\d\"", target):
        place = target.rfind('"')
        yield Finding("quotes", "", "a quotation mark has no partner", start=place, end=place + 1)


@segment_check("quotes-lost", "info", "the source quotes, the target does not")
def quotes_lost(given: CheckInput) -> Iterator[Finding]:
    """A source that quotes has a target that quotes, or sets off by italics; editors may well choose otherwise."""
    quoted = _SOURCE_PAIR.search(given.plain_source)
    if quoted is not None and not _ANY.search(given.plain_target) and "⟦" not in given.target:
        yield Finding(
            "quotes-lost", "", f"the source puts {quoted.group()} in quotation marks, the target nothing",
            side="source", start=quoted.start(), end=quoted.end(),
        )  # fmt: skip


def _balanced(source: str) -> bool:
    return source.count('"') % 2 == 0 and all(
        source.count(first) == source.count(last) for first, last in ("“”", "「」", "『』")
    )
