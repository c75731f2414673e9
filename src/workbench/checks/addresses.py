"""URLs and e-mail addresses, which no translation changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”‘’「」『』()（）。、\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufffc]+|[\w.+-]+@[\w-]+\.[\w.-]+",
    re.ASCII,
)


@segment_check("addresses", "error", "a URL or e-mail address was changed")
def addresses(given: CheckInput) -> Iterator[Finding]:
    """Every address of the source stands in the target as it is, and no other."""
    source, target = given.plain_source, given.plain_target
    if not _may_hold_one(source) and not _may_hold_one(target):
        return
    wanted, have = _found(source), _found(target)
    lost = [text for text in wanted if text not in have]
    added = {text: span for text, span in have.items() if text not in wanted}
    for text in lost:
        if len(lost) == len(added) == 1:
            (start, end) = next(iter(added.values()))
            yield Finding("addresses", "", f"the address is {text}", start=start, end=end, suggestion=text)
            return
        start, end = wanted[text]
        yield Finding("addresses", "", f"{text} is not in the target", "source", start, end)
    for text, (start, end) in added.items():
        yield Finding("addresses", "", f"{text} is not in the source", start=start, end=end)


def _may_hold_one(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text


def _found(text: str) -> dict[str, tuple[int, int]]:
    found = {}
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?")
        found[address] = (match.start(), match.start() + len(address))
    return found
