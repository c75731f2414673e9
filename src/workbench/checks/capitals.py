"""Capitals: a sentence that starts small, the pronoun `i`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.given import FILLER, CheckInput
from workbench.checks.registry import segment_check
from workbench.model import BlockKind, Finding

_LABEL = r"(?:\((?:[a-z]|[ivx]+)\)|(?:[a-z]|[ivx]+)[.)])\s+"
_START = re.compile(rf"(?:{_LABEL})?+[\s{FILLER}“‘\"'(\[*_]*([a-z])([A-Za-z]*)")
_SENTENCE = re.compile(r"[.!?。！？][’”\"'」』)）*_\s¹²³⁴⁵⁶⁷⁸⁹⁰\ufffc]*$")
_CARRIES_ON = re.compile(r"(?:^|[^.!?。！？:：][’”\"'」』)）*_]*)\s*$")
_PRONOUN = re.compile(
    r"(?<![\w.'’(*_])i(?=[ ,](?:am|have|had|was|will|would|believe|think|see|do|did|can|could|should)\b|['’](?:m|ve|d|ll)\b)"
)
_SENTENCES = (
    BlockKind.PARAGRAPH,
    BlockKind.QUOTATION,
    BlockKind.LIST_ITEM,
    BlockKind.FOOTNOTE,
    BlockKind.HEADING,
    BlockKind.TITLE,
)


@segment_check("capitals", "warning", "a sentence that starts small")
def capitals(given: CheckInput) -> Iterator[Finding]:
    """English sentences start with a capital, unless they carry on the segment before them."""
    if given.target_language[:2] != "en":
        return
    target = given.plain_target
    match = _START.match(target)
    if (
        match
        and given.kind in _SENTENCES
        and match[1] + match[2] == (match[1] + match[2]).lower()
        and _is_sentence(given)
    ):
        at = match.start(1)
        word = match[1] + match[2]
        yield Finding(
            "capitals", "", f"‘{word}’ starts the sentence small", start=at, end=at + 1, suggestion=match[1].upper()
        )
    for pronoun in _PRONOUN.finditer(target):
        yield Finding("capitals", "", "‘i’ is written large", start=pronoun.start(), end=pronoun.end(), suggestion="I")


def _is_sentence(given: CheckInput) -> bool:
    if not _SENTENCE.search(given.plain_source):
        return False
    return not given.previous_target or not _CARRIES_ON.search(given.previous_target)
