"""What looks wrong in a source but may be meant: shown to the editor, never changed.

Characters that scanning confuses (口 for ロ, ─ for ー, | for 」), doubled kana, unbalanced quotation marks, spaces before
Korean particles, footnotes without a mark and marks without a footnote, figure titles without a figure.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

from workbench.documents.inline import Notes
from workbench.model import Block, BlockKind, EditState, Finding
from workbench.text.overlay import view
from workbench.text.tags import strip

_K = BlockKind
_CONFUSED = (
    (
        regex.compile(r"口(?=[\p{Katakana}ー])|(?<=[\p{Katakana}ー])口|(?<=[対親反日米中欧独英仏])口(?=[\p{Han}外関])"),
        "口",
        "ロ",
    ),
    (regex.compile(r"(?<=[\p{Katakana}])[─―一](?=\p{Katakana})"), "─", "ー"),
    (regex.compile(r"(?<=[\p{Katakana}ー])力(?=[\p{Katakana}ー])"), "力", "カ"),
    (regex.compile(r"(?<=[\p{Katakana}ー])[エ工](?<=工)(?=[\p{Katakana}ー])"), "工", "エ"),
    (regex.compile(r"(?<=[\p{Katakana}ー])二(?=[\p{Katakana}ー])"), "二", "ニ"),
    (
        regex.compile(r"(?<=[\p{Han}\p{Hiragana}\p{Katakana}])[|｜](?=$|[\p{Han}\p{Hiragana}\p{Katakana}、。])"),
        "|",
        "」",
    ),
    (regex.compile(r"(?<=[\p{Katakana}])へ(?=\p{Katakana})"), "へ", "ヘ"),
)
_DOUBLED = regex.compile(
    r"(?<=[っいんわし])たた(?=\p{Hiragana})|をを|がが(?!く)|(?<!も)のの(?!し)|にに(?!ん)|でで(?!き)|はは(?=[\p{Han}、])"
)
_PARTICLE = regex.compile(r"(?<=['’”」』)])[ ](?:을|를|은|는|이|가|의|에|와|과|로|으로|로서|으로서)(?=[\s,.])")
_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"), ("（", "）"))


def find(blocks: Sequence[Block], notes: Notes, language: str) -> tuple[Finding, ...]:
    """The oddities of a document; `start` and `end` are offsets in its NFC text."""
    found = [*_notes(blocks, notes), *_figures(blocks)]
    for block in blocks:
        if block.kind is _K.FURNITURE:
            continue
        found.extend(_characters(block, language))
        found.extend(_unbalanced(block))
        found.extend(_waiting(block))
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def _odd(check: str, block: Block, start: int, end: int, message: str, suggestion: str | None = None) -> Finding:
    return Finding(check, "info", message, "source", block.start + start, block.start + end, suggestion)


def _notes(blocks: Sequence[Block], notes: Notes) -> Iterator[Finding]:
    for block in blocks:
        if block.kind is _K.FOOTNOTE and block.reference not in notes.used:
            yield Finding(
                "orphan-footnote", "warning", f"no mark in the text refers to footnote {block.reference}", "source",
                block.start, block.start + len(block.source),
            )  # fmt: skip
    for number in sorted(notes.used - set(notes.bodies)):
        if notes.bodies:
            yield Finding("missing-footnote", "warning", f"footnote {number} is referred to but not there", "source")


def _figures(blocks: Sequence[Block]) -> Iterator[Finding]:
    for block, below in itertools.pairwise(blocks):
        if block.kind is _K.CAPTION and block.label in ("○", "〇", "◯") and below.kind in (_K.PARAGRAPH, _K.HEADING):
            yield Finding(
                "missing-figure", "warning", "a figure title without its figure", "source",
                block.start, block.start + len(block.source),
            )  # fmt: skip


def _characters(block: Block, language: str) -> Iterator[Finding]:
    if language == "ja":
        for pattern, wrong, right in _CONFUSED:
            for match in pattern.finditer(block.source):
                yield _odd(
                    "misread-character", block, match.start(), match.end(), f"{wrong} may be misread for {right}", right
                )
        for match in _DOUBLED.finditer(block.source):
            yield _odd(
                "doubled-kana", block, match.start(), match.end(), f"{match.group()} stands twice", match.group()[0]
            )
    if language == "ko":
        for match in _PARTICLE.finditer(block.source):
            yield _odd(
                "space-before-particle",
                block,
                match.start(),
                match.end(),
                "a space before a particle",
                match.group().strip(),
            )


def _unbalanced(block: Block) -> Iterator[Finding]:
    text = strip(view(block.source, block.edits).text)
    for opening, closing in _QUOTES:
        if text.count(opening) != text.count(closing):
            yield _odd("unbalanced-quotes", block, 0, len(block.source), f"{opening} and {closing} do not pair")


def _waiting(block: Block) -> Iterator[Finding]:
    for edit in block.edits:
        if edit.state is EditState.PENDING or edit.reason.endswith("joined by guess"):
            yield _odd("uncertain-repair", block, edit.start, edit.end, edit.reason, edit.text)
