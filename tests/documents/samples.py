"""Steps that the tests of every format share."""

from __future__ import annotations

from workbench import documents
from workbench.model import Document, Span
from workbench.text.overlay import view


def identity(document: Document, language: str) -> dict[int, list[tuple[Span, str | None]]]:
    return {
        block.position: [
            (span, view(block.source, block.edits, span.start, span.end).text)
            for span in documents.segment(block, language)
        ]
        for block in document.blocks
    }


def again(data: bytes, name: str, language: str) -> bytes:
    document = documents.read(data, name, language=language)
    return documents.write(document, identity(document, language), source_language=language, target_language="en")
