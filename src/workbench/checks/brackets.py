"""Brackets that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_PARTNER = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "」": "「", "』": "『"}
_BRACKETS = re.compile(r"[()\[\]{}（）［］]")
_LABEL = re.compile(r"^\s*(?:\(?\w{1,3}|\w{1,3}\.\w{1,3}|(?:Notes?|注|脚注|각주)\s?\d{1,3})[)\]]\s")


@segment_check("brackets", "warning", "a bracket has no partner")
def brackets(given: CheckInput) -> Iterator[Finding]:
    """Brackets of the target pair, unless those of the source do not either; labels (`a)`, `Note 2)`) are none."""
    place = _unpaired(given.plain_target)
    if place is not None and _unpaired(given.plain_source) is None:
        text = given.target[place]
        yield Finding("brackets", "", f"‘{text}’ has no partner", start=place, end=place + 1)


def _unpaired(text: str) -> int | None:
    label = _LABEL.match(text)
    start = label.end() if label and "(" not in label.group() else 0
    opened: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text, start):
        char = match.group()
        if char not in _PARTNER:
            opened.append((char, match.start()))
        elif not opened or opened.pop()[0] != _PARTNER[char]:
            return match.start()
    return opened[-1][1] if opened else None
