"""What a check is given: one segment with everything that bears on it, as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from workbench.language import renderings
from workbench.language.renderings import TermCheck
from workbench.model import BlockKind, Origin, Status, TermHit
from workbench.text.tags import MARK

FILLER = "\ufffc"
"""Stands for each character of a tag mark in the plain texts, so that offsets stay true."""


_MARKS = re.compile('[,.;:!?…“”"()]')


@dataclass(frozen=True)
class CheckInput:
    """A segment to be checked.

    Attributes:
        source: What the editor sees of the source, NFC, with tag marks.
        target: The translation, NFC, with tag marks.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        terms: The glossary's terms in the source.
        status: How far the segment has come.
        origin: Where its target came from.
        score: Match percentage or confidence of the draft it began as.
        original: The draft as it was offered (TM match or machine), empty where there was none.
        original_origin: Where that draft came from.
        kind: What its block is.
        previous_target: The target before it in its block, empty at the start of the block.
        segment_id: Goes into the findings.
    """

    source: str
    target: str
    source_language: str = "ko"
    target_language: str = "en"
    terms: tuple[TermHit, ...] = ()
    status: Status = Status.EDITED
    origin: Origin = Origin.HUMAN
    score: int | None = None
    original: str = ""
    original_origin: Origin = Origin.NONE
    kind: BlockKind = BlockKind.PARAGRAPH
    previous_target: str = ""
    segment_id: int | None = None

    @cached_property
    def plain_source(self) -> str:
        """The source with its tag marks blanked out."""
        return _blank(self.source)

    @cached_property
    def plain_target(self) -> str:
        """The target with its tag marks blanked out."""
        return _blank(self.target)

    @cached_property
    def target_words(self) -> list[str]:
        """The target's words in small letters, without the marks at their ends."""
        return _MARKS.sub("", self.plain_target.lower()).split()

    @cached_property
    def term_check(self) -> TermCheck:
        """What the target owes the glossary's terms in the source."""
        return renderings.check(self.terms, self.target)

    @cached_property
    def to_cjk(self) -> bool:
        """Whether the target is written in Chinese, Japanese or Korean."""
        return self.target_language[:2] in ("ko", "ja", "zh")


def _blank(text: str) -> str:
    return MARK.sub(lambda match: FILLER * len(match.group()), text) if "⟦" in text else text
