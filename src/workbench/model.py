"""The domain as frozen values: what every room takes and gives.

Text is NFC everywhere. Offsets are code points. Languages are BCP 47 codes (`ko`, `ja`, `en`). Scores are 0–100.
Nothing here reads a file, a database or a clock; the rooms do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block is in its document (the names of `workbench segment --json`)."""

    TITLE = "title"
    META = "meta"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    FOOTNOTE = "footnote"
    NOTE = "note"
    TOC = "toc"
    CAPTION = "caption"
    CELL = "cell"
    FURNITURE = "furniture"
    """Page numbers, rules, running heads: kept for the way back, never translated or counted."""


class Status(StrEnum):
    """How far a segment has come; the order is the order of the work."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"

    @property
    def is_final(self) -> bool:
        """Whether the target may be handed over and fed to the TM."""
        return self in (Status.CONFIRMED, Status.REVIEWED)


class Origin(StrEnum):
    """Where a target came from."""

    NONE = ""
    HUMAN = "human"
    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"
    GLOSSARY = "glossary"
    MT = "mt"
    ALIGNMENT = "alignment"
    IMPORT = "import"
    PROPAGATED = "propagated"
    SOURCE = "source"
    """Copied from the source: a line that is in the target's script already, or a date that only had to be written in English."""


class EditState(StrEnum):
    """Whether a repair of the source is in force."""

    APPLIED = "applied"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Edit:
    """One small, reviewable difference between a block's source and what the editor sees of it.

    A repair deletes or replaces `source[start:end]`; an inline tag or footnote mark replaces its markup by a tag mark
    (`text.tags`). The source itself is never altered.
    """

    start: int
    end: int
    text: str
    reason: str
    state: EditState = EditState.APPLIED


@dataclass(frozen=True, slots=True)
class Tag:
    """Inline markup behind a tag mark: what the writer puts back for it.

    `⟦1⟧bold⟦/1⟧` stands for `open` and `close`; a lone mark such as a footnote reference is `⟦1/⟧` with `open` alone.
    """

    id: int
    kind: str
    open: str
    close: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quotation, footnote, table cell … of a document.

    Attributes:
        position: 0-based place in reading order.
        kind: What it is.
        source: The NFC text of the file it covers, inline markup included, marks and labels excluded.
        start: Offset of `source` in the document's NFC text (0-based; for containers such as DOCX in the running text).
        level: Heading level or list nesting, from 1; 0 where neither applies.
        label: List label, heading mark, footnote digit … as printed (`①`, `1.`, `●`, `¹`).
        reference: Footnote: the digit or id that the marks in the text refer to.
        address: Where the writer finds the block again in the file (format's own business).
        edits: Repairs and tag marks over `source`, sorted, not overlapping.
        tags: What the tag marks stand for.
    """

    position: int
    kind: BlockKind
    source: str
    start: int = 0
    level: int = 0
    label: str = ""
    reference: str = ""
    address: str = ""
    edits: tuple[Edit, ...] = ()
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a quality check or of reading a damaged source."""

    check: str
    severity: str
    message: str
    side: str = "target"
    start: int = 0
    end: int = 0
    suggestion: str | None = None
    segment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its blocks, and the bytes that the writer starts from.

    Attributes:
        name: File name shown to the user.
        format: `md`, `txt`, `docx`, `html`, `pdf`.
        original: The file's bytes, whole.
        encoding: Codec name the text was decoded with (`utf-8-sig`, `cp949` …); empty for containers.
        blocks: In reading order.
        findings: Oddities of the source that the user should know of (orphan footnotes, OCR-looking text …).
    """

    name: str
    format: str
    original: bytes
    encoding: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit an editor works on, as stored.

    `start` and `end` are offsets into its block's `source`; `source` is what the editor sees of that range (edits
    applied, tag marks in place). `position` orders the segments of a document and survives splits: it grows with block and
    offset, and is no running number. `score` is the match percentage of a TM draft or the confidence of a machine draft.
    """

    id: int
    document_id: int
    block_id: int
    position: int
    start: int
    end: int
    source: str
    target: str = ""
    status: Status = Status.UNTRANSLATED
    origin: Origin = Origin.NONE
    score: int | None = None
    note: str = ""
    locked: bool = False
    bookmarked: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the translation memory, with where it came from (the TMX `tu`).

    `previous` and `next` are the source texts of the neighbouring segments; a context match needs both to agree.
    `author` changed it last; `creator` made it, where that was somebody else. Dates are UTC, ISO 8601 basic
    (`20261122T044500Z`), as in TMX.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    origin: str = Origin.HUMAN
    status: str = Status.CONFIRMED
    document: str = ""
    previous: str = ""
    next: str = ""
    author: str = ""
    creator: str = ""
    created: str = ""
    changed: str = ""
    note: str = ""
    score: int | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    id: int | None = None
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A TM hit: the unit, how alike its source is (0–100), and its class.

    `kind` is `context`, `exact`, `fuzzy` or `fragment`. `target` is what to offer: the unit's target, or a repaired
    version of it, in which case `repairs` says in plain words what was replaced.
    """

    unit: Unit
    score: int
    kind: str
    target: str
    repairs: tuple[str, ...] = ()
    penalties: tuple[str, ...] = ()


class TermStatus(StrEnum):
    """How a term may be used for its concept."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language."""

    language: str
    text: str
    status: TermStatus = TermStatus.PREFERRED
    pos: str = ""
    hanja: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One glossary entry: a concept and its terms in every language."""

    terms: tuple[Term, ...]
    domain: str = ""
    note: str = ""
    source: str = ""
    external_id: str = ""
    id: int | None = None


class TermHit(NamedTuple):
    """A glossary term found in running text.

    `grade` is `exact`, `particle`, `derived` or `compound`; `targets` are the preferred renderings in the other language,
    then the admitted ones; `forbidden` the renderings that must not be used. Hits are made by the million, and a tuple is
    made three times as fast as a frozen dataclass.
    """

    start: int
    end: int
    term: str
    grade: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    concept_id: int | None = None


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A source segment to be machine-translated, and the terms its draft must honour."""

    source: str
    terms: tuple[TermHit, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation: the text (empty when none can be trusted), its confidence 0–100 and why.

    `terms_step` says which step of the glossary ladder won (``""``, ``already``, ``n-best``, ``replaced``, ``forced``, ``missed``).
    """

    source: str
    target: str
    confidence: int
    findings: tuple[Finding, ...] = ()
    terms_step: str = ""
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of source segments aligned with a group of target segments (0-based indices, either side may be empty).

    `score` is the calibrated confidence 0–1 that the bead is right; `parts` what spoke for and against it.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One row of an alignment under review: a bead, and what the editor has said of it.

    `score` is None once the row was put together by hand. A confirmed row is right and never realigned; a marked one is
    to be looked at again.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    confirmed: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """A document beside its existing translation, segment texts of both sides and the rows that join them.

    Every segment stands in exactly one row. `id` is its number in the project, None before it is stored.
    """

    source_name: str
    target_name: str
    source_language: str
    target_language: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    rows: tuple[AlignedRow, ...]
    id: int | None = None
