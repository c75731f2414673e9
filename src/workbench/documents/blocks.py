"""From classified items to blocks: markup, line breaks and repairs become edits over each block's source.

Every format ends here. It brings its items and says how inline markup is read; footnotes are linked, damage repaired
and oddities listed in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.documents import inline, oddities
from workbench.documents.joins import glue
from workbench.documents.koreanlines import Vocabulary
from workbench.documents.lines import Item
from workbench.documents.ranges import Ranges
from workbench.documents.repair import repairs, titles_in_brackets
from workbench.model import Block, BlockKind, Edit, Finding

JOINT = "line break inside a sentence"
PAGE = "page break inside a sentence"
GUESS = "joined by guess"
"""Follows a reason where the lines surely belong together but the space between them is uncertain."""

_BLANK = " \t\r\n\u3000"
_BODY = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.HEADING, BlockKind.NOTE, BlockKind.CELL}
    | {BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TITLE}
)

MarkupReader = Callable[[Item, str, inline.Notes], inline.Markup]
"""Reads the inline markup of an item, given its source and the document's footnotes."""


def assemble(
    items: Sequence[Item], text: str, language: str, read_markup: MarkupReader, *, repair: bool, wrapped: bool = True
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a document and the oddities found on the way.

    Args:
        items: In reading order, each with its kind.
        text: What their offsets count in, NFC.
        language: BCP 47 primary language.
        read_markup: The format's own reader of inline markup.
        repair: Whether damage is repaired and lines are joined.
        wrapped: Whether lines may be broken inside Korean words, as PDF and old mail break them.
    """
    broken = any(item.joints or item.holes for item in items)
    vocabulary = Vocabulary.of(text) if language == "ko" and broken and repair and wrapped else None
    titles = titles_in_brackets(text) if repair else {}
    notes = inline.Notes({item.reference: item.label for item in items if item.kind is BlockKind.FOOTNOTE})
    read = []
    for item in items:
        source = text[item.start : item.end]
        joints = _joints(item, text, language, vocabulary) if repair else []
        markup = inline.Markup() if item.kind is BlockKind.FURNITURE else read_markup(item, source, notes)
        _drop_covered(markup, joints)
        read.append((item, source, joints, markup))
    blocks = []
    # Flattened footnote marks are looked for when it is known which footnotes still wait for one.
    for position, (item, source, joints, markup) in enumerate(read):
        kind = item.kind or BlockKind.PARAGRAPH
        if repair and kind in _BODY:
            inline.flattened(source, markup, notes)
        edits = markup.edits = _sorted([*markup.edits, *joints])
        if repair and kind is not BlockKind.FURNITURE:
            edits = _sorted([*edits, *repairs(source, kind, language, markup, titles)])
        block = Block(
            position, kind, source, item.start, item.level, item.label, item.reference, item.address,
            tuple(edits), tuple(markup.tags),
        )  # fmt: skip
        blocks.append(block)
    return tuple(blocks), oddities.find(blocks, notes, language)


def has_footnote_marks(kind: BlockKind | None) -> bool:
    """Whether digits in a block of this kind may be footnote marks."""
    return kind in _BODY


def waiting(block: Block) -> list[Edit]:
    """The edits that an editor should look at: those that wait, and joins made by guess."""
    return [edit for edit in block.edits if edit.state == "pending" or edit.reason.endswith(GUESS)]


def _joints(item: Item, text: str, language: str, vocabulary: Vocabulary | None) -> list[Edit]:
    """Line and page breaks inside an item as edits over its source."""
    found = []
    for ranges, reason in ((item.joints, JOINT), (item.holes, PAGE)):
        for start, end in ranges:
            left, right = text[max(item.start, start - 200) : start], text[end : min(item.end, end + 200)]
            known = vocabulary if item.kind is not BlockKind.META else None
            between, certain = glue(left, right, language, known)
            if known is not None and text[start] == " " and not between:
                between, certain = " ", True  # the file itself has a space there
            if reason is PAGE and not text[start:end].strip(_BLANK):
                certain = False  # nothing but a blank line speaks for a page break
            said = reason if certain else f"{reason}, {GUESS}"
            found.append(Edit(start - item.start, end - item.start, between, said))
    return _sorted(found)


def _drop_covered(markup: inline.Markup, joints: Sequence[Edit]) -> None:
    """Markup inside a page break belongs to what stands there, not to the sentence around it."""
    if joints:
        covered = Ranges((joint.start, joint.end) for joint in joints)
        markup.edits = [edit for edit in markup.edits if not covered.touch(edit.start, edit.end)]


def _sorted(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.start, edit.end))
