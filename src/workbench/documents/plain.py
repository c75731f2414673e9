"""Markdown and plain text: lines in, blocks out, and the same bytes back.

No Markdown parser stands behind this: CommonMark eats the titles and dates of real papers (`<From the Editor>`,
`2022. 08. 10`). The skeleton is the file itself, and every block knows its place in it.
"""

from __future__ import annotations

from workbench.documents import encoding as codecs
from workbench.documents import inline, oddities
from workbench.documents.joins import Vocabulary, glue
from workbench.documents.lines import Item
from workbench.documents.repair import repairs, titles_in_brackets
from workbench.documents.structure import outline
from workbench.model import Block, BlockKind, Document, Edit, Finding
from workbench.text.normal import nfc

JOINT = "line break inside a sentence"
PAGE = "page break inside a sentence"
GUESS = "joined by guess"
"""Follows a reason where the lines surely belong together but the space between them is uncertain."""
_BODY = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.HEADING, BlockKind.NOTE, BlockKind.CELL}
    | {BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.TITLE}
)


def read_markdown(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    """A Markdown file as a document."""
    return _read(data, name, "md", language, encoding, repair=repair)


def read_text(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    """A plain text file as a document."""
    return _read(data, name, "txt", language, encoding, repair=repair)


def _read(data: bytes, name: str, format_: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    raw, codec = codecs.decode(data, name, encoding)
    blocks, findings = blocks_of(nfc(raw), language, markdown=format_ == "md", repair=repair)
    return Document(name, format_, data, codec, blocks, findings)


def blocks_of(
    text: str, language: str, *, markdown: bool, repair: bool
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a text with their edits and tags, and the oddities found on the way.

    Args:
        text: The document, NFC.
        language: BCP 47 code.
        markdown: Whether Markdown's own marks count.
        repair: Whether damage is repaired.
    """
    base = language.split("-")[0]
    items = outline(text, base, markdown=markdown, repair=repair)
    vocabulary = Vocabulary.of(text) if base == "ko" and any(item.joints or item.holes for item in items) else None
    titles = titles_in_brackets(text) if repair else {}
    notes = inline.Notes({item.reference: item.label for item in items if item.kind is BlockKind.FOOTNOTE})
    found = []
    for item in items:
        source = text[item.start : item.end]
        joints = _joints(item, text, base, vocabulary) if repair else []
        markup = inline.Markup()
        if item.kind is not BlockKind.FURNITURE:
            markup = inline.read(source, notes, markdown=markdown, repair=repair, body=item.kind in _BODY)
            _drop_covered(markup, joints)
        found.append((item, source, joints, markup))
    blocks = []
    for position, (item, source, joints, markup) in enumerate(found):
        kind = item.kind or BlockKind.PARAGRAPH
        edits: list[Edit] = [*markup.edits, *joints]
        if repair and kind is not BlockKind.FURNITURE:
            if kind in _BODY:
                inline.flattened(source, markup, notes)
            markup.edits.extend(joints)
            markup.edits.sort(key=lambda edit: (edit.start, edit.end))
            edits = [*markup.edits, *repairs(source, kind, base, markup, titles)]
        edits.sort(key=lambda edit: (edit.start, edit.end))
        blocks.append(
            Block(
                position, kind, source, item.start, item.level, item.label, item.reference,
                edits=tuple(edits), tags=tuple(markup.tags),
            )
        )  # fmt: skip
    return tuple(blocks), oddities.find(blocks, notes, base)


def _joints(item: Item, text: str, language: str, vocabulary: Vocabulary | None) -> list[Edit]:
    """Line and page breaks inside an item as edits over its source."""
    found = []
    for ranges, reason in ((item.joints, JOINT), (item.holes, PAGE)):
        for start, end in ranges:
            left, right = text[max(item.start, start - 200) : start], text[end : min(item.end, end + 200)]
            between, certain = glue(left, right, language, vocabulary if item.kind is not BlockKind.META else None)
            said = reason if certain else f"{reason}, {GUESS}"
            found.append(Edit(start - item.start, end - item.start, between, said))
    return sorted(found, key=lambda edit: edit.start)


def _drop_covered(markup: inline.Markup, joints: list[Edit]) -> None:
    """Markup inside a page break belongs to what stands there, not to the sentence around it."""
    markup.edits = [
        edit for edit in markup.edits if not any(joint.start < edit.end and edit.start < joint.end for joint in joints)
    ]
