"""Markdown and plain text: lines in, blocks out, and the same bytes back.

No Markdown parser stands behind this: CommonMark eats the titles and dates of real papers (`<From the Editor>`,
`2022. 08. 10`). The skeleton is the file itself, and every block knows its place in it.
"""

from __future__ import annotations

from workbench.documents import encoding as codecs
from workbench.documents import inline
from workbench.documents.blocks import assemble, has_footnote_marks
from workbench.documents.lines import Item
from workbench.documents.structure import outline
from workbench.model import Block, Document, Finding
from workbench.text.normal import nfc


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

    def markup(item: Item, source: str, notes: inline.Notes) -> inline.Markup:
        return inline.read(source, notes, markdown=markdown, repair=repair, body=has_footnote_marks(item.kind))

    items = outline(text, base, markdown=markdown, repair=repair)
    return assemble(items, text, base, markup, repair=repair)
