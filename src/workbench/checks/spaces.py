"""Spaces: doubled, before a mark, missing after one, at the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import CheckInput
from workbench.checks.registry import segment_check
from workbench.model import Finding

_FAULTS = re.compile(
    r"(?P<double>(?<=\S)[ \u00a0]{2,}(?=\S))"
    r"|(?P<before>(?<=[\w)”’])[ \u00a0]+(?=[,;.!?](?:\s|$)|[)\]”](?:[\s.,;]|$)))"
    r"|(?P<opened>(?<=[(\[“])[ \u00a0]+(?=\w))"
    r"|(?P<after>(?<=[a-z)”’])[,;](?=[A-Za-z“])|(?<=[a-z]{2}[a-z)”’])[.!?](?=[A-Z][a-z]))"
    r"|(?P<end>^[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+$)"
)
_SAID = {
    "double": "two spaces", "before": "a space before the mark", "opened": "a space behind the opening mark",
    "after": "no space behind the mark", "end": "a space at the end",
}  # fmt: skip
_QUICK = re.compile(r"[ \u00a0](?:[ \u00a0,;.!?)\]”]|$)|^[ \u00a0]|[(\[“][ \u00a0]|[a-z)”’][,;.!?][A-Za-z“]")


@segment_check("spaces", "warning", "a space too many or too few")
def spaces(given: CheckInput) -> Iterator[Finding]:
    """Spaces as English sets them; Japanese and Chinese targets are not looked at."""
    target = given.plain_target
    if given.target_language[:2] in ("ja", "zh") or not _QUICK.search(target):
        return
    french = given.target_language[:2] == "fr"
    for match in _FAULTS.finditer(target):
        what = match.lastgroup
        assert what is not None
        if (what == "before" and french) or (what == "end" and given.source != given.source.strip()):
            continue
        if what == "before" and ". ." in target[max(0, match.start() - 1) : match.end() + 3]:
            continue  # an ellipsis in the Chicago manner
        if what == "after" and _in_address(target, match.start()):
            continue
        fix = {"double": " ", "after": f"{match.group()} "}.get(what, "")
        yield Finding("spaces", "", _SAID[what], start=match.start(), end=match.end(), suggestion=fix)


def _in_address(target: str, place: int) -> bool:
    start = target.rfind(" ", 0, place) + 1
    word = target[start : target.find(" ", place) if " " in target[place:] else len(target)]
    return "://" in word or "@" in word or "www." in word or "/" in word
